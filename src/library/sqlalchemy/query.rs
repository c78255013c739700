//! Queries: building and bounding.

use std::sync::Arc;

use crate::eval::identity::Identity;
use crate::eval::query::{Bound, PredicateKind, Query, Right, Selected, Style};
use crate::eval::value::{Cause, LoaderOption, Site};
use crate::eval::{CallArgs, Dims, Interp, Predicate, Value};
use crate::model::Place;
use crate::model::entity::{EntityId, Many, Relation};
use crate::names::Name;

use super::columns::as_predicate;
use super::run::{count, first_component, get, one, paginate, rows, write};

/// `Model.query`.
pub fn of_entity(ix: &mut Interp<'_>, entity: EntityId, site: Site) -> Value {
    let mut query = Query::new(Style::Legacy, ix.user_site(site).place);
    query.selected = vec![Selected::Entity(entity)];
    query.class = query_class(ix, entity);
    query.identity = Some(Identity::of(&("rows of", entity)));
    Value::Query(Arc::new(query))
}

/// The class that custom query methods are looked up in.
fn query_class(ix: &Interp<'_>, entity: EntityId) -> Option<crate::eval::ClassRef> {
    let class = *ix.world.entity_class.get(entity.index())?;
    let own = ix.name("query_class").and_then(|n| ix.world.find_member(class, n)).map(|(_, v)| v);
    if let Some(Value::Class(c)) = own {
        return Some(*c);
    }
    // Else the first class that an extension was given.
    ix.world.registrations.of("query_class").find_map(|r| match r.values.first() {
        Some(Value::Class(class)) => Some(*class),
        _ => None,
    })
}

/// `session.query(…)`, `select(…)`.
pub fn begin(ix: &mut Interp<'_>, selected: &[Value], site: Site, style: Style) -> Value {
    let mut query = Query::new(style, site.place);
    // `select([a, b])` of SQLAlchemy 1.x.
    let flat: Vec<Value> = match selected {
        [one] if matches!(one, Value::Object(_)) && ix.known_items(one).is_some() => ix.known_items(one).unwrap_or_default(),
        many => many.to_vec(),
    };
    query.selected = flat.iter().map(|v| selected_of(ix, v)).collect();
    if let Some(entity) = query.entity() {
        query.class = query_class(ix, entity);
    }
    Value::Query(Arc::new(query))
}

fn selected_of(ix: &Interp<'_>, value: &Value) -> Selected {
    match value {
        Value::Class(c) => ix.world.class_entity.get(c).map_or(Selected::Unknown, |e| Selected::Entity(*e)),
        Value::Column(e, n) => Selected::Column(*e, *n),
        Value::Aggregate(a) => Selected::Aggregate { text: Arc::clone(&a.text), aggregate: a.is_aggregate, label: a.label },
        Value::Predicate(_) => Selected::Aggregate { text: "expression".into(), aggregate: false, label: None },
        _ => Selected::Unknown,
    }
}

/// `union(a, b)`: rows of the first, nothing else known.
pub fn union(queries: &[Value]) -> Value {
    match queries.first() {
        Some(Value::Query(q)) => {
            let mut q = (**q).clone();
            q.lose_filters();
            Value::Query(Arc::new(q))
        }
        _ => Value::input(),
    }
}

pub fn exists(_queries: &[Value]) -> Value {
    Value::Aggregate(Arc::new(crate::eval::value::Aggregate {
        text: "exists".into(),
        is_aggregate: true,
        ..Default::default()
    }))
}

/// Methods of the query's own class that the project wrote.
pub fn attribute(ix: &mut Interp<'_>, query: &Arc<Query>, name: Name) -> Option<Value> {
    let class = query.class?;
    let (owner, value) = ix.world.find_member(class, name).map(|(c, v)| (c, v.clone()))?;
    if ix.world.class(owner).is_stub {
        return None;
    }
    match value {
        Value::Function(..) => Some(Value::Bound(Arc::new((value, Value::Query(Arc::clone(query)))))),
        _ => None,
    }
}

fn with(query: &Arc<Query>, change: impl FnOnce(&mut Query)) -> Value {
    let mut out = (**query).clone();
    change(&mut out);
    Value::Query(Arc::new(out))
}

/// Methods of queries and statements.
pub fn method(ix: &mut Interp<'_>, query: &Arc<Query>, name: Name, args: &CallArgs, site: Site) -> Option<Value> {
    let site = ix.user_site(site);
    let built = called(ix, query, name, args, site)?;
    Some(crate::eval::query::with_step(built, query, site.place))
}

