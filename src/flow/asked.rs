//! What a statement asks of the columns of tables: of queries by their attributes, of SQL text by its names.

use crate::eval::query::{Hides, Predicate, PredicateKind, Query, Right, Style, flatten};
use crate::eval::world::World;
use crate::facts::ddl::{ColumnRef, Condition, QueryShape};
use crate::model::Place;
use crate::model::entity::{EntityId, Orm};
use crate::model::schema::Schema;
use crate::names::Name;

use super::ledger::{Alternatives, Asked, OpRecord, Test};

/// Conditions and order of one statement, as [`OpRecord`] has them.
#[derive(Default)]
pub struct Asks {
    pub compared: Vec<(String, String, &'static str)>,
    pub texts: Vec<(String, String, String)>,
    pub searched: Vec<(String, String)>,
    pub hidden: Vec<(String, String, Hides)>,
    pub optional: Vec<Asked>,
    pub either: Vec<Alternatives>,
    pub sorted: Vec<(String, String)>,
    pub sorted_by_computed: Vec<(String, String)>,
}

/// What `query` asks when it is run as `why` says.
#[must_use]
pub fn of(world: &World, query: &Query, why: &str) -> Asks {
    let mut out = Asks::default();
    for predicate in query.filters.iter().flat_map(flatten) {
        out.add(world, predicate);
    }
    for predicate in query.optional.iter().flat_map(|p| flatten(p).into_iter().map(|part| (part, p.place))) {
        out.optional(world, predicate.0, predicate.1);
    }
    out.sorted = named(world, query.order.iter().copied());
    if out.sorted.is_empty() && !query.ordered {
        out.sorted = by_mapping(world, query, why);
    }
    if let Some(text) = &query.text {
        out.text(text, query.origin);
    }
    out
}

/// The filters that are listed are all: of SQL text, none of it is filled in at run time.
#[must_use]
pub fn knows_filters(query: &Query) -> bool {
    query.knows_filters() || (query.style == Style::Text && query.text.is_some() && query.sql.is_some())
}

/// What orders the rows where the query says nothing (`Meta.ordering`).
fn by_mapping(world: &World, query: &Query, why: &str) -> Vec<(String, String)> {
    let Some(entity) = query.main_entity().map(|e| (e, world.entity(e))).filter(|(_, e)| e.orm == Orm::Django) else {
        return Vec::new();
    };
    // `get()` takes the order away, and groups have none.
    if query.unordered || query.grouped || query.is_aggregate() || matches!(why, "count()" | "exists()" | "get()" | "write") {
        return Vec::new();
    }
    named(world, entity.1.ordering.iter().filter_map(|a| world.names.find(a)).map(|name| (entity.0, name)))
}

/// Table and column of attributes; what is no column of a table is left out.
fn named(world: &World, columns: impl Iterator<Item = (EntityId, Name)>) -> Vec<(String, String)> {
    columns.filter_map(|column| column_of(world, column)).collect()
}

fn column_of(world: &World, (entity, attribute): (EntityId, Name)) -> Option<(String, String)> {
    let entity = world.entity(entity);
    let column = entity.attribute(world.names.text(attribute))?.column.clone();
    Some((entity.table_name.clone()?, column))
}

/// A predicate on one column.
fn asked(world: &World, predicate: &Predicate, place: Option<Place>) -> Option<Asked> {
    let (column, test) = match &predicate.kind {
        PredicateKind::Compare { column, op, right } if *right != Right::Column => (*column, Test::Compare(op)),
        PredicateKind::Hidden { column, by } => (*column, Test::Computed(*by)),
        PredicateKind::Other { searched, .. } => match searched.as_slice() {
            [one] => (*one, Test::Anywhere),
            _ => return None,
        },
        // Of several that hold together, one that compares stands for them.
        PredicateKind::And(parts) => {
            let compares = |p: &&Predicate| matches!(p.kind, PredicateKind::Compare { .. });
            return asked(world, parts.iter().find(compares).or_else(|| parts.first())?, place);
        }
        _ => return None,
    };
    let (table, column) = column_of(world, column)?;
    Some(Asked { table, column, test, place })
}

impl Asks {
    fn add(&mut self, world: &World, predicate: &Predicate) {
        self.searched.extend(named(world, predicate.searched().into_iter()));
        if let PredicateKind::Either(parts) = &predicate.kind {
            let parts = parts.iter().map(|p| asked(world, p, predicate.place)).collect();
            self.either.push(Alternatives { parts, place: predicate.place });
        }
        match asked(world, predicate, predicate.place) {
            Some(Asked { table, column, test: Test::Compare(op), .. }) => {
                if let (Some(text), "=") = (&predicate.text, op) {
                    self.texts.push((table.clone(), column.clone(), text.to_string()));
                }
                self.compared.push((table, column, op));
            }
            Some(Asked { table, column, test: Test::Computed(by), .. }) => self.hidden.push((table, column, by)),
            _ => {}
        }
    }

