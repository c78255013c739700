//! The gate: whether the findings fail the run. The only place where that is decided.

use crate::finding::{Against, Confidence, Severity};

use super::view::{FindingView, Report};
use super::words;

/// Findings that the line names.
const NAMED: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    pub failed: bool,
    /// What it decided and why, in one line.
    pub line: String,
}

/// Counts findings at or above `fail_on` of confidence high or certain that are neither accepted, deferred, fixed nor known before. Whether they
/// are shown does not matter. An entry point over its budget fails the run, too. `None` never fails.
#[must_use]
pub fn gate(report: &Report, fail_on: Option<Severity>) -> Gate {
    let Some(severity) = fail_on else {
        return Gate { failed: false, line: "gate: passed (never fails)".into() };
    };
    let counted: Vec<&FindingView> = report
        .findings
        .iter()
        .filter(|f| f.is_open() && f.baseline != Some(Against::Known))
        .filter(|f| f.severity >= severity && f.confidence >= Confidence::High)
        .collect();
    let level = match severity {
        Severity::Critical => "critical",
        other => &format!("{} or more severe", other.name()),
    };
    let mut reasons = Vec::new();
    if !counted.is_empty() {
        let new = if report.baseline.is_some() { "new " } else { "" };
        let count = words::count(counted.len(), &format!("{new}finding"), &format!("{new}findings"));
        reasons.push(format!("{count}, {level}: {}", named(&counted)));
    }
    if let Some(first) = report.over_budget.first() {
        let count = words::count(report.over_budget.len(), "entry point", "entry points");
        let example = format!("{} runs {} statements, allowed are {}", first.entry, first.formula, first.budget);
        reasons.push(format!("{count} over budget: {example}"));
    }
    if reasons.is_empty() {
        let new = if report.baseline.is_some() { "new " } else { "" };
        return Gate { failed: false, line: format!("gate: passed (no {new}{level} finding of high or certain confidence)") };
    }
    Gate { failed: true, line: format!("gate: failed ({})", reasons.join("; ")) }
}

/// The first places, and how many more there are.
fn named(findings: &[&FindingView]) -> String {
    let places: Vec<String> = findings.iter().take(NAMED).map(|f| format!("{} {}", f.rule, f.at.short())).collect();
    let more = findings.len().saturating_sub(NAMED);
    if more == 0 { places.join(", ") } else { format!("{}, and {more} more", places.join(", ")) }
}
