//! Relations that are loaded row by row, in Python loops and in template loops.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Confidence, EvidenceRole, FindingBuilder, Holds, Severity, Verdict};
use crate::flow::ledger::{Consumer, OpKind, OpRecord};
use crate::model::entity::{EntityId, Loading, Many};
use crate::model::{FileId, Place};
use crate::rule::{Detector, Input, Rule};

use super::common::{Group, confidence, evidence, groups_by, in_template, is_dynamic, is_judged, multiplying};
use super::growth::growth;
use super::prefetch_defeated::is_defeat;
use super::related_object_for_its_key::key_alone;
use super::severity::{of_few, severity};
use super::{lazy_words, loader_edit, loader_option};

const IGNORED: &str = "The query names it, and yet does not load it: iterator() ignores prefetch_related() before Django 4.1, and later \
    where it is given no chunk_size. Leave iterator() out, or load the relation batch by batch with prefetch_related_objects().";

/// Relations whose reading and declaration are shown as evidence.
const DECLARED: usize = 12;

/// An eager option on such a relation raises.
const OF_DYNAMIC: &str = "The relation is a query (lazy=\"dynamic\"), which no loader option can load: read its rows for all parents with one \
    query (WHERE key IN …) and group them in a dictionary, or map it with lazy=\"select\" and load it with selectinload().";

pub struct LazyLoadInLoop;
pub struct LazyLoadInTemplateLoop;
pub struct SerializerNPlusOne;

/// Which rule tells of a lazy load.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Loop,
    Template,
    Serializer,
}

impl Detector for SerializerNPlusOne {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        judge(rule, input, out, Told::Serializer);
    }
}

/// What a serializer declares is told of at the query, wherever the rows are read.
fn told(op: &OpRecord, input: &Input<'_>) -> Told {
    match op.consumer {
        Some((Consumer::Serializer, _)) => Told::Serializer,
        _ if in_template(input, op.place) => Told::Template,
        _ => Told::Loop,
    }
}

/// Where the project's code says neither the loop nor the read, the place to mend is the query.
fn place(op: &OpRecord, input: &Input<'_>) -> Place {
    let query = op.source_query.filter(|q| op.consumer.is_some() && is_judged(input, *q) && !of_manager(op));
    query.unwrap_or(op.place)
}

/// A list of the admin whose query a manager makes for all who ask: the list says itself what it loads.
fn of_manager(op: &OpRecord) -> bool {
    matches!(op.consumer, Some((Consumer::Changelist, list)) if op.source_query.is_some_and(|query| query.file != list.file))
}

/// Nobody wrote the query of the list: the admin makes it.
fn is_unwritten(op: &OpRecord) -> bool {
    matches!(op.consumer, Some((Consumer::Changelist, list)) if op.source_query == Some(list))
}

/// A query that is written once for all models (a base repository, a generic view) is a query of each: what it lists needs an
/// option of its own.
fn listed(op: &OpRecord, input: &Input<'_>) -> String {
    let is_told_at_query = op.consumer.is_some() && op.source_query.is_some_and(|q| is_judged(input, q));
    op.path.first().filter(|_| is_told_at_query).map_or_else(String::new, |(entity, _)| format!(" of {}", entity.index()))
}

/// A serializer that is nested in two fields reads one relation by two ways, and each has to be loaded.
fn way(op: &OpRecord) -> String {
    let is_nested = op.consumer.is_some() && op.source_query.is_some();
    op.path.iter().filter(|_| is_nested).fold(String::new(), |way, (_, relation)| way + "." + relation)
}

impl Detector for LazyLoadInLoop {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        super::graphql::not_assessable(rule, input, out);
        judge(rule, input, out, Told::Loop);
        constant_routes(rule, input, out, false);
    }
}

impl Detector for LazyLoadInTemplateLoop {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        judge(rule, input, out, Told::Template);
        constant_routes(rule, input, out, true);
    }
}

/// A lazy load, or a use of a dynamic relation in the loop itself, which runs a query each time.
fn is_lazy(op: &OpRecord, input: &Input<'_>) -> bool {
    matches!(op.kind, OpKind::LazyLoad { .. } | OpKind::ColumnLoad) || is_dynamic(op, input)
}

fn judge(rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>, by: Told) {
    let deleted = deleted(input);
    let ops = input.ledger.ops.iter().filter(|op| {
        is_lazy(op, input)
            && key_alone(op, input).is_none()
            && !is_defeat(op)
            && !gains_nothing(op, input)
            && !is_deleted(op, &deleted, input)
            && is_judged(input, op.place)
            && told(op, input) == by
            && !multiplying(op).is_empty()
            && op.loops.iter().all(|l| !l.is_while)
    });
    let mut sources = loader_edit::Sources::new(input);
    let groups = groups_by(ops, |op| (place(op, input), format!("{}{}{}", op.what, listed(op, input), way(op))));
    let places = at_one_place(rule, groups, input);
    let mut of_query: BTreeMap<_, Vec<&OpRecord>> = BTreeMap::new();
    for load in places.iter().flatten() {
        of_query.entry(query(load)).or_default().push(load.op);
    }
    for loads in &places {
        let whole = query(&loads[0]).0.and_then(|_| of_query.get(&query(&loads[0])));
        let own: Vec<&OpRecord> = loads.iter().map(|load| load.op).collect();
        out.push(finding(rule, loads, whole.unwrap_or(&own), input, &mut sources));
    }
}

