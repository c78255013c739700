//! Database connections that are opened, and engines that are made, by a request itself.

use crate::eval::ops::Outside;
use crate::finding::{Severity, Verdict};
use crate::flow::ledger::OutsideRecord;
use crate::rule::{Detector, Input, Rule};

use super::{doubtful, in_a_loop, in_requests, is_trial, with_way};

/// Drivers that connect over a network.
const NETWORK: [&str; 6] = ["psycopg", "pymysql", "mysql.connector", "MySQLdb", "asyncpg", "aiomysql"];

pub struct ConnectionPerRequest;

impl Detector for ConnectionPerRequest {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for call in in_requests(input) {
            match call.kind {
                Outside::Connection => out.push(judge(rule, call, input)),
                Outside::Engine if is_made_for_the_request(call, input) => out.push(engine(rule, call, input)),
                _ => {}
            }
        }
    }
}

/// An engine for the app's own database that nobody keeps, and that nothing was asked before it is made: a cache would be.
fn is_made_for_the_request(call: &OutsideRecord, input: &Input<'_>) -> bool {
    let made = input.model.engine_calls.iter().find(|made| made.place == call.place);
    let function = call.symbol.rsplit('.').next().unwrap_or_default();
    let tries = ["check", "test", "ping"].iter().any(|word| function.trim_start_matches('_').starts_with(word));
    made.is_some_and(|made| made.own && !made.kept) && call.guards.is_empty() && !tries && !is_trial(call, input)
}

fn engine(rule: &Rule, call: &OutsideRecord, input: &Input<'_>) -> Verdict {
    let what = "it makes an engine with a pool of its own, whose connections no other request takes up";
    let remedy =
        "Make the engine when the module is imported (or in a function with lru_cache), and give each request a session of it.";
    let mut finding = rule.finding(call.place, call.symbol.clone()).slot("what", what).remedy(remedy);
    let keeps_another = input.model.engine_calls.iter().any(|made| made.kept && made.place != call.place);
    if !call.loops.is_empty() {
        let (severity, reason) = in_a_loop(call);
        finding = finding.severity(severity, reason);
    } else if keeps_another {
        finding = finding.severity(Severity::Low, "the app keeps an engine, and makes another one only here");
    }
    with_way(finding.group(format!("{}:engine", rule.id)), call, input).build()
}

fn judge(rule: &Rule, call: &OutsideRecord, input: &Input<'_>) -> Verdict {
    let over_network = is_over_network(call, input);
    let (what, remedy) = if over_network {
        (
            "a handshake with the server, and often an encrypted one",
            "Open a pool once, when the process starts, and take connections from it.",
        )
    } else {
        (
            "the file is opened, its schema read and its settings made anew",
            "Keep one connection a thread (or a small pool) that sets journal_mode and busy_timeout once.",
        )
    };
    let mut finding = rule.finding(call.place, call.symbol.clone()).slot("what", what).remedy(remedy);
    finding = match (over_network, call.loops.is_empty()) {
        (true, true) => finding,
        (true, false) => {
            let (severity, reason) = in_a_loop(call);
            finding.severity(severity, reason)
        }
        (false, true) => finding.severity(Severity::Low, "SQLite opens a file, no connection over a network"),
        (false, false) => finding.severity(Severity::Medium, "SQLite opens a file, but once for each round of a loop"),
    };
    if !call.guards.is_empty() {
        finding = finding.confidence(doubtful(call));
    }
    let group = format!("{}:{}", rule.id, if over_network { "server" } else { "file" });
    with_way(finding.group(group), call, input).build()
}

/// The file names a driver that has a server.
fn is_over_network(call: &OutsideRecord, input: &Input<'_>) -> bool {
    let text = input.texts.get(call.place.file.index());
    let line = text.line(text.position(call.place.span.start).0).to_owned();
    if line.contains("sqlite") {
        return false;
    }
    NETWORK
        .iter()
        .any(|driver| text.text.contains(&format!("import {driver}")) || text.text.contains(&format!("from {driver}")))
}
