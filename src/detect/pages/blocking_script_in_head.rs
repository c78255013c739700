//! Scripts in the head that stop the parser: nothing is painted until each of them has arrived and run.

use std::collections::BTreeSet;

use crate::facts::asset::AssetKind;
use crate::facts::page::Section;
use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::model::delivery::{Load, Page};
use crate::model::{FileId, Model, Place};
use crate::rule::{Detector, Input, Rule};

use super::{count_of, is_for_debugging, is_own, opened, page_of, parts, size};

/// Folders that hold pages; a lone HTML file elsewhere is a document.
const PAGE_FOLDERS: &[&str] = &["templates", "template", "jinja2", "views", "static", "public"];

pub struct BlockingScriptInHead;

impl Detector for BlockingScriptInHead {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        let opened: Vec<(&Page, BTreeSet<FileId>)> = opened(model).into_iter().map(|page| (page, parts(model, page))).collect();
        for page in &model.pages {
            if !is_own(model, page.file) || !is_page(model.path(page.file)) {
                continue;
            }
            let shown: Vec<&(&Page, BTreeSet<FileId>)> =
                opened.iter().filter(|(_, parts)| parts.contains(&page.file)).collect();
            let blocking: Vec<&Load> =
                page.loads.iter().filter(|load| blocks(load) && !is_for_debugging(input, load)).collect();
            for load in &blocking {
                out.push(finding(rule, input, page, load, &shown, opened.len()));
            }
            if blocking.is_empty() && page.loads.iter().any(in_head) {
                out.push(holds(rule, model, page));
            }
        }
    }
}

fn is_page(path: &str) -> bool {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    let mail = path.to_ascii_lowercase();
    parts.iter().any(|part| PAGE_FOLDERS.contains(part)) && !mail.contains("mail")
}

fn in_head(load: &Load) -> bool {
    load.kind == AssetKind::Script && load.section == Section::Head && !load.inert
}

fn blocks(load: &Load) -> bool {
    in_head(load) && !load.deferred
}

fn holds(rule: &Rule, model: &Model, page: &Page) -> Verdict {
    Verdict::Holds(Holds {
        rule: rule.id.clone(),
        subject: model.path(page.file).to_owned(),
        place: Some(Place::file(page.file)),
        why: "every script of the head is deferred, asynchronous or a module".to_owned(),
    })
}

fn finding(
    rule: &Rule,
    input: &Input<'_>,
    page: &Page,
    load: &Load,
    shown: &[&(&Page, BTreeSet<FileId>)],
    all: usize,
) -> Verdict {
    let model = input.model;
    let pages = shown.len().max(1);
    let (severity, reason) = severity(rule, model, load, pages, all);
    let mut finding = rule
        .finding(load.place, format!("{}:{}", model.path(page.file), load.url))
        .slot("script", named(load))
        .slot("from", origin(model, load))
        .slot("pages", count_of(pages, all))
        .group(format!("{}:{}", rule.id, model.path(page.file)))
        .severity(severity, reason);
    if load.conditional || never_rendered(model, shown) {
        finding = finding.confidence(Confidence::Medium);
    }
    if let Some(inline) = inline_script(model, shown) {
        finding = finding
            .remedy(
                "Inline scripts of these pages run while the page is parsed and may use what this script defines: move both, \
                 the script with defer and the inline code into a deferred file or behind DOMContentLoaded.",
            )
            .evidence(inline, EvidenceRole::Access, "runs at once, perhaps with what the script defines");
    }
    finding.build()
}

/// Tiny files of the project are the price of a theme without a flash; a single page is worth less than a base.
fn severity(rule: &Rule, model: &Model, load: &Load, pages: usize, all: usize) -> (Severity, String) {
    let tiny = u64::try_from(rule.integer("tiny_bytes", 2 * 1024)).unwrap_or(0);
    let bytes = load.asset.map(|at| model.assets[at].bytes);
    if let Some(bytes) = bytes.filter(|bytes| *bytes < tiny) {
        return (Severity::Info, format!("only {}", size(bytes)));
    }
    let reason = format!("it delays the first paint of {}", count_of(pages, all));
    (if pages > 1 { rule.severity } else { rule.severity.lowered(1) }, reason)
}

/// The routes are known, and none of them renders a page with it: perhaps an old template that nobody deleted.
fn never_rendered(model: &Model, shown: &[&(&Page, BTreeSet<FileId>)]) -> bool {
    model.pages.iter().any(|page| !page.routes.is_empty()) && shown.iter().all(|(page, _)| page.routes.is_empty())
}

/// The file's name; a URL that is computed stands as it is.
fn named(load: &Load) -> String {
    let path = load.url.split(['?', '#']).next().unwrap_or("");
    let name = path.rsplit('/').next().unwrap_or("").trim_end_matches(['\'', '"', ')', '}']);
    if path.contains('/') && !name.is_empty() { name.to_owned() } else { load.url.clone() }
}

/// ` from cdn.example` or ` (12 KiB)`.
fn origin(model: &Model, load: &Load) -> String {
    if load.external {
        let rest = load.url.split_once("//").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', '?']).next().unwrap_or("");
        return format!(" from {host}, another host with a connection of its own,");
    }
    load.asset.map(|at| format!(" ({})", size(model.assets[at].bytes))).unwrap_or_default()
}

fn inline_script(model: &Model, shown: &[&(&Page, BTreeSet<FileId>)]) -> Option<Place> {
    let scripts = shown.iter().flat_map(|(_, parts)| parts).filter_map(|file| page_of(model, *file));
    scripts.flat_map(|page| page.inline_scripts.iter().copied()).min_by_key(|place| (place.file, place.span))
}
