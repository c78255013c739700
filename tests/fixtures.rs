//! The two whole apps of fixtures/: every planted flaw of racemes is reported and nothing else; well-tuned, the same app done
//! right, gives nothing at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

/// One line of FLAWS.md: a rule, the file, and a piece of the line that it must report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Flaw {
    rule: String,
    path: String,
    anchor: Option<String>,
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// Runs perfaudit without a cache of its own; returns the exit code and standard output.
fn perfaudit(arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_perfaudit")).args(arguments).output().expect("perfaudit starts");
    let stderr = String::from_utf8_lossy(&output.stderr);
    let code = output.status.code().unwrap_or_else(|| panic!("perfaudit was killed: {stderr}"));
    (code, String::from_utf8(output.stdout).expect("output is UTF-8"))
}

fn json(command: &str, app: &str, flags: &[&str]) -> Value {
    let path = fixture(app);
    let mut arguments = vec![command, path.to_str().expect("path is UTF-8"), "--format", "json"];
    arguments.extend_from_slice(flags);
    let (_, text) = perfaudit(&arguments);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{command} {app}: {error}\n{text}"))
}

/// Everything that the tool believes, also what it hides by default.
const ALL: &[&str] = &["--confidence", "low", "--severity", "info", "--fail-on", "never"];

fn items<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("`{name}` is a list"))
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("`{name}` is a text in {value}"))
}

fn flaws() -> Vec<Flaw> {
    let list = fs::read_to_string(fixture("racemes").join("FLAWS.md")).expect("FLAWS.md");
    let planted = list.split("\n## Looks wrong, and is fine").next().unwrap_or_default();
    planted.lines().filter_map(flaw).collect()
}

/// Reads a line of the form "- `rule` path: `anchor`"; the anchor may be missing.
fn flaw(line: &str) -> Option<Flaw> {
    let (rule, rest) = line.strip_prefix("- `")?.split_once("` ")?;
    let (path, anchor) = match rest.split_once(": `") {
        Some((path, anchor)) => (path, Some(anchor.strip_suffix('`')?.to_owned())),
        None => (rest, None),
    };
    (path.starts_with(char::is_lowercase) || path.starts_with("Dockerfile")).then(|| Flaw {
        rule: rule.to_owned(),
        path: path.to_owned(),
        anchor,
    })
}

/// Findings as (rule, path) with the texts of their lines.
fn findings(app: &str) -> BTreeMap<(String, String), Vec<String>> {
    let mut found: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for finding in items(&json("audit", app, ALL), "findings") {
        let (rule, path) = (text(finding, "rule"), text(finding, "path"));
        let line = usize::try_from(finding["line"].as_u64().expect("a line")).expect("a line");
        let source = fs::read_to_string(fixture(app).join(path)).unwrap_or_default();
        let line = source.lines().nth(line - 1).unwrap_or_default().to_owned();
        found.entry((rule.to_owned(), path.to_owned())).or_default().push(line);
    }
    found
}

#[test]
fn flaws_can_be_found_by_hand() {
    let flaws = flaws();
    assert!(flaws.len() > 40, "FLAWS.md lists {} flaws", flaws.len());
    for flaw in flaws {
        let source = fs::read_to_string(fixture("racemes").join(&flaw.path)).unwrap_or_else(|_| panic!("{flaw:?}"));
        let anchor = flaw.anchor.as_deref().unwrap_or_default();
        assert!(source.contains(anchor), "{flaw:?}");
    }
}

#[test]
fn racemes_has_every_planted_flaw_and_no_other() {
    let mut found = findings("racemes");
    let mut missing = Vec::new();
    for flaw in flaws() {
        let lines = found.get_mut(&(flaw.rule.clone(), flaw.path.clone()));
        let anchor = flaw.anchor.as_deref().unwrap_or_default();
        let at = lines.as_ref().and_then(|lines| lines.iter().position(|line| line.contains(anchor)));
        match (lines, at) {
            (Some(lines), Some(at)) => drop(lines.remove(at)),
            _ => missing.push(flaw),
        }
    }
    found.retain(|_, lines| !lines.is_empty());
    assert!(missing.is_empty() && found.is_empty(), "not reported: {missing:#?}\nnot in FLAWS.md: {found:#?}");
}

#[test]
fn racemes_trips_the_gate_and_says_why() {
    let path = fixture("racemes");
    let path = path.to_str().expect("path is UTF-8");
    let (code, text) = perfaudit(&[path]);
    assert_eq!(code, 1, "{text}");
    let last = text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    assert!(last.contains("critical"), "the last line names what trips the gate: {last}");
    assert_eq!(perfaudit(&[path, "--fail-on", "never"]).0, 0);
}

#[test]
fn well_tuned_gives_nothing() {
    assert_eq!(findings("well-tuned"), BTreeMap::new());
    let path = fixture("well-tuned");
    let (code, text) = perfaudit(&[path.to_str().expect("path is UTF-8"), "--fail-on", "info", "--confidence", "low"]);
    assert_eq!(code, 0, "{text}");
}

/// Silence alone could also mean that nothing was understood.
#[test]
fn well_tuned_is_verified() {
    let report = json("audit", "well-tuned", ALL);
    let verified: BTreeSet<&str> = items(&report, "verified").iter().map(|entry| text(entry, "rule")).collect();
    for rule in ["fk-not-indexed", "lazy-load-in-template-loop", "unbounded-list-query", "pool-smaller-than-concurrency"] {
        assert!(verified.contains(rule), "{rule} is verified on well-tuned; verified are {verified:?}");
    }
}

#[test]
fn both_apps_have_the_same_routes() {
    let routes = |app| -> BTreeSet<String> {
        let ledger = json("routes", app, &[]);
        let of_kind = items(&ledger, "routes").iter().filter(|route| text(route, "kind") == "route");
        of_kind.map(|route| format!("{} {}", route["methods"], text(route, "rule"))).collect()
    };
    assert_eq!(routes("racemes"), routes("well-tuned"));
    assert_eq!(routes("racemes").len(), 28, "one for each method of a rule");
}

#[test]
fn both_apps_have_the_same_tables() {
    let tables = |app| -> BTreeMap<String, usize> {
        let schema = json("schema", app, &[]);
        let columns = |table: &Value| (text(table, "name").to_owned(), items(table, "columns").len());
        items(&schema, "tables").iter().map(columns).collect()
    };
    assert_eq!(tables("racemes"), tables("well-tuned"));
    assert_eq!(tables("racemes").len(), 14);
}

#[test]
fn both_apps_have_the_same_templates_and_assets() {
    let names = |app, folder: &str| -> BTreeSet<String> {
        let root = fixture(app).join("racemes").join(folder);
        files(&root).iter().map(|path| path.replace(".min.", ".")).collect()
    };
    assert_eq!(names("racemes", "templates"), names("well-tuned", "templates"));
    let mut assets = names("racemes", "static");
    assert!(assets.remove("js/form-builder_backup.js"));
    assert_eq!(assets, names("well-tuned", "static"));
}

/// Paths of all files below a folder, relative to it.
fn files(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(root).into_iter().map(|entry| entry.expect("readable")) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).expect("below the root");
            found.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    found
}
