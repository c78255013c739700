//! Relations that a query loads with its rows, and that nothing reads.

use std::collections::BTreeMap;

use crate::facts::{Role, Span};
use crate::finding::{Edit, EvidenceRole, Verdict};
use crate::flow::ledger::{EagerLoad, OpKind, OpRecord, RowsBound, Usage};
use crate::model::Place;
use crate::model::entity::{EntityId, Orm};
use crate::rule::{Detector, Input, Rule};

use super::common::{Group, entry_name, is_judged, only_commands};

pub struct UnusedEagerLoad;

/// One relation of one loader option, with all queries that carry it.
struct Load<'a> {
    load: &'a EagerLoad,
    usage: Usage,
    ops: Vec<&'a OpRecord>,
}

impl Detector for UnusedEagerLoad {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let loads = loads(input);
        let wasted: Vec<&Load<'_>> = loads
            .values()
            .filter(|l| l.usage <= Usage::KeyOnly && !input.ledger.lent_options.contains(&l.load.place))
            .filter(|l| l.load.kind != "mapping" && is_judged(input, l.load.place))
            .collect();
        for load in &wasted {
            // What leads to an unused relation is the greater matter.
            let above = |other: &&&Load<'_>| {
                other.load.place == load.load.place
                    && other.load.path.len() < load.load.path.len()
                    && load.load.path.starts_with(&other.load.path)
            };
            if wasted.iter().any(|other| above(&other)) || (load.usage == Usage::KeyOnly && load.load.many) {
                continue;
            }
            out.push(finding(rule, input, load));
        }
        streamed(rule, input, out);
    }
}

fn loads<'a>(input: &'a Input<'_>) -> BTreeMap<(Place, &'a [String]), Load<'a>> {
    let mut out: BTreeMap<(Place, &[String]), Load<'_>> = BTreeMap::new();
    for op in input.ledger.ops.iter().filter(|op| op.kind == OpKind::Execute) {
        for load in &op.reads.eager {
            let entry =
                out.entry((load.place, load.path.as_slice())).or_insert(Load { load, usage: load.usage, ops: Vec::new() });
            entry.usage = entry.usage.max(load.usage);
            entry.ops.push(op);
        }
    }
    out
}

fn finding(rule: &Rule, input: &Input<'_>, load: &Load<'_>) -> Verdict {
    let group = Group { ops: load.ops.clone() };
    let op = group.main();
    let reach = group.reach(input);
    let (place, path) = (load.load.place, &load.load.path);
    let mut severity = rule.severity;
    let mut reason = if load.load.many {
        "a statement of its own, and rows that nobody reads".to_owned()
    } else {
        "columns of another table with every row".to_owned()
    };
    let one_row = load.ops.iter().all(|op| op.rows == RowsBound::One);
    if one_row || (!load.load.many && load.load.kind == "joinedload") {
        severity = severity.lowered(1);
        reason.push_str(if one_row { "; for one row at a time" } else { "; by a join on its key" });
    }
    if input.model.role(place.file) == Role::Script || only_commands(input, &group.ops) {
        severity = severity.lowered(2);
        reason.push_str("; paid by a command only");
    } else if reach.is_empty() {
        severity = severity.lowered(1);
        reason.push_str("; no route is known to reach it");
    }
    let orm = op.entity.map(|e| input.model.entities[e.index()].orm);
    let spelled = if orm == Some(Orm::Django) { path.join("__") } else { path.join(".") };
    let entity = op.entity.map_or_else(String::new, |e| input.model.entities[e.index()].name.clone());
    let use_of = if load.usage == Usage::KeyOnly { "of it only the key is read" } else { "nothing reads it" };
    let steps = u32::from(reach.is_empty());
    let mut finding = rule
        .finding(place, op.written.as_ref().map_or_else(|| op.symbol.clone(), |(_, symbol)| symbol.clone()))
        .severity(severity, reason)
        .confidence(rule.confidence.lowered(steps))
        .slot("relation", format!("{entity}.{}", path.join(".")))
        .slot("use", use_of)
        .slot("option", option(load.load.kind, orm, &spelled))
        .reach(reach);
    for op in load.ops.iter().filter(|op| op.place != place).take(3) {
        finding = finding.evidence(op.place, EvidenceRole::Query, format!("{} loads it here", op.what));
    }
    if let Some(at) = op.reach.first() {
        let route = &input.model.routes[input.ledger.entries[*at].route];
        finding = finding.evidence(route.place, EvidenceRole::Entry, format!("serves {}", entry_name(input, *at)));
    }
    if load.usage == Usage::Unused
        && let Some(edit) = edit(place, &spelled, input)
    {
        finding = finding.edit(edit.place, edit.text);
    }
    finding.build()
}

