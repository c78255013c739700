//! Models and replayed histories → the effective schema. Whatever any source gives is taken to exist, unless migrations
//! are the only builder: an index that we doubt must not make a key look unindexed.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::schema::{
    Column, Drift, ForeignKey, Index, IndexKind, IndexStep, IndexStepKind, Schema, Source, SourceKind, Table,
};

use super::draft::{Draft, Line, key_of, same_columns};
use super::steps::{Lost, nearest};

pub fn merge(models: Vec<Table>, lines: Vec<Line>, migrations_only: bool) -> Schema {
    let mut groups: BTreeMap<(String, String), Group> = BTreeMap::new();
    for table in models {
        let key = key_for(&groups, &table.name, table.schema.as_deref());
        groups.entry(key).or_default().models.push(table);
    }
    let mut steps = Vec::new();
    let gone: BTreeSet<String> = lines.iter().flat_map(|l| l.gone.iter().cloned()).collect();
    let patched: BTreeSet<String> = lines.iter().flat_map(|l| l.dropped_of_others.iter().cloned()).collect();
    for draft in lines.into_iter().flat_map(|mut l| {
        steps.append(&mut l.steps);
        l.tables.into_values()
    }) {
        let key = key_for(&groups, &draft.name, draft.schema.as_deref());
        groups.entry(key).or_default().drafts.push(draft);
    }
    let mut schema = Schema { steps, ..Schema::default() };
    for ((name, _), group) in groups {
        let is_gone = group.drafts.is_empty() && gone.contains(&name) || patched.contains(&name);
        if let Some(mut table) = group.finish(migrations_only, &mut schema) {
            if is_gone {
                table.incomplete.get_or_insert_with(|| "a migration drops the table".to_owned());
            }
            schema.tables.push(table);
        }
    }
    schema.tables.sort_by(|a, b| (&a.name, &a.schema).cmp(&(&b.name, &b.schema)));
    schema
}

/// The key of a known table of that name; a schema on one side only does not tell tables apart.
fn key_for(groups: &BTreeMap<(String, String), Group>, name: &str, schema: Option<&str>) -> (String, String) {
    let exact = key_of(name, schema.filter(|s| !s.eq_ignore_ascii_case("public")));
    if groups.contains_key(&exact) {
        return exact;
    }
    let same = groups.range((exact.0.clone(), String::new())..).take_while(|(k, _)| k.0 == exact.0);
    same.map(|(k, _)| k.clone()).find(|k| k.1.is_empty() || exact.1.is_empty()).unwrap_or(exact)
}

/// Everything that is said about one table.
#[derive(Default)]
struct Group {
    models: Vec<Table>,
    drafts: Vec<Draft>,
}

impl Group {
    fn finish(self, migrations_only: bool, schema: &mut Schema) -> Option<Table> {
        let created = self.drafts.iter().any(|d| d.created);
        if (self.models.is_empty() && !created) || self.drafts.iter().any(|d| d.view) {
            return None;
        }
        let replayed = created && self.drafts.iter().all(|d| d.incomplete.is_none());
        let incomplete = self.incomplete(replayed);
        let has_models = !self.models.is_empty();

        let pending: Vec<Index> = self.drafts.iter().flat_map(|d| d.pending.clone()).collect();
        // A key over the column proves that it was there, in a history that ends in what another script creates at once.
        let keys: Vec<String> = self.drafts.iter().flat_map(|d| &d.keys).flat_map(|k| k.key.columns.clone()).collect();
        let before: Vec<Lost> = self.drafts.iter().flat_map(|d| d.before.clone()).collect();
        // A history that creates the table knows its columns better than one that adds to it.
        let mut drafts = self.drafts;
        drafts.sort_by_key(|d| !d.created);
        let sources = self.models.into_iter().chain(drafts.into_iter().map(table));
        let mut table = sources.reduce(absorb)?;
        table.incomplete = incomplete;
        let (fitting, failing): (Vec<Index>, Vec<Index>) = pending.into_iter().partition(|i| lacks(&table, i).is_none());
        absorb_indexes(&mut table.indexes, fitting);
        if table.incomplete.is_none() {
            note_missing(&mut table, failing, &keys, &mut schema.steps);
            note_lost(&table, before, &mut schema.steps);
            let has = |column: &String| table.columns.iter().any(|c| c.name.eq_ignore_ascii_case(column));
            table.foreign_keys.retain(|key| key.columns.iter().all(has));
        }
        if has_models && replayed {
            settle_order(&mut table.indexes);
            note_drift(&table, &mut schema.drift);
            if migrations_only {
                table.indexes.retain(|i| i.kind == IndexKind::PrimaryKey || in_history(i));
            }
        }
        Some(table)
    }

