//! Rows: what reading an attribute of an instance loads.

use std::sync::Arc;

use crate::eval::heap::Key;
use crate::eval::ops::{Op, Rounds};
use crate::eval::query::Query;
use crate::eval::value::{Record, Row, Rows, RowsKind, Scalar, ScalarIs, SetId, Site};
use crate::eval::world::{Attr, Origin};
use crate::eval::{CallArgs, ClassRef, Dims, Interp, ObjId, Value};
use crate::library::loads;
use crate::model::entity::{EntityId, Many, Relation};
use crate::names::Name;

use super::managers;

/// `row.name`: a column, a relation, or a member of the class.
pub fn row_attribute(ix: &mut Interp<'_>, row: Row, name: Name, site: Site) -> Option<Value> {
    // What the project set itself, it does not load.
    if let Some(value) = ix.row_values.get(&(row.set, name)) {
        return Some(value.clone());
    }
    let attribute = match ix.text(name) {
        "pk" => super::lookups::primary_key(ix, row.entity).and_then(|k| ix.name(k)).unwrap_or(name),
        _ => name,
    };
    match ix.world.attributes.get(&(row.entity, attribute)).copied() {
        Some(Attr::Column(_)) => Some(read_column(ix, row, attribute, site)),
        Some(Attr::Relation(at)) => {
            let relation = ix.world.entity(row.entity).relations[at as usize].clone();
            Some(match relation.many {
                Many::ToOne => to_one(ix, row, attribute, &relation, site),
                _ => managers::related(ix, row, attribute, &relation, site),
            })
        }
        None => extra(ix, row, name).or_else(|| member(ix, row, name, site)),
    }
}

fn read_column(ix: &mut Interp<'_>, row: Row, name: Name, site: Site) -> Value {
    if is_deferred(ix, row, name) {
        let place = ix.user_site(site).place;
        ix.ops.push(Op::Column { set: row.set, entity: row.entity, column: name, dims: row.dims, place });
    }
    if is_null(ix, row, name) {
        return Value::None;
    }
    Value::Scalar(Arc::new(Scalar {
        dims: row.dims,
        column: Some((row.entity, name)),
        set: Some(row.set),
        identity: None,
        is: ScalarIs::Any,
    }))
}

/// `filter(parent__isnull=True)`: nothing stands there in any row that the query finds.
fn is_null(ix: &Interp<'_>, row: Row, column: Name) -> bool {
    let Some(Origin::Query(query, _)) = ix.set(row.set).map(|s| &s.origin) else { return false };
    query.filters.iter().any(|f| f.null() == Some((row.entity, column)))
}

/// Left out by `only()` or `defer()`.
fn is_deferred(ix: &Interp<'_>, row: Row, name: Name) -> bool {
    let Some(Origin::Query(query, _)) = ix.set(row.set).map(|s| &s.origin) else { return false };
    if query.only.is_empty() && query.deferred.is_empty() {
        return false;
    }
    let text = ix.text(name);
    if ix.world.entity(row.entity).primary_key.iter().any(|k| k == text) {
        return false;
    }
    // A key is named by its relation, too.
    let is_named = |given: &str| given == text || text.strip_suffix("_id") == Some(given);
    let is_first = |given: &str| is_named(given.split("__").next().unwrap_or(given));
    // A path needs its first step, and defers its last only.
    query.deferred.iter().any(|n| is_named(ix.text(*n)))
        || (!query.only.is_empty() && !query.only.iter().any(|n| is_first(ix.text(*n))))
}

/// A key or the other side of a one-to-one: loaded once an instance.
fn to_one(ix: &mut Interp<'_>, row: Row, name: Name, relation: &Relation, site: Site) -> Value {
    if let Some(parent) = parent(ix, row, relation) {
        return Value::Row(parent);
    }
    if let Some(object) = new_parent(ix, row, relation) {
        return Value::Object(object);
    }
    if let [key] = relation.local.as_slice()
        && ix.name(key).is_some_and(|key| is_null(ix, row, key))
    {
        return Value::None;
    }
    let child = ix.relation_set(row.set, row.entity, name, relation.target);
    let place = ix.user_site(site).place;
    ix.ops.push(Op::Touch { parent: row.set, child, entity: row.entity, relation: name, dims: row.dims, place });
    Value::Row(Row { entity: relation.target, set: child, dims: row.dims, optional: true })
}

