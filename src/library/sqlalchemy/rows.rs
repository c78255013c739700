//! Rows and results: what reading an attribute loads, and how results are read.

use std::sync::Arc;

use crate::eval::ops::{Op, Rounds};
use crate::eval::query::{Bound, Query, Selected, Style};
use crate::eval::value::{LoaderOption, Row, Rows, RowsKind, Scalar, ScalarIs, SetId, Site};
use crate::eval::world::{Attr, Origin};
use crate::eval::{CallArgs, ClassRef, Dims, Interp, ObjId, Value};
use crate::model::entity::{EntityId, Loading, Many};
use crate::names::Name;

use super::loaders::may_load_column;

/// `row.name`: a column, a relation (loaded when it is not yet), or a member of the class.
pub fn row_attribute(ix: &mut Interp<'_>, row: Row, name: Name, site: Site) -> Option<Value> {
    let attribute = ix.world.attributes.get(&(row.entity, name)).copied();
    if attribute.is_some() && ix.committed && ix.world.rows_expire && !super::session::is_detached(ix, row.set) {
        let place = ix.user_site(site).place;
        ix.ops.push(Op::Refresh { set: row.set, dims: row.dims, place });
    }
    match attribute {
        Some(Attr::Column(at)) => {
            let entity = ix.world.entity(row.entity);
            let deferred = entity.columns.get(at as usize).is_some_and(|c| c.deferred) && !is_undeferred(ix, row, name);
            if deferred || is_left_out(ix, row, name) {
                let place = ix.user_site(site).place;
                ix.ops.push(Op::Column { set: row.set, entity: row.entity, column: name, dims: row.dims, place });
            }
            Some(Value::Scalar(Arc::new(Scalar {
                dims: row.dims,
                column: Some((row.entity, name)),
                set: Some(row.set),
                identity: None,
                is: ScalarIs::Any,
            })))
        }
        Some(Attr::Relation(at)) => Some(read_relation(ix, row, name, at, site)),
        None => member(ix, row, name, site),
    }
}

/// `post: Post` of a function that nothing is seen to call: a row. Elsewhere the caller decided what is loaded with it.
pub fn given(ix: &mut Interp<'_>, class: ClassRef) -> Option<Value> {
    let entity = ix.world.class_entity.get(&class).copied().filter(|_| ix.is_outermost())?;
    Some(crate::library::given_row(ix, entity))
}

/// Whether the query that the row came from loads other columns only (`load_only`), or not this one (`defer`).
fn is_left_out(ix: &Interp<'_>, row: Row, column: Name) -> bool {
    let Some(Origin::Query(query, _)) = ix.set(row.set).map(|set| &set.origin) else { return false };
    if query.options_open || query.options.iter().any(|o| o.open) {
        return false;
    }
    // Names alone are columns of the only entity that is asked for.
    let is_of = |o: &&LoaderOption| o.entity.map_or(query.entity() == Some(row.entity), |of| of == row.entity);
    let mut lists = query.options.iter().filter(|o| o.kind == "load_only").filter(is_of).peekable();
    let is_key = ix.world.entity(row.entity).primary_key.iter().any(|key| key == ix.text(column));
    let says = query.options.iter().filter(is_of).rev().find(|o| o.path == [column] && matches!(o.kind, "defer" | "undefer"));
    let is_deferred = says.is_some_and(|o| o.kind == "defer");
    !is_key && (is_deferred || (lists.peek().is_some() && says.is_none() && lists.all(|o| !o.path.contains(&column))))
}

/// Whether the query that the row came from may have loaded a deferred column.
fn is_undeferred(ix: &Interp<'_>, row: Row, column: Name) -> bool {
    let mut path = vec![column];
    let mut at = row.set;
    for _ in 0..12 {
        match ix.set(at).map(|set| &set.origin) {
            Some(Origin::Query(query, _)) => return may_load_column(&query.options, query.options_open, &path),
            Some(Origin::Relation { parent, relation, .. }) => {
                path.insert(0, *relation);
                at = *parent;
            }
            _ => return true,
        }
    }
    true
}

fn member(ix: &mut Interp<'_>, row: Row, name: Name, site: Site) -> Option<Value> {
    let class = *ix.world.entity_class.get(row.entity.index())?;
    if ix.text(name) == "query" {
        return Some(super::query::of_entity(ix, row.entity, site));
    }
    if let Some((owner, value)) = ix.world.find_member(class, name).map(|(c, v)| (c, v.clone())) {
        if let Value::Object(id) = &value
            && let Some(proxied) = association(ix, row, *id, site)
        {
            return Some(proxied);
        }
        return Some(ix.bind_member(&value, owner, &Value::Row(row), site));
    }
    if ix.text(name) == "__class__" {
        return Some(Value::Class(class));
    }
    // Not a mapped attribute: set on the instance somewhere, or of an unknown base. Never a relation.
    Some(Value::scalar(row.dims))
}