    /// A complete replay is what the database got, whatever could not be read of the model.
    fn incomplete(&self, replayed: bool) -> Option<String> {
        let drafts = self.drafts.iter().find_map(|d| d.incomplete.clone());
        if replayed { None } else { drafts.or_else(|| self.models.iter().find_map(|m| m.incomplete.clone())) }
    }
}

/// A column of the index that the table does not have.
fn lacks<'i>(table: &Table, index: &'i Index) -> Option<&'i String> {
    index.columns.iter().flatten().find(|c| table.column(c).is_none())
}

/// Indexes that could not be built, because no source gives the table their column, nor a key over it.
fn note_missing(table: &mut Table, mut failing: Vec<Index>, keys: &[String], steps: &mut Vec<IndexStep>) {
    let fails = |i: &Index| i.kind == IndexKind::Index && in_history(i) && !in_model(i) && lacks(table, i).is_some();
    failing.extend(table.indexes.iter().filter(|i| fails(i)).cloned());
    let columns: Vec<String> = table.columns.iter().map(|c| c.name.clone()).collect();
    for index in failing {
        let (Some(column), Some(source)) = (lacks(table, &index).cloned(), index.sources.first()) else { continue };
        table
            .indexes
            .retain(|i| i.kind != IndexKind::Index || i.name.is_none() || i.name != index.name || lacks_none(&columns, i));
        if keys.contains(&column) {
            continue;
        }
        steps.push(IndexStep {
            kind: IndexStepKind::MissingColumn { nearest: nearest(&column, &columns), column },
            table: table.name.clone(),
            columns: index.columns.iter().flatten().cloned().collect(),
            place: source.place,
            newest: true,
            migration: None,
            index: index.name,
        });
    }
}

fn lacks_none(columns: &[String], index: &Index) -> bool {
    index.columns.iter().flatten().all(|c| columns.iter().any(|have| have.eq_ignore_ascii_case(c)))
}

/// Indexes that a rebuild of the table did away with, and that nothing has made again.
fn note_lost(table: &Table, before: Vec<Lost>, steps: &mut Vec<IndexStep>) {
    for Lost { index, place, newest, migration } in before {
        let columns: Vec<String> = index.columns.iter().flatten().cloned().collect();
        let served = table.indexes.iter().any(|i| same_form(i, &index)) || table.cover(&columns).is_some();
        if served || columns.is_empty() || lacks(table, &index).is_some() {
            continue;
        }
        let (table, index) = (table.name.clone(), index.name);
        steps.push(IndexStep { kind: IndexStepKind::LostByRebuild, table, index, columns, place, newest, migration });
    }
}

fn table(draft: Draft) -> Table {
    Table {
        name: draft.name,
        schema: draft.schema,
        sources: draft.sources,
        columns: draft.columns,
        foreign_keys: draft.keys.into_iter().map(|k| k.key).collect(),
        indexes: draft.indexes,
        incomplete: draft.incomplete,
    }
}

/// Adds to `table` what `other` says beyond it; the first source keeps its words.
fn absorb(mut table: Table, other: Table) -> Table {
    table.schema = table.schema.or(other.schema);
    table.sources.extend(other.sources);
    absorb_columns(&mut table.columns, other.columns);
    absorb_keys(&mut table.foreign_keys, other.foreign_keys);
    absorb_indexes(&mut table.indexes, other.indexes);
    table
}

fn absorb_columns(columns: &mut Vec<Column>, others: Vec<Column>) {
    for other in others {
        if !columns.iter().any(|c| c.name.eq_ignore_ascii_case(&other.name)) {
            columns.push(other);
        }
    }
}

fn absorb_keys(keys: &mut Vec<ForeignKey>, others: Vec<ForeignKey>) {
    for other in others {
        let same = |k: &&mut ForeignKey| {
            same_columns(&k.columns, &other.columns) && k.target_table.eq_ignore_ascii_case(&other.target_table)
        };
        match keys.iter_mut().find(same) {
            Some(key) => key.on_delete = key.on_delete.take().or(other.on_delete),
            None => keys.push(other),
        }
    }
}

