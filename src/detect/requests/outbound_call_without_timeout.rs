//! Calls of other hosts that no timeout bounds.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;

use crate::detect::web_app::production_servers;
use crate::eval::ops::Outside;
use crate::facts::{Language, Role};
use crate::finding::{Confidence, EvidenceRole, FindingBuilder, Severity, Verdict};
use crate::model::FileId;
use crate::model::delivery::{Process, Setting, SettingValue};
use crate::model::outbound::{HANDED_ON, OutboundCall, Wait};
use crate::model::route::EntryKind;
use crate::model::startup::started_modules;
use crate::rule::{Detector, Input, Rule};

use super::{routes, with_way};

/// Commands of Django, which stand in a package.
const COMMANDS: &str = "management/commands/";
/// Folders of what people start by hand.
const BY_HAND: [&str; 7] = ["scripts/", "bin/", "tools/", "dev/", ".github/", COMMANDS, "examples/"];

/// Other clients have errors of their own.
const VERIFY: &str =
    "Point the address at a port that accepts and never answers: the call must end with an error when the time is up.";

pub struct OutboundCallWithoutTimeout;

impl Detector for OutboundCallWithoutTimeout {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let commands = of_commands(input);
        out.extend(input.model.outbound_calls.iter().filter_map(|call| judge(rule, call, &commands, input)));
    }
}

fn judge(rule: &Rule, call: &OutboundCall, commands: &BTreeSet<&str>, input: &Input<'_>) -> Option<Verdict> {
    let path = input.model.path(call.place.file);
    let symbol = if call.symbol.is_empty() { path } else { call.symbol.as_str() };
    let (mut what, mut remedy) = words(call);
    if call.insert.is_some_and(|(_, text)| text == HANDED_ON) {
        remedy = "Hand on the timeout that the function is given: timeout=timeout.";
    }
    if call.to_itself {
        what = what.replace("the other side does", "the other side does, which is a port of the same machine");
    }
    // One cause for as long as one sentence mends it.
    let group = format!("{}:{remedy}", rule.id);
    let mut finding = rule.finding(call.place, symbol).group(group).remedy(remedy);
    finding = finding.slot("call", call.call.as_str()).slot("what", what);
    if !call.call.starts_with("requests.") {
        finding = finding.verify(VERIFY);
    }
    if !call.seen || call.wait == Wait::Unlimited {
        finding = finding.confidence(Confidence::Medium);
    }
    let met = input.ledger.outside.iter().find(|met| {
        met.place == call.place && matches!(met.kind, Outside::Http | Outside::Mail) && routes(met, input).next().is_some()
    });
    // It ends once the time is up, and only jobs wait for it.
    if matches!(call.wait, Wait::Long { again: false, .. }) && is_of_jobs(call, input) {
        return None;
    }
    // A program that somebody tries against the app beside it.
    if call.to_itself && met.is_none() && !input.model.imports.has_importer(call.place.file) {
        return None;
    }
    if call.wait == Wait::Service {
        finding = finding.severity(Severity::Low, "a service of the deployment itself seldom hangs");
    } else if matches!(call.wait, Wait::Long { .. }) {
        finding = finding.severity(Severity::Low, "it ends, after minutes");
    } else if let Some(met) = met.filter(|met| met.seldom) {
        let reason = "a request waits for it only where an error is handled, or a cache is cold";
        finding = with_way(finding.severity(Severity::Medium, reason), met, input);
    } else if let Some(met) = met {
        finding = with_way(finding.severity(Severity::High, "a request waits for it"), met, input);
        finding = ended(finding, input);
    } else if is_started_by_hand(path, input) || is_command_line(call, input) || commands.contains(call.symbol.as_str()) {
        finding = finding.severity(Severity::Low, "people start it by hand").confidence(Confidence::Medium);
    } else if call.to_itself {
        finding = finding.severity(Severity::Low, "what runs beside the app on its own machine seldom hangs");
    }
    if let Some((place, text)) = call.insert.filter(|(place, _)| ends_there(input, call, place.span.end)) {
        finding = finding.edit(place, format!(", {text}"));
    }
    Some(finding.build())
}

/// A proxy that is told nothing waits for no longer than a minute (`proxy_read_timeout`), so that the caller has gone.
const PATIENCE: i64 = 60;
/// gunicorn as it comes: one worker, and thirty seconds. Where more workers wait for longer, it counts what one has to.
const SECONDS_A_WORKER: i64 = 30;

