//! An operation as the ledger tells it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use crate::eval::ops::{CallKind, LoopKind, Rounds};
use crate::eval::query::{Query, Style};
use crate::eval::value::LoaderOption;
use crate::eval::world::{FuncRef, World};
use crate::flow::asked;
use crate::flow::joins;
use crate::flow::ledger::{Around, Consumer, EntryCost, Guard, LedgerLine, LoopRecord, OpKind, OpRecord, RowsBound};
use crate::flow::replay::{Link, OpenLoop};
use crate::flow::statement::{describe, filters, is_batched, rows, tables};
use crate::model::Place;
use crate::model::entity::EntityId;
use crate::model::route::Route;

use super::{Occurrence, What};

/// Calls between the innermost loop and the operation. An include is part of its page: what counts as a call goes into a function.
pub(super) fn calls(o: &Occurrence) -> &[Link] {
    // A library's own loop is none of the project's. What a library calls in a loop that stands where it was called says nothing.
    let innermost = o.loops.iter().rfind(|l| l.info.place.is_in_tree());
    let depth = innermost.map_or(0, |l| l.depth).min(o.chain.len());
    let is_there = |l: &Link| l.kind == CallKind::Code && innermost.is_some_and(|around| around.info.place == l.place);
    let is_between = |l: &&Link| l.kind == CallKind::Page || is_there(l);
    let between = o.chain[depth..].iter().take_while(is_between).count();
    &o.chain[depth + between..]
}

/// The innermost declaration that the operation is run for.
pub(super) fn consumer(o: &Occurrence) -> Option<(Consumer, Place)> {
    o.chain.iter().rev().find_map(|link| match link.kind {
        CallKind::Field => Some((Consumer::Serializer, link.place)),
        CallKind::Column => Some((Consumer::Changelist, link.place)),
        CallKind::Cell => Some((Consumer::Table, link.place)),
        _ => None,
    })
}

/// The innermost hook or context processor on the way.
pub(super) fn hook(o: &Occurrence) -> Option<(Place, Around)> {
    o.chain.iter().rev().find_map(|link| match link.kind {
        CallKind::Hook => Some((link.place, Around::Hook(link.place))),
        CallKind::Context => Some((link.place, Around::Context(link.place))),
        _ => None,
    })
}

/// The decorator or check whose own statement it is: not one of the view behind it. `root`: symbol of the handler.
/// With it, how many calls stand around it.
pub(super) fn guard(world: &World, o: &Occurrence, root: &str) -> Option<(FuncRef, usize)> {
    let asked = |(at, link): (usize, &Link)| if let CallKind::Guard(f) = link.kind { Some((f, at)) } else { None };
    if let Some(asked) = o.chain.iter().enumerate().find_map(asked) {
        return Some(asked);
    }
    let mut around = None;
    let mut rest = &*o.chain;
    while let Some(CallKind::Decorator(f)) = rest.first().map(|link| link.kind) {
        around = Some((f, o.chain.len() - rest.len()));
        let wrapped = &world.decorators.get(&f)?.wrapped;
        // What a class or an app hands to decorators is not known: it cannot be told from what these call.
        if !wrapped.contains(root) && !wraps_beside(wrapped, root) {
            return None;
        }
        // Whatever it goes through on its way to what it wraps.
        match rest.iter().position(|link| wrapped.contains(&*link.symbol)) {
            Some(at) => rest = &rest[at.max(1)..],
            None => return around,
        }
    }
    if rest.is_empty() { around } else { None }
}

/// Conditions of the guard itself, which stands under so many calls: what a helper leaves early answers nothing yet.
pub(super) fn answered(o: &Occurrence, around: usize) -> Vec<Place> {
    o.answered.iter().filter(|(_, depth)| *depth == around + 1).map(|(place, _)| *place).collect()
}

/// `shop.views.get` may be a method of `shop.views.Cart`.
fn wraps_beside(wrapped: &BTreeSet<String>, class: &str) -> bool {
    let module = class.rsplit_once('.').map_or("", |(module, _)| module);
    let of_module = |symbol: &str| symbol.rsplit_once('.').map_or("", |(module, _)| module) == module;
    let from = (Bound::Included(module), Bound::Unbounded);
    wrapped.range::<str, _>(from).take_while(|symbol| symbol.starts_with(module)).any(|symbol| of_module(symbol))
}

