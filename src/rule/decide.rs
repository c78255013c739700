//! Decisions of the project's configuration about findings: deferred and accepted ones.

use std::collections::BTreeSet;

use crate::config::Settings;
use crate::config::decision::DecisionKind;
use crate::finding::{Finding, Status};
use crate::model::Model;

/// Sets the status of findings that a decision covers; a comment at the place goes first. Returns the line of each decision
/// that covers nothing, and what to say of it. `ran` are the rules that were selected: a decision about another is not judged.
pub fn apply(findings: &mut [Finding], settings: &Settings, model: &Model, ran: &BTreeSet<&str>) -> Vec<(u32, String)> {
    let mut used = vec![false; settings.decisions.len()];
    for finding in findings.iter_mut() {
        let path = model.path(finding.place.file);
        let covers = |decision: &crate::config::decision::Decision| decision.covers(&finding.rule, path, &finding.symbol);
        let Some(at) = settings.decisions.iter().position(covers) else { continue };
        used[at] = true;
        if finding.status.is_open() {
            let decision = &settings.decisions[at];
            finding.status = match decision.kind {
                DecisionKind::Defer => Status::Deferred,
                DecisionKind::Accept => Status::Accepted,
            };
            finding.status_reason = Some(decision.words());
        }
    }
    let unused = settings.decisions.iter().zip(used).filter(|(decision, used)| !used && ran.contains(decision.rule.as_str()));
    unused
        .map(|(decision, _)| (decision.line, format!("no finding of `{}` fits this decision any more", decision.rule)))
        .collect()
}
