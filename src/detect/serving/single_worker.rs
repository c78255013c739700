//! Servers that answer one request at a time, or as few as their default.

use crate::detect::web_app::production_servers;
use crate::facts::Language;
use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::model::FileId;
use crate::model::delivery::Process;
use crate::rule::{Detector, Input, Rule};

pub struct SingleWorker;

impl Detector for SingleWorker {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for process in production_servers(input.model) {
            out.extend(judge(rule, process, input));
        }
    }
}

/// Words with which something else in the tree may say how many workers there are.
const SAID_ELSEWHERE: [&str; 6] =
    ["--workers", "WEB_CONCURRENCY", "GUNICORN_CMD_ARGS", "_WORKERS", "--processes", "UWSGI_PROCESSES"];

pub(super) fn may_be_said_elsewhere(process: &Process, input: &Input<'_>) -> bool {
    if !matches!(process.server.as_str(), "gunicorn" | "uwsgi") {
        return false;
    }
    let files = (0..).map(FileId).zip(&input.model.files);
    let mut others = files.filter(|(file, entry)| entry.language == Language::Deploy && *file != process.place.file);
    others.any(|(file, _)| {
        let text = input.texts.get(file.index());
        SAID_ELSEWHERE.iter().any(|word| text.text.contains(word))
    })
}

fn judge(rule: &Rule, process: &Process, input: &Input<'_>) -> Option<Verdict> {
    let (workers, threads) = (process.workers.value?, process.threads.value?);
    let at_once = workers.saturating_mul(threads);
    let subject = format!("{} under {}", process.name, process.server);
    let by_default = process.threads.source.starts_with("default") && process.workers.source.starts_with("default");
    let few = match process.server.as_str() {
        "gunicorn" | "uwsgi" => at_once == 1,
        // Four threads that nobody chose.
        "waitress" => by_default,
        _ => false,
    };
    if !few {
        let why = format!("{workers} × {threads} requests at once");
        let holds = Holds { rule: rule.id.clone(), subject, place: Some(process.place), why };
        return matches!(process.server.as_str(), "gunicorn" | "uwsgi" | "waitress").then_some(Verdict::Holds(holds));
    }
    // `${WORKERS:-1}` is for the one who deploys to say.
    let is_variable = [&process.workers, &process.threads].iter().any(|factor| factor.source.contains('$'));
    if is_variable || may_be_said_elsewhere(process, input) {
        return None;
    }
    let mut finding = rule
        .finding(process.place, subject)
        .slot("server", process.server.clone())
        .slot("at_once", if at_once == 1 { "one request".to_owned() } else { format!("{at_once} requests") })
        .slot("how", if keeps_jobs(process, input) { ONE_PROCESS } else { how(process, input) })
        .formula(format!("{workers} × {threads} = {at_once}"));
    for (what, factor) in [("workers", &process.workers), ("threads", &process.threads)] {
        let note = format!("{what} = {} ({})", factor.value.unwrap_or(1), factor.source);
        finding = finding.evidence(factor.place.unwrap_or(process.place), EvidenceRole::Setting, note);
    }
    if let Some(name) = process.asked_for.as_ref().filter(|_| by_default) {
        // Who sets the variable sets others with it, GUNICORN_CMD_ARGS among them.
        let note = format!("runs where {name} says so, which nothing here sets");
        finding = finding.evidence(process.place, EvidenceRole::Entry, note).confidence(Confidence::Medium);
    }
    if by_default && names_settings(process, input) {
        // Who writes settings and leaves this one out leaves it to WEB_CONCURRENCY, as a rule.
        finding = finding.confidence(Confidence::Medium);
    }
    if by_default && of_a_platform(process, input) {
        // Heroku's buildpack sets WEB_CONCURRENCY by the size of the machine.
        finding = finding.confidence(Confidence::Medium);
    }
    if at_once > 1 {
        finding = finding.severity(Severity::Low, "more than one request is served, but nobody chose how many");
    } else if !by_default {
        // Somebody wrote the one: platforms run it as often as there is load.
        finding = finding.severity(rule.severity.lowered(1), "one worker is asked for").confidence(Confidence::Medium);
    }
    Some(finding.build())
}

/// The command names a file of settings of the server.
fn names_settings(process: &Process, input: &Input<'_>) -> bool {
    let text = input.texts.get(process.place.file.index());
    let span = process.place.span.start as usize..process.place.span.end as usize;
    let command = text.text.get(span).unwrap_or_default();
    ["--config", " -c ", "pserve"].iter().any(|word| command.contains(word))
}

/// A Procfile starts it, by itself or through a script.
fn of_a_platform(process: &Process, input: &Input<'_>) -> bool {
    let is_procfile = |path: &str| path.rsplit('/').next().unwrap_or(path).starts_with("Procfile");
    is_procfile(input.model.path(process.place.file))
}

/// Jobs of Flask-Executor belong to the process that started them: another worker knows nothing of them.
fn keeps_jobs(process: &Process, input: &Input<'_>) -> bool {
    let Some(app) = &process.app else { return false };
    let folder =
        input.model.path(process.place.file).rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let module = app.replace('.', "/");
    let paths = [format!("{folder}{module}.py"), format!("{module}.py")];
    let file = paths.iter().find_map(|path| input.model.file_by_path(path));
    file.is_some_and(|file| input.texts.get(file.index()).text.contains("flask_executor"))
}

/// Where more workers would lose what one of them has begun.
const ONE_PROCESS: &str = "--worker-class gthread --threads 4, in one worker, which keeps the jobs of Flask-Executor";

fn how(process: &Process, input: &Input<'_>) -> &'static str {
    let by_command = input.model.files[process.place.file.index()].language == Language::Deploy;
    match process.server.as_str() {
        "waitress" if by_command => "--threads=8",
        "waitress" => "threads=8 in serve(…)",
        "uwsgi" => "processes = 3 and threads = 4",
        _ => "--workers 3 --worker-class gthread --threads 4",
    }
}
