//! Querysets: what their methods make of them. Running one is `running`.

use std::sync::Arc;

use crate::eval::query::{Bound, Query, Selected, Shape, Style};
use crate::eval::value::{Cause, Site};
use crate::eval::{CallArgs, Dims, Interp, Value};
use crate::library::{identity, sqlalchemy};
use crate::names::Name;

use super::eager::{prefetch_related, select_related};
use super::running::{index, running};
use super::selection::values;
use super::writes::relation_method;
use super::{lookups, managers, with};

/// The loops around this point.
#[must_use]
pub fn around(ix: &Interp<'_>) -> Dims {
    ix.loops.iter().fold(Dims::default(), |d, l| d.with(*l))
}

/// A query that was begun before the models were known, now that they are.
pub(super) fn resolved(ix: &mut Interp<'_>, query: &Arc<Query>) -> Arc<Query> {
    let entity = query.model.and_then(|m| ix.world.class_entity.get(&m)).copied();
    let (Some(entity), None) = (entity, query.main_entity()) else { return Arc::clone(query) };
    if !matches!(query.selected.as_slice(), [Selected::Unknown]) || query.shape == Shape::Records {
        return Arc::clone(query);
    }
    let key = Arc::as_ptr(query) as usize;
    let mut out = (**query).clone();
    out.selected = vec![Selected::Entity(entity)];
    for (name, value, keep) in std::mem::take(&mut out.pending) {
        let args = CallArgs { keywords: vec![(name, value)], ..Default::default() };
        lookups::add(ix, &mut out, &args, keep, query.origin);
    }
    let out = Arc::new(out);
    // The rows that the object keeps are found by the object.
    if let Some((_, rows)) = ix.results.get(&key).cloned() {
        ix.results.insert(Arc::as_ptr(&out) as usize, (Arc::clone(&out), rows));
    }
    out
}

/// `queryset.name`: methods that the project wrote, and what querysets have themselves.
pub fn attribute(ix: &mut Interp<'_>, query: &Arc<Query>, name: Name, site: Site) -> Option<Value> {
    if let Some(class) = query.class
        && let Some((owner, value)) = ix.world.find_member(class, name).map(|(c, v)| (c, v.clone()))
        && !super::is_own(ix, owner)
    {
        // A method that the manager has from a queryset class begins with the manager's queryset.
        let receiver = if query.manager && super::derives(ix, owner, "QuerySet") {
            managers::begin(ix, query, site)
        } else {
            Arc::clone(query)
        };
        return Some(ix.bind_member(&value, owner, &Value::Query(receiver), site));
    }
    match ix.text(name) {
        "model" => {
            let class = query.main_entity().and_then(|e| ix.world.entity_class.get(e.index()).copied()).or(query.model);
            Some(class.map_or_else(Value::input, Value::Class))
        }
        "query" | "db" | "_db" | "instance" | "ordered" | "through" | "_result_cache" => Some(Value::input()),
        _ => None,
    }
}

/// Methods of Django's own querysets and managers, but for those that have an asynchronous twin.
const OWN: [&str; 36] = [
    "alias",
    "all",
    "annotate",
    "as_manager",
    "auto_created",
    "check",
    "complex_filter",
    "contribute_to_class",
    "db",
    "db_manager",
    "dates",
    "datetimes",
    "deconstruct",
    "defer",
    "difference",
    "distinct",
    "exclude",
    "explain",
    "extra",
    "filter",
    "from_queryset",
    "get_queryset",
    "instance",
    "intersection",
    "model",
    "name",
    "none",
    "only",
    "order_by",
    "ordered",
    "prefetch_related",
    "query",
    "raw",
    "reverse",
    "select_for_update",
    "select_related",
];

/// Whether `hasattr` finds something: what the project's classes and Django's have, where those are all that are known of.
pub fn has(ix: &Interp<'_>, query: &Query, name: &str) -> Option<bool> {
    let own = name.strip_prefix('a').is_some_and(is_asynchronous) || is_asynchronous(name);
    if own || OWN.contains(&name) || matches!(name, "union" | "use_in_migrations" | "using" | "values" | "values_list") {
        return None;
    }
    let class = query.class.map(|class| (class, ix.world.class(class)));
    let of_project = class.is_some_and(|(class, _)| ix.name(name).is_some_and(|n| ix.world.find_member(class, n).is_some()));
    let may_have = match class {
        Some((_, class)) => class.open,
        None => query.model.is_none_or(|model| managers::narrows(ix, model)),
    };
    match (of_project, may_have || name.starts_with('_')) {
        (true, _) => Some(true),
        (false, true) => None,
        (false, false) => Some(false),
    }
}

/// Methods of querysets and managers.
pub fn method(ix: &mut Interp<'_>, query: &Arc<Query>, name: Name, args: CallArgs, site: Site) -> Option<Value> {
    let site = ix.user_site(site);
    let text = ix.world.names.shared(name);
    let text = text.strip_prefix('a').filter(|rest| is_asynchronous(rest)).unwrap_or(&text);
    if let Some(value) = relation_method(ix, query, text, &args, site) {
        return Some(value);
    }
    let was_manager = query.manager;
    let resolved = resolved(ix, query);
    let query = &managers::begin(ix, &resolved, site);
    if let Some(value) = running(ix, query, text, &args, site) {
        return Some(value);
    }
    Some(crate::eval::query::with_step(building(ix, query, text, &args, was_manager, site), query, site.place))
}

