//! Joins what entries did into one ledger: an operation is one record, whoever reaches it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::eval::ops::{CallKind, LoopKind, Outside, Rounds};
use crate::eval::query::{Query, Style};
use crate::eval::value::SetId;
use crate::eval::world::{FuncRef, World};
use crate::facts::Language;
use crate::link::Linked;
use crate::model::Place;
use crate::model::entity::{EntityId, Orm};
use crate::names::Name;

use super::asked;
use super::cost::Cost;
use super::entry::{Priced, blocking};
use super::joins;
use super::ledger::{
    Around, Consumer, Defeat, EntryCost, Invariant, Ledger, LedgerLine, LoopRecord, OpKind, OpRecord, Outcome, OutsideRecord,
    RowReads, RowsBound, Use,
};
use super::replay::{Link, OpenLoop, OutsideCall, Replayed};
use super::statement::{describe, filters, is_batched, rows, tables};
use super::uses::Uses;

/// What happened, before it is put into words.
#[derive(Clone)]
pub enum What {
    Execute {
        query: Arc<Query>,
        why: &'static str,
    },
    Lazy {
        entity: EntityId,
        relation: Name,
        parent: SetId,
    },
    Column {
        entity: EntityId,
        column: Name,
    },
    /// With the rows that it changes, where a condition picks them.
    Write(String, Option<Arc<Query>>),
    /// A write that is sent where it stands.
    Statement(String, Option<Arc<Query>>),
    /// An attribute of loaded rows gets the same value in each round.
    Assign(String),
    Commit,
}

/// When an operation happens, as far as others may come before it or in its stead.
#[derive(Clone, Debug, Default)]
pub struct Moment {
    /// Branches around, outermost first.
    pub sides: Vec<Side>,
    /// Writes and commits before it.
    pub writes: u32,
    /// Calls before it that could not be followed, and may have written.
    pub lost: u32,
}

/// One side of an undecided branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Which branch of the entry: a function that is called twice has it twice.
    pub branch: u32,
    pub which: u8,
}

impl Side {
    /// In place of a side: behind a condition that may have left the function or the round.
    pub const BEHIND_EXIT: u8 = u8::MAX;
}

impl Moment {
    /// Conditions of which one side was taken to get here.
    #[must_use]
    pub fn conditions(&self) -> usize {
        self.sides.iter().filter(|side| side.which != Side::BEHIND_EXIT).count()
    }
}

/// One operation at one point of one entry.
pub struct Occurrence {
    pub what: What,
    pub place: Place,
    pub cost: Cost,
    pub loops: Vec<OpenLoop>,
    pub chain: Vec<Link>,
    pub guards: Vec<Place>,
    pub source: Option<(Place, Arc<Query>)>,
    /// Relations from the source's entity on.
    pub path: Vec<(EntityId, Name)>,
    pub known: bool,
    /// What is read of the rows.
    pub reads: RowReads,
    /// What was loaded with the parent, and is queried again.
    pub defeats: Option<Defeat>,
    /// Only while a cache is cold or an exception is handled.
    pub seldom: bool,
    pub moment: Moment,
    /// Asks the same in each round of its innermost loop, in which nothing is written.
    pub invariant: Option<Invariant>,
    /// The coroutine whose event loop stands still meanwhile.
    pub held_by: Option<FuncRef>,
    /// In a loop that never ends.
    pub polled: bool,
}

/// A function that was evaluated alone.
pub struct Seen {
    pub function: FuncRef,
    /// Functions that it ran, itself among them.
    pub ran: Vec<FuncRef>,
    pub replayed: Replayed,
}

