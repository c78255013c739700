//! The code quality report of GitLab (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).

use serde::Serialize;

use crate::finding::Severity;
use crate::report::json::pretty;
use crate::report::view::Report;

use super::{ranked, rooted, sentence};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// A list of issues, the most pressing first.
#[must_use]
pub fn write(report: &Report) -> String {
    let report = &*rooted(report);
    let issues: Vec<Issue<'_>> = ranked(report)
        .map(|f| Issue {
            description: sentence(f),
            check_name: &f.rule,
            fingerprint: &f.fingerprint,
            severity: severity(f.severity),
            location: Location { path: &f.at.path, lines: Lines { begin: f.at.line, end: f.at.end_line.max(f.at.line) } },
        })
        .collect();
    pretty(&issues)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    }
}
