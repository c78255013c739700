//! How severe an operation in a loop is: how often the loop runs, on what, and who waits for it.

use crate::facts::Role;
use crate::finding::Severity;
use crate::flow::ledger::{EntryCost, LoopRecord, OpKind, OpRecord};
use crate::model::route::EntryKind;
use crate::rule::{Input, Rule, UNREACHED};

use super::common::{bounded, entry_name, multiplying, only_admin, only_commands, only_holders, told_outside};
use super::growth::{Adds, Growing};

/// Rounds up to which a bounded loop counts as one page.
const PAGE: u64 = 100;
/// Rounds of a short list that a page shows beside what it is about.
const FEW: u64 = 10;

/// Routes from which on something belongs to the app as a whole, not to a page.
const MANY_ROUTES: usize = 10;

/// A loop over what the database says of itself.
fn over_catalogue(l: &LoopRecord) -> bool {
    ["N(sqlite_master)", "N(sqlite_schema)", "N(pg_tables)", "N(pg_class)", "N(information_schema.tables)"]
        .contains(&l.atom.as_str())
}

/// Severity of an operation in a loop, with the line that explains it.
#[must_use]
pub fn severity(rule: &Rule, op: &OpRecord, reach: &[String], input: &Input<'_>, growing: &Growing<'_>) -> (Severity, String) {
    let mut severity = rule.severity;
    let mut reasons = Vec::new();
    let mut of_parent = false;
    match bounded(op) {
        Some(n) if n <= input.settings.thresholds.loop_small => {
            return (Severity::Low, format!("at most {n} rounds, whatever the table holds"));
        }
        Some(n) if n <= PAGE => {
            severity = severity.lowered(if n <= FEW { 3 } else { 1 });
            reasons.push(format!("at most {n} rounds"));
        }
        Some(n) => reasons.push(format!("at most {n} rounds")),
        None if op.loops.iter().all(|l| l.paged || l.bound.is_some_and(|n| n <= PAGE)) => {
            severity = severity.lowered(1);
            reasons.push("one round for each row of a page".into());
        }
        None if op.loops.iter().all(|l| l.of_parent || l.paged || l.bound.is_some()) => {
            of_parent = true;
            severity = severity.lowered(1);
            reasons.push("one round for each row of one parent".into());
        }
        None if op.loops.iter().all(over_catalogue) => {
            severity = severity.lowered(2);
            reasons.push("one round for each table of the schema, which does not grow with the data".into());
        }
        None => match still(op, growing) {
            Some(table) => {
                severity = severity.lowered(1);
                reasons.push(format!("one round for each row of {table}, to which no request and no job is seen to add rows"));
            }
            None => reasons.push("the number of rounds grows with the data".into()),
        },
    }
    let is_by_hand = input.model.role(op.place.file) == Role::Script || only_commands(input, &[op]);
    if input.model.role(op.place.file) == Role::Script {
        severity = severity.lowered(2);
        reasons.push("in a script".into());
    } else if is_by_hand {
        severity = severity.lowered(2);
        let also_elsewhere = reach.iter().any(|name| !op.reach.iter().any(|at| entry_name(input, *at) == *name));
        reasons.push(if also_elsewhere { "these rounds are those of a command" } else { "paid by a command only" }.into());
    } else if reach.is_empty() {
        severity = severity.lowered(1);
        reasons.push(UNREACHED.into());
    } else {
        reasons.push(format!("paid by {} {}", reach.len(), if reach.len() == 1 { "entry point" } else { "entry points" }));
        if only_jobs(input, op) && severity > Severity::Medium {
            severity = Severity::Medium;
            reasons.push("only jobs pay it, for which nobody waits".into());
        } else if severity == Severity::Critical && only_changes(input, op) {
            severity = Severity::High;
            reasons.push("only requests that change something pay it".into());
        }
    }
    if !op.guards.is_empty() {
        severity = severity.lowered(1);
        let when = if op.cached { "while a cache does not hold it" } else { "under a condition that the tree does not decide" };
        reasons.push(format!("only {when}"));
    }
    if only_admin(input, op) && severity > Severity::Low {
        severity = severity.lowered(1).min(Severity::Medium);
        reasons.push("only admin pages pay it".into());
    } else if severity == Severity::Critical && only_holders(input, op) {
        severity = Severity::High;
        reasons.push("only pages that ask for a permission pay it".into());
    }
    let is_slow = || told_outside(op, input).any(|call| !call.seldom && call.guards.len() <= op.guards.len());
    if severity > Severity::Low && is_slow() {
        // Where nobody waits for the end of it, the statement is nothing beside that.
        severity = severity.lowered(if only_jobs(input, op) { 2 } else { 1 }).max(Severity::Low);
        reasons.push("each round waits for another host as well, which takes longer".into());
    }
    if severity == Severity::Medium && only_jobs(input, op) && commits_each_round(input, op) {
        severity = severity.lowered(1);
        reasons.push("each round commits as well".into());
    } else if severity >= Severity::High && op.kind != OpKind::Write && written_each_round(input, op).next().is_some() {
        severity = severity.lowered(1);
        reasons.push("each round writes as well, which takes longer".into());
    }
    if op.loops.iter().all(|l| !l.over_rows) && severity == Severity::Critical {
        severity = Severity::High;
        reasons.push("the loop is not over rows of a query".into());
    }
    // Where routes are known, what none of them reaches is used seldom, if at all.
    if reach.is_empty() && !is_by_hand {
        severity = match severity {
            Severity::Info | Severity::Low => Severity::Info,
            _ if input.model.has_routes() => Severity::Low,
            _ => Severity::Medium,
        };
    }
    // One row mostly has a few children: what many routes pay adds up.
    if of_parent && reach.len() < MANY_ROUTES {
        severity = severity.min(Severity::Medium);
    }
    // A relation of one row mostly leads to a few: nothing of the worst, unless much of the app pays it.
    if bounded(op).is_none_or(|n| n <= PAGE)
        && op.loops.iter().any(|l| l.children)
        && op.loops.iter().all(|l| l.children || l.bound.is_some())
    {
        severity = severity.min(if reach.len() < MANY_ROUTES { Severity::Medium } else { Severity::High });
    }
    (severity, reasons.join("; "))
}

