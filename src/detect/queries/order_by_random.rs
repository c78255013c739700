//! Rows that the database brings into a random order.

use crate::facts::Role;
use crate::finding::{Severity, Verdict};
use crate::flow::ledger::{OpKind, OpRecord, RowsBound};
use crate::rule::{Detector, Input, Rule};

use super::common::{Group, groups, in_request, is_judged, serving};

pub struct OrderByRandom;

impl Detector for OrderByRandom {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let ops = input.ledger.ops.iter().filter(|op| counts(op, input));
        for (place, group) in groups(ops, |op| op.place) {
            let op = group.main(input);
            let (severity, reason) = severity(rule, &group, input);
            let table = op.tables.first().cloned().unwrap_or_else(|| "the table".into());
            let finding = rule
                .finding(place, op.symbol.clone())
                .severity(severity, reason)
                .slot("what", op.what.clone())
                .slot("table", table)
                .reach(group.reach(input));
            out.push(serving(finding, input, &op.reach).build());
        }
    }
}

/// A shuffled statement that runs; to count its rows no order is needed, and databases know that. Nor does a job mind.
fn counts(op: &OpRecord, input: &Input<'_>) -> bool {
    let is_shuffled = op.kind == OpKind::Execute && op.shuffled && !matches!(op.why, "count()" | "exists()");
    is_shuffled && is_judged(input, op.place) && (op.reach.is_empty() || in_request(op, input))
}

fn severity(rule: &Rule, group: &Group<'_>, input: &Input<'_>) -> (Severity, String) {
    let op = group.main(input);
    if input.model.role(op.place.file) == Role::Script || !group.ops.iter().any(|op| in_request(op, input)) {
        return (rule.severity.lowered(1), "no request is seen to wait for it".into());
    }
    // Few rows are sorted where a key has chosen them.
    if op.rows == RowsBound::KeyFiltered || op.of_parent {
        return (rule.severity.lowered(1), "only rows of one key are sorted".into());
    }
    (rule.severity, "every row is read and sorted for each request".into())
}
