//! Statements of a synchronous driver in coroutines.

use std::collections::BTreeMap;

use crate::facts::Role;
use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::flow::ledger::{OpKind, OpRecord, RowsBound};
use crate::model::Place;
use crate::rule::{Detector, Input, Rule};

use super::held_loop::{may_be_plain, may_share_loop};
use super::{REACH_SHOWN, is_for_start, only_staff, route_names};

/// Statements that are shown.
const SHOWN: usize = 5;

/// Statements that a coroutine may send for one row each before it counts among the worst.
const FEW: usize = 2;

/// Where `def` alone is no way out.
const IN_A_THREAD: &str = "Move what asks the database into a function with def, and run that in a thread: \
    await run_in_threadpool(…), or asyncio.to_thread(…); or use AsyncSession and await what it runs.";

pub struct SyncDbInAsync;

/// Statements that one coroutine waits for.
#[derive(Default)]
struct Waits<'a> {
    symbol: &'a str,
    ops: Vec<&'a OpRecord>,
    reach: Vec<usize>,
}

impl Detector for SyncDbInAsync {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        // The coroutine is what has to change: all of its statements are mended at once.
        let mut by_coroutine: BTreeMap<Place, Waits<'_>> = BTreeMap::new();
        for op in input.ledger.ops.iter().filter(|op| !op.seldom && op.kind == OpKind::Execute) {
            for (place, coroutine) in &op.coroutines {
                let waits = by_coroutine.entry(*place).or_default();
                waits.symbol = &coroutine.symbol;
                waits.ops.push(op);
                waits.reach.extend(&coroutine.reach);
            }
        }
        let may_share = may_share_loop(input);
        for (place, mut waits) in by_coroutine {
            waits.reach.sort_unstable();
            waits.reach.dedup();
            // One statement is one, whatever leads to it.
            waits.ops.sort_by_key(|op| (op.place, &op.what));
            waits.ops.dedup_by_key(|op| (op.place, &op.what));
            let is_met = may_share || !route_names(&waits.reach, input).is_empty();
            if is_met && input.model.role(place.file) == Role::App && !is_for_start(&waits.reach, input) {
                out.push(judge(rule, place, &waits, input));
            }
        }
    }
}

/// Statements that stand under conditions need not all run, and one in a loop runs often; what only libraries send is not
/// among them, so their number is no limit.
fn count_of(ops: &[&OpRecord]) -> String {
    let some = if ops.iter().any(|op| !op.guards.is_empty()) { ", some of them under conditions," } else { "" };
    let different = if ops.iter().any(|op| !op.loops.is_empty()) { "different " } else { "" };
    match ops.len() {
        1 => "a statement".to_owned(),
        count => format!("{count} {different}statements{some}"),
    }
}

fn judge(rule: &Rule, place: Place, waits: &Waits<'_>, input: &Input<'_>) -> Verdict {
    let count = count_of(&waits.ops);
    // It is one decision of the project, which way its coroutines are mended: one entry, the others as further places.
    let plain = may_be_plain(place, input);
    let group = format!("{} {}", rule.id, if plain { "plain" } else { "in a thread" });
    let mut finding = rule.finding(place, waits.symbol).slot("count", count).group(group);
    if !plain {
        finding = finding.remedy(IN_A_THREAD);
    }
    for op in waits.ops.iter().take(SHOWN) {
        finding = finding.evidence(op.place, EvidenceRole::Query, op.what.clone());
    }
    let mut names = route_names(&waits.reach, input);
    if names.is_empty() {
        let finding = finding.severity(Severity::Medium, "no route that was read reaches it");
        return finding.confidence(Confidence::Medium).build();
    }
    // The loop stands still all the same, but for as long as one row takes to be found.
    if waits.ops.iter().all(|op| op.rows == RowsBound::One && op.whole_rows && op.loops.is_empty()) && waits.ops.len() <= FEW {
        finding = finding.severity(Severity::High, "what it waits for is one row");
    } else if only_staff(&waits.reach, input) {
        finding = finding.severity(Severity::High, "only who runs the app asks for it");
    }
    names.truncate(REACH_SHOWN);
    finding.reach(names).build()
}
