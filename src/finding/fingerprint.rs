//! Fingerprints: what a finding is, without line numbers.
//!
//! Two findings are the same one when their rule, their semantic anchor (the symbol) and the text at their place agree; how that
//! text is laid out does not count, so a formatter changes nothing. The first fingerprint also holds the path. The second holds
//! neither path nor module, so that a moved file or function keeps its baseline.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::Xxh3;

use crate::model::{Model, Place};
use crate::source::text::{Text, Texts};

use super::Finding;

/// Longest snippet that is kept, in characters.
const SNIPPET_LIMIT: usize = 400;

/// Fills `snippet`, `fingerprint` and `fingerprint2` of every finding. The order of the findings does not matter.
pub fn assign(findings: &mut [Finding], model: &Model, texts: &Texts) {
    for finding in findings.iter_mut() {
        finding.snippet = snippet(&texts.get(finding.place.file.index()), finding.place);
    }
    let mut order: Vec<usize> = (0..findings.len()).collect();
    // Files are sorted by path, so this is path order; the rest only makes the order total.
    order.sort_by(|&a, &b| position(&findings[a]).cmp(&position(&findings[b])));

    let mut seen_in_file: BTreeMap<Vec<String>, u32> = BTreeMap::new();
    let mut seen: BTreeMap<Vec<String>, u32> = BTreeMap::new();
    for at in order {
        let finding = &mut findings[at];
        let path = model.files.get(finding.place.file.index()).map_or("", |f| f.path.as_str());
        let anchor = |symbol: &str| vec![finding.rule.clone(), symbol.to_owned(), finding.snippet.clone()];
        let mut with_path = anchor(&finding.symbol);
        with_path.push(path.to_owned());
        let movable = anchor(within_file(&finding.symbol, path));
        finding.fingerprint = numbered(&mut seen_in_file, with_path);
        finding.fingerprint2 = numbered(&mut seen, movable);
    }
}

fn position(finding: &Finding) -> (Place, &str, &str, &str) {
    (finding.place, &finding.rule, &finding.symbol, &finding.message)
}

/// Hash of the parts and of how many equal ones came before.
fn numbered(seen: &mut BTreeMap<Vec<String>, u32>, parts: Vec<String>) -> String {
    let mut hasher = Xxh3::new();
    for part in &parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    let ordinal = seen.entry(parts).or_insert(0);
    hasher.update(&ordinal.to_le_bytes());
    *ordinal += 1;
    format!("{:016x}", hasher.digest())
}

/// The symbol without the module that its file is (`app.models.User.name` of `src/app/models.py`: `User.name`), or without the path;
/// nothing for what stands in no function or class.
fn within_file<'a>(symbol: &'a str, path: &str) -> &'a str {
    if let Some(rest) = symbol.strip_prefix(path) {
        return rest.trim_start_matches('.');
    }
    let Some(stem) = path.strip_suffix(".py") else { return symbol };
    let module = stem.strip_suffix("/__init__").unwrap_or(stem).replace('/', ".");
    let starts = std::iter::once(0).chain(module.match_indices('.').map(|(at, _)| at + 1));
    let mut names = starts.filter_map(|start| match symbol.strip_prefix(&module[start..])? {
        "" => Some(""),
        rest => rest.strip_prefix('.'),
    });
    names.next().unwrap_or(symbol)
}

