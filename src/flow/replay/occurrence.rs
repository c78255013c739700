//! What is kept of an operation that costs: its price, what is around it, and the query at its beginning.

use crate::eval::ops::LoopKind;
use crate::eval::query::Query;
use crate::eval::value::{Dims, SetId};
use crate::eval::world::Origin;
use crate::model::Place;
use crate::model::entity::EntityId;
use crate::names::Name;

use crate::flow::cost::Cost;
use crate::flow::ledger::{Defeat, RowReads};
use crate::flow::record::{Occurrence, What};

use super::{OpenLoop, Replay};

impl Replay<'_> {
    pub(super) fn record(&mut self, what: What, place: Place, cost: Cost, dims: Option<Dims>, set: Option<SetId>, known: bool) {
        if cost != Cost::default() {
            self.exits.pay();
        }
        self.out.cost.add_cost(&cost);
        let loops: Vec<OpenLoop> =
            self.loops.iter().filter(|l| !l.info.once && dims.is_none_or(|d| self.counts(l, d))).cloned().collect();
        let path = match (&what, set) {
            (What::Lazy { entity, relation, .. }, Some(set)) => self.path_to(set, *entity, *relation),
            _ => Vec::new(),
        };
        let reads = match (&what, set) {
            (What::Execute { query, .. }, Some(set)) => self.rows.of_query(query, set),
            (What::Lazy { relation, parent, .. }, _) => self.rows.of_relation(*parent, *relation),
            _ => RowReads::default(),
        };
        let defeats = match &what {
            What::Execute { query, .. } => self.defeats(query),
            _ => None,
        };
        self.out.occurrences.push(Occurrence {
            reads,
            defeats,
            path,
            what,
            place,
            cost,
            loops,
            chain: self.chain.shared(),
            guards: self.guards.shared(),
            answered: self.exits.of_functions(),
            seldom: self.is_seldom(),
            cached: self.cached_from.is_some(),
            moment: self.moment.clone(),
            invariant: None,
            alike: false,
            polled: self.loops.iter().any(|l| l.info.kind == LoopKind::Endless),
            source: set.and_then(|s| self.source_of(s)),
            with_its_query: set.is_some_and(|s| self.runs_with_its_query(s, dims)),
            query_in_loop: set.is_some_and(|s| self.ran_in(s).is_some_and(|ran_in| !ran_in.is_empty())),
            known,
            held_by: self.held_by,
        });
    }

    /// The loader option that a query of a related manager makes useless.
    fn defeats(&self, query: &Query) -> Option<Defeat> {
        let related = query.related.filter(|r| !r.plain)?;
        if self.eager_by_query(related.parent, related.relation) != Some(true) {
            return None;
        }
        let mut path = vec![related.relation];
        let mut at = related.parent;
        let options = loop {
            match &self.set(at)?.origin {
                Origin::Query(query, _) => break &query.options,
                Origin::Relation { parent, relation, .. } if path.len() < 12 => {
                    path.insert(0, *relation);
                    at = *parent;
                }
                _ => return None,
            }
        };
        let option = options.iter().find(|o| o.path.starts_with(&path))?;
        let entity = self.world.entity(related.entity);
        let relation = format!("{}.{}", entity.name, self.world.names.text(related.relation));
        Some(Defeat { relation, place: option.place })
    }

    /// Relations from the beginning of a chain to the one that is read.
    fn path_to(&self, set: SetId, entity: EntityId, relation: Name) -> Vec<(EntityId, Name)> {
        let mut path = vec![(entity, relation)];
        let mut at = set;
        while let Some((parent, entity, relation)) = self.set(at).and_then(|set| step_up(&set.origin)) {
            path.push((entity, relation));
            at = parent;
            if path.len() > 12 {
                break;
            }
        }
        path.reverse();
        path
    }

    /// The query at the beginning of a chain of relations.
    fn source_of(&self, set: SetId) -> Option<(Place, std::sync::Arc<Query>)> {
        match &self.set(self.beginning(set)?)?.origin {
            Origin::Query(query, place) => Some((*place, std::sync::Arc::clone(query))),
            _ => None,
        }
    }

    /// The set that a chain of relations begins with.
    fn beginning(&self, set: SetId) -> Option<SetId> {
        let mut at = set;
        for _ in 0..12 {
            match step_up(&self.set(at)?.origin) {
                Some((parent, ..)) => at = parent,
                None => return Some(at),
            }
        }
        None
    }

    /// The query that the rows begin with runs anew in each round of all the loops that multiply what is read of them.
    fn runs_with_its_query(&self, set: SetId, dims: Option<Dims>) -> bool {
        let all = |ran_in: &Vec<u32>| self.multiplying(dims).iter().all(|id| ran_in.contains(id));
        self.ran_in(set).is_some_and(|ran_in| !ran_in.is_empty() && all(ran_in))
    }

    /// The loops in each of whose rounds the query runs that the rows begin with.
    fn ran_in(&self, set: SetId) -> Option<&Vec<u32>> {
        self.beginning(set).and_then(|set| self.ran_in.get(&set))
    }
}

/// The rows that rows are a relation of, where an option on the query of the former reaches the latter.
fn step_up(origin: &Origin) -> Option<(SetId, EntityId, Name)> {
    match origin {
        Origin::Relation { parent, entity, relation } => Some((*parent, *entity, *relation)),
        Origin::Query(query, _) => {
            let related = query.related.filter(|related| related.plain && related.implied)?;
            Some((related.parent, related.entity, related.relation))
        }
        Origin::Given(_) => None,
    }
}
