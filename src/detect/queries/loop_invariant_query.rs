//! Queries in a loop that ask the same in each round.

use crate::finding::{Confidence, EvidenceRole, Verdict};
use crate::flow::ledger::{Invariant, OpKind, OpRecord};
use crate::model::Place;
use crate::rule::{Detector, Input, Rule};

use super::common::{confidence, evidence, groups, is_judged, loop_name, loop_symbol, multiplying};
use super::growth::growth;
use super::severity::severity;

pub struct LoopInvariantQuery;

/// The operation asks the same in each round; a `while` loop waits for another answer.
pub fn is_invariant(op: &OpRecord) -> bool {
    op.kind == OpKind::Execute
        && op.invariant.is_some()
        && multiplying(op).last().is_some_and(|l| !l.is_while && op.loops.last().is_some_and(|m| m.place == l.place))
}

/// In the loop: the query itself, or the call that leads to it.
fn site(op: &OpRecord) -> Place {
    if op.through_call { op.chain.first().copied().unwrap_or(op.place) } else { op.place }
}

impl Detector for LoopInvariantQuery {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let ops = input.ledger.ops.iter().filter(|op| is_invariant(op) && is_judged(input, op.place));
        let growing = growth(input);
        for (place, group) in groups(ops, site) {
            if !is_judged(input, place) {
                continue;
            }
            let op = group.main(input);
            let reach = group.reach(input);
            let (mut severity, mut reason) = severity(rule, op, &reach, input, &growing);
            if op.loops.iter().all(|l| !l.known) {
                severity = severity.lowered(1);
                reason.push_str("; how often the loop runs is not known");
            }
            let mut sure = confidence(rule, op, input);
            if op.invariant == Some(Invariant::Perhaps) {
                sure = sure.min(Confidence::Medium);
            }
            let mut finding = rule
                .finding(place, loop_symbol(op, place))
                .severity(severity, reason)
                .confidence(sure)
                .formula(op.formula.clone())
                .slot("what", op.what.clone())
                .slot("loop", loop_name(op))
                .slot("formula", op.formula.clone())
                .reach(reach);
            if op.through_call {
                finding = finding.evidence(op.place, EvidenceRole::Query, format!("{} runs here", op.what));
            }
            out.push(evidence(finding, &group, input).build());
        }
    }
}
