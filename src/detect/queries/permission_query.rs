//! What decorators, checks of permissions and dependencies ask the database before each route that they guard.

use std::collections::BTreeMap;

use crate::finding::{Confidence, EvidenceRole, Holds, Verdict};
use crate::flow::ledger::{EntryCost, Guard, OpKind, OpRecord};
use crate::model::Place;
use crate::model::entity::Orm;
use crate::rule::{Detector, Input, Rule};

use super::common::{entry_name, is_judged};
use super::every_request::asks_login;

/// Routes from which on a guard is no matter of one of them.
const MANY: usize = 3;
/// Superfluous statements, over all routes, from which on they are worth a word: below it, nobody gains by it.
const WORTH: usize = 6;
/// Routes that are listed with a finding.
const REACH_SHOWN: usize = 50;
/// Statements that are shown as evidence.
const SHOWN: usize = 6;

/// The check of Django REST framework that is given what the request is about.
const OF_OBJECT: &str = ".has_object_permission";
const WITH_OBJECT: &str = "Load what the check reads together with the object: select_related and prefetch_related in the view's get_queryset. Where \
                           only keys are compared, compare the column that holds them (`obj.owner_id == request.user.pk`), which loads nothing.";

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
            let serve = entries.iter().filter(|at| !input.ledger.entries[**at].method.is_empty()).count();
            let seen = entries.iter().any(|at| input.ledger.entries[*at].complete);
            checks(&guard.name) && !asks && serve >= MANY && seen
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

/// Its name says that it lets some in and turns others away.
fn checks(name: &str) -> bool {
    let name = name.to_lowercase();
    ["login", "auth", "admin", "perm", "role", "require", "access", "only", "can_"].iter().any(|word| name.contains(word))
}

/// A read that each request pays.
fn is_paid(op: &OpRecord) -> bool {
    let reads = matches!(op.kind, OpKind::Execute | OpKind::LazyLoad { .. } | OpKind::ColumnLoad);
    reads && !op.seldom && op.around.is_none()
}

fn finding(rule: &Rule, input: &Input<'_>, guard: &Guard, ops: &[&OpRecord]) -> Option<Verdict> {
    if !is_judged(input, guard.place) {
        return None;
    }
    let (paid, routes) = paid_by_most(input, ops)?;
    let in_loop = paid.iter().any(|op| !op.loops.is_empty());
    let severity = if in_loop { rule.severity } else { rule.severity.lowered(1) };
    let reason = format!("paid by {} requests{}", routes.len(), if in_loop { ", row by row" } else { "" });
    let known = paid.iter().all(|op| op.known)
        && routes.iter().any(|at| paid.iter().all(|op| in_plain(&input.ledger.entries[*at], op)));
    let formula = total(&paid);
    let statements = if formula == "1" { "1 statement".to_owned() } else { format!("{formula} statements") };
    let mut out = rule
        .finding(guard.place, guard.name.clone())
        .severity(severity, reason)
        .confidence(if known { rule.confidence } else { Confidence::Medium })
        .formula(formula)
        .slot("guard", guard.name.clone())
        .slot("statements", statements)
        .slot("routes", routes.len().to_string())
        .reach(routes.iter().take(REACH_SHOWN).map(|at| entry_name(input, *at)).collect());
    if guard.name.ends_with(OF_OBJECT) && paid.iter().all(|op| matches!(op.kind, OpKind::LazyLoad { .. })) {
        out = out.remedy(WITH_OBJECT);
    } else if let Some((text, query)) = of_asked_row(&paid, input) {
        out = out.remedy(text).evidence(query, EvidenceRole::Query, "brings the row whose relations are read");
    }
    for op in paid.iter().take(SHOWN) {
        out = out.evidence(op.place, EvidenceRole::Query, format!("{}: {}", op.what, op.formula));
    }
    Some(out.build())
}

