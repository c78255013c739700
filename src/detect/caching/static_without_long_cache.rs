//! Flask's static files without a lifetime: browsers ask for each of them on every visit.

use crate::detect::web_app::{PageWeight, chain_is_known, flask_app, platform, served_pages, unread_page, unread_proxy};
use crate::finding::{Confidence, EvidenceRole, Holds, NotAssessable, Verdict};
use crate::model::delivery::{ProxyDirective, Setting, SettingValue};
use crate::model::{Model, Place};
use crate::rule::{Detector, Input, Rule};

/// Their edge has lifetimes of its own. Netlify runs no Flask: a file for it is about another part of the project.
const CACHING_PLATFORMS: [&str; 3] = ["cloudflare", "vercel", "app-engine"];

/// Proxies that serve no files: what the app says of lifetimes reaches the browser.
const PASSES_HEADERS_ON: [&str; 4] = ["nginx-proxy", "traefik", "haproxy", "envoy"];

/// Places that configure the app, of which this many are shown.
const CONFIGURED_SHOWN: usize = 2;

pub struct StaticWithoutLongCache;

impl Detector for StaticWithoutLongCache {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        let Some(app) = flask_app(model) else { return };
        let pages = served_pages(model).into_iter().filter(|page| page.files > 0);
        let page = pages.max_by(|a, b| (a.files, &b.path).cmp(&(b.files, &a.path)));
        let Some(page) = page.or_else(|| page_outside(model)) else { return };
        let subject = model.path(app.place.file).to_owned();
        if let Some((place, why)) = lifetime(model) {
            out.push(Verdict::Holds(Holds { rule: rule.id.clone(), subject, place, why }));
        } else if let Some(cause) = not_known(model) {
            out.push(Verdict::NotAssessable(NotAssessable { rule: rule.id.clone(), subject, cause }));
        } else {
            out.push(finding(rule, input, app, &page));
        }
    }
}

/// Pages whose templates are not in the tree, beside static files that are.
fn page_outside(model: &Model) -> Option<PageWeight> {
    let rendered = unread_page(model)?;
    let files = model.assets.iter().filter(|asset| asset.served).count();
    (files > 0).then(|| PageWeight {
        path: "a page whose template is not in the tree".to_owned(),
        place: rendered.place,
        files,
        text_bytes: 0,
        text_gzip: 0,
        versioned: false,
    })
}

/// What gives static files a lifetime.
fn lifetime(model: &Model) -> Option<(Option<Place>, String)> {
    if let Some((setting, seconds)) = max_age(model).and_then(|setting| Some((setting, seconds(&setting.value)?)))
        && seconds > 0.0
    {
        return Some((Some(setting.place), format!("{} is {seconds} s", setting.name)));
    }
    for (name, why) in [
        ("flask.after_request.cache_control", "a response hook sets Cache-Control"),
        ("flask.get_send_file_max_age", "the app decides on the lifetime of each file"),
    ] {
        if let Some(setting) = model.setting(name) {
            return Some((Some(setting.place), why.to_owned()));
        }
    }
    if let Some(directive) = model.proxies.iter().find(|directive| sets_lifetime(directive)) {
        let why = format!("{} {} in the proxy", directive.directive, directive.arguments.join(" "));
        return Some((Some(directive.place), why));
    }
    // Flask 1 sends twelve hours by default.
    let flask = model.stack.dependency("flask")?;
    let major: u32 = flask.version.as_deref()?.split('.').next()?.parse().ok()?;
    (major < 2).then(|| (Some(flask.place), "Flask 1 lets browsers keep static files for 12 hours".to_owned()))
}

/// The setting that production uses.
fn max_age(model: &Model) -> Option<&Setting> {
    let all = || model.settings.iter().filter(|setting| setting.name == "SEND_FILE_MAX_AGE_DEFAULT");
    all().find(|setting| setting.production).or_else(|| all().next())
}

fn seconds(value: &SettingValue) -> Option<f64> {
    match value {
        SettingValue::Int(value) => i32::try_from(*value).ok().map(f64::from),
        SettingValue::Float(value) => Some(*value),
        SettingValue::Text(text) => text.trim().parse().ok(),
        SettingValue::None | SettingValue::Bool(_) | SettingValue::Unknown => None,
    }
}

