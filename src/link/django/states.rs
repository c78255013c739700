//! The models as migrations leave them, against the models as they are: an index that no migration makes is on no server.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::world::ClassRef;
use crate::eval::{Interp, Value};
use crate::link::records::{Record, entries, record};
use crate::model::Place;
use crate::model::schema::{Automatic, Drift, Index, IndexKind, Schema, Source, SourceKind, Table};

use super::entities::Registry;
use super::models::{DjangoModel, Field, groups, models};
use super::tables;

const OPERATION: &str = "django.db.migrations.";
const FIELD: &str = "django.db.models.Field";
/// Operations inside operations that are followed.
const DEPTH: usize = 5;

/// A model as the migrations so far have it.
#[derive(Clone, Debug)]
struct State {
    fields: BTreeMap<String, Value>,
    /// `unique_together` and `index_together`, by the names of fields.
    together: BTreeMap<&'static str, Vec<Vec<String>>>,
    /// Members of `Meta.indexes` and `Meta.constraints`.
    named: Vec<(String, Value)>,
    place: Place,
}

/// All models of all apps, by app and name in lower case.
#[derive(Debug, Default)]
pub struct States {
    models: BTreeMap<(String, String), State>,
    /// Apps with an operation that is not understood.
    unread: BTreeSet<String>,
}

impl States {
    pub fn operation(&mut self, ix: &Interp<'_>, app: &str, value: &Value, depth: usize) {
        let done = record(ix, value).and_then(|r| self.run(ix, app, &r, depth));
        if done.is_none() {
            self.unread.insert(app.to_lowercase());
        }
    }

