//! What is fuzzed: one step a target, run on mutated files by `tests/fuzz.rs` and on what libFuzzer makes of them by `fuzz/`.
//!
//! A step panics where perfaudit would: no text may make a reader fail, and a report has no internal error.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use perfaudit::config::raw;
use perfaudit::facts::store::{Entry, Key, Store};
use perfaudit::facts::{FileFacts, Language, Role};
use perfaudit::finding::baseline::Baseline;
use perfaudit::library::Library;
use perfaudit::link::{self, SourceFile, Stub};
use perfaudit::model::FileEntry;
use perfaudit::pipeline::setup::natives;
use perfaudit::pipeline::stubs::stubs;
use perfaudit::report::{self, Coverage};
use perfaudit::rule::catalogue::Catalogue;
use perfaudit::syntax::{self, Input};
use perfaudit::{Request, Setup, audit_with, flow};

/// One thing that reads what others wrote.
pub struct Target {
    pub name: &'static str,
    /// A front end gets more time than what only reads our own files.
    pub is_front_end: bool,
    /// Endings of the files that are mutated.
    pub endings: &'static [&'static str],
    pub step: fn(&[u8]),
}

const PYTHON: &[&str] = &[".py"];
const TEMPLATES: &[&str] = &[".html", ".jinja", ".j2", ".djhtml"];
const PAGES: &[&str] = &[".html", ".htm"];
const SCRIPTS: &[&str] = &[".js", ".mjs", ".jsx", ".ts", ".tsx", ".css"];
const SQL: &[&str] = &[".sql"];
const DEPLOY: &[&str] = &[
    "Dockerfile",
    ".yml",
    ".yaml",
    "Procfile",
    ".conf",
    ".toml",
    ".json",
    ".txt",
    ".ini",
    ".env",
    ".sh",
    ".cfg",
    ".lock",
    ".service",
    "Caddyfile",
    "Pipfile",
];
const MIGRATIONS: &[&str] = &["versions/1.py", "versions/2.py", ".sql", "0001_initial.py", "schema.sql", "models.py"];

pub const TARGETS: &[Target] = &[
    Target { name: "python", is_front_end: true, endings: PYTHON, step: python },
    Target { name: "template", is_front_end: true, endings: TEMPLATES, step: template },
    Target { name: "html", is_front_end: true, endings: PAGES, step: html },
    Target { name: "script", is_front_end: true, endings: SCRIPTS, step: script },
    Target { name: "sql", is_front_end: true, endings: SQL, step: sql },
    Target { name: "deploy", is_front_end: true, endings: DEPLOY, step: deploy },
    Target { name: "evaluator", is_front_end: false, endings: PYTHON, step: evaluator },
    Target { name: "rendered", is_front_end: false, endings: TEMPLATES, step: rendered },
    Target { name: "migrations", is_front_end: false, endings: MIGRATIONS, step: migrations },
    Target { name: "audit", is_front_end: false, endings: PYTHON, step: audit },
    Target { name: "patterns", is_front_end: false, endings: PYTHON, step: patterns },
    Target { name: "config", is_front_end: false, endings: &[".toml"], step: config },
    Target { name: "rules", is_front_end: false, endings: &["rule.toml"], step: rules },
    Target { name: "cache", is_front_end: false, endings: &[".toml"], step: cache },
    Target { name: "baseline", is_front_end: false, endings: &[".json", "rule.toml"], step: baseline },
];

/// All rules, and the settings of a tree that says nothing.
static SETUP: LazyLock<Setup> = LazyLock::new(|| {
    let root = tempfile::tempdir().expect("a folder");
    Setup::new(&Request { root: root.path().to_owned(), jobs: Some(1), ..Request::default() }).expect("a set-up")
});

static STUBS: LazyLock<Vec<Stub>> = LazyLock::new(|| stubs(Path::new("no/such/folder"), &mut Coverage::default()));

fn read(path: &str, language: Language, role: Role, bytes: &[u8]) -> FileFacts {
    syntax::read(&Input { path, language, role, bytes })
}

/// Facts of one file, and what is kept of them is what they are.
fn front_end(path: &str, language: Language, bytes: &[u8]) {
    let facts = read(path, language, Role::App, bytes);
    let kept = postcard::to_allocvec(&facts).expect("facts can be kept");
    assert_eq!(postcard::from_bytes::<FileFacts>(&kept).expect("kept facts can be read"), facts);
}

