//! Processes: from commands, and from programs that start a server themselves.

use super::environment::Environment;
use super::gunicorn::{Gunicorn, Sizes};
use super::invocation::Invocation;
use super::{SourceFile, numbered, program};
use crate::facts::Role;
use crate::facts::deploy::Command;
use crate::facts::program::{Args, Expr, ExprId, Program};
use crate::model::delivery::{Factor, Process};
use crate::model::{FileEntry, FileId, Place};
use crate::syntax::deploy::is_development;

/// The process that a command starts.
pub(super) fn process(command: &Command, place: Place, files: &[SourceFile], environment: &Environment) -> Option<Process> {
    let invocation = Invocation::find(&command.words)?;
    let server = invocation.server;
    let reloads = invocation.has("--reload") || invocation.has("--debug");
    let development = command.development || reloads || matches!(server, "flask" | "quart");
    let name = command.process.as_deref().unwrap_or("web").to_owned();
    let sizes = match server {
        "gunicorn" => Gunicorn::new(invocation, place, files, environment).sizes(),
        _ => sizes(&invocation, place, environment),
    };
    let Sizes { workers, threads, class } = sizes;
    let deployed = is_deployment(command, files, place);
    let server = server.to_owned();
    Some(Process { name, server, place, workers, threads, worker_class: class, development, deployed, also: Vec::new() })
}

/// A command of a file that deploys, by its own word not for development.
fn is_deployment(command: &Command, files: &[SourceFile], place: Place) -> bool {
    let path = files.get(place.file.index()).map_or("", |file| file.entry.path.as_str());
    !command.development && !is_development(path)
}

/// `python app.py`, where the program starts a server by itself; `manage.py runserver`.
pub(super) fn program_process(command: &Command, place: Place, files: &[SourceFile]) -> Option<Process> {
    let at = command.words.iter().position(|word| {
        let name = word.rsplit('/').next().unwrap_or(word);
        name == "python" || name.starts_with("python3")
    })?;
    let script = command.words.get(at + 1..)?.iter().find(|word| !word.starts_with('-'))?.as_str();
    let deployed = is_deployment(command, files, place);
    let name = command.process.as_deref().unwrap_or("web").to_owned();
    if script.ends_with("manage.py") && command.words.iter().any(|word| word == "runserver") {
        let default = |value| Factor { value, place: Some(place), source: "default of runserver".to_owned() };
        let (workers, threads) = (default(Some(1)), default(None));
        let server = "runserver".to_owned();
        return Some(Process {
            name,
            server,
            place,
            workers,
            threads,
            worker_class: None,
            development: true,
            deployed,
            also: Vec::new(),
        });
    }
    let wanted = script.trim_start_matches("./");
    let (id, file) = numbered(files).find(|(_, file)| {
        let path = file.entry.path.as_str();
        path.ends_with(".py") && (path == wanted || wanted.strip_suffix(path).is_some_and(|rest| rest.ends_with('/')))
    })?;
    let mut started = Vec::new();
    started_by_program(file.facts.program.as_ref()?, id, &file.entry, &mut started);
    let process = started.into_iter().next()?;
    Some(Process { name, place, deployed, also: vec![process.place], ..process })
}

/// Flags and defaults of servers other than gunicorn.
fn sizes(invocation: &Invocation, place: Place, environment: &Environment) -> Sizes {
    let reader = Reader { invocation, place, environment };
    let (workers, threads) = match invocation.server {
        "uvicorn" | "hypercorn" => (reader.number(&["-w", "--workers"], 1), asgi(place)),
        "granian" => (reader.number(&["--workers"], 1), asgi(place)),
        "daphne" => (reader.default(1), asgi(place)),
        "waitress" => (reader.default(1), reader.number(&["--threads"], 4)),
        "uwsgi" => (reader.number(&["-p", "--processes", "--workers"], 1), reader.uwsgi_threads()),
        "celery" => (reader.number(&["-c", "--concurrency"], None), reader.default(1)),
        _ => (reader.default(1), reader.default(None)),
    };
    Sizes { workers, threads, class: None }
}

