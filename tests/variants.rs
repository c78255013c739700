//! The same program written another way: functions renamed, a helper moved to a module, a method moved to a mixin, files
//! added before and after. Made of the rules' own cases, and their findings stay what they are, places apart.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use perfaudit::config::scale::{Confidence, Severity};
use perfaudit::pipeline::setup::{BaselineChoice, Request};
use walkdir::WalkDir;

/// Rules whose findings follow data through functions, classes and pages.
const RULES: &[&str] = &[
    "hidden-query-in-loop",
    "lazy-load-in-loop",
    "lazy-load-in-template-loop",
    "loop-invariant-query",
    "query-in-loop",
    "repeated-query-same-request",
    "serializer-n-plus-one",
    "unbounded-list-query",
];

/// Path and text of each file.
type Files = BTreeMap<String, String>;
/// File, formula and message of a finding.
type Told = (String, Option<String>, String);

fn files(case: &Path) -> Files {
    let walk = WalkDir::new(case).into_iter().map(|e| e.expect("an entry")).filter(|e| e.file_type().is_file());
    let read = |path: &Path| {
        let name = path.strip_prefix(case).expect("inside").to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap_or_default())
    };
    walk.map(|e| read(e.path())).collect()
}

fn audit(rule: &str, files: &Files) -> Vec<Told> {
    let root = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let request = Request {
        root: root.path().to_owned(),
        select: Some(vec![rule.to_owned()]),
        severity: Some(Severity::Info),
        confidence: Some(Confidence::Low),
        jobs: Some(1),
        baseline: BaselineChoice::None,
        ..Request::default()
    };
    let (report, _) = perfaudit::audit(&request).unwrap_or_else(|error| panic!("{error}"));
    let mut out: Vec<Told> = report.findings.into_iter().map(|f| (f.at.path, f.formula, f.message)).collect();
    out.sort();
    out
}

/// Every bad case of the rules, by the rule and the case's name.
fn cases() -> Vec<(String, String, Files)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/queries");
    let mut out = Vec::new();
    for rule in RULES {
        for case in fs::read_dir(root.join(rule).join("bad")).expect("bad cases") {
            let case = case.expect("an entry");
            out.push(((*rule).to_owned(), case.file_name().to_string_lossy().into_owned(), files(&case.path())));
        }
    }
    out.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    out
}

/// Changes the cases that can be changed so; what is told stays the same but for what `undo` takes back.
fn same(change: impl Fn(&Files) -> Option<Files>, least: usize, undo: impl Fn(Told) -> Told) {
    let mut changed = 0;
    let mut differ = Vec::new();
    for (rule, name, before) in cases() {
        let Some(after) = change(&before) else { continue };
        changed += 1;
        let mut found: Vec<Told> = audit(&rule, &after).into_iter().map(&undo).collect();
        found.sort();
        let mut expected: Vec<Told> = audit(&rule, &before).into_iter().map(&undo).collect();
        expected.sort();
        if found != expected {
            differ.push(format!("{rule}/{name}: {found:?} instead of {expected:?}"));
        }
    }
    assert!(changed >= least, "only {changed} cases could be changed");
    assert!(differ.is_empty(), "{} of {changed} differ:\n{}", differ.len(), differ.join("\n"));
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the word stands alone in the text.
fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| !text[..*at].ends_with(is_word) && !text[at + word.len()..].starts_with(is_word))
}

fn renamed(text: &str, from: &str, to: &str) -> String {
    let mut out = String::new();
    let mut done = 0;
    for at in words(text, from) {
        out.push_str(&text[done..at]);
        out.push_str(to);
        done = at + from.len();
    }
    out + &text[done..]
}

/// Names of functions of modules that stand nowhere but in code: not in a text, a path or an option.
fn functions(files: &Files) -> Vec<String> {
    let defined = |text: &str| -> Vec<String> {
        let heads = text.lines().filter_map(|line| line.strip_prefix("def "));
        heads.filter_map(|rest| rest.split('(').next().map(str::to_owned)).collect()
    };
    let in_code = |name: &String| {
        files.iter().all(|(path, text)| {
            !path.contains(name.as_str())
                && words(text, name).all(|at| {
                    let (before, after) = (&text[..at], &text[at + name.len()..]);
                    !before.ends_with(['"', '\'', '/', '.']) && !after.starts_with(['"', '\'', '=', '.', ' '])
                })
        })
    };
    let mut names: Vec<String> = files.iter().filter(|(p, _)| p.ends_with(".py")).flat_map(|(_, t)| defined(t)).collect();
    names.retain(in_code);
    names.sort();
    names.dedup();
    names
}

#[test]
fn functions_by_other_names() {
    let change = |files: &Files| {
        let names = functions(files);
        if names.is_empty() {
            return None;
        }
        let rename =
            |text: &String| names.iter().fold(text.clone(), |text, name| renamed(&text, name, &format!("{name}_anew")));
        Some(files.iter().map(|(path, text)| (path.clone(), rename(text))).collect())
    };
    same(change, 6, |(path, formula, message)| (path, formula, message.replace("_anew", "")));
}

