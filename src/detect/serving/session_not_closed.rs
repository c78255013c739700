//! Sessions and connections that go back to their pool only when they are collected.

use crate::finding::{Confidence, Severity, Verdict};
use crate::model::resources::{OpenedKind, OpenedSession};
use crate::model::route::EntryKind;
use crate::rule::{Detector, Input, Rule};

pub struct SessionNotClosed;

impl Detector for SessionNotClosed {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let kept = input.model.opened_sessions.iter().filter(|opened| !ends_with_its_process(opened, input));
        out.extend(kept.map(|opened| judge(rule, opened, input)));
    }
}

/// A command opens it: when the command is done, the process ends.
fn ends_with_its_process(opened: &OpenedSession, input: &Input<'_>) -> bool {
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    input.model.routes.iter().any(|route| {
        route.kind == EntryKind::Command
            && route.place.file == opened.place.file
            && last(&route.handler) == last(&opened.symbol)
    })
}

fn judge(rule: &Rule, opened: &OpenedSession, input: &Input<'_>) -> Verdict {
    let symbol = if opened.symbol.is_empty() { input.model.path(opened.place.file) } else { opened.symbol.as_str() };
    let call = opened.what.rsplit('.').next().unwrap_or(&opened.what);
    let (what, remedy) = match opened.kind {
        OpenedKind::Session => {
            (format!("{call}() is opened here, and nothing in the function closes it"), "Open it in a with statement.")
        }
        OpenedKind::Pooled => (
            format!("{call}() takes a connection out of the pool, and nothing in the function puts it back"),
            "Put it back in a finally block, or use the pool's context manager.",
        ),
        OpenedKind::Dependency => (
            format!("{call} makes a session for each request, and nobody closes what it made"),
            "Depend on a function that yields the session inside a with statement.",
        ),
    };
    let mut finding = rule.finding(opened.place, symbol).slot("what", what).remedy(remedy);
    // A session is given back when its last name dies, which is usually soon; who borrows it may keep it.
    finding = match (opened.kind, opened.lent) {
        (OpenedKind::Session, false) => {
            finding.confidence(Confidence::High).severity(Severity::Medium, "until it is collected")
        }
        (OpenedKind::Session, true) => {
            finding.confidence(Confidence::Medium).severity(Severity::Medium, "until it is collected")
        }
        (OpenedKind::Pooled, true) => finding.confidence(Confidence::Medium),
        (OpenedKind::Pooled | OpenedKind::Dependency, _) => finding,
    };
    finding.build()
}
