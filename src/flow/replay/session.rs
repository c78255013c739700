//! What a session has loaded: identity map, loader options, rows that something holds.

use std::sync::Arc;

use crate::eval::ops::Rounds;
use crate::eval::query::{PredicateKind, Query, Right, flatten};
use crate::eval::value::{Cause, Dims, LoaderOption, SetId};
use crate::eval::world::{Origin, RowSet};
use crate::library::loads;
use crate::model::Place;
use crate::model::entity::{EntityId, Loading, Many, Orm};
use crate::names::Name;

use crate::flow::record::What;

use super::Replay;

impl Replay<'_> {
    pub(super) fn is_whole(&self, entity: EntityId) -> bool {
        self.whole.get(&entity).is_some_and(|sets| sets.iter().any(|s| self.is_held(*s)))
    }

    /// Some of its rows are loaded and held.
    pub(super) fn is_partly(&self, entity: EntityId) -> bool {
        self.partly.get(&entity).is_some_and(|sets| sets.iter().any(|s| self.is_held(*s)))
    }

    pub(super) fn is_held(&self, set: SetId) -> bool {
        self.holders.get(&set).is_some_and(|names| *names > 0)
            || self.loops.iter().any(|l| matches!(l.info.rounds, Rounds::Rows(s) if s == set))
    }

    pub(super) fn hold(&mut self, set: SetId, frame: u32) {
        *self.holders.entry(set).or_default() += 1;
        self.held_in.entry(frame).or_default().push(set);
    }

    pub(super) fn release(&mut self, frame: u32) {
        for set in self.held_in.remove(&frame).unwrap_or_default() {
            if let Some(names) = self.holders.get_mut(&set) {
                *names -= 1;
            }
        }
    }

    pub(super) fn touch(&mut self, parent: SetId, child: SetId, entity: EntityId, relation: Name, dims: Dims, place: Place) {
        let world = self.world;
        let Some(info) = world.entity(entity).relation(world.names.text(relation)) else { return };
        let by_instance = world.entity(entity).orm == Orm::Django;
        // Each use of a relation's manager is a queryset of its own.
        let kept = !by_instance || info.many == Many::ToOne;
        if kept && self.loaded.contains(&child) {
            return;
        }
        if matches!(info.loading, Loading::Raise | Loading::None)
            || (info.loading.is_eager() && !self.put_off(parent, relation))
        {
            return;
        }
        match self.eager_by_query(parent, relation) {
            Some(true) => return,
            Some(false) => {}
            None => {
                // More options may be there than are known.
                self.out.causes.push((place, Cause::Form("loader options are not all known")));
                return;
            }
        }
        // Back to the parent that it was reached from.
        if self.is_back_reference(parent, info) {
            return;
        }
        if !by_instance
            && info.many == Many::ToOne
            && info.by_primary_key
            && (self.is_whole(info.target) || self.is_given_parent(parent, entity, info))
        {
            return;
        }
        if !by_instance {
            self.seen.insert(child);
        }
        if kept {
            Arc::make_mut(&mut self.loaded).insert(child);
        }
        let given = || self.key_dims(parent, entity, info).or_else(|| self.row_dims(parent));
        let dims = if by_instance { dims } else { given().unwrap_or(dims) };
        let cost = self.multiplied(1, Some(dims));
        let maybe_held = !by_instance && info.many == Many::ToOne && self.is_partly(info.target);
        if maybe_held {
            self.out.undecided.push(place);
        }
        let known = info.loading != Loading::Unknown && !maybe_held;
        self.record(What::Lazy { entity, relation, parent }, place, cost, Some(dims), Some(parent), known);
        if !by_instance {
            let brought = self.mapped_eager(info.target, &[]);
            if brought > 0 {
                let cost = self.multiplied(brought, Some(dims));
                self.out.cost.add_cost(&cost);
            }
        }
    }

    /// A relation that the mapping loads with its parent, but the query says `lazyload`.
    fn put_off(&self, parent: SetId, relation: Name) -> bool {
        let Some(RowSet { origin: Origin::Query(query, _), .. }) = self.set(parent) else { return false };
        query.options.iter().rev().find(|o| o.path == [relation]).is_some_and(|o| o.kind == "lazyload")
    }

    /// Whether the query that made the rows loads the relation by an option.
    pub(super) fn eager_by_query(&self, set: SetId, relation: Name) -> Option<bool> {
        let mut path = vec![relation];
        let mut at = set;
        for _ in 0..8 {
            match &self.set(at)?.origin {
                Origin::Query(query, _) => {
                    path.reverse();
                    return loads(&query.options, query.options_open, &path).map(|hit| hit || sub_path(&query.options, &path));
                }
                Origin::Relation { parent, relation, .. } => {
                    path.push(*relation);
                    at = *parent;
                }
                Origin::Given(_) => return Some(false),
            }
        }
        Some(false)
    }

    /// `Comment.query.filter_by(post_id=post_id)`: all comments have the same post, which is loaded once for each value that
    /// the query compares with.
    pub(super) fn key_dims(&self, set: SetId, entity: EntityId, relation: &crate::model::entity::Relation) -> Option<Dims> {
        let RowSet { origin: Origin::Query(query, _), .. } = self.set(set)? else { return None };
        if self.row_of_dynamic(query, relation).is_some() {
            return Some(query.dims);
        }
        let [key] = relation.local.as_slice() else { return None };
        if relation.many != Many::ToOne || !relation.by_primary_key {
            return None;
        }
        if query.some_parent {
            return Some(query.dims);
        }
        query.filters.iter().flat_map(flatten).find_map(|predicate| match &predicate.kind {
            PredicateKind::Compare { column: (e, name), op: "=", right: Right::Value }
                if *e == entity && self.world.names.text(*name) == key =>
            {
                Some(predicate.dims)
            }
            _ => None,
        })
    }

    /// `comment.post.author` of such comments: the posts are as many as the values that the query compares with.
    fn row_dims(&self, set: SetId) -> Option<Dims> {
        let mut at = set;
        for _ in 0..8 {
            let Origin::Relation { parent, entity, relation, .. } = self.set(at)?.origin else { return None };
            let info = self.world.entity(entity).relation(self.world.names.text(relation))?;
            if info.many != Many::ToOne {
                return None;
            }
            if let Some(dims) = self.key_dims(parent, entity, info) {
                return Some(dims);
            }
            at = parent;
        }
        None
    }

    /// `Comment.query.filter_by(post_id=post.id)`, then `comment.post`: the post that is held.
    pub(super) fn is_given_parent(&self, set: SetId, entity: EntityId, relation: &crate::model::entity::Relation) -> bool {
        let Some(RowSet { origin: Origin::Query(query, _), .. }) = self.set(set) else { return false };
        if self.row_of_dynamic(query, relation).is_some_and(|of| self.is_held(of)) {
            return true;
        }
        let [key] = relation.local.as_slice() else { return false };
        query.filters.iter().flat_map(flatten).any(|predicate| match (&predicate.kind, predicate.of) {
            (PredicateKind::Compare { column: (e, name), op: "=", right: Right::Value }, Some(of)) => {
                *e == entity
                    && self.world.names.text(*name) == key
                    && self.set(of).is_some_and(|s| s.entity == Some(relation.target))
                    && self.is_held(of)
            }
            _ => false,
        })
    }

    /// `for c in post.comments: c.post` is the post that the comments came from.
    pub(super) fn is_back_reference(&self, set: SetId, relation: &crate::model::entity::Relation) -> bool {
        let Some(RowSet { origin: Origin::Relation { relation: from, entity, .. }, .. }) = self.set(set) else { return false };
        self.leads_back(*entity, *from, relation)
    }

    /// `post.comments.filter(…)` of a dynamic relation, then `comment.post`: the post that was asked.
    fn row_of_dynamic(&self, query: &Query, relation: &crate::model::entity::Relation) -> Option<SetId> {
        let (of, entity, from) = query.from_row?;
        self.leads_back(entity, from, relation).then_some(of)
    }

    /// Is it the other side of the relation of that entity?
    pub(super) fn leads_back(&self, entity: EntityId, from: Name, relation: &crate::model::entity::Relation) -> bool {
        relation.leads_back(entity, self.world.entity(entity), self.world.names.text(from))
    }
}

/// An option with a longer path loads what lies on its way, too.
fn sub_path(options: &[LoaderOption], path: &[Name]) -> bool {
    options.iter().any(|o| o.path.len() > path.len() && o.path.starts_with(path) && crate::library::is_eager(o.kind))
}