/// Where other tables are seen to grow, rows that nothing adds may be as few as the kinds of a thing.
#[must_use]
pub fn of_few(op: &OpRecord, growing: &Growing<'_>) -> bool {
    let is_seen = growing.values().any(|growth| growth.by == Adds::Use);
    let is_open = |l: &&LoopRecord| l.bound.is_none() && !l.paged && !l.of_parent;
    let is_filled = |l: &LoopRecord| table(l).is_some_and(|table| growing.contains_key(table));
    is_seen
        && op.loops.iter().any(|l| is_open(&l))
        && still(op, growing).is_some()
        && !multiplying(op).into_iter().any(is_filled)
}

/// The table whose rows it goes through, where nothing that serves the app adds rows to any of those.
fn still<'a>(op: &'a OpRecord, growing: &Growing<'_>) -> Option<&'a str> {
    let grows = |table: &str| growing.get(table).is_some_and(|growth| growth.by != Adds::Admin);
    let tables: Option<Vec<&str>> = multiplying(op).into_iter().map(table).collect();
    tables.filter(|tables| !tables.iter().any(|table| grows(table)))?.first().copied()
}

/// `projects` of `N(projects)`
fn table(l: &LoopRecord) -> Option<&str> {
    l.atom.strip_prefix("N(")?.strip_suffix(')').filter(|_| l.over_rows)
}

/// Nobody waits for the end of it.
fn only_jobs(input: &Input<'_>, op: &OpRecord) -> bool {
    let is_job = |at: &usize| {
        let entry = &input.ledger.entries[*at];
        matches!(input.model.routes[entry.route].kind, EntryKind::Job | EntryKind::Command)
    };
    !op.reach.is_empty() && op.reach.iter().all(is_job)
}

/// The database makes what each round has written last, which takes longer than to read a row.
fn commits_each_round(input: &Input<'_>, op: &OpRecord) -> bool {
    each_round(input, op, OpKind::Commit).next().is_some()
}

/// What each round of the innermost loop writes.
pub(super) fn written_each_round<'a>(input: &'a Input<'_>, op: &'a OpRecord) -> impl Iterator<Item = &'a OpRecord> {
    each_round(input, op, OpKind::Write)
}

/// What is done in each round of the innermost loop, under no more conditions.
fn each_round<'a>(input: &'a Input<'_>, op: &'a OpRecord, kind: OpKind) -> impl Iterator<Item = &'a OpRecord> {
    let around = op.loops.last().map(|l| l.place);
    let is_as_sure = |other: &&OpRecord| !other.seldom && other.guards.len() <= op.guards.len();
    let all = input.ledger.ops.iter().filter(move |other| other.kind == kind).filter(is_as_sure);
    all.filter(move |other| around.is_some_and(|around| other.loops.iter().any(|l| l.place == around)))
}

/// Nobody waits for it who only looks at a page.
fn only_changes(input: &Input<'_>, op: &OpRecord) -> bool {
    let changes = |entry: &EntryCost| matches!(&*entry.method, "POST" | "PUT" | "PATCH" | "DELETE");
    op.reach.iter().all(|at| changes(&input.ledger.entries[*at]))
}