#[test]
fn files_that_have_nothing_to_do_with_it() {
    let change = |files: &Files| {
        let mut files = files.clone();
        let aside = "class Basket:\n    def all(self):\n        return []\n\n    def count(self):\n        return 0\n\n\ndef \
                     index(rows):\n    return [row.name for row in rows]\n";
        for name in ["aaa_aside.py", "zzz_aside.py"] {
            files.insert(name.into(), aside.into());
        }
        Some(files)
    };
    same(change, 40, |told| told);
}

/// The lines of the block that begins at `at`, decorators above it not included.
fn block_end(lines: &[&str], at: usize) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(lines[at]);
    let inside = |line: &&str| line.trim().is_empty() || indent(line) > own;
    let mut end = at + 1 + lines[at + 1..].iter().take_while(|line| inside(line)).count();
    while end > at + 1 && lines[end - 1].trim().is_empty() {
        end -= 1;
    }
    end
}

/// Methods and properties of mapped classes move into a class of their own, which the first one derives from.
fn with_mixin(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let is_model =
        |line: &str| line.starts_with("class ") && (line.ends_with("(db.Model):") || line.ends_with("(models.Model):"));
    let mut out: Vec<String> = Vec::new();
    let (mut at, mut moved) = (0, 0);
    while at < lines.len() {
        if !is_model(lines[at]) {
            out.push(lines[at].to_owned());
            at += 1;
            continue;
        }
        let end = block_end(&lines, at);
        let (mut kept, mut methods): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        let mut inner = at + 1;
        while inner < end {
            let mut head = inner;
            while head < end && lines[head].starts_with("    @") {
                head += 1;
            }
            let is_method = head < end && lines[head].starts_with("    def ") && !lines[head].contains("__");
            let stop = if is_method { block_end(&lines, head) } else { inner + 1 };
            if is_method { &mut methods } else { &mut kept }.extend(&lines[inner..stop]);
            inner = stop;
        }
        if methods.is_empty() {
            out.extend(lines[at..end].iter().map(|line| (*line).to_owned()));
        } else {
            moved += 1;
            let name = lines[at].trim_start_matches("class ").split('(').next()?;
            out.push(format!("class {name}Parts:"));
            out.extend(methods.iter().map(|line| (*line).to_owned()));
            out.extend([String::new(), String::new()]);
            out.push(lines[at].replace('(', &format!("({name}Parts, ")));
            out.extend(kept.iter().map(|line| (*line).to_owned()));
        }
        at = end;
    }
    (moved > 0).then(|| out.join("\n") + "\n")
}

#[test]
fn methods_in_a_mixin() {
    let change = |files: &Files| {
        let mixed: Files = files
            .iter()
            .filter(|(path, _)| path.ends_with(".py"))
            .filter_map(|(path, text)| Some((path.clone(), with_mixin(text)?)))
            .collect();
        if mixed.is_empty() {
            return None;
        }
        let mut files = files.clone();
        files.extend(mixed);
        Some(files)
    };
    same(change, 3, |told| told);
}

/// A helper without decorators moves into a module of its own, with the imports of the file that it stood in.
fn with_module(text: &str) -> Option<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let first_view = lines.iter().position(|line| line.starts_with("@app."))?;
    let at = (0..first_view).find(|at| lines[*at].starts_with("def ") && (*at == 0 || !lines[at - 1].starts_with('@')))?;
    let end = block_end(&lines, at);
    let body = lines[at..end].join("\n");
    let name = lines[at].trim_start_matches("def ").split('(').next()?;
    let classes = lines[..at].iter().filter_map(|line| line.strip_prefix("class ")?.split('(').next());
    let globals = lines[..at].iter().filter_map(|line| {
        let (name, _) = line.split_once(" = ")?;
        (!name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')).then_some(name)
    });
    let used: Vec<&str> = classes.chain(globals).filter(|name| words(&body, name).next().is_some()).collect();
    let imports: Vec<&str> =
        lines[..at].iter().filter(|line| line.starts_with("import ") || line.starts_with("from ")).copied().collect();
    let of_app = if used.is_empty() { String::new() } else { format!("\nfrom app import {}", used.join(", ")) };
    let module = format!("{}{of_app}\n\n\n{body}\n", imports.join("\n"));
    let here = [&lines[..at], &[format!("from moved import {name}").as_str()], &lines[end..]].concat().join("\n");
    Some((here + "\n", module))
}

#[test]
fn a_helper_in_a_module_of_its_own() {
    let change = |files: &Files| {
        let (here, module) = with_module(files.get("app.py")?)?;
        let mut files = files.clone();
        files.insert("app.py".into(), here);
        files.insert("moved.py".into(), module);
        Some(files)
    };
    // Where the finding stands in the helper, it moves with it.
    same(change, 3, |(_, formula, message)| (String::new(), formula, message.replace("moved.", "app.")));
}
