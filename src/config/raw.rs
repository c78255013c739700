//! The configuration as typed: `perfaudit.toml`, or `[tool.perfaudit]` of `pyproject.toml`. Unknown keys, wrong types,
//! unknown rules and broken globs are mistakes, and all of them are shown at once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::decision::{Decision, DecisionKind};
use super::document::{self, Mistake, Mistakes, Section, Text};
use super::globs::Globs;
use super::scale::{Confidence, Severity};
use super::{FileSettings, Settings, Thresholds};

/// The project's configuration file.
pub const FILE: &str = "perfaudit.toml";
const PYPROJECT: &str = "pyproject.toml";
/// What stands in it, as a JSON Schema for editors.
pub const SCHEMA: &str = include_str!("../../docs/schemas/config.schema.json");

const SEVERITIES: [(&str, Severity); 5] = [
    ("critical", Severity::Critical),
    ("high", Severity::High),
    ("medium", Severity::Medium),
    ("low", Severity::Low),
    ("info", Severity::Info),
];
const CONFIDENCES: [(&str, Confidence); 4] =
    [("certain", Confidence::Certain), ("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)];
const FAIL_ON: [(&str, Option<Severity>); 6] = [
    ("never", None),
    ("info", Some(Severity::Info)),
    ("low", Some(Severity::Low)),
    ("medium", Some(Severity::Medium)),
    ("high", Some(Severity::High)),
    ("critical", Some(Severity::Critical)),
];

#[derive(Debug, Error)]
#[error("{path}: {why}")]
pub struct ReadError {
    pub path: String,
    pub why: String,
}

/// A configuration that has been read, but whose rule names have not been compared with the catalogue yet.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    /// As shown to the user; empty when there is no configuration.
    path: String,
    text: String,
    settings: Settings,
    /// Rule ids and families that the file names.
    names: Vec<Text>,
    mistakes: Vec<Mistake>,
}

/// Finds and reads the configuration of `root`; `explicit` is the user's `--config`.
///
/// # Errors
/// When a file that exists, or that the user named, cannot be read.
pub fn load(root: &Path, explicit: Option<&Path>) -> Result<Raw, ReadError> {
    if let Some(path) = explicit {
        let shown = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|e| ReadError { path: shown.clone(), why: e.to_string() })?;
        let in_pyproject = path.file_name().is_some_and(|name| name == PYPROJECT);
        return Ok(if in_pyproject { read_pyproject(&shown, &text).unwrap_or_default() } else { read(&shown, &text) });
    }
    if let Some(text) = read_if_there(&root.join(FILE))? {
        return Ok(read(FILE, &text));
    }
    let text = read_if_there(&root.join(PYPROJECT))?;
    Ok(text.and_then(|text| read_pyproject(PYPROJECT, &text)).unwrap_or_default())
}

fn read_if_there(path: &PathBuf) -> Result<Option<String>, ReadError> {
    if !path.is_file() {
        return Ok(None);
    }
    fs::read_to_string(path).map(Some).map_err(|e| ReadError { path: path.display().to_string(), why: e.to_string() })
}

/// Reads the text of a `perfaudit.toml`.
#[must_use]
pub fn read(path: &str, text: &str) -> Raw {
    let mut raw = Raw { path: path.to_owned(), text: text.to_owned(), ..Raw::default() };
    let mut mistakes = Vec::new();
    let table = document::parse(text, &mut mistakes);
    raw.fill(Section::new(table.get_ref(), 0..0), &mut mistakes);
    raw.mistakes = mistakes;
    raw
}

/// Reads `[tool.perfaudit]`; `None` when there is none. Errors elsewhere in the file are not ours to report.
fn read_pyproject(path: &str, text: &str) -> Option<Raw> {
    let mut mistakes = Vec::new();
    let table = document::parse(text, &mut mistakes);
    let tool = table.get_ref().get("tool")?.get_ref().as_table()?;
    let value = tool.get("perfaudit")?;
    let mut raw = Raw { path: path.to_owned(), text: text.to_owned(), ..Raw::default() };
    if let Some(section) = document::table(value, &mut mistakes) {
        raw.fill(section, &mut mistakes);
    }
    raw.mistakes = mistakes;
    Some(raw)
}

impl Raw {
    /// Folders of further rules, relative to the audited path.
    #[must_use]
    pub fn rule_folders(&self) -> &[String] {
        &self.settings.rule_folders
    }

    /// The mistakes that do not depend on the catalogue.
    #[must_use]
    pub fn own_mistakes(self) -> Option<Mistakes> {
        Mistakes::new(&self.path, &self.text, self.mistakes)
    }

