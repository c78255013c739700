//! What a statement says: a short text of it, its tables and filters, and how many rows it may give.

use crate::eval::query::{Bound, Predicate, PredicateKind, Query, Right, Selected, Style, flatten};
use crate::eval::world::World;
use crate::model::entity::Many;

use super::ledger::RowsBound;
use super::record::{Occurrence, What};

/// A short text of what runs.
#[must_use]
pub fn describe(world: &World, o: &Occurrence) -> String {
    match &o.what {
        What::Lazy { entity, relation, .. } => format!("{}.{}", world.entity(*entity).name, world.names.text(*relation)),
        What::Column { entity, column } => format!("{}.{} (deferred)", world.entity(*entity).name, world.names.text(*column)),
        What::Write(text, _) | What::Statement(text, _) | What::Assign(text) => text.clone(),
        What::Commit => "commit".into(),
        What::Execute { query, why } => describe_query(world, query, why),
    }
}

fn describe_query(world: &World, query: &Query, why: &str) -> String {
    let head = match query.main_entity() {
        Some(e) => world.entity(e).name.clone(),
        None => {
            let what = if query.style == Style::Text { "SQL" } else { "a query" };
            return query.tables.first().map_or_else(|| what.into(), |table| format!("{what} on {table}"));
        }
    };
    let compared = query.filters.iter().flat_map(flatten).filter_map(|p| match &p.kind {
        PredicateKind::Compare { column: (_, n), .. } => Some(world.names.text(*n).to_owned()),
        _ => None,
    });
    let mut columns: Vec<String> = parent(world, query).into_iter().chain(compared).collect();
    columns.dedup();
    if columns.is_empty() { format!("{head} {why}") } else { format!("{head} by {} {why}", columns.join(", ")) }
}

/// The other side of the relation whose rows it reads: the condition that its manager, or the dynamic relation, adds.
fn parent(world: &World, query: &Query) -> Option<String> {
    let (entity, relation) = query.related.map(|r| (r.entity, r.relation)).or(query.from_row.map(|(_, e, name)| (e, name)))?;
    let relation = world.entity(entity).relation(world.names.text(relation))?;
    relation.reverse.clone().filter(|_| relation.many == Many::OneToMany)
}

pub(super) fn tables(world: &World, query: &Query) -> Vec<String> {
    let mut out: Vec<String> = query
        .selected
        .iter()
        .filter_map(|s| match s {
            Selected::Entity(e) | Selected::Column(e, _) => world.entity(*e).table_name.clone(),
            _ => None,
        })
        .collect();
    out.extend(query.tables.iter().cloned());
    out.sort();
    out.dedup();
    out
}

/// Columns that the query's conjuncts compare, as `table.column`.
pub(super) fn filters(world: &World, query: &Query) -> Vec<String> {
    let mut out: Vec<String> = query
        .filters
        .iter()
        .flat_map(flatten)
        .filter_map(|p| match &p.kind {
            PredicateKind::Compare { column: (e, n), .. } => {
                let entity = world.entity(*e);
                let attribute = entity.attribute(world.names.text(*n))?;
                Some(format!("{}.{}", entity.table_name.as_deref().unwrap_or(&entity.name), attribute.column))
            }
            _ => None,
        })
        .collect();
    out.sort();
    out.dedup();
    out
}

pub(super) fn rows(world: &World, query: &Query) -> RowsBound {
    match query.bound {
        Bound::One => RowsBound::One,
        Bound::AtMost(n) => RowsBound::AtMost(n),
        Bound::Page => RowsBound::Page,
        Bound::Unknown => RowsBound::Unknown,
        Bound::Unbounded => {
            if query.is_aggregate() || query.is_key_lookup(&world.entities, &world.names) {
                return RowsBound::One;
            }
            if let Some(n) = query.listed_keys(&world.entities, &world.names) {
                return RowsBound::AtMost(n);
            }
            let narrowed = query.parent || query.filters.iter().any(|p| is_narrow(p, &|part| narrows(world, part)));
            if narrowed {
                RowsBound::KeyFiltered
            } else if query.entity().is_none() && query.main_entity().is_none() {
                RowsBound::Unknown
            } else {
                RowsBound::Unbounded
            }
        }
    }
}

/// One statement for many keys: `IN (…)` with a list of unknown length.
pub(super) fn is_batched(query: &Query) -> bool {
    query
        .filters
        .iter()
        .flat_map(flatten)
        .any(|p| matches!(p.kind, PredicateKind::Compare { op: "IN", right: Right::Many, .. }))
}

/// The rows that have the key of one other row, or another value that is read from it.
pub(super) fn is_of_parent(world: &World, query: &Query) -> bool {
    let equals = |p: &Predicate| matches!(p.kind, PredicateKind::Compare { op: "=", right: Right::Value, .. });
    let of_one = |p: &Predicate| (p.of_row && !is_flag(world, p)) || narrows(world, p);
    query.parent || query.filters.iter().any(|p| is_narrow(p, &|part| equals(part) && of_one(part)))
}

/// One of two values: half of the rows have it.
fn is_flag(world: &World, predicate: &Predicate) -> bool {
    let PredicateKind::Compare { column: (entity, name), .. } = &predicate.kind else { return false };
    let attribute = world.entity(*entity).attribute(world.names.text(*name));
    attribute.is_some_and(|a| ["bool", "enum"].iter().any(|kind| a.kind.to_ascii_lowercase().contains(kind)))
}

/// One part of it does, or each of what it gives the choice of: the rows of this user or those of his orders.
fn is_narrow(predicate: &Predicate, narrows: &dyn Fn(&Predicate) -> bool) -> bool {
    flatten(predicate).into_iter().any(|part| match &part.kind {
        PredicateKind::Either(parts) => !parts.is_empty() && parts.iter().all(|part| is_narrow(part, narrows)),
        _ => narrows(part),
    })
}

/// Compares a key: the rows of one parent, or of a list of keys.
fn narrows(world: &World, predicate: &Predicate) -> bool {
    let PredicateKind::Compare { column: (e, n), op, right } = &predicate.kind else { return false };
    if !matches!(*op, "=" | "IN") || *right == Right::Column {
        return false;
    }
    let entity = world.entity(*e);
    let name = world.names.text(*n);
    let attribute = entity.attribute(name);
    let is_key = entity.primary_key.iter().any(|k| k == name) || attribute.is_some_and(|a| a.unique);
    let is_foreign = attribute.map_or(name, |a| &a.column).ends_with("_id")
        || entity.relations.iter().any(|r| r.local.iter().any(|l| l == name));
    is_key || is_foreign
}
