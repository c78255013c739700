//! Alembic: revisions in dependency order, their operations translated into schema statements.

use std::collections::BTreeMap;

use compact_str::CompactString;

use crate::eval::value::Site;
use crate::eval::world::ModuleId;
use crate::eval::{CallArgs, Interp, Value};
use crate::facts::Span;
use crate::facts::ddl::{Column, Constraint, ConstraintKind, CreateTable, Index, IndexPart, Name, Reference, StatementKind};
use crate::model::Place;
use crate::model::schema::{Source, SourceKind};

use super::naming::Naming;
use super::programs::Modules;
use super::records::{Record, entries, record, texts};
use super::replay::{Progress, Replay};

/// One revision that was run: what it registered.
#[derive(Clone, Debug)]
pub struct Revision {
    pub module: ModuleId,
    pub first: usize,
    pub last: usize,
    /// What the file calls itself.
    pub name: String,
    /// Its folder: revisions of one folder are one history.
    pub folder: String,
    /// No revision stands before it.
    pub initial: bool,
    /// No revision stands after it.
    pub newest: bool,
}

/// Runs the revisions of all histories in dependency order.
pub fn run(ix: &mut Interp<'_>, modules: &Modules) -> Vec<Revision> {
    let mut found: Vec<(ModuleId, String, Vec<String>, String)> = Vec::new();
    for module in &modules.migrations {
        ix.load(*module);
        let Some(revision) = global(ix, *module, "revision").and_then(|v| v.as_str().map(str::to_owned)) else { continue };
        let down = global(ix, *module, "down_revision");
        let mut parents: Vec<String> = down.and_then(|v| texts(ix, &v)).unwrap_or_default();
        parents.extend(global(ix, *module, "depends_on").and_then(|v| texts(ix, &v)).unwrap_or_default());
        let folder = folder_of(ix, *module);
        found.push((*module, revision, parents, folder));
    }
    let ordered = in_order(&found);
    let mut out = Vec::new();
    for at in ordered {
        let (module, revision, parents, folder) = &found[at];
        let newest = !found.iter().any(|f| f.2.contains(revision));
        let first = ix.world.registrations.len();
        if let Some(upgrade @ Value::Function(..)) = global(ix, *module, "upgrade") {
            let place = ix.world.module(*module).file.map_or(crate::eval::interp::nowhere(), Place::file);
            ix.call(&upgrade, CallArgs::default(), Site { place, module: *module });
            ix.start_over();
        }
        out.push(Revision {
            module: *module,
            name: revision.clone(),
            first,
            last: ix.world.registrations.len(),
            folder: folder.clone(),
            initial: parents.is_empty(),
            newest,
        });
    }
    out
}

fn global(ix: &Interp<'_>, module: ModuleId, name: &str) -> Option<Value> {
    let name = ix.name(name)?;
    ix.heap.get(ix.world.module(module).globals).attrs.get(&name).cloned()
}

fn folder_of(ix: &Interp<'_>, module: ModuleId) -> String {
    let name = &ix.world.module(module).name;
    name.rsplit_once('.').map_or(String::new(), |(folder, _)| folder.to_owned())
}

/// Parents before children; ties by path, which is the order of `found`.
fn in_order(found: &[(ModuleId, String, Vec<String>, String)]) -> Vec<usize> {
    let by_revision: BTreeMap<&str, usize> = found.iter().enumerate().map(|(i, f)| (f.1.as_str(), i)).collect();
    let mut state = vec![0_u8; found.len()];
    let mut out = Vec::new();
    for start in 0..found.len() {
        // Depth first without recursion: histories are long chains.
        let mut stack = vec![(start, 0)];
        while let Some((at, next)) = stack.pop() {
            if state[at] == 2 {
                continue;
            }
            state[at] = 1;
            let parent = found[at].2.get(next).and_then(|p| by_revision.get(p.as_str()).copied());
            if next < found[at].2.len() {
                stack.push((at, next + 1));
                if let Some(parent) = parent
                    && state[parent] == 0
                {
                    stack.push((parent, 0));
                }
            } else {
                state[at] = 2;
                out.push(at);
            }
        }
    }
    out
}

