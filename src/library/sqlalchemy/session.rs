//! Sessions and connections: what runs when a statement is executed.

use std::sync::Arc;

use crate::eval::heap::ObjKind;
use crate::eval::identity::Identity;
use crate::eval::query::{Bound, Query, Selected, Style};
use crate::eval::value::{Cause, Row, Rows, RowsKind, SetId, Site};
use crate::eval::world::Origin;
use crate::eval::{CallArgs, Dims, Interp, Op, Value};
use crate::facts::ddl::{Limit, QueryShape, StatementKind, Verb};
use crate::model::entity::Orm;
use crate::names::Name;
use crate::syntax::sql::Placeholder;

/// Stands in SQL for a part of the text that is not known.
const HOLE: &str = "__hole__";

/// SQL text as the statement that it is; the values that are sent with it make another one of it.
pub fn statement(ix: &Interp<'_>, given: Value, site: Site) -> Value {
    match given {
        Value::Str(_) | Value::Text(_) => {
            let identity = ix.identity(&given);
            crate::library::identity::named(text(&given, site), identity)
        }
        other => other,
    }
}

/// The statement with the values that are sent with it.
pub fn compared_with(ix: &Interp<'_>, statement: &Value, parameters: [&Value; 2]) -> Value {
    let Value::Query(query) = statement else { return statement.clone() };
    let nothing = |value: &Value| matches!(value, Value::None) || matches!(value, Value::Tuple(items) if items.is_empty());
    let mut query = Arc::clone(query);
    for given in parameters.into_iter().filter(|given| !nothing(given)) {
        crate::library::identity::step_with(ix, Arc::make_mut(&mut query), "parameters", given);
    }
    Value::Query(query)
}

/// `session.execute(statement, parameters)`: a list of parameters is one statement for many rows.
pub fn execute_with(ix: &mut Interp<'_>, statement: &Value, parameters: &Value, site: Site) -> Value {
    let one = match parameters {
        Value::None | Value::Tuple(_) => true,
        Value::Object(id) => matches!(ix.heap.get(*id).kind, ObjKind::Dict { .. }),
        _ => false,
    };
    let statement = match statement {
        // `text("… :name")`, or a text alone, and its values with the call that runs it.
        Value::Query(query) if query.text.is_some() && !matches!(parameters, Value::None) => {
            Value::Query(with_values(ix, Arc::clone(query), query.sql.as_deref(), parameters))
        }
        other => other.clone(),
    };
    match statement {
        Value::Query(query) if query.write && !one => {
            let mut many = (*query).clone();
            many.verb = "";
            execute(ix, &Value::Query(Arc::new(many)), site)
        }
        other => execute(ix, &other, site),
    }
}

/// `session.execute(statement)`.
pub fn execute(ix: &mut Interp<'_>, statement: &Value, site: Site) -> Value {
    let site = ix.user_site(site);
    match statement {
        Value::Query(query) if query.write || query.style == Style::Write => {
            let table = query.main_entity().and_then(|e| ix.world.entity(e).table_name.clone());
            let table = table.or_else(|| query.tables.first().cloned()).unwrap_or_default();
            ix.ops.push(match (query.verb, table.as_str()) {
                ("", _) | (_, "") => Op::Write { place: site.place, what: "statement".into(), on: None, row: None },
                (verb, table) => {
                    Op::Statement { place: site.place, what: format!("{verb} {table}").into(), on: Some(Arc::clone(query)) }
                }
            });
            Value::scalar(Dims::default())
        }
        Value::Query(query) => {
            let set = ix.add_set(query.entity(), Origin::Query(Arc::clone(query), site.place));
            super::run::execute(ix, query, site, "execute()", None, Some(set));
            let element = super::run::element(ix, query, set, Dims::default());
            Value::Rows(Arc::new(Rows { element, set, dims: Dims::default(), kind: RowsKind::Result, bound: None }))
        }
        Value::Str(_) | Value::Text(_) => {
            let query = text(statement, site);
            execute(ix, &query, site)
        }
        Value::OneOf(items) => {
            let items = Arc::clone(items);
            items.iter().find(|v| matches!(v, Value::Query(_))).map_or(Value::input(), |q| execute(ix, q, site))
        }
        _ => {
            // Something runs, but not known what.
            let mut query = Query::new(Style::Text, site.place);
            query.bound = Bound::Unknown;
            query.filters_open = true;
            query.options_open = true;
            query.selected = vec![Selected::Unknown];
            let query = Arc::new(query);
            super::run::execute(ix, &query, site, "execute()", None, None);
            Value::input()
        }
    }
}