/// `for comment in post.comments.all(): comment.post` is the post that the comments came from, filtered or not.
fn parent(ix: &Interp<'_>, row: Row, relation: &Relation) -> Option<Row> {
    let (parent, entity, from, dims) = match &ix.set(row.set)?.origin {
        Origin::Relation { parent, entity, relation } => (*parent, *entity, *relation, None),
        Origin::Query(query, _) => query.related.map(|r| (r.parent, r.entity, r.relation, Some(r.dims)))?,
        Origin::Given(_) => return None,
    };
    if !leads_back(ix, relation, entity, from) {
        return None;
    }
    let over_children = |id: u32| matches!(ix.rounds.get(id as usize), Some(Rounds::Rows(set)) if *set == row.set);
    let dims = dims.unwrap_or_else(|| row.dims.iter().filter(|id| !over_children(*id)).fold(Dims::default(), Dims::with));
    Some(Row { entity, set: parent, dims, optional: false })
}

/// The same of an object that was made and not loaded.
fn new_parent(ix: &Interp<'_>, row: Row, relation: &Relation) -> Option<ObjId> {
    let Origin::Query(query, _) = &ix.set(row.set)?.origin else { return None };
    let (object, from) = query.from_new?;
    let entity = *ix.world.class_entity.get(&ix.heap.get(object).class?)?;
    leads_back(ix, relation, entity, from).then_some(object)
}

/// Is `relation` the other side of the relation `from` of an entity?
fn leads_back(ix: &Interp<'_>, relation: &Relation, entity: EntityId, from: Name) -> bool {
    let Some(forward) = ix.world.entity(entity).relation(ix.text(from)) else { return false };
    let back = relation.reverse.as_deref() == Some(ix.text(from)) || forward.reverse.as_deref() == Some(relation.name.as_str());
    forward.many != Many::ManyToMany
        && back
        && ix.world.entity(relation.target).table_name == ix.world.entity(entity).table_name
}

/// What `Prefetch(…, to_attr=…)` or an annotation put on the rows.
fn extra(ix: &mut Interp<'_>, row: Row, name: Name) -> Option<Value> {
    let (query, path) = source(ix, row.set)?;
    if path.is_empty() && query.annotated.contains(&name) {
        return Some(Value::scalar(row.dims));
    }
    let target = query.extras.iter().find(|(n, _)| *n == name).map(|(_, t)| *t)?;
    let set = ix.relation_set(row.set, row.entity, name, target);
    let element = Value::Row(Row { entity: target, set, dims: row.dims, optional: false });
    Some(Value::Rows(Arc::new(Rows { element, set, dims: row.dims, kind: RowsKind::List, bound: None })))
}

fn member(ix: &mut Interp<'_>, row: Row, name: Name, site: Site) -> Option<Value> {
    let class = *ix.world.entity_class.get(row.entity.index())?;
    if let Some((owner, value)) = ix.world.find_member(class, name).map(|(c, v)| (c, v.clone())) {
        // A declaration that is neither a column nor a relation (a generic key, a manager of a library).
        let is_field = matches!(&value, Value::Object(id)
            if ix.heap.get(*id).class.is_some_and(|c| ix.world.derives(c, "django.db.models.Declared")));
        if is_field {
            return Some(Value::scalar(row.dims));
        }
        return Some(ix.bind_member(&value, owner, &Value::Row(row), site));
    }
    match ix.text(name) {
        "__class__" => return Some(Value::Class(class)),
        "_prefetched_objects_cache" => return Some(prefetched(ix, row, site)),
        "_state" => {
            let cached = loaded_names(ix, row, |many| many == Many::ToOne);
            let names = vec![ix.name("fields_cache"), ix.name("adding")];
            return Some(Value::Record(Arc::new(Record { names, values: vec![cached, Value::Bool(false)] })));
        }
        _ => {}
    }
    // An annotation, something set on the instance, or a method that Django adds. Never a relation.
    Some(Value::scalar(row.dims))
}

/// A new instance (not loaded): its columns and keys are what it was given.
pub fn new_row_attribute(ix: &mut Interp<'_>, id: ObjId, name: Name, site: Site) -> Option<Value> {
    let object = ix.heap.get(id);
    let class = object.class?;
    if object.attrs.contains_key(&name) {
        return None;
    }
    let entity = ix.world.class_entity.get(&class).copied()?;
    match ix.world.attributes.get(&(entity, name)) {
        Some(Attr::Column(_)) => Some(Value::scalar(Dims::default())),
        Some(Attr::Relation(at)) => {
            let relation = &ix.world.entity(entity).relations[*at as usize];
            let (many, target) = (relation.many, relation.target);
            Some(if many == Many::ToOne { Value::input() } else { managers::of_new(ix, (id, name), target, site) })
        }
        None if matches!(ix.text(name), "pk" | "id" | "_state" | "_meta") => Some(Value::scalar(Dims::default())),
        None => {
            let is_member = ix.world.find_member(class, name).is_some();
            if is_member { None } else { Some(Value::scalar(Dims::default())) }
        }
    }
}

