//! Models made of SQL and hand-made parts, for the tests of the schema rules.

use std::path::PathBuf;

use crate::config::Settings;
use crate::facts::{Language, Role, Span};
use crate::finding::{Confidence, Effort, Finding, Severity, Verdict};
use crate::flow::ledger::Ledger;
use crate::link::replay::Replay;
use crate::model::schema::{Dialect, Schema, Source, SourceKind};
use crate::model::{FileEntry, FileId, Model, Place};
use crate::rule::{Detect, Detector, Input, Rule};
use crate::source::text::Texts;

pub const SQL_PLACE: Place = Place { file: FileId(1), span: Span { start: 0, end: 0 } };

pub fn schema(sql: &str, dialect: Option<Dialect>) -> Schema {
    let mut replay = Replay::new(dialect);
    replay.execute(sql, Source { kind: SourceKind::Sql, place: SQL_PLACE });
    replay.finish(false).schema
}

pub fn model(schema: Schema, role: Role) -> Model {
    let file = |path: &str, language, role| FileEntry { path: path.into(), role, language, bytes: 1 };
    Model {
        files: vec![file("models.py", Language::Python, role), file("schema.sql", Language::Sql, role)],
        schema,
        ..Model::default()
    }
}

pub fn rule(id: &str, severity: Severity) -> Rule {
    Rule {
        id: id.into(),
        family: "schema".into(),
        title: "title".into(),
        severity,
        confidence: Confidence::Certain,
        effort: Effort::Minimal,
        change: None,
        impact: String::new(),
        message: "message".into(),
        why: String::new(),
        fix: "fix".into(),
        verify: "verify".into(),
        links: Vec::new(),
        detect: Detect::Native { name: id.into(), params: std::collections::BTreeMap::new() },
    }
}

pub fn run(detector: &dyn Detector, rule: &Rule, model: &Model, settings: &Settings, root: PathBuf) -> Vec<Verdict> {
    let ledger = Ledger::default();
    let texts = Texts::new(root, model.files.iter().map(|f| f.path.clone()).collect());
    let mut out = Vec::new();
    detector.detect(rule, &Input { model, ledger: &ledger, texts: &texts, settings }, &mut out);
    out
}

pub fn findings(verdicts: &[Verdict]) -> Vec<&Finding> {
    verdicts.iter().filter_map(|v| if let Verdict::Finding(f) = v { Some(f.as_ref()) } else { None }).collect()
}
