//! Processes and threads of servers other than gunicorn: flags, their configuration files, and what holds without them.

use super::SourceFile;
use super::environment::Environment;
use super::invocation::Invocation;
use super::servers::named_files;
use crate::facts::deploy::{Command, Kind};
use crate::model::Place;
use crate::model::delivery::Factor;

/// Threads, workers and the worker class; and the seconds after which the server ends the worker of a request that still runs.
pub(super) struct Sizes {
    pub workers: Factor,
    pub threads: Factor,
    pub class: Option<String>,
    pub ends_after: Option<Factor>,
}

/// Flags and defaults of servers other than gunicorn.
pub(super) fn sizes(invocation: &Invocation, place: Place, files: &[SourceFile], environment: &Environment) -> Sizes {
    let reader = Reader { invocation, place, environment };
    let (workers, threads) = match invocation.server {
        "uvicorn" => (reader.number_or_variable(&["--workers"], "WEB_CONCURRENCY", 1), event_loop(place)),
        "hypercorn" => (reader.number(&["-w", "--workers"], 1), event_loop(place)),
        "granian" => (reader.number_or_variable(&["--workers"], "GRANIAN_WORKERS", 1), granian_threads(&reader)),
        "daphne" => (reader.default(1), event_loop(place)),
        "waitress" => (reader.default(1), reader.number(&["--threads"], 4)),
        "uwsgi" => return uwsgi(&reader, files),
        // <https://modwsgi.readthedocs.io/en/master/configuration-directives/WSGIDaemonProcess.html>
        "mod_wsgi" => (reader.number(&["processes"], 1), reader.number(&["threads"], 15)),
        "celery" => celery(&reader),
        // As many processes as there are CPUs, of eight threads each.
        "dramatiq" => (reader.number(&["-p", "--processes"], None), reader.number(&["-t", "--threads"], 8)),
        "huey" => (reader.default(1), reader.number(&["-w", "--workers"], 1)),
        "rq" => (reader.number(&["-n", "--num-workers"], 1), reader.default(1)),
        "arq" => (reader.default(1), event_loop(place)),
        server @ ("flask" | "quart") => (reader.default(1), thread_for_each(place, server)),
        _ => (reader.default(1), reader.default(None)),
    };
    Sizes { workers, threads, class: None, ends_after: None }
}

/// With WSGI each request has a thread of its own, as many as granian is told.
fn granian_threads(reader: &Reader) -> Factor {
    if reader.invocation.flag(&["--interface"]) != Some("wsgi") {
        return event_loop(reader.place);
    }
    let mut threads = reader.number(&["--blocking-threads"], None);
    if threads.value.is_none() && threads.source.starts_with("default") {
        threads.source.push_str(": as it sees fit");
    }
    threads
}

/// Where celery's tasks run: processes, threads, or greenlets of one process.
fn celery(reader: &Reader) -> (Factor, Factor) {
    if reader.invocation.subcommand() == Some("beat") {
        return (Factor::default_of("celery beat", 1, reader.place), reader.default(1));
    }
    let mut many = reader.number(&["-c", "--concurrency"], None);
    if let Some((name, value)) = reader.invocation.named_flag(&["--autoscale"]) {
        let most = value.split(',').next().and_then(|most| most.parse().ok());
        many = Factor { value: most, place: Some(reader.place), source: format!("{name} {value}") };
    } else if many.value.is_none() && many.source.starts_with("default") {
        many.source.push_str(": as many as there are CPUs");
    } else if many.value == Some(0) {
        many.value = None;
        many.source.push_str(": as many as there are CPUs");
    }
    let one = |why: &str| Factor { value: Some(1), place: Some(reader.place), source: why.to_owned() };
    match reader.invocation.flag(&["-P", "--pool"]) {
        Some("threads" | "gevent" | "eventlet") => (one("one process with this pool"), many),
        Some("solo") => (one("--pool solo"), reader.default(1)),
        _ => (many, reader.default(1)),
    }
}

/// Flags with which a configuration of uWSGI takes in other files.
const INCLUDES: [&str; 4] = ["--include", "--for-glob", "--import", "--inherit"];