fn called(ix: &mut Interp<'_>, query: &Arc<Query>, name: Name, args: &CallArgs, site: Site) -> Option<Value> {
    let text = ix.world.names.shared(name);
    let first = args.positional.first().cloned();
    let dims =
        args.positional.iter().chain(args.keywords.iter().map(|(_, v)| v)).fold(Dims::default(), |d, v| d.union(v.dims()));
    Some(match &*text {
        "filter" | "where" | "having" => filter(ix, query, args, dims, site.place),
        "filter_by" => filter_by(ix, query, args, dims, site.place),
        "order_by" => {
            let columns: Vec<(EntityId, Name)> = args.positional.iter().flat_map(crate::eval::query::columns_of).collect();
            let cleared = matches!(first, Some(Value::None | Value::Bool(false)));
            let shuffled = args.positional.first().is_some_and(is_random);
            with(query, |q| {
                // Behind another key it only settles ties.
                q.shuffled = !cleared && (q.shuffled || (shuffled && !q.ordered));
                q.ordered = !cleared;
                q.unordered |= cleared;
                q.order.extend(columns);
            })
        }
        "limit" => {
            let bound = match first {
                Some(Value::Int(n)) => u64::try_from(n).map_or(Bound::Page, Bound::AtMost),
                Some(Value::None) | None => query.bound,
                _ => Bound::Page,
            };
            with(query, |q| q.bound = bound)
        }
        "slice" | "fetch" => with(query, |q| q.bound = Bound::Page),
        "options" => options(query, &args.positional, args.open),
        "join" | "outerjoin" | "join_from" | "select_from" => with(query, |q| {
            let joins = matches!(&*text, "join" | "outerjoin");
            q.self_joined |= joins
                && match first.as_ref().map(|target| selected_of(ix, target)) {
                    Some(Selected::Entity(target)) => q.main_entity() == Some(target),
                    _ => false,
                };
            q.joined = true;
            q.dims = q.dims.union(dims);
        }),
        "with_parent" => with_parent(ix, query, first.as_ref(), dims, site.place),
        "group_by" => with(query, |q| q.grouped = true),
        "distinct" => with(query, |q| q.distinct = true),
        "yield_per" | "stream" => with(query, |q| q.streamed = true),
        "execution_options" => with(query, |q| q.streamed |= args.keywords.iter().any(|(n, _)| ix.text(*n) == "yield_per")),
        "with_entities" | "with_only_columns" | "add_columns" | "add_column" | "add_entity" => {
            let selected: Vec<Selected> = args.positional.iter().map(|v| selected_of(ix, v)).collect();
            let replace = text.starts_with("with");
            with(query, |q| {
                if replace {
                    q.selected = selected;
                } else {
                    q.selected.extend(selected);
                }
            })
        }
        "with_for_update" => with(query, |q| q.locks = true),
        "offset"
        | "enable_eagerloads"
        | "populate_existing"
        | "autoflush"
        | "prefix_with"
        | "suffix_with"
        | "execution_option"
        | "params"
        | "with_hint"
        | "correlate"
        | "correlate_except"
        | "add_cte"
        | "enable_assertions"
        | "reset_joinpoint"
        | "from_self"
        | "with_session"
        | "options_"
        | "select"
        | "returning"
        | "on_conflict_do_nothing"
        | "on_conflict_do_update"
        | "unique" => Value::Query(Arc::clone(query)),
        "values" => with(query, |q| {
            // A list of values is one statement for many rows.
            if first.as_ref().is_some_and(|v| !matches!(v, Value::None | Value::Tuple(_)) && !is_dict(ix, v)) {
                q.verb = "";
            }
        }),
        "union" | "union_all" | "intersect" | "except_" => with(query, Query::lose_filters),
        "all" | "__iter__" | "fetchall" => rows(ix, query, site, "all()"),
        "first" | "one_or_none" | "one" | "first_or_404" | "one_or_404" | "scalar_one" | "scalar_one_or_none" => {
            let optional = matches!(&*text, "first" | "one_or_none" | "scalar_one_or_none");
            one(ix, query, site, optional, "first()")
        }
        "get" | "get_or_404" => get(ix, query, first.as_ref(), site, &*text == "get"),
        "scalar" => {
            let value = one(ix, query, site, true, "scalar()");
            first_component(&value)
        }
        "count" => {
            count(ix, query, site);
            Value::count(Dims::default())
        }
        "exists" => Value::Aggregate(Arc::new(crate::eval::value::Aggregate {
            text: "exists".into(),
            is_aggregate: true,
            ..Default::default()
        })),
        "paginate" => {
            let per_page = keyword(ix, args, "per_page").or_else(|| args.positional.get(1).cloned());
            paginate(ix, &Value::Query(Arc::clone(query)), per_page.as_ref(), site)
        }
        // Of a relation that is a query (`lazy="dynamic"`): sent at the flush.
        "append" | "remove" | "add" if query.from_row.is_some() => {
            ix.escape_args(args);
            Value::None
        }
        "update" => write(ix, query, site, "UPDATE"),
        "delete" => write(ix, query, site, "DELETE"),
        "subquery" | "scalar_subquery" | "as_scalar" | "cte" | "alias" | "lateral" | "label" => {
            Value::Aggregate(Arc::new(crate::eval::value::Aggregate {
                text: "subquery".into(),
                is_aggregate: false,
                ..Default::default()
            }))
        }
        "scalars" => rows(ix, query, site, "scalars()"),
        "compile" => Value::scalar(Dims::default()),
        "whereclause" | "statement" | "column_descriptions" | "session" | "c" | "columns" => return None,
        "execute" => super::session::execute(ix, &Value::Query(Arc::clone(query)), site),
        _ => {
            // A method that is not known may change anything but what is selected.
            ix.lost(site.place, Cause::Call(format!("query method {text}").into()));
            with(query, |q| {
                q.lose_filters();
                q.options_open = true;
                if q.bound == Bound::Unbounded {
                    q.bound = Bound::Unknown;
                }
            })
        }
    })
}