fn python(bytes: &[u8]) {
    front_end("app/views.py", Language::Python, bytes);
}

fn template(bytes: &[u8]) {
    front_end("app/templates/page.html", Language::Template, bytes);
    front_end("app/templates/page.html.j2", Language::Template, bytes);
}

fn html(bytes: &[u8]) {
    front_end("app/static/index.html", Language::Template, bytes);
}

fn script(bytes: &[u8]) {
    front_end("app/static/app.js", Language::JavaScript, bytes);
    front_end("app/static/app.css", Language::Css, bytes);
    let _ = SETUP.patterns().hits(Language::JavaScript, bytes);
}

fn sql(bytes: &[u8]) {
    front_end("db/schema.sql", Language::Sql, bytes);
    let _ = syntax::sql::parse(&String::from_utf8_lossy(bytes), None);
}

/// Every reader of serving and dependency files sees every text.
fn deploy(bytes: &[u8]) {
    const NAMES: [&str; 29] = [
        "Dockerfile",
        "docker-compose.yml",
        "Procfile",
        "uwsgi.ini",
        "nginx.conf",
        "fly.toml",
        "k8s/deployment.yaml",
        ".env",
        "package.json",
        "pyproject.toml",
        "requirements.txt",
        "poetry.lock",
        "uv.lock",
        "Pipfile",
        "Pipfile.lock",
        "setup.cfg",
        "vercel.json",
        "railway.toml",
        "railway.json",
        "render.yaml",
        "app.yaml",
        "app.json",
        "heroku.yml",
        "supervisord.conf",
        "postgresql.conf",
        "app.service",
        "start.sh",
        "Caddyfile",
        "wrangler.toml",
    ];
    for name in NAMES {
        front_end(name, Language::Deploy, bytes);
    }
}

/// Links and prices files that never were on a disk.
fn link_and_price(files: &[(&str, Language, Role, &[u8])]) {
    let source = |(path, language, role, bytes): &(&str, Language, Role, &[u8])| SourceFile {
        entry: FileEntry { path: (*path).to_owned(), role: *role, language: *language, bytes: bytes.len() as u64 },
        facts: read(path, *language, *role, bytes),
    };
    let mut files: Vec<SourceFile> = files.iter().map(source).collect();
    files.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
    let linked = link::link(files, STUBS.clone(), &Library);
    let ledger = flow::price(&linked, &Library);
    assert!(ledger.failed.is_empty(), "{:?}", ledger.failed);
}

const REQUIREMENTS: &str = "flask\nsqlalchemy\ndjango\nfastapi\n";
const LIST: &str = "{% for x in rows %}{{ x.owner.name }}{% endfor %}";

fn evaluator(bytes: &[u8]) {
    link_and_price(&[
        ("requirements.txt", Language::Deploy, Role::App, REQUIREMENTS.as_bytes()),
        ("templates/list.html", Language::Template, Role::App, LIST.as_bytes()),
        ("app.py", Language::Python, Role::App, bytes),
    ]);
}

const MODELS: &str = "from flask import Flask, render_template\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\n\
    db = SQLAlchemy(app)\nclass User(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\nclass Item(db.Model):\n    \
    id = db.Column(db.Integer, primary_key=True)\n    owner_id = db.Column(db.ForeignKey('user.id'))\n    \
    owner = db.relationship(User)\n@app.route('/')\ndef index():\n    \
    return render_template('page.html', rows=Item.query.all(), form=Item.query.first(), user=User.query.get(1))\n";

/// The page that a view renders, its parent, what it includes and where its macros come from, all of one text.
fn rendered(bytes: &[u8]) {
    let behind = |head: &str| [head.as_bytes(), bytes].concat();
    let base = behind("{% from 'parts.html' import part %}{{ part(rows) }}");
    let page = behind("{% extends 'base.html' %}{% include 'parts.html' %}");
    let parts = behind(
        "{% macro part(rows) %}{% block content %}{% for row in rows %}{{ row.owner.id }}{% endfor %}{% endblock %}{% endmacro %}",
    );
    link_and_price(&[
        ("requirements.txt", Language::Deploy, Role::App, REQUIREMENTS.as_bytes()),
        ("app.py", Language::Python, Role::App, MODELS.as_bytes()),
        ("templates/base.html", Language::Template, Role::App, &base),
        ("templates/page.html", Language::Template, Role::App, &page),
        ("templates/parts.html", Language::Template, Role::App, &parts),
    ]);
}

