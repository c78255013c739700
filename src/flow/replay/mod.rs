//! Replays a tree of operations against what a session has loaded. Only replay makes cost.
//!
//! What is kept differs by library. SQLAlchemy's rules: a relation that is loaded is free; a to-one that joins on the whole primary key is free when all
//! rows of its target are loaded and still held; `get` by key likewise; the identity map holds rows only as long as
//! something else holds them. Each operation is multiplied by the loops that its row varies over, an executed query by
//! all loops around it. Django has no identity map: an instance keeps the row that a key of its own led to, a queryset its
//! rows, and the rows of a relation to many are kept only where they were loaded with their parents.

mod eager;
mod exits;
mod rounds;
mod session;
mod transaction;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::World;
use crate::eval::interp::Mode;
use crate::eval::ops::{CallKind, ExitScope, LoopInfo, LoopKind, Op, Outside, Rounds, TransactionEvent};
use crate::eval::query::{Bound, Query, Style};
use crate::eval::reads::Reads;
use crate::eval::value::{Cause, Dims, SetId};
use crate::eval::world::{FuncRef, Origin, RowSet};
use crate::model::Place;
use crate::model::entity::EntityId;
use crate::names::Name;

use super::cost::{Atom, Cost};
use super::ledger::{Defeat, RowReads};
use super::record::{Moment, Occurrence, Side, What};
use super::uses::reads::RowsRead;

/// What an evaluation left behind.
#[derive(Default)]
pub struct Evaluated {
    pub ops: Vec<Op>,
    /// Row sets after those of the world.
    pub sets: Vec<RowSet>,
    pub rounds: Vec<Rounds>,
    /// What was read of the rows.
    pub reads: Reads,
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
    /// Loops that are over, and filled what this one goes through: what varied over them varies over this one.
    pub filled_in: Vec<u32>,
}

impl OpenLoop {
    /// Whether what has these dims is another thing in each round.
    #[must_use]
    pub fn varies(&self, dims: Dims) -> bool {
        dims.contains(self.info.id) || self.filled_in.iter().any(|id| dims.contains(*id))
    }
}

/// One call on the way to an operation.
#[derive(Clone)]
pub struct Link {
    pub place: Place,
    /// What is called.
    pub symbol: std::sync::Arc<str>,
    /// Who calls it.
    pub kind: CallKind,
}

/// The result of a replay.
#[derive(Default)]
pub struct Replayed {
    pub cost: Cost,
    pub occurrences: Vec<Occurrence>,
    pub causes: Vec<(Place, Cause)>,
    pub renders: Vec<String>,
    pub outside: Vec<OutsideCall>,
    pub unbounded: Vec<Place>,
    /// Loader options of queries that were given to something that is not followed.
    pub lent: Vec<Place>,
    /// Undecided branches whose sides cost differently.
    pub undecided: Vec<Place>,
}

/// A call that is no statement, as one entry meets it.
pub struct OutsideCall {
    pub place: Place,
    pub kind: Outside,
    pub what: String,
    pub in_async: bool,
    pub awaited: bool,
    pub in_generator: bool,
    pub loops: Vec<OpenLoop>,
    pub chain: Vec<Link>,
    pub guards: Vec<Place>,
    pub seldom: bool,
    /// The first write of the transaction that is open meanwhile, where it was sent.
    pub dirty: Option<Place>,
}

/// See the module.
pub struct Replay<'a> {
    world: &'a World,
    evaluated: &'a Evaluated,
    rows: RowsRead<'a>,
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
    /// Deferred columns that were read.
    columns: FxHashSet<(SetId, Name)>,
    /// Sets of whole tables: entity → sets.
    whole: FxHashMap<EntityId, Vec<SetId>>,
    /// Sets of many rows of an entity, but not surely all: while they are held, loads of a to-one may be free.
    partly: FxHashMap<EntityId, Vec<SetId>>,
    holders: FxHashMap<SetId, Vec<u32>>,
    /// Rows got by key with a constant key: (entity, place of the call).
    keys: FxHashSet<(EntityId, Place)>,
    transaction: transaction::Transaction,
    exits: exits::Exits,
    /// Sets that were loaded since the last commit, and those that were loaded before it.
    seen: FxHashSet<SetId>,
    expired: FxHashSet<SetId>,
    moment: Moment,
    /// Branches that were met so far.
    branches: u32,
    /// The coroutine that keeps its event loop waiting for the statement.
    held_by: Option<FuncRef>,
}

