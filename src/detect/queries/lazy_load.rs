//! Relations that are loaded row by row, in Python loops and in template loops.

use crate::finding::{EvidenceRole, FindingBuilder, Holds, Verdict};
use crate::flow::ledger::{Consumer, OpKind, OpRecord};
use crate::model::Place;
use crate::model::entity::{EntityId, Loading, Many, Orm};
use crate::rule::{Detector, Input, Rule};

use super::common::{confidence, evidence, groups_by, in_template, is_dynamic, is_judged, loop_name, multiplying, severity};
use super::loader_edit;
use super::prefetch_defeated::is_defeat;
use super::related_object_for_its_key::key_alone;

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

/// What a list of the admin loads with its rows.
fn load_in_list(op: &OpRecord, option: &str) -> String {
    let names: Vec<&str> = op.path.iter().map(|(_, relation)| relation.as_str()).collect();
    if option.starts_with(".select_related") {
        format!("Load it together with the rows: name \"{}\" in list_select_related of the admin class.", names.join("__"))
    } else {
        format!("Load it together with the rows: add {option} to the query in get_queryset() of the admin class.")
    }
}

/// A query that is written once for all models (a base repository, a generic view) is a query of each: what it lists needs an
/// option of its own.
fn listed(op: &OpRecord, input: &Input<'_>) -> String {
    let is_told_at_query = op.consumer.is_some() && op.source_query.is_some_and(|q| is_judged(input, q));
    op.path.first().filter(|_| is_told_at_query).map_or_else(String::new, |(entity, _)| format!(" of {}", entity.index()))
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
    let ops = input.ledger.ops.iter().filter(|op| {
        is_lazy(op, input)
            && key_alone(op, input).is_none()
            && !is_defeat(op)
            && is_judged(input, op.place)
            && told(op, input) == by
            && !multiplying(op).is_empty()
            && op.loops.iter().all(|l| !l.is_while)
    });
    let mut sources = loader_edit::Sources::new(input);
    for (place, group) in groups_by(ops, |op| (place(op, input), format!("{}{}", op.what, listed(op, input)))) {
        let op = group.main();
        let reach = group.reach(input);
        let (severity, reason) = severity(rule, op, &reach, input);
        let formula =
            if op.source_query.is_some_and(|p| p != op.place) { format!("1 + {}", op.formula) } else { op.formula.clone() };
        let anchor = op.source_query.map_or_else(|| op.symbol.clone(), |p| format!("{}:{}", p.file.0, p.span.start));
        let mut finding = rule
            .finding(place, op.symbol.clone())
            .severity(severity, reason)
            .confidence(confidence(rule, op, input))
            .formula(formula.clone())
            .group(format!("{}:{}:{anchor}", rule.id, op.what))
            .slot("what", op.what.clone())
            .slot("loop", loop_name(op))
            .slot("formula", formula)
            .slot("option", option(op, input))
            .reach(reach);
        let is_list = matches!(op.consumer, Some((Consumer::Changelist, _)));
        if op.kind == OpKind::ColumnLoad {
            finding = finding.remedy(load_column(op, input));
        } else if is_list
            && (of_manager(op) || is_unwritten(op) || op.source_query.is_none_or(|q| !is_judged(input, q)))
            && !op.path.is_empty()
        {
            finding = finding.remedy(load_in_list(op, &option(op, input)));
        }
        finding = evidence(finding, &group, input);
        finding = declaration(finding, op, place);
        let edits = if of_manager(op) { Vec::new() } else { loader_edit::edits(op, &option(op, input), input, &mut sources) };
        for edit in edits {
            finding = finding.edit(edit.place, edit.text);
        }
        if let OpKind::LazyLoad { entity, relation } = &op.kind
            && let Some(declared) = input.model.entities[entity.index()].relation(relation)
        {
            let note = match declared.loading {
                Loading::Lazy => format!("{} is loaded on first access", op.what),
                _ => format!("{} is declared here", op.what),
            };
            finding = finding.evidence(declared.place, EvidenceRole::Definition, note);
        }
        out.push(finding.build());
    }
}

/// The field or column that the relation is read for, and where it is read.
fn declaration(mut finding: FindingBuilder, op: &OpRecord, place: Place) -> FindingBuilder {
    if let Some((consumer, declared)) = op.consumer {
        let note = match consumer {
            Consumer::Serializer => "this field reads it for each row",
            Consumer::Changelist => "a column of this list reads it for each row",
        };
        finding = finding.evidence(declared, EvidenceRole::Access, note);
        if op.place != place && op.place != declared {
            finding = finding.evidence(op.place, EvidenceRole::Access, format!("{} is read here", op.what));
        }
    }
    finding
}

/// How a column comes with its row that the query left out.
fn load_column(op: &OpRecord, input: &Input<'_>) -> String {
    let orm = op.entity.map(|entity| input.model.entities[entity.index()].orm);
    let column = op.what.trim_end_matches(" (deferred)");
    match (orm, column.split_once('.')) {
        (Some(Orm::Django), Some((_, name))) => {
            format!("Load the column with its row: name \"{name}\" in the only() of the query, or take it out of its defer().")
        }
        _ => format!(
            "Load the column with its row: add .options(undefer({column})) to the query, or name it in its load_only()."
        ),
    }
}

/// The loader option for the query that yields the rows, with its whole path.
fn option(op: &OpRecord, input: &Input<'_>) -> String {
    let steps: Vec<String> = op
        .path
        .iter()
        .map(|(entity, relation)| {
            let entity = &input.model.entities[entity.index()];
            let many = entity.relation(relation).map_or(Many::ToOne, |r| r.many);
            let loader = if many == Many::ToOne { "joinedload" } else { "selectinload" };
            format!("{loader}({}.{relation})", entity.name)
        })
        .collect();
    if let Some((first, _)) = op.path.first()
        && input.model.entities[first.index()].orm == Orm::Django
    {
        return django_option(op, input);
    }
    if steps.is_empty() {
        return "an eager loading option".into();
    }
    format!(".options({})", steps.join("."))
}

/// `.select_related("owner__team")` follows keys; a step to many rows needs a statement of its own.
fn django_option(op: &OpRecord, input: &Input<'_>) -> String {
    let names: Vec<&str> = op.path.iter().map(|(_, relation)| relation.as_str()).collect();
    let to_one = |(entity, relation): &(EntityId, String)| {
        // What a generic key points to stands in any table: it is not joined.
        let joins = |r: &crate::model::entity::Relation| !r.local.is_empty() || r.reverse.is_some();
        input.model.entities[entity.index()].relation(relation).is_some_and(|r| r.many == Many::ToOne && joins(r))
    };
    let method = if op.path.iter().all(to_one) { "select_related" } else { "prefetch_related" };
    format!(".{method}(\"{}\")", names.join("__"))
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
            subject: format!("{} {}", entry.method, route.rule).trim().to_owned(),
            place: Some(route.place),
            why,
        }));
    }
}
