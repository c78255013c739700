//! Statements that one entry sends more than once, although nothing was written in between: the answer is the same.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::eval::World;
use crate::eval::identity::Identity;
use crate::eval::interp::NO_FILE;
use crate::eval::query::{Query, Style};
use crate::model::Place;

use super::ledger::Repeat;
use super::record::{Occurrence, What};
use super::statement::describe;

/// Repeats by their two places.
pub type Repeats = BTreeMap<(Place, Place), Repeat>;

/// Adds what one entry repeats in its plain scenario. `root` is its handler.
pub fn collect(world: &World, occurrences: &[Occurrence], entry: usize, root: &str, out: &mut Repeats) {
    let mut by_identity: FxHashMap<Identity, Vec<&Occurrence>> = FxHashMap::default();
    for o in occurrences {
        let Some(identity) = identity(o) else { continue };
        let before = by_identity.entry(identity).or_default();
        if let Some(first) = before.iter().find(|first| repeats(first, o)) {
            let times = 1 + before.iter().filter(|b| repeats(b, o)).count();
            add(world, first, o, times, entry, root, out);
        }
        before.push(o);
    }
}

/// What an occurrence asks, when that is known, and when it surely is a statement.
fn identity(o: &Occurrence) -> Option<Identity> {
    let What::Execute { query, why } = &o.what else { return None };
    let served_by_session = *why == "get()" && query.style != Style::Django;
    let counts = !served_by_session && !o.seldom && o.place.file != NO_FILE;
    // Of what a loop that is over has collected, each element has the same identity; a loop over them is at one of them.
    let open = |dim: u32| o.loops.iter().any(|l| l.info.id == dim || l.filled_in.contains(&dim));
    query.identity.filter(|identity| counts && o.invariant.is_none() && identity.dims.iter().all(open))
}

/// The second gets what the first got.
fn repeats(first: &Occurrence, again: &Occurrence) -> bool {
    let (a, b) = (&first.moment, &again.moment);
    let (Some(x), Some(y)) = (asked(first), asked(again)) else { return false };
    let in_its_loops = first.loops.iter().all(|l| again.loops.iter().any(|m| m.info.id == l.info.id));
    // The same conditions in a second call of one function are no proof: the first may have kept its answer.
    a.writes == b.writes && b.sides.starts_with(&a.sides) && in_its_loops && answers(x, y)
}

fn asked(o: &Occurrence) -> Option<(&Query, &'static str)> {
    match &o.what {
        What::Execute { query, why } => Some((query, why)),
        _ => None,
    }
}

/// Whoever has the rows knows how many there are, and whether there are any.
fn answers((first, how): (&Query, &str), (again, why): (&Query, &str)) -> bool {
    let number = |why: &str| matches!(why, "count()" | "exists()");
    let rows = |why: &str| matches!(why, "iterated" | "all()");
    let whole = |query: &Query| !query.streamed && !query.options_open;
    how == why || (number(how) && rows(why) && whole(again)) || (rows(how) && number(why) && whole(first))
}

fn add(world: &World, first: &Occurrence, again: &Occurrence, times: usize, entry: usize, root: &str, out: &mut Repeats) {
    let symbol = |o: &Occurrence| o.chain.last().map_or_else(|| root.to_owned(), |l| l.symbol.to_string());
    let (Some((_, how)), Some((query, why))) = (asked(first), asked(again)) else { return };
    let doubtful = first.moment.lost != again.moment.lost;
    let repeat = out.entry((again.place, first.place)).or_insert_with(|| Repeat {
        first: first.place,
        again: again.place,
        first_symbol: symbol(first),
        symbol: symbol(again),
        what: describe(world, again),
        why: (how, why),
        entity: query.main_entity(),
        chain: again.chain.iter().map(|l| l.place).filter(|p| p.file != NO_FILE).collect(),
        guards: again.guards.to_vec(),
        doubtful,
        rounds: first.loops.iter().filter_map(|l| l.atom.as_ref()).map(|atom| atom.name.clone()).collect(),
        reach: Vec::new(),
        times: Vec::new(),
    });
    repeat.doubtful &= doubtful;
    if repeat.guards.len() > again.guards.len() {
        repeat.guards = again.guards.to_vec();
    }
    match repeat.times.last_mut().filter(|_| repeat.reach.last() == Some(&entry)) {
        Some(most) => *most = times.max(*most),
        None => {
            repeat.reach.push(entry);
            repeat.times.push(times);
        }
    }
}
