//! The gate: whether the findings fail the run. The only place where that is decided.

use crate::finding::{Confidence, Severity};

use super::view::Report;
use super::words;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    pub failed: bool,
    /// What it decided and why, in one line.
    pub line: String,
}

/// Counts findings at or above `fail_on` of confidence high or certain that are neither accepted, deferred nor fixed. Whether they
/// are shown does not matter. `None` never fails.
#[must_use]
pub fn gate(report: &Report, fail_on: Option<Severity>) -> Gate {
    let Some(severity) = fail_on else {
        return Gate { failed: false, line: "gate: passed (never fails)".into() };
    };
    let counted = report
        .findings
        .iter()
        .filter(|f| f.is_open())
        .filter(|f| f.severity >= severity && f.confidence >= Confidence::High)
        .count();
    let level = match severity {
        Severity::Critical => "critical".to_owned(),
        other => format!("{} or above", other.name()),
    };
    let failed = counted > 0;
    let verdict = if failed { "failed" } else { "passed" };
    let findings = words::count(counted, "finding", "findings");
    Gate { failed, line: format!("gate: {verdict} ({findings} at {level}, of high or certain confidence)") }
}
