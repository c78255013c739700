//! Schedulers and endless threads that run in every process which answers requests.

use crate::detect::web_app::production_servers;
use crate::finding::{Confidence, EvidenceRole, Holds, Verdict};
use crate::model::delivery::Process;
use crate::model::startup::{StartAct, StartKind};
use crate::rule::{Detector, Input, Rule};

use super::web_acts;

pub struct SchedulerInWebWorker;

impl Detector for SchedulerInWebWorker {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for act in web_acts(input, &[StartKind::Schedule]) {
            out.extend(judge(rule, act, input));
        }
    }
}

fn judge(rule: &Rule, act: &StartAct, input: &Input<'_>) -> Option<Verdict> {
    let holds = |why: String| {
        let subject = act.symbol.clone();
        Some(Verdict::Holds(Holds { rule: rule.id.clone(), subject, place: Some(act.place), why }))
    };
    if act.locks {
        return holds("the file takes a lock".to_owned());
    }
    let servers: Vec<&Process> = production_servers(input.model).collect();
    let many = servers.iter().find(|process| process.workers.value.is_some_and(|count| count > 1));
    // A number that the machine gives is rarely one.
    let perhaps = || servers.iter().find(|process| process.workers.value.is_none());
    let Some(process) = many.or_else(perhaps) else {
        let server = servers.first()?;
        return holds(format!("{} runs one process", server.server));
    };
    if act.guarded {
        return None;
    }
    let symbol = if act.symbol.is_empty() { input.model.path(act.place.file) } else { act.symbol.as_str() };
    let count = process.workers.value.map_or_else(|| "each".to_owned(), |count| format!("each of {count}"));
    let finding = rule
        .finding(act.place, symbol)
        .slot("what", act.what.as_str())
        .slot("count", count)
        .slot("server", process.server.as_str())
        .evidence(process.place, EvidenceRole::Setting, format!("workers: {}", process.workers.source));
    let confidence = if process.workers.value.is_some() { rule.confidence } else { Confidence::Medium };
    Some(finding.confidence(confidence).build())
}
