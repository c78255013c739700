//! Trees that nobody writes by hand, or that somebody wrote to break a reader: each costs a note at most, and the rest of
//! the report stands. Work is bounded by steps and sizes; a test here that runs for minutes has lost its bound.

use std::fs;
use std::path::Path;

use perfaudit::{Report, Request, audit};
use tempfile::TempDir;

mod files;
mod shapes;
mod sizes;

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
