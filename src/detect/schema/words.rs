//! How tables, keys and indexes are named in messages.

use crate::facts::Role;
use crate::model::Model;
use crate::model::Place;
use crate::model::schema::{Index, IndexKind, Source, SourceKind, Table};

/// `a, b`
pub fn list(columns: &[String]) -> String {
    columns.join(", ")
}

/// The name of an index, or what it is when it has none.
pub fn index(index: &Index) -> String {
    match (&index.name, index.kind) {
        (Some(name), _) => name.clone(),
        (None, IndexKind::PrimaryKey) => format!("primary key ({})", columns(index)),
        (None, IndexKind::Unique) => format!("unique constraint ({})", columns(index)),
        (None, IndexKind::Index) => format!("index ({})", columns(index)),
    }
}

/// An index with its columns.
pub fn described(index: &Index) -> String {
    match &index.name {
        Some(name) => format!("{name} on ({})", columns(index)),
        None => self::index(index),
    }
}

/// The parts of an index in order, expressions as written.
pub fn columns(index: &Index) -> String {
    let mut expressions = index.expressions.iter();
    let part = |c: &Option<String>, e: &mut std::slice::Iter<'_, String>| {
        c.clone().or_else(|| e.next().cloned()).unwrap_or_else(|| "expression".to_owned())
    };
    index.columns.iter().map(|c| part(c, &mut expressions)).collect::<Vec<_>>().join(", ")
}

/// The declaration that people edit: in a model if there is one.
pub fn declaration(sources: &[Source]) -> Option<Place> {
    sources.iter().find(|s| s.kind == SourceKind::Model).or_else(|| sources.first()).map(|s| s.place)
}

/// Findings are made about code that runs in production, and not about tests, documentation or foreign code.
pub fn is_judged(model: &Model, place: Place) -> bool {
    model.files.get(place.file.index()).is_some_and(|f| matches!(f.role, Role::App | Role::Migration | Role::Script))
}

/// Qualified name of a table.
pub fn table(table: &Table) -> String {
    table.schema.as_ref().map_or_else(|| table.name.clone(), |s| format!("{s}.{}", table.name))
}
