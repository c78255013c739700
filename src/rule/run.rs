//! Runs the selected rules in parallel; what one rule does cannot disturb another.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::facts::{Language, Role};
use crate::finding::baseline::Known;
use crate::finding::claim::Claim;
use crate::finding::{Confidence, Finding, Holds, NotAssessable, Severity, Verdict};
use crate::model::route::Route;
use crate::model::startup::started_modules;
use crate::model::{FileEntry, FileId, Place};
use crate::source::guard::guarded;

use super::{Detect, DetectorTable, Input, Rule};

/// What all rules said, in an order that threads do not change.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Sorted by place, then by rule.
    pub findings: Vec<Finding>,
    pub verified: Vec<Holds>,
    pub not_assessable: Vec<NotAssessable>,
    /// What the repository says about itself; filled when all findings are decided.
    pub claims: Vec<Claim>,
    /// Findings of the baseline that are no more.
    pub gone: Vec<Known>,
    /// Rules that failed, each with its message.
    pub internal_errors: Vec<String>,
}

/// Runs `rules` over `input`.
#[must_use]
pub fn run(rules: &[Rule], table: DetectorTable, input: &Input<'_>) -> Outcome {
    let results: Vec<Result<Vec<Verdict>, String>> = rules
        .par_iter()
        .map(|rule| guarded(|| judge(rule, table, input)).map_err(|text| format!("rule {} failed: {text}", rule.id)))
        .collect();
    let mut outcome = Outcome::default();
    for result in results {
        match result {
            Ok(verdicts) => verdicts.into_iter().for_each(|verdict| outcome.add(verdict)),
            Err(text) => outcome.internal_errors.push(text),
        }
    }
    let unserved = unserved(input);
    let started = started_modules(input.model);
    for finding in &mut outcome.findings {
        lower_in_script(finding, input);
        if let Some(why) = unpaid(finding, &unserved, &started, input) {
            lower_unpaid(finding, why);
        }
        // What may well be otherwise stops nobody's work: of the worst of a report, all is sure.
        if finding.confidence < Confidence::High {
            finding.severity = finding.severity.min(Severity::Medium);
        }
        if let Some(severity) = input.settings.rule_severity.get(&finding.rule) {
            finding.severity = *severity;
            finding.severity_reason = "set by the configuration".into();
        }
    }
    outcome.sort();
    outcome
}

/// Among the reasons of a severity: nothing that starts the code is seen.
pub const UNREACHED: &str = "no route is known to reach it";

/// What a person runs once, by hand, costs less than what every request pays, and says less about what is deployed.
fn lower_in_script(finding: &mut Finding, input: &Input<'_>) {
    if input.model.role(finding.place.file) != Role::Script {
        return;
    }
    finding.severity = finding.severity.lowered(2);
    finding.confidence = finding.confidence.lowered(1);
    let reason = &mut finding.severity_reason;
    *reason = if reason.is_empty() { "in a script".to_owned() } else { format!("{reason}; in a script") };
}

/// Why nobody may pay for it yet, as far as the tree shows; who calls it from outside of the tree is not known.
fn unpaid(
    finding: &Finding,
    unserved: &BTreeSet<String>,
    started: &FxHashSet<FileId>,
    input: &Input<'_>,
) -> Option<&'static str> {
    let (model, place) = (input.model, finding.place);
    if !finding.reach.is_empty() {
        let all_unserved = finding.reach.iter().all(|name| unserved.contains(name));
        return all_unserved.then_some("nothing in the tree imports the module of its route");
    }
    let around = |body: &Place| body.file == place.file && (body.span.start..body.span.end).contains(&place.span.start);
    if input.ledger.uncalled.iter().any(around) {
        return Some("nothing that runs in the tree calls the function");
    }
    let is_module = |entry: &FileEntry| entry.language == Language::Python && entry.role == Role::App;
    // In an app whose entry points are known, what none of them imports may be left over, or for tests only.
    let is_left =
        !started.contains(&place.file) && model.files.get(place.file.index()).is_some_and(is_module) && model.has_routes();
    is_left.then_some("nothing that the tree is seen to start imports it")
}

fn lower_unpaid(finding: &mut Finding, why: &str) {
    // What no route reaches is told mildly already.
    if finding.severity != Severity::Low || !finding.severity_reason.contains(UNREACHED) {
        finding.severity = finding.severity.lowered(1);
    }
    finding.confidence = finding.confidence.min(Confidence::Medium);
    let reason = &mut finding.severity_reason;
    *reason = if reason.is_empty() { why.to_owned() } else { format!("{reason}; {why}") };
}

/// Routes of routers that nothing puts into an app, as far as the tree shows: nothing imports their module either.
fn unserved(input: &Input<'_>) -> BTreeSet<String> {
    let model = input.model;
    let imported: FxHashSet<FileId> = model.imports.edges.iter().flatten().map(|edge| edge.target).collect();
    // The admin imports the module of that name from each app.
    let is_of_admin = |file: FileId| model.path(file).ends_with("/admin.py") || model.path(file).contains("/admin/");
    let is_left =
        |route: &&Route| route.prefix_unknown && !imported.contains(&route.place.file) && !is_of_admin(route.place.file);
    let routes = model.routes.iter().filter(is_left);
    routes.flat_map(|route| route.methods.iter().map(|method| route.named(method))).collect()
}

fn judge(rule: &Rule, table: DetectorTable, input: &Input<'_>) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    match &rule.detect {
        Detect::Native { name, .. } => {
            if let Some((_, detector)) = table.iter().find(|(known, _)| known == name) {
                detector.detect(rule, input, &mut verdicts);
            }
        }
        Detect::Patterns(_) => {
            let hits = input.model.pattern_hits.iter().filter(|hit| hit.rule == rule.id);
            // A pattern says the same of every place: one entry lists them all.
            verdicts.extend(
                hits.map(|hit| rule.finding(hit.place, input.model.path(hit.place.file)).group(rule.id.clone()).build()),
            );
        }
    }
    verdicts
}

impl Outcome {
    fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Finding(finding) => self.findings.push(*finding),
            Verdict::Holds(holds) => self.verified.push(holds),
            Verdict::NotAssessable(cause) => self.not_assessable.push(cause),
        }
    }

    fn sort(&mut self) {
        self.findings.sort_by(|a, b| (a.place, &a.rule, &a.symbol, &a.message).cmp(&(b.place, &b.rule, &b.symbol, &b.message)));
        self.verified.sort();
        self.not_assessable.sort();
    }
}