/// Tables of which rows are deleted in a loop, with its file and line.
fn deleted<'a>(input: &'a Input<'_>) -> BTreeSet<(&'a str, FileId, u32)> {
    let mut out = BTreeSet::new();
    for op in input.ledger.ops.iter().filter(|op| op.kind == OpKind::Write) {
        let Some(table) = op.what.strip_prefix("DELETE ") else { continue };
        out.extend(op.loops.iter().filter(|l| is_judged(input, l.place)).map(|l| (table, l.place.file, line(input, l.place))));
    }
    out
}

fn line(input: &Input<'_>, place: Place) -> u32 {
    input.texts.get(place.file.index()).position(place.span.start).0
}

/// Rows that their owner loads to delete them, one owner after the other: what is loaded for all of them at once is out of date
/// before it is gone through.
fn is_deleted(op: &OpRecord, deleted: &BTreeSet<(&str, FileId, u32)>, input: &Input<'_>) -> bool {
    let OpKind::LazyLoad { entity, relation } = &op.kind else { return false };
    let many = input.model.entities[entity.index()].relation(relation).is_some_and(|r| r.many != Many::ToOne);
    let table = op.tables.first().filter(|_| many && op.through_call && is_judged(input, op.place));
    table.is_some_and(|table| deleted.contains(&(table.as_str(), op.place.file, line(input, op.place))))
}

/// Loads of one query are mended by one option, wherever the rows are read: those that are as sure, of the same entity.
fn query(load: &Load<'_>) -> (Option<Place>, Option<EntityId>, Confidence) {
    let of_query = load.op.source_query.filter(|_| load.op.kind != OpKind::ColumnLoad);
    (of_query, load.op.path.first().map(|(entity, _)| *entity), load.confidence)
}

/// The query of the rows runs in each round, too, and the relation could only be loaded by one statement more after it: what
/// costs is the query in the loop.
fn gains_nothing(op: &OpRecord, input: &Input<'_>) -> bool {
    op.with_its_query && !op.path.is_empty() && !loader_option::is_joined(op, input)
}

/// A relation that is loaded row by row at one place.
struct Load<'a> {
    place: Place,
    group: Group<'a>,
    op: &'a OpRecord,
    confidence: Confidence,
    severity: Severity,
    reason: String,
}

/// Relations that one place reads of the rows of one query, as surely, are mended together: they are one finding.
fn at_one_place<'a>(rule: &Rule, groups: Vec<(Place, Group<'a>)>, input: &Input<'_>) -> Vec<Vec<Load<'a>>> {
    let growing = growth(input);
    let mut out: Vec<Vec<Load<'a>>> = Vec::new();
    let mut known = BTreeMap::new();
    for (place, group) in groups {
        let op = group.main(input);
        let confidence = confidence(rule, op, input).lowered(u32::from(of_few(op, &growing)));
        let (severity, reason) = severity(rule, op, &group.reach(input), input, &growing);
        let alone = (op.kind == OpKind::ColumnLoad || is_of_list(op, input)).then_some(out.len());
        let reader = if told(op, input) == Told::Serializer { String::new() } else { op.symbol.clone() };
        let key = (place, reader, op.source_query, listed(op, input), confidence, alone);
        let at = *known.entry(key).or_insert(out.len());
        if at == out.len() {
            out.push(Vec::new());
        }
        out[at].push(Load { place, group, op, confidence, severity, reason });
    }
    for loads in &mut out {
        loads.sort_by_key(|load| load.op.path.len());
    }
    out
}

/// A list of the admin: its class says what it loads.
fn is_of_list(op: &OpRecord, input: &Input<'_>) -> bool {
    matches!(op.consumer, Some((Consumer::Changelist, _)))
        && (of_manager(op) || is_unwritten(op) || op.source_query.is_none_or(|q| !is_judged(input, q)))
        && !op.path.is_empty()
}

/// The serializer of the rows themselves, whatever their fields nest: fields come and go.
fn reader<'a>(loads: &[Load<'a>], input: &Input<'_>) -> &'a str {
    let op = loads[0].op;
    if told(op, input) != Told::Serializer {
        return &op.symbol;
    }
    op.symbol.rsplit_once('.').filter(|(class, _)| is_class(class)).map_or(&op.symbol, |(class, _)| class)
}

fn is_class(dotted: &str) -> bool {
    dotted.rsplit('.').next().is_some_and(|name| name.starts_with(char::is_uppercase))
}

