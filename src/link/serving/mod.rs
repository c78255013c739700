//! How the app is served: processes, proxies, platforms and packages, from deployment files and the programs themselves.

mod application;
mod brokers;
mod buildpack;
mod caches;
mod capacity;
mod clients;
mod coroutines;
mod debugging;
mod django;
mod drivers;
mod engines;
mod environment;
mod gunicorn;
mod handlers;
mod idle;
mod invocation;
mod log_level;
mod numbers;
mod once;
mod outbound;
mod pauses;
mod pools;
mod port;
mod program;
mod reaches;
mod servers;
mod services;
mod signing;
mod sizes;
mod stack;
mod started;
mod taken;
mod unused;
mod versions;

use crate::facts::deploy::Kind;
use crate::model::delivery::{DriverPool, EngineCall, Process, ProxyDirective, Setting, SettingValue, served_module};
use crate::model::outbound::{ClientMade, GrowingCache, OutboundCall, UnusedMeans};
use crate::model::stack::Stack;
use crate::model::{FileId, Place};
use crate::syntax::deploy::{PASTE, is_development};

use super::SourceFile;
pub use capacity::{database_limit, name_versions, settings_choose, table};
pub(super) use clients::Scopes;
use environment::Environment;
pub(super) use program::{Imports, keyword};
pub use reaches::without_django;
use taken::TakenModules;

/// Every way in which the tree starts a server or a worker. Equal ones stand once.
#[must_use]
pub fn processes(files: &[SourceFile]) -> Vec<Process> {
    let environment = Environment::new(files);
    let mut processes: Vec<Process> = Vec::new();
    for (id, file) in numbered(files) {
        for fact in &file.facts.deploy {
            let Kind::Command(command) = &fact.kind else { continue };
            if command.origin == PASTE || servers::is_left_out(command, file, &environment) {
                continue;
            }
            let place = Place { file: id, span: fact.span };
            let known = servers::process(command, place, files, &environment);
            processes.extend(known.or_else(|| servers::program_process(command, place, files)));
        }
        if let Some(module) = &file.facts.program {
            started::started_by_program(module, id, &file.entry, files, &mut processes);
        }
    }
    without_named_configurations(&mut processes, files);
    handlers::bound(&mut processes, files);
    services::locate(&mut processes, files, &environment);
    joined(processes, files)
}

/// A configuration file of uWSGI that a command names is no process of its own, and one of that name elsewhere is read by nobody.
fn without_named_configurations(processes: &mut Vec<Process>, files: &[SourceFile]) {
    let mut named: Vec<FileId> = Vec::new();
    for (id, file) in numbered(files) {
        for fact in &file.facts.deploy {
            let Kind::Command(command) = &fact.kind else { continue };
            let invocation = invocation::Invocation::find(&command.words, &command.spans);
            let config = invocation.filter(|i| i.server == "uwsgi").and_then(|i| sizes::uwsgi_config(&i, files));
            named.extend(config.map(|(place, _)| place.file).filter(|file| *file != id));
        }
    }
    let name = |file: FileId| files[file.index()].entry.path.rsplit('/').next();
    let is_config = |file: FileId| name(file).is_some_and(|name| name.ends_with(".ini") || name.contains("uwsgi"));
    let is_like_named = |file: FileId| is_config(file) && named.iter().any(|other| name(*other) == name(file));
    processes.retain(|process| !(named.contains(&process.place.file) || is_like_named(process.place.file)));
}

/// Equal processes once, with all of their places; what deployment files say goes first.
fn joined(mut processes: Vec<Process>, files: &[SourceFile]) -> Vec<Process> {
    processes.sort_by_key(|process| !process.deployed);
    let paths = files.iter().map(|file| file.entry.path.as_str());
    let served = |process: &Process| {
        let starter = &files[process.place.file.index()].entry.path;
        served_module(paths.clone(), process.app.as_deref()?, starter)
    };
    let numbers = |p: &Process| (p.workers.value, p.threads.value, p.worker_class.clone(), p.instances.value);
    let kind = |p: &Process| (p.server.clone(), p.name == "beat", p.development);
    let mut out: Vec<(Option<FileId>, Process)> = Vec::new();
    for process in processes {
        let module = served(&process);
        let same = |(other, known): &&mut (Option<FileId>, Process)| {
            // Programs of their own, though they are started in the same way.
            let differs = other.zip(module).is_some_and(|(other, own)| other != own);
            !differs && kind(known) == kind(&process) && numbers(known) == numbers(&process)
        };
        match out.iter_mut().find(same).map(|(_, known)| known) {
            // A program that a command names starts once, wherever it is read.
            Some(known) if known.place == process.place || known.also.contains(&process.place) => {}
            Some(known) if known.place.file == process.place.file && known.name != process.name => {
                known.beside.push((process.name, process.place));
            }
            Some(known) => known.also.push(process.place),
            None => out.push((module, process)),
        }
    }
    out.into_iter().map(|(_, process)| process).collect()
}

/// Engines that the app's own code builds, as they are written.
#[must_use]
pub fn engine_calls(files: &[SourceFile]) -> Vec<EngineCall> {
    engines::engine_calls(files)
}

/// Pools that drivers keep without SQLAlchemy.
#[must_use]
pub fn driver_pools(files: &[SourceFile]) -> Vec<DriverPool> {
    drivers::pools(files)
}

/// Dictionaries that serve as caches of the process and that nothing empties.
#[must_use]
pub fn growing_caches(files: &[SourceFile]) -> Vec<GrowingCache> {
    caches::growing(files)
}

