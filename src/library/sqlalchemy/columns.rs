//! Columns of mapped classes, predicates and SQL expressions.

use std::sync::Arc;

use crate::eval::heap::{Key, ObjKind, Object};
use crate::eval::query::{Hides, Predicate, PredicateKind, Right, columns_of};
use crate::eval::value::{Aggregate, Cause, SetId, Site};
use crate::eval::world::{Attr, ClassRef};
use crate::eval::{CallArgs, Dims, Interp, ObjId, Value};
use crate::model::entity::EntityId;
use crate::names::Name;

/// `Project.name`, `Project.client`, `Project.query` on a mapped class.
pub fn class_attribute(ix: &mut Interp<'_>, class: ClassRef, name: Name, site: Site) -> Option<Value> {
    if ix.linking_mode()
        && let Some(copy) = own_copy(ix, class, name)
    {
        return Some(copy);
    }
    let entity = ix.world.class_entity.get(&class).copied()?;
    if let Some(found) = mapped(ix, entity, name) {
        return Some(found);
    }
    match ix.text(name) {
        // A class may define a `query` of its own (`session.query_property()`, a custom class).
        "query" => {
            let own = ix.world.find_member(class, name).map(|(c, v)| (ix.world.class(c).is_stub, v.clone()));
            match own {
                Some((false, Value::Class(_) | Value::Function(..) | Value::Object(_) | Value::Property(_))) => None,
                _ => Some(super::query::of_entity(ix, entity, site)),
            }
        }
        "__table__" => Some(Value::Method(Arc::new(Value::Class(class)), name)),
        _ => None,
    }
}

/// Names under which the copy of a mixin's column says whose it is.
const COPY_OF: &str = "_copy_of";
const COPY_AS: &str = "_copy_as";

/// A column that a class has from a mixin: each class gets a copy, which says whose it is.
fn own_copy(ix: &mut Interp<'_>, class: ClassRef, name: Name) -> Option<Value> {
    let (owner, Value::Object(id)) = ix.world.find_member(class, name)? else { return None };
    let (owner, id) = (owner, *id);
    let is_mapped = |c: ClassRef| {
        let named = ix.name("__tablename__").is_some_and(|n| ix.world.class(c).member(n).is_some());
        named || ix.world.class_entity.contains_key(&c)
    };
    let is_column = ix.heap.get(id).class.is_some_and(|c| ix.world.derives(c, "sqlalchemy.Column"));
    if owner == class || !is_column || is_mapped(owner) || !is_mapped(class) {
        return None;
    }
    let (of, at) = {
        let names = &mut ix.world.to_mut().names;
        (names.intern(COPY_OF), names.intern(COPY_AS))
    };
    let mut copy = ix.heap.get(id).clone();
    copy.attrs.insert(of, Value::Class(class));
    copy.attrs.insert(at, Value::Str(ix.world.names.shared(name)));
    Some(Value::Object(ix.heap.add(copy)))
}

/// The class that a column of a mixin was copied for, and its attribute there.
#[must_use]
pub fn copied_for(ix: &Interp<'_>, id: ObjId) -> Option<(ClassRef, String)> {
    let attrs = &ix.heap.get(id).attrs;
    match (attrs.get(&ix.name(COPY_OF)?)?, attrs.get(&ix.name(COPY_AS)?)?) {
        (Value::Class(class), Value::Str(attribute)) => Some((*class, attribute.to_string())),
        _ => None,
    }
}

fn mapped(ix: &Interp<'_>, entity: EntityId, name: Name) -> Option<Value> {
    match ix.world.attributes.get(&(entity, name))? {
        Attr::Column(_) => Some(Value::Column(entity, name)),
        Attr::Relation(_) => Some(Value::Relation(entity, name)),
    }
}

/// `Project.client.name` in a loader path or comparator: the target's own.
pub fn relation_attribute(ix: &Interp<'_>, entity: EntityId, relation: Name, name: Name) -> Option<Value> {
    let Some(Attr::Relation(at)) = ix.world.attributes.get(&(entity, relation)) else { return None };
    let target = ix.world.entity(entity).relations.get(*at as usize)?.target;
    mapped(ix, target, name)
}

