//! What the case folders under rules/pages/ cannot say: severities, confidence, wording, and files of equal content.

use std::collections::BTreeMap;
use std::path::Path;

use super::backup_asset_shipped::BackupAssetShipped;
use super::blocking_script_in_head::BlockingScriptInHead;
use super::unminified_asset::UnminifiedAsset;
use crate::config::Settings;
use crate::facts::{FileFacts, Language, Role};
use crate::finding::{Confidence, Effort, Finding, Severity, Verdict};
use crate::flow::ledger::Ledger;
use crate::link::SourceFile;
use crate::model::{FileEntry, Model};
use crate::rule::{Detect, Detector, Input, Rule};
use crate::source::text::Texts;

/// Writes the files and runs one detector over them.
fn run(detector: &dyn Detector, severity: Severity, files: &[(&str, &str)]) -> Vec<Finding> {
    let folder = tempfile::tempdir().unwrap();
    let mut sources: Vec<SourceFile> = files.iter().map(|(path, text)| source(folder.path(), path, text)).collect();
    sources.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
    let (pages, mut assets) = crate::link::pages::pages(&sources);
    for asset in assets.iter_mut().filter(|asset| !asset.loaded_on.is_empty()) {
        let text = files.iter().find(|(path, _)| *path == asset.path).map_or("", |(_, text)| text);
        asset.gzip = crate::syntax::asset::compressed(&asset.path, text.as_bytes());
    }
    let model = Model { files: sources.iter().map(|f| f.entry.clone()).collect(), pages, assets, ..Model::default() };
    let texts = Texts::new(folder.path().into(), model.files.iter().map(|f| f.path.clone()).collect());
    let mut out = Vec::new();
    let input = Input { model: &model, ledger: &Ledger::default(), texts: &texts, settings: &Settings::default() };
    detector.detect(&rule(severity), &input, &mut out);
    out.into_iter().filter_map(|v| if let Verdict::Finding(f) = v { Some(*f) } else { None }).collect()
}

fn source(folder: &Path, path: &str, text: &str) -> SourceFile {
    let file = folder.join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
    let mut facts = FileFacts::default();
    let language = if path.ends_with(".html") {
        let language = Language::Template;
        facts = crate::syntax::read(&crate::syntax::Input { path, language, role: Role::App, bytes: text.as_bytes() });
        language
    } else {
        facts.asset = Some(crate::syntax::asset::read(path, text.as_bytes()));
        Language::JavaScript
    };
    SourceFile { entry: FileEntry { path: path.into(), role: Role::App, language, bytes: text.len() as u64 }, facts }
}

fn rule(severity: Severity) -> Rule {
    Rule {
        id: "rule".into(),
        family: "pages".into(),
        title: "title".into(),
        severity,
        confidence: Confidence::Certain,
        effort: Effort::Minimal,
        change: None,
        impact: String::new(),
        message: "{file}{script}|{raw}|{gzip}|{pages}|{from}|{kind}{of}".into(),
        why: String::new(),
        fix: "fix".into(),
        verify: String::new(),
        links: Vec::new(),
        detect: Detect::Native { name: "rule".into(), params: BTreeMap::new() },
    }
}

const CODE: &str = "function open(menu) {\n    menu.hidden = false;\n    menu.focus();\n}\n";

/// Code that compresses about as well as real code does.
fn code(functions: usize) -> String {
    let mut seed = 7u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed >> 8
    };
    (0..functions)
        .map(|_| format!("function f{:x}(a, b) {{\n    return a.x{:x} + b.y{:x};\n}}\n", next(), next(), next()))
        .collect()
}

fn page(head: &str, body: &str) -> String {
    format!("<html><head>{head}</head><body>{{% block x %}}{{% endblock %}}{body}</body></html>")
}

const CHILD: &str = "{% extends 'base.html' %}{% block x %}x{% endblock %}";

#[test]
fn weight_and_reach_decide_how_bad_an_unminified_script_is() {
    let base = page("", "<script src=/static/a.js></script>");
    let lone = page("", "<script src=/static/a.js></script>");
    let severity = |functions: usize, base: &str, others: &str| {
        let files = [
            ("templates/base.html", base),
            ("templates/a.html", CHILD),
            ("templates/b.html", others),
            ("static/a.js", &code(functions)),
        ];
        run(&UnminifiedAsset, Severity::Low, &files).first().map(|f| (f.severity, f.severity_reason.clone()))
    };
    assert_eq!(severity(400, &base, CHILD).unwrap().0, Severity::Low);
    assert_eq!(severity(2_500, &base, CHILD).unwrap().0, Severity::Medium);
    assert_eq!(severity(8_000, &base, CHILD).unwrap().0, Severity::High);
    let (lower, reason) = severity(2_500, "<html>{% block x %}{% endblock %}</html>", &lone).unwrap();
    assert_eq!(lower, Severity::Low);
    assert!(reason.ends_with("on 1 page"), "{reason}");
}