/// Applies what the revisions registered.
pub fn replay(ix: &Interp<'_>, revisions: &[Revision], replay: &mut Replay) {
    let mut folders: Vec<&str> = revisions.iter().map(|r| r.folder.as_str()).collect();
    folders.sort_unstable();
    folders.dedup();
    let transaction = !runs_in_autocommit(ix);
    for folder in folders {
        replay.begin();
        for revision in revisions.iter().filter(|r| r.folder == folder) {
            let (initial, newest) = (revision.initial, revision.newest);
            let module = &ix.world.module(revision.module).name;
            let file = module.rsplit('.').next().unwrap_or(module).to_owned();
            let names = vec![revision.name.clone(), file];
            replay.step(Progress { names, transaction, initial, newest, ..Progress::default() });
            for registration in &ix.world.registrations[revision.first..revision.last] {
                let source = Source { kind: SourceKind::Migration, place: registration.place };
                operation(ix, &registration.kind, &registration.values, source, replay);
            }
        }
    }
}

/// `env.py` asks for a connection without transactions.
fn runs_in_autocommit(ix: &Interp<'_>) -> bool {
    let environments = ix.world.modules.iter().filter(|m| m.file.is_some() && m.name.ends_with("env"));
    environments.into_iter().any(|m| m.program.names.iter().any(|n| n == "AUTOCOMMIT"))
}

fn operation(ix: &Interp<'_>, kind: &str, values: &[Value], source: Source, replay: &mut Replay) {
    let Some(kind) = kind.strip_prefix("op.") else { return };
    if kind == "autocommit" {
        replay.leave_transaction();
        return;
    }
    if kind == "execute" {
        if values.first().and_then(Value::as_str).is_some_and(ends_transaction) {
            replay.leave_transaction();
        }
        match values.first() {
            Some(Value::Str(sql)) => replay.execute(sql, source),
            Some(Value::Query(query)) => {
                if let Some(sql) = &query.sql {
                    replay.execute(sql, source);
                }
            }
            Some(Value::Text(parts)) => {
                let text: String = parts.iter().map(|p| p.as_deref().unwrap_or("x")).collect();
                replay.execute(&text, source);
            }
            _ => {}
        }
        return;
    }
    let Some(statements) = statements(ix, kind, values) else {
        const WHY: &str = "an operation of a migration could not be read";
        match values.iter().take(2).rev().find_map(|v| v.as_str()).map(name) {
            None if is_of_columns(kind) => replay.note(WHY, source.place),
            about => replay.unknown(about.as_ref(), WHY, Some(source.place)),
        }
        return;
    };
    for statement in statements {
        replay.apply(&statement, source);
    }
}

/// It adds or takes away columns or a whole table: the indexes of all others stay as they are.
fn is_of_columns(kind: &str) -> bool {
    matches!(kind, "add_column" | "drop_column" | "alter_column" | "create_table" | "drop_table")
}

fn ends_transaction(sql: &str) -> bool {
    let word = sql.trim().trim_end_matches(';').trim_end();
    word.eq_ignore_ascii_case("commit") || word.eq_ignore_ascii_case("end")
}

fn name(text: &str) -> Name {
    Name { schema: None, name: text.trim_matches(['"', '`']).into() }
}

/// The statements that one operation stands for; `None` when it could not be read.
fn statements(ix: &Interp<'_>, kind: &str, values: &[Value]) -> Option<Vec<StatementKind>> {
    let text = |at: usize| values.get(at).and_then(Value::as_str);
    let list = |at: usize| values.get(at).and_then(|v| texts(ix, v)).map(compact);
    let options = |at: usize| values.get(at).map(|v| entries(ix, v)).unwrap_or_default();
    Some(match kind {
        "create_table" => create_table(ix, text(0)?, values.get(1)?, &options(2)),
        "drop_table" => vec![StatementKind::DropTable { names: vec![name(text(0)?)] }],
        "rename_table" => vec![StatementKind::RenameTable { from: name(text(0)?), to: name(text(1)?) }],
        "add_column" => add_column(ix, text(0)?, values.get(1)?, &options(2))?,
        "drop_column" => vec![StatementKind::DropColumn { table: name(text(0)?), column: text(1)?.into() }],
        "alter_column" => {
            let renamed = options(2).into_iter().find(|(k, _)| k == "new_column_name" || k == "name");
            match renamed {
                Some((_, Value::Str(to))) => {
                    vec![StatementKind::RenameColumn { table: name(text(0)?), from: text(1)?.into(), to: (&*to).into() }]
                }
                _ => Vec::new(),
            }
        }
        "create_index" => vec![create_index(ix, values, &options(3))?],
        "drop_index" => vec![StatementKind::DropIndex {
            names: vec![name(text(0)?)],
            table: text(1).map(name),
            concurrently: is_concurrent(&options(2)),
        }],
        "create_foreign_key" => {
            let reference =
                Reference { table: name(text(2)?), columns: list(4)?, on_delete: option_text(&options(5), "ondelete") };
            let kind = ConstraintKind::ForeignKey { columns: list(3)?, reference };
            vec![add_constraint(text(1)?, text(0), kind)]
        }
        "create_unique_constraint" => vec![add_constraint(text(1)?, text(0), ConstraintKind::Unique { columns: list(2)? })],
        "create_primary_key" => vec![add_constraint(text(1)?, text(0), ConstraintKind::PrimaryKey { columns: list(2)? })],
        // What rows have to fulfil is no index.
        "drop_constraint" if text(2) == Some("check") => Vec::new(),
        "drop_constraint" => vec![StatementKind::DropConstraint { table: name(text(1)?), name: text(0)?.into() }],
        _ => Vec::new(),
    })
}

