//! Joins what entries did into one ledger: an operation is one record, whoever reaches it.

mod describe;
mod occurrence;
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::ops::Outside;
use crate::eval::query::Style;
use crate::eval::world::{FuncRef, World};
use crate::facts::Language;
use crate::link::Linked;
use crate::model::Place;
use crate::model::entity::{EntityId, Orm};
use crate::names::Name;

use super::asked;
use super::entry::{Priced, blocking};
use super::ledger::{EntryCost, Ledger, LoopRecord, OpKind, OpRecord, Outcome, OutsideRecord, Use};
use super::replay::{OutsideCall, Replayed};
use super::statement::describe;
use super::uses::Uses;

use describe::{add_source, calls, line, loop_record, record};
pub use occurrence::{Moment, Occurrence, Side, What};
use sources::{of_source, with_whole_answers};

/// A function that was evaluated alone.
pub struct Seen {
    pub function: FuncRef,
    /// Functions that it ran, itself among them.
    pub ran: Vec<FuncRef>,
    pub replayed: Replayed,
}

/// A ledger that is written entry by entry, in their order.
pub struct Writer<'l> {
    linked: &'l Linked,
    ledger: Ledger,
    ops: BTreeMap<Key, OpRecord>,
    outside: BTreeMap<(Place, Outside), OutsideRecord>,
    causes: BTreeMap<String, usize>,
    repeats: super::repeat::Repeats,
    uses: Uses<'l>,
}

impl<'l> Writer<'l> {
    #[must_use]
    pub fn new(linked: &'l Linked) -> Self {
        Self {
            linked,
            ledger: Ledger::default(),
            ops: BTreeMap::new(),
            outside: BTreeMap::new(),
            causes: BTreeMap::new(),
            repeats: super::repeat::Repeats::new(),
            uses: Uses::new(&linked.world),
        }
    }

    /// What one entry does.
    pub fn add(&mut self, entry: &Priced) {
        let world = &self.linked.world;
        let super::entry::Costs { plain, worst, .. } = entry.costs.as_ref();
        let at = self.ledger.entries.len();
        let handler = &self.linked.model.routes[entry.route].handler;
        self.ledger.lent_options.extend(worst.lent.iter().copied());
        let mut ways = Ways::default();
        for occurrence in &worst.occurrences {
            add(&mut self.uses, world, (&mut self.ops, &mut ways), occurrence, Some(at), handler);
        }
        // A request that asks for nothing may well run what is not on the dearest way, or no longer known where all that requests
        // may ask for is joined.
        let known: FxHashSet<_> = worst.occurrences.iter().map(site).collect();
        for occurrence in plain.occurrences.iter().filter(|o| !known.contains(&site(o))) {
            add(&mut self.uses, world, (&mut self.ops, &mut ways), occurrence, Some(at), handler);
        }
        for call in &worst.outside {
            add_outside(&mut self.outside, world, call, Some(at), handler);
        }
        super::repeat::collect(world, &plain.occurrences, at, handler, &mut self.repeats);
        let unknowns = blocking(&plain.causes);
        for cause in &unknowns {
            *self.causes.entry(cause.clone()).or_default() += 1;
        }
        for (_, cause) in &plain.causes {
            if let Some(dotted) = cause.outside_callee().filter(|dotted| !is_known(world, dotted)) {
                self.ledger.outside_callees.entry(cause.text()).or_insert_with(|| dotted.to_owned());
            }
        }
        let mut lost: Vec<(Place, String)> =
            plain.causes.iter().filter(|(_, c)| c.blocks()).map(|(at, c)| (*at, c.text())).collect();
        lost.sort();
        lost.dedup();
        let lines = plain.occurrences.iter().filter(|o| !matches!(o.what, What::Commit)).map(|o| line(world, o)).collect();
        let mut undecided = plain.undecided.clone();
        undecided.sort_unstable();
        undecided.dedup();
        let mut unbounded = worst.unbounded.clone();
        unbounded.sort_unstable();
        unbounded.dedup();
        self.ledger.entries.push(EntryCost {
            route: entry.route,
            method: entry.method.into(),
            complete: unknowns.is_empty() && undecided.is_empty(),
            worst_complete: blocking(&worst.causes).is_empty(),
            plain: plain.cost.clone(),
            worst: if worst.cost.at(40) < plain.cost.at(40) { plain.cost.clone() } else { worst.cost.clone() },
            unbounded_reads: unbounded,
            external: worst.outside.iter().filter(|call| call.kind.leaves()).map(|call| call.place).collect(),
            unknowns,
            lost,
            undecided,
            renders: worst.renders.clone(),
            lines,
        });
    }

