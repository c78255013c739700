//! `docs/racemes-report.md` is the whole report of `fixtures/racemes`, and the README shows its first page.
//! `UPDATE=1 cargo test --test example` writes both anew.

use std::fs;
use std::path::{Path, PathBuf};

use perfaudit::pipeline::setup::Request;
use perfaudit::report::{Report, markdown};

const START: &str = "<!-- first page -->\n";
const END: &str = "<!-- /first page -->\n";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn racemes() -> Report {
    perfaudit::audit(&Request { root: root().join("fixtures/racemes"), ..Request::default() }).expect("a report").0
}

/// Compares, or writes where asked to.
fn expect(path: &Path, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, text).expect("writable");
        return;
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    let at =
        there.lines().zip(text.lines()).position(|(a, b)| a != b).unwrap_or(there.lines().count().min(text.lines().count()));
    assert!(
        there == text,
        "{} differs from line {} on: it says\n{}\nand the audit\n{}\n`UPDATE=1 cargo test --test example` writes it anew",
        path.display(),
        at + 1,
        there.lines().nth(at).unwrap_or("(nothing)"),
        text.lines().nth(at).unwrap_or("(nothing)")
    );
}

#[test]
fn the_report_of_racemes_stands_in_the_project() {
    expect(&root().join("docs/racemes-report.md"), &markdown::write(&racemes(), false));
}

/// Up to the roadmap, as a quotation: its headings are none of the README.
#[test]
fn the_readme_shows_its_first_page() {
    let page = markdown::write(&racemes(), true);
    let page = page.split("## Roadmap").next().unwrap_or_default().trim_end();
    let quoted: String = page.lines().map(|line| format!("{}\n", format!("> {line}").trim_end())).collect();
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    let (before, rest) = readme.split_once(START).expect("where the page begins");
    let (_, after) = rest.split_once(END).expect("where the page ends");
    expect(&root().join("README.md"), &format!("{before}{START}{quoted}{END}{after}"));
}
