//! Replays a tree of operations against what a session has loaded. Only replay makes cost.
//!
//! SQLAlchemy's rules: a relation that is loaded is free; a to-one that joins on the whole primary key is free when all
//! rows of its target are loaded and still held; `get` by key likewise; the identity map holds rows only as long as
//! something else holds them. Each operation is multiplied by the loops that its row varies over, an executed query by
//! all loops around it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::World;
use crate::eval::interp::Mode;
use crate::eval::ops::{LoopInfo, LoopKind, Op, Rounds};
use crate::eval::query::{Bound, PredicateKind, Query, Right, flatten};
use crate::eval::value::{Cause, Dims, LoaderOption, SetId};
use crate::eval::world::{Origin, RowSet};
use crate::library::loads;
use crate::model::Place;
use crate::model::entity::{EntityId, Loading, Many};
use crate::names::Name;

use super::cost::{Atom, Cost};
use super::record::{Occurrence, What};

/// What an evaluation left behind.
pub struct Evaluated {
    pub ops: Vec<Op>,
    /// Row sets after those of the world.
    pub sets: Vec<RowSet>,
    pub rounds: Vec<Rounds>,
}

/// A loop that is open during the replay.
#[derive(Clone)]
pub struct OpenLoop {
    pub info: LoopInfo,
    /// `None`: the loop adds no factor (once, or absorbed by an inner one).
    pub atom: Option<Atom>,
    /// How often it runs is known by its form: rows, a literal, or as often as such a loop.
    pub known: bool,
    /// Over the rows of one page, of whatever size.
    pub paged: bool,
    /// Calls on the way when it was opened.
    pub depth: usize,
    /// The inner loop that counts for both.
    absorbed_by: Option<u32>,
}

/// One call on the way to an operation.
#[derive(Clone)]
pub struct Link {
    pub place: Place,
    /// What is called.
    pub symbol: std::sync::Arc<str>,
    /// A template that is rendered or included.
    pub page: bool,
}

/// The result of a replay.
#[derive(Default)]
pub struct Replayed {
    pub cost: Cost,
    pub occurrences: Vec<Occurrence>,
    pub causes: Vec<(Place, Cause)>,
    pub renders: Vec<String>,
    pub external: Vec<Place>,
    pub unbounded: Vec<Place>,
    /// An undecided branch whose sides cost differently.
    pub undecided: bool,
}

/// See the module.
pub struct Replay<'a> {
    world: &'a World,
    evaluated: &'a Evaluated,
    mode: Mode,
    out: Replayed,
    loops: Vec<OpenLoop>,
    /// Calls on the way, outermost first.
    chain: Vec<Link>,
    guards: Vec<Place>,
    /// Open exception handlers.
    handlers: usize,
    /// Loops around the innermost cached call.
    cached_from: Option<usize>,
    /// Relations that are loaded, by the set that they yield.
    loaded: FxHashSet<SetId>,
    /// Sets of whole tables: entity → sets.
    whole: FxHashMap<EntityId, Vec<SetId>>,
    /// Entities of which many rows are loaded, but not surely all: loads of a to-one may be free.
    partly: FxHashSet<EntityId>,
    holders: FxHashMap<SetId, Vec<u32>>,
    /// Rows got by key with a constant key: (entity, place of the call).
    keys: FxHashSet<(EntityId, Place)>,
}

impl<'a> Replay<'a> {
    #[must_use]
    pub fn run(world: &'a World, evaluated: &'a Evaluated, mode: Mode) -> Replayed {
        let mut replay = Self {
            world,
            evaluated,
            mode,
            out: Replayed::default(),
            loops: Vec::new(),
            chain: Vec::new(),
            guards: Vec::new(),
            handlers: 0,
            cached_from: None,
            loaded: FxHashSet::default(),
            whole: FxHashMap::default(),
            partly: FxHashSet::default(),
            holders: FxHashMap::default(),
            keys: FxHashSet::default(),
        };
        replay.all(&evaluated.ops);
        replay.out
    }

    fn all(&mut self, ops: &[Op]) {
        for op in ops {
            self.one(op);
        }
    }