    /// What functions do that no entry reaches; then the ledger is complete.
    #[must_use]
    pub fn finish(mut self, alone: &[Seen]) -> Ledger {
        let Linked { world, model, .. } = self.linked;
        let called: FxHashSet<FuncRef> =
            alone.iter().flat_map(|seen| seen.ran.iter().copied().filter(|f| *f != seen.function)).collect();
        let mut ledger = self.ledger;
        for seen in alone {
            let symbol = world.function_name(seen.function);
            let is_helper = called.contains(&seen.function);
            ledger.lent_options.extend(seen.replayed.lent.iter().copied());
            let mut ways = Ways::default();
            for occurrence in &seen.replayed.occurrences {
                if is_helper && is_of_given_row(world, occurrence) {
                    continue;
                }
                add(&mut self.uses, world, (&mut self.ops, &mut ways), occurrence, None, &symbol);
            }
            for call in &seen.replayed.outside {
                add_outside(&mut self.outside, world, call, None, &symbol);
            }
        }
        ledger.decorators = describe::decorators(world, &model.routes, &ledger.entries);
        ledger.ops = with_whole_answers(self.ops);
        ledger.outside = self.outside.into_values().collect();
        ledger.repeats = self.repeats.into_values().collect();
        for op in &mut ledger.ops {
            asked::qualify(op, &model.schema);
            // A block runs inside the page that it extends, but it stands in its own file.
            let Some(file) = model.files.get(op.place.file.index()) else { continue };
            if file.language == Language::Template && !op.symbol.starts_with(&file.path) {
                op.symbol.clone_from(&file.path);
            }
        }
        ledger.unknown_causes = self.causes.into_iter().collect();
        ledger.unknown_causes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        ledger
    }
}

/// Loads something of a row that a caller has loaded, who decides what is loaded with it.
fn is_of_given_row(world: &World, o: &Occurrence) -> bool {
    match &o.what {
        What::Lazy { entity, .. } | What::Column { entity, .. } => {
            o.source.is_none() && world.entity(*entity).orm == Orm::SqlAlchemy
        }
        _ => false,
    }
}

/// The package of the function is in the tree, or perfaudit knows it.
fn is_known(world: &World, dotted: &str) -> bool {
    let package = dotted.split('.').next().unwrap_or(dotted);
    world.modules.iter().any(|m| m.name.split('.').next() == Some(package))
}

/// Where an operation stands, and the loops around it.
fn site(o: &Occurrence) -> (Place, Vec<Place>) {
    (o.place, o.loops.iter().map(|l| l.info.place).collect())
}

/// What makes two operations one: place, kind, the loops that multiply it, the call in the innermost that leads to it, what
/// runs around requests, whose conditions are others than those of a request's own code, and for what is loaded of rows the
/// query of those: it has to be mended there, for the entries that run it. A serializer that is nested in two fields reads one
/// relation by two paths, and each has to be loaded.
type Key = (Place, String, Vec<Place>, Option<Place>, Option<Place>, Option<Place>, Vec<(EntityId, Name)>);

/// By which calls one entry comes to an operation under no condition.
type Ways = FxHashMap<Key, BTreeSet<Vec<Place>>>;

fn add(
    uses: &mut Uses<'_>,
    world: &World,
    (ops, ways): (&mut BTreeMap<Key, OpRecord>, &mut Ways),
    o: &Occurrence,
    entry: Option<usize>,
    root: &str,
) {
    if o.place.file == crate::eval::interp::NO_FILE {
        return;
    }
    let what = describe(world, o);
    let loops: Vec<LoopRecord> =
        o.loops.iter().filter(|l| l.info.place.file != crate::eval::interp::NO_FILE).map(loop_record).collect();
    let calls_count = !matches!(o.what, What::Lazy { .. } | What::Column { .. });
    let call = if calls_count { calls(o).first().map(|l| l.place) } else { None };
    let call = call.filter(|_| !loops.is_empty());
    let before = || describe::guard(world, o, root).map(|(f, _)| world.function_place(f));
    let around = describe::hook(o).map(|(place, _)| place).or_else(before);
    let source = o.source.as_ref().map(|(place, _)| *place).filter(|_| !calls_count);
    let path = if source.is_some() && describe::consumer(o).is_some() { o.path.clone() } else { Vec::new() };
    let key = of_source(ops, (o.place, what.clone(), loops.iter().map(|l| l.place).collect(), call, around, source, path));
    let mut times = 0;
    if calls_count && o.guards.is_empty() && !o.seldom {
        let ways = ways.entry(key.clone()).or_default();
        ways.insert(calls(o).iter().map(|l| l.place).collect());
        times = ways.len();
    }
    let record = ops.entry(key).or_insert_with(|| record(world, o, what, loops, root));
    record.times = record.times.max(times);
    add_source(world, record, o);
    record.seldom &= o.seldom;
    record.cached &= o.cached;
    record.with_its_query &= o.with_its_query;
    record.query_in_loop |= o.query_in_loop;
    record.alike &= o.alike;
    record.invariant = record.invariant.zip(o.invariant).map(|(known, here)| known.max(here));
    if let Some(coroutine) = o.held_by {
        record.held_by(world.function_place(coroutine), || world.function_name(coroutine), entry);
    }
    record.reads.join(&o.reads);
    if o.defeats.is_none() {
        record.defeats = None;
    }
    if record.kind == OpKind::Execute || !o.reads.collection.is_empty() {
        let uses = used(uses, world, o);
        match record.outcomes.iter_mut().find(|known| known.uses == uses) {
            Some(known) if entry.is_some() && known.reach.last().copied() != entry => known.reach.extend(entry),
            Some(_) => {}
            None => record.outcomes.push(Outcome { uses, reach: entry.into_iter().collect() }),
        }
    }
    if let Some(entry) = entry {
        if record.reach.last() != Some(&entry) {
            record.reach.push(entry);
        }
        // An operation that some entry reaches is described by the entry, not by itself alone.
        if record.guards.len() > o.guards.len() {
            record.guards = o.guards.to_vec();
        }
        let answered = describe::guard(world, o, root).map_or_else(Vec::new, |(_, around)| describe::answered(o, around));
        if record.answered.len() > answered.len() {
            record.answered = answered;
        }
    }
}

