//! `docs/detections.md`: every kind stands there once, and the rules and folders that it names exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn table() -> Vec<Vec<String>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/detections.md");
    let text = fs::read_to_string(page).expect("docs/detections.md");
    let rows = text.lines().filter(|line| line.starts_with("| D"));
    rows.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// Texts between backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

fn rules() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let folders =
        |path: &Path| fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>();
    let all = folders(&root).into_iter().flat_map(|family| folders(&family));
    all.filter_map(|rule| Some(rule.file_name()?.to_string_lossy().into_owned())).collect()
}

#[test]
fn every_kind_stands_once() {
    let kinds: Vec<String> = table().into_iter().map(|row| row[0].clone()).collect();
    let expected: Vec<String> = (1..=50).map(|number| format!("D{number:02}")).collect();
    assert_eq!(kinds, expected);
}

#[test]
fn named_rules_and_folders_exist() {
    let (rules, root) = (rules(), Path::new(env!("CARGO_MANIFEST_DIR")));
    for row in table() {
        let [kind, _, named, cases, found] = row.as_slice() else { panic!("five cells in {row:?}") };
        let is_rule = |name: &&str| !name.contains([' ', '[']);
        let meant: Vec<&str> = quoted(named).filter(is_rule).collect();
        for name in &meant {
            assert!(rules.contains(*name), "{kind}: no rule {name}");
        }
        for case in quoted(cases) {
            assert!(root.join(case).is_dir(), "{kind}: no folder {case}");
            assert!(meant.iter().any(|rule| case.contains(&format!("/{rule}/bad/"))), "{kind}: {case} is of another rule");
        }
        assert_eq!(cases.is_empty(), found.is_empty(), "{kind}: a rule has a folder and a finding, or says `none yet`");
        let explained = !cases.is_empty() || named == "later" || named.starts_with("no rule: ");
        assert!(explained, "{kind}: neither a rule nor a word about it");
    }
}
