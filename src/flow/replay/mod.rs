//! Replays a tree of operations against what a session has loaded. Only replay makes cost.
//!
//! What is kept differs by library. SQLAlchemy's rules: a relation that is loaded is free; a to-one that joins on the whole primary key is free when all
//! rows of its target are loaded and still held; `get` by key likewise; the identity map holds rows only as long as
//! something else holds them. Each operation is multiplied by the loops that its row varies over, an executed query by
//! all loops around it. Django has no identity map: an instance keeps the row that a key of its own led to, a queryset its
//! rows, and the rows of a relation to many are kept only where they were loaded with their parents.

mod branch;
mod eager;
mod execute;
mod exits;
mod occurrence;
mod rounds;
mod session;
mod transaction;
mod way;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::World;
use crate::eval::interp::Mode;
use crate::eval::ops::{CallKind, ExitScope, LoopInfo, Op, Outside, Rounds, TransactionEvent};
use crate::eval::reads::Reads;
use crate::eval::value::{Cause, Dims, SetId};
use crate::eval::world::{FuncRef, RowSet};
use crate::model::Place;
use crate::model::entity::EntityId;
use crate::names::Name;

use super::cost::{Atom, Cost};
use super::record::{Moment, Occurrence, Side, What};
use super::uses::reads::RowsRead;

use way::Way;

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
    /// Over the rows of one page, of whatever size, or what these have.
    pub paged: bool,
    /// Over the rows of one parent: one row's children, or the rows that have its key.
    pub of_parent: bool,
    /// Over what a relation of one row leads to.
    pub children: bool,
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
    pub symbol: Arc<str>,
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
    pub held_by: Option<FuncRef>,
    pub in_coroutine: bool,
    pub awaited: bool,
    pub in_generator: bool,
    pub loops: Vec<OpenLoop>,
    pub chain: Arc<[Link]>,
    pub guards: Arc<[Place]>,
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
    chain: Way<Link>,
    guards: Way<Place>,
    /// Open exception handlers.
    handlers: usize,
    /// Loops around the innermost cached call.
    cached_from: Option<usize>,
    /// Relations that are loaded, by the set that they yield; shared with the sides of branches that load none.
    loaded: Arc<FxHashSet<SetId>>,
    /// Deferred columns that were read.
    columns: FxHashSet<(SetId, Name)>,
    /// Sets of whole tables: entity → sets.
    whole: FxHashMap<EntityId, Vec<SetId>>,
    /// Sets of many rows of an entity, but not surely all: while they are held, loads of a to-one may be free.
    partly: FxHashMap<EntityId, Vec<SetId>>,
    /// How many names of live activations hold a set, and by activation what is let go when it ends.
    holders: FxHashMap<SetId, u32>,
    held_in: FxHashMap<u32, Vec<SetId>>,
    /// Loops in each round of which a query that made a set has run.
    ran_in: FxHashMap<SetId, Vec<u32>>,
    /// Rows got by key with a constant key: (entity, place of the call).
    keys: FxHashSet<(EntityId, Place)>,
    transaction: transaction::Transaction,
    exits: exits::Exits,
    ways_out: exits::WaysOut,
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
            chain: Way::default(),
            guards: Way::default(),
            handlers: 0,
            cached_from: None,
            loaded: Arc::default(),
            columns: FxHashSet::default(),
            whole: FxHashMap::default(),
            partly: FxHashMap::default(),
            holders: FxHashMap::default(),
            held_in: FxHashMap::default(),
            ran_in: FxHashMap::default(),
            keys: FxHashSet::default(),
            transaction: transaction::Transaction::default(),
            exits: exits::Exits::default(),
            ways_out: exits::WaysOut::default(),
            seen: FxHashSet::default(),
            expired: FxHashSet::default(),
            moment: Moment::default(),
            branches: 0,
            held_by: None,
        };
        replay.function(&evaluated.ops);
        let open = replay.exits.close(0, ExitScope::Function);
        replay.out.undecided.extend(open);
        replay.out.lent = evaluated.reads.lent.iter().copied().collect();
        replay.out
    }

    /// What a function does, which may be left before its end.
    fn function(&mut self, body: &[Op]) {
        let around = std::mem::replace(&mut self.ways_out, exits::WaysOut::of_function(self.loops.len()));
        let before = std::mem::take(&mut self.out.cost);
        self.all(body);
        let to_end = std::mem::replace(&mut self.out.cost, before);
        let price = std::mem::replace(&mut self.ways_out, around).price(to_end);
        self.out.cost.add_cost(&price);
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
            Op::Hold { set, frame } => self.hold(*set, *frame),
            Op::Release { frame } => self.release(*frame),
            Op::Write { place, what, on, row } => {
                self.transaction.write(*place);
                self.moment.writes += 1;
                let cost = self.multiplied(1, None);
                self.record(What::Write(what.to_string(), on.clone()), *place, cost, None, None, true);
                let innermost = self.loops.iter().rev().find(|l| l.atom.is_some());
                let alike = row.zip(innermost).is_some_and(|(dims, around)| !self.counts(around, dims));
                if let Some(o) = self.out.occurrences.last_mut() {
                    o.alike = alike;
                }
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
                self.loaded = Arc::default();
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
                self.chain.push(Link { place: *place, symbol: Arc::clone(symbol), kind: *kind });
                let (mark, sides) = (self.exits.mark(), self.moment.sides.len());
                self.function(body);
                self.moment.sides.truncate(sides);
                self.out.undecided.extend(self.exits.close(mark, ExitScope::Function));
                self.chain.pop();
            }
            Op::Cached { place, dims, body } => self.cached(*place, *dims, body),
            Op::Kept { dims, body } => self.once_in(|open| !open.varies(*dims), body),
            Op::Leaving { loops, body } => self.once_in(|open| loops.contains(&open.info.id), body),
            Op::Exit { place, scope } => {
                self.exits.meet(*place, *scope, self.chain.len());
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
            Op::Outside { place, kind, what, held_by, in_coroutine, awaited, in_generator } => {
                self.out.outside.push(OutsideCall {
                    place: *place,
                    kind: *kind,
                    what: what.to_string(),
                    held_by: *held_by,
                    in_coroutine: *in_coroutine,
                    awaited: *awaited,
                    in_generator: *in_generator,
                    loops: self.loops.iter().filter(|l| !l.info.once).cloned().collect(),
                    chain: self.chain.shared(),
                    guards: self.guards.shared(),
                    seldom: self.is_seldom(),
                    dirty: self.transaction.sent(),
                })
            }
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
}
