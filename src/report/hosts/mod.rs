//! Formats that other programs read: code hosts, CI servers, editors. All of them carry findings only, and only what is shown.

pub mod github;
pub mod gitlab;
pub mod junit;
pub mod oneline;
pub mod sarif;

use std::borrow::Cow;

use super::view::{FindingView, Report};

/// The report with paths from the root of the checkout, as code hosts name files, whatever folder of it was audited.
fn rooted(report: &Report) -> Cow<'_, Report> {
    let prefix = &report.head.prefix;
    if prefix.is_empty() {
        return Cow::Borrowed(report);
    }
    let mut report = report.clone();
    let prefix = std::mem::take(&mut report.head.prefix);
    for finding in &mut report.findings {
        let edits = finding.edits.iter_mut().map(|edit| &mut edit.at);
        let places = finding.evidence.iter_mut().map(|step| &mut step.at).chain(edits).chain([&mut finding.at]);
        places.for_each(|at| at.path.insert_str(0, &prefix));
    }
    Cow::Owned(report)
}

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