/// Where each server ends the worker whose request takes too long, no request waits for longer; a greenlet keeps no other waiting.
fn ended(finding: FindingBuilder, input: &Input<'_>) -> FindingBuilder {
    let mut servers = production_servers(input.model).peekable();
    let Some(first) = servers.peek() else { return ended_by_lambda(finding, input) };
    if production_servers(input.model).all(Process::runs_greenlets) {
        let reason = "a request waits for it, in a greenlet, while the worker answers others";
        return finding.severity(Severity::Medium, reason).evidence(
            first.place,
            EvidenceRole::Setting,
            format!("{} runs each request in a greenlet", first.server),
        );
    }
    let Some(after) = first.ends_after.as_ref().filter(|_| production_servers(input.model).all(ends_soon)) else {
        return finding;
    };
    let (server, seconds) = (first.server.as_str(), after.value.unwrap_or_default());
    let finding = finding
        .severity(Severity::Medium, format!("a request waits for it until {server} ends the worker, after {seconds} seconds"));
    match after.place {
        Some(place) => {
            finding.evidence(place, EvidenceRole::Setting, format!("ends a worker that is busy for longer: {}", after.source))
        }
        None => finding,
    }
}

/// It ends a worker before the workers that wait are all there are.
fn ends_soon(server: &Process) -> bool {
    let Some(after) = &server.ends_after else { return false };
    let seconds = after.value.unwrap_or(SECONDS_A_WORKER);
    let at_once = server.workers.value.unwrap_or(1).max(1) * server.threads.value.unwrap_or(1).max(1);
    seconds <= PATIENCE || seconds / at_once <= SECONDS_A_WORKER
}

/// Nothing in the tree serves the app but AWS Lambda, which runs one request at a time and ends it: the longest stage counts.
fn ended_by_lambda(finding: FindingBuilder, input: &Input<'_>) -> FindingBuilder {
    let seconds = |setting: &Setting| match &setting.value {
        SettingValue::Text(text) => text.parse::<u32>().ok(),
        _ => None,
    };
    let stages: Option<Vec<_>> = input
        .model
        .settings
        .iter()
        .filter(|setting| setting.name == "limit.timeout_seconds")
        .map(|setting| Some((seconds(setting)?, setting.place)))
        .collect();
    let Some((seconds, place)) = stages.into_iter().flatten().max_by_key(|(seconds, _)| *seconds) else { return finding };
    finding
        .severity(Severity::Medium, format!("a request waits for it until Lambda ends it, after {seconds} seconds"))
        .evidence(place, EvidenceRole::Setting, format!("zappa lets a request run for {seconds} seconds"))
}

/// Entries reach it, and each is a job.
fn is_of_jobs(call: &OutboundCall, input: &Input<'_>) -> bool {
    let met = input.ledger.outside.iter().filter(|met| met.place == call.place);
    let mut reach = met.flat_map(|met| &met.reach).filter_map(|at| input.ledger.entries.get(*at)).peekable();
    reach.peek().is_some() && reach.all(|entry| input.model.routes[entry.route].kind == EntryKind::Job)
}

/// Functions with such calls that only commands of Django name, and the file that they stand in.
fn of_commands<'a>(input: &'a Input<'_>) -> BTreeSet<&'a str> {
    let model = input.model;
    // What nothing imports that is started is weighed as such. A method may be called by way of its class, and a short name
    // stands everywhere.
    let started = started_modules(model);
    let is_told =
        |call: &&OutboundCall| call.symbol.len() > 7 && !call.symbol.contains('.') && started.contains(&call.place.file);
    let mut named: BTreeMap<(&str, FileId), (bool, bool)> = model
        .outbound_calls
        .iter()
        .filter(is_told)
        .map(|call| ((call.symbol.as_str(), call.place.file), (false, false)))
        .collect();
    let has_commands = model.files.iter().any(|entry| entry.path.contains(COMMANDS));
    let files = (0..).map(FileId).zip(&model.files).filter(|(_, entry)| has_commands && entry.role != Role::Test);
    for (file, entry) in
        files.filter(|(_, entry)| matches!(entry.language, Language::Python | Language::Template | Language::Deploy))
    {
        let text = input.texts.get(file.index());
        for ((name, home), (by_command, by_other)) in &mut named {
            // Its own definition names it once.
            let times =
                memmem::find_iter(text.text.as_bytes(), name.as_bytes()).count().saturating_sub(usize::from(file == *home));
            if times > 0 {
                *(if entry.path.contains(COMMANDS) { &mut *by_command } else { &mut *by_other }) = true;
            }
        }
    }
    named.into_iter().filter(|(_, told)| *told == (true, false)).map(|((name, _), _)| name).collect()
}

