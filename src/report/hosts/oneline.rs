//! One line a finding, `path:line:column: severity rule: message`, as editors and `grep` read them.

use std::fmt::Write as _;

use crate::report::view::{FindingView, Report};
use crate::report::words;

/// What is shown, by path and line.
#[must_use]
pub fn write(report: &Report) -> String {
    let mut findings: Vec<&FindingView> = report.shown().collect();
    findings.sort_by(|a, b| (&a.at, &a.rule, &a.message).cmp(&(&b.at, &b.rule, &b.message)));
    let mut out = String::new();
    for f in findings {
        let message = f.message.split_whitespace().collect::<Vec<_>>().join(" ");
        let (at, severity) = (&f.at, f.severity.name());
        let _ = writeln!(out, "{}:{}:{}: {severity} {}: {message}", at.path, at.line, at.column, f.rule);
    }
    words::printable_lines(out)
}
