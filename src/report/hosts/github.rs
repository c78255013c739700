//! Annotations of GitHub Actions: workflow commands on standard output
//! (<https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>).

use std::fmt::Write as _;

use crate::finding::Severity;
use crate::report::view::Report;
use crate::report::words;

use super::{ranked, rooted, sentence};

/// One command a finding, the most pressing first: GitHub prints ten of each level and step.
#[must_use]
pub fn write(report: &Report) -> String {
    let report = &*rooted(report);
    let mut out = String::new();
    for f in ranked(report) {
        let title = property(&format!("{} ({}, {} confidence)", f.rule, f.severity.name(), f.confidence.name()));
        let (level, path, text) = (level(f.severity), property(&f.at.path), data(&sentence(f)));
        let (line, end) = (f.at.line, f.at.end_line.max(f.at.line));
        let _ = writeln!(out, "::{level} file={path},line={line},endLine={end},title={title}::{text}");
    }
    words::printable_lines(out)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "notice",
    }
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
