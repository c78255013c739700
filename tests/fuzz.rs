//! Real files, mutated: whatever bytes a repository has, nothing panics, and work stays in proportion.
//!
//! A plain `cargo test` runs a hundred cases of each target, a few where each is a whole tree. `PERFAUDIT_FUZZ_SECONDS=1200 cargo test --release --test
//! fuzz -- python` goes on for that long with other seeds. `PERFAUDIT_FUZZ_CORPUS` names a folder of further files to start
//! from. A case that fails is written to `target/tmp/`; its smallest form belongs into `tests/fuzz/<target>/`, which is
//! replayed each time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use perfaudit::config::raw;
use perfaudit::facts::store::Store;
use perfaudit::facts::{Language, Role};
use perfaudit::finding::baseline::Baseline;
use perfaudit::pipeline::setup::natives;
use perfaudit::rule::catalogue::Catalogue;
use perfaudit::source::guard::guarded;
use perfaudit::syntax::{self, Input};
use perfaudit::{Request, Setup, audit};

/// Cases of a plain run, of one file and of a whole tree.
const CASES: usize = 100;
const TREES: usize = 8;

/// A mutated file is cut here: a bound on the work of one case.
const MAX_BYTES: usize = 64 * 1024;

/// No case may take longer, on whatever machine, for work in proportion to 64 KiB.
const TOO_LONG: Duration = Duration::from_secs(20);

/// Numbers that look random, the same in every run of a seed (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or(0)
    }

    fn range(&mut self, len: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.below(len + 1);
        start..(start + self.below(most) + 1).min(len)
    }
}

/// Text that matters to one front end or another.
const WORDS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "<",
    ">",
    "</",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\\",
    "\n",
    "\r\n",
    "\t",
    "    ",
    ":",
    ",",
    ";",
    ".",
    "..",
    "*",
    "**",
    "@",
    "#",
    "--",
    "/*",
    "*/",
    "$$",
    "\0",
    "\u{feff}",
    "é",
    "𝄞",
    "0",
    "-1",
    "9223372036854775808",
    "1e999",
    "def ",
    "class ",
    "lambda ",
    "async ",
    "await ",
    "yield ",
    "return ",
    "import ",
    "from . import *",
    "if ",
    "elif ",
    "else:",
    "for x in ",
    "while True:",
    "with ",
    "try:",
    "except:",
    "match x:",
    "case _:",
    "global ",
    "super()",
    "self",
    "None",
    "f'{",
    "!r}",
    "not ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "ALTER TABLE ",
    "INSERT INTO ",
    "SELECT ",
    "REFERENCES ",
    "PRIMARY KEY",
    "UNIQUE",
    "WHERE ",
    "{% for x in y %}",
    "{% endfor %}",
    "{% if x %}",
    "{% endif %}",
    "{% block a %}",
    "{% endblock %}",
    "{% extends 'a' %}",
    "{% include 'a' %}",
    "{% macro m() %}",
    "{% with a=b %}",
    "|safe",
    "<script>",
    "<!--",
    "-->",
    "<link rel=",
    "expect: ",
    "perfaudit: ignore[",
    "FROM python\n",
    "CMD [",
    "&anchor ",
    "*anchor",
    "<<: ",
    "- ",
    "? ",
    "| ",
    "http {",
    "server {",
    "location / {",
    "gzip on;",
    "db.Column(",
    "relationship(",
    "models.ForeignKey(",
    "op.create_index(",
    "op.drop_table(",
    "migrations.AddField(",
    "down_revision = ",
    ".all()",
    ".filter(",
    ".objects",
    "select_related(",
    "joinedload(",
    "@app.route('/')",
];

