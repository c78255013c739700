//! Queries that run once a round: written in the loop, or hidden behind a call or attribute in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Span;
use crate::finding::{Confidence, EvidenceRole, Verdict};
use crate::flow::ledger::{OpKind, OpRecord, RowsBound};
use crate::model::Place;
use crate::model::entity::Orm;
use crate::rule::{Detector, Input, Rule};
use crate::source::text::Text;

use super::common::{
    Group, confidence, evidence, groups_by, is_dynamic, is_judged, loop_name, loop_symbol, multiplying, orm_of, times,
};
use super::graphql;
use super::growth::growth;
use super::loop_invariant_query::is_invariant;
use super::prefetch_defeated::is_defeat;
use super::severity::{of_few, severity, written_each_round};

/// Queries of one use that are shown beside the main one.
const SHOWN: usize = 4;

pub struct QueryInLoop;
pub struct HiddenQueryInLoop;

impl Detector for QueryInLoop {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        judge(rule, input, out, false);
    }
}

impl Detector for HiddenQueryInLoop {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        judge(rule, input, out, true);
    }
}

fn judge(rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>, hidden: bool) {
    graphql::not_assessable(rule, input, out);
    let growing = growth(input);
    let ops = input.ledger.ops.iter().filter(|op| counts(op, input) && op.through_call == hidden);
    // One use is one finding, whatever it runs; so are the uses in one loop that run the same.
    let uses = groups_by(ops, |op| (site(op, hidden), String::new())).into_iter().filter(|(place, _)| is_judged(input, *place));
    for (places, rounds, group) in alike_in_one_loop(uses.collect()) {
        let op = group.main(input);
        let place = site(op, hidden);
        let reach = group.reach(input);
        let (severity, reason) = severity(rule, op, &reach, input, &growing);
        let callee = if op.consumer.is_some() { field_at(input, place) } else { text_at(input, place) };
        let others = if hidden { group.alike(input) } else { Vec::new() };
        let alike: Vec<&OpRecord> = others.clone();
        let formula = times(ways(op, &others) * rounds, &op.formula);
        let mut finding = rule
            .finding(place, loop_symbol(op, place))
            .severity(severity, reason)
            .confidence(sure(rule, op, input).lowered(u32::from(of_few(op, &growing))))
            .formula(formula.clone())
            .slot("what", and_more(&what(op, input), others.len()))
            .slot("loop", loop_name(op))
            .slot("formula", formula)
            .slot("callee", callee)
            .slot("again", and_again(places.len() - 1))
            .reach(reach);
        if hidden {
            for op in std::iter::once(op).chain(others.into_iter().take(SHOWN)) {
                finding = finding.evidence(op.place, EvidenceRole::Query, format!("{} runs here", what(op, input)));
            }
        }
        if let Some(text) = remedy(op, &alike, input) {
            finding = finding.remedy(text);
        }
        finding = evidence(finding, &group, input);
        for again in places.iter().filter(|other| **other != place).take(SHOWN) {
            finding = finding.evidence(*again, EvidenceRole::Access, format!("{} runs the same", text_at(input, *again)));
        }
        out.push(finding.build());
    }
}

/// By how many ways one entry comes to the queries of a use: each pays for those that it reaches.
fn ways(op: &OpRecord, others: &[&OpRecord]) -> usize {
    let all = || std::iter::once(op).chain(others.iter().copied());
    let of_entry = |entry: &usize| all().filter(|other| other.reach.contains(entry)).map(|other| other.times).sum();
    let entries: BTreeSet<usize> = all().flat_map(|other| other.reach.iter().copied()).collect();
    entries.iter().map(of_entry).max().unwrap_or_else(|| all().map(|other| other.times).sum())
}

/// Uses of one loop that run the same queries, with their places, and how many of them one round surely pays: conditions may
/// exclude each other.
fn alike_in_one_loop<'a>(uses: Vec<(Place, Group<'a>)>) -> Vec<(Vec<Place>, usize, Group<'a>)> {
    let mut out: Vec<(Vec<Place>, usize, Group<'a>)> = Vec::new();
    let mut by_loop = BTreeMap::new();
    for (place, group) in uses {
        let innermost: BTreeSet<Place> = group.ops.iter().filter_map(|op| op.loops.last().map(|l| l.place)).collect();
        let runs: BTreeSet<(Place, &str)> = group.ops.iter().map(|op| (op.place, op.what.as_str())).collect();
        let at = *by_loop.entry((place.file, innermost, runs)).or_insert(out.len());
        let sure = usize::from(!group.is_conditional());
        match out.get_mut(at) {
            Some((places, rounds, all)) => {
                places.push(place);
                *rounds += sure;
                all.ops.extend(group.ops);
            }
            None => out.push((vec![place], sure, group)),
        }
    }
    for (_, rounds, _) in &mut out {
        *rounds = (*rounds).max(1);
    }
    out
}

/// What helps here where the rule's own words do not: a query that asks the same each time needs no list of keys, and Django
/// has other means than SQLAlchemy.
fn remedy(op: &OpRecord, others: &[&OpRecord], input: &Input<'_>) -> Option<String> {
    if let Some(table) = written(op, others, input) {
        return Some(format!(
            "Each round also writes to {table}: read what is there with one query before the loop into a dictionary, look it up \
             in the loop, and put into the dictionary what the rounds write."
        ));
    }
    if op.alike && others.iter().all(|other| other.alike) {
        let it = if others.is_empty() { "it" } else { "them" };
        return Some(format!("Each round asks the same: run {it} once, before the loop, and hand the answer in."));
    }
    if let Some(read) = fixed_receiver(op, input).filter(|_| op.through_call) {
        return Some(format!("`{read}` is the same in each round: read it once, before the loop, and use the row in it."));
    }
    let orm = orm_of(op, input).or_else(|| only_orm(input));
    if op.of_parent && orm == Some(Orm::SqlAlchemy) {
        return Some(OF_DYNAMIC.into());
    }
    let means = match orm.filter(|_| op.through_call)? {
        Orm::Django => "a look-up with __in, annotate(), or prefetch_related with a Prefetch",
        Orm::SqlAlchemy => "IN (…) with GROUP BY, or a column_property",
    };
    Some(format!(
        "Answer the question for all rows with one query before the loop ({means}), and look the answer up in the loop."
    ))
}

/// A table that is read and, in each round, written: what a query before the loop found would be out of date.
fn written<'a>(op: &'a OpRecord, others: &[&'a OpRecord], input: &Input<'_>) -> Option<&'a str> {
    let written: BTreeSet<&str> = written_each_round(input, op).flat_map(|write| &write.tables).map(String::as_str).collect();
    let mut read = std::iter::once(op).chain(others.iter().copied()).flat_map(|op| &op.tables);
    read.find(|table| written.contains(table.as_str())).map(String::as_str)
}

