//! What migrations do to indexes: builds that lock writers out, builds that fail, and indexes that a rebuild loses.

use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::model::schema::{IndexStep, IndexStepKind};
use crate::rule::{Detector, Input, Rule};

use super::words;

pub struct IndexBuildBlocksWrites;
pub struct ConcurrentIndexInTransaction;
pub struct IndexOnMissingColumn;
pub struct IndexLostByTableRebuild;

impl Detector for IndexBuildBlocksWrites {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let steps = judged(input, |k| matches!(k, IndexStepKind::BlockingBuild | IndexStepKind::BlockingDrop));
        for step in steps {
            let name = name(step);
            let drops = step.kind == IndexStepKind::BlockingDrop;
            let (done, kept_out) = if drops { ("dropped", "all queries") } else { ("built", "writers") };
            // What has run already locks nobody out any more.
            let (severity, reason) = match (step.newest, rows(input, step)) {
                (false, _) => (Severity::Info, "later migrations follow: it has most likely run".to_owned()),
                (true, Some(rows)) if rows < 1_000 => {
                    (Severity::Low, format!("{} holds {rows} rows, as configured", step.table))
                }
                (true, _) if drops => (Severity::Medium, "the lock is short, but waits for every open transaction".to_owned()),
                (true, _) => (rule.severity, format!("the build takes as long as {} has rows", step.table)),
            };
            let finding = rule
                .finding(step.place, symbol(step))
                .group(rule.id.clone())
                .slot("index", name)
                .slot("table", step.table.clone())
                .slot("done", done)
                .slot("kept_out", kept_out)
                .severity(severity, reason)
                .evidence(step.place, EvidenceRole::Definition, format!("without CONCURRENTLY, on {}", step.table));
            out.push(finding.build());
        }
    }
}

impl Detector for ConcurrentIndexInTransaction {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for step in judged(input, |k| *k == IndexStepKind::ConcurrentInTransaction) {
            let finding = rule
                .finding(step.place, symbol(step))
                .slot("index", name(step))
                .slot("table", step.table.clone())
                .evidence(step.place, EvidenceRole::Definition, "runs inside the transaction of its migration");
            out.push(finding.build());
        }
    }
}

impl Detector for IndexOnMissingColumn {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for step in judged(input, |k| matches!(k, IndexStepKind::MissingColumn { .. })) {
            let IndexStepKind::MissingColumn { column, nearest } = &step.kind else { continue };
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