fn is_asynchronous(rest: &str) -> bool {
    const NAMES: &[&str] = &[
        "get",
        "create",
        "get_or_create",
        "update_or_create",
        "bulk_create",
        "bulk_update",
        "count",
        "in_bulk",
        "iterator",
        "latest",
        "earliest",
        "first",
        "last",
        "aggregate",
        "exists",
        "contains",
        "update",
        "delete",
        "add",
        "set",
        "remove",
        "clear",
    ];
    NAMES.contains(&rest)
}

/// Methods that give another queryset.
fn building(ix: &mut Interp<'_>, query: &Arc<Query>, text: &str, args: &CallArgs, was_manager: bool, site: Site) -> Value {
    let first = args.positional.first();
    match text {
        "get_queryset" | "get_query_set" => Value::Query(Arc::clone(query)),
        "all" => changed(ix, query, |_, q| {
            // `.all()` of a manager is served by what is loaded with the parent; that of a queryset is not.
            if let Some(related) = &mut q.related {
                related.plain &= was_manager;
            }
        }),
        "filter" | "exclude" | "complex_filter" => changed(ix, query, |ix, q| {
            lookups::add(ix, q, args, text != "exclude", site.place);
            differ(q);
        }),
        "order_by" => changed(ix, query, |ix, q| {
            q.ordered = !args.positional.is_empty();
            q.unordered = args.positional.is_empty();
            // Behind another key it only settles ties.
            q.shuffled = args.positional.first().is_some_and(|v| v.as_str() == Some("?"));
            q.order = q.main_entity().map(|e| lookups::order(ix, e, &args.positional)).unwrap_or_default();
            differ(q);
        }),
        "values" | "values_list" => values(ix, query, text == "values_list", args),
        "dates" | "datetimes" => changed(ix, query, |_, q| {
            q.selected = vec![Selected::Unknown];
            q.model = None;
            q.grouped = true;
            differ(q);
        }),
        "annotate" | "alias" | "extra" | "annotate_with" => changed(ix, query, |_, q| {
            q.grouped |= q.shape == Shape::Records;
            q.annotated.extend(args.keywords.iter().map(|(n, _)| *n));
            // `**given` may add names that are not known.
            q.joined |= text == "extra" || args.open;
            differ(q);
        }),
        "distinct" => changed(ix, query, |_, q| {
            q.distinct = true;
            differ(q);
        }),
        "only" | "defer" => changed(ix, query, |ix, q| {
            let names = args.positional.iter().filter_map(Value::as_str).filter_map(|t| intern(ix, t)).collect::<Vec<_>>();
            if text == "only" {
                // Where not all names are known, which columns are left out is not known either.
                let all_known = !args.open && names.len() == args.positional.len();
                q.only = if all_known { names } else { Vec::new() };
            } else {
                q.deferred.extend(names);
            }
            differ(q);
        }),
        "select_related" => select_related(ix, query, args, site.place),
        "prefetch_related" => prefetch_related(ix, query, args, site.place),
        "none" => changed(ix, query, |_, q| q.empty = true),
        "union" | "intersection" | "difference" => combined(ix, query),
        "raw" => {
            let entity = query.main_entity();
            let Value::Query(raw) = sqlalchemy::session::text(first.unwrap_or(&Value::None), site) else {
                return Value::input();
            };
            let mut raw = (*raw).clone();
            raw.style = Style::Django;
            identity::step(ix, &mut raw, "raw", args);
            raw.selected = vec![entity.map_or(Selected::Unknown, Selected::Entity)];
            raw.joined = true;
            raw.within = Some(around(ix));
            raw.begun_in = ix.symbol();
            Value::Query(Arc::new(raw))
        }
        "select_for_update" => changed(ix, query, |_, q| {
            q.locks = true;
            differ(q);
        }),
        "reverse" | "using" | "db_manager" | "resolve_expression" | "as_manager" => changed(ix, query, |_, q| differ(q)),
        digits if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            index(ix, query, &Value::Int(digits.parse().unwrap_or(0)), false, site)
        }
        _ => {
            // A method that is not known may change anything but whose rows they are.
            let of_library = query.model.is_some_and(|model| managers::narrows(ix, model));
            if !of_library {
                ix.lost(site.place, Cause::Call(format!("queryset method {text}").into()));
            }
            changed(ix, query, |_, q| {
                q.lose_filters();
                q.options_open |= !of_library;
                if q.bound == Bound::Unbounded {
                    q.bound = Bound::Unknown;
                }
                differ(q);
            })
        }
    }
}

pub(super) fn changed(ix: &mut Interp<'_>, query: &Arc<Query>, change: impl FnOnce(&mut Interp<'_>, &mut Query)) -> Value {
    let mut out = (**query).clone();
    out.manager = false;
    out.within = Some(around(ix));
    change(ix, &mut out);
    Value::Query(Arc::new(out))
}

/// No longer what is loaded with the parent.
pub(super) fn differ(query: &mut Query) {
    if let Some(related) = &mut query.related {
        related.plain = false;
    }
}

/// `a | b`, `a.union(b)`: rows of both.
pub fn combined(ix: &Interp<'_>, query: &Arc<Query>) -> Value {
    with(ix, query, |q| {
        q.lose_filters();
        q.manager = false;
        differ(q);
    })
}

pub(super) fn intern(ix: &mut Interp<'_>, text: &str) -> Option<Name> {
    match ix.name(text) {
        None if ix.linking_mode() => Some(ix.world.to_mut().names.intern(text)),
        found => found,
    }
}
