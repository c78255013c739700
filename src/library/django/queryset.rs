//! Querysets: building, bounding, running. A queryset runs when it is gone through, and keeps its rows.

use std::sync::Arc;

use crate::eval::interp::{Mode, join_values};
use crate::eval::query::{Bound, Query, Selected, Shape, Style};
use crate::eval::value::{Cause, LoaderOption, Record, Row, Rows, RowsKind, SetId, Site};
use crate::eval::world::Origin;
use crate::eval::{CallArgs, Dims, Interp, ObjId, Op, Value};
use crate::library::{identity, sqlalchemy};
use crate::model::Place;
use crate::model::entity::EntityId;
use crate::names::Name;

use super::{lookups, managers, with};

/// The loops around this point.
#[must_use]
pub fn around(ix: &Interp<'_>) -> Dims {
    ix.loops.iter().fold(Dims::default(), |d, l| d.with(*l))
}

/// A query that was begun before the models were known, now that they are.
fn resolved(ix: &mut Interp<'_>, query: &Arc<Query>) -> Arc<Query> {
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
            q.shuffled = args.positional.iter().any(|v| v.as_str() == Some("?"));
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
            q.joined |= text == "extra";
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
        "reverse" | "using" | "select_for_update" | "db_manager" | "resolve_expression" | "as_manager" => {
            changed(ix, query, |_, q| differ(q))
        }
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

fn changed(ix: &mut Interp<'_>, query: &Arc<Query>, change: impl FnOnce(&mut Interp<'_>, &mut Query)) -> Value {
    let mut out = (**query).clone();
    out.manager = false;
    out.within = Some(around(ix));
    change(ix, &mut out);
    Value::Query(Arc::new(out))
}

/// No longer what is loaded with the parent.
fn differ(query: &mut Query) {
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

/// `author__publisher` as names.
fn path(ix: &mut Interp<'_>, text: &str) -> Option<Vec<Name>> {
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

fn prefetch_related(ix: &mut Interp<'_>, query: &Arc<Query>, args: &CallArgs, place: Place) -> Value {
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
            Some(path) => add_prefetch(query, &path, place),
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
    path.iter()
        .chain([&relation])
        .try_fold(query.main_entity()?, |at, step| ix.world.entity(at).relation(ix.text(*step)).map(|r| r.target))
}

/// `prefetch_related_objects(rows, …)`: loaded from here on.
pub fn prefetch_rows(ix: &mut Interp<'_>, rows: &Value, args: &CallArgs, place: Place) {
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
        prefetch(ix, &mut query, value, place);
    }
    if let Some(Origin::Query(slot, _)) = at.and_then(|at| ix.sets.get_mut(at)).map(|s| &mut s.origin) {
        *slot = Arc::new(query);
    }
}

/// `values("id", "author__name")`, `values_list("id", flat=True)`.
fn values(ix: &mut Interp<'_>, query: &Arc<Query>, list: bool, args: &CallArgs) -> Value {
    let flat = list && keyword(ix, args, "flat").is_some_and(|v| !matches!(v, Value::Bool(false)));
    changed(ix, query, |ix, q| {
        let entity = q.main_entity();
        let mut selected = Vec::new();
        for value in &args.positional {
            let text = value.as_str();
            let column = entity.zip(text).and_then(|(e, t)| lookups::column(ix, e, t));
            selected.push(match column {
                Some((of, column)) if Some(of) == entity => Selected::Column(of, column),
                _ => Selected::Aggregate { text: "value".into(), aggregate: false, label: text.and_then(|t| intern(ix, t)) },
            });
        }
        for (name, _) in args.keywords.iter().filter(|(n, _)| !matches!(ix.text(*n), "flat" | "named")) {
            selected.push(Selected::Aggregate { text: "value".into(), aggregate: false, label: Some(*name) });
        }
        if args.positional.is_empty() {
            let columns = entity.map(|e| ix.world.entity(e).columns.clone()).unwrap_or_default();
            let names = columns.iter().filter_map(|c| ix.name(&c.name));
            selected.extend(entity.into_iter().flat_map(|e| names.clone().map(move |n| Selected::Column(e, n))));
        }
        if selected.is_empty() || args.open {
            selected.push(Selected::Unknown);
        }
        // An entity that is not selected says which table is read.
        q.tables = entity.and_then(|e| ix.world.entity(e).table_name.clone()).into_iter().collect();
        q.selected = selected;
        q.shape = if flat { Shape::Rows } else { Shape::Records };
        q.options.clear();
        q.options_open = false;
        differ(q);
    })
}

fn keyword(ix: &Interp<'_>, args: &CallArgs, name: &str) -> Option<Value> {
    let name = ix.name(name)?;
    args.keywords.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone())
}