/// `project: Project` of a function that is given something unknown: a row.
pub fn given(ix: &mut Interp<'_>, class: ClassRef) -> Option<Value> {
    let entity = ix.world.class_entity.get(&class).copied().filter(|e| super::is_entity(ix, *e))?;
    Some(crate::library::given_row(ix, entity))
}

/// The query at the beginning of a chain of relations, and the relations from there.
fn source(ix: &Interp<'_>, set: SetId) -> Option<(Arc<Query>, Vec<Name>)> {
    let mut path = Vec::new();
    let mut at = set;
    for _ in 0..12 {
        match &ix.set(at)?.origin {
            Origin::Query(query, _) => {
                path.reverse();
                return Some((Arc::clone(query), path));
            }
            Origin::Relation { parent, relation, .. } => {
                path.push(*relation);
                at = *parent;
            }
            Origin::Given(_) => return None,
        }
    }
    None
}

/// Whether the query that brought the rows loads a relation with them; `None` when that is not known.
#[must_use]
pub fn is_loaded(ix: &Interp<'_>, set: SetId, relation: Name) -> Option<bool> {
    let Some((query, mut path)) = source(ix, set) else { return Some(false) };
    path.push(relation);
    let on_the_way = query.options.iter().any(|o| o.path.starts_with(&path));
    if on_the_way { Some(true) } else { loads(&query.options, query.options_open, &path) }
}

/// How much of a relation, and of what lies behind it, the query loads that brought the rows: more is greater.
#[must_use]
pub fn loaded_by(ix: &Interp<'_>, set: SetId, relation: Name) -> (bool, usize) {
    let Some((query, mut path)) = source(ix, set) else { return (false, 0) };
    path.push(relation);
    (is_loaded(ix, set, relation) != Some(false), query.options.iter().filter(|o| o.path.starts_with(&path)).count())
}

/// The names of the relations, of one kind, that came with the rows: code looks there for what it need not ask again.
fn loaded_names(ix: &Interp<'_>, row: Row, is_of_kind: impl Fn(Many) -> bool) -> Value {
    let known = source(ix, row.set).is_some();
    let mut names = Vec::new();
    for relation in ix.world.entity(row.entity).relations.iter().filter(|r| known && is_of_kind(r.many)) {
        match ix.name(&relation.name).and_then(|name| is_loaded(ix, row.set, name)) {
            Some(true) => names.push(Value::str(&relation.name)),
            Some(false) => {}
            None => return Value::scalar(row.dims),
        }
    }
    if known { Value::Tuple(names.into()) } else { Value::scalar(row.dims) }
}

/// What was fetched ahead, by the name of its relation.
fn prefetched(ix: &mut Interp<'_>, row: Row, site: Site) -> Value {
    let Value::Tuple(names) = loaded_names(ix, row, |many| many != Many::ToOne) else { return Value::scalar(row.dims) };
    let named = names.iter().filter_map(|name| Some((name.as_str()?.into(), ix.name(name.as_str()?)?)));
    let named: Vec<(Arc<str>, Name)> = named.collect();
    let rows = named.into_iter().map(|(text, name)| (Key::Str(text), ix.attribute(&Value::Row(row), name, site))).collect();
    ix.new_dict(rows)
}

/// `row["name"]` of `values()`.
pub fn record_item(ix: &Interp<'_>, record: &Record, index: &Value) -> Option<Value> {
    let name = ix.name(index.as_str()?)?;
    let at = record.names.iter().position(|n| *n == Some(name));
    Some(at.and_then(|at| record.values.get(at).cloned()).unwrap_or_else(|| Value::scalar(whole(record))))
}

fn whole(record: &Record) -> Dims {
    record.values.iter().fold(Dims::default(), |d, v| d.union(v.dims()))
}

/// `row.get("name")` of `values()`.
pub fn record_method(ix: &Interp<'_>, record: &Record, name: Name, args: &CallArgs) -> Option<Value> {
    match ix.text(name) {
        "get" | "pop" => record_item(ix, record, args.positional.first()?),
        _ => None,
    }
}

/// The Django entity that a value's rows are of.
#[must_use]
pub fn entity_of(ix: &Interp<'_>, query: &Query) -> Option<EntityId> {
    query.main_entity().or_else(|| ix.world.class_entity.get(&query.model?).copied())
}