/// `func.random()`
fn is_random(value: &Value) -> bool {
    matches!(value, Value::Aggregate(a) if matches!(&*a.text, "random" | "rand" | "newid"))
}

fn keyword(ix: &Interp<'_>, args: &CallArgs, name: &str) -> Option<Value> {
    let name = ix.name(name)?;
    args.keywords.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone())
}

fn filter(ix: &Interp<'_>, query: &Arc<Query>, args: &CallArgs, dims: Dims, place: Place) -> Value {
    let added = |v| Predicate { place: Some(place), ..as_predicate(ix, v) };
    let predicates: Vec<Predicate> = args.positional.iter().map(added).collect();
    with(query, |q| {
        q.filters.extend(predicates);
        if args.open {
            q.lose_filters();
        }
        q.dims = q.dims.union(dims);
    })
}

fn filter_by(ix: &Interp<'_>, query: &Arc<Query>, args: &CallArgs, dims: Dims, place: Place) -> Value {
    let entity = query.main_entity();
    with(query, |q| {
        for (name, value) in &args.keywords {
            let kind = match entity {
                Some(e) => {
                    let right = if matches!(value, Value::Query(_)) { Right::Many } else { Right::Value };
                    // `filter_by(post=post)` compares the keys.
                    let column = super::columns::relation_key(ix, e, *name).unwrap_or(*name);
                    PredicateKind::Compare { column: (e, column), op: "=", right }
                }
                None => PredicateKind::Other { columns: Vec::new(), searched: Vec::new() },
            };
            let of = super::columns::row_of(ix, value);
            let text = value.constant_text();
            q.filters.push(Predicate {
                of,
                of_row: value.is_of_row(),
                text,
                place: Some(place),
                ..Predicate::new(kind, value.dims())
            });
        }
        if args.open {
            q.lose_filters();
        }
        q.dims = q.dims.union(dims);
    })
}

/// `.with_parent(event)`: rows that refer to one row.
fn with_parent(ix: &Interp<'_>, query: &Arc<Query>, parent: Option<&Value>, dims: Dims, place: Place) -> Value {
    let key = parent.and_then(|parent| key_to(ix, query.main_entity()?, parent));
    let of = parent.and_then(|parent| super::columns::row_of(ix, parent));
    with(query, |q| {
        q.parent = true;
        q.dims = q.dims.union(dims);
        match key {
            Some(column) => {
                let kind = PredicateKind::Compare { column, op: "=", right: Right::Value };
                q.filters.push(Predicate { of, place: Some(place), ..Predicate::new(kind, dims) });
            }
            None => q.some_parent = true,
        }
    })
}

/// The one column by which rows of an entity refer to a row.
fn key_to(ix: &Interp<'_>, entity: EntityId, parent: &Value) -> Option<(EntityId, Name)> {
    let Value::Row(row) = parent else { return None };
    let refers = |r: &&Relation| r.many == Many::ToOne && r.target == row.entity;
    let mut keys: Vec<&str> = Vec::new();
    for relation in ix.world.entity(entity).relations.iter().filter(refers) {
        let [key] = relation.local.as_slice() else { return None };
        keys.push(key);
    }
    keys.sort_unstable();
    keys.dedup();
    let [key] = keys.as_slice() else { return None };
    Some((entity, ix.name(key)?))
}

/// `.options(…)`: loader options; a value that is not one leaves it open what is loaded.
fn options(query: &Arc<Query>, values: &[Value], open: bool) -> Value {
    let mut add: Vec<LoaderOption> = Vec::new();
    let mut unknown = open;
    for value in values {
        match value {
            Value::Loader(options) => add.extend(options.iter().cloned()),
            _ => unknown = true,
        }
    }
    with(query, |q| {
        q.options.extend(add);
        q.options_open |= unknown;
    })
}

fn is_dict(ix: &Interp<'_>, value: &Value) -> bool {
    matches!(value, Value::Object(id) if matches!(ix.heap.get(*id).kind, crate::eval::heap::ObjKind::Dict { .. }))
}
