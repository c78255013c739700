//! Statements that a page sends itself, where many routes show that page.

use std::collections::BTreeSet;

use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::flow::ledger::{OpKind, OpRecord, RowsBound};
use crate::model::Place;
use crate::rule::{Detector, Input, Rule};

use super::common::{groups, in_template, is_judged, multiplying};

/// Routes from which on a page is one that others are made of.
const MANY: usize = 3;
/// Routes from which on the whole site pays it.
const SITE: usize = 10;

pub struct QueryMethodInTemplate;

impl Detector for QueryMethodInTemplate {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let ops = input.ledger.ops.iter().filter(|op| is_judged(input, op.place) && counts(op, input));
        for (place, group) in groups(ops, |op| op.place) {
            let routes: BTreeSet<usize> = group.ops.iter().flat_map(|op| op.reach.iter().copied()).collect();
            if routes.len() < MANY {
                continue;
            }
            let op = group.main(input);
            let mut severity = rule.severity;
            let mut reason = format!("paid by {} entry points", routes.len());
            if routes.len() >= SITE {
                severity = severity.max(Severity::Medium);
                reason.push_str(", which show this page or are made of it");
            }
            let sure = if group.is_conditional() { rule.confidence.min(Confidence::Medium) } else { rule.confidence };
            let mut finding = rule
                .finding(place, op.symbol.clone())
                .severity(severity, reason)
                .confidence(sure)
                .slot("what", op.what.clone())
                .slot("count", routes.len().to_string())
                .reach(group.reach(input));
            if let Some(shown) = shown_below(op, input) {
                finding =
                    finding.evidence(shown, EvidenceRole::Query, "the same rows are gone through here").remedy(ONE_FOR_BOTH);
            }
            for call in op.chain.iter().rev().filter(|call| **call != place).take(2) {
                finding = finding.evidence(*call, EvidenceRole::Access, "shows the page");
            }
            out.push(finding.build());
        }
    }
}

/// The page asks for a number, an existence or one row, once; loops over rows are another matter.
fn counts(op: &OpRecord, input: &Input<'_>) -> bool {
    op.kind == OpKind::Execute
        && in_template(input, op.place)
        && matches!(op.why, "count()" | "exists()" | "first()" | "aggregate()" | "scalar()")
        && multiplying(op).is_empty()
        && op.around.is_none()
        && !op.seldom
        && !is_paging(op, input)
}

const ONE_FOR_BOTH: &str = "Ask the queryset itself: `{% if rows %}` or `{{ rows|length }}` loads the rows, and the loop over them further down \
                            uses what is loaded.";

/// The page goes through the rows of the very queryset that it counts.
fn shown_below(op: &OpRecord, input: &Input<'_>) -> Option<Place> {
    let same = |other: &&OpRecord| {
        other.why == "iterated"
            && other.begun.is_some()
            && other.begun == op.begun
            && other.filtered == op.filtered
            && other.reach.iter().any(|at| op.reach.contains(at))
            && in_template(input, other.place)
    };
    let asks = matches!(op.why, "count()" | "exists()");
    input.ledger.ops.iter().filter(|_| asks).find(same).map(|other| other.place)
}

/// A list that pages itself counts what there is, where it reads the page.
fn is_paging(op: &OpRecord, input: &Input<'_>) -> bool {
    let is_page = |other: &OpRecord| {
        other.place == op.place
            && other.entity == op.entity
            && other.whole_rows
            && matches!(other.rows, RowsBound::Page | RowsBound::AtMost(_))
    };
    op.why == "count()" && input.ledger.ops.iter().any(is_page)
}
