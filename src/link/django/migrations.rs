//! Django's migrations: what their operations do to indexes of tables that are in use, in the order of their dependencies.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::world::ModuleId;
use crate::eval::{Interp, Value};
use crate::facts::ddl::{Index, IndexPart, Name};
use crate::link::programs::Modules;
use crate::link::records::{Record, entries, record, texts};
use crate::link::replay::{Progress, Replay};
use crate::model::entity::{Entity, Orm};
use crate::model::schema::{Source, SourceKind};

use super::states::States;

/// Operations inside operations that are followed.
const DEPTH: usize = 5;
const OPERATION: &str = "django.db.migrations.";

/// One migration: its app and name, and what its class says.
struct Migration {
    app: String,
    name: String,
    /// Names of migrations of the same app that run before it.
    parents: Vec<String>,
    replaces: Vec<String>,
    atomic: bool,
    operations: Vec<Value>,
}

/// Tells the replay what the migrations of all apps do to indexes; the models as they leave them.
pub fn replay(ix: &mut Interp<'_>, modules: &Modules, replay: &mut Replay) -> States {
    let tables = tables(ix);
    let mut states = States::default();
    let mut apps: BTreeMap<String, Vec<Migration>> = BTreeMap::new();
    for module in &modules.migrations {
        ix.load(*module);
        if let Some(found) = migration(ix, *module) {
            apps.entry(found.app.clone()).or_default().push(found);
        }
    }
    for migrations in apps.into_values() {
        let run = in_force(migrations);
        let parents: BTreeSet<String> = run.iter().flat_map(|m| m.parents.iter().cloned()).collect();
        let mut history = History { tables: &tables, indexed: BTreeSet::new() };
        replay.begin();
        for migration in in_order(&run) {
            replay.step(Progress {
                names: vec![format!("{}.{}", migration.app, migration.name), migration.name.clone()],
                transaction: migration.atomic,
                initial: migration.parents.is_empty(),
                newest: !parents.contains(&migration.name),
                ..Progress::default()
            });
            for operation in &migration.operations {
                history.operation(ix, &migration.app, operation, replay, 0);
                states.operation(ix, &migration.app, operation, 0);
            }
        }
    }
    states
}

/// Tables of models by the folder of their app and their name, in lower case.
fn tables(ix: &Interp<'_>) -> BTreeMap<(String, String), String> {
    let named = |entity: &Entity| {
        let parts: Vec<&str> = entity.qualified.split('.').collect();
        let at = parts.iter().position(|p| *p == "models")?.checked_sub(1)?;
        Some(((parts[at].to_lowercase(), entity.name.to_lowercase()), entity.table_name.clone()?))
    };
    ix.world.entities.iter().filter(|e| e.orm == Orm::Django).filter_map(named).collect()
}

/// The migration that a module declares.
fn migration(ix: &Interp<'_>, module: ModuleId) -> Option<Migration> {
    let world = ix.world.module(module);
    let (package, name) = world.name.rsplit_once('.')?;
    let app = package.strip_suffix(".migrations")?.rsplit('.').next()?.to_owned();
    let Value::Class(class) = ix.heap.get(world.globals).attrs.get(&ix.name("Migration")?)? else { return None };
    let member = |name: &str| ix.name(name).and_then(|n| ix.world.find_member(*class, n)).map(|(_, v)| v.clone());
    let pairs = |value: Option<Value>| -> Vec<(String, String)> {
        let items = value.and_then(|v| ix.known_items(&v)).unwrap_or_default();
        items.iter().filter_map(|v| <[String; 2]>::try_from(texts(ix, v)?).ok()).map(|[app, name]| (app, name)).collect()
    };
    let own = |pairs: Vec<(String, String)>| pairs.into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    let mut dependencies = pairs(member("dependencies"));
    // The label of an app may differ from its folder; of its own migrations it names those that stand beside it.
    let beside = |name: &str| ix.world.by_name.contains_key(format!("{package}.{name}").as_str());
    dependencies.retain(|(label, name)| beside(name) && (*label == app || name.starts_with(|c: char| c.is_ascii_digit())));
    Some(Migration {
        name: name.to_owned(),
        parents: own(dependencies),
        replaces: own(pairs(member("replaces"))),
        atomic: !matches!(member("atomic"), Some(Value::Bool(false))),
        operations: member("operations").and_then(|v| ix.known_items(&v)).unwrap_or_default(),
        app,
    })
}