/// SQL text with the values of its placeholders.
pub fn text_with(ix: &Interp<'_>, sql: &Value, parameters: &Value, site: Site) -> Value {
    match text(sql, site) {
        Value::Query(query) => Value::Query(with_values(ix, query, source_of(sql).as_deref(), parameters)),
        other => other,
    }
}

/// What the text `source` asks when its placeholders have values, of which those count that begin with a wildcard.
fn with_values(ix: &Interp<'_>, mut query: Arc<Query>, source: Option<&str>, parameters: &Value) -> Arc<Query> {
    let Some(source) = source.filter(|_| query.text.is_some()) else { return query };
    let given = |value: Option<Value>| value.filter(super::columns::begins_with_wildcard).map(|_| "'%'");
    let items = ix.known_items(parameters);
    let filled = crate::syntax::sql::with_values(source, |placeholder| match placeholder {
        Placeholder::Number(at) => given(items.as_ref().and_then(|items| items.get(at).cloned())),
        Placeholder::Name(name) => given(ix.under(parameters, name)),
    });
    if filled != source {
        Arc::make_mut(&mut query).text = shape_of(&filled).map(Arc::new);
    }
    query
}

/// The text of a statement, with holes where it is not known.
fn source_of(sql: &Value) -> Option<String> {
    match sql {
        Value::Str(s) => Some(s.to_string()),
        Value::Text(parts) => Some(parts.iter().map(|p| p.as_deref().unwrap_or(HOLE)).collect::<String>()),
        _ => None,
    }
}

/// What the only row statement of a text asks.
fn shape_of(source: &str) -> Option<QueryShape> {
    let mut shapes = crate::syntax::sql::parse(source, None).into_iter().filter_map(|s| match s.kind {
        StatementKind::Query(shape) => Some(shape),
        _ => None,
    });
    let shape = shapes.next()?;
    shapes.next().is_none().then_some(shape)
}

/// `text("SELECT …")`.
pub fn text(sql: &Value, site: Site) -> Value {
    let mut query = Query::new(Style::Text, site.place);
    query.selected = vec![Selected::Unknown];
    query.filters_open = true;
    query.bound = Bound::Unknown;
    let source = source_of(sql);
    if let Value::Str(whole) = sql {
        query.sql = Some(Arc::clone(whole));
    }
    query.shuffled = source.as_deref().is_some_and(orders_at_random);
    if let Some(source) = source {
        for statement in crate::syntax::sql::parse(&source, None) {
            let StatementKind::Query(shape) = statement.kind else {
                query.write = true;
                continue;
            };
            query.write = shape.verb != Verb::Select;
            query.verb = match shape.verb {
                Verb::Select => "",
                Verb::Insert => "INSERT",
                Verb::Update => "UPDATE",
                Verb::Delete => "DELETE",
            };
            query.tables = shape.tables.iter().map(|t| t.name.to_string()).filter(|name| name != HOLE).collect();
            query.bound = match (shape.aggregate, shape.limit) {
                (true, _) => Bound::One,
                (false, Limit::Literal(n)) => Bound::AtMost(n),
                (false, Limit::Some) => Bound::Page,
                (false, Limit::None) if shape.filters.is_empty() => Bound::Unbounded,
                (false, Limit::None) => Bound::Unknown,
            };
            query.filters_open = !shape.filters.is_empty();
            query.text = Some(Arc::new(shape));
        }
    }
    Value::Query(Arc::new(query))
}

