//! Rules against repositories of their own: `bad/<case>` is reported exactly where `expect: <rule-id>` stands (on the line, or alone
//! on the line above), `good/<case>` not at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::config::scale::{Confidence, Severity};
use crate::report::Report;

use super::setup::{BaselineChoice, Request};

/// The file that makes a folder a rule.
const RULE_FILE: &str = "rule.toml";

/// One small repository of one rule.
#[derive(Clone, Debug)]
pub struct Case {
    pub rule: String,
    pub path: PathBuf,
    /// It is to be reported.
    pub bad: bool,
    /// The folder of rules of the project's own that the rule stands in; `None` for a built-in rule.
    pub own: Option<PathBuf>,
}

/// A line that the rule must report; one of `lines`.
struct Mark {
    path: String,
    lines: Vec<u32>,
}

/// The cases of all rules below `folder`, sorted. `own`: the rules are the project's, and are loaded from there.
#[must_use]
pub fn cases(folder: &Path, own: bool) -> Vec<Case> {
    let mut out = Vec::new();
    for rule in rules(folder, 3) {
        for (kind, bad) in [("bad", true), ("good", false)] {
            out.extend(folders(&rule.join(kind)).into_iter().map(|path| Case {
                rule: name(&rule),
                path,
                bad,
                own: own.then(|| folder.to_owned()),
            }));
        }
    }
    out
}

/// Folders with a rule file, at most `depth` levels down.
fn rules(folder: &Path, depth: usize) -> Vec<PathBuf> {
    if folder.join(RULE_FILE).is_file() {
        return vec![folder.to_owned()];
    }
    if depth == 0 { Vec::new() } else { folders(folder).iter().flat_map(|inner| rules(inner, depth - 1)).collect() }
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What is not as the case says; empty when all is.
#[must_use]
pub fn check(case: &Case) -> Vec<String> {
    let request = Request {
        root: case.path.clone(),
        select: Some(vec![case.rule.clone()]),
        severity: Some(Severity::Info),
        confidence: Some(Confidence::Low),
        jobs: Some(1),
        baseline: BaselineChoice::None,
        rule_folders: case.own.iter().cloned().collect(),
        ..Request::default()
    };
    let report = match crate::audit(&request) {
        Ok((report, _)) => report,
        Err(failure) => return vec![failure.to_string()],
    };
    if let Some(error) = report.coverage.internal_errors.first() {
        return vec![error.clone()];
    }
    if case.bad { differences(case, &report) } else { alarms(&report) }
}

/// What differs between marks and findings, and slots that nobody filled.
fn differences(case: &Case, report: &Report) -> Vec<String> {
    let found: BTreeSet<(String, u32)> = report.findings.iter().map(|f| (f.at.path.clone(), f.at.line)).collect();
    let marks = marks(case);
    if marks.is_empty() {
        return vec![format!("no `expect: {}` says what is to be reported", case.rule)];
    }
    let hit = |mark: &&Mark| mark.lines.iter().any(|line| found.contains(&(mark.path.clone(), *line)));
    let marked = |(path, line): &&(String, u32)| marks.iter().any(|mark| mark.path == *path && mark.lines.contains(line));
    let missed = marks.iter().filter(|mark| !hit(mark)).map(|mark| format!("missed {}:{}", mark.path, mark.lines[0]));
    let extra = found.iter().filter(|place| !marked(place)).map(|(path, line)| format!("not expected {path}:{line}"));
    let outside = report.findings.iter().flat_map(|f| &f.evidence).filter(|e| e.at.path.is_empty());
    let unfilled = report.findings.iter().flat_map(|f| [&f.title, &f.message, &f.remedy]).filter(|text| has_slot(text));
    let outside = outside.map(|e| format!("evidence in no file: {}", e.note));
    missed.chain(extra).chain(outside).chain(unfilled.map(|text| format!("slot left in: {text}"))).collect()
}

/// Findings, and files that were not understood: silence about them would prove nothing.
fn alarms(report: &Report) -> Vec<String> {
    let findings = report.findings.iter().map(|f| format!("false alarm {}:{}: {}", f.at.path, f.at.line, f.message));
    // SQL of an unknown dialect is a case of its own: nothing may be claimed about it.
    let broken = report.coverage.notes.iter().filter(|note| note.kind == "syntax" && !note.path.ends_with(".sql"));
    findings.chain(broken.map(|note| format!("does not parse: {} {}", note.path, note.text))).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    walk.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn marks(case: &Case) -> Vec<Mark> {
    let mut marks = Vec::new();
    for file in files(&case.path) {
        let Ok(bytes) = fs::read(&file) else { continue };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let path = file.strip_prefix(&case.path).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        for (line, number) in text.lines().zip(1..) {
            let Some((before, after)) = line.split_once("expect: ") else { continue };
            let mut ids = after.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|id| !id.is_empty());
            if !ids.any(|id| id == case.rule) {
                continue;
            }
            // Alone on its line it speaks of the next one; a finding about the whole file stands at line 1.
            let alone = !before.contains(|c: char| c.is_alphanumeric() || c == ')');
            let lines = if alone { vec![number, number + 1] } else { vec![number] };
            marks.push(Mark { path: path.clone(), lines });
        }
    }
    marks
}

/// `{name}`; templates write their braces with blanks.
fn has_slot(text: &str) -> bool {
    let is_name = |inner: &str| !inner.is_empty() && inner.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    text.split('{').skip(1).any(|rest| rest.split_once('}').is_some_and(|(inner, _)| is_name(inner)))
}
