//! Writes that go row by row: a commit, an INSERT or an UPDATE in each round of a loop.

use std::collections::BTreeSet;

use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::flow::ledger::{LoopRecord, OpKind, OpRecord};
use crate::model::Place;
use crate::model::entity::{Entity, Orm};
use crate::model::schema::ForeignKey;
use crate::rule::{Detector, Input, Rule};

use super::common::{
    Group, confidence, evidence, groups_by, in_request, is_judged, loop_name, loop_symbol, multiplying, only_admin,
    told_outside,
};
use super::growth::{Growing, growth};
use super::loop_text;
use super::passed_by;
use super::severity::severity;

/// Tables that are named in a remedy.
const REFERRING_SHOWN: usize = 3;

/// The helper may have opened the session that it commits.
const HELPER_COMMITS: &str = "Commit once after the loop: give the helper all rows at once, or let it leave the commit (and the \
    session) to its callers. Where the job is long, commit after every few hundred rows.";

/// One row that fails must not take the others with it.
const EACH_ALONE: &str = "Here a row that fails is rolled back alone, and one commit after the loop would undo all of them: give each \
    row a savepoint (with session.begin_nested(): …), and commit after every few hundred rows.";

pub struct CommitInLoop;
pub struct DeleteRowByRow;
pub struct InsertRowByRow;
pub struct UpdateRowByRow;

impl Detector for CommitInLoop {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let growing = growth(input);
        // Commits on several branches of one loop are one matter.
        let mut seen: BTreeSet<Option<Place>> = BTreeSet::new();
        for (place, group) in found(input, |op| is_commit(op, input) && !keeps_what_was_told(op, input)) {
            if seen.insert(group.main(input).loops.last().map(|l| l.place)) {
                out.push(finding(rule, input, place, &group, &growing));
            }
        }
    }
}

impl Detector for DeleteRowByRow {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        statements(rule, input, "DELETE ", out);
    }
}

impl Detector for InsertRowByRow {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        statements(rule, input, "INSERT ", out);
    }
}

impl Detector for UpdateRowByRow {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        statements(rule, input, "UPDATE ", out);
    }
}

/// Where a commit ends each round, the commit is the matter.
fn statements(rule: &Rule, input: &Input<'_>, verb: &str, out: &mut Vec<Verdict>) {
    let committed: BTreeSet<Place> =
        input.ledger.ops.iter().filter(|op| is_commit(op, input)).filter_map(|op| op.loops.last().map(|l| l.place)).collect();
    let each = |op: &OpRecord| {
        is_write(op, verb, input) && !is_note(op, verb, input) && op.loops.last().is_some_and(|l| !committed.contains(&l.place))
    };
    let growing = growth(input);
    for (place, group) in found(input, each) {
        out.push(finding(rule, input, place, &group, &growing));
    }
}

/// A job that asks or tells somebody outside in each round notes at once that it did: whoever starts again after a crash must
/// not tell them twice.
fn is_note(op: &OpRecord, verb: &str, input: &Input<'_>) -> bool {
    verb == "UPDATE " && !op.reach.is_empty() && !in_request(op, input) && keeps_what_was_told(op, input)
}

/// Beside a call to somebody outside a commit is cheap, and it keeps what was done there.
fn keeps_what_was_told(op: &OpRecord, input: &Input<'_>) -> bool {
    told_outside(op, input).next().is_some()
}

fn in_loop(op: &OpRecord) -> bool {
    // A `while` loop waits, retries or works a queue off: each round is a unit of work.
    !multiplying(op).is_empty() && op.loops.last().is_some_and(|l| !l.is_while) && !op.seldom
}

fn is_commit(op: &OpRecord, input: &Input<'_>) -> bool {
    op.kind == OpKind::Commit && in_loop(op) && !op.guards.iter().any(|place| is_batch(*place, input))
}

/// `if n % 500 == 0`: one commit for many rounds.
fn is_batch(guard: Place, input: &Input<'_>) -> bool {
    if guard.file.index() >= input.model.files.len() {
        return false;
    }
    let text = input.texts.get(guard.file.index());
    let condition = text.slice(guard.span);
    condition.contains('%') || condition.contains("len(") || condition.contains("batch") || condition.contains("chunk")
}

/// Django writes when it is told to. A session of SQLAlchemy sends what was changed in one go, unless a statement is executed;
/// but rows that all get the same value need not be loaded at all.
fn is_write(op: &OpRecord, verb: &str, input: &Input<'_>) -> bool {
    let Some(table) = op.what.strip_prefix(verb) else { return false };
    if op.kind != OpKind::Write || !in_loop(op) {
        return false;
    }
    // Whatever sends it: the rows were loaded to be deleted, and what hangs on each of them is looked up.
    if verb == "DELETE " {
        return !table.is_empty() && op.loops.last().is_some_and(|l| l.over_rows) && deletes_row(op, input);
    }
    if of_django(table, input) { is_saved(op, input) } else { op.at_once || op.uniform }
}

