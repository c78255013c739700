//! Files that start the same app in different ways.

use crate::detect::web_app::is_only_shown;
use crate::finding::{EvidenceRole, Severity, Verdict};
use crate::model::Model;
use crate::model::delivery::Process;
use crate::rule::{Detector, Input, Rule};

pub struct StartCommandConflict;

impl Detector for StartCommandConflict {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        let mut starts: Vec<&Process> = model.processes.iter().filter(|process| is_start(process, model)).collect();
        starts.sort_by_key(|process| (rank(model.path(process.place.file)), !process.container, process.place));
        while let Some(assumed) = (!starts.is_empty()).then(|| starts.remove(0)) {
            let others: Vec<&Process> = starts.iter().copied().filter(|other| same_app(assumed, other, model)).collect();
            starts.retain(|other| !same_app(assumed, other, model));
            for other in others {
                if let Some(difference) = difference(assumed, other) {
                    out.push(finding(rule, model, assumed, other, &difference));
                }
            }
        }
    }
}

/// A way in which production serves the app, in a file that is there to start it.
fn is_start(process: &Process, model: &Model) -> bool {
    let path = model.path(process.place.file);
    process.deployed
        && !process.takes_jobs()
        && !path.ends_with(".py")
        && !path.to_ascii_lowercase().contains("staging")
        && !is_only_shown(path)
}

/// Both commands name the same module; one file may well start several processes of it.
fn same_app(one: &Process, other: &Process, model: &Model) -> bool {
    let folder = |process: &Process| model.path(process.place.file).rsplit_once('/').map(|(folder, _)| folder);
    one.place.file != other.place.file
        && one
            .app
            .as_ref()
            .is_some_and(|app| Some(app) == other.app.as_ref() && (folder(one) == folder(other) || is_one(app, model)))
}

/// Only one module of the tree has the name: `app` of two services is not the same.
fn is_one(app: &str, model: &Model) -> bool {
    let path = format!("{}.py", app.replace('.', "/"));
    let is_named = |known: &str| known.strip_suffix(&path).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    model.files.iter().filter(|file| is_named(&file.path)).count() < 2
}

/// What is nearer to the machine that serves is believed first.
fn rank(path: &str) -> usize {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    match name.as_str() {
        "fly.toml" | "render.yaml" | "render.yml" | "railway.toml" | "railway.json" | "app.yaml" | "heroku.yml" => 0,
        _ if name.contains("compose") => 1,
        _ if name.contains("dockerfile") || name.contains("containerfile") => 2,
        _ if name.ends_with(".yaml") || name.ends_with(".yml") => 1,
        _ if name.starts_with("procfile") => 3,
        _ if name.ends_with(".service") || name.ends_with(".conf") || name.ends_with(".ini") => 4,
        _ => 5,
    }
}

/// What differs, and whether it changes how the app serves and not only how much.
struct Difference {
    text: String,
    kind: bool,
}

fn difference(assumed: &Process, other: &Process) -> Option<Difference> {
    let development = |process: &Process| matches!(process.server.as_str(), "flask" | "quart" | "runserver");
    if assumed.server != other.server {
        let kind = development(assumed) != development(other) || assumed.is_event_loop() != other.is_event_loop();
        return kind.then(|| Difference { text: format!("{} there, {} here", assumed.server, other.server), kind });
    }
    if assumed.is_event_loop() != other.is_event_loop() {
        let class = |process: &Process| process.worker_class.clone().unwrap_or_else(|| "sync".to_owned());
        return Some(Difference { text: format!("{} workers there, {} here", class(assumed), class(other)), kind: true });
    }
    let numbers = [("workers", &assumed.workers, &other.workers), ("threads", &assumed.threads, &other.threads)];
    let differing: Vec<String> = numbers
        .iter()
        .filter_map(|(what, one, two)| match (one.value?, two.value?) {
            (one, two) if one != two => Some(format!("{one} {what} there, {two} here")),
            _ => None,
        })
        .collect();
    (!differing.is_empty()).then(|| Difference { text: differing.join("; "), kind: false })
}

fn finding(rule: &Rule, model: &Model, assumed: &Process, other: &Process, difference: &Difference) -> Verdict {
    let finding = rule
        .finding(other.place, model.path(other.place.file))
        .slot("here", model.path(other.place.file))
        .slot("assumed", model.path(assumed.place.file))
        .slot("difference", difference.text.clone())
        .evidence(assumed.place, EvidenceRole::Entry, format!("assumed to be what production runs: {}", assumed.server))
        .evidence(other.place, EvidenceRole::Entry, format!("starts it with {}", other.server));
    let finding = if difference.kind {
        finding.severity(Severity::Medium, "another kind of server")
    } else {
        finding.severity(rule.severity, "other numbers of the same server")
    };
    finding.build()
}
