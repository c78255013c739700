//! A query that runs: what it costs, and what the session holds after it.

use crate::eval::query::{Bound, Query, Style};
use crate::eval::value::SetId;
use crate::flow::cost::Cost;
use crate::flow::record::What;
use crate::model::Place;
use crate::names::Name;

use super::Replay;

impl Replay<'_> {
    /// `prefetch_related("books__author")` of authors: Django gives each book the author that it was found by.
    fn is_way_back(&self, query: &Query, path: &[Name]) -> bool {
        let [ahead @ .., from, back] = path else { return false };
        let relation = |entity, name: &Name| self.world.entity(entity).relation(self.world.names.text(*name));
        let entity = query.entity().and_then(|of| ahead.iter().try_fold(of, |at, name| Some(relation(at, name)?.target)));
        let found = entity.and_then(|of| Some((of, relation(relation(of, from)?.target, back)?)));
        found.is_some_and(|(of, relation)| self.leads_back(of, *from, relation))
    }

    pub(super) fn execute(
        &mut self,
        query: &std::sync::Arc<Query>,
        set: Option<SetId>,
        place: Place,
        why: &'static str,
        key: Option<&crate::eval::ops::KeyLookup>,
    ) {
        if query.write {
            return;
        }
        let dims = match key {
            Some(key) => {
                if self.is_whole(key.entity) {
                    return;
                }
                if self.is_partly(key.entity) {
                    self.out.undecided.push(place);
                }
                // The same constant key a second time is in the identity map.
                if key.dims.is_empty() && !self.keys.insert((key.entity, place)) {
                    return;
                }
                let varying = self.loops.iter().any(|l| l.varies(key.dims));
                if varying || self.loops.is_empty() { None } else { Some(key.dims) }
            }
            None => query.within,
        };
        if let Some(set) = set {
            self.ran_in.insert(set, self.multiplying(dims));
        }
        let cost = self.multiplied(1, dims);
        let mut eager = Cost::default();
        for option in &query.options {
            let is_query = matches!(option.kind, "selectinload" | "subqueryload" | "immediateload") && !option.path.is_empty();
            if is_query && !(query.style == Style::Django && self.is_way_back(query, &option.path)) {
                eager.add_cost(&self.multiplied(1, dims));
            }
        }
        self.record(
            What::Execute { query: std::sync::Arc::clone(query), why },
            place,
            cost,
            dims,
            set,
            !query.filters_open || query.sql.is_some(),
        );
        self.out.cost.add_cost(&eager);
        if let (Some(set), Some(entity), false) = (set, query.entity(), query.style == Style::Django) {
            self.seen.insert(set);
            let brought = self.mapped_eager(entity, &query.options);
            if brought > 0 {
                let cost = self.multiplied(brought, dims);
                self.out.cost.add_cost(&cost);
            }
            if query.is_whole_table() {
                self.whole.entry(entity).or_default().push(set);
            } else if !query.is_key_lookup(&self.world.entities, &self.world.names) && query.bound != Bound::One {
                self.partly.entry(entity).or_default().push(set);
            }
        }
        if query.bound == Bound::Unbounded
            && !query.is_aggregate()
            && key.is_none()
            && matches!(why, "all()" | "iterated" | "execute()" | "scalars()")
        {
            let bounded = query.is_key_lookup(&self.world.entities, &self.world.names) || query.parent;
            if !bounded && query.entity().is_some() {
                self.out.unbounded.push(place);
            }
        }
    }
}
