//! The catalogue: every folder under rules/ is a complete rule with a detector, and a project's own rules run like ours.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use perfaudit::Request;
use perfaudit::pipeline::setup::natives;
use perfaudit::rule::Detect;
use perfaudit::rule::catalogue::Catalogue;
use perfaudit::syntax::pattern;

fn write(root: &Path, path: &str, text: &str) {
    let full = root.join(path);
    fs::create_dir_all(full.parent().expect("a parent")).expect("folders");
    fs::write(full, text).expect("a file");
}

const SLEEP: &str = r#"
id = "sleep-in-view"
family = "requests"
title = "A request sleeps"
severity = "high"
confidence = "high"
effort = "low"
impact = "The worker serves nobody else meanwhile."
message = "time.sleep() holds the worker of this request."
why = "A worker that sleeps still occupies its thread."
fix = "Hand the wait to a background job."
verify = "Time the request."

[[detect.query]]
language = "python"
prefilter = ["sleep"]
pattern = '''
(call function: (attribute object: (identifier) @module attribute: (identifier) @name)
  (#eq? @module "time") (#eq? @name "sleep")) @finding
'''

[[detect.query]]
language = "javascript"
prefilter = ["Atomics"]
pattern = '(call_expression function: (member_expression object: (identifier) @o) (#eq? @o "Atomics")) @finding'
"#;

#[test]
fn every_rule_folder_is_in_the_catalogue() {
    let catalogue = Catalogue::load(&natives(), Path::new("."), &[]).unwrap_or_else(|all| {
        panic!("{:?}", all.iter().map(|mistakes| (mistakes.to_string(), mistakes.list().to_vec())).collect::<Vec<_>>())
    });
    let known: BTreeSet<String> = catalogue.rules().iter().map(|rule| rule.id.clone()).collect();
    let mut folders = BTreeSet::new();
    for family in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")).expect("rules/") {
        for rule in fs::read_dir(family.expect("a family").path()).expect("a folder") {
            folders.insert(rule.expect("a rule").file_name().to_string_lossy().into_owned());
        }
    }
    assert_eq!(known, folders, "a rule folder without rule.toml or without its detector");
}

/// A run compiles a query only when a file needs it, so nothing else would tell of a broken one inside the binary.
#[test]
fn every_query_of_a_built_in_rule_compiles() {
    let catalogue = Catalogue::load(&natives(), Path::new("."), &[]).unwrap_or_default();
    let queries = catalogue.rules().iter().filter_map(|rule| match &rule.detect {
        Detect::Patterns(queries) => Some(queries.iter().map(|query| (rule.id.as_str(), query))),
        Detect::Native { .. } => None,
    });
    let checked: Vec<(&str, Result<(), String>)> =
        queries.flatten().map(|(rule, query)| (rule, pattern::check(&query.language, &query.pattern))).collect();
    assert!(!checked.is_empty());
    let broken: Vec<_> = checked.iter().filter(|(_, checked)| checked.is_err()).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

/// The report says what could break with it.
#[test]
fn every_rule_names_the_kind_of_its_change() {
    let catalogue = Catalogue::load(&natives(), Path::new("."), &[]).expect("the rules");
    let without: Vec<&str> =
        catalogue.rules().iter().filter(|rule| rule.change.is_none()).map(|rule| rule.id.as_str()).collect();
    assert!(without.is_empty(), "rule.toml lacks `change`: {without:?}");
}

#[test]
fn every_detector_has_a_rule() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut named = String::new();
    for family in fs::read_dir(rules).expect("rules/") {
        for rule in fs::read_dir(family.expect("a family").path()).expect("a folder") {
            named += &fs::read_to_string(rule.expect("a rule").path().join("rule.toml")).expect("rule.toml");
        }
    }
    for native in natives() {
        assert!(named.contains(&format!("native = \"{native}\"")), "no rule uses the detector {native}");
    }
}

#[test]
fn a_projects_own_rule_is_run_like_ours() {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "perfaudit.toml", "rule-folders = [\"perf-rules\"]\nselect = [\"sleep-in-view\"]\n");
    write(root.path(), "perf-rules/sleep-in-view/rule.toml", SLEEP);
    write(
        root.path(),
        "app.py",
        "import time\n\n\ndef view():\n    time.sleep(1)\n    # perfaudit: ignore[sleep-in-view] a test of ours\n    time.sleep(2)\n    time.time()\n",
    );
    write(root.path(), "web/wait.js", "Atomics.wait(a, 0, 0)\n");
    write(root.path(), "tests/test_app.py", "import time\ntime.sleep(3)\n");
    let (report, _) = perfaudit::audit(&Request { root: root.path().to_owned(), ..Request::default() }).expect("a report");
    let found: Vec<(&str, u32, &str)> =
        report.findings.iter().map(|f| (f.at.path.as_str(), f.at.line, f.status_reason.as_deref().unwrap_or("open"))).collect();
    let mut found = found;
    found.sort_unstable();
    assert_eq!(found, [("app.py", 5, "open"), ("app.py", 7, "a test of ours"), ("web/wait.js", 1, "open")]);
}

#[test]
fn comments_without_effect_are_reported() {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "perfaudit.toml", "rule-folders = [\"perf-rules\"]\n");
    write(root.path(), "perf-rules/sleep-in-view/rule.toml", SLEEP);
    write(root.path(), "app.py", "x = 1  # perfaudit: ignore[sleep-in-view] gone\ny = 2  # perfaudit: ignore[no-such-rule]\n");
    let (report, _) = perfaudit::audit(&Request { root: root.path().to_owned(), ..Request::default() }).expect("a report");
    let notes: Vec<(Option<u32>, &str)> = report.coverage.notes.iter().map(|note| (note.line, note.text.as_str())).collect();
    assert_eq!(
        notes,
        [
            (Some(1), "suppression of `sleep-in-view` has no effect"),
            (Some(2), "suppression names an unknown rule `no-such-rule`")
        ]
    );
}
