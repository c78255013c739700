//! Trees that nobody writes by hand, or that somebody wrote to break a reader: each costs a note at most, and the rest of
//! the report stands. Work is bounded by steps and sizes; a test here that runs for minutes has lost its bound.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use perfaudit::{Report, Request, Setup, audit, audit_files, walk};
use tempfile::TempDir;

/// A key without an index: the finding that has to stand, whatever lies beside it.
const SCHEMA: &str = "CREATE TABLE users (id INTEGER PRIMARY KEY);\n\
                      CREATE TABLE posts (\n  id INTEGER PRIMARY KEY,\n  user_id INTEGER REFERENCES users (id)\n);\n";

fn tree(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "db/schema.sql", SCHEMA.as_bytes());
    for (path, text) in files {
        write(root.path(), path, text.as_bytes());
    }
    root
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let full = root.join(path);
    fs::create_dir_all(full.parent().expect("a parent")).expect("folders");
    fs::write(full, bytes).expect("a file");
}

/// Audits and asserts that nothing failed and that the planted finding is there.
fn stands(root: &TempDir) -> Report {
    let request = Request { root: root.path().to_owned(), jobs: Some(2), ..Request::default() };
    let report = audit(&request).expect("a report").0;
    assert_stands(&report);
    report
}

fn assert_stands(report: &Report) {
    assert_eq!(report.coverage.internal_errors, Vec::<String>::new());
    let planted = report.findings.iter().any(|f| f.rule == "fk-not-indexed" && f.at.path == "db/schema.sql");
    assert!(planted, "the rest of the report is gone");
}

fn is_noted(report: &Report, path: &str, text: &str) -> bool {
    report.coverage.notes.iter().any(|note| note.path == path && note.text.contains(text))
}

fn is_skipped(report: &Report, path: &str, why: &str) -> bool {
    report.coverage.skipped.iter().any(|skipped| skipped.path == path && skipped.why.contains(why))
}

/// A Flask app whose one route runs `body`.
fn flask(body: &str) -> String {
    format!("from flask import Flask\napp = Flask(__name__)\n\n\n@app.route('/')\ndef index(x):\n{body}    return ''\n")
}

#[test]
fn one_line_of_twenty_megabytes() {
    let script = "function f(){return fetch('/a').then(function(r){setInterval(r,9)})};".repeat(20_000_000 / 69);
    let root =
        tree(&[("app/static/app.min.js", &script), ("web/src/main.js", &script), ("app/blob.py", &"x=1;".repeat(5_000_000))]);
    let report = stands(&root);
    assert!(is_skipped(&report, "app/blob.py", "too large"));
}

#[test]
fn long_lines_below_the_limit() {
    let root = tree(&[
        ("app/templates/page.html", &"<p class=a>{{ x.y }}</p>".repeat(40_000)),
        ("app/data.py", &format!("DATA = [{}]\n", "{'a': 1, 'b': [2, 3]}, ".repeat(40_000))),
        ("web/tight.js", &"a(function(){".repeat(2_000)),
    ]);
    stands(&root);
}

#[test]
fn a_function_of_a_hundred_thousand_branches() {
    let mut flat = String::new();
    for at in 0..100_000 {
        let _ = writeln!(flat, "    if x == {at}:\n        y{at} = {at}");
    }
    let mut chain = String::from("    if x == 0:\n        y = 0\n");
    for at in 1..50_000 {
        let _ = writeln!(chain, "    elif x == {at}:\n        y = {at}");
    }
    let root = tree(&[("flat.py", &flask(&flat)), ("chain.py", &flask(&chain))]);
    stands(&root);
}

#[test]
fn branches_that_each_call_the_next_function_twice() {
    let mut code = String::from("from flask import Flask\napp = Flask(__name__)\n\n");
    for at in 0..60 {
        let next = at + 1;
        let _ = writeln!(
            code,
            "def f{at}(x):\n    if x:\n        f{next}(x)\n    else:\n        f{next}(x)\n    for y in x:\n        f{next}(y)\n"
        );
    }
    code.push_str("def f60(x):\n    pass\n\n@app.route('/')\ndef index():\n    f0(app.x)\n    return ''\n");
    let root = tree(&[("app.py", &code)]);
    stands(&root);
}

