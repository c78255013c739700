//! What a user sees at the command line: output, errors and exit codes.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

fn repository(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let full = root.path().join(path);
        fs::create_dir_all(full.parent().expect("a parent")).expect("folders");
        fs::write(full, text).expect("a file");
    }
    root
}

/// A key without an index, in SQL: one finding of severity high.
fn with_a_flaw() -> TempDir {
    let sql = "CREATE TABLE users (id INTEGER PRIMARY KEY);\n\
               CREATE TABLE posts (\n  id INTEGER PRIMARY KEY,\n  user_id INTEGER REFERENCES users (id)\n);\n";
    repository(&[("schema.sql", sql)])
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    command.current_dir(folder).args(arguments).output().expect("perfaudit starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[test]
fn help_names_every_command_and_exits_well() {
    let output = run(Path::new("."), &["--help"]);
    assert_eq!(code(&output), 0);
    for word in ["audit", "schema", "routes", "fix", "rules", "explain", "--fail-on", "--output"] {
        assert!(stdout(&output).contains(word), "{word}");
    }
}

#[test]
fn a_wrong_path_is_2_and_says_why() {
    let root = repository(&[("a.py", "")]);
    let missing = run(root.path(), &["nowhere"]);
    assert_eq!((code(&missing), stderr(&missing).as_str()), (2, "perfaudit: nowhere: no such file or directory\n"));
    assert_eq!(stdout(&missing), "");
    let file = run(root.path(), &["a.py"]);
    assert_eq!(code(&file), 2);
    assert!(stderr(&file).contains("not a directory"), "{}", stderr(&file));
}

#[test]
fn all_mistakes_of_a_configuration_are_shown_with_carets() {
    let config = "selct = []\nseverity = \"grave\"\nignore = [\"fk-not-indexd\"]\n\n[files]\nexclude = [\"a[\"]\n";
    let root = repository(&[("perfaudit.toml", config), ("app.py", "")]);
    let output = run(root.path(), &[]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    insta::assert_snapshot!(stderr(&output), @r#"
      × perfaudit.toml: 4 mistakes
       ╭─[perfaudit.toml:1:1]
     1 │ selct = []
       · ──┬──
       ·   ╰── unknown key `selct`; did you mean `select`?
     2 │ severity = "grave"
       ·            ───┬───
       ·               ╰── `grave` is none of critical, high, medium, low, info
     3 │ ignore = ["fk-not-indexd"]
       ·           ───────┬───────
       ·                  ╰── unknown rule `fk-not-indexd`; did you mean `fk-not-indexed`?
     4 │ 
     5 │ [files]
     6 │ exclude = ["a["]
       ·            ──┬─
       ·              ╰── not a glob: unclosed character class; missing ']'
       ╰────
    "#);
}

#[test]
fn mistakes_in_rule_files_are_shown_beside_those_of_the_configuration() {
    let rule = "id = \"x\"\nfamily = \"pages\"\nseverty = \"low\"\n";
    let config = "jobs = 0\nrule-folders = [\"ours\"]\n";
    let root = repository(&[("perfaudit.toml", config), ("ours/x/rule.toml", rule)]);
    let output = run(root.path(), &[]);
    assert_eq!(code(&output), 2);
    let text = stderr(&output);
    for part in
        ["perfaudit.toml:1:8", "ours/x/rule.toml", "did you mean `severity`?", "`message` is missing", "`[detect]` is missing"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn unknown_words_on_the_command_line_are_2() {
    let root = repository(&[("a.py", "")]);
    let level = run(root.path(), &["--severity", "grave"]);
    assert_eq!(code(&level), 2);
    assert!(stderr(&level).contains("possible values: critical, high, medium, low, info"), "{}", stderr(&level));
    let rule = run(root.path(), &["--select", "fk-not-indexd"]);
    let message = "perfaudit: --select: unknown rule or family `fk-not-indexd`; did you mean `fk-not-indexed`?\n";
    assert_eq!((code(&rule), stderr(&rule).as_str()), (2, message));
    let ending = run(root.path(), &["-o", "report.pdf"]);
    assert_eq!(code(&ending), 2);
    assert!(stderr(&ending).contains("the ending must be .md, .html, .json, .sarif, .xml or .txt"), "{}", stderr(&ending));
}

#[test]
fn the_gate_decides_between_0_and_1_and_names_what_tripped_it() {
    let root = with_a_flaw();
    let default = run(root.path(), &[]);
    assert_eq!(code(&default), 0, "{}", stdout(&default));
    assert!(stdout(&default).ends_with("gate: passed (no critical finding of high or certain confidence)\n"));
    let high = run(root.path(), &["--fail-on", "high"]);
    assert_eq!(code(&high), 1);
    let line = stdout(&high).lines().last().unwrap_or_default().to_owned();
    assert_eq!(line, "gate: failed (1 finding, high or more severe: fk-not-indexed schema.sql:4)");
    assert_eq!(code(&run(root.path(), &["--fail-on", "never"])), 0);
    assert_eq!(code(&run(root.path(), &["--fail-on", "high", "--ignore", "schema"])), 0);
}

#[test]
fn a_suppressed_finding_does_not_trip_the_gate() {
    let root = with_a_flaw();
    let path = root.path().join("schema.sql");
    let text = fs::read_to_string(&path).expect("schema.sql");
    let comment = "REFERENCES users (id) -- perfaudit: ignore[fk-not-indexed] ten rows for ever";
    fs::write(&path, text.replace("REFERENCES users (id)", comment)).expect("schema.sql");
    assert_eq!(code(&run(root.path(), &["--fail-on", "high"])), 0);
}

#[test]
fn json_alone_goes_to_standard_output() {
    let output = run(with_a_flaw().path(), &["--format", "json", "--fail-on", "high"]);
    assert_eq!(code(&output), 1);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(report["findings"][0]["rule"], "fk-not-indexed");
    assert_eq!((&report["findings"][0]["path"], &report["findings"][0]["line"]), (&"schema.sql".into(), &4.into()));
    assert!(stderr(&output).starts_with("gate: failed"));
}

#[test]
fn files_get_the_format_of_their_ending() {
    let root = with_a_flaw();
    let output = run(root.path(), &["-o", "r.md", "-o", "r.json", "-o", "r.txt", "--quiet"]);
    assert_eq!(code(&output), 0);
    let read = |name: &str| fs::read_to_string(root.path().join(name)).expect(name);
    assert!(read("r.md").starts_with("# "), "{}", read("r.md"));
    assert!(serde_json::from_str::<serde_json::Value>(&read("r.json")).is_ok());
    assert!(!read("r.txt").contains('\u{1b}'));
}

#[test]
fn nothing_but_a_terminal_gets_colors() {
    let output = run(with_a_flaw().path(), &[]);
    assert!(!stdout(&output).contains('\u{1b}'));
}

#[test]
fn rules_are_listed_by_family_and_explained() {
    let root = repository(&[]);
    let list = run(root.path(), &["rules"]);
    assert_eq!(code(&list), 0);
    let text = stdout(&list);
    let of_schema = text.split_once("schema\n").and_then(|(_, rest)| rest.split_once("\n\n")).expect("a family").0;
    assert!(of_schema.lines().any(|line| line.trim_start().starts_with("fk-not-indexed ")), "{text}");
    let json = run(root.path(), &["rules", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert!(value["rules"].as_array().is_some_and(|rules| rules.iter().any(|rule| rule["id"] == "fk-not-indexed")));
    let explained = run(root.path(), &["explain", "fk-not-indexed"]);
    for title in ["Impact", "Why", "Fix", "Verify", "perfaudit: ignore[fk-not-indexed]"] {
        assert!(stdout(&explained).contains(title), "{title}");
    }
    let wrong = run(root.path(), &["explain", "fk-not-indxed"]);
    assert_eq!(code(&wrong), 2);
    assert_eq!(stderr(&wrong), "perfaudit: unknown rule `fk-not-indxed`; did you mean `fk-not-indexed`?\n");
}

#[test]
fn schema_and_routes_speak_json() {
    let root = with_a_flaw();
    let schema = run(root.path(), &["schema", "--dialect", "postgresql", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&schema.stdout).expect("JSON");
    assert_eq!(value["dialect"], "postgresql");
    assert_eq!(value["unindexed_foreign_keys"][0]["table"], "posts");
    let routes = run(root.path(), &["routes", ".", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&routes.stdout).expect("JSON");
    assert!(value["routes"].is_array());
}

const OUTSIDE_LIBRARY: &str = r#"
from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from ourlib.listing import every

app = Flask(__name__)
db = SQLAlchemy(app)


class Owner(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.ForeignKey("owner.id"), index=True)
    owner = db.relationship(Owner)


@app.get("/boats")
def boats():
    return jsonify([boat.owner.name for boat in every(Boat)])
"#;

#[test]
fn a_stub_of_the_project_says_what_a_library_does() {
    let root = repository(&[("app.py", OUTSIDE_LIBRARY)]);
    let explain = ["routes", "--explain", "GET /boats"];
    let unknown = stdout(&run(root.path(), &explain));
    assert!(unknown.contains("no statement was seen"), "{unknown}");
    let stub = root.path().join("perfaudit-stubs/ourlib/listing.py");
    fs::create_dir_all(stub.parent().expect("a parent")).expect("folders");
    fs::write(&stub, "def every(model):\n    return model.query.all()\n").expect("a stub");
    let known = stdout(&run(root.path(), &explain));
    assert!(known.contains("plain  1 + N(boat) statements: 11 at n = 10, 41 at n = 40"), "{known}");
    assert!(known.contains("each round of app.py:23"), "{known}");
    fs::write(&stub, "def every(model:\n").expect("a stub");
    let broken = stdout(&run(root.path(), &[".", "--format", "json", "--fail-on", "never"]));
    assert!(broken.contains("perfaudit-stubs/ourlib/listing.py"), "{broken}");
}

#[test]
fn an_entry_that_is_not_there_is_2() {
    let root = repository(&[("app.py", OUTSIDE_LIBRARY)]);
    let output = run(root.path(), &["routes", "--explain", "GET /boat"]);
    assert_eq!(code(&output), 2);
    assert_eq!(stderr(&output), "perfaudit: no entry point `GET /boat`; did you mean `GET /boats`?\n");
    assert!(stdout(&run(root.path(), &["routes", "--format", "markdown"])).starts_with("## Route ledger\n"));
}

#[test]
fn the_configuration_of_the_readme_is_accepted() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md");
    let block = readme.split("```toml\n").find(|block| block.starts_with("select = ")).expect("a configuration");
    let config = block.split("```").next().expect("its text");
    let root = repository(&[("perfaudit.toml", &config.replace("\"perf-rules\"", "")), ("app.py", "")]);
    let output = run(root.path(), &[]);
    assert_eq!((code(&output), stderr(&output).as_str()), (0, ""));
}

#[test]
fn why_not_says_what_kept_a_rule_silent() {
    let app = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\n\n\n\
               class Tag(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n\n\n\
               @app.route(\"/\")\ndef index():\n    for tag in Tag.query.all():\n        \
               Tag.query.filter_by(id=tag.id + 1).first()  # perfaudit: ignore[query-in-loop] small\n    \
               return str(Tag.query.count())\n";
    let root = repository(&[("app.py", app), ("tests/test_app.py", "assert True\n")]);
    let ask = |at: &str| {
        let output = run(root.path(), &["explain", "query-in-loop", "--why-not", at]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        stdout(&output)
    };
    assert!(ask("app.py:14").contains("it is accepted, not reported: small"), "{}", ask("app.py:14"));
    assert!(ask("app.py:15").contains("in no loop that multiplies it; reached by GET /"), "{}", ask("app.py:15"));
    assert!(ask("app.py:3").contains("in no function"), "{}", ask("app.py:3"));
    assert!(ask("app.py:8").contains("app.py:14 compares it (=): Tag by id first()"), "{}", ask("app.py:8"));
    assert!(ask("tests/test_app.py:1").contains("it is not read"), "{}", ask("tests/test_app.py:1"));
    assert_eq!(ask("nowhere.py:1"), "nowhere.py is no file of the audited tree\n");
    assert_eq!(code(&run(root.path(), &["explain", "query-in-loop", "--why-not", "app.py"])), 2);
    let turned = run(root.path(), &["explain", "--why-not", "query-in-loop", "app.py:3"]);
    assert_eq!(stdout(&turned), ask("app.py:3"));
}

#[test]
fn a_new_rule_works_and_runs_in_the_audit() {
    let root = repository(&[("app.py", "import time\n\ntime.sleep(1)\n")]);
    assert_eq!(code(&run(root.path(), &["new-rule", "perf-rules/no-sleep"])), 0);
    let tested = run(root.path(), &["test-rules", "perf-rules"]);
    assert_eq!(code(&tested), 0, "{}{}", stdout(&tested), stderr(&tested));
    assert_eq!(stdout(&tested), "ok     no-sleep/bad/first\nok     no-sleep/good/first\n");
    fs::write(root.path().join("perfaudit.toml"), "rule-folders = [\"perf-rules\"]\n").expect("a file");
    let audited = run(root.path(), &["--format", "oneline"]);
    assert!(stdout(&audited).contains("app.py:3:1: medium no-sleep: What stands at the place."), "{}", stdout(&audited));
    let case = root.path().join("perf-rules/no-sleep/good/first/app.py");
    fs::write(case, "import time\n\ntime.sleep(2)\n").expect("a file");
    let broken = run(root.path(), &["test-rules", "perf-rules"]);
    assert_eq!(code(&broken), 1);
    assert!(stdout(&broken).contains("false alarm app.py:3"), "{}", stdout(&broken));
    assert_eq!(code(&run(root.path(), &["new-rule", "perf-rules/no-sleep"])), 2);
    assert_eq!(code(&run(root.path(), &["test-rules", "."])), 1, "rules are found below");
}

#[test]
fn init_writes_a_configuration_that_is_accepted() {
    let root = with_a_flaw();
    assert_eq!(code(&run(root.path(), &["init"])), 0);
    assert_eq!(code(&run(root.path(), &[])), 0);
    let again = run(root.path(), &["init"]);
    assert_eq!(code(&again), 2);
    assert!(stderr(&again).contains("is there already"));
}

#[test]
fn shells_get_their_completions() {
    for shell in ["bash", "zsh", "fish"] {
        let output = run(Path::new("."), &["completions", shell]);
        assert!(stdout(&output).contains("perfaudit") && stdout(&output).contains("baseline"), "{shell}");
    }
}
