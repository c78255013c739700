//! Mail, programs and waiting inside a request.

use crate::eval::ops::Outside;
use crate::finding::Confidence;
use crate::flow::ledger::OutsideRecord;
use crate::model::Place;
use crate::rule::{Detector, Input, Rule};

use super::{callee, doubtful, every_in_requests, in_a_loop, is_sent_by_smtp, is_trial, only_staff, routes, with_way};

/// Calls whose result is what the program prints.
const READ: [&str; 4] = ["subprocess.check_output", "subprocess.getoutput", "subprocess.getstatusoutput", "os.popen"];

pub struct SlowSideEffect;

impl Detector for SlowSideEffect {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<crate::finding::Verdict>) {
        for call in every_in_requests(input).filter(|call| !call.seldom || call.kind == Outside::Process) {
            let Some((what, instead)) = words(call, input).filter(|_| !is_no_fault(call, input)) else { continue };
            let mut finding = rule
                .finding(call.place, call.symbol.clone())
                .slot("call", callee(call))
                .slot("what", what)
                .slot("instead", instead);
            if !call.loops.is_empty() {
                let (severity, reason) = in_a_loop(call);
                finding = finding.severity(severity, reason);
            } else if only_staff(&call.reach, input) {
                finding = finding.severity(rule.severity.lowered(1), "only who runs the app opens these pages");
            } else if routes(call, input).all(|(route, _)| is_rare(&route.rule)) {
                finding = finding.severity(rule.severity.lowered(1), "on pages that a user seldom asks for");
            } else if call.kind == Outside::Process && is_shown(call, input) {
                finding = finding.severity(rule.severity.lowered(1), "what the program prints is what the request asks for");
            }
            if call.seldom {
                // The way that is taken when another one failed: a program is slow all the same.
                finding = finding.severity(rule.severity.lowered(1), "where another way has failed");
                finding = finding.confidence(Confidence::Medium);
            } else if !call.guards.is_empty() || tries_again(call) {
                finding = finding.confidence(doubtful(call));
            }
            out.push(with_way(finding, call, input).build());
        }
    }
}

/// Mail, or a program, whose fate is the answer; a pause that the caller orders, or that another rule tells.
fn is_no_fault(call: &OutsideRecord, input: &Input<'_>) -> bool {
    match call.kind {
        // Where it stops an event loop, that is told, with the pause that does not.
        Outside::Sleep => {
            let only_there = call.held_by.is_some() && call.async_reach.len() == call.reach.len();
            // A handler that does nothing else is there to be slow: it tries what waits for it.
            let is_entry = |place: &Place| *place == call.place || routes(call, input).any(|(route, _)| route.place == *place);
            let is_all = input.model.bare_pauses.contains(&call.place) && call.chain.iter().all(is_entry);
            only_there || is_all || input.model.ordered_pauses.contains(&call.place)
        }
        Outside::Mail => only_connects(call, input) || is_trial(call, input),
        Outside::Process => is_trial(call, input) || is_diagnosis(call, input),
        _ => false,
    }
}

/// Its caller takes what the program prints.
fn is_read(call: &OutsideRecord, input: &Input<'_>) -> bool {
    let text = input.texts.get(call.place.file.index());
    let written = text.slice(call.place.span);
    READ.contains(&callee(call)) || written.contains("capture_output=True") || written.contains("stdout=")
}

/// What it prints is what the page is asked for.
fn is_shown(call: &OutsideRecord, input: &Input<'_>) -> bool {
    is_read(call, input) && routes(call, input).any(|(_, method)| method == "GET")
}

/// Who opens it wants what the program prints about the machine, as it is now: nothing that a job could keep is the answer.
fn is_diagnosis(call: &OutsideRecord, input: &Input<'_>) -> bool {
    let tells = |part: &str| ["health", "healthcheck", "health-check", "diagnostics", "diagnostic", "diagnose"].contains(&part);
    is_read(call, input) && routes(call, input).all(|(route, _)| route.rule.split('/').any(tells))
}

/// A connection of smtplib over which none of its entries sends anything: who asks wants to know whether the server answers.
fn only_connects(call: &OutsideRecord, input: &Input<'_>) -> bool {
    let shared = |other: &OutsideRecord| other.reach.iter().any(|entry| call.reach.contains(entry));
    call.what.starts_with("smtplib.") && !input.ledger.outside.iter().any(|other| is_sent_by_smtp(other) && shared(other))
}

/// A pause between attempts: the first one may well succeed.
fn tries_again(call: &OutsideRecord) -> bool {
    call.kind == Outside::Sleep && call.loops.iter().any(|l| l.is_while)
}

/// What the request waits for, and where it belongs. A pause in a streamed answer is how streams wait.
fn words(call: &OutsideRecord, input: &Input<'_>) -> Option<(&'static str, &'static str)> {
    match call.kind {
        Outside::Mail => Some(("speaks with the mail server", "a job that sends the mail after the answer")),
        Outside::Process if is_shown(call, input) => {
            Some(("starts a program and waits for its end", "a job that keeps what it prints, and let the page read that"))
        }
        Outside::Process => Some(("starts a program and waits for its end", "a job, whose state the page asks for")),
        Outside::Sleep if !call.in_generator => Some(("sleeps", "a job, or an answer that says when to ask again")),
        Outside::Sleep
        | Outside::Pause
        | Outside::Http
        | Outside::Parse
        | Outside::Connection
        | Outside::Engine
        | Outside::Client
        | Outside::Compute => None,
    }
}

/// Pages of an account's beginning and end.
fn is_rare(rule: &str) -> bool {
    let rule = rule.to_ascii_lowercase();
    ["password", "reset", "register", "signup", "sign_up", "invite", "confirm", "setup", "install"]
        .iter()
        .any(|part| rule.contains(part))
}
