//! Static files that the workers of the app send themselves.

use crate::detect::web_app::{chain_is_known, flask_app, production_servers, served_pages};
use crate::finding::{Confidence, EvidenceRole, Holds, Verdict};
use crate::model::delivery::{ProxyDirective, Setting, SettingValue};
use crate::model::{Model, Place};
use crate::rule::{Detector, Input, Rule};

pub struct StaticThroughPython;

impl Detector for StaticThroughPython {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        if let Some((place, why)) = other_server(model) {
            let subject = "static files".to_owned();
            out.push(Verdict::Holds(Holds { rule: rule.id.clone(), subject, place, why }));
            return;
        }
        for view in model.settings.iter().filter(|setting| setting.name == "django.static.serve") {
            out.push(of_django(rule, model, view));
        }
        out.extend(of_flask(rule, model));
    }
}

/// What sends the files before a worker is asked.
fn other_server(model: &Model) -> Option<(Option<Place>, String)> {
    let sends =
        |directive: &&ProxyDirective| matches!(directive.directive.as_str(), "alias" | "root" | "statics" | "file_server");
    if let Some(directive) = model.proxies.iter().find(sends) {
        return Some((
            Some(directive.place),
            format!("{} {} of the proxy", directive.directive, directive.arguments.join(" ")),
        ));
    }
    let whitenoise = model.setting("flask.whitenoise").map(|setting| setting.place);
    let package = model.stack.dependency("whitenoise").or_else(|| model.stack.dependency("servestatic")).map(|d| d.place);
    whitenoise.or(package).map(|place| (Some(place), "WhiteNoise sends them".to_owned()))
}

fn of_django(rule: &Rule, model: &Model, view: &Setting) -> Verdict {
    let finding = rule
        .finding(view.place, model.path(view.place.file))
        .slot("how", "django.views.static.serve is in the URL configuration, under no condition")
        .slot("files", "each file")
        .slot("instead", "WhiteNoise for static files, and the proxy or the object storage for uploads");
    match production_servers(model).next() {
        Some(server) => finding.evidence(server.place, EvidenceRole::Entry, format!("{} serves it", server.server)).build(),
        None => finding.confidence(Confidence::Medium).build(),
    }
}

/// Flask sends its static folder itself, and nothing stands before it.
fn of_flask(rule: &Rule, model: &Model) -> Option<Verdict> {
    let app = flask_app(model).filter(|_| chain_is_known(model))?;
    let server = production_servers(model)
        .find(|p| matches!(p.server.as_str(), "gunicorn" | "uwsgi" | "waitress") && !p.is_event_loop())?;
    let page =
        served_pages(model).into_iter().filter(|page| page.files > 1).max_by_key(|page| (page.files, page.path.clone()))?;
    let has_cdn = |setting: &&Setting| {
        setting.name.contains("CDN") && !matches!(setting.value, SettingValue::None | SettingValue::Bool(false))
    };
    if model.settings.iter().any(|setting| has_cdn(&setting)) {
        return None;
    }
    let finding = rule
        .finding(app.place, model.path(app.place.file))
        .slot("how", format!("{} has nothing before it that sends the static folder", server.server))
        .slot("files", format!("each of the {} files of {}", page.files, page.path))
        .slot("instead", "WhiteNoise around the WSGI app, `[[statics]]` of the platform, or a CDN")
        .evidence(server.place, EvidenceRole::Entry, format!("{} answers all requests", server.server))
        .evidence(page.place, EvidenceRole::Access, format!("loads {} files of the app", page.files));
    Some(finding.build())
}