/// A squashed migration gives way to those that it replaces, where they are still there.
fn in_force(migrations: Vec<Migration>) -> Vec<Migration> {
    let names: BTreeSet<String> = migrations.iter().map(|m| m.name.clone()).collect();
    let gives_way = |m: &Migration| m.replaces.iter().any(|r| names.contains(r));
    let (gone, mut stay): (Vec<_>, Vec<_>) = migrations.into_iter().partition(gives_way);
    // What comes after it comes after all of them.
    for squashed in gone {
        for after in stay.iter_mut().filter(|m| m.parents.contains(&squashed.name)) {
            after.parents.extend(squashed.replaces.iter().filter(|r| **r != after.name).cloned());
        }
    }
    stay
}

/// Parents before children; ties by name.
fn in_order(migrations: &[Migration]) -> Vec<&Migration> {
    let mut waiting: Vec<&Migration> = migrations.iter().collect();
    waiting.sort_by(|a, b| a.name.cmp(&b.name));
    let known: BTreeSet<&str> = migrations.iter().map(|m| m.name.as_str()).collect();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut out = Vec::new();
    while !waiting.is_empty() {
        let is_ready = |m: &&Migration| m.parents.iter().all(|p| done.contains(p.as_str()) || !known.contains(p.as_str()));
        // A circle is no history: the rest goes by name.
        let (ready, rest): (Vec<_>, Vec<_>) = waiting.iter().copied().partition(is_ready);
        let (ready, rest) = if ready.is_empty() { (rest, Vec::new()) } else { (ready, rest) };
        done.extend(ready.iter().map(|m| m.name.as_str()));
        out.extend(ready);
        waiting = rest;
    }
    out
}

/// The state of one app while its migrations run.
struct History<'t> {
    tables: &'t BTreeMap<(String, String), String>,
    /// Model and field, in lower case, of fields that have an index.
    indexed: BTreeSet<(String, String)>,
}