/// The call deletes what the loop goes through, not what a query in it finds.
fn deletes_row(op: &OpRecord, input: &Input<'_>) -> bool {
    let text = input.texts.get(op.place.file.index());
    let call = text.slice(op.place.span);
    !op.through_call && !op.at_once && call.contains(".delete") && loop_text::is_all(op, input)
}

/// The row itself is written: not a link between two rows, and not only where it is not found.
fn is_saved(op: &OpRecord, input: &Input<'_>) -> bool {
    let text = input.texts.get(op.place.file.index());
    let call = text.slice(op.place.span);
    [".save(", ".create(", ".update(", ".update_or_create(", ".asave(", ".acreate("].iter().any(|name| call.contains(name))
}

fn of_django(table: &str, input: &Input<'_>) -> bool {
    input.model.entities.iter().any(|e| e.orm == Orm::Django && e.table_name.as_deref() == Some(table))
}

/// In the loop: the write, or the call that leads to it.
fn site(op: &OpRecord) -> Place {
    if op.through_call { op.chain.first().copied().unwrap_or(op.place) } else { op.place }
}

/// One finding a place in the loop.
fn found<'a>(input: &'a Input<'_>, is: impl Fn(&OpRecord) -> bool) -> Vec<(Place, Group<'a>)> {
    let ops = input.ledger.ops.iter().filter(|op| is(op) && !loop_text::is_meant(op, input));
    let mut out = groups_by(ops, |op| (site(op), String::new()));
    out.retain(|(place, _)| is_judged(input, *place));
    out
}

/// The model of the table that is written.
fn written<'i>(op: &OpRecord, input: &'i Input<'_>) -> Option<&'i Entity> {
    let table = op.what.split_once(' ')?.1;
    input.model.entities.iter().find(|e| e.orm == Orm::Django && e.table_name.as_deref() == Some(table))
}

fn finding(rule: &Rule, input: &Input<'_>, place: Place, group: &Group<'_>, growing: &Growing<'_>) -> Verdict {
    let op = group.main(input);
    let reach = group.reach(input);
    let (mut severity, mut reason) = severity(rule, op, &reach, input, growing);
    let mut sure = confidence(rule, op, input);
    // Rounds of which the tree knows nothing may be one or two.
    if op.loops.iter().any(|l| !l.known) {
        sure = sure.min(Confidence::Medium);
        severity = severity.lowered(1);
        reason.push_str("; how often the loop runs is not known");
    }
    // What is written for all rows at once tells no receiver of any.
    let model = written(op, input).filter(|_| op.kind == OpKind::Write && !op.at_once && !op.what.starts_with("DELETE "));
    if model.is_some_and(|model| !model.save_receivers.is_empty()) {
        sure = sure.min(Confidence::Medium);
        reason.push_str("; signals are sent for each row, which writing all at once would not do");
    }
    // What a helper does with each row is more than a write: two calls away it is its own unit of work.
    if op.kind == OpKind::Write && op.through_call {
        let steps = i32::try_from(op.chain.len()).unwrap_or(2).min(2);
        severity = severity.lowered(steps);
        sure = sure.lowered(u32::from(steps > 0) + u32::from(steps > 1));
        reason.push_str("; a helper writes it");
    }
    // That only admins wait hides nothing alone.
    if only_admin(input, op) {
        severity = severity.max(Severity::Low);
    }
    // A job that keeps what it has done so far may well mean to.
    if !group.ops.iter().any(|op| in_request(op, input)) && severity > Severity::Low {
        severity = Severity::Low;
        reason.push_str("; no request waits for it");
    }
    let table = op.what.split_once(' ').map_or("", |(_, table)| table);
    let sends = if op.uniform {
        severity = if severity > Severity::Low { severity.lowered(1) } else { severity };
        reason.push_str("; the session sends them together, at the flush after the loop");
        format!("gives each row of {table} the same value, after loading it; the flush sends an UPDATE for each")
    } else {
        format!("sends an UPDATE of {table} in each iteration")
    };
    let mut finding = rule
        .finding(place, loop_symbol(op, place))
        .severity(severity, reason)
        .confidence(sure)
        .formula(rounds(op))
        .slot("loop", loop_name(op))
        .slot("table", table)
        .slot("sends", sends)
        .slot("formula", rounds(op))
        .reach(reach);
    if op.place != place {
        finding = finding.evidence(op.place, EvidenceRole::Query, format!("{} runs here", op.what));
    }
    if op.kind == OpKind::Write && op.alike && op.what.starts_with("UPDATE ") {
        finding = finding.remedy("It is the same row in each round: set its columns in the loop, and save it once, after it.");
    }
    if op.kind == OpKind::Commit && op.through_call {
        finding = finding.remedy(HELPER_COMMITS);
    } else if op.kind == OpKind::Commit && loop_text::rolls_back_alone(op, input) {
        finding = finding.remedy(EACH_ALONE);
    }
    if let Some(remedy) = remedy(op, table, group, input) {
        finding = finding.remedy(remedy);
    }
    for note in model.iter().flat_map(|model| passed_by::of(model, op, input)) {
        finding = finding.caution(note);
    }
    for receiver in model.iter().flat_map(|model| &model.save_receivers).take(passed_by::SHOWN) {
        finding = finding.evidence(receiver.place, EvidenceRole::Definition, "a receiver of its signals is connected here");
    }
    finding = evidence(finding, group, input);
    finding.build()
}

