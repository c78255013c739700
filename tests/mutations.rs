//! One loader option or one limit less in an app that is in order: exactly the finding that belongs to it appears, and
//! what `perfaudit fix --write` does about it silences it.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;
use walkdir::WalkDir;

/// Rules that say that a relation is not loaded with its rows.
const LOADS: &[&str] = &["lazy-load-in-loop", "lazy-load-in-template-loop", "hidden-query-in-loop", "serializer-n-plus-one"];
const FOLDERS: &[&str] = &["rules/queries/lazy-load-in-loop", "rules/queries/lazy-load-in-template-loop"];

fn perfaudit(root: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    let output = command.current_dir(root).args(arguments).output().expect("perfaudit starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

fn findings(root: &Path, more: &[&str]) -> Vec<Value> {
    let report = perfaudit(root, &[&["--format", "json", "--fail-on", "never"], more].concat());
    let report: Value = serde_json::from_str(&report).expect("JSON");
    report["findings"].as_array().expect("findings").iter().filter(|f| f["shown"] == true).cloned().collect()
}

fn copied(from: &Path) -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    for entry in WalkDir::new(from).into_iter().map(|e| e.expect("an entry")) {
        let to = root.path().join(entry.path().strip_prefix(from).expect("inside"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).expect("a folder");
        } else {
            fs::copy(entry.path(), to).expect("a copy");
        }
    }
    root
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn python(root: &Path) -> Vec<PathBuf> {
    let files = WalkDir::new(root).sort_by_file_name().into_iter().map(|e| e.expect("an entry").into_path());
    files.filter(|path| path.extension().is_some_and(|e| e == "py")).collect()
}

/// What stands between the parenthesis at `open` and its partner.
fn inside(text: &str, open: usize) -> Range<usize> {
    let mut depth = 0;
    for (at, c) in text[open..].char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + 1..open + at;
        }
    }
    panic!("no end of the parenthesis at {open}");
}

/// Arguments of a call, each with the comma behind it.
fn arguments(text: &str, list: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut from, mut depth) = (list.start, 0);
    for (at, c) in text[list.clone()].char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                out.push(from..list.start + at + 1);
                from = list.start + at + 1;
            }
            _ => {}
        }
    }
    if !text[from..list.end].trim().is_empty() {
        out.push(from..list.end);
    }
    out
}

/// One change: what is taken out, and the relations that it names (`client` of `joinedload(Project.client)`).
struct Less {
    path: PathBuf,
    text: String,
    taken: String,
    names: Vec<String>,
}

impl Less {
    fn is_named(&self, finding: &Value) -> bool {
        let message = finding["message"].as_str().expect("a message");
        self.names.iter().any(|name| message.contains(name))
    }
}

/// The file without one of the arguments of each call of `method`; without the call where it has only one.
fn less(path: &Path, method: &str) -> Vec<Less> {
    let text = fs::read_to_string(path).expect("a file");
    let mut out = Vec::new();
    for (at, _) in text.match_indices(method) {
        let list = inside(&text, at + method.len() - 1);
        let parts = arguments(&text, list.clone());
        let whole = at..list.end + 1;
        for part in &parts {
            let taken = if parts.len() == 1 { whole.clone() } else { part.clone() };
            let words = text[part.clone()].split(|c: char| !c.is_alphanumeric() && c != '_');
            let is_relation = |word: &&str| word.starts_with(|c: char| c.is_lowercase()) && !word.ends_with("load");
            let names = words.filter(is_relation).map(str::to_owned).collect();
            let less = format!("{}{}", &text[..taken.start], &text[taken.end..]);
            out.push(Less { path: path.to_owned(), text: less, taken: text[taken].to_owned(), names });
        }
    }
    out
}

fn rule(finding: &Value) -> &str {
    finding["rule"].as_str().expect("a rule")
}

/// Takes it out of a copy of `root`: the rules of what is then found, before and after the edits that perfaudit offers.
fn tried(root: &Path, less: &Less, more: &[&str]) -> (Vec<Value>, Vec<Value>) {
    let copy = copied(root);
    fs::write(copy.path().join(less.path.strip_prefix(root).expect("inside")), &less.text).expect("a file");
    let found = findings(copy.path(), more);
    perfaudit(copy.path(), &["fix", ".", "--write", "--confidence", "low"]);
    let left = findings(copy.path(), more);
    (found, left)
}

#[test]
fn a_loader_option_less_is_one_finding_that_the_fix_silences() {
    let root = here("fixtures/well-tuned");
    let blueprints = python(&root.join("racemes/blueprints"));
    let mut silenced = 0;
    let all: Vec<Less> = blueprints.iter().flat_map(|path| less(path, ".options(")).collect();
    assert!(all.len() >= 8, "the app has its loader options: {}", all.len());
    for less in &all {
        let (found, left) = tried(&root, less, &[]);
        assert!(!found.is_empty(), "`{}` of {} is not missed", less.taken, less.path.display());
        for finding in &found {
            let (rule, message) = (rule(finding), finding["message"].as_str().expect("a message"));
            assert!(LOADS.contains(&rule), "without `{}`: {rule}: {message}", less.taken);
        }
        assert!(found.iter().any(|f| less.is_named(f)), "without `{}` nothing speaks of it: {found:?}", less.taken);
        silenced += usize::from(left.is_empty());
    }
    // An edit is offered only where the query is one expression.
    assert!(silenced * 2 >= all.len(), "{silenced} of {} are silenced", all.len());
}

#[test]
fn a_limit_less_is_one_unbounded_list() {
    let root = here("fixtures/well-tuned");
    let blueprints = python(&root.join("racemes/blueprints"));
    let all: Vec<Less> = blueprints.iter().flat_map(|path| less(path, ".limit(")).collect();
    assert!(all.len() >= 6, "the app has its limits: {}", all.len());
    let mut told = 0;
    for less in &all {
        let (found, _) = tried(&root, less, &[]);
        let rules: Vec<&str> = found.iter().map(rule).collect();
        assert!(rules.len() <= 1 && rules.iter().all(|r| *r == "unbounded-list-query"), "{}: {rules:?}", less.path.display());
        told += rules.len();
    }
    assert!(told * 2 >= all.len(), "{told} of {} are told", all.len());
}

#[test]
fn what_keeps_a_case_silent_is_what_was_taken_out() {
    let mut tried_out = 0;
    for folder in FOLDERS {
        let rule_id = folder.rsplit('/').next().expect("a name");
        for case in fs::read_dir(here(folder).join("good")).expect("good cases") {
            let case = case.expect("an entry").path();
            let methods = [".options(", ".select_related(", ".prefetch_related("];
            let files = python(&case);
            let all = files.iter().flat_map(|path| methods.iter().flat_map(move |method| less(path, method)));
            for less in all.filter(|less| less.taken.matches('(').count() <= 2) {
                let select = ["--select", rule_id, "--confidence", "low"];
                let (found, left) = tried(&case, &less, &select);
                let speaks = found.iter().any(|f| less.is_named(f));
                // Some cases load what another relation needs, or are in order for a second reason.
                if !speaks {
                    continue;
                }
                tried_out += 1;
                let still = left.iter().any(|f| less.is_named(f));
                let offered = found.iter().any(|f| f["edits"].as_array().is_some_and(|e| !e.is_empty()));
                assert!(!(offered && still), "{}: the edit for `{}` does not help", case.display(), less.taken);
            }
        }
    }
    assert!(tried_out >= 3, "{tried_out} cases have something to take out");
}