/// What stands at a place, without what a formatter changes: white space, the kind of quotes, brackets and commas that only lay
/// out. Empty for a place that is a whole file.
fn snippet(text: &Text, place: Place) -> String {
    let span = place.span;
    let Some(found) = text.text.get(span.start as usize..span.end as usize) else { return String::new() };
    let laid_out = |c: &char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '\\');
    found.chars().filter(|c| !laid_out(c)).map(|c| if c == '\'' { '"' } else { c }).take(SNIPPET_LIMIT).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::facts::{Language, Role, Span};
    use crate::finding::builder::Frame;
    use crate::finding::{Confidence, Effort, FindingBuilder, Severity, Verdict};
    use crate::model::{FileEntry, FileId};

    fn finding(place: Place) -> Finding {
        let frame = Frame {
            rule: "query-in-loop".into(),
            family: "queries".into(),
            title: "t".into(),
            message: "m".into(),
            fix: String::new(),
            verify: String::new(),
            severity: Severity::High,
            confidence: Confidence::High,
            effort: Effort::Low,
        };
        match FindingBuilder::new(frame, place, "app.index").build() {
            Verdict::Finding(finding) => *finding,
            _ => panic!("the builder builds findings"),
        }
    }

    /// Findings at every `load(` of the given files, with fingerprints.
    fn audit(files: &[(&str, &str)]) -> Vec<Finding> {
        let root = tempfile::tempdir().unwrap();
        let mut model = Model::default();
        let mut findings = Vec::new();
        for (at, (path, text)) in files.iter().enumerate() {
            fs::write(root.path().join(path), text).unwrap();
            model.files.push(FileEntry {
                path: (*path).into(),
                role: Role::App,
                language: Language::Python,
                bytes: text.len() as u64,
            });
            for (start, _) in text.match_indices("load(") {
                let end = text[start..].find(')').unwrap() + 1;
                let span = Span::new(start as u32, (start + end) as u32);
                findings.push(finding(Place { file: FileId(at as u32), span }));
            }
        }
        let paths = model.files.iter().map(|f| f.path.clone()).collect();
        assign(&mut findings, &model, &Texts::new(root.path().into(), paths));
        findings
    }

    #[test]
    fn ten_lines_further_down_it_is_the_same_finding() {
        let before = audit(&[("a.py", "for p in all():\n    load(p)\n")]);
        let after = audit(&[("a.py", &format!("{}for p in all():\n      load(p)  \n", "import os\n".repeat(10)))]);
        assert_eq!(before[0].snippet, "loadp");
        assert_eq!(before[0].fingerprint, after[0].fingerprint);
        assert_eq!(before[0].fingerprint2, after[0].fingerprint2);
    }

    #[test]
    fn a_formatter_changes_nothing() {
        let before = audit(&[("a.py", "load(p, of='x')\n")]);
        let after = audit(&[("a.py", "load(\n    p,\n    of=\"x\",\n)\n")]);
        assert_eq!(before[0].fingerprint, after[0].fingerprint);
    }

    #[test]
    fn a_symbol_without_its_module_stays_when_its_function_moves() {
        assert_eq!(within_file("app.models.User.name", "src/app/models.py"), "User.name");
        assert_eq!(within_file("app.User.name", "app/__init__.py"), "User.name");
        assert_eq!(within_file("templates/a.html.row", "templates/a.html"), "row");
        assert_eq!(within_file("orders.user_id", "app/models.py"), "orders.user_id");
        assert_eq!(within_file("app.views", "src/app/views.py"), "", "a class body stands in no function");
        assert_eq!(
            within_file("app.viewset.User", "app/views.py"),
            "app.viewset.User",
            "another module whose name only starts alike"
        );
    }

    #[test]
    fn a_moved_file_keeps_the_second_fingerprint_only() {
        let before = audit(&[("a.py", "load(p)\n")]);
        let after = audit(&[("b.py", "load(p)\n")]);
        assert_ne!(before[0].fingerprint, after[0].fingerprint);
        assert_eq!(before[0].fingerprint2, after[0].fingerprint2);
    }

    #[test]
    fn equal_places_are_told_apart_by_their_order() {
        let found = audit(&[("a.py", "load(p)\nload(p)\n"), ("b.py", "load(p)\n")]);
        let mut all: Vec<&String> = found.iter().flat_map(|f| [&f.fingerprint, &f.fingerprint2]).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 6, "three findings, two fingerprints each, no two equal");
    }

    #[test]
    fn another_text_is_another_finding() {
        let before = audit(&[("a.py", "load(p)\n")]);
        let after = audit(&[("a.py", "load(p, eager=True)\n")]);
        assert_ne!(before[0].fingerprint2, after[0].fingerprint2);
    }
}
