//! `perfaudit fix`: what it mends is gone at the next audit, nothing new appears, and where it is not sure it changes nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use perfaudit::fix::{FilePatch, Patch, write};
use perfaudit::syntax::python;
use serde_json::Value;
use tempfile::TempDir;

const LAZY: &str = "lazy-load-in-loop,lazy-load-in-template-loop";

fn perfaudit(root: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    let output = command.current_dir(root).args(arguments).output().expect("perfaudit starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// Rule, symbol and what is said, of each finding that is shown.
fn findings(root: &Path) -> BTreeSet<(String, String, String)> {
    let report = perfaudit(root, &["--format", "json", "--fail-on", "never"]);
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let word = |f: &Value, name: &str| f[name].as_str().unwrap_or_default().to_owned();
    let shown = report["findings"].as_array().expect("findings").iter().filter(|f| f["shown"] == true);
    shown.map(|f| (word(f, "rule"), word(f, "symbol"), word(f, "title"))).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let (from, to) = {
            let e = entry.expect("an entry");
            (e.path(), to.join(e.file_name()))
        };
        if from.is_dir() { copy(&from, &to) } else { fs::copy(&from, &to).map(|_| ()).expect("a copy") }
    }
}

fn fixture(name: &str) -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name), root.path());
    root
}

/// A small app: a project has a client; the view's query and the head of its file are given.
fn app(head: &str, query: &str) -> (TempDir, PathBuf) {
    let root = tempfile::tempdir().expect("a folder");
    let models = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n\n\nclass Client(db.Model):\n    id = \
                  db.Column(db.Integer, primary_key=True)\n    name = db.Column(db.String)\n\n\nclass Project(db.Model):\n    id = \
                  db.Column(db.Integer, primary_key=True)\n    client_id = db.Column(db.ForeignKey(\"client.id\"), index=True)\n    \
                  client = db.relationship(Client)\n";
    let view = format!(
        "{head}from flask import Flask\nfrom models import {MODELS}\n\napp = Flask(__name__)\n\n\n@app.route(\"/\")\ndef index():\n    \
         {query}\n    return str([project.client.name for project in projects])\n",
        MODELS = "Client, Project, db",
    );
    fs::write(root.path().join("models.py"), models).expect("a file");
    let path = root.path().join("app.py");
    fs::write(&path, view).expect("a file");
    (root, path)
}

fn sound(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a file");
    assert!(python::lower(&text).1.is_empty(), "{text}");
    text
}

#[test]
fn what_is_mended_is_gone_and_nothing_new_appears() {
    let root = fixture("racemes");
    let before = findings(root.path());
    let diff = perfaudit(root.path(), &["fix", ".", "--rule", LAZY]);
    assert!(diff.contains("+    streams = MonitoredStream.query.order_by(MonitoredStream.stream_name).options("), "{diff}");
    let changed = perfaudit(root.path(), &["fix", ".", "--rule", LAZY, "--write"]);
    let changed: Vec<&str> = changed.lines().collect();
    assert!(changed.contains(&"racemes/blueprints/streams.py"));
    changed.iter().for_each(|path| drop(sound(&root.path().join(path))));
    let after = findings(root.path());
    assert!(after.is_subset(&before), "new: {:?}", after.difference(&before));
    let gone = before.difference(&after).filter(|(rule, ..)| LAZY.contains(rule.as_str())).count();
    assert!(gone >= 12, "{gone} gone: {:?}", before.difference(&after));
    assert_eq!(gone, before.len() - after.len(), "only these rules were asked for");
}

#[test]
fn an_index_is_declared_where_the_key_is() {
    let root = fixture("racemes");
    perfaudit(root.path(), &["fix", ".", "--rule", "fk-not-indexed", "--write"]);
    assert!(findings(root.path()).iter().all(|(rule, ..)| rule != "fk-not-indexed"));
    let text = sound(&root.path().join("racemes/models/streams.py"));
    assert!(text.contains("db.ForeignKey(\"monitored_asset.id\"), index=True)"), "{text}");
}

#[test]
fn an_option_taken_out_is_one_finding_and_its_remedy_silences_it() {
    let cases = [
        ("blueprints/rules.py", ".options(joinedload(Rule.template))", "Rule.template"),
        ("blueprints/admin.py", ".options(selectinload(Role.role_permissions))", "Role.role_permissions"),
        ("blueprints/streams.py", ".options(joinedload(VirtualStream.stream))", "VirtualStream.stream"),
    ];
    for (path, option, relation) in cases {
        let root = fixture("well-tuned");
        let path = root.path().join("racemes").join(path);
        let text = fs::read_to_string(&path).expect("a file");
        assert_eq!(text.matches(option).count(), 1, "{option}");
        fs::write(&path, text.replace(option, "")).expect("a file");
        let found: Vec<_> = findings(root.path()).into_iter().collect();
        assert!(found.len() == 1 && found[0].2.contains(relation), "{relation}: {found:?}");
        perfaudit(root.path(), &["fix", ".", "--write"]);
        assert!(sound(&path).contains(option), "{relation}");
        assert!(findings(root.path()).is_empty(), "{relation}");
    }
}

#[test]
fn a_chain_on_several_lines_gets_a_line_of_its_own() {
    let chain =
        "projects = (\n        Project.query.filter(Project.id > 3)\n        .order_by(Project.id)\n        .all()\n    )";
    let (root, path) = app("", chain);
    perfaudit(root.path(), &["fix", "--write"]);
    let text = sound(&path);
    assert!(
        text.contains("        .order_by(Project.id)\n        .options(joinedload(Project.client))\n        .all()\n"),
        "{text}"
    );
    assert!(text.contains("from models import Client, Project, db\nfrom sqlalchemy.orm import joinedload\n"), "{text}");
}

#[test]
fn an_import_of_loaders_is_extended_and_a_bound_name_used() {
    let (root, path) = app("from sqlalchemy.orm import aliased\n", "projects = Project.query.all()");
    perfaudit(root.path(), &["fix", "--write"]);
    assert!(sound(&path).starts_with("from sqlalchemy.orm import aliased, joinedload\n"));
    let (root, path) =
        app("from sqlalchemy.orm import joinedload\n", "projects = db.session.scalars(db.select(Project)).all()");
    perfaudit(root.path(), &["fix", "--write"]);
    let text = sound(&path);
    assert_eq!(text.matches("import joinedload").count(), 1);
    assert!(text.contains("db.select(Project).options(joinedload(Project.client))"), "{text}");
}

#[test]
fn line_endings_and_the_mark_of_the_file_stay() {
    let (root, path) = app("", "projects = Project.query.all()");
    let text = format!("\u{feff}{}", fs::read_to_string(&path).expect("a file").replace('\n', "\r\n"));
    fs::write(&path, &text).expect("a file");
    perfaudit(root.path(), &["fix", "--write"]);
    let after = fs::read_to_string(&path).expect("a file");
    let expected = text
        .replace("Project.query.all()", "Project.query.options(joinedload(Project.client)).all()")
        .replace("Client, Project, db\r\n", "Client, Project, db\r\nfrom sqlalchemy.orm import joinedload\r\n");
    assert_eq!(after, expected);
}

#[test]
fn where_the_edit_is_not_sure_nothing_changes() {
    let queries =
        ["projects = Project.query.yield_per(100).all()", "projects = [db.session.get(Project, key) for key in range(9)]"];
    for query in queries {
        let (root, path) = app("", query);
        let before = fs::read_to_string(&path).expect("a file");
        let printed = perfaudit(root.path(), &["fix", "--rule", LAZY]);
        assert_eq!(printed, "", "{query}");
        perfaudit(root.path(), &["fix", "--rule", LAZY, "--write"]);
        assert_eq!(fs::read_to_string(&path).expect("a file"), before);
    }
}

#[test]
fn a_file_that_changed_since_is_left_alone() {
    let root = tempfile::tempdir().expect("a folder");
    let file = |path: &str, before: &str| FilePatch { path: path.into(), before: before.into(), after: "new\n".into() };
    fs::write(root.path().join("a.py"), "old\n").expect("a file");
    fs::write(root.path().join("b.py"), "edited meanwhile\n").expect("a file");
    let patch = Patch { files: vec![file("a.py", "old\n"), file("b.py", "old\n")], ..Patch::default() };
    let error = write::apply(root.path(), &patch).expect_err("b.py changed");
    assert!(error.starts_with("b.py: "), "{error}");
    assert_eq!(fs::read_to_string(root.path().join("a.py")).expect("a file"), "old\n");
}

#[cfg(unix)]
#[test]
fn permissions_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let (root, path) = app("", "projects = Project.query.all()");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).expect("permissions");
    perfaudit(root.path(), &["fix", "--write"]);
    assert!(sound(&path).contains("joinedload"));
    assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o750);
}

