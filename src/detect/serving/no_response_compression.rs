//! Flask and Django apps, and APIs that browsers call, whose text responses no layer of the tree compresses.

use crate::detect::web_app::{
    PageWeight, chain_is_known, django_middleware, flask_app, platform, production_servers, proxy_name, served_pages,
    unread_page, unread_proxy,
};
use crate::facts::deploy::PAGE_LIBRARIES;
use crate::finding::size::kibibytes;
use crate::finding::{Confidence, EvidenceRole, Holds, NotAssessable, Severity, Verdict};
use crate::flow::ledger::EntryCost;
use crate::model::delivery::{ProxyDirective, Setting};
use crate::model::{Model, Place};
use crate::rule::{Detector, Input, Rule};

/// Their edge compresses text by itself.
const COMPRESSING_PLATFORMS: [&str; 2] = ["vercel", "app-engine"];
/// Their edge compresses too, but their files may well be about another part of the project than the app.
const PARTIAL_PLATFORMS: [&str; 2] = ["cloudflare", "netlify"];

pub struct NoResponseCompression;

impl Detector for NoResponseCompression {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        // Django has its servers' word for how it is deployed, or anything may stand before it.
        let django = || django_middleware(model).filter(|_| production_servers(model).next().is_some());
        // Beside a project of Django, an app of Flask is a service of its own.
        let Some(app) = django().or_else(|| flask_app(model)) else { return api(rule, input, out) };
        // Without pages there is little text worth it, and an API may well be called from the same machine.
        // A text of a mail or a calendar is no page.
        let pages = served_pages(model).into_iter().filter(|page| !page.path.ends_with(".txt"));
        let page = pages.max_by(|a, b| (a.text_bytes, &b.path).cmp(&(b.text_bytes, &a.path)));
        let Some(page) = page.or_else(|| page_outside(model)) else { return };
        if let Some(verdict) = decided(rule, model, app) {
            out.push(verdict);
        } else {
            let mut places = proxies(model);
            if places.is_empty() {
                places.push(vec![app.place]);
            }
            out.extend(places.iter().map(|files| finding(rule, input, app, &page, files)));
        }
    }
}

/// A proxy of the tree is where compression belongs. The files of one folder are parts of one configuration: each list is one,
/// with the file first that speaks the app's own protocol.
fn proxies(model: &Model) -> Vec<Vec<Place>> {
    let folder = |place: &Place| model.path(place.file).rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut found: Vec<&ProxyDirective> = model.proxies.iter().filter(|directive| passes_on(directive)).collect();
    found.sort_by_key(|directive| directive.directive != "uwsgi_pass");
    let mut out: Vec<Vec<Place>> = Vec::new();
    for directive in found {
        let place = directive.place;
        match out.iter_mut().find(|files| folder(&files[0]) == folder(&place)) {
            Some(files) if files.iter().all(|known| known.file != place.file) => files.push(place),
            Some(_) => {}
            None => out.push(vec![place]),
        }
    }
    out
}

/// An API of FastAPI that browsers call: whole tables travel as JSON.
fn api(rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
    let model = input.model;
    let Some(app) = model.settings.iter().find(|setting| setting.name == "asgi.app") else { return };
    let is_list = |entry: &&EntryCost| entry.method == "GET" && !entry.unbounded_reads.is_empty();
    let Some(list) = input.ledger.entries.iter().find(is_list) else { return };
    let Some(page) = PAGE_LIBRARIES.iter().find_map(|name| model.stack.dependency(name)) else { return };
    if production_servers(model).next().is_none() {
        return;
    }
    if let Some(verdict) = decided(rule, model, app) {
        out.push(verdict);
        return;
    }
    let name = model.routes[list.route].named("GET");
    let finding = rule
        .finding(app.place, model.path(app.place.file))
        .group(rule.id.clone())
        .slot("weight", format!("{name} sends all rows that a query finds, as JSON."))
        .slot("searched", searched(model, &["add_middleware"]))
        .severity(Severity::Low, "what it saves grows with the rows of a list")
        .confidence(Confidence::Medium)
        .remedy("Add GZipMiddleware to the app, or switch compression on in the proxy that stands before it.")
        .evidence(list.unbounded_reads[0], EvidenceRole::Query, format!("{name} reads rows without a limit"))
        .evidence(page.place, EvidenceRole::Setting, "pages in browsers call the API");
    out.push(finding.build());
}

/// What holds, or why nothing can be said.
fn decided(rule: &Rule, model: &Model, app: &Setting) -> Option<Verdict> {
    let (rule, subject) = (rule.id.clone(), model.path(app.place.file).to_owned());
    if let Some((place, why)) = compressing_layer(model) {
        return Some(Verdict::Holds(Holds { rule, subject, place: Some(place), why }));
    }
    let cause = not_known(model)?;
    Some(Verdict::NotAssessable(NotAssessable { rule, subject, cause }))
}

/// Pages whose templates are not in the tree.
fn page_outside(model: &Model) -> Option<PageWeight> {
    let rendered = unread_page(model)?;
    Some(PageWeight {
        path: "a page whose template is not in the tree".to_owned(),
        place: rendered.place,
        files: 0,
        text_bytes: 0,
        text_gzip: 0,
        versioned: false,
    })
}

