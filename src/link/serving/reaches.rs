//! Whether the program of a process ever comes to an engine: a tree may hold several programs.

use crate::facts::program::{Expr, Import, Sym};
use crate::link::SourceFile;
use crate::model::FileId;
use crate::model::Model;
use crate::model::delivery::{Engine, Process};

/// `false` where the process serves a module of its own that imports, directly or not, nothing of the file that makes the engine.
pub(super) fn comes_to(process: &Process, engine: &Engine, model: &Model) -> bool {
    let is_written = model.engine_calls.iter().any(|call| call.place == engine.place);
    // A service may run an image of somebody else. What Flask serves may have no name.
    let path = model.path(process.place.file);
    let is_service =
        (path.ends_with(".yml") || path.ends_with(".yaml")) && !matches!(process.server.as_str(), "flask" | "quart");
    let told = process.app.as_deref().filter(|_| is_service);
    if told.is_some_and(|app| is_foreign(app, model)) {
        return false;
    }
    let Some(served) = model.served_module(process) else { return true };
    let reached = model.imports.closure(std::iter::once(served), true);
    // A module that imports nothing of the project finds its parts in another way.
    let is_alone = reached.len() < 2;
    // Equal engines of extensions stand for each other.
    let of_extension = || !is_written && model.engines.iter().any(|other| reached.contains_key(&other.place.file));
    is_alone || reached.contains_key(&engine.place.file) || of_extension()
}

/// Processes of a tree with Django that serve an app of Flask, or a module that has nothing to do with Django.
#[must_use]
pub fn without_django(model: &Model, files: &[SourceFile]) -> Vec<usize> {
    if !model.stack.has_framework("django") {
        return Vec::new();
    }
    let is_other = |process: &Process| {
        matches!(process.server.as_str(), "flask" | "quart" | "flask-socketio") || speaks_of_no_django(process, model, files)
    };
    model.processes.iter().enumerate().filter(|(_, process)| is_other(process)).map(|(at, _)| at).collect()
}

/// Neither the module that it serves nor what that imports speaks of Django.
fn speaks_of_no_django(process: &Process, model: &Model, files: &[SourceFile]) -> bool {
    let speaks = |file: &FileId| {
        let Some(program) = files.get(file.index()).and_then(|file| file.facts.program.as_ref()) else { return true };
        let imports = program.imports.iter().any(|import| {
            let (Import::Module { path, .. } | Import::From { path, .. }) = import;
            path.starts_with("django")
        });
        // What names its settings, or a module of it, loads it.
        let says =
            |text: Sym| matches!(program.name(text), text if text == "DJANGO_SETTINGS_MODULE" || text.starts_with("django."));
        imports || program.exprs.iter().any(|expr| matches!(*expr, Expr::Str(text) if says(text)))
    };
    let at_start = |served| model.imports.closure(std::iter::once(served), false);
    model.served_module(process).is_some_and(|served| !at_start(served).keys().any(speaks))
}

/// No file of the tree has the name of the module: somebody else's program runs beside the app.
fn is_foreign(app: &str, model: &Model) -> bool {
    let root = app.split('.').next().unwrap_or(app);
    let named = |path: &str| path.split('/').any(|part| part == root || part.strip_suffix(".py") == Some(root));
    !model.files.iter().any(|file| named(&file.path))
}
