//! Debug modes that production runs with.

use crate::detect::web_app::production_servers;
use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::model::delivery::{Process, Setting, SettingValue};
use crate::model::{FileId, Model};
use crate::rule::{Detector, Input, Rule};

pub struct DebugInProduction;

impl Detector for DebugInProduction {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        for setting in &model.settings {
            out.extend(Framework::of(setting).and_then(|framework| in_code(rule, input, setting, framework)));
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

/// Whose debug mode a setting in the code switches on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Framework {
    Django,
    Flask,
    Asgi,
}

impl Framework {
    const ALL: [Self; 3] = [Self::Django, Self::Flask, Self::Asgi];

    fn of(setting: &Setting) -> Option<Self> {
        match setting.name.as_str() {
            "debug.on" => Some(Self::Django),
            "debug.on.flask" => Some(Self::Flask),
            "debug.on.asgi" => Some(Self::Asgi),
            _ => None,
        }
    }

    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Django => &["django"],
            Self::Flask => &["flask"],
            Self::Asgi => &["fastapi", "starlette"],
        }
    }

    fn is_imported(self, text: &str) -> bool {
        text.lines().any(|line| {
            let mut words = line.trim_start().split([' ', '.', ',']);
            matches!(words.next(), Some("import" | "from")) && words.next().is_some_and(|name| self.packages().contains(&name))
        })
    }

    /// Whether the app that is served may be one of this framework: its module tells, or the tree has no other framework.
    fn is_served_by(self, process: &Process, input: &Input<'_>) -> bool {
        let others = || Self::ALL.into_iter().filter(|other| *other != self);
        let Some(app) = &process.app else {
            return !others().any(|other| other.packages().iter().any(|name| input.model.stack.has_framework(name)));
        };
        let Some(module) = module(app, input.model) else { return true };
        let text = &input.texts.get(module.index()).text;
        self.is_imported(text) || !others().any(|other| other.is_imported(text))
    }
}

/// The file of a module, when only one has the name.
fn module(app: &str, model: &Model) -> Option<FileId> {
    let path = format!("{}.py", app.replace('.', "/"));
    let is_named = |known: &str| known.strip_suffix(&path).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    let mut named = (0..).map(FileId).zip(&model.files).filter(|(_, file)| is_named(&file.path));
    let first = named.next()?.0;
    named.next().is_none().then_some(first)
}

fn in_code(rule: &Rule, input: &Input<'_>, setting: &Setting, framework: Framework) -> Option<Verdict> {
    let model = input.model;
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
    let django = framework == Framework::Django;
    let server = production_servers(model).find(|server| framework.is_served_by(server, input));
    // Flask's own server is a finding by itself; a server that is seen runs another app.
    if server.is_none() && (!django || production_servers(model).next().is_some()) {
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
    let finding = if literal && framework != Framework::Asgi {
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
