//! Entry points: evaluating one route and method in its two scenarios.

use crate::eval::interp::Mode;
use crate::eval::value::{Cause, Site, Value};
use crate::eval::{CallArgs, FuncRef, Interp, Semantics};
use crate::facts::Role;
use crate::facts::program::Stmt;
use crate::link::Linked;
use crate::model::route::{EntryKind, Route};

use super::prologue::Prologues;
use super::record::Seen;
use super::replay::{Evaluated, Replay, Replayed};

/// One entry and method, priced.
pub struct Priced {
    pub route: usize,
    pub method: &'static str,
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

/// Prices one entry.
#[must_use]
pub fn price(linked: &Linked, prologues: &Prologues<'_>, route: usize, method: &'static str) -> Priced {
    let (plain, _) = evaluate(linked, prologues, route, method, Mode::Plain);
    let plain = Replay::run(&linked.world, &plain, Mode::Plain);
    let (worst, ran) = evaluate(linked, prologues, route, method, Mode::Worst);
    let worst = Replay::run(&linked.world, &worst, Mode::Worst);
    Priced { route, method, plain, worst, ran }
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

fn finish(ix: Interp<'_>) -> (Evaluated, Vec<FuncRef>) {
    let ran = ix.functions_run();
    let mut ops = ix.prelude;
    ops.extend(ix.ops);
    (Evaluated { ops, sets: ix.sets, rounds: ix.rounds, reads: ix.reads }, ran)
}

/// Functions of the app that no entry ran, in path order.
#[must_use]
pub fn unreached(linked: &Linked, priced: &[Priced]) -> Vec<FuncRef> {
    let ran: rustc_hash::FxHashSet<FuncRef> = priced.iter().flat_map(|p| p.ran.iter().copied()).collect();
    let mut out = Vec::new();
    for (at, module) in linked.world.modules.iter().enumerate() {
        let Some(file) = module.file else { continue };
        if module.is_template || !matches!(linked.model.role(file), Role::App | Role::Script) {
            continue;
        }
        let id = crate::eval::ModuleId(u32::try_from(at).unwrap_or(u32::MAX));
        let program = &module.program;
        for stmt in program.block(program.body) {
            match program.stmt(*stmt) {
                Stmt::Function(f) => out.push(FuncRef { module: id, id: f }),
                Stmt::Class(c) => {
                    out.extend(program.block(program.class(c).body).iter().filter_map(|s| match program.stmt(*s) {
                        Stmt::Function(f) => Some(FuncRef { module: id, id: f }),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
    }
    out.retain(|f| !ran.contains(f));
    out
}

/// Evaluates a function that no entry reaches, its parameters unknown but for `self`.
#[must_use]
pub fn alone(linked: &Linked, semantics: &dyn Semantics, function: FuncRef) -> Seen {
    let mut ix = Interp::entry(&linked.world, semantics, Mode::Worst, "");
    ix.budget = 60_000;
    let place = linked.world.function_place(function);
    let site = Site { place, module: function.module };
    let receiver = owner(linked, function).and_then(|(class, member)| match member {
        Value::Static(_) => None,
        Value::ClassMethod(_) => Some(Value::Class(class)),
        _ => Some(receiver(&mut ix, class)),
    });
    let positional = receiver.iter().cloned().collect();
    let result = ix.call_function(function, None, CallArgs { positional, keywords: Vec::new(), open: true }, receiver, site);
    ix.escape(&result);
    ix.reads.all |= ix.diverged;
    let (evaluated, _) = finish(ix);
    let replayed = Replay::run(&linked.world, &evaluated, Mode::Worst);
    Seen { function, replayed }
}

/// The class in whose body the function stands, and the member that it became.
fn owner(linked: &Linked, function: FuncRef) -> Option<(crate::eval::ClassRef, Value)> {
    let is = |value: &Value| matches!(value, Value::Function(f, _) if *f == function);
    linked.world.classes.iter().enumerate().filter(|(_, c)| c.module == function.module).find_map(|(at, class)| {
        let member = class.members.iter().find_map(|(_, v, _)| match v {
            Value::Property(inner) | Value::Static(inner) | Value::ClassMethod(inner) => is(inner).then(|| v.clone()),
            other => is(other).then(|| v.clone()),
        })?;
        Some((crate::eval::ClassRef(u32::try_from(at).ok()?), member))
    })
}

/// An instance to call a method on: a row of a mapped class, an object of another.
fn receiver(ix: &mut Interp<'_>, class: crate::eval::ClassRef) -> Value {
    match ix.world.class_entity.get(&class).copied() {
        Some(entity) => crate::library::given_row(ix, entity),
        None => {
            let mut object = crate::eval::Object::new(crate::eval::ObjKind::Instance);
            object.class = Some(class);
            Value::Object(ix.heap.add(object))
        }
    }
}

/// Causes that say something was lost which the tree could tell.
#[must_use]
pub fn blocking(causes: &[(crate::model::Place, Cause)]) -> Vec<String> {
    let mut out: Vec<String> = causes.iter().filter(|(_, c)| c.blocks()).map(|(_, c)| c.text()).collect();
    out.sort();
    out.dedup();
    out
}
