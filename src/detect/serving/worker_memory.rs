//! Workers of a machine against its memory.

use crate::finding::{Confidence, EvidenceRole, Holds, Verdict};
use crate::rule::{Detector, Input, Rule};

/// Below this, in megabytes, hardly any web app of Python with a framework and an ORM runs.
const TOO_LITTLE: u64 = 75;

pub struct WorkerMemory;

impl Detector for WorkerMemory {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let each = input.settings.thresholds.worker_megabytes;
        for process in input.model.processes.iter().filter(|process| !process.development) {
            let Some(memory) = &process.memory else { continue };
            let (Some(limit), Some(workers)) = (memory.count(), process.workers.count().filter(|n| *n > 0)) else { continue };
            let needed = workers.saturating_mul(each);
            let subject = format!("{} under {}", process.name, process.server);
            if needed <= limit {
                let why = format!("{workers} × {each} MB (assumed) = {needed} MB of {limit} MB");
                out.push(Verdict::Holds(Holds { rule: rule.id.clone(), subject, place: Some(process.place), why }));
                continue;
            }
            let place = memory.place.unwrap_or(process.place);
            let finding = rule
                .finding(place, subject)
                .slot("workers", workers.to_string())
                .slot("each", each.to_string())
                .slot("needed", needed.to_string())
                .slot("limit", limit.to_string())
                .slot("share", (limit / workers).to_string())
                .slot("fits", (limit / each).max(1).to_string())
                .formula(format!("{workers} × {each} MB = {needed} MB > {limit} MB"))
                .evidence(process.place, EvidenceRole::Entry, format!("starts {}", process.server))
                .evidence(
                    process.workers.place.unwrap_or(process.place),
                    EvidenceRole::Setting,
                    format!("workers = {workers} ({})", process.workers.source),
                )
                .evidence(place, EvidenceRole::Setting, format!("{limit} MB ({})", memory.source));
            let confidence = if limit / workers < TOO_LITTLE { Confidence::High } else { Confidence::Medium };
            out.push(finding.confidence(confidence).build());
        }
    }
}