/// One to eight changes of a text.
fn mutate(random: &mut Random, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = corpus[random.below(corpus.len())].clone();
    for _ in 0..=random.below(8) {
        let len = bytes.len();
        match random.below(8) {
            0 if len > 0 => {
                let at = random.below(len);
                bytes[at] ^= 1 << random.below(8);
            }
            1 => {
                let range = random.range(len, 40);
                bytes.drain(range);
            }
            2 => {
                let range = random.range(len, 400);
                bytes.drain(range);
            }
            3 => {
                let range = random.range(len, 60);
                let again = bytes[range.clone()].repeat(random.below(30) + 1);
                bytes.splice(range.end..range.end, again);
            }
            4 => {
                let word = WORDS[random.below(WORDS.len())].repeat([1, 1, 1, 2, 300][random.below(5)]);
                let at = random.below(len + 1);
                bytes.splice(at..at, word.into_bytes());
            }
            5 => {
                let other = &corpus[random.below(corpus.len())];
                let (range, at) = (random.range(other.len(), 2_000), random.below(len + 1));
                bytes.splice(at..at, other[range].iter().copied());
            }
            6 => bytes.truncate(random.below(len + 1)),
            _ => {
                // A line goes elsewhere, so that indentation and order are wrong.
                let range = random.range(len, 120);
                let moved: Vec<u8> = bytes.drain(range).collect();
                let at = random.below(bytes.len() + 1);
                bytes.splice(at..at, moved);
            }
        }
    }
    bytes.truncate(MAX_BYTES);
    bytes
}

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files of the fixtures, of the cases of rules, and of the further corpus, of these endings.
fn corpus(endings: &[&str]) -> Vec<Vec<u8>> {
    let mut folders = vec![home().join("fixtures"), home().join("rules")];
    folders.extend(std::env::var_os("PERFAUDIT_FUZZ_CORPUS").map(PathBuf::from));
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let kind = entry.file_type().expect("a kind");
            if kind.is_dir() && entry.file_name() != ".git" {
                folders.push(entry.path());
            } else if kind.is_file() && endings.iter().any(|e| entry.path().to_string_lossy().ends_with(e)) {
                paths.push(entry.path());
            }
        }
    }
    paths.sort();
    let texts = paths.iter().filter_map(|path| fs::read(path).ok()).filter(|bytes| bytes.len() <= MAX_BYTES);
    let corpus: Vec<Vec<u8>> = texts.collect();
    assert!(!corpus.is_empty());
    corpus
}