const OF_QUERYSET: &str = "Delete with the query itself: .delete() of the queryset, which cascades and sends signals as before, and does not call \
                           a delete() that the model defines.";
const OF_SESSION: &str = "Delete with the query itself: session.execute(delete(Model).where(…)).";
/// The query alone would delete rows that the loop keeps; of a slice, Django deletes nothing at all.
const OF_KEPT_KEYS: &str = "Not every row of the query is deleted here, so the query itself must not be: collect in the loop the keys of \
    the rows that are to go, and delete those together after it: Model.objects.filter(pk__in=keys).delete(), which cascades and sends \
    signals as before, and does not call a delete() that the model defines.";
const OF_KEPT_KEYS_IN_SESSION: &str = "Not every row of the query is deleted here, so the query itself must not be: collect in the loop \
    the keys of the rows that are to go, and delete those together after it: session.execute(delete(Model).where(Model.id.in_(keys))).";
const UPDATE_SOME: &str = "Perhaps not every round writes, so one UPDATE with the condition of the query would change too much: collect in the loop \
    the rows that are to change, and write those together after it: filter(pk__in=keys).update(…) where all get the same values, else \
    bulk_update (neither calls save() nor its signals); with SQLAlchemy execute(update(…), rows).";
const INSERT_SOME: &str = "Collect in the loop, under the conditions that it has now, the rows that are to be added, and insert those together \
    after it: Django's bulk_create (which calls neither save() nor its signals), with SQLAlchemy session.add_all or one \
    execute(insert(…), rows).";

/// What the rule itself does not say: rows that the loop keeps have to stay, whatever is written at once.
fn remedy(op: &OpRecord, table: &str, group: &Group<'_>, input: &Input<'_>) -> Option<String> {
    let some = || group.ops.iter().any(|op| loop_text::writes_some(op, input));
    if op.what.starts_with("DELETE ") {
        let of_django = of_django(table, input);
        let sliced = of_django && op.loops.last().is_some_and(|l| l.bound.is_some() || l.paged);
        return Some(match (of_django, sliced || some()) {
            (true, true) => OF_KEPT_KEYS.into(),
            (true, false) => OF_QUERYSET.into(),
            (false, some) => {
                let how = if some { OF_KEPT_KEYS_IN_SESSION } else { OF_SESSION };
                format!("{how}{}", beside(table, input).unwrap_or_default())
            }
        });
    }
    if op.kind != OpKind::Write || op.alike || !some() {
        return None;
    }
    Some(if op.what.starts_with("UPDATE ") { UPDATE_SOME.into() } else { INSERT_SOME.into() })
}

/// What the session deletes or detaches together with the rows, and one statement does not: their keys would forbid it.
fn beside(table: &str, input: &Input<'_>) -> Option<String> {
    let refers = |key: &ForeignKey| key.target_table == table && key.on_delete.is_none();
    let others = input.model.schema.tables.iter().filter(|t| t.name != table && t.foreign_keys.iter().any(refers));
    let names: Vec<&str> = others.map(|t| t.name.as_str()).take(REFERRING_SHOWN + 1).collect();
    let more = if names.len() > REFERRING_SHOWN { " and others" } else { "" };
    let shown = names[..names.len().min(REFERRING_SHOWN)].join(", ");
    (!names.is_empty()).then(|| {
        format!(
            " Rows of {shown}{more} refer to them without ON DELETE: the session takes care of these by itself and a statement does not, so delete or detach them before it, or \
             let their foreign keys cascade."
        )
    })
}

/// `N(rows)` for the loops around.
fn rounds(op: &OpRecord) -> String {
    let rounds = |l: &&LoopRecord| l.bound.map_or_else(|| l.atom.clone(), |most| format!("min({most}, {})", l.atom));
    let atoms: Vec<String> = multiplying(op).iter().map(rounds).collect();
    atoms.join("·")
}
