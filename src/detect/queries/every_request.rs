//! What hooks, middlewares and context processors do for every request, whatever the request is about.

use std::collections::BTreeSet;

use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::flow::ledger::{Around, OpKind, OpRecord, RowsBound};
use crate::model::Place;
use crate::rule::{Detector, Input, Rule};

use super::common::{Group, groups, is_judged};
use super::growth::{Adds, Growing, growth};

/// Entries from which on something runs "around" them, and is not the business of one of them.
const MANY: usize = 3;

/// Words of a condition that lets few requests through: so much time has passed, or one in so many is drawn.
const RARELY: [&str; 12] =
    ["time", "now", "date", "seconds", "minutes", "expire", "interval", "last_", "random", "sample", "cache", "stale"];

/// No page asks a hook or a middleware for what it looks up.
const FOR_HOOK: &str = "Ask only for the requests that use the answer (those that write, those of one part of the app), when it is first \
                        used, or keep it in a cache for a while.";

pub struct ContextProcessorQueries;
pub struct WriteOnEveryRequest;

impl Detector for ContextProcessorQueries {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let ops = input.ledger.ops.iter().filter(|op| is_costly_read(op) && !is_of_rows(op) && counts(op, input));
        let growing = growth(input);
        for (place, group) in groups(ops, |op| op.place) {
            out.extend(finding(rule, input, place, &group, None, &growing));
        }
    }
}

impl Detector for WriteOnEveryRequest {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let commits: BTreeSet<usize> = input
            .ledger
            .ops
            .iter()
            .filter(|op| op.kind == OpKind::Commit && op.around.is_some())
            .flat_map(|op| op.reach.iter().copied())
            .collect();
        let ops = input.ledger.ops.iter().filter(|op| op.kind == OpKind::Write && counts(op, input) && !is_rare(op, input));
        for (place, group) in groups(ops, |op| op.place) {
            out.extend(finding(rule, input, place, &group, Some(&commits), &Growing::new()));
        }
    }
}

/// Reached by many entries, each time, and not only where a cache is cold.
fn counts(op: &OpRecord, input: &Input<'_>) -> bool {
    op.around.is_some() && !op.seldom && is_judged(input, op.place) && reads(op, input).count() >= MANY
}

/// Entries that only read.
fn reads<'a>(op: &'a OpRecord, input: &'a Input<'_>) -> impl Iterator<Item = usize> + 'a {
    op.reach.iter().copied().filter(|at| input.ledger.entries[*at].method == "GET")
}

/// One row by its key is what a session costs; counting and lists are more than that.
fn is_costly_read(op: &OpRecord) -> bool {
    let counted = matches!(op.why, "count()" | "exists()" | "aggregate()");
    match op.kind {
        // What is known to read no table sets something of the connection (`SELECT set_config(…)`).
        OpKind::Execute if op.known && op.tables.is_empty() => false,
        OpKind::Execute => counted || !matches!(op.rows, RowsBound::One),
        OpKind::LazyLoad { .. } | OpKind::ColumnLoad | OpKind::Write | OpKind::Commit => false,
    }
}

/// The loop around it may have no rows, request after request: only the query that it goes through is paid by all.
fn is_of_rows(op: &OpRecord) -> bool {
    op.loops.iter().any(|l| l.over_rows)
}

/// Whether somebody is logged in: on most pages of most apps, somebody is.
pub(super) fn asks_login(guard: Place, input: &Input<'_>) -> bool {
    if !guard.is_in_tree() {
        return false;
    }
    let text = input.texts.get(guard.file.index());
    text.slice(guard.span).split(" and ").all(asks_for_user)
}

/// One condition asks no more than that: `not request.user`, but not `hasattr(request.user, "settings")`.
fn asks_for_user(condition: &str) -> bool {
    let bare = |name: &str| {
        let rest = condition.split(name).nth(1);
        rest.is_some_and(|rest| !rest.starts_with(['.', ',', '_']) && !rest.starts_with(char::is_alphanumeric))
    };
    condition.contains("is_authenticated")
        || condition.contains("is_anonymous")
        || bare("current_user")
        || bare("request.user")
        || condition.trim() == "hasattr(request, \"user\")"
        || condition.trim() == "hasattr(request, 'user')"
}