    fn optional(&mut self, world: &World, predicate: &Predicate, place: Option<Place>) {
        for (table, column) in named(world, predicate.searched().into_iter()) {
            self.optional.push(Asked { table, column, test: Test::Anywhere, place });
        }
        let one = asked(world, predicate, place).filter(|a| a.test != Test::Anywhere);
        self.optional.extend(one);
    }

    /// SQL text; a column whose table is not said has an empty one.
    fn text(&mut self, shape: &QueryShape, place: Place) {
        for condition in &shape.conditions {
            match condition {
                Condition::Compare { column, op } => {
                    let (table, column) = spelled(column);
                    self.compared.extend(operator(op).map(|op| (table, column, op)));
                }
                Condition::Anywhere(column) => self.searched.push(spelled(column)),
                Condition::Hidden { column, case } => {
                    let (table, column) = spelled(column);
                    self.hidden.push((table, column, if *case { Hides::Case } else { Hides::Function }));
                }
                Condition::Either(parts) => {
                    let parts: Vec<Option<Asked>> = parts.iter().map(|p| of_text(p, place)).collect();
                    let anywhere = parts.iter().flatten().filter(|a| a.test == Test::Anywhere);
                    self.searched.extend(anywhere.map(|a| (a.table.clone(), a.column.clone())));
                    self.either.push(Alternatives { parts, place: Some(place) });
                }
                Condition::Join { .. } | Condition::Other(_) => {}
            }
        }
        match shape.sort.as_slice() {
            [first, ..] if !first.plain => self.sorted_by_computed = first.columns.iter().map(spelled).collect(),
            keys => self.sorted = keys.iter().take_while(|k| k.plain).flat_map(|k| &k.columns).map(spelled).collect(),
        }
    }
}

fn of_text(condition: &Condition, place: Place) -> Option<Asked> {
    let (column, test) = match condition {
        Condition::Compare { column, op } => (column, Test::Compare(operator(op)?)),
        Condition::Anywhere(column) => (column, Test::Anywhere),
        Condition::Hidden { column, case } => (column, Test::Computed(if *case { Hides::Case } else { Hides::Function })),
        _ => return None,
    };
    let (table, column) = spelled(column);
    Some(Asked { table, column, test, place: Some(place) })
}

fn spelled(column: &ColumnRef) -> (String, String) {
    (column.table.as_deref().unwrap_or_default().to_owned(), column.column.to_string())
}

fn operator(op: &str) -> Option<&'static str> {
    ["=", "IN", "IS", "<", "<=", ">", ">="].into_iter().find(|known| *known == op)
}

/// Finds the tables of columns that SQL text does not qualify: the only one of the statement that has such a column.
pub fn qualify(op: &mut OpRecord, schema: &Schema) {
    let tables: Vec<_> = op.tables.iter().filter_map(|name| schema.table(name)).collect();
    let only = |column: &str| {
        let mut having = tables.iter().filter(|t| t.column(column).is_some());
        match (having.next(), having.next()) {
            (Some(table), None) => Some(table.name.clone()),
            _ => None,
        }
    };
    let fill = |table: &mut String, column: &str| {
        if table.is_empty()
            && let Some(found) = only(column)
        {
            *table = found;
        }
    };
    op.compared.iter_mut().for_each(|(t, c, _)| fill(t, c));
    op.hidden.iter_mut().for_each(|(t, c, _)| fill(t, c));
    op.searched.iter_mut().chain(&mut op.sorted).chain(&mut op.sorted_by_computed).for_each(|(t, c)| fill(t, c));
    for asked in op.either.iter_mut().flat_map(|e| e.parts.iter_mut().flatten()) {
        fill(&mut asked.table, &asked.column);
    }
}