/// `association_proxy("roles", "name")`: reads the collection and the attribute of each.
fn association(ix: &mut Interp<'_>, row: Row, id: ObjId, site: Site) -> Option<Value> {
    let class = ix.heap.get(id).class?;
    if !ix.world.class(class).qualified.ends_with("associationproxy.AssociationProxy") {
        return None;
    }
    let part = |ix: &Interp<'_>, n: &str| ix.name(n).and_then(|n| ix.heap.get(id).attrs.get(&n).cloned());
    let collection = part(ix, "target_collection")?.as_str().and_then(|n| ix.name(n))?;
    let attribute = part(ix, "attr")?.as_str().and_then(|n| ix.name(n))?;
    let rows = row_attribute(ix, row, collection, site)?;
    Some(match rows {
        Value::Row(_) => ix.attribute(&rows, attribute, site),
        rows => ix.mapped(&rows, site, |ix, v| ix.attribute(&v, attribute, site)),
    })
}

fn read_relation(ix: &mut Interp<'_>, row: Row, name: Name, at: u32, site: Site) -> Value {
    let relation = ix.world.entity(row.entity).relations[at as usize].clone();
    let place = ix.user_site(site).place;
    if matches!(relation.loading, Loading::Dynamic | Loading::WriteOnly) {
        return dynamic(row, name, &relation, place);
    }
    if let Some(parent) = parent_row(ix, row, &relation) {
        return Value::Row(parent);
    }
    let child = ix.relation_set(row.set, row.entity, name, relation.target);
    // In an asynchronous session a relation is either loaded with its row, or an error.
    if !super::session::is_detached(ix, row.set) {
        ix.ops.push(Op::Touch { parent: row.set, child, entity: row.entity, relation: name, dims: row.dims, place });
    }
    match relation.many {
        Many::ToOne => {
            let asked = asked_row(ix, row, &relation);
            Value::Row(asked.unwrap_or(Row { entity: relation.target, set: child, dims: row.dims, optional: true }))
        }
        Many::OneToMany | Many::ManyToMany => {
            let element = Value::Row(Row { entity: relation.target, set: child, dims: row.dims, optional: false });
            Value::Rows(Arc::new(Rows { element, set: child, dims: row.dims, kind: RowsKind::Collection, bound: None }))
        }
    }
}

/// `for comment in post.comments: comment.post` is the post that the comments came from, whichever comment it is.
fn parent_row(ix: &Interp<'_>, row: Row, relation: &crate::model::entity::Relation) -> Option<Row> {
    let Origin::Relation { parent, entity, relation: from } = ix.set(row.set)?.origin else { return None };
    back_to(ix, row, relation, (parent, entity, from))
}

/// The same for `post.comments.filter(…)` of a dynamic relation. Whether the session still holds the post, the replay knows.
fn asked_row(ix: &Interp<'_>, row: Row, relation: &crate::model::entity::Relation) -> Option<Row> {
    let Origin::Query(query, _) = &ix.set(row.set)?.origin else { return None };
    back_to(ix, row, relation, query.from_row?)
}

/// The row whose relation `from` a row came by, where `relation` is its other side.
fn back_to(
    ix: &Interp<'_>,
    row: Row,
    relation: &crate::model::entity::Relation,
    (parent, entity, from): (SetId, EntityId, Name),
) -> Option<Row> {
    if !relation.leads_back(entity, ix.world.entity(entity), ix.text(from)) {
        return None;
    }
    let over_children = |id: u32| matches!(ix.rounds.get(id as usize), Some(Rounds::Rows(set)) if *set == row.set);
    let dims = row.dims.iter().filter(|id| !over_children(*id)).fold(Dims::default(), Dims::with);
    Some(Row { entity, set: parent, dims, optional: false })
}

/// A dynamic relation is a query filtered by its parent.
fn dynamic(row: Row, name: Name, relation: &crate::model::entity::Relation, place: crate::model::Place) -> Value {
    let mut query = Query::new(Style::Legacy, place);
    query.selected = vec![Selected::Entity(relation.target)];
    query.parent = true;
    query.from_row = Some((row.set, row.entity, name));
    query.dims = row.dims;
    Value::Query(Arc::new(query))
}