/// `… ORDER BY random()`
fn orders_at_random(sql: &str) -> bool {
    let words = sql.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    ["order by random()", "order by rand()", "order by newid()"].iter().any(|order| words.contains(order))
}

/// `insert(T)`, `update(T)`, `delete(T)`.
pub fn dml(ix: &mut Interp<'_>, verb: &Value, target: &Value, site: Site) -> Value {
    let mut query = Query::new(Style::Write, site.place);
    query.write = true;
    query.verb = match verb.as_str() {
        Some("insert") => "INSERT",
        Some("update") => "UPDATE",
        Some("delete") => "DELETE",
        _ => "",
    };
    if let Value::Class(c) = target
        && let Some(entity) = ix.world.class_entity.get(c)
    {
        query.selected = vec![Selected::Entity(*entity)];
    }
    Value::Query(Arc::new(query))
}

/// `session.get(Model, key)`.
pub fn get(ix: &mut Interp<'_>, args: &CallArgs, site: Site) -> Value {
    let entity = match args.positional.first() {
        Some(Value::Class(c)) => ix.world.class_entity.get(c).copied(),
        _ => None,
    };
    let Some(entity) = entity else {
        ix.lost(site.place, Cause::Call("session.get of an unknown class".into()));
        return Value::input();
    };
    if let Some(held) = args.positional.get(1).and_then(|key| super::run::own_key(ix, entity, key)) {
        return held;
    }
    let key = args.positional.get(1).cloned();
    let required = matches!(args.positional.get(2), Some(Value::Bool(true)));
    let mut query = Query::new(Style::Legacy, site.place);
    query.selected = vec![Selected::Entity(entity)];
    query.identity = Some(Identity::of(&("rows of", entity)));
    super::run::by_key(ix, entity, &Arc::new(query), key.as_ref(), site, !required)
}

/// `…_or_404`: what comes back is there.
pub fn require(value: Value) -> Value {
    match value {
        Value::Row(row) => Value::Row(Row { optional: false, ..row }),
        other => other,
    }
}

/// Attribute of Django's instances that were saved.
const SAVED: &str = "_saved";

/// `session.add(x)`, `session.delete(x)`: one statement at the flush.
pub fn write(ix: &mut Interp<'_>, verb: &Value, instance: &Value, site: Site) -> Value {
    let class = ix.class_of(instance);
    let table = class
        .and_then(|c| ix.world.class_entity.get(&c).copied())
        .and_then(|e| ix.world.entity(e).table_name.clone())
        .unwrap_or_default();
    let verb = match verb.as_str() {
        Some("INSERT") if is_stored(ix, instance) => "UPDATE",
        Some("INSERT") => {
            match instance {
                Value::Row(row) => keys(ix, *row).into_iter().for_each(|key| {
                    ix.row_values.remove(&(row.set, key));
                }),
                _ => {
                    if let Some(saved) = ix.name(SAVED) {
                        ix.set_attribute(instance, saved, Value::Bool(true));
                    }
                }
            }
            "INSERT"
        }
        verb => verb.unwrap_or("WRITE"),
    };
    let row = if let Value::Row(row) = instance { Some(row.dims) } else { None };
    ix.ops.push(Op::Write { place: site.place, what: format!("{verb} {table}").trim().into(), on: None, row });
    Value::None
}

/// Names of the key of a row: without a value (`row.pk = None`) it is a new row that looks like the old one.
fn keys(ix: &Interp<'_>, row: Row) -> Vec<Name> {
    let own = ix.world.entity(row.entity).primary_key.iter().map(String::as_str);
    own.chain(["pk"]).filter_map(|key| ix.name(key)).collect()
}

/// What a query brought, or what was saved before, is in the table already.
fn is_stored(ix: &Interp<'_>, instance: &Value) -> bool {
    match instance {
        Value::Row(row) => !keys(ix, *row).iter().any(|key| matches!(ix.row_values.get(&(row.set, *key)), Some(Value::None))),
        Value::Object(id) => {
            let saved = ix.name(SAVED).and_then(|saved| ix.heap.get(*id).attrs.get(&saved));
            matches!(saved, Some(Value::Bool(true)))
        }
        Value::OneOf(items) => items.iter().filter(|item| !matches!(item, Value::None)).all(|item| is_stored(ix, item)),
        _ => false,
    }
}

