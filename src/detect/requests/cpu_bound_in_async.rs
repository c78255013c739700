//! Long computations on an event loop.

use crate::eval::ops::Outside;
use crate::facts::Role;
use crate::finding::{Confidence, Severity, Verdict};
use crate::flow::ledger::OutsideRecord;
use crate::rule::{Detector, Input, Rule};

use super::held_loop::{in_a_plain_function, may_be_plain};
use super::{callee, in_a_loop, is_for_start, routes, with_way};

pub struct CpuBoundInAsync;

impl Detector for CpuBoundInAsync {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let computing = |call: &&OutsideRecord| {
            call.kind == Outside::Compute
                && call.held_by.is_some()
                && !call.seldom
                && input.model.role(call.place.file) == Role::App
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
                let (severity, reason) = in_a_loop(&call);
                finding = finding.severity(severity, reason);
            }
            // What awaits something cannot be declared with def.
            if call.held_by.as_ref().is_some_and(|(coroutine, _)| !may_be_plain(*coroutine, input)) {
                finding = finding.remedy("Hand it to a thread: await asyncio.to_thread(…).");
            }
            out.push(in_a_plain_function(with_way(finding, &call, input), &call, input).build());
        }
    }
}