fn migrations(bytes: &[u8]) {
    const ALEMBIC: &str = "revision = '1'\ndown_revision = None\nfrom alembic import op\nimport sqlalchemy as sa\ndef upgrade():\n    op.create_table('a', sa.Column('id', sa.Integer, primary_key=True), sa.Column('b', sa.Integer))\n    op.create_index('ix', 'a', ['b'])\n";
    const DJANGO: &str = "from django.db import migrations, models\nclass Migration(migrations.Migration):\n    operations = [migrations.CreateModel('A', [('id', models.AutoField(primary_key=True))])]\n";
    let python = |path, bytes| (path, Language::Python, Role::Migration, bytes);
    let sql = |path, bytes| (path, Language::Sql, Role::Migration, bytes);
    link_and_price(&[
        python("migrations/versions/1.py", ALEMBIC.as_bytes()),
        python("migrations/versions/2.py", bytes),
        python("shop/migrations/0001_initial.py", DJANGO.as_bytes()),
        python("shop/migrations/0002_more.py", bytes),
        sql("db/0001.sql", "CREATE TABLE c (id INT);".as_bytes()),
        sql("db/0002.sql", bytes),
    ]);
}

/// Every rule and every text format sees every text.
fn audit(bytes: &[u8]) {
    let root = tempfile::tempdir().expect("a folder");
    let files: [(&str, &[u8]); 6] = [
        ("requirements.txt", REQUIREMENTS.as_bytes()),
        ("templates/list.html", LIST.as_bytes()),
        ("app.py", bytes),
        ("templates/page.html", bytes),
        ("db/schema.sql", bytes),
        ("perfaudit-stubs/lib.py", bytes),
    ];
    for (path, bytes) in files {
        let full = root.path().join(path);
        fs::create_dir_all(full.parent().expect("a parent")).expect("folders");
        fs::write(full, bytes).expect("a file");
    }
    let report = audit_with(root.path(), &SETUP).expect("a report");
    assert_eq!(report.coverage.internal_errors, Vec::<String>::new());
    let _ = (report::json::write(&report), report::markdown::write(&report, false));
}

fn patterns(bytes: &[u8]) {
    let _ = SETUP.patterns().hits(Language::Python, bytes);
}

fn config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for name in ["perfaudit.toml", "pyproject.toml"] {
        let known = ["queries", "fk-not-indexed"];
        let _ = raw::read(name, &text).settings(known.into_iter());
        let _ = raw::read(name, &text).own_mistakes();
    }
}

fn rules(bytes: &[u8]) {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("ours/family/a-rule");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("rule.toml"), bytes).expect("a rule");
    let _ = Catalogue::load(&natives(), root.path(), &["ours".to_owned()]);
}

/// A store of two files.
static STORE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let entry = |path: &str, language, text: &str| {
        let facts = read(path, language, Role::App, text.as_bytes());
        Entry::new(key(path, language, text), 0, &facts).expect("facts can be kept")
    };
    let new = [entry("a.py", Language::Python, "x = 1\n"), entry("b.sql", Language::Sql, "CREATE TABLE a (id INT);\n")];
    Store::default().write(folder.path(), &[], &new).expect("a store");
    fs::read(folder.path().join("facts.bin")).expect("a store")
});

fn key(path: &str, language: Language, text: &str) -> Key {
    Key::new(path, language, Role::App, text.as_bytes())
}

/// The bytes decide which bytes of a right store are wrong, and are a store, too.
fn cache(bytes: &[u8]) {
    let mut store = STORE.clone();
    for (at, byte) in bytes.iter().take(4).enumerate() {
        let place = (usize::from(*byte) * (at + 7) * 31) % store.len();
        store[place] = bytes[bytes.len() - 1 - at];
    }
    let stores = [store, bytes.to_vec(), [&STORE[..24], bytes].concat(), STORE[..bytes.len() % STORE.len()].to_vec()];
    for store in stores.map(Store::parse) {
        let _ = store.get(key("a.py", Language::Python, "x = 1\n"), 0);
        let _ = store.get(key("b.sql", Language::Sql, "CREATE TABLE a (id INT);\n"), 0);
    }
    // Facts whose checksum holds may still be no facts.
    let _ = postcard::from_bytes::<FileFacts>(bytes);
}

fn baseline(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = Baseline::parse("perfaudit-baseline.json", &text);
    let _ = Baseline::parse("perfaudit-baseline.json", &format!("{{\"version\":1,\"findings\":[{text}]}}"));
}