/// Ten thousand of each, so that only a bound on depth ends the recursion.
#[test]
fn nesting_of_ten_thousand_levels() {
    const DEEP: usize = 10_000;
    let pair = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP));
    let mut blocks = String::new();
    for level in 0..2_000 {
        let _ = writeln!(blocks, "{}if x:", " ".repeat(level));
    }
    let _ = writeln!(blocks, "{}pass", " ".repeat(2_000));
    let root = tree(&[
        ("app/brackets.py", &format!("x = {}\n", pair("(", "1", ")"))),
        ("app/calls.py", &format!("x = {}\n", pair("f(", "1", ")"))),
        ("app/lists.py", &format!("x = {}\n", pair("[", "", "]"))),
        ("app/blocks.py", &blocks),
        ("app/attributes.py", &format!("x = a{}\n", ".b".repeat(DEEP))),
        ("app/chained.py", &format!("x = a{}\n", ".b()".repeat(DEEP))),
        ("app/sums.py", &format!("x = 1{}\n", " + 1".repeat(DEEP))),
        ("app/prefixes.py", &format!("x = {}y\n", "not ".repeat(DEEP))),
        ("app/lambdas.py", &format!("x = {}y\n", "lambda: ".repeat(4_000))),
        ("app/conditions.py", &format!("x = {}0\n", "1 if y else ".repeat(4_000))),
        ("app/formats.py", &format!("x = {}\n", "f'{".repeat(DEEP))),
        ("app/templates/tags.html", &pair("{% if x %}", "{{ y }}", "{% endif %}")),
        ("app/templates/loops.html", &pair("{% for x in xs %}", "{{ x }}", "{% endfor %}")),
        ("app/templates/divs.html", &pair("<div>", "x", "</div>")),
        ("app/templates/calls.html", &format!("{{{{ {} }}}}", pair("f(", "1", ")"))),
        ("app/templates/filters.html", &format!("{{{{ x{} }}}}", "|f".repeat(DEEP))),
        ("package.json", &pair("{\"a\":", "1", "}")),
        ("vercel.json", &pair("[", "", "]")),
        ("docker-compose.yml", &pair("[", "", "]")),
        ("pyproject.toml", &format!("x = {}\n", pair("[", "", "]"))),
        ("db/brackets.sql", &format!("SELECT {};\n", pair("(", "1", ")"))),
        ("db/subqueries.sql", &format!("{};\n", pair("SELECT * FROM (", "SELECT 1", ") t"))),
        ("db/cases.sql", &format!("SELECT {};\n", pair("CASE WHEN a THEN ", "1", " END"))),
        ("nginx.conf", &pair("http {", "", "}")),
        ("web/brackets.js", &format!("setInterval({});\n", pair("[", "", "]"))),
        ("web/functions.js", &pair("(function(){", "setInterval(f, 5)", "})()")),
        ("app/nested.py", &format!("import time\nasync def f():\n    time.sleep({})\n", pair("(", "1", ")"))),
    ]);
    stands(&root);
}