/// The mapper of the project, where it has one.
fn only_orm(input: &Input<'_>) -> Option<Orm> {
    let first = input.model.entities.first()?.orm;
    input.model.entities.iter().all(|entity| entity.orm == first).then_some(first)
}

/// Each reading of a dynamic relation is a statement.
const OF_DYNAMIC: &str = "A dynamic relation asks each time it is read: read it once a round and hand the list on, or load it for all rows at \
                          once, by an ordinary relation with selectinload or by one query with IN (…).";

/// `self.owner.group` in the loop, of which nothing is set there: a property of what the loop does not change.
fn fixed_receiver(op: &OpRecord, input: &Input<'_>) -> Option<String> {
    let place = site(op, true);
    let around = op.loops.last().filter(|l| l.place.file == place.file)?;
    let text = input.texts.get(place.file.index());
    let read = text.slice(place.span);
    let is_path = read.starts_with("self.") && read.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
    let owner = read.split('.').nth(1)?;
    let before = text.slice(Span::new(around.place.span.start.min(place.span.start), place.span.start));
    let is_far = read.split('.').count() > 2;
    (is_path && is_far && !before.contains(&format!("self.{owner} ="))).then(|| read.to_owned())
}

/// What runs; as it is written where nothing is known of the statement.
fn what(op: &OpRecord, input: &Input<'_>) -> String {
    if op.tables.is_empty() && op.entity.is_none() { text_at(input, op.place) } else { op.what.clone() }
}

fn and_more(what: &str, others: usize) -> String {
    match others {
        0 => what.to_owned(),
        1 => format!("{what} and one query more"),
        n => format!("{what} and {n} queries more"),
    }
}

fn and_again(places: usize) -> String {
    match places {
        0 => String::new(),
        1 => " (and once more)".into(),
        n => format!(" (and at {n} places more)"),
    }
}

/// In the loop: the query itself, or the call that leads to it.
fn site(op: &OpRecord, hidden: bool) -> Place {
    if hidden { op.chain.first().copied().unwrap_or(op.place) } else { op.place }
}

fn counts(op: &OpRecord, input: &Input<'_>) -> bool {
    op.kind == OpKind::Execute
        && !is_dynamic(op, input)
        && !op.batched
        && !locks_its_own(op)
        && !is_defeat(op)
        && !is_invariant(op)
        && is_judged(input, op.place)
        && !multiplying(op).is_empty()
        && walks(op)
}

/// What locks one row works with it under that lock: rows that are read together are not locked one after the other.
fn locks_its_own(op: &OpRecord) -> bool {
    op.locks && op.kind == OpKind::Execute
}

/// A `while` loop pages, retries or looks for a free name, unless each round looks rows up by a key.
fn walks(op: &OpRecord) -> bool {
    let by_key = matches!(op.rows, RowsBound::KeyFiltered) || op.why == "get()";
    op.loops.last().is_none_or(|l| !l.is_while || by_key)
}

fn sure(rule: &Rule, op: &OpRecord, input: &Input<'_>) -> Confidence {
    let sure = confidence(rule, op, input);
    if op.loops.iter().any(|l| l.is_while) { sure.min(Confidence::Medium) } else { sure }
}

/// The call or attribute as it is written, short.
fn text_at(input: &Input<'_>, place: Place) -> String {
    let text = input.texts.get(place.file.index());
    let slice: String = text.slice(place.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = slice.chars().take(60).collect();
    if short.len() < slice.len() { format!("{short}…") } else { short }
}

/// The name of a field that is declared there (`members = SerializerMethodField()`).
fn field_at(input: &Input<'_>, place: Place) -> String {
    let source = input.texts.get(place.file.index());
    let at = source.line_range(place.span).0;
    let line = source.line(at);
    let name = line.split_once('=').map_or("", |(name, _)| name.split(':').next().unwrap_or("").trim());
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    match text_at(input, place) {
        _ if name == "list_display" => "a column of list_display".into(),
        _ if is_name => format!("the field {name}"),
        text if text == "Meta" => class_around(&source, at).map_or(text, |class| format!("a field of {class}")),
        text => text,
    }
}

/// The class in whose body a line stands: the nearest one above that is indented less.
fn class_around(text: &Text, line: u32) -> Option<&str> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(text.line(line));
    let above = (1..line).rev().map(|at| text.line(at)).find(|line| !line.trim().is_empty() && indent(line) < own)?;
    above.trim_start().strip_prefix("class ").map(|rest| rest.split(['(', ':']).next().unwrap_or(rest).trim())
}