/// Pairs equal indexes of two sources one to one, so that a duplicate within one source stays visible. Two names are two
/// indexes: each belongs to the source that gives it, and what drops it must use its name.
pub(super) fn absorb_indexes(indexes: &mut Vec<Index>, others: Vec<Index>) {
    let mut taken = vec![false; indexes.len()];
    let mut rest = Vec::new();
    for other in others {
        let named =
            indexes.iter().enumerate().position(|(at, i)| !taken[at] && same_name(i, &other) && same_structure(i, &other));
        let unnamed = |i: &Index| i.name.is_none() || other.name.is_none();
        let found = named
            .or_else(|| indexes.iter().enumerate().position(|(at, i)| !taken[at] && unnamed(i) && same_structure(i, &other)));
        match found {
            Some(at) => {
                taken[at] = true;
                indexes[at].name = indexes[at].name.take().or(other.name);
                indexes[at].sources.extend(other.sources);
            }
            None => rest.push(other),
        }
    }
    indexes.extend(rest);
}

/// A unique constraint has no order, its index has one: where model and history name the columns in another one, the database
/// got that of the history.
fn settle_order(indexes: &mut Vec<Index>) {
    let mut at = 0;
    while at < indexes.len() {
        let index = &indexes[at];
        let twin = indexes.iter().position(|other| !in_history(index) && in_history(other) && same_rule(index, other));
        match twin {
            Some(twin) => {
                let sources = indexes[at].sources.clone();
                indexes[twin].sources.extend(sources);
                indexes.remove(at);
            }
            None => at += 1,
        }
    }
}

/// Both forbid the same duplicates.
fn same_rule(a: &Index, b: &Index) -> bool {
    let is_rule = |i: &Index| i.unique && i.kind != IndexKind::PrimaryKey && i.predicate.is_none();
    let names = |i: &Index| i.columns.iter().cloned().collect::<Option<Vec<String>>>();
    is_rule(a) && is_rule(b) && names(a).zip(names(b)).is_some_and(|(a, b)| same_columns(&a, &b))
}

/// The names that `index=True` gives count as one with and without the schema: which one it is, the metadata decides.
fn same_name(a: &Index, b: &Index) -> bool {
    let (Some(one), Some(other)) = (&a.name, &b.name) else { return false };
    let (one, other) = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
    let has_schema = |long: &str, short: &str| {
        let rests = long.strip_prefix("ix_").zip(short.strip_prefix("ix_"));
        rests.is_some_and(|(long, short)| long.strip_suffix(short).is_some_and(|schema| schema.ends_with('_')))
    };
    one == other || (a.columns.len() == 1 && (has_schema(&one, &other) || has_schema(&other, &one)))
}

fn same_structure(a: &Index, b: &Index) -> bool {
    a.kind == b.kind && same_form(a, b)
}

fn same_form(a: &Index, b: &Index) -> bool {
    let primary = |i: &Index| i.kind == IndexKind::PrimaryKey;
    let columns = a.columns.len() == b.columns.len()
        && a.columns.iter().zip(&b.columns).all(|(a, b)| match (a, b) {
            (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
            (None, None) => true,
            _ => false,
        });
    columns
        && primary(a) == primary(b)
        && a.unique == b.unique
        && a.method == b.method
        && a.predicate.is_some() == b.predicate.is_some()
}

fn in_history(index: &Index) -> bool {
    index.sources.iter().any(|s| s.kind != SourceKind::Model)
}

fn in_model(index: &Index) -> bool {
    index.sources.iter().any(|s| s.kind == SourceKind::Model)
}

fn note_drift(table: &Table, drift: &mut Vec<Drift>) {
    for index in table.indexes.iter().filter(|i| i.kind != IndexKind::PrimaryKey) {
        let equal = || table.indexes.iter().filter(|other| same_form(index, other));
        let what = match (equal().any(in_history), equal().any(in_model)) {
            (false, _) => "index-only-in-model",
            (true, false) => "index-only-in-migrations",
            (true, true) => continue,
        };
        drift.push(Drift {
            table: table.name.clone(),
            what: what.to_owned(),
            columns: index.columns.iter().flatten().cloned().collect(),
            places: index.sources.iter().map(|s: &Source| s.place).collect(),
        });
    }
}
