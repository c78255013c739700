//! Requests to other hosts that wait for each other without a reason.

use crate::eval::ops::Outside;
use crate::facts::Role;
use crate::finding::{EvidenceRole, Severity, Verdict};
use crate::flow::ledger::OutsideRecord;
use crate::model::Place;
use crate::model::resources::AwaitRun;
use crate::rule::{Detector, Input, Rule};

use super::route_names;

pub struct SequentialIndependentAwaits;

impl Detector for SequentialIndependentAwaits {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for run in &input.model.await_runs {
            if run.in_browser {
                out.extend(in_browser(rule, run, input));
            } else {
                out.extend(judge(rule, run, input));
            }
        }
    }
}

/// A script of a page waits for one answer before it asks for the next.
fn in_browser(rule: &Rule, run: &AwaitRun, input: &Input<'_>) -> Option<Verdict> {
    let first = *run.calls.first().filter(|first| input.model.role(first.file) == Role::App)?;
    let mut finding = rule
        .finding(first, input.model.path(first.file))
        .slot("count", run.calls.len().to_string())
        .slot("names", run.names.join(", "))
        .slot("source", "the server")
        .remedy("Start them together: const [a, b] = await Promise.all([fetch(…), fetch(…)]).")
        .severity(Severity::Low, "a script of a page waits, and no worker");
    for call in &run.calls {
        finding = finding.evidence(*call, EvidenceRole::Access, "asks the server");
    }
    Some(finding.build())
}

fn judge(rule: &Rule, run: &AwaitRun, input: &Input<'_>) -> Option<Verdict> {
    let remote: Vec<(Place, &OutsideRecord)> =
        run.calls.iter().filter_map(|call| Some((*call, asks_elsewhere(*call, input)?))).collect();
    let [(first, record), _, ..] = remote.as_slice() else { return None };
    // Statements of one session cannot overlap.
    let uses_database = |call: &Place| {
        input.ledger.ops.iter().any(|op| within(op.place, *call) || op.chain.iter().any(|step| within(*step, *call)))
    };
    let is_app = input.model.role(first.file) == Role::App;
    if !is_app || run.calls.iter().any(uses_database) || remote.iter().any(|(call, record)| is_paced(*call, record, input)) {
        return None;
    }
    let mut finding =
        rule.finding(*first, run.symbol.clone()).slot("count", remote.len().to_string()).slot("names", run.names.join(", "));
    finding = finding.slot("source", "other hosts");
    for (call, record) in &remote {
        finding = finding.evidence(*call, EvidenceRole::Access, record.what.clone());
    }
    if remote.len() > 2 {
        finding = finding.severity(Severity::High, format!("{} answers, one after another", remote.len()));
    }
    Some(finding.reach(route_names(&record.reach, input)).build())
}

/// A question to another host that the call leads to. What sends something may need its order.
fn asks_elsewhere<'a>(call: Place, input: &'a Input<'_>) -> Option<&'a OutsideRecord> {
    let asks = |record: &&OutsideRecord| {
        let callee = record.what.split(' ').next().unwrap_or_default();
        record.kind == Outside::Http && record.awaited && (callee.ends_with(".get") || callee.ends_with(".head"))
    };
    let mut records = input.ledger.outside.iter().filter(asks);
    records.find(|record| within(record.place, call) || record.chain.iter().any(|step| within(*step, call)))
}

/// The call waits for its turn on the way: the other side allows so many in a time, and together they would be too many.
fn is_paced(call: Place, asked: &OutsideRecord, input: &Input<'_>) -> bool {
    let mut pauses = input.ledger.outside.iter().filter(|record| record.kind == Outside::Pause);
    pauses.any(|record| {
        let beside = record.place.file == asked.place.file && record.symbol == asked.symbol;
        beside || within(record.place, call) || record.chain.iter().any(|step| within(*step, call))
    })
}

/// Inside the call itself, or the call.
fn within(place: Place, call: Place) -> bool {
    place.file == call.file && call.span.start <= place.span.start && place.span.end <= call.span.end
}
