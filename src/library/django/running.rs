//! Running a queryset. It runs when it is gone through, and keeps its rows.

use std::sync::Arc;

use crate::eval::interp::sliced;
use crate::eval::query::{Bound, Query, Selected, Shape};
use crate::eval::value::{Record, Row, Rows, RowsKind, SetId, Site};
use crate::eval::world::Origin;
use crate::eval::{CallArgs, Dims, Interp, Op, Value};
use crate::library::{identity, sqlalchemy};

use super::queryset::{around, changed, differ, resolved};
use super::writes::{create, get_or_create, written};
use super::{lookups, managers};

/// Methods that run something.
pub(super) fn running(ix: &mut Interp<'_>, query: &Arc<Query>, text: &str, args: &CallArgs, site: Site) -> Option<Value> {
    Some(match text {
        "__iter__" => rows(ix, query, site),
        "__getitem__" => index(ix, query, args.positional.first()?, false, site),
        "get" | "get_or_404" => {
            let mut found = (**query).clone();
            lookups::add(ix, &mut found, args, true, site.place);
            differ(&mut found);
            one(ix, &Arc::new(found), site, false, "get()")
        }
        "first" | "last" | "latest" | "earliest" => match kept(ix, query).filter(|_| is_ordered(ix, query)) {
            Some(rows) => optional(ix.element_of(&rows)),
            None => first(ix, query, site, text, args),
        },
        "count" | "exists" | "contains" | "__len__" => {
            if text == "contains" {
                let mut about = (**query).clone();
                identity::step(ix, &mut about, text, args);
                asked(ix, &Arc::new(about), site, "exists()");
            } else {
                asked(ix, query, site, if text == "count" { "count()" } else { "exists()" });
            }
            if text == "count" { Value::count(query.dims) } else { Value::scalar(query.dims) }
        }
        "aggregate" => {
            let mut aggregated = (**query).clone();
            identity::step(ix, &mut aggregated, text, args);
            ask(ix, &Arc::new(aggregated), site, "aggregate()");
            let dict = ix.new_dict(Vec::new());
            ix.set_item(&dict, &Value::input(), Value::scalar(query.dims));
            dict
        }
        "in_bulk" => {
            let rows = rows(ix, query, site);
            let row = ix.element_of(&rows);
            let dict = ix.new_dict(Vec::new());
            ix.set_item(&dict, &Value::input(), row);
            dict
        }
        "iterator" => {
            let mut streamed = (**query).clone();
            streamed.streamed = true;
            differ(&mut streamed);
            // It keeps no rows, and without a size of batches it loads no relations; before Django 4.1 it never does.
            let is_whole = args.positional.is_empty() && args.keywords.is_empty();
            if is_whole || ix.world.django.is_some_and(|release| release < (4, 1)) {
                streamed.ignored.extend(streamed.options.extract_if(.., |option| option.kind == "selectinload"));
            }
            rows(ix, &Arc::new(streamed), site)
        }
        "update" | "bulk_update" | "_raw_delete" => written(ix, query, site, "UPDATE"),
        "delete" => written(ix, query, site, "DELETE"),
        "bulk_create" => {
            written(ix, query, site, "INSERT");
            args.positional.first().cloned().unwrap_or_else(Value::input)
        }
        "create" => create(ix, query, args, site),
        "get_or_create" | "update_or_create" => get_or_create(ix, query, args, text == "update_or_create", site),
        _ => return None,
    })
}

fn is_ordered(ix: &Interp<'_>, query: &Query) -> bool {
    let of_model = || {
        let class = *ix.world.entity_class.get(query.main_entity()?.index())?;
        match ix.world.find_member(class, ix.name("Meta")?)?.1 {
            Value::Class(meta) => ix.world.find_member(*meta, ix.name("ordering")?).map(|_| ()),
            _ => None,
        }
    };
    query.ordered || of_model().is_some()
}

/// The rows that an object has kept, or that were loaded with its parent.
fn kept(ix: &mut Interp<'_>, query: &Arc<Query>) -> Option<Value> {
    if let Some((_, rows)) = ix.results.get(&(Arc::as_ptr(query) as usize)) {
        return Some(rows.clone());
    }
    let related = query.related.filter(|r| r.plain)?;
    if super::rows::is_loaded(ix, related.parent, related.relation) != Some(false) {
        return Some(rows(ix, query, Site::nowhere()));
    }
    None
}

fn optional(value: Value) -> Value {
    match value {
        Value::Row(row) => Value::Row(Row { optional: true, ..row }),
        other => other,
    }
}

/// `count()`, `exists()`: free where the rows are there.
fn asked(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site, why: &'static str) {
    if ix.results.contains_key(&(Arc::as_ptr(query) as usize)) || query.empty {
        return;
    }
    if query.related.is_some_and(|r| r.plain) && touches(ix, query) {
        touch(ix, query, around(ix), site);
        return;
    }
    ask(ix, query, site, why);
}

/// One statement for one value.
fn ask(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site, why: &'static str) {
    let mut asked = (**query).clone();
    asked.bound = Bound::One;
    asked.options.clear();
    asked.within = None;
    sqlalchemy::run::execute(ix, &Arc::new(asked), site, why, None, None);
}

