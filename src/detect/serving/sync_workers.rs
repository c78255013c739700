//! Workers that serve one request at a time, and requests that wait for other hosts.

use std::collections::BTreeSet;

use crate::eval::ops::Outside;
use crate::facts::Role;
use crate::finding::{Confidence, EvidenceRole, Holds, Verdict};
use crate::flow::ledger::OutsideRecord;
use crate::model::delivery::Process;
use crate::model::route::EntryKind;
use crate::rule::{Detector, Input, Rule};

use super::single_worker::may_be_said_elsewhere;

/// Calls that are shown as evidence, and routes that are listed.
const CALLS_SHOWN: usize = 5;
const ROUTES_SHOWN: usize = 50;

pub struct SyncWorkersBlockOnIo;

impl Detector for SyncWorkersBlockOnIo {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let waiting: Vec<&OutsideRecord> = input.ledger.outside.iter().filter(|call| waits(call, input)).collect();
        for process in input.model.processes.iter().filter(|process| is_sync(process) && is_counted(process, input)) {
            let subject = format!("{} under {}", process.name, process.server);
            if waiting.is_empty() {
                let why = "no request is seen to wait for another host".to_owned();
                out.push(Verdict::Holds(Holds { rule: rule.id.clone(), subject, place: Some(process.place), why }));
                continue;
            }
            let own: Vec<&OutsideRecord> = waiting.iter().filter(|call| is_of(process, call, input)).copied().collect();
            if !own.is_empty() {
                out.push(finding(rule, input, process, &own));
            }
        }
    }
}

/// `false` where the call stands outside of the folder of the program that the process serves: another one makes it.
fn is_of(process: &Process, call: &OutsideRecord, input: &Input<'_>) -> bool {
    let Some(served) = input.model.served_module(process) else { return true };
    let module = process.app.as_deref().unwrap_or_default().replace('.', "/");
    let path = input.model.path(served);
    let home = path.find(&format!("{module}.py")).or_else(|| path.find(&format!("{module}/__init__.py"))).unwrap_or(0);
    input.model.path(call.place.file).starts_with(&path[..home])
}

/// One request at a time for each worker, and workers that are counted.
fn is_sync(process: &Process) -> bool {
    matches!(process.server.as_str(), "gunicorn" | "uwsgi")
        && !process.development
        && process.deployed
        && !process.is_event_loop()
        && process.threads.value == Some(1)
        && process.workers.value.is_some()
        && matches!(process.worker_class.as_deref(), None | Some("sync"))
}

/// Somebody wrote how many workers there are, or nothing but this command can.
fn is_counted(process: &Process, input: &Input<'_>) -> bool {
    !process.workers.source.starts_with("default") || (process.asked_for.is_none() && !may_be_said_elsewhere(process, input))
}

/// Another host or a mail server answers before the request does.
fn waits(call: &OutsideRecord, input: &Input<'_>) -> bool {
    matches!(call.kind, Outside::Http | Outside::Mail)
        && !call.seldom
        && input.model.role(call.place.file) == Role::App
        && !routes(call, input).is_empty()
}

fn routes(call: &OutsideRecord, input: &Input<'_>) -> BTreeSet<String> {
    let entries = call.reach.iter().filter_map(|at| {
        let entry = input.ledger.entries.get(*at)?;
        let route = input.model.routes.get(entry.route)?;
        (route.kind == EntryKind::Route).then(|| route.named(&entry.method))
    });
    entries.collect()
}

fn finding(rule: &Rule, input: &Input<'_>, process: &Process, waiting: &[&OutsideRecord]) -> Verdict {
    let all: BTreeSet<String> = waiting.iter().flat_map(|call| routes(call, input)).collect();
    let workers = process.workers.value.unwrap_or(1);
    let at_once = if workers == 1 { "one request".to_owned() } else { format!("{workers} requests") };
    let mut finding = rule
        .finding(process.place, format!("{}:{}", process.name, process.server))
        .slot("server", process.server.clone())
        .slot("at_once", at_once)
        .slot("workers", if workers == 1 { "1 worker".to_owned() } else { format!("{workers} workers") })
        .slot(
            "routes",
            match all.len() {
                1 => "1 route waits".to_owned(),
                n => format!("{n} routes wait"),
            },
        )
        .slot("how", if process.server == "uwsgi" { "threads = 8" } else { "--worker-class gthread --threads 8" })
        .formula(format!("{workers} workers × 1 request"));
    for (what, factor) in [("workers", &process.workers), ("threads", &process.threads)] {
        let note = format!("{what} = {} ({})", factor.value.unwrap_or(1), factor.source);
        finding = finding.evidence(factor.place.unwrap_or(process.place), EvidenceRole::Setting, note);
    }
    for call in waiting.iter().take(CALLS_SHOWN) {
        finding = finding.evidence(call.place, EvidenceRole::Access, format!("waits for {}", call.what));
    }
    let unlimited = waiting.iter().find_map(|call| input.model.outbound_calls.iter().find(|o| o.place == call.place));
    if let Some(call) = unlimited {
        finding = finding.evidence(call.place, EvidenceRole::Access, "and has no time-out of its own");
    }
    finding.confidence(Confidence::Medium).reach(all.into_iter().take(ROUTES_SHOWN).collect()).build()
}