#[test]
fn the_minified_file_beside_is_the_remedy() {
    let own = code(400) + "\n\ndocument.querySelector(\"#later\").addEventListener(\"click\", go);\n";
    let remedy = |minified: &str| {
        let page = ("templates/a.html", "<script src=/static/a.js></script>");
        let files = [page, ("static/a.js", &own), ("static/a.min.js", minified)];
        run(&UnminifiedAsset, Severity::Low, &files).swap_remove(0).remedy.text
    };
    assert!(remedy(&own).contains("a.min.js"));
    // One of an earlier day would take away what the page uses.
    assert!(!remedy("x").contains("a.min.js"));
}

#[test]
fn an_identical_copy_is_reported_even_when_it_is_used() {
    let code = CODE.repeat(10);
    let template = "<script src=/static/menu.js></script><script src=/static/menu-copy.js></script>";
    let files = [("templates/a.html", template), ("static/menu.js", &code), ("static/menu-copy.js", &code)];
    let found = run(&BackupAssetShipped, Severity::Info, &files);
    assert_eq!(
        found.iter().map(|f| (f.symbol.as_str(), f.severity)).collect::<Vec<_>>(),
        [("static/menu-copy.js", Severity::Low)]
    );
    assert!(found[0].message.ends_with("an identical copy of menu.js"), "{}", found[0].message);
}

