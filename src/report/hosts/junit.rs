//! JUnit XML: a suite a rule, a failed case a finding, and one passed case for a rule without findings.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use crate::report::view::{FindingView, Report};

use super::rooted;

/// The document, with a line end. Empty when it cannot be written, which only a bug in a library can cause.
#[must_use]
pub fn write(report: &Report) -> String {
    let report = &*rooted(report);
    let mut by_rule: BTreeMap<&str, Vec<&FindingView>> = BTreeMap::new();
    for finding in report.shown() {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    let mut document = Document::new(report.head.tool.name);
    for rule in &report.rules {
        let mut suite = TestSuite::new(rule.id.as_str());
        match by_rule.get(rule.id.as_str()) {
            Some(findings) => {
                let mut names: BTreeMap<String, usize> = BTreeMap::new();
                suite.add_test_cases(findings.iter().map(|finding| case(finding, &mut names)))
            }
            None => suite.add_test_case(passed(&rule.id)),
        };
        document.add_test_suite(suite);
    }
    document.to_string().unwrap_or_default()
}

fn passed(rule: &str) -> TestCase {
    let mut case = TestCase::new(format!("no {rule}"), TestCaseStatus::success());
    case.set_classname(rule);
    case
}

/// Servers tell failures that are new by their names: they hold no line, and equal ones are numbered.
fn case(finding: &FindingView, names: &mut BTreeMap<String, usize>) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    let evidence: String =
        finding.evidence.iter().map(|e| format!("\n  {} {} {}", e.at.short(), e.role.name(), e.note)).collect();
    status.set_message(finding.message.as_str());
    status.set_type(format!("{}, {} confidence", finding.severity.name(), finding.confidence.name()));
    status.set_description(format!("{}\n{}\n{}{evidence}", finding.at.short(), finding.message, finding.remedy));
    let name = if finding.symbol.starts_with(&finding.at.path) {
        finding.symbol.clone()
    } else {
        format!("{} {}", finding.at.path, finding.symbol)
    };
    let equal = names.entry(name.clone()).or_default();
    *equal += 1;
    let name = if *equal > 1 { format!("{name} ({equal})") } else { name };
    let mut case = TestCase::new(name, status);
    case.set_classname(finding.rule.as_str());
    case.extra.insert("file".into(), finding.at.path.as_str().into());
    case.extra.insert("line".into(), finding.at.line.to_string().into());
    case
}
