//! Tables while a history is replayed.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use crate::facts::Span;
use crate::facts::ddl::{self, Name, StatementKind};
use crate::model::Place;
use crate::model::schema::{Column, ForeignKey, Index, IndexKind, IndexStep, Source};

use super::steps::{Lost, Progress};

/// Schemas that stand for no schema.
const DEFAULT_SCHEMAS: [&str; 3] = ["public", "main", "dbo"];

/// The tables of one history, by name and schema in lower case.
#[derive(Debug, Default)]
pub struct Line {
    pub tables: BTreeMap<(String, String), Draft>,
    /// The step that runs; none where the order of what runs is not known.
    pub step: Option<Progress>,
    pub steps: Vec<IndexStep>,
    /// Tables that the running step dropped, with their indexes.
    pub dropped: BTreeMap<String, Vec<Lost>>,
    /// Tables that the running step renamed: new name in lower case, old name.
    pub aside: BTreeMap<String, String>,
    /// Tables that the history drops before it creates them, in lower case: it is a script that makes them anew at each run.
    pub anew: BTreeSet<String>,
    /// Tables that a migration drops and none makes again, in lower case.
    pub gone: BTreeSet<String>,
    /// Its files change what files of other folders made (`db/patches`).
    pub patches: bool,
    /// Tables of other folders that such a file drops, in lower case.
    pub dropped_of_others: BTreeSet<String>,
}

/// One table as far as its history has come.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub name: String,
    pub schema: Option<String>,
    /// This history creates it; otherwise it only holds what was added to a table from elsewhere.
    pub created: bool,
    /// It is a view: what its columns are its query says, and no constraint holds there, whatever a model calls its key.
    pub view: bool,
    pub sources: Vec<Source>,
    pub columns: Vec<Column>,
    pub keys: Vec<Key>,
    pub indexes: Vec<Index>,
    /// Indexes on columns that this history does not give the table; they exist where another source does.
    pub pending: Vec<Index>,
    /// Indexes that the table had before it was rebuilt.
    pub before: Vec<Lost>,
    pub incomplete: Option<String>,
}

/// A foreign key with the name of its constraint.
#[derive(Clone, Debug)]
pub struct Key {
    pub name: Option<String>,
    pub key: ForeignKey,
}

/// The schema as far as it tells tables apart.
pub fn schema_of(name: &Name) -> Option<String> {
    let schema = name.schema.as_ref()?;
    (!DEFAULT_SCHEMAS.iter().any(|d| schema.eq_ignore_ascii_case(d))).then(|| schema.to_string())
}

/// The key under which a table stands.
pub fn key_of(name: &str, schema: Option<&str>) -> (String, String) {
    (name.to_lowercase(), schema.unwrap_or("").to_lowercase())
}

impl Line {
    /// The key of a known table: the same schema, or none on either side.
    pub fn find(&self, name: &Name) -> Option<(String, String)> {
        let exact = key_of(&name.name, schema_of(name).as_deref());
        if self.tables.contains_key(&exact) {
            return Some(exact);
        }
        let same = self.tables.range((exact.0.clone(), String::new())..).take_while(|(k, _)| k.0 == exact.0);
        same.map(|(k, _)| k.clone()).find(|k| k.1.is_empty() || exact.1.is_empty())
    }

    pub fn get(&mut self, name: &Name) -> Option<&mut Draft> {
        let key = self.find(name)?;
        self.tables.get_mut(&key)
    }

    /// The table, or a place to keep what is added to a table that this history did not create.
    pub fn get_or_loose(&mut self, name: &Name) -> &mut Draft {
        let schema = schema_of(name);
        let key = self.find(name).unwrap_or_else(|| key_of(&name.name, schema.as_deref()));
        self.tables.entry(key).or_insert_with(|| Draft { name: name.name.to_string(), schema, ..Draft::default() })
    }

    pub fn unknown(&mut self, table: Option<&Name>, why: &str) {
        match table {
            Some(name) => self.get_or_loose(name).mark(why),
            None => self.tables.values_mut().for_each(|t| t.mark(why)),
        }
    }
}

