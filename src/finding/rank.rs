//! Order of findings: what is worth mending first.
//!
//! By severity, and within one severity what is sure (high or certain) before what is not: no reader understands a list of the
//! worst in which the lower severity or the guess stands above. Then by
//! `score = severity weight × confidence × (1 + log2(routes reached)) + log10(rows) / 10`. The last part counts only where the
//! project states the size of the table that the finding is about; it separates equals.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::config::Settings;

use super::{Confidence, Finding, Severity};

/// Indexes of `findings`, the most pressing first. Ties go to the smaller effort, then path, line, rule: the order is total.
#[must_use]
pub fn order(findings: &[Finding], settings: &Settings) -> Vec<usize> {
    let scores: Vec<f64> = findings.iter().map(|f| score(f, settings)).collect();
    let mut order: Vec<usize> = (0..findings.len()).collect();
    let step = |f: &Finding| (f.severity, f.confidence >= Confidence::High);
    order.sort_by(|&a, &b| {
        let (x, y) = (&findings[a], &findings[b]);
        step(y).cmp(&step(x)).then_with(|| scores[b].total_cmp(&scores[a])).then_with(|| tie(x, y))
    });
    order
}

/// Indexes of `findings` in groups of one cause. Groups stand in the order of their first member, members in the given order.
#[must_use]
pub fn groups(findings: &[Finding], order: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for &at in order {
        let key = (findings[at].rule.as_str(), findings[at].group.as_str());
        let group = *known.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(at);
    }
    groups
}

/// How pressing a finding is; only the order means something.
#[must_use]
pub fn score(finding: &Finding, settings: &Settings) -> f64 {
    let routes = u32::try_from(finding.reach.len()).unwrap_or(u32::MAX).max(1);
    let base = weight(finding.severity) * likelihood(finding.confidence) * (1.0 + f64::from(routes).log2());
    base + rows(finding, settings).map_or(0.0, |n| (n.max(1) as f64).log10() / 10.0)
}

fn weight(severity: Severity) -> f64 {
    match severity {
        Severity::Critical => 16.0,
        Severity::High => 8.0,
        Severity::Medium => 4.0,
        Severity::Low => 2.0,
        Severity::Info => 0.0,
    }
}

fn likelihood(confidence: Confidence) -> f64 {
    match confidence {
        Confidence::Certain => 0.95,
        Confidence::High => 0.85,
        Confidence::Medium => 0.70,
        Confidence::Low => 0.50,
    }
}

/// Rows of the table that the symbol names (`table` or `table.column`), when the project states them.
fn rows(finding: &Finding, settings: &Settings) -> Option<u64> {
    let table = finding.symbol.split('.').next().unwrap_or("");
    settings.rows.get(&finding.symbol).or_else(|| settings.rows.get(table)).copied()
}

fn tie(a: &Finding, b: &Finding) -> Ordering {
    let key = |f: &Finding| (f.effort, f.place.file, f.place.span.start);
    let rest = |f: &Finding| (f.rule.clone(), f.symbol.clone(), f.place.span.end, f.message.clone());
    key(a).cmp(&key(b)).then_with(|| rest(a).cmp(&rest(b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Span;
    use crate::finding::builder::Frame;
    use crate::finding::{Effort, FindingBuilder, Verdict};
    use crate::model::{FileId, Place};

    fn finding(severity: Severity, confidence: Confidence, effort: Effort, at: u32, symbol: &str) -> Finding {
        let frame = Frame {
            rule: "r".into(),
            family: "queries".into(),
            title: String::new(),
            message: String::new(),
            fix: String::new(),
            verify: String::new(),
            severity,
            confidence,
            effort,
        };
        let place = Place { file: FileId(0), span: Span::new(at, at + 1) };
        match FindingBuilder::new(frame, place, symbol).build() {
            Verdict::Finding(finding) => *finding,
            _ => panic!("the builder builds findings"),
        }
    }

    #[test]
    fn severity_then_reach_then_effort_then_place() {
        let mut wide = finding(Severity::Medium, Confidence::Certain, Effort::High, 9, "wide");
        wide.reach = (0..4).map(|n| format!("GET /{n}")).collect();
        let findings = vec![
            finding(Severity::Medium, Confidence::Certain, Effort::Low, 7, "later"),
            finding(Severity::Medium, Confidence::Certain, Effort::Low, 3, "earlier"),
            finding(Severity::Medium, Confidence::Certain, Effort::Minimal, 8, "easy"),
            wide,
            finding(Severity::Critical, Confidence::Certain, Effort::High, 1, "critical"),
        ];
        let order: Vec<&str> =
            order(&findings, &Settings::default()).into_iter().map(|at| findings[at].symbol.as_str()).collect();
        assert_eq!(order, ["critical", "wide", "easy", "earlier", "later"]);
    }

    #[test]
    fn a_guess_stands_below_what_is_sure_of_its_severity() {
        let mut guess = finding(Severity::High, Confidence::Medium, Effort::Low, 1, "guess");
        guess.reach = (0..9).map(|n| format!("GET /{n}")).collect();
        let findings = vec![
            guess,
            finding(Severity::High, Confidence::High, Effort::High, 2, "sure"),
            finding(Severity::Medium, Confidence::Certain, Effort::Low, 3, "lower"),
        ];
        assert_eq!(order(&findings, &Settings::default()), [1, 0, 2]);
    }

    #[test]
    fn the_larger_table_goes_first_among_equals() {
        let findings = vec![
            finding(Severity::High, Confidence::Certain, Effort::Low, 1, "small.id"),
            finding(Severity::High, Confidence::Certain, Effort::Low, 2, "events.user_id"),
            finding(Severity::Critical, Confidence::Certain, Effort::Low, 3, "other.id"),
        ];
        let mut settings = Settings::default();
        settings.rows.insert("events".into(), 1_000_000);
        assert_eq!(order(&findings, &settings), [2, 1, 0]);
    }

    #[test]
    fn members_of_a_group_stand_together() {
        let mut findings: Vec<Finding> =
            (0..4).map(|n| finding(Severity::High, Confidence::Certain, Effort::Low, n, "s")).collect();
        for (at, group) in ["x", "y", "x", "y"].into_iter().enumerate() {
            findings[at].group = group.into();
        }
        let order = order(&findings, &Settings::default());
        assert_eq!(groups(&findings, &order), [vec![0, 2], vec![1, 3]]);
    }
}