/// How a guard is called where it is used.
fn guard_named(world: &World, f: FuncRef) -> Guard {
    let place = world.function_place(f);
    let name = match (world.decorators.get(&f), world.function_class.get(&f)) {
        (Some(decorator), _) => decorator.name.clone(),
        (None, Some(class)) => {
            let class = &world.class(*class).qualified;
            format!("{}.{}", class.rsplit('.').next().unwrap_or(class), world.plain_name(f))
        }
        (None, None) => world.plain_name(f).to_owned(),
    };
    Guard { name, place }
}

/// Decorators of the project that stand above handlers, by place.
pub(super) fn decorators(world: &World, routes: &[Route], entries: &[EntryCost]) -> Vec<(Guard, Vec<usize>)> {
    let below = |f: &FuncRef| -> Vec<usize> {
        let wrapped = &world.decorators[f].wrapped;
        (0..entries.len()).filter(|at| wrapped.contains(&routes[entries[*at].route].handler)).collect()
    };
    let mut out: Vec<_> = world.decorators.keys().map(|f| (guard_named(world, *f), below(f))).collect();
    out.retain(|(_, entries)| !entries.is_empty());
    out.sort();
    out
}

/// The innermost hook or context processor on the way, or the one that made the queryset which a page goes through.
fn around_requests(world: &World, o: &Occurrence) -> Option<Around> {
    let called = hook(o).map(|(_, around)| around);
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

pub(super) fn record(world: &World, o: &Occurrence, what: String, loops: Vec<LoopRecord>, root: &str) -> OpRecord {
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
    let guard = guard(world, o, root);
    OpRecord {
        kind,
        place: o.place,
        symbol,
        what,
        tables,
        entity,
        rows,
        loops,
        source_query: None,
        ignored: None,
        by_library: false,
        with_its_query: o.with_its_query,
        query_in_loop: o.query_in_loop,
        built_at: executed(o).map(|q| q.steps.clone()).unwrap_or_default(),
        invariant: o.invariant,
        alike: o.alike,
        begun: match &o.what {
            What::Execute { query, .. } => Some(query.origin),
            _ => None,
        },
        reads: o.reads.clone(),
        defeats: o.defeats.clone(),
        chain,
        through_call,
        consumer: consumer(o),
        around: around_requests(world, o),
        answered: guard.map_or_else(Vec::new, |(_, around)| answered(o, around)),
        guard: guard.map(|(f, _)| guard_named(world, f)),
        guards: o.guards.to_vec(),
        known: o.known,
        seldom: o.seldom,
        cached: o.cached,
        polled: o.polled,
        reach: Vec::new(),
        coroutines: BTreeMap::new(),
        formula: o.cost.formula(),
        times: 1,
        streamed: matches!(&o.what, What::Execute { query, .. } if query.streamed),
        shuffled: matches!(&o.what, What::Execute { query, .. } if query.shuffled),
        locks: match &o.what {
            What::Execute { query, .. } => query.locks,
            _ => o.source.as_ref().is_some_and(|(_, query)| query.locks),
        },
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
        unfiltered: statement(o).is_some_and(|(query, _)| query.filters.is_empty()),
        batched: matches!(&o.what, What::Execute { query, .. } if query.numbered || is_batched(query)),
        of_parent: statement(o).is_some_and(|(query, _)| query.parent),
        path: path(world, o),
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

pub(super) fn loop_record(l: &OpenLoop) -> LoopRecord {
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
        of_parent: l.of_parent,
        children: l.children,
        symbol: l.info.symbol.to_string(),
    }
}

fn path(world: &World, o: &Occurrence) -> Vec<(EntityId, String)> {
    o.path.iter().map(|(e, n)| (*e, world.names.text(*n).to_owned())).collect()
}

/// The query that the rows come from: of several ways to an operation, the first that has one says where an option belongs. What
/// a serializer reads belongs to the query that the whole answer begins with, which a row that was just made does not have.
pub(super) fn add_source(world: &World, record: &mut OpRecord, o: &Occurrence) {
    let begins_earlier = record.consumer.is_some() && o.path.len() > record.path.len();
    let is_new = record.source_query.is_none() || begins_earlier;
    let Some((place, query)) = o.source.as_ref().filter(|_| is_new) else { return };
    record.source_query = Some(*place);
    record.built_at.clone_from(&query.steps);
    record.by_library = query.by_library;
    record.path = path(world, o);
    let is_it = |option: &&LoaderOption| option.path.iter().eq(o.path.iter().map(|(_, relation)| relation));
    record.ignored = query.ignored.iter().find(is_it).map(|option| option.place);
    if record.kind != OpKind::Execute {
        record.begun = Some(query.origin);
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

pub(super) fn line(world: &World, o: &Occurrence) -> LedgerLine {
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
