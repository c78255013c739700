//! Processes that commands start.

use compact_str::CompactString;

use super::environment::Environment;
use super::gunicorn::Gunicorn;
use super::invocation::Invocation;
use super::sizes::{self, Sizes};
use super::{SourceFile, buildpack, numbered, port, started};
use crate::facts::Span;
use crate::facts::deploy::{Asked, Command, Kind};
use crate::model::delivery::{Factor, Process};
use crate::model::{FileId, Place};
use crate::syntax::deploy::words::basename;
use crate::syntax::deploy::{PASTE, is_development};

/// The process that a command starts.
pub(super) fn process(command: &Command, place: Place, files: &[SourceFile], environment: &Environment) -> Option<Process> {
    let environment = &environment.of(command, place.file);
    let (words, spans) = whole(command, files, environment);
    let mut invocation = Invocation::find(&words, &spans)?;
    let mut said = place;
    let reloads =
        invocation.has("--reload") || invocation.has("--debug") || invocation.arguments.first().is_some_and(|w| w == "dev");
    if invocation.server == "pserve" {
        let (at, configured) = sizes::named_config(&invocation, PASTE, files)?;
        said = at;
        invocation = Invocation::find(&configured.words, &configured.spans)?;
    }
    let server = invocation.server;
    let development = command.development || reloads || matches!(server, "flask" | "quart");
    let mut process = Process::new("", server, place);
    process.name = command.process.as_deref().unwrap_or(usual_name(&invocation)).to_owned();
    process.tmp_dir_told = true;
    process.app = app_of(&invocation, environment);
    process.port = port::told(&invocation, environment);
    let asked = command.asked.as_ref().map(|asked| asked.variable.as_str());
    process.asked_for = asked.filter(|name| environment.get(name).is_none()).map(ToString::to_string);
    let sizes = match server {
        "gunicorn" => {
            let bare = invocation.arguments.is_empty();
            let gunicorn = Gunicorn::new(invocation, said, files, environment);
            if bare && !gunicorn.is_configured() {
                return None;
            }
            process.tmp_dir_told = gunicorn.is_told_tmp_dir();
            gunicorn.sizes()
        }
        _ => sizes::sizes(&invocation, said, files, environment),
    };
    let Sizes { workers, threads, class, ends_after } = sizes;
    let workers = buildpack::workers(workers, server, place, files);
    Some(Process {
        workers,
        threads,
        worker_class: class,
        ends_after,
        development,
        deployed: is_deployment(command, files, place),
        ..process
    })
}

/// Whether a script runs another of its commands instead: the image sets the variable that decides to what that one asks for.
pub(super) fn is_left_out(command: &Command, file: &SourceFile, environment: &Environment) -> bool {
    let Some(Asked { variable, value: Some(value) }) = &command.asked else { return false };
    let Some(set) = environment.set_by_image(variable) else { return false };
    let asks_for_it = |other: &Command| {
        other.asked.as_ref().is_some_and(|asked| asked.variable == *variable && asked.value.as_deref() == Some(set))
    };
    let mut commands = file.facts.deploy.iter().filter_map(|fact| match &fact.kind {
        Kind::Command(command) => Some(command),
        _ => None,
    });
    value != set && commands.any(asks_for_it)
}

/// The module of the app: `package.module:app` or `package.wsgi` among the arguments; Flask has a name that it tries by itself.
fn app_of(invocation: &Invocation, environment: &Environment) -> Option<String> {
    let named = invocation.flag(&["--module", "--wsgi", "-w"]).filter(|_| invocation.server == "uwsgi");
    let is_app = |word: &&str| {
        let plain = word.split('(').next().unwrap_or(word);
        let characters = plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':'));
        characters
            && plain.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && (plain.contains(':') || plain.ends_with("wsgi") || plain.ends_with("asgi"))
    };
    let positional = || invocation.arguments.iter().map(CompactString::as_str).find(is_app).map(module_of);
    // `${APP:=shop.wsgi:app}`
    let by_variable = || {
        let mut variables = invocation.arguments.iter().filter(|word| word.starts_with('$'));
        variables
            .find_map(|word| environment.fill(word).text.filter(|text| is_app(&text.as_str())).map(|text| module_of(&text)))
    };
    if matches!(invocation.server, "flask" | "quart") {
        let flag = invocation.flag(&["--app", "-A"]).map(str::to_owned);
        return Some(module_of(
            &flag.or(environment.get("FLASK_APP").and_then(|set| set.text)).unwrap_or_else(|| "app".to_owned()),
        ));
    }
    if invocation.server == "celery" {
        return invocation.flag(&["-A", "--app"]).map(module_of);
    }
    named.map(module_of).or_else(positional).or_else(by_variable)
}

/// `package.module` of `package.module:app` or `package/module.py`.
fn module_of(app: &str) -> String {
    let app = app.split(['(', ':']).next().unwrap_or(app).trim_start_matches("./");
    app.strip_suffix(".py").unwrap_or(app).replace('/', ".")
}

/// What a process is called that nobody gave a name.
fn usual_name(invocation: &Invocation) -> &'static str {
    match invocation.server {
        "celery" if invocation.subcommand() == Some("beat") => "beat",
        "celery" | "rq" | "dramatiq" | "huey" | "arq" => "worker",
        _ => "web",
    }
}