/// What one place reads, and the option for all that is read of its query's rows.
fn finding(
    rule: &Rule,
    loads: &[Load<'_>],
    of_query: &[&OpRecord],
    input: &Input<'_>,
    sources: &mut loader_edit::Sources,
) -> Verdict {
    let ops: Vec<&OpRecord> = loads.iter().map(|load| load.op).collect();
    let worst = loads.iter().max_by_key(|load| load.severity).unwrap_or(&loads[0]);
    let whole = Group { ops: loads.iter().flat_map(|load| load.group.ops.iter().copied()).collect() };
    let (op, place) = (whole.main(input), worst.place);
    let option = loader_option::of(of_query, input);
    let group = match op.source_query {
        Some(query) => format!("{}:{}:{}", rule.id, query.file.0, query.span.start),
        None => format!("{}:{}:{}", rule.id, op.what, op.symbol),
    };
    let addition = loader_option::addition(&whole.ops, of_query, of_query.len() > ops.len(), input);
    let mut finding = lazy_words::told(rule.finding(place, reader(loads, input)), &ops)
        .severity(worst.severity, worst.reason.clone())
        .confidence(worst.confidence)
        .group(group)
        .slot("addition", addition + &loader_option::counted(&ops, input).unwrap_or_default())
        .reach(whole.reach(input));
    if op.kind == OpKind::ColumnLoad {
        finding = finding.remedy(loader_option::load_column(op, input));
    } else if is_of_list(op, input) {
        finding = finding.remedy(loader_option::load_in_list(op, input));
    } else if ops.iter().all(|op| is_dynamic(op, input)) {
        finding = finding.remedy(OF_DYNAMIC);
    } else if is_ignored(&ops) {
        finding = finding.remedy(IGNORED);
        if let Some(place) = op.ignored {
            finding = finding.evidence(place, EvidenceRole::Setting, "names the relation, which iterator() does not load");
        }
    }
    finding = evidence(finding, &whole, input);
    for op in ops.iter().take(DECLARED) {
        finding = declaration(finding, op, place);
    }
    for op in ops.iter().take(DECLARED) {
        finding = relation(finding, op, input);
    }
    if !of_manager(op) && !is_dynamic(op, input) && !is_ignored(&ops) {
        let mut edits = loader_edit::edits(of_query, &option, input, sources);
        for others in of_other_queries(&whole, op) {
            let more = loader_edit::edits(&others, &loader_option::of(&others, input), input, sources);
            edits.extend(more.into_iter().filter(|edit| !edits.contains(edit)).collect::<Vec<_>>());
        }
        for edit in edits {
            finding = finding.edit(edit.place, edit.text);
        }
    }
    finding.build()
}

/// The queries name all of it, and are run in a way that loads none.
fn is_ignored(ops: &[&OpRecord]) -> bool {
    ops.iter().all(|op| op.ignored.is_some())
}

/// What is loaded of the rows of each query but that of `main`.
fn of_other_queries<'a>(group: &Group<'a>, main: &OpRecord) -> Vec<Vec<&'a OpRecord>> {
    let mut out: BTreeMap<Place, Vec<&OpRecord>> = BTreeMap::new();
    for op in &group.ops {
        if let Some(query) = op.source_query.filter(|query| Some(*query) != main.source_query && !op.path.is_empty()) {
            out.entry(query).or_default().push(op);
        }
    }
    out.into_values().collect()
}

/// Where the relation is declared.
fn relation(finding: FindingBuilder, op: &OpRecord, input: &Input<'_>) -> FindingBuilder {
    let OpKind::LazyLoad { entity, relation } = &op.kind else { return finding };
    let Some(declared) = input.model.entities[entity.index()].relation(relation) else { return finding };
    let note = match declared.loading {
        Loading::Lazy => format!("{} is loaded on first access", op.what),
        _ => format!("{} is declared here", op.what),
    };
    finding.evidence(declared.place, EvidenceRole::Definition, note)
}

/// The field or column that the relation is read for, and where it is read.
fn declaration(mut finding: FindingBuilder, op: &OpRecord, place: Place) -> FindingBuilder {
    if let Some((consumer, declared)) = op.consumer {
        let note = match consumer {
            Consumer::Serializer => "this field reads it for each row",
            Consumer::Changelist => "a column of this list reads it for each row",
            Consumer::Table => "this column reads it for each row",
        };
        finding = finding.evidence(declared, EvidenceRole::Access, note);
        if op.place != place && op.place != declared {
            finding = finding.evidence(op.place, EvidenceRole::Access, format!("{} is read here", op.what));
        }
    }
    finding
}

/// Routes whose statements do not depend on the number of rows: those that render a page, or those that do not.
fn constant_routes(rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>, pages: bool) {
    for entry in input.ledger.entries.iter().filter(|e| e.renders.is_empty() != pages) {
        if !entry.complete || !entry.worst_complete || entry.worst.degree() > 0 || entry.worst.at(1) == 0 {
            continue;
        }
        let route = &input.model.routes[entry.route];
        let n = entry.plain.at(1);
        let why = format!("{n} {}, whatever the number of rows", if n == 1 { "statement" } else { "statements" });
        out.push(Verdict::Holds(Holds {
            rule: rule.id.clone(),
            subject: route.named(&entry.method),
            place: Some(route.place),
            why,
        }));
    }
}
