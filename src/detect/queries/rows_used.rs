//! Work that the database would do better: rows that are loaded only to be counted, asked for, added up or searched.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Role;
use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::flow::ledger::{How, OpKind, OpRecord, Outcome, RowsBound, Use};
use crate::model::Place;
use crate::model::entity::{Entity, Orm};
use crate::rule::{Detector, Input, Rule, UNREACHED};

use super::common::{entry_name, in_template, is_judged, multiplying, of_manager, orm_of, rows_read, serving};
use super::growth::{Adds, Growth, growth};

/// Rows up to which loading them all is no matter.
const FEW: u64 = 100;
/// Routes that are listed with a finding.
const REACH_SHOWN: usize = 50;

pub struct CountByLoading;
pub struct ExistenceByLoadOrCount;
pub struct AggregateInApplication;
pub struct FilterInApplication;

impl Detector for CountByLoading {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        judge(rule, input, out, Waste::Counted);
    }
}

impl Detector for ExistenceByLoadOrCount {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        judge(rule, input, out, Waste::Asked);
    }
}

impl Detector for AggregateInApplication {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        judge(rule, input, out, Waste::Summed);
    }
}

impl Detector for FilterInApplication {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        judge(rule, input, out, Waste::Searched);
    }
}

/// What the rows are loaded for, and nothing else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waste {
    Counted,
    Asked,
    Summed,
    Searched,
}

/// The one rule that speaks of these uses.
fn waste(op: &OpRecord, uses: &[Use]) -> Option<Waste> {
    let has = |how: How| uses.iter().any(|u| u.how == how);
    let only = |allowed: &[How]| uses.iter().all(|u| allowed.contains(&u.how));
    if uses.is_empty() {
        return None;
    }
    if op.why == "count()" {
        return only(&[How::Exists]).then_some(Waste::Asked);
    }
    if only(&[How::Exists]) {
        return Some(Waste::Asked);
    }
    if only(&[How::Length, How::Exists]) {
        return Some(Waste::Counted);
    }
    if has(How::Aggregate) && only(&[How::Aggregate, How::Length, How::Exists]) {
        return Some(Waste::Summed);
    }
    // Two filters of one list may well share it out: one statement is right then. What belongs to one row is soon searched.
    (op.kind == OpKind::Execute && matches!(uses, [Use { how: How::Filter | How::Slice, .. }])).then_some(Waste::Searched)
}

/// Every way to the rows is the matter of one of these rules: the list is not needed at all.
#[must_use]
pub fn is_wasted(op: &OpRecord) -> bool {
    !op.outcomes.is_empty()
        && op.outcomes.iter().all(|o| o.uses.as_ref().is_some_and(|uses| op.why != "count()" && waste(op, uses).is_some()))
}

/// Loads rows that may be many, once an entry: in a loop, the loop is the greater matter.
fn is_subject(op: &OpRecord, input: &Input<'_>) -> bool {
    if !multiplying(op).is_empty() || op.seldom || op.streamed || op.batched {
        return false;
    }
    match op.kind {
        OpKind::Execute => {}
        OpKind::LazyLoad { .. } => return !op.reads.collection.is_empty() && op.known,
        _ => return false,
    }
    if op.why == "count()" {
        return !by_unique(op, input);
    }
    op.whole_rows
        && match op.rows {
            RowsBound::Unbounded | RowsBound::KeyFiltered => true,
            RowsBound::AtMost(n) => n > FEW,
            RowsBound::One | RowsBound::Page | RowsBound::Unknown => false,
        }
}

/// At most one row can match.
fn by_unique(op: &OpRecord, input: &Input<'_>) -> bool {
    // Of a model that is not known, a name or a slug may well be unique.
    const UNIQUE: &[&str] = &["id", "pk", "uuid", "slug", "key", "code", "email", "username", "token"];
    let Some(entity) = op.entity.map(|e| &input.model.entities[e.index()]) else {
        let column = |c: &String| c.rsplit('.').next().is_some_and(|c| UNIQUE.contains(&c));
        return op.why != "count()" || op.filtered.iter().any(column);
    };
    let by_one = op.filtered.iter().filter_map(|c| c.rsplit_once('.')).any(|(_, column)| {
        let unique = entity.columns.iter().any(|a| a.column == column && a.unique);
        unique || (entity.primary_key.len() == 1 && entity.primary_key[0] == column)
    });
    by_one || by_several(op, entity, input)
}