/// Pools, caches and the like that a module makes and that nothing uses.
#[must_use]
pub fn unused_means(files: &[SourceFile]) -> Vec<UnusedMeans> {
    let mut means = unused::unused(files);
    means.extend(pools::without_effect(files));
    means.extend(idle::idle(files));
    means
}

/// Pauses whose length the request says, and those that are all that their function does.
#[must_use]
pub fn pauses(files: &[SourceFile]) -> (Vec<Place>, Vec<Place>) {
    pauses::pauses(files)
}

/// What runs only until a global of its module, or an attribute of its class, is filled.
#[must_use]
pub fn filled_once(files: &[SourceFile]) -> Vec<Place> {
    once::filled(files)
}

/// Coroutines that await something, or that somebody awaits.
#[must_use]
pub fn bound_coroutines(files: &[SourceFile]) -> Vec<Place> {
    coroutines::bound(files)
}

/// Calls of other hosts that no timeout bounds, and the clients that are made, as they are written.
#[must_use]
pub fn outbound_calls(files: &[SourceFile]) -> (Vec<OutboundCall>, Vec<ClientMade>) {
    let outbound::Outbound { mut calls, clients } = outbound::outbound(files);
    calls.extend(brokers::unbounded(files));
    (calls, clients)
}

/// Frameworks, libraries, servers, platforms and packages, each with the place that proves it.
#[must_use]
pub fn stack(files: &[SourceFile], processes: &[Process]) -> Stack {
    stack::stack(files, processes)
}

/// What nginx, Caddy and the platforms' proxies are told.
#[must_use]
pub fn proxies(files: &[SourceFile]) -> Vec<ProxyDirective> {
    let mut out = Vec::new();
    for (id, file) in numbered(files) {
        for fact in &file.facts.deploy {
            if let Kind::Proxy { directive, arguments, context } = &fact.kind {
                out.push(ProxyDirective {
                    place: Place { file: id, span: fact.span },
                    directive: directive.to_string(),
                    arguments: arguments.iter().map(ToString::to_string).collect(),
                    context: context.to_string(),
                });
            }
        }
    }
    out
}

/// What the programs say about delivery without being run: `flask.app`, `flask.compress`, `flask.whitenoise`,
/// `flask.after_request.cache_control`, `flask.after_request.compress`, `flask.get_send_file_max_age`,
/// `flask.send_file.max_age`; `django.middleware`, `django.compress`, `django.database`; `gunicorn.NAME` of gunicorn's configuration; `debug.on`, `sql.echo`,
/// `profiler.on`, `django.static.serve`, `log.debug`, `log.configured`; and `env.NAME` and `limit.NAME` of deployment files.
#[must_use]
pub fn settings(files: &[SourceFile]) -> Vec<Setting> {
    let mut settings = application::settings(files);
    settings.extend(gunicorn::settings(files));
    settings.extend(versions::by_start(files));
    settings.extend(debugging::settings(files));
    overridden(&mut settings, files);
    settings.extend(log_level::settings(files));
    for (id, file) in numbered(files) {
        for fact in &file.facts.deploy {
            let (name, value, service) = match &fact.kind {
                Kind::Env { name, value, service } => (format!("env.{name}"), value, service),
                Kind::Limit { what, value, service } => (format!("limit.{what}"), value, service),
                _ => continue,
            };
            settings.push(Setting {
                name,
                value: SettingValue::Text(value.to_string()),
                place: Place { file: id, span: fact.span },
                layer: Some(file.entry.path.clone()),
                production: !is_development(&file.entry.path) && !is_of_development(file, service.as_deref()),
            });
        }
    }
    settings
}

/// Settings of Django of which a module of the machine may say something else.
const OVERRIDDEN: [(&str, &str); 5] = [
    ("debug.on", "DEBUG"),
    ("django.database", "DATABASES"),
    ("django.cache.local", "CACHES"),
    ("django.session.engine", "SESSION_ENGINE"),
    ("django.session.every_request", "SESSION_SAVE_EVERY_REQUEST"),
];

/// Takes away what nobody can know here; that debugging is switched somewhere is known still.
fn overridden(settings: &mut Vec<Setting>, files: &[SourceFile]) {
    let variable = |setting: &Setting| OVERRIDDEN.iter().find(|(name, _)| *name == setting.name).map(|(_, variable)| *variable);
    if !settings.iter().any(|setting| variable(setting).is_some()) {
        return;
    }
    let taken = TakenModules::new(files);
    settings.retain_mut(|setting| {
        let Some(variable) = variable(setting) else { return true };
        if !taken.is_overridden(setting.place.file, setting.place.span.start, variable) {
            return true;
        }
        if setting.name == "debug.on" {
            setting.name = "debug.said".to_owned();
            setting.value = SettingValue::Text(String::new());
        }
        setting.name == "debug.said"
    });
}

/// A service of a compose file that is there for developers.
fn is_of_development(file: &SourceFile, service: Option<&str>) -> bool {
    service.is_some()
        && file.facts.deploy.iter().any(|fact| match &fact.kind {
            Kind::Limit { what, service: of, .. } => what == "development" && of.as_deref() == service,
            _ => false,
        })
}

/// Files with their ids.
fn numbered(files: &[SourceFile]) -> impl Iterator<Item = (FileId, &SourceFile)> {
    files.iter().enumerate().map(|(at, file)| (FileId(u32::try_from(at).unwrap_or(u32::MAX)), file))
}

#[cfg(test)]
mod tests;
