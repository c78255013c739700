//! Runs the selected rules in parallel; what one rule does cannot disturb another.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::facts::{Language, Role};
use crate::finding::baseline::Known;
use crate::finding::claim::Claim;
use crate::finding::{Confidence, Finding, Holds, NotAssessable, Verdict};
use crate::model::route::EntryKind;
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
        lower_uncalled(finding, input);
        lower_unserved(finding, &unserved);
        lower_unstarted(finding, &started, input);
        if let Some(severity) = input.settings.rule_severity.get(&finding.rule) {
            finding.severity = *severity;
            finding.severity_reason = "set by the configuration".into();
        }
    }
    outcome.sort();
    outcome
}

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

/// What nothing calls is paid by nobody yet; who calls it from outside of the tree is not known.
fn lower_uncalled(finding: &mut Finding, input: &Input<'_>) {
    let around = |whole: &&Place| {
        whole.file == finding.place.file && (whole.span.start..whole.span.end).contains(&finding.place.span.start)
    };
    if !finding.reach.is_empty() || !input.ledger.uncalled.iter().any(|whole| around(&whole)) {
        return;
    }
    finding.severity = finding.severity.lowered(1);
    finding.confidence = finding.confidence.min(Confidence::Medium);
    let reason = &mut finding.severity_reason;
    let why = "nothing that runs in the tree calls the function";
    *reason = if reason.is_empty() { why.to_owned() } else { format!("{reason}; {why}") };
}

/// Routes of routers that nothing puts into an app, as far as the tree shows: nothing imports their module either.
fn unserved(input: &Input<'_>) -> BTreeSet<String> {
    let model = input.model;
    let imported: FxHashSet<FileId> = model.imports.edges.iter().flatten().map(|edge| edge.target).collect();
    let routes = model.routes.iter().filter(|route| route.prefix_unknown && !imported.contains(&route.place.file));
    routes.flat_map(|route| route.methods.iter().map(|method| route.named(method))).collect()
}

/// What only such routes reach may be reached by nobody.
fn lower_unserved(finding: &mut Finding, unserved: &BTreeSet<String>) {
    if finding.reach.is_empty() || unserved.is_empty() || !finding.reach.iter().all(|name| unserved.contains(name)) {
        return;
    }
    finding.confidence = finding.confidence.min(Confidence::Medium);
    let reason = &mut finding.severity_reason;
    let why = "nothing in the tree imports the module of its route";
    *reason = if reason.is_empty() { why.to_owned() } else { format!("{reason}; {why}") };
}

/// In an app whose entry points are known, what stands in a module that none of them imports may be left over, or for tests only.
fn lower_unstarted(finding: &mut Finding, started: &FxHashSet<FileId>, input: &Input<'_>) {
    let model = input.model;
    let file = finding.place.file;
    let is_module = |entry: &FileEntry| entry.language == Language::Python && entry.role == Role::App;
    if !finding.reach.is_empty()
        || started.contains(&file)
        || !model.files.get(file.index()).is_some_and(is_module)
        || !model.routes.iter().any(|route| route.kind == EntryKind::Route)
    {
        return;
    }
    finding.confidence = finding.confidence.min(Confidence::Medium);
    let reason = &mut finding.severity_reason;
    let why = "nothing that the tree is seen to start imports it";
    if reason.is_empty() {
        why.clone_into(reason);
    } else if !reason.contains(why) {
        *reason = format!("{reason}; {why}");
    }
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