/// Where all that is superfluous are relations of the rows of one query, that query is the one to mend, whoever asks.
fn of_asked_row(paid: &[&OpRecord], input: &Input<'_>) -> Option<(String, Place)> {
    let lazy: Vec<&&OpRecord> = paid.iter().filter(|op| matches!(op.kind, OpKind::LazyLoad { .. })).collect();
    let query = lazy.first()?.source_query.filter(|place| is_judged(input, *place))?;
    let one = lazy.iter().all(|op| op.source_query == Some(query) && !op.path.is_empty());
    if !one || lazy.len() < superfluous(paid) {
        return None;
    }
    let (first, _) = lazy[0].path.first()?;
    let mut paths: Vec<Vec<&str>> = lazy.iter().map(|op| op.path.iter().map(|(_, name)| name.as_str()).collect()).collect();
    paths.sort();
    paths.dedup();
    let entity = &input.model.entities[first.index()];
    let option = match entity.orm {
        Orm::Django => {
            let names: Vec<String> = paths.iter().map(|path| format!("\"{}\"", path.join("__"))).collect();
            format!("select_related({})", names.join(", "))
        }
        Orm::SqlAlchemy => {
            let names: Vec<String> = paths.iter().map(|path| path.join(".")).collect();
            format!("a loader option for {}", names.join(", "))
        }
    };
    Some((format!("Load {} together with what is read of it: {option} at the query that brings it.", entity.name), query))
}

/// What a guard asks may depend on the route: the statements that most routes share, and these routes.
fn paid_by_most<'a>(input: &Input<'_>, ops: &[&'a OpRecord]) -> Option<(Vec<&'a OpRecord>, Vec<usize>)> {
    let sure = |op: &&&OpRecord| {
        op.guards.iter().all(|place| asks_login(*place, input))
            && op.answered.iter().all(|place| asks_login(*place, input) || lets_few(*place, input))
    };
    let mut of_entry: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, op) in ops.iter().enumerate().filter(|(_, op)| sure(op)) {
        // What the code does where a value is not there yet, the plain request does not pay, as far as all of it is known.
        let pays = |entry: &EntryCost| !entry.method.is_empty() && (!entry.complete || in_plain(entry, op));
        for entry in op.reach.iter().filter(|entry| pays(&input.ledger.entries[**entry])) {
            of_entry.entry(*entry).or_default().push(at);
        }
    }
    let mut shared: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    for (entry, paid) in of_entry {
        shared.entry(paid).or_default().push(entry);
    }
    let asked = |paid: &[usize]| -> Vec<&'a OpRecord> { paid.iter().map(|at| ops[*at]).collect() };
    let worth = |paid: &[usize], entries: &[usize]| superfluous(&asked(paid)) * entries.len();
    let (paid, entries) = shared.into_iter().max_by_key(|(paid, entries)| worth(paid, entries))?;
    let in_loop = asked(&paid).iter().any(|op| !op.loops.is_empty());
    let follows = asked(&paid).iter().any(|op| matches!(op.kind, OpKind::LazyLoad { .. }));
    // Of two that stand alone, the second may well be the check itself.
    let is_clear = in_loop || follows || superfluous(&asked(&paid)) > 1;
    let enough = if in_loop { MANY } else { WORTH };
    (is_clear && entries.len() >= MANY && worth(&paid, &entries) >= enough).then(|| (asked(&paid), entries))
}

/// Those who run the app are let in without further questions: few requests are theirs.
fn lets_few(condition: Place, input: &Input<'_>) -> bool {
    let names = |text: &str| ["is_superuser", "is_staff", "is_admin"].iter().any(|word| text.contains(word));
    condition.is_in_tree() && names(input.texts.get(condition.file.index()).slice(condition.span))
}

/// The plain request sends this.
fn in_plain(entry: &EntryCost, op: &OpRecord) -> bool {
    entry.lines.iter().any(|line| line.place == op.place)
}

/// Statements that could go: who asks has to be read, with one.
fn superfluous(paid: &[&OpRecord]) -> usize {
    let executed = paid.iter().any(|op| op.kind == OpKind::Execute && op.loops.is_empty());
    paid.len() - usize::from(executed)
}

/// `2 + 2·N(roles)`: constants first, what reads the same added up.
fn total(ops: &[&OpRecord]) -> String {
    let constant: u64 = ops.iter().filter_map(|op| op.formula.parse::<u64>().ok()).sum();
    let mut terms: Vec<(&str, usize)> = Vec::new();
    for op in ops.iter().filter(|op| op.formula.parse::<u64>().is_err()) {
        match terms.iter_mut().find(|(term, _)| *term == op.formula) {
            Some((_, times)) => *times += 1,
            None => terms.push((&op.formula, 1)),
        }
    }
    terms.sort_by_key(|(term, _)| term.matches('·').count());
    let head = (constant > 0).then(|| constant.to_string());
    let rest = terms.iter().map(|(term, times)| if *times > 1 { format!("{times}·{term}") } else { (*term).to_owned() });
    head.into_iter().chain(rest).collect::<Vec<_>>().join(" + ")
}