fn is_concurrent(options: &[(String, Value)]) -> bool {
    options.iter().any(|(key, value)| key == "postgresql_concurrently" && matches!(value, Value::Bool(true)))
}

fn compact(texts: Vec<String>) -> Vec<CompactString> {
    texts.into_iter().map(Into::into).collect()
}

fn option_text(options: &[(String, Value)], key: &str) -> Option<CompactString> {
    options.iter().find(|(k, _)| k == key).and_then(|(_, v)| v.as_str()).map(|s| s.to_uppercase().into())
}

fn add_constraint(table: &str, constraint: Option<&str>, kind: ConstraintKind) -> StatementKind {
    StatementKind::AddConstraint {
        table: name(table),
        constraint: Constraint { name: constraint.map(Into::into), span: Span::default(), kind },
    }
}

fn create_table(ix: &Interp<'_>, table: &str, parts: &Value, options: &[(String, Value)]) -> Vec<StatementKind> {
    let mut created = CreateTable {
        name: name(table),
        name_span: Span::default(),
        if_not_exists: options.iter().any(|(k, v)| k == "if_not_exists" && matches!(v, Value::Bool(true))),
        columns: Vec::new(),
        constraints: Vec::new(),
        derived: false,
    };
    let mut after = Vec::new();
    let items = ix.known_items(parts).unwrap_or_default();
    for item in &items {
        let Some(r) = record(ix, item) else {
            // A part that is not known: more columns may be there.
            created.derived = true;
            continue;
        };
        if r.is("sqlalchemy.Column") {
            let (column, index) = column(ix, &r, table, options);
            created.columns.push(column);
            after.extend(index);
        } else if let Some(constraint) = constraint(ix, &r) {
            created.constraints.push(constraint);
        } else if r.is("sqlalchemy.Index") {
            after.extend(table_index(&r, table));
        }
    }
    let mut out = vec![StatementKind::CreateTable(created)];
    out.extend(after);
    out
}

fn table_index(r: &Record, table: &str) -> Option<StatementKind> {
    let columns: Option<Vec<CompactString>> = r.args.iter().skip(1).map(|v| v.as_str().map(Into::into)).collect();
    let unique = r.flag("unique") == Some(true);
    let given = r.args.first().and_then(Value::as_str).map(Into::into);
    Some(StatementKind::CreateIndex { index: plain_index(given, table, columns?, unique), if_not_exists: false })
}

fn plain_index(given: Option<CompactString>, table: &str, columns: Vec<CompactString>, unique: bool) -> Index {
    let parts =
        columns.into_iter().map(|c| IndexPart { column: Some(c), expression: None, descending: false, class: None }).collect();
    Index {
        name: given,
        table: name(table),
        unique,
        concurrently: false,
        method: None,
        parts,
        include: Vec::new(),
        predicate: None,
    }
}