/// A unique index over several columns, of which all are compared: one reader and one book.
fn by_several(op: &OpRecord, entity: &Entity, input: &Input<'_>) -> bool {
    let Some(table) = entity.table_name.as_deref().and_then(|name| input.model.schema.table(name)) else { return false };
    let equals = |name: &str| op.compared.iter().any(|(t, c, by)| *t == table.name && c == name && &**by == "=");
    let unique = table.indexes.iter().filter(|index| index.unique && index.is_full_table());
    unique.into_iter().any(|index| index.columns.iter().all(|column| column.as_deref().is_some_and(equals)))
}

fn judge(rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>, waste_of: Waste) {
    let growth = growth(input);
    let mut seen: BTreeSet<Place> = BTreeSet::new();
    for op in input.ledger.ops.iter().filter(|op| is_subject(op, input)) {
        // What other entries load with the rows is searched for nothing there: a query of its own would be one for each row.
        let in_memory = matches!(waste_of, Waste::Searched | Waste::Summed);
        if in_memory && relation(op, input).is_some_and(|relation| input.model.loaded_relations.contains(&relation)) {
            continue;
        }
        let written = op.tables.first().and_then(|t| growth.get(t.as_str()));
        // Counting is dearer than asking, whatever is known of the table.
        if written.is_none() && (op.why != "count()" || input.model.role(op.place.file) != Role::App) {
            continue;
        }
        let mut ways: BTreeMap<Place, (&[Use], Vec<usize>)> = BTreeMap::new();
        for Outcome { uses, reach } in &op.outcomes {
            let Some(uses) = uses else { continue };
            if waste(op, uses) != Some(waste_of) {
                continue;
            }
            let Some(place) = main(uses, op).filter(|place| is_judged(input, *place)) else { continue };
            ways.entry(place).or_insert_with(|| (uses, Vec::new())).1.extend(reach);
        }
        for (place, (uses, reach)) in ways {
            if seen.insert(place) {
                out.push(finding(rule, input, op, (place, uses, &reach), written));
            }
        }
    }
}

/// The relation of a row that is gone through: loaded on access, or by its manager.
fn relation(op: &OpRecord, input: &Input<'_>) -> Option<String> {
    match &op.kind {
        OpKind::LazyLoad { relation, .. } => Some(relation.clone()),
        OpKind::Execute if op.of_parent && orm_of(op, input) == Some(Orm::Django) => {
            let place = op.written.as_ref().map_or(op.place, |(place, _)| *place);
            let text = input.texts.get(place.file.index());
            of_manager(text.slice(place.span)).map(str::to_owned)
        }
        _ => None,
    }
}

/// The use that names the matter.
fn main(uses: &[Use], op: &OpRecord) -> Option<Place> {
    let rank = |u: &&Use| match u.how {
        How::Aggregate | How::Filter | How::Slice => 0,
        How::Length => 1,
        How::Exists => 2,
    };
    // An expression around the query: the query is the better place to show.
    let first = uses.iter().min_by_key(rank)?.place;
    let around = first.file == op.place.file && first.span.start <= op.place.span.start && op.place.span.end <= first.span.end;
    Some(if around { op.place } else { first })
}