pub fn write_all(ix: &mut Interp<'_>, instances: &Value, site: Site) -> Value {
    let element = ix.element_of(instances);
    write(ix, &Value::str("INSERT"), &element, site)
}

/// Marks rows as read by an asynchronous session: a relation that is not loaded with them is not loaded by reading it.
pub fn detach(ix: &mut Interp<'_>, value: &Value) {
    match value {
        Value::Row(row) => detach_set(ix, row.set),
        Value::Rows(rows) => {
            detach_set(ix, rows.set);
            detach(ix, &rows.element);
        }
        Value::Record(record) => record.values.iter().for_each(|v| detach(ix, v)),
        Value::OneOf(items) => items.iter().for_each(|v| detach(ix, v)),
        _ => {}
    }
}

fn detach_set(ix: &mut Interp<'_>, set: SetId) {
    let base = ix.world.sets.len();
    let Some(at) = (set.0 as usize).checked_sub(base) else { return };
    if let Some(Origin::Query(query, _)) = ix.sets.get_mut(at).map(|s| &mut s.origin) {
        Arc::make_mut(query).detached = true;
    }
}

/// Whether the rows of a set, or those that they come from, are marked so.
#[must_use]
pub fn is_detached(ix: &Interp<'_>, set: SetId) -> bool {
    let mut at = set;
    for _ in 0..32 {
        match ix.set(at).map(|s| &s.origin) {
            Some(Origin::Query(query, _)) => return query.detached,
            Some(Origin::Relation { parent, .. }) => at = *parent,
            // A coroutine of a project with asynchronous sessions is given their rows.
            Some(Origin::Given(_)) => return ix.world.async_sessions && ix.in_coroutine(),
            None => return false,
        }
    }
    false
}

/// `x.query(Post)`, `x.execute(select(Post))`: only a session is asked so, whatever `x` is.
pub fn by_arguments(ix: &mut Interp<'_>, name: Name, args: &CallArgs, site: Site) -> Option<Value> {
    let method = ix.world.names.shared(name);
    let first = args.positional.first()?;
    let is_session = match &*method {
        "query" => is_mapped(ix, first) || matches!(first, Value::Column(..) | Value::Aggregate(_)),
        "get" | "get_one" => is_mapped(ix, first) && args.positional.len() == 2,
        "execute" | "scalars" | "scalar" | "stream" | "stream_scalars" => {
            matches!(first, Value::Query(q) if matches!(q.style, Style::Select | Style::Write))
        }
        _ => false,
    };
    if !is_session {
        return None;
    }
    let awaited = &*method != "query" && ix.in_coroutine();
    let module = if awaited { "sqlalchemy.ext.asyncio" } else { "sqlalchemy.orm" };
    let class = if awaited { "AsyncSession" } else { "Session" };
    let Value::Class(class) = ix.global(*ix.world.by_name.get(module)?, class)? else { return None };
    let session = ix.instantiate(class, CallArgs::default(), site);
    let bound = ix.attribute(&session, name, site);
    Some(ix.call(&bound, args.clone(), site))
}

/// A class that SQLAlchemy maps.
fn is_mapped(ix: &Interp<'_>, value: &Value) -> bool {
    let Value::Class(class) = value else { return false };
    ix.world.class_entity.get(class).is_some_and(|e| ix.world.entity(*e).orm == Orm::SqlAlchemy)
}

/// SQLModel's `exec()`: what is selected alone comes without its row.
#[must_use]
pub fn single(result: &Value) -> Value {
    match result {
        Value::Rows(rows) => match &rows.element {
            Value::Record(record) if record.values.len() == 1 => {
                Value::Rows(Arc::new(Rows { element: record.values[0].clone(), ..(**rows).clone() }))
            }
            _ => result.clone(),
        },
        other => other.clone(),
    }
}
