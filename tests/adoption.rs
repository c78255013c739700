//! How a team takes perfaudit up: baseline, changed lines, budgets, decisions and suppressions, through the command line.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const MODELS: &str = "from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Owner(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer, db.ForeignKey('owner.id'), index=True)
    owner = db.relationship('Owner')


def make_tables():
    db.create_all()
";
const VIEWS: &str = "from flask import Flask, jsonify

from models import Boat, db

app = Flask(__name__)
app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql://localhost/boats'
db.init_app(app)


@app.get('/boats')
def boats():
    return jsonify([boat.id for boat in Boat.query.limit(50)])


@app.get('/owners')
def owners():
    rows = []
    for boat in Boat.query.limit(100).all():
        rows.append(boat.owner.name)
    return jsonify(rows)
";

fn harbour() -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "models.py", MODELS);
    write(root.path(), "app.py", VIEWS);
    root
}

fn write(root: &Path, path: &str, text: &str) {
    fs::write(root.join(path), text).expect("a file");
}

fn edit(root: &Path, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(root.join(path)).expect("a file");
    assert!(text.contains(from), "{from} in {path}");
    write(root, path, &text.replace(from, to));
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_perfaudit")).current_dir(folder).args(arguments).output().expect("perfaudit starts")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn json(folder: &Path, arguments: &[&str]) -> serde_json::Value {
    let output = run(folder, &[arguments, &["--format", "json", "--fail-on", "never"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output)))
}

/// `rule path:line` of what is new.
fn new(report: &serde_json::Value) -> Vec<String> {
    let findings = report["findings"].as_array().expect("findings").iter().filter(|f| f["baseline"] == "new");
    findings.map(|f| format!("{} {}:{}", f["rule"], f["path"], f["line"]).replace('"', "")).collect()
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]);
    let output = command.args(arguments).output().expect("git starts");
    assert!(output.status.success(), "{arguments:?}: {}", text(&output));
}

