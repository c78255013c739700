//! Queries: building, bounding, running.

use std::sync::Arc;

use crate::eval::identity::Identity;
use crate::eval::interp::join_values;
use crate::eval::ops::KeyLookup;
use crate::eval::query::{Bound, PredicateKind, Query, Right, Selected, Style};
use crate::eval::value::{Cause, LoaderOption, Record, Row, Rows, RowsKind, Scalar, SetId, Site};
use crate::eval::world::Origin;
use crate::eval::{CallArgs, Dims, Interp, Op, Predicate, Value};
use crate::model::Place;
use crate::model::entity::EntityId;
use crate::names::Name;

use super::columns::as_predicate;
use crate::library::identity;

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
    ix.world.query_class
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
            let shuffled = args.positional.iter().any(is_random);
            with(query, |q| {
                q.shuffled = !cleared && (q.shuffled || shuffled);
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
        "with_parent" => with(query, |q| {
            q.parent = true;
            q.dims = q.dims.union(dims);
        }),
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
        "offset"
        | "with_for_update"
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
        | "on_conflict_do_update" => Value::Query(Arc::clone(query)),
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
            q.filters.push(Predicate { of, place: Some(place), ..Predicate::new(kind, value.dims()) });
        }
        if args.open {
            q.lose_filters();
        }
        q.dims = q.dims.union(dims);
    })
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
    let held_by = ix.holds_event_loop().filter(|_| !query.detached);
    ix.ops.push(Op::Execute { query: Arc::clone(query), set, place: ix.user_site(site).place, why, key, held_by });
}

/// Runs the query and yields its rows as a list.
pub fn rows(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site, why: &'static str) -> Value {
    let set = ix.add_set(query.entity(), Origin::Query(Arc::clone(query), ix.user_site(site).place));
    execute(ix, query, site, why, None, Some(set));
    let element = element(ix, query, set, Dims::default());
    Value::Rows(Arc::new(Rows { element, set, dims: Dims::default(), kind: RowsKind::List }))
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
                            is_count: false,
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

fn is_dict(ix: &Interp<'_>, value: &Value) -> bool {
    matches!(value, Value::Object(id) if matches!(ix.heap.get(*id).kind, crate::eval::heap::ObjKind::Dict { .. }))
}

fn write(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site, what: &str) -> Value {
    let table = query.main_entity().and_then(|e| ix.world.entity(e).table_name.clone()).unwrap_or_default();
    let text: Arc<str> = format!("{what} {table}").into();
    let on = Some(Arc::clone(query));
    ix.ops.push(if query.style == Style::Legacy {
        Op::Statement { place: site.place, what: text, on }
    } else {
        Op::Write { place: site.place, what: text, on }
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
    Value::Rows(Arc::new(Rows { element, set, dims: Dims::default(), kind: RowsKind::Page }))
}

/// `SELECT count(*)`: one row, and no relation is loaded with it.
fn count(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site) {
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
    let bound = match index {
        Value::Tuple(range) => match (&range[0], &range[1]) {
            (Value::Int(a), Value::Int(b)) => u64::try_from(b - a).map_or(Bound::Page, Bound::AtMost),
            (Value::None, Value::Int(b)) => u64::try_from(*b).map_or(Bound::Page, Bound::AtMost),
            (_, Value::None) => query.bound,
            _ => Bound::Page,
        },
        _ => Bound::Page,
    };
    let mut sliced = (**query).clone();
    sliced.bound = bound;
    identity::step_with(ix, &mut sliced, "slice", index);
    let sliced = Arc::new(sliced);
    rows(ix, &sliced, site, "[a:b]")
}