    fn one(&mut self, op: &Op) {
        match op {
            Op::Execute { query, set, place, why, key } => self.execute(query, *set, *place, why, key.as_ref()),
            Op::Touch { parent, child, entity, relation, dims, place } => {
                self.touch(*parent, *child, *entity, *relation, *dims, *place);
            }
            Op::Column { entity, column, dims, place, .. } => {
                let cost = self.multiplied(1, Some(*dims));
                let what = What::Column { entity: *entity, column: *column };
                self.record(what, *place, cost, Some(*dims), None, true);
            }
            Op::Hold { set, frame } => self.holders.entry(*set).or_default().push(*frame),
            Op::Release { frame } => self.release(*frame),
            Op::Write { place, what } => {
                let cost = self.multiplied(1, None);
                self.record(What::Write(what.to_string()), *place, cost, None, None, true);
            }
            Op::Commit { .. } => {
                // Rows expire; what is read again after it is not followed.
                self.loaded.clear();
                self.whole.clear();
            }
            Op::Loop { info, body } => self.looped(info, body),
            Op::Branch { place, sides, exits, likely } => self.branch(*place, sides, exits, *likely),
            Op::Call { place, symbol, body, page } => {
                self.chain.push(Link { place: *place, symbol: std::sync::Arc::clone(symbol), page: *page });
                self.all(body);
                self.chain.pop();
            }
            Op::Cached { place, dims, body } => self.cached(*place, *dims, body),
            Op::Handler { body } => {
                self.handlers += 1;
                self.all(body);
                self.handlers -= 1;
            }
            Op::Render { template, .. } => self.out.renders.push(template.to_string()),
            Op::External { place, .. } => self.out.external.push(*place),
            Op::Lost { place, cause } => self.out.causes.push((*place, cause.clone())),
        }
    }

    /// A cached call costs once for each value of its arguments: loops that they do not vary over do not multiply it.
    fn cached(&mut self, place: Place, dims: Dims, body: &[Op]) {
        let outer = self.cached_from.replace(self.loops.len());
        let around = self.loops.clone();
        for open in &mut self.loops {
            if !dims.contains(open.info.id) {
                open.atom = None;
                open.info.once = true;
            }
            if open.absorbed_by.is_some_and(|inner| !dims.contains(inner)) {
                open.absorbed_by = None;
            }
        }
        self.guards.push(place);
        self.all(body);
        self.guards.pop();
        self.loops = around;
        self.cached_from = outer;
    }

    /// Handles an exception, or is cached for each round of the loops around it. A loop inside what is cached is paid as
    /// a whole each time the cache does not hold the result.
    fn is_seldom(&self) -> bool {
        let cached = |from: usize| self.loops[from.min(self.loops.len())..].iter().all(|l| l.atom.is_none());
        self.handlers > 0 || self.cached_from.is_some_and(cached)
    }

    fn set(&self, id: SetId) -> Option<&RowSet> {
        let at = id.0 as usize;
        let base = self.world.sets.len();
        if at < base { self.world.sets.get(at) } else { self.evaluated.sets.get(at - base) }
    }

    // Loops.

    fn looped(&mut self, info: &LoopInfo, body: &[Op]) {
        let atom = self.atom(info);
        let absorbed = self.absorbs(info);
        if let Some(outer) = absorbed {
            self.loops[outer].absorbed_by = Some(info.id);
        }
        let known = matches!(self.rounds(info), Rounds::Known(_) | Rounds::Rows(_));
        let paged = self.is_page(info);
        self.loops.push(OpenLoop { info: info.clone(), atom, known, paged, depth: self.chain.len(), absorbed_by: None });
        self.all(body);
        self.loops.pop();
        if let Some(outer) = absorbed {
            self.loops[outer].absorbed_by = None;
        }
    }

    /// The factor that a loop is worth; `None` when it runs at most once.
    fn atom(&self, info: &LoopInfo) -> Option<Atom> {
        if info.once {
            return None;
        }
        match self.rounds(info) {
            Rounds::Known(n) => Some(Atom { name: format!("{n}"), place: info.place, bound: Some(*n) }),
            Rounds::Rows(set) => {
                let (name, bound) = self.cardinality(*set);
                if bound == Some(1) {
                    return None;
                }
                let bound = match (bound, info.bound) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                Some(Atom { name: format!("N({name})"), place: info.place, bound })
            }
            Rounds::Loop(_) | Rounds::Unknown(_) => {
                let name = if info.kind == LoopKind::While { "while" } else { "items" };
                Some(Atom { name: format!("N({name})"), place: info.place, bound: info.bound })
            }
        }
    }