/// A new row (not loaded): its unset relations are empty, nothing runs.
pub fn new_row_attribute(ix: &mut Interp<'_>, id: ObjId, name: Name, site: Site) -> Option<Value> {
    let object = ix.heap.get(id);
    let class = object.class?;
    if object.attrs.contains_key(&name) {
        return None;
    }
    let entity = ix.world.class_entity.get(&class).copied()?;
    let Some(attribute) = ix.world.attributes.get(&(entity, name)) else {
        // `Model().query` is the query of the class.
        return if ix.text(name) == "query" { super::columns::class_attribute(ix, class, name, site) } else { None };
    };
    match attribute {
        Attr::Column(_) => Some(Value::scalar(Dims::default())),
        Attr::Relation(at) => {
            let many = ix.world.entity(entity).relations[*at as usize].many;
            Some(if many == Many::ToOne { Value::input() } else { ix.new_list(Vec::new()) })
        }
    }
}

/// `pagination.items`, `result.rowcount`.
pub fn rows_attribute(ix: &mut Interp<'_>, rows: &Arc<Rows>, name: Name) -> Option<Value> {
    if rows.kind != RowsKind::Page {
        return None;
    }
    match ix.text(name) {
        "items" => Some(Value::Rows(Arc::new(Rows { kind: RowsKind::List, ..(**rows).clone() }))),
        "iter_pages" | "next" | "prev" => None,
        _ => Some(Value::scalar(Dims::default())),
    }
}

/// Reading a result.
pub fn method(ix: &mut Interp<'_>, rows: &Arc<Rows>, name: Name, args: &CallArgs, site: Site) -> Option<Value> {
    let text = ix.world.names.shared(name);
    let as_kind = |kind: RowsKind| Value::Rows(Arc::new(Rows { kind, ..(**rows).clone() }));
    if rows.kind == RowsKind::Page {
        return Some(match &*text {
            "iter_pages" => Value::input(),
            _ => Value::scalar(Dims::default()),
        });
    }
    if rows.kind == RowsKind::List {
        return None;
    }
    if rows.kind == RowsKind::Result {
        bound_by_reading(ix, rows.set, &text);
    }
    Some(match &*text {
        "all" | "fetchall" | "unique" | "mappings" | "partitions" | "yield_per" | "tuples" => {
            as_kind(if matches!(&*text, "all" | "fetchall") { RowsKind::List } else { rows.kind })
        }
        "scalars" | "columns" => {
            let element = super::run::first_component(&rows.element);
            Value::Rows(Arc::new(Rows { element, ..(**rows).clone() }))
        }
        "first" | "fetchone" | "one" | "one_or_none" => optional(&rows.element, !matches!(&*text, "one")),
        "scalar" | "scalar_one" | "scalar_one_or_none" => {
            optional(&super::run::first_component(&rows.element), &*text != "scalar_one")
        }
        // A loaded collection.
        "append" | "remove" | "extend" | "insert" | "clear" | "add" | "discard" => Value::None,
        "copy" => as_kind(RowsKind::List),
        "sort" => {
            if let Some((_, key)) = args.keywords.first() {
                crate::eval::builtins::map(ix, key, as_kind(RowsKind::List), site);
            }
            Value::None
        }
        "filter" | "filter_by" | "order_by" | "count" | "limit" => Value::scalar(rows.dims),
        "values" | "items" | "keys" => as_kind(RowsKind::List),
        "get" => rows.element.clone(),
        "pop" => rows.element.clone(),
        _ => Value::scalar(rows.dims),
    })
}

/// `one()` fails on a second row, so there is none. `first()` after conditions tells nothing of their number.
fn bound_by_reading(ix: &mut Interp<'_>, set: SetId, reader: &str) {
    let bound = match reader {
        "one" | "one_or_none" | "scalar_one" | "scalar_one_or_none" => Bound::One,
        "first" | "fetchone" | "scalar" => Bound::Unknown,
        _ => return,
    };
    let executed = ix.ops.iter_mut().rev().find_map(|op| match op {
        Op::Execute { query, set: Some(of), .. } if *of == set => Some(query),
        _ => None,
    });
    if let Some(query) = executed
        && query.bound == Bound::Unbounded
        && !(bound == Bound::Unknown && query.is_whole_table())
    {
        Arc::make_mut(query).bound = bound;
    }
}

fn optional(value: &Value, optional: bool) -> Value {
    match value {
        Value::Row(row) => Value::Row(Row { optional, ..*row }),
        other => other.clone(),
    }
}
