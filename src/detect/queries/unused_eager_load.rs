//! Relations that a query loads with its rows, and that nothing reads.

use std::collections::BTreeMap;

use crate::facts::Span;
use crate::finding::{Edit, EvidenceRole, Verdict};
use crate::flow::ledger::{EagerLoad, OpKind, OpRecord, RowsBound, Usage};
use crate::model::Place;
use crate::model::entity::{EntityId, Orm};
use crate::rule::{Detector, Input, Rule};

use super::common::{Group, is_judged, lower_off_routes, serving};

pub struct UnusedEagerLoad;

/// One relation of one loader option, with all queries that carry it.
struct Load<'a> {
    load: &'a EagerLoad,
    usage: Usage,
    /// Steps of the path that some entry reads.
    read: usize,
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
        let mut by_call: BTreeMap<Place, Vec<&Load<'_>>> = BTreeMap::new();
        for load in &wasted {
            if load.usage == Usage::KeyOnly && load.load.many {
                continue;
            }
            by_call.entry(load.load.place).or_default().push(load);
        }
        for loads in by_call.values() {
            out.push(finding(rule, input, &as_written(input, loads)));
        }
        streamed(rule, input, out);
    }
}

fn loads<'a>(input: &'a Input<'_>) -> BTreeMap<(Place, &'a [String]), Load<'a>> {
    let mut out: BTreeMap<(Place, &[String]), Load<'_>> = BTreeMap::new();
    for op in input.ledger.ops.iter().filter(|op| op.kind == OpKind::Execute) {
        for load in &op.reads.eager {
            let unseen = Load { load, usage: load.usage, read: load.read, ops: Vec::new() };
            let entry = out.entry((load.place, load.path.as_slice())).or_insert(unseen);
            entry.usage = entry.usage.max(load.usage);
            entry.read = entry.read.max(load.read);
            entry.ops.push(op);
        }
    }
    out
}

/// The paths that the call spells; where it spells none (loaders of SQLAlchemy), the first unused step of each.
fn as_written<'a, 'b>(input: &Input<'_>, loads: &[&'b Load<'a>]) -> Vec<&'b Load<'a>> {
    let place = loads[0].load.place;
    let text = input.texts.get(place.file.index());
    let written = text.slice(place.span);
    let spelled = |l: &&&Load<'_>| {
        let path = l.load.path.join("__");
        written.contains(&format!("\"{path}\"")) || written.contains(&format!("'{path}'"))
    };
    let chosen: Vec<&Load<'_>> = loads.iter().filter(spelled).copied().collect();
    if !chosen.is_empty() {
        return chosen;
    }
    let below =
        |l: &Load<'_>| loads.iter().any(|o| o.load.path.len() < l.load.path.len() && l.load.path.starts_with(&o.load.path));
    loads.iter().filter(|l| !below(l)).copied().collect()
}

/// One call that loads relations which nothing reads.
fn finding(rule: &Rule, input: &Input<'_>, loads: &[&Load<'_>]) -> Verdict {
    let dearest = |l: &&&Load<'_>| (l.load.many, l.load.kind != "joinedload", l.usage == Usage::Unused);
    let load = loads.iter().rev().max_by_key(dearest).unwrap_or(&loads[0]);
    let group = Group { ops: load.ops.clone() };
    let op = group.main(input);
    let reach = group.reach(input);
    let place = load.load.place;
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
    lower_off_routes(input, place, &group.ops, &mut severity, &mut reason);
    let orm = op.entity.map(|e| input.model.entities[e.index()].orm);
    let separator = if orm == Some(Orm::Django) { "__" } else { "." };
    let spelled: Vec<String> = loads.iter().map(|l| l.load.path.join(separator)).collect();
    let entity = op.entity.map_or_else(String::new, |e| input.model.entities[e.index()].name.clone());
    let use_of = match (load.usage, loads.len()) {
        (Usage::KeyOnly, _) => "of it only the key is read",
        (_, 1) => "nothing reads it",
        _ => "nothing reads them",
    };
    let relations: Vec<String> = loads.iter().map(|l| format!("{entity}.{}", l.load.path.join("."))).collect();
    let steps = u32::from(reach.is_empty());
    let mut finding = rule
        .finding(place, op.written.as_ref().map_or_else(|| op.symbol.clone(), |(_, symbol)| symbol.clone()))
        .severity(severity, reason)
        .confidence(rule.confidence.lowered(steps))
        .slot("relation", relations.join(", "))
        .slot("use", use_of)
        .slot("option", option(load.load.kind, orm, &spelled))
        .reach(reach);
    for op in load.ops.iter().filter(|op| op.place != place).take(3) {
        finding = finding.evidence(op.place, EvidenceRole::Query, format!("{} loads it here", op.what));
    }
    finding = serving(finding, input, &op.reach);
    if loads.iter().any(|l| l.usage == Usage::KeyOnly) {
        finding = finding.remedy(key_first(input, loads, &option(load.load.kind, orm, &spelled)));
    }
    if loads.iter().all(|l| l.usage == Usage::Unused)
        && let Some(edit) = edit(place, loads, input)
    {
        finding = finding.edit(edit.place, edit.text);
    }
    finding.build()
}

