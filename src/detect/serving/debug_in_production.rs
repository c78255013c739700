//! Debug modes that production runs with.

use crate::detect::web_app::production_servers;
use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::model::Model;
use crate::model::delivery::{Process, Setting, SettingValue};
use crate::rule::{Detector, Input, Rule};

pub struct DebugInProduction;

impl Detector for DebugInProduction {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        for setting in model.settings.iter().filter(|setting| setting.name == "debug.on") {
            out.extend(in_code(rule, model, setting));
        }
        for setting in model.settings.iter().filter(|setting| in_environment(model, setting)) {
            let finding = rule
                .finding(setting.place, setting.name.clone())
                .slot("what", format!("{}={}", setting.name.trim_start_matches("env."), text(setting)))
                .slot("framework", "Flask");
            let server = started_with(model, setting).next();
            let finding = server.into_iter().fold(finding, |finding, server| {
                finding.evidence(server.place, EvidenceRole::Entry, format!("{} serves it", server.server))
            });
            out.push(finding.build());
        }
    }
}

fn in_code(rule: &Rule, model: &Model, setting: &Setting) -> Option<Verdict> {
    // Settings of several files are layered: the other one may be what production uses.
    let said = |other: &&Setting| other.name == "debug.said" && other.place.file != setting.place.file;
    if model.settings.iter().any(|other| said(&other)) {
        return None;
    }
    let variable = text(setting);
    let literal = variable == "literal";
    if !literal {
        let name = format!("env.{variable}");
        let mut set = model.settings.iter().filter(|other| other.name == name && other.production);
        if let Some(off) = set.find(|other| !is_true(&text(other))) {
            let subject = model.path(setting.place.file).to_owned();
            let why = format!("{variable} is {} in {}", text(off), model.path(off.place.file));
            return Some(Verdict::Holds(Holds { rule: rule.id.clone(), subject, place: Some(off.place), why }));
        }
    }
    let django = model.stack.has_framework("django");
    let server = production_servers(model).next();
    // Flask's own server is a finding by itself.
    if !django && server.is_none() {
        return None;
    }
    let what =
        if literal { "debug mode is on".to_owned() } else { format!("debug mode is on unless {variable} says otherwise") };
    let finding = rule
        .finding(setting.place, model.path(setting.place.file))
        .slot("what", what)
        .slot("framework", if django { "Django" } else { "The framework" });
    let finding = match server {
        Some(server) => finding.evidence(server.place, EvidenceRole::Entry, format!("{} serves it", server.server)),
        None => finding.severity(rule.severity.lowered(1), "no file says how it is deployed").confidence(Confidence::Medium),
    };
    let finding = if literal && (django || model.stack.has_framework("flask")) {
        finding
    } else if literal {
        finding.severity(Severity::Low, "requests cost no more; pages of errors show the code")
    } else {
        let reason = "the environment of production may well say otherwise";
        finding.severity(Severity::Medium, reason).confidence(Confidence::Medium)
    };
    Some(finding.build())
}

/// Set for a container or a platform, where a server for production runs.
fn in_environment(model: &Model, setting: &Setting) -> bool {
    let path = model.path(setting.place.file).to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or(&path);
    let starts = name.contains("dockerfile") || name.contains("compose") || name == "fly.toml" || name.starts_with("render.");
    let value = text(setting).to_ascii_lowercase();
    let on = match setting.name.as_str() {
        "env.FLASK_DEBUG" => is_true(&value),
        "env.FLASK_ENV" => value == "development" && reads_flask_env(model),
        _ => false,
    };
    on && starts
        && setting.production
        && started_with(model, setting).any(|server| server.deployed)
        && !said_off(model, setting)
}

/// Servers that may get what the file sets: who builds by a Procfile does not read the Dockerfile.
fn started_with<'m>(model: &'m Model, setting: &Setting) -> impl Iterator<Item = &'m Process> {
    let name = |path: &'m str| path.rsplit('/').next().unwrap_or(path);
    let of_image = model.path(setting.place.file).to_ascii_lowercase().contains("dockerfile");
    production_servers(model).filter(move |server| !of_image || !name(model.path(server.place.file)).starts_with("Procfile"))
}

/// Another file sets the same variable to something else: what an image says is only the default.
fn said_off(model: &Model, setting: &Setting) -> bool {
    let value = text(setting);
    let other = |other: &&Setting| other.name == setting.name && other.place.file != setting.place.file;
    model.settings.iter().filter(other).any(|other| !text(other).is_empty() && text(other) != value)
}

/// Flask 2.3 no longer reads FLASK_ENV.
fn reads_flask_env(model: &Model) -> bool {
    let Some(version) = model.stack.dependency("flask").and_then(|flask| flask.version.as_deref()) else { return false };
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(u32::MAX));
    (parts.next().unwrap_or(u32::MAX), parts.next().unwrap_or(0)) < (2, 3)
}

fn is_true(value: &str) -> bool {
    matches!(value.to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on")
}

fn text(setting: &Setting) -> String {
    match &setting.value {
        SettingValue::Text(text) => text.clone(),
        _ => String::new(),
    }
}