/// A condition on the way lets it happen now and then only.
fn is_rare(op: &OpRecord, input: &Input<'_>) -> bool {
    op.guards.iter().filter(|place| place.is_in_tree()).any(|place| {
        let text = input.texts.get(place.file.index());
        let condition = text.slice(place.span).to_lowercase();
        RARELY.iter().any(|word| condition.contains(word)) || (op.what.starts_with("INSERT ") && asks_for_absence(&condition))
    })
}

/// What is not there is made once, and then it is there: `not hasattr(user, "settings")`, `settings is None`.
fn asks_for_absence(condition: &str) -> bool {
    if condition.contains("get_or_create(") {
        return true;
    }
    let asks_user = asks_for_user(condition);
    !asks_user && (condition.starts_with("not ") || condition.contains(" is none") || condition.contains(" == none"))
}

fn finding(
    rule: &Rule,
    input: &Input<'_>,
    place: Place,
    group: &Group<'_>,
    commits: Option<&BTreeSet<usize>>,
    growing: &Growing<'_>,
) -> Option<Verdict> {
    let op = group.main(input);
    let (kind, defined) = match op.around? {
        Around::Hook(place) => ("hook", place),
        Around::Context(place) => ("context processor", place),
    };
    let paying: BTreeSet<usize> = group.ops.iter().flat_map(|op| reads(op, input)).collect();
    let reach = group.reach(input);
    let mut severity = rule.severity;
    let mut reasons = vec![format!("paid by {} requests that only read", paying.len())];
    let mut sure = rule.confidence;
    if group.ops.iter().all(|op| op.guards.iter().any(|guard| !asks_login(*guard, input))) {
        severity = severity.lowered(1);
        sure = sure.min(Confidence::Medium);
        reasons.push("only under a condition that the tree does not decide".into());
    }
    // Without a commit nothing of it stays.
    if commits.is_some_and(|commits| !paying.iter().any(|at| commits.contains(at)) && !op.at_once && !of_django(op, input)) {
        return None;
    }
    if commits.is_none() && op.rows == RowsBound::Unbounded && op.whole_rows {
        // A table that only admin pages fill, or nothing in the app, has a few rows.
        if op.tables.iter().any(|table| growing.get(table.as_str()).is_some_and(|growth| growth.by == Adds::Use)) {
            severity = severity.max(Severity::High);
        }
        reasons.push("as many rows as the table has".into());
    }
    // A queryset of a context processor runs in the page that goes through it.
    let made_in = op.written.as_ref().map_or(&op.symbol, |(_, symbol)| symbol);
    let symbol = made_in.rsplit('.').next().unwrap_or(made_in);
    let mut finding = rule
        .finding(place, op.symbol.clone())
        .severity(severity, reasons.join("; "))
        .confidence(sure)
        .formula(op.formula.clone())
        .slot("what", op.what.clone())
        .slot("kind", kind)
        .slot("symbol", symbol)
        .slot("count", paying.len().to_string())
        .reach(reach);
    if commits.is_none() && kind == "hook" {
        finding = finding.remedy(FOR_HOOK);
    }
    if defined.is_in_tree() && defined != place {
        finding = finding.evidence(defined, EvidenceRole::Definition, format!("the {kind}"));
    }
    for call in op.chain.iter().filter(|call| **call != defined).take(3) {
        finding = finding.evidence(*call, EvidenceRole::Access, "goes into the code that runs it");
    }
    Some(finding.build())
}

/// Django commits each statement on its own, unless told otherwise.
fn of_django(op: &OpRecord, input: &Input<'_>) -> bool {
    let table = op.what.split_once(' ').map_or("", |(_, table)| table);
    let of_table = |e: &&crate::model::entity::Entity| e.table_name.as_deref() == Some(table);
    input.model.entities.iter().find(of_table).is_some_and(|e| e.orm == crate::model::entity::Orm::Django)
}
