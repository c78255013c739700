//! Every rule against its own repositories (`pipeline::cases` says how they are judged).

use std::path::Path;

use perfaudit::pipeline::cases::{Case, cases, check};

fn all() -> Vec<Case> {
    cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"), false)
}

fn shown(case: &Case) -> String {
    case.path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&case.path).display().to_string()
}

fn judge(bad: bool) {
    // One after the other: an audit brings its own threads.
    let failures: Vec<String> = all()
        .iter()
        .filter(|case| case.bad == bad)
        .flat_map(|case| check(case).into_iter().map(|text| format!("{}: {text}", shown(case))).collect::<Vec<_>>())
        .collect();
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn bad_repositories_are_reported_where_they_are_marked() {
    judge(true);
}

#[test]
fn good_repositories_are_understood_and_silent() {
    judge(false);
}

#[test]
fn every_rule_has_bad_and_good_repositories() {
    let all = all();
    let mut rules: Vec<&str> = all.iter().map(|case| case.rule.as_str()).collect();
    rules.dedup();
    assert!(rules.len() > 20, "{rules:?}");
    for rule in rules {
        for bad in [true, false] {
            let of_kind = all.iter().filter(|case| case.rule == rule && case.bad == bad);
            let with_files =
                of_kind.filter(|case| std::fs::read_dir(&case.path).is_ok_and(|mut entries| entries.next().is_some()));
            assert!(with_files.count() > 0, "{rule} has no {} case", if bad { "bad" } else { "good" });
        }
    }
}