impl History<'_> {
    fn operation(&mut self, ix: &Interp<'_>, app: &str, value: &Value, replay: &mut Replay, depth: usize) {
        let Some(r) = record(ix, value) else { return };
        let Some(source) = r.place.map(|place| Source { kind: SourceKind::Migration, place }) else { return };
        let is = |name: &str| r.is(&format!("{OPERATION}{name}"));
        let given = |at: usize, name: &str| r.args.get(at).or_else(|| r.keyword(name));
        let text = |at: usize, name: &str| given(at, name).and_then(Value::as_str).map(str::to_owned);
        if is("SeparateDatabaseAndState") && depth < DEPTH {
            let inner = given(0, "database_operations").and_then(|v| ix.known_items(v)).unwrap_or_default();
            inner.iter().for_each(|v| self.operation(ix, app, v, replay, depth + 1));
            // Later steps are made by comparing with the state.
            let state = given(1, "state_operations").and_then(|v| ix.known_items(v)).unwrap_or_default();
            state.iter().for_each(|v| self.state(ix, v));
        } else if is("CreateModel") {
            let Some(model) = text(0, "name") else { return };
            self.state(ix, value);
            let table = table_option(ix, &r).unwrap_or_else(|| self.table(app, &model));
            replay.note_created(&name_of(&table));
        } else if is("AddField") || is("AlterField") {
            let (Some(model), Some(field), Some(declared)) = (text(0, "model_name"), text(1, "name"), given(2, "field")) else {
                return;
            };
            let gains = has_index(ix, declared) && self.indexed.insert(key(&model, &field));
            // A new column is empty, and its index is built at once.
            if gains && is("AlterField") {
                replay.note_index_build(&self.index(app, &model, None, &[field], false), source.place);
            }
        } else if is("RenameModel") {
            let (Some(old), Some(new)) = (text(0, "old_name"), text(1, "new_name")) else { return };
            self.rename(|(model, field)| (*model == old.to_lowercase()).then(|| key(&new, field)));
        } else if is("RenameField") {
            let (Some(model), Some(old), Some(new)) = (text(0, "model_name"), text(1, "old_name"), text(2, "new_name")) else {
                return;
            };
            let old = key(&model, &old);
            self.rename(|known| (*known == old).then(|| key(&model, &new)));
        } else if is("AddIndex") {
            let (Some(model), Some(index)) = (text(0, "model_name"), given(1, "index").and_then(|v| record(ix, v))) else {
                return;
            };
            let fields = index.keyword("fields").and_then(|v| texts(ix, v)).unwrap_or_default();
            let name = index.keyword("name").and_then(Value::as_str).map(str::to_owned);
            let index = self.index(app, &model, name, &fields, is("AddIndexConcurrently"));
            replay.note_index_build(&index, source.place);
        } else if is("RemoveIndex") {
            let (Some(model), Some(name)) = (text(0, "model_name"), text(1, "name")) else { return };
            let table = self.table(app, &model);
            replay.note_index_drop(&table, &name, is("RemoveIndexConcurrently"), source.place);
        } else if is("RunSQL") {
            for sql in given(0, "sql").and_then(|v| texts(ix, v)).unwrap_or_default() {
                replay.note_sql(&sql, source);
            }
        }
    }

    /// Which fields have an index from here on.
    fn state(&mut self, ix: &Interp<'_>, value: &Value) {
        let Some(r) = record(ix, value) else { return };
        let is = |name: &str| r.is(&format!("{OPERATION}{name}"));
        let given = |at: usize, name: &str| r.args.get(at).or_else(|| r.keyword(name));
        let text = |at: usize, name: &str| given(at, name).and_then(Value::as_str);
        if is("CreateModel") {
            let Some(model) = text(0, "name") else { return };
            let fields = given(1, "fields").and_then(|v| ix.known_items(v)).unwrap_or_default();
            for field in fields.iter().filter_map(|f| ix.known_items(f)) {
                if let [name, declared, ..] = field.as_slice()
                    && let Some(name) = name.as_str()
                    && has_index(ix, declared)
                {
                    self.indexed.insert(key(model, name));
                }
            }
        } else if let (Some(model), Some(field), Some(declared)) = (text(0, "model_name"), text(1, "name"), given(2, "field"))
            && (is("AddField") || is("AlterField"))
            && has_index(ix, declared)
        {
            self.indexed.insert(key(model, field));
        }
    }

    fn rename(&mut self, name: impl Fn(&(String, String)) -> Option<(String, String)>) {
        self.indexed = std::mem::take(&mut self.indexed).into_iter().map(|known| name(&known).unwrap_or(known)).collect();
    }

    fn table(&self, app: &str, model: &str) -> String {
        let key = (app.to_lowercase(), model.to_lowercase());
        self.tables.get(&key).cloned().unwrap_or_else(|| format!("{}_{}", key.0, key.1))
    }

    fn index(&self, app: &str, model: &str, name: Option<String>, fields: &[String], concurrently: bool) -> Index {
        let part = |field: &String| IndexPart {
            column: Some(field.trim_start_matches('-').into()),
            expression: None,
            descending: field.starts_with('-'),
            class: None,
        };
        Index {
            name: name.map(Into::into),
            table: name_of(&self.table(app, model)),
            unique: false,
            concurrently,
            method: None,
            parts: fields.iter().map(part).collect(),
            include: Vec::new(),
            predicate: None,
        }
    }
}

fn key(model: &str, field: &str) -> (String, String) {
    (model.to_lowercase(), field.to_lowercase())
}

fn name_of(table: &str) -> Name {
    Name { schema: None, name: table.into() }
}

/// `options={"db_table": "x"}`
fn table_option(ix: &Interp<'_>, r: &Record) -> Option<String> {
    let options = r.args.get(2).or_else(|| r.keyword("options"))?;
    entries(ix, options).into_iter().find(|(k, _)| k == "db_table").and_then(|(_, v)| v.as_str().map(str::to_owned))
}

/// Keys, unique fields and those that ask for an index have one.
fn has_index(ix: &Interp<'_>, declared: &Value) -> bool {
    let Some(r) = record(ix, declared) else { return false };
    let by_kind = r.is("django.db.models.ForeignKey") || r.is("django.db.models.SlugField");
    let asked = ["db_index", "unique", "primary_key"].iter().any(|flag| r.flag(flag) == Some(true));
    asked || (by_kind && r.flag("db_index") != Some(false))
}
