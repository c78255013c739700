//! What decorators, checks of permissions and dependencies ask the database before each route that they guard.

use std::collections::BTreeMap;

use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::flow::ledger::{Guard, OpKind, OpRecord, RowsBound};
use crate::rule::{Detector, Input, Rule};

use super::common::{entry_name, is_judged};
use super::every_request::asks_login;

/// Routes from which on a guard is no matter of one of them.
const MANY: usize = 3;
/// Routes that are listed with a finding.
const REACH_SHOWN: usize = 50;
/// Statements that are shown as evidence.
const SHOWN: usize = 6;

pub struct PermissionQuery;

impl Detector for PermissionQuery {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let mut guards: BTreeMap<&Guard, Vec<&OpRecord>> = BTreeMap::new();
        for op in input.ledger.ops.iter().filter(|op| is_paid(op)) {
            if let Some(guard) = &op.guard {
                guards.entry(guard).or_default().push(op);
            }
        }
        for (guard, ops) in &guards {
            out.extend(finding(rule, input, guard, ops));
        }
        let silent = input.ledger.decorators.iter().filter(|(guard, entries)| {
            let asks = input.ledger.ops.iter().any(|op| op.guard.as_ref() == Some(guard));
            !asks && entries.len() >= MANY && entries.iter().any(|at| input.ledger.entries[*at].complete)
        });
        out.extend(silent.map(|(guard, entries)| {
            Verdict::Holds(Holds {
                rule: rule.id.clone(),
                subject: format!("`@{}` above {} routes", guard.name, entries.len()),
                place: Some(guard.place),
                why: "it sends no statement of its own".into(),
            })
        }));
    }
}

/// A read that each request pays.
fn is_paid(op: &OpRecord) -> bool {
    let reads = matches!(op.kind, OpKind::Execute | OpKind::LazyLoad { .. } | OpKind::ColumnLoad);
    reads && !op.seldom && op.around.is_none() && op.reach.len() >= MANY
}

fn finding(rule: &Rule, input: &Input<'_>, guard: &Guard, ops: &[&OpRecord]) -> Option<Verdict> {
    if !is_judged(input, guard.place) {
        return None;
    }
    let sure = |op: &&OpRecord| op.guards.iter().all(|place| asks_login(*place, input));
    let most = ops.iter().filter(|op| sure(op)).map(|op| op.reach.len()).max()?;
    // What only some of its routes pay depends on what they give it.
    let paid: Vec<&OpRecord> = ops.iter().filter(|op| sure(op) && op.reach.len() * 2 > most).copied().collect();
    // Who asks has to be read once, by key: that much is fair.
    let own = usize::from(paid.iter().any(|op| op.kind == OpKind::Execute && op.rows == RowsBound::One));
    let in_loop = paid.iter().any(|op| !op.loops.is_empty());
    let follows = paid.iter().any(|op| matches!(op.kind, OpKind::LazyLoad { .. }));
    if paid.len() - own < if in_loop || follows { 1 } else { 2 } {
        return None;
    }
    let mut reach: Vec<usize> = paid.iter().flat_map(|op| op.reach.iter().copied()).collect();
    reach.sort_unstable();
    reach.dedup();
    let routes = reach.len();
    let severity = if in_loop { rule.severity } else { Severity::Low };
    let reason = format!("paid by {routes} requests{}", if in_loop { ", row by row" } else { "" });
    let known = paid.iter().all(|op| op.known);
    let mut out = rule
        .finding(guard.place, guard.name.clone())
        .severity(severity, reason)
        .confidence(if known { rule.confidence } else { Confidence::Medium })
        .formula(total(&paid))
        .slot("guard", guard.name.clone())
        .slot("formula", total(&paid))
        .slot("routes", routes.to_string())
        .reach(reach.iter().take(REACH_SHOWN).map(|at| entry_name(input, *at)).collect());
    for op in paid.iter().take(SHOWN) {
        out = out.evidence(op.place, EvidenceRole::Query, format!("{}: {}", op.what, op.formula));
    }
    Some(out.build())
}

/// `2 + N(roles)`: constants first, each other term once.
fn total(ops: &[&OpRecord]) -> String {
    let constant: u64 = ops.iter().filter_map(|op| op.formula.parse::<u64>().ok()).sum();
    let others = ops.iter().filter(|op| op.formula.parse::<u64>().is_err()).map(|op| op.formula.clone());
    let head = (constant > 0).then(|| constant.to_string());
    head.into_iter().chain(others).collect::<Vec<_>>().join(" + ")
}