/// Methods that run something.
fn running(ix: &mut Interp<'_>, query: &Arc<Query>, text: &str, args: &CallArgs, site: Site) -> Option<Value> {
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
            // It keeps no rows, and without a size of batches it loads no relations.
            if args.positional.is_empty() && args.keywords.is_empty() {
                streamed.options.retain(|o| o.kind != "selectinload");
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
    sqlalchemy::query::execute(ix, &Arc::new(asked), site, why, None, None);
}

fn first(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site, text: &str, args: &CallArgs) -> Value {
    let required = matches!(text, "latest" | "earliest");
    let mut alone = (**query).clone();
    identity::step(ix, &mut alone, text, args);
    differ(&mut alone);
    one(ix, &Arc::new(alone), site, !required, "first()")
}

/// Runs a query for one row.
fn one(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site, is_optional: bool, why: &'static str) -> Value {
    if query.empty {
        return if is_optional { Value::None } else { Value::input() };
    }
    let mut bounded = (**query).clone();
    bounded.bound = Bound::One;
    bounded.within = None;
    let bounded = Arc::new(bounded);
    let origin = bounded.origin;
    let set = ix.add_set(bounded.entity(), Origin::Query(Arc::clone(&bounded), origin));
    sqlalchemy::query::execute(ix, &bounded, site, why, None, Some(set));
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
        return Value::Rows(Arc::new(Rows { element, set, dims: related.dims, kind: RowsKind::List }));
    }
    let set = ix.add_set(query.entity(), Origin::Query(Arc::clone(query), query.origin));
    sqlalchemy::query::execute(ix, query, site, "iterated", None, Some(set));
    let element = element(ix, query, set, dims);
    Value::Rows(Arc::new(Rows { element, set, dims: Dims::default(), kind: RowsKind::List }))
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
    let value = sqlalchemy::query::element(ix, query, set, dims);
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
        return if is_slice { rows } else { ix.element_of(&rows) };
    }
    let query = &resolved(ix, query);
    if !is_slice {
        let at = CallArgs { positional: vec![index.clone()], ..Default::default() };
        return first(ix, query, site, "latest", &at);
    }
    let bound = match index {
        Value::Tuple(range) => match (&range[0], &range[1]) {
            (Value::Int(a), Value::Int(b)) => u64::try_from(b - a).map_or(Bound::Page, Bound::AtMost),
            (Value::None, Value::Int(b)) => u64::try_from(*b).map_or(Bound::Page, Bound::AtMost),
            (_, Value::None) => query.bound,
            _ => Bound::Page,
        },
        _ => Bound::Page,
    };
    changed(ix, query, |ix, q| {
        q.bound = bound;
        identity::step_with(ix, q, "slice", index);
        differ(q);
    })
}

fn table(ix: &Interp<'_>, query: &Query) -> String {
    query.main_entity().and_then(|e| ix.world.entity(e).table_name.clone()).unwrap_or_default()
}

fn written(ix: &mut Interp<'_>, query: &Query, site: Site, verb: &str) -> Value {
    if !ix.linking_mode() {
        let what = format!("{verb} {}", table(ix, query));
        let on = (verb != "INSERT").then(|| Arc::new(query.clone()));
        ix.ops.push(Op::Write { place: site.place, what: what.trim().into(), on });
    }
    Value::scalar(Dims::default())
}

/// `create(…)`: a new instance, saved by its own `save()`.
fn create(ix: &mut Interp<'_>, query: &Query, args: &CallArgs, site: Site) -> Value {
    let class = query.main_entity().and_then(|e| ix.world.entity_class.get(e.index()).copied());
    let (Some(class), Some(save)) = (class, ix.name("save")) else {
        written(ix, query, site, "INSERT");
        return Value::input();
    };
    if ix.linking_mode() {
        return Value::input();
    }
    let instance = ix.instantiate(class, args.clone(), site);
    let method = ix.attribute(&instance, save, site);
    ix.call(&method, CallArgs::default(), site);
    ix.diverged = false;
    instance
}

/// `get_or_create(…)`: reads a row, and adds it where there is none.
fn get_or_create(ix: &mut Interp<'_>, query: &Arc<Query>, args: &CallArgs, update: bool, site: Site) -> Value {
    let mut found = (**query).clone();
    let keywords = args.keywords.iter().filter(|(n, _)| !matches!(ix.text(*n), "defaults" | "create_defaults")).cloned();
    let given = CallArgs { positional: Vec::new(), keywords: keywords.collect(), open: args.open };
    lookups::add(ix, &mut found, &given, true, site.place);
    differ(&mut found);
    let row = one(ix, &Arc::new(found), site, false, "get()");
    if update {
        written(ix, query, site, "INSERT");
    } else if ix.mode == Mode::Plain {
        // Rows exist.
        return Value::Tuple(Arc::new([row, Value::Bool(false)]));
    } else {
        let ((), ops) = ix.apart(|ix| {
            written(ix, query, site, "INSERT");
        });
        ix.ops.push(Op::Branch { place: site.place, sides: vec![ops, Vec::new()], exits: vec![false; 2], likely: Some(1) });
    }
    Value::Tuple(Arc::new([row, Value::scalar(Dims::default())]))
}

/// `author.books.add(…)`: methods of a relation's manager that change it.
fn relation_method(ix: &mut Interp<'_>, query: &Arc<Query>, text: &str, args: &CallArgs, site: Site) -> Option<Value> {
    if !query.manager || !query.parent {
        return None;
    }
    match text {
        "add" | "set" | "remove" | "clear" => {
            written(ix, query, site, "UPDATE");
            Some(Value::None)
        }
        "create" => {
            let created = create(ix, query, args, site);
            Some(join_values(&created, &created))
        }
        _ => None,
    }
}