impl<'a> Replay<'a> {
    #[must_use]
    pub fn run(world: &'a World, evaluated: &'a Evaluated, mode: Mode) -> Replayed {
        let mut replay = Self {
            world,
            evaluated,
            rows: RowsRead::new(world, evaluated),
            mode,
            out: Replayed::default(),
            loops: Vec::new(),
            chain: Vec::new(),
            guards: Vec::new(),
            handlers: 0,
            cached_from: None,
            loaded: FxHashSet::default(),
            columns: FxHashSet::default(),
            whole: FxHashMap::default(),
            partly: FxHashMap::default(),
            holders: FxHashMap::default(),
            keys: FxHashSet::default(),
            transaction: transaction::Transaction::default(),
            exits: exits::Exits::default(),
            seen: FxHashSet::default(),
            expired: FxHashSet::default(),
            moment: Moment::default(),
            branches: 0,
            held_by: None,
        };
        replay.all(&evaluated.ops);
        let open = replay.exits.close(0, ExitScope::Function);
        replay.out.undecided.extend(open);
        replay.out.lent = evaluated.reads.lent.iter().copied().collect();
        replay.out
    }

    fn all(&mut self, ops: &[Op]) {
        for op in ops {
            self.one(op);
        }
    }

    fn one(&mut self, op: &Op) {
        match op {
            Op::Execute { query, set, place, why, key, held_by } => {
                self.held_by = *held_by;
                self.execute(query, *set, *place, why, key.as_ref());
                self.held_by = None;
            }
            Op::Touch { parent, child, entity, relation, dims, place } => {
                self.touch(*parent, *child, *entity, *relation, *dims, *place);
            }
            Op::Column { set, entity, column, dims, place } => {
                if !self.columns.insert((*set, *column)) {
                    return;
                }
                let cost = self.multiplied(1, Some(*dims));
                let what = What::Column { entity: *entity, column: *column };
                self.record(what, *place, cost, Some(*dims), Some(*set), true);
            }
            Op::Hold { set, frame } => self.holders.entry(*set).or_default().push(*frame),
            Op::Release { frame } => self.release(*frame),
            Op::Write { place, what, on } => {
                self.transaction.write(*place);
                self.moment.writes += 1;
                let cost = self.multiplied(1, None);
                self.record(What::Write(what.to_string(), on.clone()), *place, cost, None, None, true);
            }
            Op::Statement { place, what, on } => {
                self.moment.writes += 1;
                let cost = self.multiplied(1, None);
                self.record(What::Statement(what.to_string(), on.clone()), *place, cost, None, None, true);
            }
            // What is sent, and when, is decided at the flush.
            Op::Assign { set, place, what, dims } => {
                self.record(What::Assign(what.to_string()), *place, Cost::default(), Some(*dims), Some(*set), true);
            }
            Op::Commit { place } => {
                self.record(What::Commit, *place, Cost::default(), None, None, true);
                // Rows expire; what is read again after it is not followed.
                self.moment.writes += 1;
                self.loaded.clear();
                self.whole.clear();
                self.expired.extend(self.seen.drain());
                self.transaction.on(TransactionEvent::End);
            }
            Op::Refresh { set, dims, .. } => {
                if self.expired.remove(set) {
                    let cost = self.multiplied(1, Some(*dims));
                    self.exits.pay();
                    self.out.cost.add_cost(&cost);
                }
            }
            Op::Transaction(event) => self.transaction.on(*event),
            Op::Loop { info, body } => self.looped(info, body),
            Op::Branch { place, sides, exits, likely } => self.branch(*place, sides, exits, *likely),
            Op::Call { place, symbol, body, kind } => {
                self.chain.push(Link { place: *place, symbol: std::sync::Arc::clone(symbol), kind: *kind });
                let (mark, sides) = (self.exits.mark(), self.moment.sides.len());
                self.all(body);
                self.moment.sides.truncate(sides);
                self.out.undecided.extend(self.exits.close(mark, ExitScope::Function));
                self.chain.pop();
            }
            Op::Cached { place, dims, body } => self.cached(*place, *dims, body),
            Op::Kept { dims, body } => self.once_in(|open| !open.varies(*dims), body),
            Op::Leaving { loops, body } => self.once_in(|open| loops.contains(&open.info.id), body),
            Op::Exit { place, scope } => {
                self.exits.meet(*place, *scope);
                self.moment.sides.push(Side { branch: self.branches, which: Side::BEHIND_EXIT });
                self.branches += 1;
            }
            Op::Handler { body } => {
                self.handlers += 1;
                let transaction = self.transaction;
                self.all(body);
                self.transaction = transaction;
                self.handlers -= 1;
            }
            Op::Render { template, .. } => self.out.renders.push(template.to_string()),
            Op::Outside { place, kind, what, in_async, awaited, in_generator } => self.out.outside.push(OutsideCall {
                place: *place,
                kind: *kind,
                what: what.to_string(),
                in_async: *in_async,
                awaited: *awaited,
                in_generator: *in_generator,
                loops: self.loops.iter().filter(|l| !l.info.once).cloned().collect(),
                chain: self.chain.clone(),
                guards: self.guards.clone(),
                seldom: self.is_seldom(),
                dirty: self.transaction.sent(),
            }),
            Op::Lost { place, cause } => {
                // It may have committed.
                self.moment.lost += 1;
                self.transaction.on(TransactionEvent::End);
                self.out.causes.push((*place, cause.clone()));
            }
        }
    }