#[test]
fn what_goes_in_circles() {
    let root = tree(&[
        (
            "app/__init__.py",
            "from flask import Flask, render_template\nfrom app import a\napp = Flask(__name__)\n\n\n@app.route('/')\ndef index():\n    a.ping(1)\n    return render_template('one.html')\n",
        ),
        (
            "app/a.py",
            "from app.b import *\nfrom app.b import pong\n\nclass A(B):\n    x = property(lambda self: self.x)\n\ndef ping(n):\n    return pong(n)\n",
        ),
        (
            "app/b.py",
            "from app.a import *\nfrom app.a import A, ping\n\nclass B(A):\n    pass\n\nclass C(C):\n    pass\n\ndef pong(n):\n    return ping(n)\n",
        ),
        (
            "app/templates/one.html",
            "{% extends 'two.html' %}{% block a %}{{ super() }}{% include 'three.html' %}{% endblock %}",
        ),
        ("app/templates/two.html", "{% extends 'one.html' %}{% block a %}{% include 'one.html' %}{% endblock %}"),
        (
            "app/templates/three.html",
            "{% include 'three.html' %}{% from 'three.html' import m %}{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        ),
        (
            "migrations/versions/1.py",
            "revision = '1'\ndown_revision = '3'\nfrom alembic import op\ndef upgrade():\n    op.drop_table('gone')\n",
        ),
        ("migrations/versions/2.py", "revision = '2'\ndown_revision = '1'\ndef upgrade():\n    upgrade()\n"),
        ("migrations/versions/3.py", "revision = '3'\ndown_revision = ('2', '3')\ndef upgrade():\n    pass\n"),
        (
            "shop/migrations/0001_initial.py",
            "from django.db import migrations\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0002_more')]\n    operations = []\n",
        ),
        (
            "shop/migrations/0002_more.py",
            "from django.db import migrations\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0001_initial'), ('shop', '0002_more')]\n    operations = []\n",
        ),
        (
            "shop/urls.py",
            "from django.urls import include, path\nurlpatterns = [path('', include('shop.urls')), path('x/', include('shop.more'))]\n",
        ),
        ("shop/more.py", "from django.urls import include, path\nurlpatterns = [path('', include('shop.urls'))]\n"),
        ("shop/settings.py", "from shop.settings import *\nROOT_URLCONF = 'shop.urls'\nINSTALLED_APPS = ['shop']\n"),
        ("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n"),
    ]);
    stands(&root);
}

#[test]
fn hierarchies_that_multiply() {
    let mut code = String::from("class C0:\n    pass\n");
    for at in 1..400 {
        let _ = writeln!(
            code,
            "class C{at}({}):\n    pass",
            (0..at.min(12)).map(|k| format!("C{}", at - 1 - k)).collect::<Vec<_>>().join(", ")
        );
    }
    let mut templates: Vec<(String, String)> = Vec::new();
    for at in 0..300 {
        let include = format!("{{% include 't{}.html' %}}", at + 1);
        templates.push((format!("app/templates/t{at}.html"), include.repeat(3)));
    }
    let mut files: Vec<(&str, &str)> = templates.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    files.push(("app/classes.py", &code));
    files.push((
        "app/main.py",
        "from flask import Flask, render_template\napp = Flask(__name__)\n\n@app.route('/')\ndef index():\n    return render_template('t0.html')\n",
    ));
    stands(&tree(&files));
}

#[test]
fn a_dump_of_a_million_rows() {
    let mut dump = String::from("CREATE TABLE logs (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));\n");
    for at in 0..500_000 {
        let _ = writeln!(dump, "INSERT INTO logs VALUES ({at}, 7);");
    }
    dump.push_str("INSERT INTO logs VALUES (0, 0)");
    for at in 0..500_000 {
        let _ = write!(dump, ",({at},';''--')");
    }
    dump.push_str(";\n");
    let mut copy = String::from("CREATE TABLE events (id INTEGER PRIMARY KEY);\nCOPY events (id) FROM stdin;\n");
    for at in 0..200_000 {
        let _ = writeln!(copy, "{at}");
    }
    copy.push_str("\\.\n");
    let root = tree(&[("db/z_rows.sql", &dump), ("db/z_copy.sql", &copy)]);
    let report = stands(&root);
    let found = report.findings.iter().any(|f| f.rule == "fk-not-indexed" && f.at.path == "db/z_rows.sql");
    assert!(found, "the table of the dump is read");
}

#[test]
fn what_tools_write() {
    let mut client = String::from("# Code generated by a tool. DO NOT EDIT.\nclass Client:\n");
    for at in 0..20_000 {
        let _ = writeln!(client, "    def call_{at}(self, a, b=None):\n        return self.send('/{at}', a, b)");
    }
    let mut lock = String::new();
    for at in 0..60_000 {
        let _ = writeln!(lock, "[[package]]\nname = \"p{at}\"\nversion = \"1.0\"\n");
    }
    let rows = |n: usize| (0..n).map(|at| format!("\"k{at}\": {{\"version\": \"{at}\"}}")).collect::<Vec<_>>().join(",");
    let root = tree(&[
        ("client/api.py", &client),
        ("poetry.lock", &lock),
        ("package-lock.json", &format!("{{\"packages\": {{{}}}}}", rows(100_000))),
        ("package.json", &format!("{{\"dependencies\": {{{}}}}}", rows(20_000))),
        ("requirements.txt", &"flask==1.0 ; python_version < '3'\n".repeat(50_000)),
        ("data/big.json", &format!("[{}]", "1,".repeat(2_000_000))),
    ]);
    stands(&root);
}

#[test]
fn bytes_that_are_no_text() {
    let root = tree(&[]);
    let noise: Vec<u8> = (0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let archive = [b"PK\x03\x04".as_slice(), &noise].concat();
    let names = [
        "a.py",
        "b.html",
        "c.sql",
        "Dockerfile",
        "package.json",
        "pyproject.toml",
        "docker-compose.yml",
        "nginx.conf",
        "d.js",
        "static/e.css",
        "static/f.png",
        "Procfile",
        "fly.toml",
        ".env",
        "gunicorn.conf.py",
        "uwsgi.ini",
        "requirements.txt",
    ];
    for name in names {
        write(root.path(), &format!("noise/{name}"), &noise);
        write(root.path(), &format!("archive/{name}"), &archive);
        write(root.path(), &format!("empty/{name}"), b"");
        write(root.path(), &format!("nul/{name}"), &[0; 4096]);
    }
    write(root.path(), "dist.tar.gz", &archive);
    let report = stands(&root);
    assert!(is_noted(&report, "noise/a.py", "not UTF-8"));
}

/// Lines of the planted finding when the schema is written like that.
fn lines_of(bytes: &[u8]) -> Vec<u32> {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "db/schema.sql", bytes);
    stands(&root).findings.iter().filter(|f| f.rule == "fk-not-indexed").map(|f| f.at.line).collect()
}

#[test]
fn encodings_and_line_ends_move_no_place() {
    let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(SCHEMA.encode_utf16()).flat_map(order).collect()
    };
    assert_eq!(lines_of(SCHEMA.as_bytes()), [4]);
    assert_eq!(lines_of(SCHEMA.replace('\n', "\r\n").as_bytes()), [4]);
    assert_eq!(lines_of(format!("\u{feff}{SCHEMA}").as_bytes()), [4]);
    assert_eq!(lines_of(&wide(u16::to_le_bytes)), [4]);
    assert_eq!(lines_of(&wide(u16::to_be_bytes)), [4]);
    assert_eq!(lines_of(&[b"-- caf\xe9\n".as_slice(), SCHEMA.as_bytes()].concat()), [5]);
    // Half a character at the end.
    assert_eq!(lines_of(&[wide(u16::to_le_bytes).as_slice(), b"x"].concat()), [4]);
}

