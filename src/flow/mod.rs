//! Serve phase: evaluates entry points, replays what they do and prices it.

mod alone;
pub mod asked;
pub mod cost;
pub mod entry;
mod failures;
mod instance;
mod joins;
pub mod ledger;
mod mentions;
pub mod pages;
mod prologue;
mod quiet;
pub mod record;
mod repeat;
pub mod replay;
pub mod statement;
mod uncalled;
pub mod uses;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::eval::{FuncRef, Semantics};
use crate::link::Linked;

use ledger::Ledger;

/// Entries that are priced side by side.
const TOGETHER: usize = 32;

/// Prices every entry point. Entries are independent, so the result does not depend on threads.
/// The calling thread pool needs stacks of at least 16 MiB: templates and calls nest.
#[must_use]
pub fn price(linked: &Linked, semantics: &dyn Semantics) -> Ledger {
    let jobs: Vec<(usize, &'static str)> = linked
        .model
        .routes
        .iter()
        .enumerate()
        .flat_map(|(at, route)| entry::methods(route).into_iter().map(move |m| (at, m)))
        .collect();
    let failures = failures::Failures::default();
    let prologues = prologue::Prologues::evaluate(linked, semantics, &jobs, &failures);
    let mut alike = entry::Alike::new(linked, &prologues, &jobs);
    let mut writer = record::Writer::new(linked);
    let mut ran: FxHashSet<FuncRef> = FxHashSet::default();
    let mut priced: Vec<entry::Priced> = Vec::new();
    // While some entries are priced, those before them are written down: all at once would take too much memory.
    for from in (0..jobs.len()).step_by(TOGETHER) {
        let those = from..jobs.len().min(from + TOGETHER);
        let price = |at: usize| alike.is_first(at).then(|| entry::price(linked, &prologues, jobs[at], &failures));
        let write = || priced.iter().for_each(|entry| writer.add(entry));
        let (costs, ()) = rayon::join(|| those.clone().into_par_iter().map(price).collect::<Vec<_>>(), write);
        ran.extend(costs.iter().flatten().flat_map(|costs| costs.ran.iter().copied()));
        let of_job = |(at, own)| {
            let (route, method): (usize, &'static str) = jobs[at];
            alike.costs(at, own).map(|costs| entry::Priced { route, method, costs })
        };
        priced = those.zip(costs).filter_map(of_job).collect();
    }
    priced.iter().for_each(|entry| writer.add(entry));
    let functions = alone::unreached(linked, &ran);
    let alone = alone::Alone::new(linked, semantics);
    let seen: Vec<record::Seen> =
        alone.together(&functions).par_iter().flat_map_iter(|functions| alone.evaluate(functions, &failures)).collect();
    let mut ledger = writer.finish(&seen);
    ledger.uncalled = uncalled::uncalled(linked, &alone, &functions);
    ledger.failed = failures.into_texts();
    ledger
}