/// The command line, its configuration file, `UWSGI_…` of the environment, defaults.
fn uwsgi(reader: &Reader, files: &[SourceFile]) -> Sizes {
    let config = uwsgi_config(reader.invocation, files);
    let names_one = reader
        .invocation
        .arguments
        .iter()
        .any(|word| [".ini", ".yml", ".yaml", ".xml", ".json"].iter().any(|ending| word.ends_with(ending)));
    let unread = names_one && config.is_none();
    let inner = config.and_then(|(place, command)| Some((place, Invocation::find(&command.words, &command.spans)?)));
    let told = |flags: &[&str], variable: &str, default: Option<i64>| {
        if reader.invocation.named_flag(flags).is_some() {
            return reader.number(flags, default);
        }
        if let Some((place, invocation)) = inner.as_ref().filter(|(_, invocation)| invocation.named_flag(flags).is_some()) {
            return Reader { invocation, place: *place, environment: reader.environment }.number(flags, default);
        }
        let includes = |invocation: &Invocation| invocation.named_flag(&INCLUDES).is_some();
        let includes = includes(reader.invocation) || inner.as_ref().is_some_and(|(_, invocation)| includes(invocation));
        if unread || includes {
            let source = if unread { "a configuration file outside the tree" } else { "files that the configuration takes in" };
            return Factor { value: None, place: Some(reader.place), source: source.to_owned() };
        }
        reader.number_or_variable(flags, variable, default)
    };
    let workers = told(&["-p", "--processes", "--workers"], "UWSGI_PROCESSES", Some(1));
    let has = |flag: &str| {
        reader.invocation.flag(&[flag]).is_some() || inner.as_ref().is_some_and(|(_, i)| i.flag(&[flag]).is_some())
    };
    if has("--gevent") || has("--asyncio") || has("--loop") {
        let threads = Factor { value: None, place: Some(reader.place), source: "greenlets do not count in threads".to_owned() };
        return Sizes { workers, threads, class: Some("gevent".to_owned()), ends_after: None };
    }
    let ends_after = Some(told(&["--harakiri", "-t"], "UWSGI_HARAKIRI", None)).filter(|told| told.value.is_some());
    Sizes { ends_after, workers, threads: told(&["--threads"], "UWSGI_THREADS", Some(1)), class: None }
}

/// The configuration file of the tree that a command of uwsgi names.
pub(super) fn uwsgi_config<'f>(invocation: &Invocation, files: &'f [SourceFile]) -> Option<(Place, &'f Command)> {
    named_config(invocation, "uwsgi-ini", files)
}

/// What a configuration file that a command names tells its server.
pub(super) fn named_config<'f>(invocation: &Invocation, origin: &str, files: &'f [SourceFile]) -> Option<(Place, &'f Command)> {
    let path = |word: &'_ compact_str::CompactString| {
        let flag = ["--ini=", "--yaml=", "--yml="].iter().find_map(|flag| word.strip_prefix(flag));
        flag.unwrap_or(word).to_owned()
    };
    let is_config = |path: &String| [".ini", ".yml", ".yaml"].iter().any(|ending| path.ends_with(ending));
    let mut named = invocation.arguments.iter().map(path).filter(is_config).flat_map(|path| named_files(&path, files));
    named.find_map(|(id, file)| {
        file.facts.deploy.iter().find_map(|fact| match &fact.kind {
            Kind::Command(command) if command.origin == origin => Some((Place { file: id, span: fact.span }, command)),
            _ => None,
        })
    })
}

struct Reader<'i, 'c> {
    invocation: &'i Invocation<'c>,
    place: Place,
    environment: &'i Environment,
}

impl Reader<'_, '_> {
    fn number(&self, flags: &[&str], default: impl Into<Option<i64>>) -> Factor {
        let Some((name, value, span)) = self.invocation.told(flags) else { return self.default(default) };
        let filled = self.environment.fill(value);
        let number = filled.text.as_deref().and_then(|text| text.trim().parse().ok());
        let own = span.map_or(self.place, |span| Place { span, ..self.place });
        Factor { value: number, place: filled.place.or(Some(own)), source: format!("{name} {value}") }
    }

    /// A flag, else a variable that the server reads by itself.
    fn number_or_variable(&self, flags: &[&str], variable: &str, default: impl Into<Option<i64>>) -> Factor {
        let set = || self.environment.get(variable);
        match (self.invocation.told(flags), set()) {
            (None, Some(filled)) => {
                let value = filled.text.and_then(|text| text.trim().parse().ok());
                Factor { value, place: filled.place.or(Some(self.place)), source: variable.to_owned() }
            }
            _ => self.number(flags, default),
        }
    }

    fn default(&self, value: impl Into<Option<i64>>) -> Factor {
        Factor::default_of(self.invocation.server, value, self.place)
    }
}

/// One event loop; threads are only used for what is not async.
pub(super) fn event_loop(place: Place) -> Factor {
    Factor { value: None, place: Some(place), source: "an event loop, not a number of threads".to_owned() }
}

/// Servers for development start a thread for each request.
pub(super) fn thread_for_each(place: Place, server: &str) -> Factor {
    Factor { value: None, place: Some(place), source: format!("default of {server}: a thread for each request") }
}
