//! Running queries: what a call that asks the database yields, and the operation that it leaves behind.

use std::sync::Arc;

use crate::eval::interp::join_values;
use crate::eval::ops::KeyLookup;
use crate::eval::query::{Bound, Query, Selected, Style};
use crate::eval::value::{Record, Row, Rows, RowsKind, Scalar, ScalarIs, SetId, Site};
use crate::eval::world::Origin;
use crate::eval::{Dims, Interp, Op, Value};
use crate::library::identity;
use crate::model::entity::EntityId;

/// Runs the query; the set of its rows.
pub fn execute(
    ix: &mut Interp<'_>,
    query: &Arc<Query>,
    site: Site,
    why: &'static str,
    key: Option<KeyLookup>,
    set: Option<SetId>,
) {
    if ix.linking_mode() {
        return;
    }
    // Django refuses to run a statement on an event loop: what seems to run there was handed to a thread, as its pages are.
    let held_by = ix.holds_event_loop().filter(|_| !query.detached && query.style != Style::Django);
    ix.ops.push(Op::Execute { query: Arc::clone(query), set, place: ix.user_site(site).place, why, key, held_by });
}

/// Runs the query and yields its rows as a list.
pub fn rows(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site, why: &'static str) -> Value {
    let set = ix.add_set(query.entity(), Origin::Query(Arc::clone(query), ix.user_site(site).place));
    execute(ix, query, site, why, None, Some(set));
    let element = element(ix, query, set, Dims::default());
    Value::Rows(Arc::new(Rows { element, set, dims: Dims::default(), kind: RowsKind::List, bound: None }))
}

/// Runs the query for one row.
pub fn one(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site, optional: bool, why: &'static str) -> Value {
    let mut bounded = (**query).clone();
    bounded.bound = Bound::One;
    let bounded = Arc::new(bounded);
    let set = ix.add_set(query.entity(), Origin::Query(Arc::clone(&bounded), ix.user_site(site).place));
    execute(ix, &bounded, site, why, None, Some(set));
    // One row of each round of the loops around it.
    let dims = enclosing(ix);
    let value = element(ix, query, set, dims);
    mark_optional(value, optional && !query.is_aggregate())
}

fn enclosing(ix: &Interp<'_>) -> Dims {
    ix.loops.iter().fold(Dims::default(), |d, l| d.with(*l))
}

fn mark_optional(value: Value, optional: bool) -> Value {
    match value {
        Value::Row(row) => Value::Row(Row { optional, ..row }),
        Value::Record(r) if optional => join_values(&Value::Record(r), &Value::None),
        other => other,
    }
}

/// What one row of the query is.
pub fn element(ix: &mut Interp<'_>, query: &Arc<Query>, set: SetId, dims: Dims) -> Value {
    match query.selected.as_slice() {
        [Selected::Entity(entity)] => Value::Row(Row { entity: *entity, set, dims, optional: false }),
        [] | [Selected::Unknown] => Value::scalar(dims),
        many => {
            let mut names = Vec::new();
            let mut values = Vec::new();
            for part in many {
                match part {
                    Selected::Entity(entity) => {
                        let inner = ix.add_set(Some(*entity), Origin::Query(Arc::clone(query), query.origin));
                        names.push(ix.name(&ix.world.entity(*entity).name));
                        values.push(Value::Row(Row { entity: *entity, set: inner, dims, optional: false }));
                    }
                    Selected::Column(entity, name) => {
                        names.push(Some(*name));
                        values.push(Value::Scalar(Arc::new(Scalar {
                            dims,
                            column: Some((*entity, *name)),
                            set: Some(set),
                            identity: None,
                            is: ScalarIs::Any,
                        })));
                    }
                    Selected::Aggregate { label, .. } => {
                        names.push(*label);
                        values.push(Value::scalar(dims));
                    }
                    Selected::Unknown => {
                        names.push(None);
                        values.push(Value::scalar(dims));
                    }
                }
            }
            Value::Record(Arc::new(Record { names, values }))
        }
    }
}

/// The first column of a row.
#[must_use]
pub fn first_component(value: &Value) -> Value {
    match value {
        Value::Record(r) => r.values.first().cloned().unwrap_or(Value::input()),
        Value::OneOf(items) => items.iter().map(first_component).reduce(|a, b| join_values(&a, &b)).unwrap_or(Value::input()),
        other => other.clone(),
    }
}