/// `table.c`: the columns of a `Table(…)` by their names. Requests see them as unknown.
pub fn of_table(ix: &mut Interp<'_>, table: &Value) -> Value {
    let unknown = Value::Unknown(Cause::External("columns of a table object".into()));
    let Value::Object(id) = table else { return unknown };
    let parts = ix.name("args").and_then(|n| ix.heap.get(*id).attrs.get(&n)).and_then(|v| ix.known_items(v));
    let Some(parts) = parts.filter(|_| ix.linking_mode()) else { return unknown };
    let mut columns = Object::new(ObjKind::Instance);
    let mut entries = Vec::new();
    for part in parts {
        if !ix.class_of(&part).is_some_and(|c| ix.world.derives(c, "sqlalchemy.Column")) {
            continue;
        }
        let Value::Object(column) = &part else { continue };
        let first = ix.name("args").and_then(|n| ix.heap.get(*column).attrs.get(&n)).and_then(|v| ix.known_items(v));
        let Some(Value::Str(name)) = first.and_then(|items| items.into_iter().next()) else { continue };
        if let Some(attribute) = ix.name(&name) {
            columns.attrs.insert(attribute, part.clone());
        }
        entries.push((Key::Str(name), part));
    }
    columns.kind = ObjKind::Dict { entries, rest: None };
    Value::Object(ix.heap.add(columns))
}

/// Operators on columns and predicates.
pub fn operator(ix: &Interp<'_>, op: &'static str, left: &Value, right: &Value) -> Option<Value> {
    let sql = |v: &Value| matches!(v, Value::Column(..) | Value::Relation(..) | Value::Predicate(_) | Value::Aggregate(_));
    if !sql(left) && !sql(right) {
        return None;
    }
    let dims = left.dims().union(right.dims());
    match op {
        "&" => return Some(conjunction(ix, &[left.clone(), right.clone()])),
        "|" => return Some(alternatives(ix, &[left.clone(), right.clone()])),
        "~" => return Some(opaque(ix, &[left.clone(), right.clone()])),
        "is" | "is not" | "in" | "not in" => return None,
        _ => {}
    }
    let op = match op {
        "==" => "=",
        "!=" => "<>",
        "<" | "<=" | ">" | ">=" => op,
        _ => return Some(aggregate(op, false)),
    };
    match (left, right) {
        (Value::Column(e, n), other) | (other, Value::Column(e, n)) => {
            let right = match other {
                Value::Column(..) => Right::Column,
                Value::Query(_) | Value::Aggregate(_) => Right::Many,
                _ => Right::Value,
            };
            // `column == None` is written as IS NULL.
            let op = if matches!(other, Value::None) { "IS" } else { op };
            let kind = PredicateKind::Compare { column: (*e, *n), op, right };
            let (of, text) = (row_of(ix, other), other.constant_text());
            Some(Value::Predicate(Arc::new(Predicate { of, of_row: other.is_of_row(), text, ..Predicate::new(kind, dims) })))
        }
        // `Comment.post == post` compares the keys.
        (Value::Relation(e, n), other) | (other, Value::Relation(e, n)) => {
            let local = relation_key(ix, *e, *n);
            match (local, op, other) {
                (Some(column), "=", _) => {
                    let kind = PredicateKind::Compare { column: (*e, column), op, right: Right::Value };
                    Some(Value::Predicate(Arc::new(Predicate { of: row_of(ix, other), ..Predicate::new(kind, dims) })))
                }
                _ => Some(predicate(PredicateKind::Other { columns: Vec::new(), searched: Vec::new() }, dims)),
            }
        }
        (Value::Aggregate(a), other) | (other, Value::Aggregate(a)) if op == "=" && !sql(other) => {
            Some(hidden(a, dims).unwrap_or_else(|| opaque(ix, &[left.clone(), right.clone()])))
        }
        _ => Some(opaque(ix, &[left.clone(), right.clone()])),
    }
}