/// The layer that compresses, when there is one.
fn compressing_layer(model: &Model) -> Option<(Place, String)> {
    let in_app = [
        ("flask.compress", "Flask-Compress is set up"),
        ("flask.after_request.compress", "a response hook compresses"),
        ("django.compress", "a middleware compresses"),
        ("asgi.compress", "a middleware compresses"),
    ];
    for (name, why) in in_app {
        if let Some(setting) = model.setting(name) {
            return Some((setting.place, why.to_owned()));
        }
    }
    if let Some(directive) = model.proxies.iter().find(|directive| compresses(directive)) {
        let what = format!("{}: {} {}", proxy_name(model, directive), directive.directive, directive.arguments.join(" "));
        return Some((directive.place, what));
    }
    let platform = platform(model, &COMPRESSING_PLATFORMS)?;
    Some((platform.place, format!("the edge of {} compresses text", platform.name)))
}

/// Why nothing can be said.
fn not_known(model: &Model) -> Option<String> {
    if let Some(platform) = platform(model, &PARTIAL_PLATFORMS) {
        return Some(format!("the edge of {} may stand before the app", platform.name));
    }
    let proxy = unread_proxy(model)?;
    Some(format!("{} stands before the app, and its configuration is not in the tree", proxy.name))
}

fn compresses(directive: &ProxyDirective) -> bool {
    let first = directive.arguments.first().map(String::as_str);
    match directive.directive.as_str() {
        "gzip" | "brotli" => first == Some("on"),
        "compress" => first == Some("true"),
        "encode" => true,
        _ => false,
    }
}

/// Hands requests over to an app.
fn passes_on(directive: &ProxyDirective) -> bool {
    matches!(directive.directive.as_str(), "proxy_pass" | "uwsgi_pass")
}

const OF_DJANGO: &str = "Name django.middleware.gzip.GZipMiddleware first in MIDDLEWARE, or switch compression on in the proxy that stands before the app.";

fn finding(rule: &Rule, input: &Input<'_>, app: &Setting, page: &PageWeight, files: &[Place]) -> Verdict {
    let model = input.model;
    let place = files[0];
    let saved = page.text_bytes.saturating_sub(page.text_gzip);
    let django = app.name == "django.middleware";
    let finding = rule
        .finding(place, model.path(app.place.file))
        .group(rule.id.clone())
        .slot("weight", weight(page))
        .slot("searched", searched(model, if django { &["MIDDLEWARE"] } else { &["Flask-Compress", "response hooks"] }))
        .evidence(page.place, EvidenceRole::Access, weighed(page));
    let finding = if place == app.place {
        finding
    } else {
        finding.evidence(app.place, EvidenceRole::Definition, "the app, which does not compress by itself")
    };
    let finding = files[1..]
        .iter()
        .fold(finding, |finding, place| finding.evidence(*place, EvidenceRole::Setting, "passes requests on as well"));
    let finding = match model.stack.dependency("flask-compress") {
        Some(unused) => finding.evidence(unused.place, EvidenceRole::Setting, "Flask-Compress is required, but never set up"),
        None => finding,
    };
    let finding = if django { finding.remedy(OF_DJANGO) } else { finding };
    let finding = match model.processes.iter().find(|process| !process.development) {
        Some(process) => finding.evidence(process.place, EvidenceRole::Entry, format!("{} answers as it is", process.server)),
        None => finding,
    };
    let (severity, reason) = match saved {
        // Static files of Django often have a server of their own: its pages are what is left.
        _ if django => (Severity::Low, "what the app itself sends".to_owned()),
        0 => (Severity::Low, "how much it saves is not known: what the pages load is not in the tree".to_owned()),
        1..20_000 => (Severity::Low, format!("the heaviest page would save {}", kibibytes(saved))),
        20_000..500_000 => (rule.severity, format!("the heaviest page would save {} a first visit", kibibytes(saved))),
        _ => (Severity::High, format!("the heaviest page would save {} a first visit", kibibytes(saved))),
    };
    let confidence = if chain_is_known(model) && !django && model.file_by_path(&page.path).is_some() {
        Confidence::High
    } else {
        Confidence::Medium
    };
    finding.severity(severity, reason).confidence(confidence).build()
}

fn weight(page: &PageWeight) -> String {
    if page.text_bytes == 0 {
        return format!("Pages are sent as they are, {} among them.", page.path);
    }
    let (raw, gzip) = (kibibytes(page.text_bytes), kibibytes(page.text_gzip));
    format!("The heaviest page, {}, loads {raw} of scripts and styles, {gzip} with gzip.", page.path)
}

fn weighed(page: &PageWeight) -> String {
    if page.text_bytes == 0 {
        return "HTML that is sent as it is".to_owned();
    }
    format!("loads {} of scripts and styles ({} with gzip)", kibibytes(page.text_bytes), kibibytes(page.text_gzip))
}

/// What was looked at, for the reader who knows of more.
fn searched(model: &Model, in_app: &[&str]) -> String {
    let mut parts: Vec<String> = in_app.iter().map(|place| (*place).to_owned()).collect();
    let mut proxies: Vec<&str> = model.proxies.iter().map(|directive| proxy_name(model, directive)).collect();
    proxies.sort_unstable();
    proxies.dedup();
    parts.extend(proxies.iter().map(|name| format!("the configuration of {name}")));
    if proxies.is_empty() {
        parts.push("nginx and Caddy files (none)".to_owned());
    }
    let platforms: Vec<&str> = model.stack.platforms.iter().map(|platform| platform.name.as_str()).collect();
    parts.push(if platforms.is_empty() {
        "files of known platforms (none)".to_owned()
    } else {
        format!("platforms ({})", platforms.join(", "))
    });
    parts.join(", ")
}