#[test]
fn names_that_differ_only_in_case() {
    let root = tree(&[
        ("app/models.py", "class A:\n    pass\n"),
        ("app/Models.py", "from app.models import A\nclass B(A):\n    pass\n"),
        ("App/models.py", "from app.Models import B\n"),
        ("app/templates/A.html", "{% include 'a.html' %}"),
        ("app/templates/a.html", "{% include 'A.html' %}"),
    ]);
    stands(&root);
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file() {
    use std::os::unix::net::UnixListener;

    let root = tree(&[]);
    let _socket = UnixListener::bind(root.path().join("app.py")).expect("a socket");
    for pipe in ["pipe.sql", "db/Dockerfile", "perfaudit-stubs.py"] {
        let made = std::process::Command::new("mkfifo").arg(root.path().join(pipe)).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo is there on every Unix");
    }
    let report = stands(&root);
    for path in ["app.py", "pipe.sql", "db/Dockerfile"] {
        assert!(is_skipped(&report, path, "not a regular file"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn links_in_circles() {
    let root = tree(&[("app/main.py", "")]);
    let link = |target: &str, name: &str| std::os::unix::fs::symlink(target, root.path().join(name)).expect("a link");
    link("self.py", "self.py");
    link("b.py", "a.py");
    link("a.py", "b.py");
    link(".", "app/here");
    link("../..", "app/up");
    link("/dev/zero", "zero.py");
    link("/dev/stdin", "stdin.sql");
    let report = stands(&root);
    assert!(is_skipped(&report, "a.py", "broken link"));
    assert!(is_skipped(&report, "zero.py", "link out of the tree"));
}

#[cfg(unix)]
#[test]
fn files_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;

    let root = tree(&[("secret/a.py", ""), ("b.py", "")]);
    let forbid = |path: &str, mode: u32| {
        fs::set_permissions(root.path().join(path), fs::Permissions::from_mode(mode)).expect("permissions");
    };
    forbid("b.py", 0o000);
    forbid("secret", 0o000);
    // The superuser may read everything.
    let restricted = fs::read(root.path().join("b.py")).is_err();
    let report = stands(&root);
    forbid("secret", 0o700);
    assert_eq!(is_skipped(&report, "b.py", "could not be read"), restricted);
}

#[test]
fn files_that_change_while_they_are_read() {
    let grown = format!("x = 1\n{}", "y = 2\n".repeat(1000));
    let root = tree(&[
        ("app/gone.py", "x = 1\n"),
        ("app/short.py", &grown),
        ("app/long.py", "x = 1\n"),
        ("app/templates/a.html", &grown),
    ]);
    let setup = Setup::new(&Request { root: root.path().to_owned(), ..Request::default() }).expect("a set-up");
    let walked = walk(root.path(), &setup.settings.files).expect("a walk");
    fs::remove_file(root.path().join("app/gone.py")).expect("removed");
    fs::remove_file(root.path().join("app/templates/a.html")).expect("removed");
    fs::create_dir(root.path().join("app/templates/a.html")).expect("a folder in its place");
    write(root.path(), "app/short.py", b"");
    write(root.path(), "app/long.py", grown.as_bytes());
    let report = audit_files(&walked, &setup).expect("a report");
    assert_stands(&report);
    assert!(report.coverage.notes.iter().any(|note| note.path == "app/gone.py"));
}
