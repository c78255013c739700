//! Engines of SQLAlchemy that the code makes, as they are written: their options, and how long they live.

use std::collections::BTreeSet;

use super::clients::Scopes;
use super::numbers::Numbers;
use super::program::{Imports, called, keyword};
use super::{SourceFile, numbered};
use crate::facts::program::{ArgKind, Args, Expr, ExprId, Function, Program, Stmt, Sym};
use crate::facts::{Language, Role, Span};
use crate::model::delivery::{EngineCall, Factor};
use crate::model::{FileId, Place};

/// `create_engine(…)` and `create_async_engine(…)` of SQLAlchemy and SQLModel.
pub(super) fn engine_calls(files: &[SourceFile]) -> Vec<EngineCall> {
    let mut out = Vec::new();
    let readers: Vec<Reader> = numbered(files).filter_map(|(file, source)| Reader::new(file, source)).collect();
    let stores = vector_stores(&readers);
    let numbers = Numbers::new(files);
    for reader in &readers {
        let module = reader.module;
        for (at, expr) in module.exprs.iter().enumerate() {
            let Expr::Call { func, args } = *expr else { continue };
            let makes =
                |name: &str| matches!(name, "create_engine" | "create_async_engine" | "PGVector") || stores.contains(name);
            if !reader.imports.last(module, func).is_some_and(makes) {
                continue;
            }
            let Some(path) = reader.imports.resolve(module, func) else { continue };
            let own = path.rsplit('.').next().unwrap_or(&path);
            if is_vector_store(&path) || stores.contains(own) {
                out.extend(reader.vector_store(args, module.expr_spans[at]));
                continue;
            }
            let Some((package, function)) = path.rsplit_once('.') else { continue };
            let of_sqlalchemy = package.starts_with("sqlalchemy") || package.starts_with("sqlmodel");
            if !of_sqlalchemy || !matches!(function, "create_engine" | "create_async_engine") {
                continue;
            }
            let arguments = module.arguments(args);
            out.push(EngineCall {
                place: Place { file: reader.file, span: module.expr_spans[at] },
                url: arguments.first().and_then(|arg| beginning(module, arg.value)),
                keywords: arguments.iter().filter_map(|arg| arg.name).map(|name| module.name(name).to_owned()).collect(),
                open: arguments.iter().any(|arg| arg.kind != ArgKind::Plain),
                kept: outlives(module, module.expr_spans[at], &readers) && !is_disposed(module, module.expr_spans[at]),
                own: arguments.first().is_some_and(|url| reader.is_own(url.value, 0)),
                pool_size: reader.told("pool_size", args, &numbers),
                max_overflow: reader.told("max_overflow", args, &numbers),
                choice: choice(module, module.expr_spans[at]).map(|span| Place { file: reader.file, span }),
            });
        }
    }
    out
}

/// The name of the function around, where it binds several engines to one name, or returns several: it makes one of them.
fn choice(module: &Program, span: Span) -> Option<Span> {
    let function = &module.functions[(Scopes { module }).around(span)?];
    let named = |target| matches!(module.expr(target), Expr::Name(_)).then_some(Some(module.expr(target)));
    // What becomes of the call: a name, or (none) the result.
    let fate = |span: Span| match *module.stmts_around(span).min_by_key(|(_, at)| at.end - at.start)?.0 {
        Stmt::Return(_) => Some(None),
        Stmt::Assign { targets, .. } => match module.list(targets) {
            [target] => named(*target),
            _ => None,
        },
        Stmt::AnnAssign { target, .. } => named(target),
        _ => None,
    };
    let own = fate(span)?;
    let is_engine = |func| matches!(called(module, func), Some("create_engine" | "create_async_engine"));
    let others = module
        .exprs_within(function.span)
        .filter(|(expr, at)| matches!(expr, Expr::Call { func, .. } if is_engine(*func)) && fate(**at) == Some(own));
    (others.count() > 1).then_some(function.name_span)
}

/// LangChain's store in PostgreSQL builds an engine of its own from the connection string.
fn is_vector_store(path: &str) -> bool {
    path.starts_with("langchain") && path.ends_with(".PGVector")
}

