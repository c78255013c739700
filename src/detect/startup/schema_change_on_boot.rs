//! Tables that every start of the app creates, or looks whether it has to.

use crate::detect::web_app::production_servers;
use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::model::Place;
use crate::model::delivery::Process;
use crate::model::schema::Dialect;
use crate::model::startup::{StartAct, StartKind};
use crate::rule::{Detector, Input, Rule};

use super::web_acts;

pub struct SchemaChangeOnBoot;

impl Detector for SchemaChangeOnBoot {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for act in web_acts(input, &[StartKind::CreateTables]) {
            out.push(judge(rule, act, input));
        }
    }
}

fn judge(rule: &Rule, act: &StartAct, input: &Input<'_>) -> Verdict {
    if act.guarded {
        let why = "only under a condition".to_owned();
        let subject = act.symbol.clone();
        return Verdict::Holds(Holds { rule: rule.id.clone(), subject, place: Some(act.place), why });
    }
    let symbol = if act.symbol.is_empty() { input.model.path(act.place.file) } else { act.symbol.as_str() };
    let mut finding = rule.finding(act.place, symbol);
    if act.from != act.place.file {
        finding = finding.evidence(Place::file(act.from), EvidenceRole::Entry, "its import or start leads to it");
    }
    let several = |process: &&Process| process.workers.value.unwrap_or(1) > 1;
    let is_sqlite = input.model.schema.dialect.is_some_and(|(dialect, _)| dialect == Dialect::Sqlite);
    finding = match production_servers(input.model).find(several) {
        Some(process) if !is_sqlite => {
            let count = process.workers.value.unwrap_or(1);
            finding.evidence(process.place, EvidenceRole::Setting, format!("{count} workers do it at once"))
        }
        Some(_) | None => finding.severity(Severity::Low, "one process, or a file of its own: nobody waits for a lock"),
    };
    if production_servers(input.model).next().is_none() {
        finding = finding.confidence(Confidence::Medium);
    }
    finding.build()
}