/// Runs `step` on kept cases, then on mutated files, and says which one failed.
fn fuzz(target: &str, cases: usize, endings: &[&str], step: impl Fn(&[u8]) + std::panic::RefUnwindSafe) {
    for entry in fs::read_dir(home().join("tests/fuzz").join(target)).into_iter().flatten().filter_map(Result::ok) {
        run(target, &fs::read(entry.path()).expect("a case"), &step);
    }
    let corpus = corpus(endings);
    let seconds: Option<u64> = std::env::var("PERFAUDIT_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok());
    let seed = std::env::var("PERFAUDIT_FUZZ_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let (started, mut random, mut count) = (Instant::now(), Random(seed), 0_usize);
    while seconds.map_or(count < cases, |seconds| started.elapsed() < Duration::from_secs(seconds)) {
        run(target, &mutate(&mut random, &corpus), &step);
        count += 1;
    }
    println!("{target}: {count} cases from {} files in {:?}", corpus.len(), started.elapsed());
}

fn run(target: &str, bytes: &[u8], step: &impl Fn(&[u8])) {
    // Where even a stack that overflows leaves it behind.
    let at = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{target}"));
    fs::write(&at, bytes).expect("the case is written");
    let started = Instant::now();
    let result = guarded(|| step(bytes));
    assert_eq!(result, Ok(()), "case {}", at.display());
    assert!(started.elapsed() < TOO_LONG, "case {} took {:?}", at.display(), started.elapsed());
}

/// Facts of one file, and what is kept of them is what they are.
fn front_end(path: &str, language: Language, bytes: &[u8]) {
    let facts = syntax::read(&Input { path, language, role: Role::App, bytes });
    let kept = postcard::to_allocvec(&facts).expect("facts can be kept");
    assert_eq!(postcard::from_bytes::<perfaudit::facts::FileFacts>(&kept).expect("kept facts can be read"), facts);
}

#[test]
fn python() {
    fuzz("python", CASES, &[".py"], |bytes| front_end("app/views.py", Language::Python, bytes));
}

#[test]
fn template() {
    fuzz("template", CASES, &[".html", ".jinja", ".j2"], |bytes| {
        front_end("app/templates/page.html", Language::Template, bytes);
        front_end("app/templates/page.html.j2", Language::Template, bytes);
    });
}

#[test]
fn sql() {
    fuzz("sql", CASES, &[".sql"], |bytes| {
        front_end("db/schema.sql", Language::Sql, bytes);
        let _ = syntax::sql::parse(&String::from_utf8_lossy(bytes), None);
    });
}

/// Every reader of serving and dependency files sees every text.
#[test]
fn deploy() {
    let names = [
        "Dockerfile",
        "docker-compose.yml",
        "Procfile",
        "gunicorn.conf.py",
        "uwsgi.ini",
        "nginx.conf",
        "fly.toml",
        "k8s/deployment.yaml",
        ".env",
        "package.json",
        "pyproject.toml",
        "requirements.txt",
        "poetry.lock",
        "vercel.json",
        "render.yaml",
        "supervisord.conf",
        "alembic.ini",
        "app.service",
        "start.sh",
    ];
    fuzz(
        "deploy",
        CASES,
        &["Dockerfile", ".yml", ".yaml", "Procfile", ".conf", ".toml", ".json", ".txt", ".ini", ".env", ".sh", ".cfg"],
        |bytes| {
            for name in names {
                front_end(name, Language::Deploy, bytes);
            }
        },
    );
}

#[test]
fn script() {
    let setup = Setup::new(&Request { root: home().join("rules"), ..Request::default() }).expect("a set-up");
    let patterns = setup.patterns();
    fuzz("script", CASES, &[".js", ".css", ".ts", ".py"], |bytes| {
        front_end("app/static/app.js", Language::JavaScript, bytes);
        front_end("app/static/app.css", Language::Css, bytes);
        let _ = patterns.hits(Language::JavaScript, bytes);
        let _ = patterns.hits(Language::Python, bytes);
    });
}

/// An audit of a small tree in which `path` has these bytes.
fn whole(files: &[(&str, &str)], path: &str, bytes: &[u8]) {
    let root = tempfile::tempdir().expect("a folder");
    let all = files.iter().map(|(path, text)| (*path, text.as_bytes())).chain([(path, bytes)]);
    for (path, bytes) in all {
        let full = root.path().join(path);
        fs::create_dir_all(full.parent().expect("a parent")).expect("folders");
        fs::write(full, bytes).expect("a file");
    }
    let report = audit(&Request { root: root.path().to_owned(), jobs: Some(1), ..Request::default() }).expect("a report").0;
    assert_eq!(report.coverage.internal_errors, Vec::<String>::new());
}

#[test]
fn evaluator() {
    let app = [
        ("requirements.txt", "flask\nsqlalchemy\ndjango\nfastapi\n"),
        ("templates/list.html", "{% for x in rows %}{{ x.owner.name }}{% endfor %}"),
    ];
    fuzz("evaluator", TREES, &[".py"], |bytes| whole(&app, "app.py", bytes));
}

#[test]
fn migrations() {
    let first = "revision = '1'\ndown_revision = None\nfrom alembic import op\nimport sqlalchemy as sa\ndef upgrade():\n    op.create_table('a', sa.Column('id', sa.Integer, primary_key=True), sa.Column('b', sa.Integer))\n    op.create_index('ix', 'a', ['b'])\n";
    let django = "from django.db import migrations, models\nclass Migration(migrations.Migration):\n    operations = [migrations.CreateModel('A', [('id', models.AutoField(primary_key=True))])]\n";
    let tree = [
        ("migrations/versions/1.py", first),
        ("shop/migrations/0001_initial.py", django),
        ("db/0001.sql", "CREATE TABLE c (id INT);"),
    ];
    fuzz(
        "migrations",
        TREES,
        &["versions/1.py", "versions/2.py", ".sql", "0001_initial.py", "schema.sql", "models.py"],
        |bytes| {
            whole(&tree, "migrations/versions/2.py", bytes);
            whole(&tree, "shop/migrations/0002_more.py", bytes);
            whole(&tree, "db/0002.sql", bytes);
        },
    );
}

#[test]
fn config() {
    fuzz("config", CASES, &[".toml"], |bytes| {
        let text = String::from_utf8_lossy(bytes);
        for name in ["perfaudit.toml", "pyproject.toml"] {
            let known = ["queries", "fk-not-indexed"];
            let _ = raw::read(name, &text).settings(known.into_iter());
            let _ = raw::read(name, &text).own_mistakes();
        }
    });
}

#[test]
fn rules() {
    fuzz("rules", CASES, &["rule.toml"], |bytes| {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("ours/family/a-rule");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("rule.toml"), bytes).expect("a rule");
        let _ = Catalogue::load(&natives(), root.path(), &["ours".to_owned()]);
    });
}

#[test]
fn cache() {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("a.py"), "x = 1\n").expect("a file");
    fs::write(root.path().join("b.sql"), "CREATE TABLE a (id INT);\n").expect("a file");
    let cache = perfaudit::pipeline::setup::Cache { folder: root.path().join("kept"), writes: true };
    audit(&Request { root: root.path().to_owned(), cache: Some(cache.clone()), ..Request::default() }).expect("a report");
    let whole = fs::read(cache.folder.join("facts.bin")).expect("a store");
    fuzz("cache", CASES, &[".toml"], |bytes| {
        // The seed decides which bytes of a right store are wrong.
        let mut store = whole.clone();
        for (at, byte) in bytes.iter().take(4).enumerate() {
            let place = (usize::from(*byte) * (at + 7) * 31) % store.len();
            store[place] = bytes[bytes.len() - 1 - at];
        }
        let _ = Store::parse(store);
        let _ = Store::parse(bytes.to_vec());
        let _ = Store::parse([&whole[..24], bytes].concat());
    });
}

#[test]
fn baseline() {
    fuzz("baseline", CASES, &[".json", "rule.toml"], |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _ = Baseline::parse("perfaudit-baseline.json", &text);
        let _ = Baseline::parse("perfaudit-baseline.json", &format!("{{\"version\":1,\"findings\":[{text}]}}"));
    });
}
