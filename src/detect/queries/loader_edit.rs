//! The exact edit of a lazy load: the loader option, written where the query stands.
//!
//! An edit is offered only where the query is one expression, everything that the option names is bound in its file, and all
//! that runs at its place is this query. Anything else stays a text.

use rustc_hash::FxHashMap;

use crate::facts::program::{Expr, ExprId, Import, Program, Stmt};
use crate::facts::{Language, Span};
use crate::finding::Edit;
use crate::flow::ledger::{OpKind, OpRecord};
use crate::model::entity::Orm;
use crate::model::{FileId, Place};
use crate::rule::Input;
use crate::syntax::python;

use super::common::of_manager;

/// Methods that run a query or take its result apart; an option stands before them.
const RUNS: [&str; 26] = [
    "all",
    "first",
    "one",
    "one_or_none",
    "first_or_404",
    "one_or_404",
    "get",
    "get_or_404",
    "paginate",
    "scalar",
    "scalars",
    "scalar_one",
    "scalar_one_or_none",
    "unique",
    "fetchall",
    "to_list",
    "last",
    "latest",
    "earliest",
    "iterator",
    "aiterator",
    "afirst",
    "aget",
    "alast",
    "partitions",
    "tuples",
];
/// Methods of a session that are given the statement.
const GIVEN: [&str; 6] = ["execute", "scalars", "scalar", "stream", "stream_scalars", "paginate"];
/// Queries on which a loader option fails or means something else.
const DELICATE: [&str; 7] = ["union", "yield_per", "from_statement", "with_entities", ".values(", ".values_list(", "noload"];
const LOADERS: [&str; 2] = ["joinedload", "selectinload"];

/// The edits that add `option` (`.options(joinedload(Project.client))`) to the one query whose rows `ops` read, its imports
/// included; none when they cannot be said exactly.
#[must_use]
pub fn edits(ops: &[&OpRecord], option: &str, input: &Input<'_>, sources: &mut Sources) -> Vec<Edit> {
    exact(ops, option, input, sources).unwrap_or_default()
}

/// What the edits of many findings are made from.
pub struct Sources {
    /// Files that were read again: many findings stand in one.
    known: FxHashMap<FileId, Option<Program>>,
    /// What runs where, and what is written where and runs elsewhere.
    ops: FxHashMap<Place, Vec<usize>>,
}

impl Sources {
    #[must_use]
    pub fn new(input: &Input<'_>) -> Self {
        let mut ops: FxHashMap<Place, Vec<usize>> = FxHashMap::default();
        for (at, op) in input.ledger.ops.iter().enumerate() {
            ops.entry(op.place).or_default().push(at);
            // A queryset is written in one place and runs where it is gone through.
            if let Some((written, _)) = op.written.as_ref().filter(|(written, _)| *written != op.place) {
                ops.entry(*written).or_default().push(at);
            }
        }
        Self { known: FxHashMap::default(), ops }
    }

    /// `None` where not all of the file is understood.
    fn of(&mut self, file: FileId, input: &Input<'_>) -> Option<&Program> {
        let read = || {
            let (program, notes) = python::lower(&input.texts.get(file.index()).text);
            notes.is_empty().then_some(program)
        };
        self.known.entry(file).or_insert_with(read).as_ref()
    }
}

fn exact(ops: &[&OpRecord], option: &str, input: &Input<'_>, sources: &mut Sources) -> Option<Vec<Edit>> {
    let place = ops.first()?.source_query?;
    if input.model.files.get(place.file.index())?.language != Language::Python
        || !ops.iter().all(|op| is_only_query(op, place, input, sources))
    {
        return None;
    }
    let text = input.texts.get(place.file.index());
    let program = sources.of(place.file, input)?;
    let (orm, names) = needed(ops, option, input)?;
    let query = query(program, place.span)?;
    let written = text.slice(program.span(query));
    // What a library runs on behalf of an expression is not that expression, unless it is asked for the query.
    if ops.iter().any(|op| op.by_library) && !written.contains("get_queryset(") {
        return None;
    }
    if orm == Orm::Django && super::loader_option::forgets_names(place, input) {
        return None;
    }
    if DELICATE.iter().any(|word| written.contains(word)) || written.contains(option) {
        return None;
    }
    // `row.authors.all()` is free where a caller has loaded the authors with the row; with an option more it is a query again.
    if orm == Orm::Django && of_manager(written).is_some_and(|relation| input.model.loaded_relations.contains(relation)) {
        return None;
    }
    let bound = bound(program);
    let end = if orm == Orm::Django { behind_all(&text.text, program.span(query).end) } else { program.span(query).end };
    let mut edits = vec![at(place, end, &format!("{}{option}", gap(&text.text, end)))];
    for name in names.iter().filter(|name| !bound.contains(&name.as_str())) {
        if orm != Orm::SqlAlchemy || !LOADERS.contains(&name.as_str()) {
            return None;
        }
        edits.push(import(program, &text.text, place, name)?);
    }
    Some(edits)
}

/// All that runs at the place are queries for rows of the entity that the option begins with.
fn is_only_query(op: &OpRecord, place: Place, input: &Input<'_>, sources: &Sources) -> bool {
    let Some((first, _)) = op.path.first() else { return false };
    let here = sources.ops.get(&place).map(Vec::as_slice).unwrap_or_default();
    let is_query = |at: &usize| {
        let o = &input.ledger.ops[*at];
        o.kind == OpKind::Execute && o.whole_rows && o.entity == Some(*first)
    };
    !here.is_empty() && here.iter().all(is_query)
}

