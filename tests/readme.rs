//! What the README shows is what the tool does: its excerpt, its list of rules, its commands, its example of a rule.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md")
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    command.current_dir(folder).args(arguments).output().expect("perfaudit starts")
}

fn stdout(output: Output) -> String {
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The code blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// A line that is only "…" stands for lines that were left out.
#[test]
fn the_excerpt_is_of_the_real_report() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = stdout(run(root, &["fixtures/racemes", "--fail-on", "never"]));
    let text = readme();
    let excerpt = text.split("<!-- excerpt -->").nth(1).and_then(|rest| blocks(rest, "text").into_iter().next());
    let excerpt = excerpt.expect("an excerpt");
    let parts: Vec<&str> = excerpt.split("…\n").filter(|part| !part.trim().is_empty()).collect();
    assert!(parts.len() > 1, "{excerpt}");
    let mut rest = report.as_str();
    for part in parts {
        let at = rest.find(part).unwrap_or_else(|| panic!("not in the report, or not in this order:\n{part}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn every_rule_is_listed() {
    let list = stdout(run(Path::new(env!("CARGO_MANIFEST_DIR")), &["rules", "--format", "json"]));
    let list: serde_json::Value = serde_json::from_str(&list).expect("JSON");
    let mut families: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for rule in list["rules"].as_array().expect("rules") {
        let (family, id) = (rule["family"].as_str().expect("a family"), rule["id"].as_str().expect("an id"));
        families.entry(family).or_default().push(format!("`{id}`"));
    }
    let text = readme();
    for (family, rules) in families {
        let line = format!("| {family} | {} |", rules.join(", "));
        assert!(text.lines().any(|l| l == line), "README.md lacks the line\n{line}");
    }
}

#[test]
fn every_flag_that_it_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let commands = [&["--help"][..], &["routes", "--help"], &["schema", "--help"], &["fix", "--help"], &["explain", "--help"]];
    let help: String = commands.iter().map(|arguments| stdout(run(root, arguments))).collect();
    let text = readme();
    let flags = text
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .filter(|word| word.strip_prefix("--").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase())));
    for flag in flags.filter(|flag| !["--release", "--path"].contains(flag)) {
        assert!(help.contains(flag), "{flag}");
    }
}

#[test]
fn its_example_of_a_rule_works() {
    let rule = blocks(&readme(), "toml").into_iter().find(|block| block.starts_with("id = ")).expect("a rule");
    let id = rule.lines().next().and_then(|line| line.split('"').nth(1)).expect("an id").to_owned();
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("perf-rules").join(&id);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("rule.toml"), rule).expect("rule.toml");
    fs::write(root.path().join("perfaudit.toml"), "rule-folders = [\"perf-rules\"]\n").expect("perfaudit.toml");
    fs::write(root.path().join("app.py"), "ALL = \"SELECT * FROM orders\"\nONE = \"SELECT id FROM orders\"\n").expect("app.py");
    let output = run(root.path(), &[".", "--format", "json", "--select", &id]);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let report: serde_json::Value = serde_json::from_str(&stdout(output)).unwrap_or_else(|_| panic!("{errors}"));
    let lines: Vec<u64> = report["findings"].as_array().expect("findings").iter().filter_map(|f| f["line"].as_u64()).collect();
    assert_eq!(lines, [1]);
}