    fn is_page(&self, info: &LoopInfo) -> bool {
        let Rounds::Rows(set) = self.rounds(info) else { return false };
        matches!(self.set(*set), Some(RowSet { origin: Origin::Query(query, _), .. }) if query.bound == Bound::Page)
    }

    /// How often a loop runs; a list that was filled in another loop is as long as that one's.
    fn rounds<'r>(&'r self, info: &'r LoopInfo) -> &'r Rounds {
        let mut rounds = &info.rounds;
        for _ in 0..16 {
            let Rounds::Loop(id) = rounds else { break };
            let Some(next) = self.evaluated.rounds.get(*id as usize) else { break };
            rounds = next;
        }
        rounds
    }

    /// The table whose rows a set holds, and their literal bound.
    fn cardinality(&self, set: SetId) -> (String, Option<u64>) {
        let Some(info) = self.set(set) else { return ("rows".into(), None) };
        let name = info
            .entity
            .map(|e| self.world.entity(e))
            .map(|e| e.table_name.clone().unwrap_or_else(|| e.name.clone()))
            .unwrap_or_else(|| "rows".into());
        match &info.origin {
            Origin::Query(query, _) => {
                let name = match (info.entity, query.main_entity()) {
                    (None, Some(e)) => self.world.entity(e).table_name.clone().unwrap_or(name),
                    (None, None) => query.tables.first().cloned().unwrap_or(name),
                    _ => name,
                };
                let bound = match query.bound {
                    Bound::One => Some(1),
                    Bound::AtMost(n) => Some(n),
                    _ if query.is_aggregate() => Some(1),
                    _ if query.is_key_lookup(&self.world.entities, &self.world.names) => Some(1),
                    _ => None,
                };
                (name, bound)
            }
            Origin::Relation { entity, relation, .. } => {
                let to_one = self
                    .world
                    .entity(*entity)
                    .relation(self.world.names.text(*relation))
                    .is_some_and(|r| r.many == Many::ToOne);
                (name, to_one.then_some(1))
            }
            Origin::Given(_) => (name, Some(1)),
        }
    }

    /// `for c in clients: for p in c.projects:` goes through all projects once: the inner loop counts for both, when the
    /// relation is one-to-many (each child has one parent).
    fn absorbs(&self, info: &LoopInfo) -> Option<usize> {
        // A slice of each parent's children: so many for each parent.
        if info.bound.is_some() {
            return None;
        }
        let Rounds::Rows(set) = info.rounds else { return None };
        let Origin::Relation { parent, entity, relation } = &self.set(set)?.origin else { return None };
        let relation = self.world.entity(*entity).relation(self.world.names.text(*relation))?;
        if relation.many != Many::OneToMany {
            return None;
        }
        self.loops.iter().rposition(|l| matches!(l.info.rounds, Rounds::Rows(s) if s == *parent) && l.absorbed_by.is_none())
    }

    /// `coef` times the loops around: all of them, or those that `dims` names.
    fn multiplied(&self, coef: u64, dims: Option<Dims>) -> Cost {
        let factors = self.factors(dims);
        let mut cost = Cost::default();
        let mut coef = coef;
        let mut atoms = Vec::new();
        for atom in factors {
            match atom.name.parse::<u64>() {
                Ok(n) => coef = coef.saturating_mul(n),
                Err(_) => atoms.push(atom),
            }
        }
        cost.add(coef, atoms);
        cost
    }

    fn factors(&self, dims: Option<Dims>) -> Vec<Atom> {
        self.loops
            .iter()
            .filter(|l| match dims {
                None => l.absorbed_by.is_none(),
                Some(d) => d.contains(l.info.id) && l.absorbed_by.is_none_or(|inner| !d.contains(inner)),
            })
            .filter_map(|l| l.atom.clone())
            .collect()
    }

    // Operations.