fn sets_lifetime(directive: &ProxyDirective) -> bool {
    let first = directive.arguments.first().map(String::as_str);
    let names_header = || {
        directive.arguments.iter().any(|argument| argument.trim_start_matches(['+', '>']).eq_ignore_ascii_case("cache-control"))
    };
    match directive.directive.as_str() {
        "expires" => !matches!(first, Some("off" | "epoch" | "-1")),
        "add_header" | "header" => names_header(),
        "Cache-Control" | "+Cache-Control" => true,
        _ => false,
    }
}

/// Why nothing can be said.
fn not_known(model: &Model) -> Option<String> {
    if max_age(model).is_some_and(|setting| matches!(setting.value, SettingValue::Unknown | SettingValue::Text(_))) {
        return Some("SEND_FILE_MAX_AGE_DEFAULT is set to something that could not be read".to_owned());
    }
    if max_age(model).is_none()
        && let Some(named) = model.setting("flask.max_age_named")
    {
        return Some(format!(
            "{} names SEND_FILE_MAX_AGE_DEFAULT, and no app is seen to read it",
            model.path(named.place.file)
        ));
    }
    if model.setting("flask.send_file.max_age").is_some() {
        return Some("a view of the app sends files with a lifetime of its own".to_owned());
    }
    if model.setting("flask.whitenoise").is_some() {
        return Some("WhiteNoise serves the static files with its own lifetimes".to_owned());
    }
    if model.proxies.iter().any(serves_static) {
        return Some("the proxy serves the static files itself, and browsers guess a lifetime".to_owned());
    }
    if let Some(platform) = platform(model, &CACHING_PLATFORMS) {
        return Some(format!("the edge of {} may set lifetimes", platform.name));
    }
    let proxy = unread_proxy(model).filter(|proxy| !PASSES_HEADERS_ON.contains(&proxy.name.as_str()))?;
    Some(format!("{} stands before the app, and its configuration is not in the tree", proxy.name))
}

fn serves_static(directive: &ProxyDirective) -> bool {
    let about_static = directive.context.contains("static") || directive.context.contains("assets");
    matches!(directive.directive.as_str(), "alias" | "root" | "file_server") && about_static
}

fn finding(rule: &Rule, input: &Input<'_>, app: &Setting, page: &PageWeight) -> Verdict {
    let model = input.model;
    let thresholds = &input.settings.thresholds;
    let (age, advice) = if page.versioned {
        (thresholds.static_max_age_hashed, "The URLs carry a version, so the files may be kept for a year.")
    } else {
        (thresholds.static_max_age, "The URLs carry no version: keep the lifetime short, or add a version to them first.")
    };
    let reason = format!("{} conditional requests on each visit of {}", page.files, page.path);
    let severity = if page.files < 3 { rule.severity.lowered(1) } else { rule.severity };
    let certain = chain_is_known(model) && model.file_by_path(&page.path).is_some();
    let mut finding = rule.finding(app.place, model.path(app.place.file));
    let configured =
        model.settings.iter().filter(|setting| setting.name == "flask.config" && setting.place.file == app.place.file);
    for setting in configured.take(CONFIGURED_SHOWN) {
        finding =
            finding.evidence(setting.place, EvidenceRole::Access, "the app is configured here, and nothing sets a lifetime");
    }
    finding
        .slot("count", page.files.to_string())
        .slot("files", if page.files == 1 { "file" } else { "files" })
        .slot("page", page.path.clone())
        .slot("age", age.to_string())
        .slot("advice", advice)
        .severity(severity, reason)
        .confidence(if certain { Confidence::High } else { Confidence::Medium })
        .evidence(page.place, EvidenceRole::Access, format!("loads {} files of the app", page.files))
        .code(format!("app.config[\"SEND_FILE_MAX_AGE_DEFAULT\"] = {age}"))
        .build()
}

#[cfg(test)]
mod tests {
    use super::sets_lifetime;
    use crate::model::delivery::ProxyDirective;
    use crate::model::{FileId, Place};

    fn directive(line: &str) -> ProxyDirective {
        let mut words = line.split(' ').map(ToOwned::to_owned);
        let directive = words.next().unwrap();
        ProxyDirective { place: Place::file(FileId(0)), directive, arguments: words.collect(), context: String::new() }
    }

    #[test]
    fn directives_that_set_a_lifetime() {
        for line in
            ["expires 30d", "expires max", "add_header Cache-Control public", "header /static/* Cache-Control max-age=9"]
        {
            assert!(sets_lifetime(&directive(line)), "{line}");
        }
        for line in ["expires off", "expires -1", "add_header X-Frame-Options DENY", "header X y", "alias /srv"] {
            assert!(!sets_lifetime(&directive(line)), "{line}");
        }
    }
}