    /// The settings in force.
    ///
    /// # Errors
    /// All mistakes of the file. `known` are the rule ids and families of the catalogue.
    pub fn settings<'a>(mut self, known: impl Iterator<Item = &'a str> + Clone) -> Result<Settings, Box<Mistakes>> {
        for name in &self.names {
            if name.value != "all" && !known.clone().any(|k| k == name.value) {
                let text = document::unknown("rule", &name.value, known.clone());
                self.mistakes.push(Mistake { span: name.span.clone(), text });
            }
        }
        match Mistakes::new(&self.path, &self.text, self.mistakes) {
            Some(mistakes) => Err(Box::new(mistakes)),
            None => Ok(Settings { file: self.path, ..self.settings }),
        }
    }

    fn fill(&mut self, mut section: Section<'_>, mistakes: &mut Vec<Mistake>) {
        if let Some(names) = self.rule_names(&mut section, "select", mistakes) {
            self.settings.select = names;
        }
        if let Some(names) = self.rule_names(&mut section, "ignore", mistakes) {
            self.settings.ignore = names;
        }
        let settings = &mut self.settings;
        set(&mut settings.severity, section.choice("severity", &SEVERITIES, mistakes));
        set(&mut settings.confidence, section.choice("confidence", &CONFIDENCES, mistakes));
        set(&mut settings.fail_on, section.choice("fail-on", &FAIL_ON, mistakes));
        settings.jobs = section.number("jobs", 1, mistakes).and_then(|n| usize::try_from(n).ok());
        let folders = section.strings("rule-folders", mistakes).unwrap_or_default();
        settings.rule_folders = folders.into_iter().map(|folder| folder.value).collect();
        if let Some(files) = section.table("files", mistakes) {
            fill_files(&mut settings.files, files, mistakes);
        }
        if let Some(thresholds) = section.table("thresholds", mistakes) {
            fill_thresholds(&mut settings.thresholds, thresholds, mistakes);
        }
        if let Some(rows) = section.table("rows", mistakes) {
            settings.rows =
                rows.entries().filter_map(|(name, v)| Some((name.value, document::number(v, 0, mistakes)?))).collect();
        }
        if let Some(mut migrations) = section.table("migrations", mistakes) {
            let since = migrations.strings("since", mistakes).unwrap_or_default();
            settings.migrations_since = since.into_iter().map(|name| name.value).collect();
            migrations.finish(mistakes);
        }
        settings.baseline = section.string("baseline", mistakes).map(|name| name.value);
        if let Some(budget) = section.table("budget", mistakes) {
            settings.budgets = budgets(&budget, mistakes);
        }
        for (key, kind) in [("defer", DecisionKind::Defer), ("accept", DecisionKind::Accept)] {
            for table in section.tables(key, mistakes) {
                let Some((decision, rule)) = Decision::read(kind, table, &self.text, mistakes) else { continue };
                self.settings.decisions.push(decision);
                self.names.push(rule);
            }
        }
        if let Some(rules) = section.table("rules", mistakes) {
            self.fill_rules(&rules, mistakes);
        }
        section.finish(mistakes);
    }

    fn rule_names(&mut self, section: &mut Section<'_>, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<Vec<String>> {
        let names = section.strings(key, mistakes)?;
        self.names.extend(names.iter().cloned());
        Some(names.into_iter().map(|name| name.value).collect())
    }

    /// `[rules.<id>]`.
    fn fill_rules(&mut self, rules: &Section<'_>, mistakes: &mut Vec<Mistake>) {
        let mut severities = BTreeMap::new();
        for (id, value) in rules.entries() {
            let Some(mut rule) = document::table(value, mistakes) else { continue };
            if let Some(severity) = rule.choice("severity", &SEVERITIES, mistakes) {
                severities.insert(id.value.clone(), severity);
            }
            rule.finish(mistakes);
            self.names.push(id);
        }
        self.settings.rule_severity = severities;
    }
}

fn set<T>(target: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *target = value;
    }
}

fn fill_files(files: &mut FileSettings, mut section: Section<'_>, mistakes: &mut Vec<Mistake>) {
    files.exclude = globs(&mut section, "exclude", mistakes);
    files.include = globs(&mut section, "include", mistakes);
    files.test = globs(&mut section, "test", mistakes);
    files.script = globs(&mut section, "script", mistakes);
    files.vendored = globs(&mut section, "vendored", mistakes);
    if let Some(kb) = section.number("max-kb", 1, mistakes) {
        files.max_bytes = kb.saturating_mul(1024);
    }
    section.finish(mistakes);
}

/// `"GET /*" = 12`.
fn budgets(section: &Section<'_>, mistakes: &mut Vec<Mistake>) -> Vec<(String, u64)> {
    let mut budgets = Vec::new();
    for (entry, value) in section.entries() {
        if let Err((_, why)) = Globs::new(std::slice::from_ref(&entry.value)) {
            mistakes.push(Mistake { span: entry.span.clone(), text: format!("not a glob: {why}") });
        }
        budgets.extend(document::number(value, 0, mistakes).map(|most| (entry.value, most)));
    }
    budgets
}

