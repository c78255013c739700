//! A server that is made for development serves production.

use crate::detect::web_app::is_only_shown;
use crate::facts::{Language, Role};
use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::model::delivery::Process;
use crate::model::stack::Dependency;
use crate::rule::{Detector, Input, Rule};

const DEVELOPMENT_SERVERS: [&str; 4] = ["flask", "quart", "runserver", "flask-socketio"];
/// Packages that bring a server of their own: somebody means to use it.
const SERVERS: [&str; 9] =
    ["gunicorn", "waitress", "uwsgi", "mod_wsgi", "uvicorn", "hypercorn", "gevent", "eventlet", "daphne"];

pub struct DevServerInProduction;

impl Detector for DevServerInProduction {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let processes = &input.model.processes;
        let is_made_for_it = |process: &&Process| DEVELOPMENT_SERVERS.contains(&process.server.as_str());
        for process in processes.iter().filter(is_made_for_it) {
            if process.deployed && !is_only_shown(input.model.path(process.place.file)) && serves(process, input) {
                // Where another server is deployed, this one is how developers start the app.
                let is_real = |p: &Process| p.deployed && SERVERS.contains(&p.server.as_str()) && !is_idle_script(p, input);
                let doubts = (is_said_to_be_for_developers(process, input), unused_server(input));
                if !processes.iter().any(is_real) && !matches!(doubts, (true, Some(_))) {
                    out.push(deployed(rule, process, input, doubts));
                }
            } else if is_only_one(process, input) {
                out.push(only_one(rule, process, input));
            }
        }
    }
}

/// Of a shell script, only one that is there to start the app, and that does not start it in another way as well.
fn serves(process: &Process, input: &Input<'_>) -> bool {
    let path = input.model.path(process.place.file).to_ascii_lowercase();
    let Some(name) = path.strip_suffix(".sh").map(|path| path.rsplit('/').next().unwrap_or(path)) else { return true };
    let starts = ["start", "run", "serve", "entrypoint", "prod", "boot"].iter().any(|word| name.contains(word));
    let text = input.texts.get(process.place.file.index());
    starts && !SERVERS.iter().any(|server| text.text.contains(server))
}

/// A script that no other file of the deployment names.
fn is_idle_script(process: &Process, input: &Input<'_>) -> bool {
    let path = input.model.path(process.place.file);
    let Some(name) = path.rsplit('/').next().filter(|name| name.ends_with(".sh")) else { return false };
    let others = input.model.files.iter().enumerate().filter(|(_, f)| f.language == Language::Deploy && f.path != path);
    !others.into_iter().any(|(at, _)| input.texts.get(at).text.contains(name))
}

/// A comment right above the command calls it the developers', or says that another one takes its place.
fn is_said_to_be_for_developers(process: &Process, input: &Input<'_>) -> bool {
    const WORDS: [&str; 6] = ["dev server", "development", "for dev", "local", "overrid", "overwrit"];
    let text = input.texts.get(process.place.file.index());
    let before = text.text.get(..process.place.span.start as usize).unwrap_or_default();
    let comments = before.lines().rev().take_while(|line| line.trim_start().starts_with('#'));
    comments.map(str::to_ascii_lowercase).any(|line| WORDS.iter().any(|word| line.contains(word)))
}

/// A server that is installed for production, and that nothing in the tree starts: what deploys the app may well do so.
fn unused_server<'a>(input: &'a Input<'_>) -> Option<&'a Dependency> {
    let stack = &input.model.stack;
    let is_started = |name: &str| input.model.processes.iter().any(|process| process.server == name);
    // gevent and eventlet serve Flask-SocketIO by being there.
    let servers = SERVERS.iter().filter(|name| !matches!(**name, "gevent" | "eventlet") && !is_started(name));
    servers.filter_map(|name| stack.dependency(name)).find(|package| !package.dev)
}

/// Django's projects have a module for servers, which a server is told.
fn django_remedy(process: &Process, input: &Input<'_>) -> Option<String> {
    let is_entry = |path: &&str| *path == "wsgi.py" || path.ends_with("/wsgi.py");
    let mut entries = input.model.files.iter().filter(|file| file.role == Role::App).map(|file| file.path.as_str());
    let entry = entries.by_ref().filter(is_entry).min_by_key(|path| path.matches('/').count());
    let module = match entry.map(|path| path.rsplit('/').nth(1)) {
        Some(Some(package)) => format!("{package}.wsgi"),
        Some(None) => "wsgi".to_owned(),
        None => "PROJECT.wsgi".to_owned(),
    };
    let start = format!("gunicorn --workers 3 --threads 4 {module}:application");
    (process.server == "runserver").then(|| format!("Start the project with gunicorn or uWSGI: {start}."))
}

fn deployed(rule: &Rule, process: &Process, input: &Input<'_>, (said, unused): (bool, Option<&Dependency>)) -> Verdict {
    let mut finding = rule
        .finding(process.place, format!("{}:{}", process.name, process.server))
        .slot("server", name(process))
        .evidence(process.place, EvidenceRole::Entry, format!("starts {}", process.server));
    if let Some(remedy) = django_remedy(process, input) {
        finding = finding.remedy(remedy);
    }
    for also in process.also.iter().take(3) {
        finding = finding.evidence(*also, EvidenceRole::Entry, "starts it, too");
    }
    if let Some(package) = unused {
        finding = finding
            .severity(Severity::Medium, format!("{} is installed, so that another command may start the app", package.name))
            .confidence(Confidence::Medium)
            .evidence(package.place, EvidenceRole::Setting, "installed, and started nowhere in the tree");
    } else if said {
        let reason = "a comment says that it is for developers, so that another command may start the app";
        finding = finding.severity(Severity::Medium, reason).confidence(Confidence::Medium);
    }
    // Behind flask-socketio stands eventlet or gevent, where one of them is installed.
    if process.server == "flask-socketio" {
        finding = finding.confidence(Confidence::Medium);
    }
    finding.build()
}

/// Nothing else in the tree serves, and no package could.
fn is_only_one(process: &Process, input: &Input<'_>) -> bool {
    let stack = &input.model.stack;
    let other = input.model.processes.iter().any(|p| !DEVELOPMENT_SERVERS.contains(&p.server.as_str()));
    let package = stack.dependencies.iter().any(|d| SERVERS.contains(&d.name.to_ascii_lowercase().as_str()));
    let platform = !stack.platforms.is_empty();
    let has_routes = input.model.routes.len() > 3;
    process.server == "flask"
        && !other
        && !package
        && !platform
        && has_routes
        && !stack.dependencies.is_empty()
        && input.model.role(process.place.file) == Role::App
        && !input.model.processes.iter().any(|p| p.deployed)
}

fn only_one(rule: &Rule, process: &Process, input: &Input<'_>) -> Verdict {
    rule.finding(process.place, input.model.path(process.place.file))
        .slot("server", name(process))
        .severity(Severity::High.min(rule.severity), "no file says how it is deployed, and no other server is installed")
        .confidence(Confidence::Medium)
        .build()
}

fn name(process: &Process) -> &'static str {
    match process.server.as_str() {
        "runserver" => "Django's runserver",
        "quart" => "Quart's own server",
        "flask-socketio" => "Flask-SocketIO's own server",
        _ => "Flask's own server",
    }
}