fn finding(
    rule: &Rule,
    input: &Input<'_>,
    op: &OpRecord,
    (place, uses, reach): (Place, &[Use], &[usize]),
    written: Option<&Growth>,
) -> Verdict {
    let table = op.tables.first().cloned().unwrap_or_else(|| "its table".to_owned());
    let entity = op.entity.map_or(table.clone(), |e| input.model.entities[e.index()].name.clone());
    let (severity, reason) = severity(rule, input, op, reach, written.is_some());
    let names: BTreeSet<String> = reach.iter().map(|at| entry_name(input, *at)).collect();
    let verb = if op.why == "count()" { "counts" } else { "loads" };
    let mut finding = rule
        .finding(place, op.symbol.clone())
        .severity(severity, reason)
        .confidence(confidence(rule, op, reach, written))
        .group(format!("{}:{}:{table}", rule.id, op.symbol))
        .formula(rows_read(op, &table))
        .slot("entity", entity)
        .slot("table", table.clone())
        .slot("what", op.what.clone())
        .slot("verb", verb)
        .reach(names.into_iter().take(REACH_SHOWN).collect());
    if let Some(text) = in_django(rule, op, input).or_else(|| in_page(rule, place, input)) {
        finding = finding.remedy(text);
    }
    if place != op.place {
        finding = finding.evidence(op.place, EvidenceRole::Query, format!("{} {verb} the rows here", op.what));
    }
    for used in uses.iter().filter(|u| u.place != place).take(3) {
        finding = finding.evidence(used.place, EvidenceRole::Access, words(used.how));
    }
    if let Some(written) = written {
        finding = finding.evidence(written.place, EvidenceRole::Definition, format!("adds a row to {table}"));
    }
    serving(finding, input, reach).build()
}

/// The remedy in the words of Django's querysets, where these say it in another way.
fn in_django(rule: &Rule, op: &OpRecord, input: &Input<'_>) -> Option<&'static str> {
    if orm_of(op, input) != Some(Orm::Django) {
        return None;
    }
    match rule.id.as_str() {
        "existence-by-load-or-count" => {
            Some("Ask with exists() of the same queryset; first() does, where the row itself is used.")
        }
        "count-by-loading" => Some("Let the database count: count() of the same queryset."),
        _ => None,
    }
}

/// A template has no session to ask.
fn in_page(rule: &Rule, place: Place, input: &Input<'_>) -> Option<&'static str> {
    let asks = matches!(rule.id.as_str(), "existence-by-load-or-count" | "count-by-loading");
    (asks && in_template(input, place)).then_some(
        "Let the view ask, with EXISTS or a count, and give the template the answer; where the view has the number already, \
         print that one.",
    )
}

fn words(how: How) -> &'static str {
    match how {
        How::Length => "needs only their number",
        How::Exists => "asks only whether there is one",
        How::Aggregate => "adds up their columns",
        How::Filter => "keeps those with a property",
        How::Slice => "takes the first of them",
    }
}

fn severity(rule: &Rule, input: &Input<'_>, op: &OpRecord, reach: &[usize], grows: bool) -> (Severity, String) {
    let mut severity = rule.severity;
    let table = op.tables.first().map_or("the table", String::as_str);
    let mut reason = if grows {
        format!("{table} grows: rows are added in the app")
    } else {
        severity = severity.lowered(1);
        format!("whether {table} grows is not known")
    };
    let mut lower = |steps: i32, why: &str| {
        severity = severity.lowered(steps);
        reason.push_str("; ");
        reason.push_str(why);
    };
    if !op.whole_table || op.of_parent {
        lower(1, "a condition narrows it");
    }
    if !op.guards.is_empty() {
        lower(1, "only under a condition that the tree does not decide");
    }
    let command =
        |at: &usize| input.model.routes[input.ledger.entries[*at].route].kind == crate::model::route::EntryKind::Command;
    if input.model.role(op.place.file) == Role::Script || (!reach.is_empty() && reach.iter().all(command)) {
        lower(2, "paid by a command only");
    } else if reach.is_empty() {
        lower(1, UNREACHED);
    }
    // A number that is compared with zero is one word from being right, wherever it stands.
    if op.why == "count()" && input.model.role(op.place.file) == Role::App {
        (severity.max(Severity::Low), reason)
    } else {
        (severity, reason)
    }
}

fn confidence(rule: &Rule, op: &OpRecord, reach: &[usize], written: Option<&Growth>) -> Confidence {
    let doubts = u32::from(written.is_none_or(|w| w.by != Adds::Use)) + u32::from(reach.is_empty());
    // What a count is asked for does not depend on who asks.
    rule.confidence.lowered(if op.why == "count()" { doubts.min(1) } else { doubts })
}
