//! Clients of other hosts that each request makes anew.

use crate::eval::ops::Outside;
use crate::finding::{Confidence, Severity, Verdict};
use crate::flow::ledger::OutsideRecord;
use crate::rule::{Detector, Input, Rule};

use super::{callee, doubtful, in_requests, with_way};

pub struct HttpClientPerCall;

impl Detector for HttpClientPerCall {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for call in in_requests(input).filter(|call| call.kind == Outside::Client && !is_kept(call, input)) {
            let mut finding = rule.finding(call.place, call.symbol.clone()).slot("call", callee(call));
            if !call.loops.is_empty() {
                finding = finding.severity(Severity::High, "once for each round of a loop");
            }
            if !call.guards.is_empty() {
                finding = finding.confidence(doubtful(call));
            } else if asks_whom_it_is_told(call, input) {
                finding = finding.confidence(Confidence::Medium);
            }
            out.push(with_way(finding, call, input).build());
        }
    }
}

/// No request beside it has an address that is written out: each may go to another host, and find no connection to use again.
fn asks_whom_it_is_told(client: &OutsideRecord, input: &Input<'_>) -> bool {
    let own = input.ledger.outside.iter().filter(|call| call.kind == Outside::Http && call.symbol == client.symbol);
    own.clone().next().is_some() && own.clone().all(|call| !call.what.contains("://"))
}

/// What a global, an attribute or a cache holds is not made for each call.
fn is_kept(call: &OutsideRecord, input: &Input<'_>) -> bool {
    let made = input.model.clients_made.iter().find(|made| made.place == call.place);
    made.is_none_or(|made| made.kept)
}