/// A column and the index that `index=True` makes beside it; the schema of its table is a part of that one's name.
fn column(ix: &Interp<'_>, r: &Record, table: &str, options: &[(String, Value)]) -> (Column, Option<StatementKind>) {
    let column_name: CompactString = super::entities::column_name(r, "").into();
    let foreign = r.args.iter().filter_map(|v| record(ix, v)).find(|f| f.is("sqlalchemy.ForeignKey"));
    let references = foreign.and_then(|f| {
        let target = f.args.first().and_then(Value::as_str)?;
        let (to, column) = target.rsplit_once('.')?;
        Some(Reference {
            table: name(to.rsplit('.').next().unwrap_or(to)),
            columns: vec![column.into()],
            on_delete: f.keyword("ondelete").and_then(Value::as_str).map(|s| s.to_uppercase().into()),
        })
    });
    let indexed = r.flag("index") == Some(true);
    let unique = r.flag("unique") == Some(true);
    let index = indexed.then(|| {
        let schema = options.iter().find(|(key, _)| key == "schema").and_then(|(_, value)| value.as_str());
        let given = Naming::default().index(schema, table, &column_name);
        StatementKind::CreateIndex {
            index: plain_index(given.map(Into::into), table, vec![column_name.clone()], unique),
            if_not_exists: false,
        }
    });
    let key = r.flag("primary_key") == Some(true);
    let column = Column {
        name: column_name,
        span: r.place.map_or(Span::default(), |p| p.span),
        kind: r.args.iter().find_map(|v| super::entities::type_of_argument(ix, v)).unwrap_or_default().to_uppercase().into(),
        nullable: !key && r.flag("nullable") != Some(false),
        primary_key: key,
        // `unique=True, index=True` makes one unique index.
        unique: unique && !indexed,
        references,
    };
    (column, index)
}

fn constraint(ix: &Interp<'_>, r: &Record) -> Option<Constraint> {
    let columns =
        |values: &[Value]| -> Vec<CompactString> { values.iter().filter_map(|v| v.as_str().map(Into::into)).collect() };
    let kind = if r.is("sqlalchemy.PrimaryKeyConstraint") {
        ConstraintKind::PrimaryKey { columns: columns(&r.args) }
    } else if r.is("sqlalchemy.UniqueConstraint") {
        ConstraintKind::Unique { columns: columns(&r.args) }
    } else if r.is("sqlalchemy.ForeignKeyConstraint") {
        let own = compact(texts(ix, r.args.first()?)?);
        let targets = texts(ix, r.args.get(1)?)?;
        let (table, _) = targets.first()?.rsplit_once('.')?;
        let reference = Reference {
            table: name(table.rsplit('.').next().unwrap_or(table)),
            columns: targets.iter().filter_map(|t| t.rsplit_once('.').map(|(_, c)| c.into())).collect(),
            on_delete: r.keyword("ondelete").and_then(Value::as_str).map(|s| s.to_uppercase().into()),
        };
        ConstraintKind::ForeignKey { columns: own, reference }
    } else {
        return None;
    };
    Some(Constraint {
        name: r.keyword("name").and_then(Value::as_str).map(Into::into),
        span: r.place.map_or(Span::default(), |p| p.span),
        kind,
    })
}

fn add_column(ix: &Interp<'_>, table: &str, value: &Value, options: &[(String, Value)]) -> Option<Vec<StatementKind>> {
    let r = record(ix, value).filter(|r| r.is("sqlalchemy.Column"))?;
    let (column, index) = column(ix, &r, table, options);
    let mut out = vec![StatementKind::AddColumn { table: name(table), column }];
    out.extend(index);
    Some(out)
}

fn create_index(ix: &Interp<'_>, values: &[Value], options: &[(String, Value)]) -> Option<StatementKind> {
    let given = values.first().and_then(Value::as_str).map(Into::into);
    let table = values.get(1).and_then(Value::as_str)?;
    let items = ix.known_items(values.get(2)?)?;
    let parts = items
        .iter()
        .map(|item| match item {
            Value::Str(s) => IndexPart { column: Some((&**s).into()), expression: None, descending: false, class: None },
            Value::Query(_) | Value::Aggregate(_) | Value::Unknown(_) | Value::Scalar(_) | Value::Text(_) => {
                IndexPart { column: None, expression: Some("expression".into()), descending: false, class: None }
            }
            _ => IndexPart { column: None, expression: Some("expression".into()), descending: false, class: None },
        })
        .collect();
    let option = |suffix: &str| options.iter().find(|(k, _)| k.ends_with(suffix)).map(|(_, v)| v);
    let index = Index {
        name: given,
        table: name(table),
        unique: matches!(option("unique"), Some(Value::Bool(true))),
        concurrently: is_concurrent(options),
        method: option("_using").and_then(Value::as_str).map(|s| s.to_uppercase().into()),
        parts,
        include: Vec::new(),
        predicate: option("_where").map(|_| "given".into()),
    };
    Some(StatementKind::CreateIndex { index, if_not_exists: false })
}
