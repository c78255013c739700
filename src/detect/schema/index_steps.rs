//! What migrations do to indexes: builds that lock writers out, builds that fail, and indexes that a rebuild loses.

use crate::detect::queries::growth::{Adds, growth};
use crate::facts::Language;
use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::model::FileId;
use crate::model::schema::{IndexStep, IndexStepKind, Migration};
use crate::rule::{Detector, Input, Rule};

use super::dates::Dates;
use super::words;

/// Why a step is not gated.
const HISTORY: &str = "it is history, as `migrations.since` says";

/// An operation for indexes makes no constraint.
const UNIQUE_FIELD: &str = "In a migration with atomic = False, build the unique index with RunSQL (CREATE UNIQUE INDEX \
    CONCURRENTLY); make it the constraint in a second one (ALTER TABLE … ADD CONSTRAINT … UNIQUE USING INDEX …), with the \
    AlterField among the state_operations of SeparateDatabaseAndState.";

pub struct IndexBuildBlocksWrites;
pub struct ConcurrentIndexInTransaction;
pub struct IndexOnMissingColumn;
pub struct IndexLostByTableRebuild;

impl Detector for IndexBuildBlocksWrites {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        // A migration that has to run on another server as well cannot say CONCURRENTLY.
        if input.model.schema.several_servers {
            return;
        }
        let steps = judged(input, |k| matches!(k, IndexStepKind::BlockingBuild | IndexStepKind::BlockingDrop));
        let growing = growth(input);
        // A catalogue that only admin pages and seeds fill is small, and nobody waits to write to it.
        let is_still = |table: &str| !growing.is_empty() && growing.get(table).is_none_or(|growth| growth.by != Adds::Use);
        let dates = Dates::new(input, &steps);
        for step in steps {
            // What is written the day after the table runs on a table that is all but empty.
            if dates.is_of_new_table(input, step) {
                continue;
            }
            let name = name(step);
            let drops = step.kind == IndexStepKind::BlockingDrop;
            // The table itself goes, with all that is on it.
            if drops && input.model.schema.table(&step.table).is_none() {
                continue;
            }
            let (done, kept_out) = if drops { ("dropped", "all queries") } else { ("built", "writers") };
            // What has run already locks nobody out any more.
            let (severity, reason) = match (ran(input, step, &dates), rows(input, step)) {
                (Some(why), _) => (Severity::Info, why.to_owned()),
                (None, Some(rows)) if rows < 1_000 => {
                    (Severity::Low, format!("{} holds {rows} rows, as configured", step.table))
                }
                (None, _) if drops => (Severity::Medium, "the lock is short, but waits for every open transaction".to_owned()),
                (None, _) if is_still(&step.table) => {
                    (Severity::Low, format!("no request and no job is seen to add rows to {}", step.table))
                }
                (None, _) => (rule.severity, format!("the build takes as long as {} has rows", step.table)),
            };
            let mut finding = rule
                .finding(step.place, symbol(step))
                .group(rule.id.clone())
                .slot("index", name)
                .slot("table", step.table.clone())
                .slot("done", done)
                .slot("kept_out", kept_out)
                .severity(severity, reason)
                .evidence(step.place, EvidenceRole::Definition, format!("without CONCURRENTLY, on {}", step.table));
            if !drops && is_still(&step.table) {
                finding = finding.confidence(Confidence::Medium.min(rule.confidence));
            }
            if !drops && makes_unique(input, step) {
                finding = finding.remedy(UNIQUE_FIELD);
            }
            out.push(finding.build());
        }
    }
}

impl Detector for ConcurrentIndexInTransaction {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for step in judged(input, |k| *k == IndexStepKind::ConcurrentInTransaction) {
            let mut finding = rule
                .finding(step.place, symbol(step))
                .slot("index", name(step))
                .slot("table", step.table.clone())
                .evidence(step.place, EvidenceRole::Definition, "runs inside the transaction of its migration");
            if is_history(input, step) == Some(true) {
                finding = finding.severity(Severity::Info, HISTORY);
            }
            out.push(finding.build());
        }
    }
}

impl Detector for IndexOnMissingColumn {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for step in judged(input, |k| matches!(k, IndexStepKind::MissingColumn { .. })) {
            let IndexStepKind::MissingColumn { column, nearest } = &step.kind else { continue };
            if is_renamed(input, &step.table, column) {
                continue;
            }
            let hint = nearest.as_ref().map(|n| format!("; perhaps {n} is meant")).unwrap_or_default();
            let finding = rule
                .finding(step.place, symbol(step))
                .slot("index", name(step))
                .slot("table", step.table.clone())
                .slot("column", column.clone())
                .slot("hint", hint)
                .evidence(step.place, EvidenceRole::Schema, columns_of(input, &step.table));
            out.push(finding.build());
        }
    }
}

/// Another script renames or drops the column where no replay follows, in a block of a procedural language: the index is of a
/// database from before.
fn is_renamed(input: &Input<'_>, table: &str, column: &str) -> bool {
    let table = table.rsplit('.').next().unwrap_or(table);
    let files = (0..).map(FileId).zip(&input.model.files).filter(|(_, entry)| entry.language == Language::Sql);
    files.into_iter().any(|(file, _)| {
        let text = input.texts.get(file.index()).text.to_ascii_lowercase();
        let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
        let mut of_table = false;
        let mut leaves = false;
        words.any(|word| {
            match word {
                "alter" => of_table = false,
                "rename" | "drop" => leaves = true,
                "column" | "if" | "exists" => {}
                _ if word.eq_ignore_ascii_case(table) => (of_table, leaves) = (true, false),
                _ if of_table && leaves && word.eq_ignore_ascii_case(column) => return true,
                _ => leaves = false,
            }
            false
        })
    })
}