/// The words of a command, with those of variables that hold several, and those that an entry point adds.
fn whole(command: &Command, files: &[SourceFile], environment: &Environment) -> (Vec<CompactString>, Vec<Span>) {
    let mut words: Vec<CompactString> = Vec::with_capacity(command.words.len());
    let mut changed = false;
    for word in &command.words {
        match environment.words(word) {
            Some(more) => {
                words.extend(more);
                changed = true;
            }
            None => words.push(word.clone()),
        }
    }
    if let Some(more) = added_by_entry_point(command, files) {
        words.extend(more.into_iter().flat_map(|word| environment.words(&word).unwrap_or_else(|| vec![word])));
        changed = true;
    }
    // Spans belong to the words as they were written.
    (words, if changed { Vec::new() } else { command.spans.clone() })
}

/// `exec "$@" --workers 4` in the script that a command begins with.
fn added_by_entry_point(command: &Command, files: &[SourceFile]) -> Option<Vec<CompactString>> {
    let script = command.words.first().filter(|_| command.words.len() > 1)?;
    let file = script_file(script, files)?;
    let execs = file.facts.deploy.iter().filter_map(|fact| match &fact.kind {
        Kind::Command(own) => own.words.iter().position(|word| word == "$@").map(|at| own.words[at + 1..].to_vec()),
        _ => None,
    });
    execs.filter(|added| !added.is_empty()).max_by_key(Vec::len)
}

/// The script of the tree that a command names; of several, the one that is not for development.
pub(super) fn script_file<'f>(word: &str, files: &'f [SourceFile]) -> Option<&'f SourceFile> {
    named_files(word, files).into_iter().next().map(|(_, file)| file)
}

/// Files that a word of a command may name inside a container: by their whole path, else by their name, when that tells them apart.
pub(super) fn named_files<'f>(word: &str, files: &'f [SourceFile]) -> Vec<(FileId, &'f SourceFile)> {
    let wanted = word.trim_start_matches("./");
    let name = basename(wanted);
    if name.is_empty() || word.starts_with('-') {
        return Vec::new();
    }
    let same_name: Vec<_> = numbered(files).filter(|(_, file)| basename(&file.entry.path) == name).collect();
    let exact = |path: &str| path == wanted || wanted.strip_suffix(path).is_some_and(|rest| rest.ends_with('/'));
    if let Some(found) = same_name.iter().find(|(_, file)| exact(&file.entry.path)) {
        return vec![*found];
    }
    let deployed: Vec<_> = same_name.into_iter().filter(|(_, file)| !is_development(&file.entry.path)).collect();
    if deployed.len() < 2 {
        return deployed;
    }
    deployed
        .into_iter()
        .filter(|(_, file)| file.entry.path.split('/').any(|folder| folder.starts_with("prod")))
        .take(1)
        .collect()
}

/// A command of a file that deploys, by its own word not for development.
fn is_deployment(command: &Command, files: &[SourceFile], place: Place) -> bool {
    let path = files.get(place.file.index()).map_or("", |file| file.entry.path.as_str());
    !command.development && !is_development(path)
}

/// `python app.py`, where the program starts a server by itself; `manage.py runserver`.
pub(super) fn program_process(command: &Command, place: Place, files: &[SourceFile]) -> Option<Process> {
    let at = command.words.iter().position(|word| {
        let name = basename(word);
        name == "python" || name.starts_with("python3")
    })?;
    let script = command.words.get(at + 1..)?.iter().find(|word| !word.starts_with('-'))?.as_str();
    // `python -m shop` runs the main module of the package.
    let package = (command.words.get(at + 1)? == "-m").then(|| format!("{}/__main__.py", script.replace('.', "/")));
    let script = package.as_deref().unwrap_or(script);
    let deployed = is_deployment(command, files, place);
    let name = command.process.as_deref().unwrap_or("web");
    if script.ends_with("manage.py") && command.words.iter().any(|word| word == "runserver") {
        let threads = sizes::thread_for_each(place, "runserver");
        let port = port::of_runserver(&command.words);
        return Some(Process { threads, port, development: true, deployed, ..Process::new(name, "runserver", place) });
    }
    let wanted = script.trim_start_matches("./");
    let (id, file) = numbered(files).find(|(_, file)| {
        let path = file.entry.path.as_str();
        let is_package = || package.is_some() && path.strip_suffix(wanted).is_some_and(|rest| rest.ends_with('/'));
        path.ends_with(".py")
            && (path == wanted || wanted.strip_suffix(path).is_some_and(|rest| rest.ends_with('/')) || is_package())
    })?;
    let mut found = Vec::new();
    started::started_by_program(file.facts.program.as_ref()?, id, &file.entry, files, &mut found);
    let process = found.into_iter().next()?;
    let (name, also) = (name.to_owned(), vec![process.place]);
    let app = process.app.clone().or_else(|| Some(module_of(wanted)));
    Some(Process { name, place, deployed, also, app, tmp_dir_told: true, ..process })
}

/// Names the version of the software behind `default of gunicorn`, where the tree pins one.
pub(super) fn with_version(factor: &mut Factor, software: &str, version: &str) {
    let plain = format!("default of {software}");
    if let Some(rest) = factor.source.strip_prefix(&plain).filter(|rest| !rest.starts_with('-')) {
        factor.source = format!("{plain} {version}{rest}");
    }
}
