//! Look-ups: `filter(author__name__startswith=…)` and `Q` objects as predicates on columns.

use crate::eval::heap::{Key, ObjKind};
use crate::eval::query::{Hides, NULL, Predicate, PredicateKind, Right, Style};
use crate::eval::world::Attr;
use crate::eval::{CallArgs, Dims, Interp, ObjId, Query, Value};
use crate::library::identity;
use crate::library::sqlalchemy::columns::row_of;
use crate::model::Place;
use crate::model::entity::EntityId;
use crate::names::Name;

/// Nesting of `Q` objects that is followed.
const DEPTH: usize = 20;

/// Adds the conditions of a call at `place` to a query. `keep`: `filter`; else `exclude`.
pub fn add(ix: &mut Interp<'_>, query: &mut Query, args: &CallArgs, keep: bool, place: Place) {
    let before = query.filters.len();
    for value in &args.positional {
        add_positional(ix, query, value, keep);
    }
    for (name, value) in &args.keywords {
        add_keyword(ix, query, *name, value, keep);
    }
    if args.open {
        query.lose_filters();
    }
    for added in query.filters.iter_mut().skip(before) {
        added.place.get_or_insert(place);
    }
    identity::step(ix, query, if keep { "filter" } else { "exclude" }, args);
}

fn add_positional(ix: &mut Interp<'_>, query: &mut Query, value: &Value, keep: bool) {
    query.dims = query.dims.union(value.dims());
    let Value::Object(id) = value else {
        // An expression (`Exists(…)`), or something that is not known.
        query.filters.push(other(Vec::new(), value.dims()));
        if value.is_unknown() {
            query.lose_filters();
        }
        return;
    };
    if is_condition(ix, *id)
        && let Some(entity) = query.main_entity()
    {
        let (predicate, joined) = predicate_of(ix, *id, entity, keep, 0);
        query.joined |= joined;
        query.filters.push(predicate);
        return;
    }
    let (parts, keywords) = parts_of(ix, *id);
    if !is_condition(ix, *id) || !is_conjunction(ix, *id) || !parts.is_empty() {
        query.filters.push(other(Vec::new(), Dims::default()));
        return;
    }
    for (name, value) in keywords {
        match name {
            Some(name) => add_keyword(ix, query, name, &value, keep),
            None => query.filters.push(other(Vec::new(), value.dims())),
        }
    }
}

/// A `Q` that neither negates nor is an OR.
fn is_conjunction(ix: &Interp<'_>, id: ObjId) -> bool {
    let is_plain = |name: &str, plain: &Value| super::attribute(ix, id, name).is_none_or(|v| v.same(plain));
    is_plain("connector", &Value::None) && is_plain("negated", &Value::Bool(false))
}

/// What a `Q` says about the rows of an entity, and whether other tables are joined for it.
fn predicate_of(ix: &Interp<'_>, id: ObjId, entity: EntityId, keep: bool, depth: usize) -> (Predicate, bool) {
    let negated = super::attribute(ix, id, "negated").is_some_and(|v| !v.same(&Value::Bool(false)));
    let keep = keep && !negated;
    let (parts, keywords) = parts_of(ix, id);
    let mut predicates = Vec::new();
    let mut joined = false;
    for part in parts {
        match part {
            Value::Object(inner) if depth < DEPTH && is_condition(ix, inner) => {
                let (predicate, joins) = predicate_of(ix, inner, entity, keep, depth + 1);
                joined |= joins;
                predicates.push(predicate);
            }
            part => predicates.push(other(Vec::new(), part.dims())),
        }
    }
    for (name, value) in keywords {
        match name {
            Some(name) => {
                let (predicate, joins) = compared(ix, entity, ix.text(name), &value, keep);
                joined |= joins;
                predicates.push(predicate);
            }
            None => predicates.push(other(Vec::new(), value.dims())),
        }
    }
    let dims = predicates.iter().fold(Dims::default(), |d, p| d.union(p.dims));
    let kind = match (is_conjunction(ix, id), negated || !keep) {
        (true, false) if predicates.len() == 1 => return (predicates.swap_remove(0), joined),
        (true, false) => PredicateKind::And(predicates),
        (false, false) => PredicateKind::Either(predicates),
        (_, true) => PredicateKind::Other { columns: Vec::new(), searched: Vec::new() },
    };
    (Predicate::new(kind, dims), joined)
}

