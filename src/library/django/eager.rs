//! What a queryset loads with its rows: `select_related`, `prefetch_related`, `Prefetch`.

use std::sync::Arc;

use crate::eval::query::Query;
use crate::eval::value::{LoaderOption, Site};
use crate::eval::world::Origin;
use crate::eval::{CallArgs, Interp, ObjId, Value};
use crate::model::Place;
use crate::model::entity::{EntityId, Many};
use crate::names::Name;

use super::managers;
use super::queryset::{changed, differ, intern};
use super::running;

/// `author__publisher` as names.
pub(super) fn path(ix: &mut Interp<'_>, text: &str) -> Option<Vec<Name>> {
    text.split("__").map(|part| intern(ix, part)).collect()
}

/// `select_related("author__publisher")`, and without names: all keys that are never null.
pub fn select_related(ix: &mut Interp<'_>, query: &Arc<Query>, args: &CallArgs, place: Place) -> Value {
    changed(ix, query, |ix, q| {
        if matches!(args.positional.as_slice(), [Value::None]) {
            q.options.retain(|o| o.kind != "joinedload");
            return;
        }
        q.options_open |= args.open;
        // Names take the place of "all keys", and "all keys" that of names.
        let without_names = args.positional.is_empty() && !args.open;
        q.options.retain(|o| o.kind != "joinedload" || (!without_names && !super::joins::is_implied(o)));
        if without_names {
            super::joins::join_required_keys(ix, q);
        }
        for value in &args.positional {
            match value.as_str().and_then(|t| path(ix, t)) {
                Some(path) => q.options.push(option("joinedload", path, place)),
                None => q.options_open = true,
            }
        }
        differ(q);
    })
}

pub(super) fn option(kind: &'static str, path: Vec<Name>, place: Place) -> LoaderOption {
    LoaderOption { kind, entity: None, path, open: false, place }
}

pub(super) fn prefetch_related(ix: &mut Interp<'_>, query: &Arc<Query>, args: &CallArgs, place: Place) -> Value {
    changed(ix, query, |ix, q| {
        if matches!(args.positional.as_slice(), [Value::None]) {
            q.options.retain(|o| o.kind != "selectinload");
            return;
        }
        q.options_open |= args.open;
        for value in &args.positional {
            prefetch(ix, q, value, place);
        }
        differ(q);
    })
}

/// One path of `prefetch_related`: a statement for each of its steps that is not loaded yet.
fn prefetch(ix: &mut Interp<'_>, query: &mut Query, value: &Value, place: Place) {
    match value {
        Value::Str(text) => match path(ix, text) {
            Some(path) => {
                add_prefetch(query, &path, place);
                add_of_managers(ix, query, &path);
            }
            None => query.options_open = true,
        },
        Value::Object(id) if ix.heap.get(*id).class.is_some_and(|c| super::derives(ix, c, "Prefetch")) => {
            prefetch_object(ix, query, *id, place);
        }
        _ => query.options_open = true,
    }
}

fn add_prefetch(query: &mut Query, path: &[Name], place: Place) {
    for end in 1..=path.len() {
        let loaded = query.options.iter().any(|o| o.path.len() >= end && o.path[..end] == path[..end]);
        if !loaded {
            query.options.push(option("selectinload", path[..end].to_vec(), place));
        }
    }
}

/// Rows of many come from their default manager, with all that it loads.
fn add_of_managers(ix: &mut Interp<'_>, query: &mut Query, path: &[Name]) {
    for end in 1..=path.len() {
        let (before, step) = (&path[..end - 1], path[end - 1]);
        let Some(owner) = owner_of(ix, query, before) else { return };
        let Some((many, target)) = ix.world.entity(owner).relation(ix.text(step)).map(|r| (r.many, r.target)) else { return };
        if many == Many::ToOne {
            continue;
        }
        for nested in managers::own_options(ix, target) {
            let whole: Vec<Name> = path[..end].iter().chain(&nested.path).copied().collect();
            query.options.push(LoaderOption { path: whole, ..nested });
        }
    }
}

/// The entity at the end of a path.
fn owner_of(ix: &Interp<'_>, query: &Query, path: &[Name]) -> Option<EntityId> {
    path.iter().try_fold(query.main_entity()?, |at, step| ix.world.entity(at).relation(ix.text(*step)).map(|r| r.target))
}

/// `Prefetch("books", queryset=…, to_attr=…)`: what the queryset loads is loaded with it.
fn prefetch_object(ix: &mut Interp<'_>, query: &mut Query, id: ObjId, place: Place) {
    let lookup = super::attribute(ix, id, "lookup");
    let Some(mut path) = lookup.as_ref().and_then(Value::as_str).and_then(|t| path(ix, t)) else {
        query.options_open = true;
        return;
    };
    let inner = match super::attribute(ix, id, "queryset") {
        Some(Value::Query(inner)) => Some(managers::begin(ix, &inner, Site::nowhere())),
        _ => None,
    };
    let attribute = super::attribute(ix, id, "to_attr").as_ref().and_then(Value::as_str).and_then(|t| intern(ix, t));
    if let Some(attribute) = attribute {
        let relation = path.pop();
        let target = relation.and_then(|r| target_of(ix, query, &path, r)).or_else(|| inner.as_ref()?.main_entity());
        path.push(attribute);
        match target {
            Some(target) => query.extras.push((attribute, target)),
            None => query.options_open = true,
        }
    }
    add_prefetch(query, &path, place);
    let Some(inner) = inner else { return };
    query.options_open |= inner.options_open;
    for nested in &inner.options {
        let whole: Vec<Name> = path.iter().chain(&nested.path).copied().collect();
        query.options.push(LoaderOption { path: whole, ..nested.clone() });
    }
    query.extras.extend(inner.extras.iter().copied());
}

/// The entity that a relation at the end of a path leads to.
fn target_of(ix: &Interp<'_>, query: &Query, path: &[Name], relation: Name) -> Option<EntityId> {
    let owner = owner_of(ix, query, path)?;
    ix.world.entity(owner).relation(ix.text(relation)).map(|r| r.target)
}

/// `prefetch_related_objects(rows, …)`: loaded from here on. A queryset is gone through, and keeps these rows.
pub fn prefetch_rows(ix: &mut Interp<'_>, rows: &Value, args: &CallArgs, site: Site) {
    if let Value::OneOf(either) = rows {
        either.iter().for_each(|rows| prefetch_rows(ix, rows, args, site));
        return;
    }
    let rows = &match rows {
        Value::Query(query) => running::rows(ix, query, site),
        other => other.clone(),
    };
    let set = match rows {
        Value::Rows(rows) => rows.set,
        Value::Row(row) => row.set,
        _ => match ix.element_of(rows) {
            Value::Row(row) => row.set,
            _ => return,
        },
    };
    let at = (set.0 as usize).checked_sub(ix.world.sets.len());
    let Some(Origin::Query(query, _)) = at.and_then(|at| ix.sets.get(at)).map(|s| s.origin.clone()) else { return };
    let mut query = (*query).clone();
    for value in args.positional.iter().skip(1) {
        prefetch(ix, &mut query, value, site.place);
    }
    if let Some(Origin::Query(slot, _)) = at.and_then(|at| ix.sets.get_mut(at)).map(|s| &mut s.origin) {
        *slot = Arc::new(query);
    }
}
