//! Indexes that models declare and no migration creates.

use crate::facts::{Language, Role};
use crate::finding::{EvidenceRole, Holds, Severity, Verdict};
use crate::model::schema::{Automatic, Index, SourceKind, Table};
use crate::rule::{Detector, Input, Rule};

use super::{remedy, words};

/// Migrations that are shown as evidence.
const SHOWN: usize = 3;

pub struct ModelMigrationIndexDrift;

impl Detector for ModelMigrationIndexDrift {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let by_models = std::cell::LazyCell::new(|| is_made_by_models(input));
        for table in input.model.schema.tables.iter().filter(|t| t.incomplete.is_none() && is_migrated(t)) {
            let before = out.len();
            for index in table.indexes.iter().filter(|i| is_forgotten(input, table, i)) {
                out.extend(finding(rule, input, (table, index), *by_models));
            }
            if out.len() == before {
                let why = "its migrations create every index that its model declares".to_owned();
                let place = words::declaration(&table.sources);
                out.push(Verdict::Holds(Holds { rule: rule.id.clone(), subject: words::table(table), place, why }));
            }
        }
    }
}

/// A model declares it, and migrations create it.
fn is_migrated(table: &Table) -> bool {
    let has = |kind| table.sources.iter().any(|s| s.kind == kind);
    has(SourceKind::Model) && has(SourceKind::Migration)
}

/// Only the model has it, and the facts of the schema say that they contradict each other.
fn is_forgotten(input: &Input<'_>, table: &Table, index: &Index) -> bool {
    let columns: Option<Vec<&String>> = index.columns.iter().map(Option::as_ref).collect();
    // A column that the table does not have by that name is one that was not understood.
    let understood = |c: &Vec<&String>| !c.is_empty() && c.iter().all(|name| table.column(name).is_some());
    let Some(columns) = columns.filter(understood) else { return false };
    let told = input
        .model
        .schema
        .drift
        .iter()
        .any(|d| d.what == "index-only-in-model" && d.table == table.name && d.columns.iter().eq(columns.iter().copied()));
    let plain = index.predicate.is_none() && index.method == "btree" && index.automatic == Automatic::No;
    let by_model_alone = index.sources.iter().all(|s| s.kind == SourceKind::Model);
    told && plain && by_model_alone && !is_made_for_keys(table, index) && !is_made_as_text(table, index)
}

/// Migrations create it by its name, and say a part of it as text: `sa.text("created DESC")`.
fn is_made_as_text(table: &Table, index: &Index) -> bool {
    let has_text =
        |other: &Index| other.columns.iter().any(Option::is_none) && other.sources.iter().any(|s| s.kind != SourceKind::Model);
    index.name.is_some() && table.indexes.iter().any(|other| other.name == index.name && has_text(other))
}

/// Migrations create it for the rows that have a key: `WHERE patch_id IS NOT NULL`. It serves and forbids the same.
fn is_made_for_keys(table: &Table, index: &Index) -> bool {
    let columns: Vec<String> = index.columns.iter().flatten().cloned().collect();
    table.indexes.iter().any(|other| {
        let same = other.columns.len() == index.columns.len() && other.covers(&columns);
        other.predicate.is_some() && same && (other.unique || !index.unique)
    })
}

fn finding(rule: &Rule, input: &Input<'_>, (table, index): (&Table, &Index), by_models: bool) -> Option<Verdict> {
    let place = words::declaration(&index.sources).filter(|p| words::is_judged(input.model, *p))?;
    let columns: Vec<String> = index.columns.iter().flatten().cloned().collect();
    let dialect = input.model.schema.dialect.map(|(d, _)| d);
    let served =
        table.indexes.iter().any(|other| other.sources.iter().any(|s| s.kind != SourceKind::Model) && other.covers(&columns));
    let (severity, reason) = match (served, index.unique) {
        (true, false) => (Severity::Low, "another index of the migrations serves the same searches".to_owned()),
        (_, true) if !is_searched(input, table, &columns) => {
            (Severity::Low, "nothing is seen to search by it; duplicates that the model rules out can be stored".to_owned())
        }
        (_, true) => (rule.severity, "duplicates that the model rules out can be stored".to_owned()),
        _ => (rule.severity, format!("searches that count on it read all of {}", table.name)),
    };
    let (severity, reason) = match (severity, by_models) {
        (Severity::High | Severity::Critical, true) => (
            Severity::Medium,
            format!("{reason}, where it was upgraded from before: a schema that create_all() made has the index"),
        ),
        (severity, _) => (severity, reason),
    };
    let mut finding = rule
        .finding(place, format!("{}({})", words::table(table), words::columns(index)))
        .slot("table", words::table(table))
        .slot("index", words::described(index))
        .slot("columns", words::columns(index))
        .severity(severity, reason)
        .evidence(place, EvidenceRole::Definition, "declared here");
    for source in table.sources.iter().filter(|s| s.kind == SourceKind::Migration).take(SHOWN) {
        finding = finding.evidence(source.place, EvidenceRole::Schema, format!("creates {} without it", table.name));
    }
    if by_models {
        let text = "Write a migration that creates the index where it is missing (IF NOT EXISTS): databases that create_all() made have it.";
        finding = finding.remedy(text);
    }
    if served && !index.unique {
        let text = "Take the declaration out of the model: what the migrations create serves the same searches.";
        finding = finding.remedy(text);
    } else if !index.unique {
        let name = index.name.clone().unwrap_or_else(|| remedy::index_name(table, &columns));
        finding = finding.code(remedy::create_named_sql(table, &name, &columns, dialect));
    }
    Some(finding.build())
}

/// Some statement compares the first of the columns.
fn is_searched(input: &Input<'_>, table: &Table, columns: &[String]) -> bool {
    let Some(first) = columns.first() else { return false };
    let column = format!("{}.{first}", table.name);
    input.ledger.ops.iter().any(|op| op.filtered.iter().any(|filtered| filtered.eq_ignore_ascii_case(&column)))
}

/// Migrations alone do not make the schema: they never create some table of the models, and a program calls `create_all()`.
fn is_made_by_models(input: &Input<'_>) -> bool {
    let is_of = |table: &Table, kind| table.sources.iter().any(|s| s.kind == kind);
    let tables = &input.model.schema.tables;
    let is_left_out = |t: &Table| is_of(t, SourceKind::Model) && t.sources.iter().all(|s| s.kind == SourceKind::Model);
    let calls = |at: usize| input.texts.get(at).text.contains(".create_all(");
    let files = || input.model.files.iter().enumerate().filter(|(_, f)| matches!(f.role, Role::App | Role::Script));
    tables.iter().any(is_left_out) && files().any(|(at, f)| f.language == Language::Python && calls(at))
}