/// `Model.query.get(key)`: the identity map answers when the row is loaded.
pub fn get(ix: &mut Interp<'_>, query: &Arc<Query>, key: Option<&Value>, site: Site, optional: bool) -> Value {
    let Some(entity) = query.main_entity() else { return one(ix, query, site, optional, "get()") };
    if let Some(held) = key.and_then(|key| own_key(ix, entity, key)) {
        return held;
    }
    by_key(ix, entity, query, key, site, optional)
}

/// `session.get(User, user.id)`: the row whose key it is, which the identity map holds.
pub fn own_key(ix: &Interp<'_>, entity: EntityId, key: &Value) -> Option<Value> {
    let Value::Scalar(scalar) = key else { return None };
    let ((of, column), set) = (scalar.column?, scalar.set?);
    let keys = &ix.world.entity(entity).primary_key;
    let is_row = ix.set(set).is_some_and(|set| set.entity == Some(entity));
    let is_key = is_row && of == entity && keys.len() == 1 && keys[0] == ix.text(column);
    is_key.then_some(Value::Row(Row { entity, set, dims: scalar.dims, optional: false }))
}

/// One row by its primary key, through the identity map.
pub fn by_key(
    ix: &mut Interp<'_>,
    entity: EntityId,
    query: &Arc<Query>,
    key: Option<&Value>,
    site: Site,
    optional: bool,
) -> Value {
    let mut bounded = (**query).clone();
    bounded.bound = Bound::One;
    identity::step_with(ix, &mut bounded, "get", key.unwrap_or(&Value::input()));
    let key = key.map_or_else(Dims::default, Value::dims);
    bounded.dims = bounded.dims.union(key);
    let bounded = Arc::new(bounded);
    let set = ix.add_set(Some(entity), Origin::Query(Arc::clone(&bounded), ix.user_site(site).place));
    execute(ix, &bounded, site, "get()", Some(KeyLookup { entity, dims: key }), Some(set));
    let dims = enclosing(ix);
    Value::Row(Row { entity, set, dims, optional })
}

pub(super) fn write(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site, what: &str) -> Value {
    let table = query.main_entity().and_then(|e| ix.world.entity(e).table_name.clone()).unwrap_or_default();
    let text: Arc<str> = format!("{what} {table}").into();
    let on = Some(Arc::clone(query));
    ix.ops.push(if query.style == Style::Legacy {
        Op::Statement { place: site.place, what: text, on }
    } else {
        Op::Write { place: site.place, what: text, on, row: None }
    });
    if query.style == Style::Select || query.style == Style::Write {
        Value::Query(Arc::clone(query))
    } else {
        Value::scalar(Dims::default())
    }
}

/// One page: the rows and a count.
pub fn paginate(ix: &mut Interp<'_>, query: &Value, per_page: Option<&Value>, site: Site) -> Value {
    let Value::Query(query) = query else { return Value::input() };
    let mut page = (**query).clone();
    page.bound = match per_page {
        Some(Value::Int(n)) => u64::try_from(*n).map_or(Bound::Page, Bound::AtMost),
        _ => Bound::Page,
    };
    // Which page it is, its arguments say, and they are not at hand.
    page.identity = None;
    let page = Arc::new(page);
    let set = ix.add_set(page.entity(), Origin::Query(Arc::clone(&page), ix.user_site(site).place));
    execute(ix, &page, site, "paginate()", None, Some(set));
    count(ix, query, site);
    let element = element(ix, &page, set, Dims::default());
    Value::Rows(Arc::new(Rows { element, set, dims: Dims::default(), kind: RowsKind::Page, bound: None }))
}

/// `SELECT count(*)`: one row, and no relation is loaded with it.
pub(super) fn count(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site) {
    let mut counted = (**query).clone();
    counted.bound = Bound::One;
    counted.options.clear();
    execute(ix, &Arc::new(counted), site, "count()", None, None);
}

/// `query[0]`, `query[:10]`.
pub fn index(ix: &mut Interp<'_>, query: &Arc<Query>, index: &Value, is_slice: bool, site: Site) -> Value {
    if !is_slice {
        let mut single = (**query).clone();
        identity::step_with(ix, &mut single, "index", index);
        return one(ix, &Arc::new(single), site, false, "[i]");
    }
    let bound = query.bound.sliced(index);
    let mut sliced = (**query).clone();
    sliced.bound = bound;
    identity::step_with(ix, &mut sliced, "slice", index);
    let sliced = Arc::new(sliced);
    rows(ix, &sliced, site, "[a:b]")
}