#[test]
fn what_the_baseline_knows_is_not_reported_again() {
    let root = harbour();
    let root = root.path();
    assert_eq!(run(root, &["--fail-on", "low"]).status.code(), Some(1));
    assert!(run(root, &["baseline", "write"]).status.success());
    let output = run(root, &["--fail-on", "info"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains("known before and not shown"), "{}", text(&output));
    assert_eq!(run(root, &["--fail-on", "low", "--no-baseline"]).status.code(), Some(1));
}

#[test]
fn layout_and_moved_files_make_nothing_new_and_a_flaw_does() {
    let root = harbour();
    let root = root.path();
    run(root, &["baseline", "write"]);
    edit(root, "app.py", "@app.get('/boats')", "# two\n# lines\n@app.get(\n    \"/boats\",\n)");
    edit(
        root,
        "app.py",
        "for boat in Boat.query.limit(100).all():",
        "for boat in (\n        Boat.query\n        .limit(100)\n        .all()\n    ):",
    );
    fs::rename(root.join("models.py"), root.join("tables.py")).expect("a rename");
    edit(root, "app.py", "from models", "from tables");
    assert_eq!(new(&json(root, &[])), [""; 0]);
    edit(root, "tables.py", ", index=True", "");
    edit(root, "app.py", "[boat.id for", "[boat.owner.name for");
    assert_eq!(new(&json(root, &[])), ["lazy-load-in-loop app.py:16", "fk-not-indexed tables.py:13"]);
}

#[test]
fn prune_takes_out_what_was_mended_and_show_lists_the_rest() {
    let root = harbour();
    let root = root.path();
    edit(root, "models.py", ", index=True", "");
    run(root, &["baseline", "write"]);
    edit(root, "app.py", "boat.owner.name", "boat.id");
    assert_eq!(json(root, &[])["baseline"]["gone"][0]["rule"], "lazy-load-in-loop");
    assert!(text(&run(root, &["baseline", "prune"])).contains("1 finding is no more"), "it is taken out");
    let shown = text(&run(root, &["baseline", "show"]));
    assert!(shown.contains("models.py fk-not-indexed boat.owner_id") && !shown.contains("lazy-load"), "{shown}");
}

#[test]
fn a_broken_baseline_is_2_and_says_where() {
    let root = harbour();
    write(root.path(), "perfaudit-baseline.json", "{\n\"version\": 1,\n");
    let output = run(root.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("at line 3"), "{}", text(&output));
}

#[test]
fn changed_names_what_a_branch_brings_and_what_its_routes_cost_now() {
    let root = harbour();
    let root = root.path();
    git(root, &["init", "-q"]);
    git(root, &["add", "."]);
    git(root, &["commit", "-qm", "one"]);
    git(root, &["checkout", "-qb", "work"]);
    edit(root, "app.py", "[boat.id for", "[boat.owner.name for");
    git(root, &["commit", "-qam", "two"]);
    edit(root, "models.py", ", index=True", "");
    let report = json(root, &["--changed"]);
    assert_eq!(new(&report), ["lazy-load-in-loop app.py:12", "fk-not-indexed models.py:13"]);
    let diff = &report["ledger_diff"];
    assert_eq!(diff.as_array().map(Vec::len), Some(1), "{diff}");
    assert_eq!((&diff[0]["entry"], &diff[0]["before"]), (&"GET /boats".into(), &"1".into()));
    let output = run(root, &["--changed=main", "--fail-on", "medium"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("GET /boats: 1 → 1 + min(50, N(boat))"), "{}", text(&output));
    let unknown = run(root, &["--changed=nowhere"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown).contains("git knows no commit `nowhere`"), "{}", text(&unknown));
}

#[test]
fn a_route_over_its_budget_fails_the_run() {
    let root = harbour();
    let root = root.path();
    write(root, "perfaudit.toml", "fail-on = \"critical\"\n[budget]\n\"GET /boats\" = 1\n\"GET /*\" = 12\n");
    let output = run(root, &[]);
    assert_eq!(output.status.code(), Some(1));
    let line = text(&output).lines().last().unwrap_or_default().to_owned();
    assert!(line.starts_with("gate: failed (1 entry point over budget: GET /owners runs "), "{line}");
    write(root, "perfaudit.toml", "[budget]\n\"GET /*\" = 150\n");
    assert_eq!(run(root, &[]).status.code(), Some(0), "min(100, …) is below it");
}

#[test]
fn decisions_need_a_reason_and_one_that_fits_nothing_is_said() {
    let root = harbour();
    let root = root.path();
    edit(root, "models.py", ", index=True", "");
    let decided = "[[accept]]\nrule = \"fk-not-indexed\"\npath = \"models.py\"\nreason = \"ten boats\"\n\
                   [[defer]]\nrule = \"lazy-load-in-loop\"\nreason = \"old page\"\nuntil = \"it is rebuilt\"\n\
                   [[accept]]\nrule = \"query-in-loop\"\nreason = \"fine\"\n";
    write(root, "perfaudit.toml", decided);
    let report = json(root, &[]);
    let status = |rule: &str| {
        let of_rule = report["findings"].as_array().expect("findings").iter().find(|f| f["rule"] == rule).expect("a finding");
        (of_rule["status"].clone(), of_rule["status_reason"].clone())
    };
    assert_eq!(status("fk-not-indexed"), ("accepted".into(), "ten boats".into()));
    assert_eq!(status("lazy-load-in-loop"), ("deferred".into(), "old page; until it is rebuilt".into()));
    let notes = report["coverage"]["notes"].to_string();
    assert!(notes.contains("no finding of `query-in-loop` fits this decision any more"), "{notes}");
    write(root, "perfaudit.toml", "[[defer]]\nrule = \"lazy-load-in-lop\"\n");
    let output = run(root, &[]);
    assert_eq!(output.status.code(), Some(2));
    for part in ["did you mean `lazy-load-in-loop`?", "`reason` is missing", "`until` is missing"] {
        assert!(text(&output).contains(part), "{part} in {}", text(&output));
    }
}

#[test]
fn a_suppression_of_an_unknown_rule_is_2_and_the_report_is_there() {
    let root = harbour();
    let root = root.path();
    edit(root, "app.py", "        rows.append", "        # perfaudit: ignore[lazy-lod-in-loop] fine\n        rows.append");
    let output = run(root, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("perfaudit: app.py:19: suppression names an unknown rule `lazy-lod-in-loop`"));
    assert!(text(&output).contains("lazy-load-in-loop"), "the report is printed");
}

#[test]
fn a_range_and_a_missing_reason() {
    let root = harbour();
    let root = root.path();
    edit(root, "app.py", "    rows = []\n", "    # perfaudit: ignore-start[lazy-load-in-loop]\n    rows = []\n");
    edit(
        root,
        "app.py",
        "    return jsonify(rows)",
        "    # perfaudit: ignore-end[lazy-load-in-loop]\n    return jsonify(rows)",
    );
    let report = json(root, &[]);
    let of_rule = report["findings"].as_array().expect("findings").iter().find(|f| f["rule"] == "lazy-load-in-loop");
    assert_eq!(of_rule.expect("a finding")["status"], "accepted");
    assert!(report["coverage"]["notes"].to_string().contains("gives no reason"));
}

/// A flaw of the rules' own cases in each language that has comments, and how a comment begins and ends there.
const COMMENTED: [(&str, &str, &str, &str, &str); 8] = [
    ("schema/fk-not-indexed/bad/sql", "schema.sql", "fk-not-indexed", "--", ""),
    ("schema/fk-not-indexed/bad/mapped-column", "models.py", "fk-not-indexed", "#", ""),
    ("pages/blocking-script-in-head/bad/in-base-template", "app/templates/base.html", "blocking-script-in-head", "<!--", "-->"),
    ("pages/blocking-script-in-head/bad/in-base-template", "app/templates/base.html", "blocking-script-in-head", "{#", "#}"),
    ("operations/trace-everything/bad/javascript", "static/app.js", "trace-everything", "//", ""),
    ("serving/scale-to-zero-cold-start/bad/fly", "fly.toml", "scale-to-zero-cold-start", "#", ""),
    ("serving/scale-to-zero-cold-start/bad/render", "render.yaml", "scale-to-zero-cold-start", "#", ""),
    ("serving/worker-tmp-on-disk/bad/dockerfile", "Dockerfile", "worker-tmp-on-disk", "#", ""),
];

#[test]
fn a_comment_of_every_language_speaks_for_a_line_a_range_or_a_file() {
    for (case, path, rule, open, close) in COMMENTED {
        let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(case);
        for scope in ["ignore", "ignore-start", "ignore-file"] {
            let root = tempfile::tempdir().expect("a folder");
            copy(&original, root.path());
            let comment = |words: &str| format!("{open} perfaudit: {words}[{rule}] measured {close}");
            // In place of the comment that expects the finding.
            let instead = |line: &str| {
                let at = line.find("expect: ").map(|at| line[..at].rfind(['<', '#', '-', '/']).unwrap_or(0));
                at.map_or_else(
                    || line.to_owned(),
                    |at| line[..at].trim_end_matches(['<', '!', '-', '/']).to_owned() + &comment(scope),
                )
            };
            let text = fs::read_to_string(root.path().join(path)).expect("a file");
            let mut lines: Vec<String> = text.lines().map(instead).collect();
            if scope == "ignore-start" {
                lines.push(comment("ignore-end"));
            }
            write(root.path(), path, &(lines.join("\n") + "\n"));
            let report = json(root.path(), &["--severity", "info", "--confidence", "low", "--select", rule]);
            let findings = report["findings"].as_array().expect("findings").iter().filter(|f| f["path"] == path);
            let said: Vec<String> = findings.map(|f| format!("{}: {}", f["status"], f["status_reason"])).collect();
            let accepted = |said: &String| said == "\"accepted\": \"measured\"";
            assert!(!said.is_empty() && said.iter().all(accepted), "{scope} in {path}, {open}: {said:?}\n{}", lines.join("\n"));
        }
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("a file");
        }
    }
}