pub(super) fn first(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site, text: &str, args: &CallArgs) -> Value {
    let required = matches!(text, "latest" | "earliest");
    let mut alone = (**query).clone();
    identity::step(ix, &mut alone, text, args);
    differ(&mut alone);
    one(ix, &Arc::new(alone), site, !required, "first()")
}

/// Runs a query for one row.
pub(super) fn one(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site, is_optional: bool, why: &'static str) -> Value {
    if query.empty {
        return if is_optional { Value::None } else { Value::input() };
    }
    let mut bounded = (**query).clone();
    bounded.bound = Bound::One;
    bounded.within = None;
    let bounded = Arc::new(bounded);
    let origin = bounded.origin;
    let set = ix.add_set(bounded.entity(), Origin::Query(Arc::clone(&bounded), origin));
    sqlalchemy::run::execute(ix, &bounded, site, why, None, Some(set));
    let dims = around(ix);
    let value = element(ix, &bounded, set, dims);
    if is_optional { optional(value) } else { value }
}

/// Goes through a queryset; what was gone through before is free.
pub fn rows(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site) -> Value {
    let key = Arc::as_ptr(query) as usize;
    if let Some((_, rows)) = ix.results.get(&key) {
        return rows.clone();
    }
    let known = resolved(ix, query);
    let known = managers::begin(ix, &known, site);
    let rows = run(ix, &known, site);
    if !known.streamed && !ix.linking_mode() {
        ix.results.insert(key, (Arc::clone(query), rows.clone()));
    }
    rows
}

fn run(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site) -> Value {
    if query.empty {
        return ix.new_list(Vec::new());
    }
    let dims = query.within.unwrap_or_else(|| around(ix));
    if let Some(related) = query.related.filter(|r| r.plain)
        && let Some(entity) = query.entity()
        && touches(ix, query)
    {
        let set = touch(ix, query, dims, site).unwrap_or_else(|| ix.add_set(Some(entity), Origin::Given("relation")));
        let dims = dims.union(related.dims);
        let element = Value::Row(Row { entity, set, dims, optional: false });
        return Value::Rows(Arc::new(Rows { element, set, dims: related.dims, kind: RowsKind::List, bound: None }));
    }
    let set = ix.add_set(query.entity(), Origin::Query(Arc::clone(query), query.origin));
    sqlalchemy::run::execute(ix, query, site, "iterated", None, Some(set));
    let element = element(ix, query, set, dims);
    Value::Rows(Arc::new(Rows { element, set, dims: Dims::default(), kind: RowsKind::List, bound: None }))
}

/// Whether a relation is read as such: loaded with its parent, or by a statement that loads nothing else.
fn touches(ix: &Interp<'_>, query: &Query) -> bool {
    let Some(related) = query.related else { return false };
    query.options.is_empty() && !query.options_open
        || super::rows::is_loaded(ix, related.parent, related.relation) != Some(false)
}

/// Reads a relation to many rows: a statement each time, unless it was loaded with the parent.
fn touch(ix: &mut Interp<'_>, query: &Query, dims: Dims, site: Site) -> Option<SetId> {
    let related = query.related?;
    let target = query.main_entity()?;
    let child = ix.relation_set(related.parent, related.entity, related.relation, target);
    if !ix.linking_mode() && site != Site::nowhere() {
        let place = ix.user_site(site).place;
        ix.ops.push(Op::Touch {
            parent: related.parent,
            child,
            entity: related.entity,
            relation: related.relation,
            dims: dims.union(related.dims),
            place,
        });
    }
    Some(child)
}

fn element(ix: &mut Interp<'_>, query: &Arc<Query>, set: SetId, dims: Dims) -> Value {
    let value = sqlalchemy::run::element(ix, query, set, dims);
    match (query.shape, value, query.selected.as_slice()) {
        (Shape::Records, Value::Record(record), _) => Value::Record(record),
        (Shape::Records, value, [Selected::Column(_, name)]) => {
            Value::Record(Arc::new(Record { names: vec![Some(*name)], values: vec![value] }))
        }
        (Shape::Records, value, [Selected::Aggregate { label, .. }]) => {
            Value::Record(Arc::new(Record { names: vec![*label], values: vec![value] }))
        }
        // `values_list("id", flat=True)`
        (Shape::Rows, Value::Record(record), [_]) => record.values.first().cloned().unwrap_or_else(Value::input),
        (_, value, _) => value,
    }
}

/// `queryset[0]`, `queryset[:10]`: a slice is a queryset again, until it is gone through.
pub fn index(ix: &mut Interp<'_>, query: &Arc<Query>, index: &Value, is_slice: bool, site: Site) -> Value {
    if let Some(rows) = kept(ix, query) {
        return match &rows {
            _ if !is_slice => ix.element_of(&rows),
            Value::Rows(held) => sliced(held, index),
            _ => rows,
        };
    }
    let query = &resolved(ix, query);
    if !is_slice {
        let at = CallArgs { positional: vec![index.clone()], ..Default::default() };
        return first(ix, query, site, "latest", &at);
    }
    let bound = query.bound.sliced(index);
    changed(ix, query, |ix, q| {
        q.bound = bound;
        identity::step_with(ix, q, "slice", index);
        differ(q);
    })
}
