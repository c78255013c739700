//! The query algebra: what a query is known to be before it runs.

use std::sync::Arc;

use crate::facts::ddl::QueryShape;
use crate::model::Place;
use crate::model::entity::{Entity, EntityId, Many};
use crate::names::{Interner, Name};

pub use super::predicate::{Hides, NULL, Predicate, PredicateKind, Right, columns_of, flatten};

use super::heap::ObjId;
use super::identity::Identity;
use super::value::{Dims, LoaderOption, SetId, Value};

/// Conditions of single paths that are kept.
const OPTIONAL: usize = 32;

/// How a query is written, which decides how its result is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `Model.query`, `session.query(…)`: runs by its own methods.
    Legacy,
    /// `select(…)`: runs when a session executes it.
    Select,
    /// `insert()`, `update()`, `delete()` statements.
    Write,
    /// SQL text.
    Text,
    /// `Model.objects…`: runs when it is gone through, once for each object, and keeps its rows.
    Django,
}

/// What one row of a query is read as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// As what is selected says.
    #[default]
    Rows,
    /// Always a record with names, even of one thing (`values("id")`).
    Records,
}

/// The relation of a row that a query goes through (`author.books`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Related {
    pub parent: SetId,
    pub entity: EntityId,
    pub relation: Name,
    /// Loops that the parent varies over.
    pub dims: Dims,
    /// Nothing was added to it: what is loaded with the parent serves it.
    pub plain: bool,
    /// A serializer or a template asks for it, where no option can be said: the query of the parent has to.
    pub implied: bool,
}

/// One thing in the select list.
#[derive(Clone, Debug)]
pub enum Selected {
    Entity(EntityId),
    Column(EntityId, Name),
    Aggregate { text: Arc<str>, aggregate: bool, label: Option<Name> },
    Unknown,
}

/// How many rows may come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    Unbounded,
    One,
    AtMost(u64),
    /// A limit or page whose size is not a literal.
    Page,
    /// Differs between branches, or set by something that was not read.
    Unknown,
}

impl Bound {
    /// Of `rows[from:to]`.
    #[must_use]
    pub fn sliced(self, index: &Value) -> Self {
        let Value::Tuple(range) = index else { return Self::Page };
        match (&range[0], &range[1]) {
            (Value::Int(a), Value::Int(b)) => {
                b.checked_sub(*a).and_then(|n| u64::try_from(n).ok()).map_or(Self::Page, Self::AtMost)
            }
            (Value::None, Value::Int(b)) => u64::try_from(*b).map_or(Self::Page, Self::AtMost),
            (_, Value::None) => self,
            _ => Self::Page,
        }
    }
}