/// The rule case of a list whose response reads four relations of its loans.
fn loans() -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let case = "rules/queries/serializer-n-plus-one/bad/django-several-relations";
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(case), root.path());
    root
}

#[test]
fn relations_that_one_response_reads_are_one_finding_and_one_edit() {
    let root = loans();
    let said: Vec<_> = findings(root.path()).into_iter().filter(|f| f.0 == "serializer-n-plus-one").collect();
    let [(_, symbol, title)] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!(
        (symbol.as_str(), title.as_str()),
        ("library.views.LoanSerializer", "Loan.book and 3 other relations are loaded once per serialized row")
    );
    perfaudit(root.path(), &["fix", ".", "--rule", "serializer-n-plus-one", "--write"]);
    let view = sound(&root.path().join("library/views.py"));
    let query = "Loan.objects.select_related(\"reader\", \"book__publisher\").prefetch_related(\"readers\").order_by(\"id\")";
    assert!(view.contains(query), "{view}");
    assert!(findings(root.path()).iter().all(|f| f.0 != "serializer-n-plus-one"));
}

#[test]
fn one_more_relation_is_new_to_a_baseline_and_one_less_is_not() {
    let root = loans();
    let view = root.path().join("library/views.py");
    let whole = fs::read_to_string(&view).expect("a file");
    let less = whole
        .replace("\"book\", \"reader\", \"readers\"", "\"book\", \"reader\"")
        .replace("    readers = ReaderSerializer(many=True)\n", "");
    let is_new = || findings(root.path()).iter().any(|f| f.0 == "serializer-n-plus-one");
    perfaudit(root.path(), &["baseline", "write", "."]);
    fs::write(&view, &less).expect("a file");
    assert!(!is_new());
    perfaudit(root.path(), &["baseline", "write", "."]);
    fs::write(&view, &whole).expect("a file");
    assert!(is_new());
}
