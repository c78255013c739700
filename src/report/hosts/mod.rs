//! Formats that other programs read: code hosts, CI servers, editors. All of them carry findings only, and only what is shown.

pub mod github;
pub mod gitlab;
pub mod junit;
pub mod oneline;
pub mod sarif;

use super::view::{FindingView, Report};

/// What is shown, the most pressing first.
fn ranked(report: &Report) -> impl Iterator<Item = &FindingView> {
    let members = report.ranked.iter().filter_map(|at| report.entries.get(*at)).flat_map(|entry| &entry.members);
    members.filter_map(|at| report.findings.get(*at))
}

/// The claim and how to mend it, on one line.
fn sentence(finding: &FindingView) -> String {
    let text =
        if finding.remedy.is_empty() { finding.message.clone() } else { format!("{} {}", finding.message, finding.remedy) };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