/// A query that has not run.
#[derive(Clone, Debug)]
pub struct Query {
    pub style: Style,
    pub selected: Vec<Selected>,
    pub filters: Vec<Predicate>,
    /// More filters may be there than are listed.
    pub filters_open: bool,
    /// Those are added on some paths only: on another there are no filters but those that are listed.
    pub filters_optional: bool,
    /// Conditions that some paths add.
    pub optional: Vec<Predicate>,
    /// Nothing that the mapping says orders it.
    pub unordered: bool,
    pub order: Vec<(EntityId, Name)>,
    pub ordered: bool,
    /// Ordered by a random number of each row.
    pub shuffled: bool,
    /// Locks its rows until the transaction ends.
    pub locks: bool,
    /// One page of many that a paginator numbers.
    pub numbered: bool,
    pub bound: Bound,
    pub options: Vec<LoaderOption>,
    /// Options that it is given and does not follow, by the way it is run.
    pub ignored: Vec<LoaderOption>,
    /// More loader options may be there than are listed.
    pub options_open: bool,
    pub grouped: bool,
    pub distinct: bool,
    pub joined: bool,
    /// Its table is there twice, once under another name, and no condition says of which of them it is.
    pub self_joined: bool,
    /// `yield_per`, `stream`: rows are not held.
    pub streamed: bool,
    /// Read by an asynchronous session, which loads no relation when it is read.
    pub detached: bool,
    /// Where it was begun.
    pub origin: Place,
    /// A library began it, on behalf of what stands there.
    pub by_library: bool,
    /// Loops that its parts vary over.
    pub dims: Dims,
    /// Tables of SQL text.
    pub tables: Vec<String>,
    /// SQL text as it was given, when all of it is known.
    pub sql: Option<Arc<str>>,
    /// What SQL text asks.
    pub text: Option<Arc<QueryShape>>,
    /// `insert`, `update`, `delete`.
    pub write: bool,
    /// `INSERT`, `UPDATE`, `DELETE` of one row or one condition; empty where it is not known, or one of many rows.
    pub verb: &'static str,
    /// The parent of a dynamic relation.
    pub parent: bool,
    /// They refer to one row, by a key that is not known.
    pub some_parent: bool,
    /// Row and relation that a dynamic relation's query comes from.
    pub from_row: Option<(SetId, EntityId, Name)>,
    /// The same of an object that was made and not loaded.
    pub from_new: Option<(ObjId, Name)>,
    /// Class that the query methods are looked up in (a custom query class).
    pub class: Option<super::world::ClassRef>,
    /// The class whose rows it reads, while entities are not known yet.
    pub model: Option<super::world::ClassRef>,
    /// Conditions on those rows: name, value, and whether rows are kept by it.
    pub pending: Vec<(Name, Value, bool)>,
    /// A manager: a query begins with each of its methods.
    pub manager: bool,
    pub shape: Shape,
    pub related: Option<Related>,
    /// Loops around the place where the object was made, which is evaluated once; `None`: it runs wherever it is used.
    pub within: Option<Dims>,
    /// Attributes that rows get beside their relations (`Prefetch(…, to_attr=…)`).
    pub extras: Vec<(Name, EntityId)>,
    /// Values that rows get beside their columns (`annotate(…)`).
    pub annotated: Vec<Name>,
    /// Columns that are loaded, when not all are; else columns that are not.
    pub only: Vec<Name>,
    pub deferred: Vec<Name>,
    /// Has no rows and does not run.
    pub empty: bool,
    /// Where it was built up further, in order.
    pub steps: Vec<Place>,
    /// Symbol of the function in which it was begun.
    pub begun_in: Arc<str>,
    /// What it asks: two queries that have the same one are the same statement. `None`: not all of it is known.
    pub identity: Option<Identity>,
}

impl Query {
    #[must_use]
    pub fn new(style: Style, origin: Place) -> Self {
        Self {
            style,
            selected: Vec::new(),
            filters: Vec::new(),
            filters_open: false,
            filters_optional: false,
            optional: Vec::new(),
            unordered: false,
            order: Vec::new(),
            ordered: false,
            shuffled: false,
            locks: false,
            numbered: false,
            bound: Bound::Unbounded,
            options: Vec::new(),
            ignored: Vec::new(),
            options_open: false,
            steps: Vec::new(),
            grouped: false,
            distinct: false,
            joined: false,
            self_joined: false,
            streamed: false,
            detached: false,
            origin,
            by_library: false,
            dims: Dims::default(),
            tables: Vec::new(),
            sql: None,
            text: None,
            write: false,
            verb: "",
            parent: false,
            some_parent: false,
            from_row: None,
            from_new: None,
            class: None,
            model: None,
            pending: Vec::new(),
            manager: false,
            shape: Shape::Rows,
            related: None,
            within: None,
            extras: Vec::new(),
            annotated: Vec::new(),
            only: Vec::new(),
            deferred: Vec::new(),
            empty: false,
            begun_in: "".into(),
            identity: None,
        }
    }

    /// The single entity whose rows come back.
    #[must_use]
    pub fn entity(&self) -> Option<EntityId> {
        match self.selected.as_slice() {
            [Selected::Entity(e)] => Some(*e),
            _ => None,
        }
    }

    /// Any entity that it reads first.
    #[must_use]
    pub fn main_entity(&self) -> Option<EntityId> {
        self.selected.iter().find_map(|s| match s {
            Selected::Entity(e) | Selected::Column(e, _) => Some(*e),
            _ => None,
        })
    }

    /// One row by form: aggregates and no grouping.
    #[must_use]
    pub fn is_aggregate(&self) -> bool {
        !self.grouped
            && !self.selected.is_empty()
            && self.selected.iter().all(|s| matches!(s, Selected::Aggregate { aggregate: true, .. }))
    }

