//! Files that a request reads and parses anew.

use crate::eval::ops::Outside;
use crate::finding::{Confidence, Severity, Verdict};
use crate::flow::ledger::OutsideRecord;
use crate::rule::{Detector, Input, Rule};

use super::{callee, doubtful, every_in_requests, with_way};

pub struct ResourceLoadedPerRequest;

impl Detector for ResourceLoadedPerRequest {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        // Where another way has failed, a file is soon read; a folder of files is slow all the same.
        let costs = |call: &&OutsideRecord| call.kind == Outside::Parse && (!call.seldom || !call.loops.is_empty());
        for call in every_in_requests(input).filter(costs) {
            let mut finding = rule.finding(call.place, call.symbol.clone()).slot("call", callee(call));
            if !call.loops.is_empty() {
                finding = finding.severity(Severity::Critical.min(rule.severity), "once for each file of a loop");
            }
            if call.seldom {
                finding = finding.severity(Severity::Medium.min(rule.severity), "where another way has failed");
                finding = finding.confidence(Confidence::Medium);
            } else if !call.guards.is_empty() {
                finding = finding.confidence(doubtful(call));
            }
            out.push(with_way(finding, call, input).build());
        }
    }
}