/// Puts the ledger together.
#[must_use]
pub fn ledger(linked: &Linked, priced: Vec<Priced>, alone: Vec<Seen>) -> Ledger {
    let world = &linked.world;
    let mut ledger = Ledger::default();
    let mut ops: BTreeMap<Key, OpRecord> = BTreeMap::new();
    let mut outside: BTreeMap<(Place, Outside), OutsideRecord> = BTreeMap::new();
    let mut causes: BTreeMap<String, usize> = BTreeMap::new();
    let mut repeats = super::repeat::Repeats::new();
    let mut uses = Uses::new(world);
    for entry in priced {
        let super::entry::Costs { plain, worst, .. } = entry.costs.as_ref();
        let at = ledger.entries.len();
        ledger.lent_options.extend(worst.lent.iter().copied());
        for occurrence in &worst.occurrences {
            add(&mut uses, world, &mut ops, occurrence, Some(at), &linked.model.routes[entry.route].handler);
        }
        for call in &worst.outside {
            add_outside(&mut outside, call, Some(at), &linked.model.routes[entry.route].handler);
        }
        let handler = &linked.model.routes[entry.route].handler;
        super::repeat::collect(world, &plain.occurrences, at, handler, &mut repeats);
        let unknowns = blocking(&plain.causes);
        for cause in &unknowns {
            *causes.entry(cause.clone()).or_default() += 1;
        }
        for (_, cause) in &plain.causes {
            if let Some(dotted) = cause.outside_callee().filter(|dotted| !is_known(world, dotted)) {
                ledger.outside_callees.entry(cause.text()).or_insert_with(|| dotted.to_owned());
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
        ledger.entries.push(EntryCost {
            route: entry.route,
            method: entry.method.into(),
            complete: unknowns.is_empty() && undecided.is_empty(),
            worst_complete: blocking(&worst.causes).is_empty(),
            plain: plain.cost.clone(),
            worst: worst.cost.clone(),
            unbounded_reads: unbounded,
            external: worst.outside.iter().filter(|call| call.kind.leaves()).map(|call| call.place).collect(),
            unknowns,
            lost,
            undecided,
            renders: worst.renders.clone(),
            lines,
        });
    }
    let called: FxHashSet<FuncRef> =
        alone.iter().flat_map(|seen| seen.ran.iter().copied().filter(|f| *f != seen.function)).collect();
    for seen in &alone {
        let symbol = world.function_name(seen.function);
        let is_helper = called.contains(&seen.function);
        ledger.lent_options.extend(seen.replayed.lent.iter().copied());
        for occurrence in &seen.replayed.occurrences {
            if is_helper && is_of_given_row(world, occurrence) {
                continue;
            }
            add(&mut uses, world, &mut ops, occurrence, None, &symbol);
        }
        for call in &seen.replayed.outside {
            add_outside(&mut outside, call, None, &symbol);
        }
    }
    ledger.ops = ops.into_values().collect();
    ledger.outside = outside.into_values().collect();
    ledger.repeats = repeats.into_values().collect();
    for op in &mut ledger.ops {
        asked::qualify(op, &linked.model.schema);
        // A block runs inside the page that it extends, but it stands in its own file.
        let Some(file) = linked.model.files.get(op.place.file.index()) else { continue };
        if file.language == Language::Template && !op.symbol.starts_with(&file.path) {
            op.symbol.clone_from(&file.path);
        }
    }
    ledger.unknown_causes = causes.into_iter().collect();
    ledger.unknown_causes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ledger
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

/// What makes two operations one: place, kind, the loops that multiply it, and the call in the innermost that leads to it.
type Key = (Place, String, Vec<Place>, Option<Place>);

fn add(
    uses: &mut Uses<'_>,
    world: &World,
    ops: &mut BTreeMap<Key, OpRecord>,
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
    let key = (o.place, what.clone(), loops.iter().map(|l| l.place).collect(), call.filter(|_| !loops.is_empty()));
    let record = ops.entry(key).or_insert_with(|| record(world, o, what, loops, root));
    record.seldom &= o.seldom;
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
            record.guards.clone_from(&o.guards);
        }
    }
}

fn add_outside(outside: &mut BTreeMap<(Place, Outside), OutsideRecord>, call: &OutsideCall, entry: Option<usize>, root: &str) {
    if call.place.file == crate::eval::interp::NO_FILE {
        return;
    }
    let record = outside.entry((call.place, call.kind)).or_insert_with(|| OutsideRecord {
        place: call.place,
        kind: call.kind,
        what: call.what.clone(),
        symbol: call.chain.last().map_or_else(|| root.to_owned(), |link| link.symbol.to_string()),
        in_async: call.in_async,
        awaited: call.awaited,
        async_reach: Vec::new(),
        async_chain: Vec::new(),
        in_generator: call.in_generator,
        loops: call.loops.iter().filter(|l| l.info.place.file != crate::eval::interp::NO_FILE).map(loop_record).collect(),
        chain: call.chain.iter().map(|link| link.place).collect(),
        guards: call.guards.clone(),
        seldom: call.seldom,
        dirty: call.dirty,
        dirty_reach: Vec::new(),
        reach: Vec::new(),
    });
    record.seldom &= call.seldom;
    record.awaited &= call.awaited;
    if call.in_async && record.async_chain.is_empty() {
        record.async_chain = call.chain.iter().map(|link| link.place).collect();
    }
    record.in_async |= call.in_async;
    if let Some(entry) = entry.filter(|entry| call.in_async && record.async_reach.last() != Some(entry)) {
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

/// Calls between the innermost loop and the operation. An include is part of its page: what counts as a call goes into a function.
fn calls(o: &Occurrence) -> &[Link] {
    let depth = o.loops.last().map_or(0, |l| l.depth).min(o.chain.len());
    let pages = o.chain[depth..].iter().take_while(|l| l.kind == CallKind::Page).count();
    &o.chain[depth + pages..]
}

/// The innermost declaration that the operation is run for.
fn consumer(o: &Occurrence) -> Option<(Consumer, Place)> {
    o.chain.iter().rev().find_map(|link| match link.kind {
        CallKind::Field => Some((Consumer::Serializer, link.place)),
        CallKind::Column => Some((Consumer::Changelist, link.place)),
        CallKind::Code | CallKind::Page | CallKind::Hook | CallKind::Context => None,
    })
}

/// The innermost hook or context processor on the way, or the one that made the queryset which a page goes through.
fn around_requests(world: &World, o: &Occurrence) -> Option<Around> {
    let called = o.chain.iter().rev().find_map(|link| match link.kind {
        CallKind::Hook => Some(Around::Hook(link.place)),
        CallKind::Context => Some(Around::Context(link.place)),
        _ => None,
    });
    let What::Execute { query, .. } = &o.what else { return called };
    let makes = |value: &&crate::eval::Value| match value {
        crate::eval::Value::Function(f, _) => query.within.is_some() && *query.begun_in == *world.function_name(*f),
        _ => false,
    };
    let processors = || world.request_processors.iter().chain(&world.context_processors);
    called.or_else(|| match processors().find(makes) {
        Some(crate::eval::Value::Function(f, _)) => Some(Around::Context(world.function_place(*f))),
        _ => None,
    })
}

fn record(world: &World, o: &Occurrence, what: String, loops: Vec<LoopRecord>, root: &str) -> OpRecord {
    let inner = o.loops.last();
    let chain: Vec<Place> = calls(o).iter().map(|l| l.place).collect();
    let symbol = o.chain.last().map_or_else(|| root.to_owned(), |l| l.symbol.to_string());
    let through_call = inner.is_some() && !chain.is_empty();
    let (kind, tables, entity, rows) = match &o.what {
        What::Execute { query, .. } => (OpKind::Execute, tables(world, query), query.main_entity(), rows(world, query)),
        What::Lazy { entity, relation, .. } => {
            let text = world.names.text(*relation).to_owned();
            let target = world.entity(*entity).relation(&text).map(|r| r.target);
            let table = target.and_then(|t| world.entity(t).table_name.clone());
            (OpKind::LazyLoad { entity: *entity, relation: text }, table.into_iter().collect(), target, RowsBound::KeyFiltered)
        }
        What::Column { entity, .. } => {
            (OpKind::ColumnLoad, world.entity(*entity).table_name.clone().into_iter().collect(), Some(*entity), RowsBound::One)
        }
        What::Write(_, on) | What::Statement(_, on) => {
            (OpKind::Write, on.as_ref().map(|query| tables(world, query)).unwrap_or_default(), None, RowsBound::Unknown)
        }
        What::Assign(_) => (OpKind::Write, Vec::new(), None, RowsBound::Unknown),
        What::Commit => (OpKind::Commit, Vec::new(), None, RowsBound::Unknown),
    };
    let asked = statement(o).map(|(query, why)| asked::of(world, query, why)).unwrap_or_default();
    OpRecord {
        kind,
        place: o.place,
        symbol,
        what,
        tables,
        entity,
        rows,
        loops,
        source_query: o.source.as_ref().map(|(p, _)| *p),
        built_at: o.source.as_ref().map(|(_, q)| q).or_else(|| executed(o)).map(|q| q.steps.clone()).unwrap_or_default(),
        invariant: o.invariant,
        begun: match &o.what {
            What::Execute { query, .. } => Some(query.origin),
            _ => o.source.as_ref().map(|(_, query)| query.origin),
        },
        reads: o.reads.clone(),
        defeats: o.defeats.clone(),
        chain,
        through_call,
        consumer: consumer(o),
        around: around_requests(world, o),
        guards: o.guards.clone(),
        known: o.known,
        seldom: o.seldom,
        polled: o.polled,
        reach: Vec::new(),
        coroutines: BTreeMap::new(),
        formula: o.cost.formula(),
        streamed: matches!(&o.what, What::Execute { query, .. } if query.streamed),
        shuffled: matches!(&o.what, What::Execute { query, .. } if query.shuffled),
        filtered: match &o.what {
            What::Execute { query, .. } => filters(world, query),
            _ => Vec::new(),
        },
        sql: statement(o).and_then(|(query, _)| query.sql.clone()),
        compared: asked.compared,
        texts: asked.texts,
        searched: asked.searched,
        hidden: asked.hidden,
        optional: asked.optional,
        either: asked.either,
        sorted: asked.sorted,
        sorted_by_computed: asked.sorted_by_computed,
        whole_rows: matches!(&o.what, What::Execute { query, .. } if query.entity().is_some() && !query.grouped),
        whole_table: matches!(&o.what, What::Execute { query, .. } if query.may_be_whole_table()),
        filters_known: matches!(&o.what, What::Execute { query, .. } if asked::knows_filters(query)),
        batched: matches!(&o.what, What::Execute { query, .. } if is_batched(query)),
        of_parent: statement(o).is_some_and(|(query, _)| query.parent),
        path: o.path.iter().map(|(e, n)| (*e, world.names.text(*n).to_owned())).collect(),
        why: match &o.what {
            What::Execute { why, .. } => why,
            _ => "",
        },
        outcomes: Vec::new(),
        written: match &o.what {
            What::Execute { query, .. } if query.style == Style::Django && query.within.is_some() => {
                Some((query.origin, query.begun_in.to_string()))
            }
            _ => None,
        },
        at_once: matches!(o.what, What::Statement(..)),
        multiplied: match &o.what {
            What::Execute { query, .. } => joins::multiplied(world, query),
            _ => Vec::new(),
        },
        uniform: matches!(o.what, What::Assign(_)),
    }
}

fn loop_record(l: &OpenLoop) -> LoopRecord {
    LoopRecord {
        place: l.info.place,
        atom: l.atom.as_ref().map_or_else(|| "1".into(), |a| a.name.clone()),
        bound: l.atom.as_ref().and_then(|a| a.bound).or(l.info.bound),
        over_rows: matches!(l.info.rounds, Rounds::Rows(_) | Rounds::Loop(_)),
        in_template: l.info.kind == LoopKind::Template,
        query: None,
        is_while: l.info.kind == LoopKind::While,
        known: l.known,
        paged: l.paged,
        symbol: l.info.symbol.to_string(),
    }
}

fn executed(o: &Occurrence) -> Option<&Arc<Query>> {
    match &o.what {
        What::Execute { query, .. } => Some(query),
        _ => None,
    }
}

/// The statement that runs, and how.
fn statement(o: &Occurrence) -> Option<(&Query, &'static str)> {
    match &o.what {
        What::Execute { query, why } => Some((query, why)),
        What::Write(_, Some(query)) | What::Statement(_, Some(query)) => Some((query, "write")),
        _ => None,
    }
}

fn line(world: &World, o: &Occurrence) -> LedgerLine {
    let outside = |place: &Place| place.file != crate::eval::interp::NO_FILE;
    LedgerLine {
        place: o.place,
        via: o.chain.iter().map(|l| l.place).filter(outside).collect(),
        loops: o.loops.iter().filter(|l| l.atom.is_some()).map(|l| l.info.place).filter(outside).collect(),
        guards: o.guards.iter().copied().filter(outside).collect(),
        what: describe(world, o),
        cost: o.cost.clone(),
    }
}