/// Classes of the project that extend it, directly or through others.
fn vector_stores<'p>(readers: &[Reader<'p>]) -> BTreeSet<&'p str> {
    /// Generations that are followed.
    const DEPTH: usize = 3;
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for _ in 0..DEPTH {
        for reader in readers {
            for class in &reader.module.classes {
                let mut bases = reader.module.arguments(class.bases).iter();
                let extends = bases.any(|base| {
                    let path = reader.imports.resolve(reader.module, base.value).unwrap_or_default();
                    is_vector_store(&path) || found.contains(path.rsplit('.').next().unwrap_or(&path))
                });
                if extends {
                    found.insert(reader.module.name(class.name));
                }
            }
        }
    }
    found
}

/// What a call makes is returned, kept in an attribute or a global, or made by the module itself.
pub(super) fn is_kept(module: &Program, span: Span) -> bool {
    matches!(fate(module, span), Fate::Kept | Fate::Returned)
}

/// What becomes of the value of a call.
#[derive(PartialEq)]
enum Fate {
    Kept,
    Returned,
    Dropped,
}

fn fate(module: &Program, span: Span) -> Fate {
    let Some(function) = (Scopes { module }).around(span).map(|at| &module.functions[at]) else { return Fate::Kept };
    let memoises = |id: &ExprId| {
        let id = if let Expr::Call { func, .. } = module.expr(*id) { func } else { *id };
        called(module, id).is_some_and(|name| name.contains("cache"))
    };
    if function.decorators.iter().any(memoises) {
        return Fate::Kept;
    }
    let mut names = Vec::new();
    for (stmt, _) in module.stmts_within(function.span) {
        match stmt {
            Stmt::Return(Some(value)) if module.span(*value).holds(span) => return Fate::Returned,
            _ => {
                let made = module.assignment(stmt).filter(|(_, value)| module.span(*value).holds(span));
                let targets = made.into_iter().flat_map(|(targets, _)| targets);
                for target in targets.flat_map(|target| parts(module, *target)) {
                    match module.expr(target) {
                        Expr::Name(name) => names.push(name),
                        _ => return Fate::Kept,
                    }
                }
            }
        }
    }
    let is_made = |id: ExprId| matches!(module.expr(id), Expr::Name(name) if names.contains(&name));
    let mut own = module.stmts_within(function.span);
    if own.clone().any(|(stmt, _)| matches!(stmt, Stmt::Global(_))) {
        return Fate::Kept;
    }
    let returns = |stmt: &Stmt| matches!(stmt, Stmt::Return(Some(value)) if parts(module, *value).into_iter().any(is_made));
    if own.any(|(stmt, _)| returns(stmt)) { Fate::Returned } else { Fate::Dropped }
}

/// The parts of a tuple or a list, or the expression itself.
fn parts(module: &Program, id: ExprId) -> Vec<ExprId> {
    match module.expr(id) {
        Expr::Collection { items, .. } => module.list(items).to_vec(),
        _ => vec![id],
    }
}

/// What a function returns lives on where one that calls it keeps it; who calls it may not be seen.
fn outlives(module: &Program, span: Span, readers: &[Reader<'_>]) -> bool {
    let own = fate(module, span);
    let name = (Scopes { module }).around(span).map(|at| module.name(module.functions[at].name));
    let Some(name) = name.filter(|_| own == Fate::Returned) else { return own == Fate::Kept };
    let mut calls = readers.iter().flat_map(|reader| {
        let all = reader.module.exprs.iter().zip(&reader.module.expr_spans);
        let own = all.filter(|(expr, _)| matches!(expr, Expr::Call { func, .. } if called(reader.module, *func) == Some(name)));
        own.map(|(_, at)| is_kept(reader.module, *at))
    });
    let Some(first) = calls.next() else { return true };
    first || calls.any(|kept| kept)
}

/// A context manager makes it when it is entered and throws it away when it is left.
fn is_disposed(module: &Program, span: Span) -> bool {
    let Some(class) = module.classes.iter().filter(|class| class.span.holds(span)).max_by_key(|class| class.span.start) else {
        return false;
    };
    let leaves = |function: &&Function| {
        matches!(module.name(function.name), "__exit__" | "__aexit__") && class.span.holds(function.span)
    };
    let Some(exit) = module.functions.iter().find(leaves) else { return false };
    module.exprs_within(exit.span).any(|(expr, _)| matches!(expr, Expr::Attr(_, name) if module.name(*name) == "dispose"))
}

/// The text that a literal or a format string begins with.
fn beginning(module: &Program, id: ExprId) -> Option<String> {
    match module.expr(id) {
        Expr::Str(sym) => Some(module.name(sym).to_owned()),
        Expr::Format(parts) => module.list(parts).first().and_then(|part| beginning(module, *part)),
        _ => None,
    }
}

struct Reader<'p> {
    module: &'p Program,
    file: FileId,
    imports: Imports,
}