/// Functions of one column that an index on the column itself does not serve.
const HIDING: [&str; 12] = [
    "date",
    "datetime",
    "strftime",
    "date_trunc",
    "date_part",
    "to_char",
    "year",
    "month",
    "day",
    "trim",
    "substr",
    "substring",
];

/// A function of one column, compared with a value.
fn hidden(function: &Aggregate, dims: Dims) -> Option<Value> {
    let [column] = function.columns.as_slice() else { return None };
    let by = match &*function.text {
        "lower" | "upper" => Hides::Case,
        text if HIDING.contains(&text) => Hides::Function,
        _ => return None,
    };
    Some(predicate(PredicateKind::Hidden { column: *column, by }, dims))
}

/// The single local column of a to-one relation.
pub fn relation_key(ix: &Interp<'_>, entity: EntityId, relation: Name) -> Option<Name> {
    let Some(Attr::Relation(at)) = ix.world.attributes.get(&(entity, relation)) else { return None };
    match ix.world.entity(entity).relations.get(*at as usize)?.local.as_slice() {
        [one] => ix.name(one),
        _ => None,
    }
}

/// The set of the row that a value is, or whose primary key it is.
#[must_use]
pub fn row_of(ix: &Interp<'_>, value: &Value) -> Option<SetId> {
    match value {
        Value::Row(row) => Some(row.set),
        Value::Scalar(scalar) => {
            let (entity, column) = scalar.column?;
            let is_key = matches!(ix.world.entity(entity).primary_key.as_slice(), [key] if key == ix.text(column));
            scalar.set.filter(|_| is_key)
        }
        _ => None,
    }
}

fn predicate(kind: PredicateKind, dims: Dims) -> Value {
    Value::Predicate(Arc::new(Predicate::new(kind, dims)))
}

/// `and_(…)`, `a & b`.
pub fn conjunction(ix: &Interp<'_>, items: &[Value]) -> Value {
    let dims = items.iter().fold(Dims::default(), |d, v| d.union(v.dims()));
    let parts = items.iter().map(|v| as_predicate(ix, v)).collect();
    predicate(PredicateKind::And(parts), dims)
}

/// `or_(…)`, `a | b`.
pub fn alternatives(ix: &Interp<'_>, items: &[Value]) -> Value {
    if let [one] = items {
        return one.clone();
    }
    let dims = items.iter().fold(Dims::default(), |d, v| d.union(v.dims()));
    let mut parts = Vec::new();
    for part in items.iter().map(|v| as_predicate(ix, v)) {
        match part.kind {
            PredicateKind::Either(more) => parts.extend(more),
            _ => parts.push(part),
        }
    }
    predicate(PredicateKind::Either(parts), dims)
}

/// `not_(…)`, functions: columns are read, nothing is bounded.
pub fn opaque(_ix: &Interp<'_>, items: &[Value]) -> Value {
    let dims = items.iter().fold(Dims::default(), |d, v| d.union(v.dims()));
    let searched = items.iter().filter_map(|item| match item {
        Value::Predicate(predicate) => Some(predicate.searched()),
        _ => None,
    });
    let searched = searched.flatten().collect();
    predicate(PredicateKind::Other { columns: items.iter().flat_map(columns_of).collect(), searched }, dims)
}

/// Any value in a WHERE clause as a predicate.
pub fn as_predicate(_ix: &Interp<'_>, value: &Value) -> Predicate {
    match value {
        Value::Predicate(p) => (**p).clone(),
        other => {
            let kind = PredicateKind::Other { columns: columns_of(other), searched: Vec::new() };
            Predicate::new(kind, other.dims())
        }
    }
}

/// A pattern that a text anywhere fits: `%…`.
#[must_use]
pub fn begins_with_wildcard(pattern: &Value) -> bool {
    match pattern {
        Value::Str(text) => text.starts_with('%'),
        Value::Text(parts) => matches!(parts.first(), Some(Some(text)) if text.starts_with('%')),
        _ => false,
    }
}