/// Whoever reads the key through the related row would load that row, once for each, as soon as the option is gone.
fn key_first(input: &Input<'_>, loads: &[&Load<'_>], option: &str) -> String {
    let column = |l: &&&Load<'_>| {
        let (name, above) = l.load.path.split_last()?;
        let mut entity = &input.model.entities[l.ops.first()?.entity?.index()];
        for step in above {
            entity = &input.model.entities[entity.relation(step)?.target.index()];
        }
        let key = entity.relation(name)?.local.first()?;
        Some(format!("`.{key}` instead of `.{name}` and its key"))
    };
    let of_key = loads.iter().filter(|l| l.usage == Usage::KeyOnly);
    let mut columns: Vec<String> = of_key.filter_map(|l| column(&l)).collect();
    columns.dedup();
    let read =
        if columns.is_empty() { "the column with the key instead of the related row".into() } else { columns.join(", ") };
    format!(
        "First read {read}, wherever the rows are used; then take `{option}` out of the query. The other way round, each row would load what it reads the key of."
    )
}

fn option(kind: &str, orm: Option<Orm>, paths: &[String]) -> String {
    let quoted: Vec<String> = paths.iter().map(|p| format!("\"{p}\"")).collect();
    match (orm, kind) {
        (Some(Orm::Django), "joinedload") => format!("select_related({})", quoted.join(", ")),
        (Some(Orm::Django), _) => format!("prefetch_related({})", quoted.join(", ")),
        (_, kind) => format!("{kind}({})", paths.join(", ")),
    }
}

/// Takes `"author"` out of `.select_related("author", "editor")`, or the whole call where it is the only one.
fn edit(place: Place, loads: &[&Load<'_>], input: &Input<'_>) -> Option<Edit> {
    let written = input.texts.get(place.file.index()).slice(place.span).to_owned();
    let start = ["select_related(", "prefetch_related("].iter().filter_map(|m| written.rfind(m)).max()?;
    let open = start + written[start..].find('(')?;
    let inner = written[open + 1..].strip_suffix(')')?;
    if inner.contains(['(', ')', '#', '*', '=']) {
        return None;
    }
    let names: Vec<&str> = inner.split(',').map(str::trim).filter(|t| !t.is_empty()).collect();
    let mut kept: Vec<String> = Vec::new();
    let mut left = loads.len();
    for name in names {
        let quote = name.get(..1)?;
        let found = loads.iter().find(|l| name.trim_matches(['"', '\'']) == l.load.path.join("__"));
        let replaced = match found {
            None => name.to_owned(),
            Some(load) => {
                left -= 1;
                // Of a path the steps stay that are read.
                let steps = load.load.path[..load.read.min(load.load.path.len())].join("__");
                if steps.is_empty() { continue } else { format!("{quote}{steps}{quote}") }
            }
        };
        if !kept.contains(&replaced) {
            kept.push(replaced);
        }
    }
    if left > 0 {
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
        let of_sqlalchemy = |entity: &EntityId| input.model.entities[entity.index()].orm != Orm::Django;
        let Some(entity) = op.entity.filter(of_sqlalchemy) else { continue };
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
