//! Look-ups: `filter(author__name__startswith=…)` and `Q` objects as predicates on columns.

use crate::eval::heap::{Key, ObjKind};
use crate::eval::query::{Hides, Predicate, PredicateKind, Right, Style};
use crate::eval::world::Attr;
use crate::eval::{CallArgs, Dims, Interp, ObjId, Query, Value};
use crate::library::identity;
use crate::library::sqlalchemy::columns::row_of;
use crate::model::entity::EntityId;
use crate::names::Name;

/// Adds the conditions of a call to a query. `keep`: `filter`; else `exclude`.
pub fn add(ix: &mut Interp<'_>, query: &mut Query, args: &CallArgs, keep: bool) {
    for value in &args.positional {
        add_positional(ix, query, value, keep, 0);
    }
    for (name, value) in &args.keywords {
        add_keyword(ix, query, *name, value, keep);
    }
    if args.open {
        query.lose_filters();
    }
    identity::step(ix, query, if keep { "filter" } else { "exclude" }, args);
}

fn add_positional(ix: &mut Interp<'_>, query: &mut Query, value: &Value, keep: bool, depth: usize) {
    query.dims = query.dims.union(value.dims());
    let Value::Object(id) = value else {
        // An expression (`Exists(…)`), or something that is not known.
        query.filters.push(other(Vec::new(), value.dims()));
        if value.is_unknown() {
            query.lose_filters();
        }
        return;
    };
    let is_plain = |name: &str, plain: &Value| super::attribute(ix, *id, name).is_none_or(|v| v.same(plain));
    let conjunction = is_plain("connector", &Value::None) && is_plain("negated", &Value::Bool(false));
    if !is_condition(ix, *id) || !conjunction || depth > 20 {
        let searched = match query.main_entity() {
            Some(entity) if keep && is_condition(ix, *id) => searched(ix, *id, entity, 0),
            _ => Vec::new(),
        };
        let kind = PredicateKind::Other { columns: searched.clone(), searched };
        query.filters.push(Predicate { kind, dims: Dims::default(), of: None, identity: None });
        return;
    }
    let (parts, keywords) = parts_of(ix, *id);
    for part in parts {
        add_positional(ix, query, &part, keep, depth + 1);
    }
    for (name, value) in keywords {
        match name {
            Some(name) => add_keyword(ix, query, name, &value, keep),
            None => query.filters.push(other(Vec::new(), value.dims())),
        }
    }
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
    let found = resolve(ix, entity, ix.text(name));
    query.joined |= found.joined;
    let predicate = match (found.column, found.op) {
        (Some(column), Some(op)) if keep => {
            let right = match op {
                "IN" => right_of_list(ix, value),
                _ if matches!(value, Value::Query(_)) => Right::Many,
                _ => Right::Value,
            };
            let op = if op == "=" && matches!(value, Value::None) { "IS" } else { op };
            Predicate {
                kind: PredicateKind::Compare { column, op, right },
                dims: value.dims(),
                of: row_of(ix, value),
                identity: None,
            }
        }
        (Some(column), None) if keep && found.hides.is_some() => {
            let by = found.hides.unwrap_or(Hides::Function);
            Predicate { kind: PredicateKind::Hidden { column, by }, dims: value.dims(), of: None, identity: None }
        }
        (column, _) => {
            let columns: Vec<_> = column.into_iter().collect();
            let searched = if keep && looks_anywhere(ix.text(name)) { columns.clone() } else { Vec::new() };
            Predicate { kind: PredicateKind::Other { columns, searched }, dims: value.dims(), of: None, identity: None }
        }
    };
    query.filters.push(predicate);
}

fn right_of_list(ix: &Interp<'_>, value: &Value) -> Right {
    match value {
        Value::Query(query) if query.style == Style::Django => Right::Many,
        _ => match ix.known_items(value) {
            Some(items) => Right::Few(u64::try_from(items.len()).unwrap_or(u64::MAX)),
            None => Right::Many,
        },
    }
}

fn other(columns: Vec<(EntityId, Name)>, dims: Dims) -> Predicate {
    Predicate { kind: PredicateKind::Other { columns, searched: Vec::new() }, dims, of: None, identity: None }
}

/// Columns in which the keywords of a `Q`, or of those that it is made of, look for a text anywhere.
fn searched(ix: &Interp<'_>, id: ObjId, entity: EntityId, depth: usize) -> Vec<(EntityId, Name)> {
    let mut out = Vec::new();
    if depth > 20 {
        return out;
    }
    let (parts, keywords) = parts_of(ix, id);
    for part in parts {
        if let Value::Object(part) = part
            && is_condition(ix, part)
        {
            out.extend(searched(ix, part, entity, depth + 1));
        }
    }
    for (name, _) in keywords {
        let Some(path) = name.map(|name| ix.text(name)).filter(|path| looks_anywhere(path)) else { continue };
        out.extend(resolve(ix, entity, path).column);
    }
    out
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
        ["date" | "month" | "day" | "week" | "week_day" | "hour" | "minute" | "quarter"] => Some(Hides::Function),
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
