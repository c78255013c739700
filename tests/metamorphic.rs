//! Changes that mean nothing change nothing: the same findings and the same ledger, however the program is written.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const MODELS: &str = "from flask_sqlalchemy import SQLAlchemy\n\ndb = SQLAlchemy()\n\n\nclass Client(db.Model):\n    id = \
                      db.Column(db.Integer, primary_key=True)\n    name = db.Column(db.String)\n\n\nclass Project(db.Model):\n    \
                      id = db.Column(db.Integer, primary_key=True)\n    client_id = db.Column(db.ForeignKey(\"client.id\"), \
                      index=True)\n    client = db.relationship(Client)\n";
const HEAD: &str = "from flask import Flask\n\nfrom models import Client, Project, db\n";
const APP: &str = "app = Flask(__name__)\n";
const HELPER: &str = "def label(project):\n    return project.client.name\n";
const LIST: &str =
    "@app.route(\"/\")\ndef index():\n    projects = Project.query.all()\n    return str([label(p) for p in projects])\n";
const COUNTS: &str = "@app.route(\"/counts\")\ndef counts():\n    out = []\n    for client in Client.query.all():\n        \
                      out.append(Project.query.filter_by(client_id=client.id).count())\n    return str(out)\n";

/// A Django project without the mixin that its view set lists with.
const SHOP: [(&str, &str); 5] = [
    ("settings.py", "INSTALLED_APPS = [\"shop\"]\nROOT_URLCONF = \"urls\"\n"),
    (
        "models.py",
        "from django.db import models\n\n\nclass Book(models.Model):\n    title = models.CharField(max_length=100)\n\n\nclass \
         Loan(models.Model):\n    book = models.ForeignKey(Book, on_delete=models.CASCADE)\n",
    ),
    (
        "serializers.py",
        "from rest_framework import serializers\n\nfrom models import Book, Loan\n\n\nclass \
         BookSerializer(serializers.ModelSerializer):\n    loans = serializers.SerializerMethodField()\n\n    class Meta:\n        \
         model = Book\n        fields = [\"title\", \"loans\"]\n\n    def get_loans(self, book):\n        return \
         Loan.objects.filter(book_id=book.id).count()\n",
    ),
    (
        "views.py",
        "from rest_framework.viewsets import GenericViewSet\n\nfrom listing import Listing\nfrom models import Book\nfrom serializers \
         import BookSerializer\n\n\nclass Books(Listing, GenericViewSet):\n    queryset = Book.objects.all()\n    \
         serializer_class = BookSerializer\n",
    ),
    (
        "urls.py",
        "from rest_framework.routers import SimpleRouter\n\nfrom views import Books\n\nrouter = \
         SimpleRouter()\nrouter.register(\"books\", Books)\nurlpatterns = router.urls\n",
    ),
];

type Files<'a> = Vec<(&'a str, String)>;

fn base() -> Files<'static> {
    vec![("models.py", MODELS.into()), ("app.py", [HEAD, APP, HELPER, LIST, COUNTS].join("\n\n"))]
}

/// What the audit says: rule, message and formula of findings, and the price of each route.
fn audit(files: &Files<'_>) -> (Vec<[String; 3]>, Vec<[String; 3]>) {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), files);
    let report = json(root.path());
    let list = |name: &str, keys: [&str; 3]| {
        // A cost is an object with its formula; the lines beside it move with the text.
        let word =
            |item: &Value, key: &str| item[key].as_str().or(item[key]["formula"].as_str()).unwrap_or_default().to_owned();
        let items = report[name].as_array().unwrap_or_else(|| panic!("`{name}` is a list"));
        let mut out: Vec<[String; 3]> = items.iter().map(|item| keys.map(|key| word(item, key))).collect();
        out.sort();
        out
    };
    (list("findings", ["rule", "message", "formula"]), list("routes", ["rule", "plain", "worst"]))
}

fn write(root: &Path, files: &Files<'_>) {
    for (path, text) in files {
        fs::write(root.join(path), text).expect("a file");
    }
}

