//! Every rule against its own repositories: `rules/<family>/<id>/bad/<case>` is reported exactly where `expect: <id>`
//! stands (on the line, or alone on the line above), `good/<case>` not at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use perfaudit::config::scale::{Confidence, Severity};
use perfaudit::{Report, Request};

/// One small repository of one rule.
#[derive(Debug)]
struct Case {
    rule: String,
    path: PathBuf,
}

/// A line that the rule must report; one of `lines`.
#[derive(Debug)]
struct Mark {
    path: String,
    lines: Vec<u32>,
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

fn rules() -> Vec<PathBuf> {
    folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")).iter().flat_map(|family| folders(family)).collect()
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

fn cases(kind: &str) -> Vec<Case> {
    let of_rule = |rule: PathBuf| folders(&rule.join(kind)).into_iter().map(move |path| Case { rule: name(&rule), path });
    rules().into_iter().flat_map(of_rule).collect()
}

fn audit(case: &Case) -> Result<Report, String> {
    let request = Request {
        root: case.path.clone(),
        select: Some(vec![case.rule.clone()]),
        severity: Some(Severity::Info),
        confidence: Some(Confidence::Low),
        jobs: Some(1),
        ..Request::default()
    };
    let (report, _) = perfaudit::audit(&request).map_err(|failure| failure.to_string())?;
    match report.coverage.internal_errors.first() {
        Some(error) => Err(error.clone()),
        None => Ok(report),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn marks(case: &Case) -> Vec<Mark> {
    let mut marks = Vec::new();
    for file in files(&case.path) {
        let text = String::from_utf8_lossy(&fs::read(&file).expect("a file")).into_owned();
        let path = file.strip_prefix(&case.path).expect("below the case").to_string_lossy().replace('\\', "/");
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

/// What differs between marks and findings, and slots that nobody filled.
fn differences(case: &Case, report: &Report) -> Vec<String> {
    let found: BTreeSet<(String, u32)> = report.findings.iter().map(|f| (f.at.path.clone(), f.at.line)).collect();
    let marks = marks(case);
    let hit = |mark: &&Mark| mark.lines.iter().any(|line| found.contains(&(mark.path.clone(), *line)));
    let marked = |(path, line): &&(String, u32)| marks.iter().any(|mark| mark.path == *path && mark.lines.contains(line));
    let missed = marks.iter().filter(|mark| !hit(mark)).map(|mark| format!("missed {}:{}", mark.path, mark.lines[0]));
    let extra = found.iter().filter(|place| !marked(place)).map(|(path, line)| format!("not expected {path}:{line}"));
    let outside = report.findings.iter().flat_map(|f| &f.evidence).filter(|e| e.at.path.is_empty());
    let unfilled = report.findings.iter().flat_map(|f| [&f.title, &f.message, &f.remedy]).filter(|text| has_slot(text));
    let outside = outside.map(|e| format!("evidence in no file: {}", e.note));
    missed.chain(extra).chain(outside).chain(unfilled.map(|text| format!("slot left in: {text}"))).collect()
}

/// `{name}`; templates write their braces with blanks.
fn has_slot(text: &str) -> bool {
    let is_name = |inner: &str| !inner.is_empty() && inner.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    text.split('{').skip(1).any(|rest| rest.split_once('}').is_some_and(|(inner, _)| is_name(inner)))
}

fn shown(case: &Case) -> String {
    case.path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&case.path).display().to_string()
}

fn check(cases: &[Case], judge: impl Fn(&Case, &Report) -> Vec<String> + Sync) {
    // One after the other: an audit brings its own threads.
    let failures: Vec<String> = cases
        .iter()
        .flat_map(|case| {
            let found = audit(case).map_or_else(|error| vec![error], |report| judge(case, &report));
            found.into_iter().map(|text| format!("{}: {text}", shown(case))).collect::<Vec<_>>()
        })
        .collect();
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn bad_repositories_are_reported_where_they_are_marked() {
    let cases = cases("bad");
    let unmarked: Vec<String> = cases.iter().filter(|case| marks(case).is_empty()).map(shown).collect();
    assert!(unmarked.is_empty(), "no `expect:` in {unmarked:?}");
    check(&cases, differences);
}

#[test]
fn good_repositories_are_understood_and_silent() {
    check(&cases("good"), |_, report| {
        let findings = report.findings.iter().map(|f| format!("false alarm {}:{}: {}", f.at.path, f.at.line, f.message));
        // SQL of an unknown dialect is a case of its own: nothing may be claimed about it.
        let broken = report.coverage.notes.iter().filter(|note| note.kind == "syntax" && !note.path.ends_with(".sql"));
        findings.chain(broken.map(|note| format!("does not parse: {} {}", note.path, note.text))).collect()
    });
}

#[test]
fn every_rule_has_bad_and_good_repositories() {
    assert!(!rules().is_empty());
    for rule in rules() {
        for kind in ["bad", "good"] {
            let cases = folders(&rule.join(kind));
            assert!(!cases.is_empty(), "{} has no {kind} case", name(&rule));
            for case in cases {
                assert!(!files(&case).is_empty(), "{} is empty", case.display());
            }
        }
    }
}