    /// A cached call costs once for each value of its arguments: loops that they do not vary over do not multiply it.
    fn cached(&mut self, place: Place, dims: Dims, body: &[Op]) {
        let outer = self.cached_from.replace(self.loops.len());
        let around = self.loops.clone();
        for open in &mut self.loops {
            if !open.varies(dims) {
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

    /// What runs once at most in some of the loops around it.
    fn once_in(&mut self, is_once: impl Fn(&OpenLoop) -> bool, body: &[Op]) {
        let around = self.loops.clone();
        for open in self.loops.iter_mut().filter(|open| is_once(open)) {
            open.atom = None;
            open.info.once = true;
        }
        self.all(body);
        self.loops = around;
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
        let cost = self.multiplied(1, dims);
        let mut eager = Cost::default();
        for option in &query.options {
            if matches!(option.kind, "selectinload" | "subqueryload" | "immediateload") && !option.path.is_empty() {
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

    fn branch(&mut self, place: Place, sides: &[Vec<Op>], exits: &[bool], likely: Option<usize>) {
        let before = std::mem::take(&mut self.out.cost);
        let mut costs = Vec::new();
        let loaded = self.loaded.clone();
        let mut after: Option<FxHashSet<SetId>> = None;
        let transaction = self.transaction;
        // With one side, the other one is to do nothing.
        let mut transactions = if sides.len() == 1 { vec![transaction] } else { Vec::new() };
        let branch = self.branches;
        self.branches += 1;
        let around = self.moment.sides.len();
        for (at, side) in sides.iter().enumerate() {
            self.moment.sides.push(Side { branch, which: u8::try_from(at).unwrap_or(u8::MAX) });
            self.loaded = loaded.clone();
            self.transaction = transaction;
            let guarded = likely != Some(at);
            if guarded {
                self.guards.push(place);
            }
            self.all(side);
            if guarded {
                self.guards.pop();
            }
            self.moment.sides.truncate(around);
            costs.push(std::mem::take(&mut self.out.cost));
            if !exits.get(at).is_some_and(|exit| *exit) {
                transactions.push(self.transaction);
            }
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
        self.transaction = transactions.into_iter().reduce(transaction::Transaction::join).unwrap_or_default();
        self.out.cost = before;
        if costs.windows(2).any(|w| w[0] != w[1]) || (costs.len() == 1 && costs[0] != Cost::default()) {
            self.out.undecided.push(place);
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
            chain: self.chain.clone(),
            guards: self.guards.clone(),
            seldom: self.is_seldom(),
            moment: self.moment.clone(),
            invariant: None,
            polled: self.loops.iter().any(|l| l.info.kind == LoopKind::Endless),
            source: set.and_then(|s| self.source_of(s)),
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