impl<'p> Reader<'p> {
    fn new(file: FileId, source: &'p SourceFile) -> Option<Self> {
        let module = source.facts.program.as_ref()?;
        let is_app = source.entry.language == Language::Python && source.entry.role == Role::App;
        is_app.then(|| Self { module, file, imports: Imports::new(module) })
    }

    /// The address is made of literals and of what the module itself binds: settings, functions, variables of the environment.
    fn is_own(&self, id: ExprId, depth: usize) -> bool {
        /// Names that stand for names.
        const DEPTH: usize = 3;
        let module = self.module;
        let span = module.span(id);
        let function = (Scopes { module }).around(span).map(|at| &module.functions[at]);
        let values = |name: Sym| -> Vec<ExprId> {
            let Some(function) = function else { return Vec::new() };
            let own = module.stmts_within(function.span);
            let assigned = own.filter_map(|(stmt, _)| match *stmt {
                Stmt::AugAssign { target, value, .. } => Some((vec![target], value)),
                _ => module.assignment(stmt).map(|(targets, value)| (targets.to_vec(), value)),
            });
            let names = |id: ExprId| matches!(module.expr(id), Expr::Name(own) if own == name);
            let binds = |target: &ExprId| parts(module, *target).into_iter().any(names);
            assigned.filter(|(targets, _)| targets.iter().any(binds)).map(|(_, value)| value).collect()
        };
        let is_known = |name: Sym| {
            if function.is_some_and(|function| function.params.iter().any(|param| param.name == name)) {
                return false;
            }
            let values = values(name);
            let text = module.name(name);
            let is_of_module = || {
                matches!(text, "str" | "int")
                    || self.imports.binds(text)
                    || module.functions.iter().any(|function| function.name == name)
                    || self.is_assigned(name)
            };
            if values.is_empty() {
                is_of_module()
            } else {
                depth < DEPTH && values.iter().all(|value| self.is_own(*value, depth + 1))
            }
        };
        let mut inside = module.exprs_within(span);
        inside.all(|(expr, _)| match *expr {
            Expr::Name(name) => is_known(name),
            _ => true,
        })
    }

    /// The module binds the name outside of its functions.
    fn is_assigned(&self, name: Sym) -> bool {
        let module = self.module;
        let names = |id: &ExprId| matches!(module.expr(*id), Expr::Name(own) if own == name);
        module.stmts.iter().zip(&module.stmt_spans).any(|(stmt, at)| {
            let binds = match *stmt {
                Stmt::Assign { targets, .. } => module.list(targets).iter().any(names),
                Stmt::AnnAssign { target, .. } => names(&target),
                _ => false,
            };
            binds && (Scopes { module }).around(*at).is_none()
        })
    }

    /// A store that is given a connection string; its engine's options, if any, are not looked into.
    fn vector_store(&self, args: Args, span: Span) -> Option<EngineCall> {
        let arguments = self.module.arguments(args);
        let keywords: Vec<String> =
            arguments.iter().filter_map(|arg| arg.name).map(|name| self.module.name(name).to_owned()).collect();
        let by_text = keywords.iter().any(|name| name == "connection_string");
        let open = arguments.iter().any(|arg| arg.kind != ArgKind::Plain) || keywords.iter().any(|name| name == "engine_args");
        let place = Place { file: self.file, span };
        let kept = is_kept(self.module, span);
        by_text.then_some(EngineCall {
            place,
            url: None,
            keywords,
            open,
            kept,
            own: false,
            pool_size: None,
            max_overflow: None,
            choice: None,
        })
    }

    fn told(&self, name: &str, args: Args, numbers: &Numbers) -> Option<Factor> {
        Some(numbers.factor(name, self.module, self.file, keyword(self.module, args, name)?))
    }
}