fn add_outside(
    outside: &mut BTreeMap<(Place, Outside), OutsideRecord>,
    world: &World,
    call: &OutsideCall,
    entry: Option<usize>,
    root: &str,
) {
    if call.place.file == crate::eval::interp::NO_FILE {
        return;
    }
    // Who waits for its turn asks one helper from many places: each of them waits.
    let (place, chain) = match call.chain.split_last() {
        Some((last, before)) if call.kind == Outside::Pause => (last.place, before),
        _ => (call.place, &*call.chain),
    };
    // Where some way leads there each time, those that only handle an exception, or fill a cache, tell nothing of it.
    let key = (place, call.kind);
    match outside.get(&key).map(|known| known.seldom) {
        Some(false) if call.seldom => return,
        Some(true) if !call.seldom => drop(outside.remove(&key)),
        _ => {}
    }
    let record = outside.entry(key).or_insert_with(|| OutsideRecord {
        place,
        kind: call.kind,
        what: call.what.clone(),
        symbol: chain.last().map_or_else(|| root.to_owned(), |link| link.symbol.to_string()),
        held_by: None,
        in_coroutine: call.in_coroutine,
        awaited: call.awaited,
        async_reach: Vec::new(),
        async_chain: Vec::new(),
        in_generator: call.in_generator,
        loops: call.loops.iter().filter(|l| l.info.place.file != crate::eval::interp::NO_FILE).map(loop_record).collect(),
        chain: chain.iter().map(|link| link.place).collect(),
        guards: call.guards.to_vec(),
        seldom: call.seldom,
        dirty: call.dirty,
        dirty_reach: Vec::new(),
        reach: Vec::new(),
    });
    record.awaited &= call.awaited;
    let is_held = call.held_by.is_some();
    if is_held && record.async_chain.is_empty() {
        record.async_chain = call.chain.iter().map(|link| link.place).collect();
    }
    if record.held_by.is_none() {
        record.held_by = call.held_by.map(|coroutine| (world.function_place(coroutine), world.function_name(coroutine)));
    }
    if let Some(entry) = entry.filter(|entry| is_held && record.async_reach.last() != Some(entry)) {
        record.async_reach.push(entry);
    }
    record.dirty = record.dirty.or(call.dirty);
    let Some(entry) = entry else { return };
    if record.reach.last() != Some(&entry) {
        record.reach.push(entry);
    }
    if call.dirty.is_some() && record.dirty_reach.last() != Some(&entry) {
        record.dirty_reach.push(entry);
    }
}

/// What becomes of the rows of a query or a relation, or of their number.
fn used(uses: &mut Uses<'_>, world: &World, o: &Occurrence) -> Option<Vec<Use>> {
    let (query, why) = match &o.what {
        What::Execute { query, why } => (query, why),
        What::Lazy { entity, relation, .. } if o.loops.is_empty() => {
            let target = world.entity(*entity).relation(world.names.text(*relation))?.target;
            return uses.of_collection(&o.reads.collection, target);
        }
        _ => return None,
    };
    match *why {
        "count()" => uses.of_count(o.place, &o.chain),
        "all()" | "iterated" | "execute()" | "scalars()" => {
            let entity = query.entity()?;
            let found = uses.of_rows(o.place, why, entity, &o.chain);
            // A queryset that a page is given runs there: what becomes of it is decided where it was made.
            found.or_else(|| (query.style == Style::Django).then(|| uses.of_queryset(query.origin, entity)).flatten())
        }
        _ => None,
    }
}