/// The mapper, and the names that the option uses.
fn needed(ops: &[&OpRecord], option: &str, input: &Input<'_>) -> Option<(Orm, Vec<String>)> {
    let orm = input.model.entities[ops.first()?.path.first()?.0.index()].orm;
    if orm == Orm::Django {
        return Some((orm, Vec::new()));
    }
    let steps = ops.iter().flat_map(|op| op.path.iter());
    let mut names: Vec<String> = steps.map(|(entity, _)| input.model.entities[entity.index()].name.clone()).collect();
    names.sort();
    names.dedup();
    names.extend(LOADERS.iter().filter(|loader| option.contains(**loader)).map(|loader| (*loader).to_owned()));
    Some((orm, names))
}

/// The query below the expression that stands exactly at `span`, without what runs it.
fn query(program: &Program, span: Span) -> Option<ExprId> {
    // Of expressions with one span the outermost is lowered last.
    let at = program.expr_spans.iter().rposition(|s| *s == span)?;
    let mut id = ExprId(u32::try_from(at).ok()?);
    loop {
        id = match program.expr(id) {
            Expr::Await(inner) => inner,
            Expr::Index { value, index } if matches!(program.expr(index), Expr::Slice { .. }) => value,
            Expr::Call { func, args } => match (program.expr(func), program.arguments(args).first()) {
                (Expr::Attr(session, name), Some(statement))
                    if GIVEN.contains(&program.name(name)) && is_session(program, session) =>
                {
                    statement.value
                }
                (Expr::Attr(receiver, name), _) if RUNS.contains(&program.name(name)) => {
                    // `session.get(User, …)` and a class's own `all()` are no steps of a query.
                    if is_session(program, receiver) || is_class(program, receiver) {
                        return None;
                    }
                    receiver
                }
                (Expr::Attr(..), _) => return Some(id),
                (Expr::Name(name), Some(only)) if matches!(program.name(name), "list" | "tuple" | "len") => only.value,
                (Expr::Name(name), _) if matches!(program.name(name), "select") => return Some(id),
                _ => return None,
            },
            Expr::Name(_) | Expr::Attr(..) => return Some(id),
            _ => return None,
        };
    }
}

/// `session`, `db.session`, `self.db`: what is given a statement, not what is one.
fn is_session(program: &Program, id: ExprId) -> bool {
    match program.expr(id) {
        Expr::Name(name) | Expr::Attr(_, name) => {
            let name = program.name(name).trim_start_matches('_').to_ascii_lowercase();
            matches!(&*name, "db" | "conn" | "connection") || name.ends_with("session") || name.starts_with("session")
        }
        _ => false,
    }
}

fn is_class(program: &Program, id: ExprId) -> bool {
    matches!(program.expr(id), Expr::Name(name) if program.name(name).starts_with(char::is_uppercase))
}

/// Names that the module itself binds by imports and classes.
fn bound(program: &Program) -> Vec<&str> {
    let mut names = Vec::new();
    for stmt in program.block(program.body) {
        match program.stmt(*stmt) {
            Stmt::Class(class) => names.push(program.name(program.class(class).name)),
            Stmt::Import(at) => match &program.imports[at as usize] {
                Import::Module { path, alias } => {
                    names.push(alias.map_or_else(|| path.split('.').next().unwrap_or(path), |a| program.name(a)));
                }
                Import::From { names: imported, .. } => {
                    names.extend(imported.iter().map(|(name, alias)| program.name(alias.unwrap_or(*name))));
                }
            },
            _ => {}
        }
    }
    names
}

/// Behind the `all()` of a manager, which may be one of its own that adds conditions: it is not that of a queryset.
fn behind_all(text: &str, end: u32) -> u32 {
    let rest = text.get(end as usize..).unwrap_or("");
    let step = rest.trim_start();
    let before = rest.len() - step.len();
    let length = if step.starts_with(".all()") { before + ".all()".len() } else { 0 };
    end + u32::try_from(length).unwrap_or(0)
}

/// White space before the next step of a chain that stands on a line of its own, so that the option gets one, too.
fn gap(text: &str, end: u32) -> &str {
    let rest = text.get(end as usize..).unwrap_or("");
    let gap = &rest[..rest.len() - rest.trim_start().len()];
    if gap.contains('\n') && rest[gap.len()..].starts_with('.') { gap } else { "" }
}

/// Adds the loader to the import that brings others, or a line below the last absolute import.
fn import(program: &Program, text: &str, place: Place, name: &str) -> Option<Edit> {
    let mut last = None;
    for stmt in program.block(program.body) {
        let Stmt::Import(at) = program.stmt(*stmt) else { continue };
        let span = program.stmt_span(*stmt);
        let written = text.get(span.start as usize..span.end as usize)?;
        match &program.imports[at as usize] {
            Import::From { path, level: 0, star: false, .. } if path == "sqlalchemy.orm" && is_plain(written) => {
                return Some(self::at(place, span.end, &format!(", {name}")));
            }
            Import::From { level: 0, .. } | Import::Module { .. } => last = Some(span.end),
            Import::From { .. } => {}
        }
    }
    // Where nothing absolute is imported, the head of the module may be anything.
    let end = last? as usize;
    let line = text.get(end..)?.find('\n')?;
    let ending = if text.get(end..)?[..line].ends_with('\r') { "\r\n" } else { "\n" };
    let below = u32::try_from(end + line + 1).ok()?;
    Some(self::at(place, below, &format!("from sqlalchemy.orm import {name}{ending}")))
}

/// One line without brackets: a name can be added at its end.
fn is_plain(import: &str) -> bool {
    !import.contains(['(', '\n', '\\'])
}

fn at(place: Place, offset: u32, text: &str) -> Edit {
    Edit { place: Place { file: place.file, span: Span::new(offset, offset) }, text: text.to_owned() }
}
