//! Entry points: evaluating one route and method in its two scenarios.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::eval::interp::Mode;
use crate::eval::value::{Cause, Site, Value};
use crate::eval::{CallArgs, FuncRef, Interp, Op};
use crate::link::Linked;
use crate::link::routes::function_of;
use crate::model::route::{EntryKind, Route};

use super::failures::Failures;
use super::prologue::Prologues;
use super::replay::{Evaluated, Replay, Replayed};

/// One entry and method, priced.
pub struct Priced {
    pub route: usize,
    pub method: &'static str,
    pub costs: Arc<Costs>,
}

/// What a handler does when it is given certain arguments.
pub struct Costs {
    pub plain: Replayed,
    pub worst: Replayed,
    /// Functions that it ran.
    pub ran: Vec<FuncRef>,
}

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The methods under which a route is priced, one by one.
#[must_use]
pub fn methods(route: &Route) -> Vec<&'static str> {
    if route.kind != EntryKind::Route {
        return vec![""];
    }
    let mut out: Vec<&'static str> = METHODS.iter().filter(|m| route.methods.iter().any(|r| r == *m)).copied().collect();
    out.retain(|m| *m != "HEAD" && *m != "OPTIONS");
    if out.is_empty() {
        out.push("GET");
    }
    out
}

/// Prices one entry (route and method). Of one whose evaluation fails nothing is known.
#[must_use]
pub fn price(linked: &Linked, prologues: &Prologues<'_>, job: (usize, &'static str), failures: &Failures) -> Costs {
    let name = || linked.model.routes[job.0].named(job.1);
    failures.watch(name, || evaluated(linked, prologues, job.0, job.1)).unwrap_or_else(|| unknown(linked, job.0))
}

fn evaluated(linked: &Linked, prologues: &Prologues<'_>, route: usize, method: &'static str) -> Costs {
    let (plain, _) = evaluate(linked, prologues, route, method, Mode::Plain);
    let plain = Replay::run(&linked.world, &plain, Mode::Plain);
    let (worst, ran) = evaluate(linked, prologues, route, method, Mode::Worst);
    let worst = Replay::run(&linked.world, &worst, Mode::Worst);
    Costs { plain, worst, ran }
}

fn unknown(linked: &Linked, route: usize) -> Costs {
    let lost = Op::Lost { place: linked.model.routes[route].place, cause: Cause::Limit("internal error") };
    let nothing = Evaluated { ops: vec![lost], ..Evaluated::default() };
    let replayed = |mode| Replay::run(&linked.world, &nothing, mode);
    Costs { plain: replayed(Mode::Plain), worst: replayed(Mode::Worst), ran: Vec::new() }
}

/// Jobs (route and method) that do the same as one before them: a handler stands under several rules.
pub struct Alike {
    /// For each job the first that does the same, which may be itself.
    firsts: Vec<usize>,
    /// How many jobs are still to come that do the same as this one.
    left: Vec<usize>,
    kept: FxHashMap<usize, Arc<Costs>>,
}

impl Alike {
    #[must_use]
    pub fn new(linked: &Linked, prologues: &Prologues<'_>, jobs: &[(usize, &'static str)]) -> Self {
        type Kind<'a> = (Option<usize>, &'a str, Option<FuncRef>);
        let mut known: FxHashMap<Kind<'_>, Vec<usize>> = FxHashMap::default();
        let mut firsts = Vec::with_capacity(jobs.len());
        let mut left = vec![0; jobs.len()];
        for (at, (route, method)) in jobs.iter().enumerate() {
            let handler = &linked.handlers[*route];
            let of_hooks = known.entry((prologues.list(*route), *method, function_of(&handler.function))).or_default();
            let is_alike = |first: &&usize| {
                let (other, _) = jobs[**first];
                let place = |route: usize| linked.model.routes[route].place;
                place(other) == place(*route) && linked.handlers[other].runs_like(handler)
            };
            let first = of_hooks.iter().find(is_alike).copied();
            match first {
                Some(first) => left[first] += 1,
                None => of_hooks.push(at),
            }
            firsts.push(first.unwrap_or(at));
        }
        Self { firsts, left, kept: FxHashMap::default() }
    }

    #[must_use]
    pub fn is_first(&self, job: usize) -> bool {
        self.firsts[job] == job
    }

    /// What a job costs, asked once for each in their order: `own` where it is the first of its kind.
    pub fn costs(&mut self, job: usize, own: Option<Costs>) -> Option<Arc<Costs>> {
        let first = self.firsts[job];
        if let Some(own) = own {
            let own = Arc::new(own);
            if self.left[first] > 0 {
                self.kept.insert(first, Arc::clone(&own));
            }
            return Some(own);
        }
        self.left[first] -= 1;
        if self.left[first] == 0 { self.kept.remove(&first) } else { self.kept.get(&first).cloned() }
    }
}

fn evaluate(
    linked: &Linked,
    prologues: &Prologues<'_>,
    route: usize,
    method: &'static str,
    mode: Mode,
) -> (Evaluated, Vec<FuncRef>) {
    let handler = &linked.handlers[route];
    let place = linked.model.routes[route].place;
    let Some(mut ix) = prologues.start(route, method, mode) else { return (Evaluated::default(), Vec::new()) };
    let site = Site { place, module: crate::eval::ModuleId(0) };
    let open = CallArgs { positional: Vec::new(), keywords: Vec::new(), open: true };
    let arguments = handler.arguments.clone().unwrap_or(open);
    if matches!(handler.function, Value::Unknown(_) | Value::External(_) | Value::None) {
        ix.lost(site.place, Cause::Call(format!("handler `{}`", linked.model.routes[route].handler).into()));
    }
    let result = ix.call(&handler.function, arguments, site);
    // What stands behind a surely raised exception was not seen.
    ix.reads.all |= ix.diverged;
    ix.diverged = false;
    consume(&mut ix, &result, site);
    finish(ix)
}

/// What a view returns is written out: a query runs.
fn consume(ix: &mut Interp<'_>, value: &Value, site: Site) {
    if matches!(value, Value::Query(_)) {
        let semantics = ix.semantics;
        semantics.iterate(ix, value, site);
    }
    // A response of a library was made of what it was given; anything else is written out by what is not followed.
    let is_response = matches!(value, Value::Object(_)) && ix.class_of(value).is_some_and(|c| ix.world.class(c).is_stub);
    if !is_response {
        ix.escape(value);
    }
}

/// What an evaluation left behind, and the functions that it ran.
pub(super) fn finish(ix: Interp<'_>) -> (Evaluated, Vec<FuncRef>) {
    let ran = ix.functions_run();
    let mut ops = ix.prelude;
    ops.extend(ix.ops);
    (Evaluated { ops, sets: ix.sets, rounds: ix.rounds, reads: ix.reads }, ran)
}

/// Causes that say something was lost which the tree could tell.
#[must_use]
pub fn blocking(causes: &[(crate::model::Place, Cause)]) -> Vec<String> {
    let mut out: Vec<String> = causes.iter().filter(|(_, c)| c.blocks()).map(|(_, c)| c.text()).collect();
    out.sort();
    out.dedup();
    out
}