struct Reader<'i, 'c> {
    invocation: &'i Invocation<'c>,
    place: Place,
    environment: &'i Environment,
}

impl Reader<'_, '_> {
    fn number(&self, flags: &[&str], default: impl Into<Option<i64>>) -> Factor {
        let Some((name, value)) = self.invocation.named_flag(flags) else { return self.default(default) };
        let filled = self.environment.fill(value);
        let number = filled.text.as_deref().and_then(|text| text.trim().parse().ok());
        Factor { value: number, place: filled.place.or(Some(self.place)), source: format!("{name} {value}") }
    }

    fn default(&self, value: impl Into<Option<i64>>) -> Factor {
        Factor { value: value.into(), place: Some(self.place), source: format!("default of {}", self.invocation.server) }
    }

    /// A configuration file that the command names stands as a fact of its own; what it says is not known here.
    fn uwsgi_threads(&self) -> Factor {
        let elsewhere = self
            .invocation
            .arguments
            .iter()
            .any(|word| word.ends_with(".ini") || word.ends_with(".yml") || word.ends_with(".xml"));
        let gevent = self.invocation.flag(&["--gevent", "--asyncio", "--loop"]).is_some();
        let default = if elsewhere || gevent { None } else { Some(1) };
        self.number(&["--threads"], default)
    }
}

/// One event loop; threads are only used for what is not async.
fn asgi(place: Place) -> Factor {
    Factor { value: None, place: Some(place), source: "an event loop, not a number of threads".to_owned() }
}

/// `waitress.serve(app, threads=8)`, `app.run()`, `uvicorn.run(app)` in a program.
pub(super) fn started_by_program(module: &Program, file: FileId, entry: &FileEntry, out: &mut Vec<Process>) {
    if !matches!(entry.role, Role::App | Role::Script) {
        return;
    }
    let imports = program::Imports::new(module);
    for (at, expr) in module.exprs.iter().enumerate() {
        let Expr::Call { func, args } = *expr else { continue };
        let Some(server) = started(module, &imports, func) else { continue };
        let place = Place { file, span: module.expr_spans[at] };
        let number = |name: &str, default: Option<i64>| keyword_number(module, args, name, default, place, server);
        let asgi_server = server == "uvicorn";
        let development = server == "flask" || program::keyword(module, args, "reload").is_some();
        out.push(Process {
            name: "web".to_owned(),
            server: server.to_owned(),
            place,
            workers: if asgi_server { number("workers", Some(1)) } else { number("processes", Some(1)) },
            threads: match server {
                "waitress" => number("threads", Some(4)),
                "uvicorn" => asgi(place),
                _ => number("threads", None),
            },
            worker_class: None,
            development,
            deployed: false,
            also: Vec::new(),
        });
    }
}

fn started(module: &Program, imports: &program::Imports, func: ExprId) -> Option<&'static str> {
    let path = imports.resolve(module, func)?;
    match path.as_str() {
        "waitress.serve" => return Some("waitress"),
        "uvicorn.run" => return Some("uvicorn"),
        "gevent.pywsgi.WSGIServer" | "eventlet.wsgi.server" => return Some("greenlets"),
        _ => {}
    }
    let (object, method) = path.rsplit_once('.')?;
    if method != "run" {
        return None;
    }
    match object {
        "app" | "application" | "flask_app" if imports.imports_from("flask") || imports.any_named(object) => Some("flask"),
        "socketio" => Some("flask-socketio"),
        _ => None,
    }
}

fn keyword_number(module: &Program, args: Args, name: &str, default: Option<i64>, place: Place, server: &str) -> Factor {
    let Some(value) = program::keyword(module, args, name) else {
        return Factor { value: default, place: Some(place), source: format!("default of {server}") };
    };
    let place = Place { file: place.file, span: module.span(value) };
    let number = match module.expr(value) {
        Expr::Int(number) => Some(number),
        _ => None,
    };
    let source = number.map_or_else(|| format!("{name} is computed"), |number| format!("{name}={number}"));
    Factor { value: number, place: Some(place), source }
}