fn option(kind: &str, orm: Option<Orm>, path: &str) -> String {
    match (orm, kind) {
        (Some(Orm::Django), "joinedload") => format!("select_related(\"{path}\")"),
        (Some(Orm::Django), _) => format!("prefetch_related(\"{path}\")"),
        (_, kind) => format!("{kind}({path})"),
    }
}

/// Takes `"author"` out of `.select_related("author", "editor")`, or the whole call where it is the only one.
fn edit(place: Place, path: &str, input: &Input<'_>) -> Option<Edit> {
    let written = input.texts.get(place.file.index()).slice(place.span).to_owned();
    let start = ["select_related(", "prefetch_related("].iter().filter_map(|m| written.rfind(m)).max()?;
    let open = start + written[start..].find('(')?;
    let inner = written[open + 1..].strip_suffix(')')?;
    if inner.contains(['(', ')', '#', '*', '=']) {
        return None;
    }
    let names: Vec<&str> = inner.split(',').map(str::trim).filter(|t| !t.is_empty()).collect();
    let is_it = |text: &&str| text.trim_matches(['"', '\'']) == path;
    let kept: Vec<&str> = names.iter().copied().filter(|n| !is_it(n)).collect();
    if kept.len() + 1 != names.len() {
        return None;
    }
    let offset = |at: usize| u32::try_from(at).ok().map(|at| place.span.start + at);
    let (from, to, text) = if kept.is_empty() {
        // The call goes with its dot; a manager alone is no queryset.
        let before = written[..start].trim_end();
        let dot = before.strip_suffix('.')?.trim_end();
        let manager = dot.rsplit('.').next().is_some_and(|last| !last.ends_with(')'));
        (dot.len(), written.len(), if manager { ".all()".to_owned() } else { String::new() })
    } else {
        (open + 1, written.len() - 1, kept.join(", "))
    };
    Some(Edit { place: Place { file: place.file, span: Span::new(offset(from)?, offset(to)?) }, text })
}

/// `yield_per` with a joined collection: the driver has to wait for all rows of a parent, and SQLAlchemy refuses.
fn streamed(rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
    for op in input.ledger.ops.iter().filter(|op| op.kind == OpKind::Execute && op.streamed && is_judged(input, op.place)) {
        let Some(entity) = op.entity else { continue };
        let Some(load) = op.reads.eager.iter().find(|l| is_joined(input, entity, l)) else { continue };
        let name = &input.model.entities[entity.index()].name;
        let relation = format!("{name}.{}", load.path.join("."));
        out.push(
            rule.finding(op.place, op.symbol.clone())
                .severity(rule.severity, "rows are streamed, and each brings what it is joined with")
                .slot("relation", relation.clone())
                .slot("use", "the rows are streamed")
                .slot("option", format!("{} of {relation}", load.kind))
                .remedy("Turn the eager loads of this query off: .options(lazyload(\"*\")), or .enable_eagerloads(False).")
                .evidence(load.place, EvidenceRole::Definition, "is loaded with every row")
                .build(),
        );
    }
}

fn is_joined(input: &Input<'_>, entity: EntityId, load: &EagerLoad) -> bool {
    let mapped = load.path.first().and_then(|first| input.model.entities[entity.index()].relation(first));
    let joined = match load.kind {
        "mapping" => mapped.is_some_and(|r| r.loading == crate::model::entity::Loading::Joined),
        kind => kind == "joinedload",
    };
    joined && (load.many || load.usage == Usage::Unused)
}