/// The arguments that a `Q` was made with.
fn parts_of(ix: &Interp<'_>, id: ObjId) -> (Vec<Value>, Vec<(Option<Name>, Value)>) {
    let parts = super::attribute(ix, id, "args").and_then(|v| ix.known_items(&v)).unwrap_or_default();
    let keywords = match super::attribute(ix, id, "kwargs") {
        Some(Value::Object(dict)) => match &ix.heap.get(dict).kind {
            ObjKind::Dict { entries, .. } => entries.clone(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let named = |(key, value): (Key, Value)| match key {
        Key::Str(text) => (ix.name(&text), value),
        _ => (None, value),
    };
    (parts, keywords.into_iter().map(named).collect())
}

/// Whether an object is a `Q`.
#[must_use]
pub fn is_condition(ix: &Interp<'_>, id: ObjId) -> bool {
    ix.heap.get(id).class.is_some_and(|c| super::derives(ix, c, "Q"))
}

/// `a & b` holds both; `a | b` and `~a` are conditions that bound nothing.
pub fn combined(ix: &mut Interp<'_>, op: &str, left: &Value, right: &Value) -> Value {
    let Some(class) = super::stub_class(ix, "Q") else { return Value::input() };
    let positional = if op == "~" { vec![left.clone()] } else { vec![left.clone(), right.clone()] };
    let connector = ix.name("_connector").filter(|_| op == "|").map(|n| (n, Value::str("OR")));
    let negated = ix.name("_negated").filter(|_| op == "~").map(|n| (n, Value::Bool(true)));
    let keywords = connector.into_iter().chain(negated).collect();
    ix.instantiate(class, CallArgs { positional, keywords, open: false }, crate::eval::value::Site::nowhere())
}

fn add_keyword(ix: &mut Interp<'_>, query: &mut Query, name: Name, value: &Value, keep: bool) {
    query.dims = query.dims.union(value.dims());
    let Some(entity) = query.main_entity() else {
        if query.model.is_some() {
            query.pending.push((name, value.clone(), keep));
        } else {
            query.filters.push(other(Vec::new(), value.dims()));
        }
        return;
    };
    let (predicate, joined) = compared(ix, entity, ix.text(name), value, keep);
    query.joined |= joined;
    query.filters.push(predicate);
}

/// `author__name__in=value` as a condition, and whether another table is joined for it.
pub fn compared(ix: &Interp<'_>, entity: EntityId, path: &str, value: &Value, keep: bool) -> (Predicate, bool) {
    let found = resolve(ix, entity, path);
    let kind = match (found.column, found.op) {
        (Some(column), Some(op)) if keep => {
            let right = match op {
                "IN" => right_of_list(ix, value),
                _ if matches!(value, Value::Query(_)) => Right::Many,
                _ => Right::Value,
            };
            let op = if op == "=" && matches!(value, Value::None) { "IS" } else { op };
            PredicateKind::Compare { column, op, right }
        }
        (Some(column), None) if keep && found.hides.is_some() => {
            PredicateKind::Hidden { column, by: found.hides.unwrap_or(Hides::Function) }
        }
        (column, _) => {
            let columns: Vec<_> = column.into_iter().collect();
            let searched = if keep && looks_anywhere(path) { columns.clone() } else { Vec::new() };
            PredicateKind::Other { columns, searched }
        }
    };
    let (of, text) = match kind {
        PredicateKind::Compare { op: "IS", .. } => {
            let is_null = !found.joined && matches!(value, Value::None | Value::Bool(true));
            (None, is_null.then(|| NULL.into()))
        }
        PredicateKind::Compare { .. } => (row_of(ix, value), value.constant_text()),
        _ => (None, None),
    };
    (Predicate { of, of_row: value.is_of_row(), text, ..Predicate::new(kind, value.dims()) }, found.joined)
}

fn right_of_list(ix: &Interp<'_>, value: &Value) -> Right {
    match value {
        Value::Query(query) if query.style == Style::Django => Right::Many,
        // The list that a column holds is that of one row, not of many.
        Value::Scalar(scalar) if scalar.column.is_some() => Right::Value,
        _ => ix.listed(value),
    }
}

fn other(columns: Vec<(EntityId, Name)>, dims: Dims) -> Predicate {
    Predicate::new(PredicateKind::Other { columns, searched: Vec::new() }, dims)
}

fn looks_anywhere(path: &str) -> bool {
    let lookup = path.rsplit("__").next().unwrap_or(path);
    matches!(lookup, "contains" | "icontains" | "endswith" | "iendswith" | "iregex" | "regex")
}

/// What a path of names stands for.
struct Found {
    column: Option<(EntityId, Name)>,
    /// The comparison; `None` when it bounds nothing.
    op: Option<&'static str>,
    /// What the look-up does to the column.
    hides: Option<Hides>,
    joined: bool,
}

/// `author__name__in` from an entity.
fn resolve(ix: &Interp<'_>, entity: EntityId, path: &str) -> Found {
    let mut at = entity;
    let mut column = None;
    let mut joined = false;
    let mut rest: Vec<&str> = path.split("__").collect();
    rest.reverse();
    while let Some(step) = rest.pop() {
        let step = if step == "pk" { primary_key(ix, at).unwrap_or(step) } else { step };
        match attribute_of(ix, at, step) {
            Some((name, Attr::Column(_))) => {
                column = Some((at, name));
                break;
            }
            Some((_, Attr::Relation(index))) => {
                let relation = &ix.world.entity(at).relations[index as usize];
                let target = relation.target;
                let local = relation.local.first().and_then(|l| ix.name(l));
                let key = rest.last().is_some_and(|next| *next == "pk" || primary_key(ix, target) == Some(*next));
                let ends = rest.last().is_none_or(|next| operator(next).is_some() || is_lookup(next));
                match local {
                    Some(local) if key || ends => {
                        if key {
                            rest.pop();
                        }
                        column = Some((at, local));
                        break;
                    }
                    _ => {
                        joined = true;
                        if ends {
                            column = primary_key(ix, target).and_then(|k| ix.name(k)).map(|k| (target, k));
                            break;
                        }
                        at = target;
                    }
                }
            }
            None => return Found { column: None, op: None, hides: None, joined: true },
        }
    }
    let op = match rest.as_slice() {
        [] => column.map(|_| "="),
        [one] => operator(one),
        _ => None,
    };
    let hides = match rest.as_slice() {
        ["iexact" | "istartswith"] => Some(Hides::Case),
        ["month" | "day" | "week" | "week_day" | "hour" | "minute" | "quarter"] => Some(Hides::Part),
        ["date"] => Some(Hides::Function),
        _ => None,
    };
    Found { column, op, hides, joined }
}

/// An attribute by the name that look-ups use, which for the other side of a key leaves `_set` out.
fn attribute_of(ix: &Interp<'_>, entity: EntityId, step: &str) -> Option<(Name, Attr)> {
    let found = |text: &str| {
        let name = ix.name(text)?;
        ix.world.attributes.get(&(entity, name)).map(|a| (name, *a))
    };
    found(step).or_else(|| found(&format!("{step}_set")))
}

/// The single attribute of the primary key.
#[must_use]
pub fn primary_key<'i>(ix: &'i Interp<'_>, entity: EntityId) -> Option<&'i str> {
    match ix.world.entity(entity).primary_key.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

fn operator(lookup: &str) -> Option<&'static str> {
    Some(match lookup {
        "exact" => "=",
        "in" => "IN",
        "gt" => ">",
        "gte" => ">=",
        "lt" => "<",
        "lte" => "<=",
        "isnull" => "IS",
        _ => return None,
    })
}

fn is_lookup(lookup: &str) -> bool {
    matches!(
        lookup,
        "iexact"
            | "contains"
            | "icontains"
            | "startswith"
            | "istartswith"
            | "endswith"
            | "iendswith"
            | "range"
            | "regex"
            | "iregex"
    )
}

/// The columns that order a query (`"-created"`).
pub fn order(ix: &Interp<'_>, entity: EntityId, values: &[Value]) -> Vec<(EntityId, Name)> {
    let texts = values.iter().filter_map(Value::as_str);
    texts.filter_map(|t| resolve(ix, entity, t.trim_start_matches(['-', '+'])).column).collect()
}

/// The column of a path in `values(…)`, with its entity.
#[must_use]
pub fn column(ix: &Interp<'_>, entity: EntityId, path: &str) -> Option<(EntityId, Name)> {
    let found = resolve(ix, entity, path);
    found.column.filter(|_| found.op == Some("="))
}
