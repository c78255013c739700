//! Clients of other hosts that each request makes anew.

use crate::eval::ops::Outside;
use crate::finding::{Confidence, Severity, Verdict};
use crate::flow::ledger::OutsideRecord;
use crate::model::outbound::{ClientMade, Given};
use crate::rule::{Detector, Input, Rule};

use super::{callee, doubtful, in_requests, is_trial, routes, with_way};

/// Where the keys are not the same each time.
const ONE_FOR_EACH: &str =
    "Keep one client for each set of keys: make it in a function of its own that takes them, with lru_cache.";

/// What threads may share of boto3: clients, and no resources.
const A_CLIENT: &str =
    "Make one boto3.client when the app starts and use it instead: threads may share a client, but not a resource.";

/// Parts of an address that people open once: to sign up, or to connect an account of another service.
const ONCE: [&str; 10] =
    ["callback", "oauth", "oauth2", "saml", "sso", "install", "uninstall", "connect", "disconnect", "register"];

pub struct HttpClientPerCall;

impl Detector for HttpClientPerCall {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let is_meant = |call: &&OutsideRecord| call.kind == Outside::Client && !is_kept(call, input) && !is_trial(call, input);
        for call in in_requests(input).filter(is_meant) {
            let mut finding = rule.finding(call.place, call.symbol.clone()).slot("call", callee(call));
            if !call.loops.is_empty() {
                finding = finding.severity(Severity::High, "once for each round of a loop");
            } else if routes(call, input).all(|(route, _)| is_opened_once(&route.rule)) {
                let reason = "people seldom open the page: until the next one does, a connection is closed anyway";
                finding = finding.severity(Severity::Low, reason);
            }
            let given = made(call, input).map_or(Given::Fixed, |made| made.given);
            if given != Given::Fixed && is_bound_to_keys(call) {
                finding = finding.remedy(ONE_FOR_EACH);
            } else if call.what.starts_with("boto3.resource") {
                finding = finding.remedy(A_CLIENT);
            }
            if !call.guards.is_empty() {
                finding = finding.confidence(doubtful(call));
            } else if given == Given::Open || asks_whom_it_is_told(call, input) {
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

fn is_opened_once(rule: &str) -> bool {
    rule.split(['/', '-', '_']).any(|part| ONCE.contains(&part))
}

/// What a global, an attribute or a cache holds is not made for each call.
fn is_kept(call: &OutsideRecord, input: &Input<'_>) -> bool {
    made(call, input).is_none_or(|made| made.kept)
}

fn made<'a>(call: &OutsideRecord, input: &'a Input<'_>) -> Option<&'a ClientMade> {
    input.model.clients_made.iter().find(|made| made.place == call.place)
}

/// The client holds the keys of an account; others are told with each request.
fn is_bound_to_keys(call: &OutsideRecord) -> bool {
    call.what.starts_with("boto3.") || call.what.starts_with("openai.")
}
