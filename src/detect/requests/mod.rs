//! What a request does besides statements: calls that leave the process, or keep it busy.

pub mod blocking_call_in_async;
pub mod connection_per_request;
pub mod cpu_bound_in_async;
pub mod external_call_in_transaction;
mod held_loop;
pub mod http_client_per_call;
pub mod http_self_call;
mod mail_queue;
pub mod outbound_call_without_timeout;
pub mod resource_loaded_per_request;
pub mod sequential_awaits;
pub mod slow_side_effect;
pub mod sync_db_in_async;
pub mod unbounded_fan_out;

use crate::eval::ops::Outside;
use crate::facts::Role;
use crate::finding::{Confidence, EvidenceRole, FindingBuilder, Severity};
use crate::flow::ledger::{LoopRecord, OutsideRecord};
use crate::model::Place;
use crate::model::route::{Audience, EntryKind, Route};
use crate::rule::Input;

/// Routes that are listed with a finding.
const REACH_SHOWN: usize = 50;
/// Calls on the way that are shown as evidence.
const STEPS_SHOWN: usize = 4;
/// Undecided conditions from which on the way itself is doubtful.
const MANY_CONDITIONS: usize = 4;

/// Calls in the app's own code that requests reach, in the order of their places.
fn in_requests<'a>(input: &'a Input<'_>) -> impl Iterator<Item = &'a OutsideRecord> {
    every_in_requests(input).filter(|call| !call.seldom)
}

/// The same with what runs only while an exception is handled, or a cache is cold.
fn every_in_requests<'a>(input: &'a Input<'_>) -> impl Iterator<Item = &'a OutsideRecord> {
    let outside = input.ledger.outside.iter();
    outside.filter(|call| {
        input.model.role(call.place.file) == Role::App
            && !(is_sent_by_smtp(call) || runs_once(call, input))
            && !(call.kind == Outside::Mail && mail_queue::takes(call, input))
            && routes(call, input).next().is_some()
    })
}

/// On the way to it, a function first asks whether a global that it fills is empty: one request of a process pays.
fn runs_once(call: &OutsideRecord, input: &Input<'_>) -> bool {
    let holds = |outer: &Place, inner: &Place| {
        outer.file == inner.file && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end
    };
    let mut way = call.chain.iter().chain(std::iter::once(&call.place));
    way.any(|place| input.model.filled_once.iter().any(|region| holds(region, place)))
}

/// A message that goes over a connection of smtplib, which stands for it: it was opened for the message.
fn is_sent_by_smtp(call: &OutsideRecord) -> bool {
    call.what == "smtplib.SMTP.sendmail"
}

/// HTTP entry points that reach the call.
fn routes<'a>(call: &'a OutsideRecord, input: &'a Input<'_>) -> impl Iterator<Item = (&'a Route, &'a str)> {
    call.reach.iter().filter_map(|at| {
        let entry = input.ledger.entries.get(*at)?;
        let route = input.model.routes.get(entry.route)?;
        (route.kind == EntryKind::Route).then_some((route, entry.method.as_str()))
    })
}

/// No other routes lead to it than those of people who run the app.
fn only_staff(reach: &[usize], input: &Input<'_>) -> bool {
    let mut routes = reach.iter().filter_map(|at| input.model.routes.get(input.ledger.entries.get(*at)?.route)).peekable();
    routes.peek().is_some() && routes.all(|route| route.audience == Audience::Staff)
}

/// How severe it is that each round of a loop waits: some loops do not grow with the data.
fn in_a_loop(call: &OutsideRecord) -> (Severity, &'static str) {
    let is_short = |l: &LoopRecord| l.bound.is_some() || l.of_parent || l.paged;
    if call.loops.iter().all(is_short) {
        (Severity::High, "once for each round of a loop over a few rows")
    } else {
        (Severity::Critical, "once for each round of a loop")
    }
}

/// Adds who pays, and the way from the first of them to the call.
fn with_way(mut finding: FindingBuilder, call: &OutsideRecord, input: &Input<'_>) -> FindingBuilder {
    let mut names: Vec<String> = routes(call, input).map(|(route, method)| route.named(method)).collect();
    names.sort();
    names.dedup();
    let first = routes(call, input).next();
    if let Some((route, method)) = first {
        finding = finding.evidence(route.place, EvidenceRole::Entry, format!("serves {}", route.named(method)));
    }
    let is_step = |place: &&Place| **place != call.place && first.is_none_or(|(route, _)| route.place != **place);
    for place in call.chain.iter().filter(is_step).take(STEPS_SHOWN) {
        finding = finding.evidence(*place, EvidenceRole::Access, "calls it");
    }
    for round in &call.loops {
        let times = match round.bound {
            Some(bound) if bound.to_string() != round.atom => format!("runs {} times, at most {bound}", round.atom),
            _ => format!("runs {} times", round.atom),
        };
        finding = finding.evidence(round.place, EvidenceRole::Loop, times);
    }
    names.truncate(REACH_SHOWN);
    finding.reach(names)
}

/// Everyone who reaches the call wants to know whether it works: settings are tried before they are kept.
fn is_trial(call: &OutsideRecord, input: &Input<'_>) -> bool {
    let tries = |part: &str| {
        matches!(part, "test" | "testing" | "ping" | "check")
            || ["test_", "test-"].iter().any(|word| part.starts_with(word))
            || ["_test", "-test"].iter().any(|word| part.ends_with(word))
    };
    routes(call, input).all(|(route, _)| route.rule.split('/').any(tries))
}

/// Names of the routes among entries, sorted.
fn route_names(reach: &[usize], input: &Input<'_>) -> Vec<String> {
    let entries = reach.iter().filter_map(|at| input.ledger.entries.get(*at));
    let routes = entries.map(|entry| (&input.model.routes[entry.route], entry.method.as_str()));
    let mut names: Vec<String> =
        routes.filter(|(route, _)| route.kind == EntryKind::Route).map(|(route, method)| route.named(method)).collect();
    names.sort();
    names.dedup();
    names
}

/// Only the start of a process, or a command, leads to it: there is nobody else to keep waiting.
fn is_for_start(reach: &[usize], input: &Input<'_>) -> bool {
    let kind = |at: &usize| input.ledger.entries.get(*at).map(|entry| input.model.routes[entry.route].kind);
    !reach.is_empty() && reach.iter().all(|at| matches!(kind(at), Some(EntryKind::Startup | EntryKind::Command)))
}

/// How sure a call is that stands under conditions which nothing decides.
fn doubtful(call: &OutsideRecord) -> Confidence {
    if call.guards.len() >= MANY_CONDITIONS { Confidence::Low } else { Confidence::Medium }
}

/// The qualified name, without the address that may stand behind it.
fn callee(call: &OutsideRecord) -> &str {
    call.what.split(' ').next().unwrap_or(&call.what)
}
