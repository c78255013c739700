//! Long computations on an event loop.

use crate::eval::ops::Outside;
use crate::facts::Role;
use crate::finding::{Confidence, Severity, Verdict};
use crate::flow::ledger::OutsideRecord;
use crate::rule::{Detector, Input, Rule};

use super::{callee, is_for_start, routes, with_way};

pub struct CpuBoundInAsync;

impl Detector for CpuBoundInAsync {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let computing = |call: &&OutsideRecord| {
            call.kind == Outside::Compute && call.in_async && !call.seldom && input.model.role(call.place.file) == Role::App
        };
        for call in input.ledger.outside.iter().filter(computing) {
            let call = call.on_event_loop();
            if is_for_start(&call.reach, input) {
                continue;
            }
            let mut finding = rule.finding(call.place, call.symbol.clone()).slot("call", callee(&call));
            if routes(&call, input).next().is_none() {
                finding = finding.severity(Severity::Medium, "no route that was read reaches it");
                finding = finding.confidence(Confidence::Medium);
            } else if !call.loops.is_empty() {
                finding = finding.severity(Severity::Critical, "once for each round of a loop");
            }
            out.push(with_way(finding, &call, input).build());
        }
    }
}
