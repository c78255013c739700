//! What runs before a handler. Routes share their hooks, so these are evaluated once for all routes of a method.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::eval::interp::Mode;
use crate::eval::ops::CallKind;
use crate::eval::value::{Cause, Site, Value};
use crate::eval::{CallArgs, Interp, Semantics};
use crate::link::Linked;

use super::failures::Failures;

/// The hooks of a route, the method, and whether the plain scenario is meant.
type Key = (usize, &'static str, bool);

/// Evaluation steps for all entries (route and method) of an app, where nothing speaks against them.
const STEPS: u64 = 32_000_000;
/// Least and most for one of them. Between these an app with few entries is followed deeper, in the time that one with many takes.
const LEAST: u64 = 200_000;
const MOST: u64 = 400_000;
/// For one of an app of whose tables nothing is known: there are no statements to be counted, only calls to be met.
const WITHOUT_TABLES: u64 = 100_000;

/// States of the interpreter after the hooks.
pub struct Prologues<'w> {
    /// Of each route: which list of hooks it has.
    lists: Vec<usize>,
    after: FxHashMap<Key, Interp<'w>>,
}

impl<'w> Prologues<'w> {
    /// Evaluates the hooks of all jobs (route and method).
    #[must_use]
    pub fn evaluate(
        linked: &'w Linked,
        semantics: &'w dyn Semantics,
        jobs: &[(usize, &'static str)],
        failures: &Failures,
    ) -> Self {
        let mut distinct: Vec<&[Value]> = Vec::new();
        let mut lists = Vec::with_capacity(linked.handlers.len());
        for handler in &linked.handlers {
            let known = distinct.iter().position(|hooks| same(hooks, &handler.before));
            lists.push(known.unwrap_or_else(|| {
                distinct.push(&handler.before);
                distinct.len() - 1
            }));
        }
        let mut keys: Vec<Key> =
            jobs.iter().flat_map(|(route, method)| [(lists[*route], *method, true), (lists[*route], *method, false)]).collect();
        keys.sort_unstable();
        keys.dedup();
        let budget = match knows_tables(linked) {
            true => (STEPS / jobs.len().max(1) as u64).clamp(LEAST, MOST),
            false => WITHOUT_TABLES,
        };
        let start = |key: &Key| Interp::entry(&linked.world, semantics, mode(key.2), key.1, budget);
        let run = |key: &Key| {
            let done = failures.watch(|| "what runs before requests".into(), || run(start(key), linked, distinct[key.0]));
            (*key, done.unwrap_or_else(|| failed(start(key))))
        };
        Self { lists, after: keys.par_iter().map(run).collect() }
    }

    /// Which list of hooks a route has.
    #[must_use]
    pub fn list(&self, route: usize) -> Option<usize> {
        self.lists.get(route).copied()
    }

    /// The interpreter as it reaches the handler of a route.
    #[must_use]
    pub fn start(&self, route: usize, method: &'static str, mode: Mode) -> Option<Interp<'w>> {
        self.after.get(&(self.list(route)?, method, mode == Mode::Plain)).cloned()
    }
}

fn knows_tables(linked: &Linked) -> bool {
    let schema = &linked.model.schema;
    !linked.model.entities.is_empty() || !schema.tables.is_empty() || schema.dialect.is_some()
}

fn mode(plain: bool) -> Mode {
    if plain { Mode::Plain } else { Mode::Worst }
}

fn failed(mut ix: Interp<'_>) -> Interp<'_> {
    ix.lost(Site::nowhere().place, Cause::Limit("internal error"));
    ix
}

fn run<'w>(mut ix: Interp<'w>, linked: &Linked, hooks: &[Value]) -> Interp<'w> {
    for hook in hooks {
        // What the library does for a handler is told as the handler's own.
        if matches!(hook, Value::Partial(partial) if matches!(partial.0, Value::Native(_))) {
            ix.call(hook, CallArgs::default(), Site::nowhere());
            continue;
        }
        let site = match hook {
            Value::Function(function, _) => Site { place: linked.world.function_place(*function), module: function.module },
            _ => Site::nowhere(),
        };
        // Whatever a hook is given (endpoint, values of the URL) comes from the request.
        let symbol = match hook {
            Value::Function(function, _) => linked.world.function_name(*function),
            _ => String::new(),
        };
        ix.declared(site.place, &symbol, CallKind::Hook, |ix| {
            ix.call(hook, CallArgs { open: true, ..CallArgs::default() }, site)
        });
        ix.diverged = false;
    }
    ix
}

fn same(left: &[Value], right: &[Value]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(a, b)| a.same(b))
}
