//! Collections that one statement joins side by side: each row of one comes back with each row of the other.

use crate::finding::{EvidenceRole, Verdict};
use crate::flow::ledger::{JoinedCollection, OpKind, OpRecord, RowsBound};
use crate::model::Place;
use crate::model::entity::{Entity, Loading, Many, Relation};
use crate::rule::{Detector, Input, Rule};

use super::common::{groups_by, is_judged, lower_off_routes, serving};

pub struct CartesianEagerLoad;

/// The query that joins them; where the mapping does, each query pays for the one declaration.
fn cause(op: &OpRecord, input: &Input<'_>) -> Place {
    let Some(entity) = op.entity.map(|e| &input.model.entities[e.index()]) else { return op.place };
    let mapped = |joined: &JoinedCollection| {
        let relation = entity.relation(joined.relation.split_once('.')?.1)?;
        (relation.loading == Loading::Joined).then_some(relation.place)
    };
    let places: Option<Vec<Place>> = op.multiplied.iter().map(mapped).collect();
    places.and_then(|p| p.into_iter().max()).unwrap_or(op.place)
}

/// The relation to many rows that the path (`Work.edition.authors`) goes through last.
fn collection<'a>(entity: &'a Entity, path: &str, input: &'a Input<'_>) -> Option<&'a Relation> {
    let mut at = Some(entity);
    let mut found = None;
    for name in path.split('.').skip(1) {
        let relation = at?.relation(name)?;
        found = if relation.many == Many::ToOne { found } else { Some(relation) };
        at = input.model.entities.get(relation.target.index());
    }
    found
}

impl Detector for CartesianEagerLoad {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let ops = input.ledger.ops.iter().filter(|op| {
            op.kind == OpKind::Execute && op.why != "count()" && op.multiplied.len() > 1 && is_judged(input, op.place)
        });
        for (place, group) in groups_by(ops, |op| (cause(op, input), String::new())) {
            let op = group.main(input);
            let reach = group.reach(input);
            let mut severity = rule.severity;
            let mut reason = format!("{} collections multiply", op.multiplied.len());
            if group.ops.iter().all(|op| op.rows == RowsBound::One) {
                severity = severity.lowered(1);
                reason.push_str("; for one row at a time");
            }
            lower_off_routes(input, place, &group.ops, &mut severity, &mut reason);
            let names: Vec<&str> = op.multiplied.iter().map(|joined| joined.relation.as_str()).collect();
            let relations = names.join(", ");
            // What the mapping joins belongs to no query: which one comes first says nothing about the flaw.
            let symbol = if op.place == place { op.symbol.clone() } else { relations.clone() };
            let sizes: Vec<String> = names.iter().map(|r| format!("rows({r})")).collect();
            let mut finding = rule
                .finding(place, symbol)
                .severity(severity, reason)
                .formula(sizes.join("·"))
                .slot("what", op.what.clone())
                .slot("relations", relations)
                .slot("formula", sizes.join("·"))
                .reach(reach);
            if op.place != place {
                finding = finding.evidence(op.place, EvidenceRole::Query, format!("{} pays for it here", op.what));
            }
            for option in op.multiplied.iter().filter_map(|joined| joined.option).take(3) {
                finding = finding.evidence(option, EvidenceRole::Query, "joins one of them");
            }
            if let Some(entity) = op.entity.map(|e| &input.model.entities[e.index()]) {
                for relation in names.iter().filter_map(|path| collection(entity, path, input)).take(3) {
                    finding = finding.evidence(
                        relation.place,
                        EvidenceRole::Definition,
                        format!("{} holds many rows", relation.name),
                    );
                }
            }
            out.push(serving(finding, input, &op.reach).build());
        }
    }
}