fn json(root: &Path) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    let output = command.current_dir(root).args(["--format", "json", "--fail-on", "never"]).output().expect("perfaudit starts");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn same(files: &Files<'_>) {
    let (expected, found) = (audit(&base()), audit(files));
    let rules: Vec<&str> = expected.0.iter().map(|f| f[0].as_str()).collect();
    assert!(rules.contains(&"lazy-load-in-loop") && rules.contains(&"query-in-loop"), "the app has its flaws: {rules:?}");
    assert!(expected.1.iter().any(|route| route[1].contains("N(project)")), "its routes have their price: {:?}", expected.1);
    assert_eq!(found, expected);
}

/// The base with the app's text changed.
fn changed(change: impl Fn(&str) -> String) -> Files<'static> {
    let mut files = base();
    let text = change(&files[1].1);
    assert_ne!(text, files[1].1, "nothing was changed");
    files[1].1 = text;
    files
}

#[test]
fn a_variable_by_another_name() {
    same(&changed(|text| text.replace("projects", "rows").replace("for client in", "for c in").replace("client.id)", "c.id)")));
}

#[test]
fn a_method_extracted() {
    let extracted = "def load():\n    return Project.query.all()\n\n\n";
    same(&changed(|text| {
        text.replace("projects = Project.query.all()", "projects = load()")
            .replace("def label", &format!("{extracted}def label"))
    }));
}

#[test]
fn a_helper_in_another_module() {
    let mut files = changed(|text| text.replace(HELPER, "").replace(HEAD, &format!("{HEAD}from helpers import label\n")));
    files.push(("helpers.py", HELPER.into()));
    same(&files);
}

#[test]
fn functions_as_methods_of_a_class_and_its_mixin() {
    let mixin = "class Labels:\n    def label(self, project):\n        return project.client.name\n";
    let page = "class Page(Labels):\n    def rows(self):\n        return Project.query.all()\n\n    def show(self):\n        \
                projects = self.rows()\n        return str([self.label(p) for p in projects])\n";
    let index = "@app.route(\"/\")\ndef index():\n    return Page().show()\n";
    same(&vec![("models.py", MODELS.into()), ("app.py", [HEAD, APP, mixin, page, index, COUNTS].join("\n\n"))]);
    // The mixin in a module of its own.
    let head = format!("{HEAD}from labels import Labels\n");
    let app = [&head, APP, page, index, COUNTS].join("\n\n");
    same(&vec![("models.py", MODELS.into()), ("labels.py", mixin.into()), ("app.py", app)]);
}

#[test]
fn functions_in_another_order() {
    same(&vec![("models.py", MODELS.into()), ("app.py", [HEAD, APP, COUNTS, LIST, HELPER].join("\n\n"))]);
}

#[test]
fn a_file_that_has_nothing_to_do_with_it() {
    let mut files = base();
    files.push((
        "aside.py",
        "def label(project):\n    return project.client.name\n\n\ndef twice(n):\n    return 2 * n\n".into(),
    ));
    same(&files);
}

/// A view set whose loop stands in a mixin, in `module`, and whose serializer runs a query for each row.
fn shop(module: &str) -> Files<'static> {
    let list = "from rest_framework.response import Response\n\n\nclass Listing:\n    def list(self, request):\n        return \
                Response(self.get_serializer(self.get_queryset(), many=True).data)\n";
    let mut files: Files<'static> =
        SHOP.iter().map(|(path, text)| (*path, text.replace("from listing", &format!("from {module}")))).collect();
    files.push((if module == "listing" { "listing.py" } else { "lists.py" }, list.into()));
    files
}

#[test]
fn a_finding_stays_the_same_when_the_module_of_its_loop_gets_another_name() {
    let fingerprints = |module: &str| {
        let root = tempfile::tempdir().expect("a folder");
        write(root.path(), &shop(module));
        let report = json(root.path());
        let findings = report["findings"].as_array().expect("findings").clone();
        let of = |f: &Value| {
            (f["rule"].to_string(), f["path"].to_string(), f["fingerprint"].to_string(), f["fingerprint2"].to_string())
        };
        findings.iter().map(of).collect::<Vec<_>>()
    };
    let before = fingerprints("listing");
    assert!(
        before.iter().any(|(rule, path, ..)| rule.contains("hidden-query") && path.contains("serializers.py")),
        "{before:?}"
    );
    assert_eq!(fingerprints("lists"), before);
}
