//! Relations that are loaded with their parents, and queried once more for each of them.

use crate::finding::{EvidenceRole, Verdict};
use crate::flow::ledger::OpRecord;
use crate::rule::{Detector, Input, Rule};

use super::common::{confidence, evidence, groups, is_judged, loop_name, multiplying, times};
use super::growth::growth;
use super::severity::severity;

pub struct PrefetchDefeated;

/// Nothing is picked: all there is to move is what the query loads along.
const READ_ALL: &str = "Read `.all()`, which takes the rows that are there; a select_related() or prefetch_related() of its own \
    belongs into the queryset of the Prefetch that loads them.";

/// The same rows as the prefetch has: the query only says what else it loads with them.
fn asks_for_all(op: &OpRecord) -> bool {
    op.why == "iterated" && op.unfiltered && op.sorted.is_empty() && op.sorted_by_computed.is_empty()
}

/// The operation queries, in a loop, what is loaded already.
pub fn is_defeat(op: &OpRecord) -> bool {
    op.defeats.is_some() && !multiplying(op).is_empty()
}

impl Detector for PrefetchDefeated {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let ops = input.ledger.ops.iter().filter(|op| is_defeat(op) && is_judged(input, op.place));
        let growing = growth(input);
        for (place, group) in groups(ops, |op| op.place) {
            let op = group.main(input);
            let Some(defeat) = &op.defeats else { continue };
            let reach = group.reach(input);
            let (severity, reason) = severity(rule, op, &reach, input, &growing);
            let formula = format!("2 + {}", times(op.times, &op.formula));
            let mut finding = rule
                .finding(place, op.symbol.clone())
                .severity(severity, reason)
                .confidence(confidence(rule, op, input))
                .formula(formula.clone())
                .slot("what", op.what.clone())
                .slot("relation", defeat.relation.clone())
                .slot("loop", loop_name(op))
                .slot("formula", formula)
                .reach(reach)
                .evidence(defeat.place, EvidenceRole::Query, format!("{} is loaded with the rows here", defeat.relation));
            if asks_for_all(op) {
                finding = finding.remedy(READ_ALL);
            }
            out.push(evidence(finding, &group, input).build());
        }
    }
}