fn globs(section: &mut Section<'_>, key: &'static str, mistakes: &mut Vec<Mistake>) -> Vec<String> {
    let mut globs = Vec::new();
    for glob in section.strings(key, mistakes).unwrap_or_default() {
        match Globs::new(std::slice::from_ref(&glob.value)) {
            Ok(_) => globs.push(glob.value),
            Err((_, why)) => mistakes.push(Mistake { span: glob.span, text: format!("not a glob: {why}") }),
        }
    }
    globs
}

fn fill_thresholds(thresholds: &mut Thresholds, mut section: Section<'_>, mistakes: &mut Vec<Mistake>) {
    let t = thresholds;
    let mut group = |name: &'static str, keys: &mut [(&'static str, u64, &mut u64)]| {
        let Some(mut table) = section.table(name, mistakes) else { return };
        for (key, least, target) in keys {
            set(*target, table.number(key, *least, mistakes));
        }
        table.finish(mistakes);
    };
    group("route", &mut [("queries", 1, &mut t.route_queries_target)]);
    group("asset", &mut [("js_raw_kb", 1, &mut t.asset_js_raw_kb), ("js_raw_kb_large", 1, &mut t.asset_js_raw_kb_large)]);
    group("static", &mut [("max_age", 0, &mut t.static_max_age), ("max_age_hashed", 0, &mut t.static_max_age_hashed)]);
    group("loop", &mut [("small", 0, &mut t.loop_small)]);
    group("capacity", &mut [("mb_per_worker", 1, &mut t.worker_megabytes)]);
    section.finish(mistakes);
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["schema", "fk-not-indexed", "query-in-loop"];

    fn mistakes(text: &str) -> Vec<String> {
        match read("perfaudit.toml", text).settings(KNOWN.into_iter()) {
            Ok(_) => Vec::new(),
            Err(found) => found.list().iter().map(|m| m.text.clone()).collect(),
        }
    }

    #[test]
    fn every_key_reaches_its_setting() {
        let text = r#"
            select = ["schema"]
            ignore = ["query-in-loop"]
            severity = "medium"
            confidence = "high"
            fail-on = "never"
            jobs = 3
            rule-folders = ["perf-rules"]
            [files]
            exclude = ["gen/**"]
            max-kb = 10
            [thresholds]
            route.queries = 7
            static.max_age = 60
            [rows]
            projects = 200_000
            [migrations]
            since = ["shop.0012_size"]
            [rules.fk-not-indexed]
            severity = "low"
        "#;
        let settings = read("perfaudit.toml", text).settings(KNOWN.into_iter()).expect("no mistake");
        assert_eq!(settings.select, ["schema"]);
        assert_eq!(settings.ignore, ["query-in-loop"]);
        assert_eq!((settings.severity, settings.confidence), (Severity::Medium, Confidence::High));
        assert_eq!((settings.fail_on, settings.jobs), (None, Some(3)));
        assert_eq!(settings.rule_folders, ["perf-rules"]);
        assert_eq!((settings.files.exclude.len(), settings.files.max_bytes), (1, 10_240));
        assert_eq!((settings.thresholds.route_queries_target, settings.thresholds.static_max_age), (7, 60));
        assert_eq!(settings.thresholds.loop_small, Thresholds::default().loop_small);
        assert_eq!(settings.rows["projects"], 200_000);
        assert_eq!(settings.migrations_since, ["shop.0012_size"]);
        assert_eq!(settings.rule_severity["fk-not-indexed"], Severity::Low);
    }

    #[test]
    fn all_mistakes_are_found_at_once() {
        let text = "selct = []\nseverity = \"grave\"\njobs = \"two\"\nignore = [\"fk-not-indexd\", 3]\n\
                    [files]\nexclude = [\"a[\"]\n[thresholds]\nroute.querys = 3\nasset.js_raw_kb = -1\n[rows]\nprojects = 1.5\n";
        let expected = [
            "unknown key `selct`; did you mean `select`?",
            "`grave` is none of critical, high, medium, low, info",
            "expected a whole number, found a value of type string",
            "unknown rule `fk-not-indexd`; did you mean `fk-not-indexed`?",
            "expected a string, found a value of type integer",
            "not a glob: unclosed character class; missing ']'",
            "unknown key `querys`; did you mean `queries`?",
            "expected a whole number of at least 1",
            "expected a whole number, found a value of type float",
        ];
        assert_eq!(mistakes(text), expected);
    }

    #[test]
    fn broken_toml_is_one_of_the_mistakes() {
        let found = mistakes("severity = \nfoo = 1\n");
        assert!(found.len() >= 2, "{found:?}");
    }

    #[test]
    fn pyproject_needs_its_own_table() {
        assert!(read_pyproject(PYPROJECT, "[project]\nname = 'x'\n").is_none());
        let raw = read_pyproject(PYPROJECT, "[tool.perfaudit]\nseverity = 'high'\n").expect("a table");
        assert_eq!(raw.settings(KNOWN.into_iter()).expect("no mistake").severity, Severity::High);
    }
}