/// It stands in a folder of programs, not in a package of the app that is called like one.
fn is_started_by_hand(path: &str, input: &Input<'_>) -> bool {
    let is_package = |folder: &str| input.model.file_by_path(&format!("{folder}__init__.py")).is_some();
    BY_HAND.iter().any(|folder| {
        let at = if path.starts_with(folder) { Some(0) } else { path.find(&format!("/{folder}")).map(|at| at + 1) };
        at.is_some_and(|at| *folder == COMMANDS || !is_package(&path[..at + folder.len()]))
    })
}

/// Packages that read a command line.
const COMMAND_LINES: [&str; 4] = ["click", "argparse", "typer", "fire"];

/// The file reads a command line, and nothing of the app imports it: a person waits, and holds no worker.
fn is_command_line(call: &OutboundCall, input: &Input<'_>) -> bool {
    let text = input.texts.get(call.place.file.index());
    let reads = |line: &str| {
        let mut words = line.split([' ', ',', '.']);
        matches!(words.next(), Some("import" | "from")) && words.next().is_some_and(|package| COMMAND_LINES.contains(&package))
    };
    let serves = input.model.routes.iter().any(|route| route.place.file == call.place.file && route.kind != EntryKind::Command);
    // Scripts are weighed as such anyway.
    input.model.role(call.place.file) == Role::App
        && text.text.lines().any(reads)
        && !serves
        && !input.model.imports.has_importer(call.place.file)
}

fn words(call: &OutboundCall) -> (String, &'static str) {
    let package = call.call.split('.').next().unwrap_or(&call.call);
    match call.wait {
        Wait::Service => service(package),
        Wait::Endless if package == "pubsub_v1" => {
            ("The result of the publication is awaited without a limit".to_owned(), "Say how long to wait: result(timeout=30).")
        }
        Wait::Endless if call.call.ends_with(".urlretrieve") => (
            "The call takes no timeout, and urllib has none of its own, so it waits as long as the other side does".to_owned(),
            "Open the address with urlopen(url, timeout=10), and copy the answer to the file: shutil.copyfileobj(answer, file).",
        ),
        Wait::Endless if package == "urllib" => (
            "The call gives no timeout, and urllib has none of its own, so it waits as long as the other side does".to_owned(),
            "Say how long to wait, in seconds: timeout=10. What catches HTTPError alone has to catch URLError and TimeoutError, too.",
        ),
        Wait::Endless => (
            format!("The call gives no timeout, and {package} has none of its own, so it waits as long as the other side does"),
            "Say how long to wait, for the connection and for each read: timeout=(3, 10) for requests, seconds for others.",
        ),
        Wait::Unlimited => {
            ("The call is told to wait without a limit".to_owned(), "Give a limit in seconds in the place of None.")
        }
        Wait::Long { seconds, again } => (
            format!(
                "The client is given no timeout, and {package} waits {seconds} seconds{}",
                if again { ", and tries again" } else { "" }
            ),
            "Give the client a limit above its slowest call, in seconds: timeout=…; max_retries says how often it tries again.",
        ),
    }
}

/// Services of the deployment itself.
fn service(package: &str) -> (String, &'static str) {
    match package {
        "celery" => (
            "Broker and result backend are reached over sockets without a timeout, so a task is queued for as long as Redis hangs"
                .to_owned(),
            "Set broker_transport_options and result_backend_transport_options to {'socket_timeout': 5, \
             'socket_connect_timeout': 5}, or redis_socket_timeout.",
        ),
        "django" => (
            "Mail is sent without EMAIL_TIMEOUT, and smtplib has no limit of its own, so it waits as long as the mail server does"
                .to_owned(),
            "Set EMAIL_TIMEOUT to a few seconds.",
        ),
        _ => (
            "The client is given no socket_timeout, and redis-py has none of its own, so it waits as long as the server does"
                .to_owned(),
            "Give it socket_timeout=5 and socket_connect_timeout=5.",
        ),
    }
}

/// Between the last argument and the end of the call stands nothing but a comma.
fn ends_there(input: &Input<'_>, call: &OutboundCall, end: u32) -> bool {
    let text = input.texts.get(call.place.file.index());
    let rest = text.text.get(end as usize..call.place.span.end as usize);
    rest.is_some_and(|rest| rest.trim().trim_start_matches(',').trim() == ")")
}