impl Detector for IndexLostByTableRebuild {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for step in judged(input, |k| *k == IndexStepKind::LostByRebuild) {
            let finding = rule
                .finding(step.place, symbol(step))
                .slot("index", name(step))
                .slot("table", step.table.clone())
                .slot("columns", words::list(&step.columns))
                .confidence(Confidence::Certain.min(rule.confidence))
                .evidence(step.place, EvidenceRole::Definition, format!("the table goes, and {} with it", name(step)));
            out.push(finding.build());
        }
        if out.is_empty() && !input.model.schema.tables.is_empty() {
            let why = "no rebuild of a table leaves one of its indexes behind".to_owned();
            out.push(Verdict::Holds(Holds { rule: rule.id.clone(), subject: "schema".into(), place: None, why }));
        }
    }
}

fn judged<'a>(input: &'a Input<'_>, kind: impl Fn(&IndexStepKind) -> bool) -> Vec<&'a IndexStep> {
    let steps = input.model.schema.steps.iter();
    steps.filter(|s| kind(&s.kind) && words::is_judged(input.model, s.place)).collect()
}

/// Why the step has most likely run wherever the app is deployed.
fn ran(input: &Input<'_>, step: &IndexStep, dates: &Dates) -> Option<&'static str> {
    match is_history(input, step) {
        Some(true) => Some(HISTORY),
        Some(false) => None,
        None if !step.newest => Some("later migrations follow: it has most likely run"),
        None => dates.is_long_ago(step).then_some("migrations of other apps are months younger: it has most likely run"),
    }
}

/// Whether the step comes before the cut-off of its history, where the configuration names one.
fn is_history(input: &Input<'_>, step: &IndexStep) -> Option<bool> {
    let all = &input.model.schema.migrations;
    let at = step.migration?;
    let history = all.get(at)?.history;
    let is_named = |(_, m): &(usize, &Migration)| {
        m.history == history && m.names.iter().any(|name| input.settings.migrations_since.contains(name))
    };
    let last = all.iter().enumerate().filter(is_named).map(|(at, _)| at).max()?;
    Some(at <= last)
}

/// Django's change of a field that becomes unique.
fn makes_unique(input: &Input<'_>, step: &IndexStep) -> bool {
    if step.index.is_some() || step.place.file.index() >= input.model.files.len() {
        return false;
    }
    let file = input.texts.get(step.place.file.index());
    let operation = file.slice(step.place.span);
    operation.contains("AlterField(") && operation.contains("unique=True")
}

fn name(step: &IndexStep) -> String {
    step.index.clone().unwrap_or_else(|| format!("an index on ({})", words::list(&step.columns)))
}

fn symbol(step: &IndexStep) -> String {
    let own = step.index.clone().unwrap_or_else(|| step.columns.join("+"));
    format!("{}.{own}", step.table)
}

fn rows(input: &Input<'_>, step: &IndexStep) -> Option<u64> {
    input.settings.rows.iter().find(|(name, _)| name.eq_ignore_ascii_case(&step.table)).map(|(_, rows)| *rows)
}

fn columns_of(input: &Input<'_>, table: &str) -> String {
    let columns = input.model.schema.table(table).map(|t| t.columns.iter().map(|c| c.name.clone()).collect::<Vec<_>>());
    format!("columns of {table}: {}", columns.unwrap_or_default().join(", "))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::config::Settings;
    use crate::detect::schema::test_support::{findings, model, rule, run};
    use crate::facts::Role;
    use crate::model::schema::Schema;
    use crate::model::{FileId, Place};

    /// One history of three migrations, of which the second and the third build an index.
    fn schema() -> Schema {
        let step = |at: usize| IndexStep {
            kind: IndexStepKind::BlockingBuild,
            table: "orders".into(),
            index: Some(format!("ix_{at}")),
            columns: Vec::new(),
            place: Place::file(FileId(0)),
            newest: at == 2,
            migration: Some(at),
        };
        let migration = |name: &str| Migration { names: vec![name.into(), format!("shop.{name}")], history: 1 };
        Schema { steps: vec![step(1), step(2)], migrations: ["a", "b", "c"].map(migration).into(), ..Schema::default() }
    }

    fn severities(since: &[&str]) -> Vec<Severity> {
        let settings = Settings { migrations_since: since.iter().map(|s| (*s).to_owned()).collect(), ..Settings::default() };
        let rule = rule("index-build-blocks-writes", Severity::High);
        let out = run(&IndexBuildBlocksWrites, &rule, &model(schema(), Role::Migration), &settings, PathBuf::new());
        findings(&out).iter().map(|f| f.severity).collect()
    }

    #[test]
    fn history_ends_where_the_configuration_says() {
        assert_eq!(severities(&[]), [Severity::Info, Severity::High]);
        assert_eq!(severities(&["a"]), [Severity::High, Severity::High]);
        assert_eq!(severities(&["shop.b"]), [Severity::Info, Severity::High]);
        assert_eq!(severities(&["c"]), [Severity::Info, Severity::Info]);
        assert_eq!(severities(&["of-another-history"]), [Severity::Info, Severity::High]);
    }
}