    fn execute(
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
                // The same constant key a second time is in the identity map.
                if key.dims.is_empty() && !self.keys.insert((key.entity, place)) {
                    return;
                }
                let varying = self.loops.iter().any(|l| key.dims.contains(l.info.id));
                if varying || self.loops.is_empty() { None } else { Some(key.dims) }
            }
            None => None,
        };
        let cost = self.multiplied(1, dims);
        let mut eager = Cost::default();
        for option in &query.options {
            if matches!(option.kind, "selectinload" | "subqueryload" | "immediateload") && !option.path.is_empty() {
                eager.add_cost(&self.multiplied(1, dims));
            }
        }
        self.record(What::Execute { query: std::sync::Arc::clone(query), why }, place, cost, dims, set, !query.filters_open);
        self.out.cost.add_cost(&eager);
        if let (Some(set), Some(entity)) = (set, query.entity()) {
            self.mapped_eager(entity);
            if query.is_whole_table() {
                self.whole.entry(entity).or_default().push(set);
            } else if query.filters.is_empty() && !query.filters_open && matches!(query.bound, Bound::AtMost(n) if n > 1) {
                self.partly.insert(entity);
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

    /// `lazy="selectin"` on a relation of the entity costs one statement more with each query.
    fn mapped_eager(&mut self, entity: EntityId) {
        let extra = self
            .world
            .entity(entity)
            .relations
            .iter()
            .filter(|r| matches!(r.loading, Loading::SelectIn | Loading::Subquery))
            .count();
        if extra > 0 {
            let cost = self.multiplied(u64::try_from(extra).unwrap_or(0), None);
            self.out.cost.add_cost(&cost);
        }
    }

    fn is_whole(&self, entity: EntityId) -> bool {
        self.whole.get(&entity).is_some_and(|sets| sets.iter().any(|s| self.is_held(*s)))
    }

    fn is_held(&self, set: SetId) -> bool {
        self.holders.get(&set).is_some_and(|h| !h.is_empty())
            || self.loops.iter().any(|l| matches!(l.info.rounds, Rounds::Rows(s) if s == set))
    }

    fn release(&mut self, frame: u32) {
        for holders in self.holders.values_mut() {
            holders.retain(|f| *f != frame);
        }
    }

    fn touch(&mut self, parent: SetId, child: SetId, entity: EntityId, relation: Name, dims: Dims, place: Place) {
        let info = self.world.entity(entity).relation(self.world.names.text(relation)).cloned();
        let Some(info) = info else { return };
        if self.loaded.contains(&child) {
            return;
        }
        if matches!(info.loading, Loading::Raise | Loading::None) || info.loading.is_eager() {
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
        if self.is_back_reference(parent, &info) {
            return;
        }
        if info.many == Many::ToOne
            && info.by_primary_key
            && (self.is_whole(info.target) || self.is_given_parent(parent, entity, &info))
        {
            return;
        }
        self.loaded.insert(child);
        let dims = self.key_dims(parent, entity, &info).unwrap_or(dims);
        let cost = self.multiplied(1, Some(dims));
        let maybe_held = info.many == Many::ToOne && self.partly.contains(&info.target);
        self.out.undecided |= maybe_held;
        let known = info.loading != Loading::Unknown && !maybe_held;
        self.record(What::Lazy { entity, relation, parent }, place, cost, Some(dims), Some(parent), known);
    }

    /// Whether the query that made the rows loads the relation by an option.
    fn eager_by_query(&self, set: SetId, relation: Name) -> Option<bool> {
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
    fn key_dims(&self, set: SetId, entity: EntityId, relation: &crate::model::entity::Relation) -> Option<Dims> {
        let RowSet { origin: Origin::Query(query, _), .. } = self.set(set)? else { return None };
        let [key] = relation.local.as_slice() else { return None };
        if relation.many != Many::ToOne || !relation.by_primary_key {
            return None;
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

    /// `Comment.query.filter_by(post_id=post.id)`, then `comment.post`: the post that is held.
    fn is_given_parent(&self, set: SetId, entity: EntityId, relation: &crate::model::entity::Relation) -> bool {
        let Some(RowSet { origin: Origin::Query(query, _), .. }) = self.set(set) else { return false };
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
    fn is_back_reference(&self, set: SetId, relation: &crate::model::entity::Relation) -> bool {
        let Some(RowSet { origin: Origin::Relation { relation: from, entity, .. }, .. }) = self.set(set) else { return false };
        let forward = self.world.names.text(*from);
        relation.many == Many::ToOne
            && relation.target == *entity
            && (relation.reverse.as_deref() == Some(forward)
                || self
                    .world
                    .entity(*entity)
                    .relation(forward)
                    .is_some_and(|f| f.reverse.as_deref() == Some(relation.name.as_str())))
    }

    fn branch(&mut self, place: Place, sides: &[Vec<Op>], exits: &[bool], likely: Option<usize>) {
        let before = std::mem::take(&mut self.out.cost);
        let mut costs = Vec::new();
        let loaded = self.loaded.clone();
        let mut after: Option<FxHashSet<SetId>> = None;
        for (at, side) in sides.iter().enumerate() {
            self.loaded = loaded.clone();
            let guarded = likely != Some(at);
            if guarded {
                self.guards.push(place);
            }
            self.all(side);
            if guarded {
                self.guards.pop();
            }
            costs.push(std::mem::take(&mut self.out.cost));
            after = Some(match after {
                None => self.loaded.clone(),
                Some(a) => {
                    if self.mode == Mode::Plain {
                        a.intersection(&self.loaded).copied().collect()
                    } else {
                        a.union(&self.loaded).copied().collect()
                    }
                }
            });
        }
        self.loaded = after.unwrap_or(loaded);
        self.out.cost = before;
        if costs.windows(2).any(|w| w[0] != w[1]) || (costs.len() == 1 && costs[0] != Cost::default()) {
            self.out.undecided = true;
        }
        let staying: Vec<&Cost> = costs.iter().zip(exits).filter(|(_, e)| !**e).map(|(c, _)| c).collect();
        let pool: Vec<&Cost> = if staying.is_empty() || self.mode != Mode::Plain { costs.iter().collect() } else { staying };
        let chosen =
            if self.mode == Mode::Plain { pool.iter().min_by_key(|c| c.at(40)) } else { pool.iter().max_by_key(|c| c.at(40)) };
        if let Some(cost) = chosen {
            let cost = (*cost).clone();
            self.out.cost.add_cost(&cost);
        }
    }

    fn record(&mut self, what: What, place: Place, cost: Cost, dims: Option<Dims>, set: Option<SetId>, known: bool) {
        self.out.cost.add_cost(&cost);
        let loops: Vec<OpenLoop> =
            self.loops.iter().filter(|l| !l.info.once && dims.is_none_or(|d| d.contains(l.info.id))).cloned().collect();
        let path = match (&what, set) {
            (What::Lazy { entity, relation, .. }, Some(set)) => self.path_to(set, *entity, *relation),
            _ => Vec::new(),
        };
        self.out.occurrences.push(Occurrence {
            path,
            what,
            place,
            cost,
            loops,
            chain: self.chain.clone(),
            guards: self.guards.clone(),
            seldom: self.is_seldom(),
            source: set.and_then(|s| self.source_of(s)),
            known,
        });
    }

    /// Relations from the beginning of a chain to the one that is read.
    fn path_to(&self, set: SetId, entity: EntityId, relation: Name) -> Vec<(EntityId, Name)> {
        let mut path = vec![(entity, relation)];
        let mut at = set;
        while let Some(RowSet { origin: Origin::Relation { parent, entity, relation }, .. }) = self.set(at) {
            path.push((*entity, *relation));
            at = *parent;
            if path.len() > 12 {
                break;
            }
        }
        path.reverse();
        path
    }

    /// The query at the beginning of a chain of relations.
    fn source_of(&self, set: SetId) -> Option<(Place, std::sync::Arc<Query>)> {
        let mut at = set;
        for _ in 0..12 {
            match &self.set(at)?.origin {
                Origin::Query(query, place) => return Some((*place, std::sync::Arc::clone(query))),
                Origin::Relation { parent, .. } => at = *parent,
                Origin::Given(_) => return None,
            }
        }
        None
    }
}

/// An option with a longer path loads what lies on its way, too.
fn sub_path(options: &[LoaderOption], path: &[Name]) -> bool {
    options.iter().any(|o| o.path.len() > path.len() && o.path.starts_with(path) && crate::library::is_eager(o.kind))
}