    /// `None` when the operation is not understood.
    fn run(&mut self, ix: &Interp<'_>, app: &str, r: &Record, depth: usize) -> Option<()> {
        if r.is("django.db.migrations.StateLess") {
            return Some(());
        }
        let kind = r.kinds.iter().find_map(|k| k.strip_prefix(OPERATION))?;
        let given = |at: usize, name: &str| r.args.get(at).or_else(|| r.keyword(name));
        let text = |at: usize, name: &str| given(at, name).and_then(Value::as_str).map(str::to_owned);
        let model = |name: String| (app.to_lowercase(), name.to_lowercase());
        match kind {
            "CreateModel" => {
                let state = created(ix, r)?;
                self.models.insert(model(text(0, "name")?), state);
            }
            "DeleteModel" => {
                self.models.remove(&model(text(0, "name")?));
            }
            "RenameModel" => {
                let state = self.models.remove(&model(text(0, "old_name")?))?;
                self.models.insert(model(text(1, "new_name")?), state);
            }
            "AddField" | "AlterField" => {
                let state = self.models.get_mut(&model(text(0, "model_name")?))?;
                state.fields.insert(text(1, "name")?.to_lowercase(), given(2, "field")?.clone());
            }
            "RemoveField" => {
                let state = self.models.get_mut(&model(text(0, "model_name")?))?;
                state.fields.remove(&text(1, "name")?.to_lowercase());
            }
            "RenameField" => {
                let (old, new) = (text(1, "old_name")?.to_lowercase(), text(2, "new_name")?.to_lowercase());
                self.models.get_mut(&model(text(0, "model_name")?))?.rename(&old, &new);
            }
            "AddIndex" | "AddIndexConcurrently" | "AddConstraint" | "AddConstraintNotValid" => {
                let option = if kind.starts_with("AddIndex") { "index" } else { "constraint" };
                let declared = given(1, option)?;
                let name = record(ix, declared)?.keyword("name").and_then(Value::as_str)?.to_owned();
                self.models.get_mut(&model(text(0, "model_name")?))?.named.push((name, declared.clone()));
            }
            "RemoveIndex" | "RemoveIndexConcurrently" | "RemoveConstraint" => {
                let name = text(1, "name")?;
                self.models.get_mut(&model(text(0, "model_name")?))?.named.retain(|(n, _)| *n != name);
            }
            "AlterUniqueTogether" | "AlterIndexTogether" => {
                let option = if kind == "AlterUniqueTogether" { "unique_together" } else { "index_together" };
                let wanted = groups(ix, given(1, option).unwrap_or(&Value::None));
                self.models.get_mut(&model(text(0, "name")?))?.together.insert(option, wanted);
            }
            "SeparateDatabaseAndState" if depth < DEPTH => {
                for inner in given(1, "state_operations").and_then(|v| ix.known_items(v)).unwrap_or_default() {
                    self.operation(ix, app, &inner, depth + 1);
                }
            }
            "RunSQL" => {
                for inner in given(2, "state_operations").and_then(|v| ix.known_items(v)).unwrap_or_default() {
                    self.operation(ix, app, &inner, depth + 1);
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Says which indexes of models no migration makes.
    pub fn compare(self, ix: &mut Interp<'_>, schema: &mut Schema) {
        let all = models(ix);
        let registry = Registry::new(ix, &all);
        for model in all.iter().filter(|m| !m.proxy && !m.open && !ix.world.class(m.class).is_stub) {
            let app = folder(ix, model.class);
            if self.unread.contains(&app) || self.unread.contains(&model.label.to_lowercase()) {
                continue;
            }
            let at = |app: &str| self.models.get(&(app.to_lowercase(), model.name.to_lowercase()));
            let Some(state) = at(&model.label).or_else(|| at(&app)) else { continue };
            let Some(table) = schema.tables.iter_mut().find(|t| t.name.eq_ignore_ascii_case(&model.table)) else { continue };
            let Some(migrated) = state.as_model(ix, model).map(|m| tables::table(ix, &m, &registry)) else { continue };
            table.sources.push(Source { kind: SourceKind::Migration, place: state.place });
            schema.drift.extend(forgotten(table, &tables::table(ix, model, &registry), &migrated));
        }
    }
}

impl State {
    fn rename(&mut self, old: &str, new: &str) {
        if let Some(field) = self.fields.remove(old) {
            self.fields.insert(new.to_owned(), field);
        }
        for name in self.together.values_mut().flatten().flatten().filter(|n| n.eq_ignore_ascii_case(old)) {
            new.clone_into(name);
        }
    }

    /// The model with the fields and options of the state; `None` when both do not have the same columns, so that one of
    /// them was not understood.
    fn as_model(&self, ix: &Interp<'_>, model: &DjangoModel) -> Option<DjangoModel> {
        let field = |(name, value): (&String, &Value)| {
            let record = record(ix, value)?;
            let own = model.fields.iter().find(|f| f.name.eq_ignore_ascii_case(name));
            let (name, owner) = own.map_or((name.clone(), model.class), |f| (f.name.clone(), f.owner));
            Some(Field { name, place: record.place.unwrap_or(self.place), record, owner })
        };
        let fields: Vec<Field> = self.fields.iter().map(field).collect::<Option<_>>()?;
        let columns = |fields: &[Field]| -> BTreeSet<String> {
            let of_table = fields.iter().filter(|f| f.record.is(FIELD)).map(|f| f.name.to_lowercase());
            of_table.filter(|name| name != "id" && !name.ends_with("_ptr")).collect()
        };
        if columns(&fields) != columns(&model.fields) {
            return None;
        }
        let mut meta: Vec<(String, Value)> = Vec::new();
        meta.extend(model.meta.iter().filter(|(option, _)| option == "db_table").cloned());
        let named = self.named.iter().map(|(_, value)| value.clone()).collect();
        let together = self.together.iter().map(|(option, groups)| ((*option).to_owned(), groups.clone())).collect();
        Some(DjangoModel { fields, meta, named, together, ..model.clone() })
    }
}

fn created(ix: &Interp<'_>, r: &Record) -> Option<State> {
    let given = |at: usize, name: &str| r.args.get(at).or_else(|| r.keyword(name));
    let mut fields = BTreeMap::new();
    for pair in ix.known_items(given(1, "fields")?)? {
        let [name, declared, ..] = <[Value; 2]>::try_from(ix.known_items(&pair)?).ok()?;
        fields.insert(name.as_str()?.to_lowercase(), declared);
    }
    let (mut together, mut named) = (BTreeMap::new(), Vec::new());
    for (option, value) in given(2, "options").map(|v| entries(ix, v)).unwrap_or_default() {
        match option.as_str() {
            "unique_together" => drop(together.insert("unique_together", groups(ix, &value))),
            "index_together" => drop(together.insert("index_together", groups(ix, &value))),
            "indexes" | "constraints" => {
                for item in ix.known_items(&value)? {
                    let name = record(ix, &item)?.keyword("name").and_then(Value::as_str)?.to_owned();
                    named.push((name, item));
                }
            }
            _ => {}
        }
    }
    Some(State { fields, together, named, place: r.place? })
}

/// Indexes of the model that the migrated table has in no form.
fn forgotten(table: &Table, declared: &Table, migrated: &Table) -> Vec<Drift> {
    let same = |a: &Index, b: &Index| {
        a.columns == b.columns && a.unique == b.unique && a.method == b.method && a.predicate.is_some() == b.predicate.is_some()
    };
    // The index of a key comes with the key.
    let is_asked = |i: &&Index| i.kind != IndexKind::PrimaryKey && i.automatic == Automatic::No;
    let is_missing = |i: &&Index| is_asked(i) && !migrated.indexes.iter().any(|other| same(i, other));
    // What SQL of a migration makes is in the schema with that source.
    let in_sql = |i: &&Index| table.indexes.iter().any(|o| same(i, o) && o.sources.iter().any(|s| s.kind != SourceKind::Model));
    let drift = |i: &Index| Drift {
        table: table.name.clone(),
        what: "index-only-in-model".into(),
        columns: i.columns.iter().flatten().cloned().collect(),
        places: i.sources.iter().map(|s| s.place).collect(),
    };
    declared.indexes.iter().filter(is_missing).filter(|i| !in_sql(i)).map(drift).collect()
}

/// The folder of a model's app, in lower case.
fn folder(ix: &Interp<'_>, class: ClassRef) -> String {
    let qualified = &ix.world.class(class).qualified;
    let parts: Vec<&str> = qualified.split('.').collect();
    let at = parts.iter().position(|p| *p == "models").and_then(|at| at.checked_sub(1));
    at.map_or_else(String::new, |at| parts[at].to_lowercase())
}