impl Draft {
    pub fn mark(&mut self, why: &str) {
        self.incomplete.get_or_insert_with(|| why.to_owned());
    }

    pub fn has_index(&self, name: &str) -> bool {
        self.indexes.iter().any(|i| i.name.as_deref().is_some_and(|n| n.eq_ignore_ascii_case(name)))
    }

    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name.eq_ignore_ascii_case(name))
    }

    pub fn add_column(&mut self, column: &ddl::Column, source: Source) {
        if self.column(&column.name).is_some() {
            return;
        }
        let place = place(source, column.span);
        let at = Source { place, ..source };
        self.columns.push(Column {
            name: column.name.to_string(),
            kind: column.kind.to_string(),
            nullable: column.nullable,
            primary_key: column.primary_key,
            place,
        });
        let columns = [column.name.clone()];
        if column.primary_key {
            self.add_index(None, IndexKind::PrimaryKey, &columns, at);
        }
        if column.unique && !column.primary_key {
            self.add_index(None, IndexKind::Unique, &columns, at);
        }
        if let Some(reference) = &column.references {
            self.add_key(None, &columns, reference, place);
        }
    }

    /// Adds a plain index over columns; a second primary key widens the first (columns that are marked one by one).
    pub fn add_index(&mut self, name: Option<&str>, kind: IndexKind, columns: &[CompactString], source: Source) {
        let columns = columns.iter().map(|c| Some(c.to_string()));
        if kind == IndexKind::PrimaryKey
            && let Some(primary) = self.indexes.iter_mut().find(|i| i.kind == IndexKind::PrimaryKey)
        {
            for column in columns.filter(|c| !primary.columns.contains(c)).collect::<Vec<_>>() {
                primary.columns.push(column);
                primary.classes.push(None);
            }
            return;
        }
        let columns: Vec<Option<String>> = columns.collect();
        self.indexes.push(Index {
            name: name.map(str::to_owned),
            kind,
            unique: kind != IndexKind::Index,
            classes: vec![None; columns.len()],
            columns,
            expressions: Vec::new(),
            predicate: None,
            method: "btree".to_owned(),
            include: Vec::new(),
            automatic: crate::model::schema::Automatic::No,
            sources: vec![source],
        });
    }

    pub fn add_key(&mut self, name: Option<&str>, columns: &[CompactString], reference: &ddl::Reference, place: Place) {
        let columns: Vec<String> = columns.iter().map(ToString::to_string).collect();
        let target = reference.table.name.to_string();
        let same = |k: &Key| same_columns(&k.key.columns, &columns) && k.key.target_table.eq_ignore_ascii_case(&target);
        if self.keys.iter().any(same) {
            return;
        }
        let key = ForeignKey {
            columns,
            target_table: target,
            target_columns: reference.columns.iter().map(ToString::to_string).collect(),
            on_delete: reference.on_delete.as_ref().map(ToString::to_string),
            place,
        };
        self.keys.push(Key { name: name.map(str::to_owned), key });
    }
}

/// The same columns, in any order.
pub fn same_columns(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().all(|x| b.iter().any(|y| x.eq_ignore_ascii_case(y)))
}

/// The place of a part of a statement.
pub fn place(source: Source, span: Span) -> Place {
    if span == Span::default() { source.place } else { Place { file: source.place.file, span } }
}

/// Spans of SQL inside another language's string do not count in the file.
pub fn forget_spans(kind: &mut StatementKind) {
    change_spans(kind, |_| Span::default());
}

/// Replaces every span inside a statement.
pub fn change_spans(kind: &mut StatementKind, change: impl Fn(Span) -> Span) {
    match kind {
        StatementKind::CreateTable(table) => {
            table.name_span = change(table.name_span);
            table.columns.iter_mut().for_each(|c| c.span = change(c.span));
            table.constraints.iter_mut().for_each(|c| c.span = change(c.span));
        }
        StatementKind::AddColumn { column, .. } => column.span = change(column.span),
        StatementKind::AddConstraint { constraint, .. } => constraint.span = change(constraint.span),
        _ => {}
    }
}
