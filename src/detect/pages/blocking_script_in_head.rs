//! Scripts in the head that stop the parser: nothing is painted until each of them has arrived and run.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::asset::AssetKind;
use crate::facts::page::Section;
use crate::facts::script::PLUGIN;
use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::model::delivery::{Load, Page};
use crate::model::route::Audience;
use crate::model::{FileId, Model, Place};
use crate::rule::{Detector, Input, Rule};

use super::bare::paints_nothing;
use super::dependants::{Dependant, Scripts};
use super::{count_of, is_for_debugging, is_own, opened, parts, size};

/// Folders that hold pages; a lone HTML file elsewhere is a document.
const PAGE_FOLDERS: &[&str] = &["templates", "template", "jinja2", "views", "static", "public"];

/// What a script says to the root of the document.
const ROOT: &str = "document.documentElement.";
/// Bytes up to which a script may be one that only does so.
const SHORT: usize = 8 * 1024;

pub struct BlockingScriptInHead;

impl Detector for BlockingScriptInHead {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        let scripts = Scripts::new(input);
        let opened: Vec<(&Page, BTreeSet<FileId>)> = opened(model).into_iter().map(|page| (page, parts(model, page))).collect();
        let bundles = bundles(input);
        for page in &model.pages {
            if !is_own(model, page.file) || !is_page(model.path(page.file)) {
                continue;
            }
            let shown: Vec<&(&Page, BTreeSet<FileId>)> =
                opened.iter().filter(|(_, parts)| parts.contains(&page.file)).collect();
            if is_of_staff(model, &shown) {
                continue;
            }
            let blocking: Vec<&Load> =
                page.loads.iter().filter(|load| blocks(load) && !is_for_debugging(input, load)).collect();
            if !blocking.is_empty() && paints_nothing(&input.texts.get(page.file.index()).text) {
                continue;
            }
            for load in &blocking {
                // One file is served for all of them: what is always in it stands for it.
                let same = load.bundle.and_then(|bundle| bundles.get(&bundle));
                let lead = same.and_then(|same| same.iter().min_by_key(|other| (other.conditional, other.place)));
                if lead.is_some_and(|lead| lead.place != load.place) {
                    continue;
                }
                let count = same.map_or(0, Vec::len);
                out.push(finding(rule, (input, &scripts), page, load, (&shown, opened.len()), count));
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

/// The scripts that each `{% compress js %}` joins, those alone that stop the parser.
fn bundles<'a>(input: &Input<'a>) -> BTreeMap<Place, Vec<&'a Load>> {
    let mut out: BTreeMap<Place, Vec<&Load>> = BTreeMap::new();
    let own = input.model.pages.iter().filter(|page| is_own(input.model, page.file) && is_page(input.model.path(page.file)));
    for load in own.flat_map(|page| &page.loads).filter(|load| blocks(load) && !is_for_debugging(input, load)) {
        if let Some(bundle) = load.bundle {
            out.entry(bundle).or_default().push(load);
        }
    }
    out
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

fn finding<'a>(
    rule: &Rule,
    (input, scripts): (&'a Input<'a>, &Scripts<'a>),
    page: &Page,
    load: &'a Load,
    (shown, all): (&[&(&'a Page, BTreeSet<FileId>)], usize),
    bundled: usize,
) -> Verdict {
    let model = input.model;
    let pages = shown.len().max(1);
    let (severity, reason) = severity(rule, (input, scripts), load, pages, all);
    let url = written(input, load);
    let script = if bundled > 1 { BUNDLE.to_owned() } else { bundle_name(input, load).unwrap_or_else(|| named(&url)) };
    let mut finding = rule
        .finding(load.place, format!("{}:{url}", model.path(page.file)))
        .slot("script", script.clone())
        .slot("from", if bundled > 0 { of_bundle(&url, bundled) } else { origin(model, load) })
        .slot("pages", count_of(pages, all))
        .group(format!("{}:{}", rule.id, model.path(page.file)))
        .severity(severity, reason);
    if load.conditional || never_rendered(model, shown) {
        finding = finding.confidence(Confidence::Medium);
    }
    match scripts.dependant(load, blocks, shown) {
        Some(Dependant::Inline(place, name)) => {
            let uses = match name.map(|name| name.strip_prefix(PLUGIN).map_or(name.clone(), |method| format!(".{method}()"))) {
                Some(name) => format!("runs at once and uses {name}, perhaps of this script or of one that needs it"),
                None => "runs at once, perhaps with what the script defines".to_owned(),
            };
            finding = finding
                .remedy(
                    "Inline scripts of these pages run while the page is parsed and may use what this script defines: move \
                     both, the script with defer, as the scripts after it that use it, and the inline code into a deferred file or \
                     behind DOMContentLoaded.",
                )
                .evidence(place, EvidenceRole::Access, uses);
        }
        Some(Dependant::Markup(place)) => {
            finding = finding
                .remedy(format!(
                    "Add defer to the tag of {}, and to the scripts after it that use it. What the page prints as it is may hold \
                     scripts that use it, too: let those wait for DOMContentLoaded.",
                    script
                ))
                .evidence(place, EvidenceRole::Access, "prints text as it is, perhaps with scripts in it");
        }
        None => {}
    }
    if let Some(around) = load.bundle.filter(|around| around.file != load.place.file) {
        finding = finding.evidence(around, EvidenceRole::Setting, "joins the scripts of what it includes");
    }
    if bundled > 0 {
        finding = finding.remedy(
            "Give defer to all script tags of the compress block, and to the scripts after it that use them: a tag without it \
             begins another file. Inline scripts of these pages that use one of them go behind DOMContentLoaded.",
        );
    }
    finding.build()
}

/// Tiny files of the project are the price of a theme without a flash; a single page is worth less than a base.
fn severity<'a>(
    rule: &Rule,
    (input, scripts): (&'a Input<'a>, &Scripts<'a>),
    load: &'a Load,
    pages: usize,
    all: usize,
) -> (Severity, String) {
    let model = input.model;
    let tiny = u64::try_from(rule.integer("tiny_bytes", 2 * 1024)).unwrap_or(0);
    if is_made_for_the_head(&load.url) {
        return (Severity::Info, "it decides how the page looks, which is too late after the first paint".to_owned());
    }
    let bytes = load.asset.map(|at| model.assets[at].bytes);
    if let Some(bytes) = bytes.filter(|bytes| *bytes < tiny) {
        return (Severity::Info, format!("only {}", size(bytes)));
    }
    if sets_the_root(input, scripts.source(load)) {
        return (Severity::Info, "it decides how the page looks, which is too late after the first paint".to_owned());
    }
    let reason = format!("it delays the first paint of {}", count_of(pages, all));
    (if pages > 1 { rule.severity } else { rule.severity.lowered(1) }, reason)
}

/// The routes are known, and none of them renders a page with it: perhaps an old template that nobody deleted.
fn never_rendered(model: &Model, shown: &[&(&Page, BTreeSet<FileId>)]) -> bool {
    model.pages.iter().any(|page| !page.routes.is_empty()) && shown.iter().all(|(page, _)| page.routes.is_empty())
}

/// Who runs the app opens them, now and then: nobody is kept from a first paint.
fn is_of_staff(model: &Model, shown: &[&(&Page, BTreeSet<FileId>)]) -> bool {
    let is_staff = |at: &usize| model.routes.get(*at).is_some_and(|route| route.audience == Audience::Staff);
    !shown.is_empty() && shown.iter().all(|(page, _)| !page.routes.is_empty() && page.routes.iter().all(is_staff))
}

/// It is short, and gives the root of the document a class or an attribute: a theme, a direction, `no-js`.
fn sets_the_root(input: &Input<'_>, source: Option<FileId>) -> bool {
    let Some(file) = source else { return false };
    let text = input.texts.get(file.index());
    let set = text.text.match_indices(ROOT).map(|(at, _)| &text.text[at + ROOT.len()..]);
    let mut sets =
        set.filter(|rest| ["dataset", "classList", "className", "setAttribute"].iter().any(|what| rest.starts_with(what)));
    text.text.len() < SHORT && sets.next().is_some()
}

/// What the head of a page calls that is served joined.
const BUNDLE: &str = "A file that joins several scripts";

fn of_bundle(url: &str, bundled: usize) -> String {
    match bundled {
        1 => " (in a compress block)".to_owned(),
        count => format!(" ({} and {} more of a compress block)", named(url), count - 1),
    }
}

/// Scripts of libraries that want them before the first paint: they give the root a class, or a theme (Django's admin).
fn is_made_for_the_head(url: &str) -> bool {
    const MADE: [&str; 3] = ["uswds-init.js", "uswds-init.min.js", "admin/js/theme.js"];
    let name = url.split(['?', '#', '\'', '"', '}']).find(|part| part.ends_with(".js")).unwrap_or_default();
    MADE.iter().any(|made| name.strip_suffix(made).is_some_and(|before| before.is_empty() || before.ends_with('/')))
}

/// The URL; where all of it is computed, the words of the template that print it.
fn written(input: &Input<'_>, load: &Load) -> String {
    if load.url.contains(char::is_alphanumeric) {
        return load.url.clone();
    }
    let text = input.texts.get(load.place.file.index());
    let tag = text.text.get(load.place.span.start as usize..load.place.span.end as usize).unwrap_or("");
    let value = tag.split_once("src=").map_or("", |(_, rest)| rest);
    let printed = value.find('{').and_then(|from| value.get(from..from + value[from..].find('}')?)).unwrap_or("");
    let words = printed.trim_matches(['{', '%', ' ', '-']).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { load.url.clone() } else { format!("{{{words}}}") }
}

/// `js_common`, where webassets prints the address: `{% assets "js_common" %}`, or the output of a bundle in place.
fn bundle_name(input: &Input<'_>, load: &Load) -> Option<String> {
    let text = input.texts.get(load.place.file.index());
    let tag = text.text.get(load.place.span.start as usize..load.place.span.end as usize)?;
    let before = text.text.get(..load.place.span.start as usize).filter(|_| tag.contains("ASSET_URL"))?;
    let opened = before.rfind("{% assets ").filter(|open| !before[*open..].contains("endassets"))?;
    let told = before[opened + "{% assets ".len()..].split("%}").next()?.trim();
    let told = told.split_once("output=").map_or(told, |(_, output)| output);
    let word = told.split([',', ' ']).next()?;
    let name = word.trim_matches(['"', '\'']);
    (!name.is_empty() && name.len() + 2 == word.len()).then(|| name.to_owned())
}

/// The file's name; a URL that is computed stands as it is, words of the template without their braces.
fn named(url: &str) -> String {
    if let Some(words) = url.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return words.to_owned();
    }
    let path = url.split(['?', '#']).next().unwrap_or("");
    let name = path.rsplit('/').next().unwrap_or("").trim_end_matches(['\'', '"', ')', '}']);
    if path.contains('/') && !name.is_empty() { name.to_owned() } else { url.to_owned() }
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