    /// Every row of the table: nothing filters, bounds or joins, and that is known.
    #[must_use]
    pub fn is_whole_table(&self) -> bool {
        !self.filters_open && self.may_be_whole_table()
    }

    /// Every row of the table on some path.
    #[must_use]
    pub fn may_be_whole_table(&self) -> bool {
        self.entity().is_some()
            && self.filters.is_empty()
            && self.knows_filters()
            && self.bound == Bound::Unbounded
            && !self.joined
            && !self.grouped
            && !self.parent
    }

    /// On some path the filters that are listed are all.
    #[must_use]
    pub fn knows_filters(&self) -> bool {
        !self.filters_open || self.filters_optional
    }

    /// Something that is not known may filter it.
    pub fn lose_filters(&mut self) {
        self.filters_open = true;
        self.filters_optional = false;
    }

    /// Equality conjuncts on columns of `entity`.
    pub fn equals(&self, entity: EntityId) -> impl Iterator<Item = Name> + '_ {
        let is_told_apart = !self.self_joined || self.main_entity() != Some(entity);
        self.filters.iter().flat_map(flatten).filter(move |_| is_told_apart).filter_map(move |p| match &p.kind {
            PredicateKind::Compare { column: (e, name), op: "=", right: Right::Value } if *e == entity => Some(*name),
            _ => None,
        })
    }

    /// At most one row: the whole primary key or a unique column is given.
    #[must_use]
    pub fn is_key_lookup(&self, entities: &[Entity], names: &Interner) -> bool {
        let Some(id) = self.main_entity() else { return false };
        let entity = &entities[id.index()];
        let given: Vec<&str> = self.equals(id).map(|n| names.text(n)).collect();
        let whole_key = !entity.primary_key.is_empty() && entity.primary_key.iter().all(|k| given.contains(&k.as_str()));
        whole_key
            || given.iter().any(|g| entity.attribute(g).is_some_and(|a| a.unique))
            || entity.unique_together.iter().any(|all| all.iter().all(|a| given.contains(&a.as_str())))
            || self.is_row_of_one_child(id, entities, names)
    }

    /// A unique column of another table is given, each row of which has one row of this one.
    fn is_row_of_one_child(&self, id: EntityId, entities: &[Entity], names: &Interner) -> bool {
        let leads = |from: EntityId, to: EntityId| {
            entities[from.index()].relations.iter().any(|r| r.many == Many::ToOne && r.target == to)
        };
        self.filters.iter().flat_map(flatten).any(|p| match &p.kind {
            PredicateKind::Compare { column: (e, name), op: "=", right: Right::Value } if *e != id => {
                let is_unique = entities[e.index()].attribute(names.text(*name)).is_some_and(|a| a.unique);
                is_unique && leads(*e, id) && !leads(id, *e)
            }
            _ => false,
        })
    }

    /// As many rows as the code lists keys: `IN` of a literal list, on the primary key or a unique column.
    #[must_use]
    pub fn listed_keys(&self, entities: &[Entity], names: &Interner) -> Option<u64> {
        let entity = &entities[self.main_entity()?.index()];
        let is_unique = |name: &str| {
            entity.primary_key.iter().eq([name]) || entity.attribute(name).is_some_and(|attribute| attribute.unique)
        };
        let listed = self.filters.iter().flat_map(flatten).filter_map(|p| match &p.kind {
            PredicateKind::Compare { column: (e, name), op: "IN", right: Right::Few(k) }
                if Some(*e) == self.main_entity() && is_unique(names.text(*name)) =>
            {
                Some(*k)
            }
            _ => None,
        });
        listed.min().filter(|_| !self.self_joined)
    }

    /// Conditions of other paths; those that a place adds are one, however many paths lead through it.
    fn add_optional(&mut self, others: &[Predicate]) {
        for other in others {
            let known = self.optional.iter().any(|p| p.place.is_some() && p.place == other.place);
            if !known && self.optional.len() < OPTIONAL {
                self.optional.push(other.clone());
            }
        }
    }

    /// A condition that some requests add.
    pub fn may_ask(&mut self, predicate: Predicate) {
        if self.optional.len() < OPTIONAL {
            self.optional.push(predicate);
        }
    }

    /// The same query as far as both agree.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        // A side without rows says nothing about those of the other.
        match (self.empty, other.empty) {
            (true, false) => return other.clone(),
            (false, true) => return self.clone(),
            _ => {}
        }
        let mut out = self.clone();
        let same_len = self.filters.len() == other.filters.len();
        if !same_len || self.filters_open || other.filters_open {
            let keep = self.filters.len().min(other.filters.len());
            out.filters.truncate(keep);
            out.optional.extend(self.filters[keep..].iter().chain(&other.filters[keep..]).cloned());
            out.filters_open = true;
            out.filters_optional = [self, other].iter().any(|q| q.filters.len() == keep && q.knows_filters());
        }
        // What only one side leaves out, the rows of the other may hold.
        for filter in &mut out.filters {
            if filter.null().is_some_and(|column| !other.filters.iter().any(|f| f.null() == Some(column))) {
                filter.text = None;
            }
        }
        out.add_optional(&other.optional);
        if self.selected.len() != other.selected.len() || self.entity() != other.entity() {
            out.selected = vec![Selected::Unknown];
        }
        if self.bound != other.bound {
            out.bound = Bound::Unknown;
        }
        out.options.retain(|o| other.options.iter().any(|p| p.loads_like(o)));
        if out.options.len() != self.options.len() || other.options.len() != self.options.len() {
            out.options_open = true;
        }
        out.options_open |= other.options_open;
        out.model = self.model.filter(|m| other.model == Some(*m));
        out.pending.retain(|(n, ..)| other.pending.iter().any(|(o, ..)| o == n));
        out.filters_open |= out.pending.len() != self.pending.len() || out.pending.len() != other.pending.len();
        out.related = match (self.related, other.related) {
            (Some(a), Some(b)) if (a.parent, a.relation) == (b.parent, b.relation) => {
                Some(Related { dims: a.dims.union(b.dims), plain: a.plain && b.plain, implied: a.implied && b.implied, ..a })
            }
            // A row that was found, or one that was made instead.
            (Some(a), None) if other.from_new.is_some_and(|(_, relation)| relation == a.relation) => Some(a),
            (None, Some(b)) if self.from_new.is_some_and(|(_, relation)| relation == b.relation) => Some(b),
            _ => None,
        };
        out.parent |= other.parent;
        out.from_row = out.from_row.filter(|from| other.from_row == Some(*from));
        out.from_new = match (self.from_new, other.from_new) {
            (Some(a), Some(b)) => (a == b).then_some(a),
            (a, b) => a.or(b).filter(|_| out.related.is_some()),
        };
        out.annotated.retain(|n| other.annotated.contains(n));
        out.only.retain(|n| other.only.contains(n));
        out.deferred.retain(|n| other.deferred.contains(n));
        out.grouped |= other.grouped;
        out.joined |= other.joined;
        out.self_joined |= other.self_joined;
        out.distinct &= other.distinct;
        out.ordered |= other.ordered;
        out.shuffled &= other.shuffled;
        out.locks &= other.locks;
        out.numbered &= other.numbered;
        out.streamed |= other.streamed;
        out.dims = self.dims.union(other.dims);
        out.identity = self.identity.filter(|i| other.identity == Some(*i));
        out
    }
}

/// Places at which a query is built up that are kept.
const MOST_STEPS: usize = 6;

/// The query that a method gave knows where it was called. The steps of one chain are one place: the longest.
#[must_use]
pub fn with_step(built: Value, from: &Arc<Query>, place: Place) -> Value {
    let Value::Query(query) = &built else { return built };
    let same_chain = |step: &Place| step.file == place.file && step.span.start == place.span.start;
    let shorter = query.steps.iter().position(same_chain);
    let known = (query.steps.len() >= MOST_STEPS && shorter.is_none()) || query.steps.contains(&place) || place == from.origin;
    if known || Arc::ptr_eq(query, from) || place.file == super::interp::NO_FILE {
        return built;
    }
    let mut query = (**query).clone();
    match shorter {
        Some(at) => query.steps[at] = place,
        None => query.steps.push(place),
    }
    Value::Query(Arc::new(query))
}
