//! Calls that stop an event loop.

use crate::eval::ops::Outside;
use crate::facts::Role;
use crate::finding::{Confidence, Severity, Verdict};
use crate::flow::ledger::OutsideRecord;
use crate::rule::{Detector, Input, Rule};

use super::held_loop::{in_a_plain_function, may_share_loop};
use super::{callee, doubtful, is_for_start, is_sent_by_smtp, only_staff, routes, runs_once, with_way};

pub struct BlockingCallInAsync;

impl Detector for BlockingCallInAsync {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let blocking = |call: &&OutsideRecord| {
            call.held_by.is_some()
                && !call.seldom
                && !is_sent_by_smtp(call)
                && !matches!(
                    call.kind,
                    Outside::Connection | Outside::Engine | Outside::Client | Outside::Compute | Outside::Pause
                )
                && input.model.role(call.place.file) == Role::App
        };
        let may_share = may_share_loop(input);
        for call in input.ledger.outside.iter().filter(blocking) {
            // Another way to the same call may have no event loop to stop.
            let call = &call.on_event_loop();
            if is_for_start(&call.reach, input) || runs_once(call, input) {
                continue;
            }
            let mut finding =
                rule.finding(call.place, call.symbol.clone()).slot("call", callee(call)).slot("instead", instead(call.kind));
            let in_request = routes(call, input).next().is_some();
            if !in_request && !may_share {
                continue;
            }
            if !in_request {
                finding = finding.severity(Severity::Medium.min(rule.severity), "no route that was read reaches it");
                finding = finding.confidence(Confidence::Medium);
            } else {
                if only_staff(&call.reach, input) {
                    finding = finding.severity(Severity::High.min(rule.severity), "only who runs the app asks for it");
                }
                if doubtful(call) == Confidence::Low {
                    // Under a few conditions it still blocks whenever it is called.
                    finding = finding.confidence(Confidence::Medium);
                }
            }
            out.push(in_a_plain_function(with_way(finding, call, input), call, input).build());
        }
    }
}

fn instead(kind: Outside) -> &'static str {
    match kind {
        Outside::Http => "httpx.AsyncClient, or await asyncio.to_thread(…)",
        Outside::Sleep | Outside::Pause => "await asyncio.sleep(…)",
        Outside::Process => "await asyncio.create_subprocess_exec(…)",
        Outside::Mail | Outside::Parse | Outside::Connection | Outside::Engine | Outside::Client | Outside::Compute => {
            "await asyncio.to_thread(…)"
        }
    }
}
