//! Connections that all processes together may use, against what the database server allows.

use crate::finding::{Confidence, EvidenceRole, Holds, Verdict};
use crate::model::capacity::{Capacity, Connections, DatabaseLimit};
use crate::model::delivery::Factor;
use crate::model::{Model, Place};
use crate::rule::{Detector, Input, Rule};

pub struct PoolExceedsDatabaseLimit;

impl Detector for PoolExceedsDatabaseLimit {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let Some(limit) = &input.model.database_limit else { return };
        let Some(most) = limit.connections.count() else { return };
        for group in deployments(input.model) {
            let sum: u64 = group.iter().filter_map(|row| row.reachable).fold(0, u64::saturating_add);
            if sum > most && limit.pooler.is_none() {
                out.push(finding(rule, input.model, &group, sum, limit, most));
            } else if sum > 0 && !group.iter().any(|row| row.at_least) {
                out.push(holds(rule, input.model, &group, sum, limit, most));
            }
        }
    }
}

/// Rows of production that run beside each other: those that one file starts. Other files start the same in other ways.
fn deployments(model: &Model) -> Vec<Vec<&Capacity>> {
    let mut out: Vec<Vec<&Capacity>> = Vec::new();
    for row in &model.capacity {
        let process = &model.processes[row.process];
        if process.development || row.reachable.is_none() {
            continue;
        }
        let of_file = |group: &&mut Vec<&Capacity>| model.processes[group[0].process].place.file == process.place.file;
        match out.iter_mut().find(of_file) {
            Some(group) => group.push(row),
            None => out.push(vec![row]),
        }
    }
    out
}

fn formula(model: &Model, group: &[&Capacity], sum: u64) -> String {
    let terms: Vec<String> = group.iter().map(|row| term(model, row)).collect();
    format!("{} = {sum}", terms.join(" + "))
}

/// Instances × workers × what one worker uses.
fn term(model: &Model, row: &Capacity) -> String {
    let process = &model.processes[row.process];
    let value = |factor: &Factor| factor.count().unwrap_or(1);
    let (instances, workers) = (value(&process.instances), value(&process.workers));
    let each = row.reachable.unwrap_or(0) / instances.max(1).saturating_mul(workers.max(1));
    format!("{instances} × {workers} × {each}")
}

fn finding(rule: &Rule, model: &Model, group: &[&Capacity], sum: u64, limit: &DatabaseLimit, most: u64) -> Verdict {
    let largest = group.iter().max_by_key(|row| row.reachable).unwrap_or(&group[0]);
    let process = &model.processes[largest.process];
    let mut finding = rule
        .finding(pool_place(largest, process.place), format!("{}:{}", process.name, process.server))
        .slot("sum", sum.to_string())
        .slot("limit", most.to_string())
        .slot("source", limit.connections.source.clone())
        .slot(
            "each",
            (most / (process.workers.count().unwrap_or(1).max(1) * process.instances.count().unwrap_or(1).max(1))).to_string(),
        )
        .formula(format!("{} > {most}", formula(model, group, sum)));
    for row in group {
        let process = &model.processes[row.process];
        let (name, place) = process.named(row.beside);
        finding = finding.evidence(place, EvidenceRole::Entry, format!("starts {name} ({})", process.server));
        for (what, factor) in [("instances", &process.instances), ("workers", &process.workers), ("threads", &process.threads)]
        {
            finding = finding.evidence(factor.place.unwrap_or(process.place), EvidenceRole::Setting, described(what, factor));
        }
    }
    if let Some(place) = limit.connections.place {
        finding = finding.evidence(place, EvidenceRole::Setting, described("max_connections", &limit.connections));
    }
    // The limit of a server that nobody set up may be another one.
    let confidence = if limit.connections.is_assumed() { Confidence::Medium } else { Confidence::High };
    finding.confidence(confidence).build()
}

fn pool_place(row: &Capacity, process: Place) -> Place {
    match &row.connections {
        Connections::Pool { size, overflow } => size.place.or(overflow.place).unwrap_or(process),
        _ => process,
    }
}

fn holds(rule: &Rule, model: &Model, group: &[&Capacity], sum: u64, limit: &DatabaseLimit, most: u64) -> Verdict {
    let process = &model.processes[group[0].process];
    let why = if limit.pooler.is_some() {
        format!("{} connections to a pooler", formula(model, group, sum))
    } else {
        format!("{} of {most} connections ({})", formula(model, group, sum), limit.connections.source)
    };
    let subject = format!("{} under {}", process.name, process.server);
    Verdict::Holds(Holds { rule: rule.id.clone(), subject, place: Some(process.place), why })
}

/// `workers = 8 (--workers 8)`
fn described(what: &str, factor: &Factor) -> String {
    match factor.value {
        Some(value) => format!("{what} = {value} ({})", factor.source),
        None => format!("{what} is not known ({})", factor.source),
    }
}