/// Methods of columns, relations and expressions.
pub fn method(ix: &mut Interp<'_>, receiver: &Value, name: Name, args: &CallArgs) -> Option<Value> {
    let text = ix.world.names.shared(name);
    let dims = args.positional.iter().fold(Dims::default(), |d, v| d.union(v.dims()));
    let first = args.positional.first();
    Some(match (&*text, receiver) {
        (
            "desc" | "asc" | "nullslast" | "nullsfirst" | "nulls_last" | "nulls_first" | "distinct" | "self_group" | "of_type",
            _,
        ) => receiver.clone(),
        ("label", _) => {
            let label = first.and_then(Value::as_str).and_then(|l| ix.name(l));
            match receiver {
                Value::Aggregate(a) => Value::Aggregate(Arc::new(Aggregate {
                    text: Arc::clone(&a.text),
                    columns: a.columns.clone(),
                    is_aggregate: a.is_aggregate,
                    entity: a.entity,
                    label,
                    identity: a.identity,
                })),
                Value::Column(..) => receiver.clone(),
                _ => aggregate("expression", false),
            }
        }
        ("in_", Value::Column(e, n)) => {
            let right = match first {
                Some(value) => ix.listed(value),
                None => Right::Many,
            };
            predicate(PredicateKind::Compare { column: (*e, *n), op: "IN", right }, dims)
        }
        ("is_", Value::Column(e, n)) => {
            predicate(PredicateKind::Compare { column: (*e, *n), op: "IS", right: Right::Value }, dims)
        }
        (
            "like" | "ilike" | "startswith" | "endswith" | "contains" | "icontains" | "match" | "op" | "between" | "notin_"
            | "not_in" | "isnot" | "is_not" | "any" | "has" | "any_",
            _,
        ) => {
            let columns = columns_of(receiver);
            let anywhere = match &*text {
                "contains" | "icontains" | "endswith" => true,
                "like" | "ilike" => first.is_some_and(begins_with_wildcard),
                _ => false,
            };
            // `tags.contains(tag)` of a relation looks for a row.
            let searched = if anywhere && matches!(receiver, Value::Column(..)) { columns.clone() } else { Vec::new() };
            predicate(PredicateKind::Other { columns, searched }, dims)
        }
        ("over" | "filter" | "within_group" | "cast" | "astext" | "as_", _) => aggregate("expression", false),
        ("is_distinct_from" | "isnot_distinct_from", _) => {
            predicate(PredicateKind::Other { columns: columns_of(receiver), searched: Vec::new() }, dims)
        }
        ("and_", Value::Relation(..)) => receiver.clone(),
        _ => aggregate("expression", false),
    })
}

fn aggregate(text: &str, is_aggregate: bool) -> Value {
    Value::Aggregate(Arc::new(Aggregate { text: text.into(), is_aggregate, ..Default::default() }))
}

/// `func.count(…)`.
pub fn function(ix: &Interp<'_>, args: &CallArgs) -> Value {
    let name = args.positional.first().and_then(Value::as_str).unwrap_or("function").to_lowercase();
    let is_aggregate = matches!(
        name.as_str(),
        "count"
            | "sum"
            | "max"
            | "min"
            | "avg"
            | "array_agg"
            | "string_agg"
            | "group_concat"
            | "json_agg"
            | "jsonb_agg"
            | "bool_or"
            | "bool_and"
            | "total"
    ) || args.positional[1..].iter().any(|v| matches!(v, Value::Aggregate(a) if a.is_aggregate));
    let entity = args.positional[1..].iter().find_map(|v| match v {
        Value::Column(e, _) => Some(*e),
        Value::Class(c) => ix.world.class_entity.get(c).copied(),
        Value::Aggregate(a) => a.entity,
        _ => None,
    });
    let columns = args.positional[1..].iter().flat_map(columns_of).collect();
    Value::Aggregate(Arc::new(Aggregate {
        text: name.as_str().into(),
        columns,
        is_aggregate,
        entity,
        label: None,
        identity: None,
    }))
}

/// `case(…)`, `cast(…)`, `literal(…)`.
pub fn expression(args: &CallArgs) -> Value {
    let is_aggregate = args.positional.iter().any(|v| matches!(v, Value::Aggregate(a) if a.is_aggregate));
    aggregate("expression", is_aggregate)
}