#[test]
fn backups_are_known_by_their_names() {
    let names = [
        "a.js.bak",
        "b.js~",
        "c_backup.js",
        "c.js",
        "d (1).js",
        "d.js",
        "copy.js",
        "e-old-2023.js",
        "e.js",
        "gold.js",
        "g.js",
        "f.orig",
    ];
    let files: Vec<(String, String)> = names.iter().map(|name| (format!("static/{name}"), format!("{CODE}{name}"))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let found: Vec<String> = run(&BackupAssetShipped, Severity::Info, &files).into_iter().map(|f| f.symbol).collect();
    assert_eq!(
        found,
        ["static/a.js.bak", "static/b.js~", "static/c_backup.js", "static/d (1).js", "static/e-old-2023.js", "static/f.orig"]
    );
}

#[test]
fn reach_and_size_decide_how_bad_a_blocking_script_is() {
    let head = "<script src=/static/a.js></script>";
    let severity = |script: &str, children: &[(&str, &str)], head: &str| {
        let base = page(head, "");
        let mut files = vec![("templates/base.html", base.as_str()), ("static/a.js", script)];
        files.extend(children);
        let found = run(&BlockingScriptInHead, Severity::Medium, &files);
        found.first().map(|f| (f.severity, f.confidence, f.remedy.text.clone()))
    };
    let children = [("templates/a.html", CHILD), ("templates/b.html", CHILD)];
    let large = code(200);
    assert_eq!(severity(&large, &children, head), Some((Severity::Medium, Confidence::Certain, "fix".into())));
    assert_eq!(severity(&large, &[], head).unwrap().0, Severity::Low);
    assert_eq!(severity("x()", &children, head).unwrap().0, Severity::Info);
    let conditional = format!("{{% if x %}}{head}{{% endif %}}");
    assert_eq!(severity(&large, &children, &conditional).unwrap().1, Confidence::Medium);
    let inline = [("templates/a.html", "{% extends 'base.html' %}{% block x %}<script>$('#a').show()</script>{% endblock %}")];
    assert_eq!(severity(&large, &inline, head).unwrap().2, "fix");
    let named = [("templates/a.html", "{% extends 'base.html' %}{% block x %}<script>menu.show()</script>{% endblock %}")];
    assert_eq!(severity(&large, &named, head).unwrap().2, "fix");
    assert!(severity(&format!("{large}var menu = {{}};"), &named, head).unwrap().2.contains("move both"));
    let plugin = [("templates/a.html", "{% extends 'base.html' %}{% block x %}<script>$('#a').tip()</script>{% endblock %}")];
    assert!(severity(&format!("{large}jQuery.fn.tip = f;"), &plugin, head).unwrap().2.contains("move both"));
    let printed = [("templates/a.html", "{% extends 'base.html' %}{% block x %}{{ graphs|safe }}{% endblock %}")];
    assert!(severity(&large, &printed, head).unwrap().2.contains("What the page prints"));
    let waiting =
        "{% extends 'base.html' %}{% block x %}<script>addEventListener('DOMContentLoaded', f)</script>{% endblock %}";
    assert_eq!(severity(&large, &[("templates/a.html", waiting)], head).unwrap().2, "fix");
}

#[test]
fn what_runs_before_a_script_uses_nothing_of_it() {
    let with = |head: &str| {
        let large = format!("{}function shut() {{}}", code(200));
        let base = page(head, "");
        let files = [("templates/base.html", base.as_str()), ("templates/a.html", CHILD), ("static/a.js", &large)];
        run(&BlockingScriptInHead, Severity::Medium, &files)[0].remedy.text.clone()
    };
    assert_eq!(with("<script>var a = 1;</script><script src=/static/a.js></script>"), "fix");
    assert!(with("<script src=/static/a.js></script><script>shut()</script>").contains("move both"));
}

#[test]
fn what_no_browser_runs_uses_nothing() {
    let large = format!("{}window.menu = {{}};", code(200));
    let with = |child: &str| {
        let base = page("<script src=/static/a.js></script>", "");
        let files = [("templates/base.html", base.as_str()), ("templates/a.html", child), ("static/a.js", &large)];
        run(&BlockingScriptInHead, Severity::Medium, &files)[0].remedy.text.clone()
    };
    let child = |block: &str, tag: &str| {
        format!("{{% extends 'base.html' %}}{{% block {block} %}}<script{tag}>menu.show()</script>{{% endblock %}}")
    };
    assert!(with(&child("x", "")).contains("move both"));
    assert!(with(&child("x", " type='text/javascript'")).contains("move both"));
    assert_eq!(with(&child("x", " type='src/javascript'")), "fix");
    // No parent has that block.
    assert_eq!(with(&child("y", "")), "fix");
    assert!(with(&child("y", "").replace("base.html", "other.html")).contains("fix"));
}

#[test]
fn a_name_is_of_the_script_that_defines_it() {
    let (first, second) = (format!("{}window.menu = {{}};", code(200)), format!("{}window.chart = {{}};", code(300)));
    let base = page("<script src=/static/a.js></script><script src=/static/b.js></script>", "<script>chart.draw()</script>");
    let files = [("templates/base.html", base.as_str()), ("static/a.js", &first), ("static/b.js", &second)];
    let found = run(&BlockingScriptInHead, Severity::Medium, &files);
    let remedies: Vec<bool> = found.iter().map(|found| found.remedy.text.contains("move both")).collect();
    assert_eq!(remedies, [false, true]);
}

#[test]
fn a_bundle_is_called_by_its_name() {
    let of = |tag: &str| {
        let base = page(&format!("{tag}<script src=\"{{{{ ASSET_URL }}}}\"></script>{{% endassets %}}"), "");
        run(&BlockingScriptInHead, Severity::Medium, &[("templates/base.html", &base)])[0].message.clone()
    };
    assert!(of("{% assets \"js_common\" %}").starts_with("{file}js_common|"));
    assert!(of("{% assets filters='jsmin', output='gen/all.js', 'a.js' %}").starts_with("{file}gen/all.js|"));
}

#[test]
fn a_script_that_dresses_the_root_has_to_run_first() {
    let theme = format!("document.documentElement.dataset.theme = saved();\n{}", code(40));
    let base = page("<script src=/static/theme.js></script>", "");
    let files = [
        ("templates/base.html", base.as_str()),
        ("templates/a.html", CHILD),
        ("templates/b.html", CHILD),
        ("static/theme.js", &theme),
    ];
    let found = run(&BlockingScriptInHead, Severity::Medium, &files);
    assert_eq!(found[0].severity, Severity::Info);
    // Django's admin brings the script that sets its theme.
    let admin = page("<script src=\"{% static 'admin/js/theme.js' %}\"></script>", "");
    let files = [("templates/base.html", admin.as_str()), ("templates/a.html", CHILD), ("templates/b.html", CHILD)];
    assert_eq!(run(&BlockingScriptInHead, Severity::Medium, &files)[0].severity, Severity::Info);
    // What is served may be made of it by a build.
    let built = page("<script src=\"{% static 'js/looks/theme.js' %}\"></script>", "");
    let files = [("templates/base.html", built.as_str()), ("scripts/looks/theme.js", &theme)];
    assert_eq!(run(&BlockingScriptInHead, Severity::Medium, &files)[0].severity, Severity::Info);
}

#[test]
fn a_computed_address_is_named_by_the_words_that_print_it() {
    let base = page("<script src=\"{% static library_path %}\"></script>", "");
    let found = run(&BlockingScriptInHead, Severity::Medium, &[("templates/base.html", &base)]);
    assert!(found[0].message.starts_with("{file}static library_path|"), "{}", found[0].message);
}

#[test]
fn another_host_is_named() {
    let base = page("<script src=https://cdn.example/lib/x.js?v=1></script>", "");
    let found = run(&BlockingScriptInHead, Severity::Medium, &[("templates/base.html", &base)]);
    assert!(
        found[0].message.starts_with("{file}x.js|") && found[0].message.contains(" from cdn.example,"),
        "{}",
        found[0].message
    );
}
