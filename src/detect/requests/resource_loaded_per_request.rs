//! Files that a request reads and parses anew.

use crate::eval::ops::Outside;
use crate::finding::{Severity, Verdict};
use crate::rule::{Detector, Input, Rule};

use super::{callee, doubtful, in_requests, with_way};

pub struct ResourceLoadedPerRequest;

impl Detector for ResourceLoadedPerRequest {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for call in in_requests(input).filter(|call| call.kind == Outside::Parse) {
            let mut finding = rule.finding(call.place, call.symbol.clone()).slot("call", callee(call));
            if !call.loops.is_empty() {
                finding = finding.severity(Severity::Critical.min(rule.severity), "once for each file of a loop");
            }
            if !call.guards.is_empty() {
                finding = finding.confidence(doubtful(call));
            }
            out.push(with_way(finding, call, input).build());
        }
    }
}
