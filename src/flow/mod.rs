//! Serve phase: evaluates entry points, replays what they do and prices it.

mod alone;
pub mod asked;
pub mod cost;
pub mod entry;
mod instance;
mod joins;
pub mod ledger;
pub mod pages;
mod prologue;
pub mod record;
mod repeat;
pub mod replay;
pub mod statement;
pub mod uses;

use std::sync::Arc;

use rayon::prelude::*;

use crate::eval::Semantics;
use crate::link::Linked;

use ledger::Ledger;

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
    let prologues = prologue::Prologues::evaluate(linked, semantics, &jobs);
    let alike = entry::alike(linked, &prologues, &jobs);
    let costs: Vec<Option<Arc<entry::Costs>>> = (jobs.par_iter().enumerate())
        .map(|(at, (route, method))| (alike[at] == at).then(|| Arc::new(entry::price(linked, &prologues, *route, method))))
        .collect();
    let ran = costs.iter().flatten().flat_map(|costs| costs.ran.iter().copied()).collect();
    let priced = jobs.iter().zip(alike).filter_map(|((route, method), first)| {
        Some(entry::Priced { route: *route, method, costs: Arc::clone(costs[first].as_ref()?) })
    });
    let priced = priced.collect();
    let functions = alone::unreached(linked, &ran);
    let alone = alone::Alone::new(linked, semantics);
    let seen: Vec<record::Seen> =
        alone.together(&functions).par_iter().flat_map_iter(|functions| alone.evaluate(functions)).collect();
    record::ledger(linked, priced, seen)
}
