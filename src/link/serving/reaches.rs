//! Whether the program of a process ever comes to an engine: a tree may hold several programs.

use crate::model::FileId;
use crate::model::Model;
use crate::model::delivery::{Engine, Process};

/// `false` where the process serves a module of its own that imports, directly or not, nothing of the file that makes the engine.
pub(super) fn comes_to(process: &Process, engine: &Engine, model: &Model) -> bool {
    let is_written = model.engine_calls.iter().any(|call| call.place == engine.place);
    // Flask has a name for apps that nobody names.
    let told = process.app.as_deref().filter(|_| !matches!(process.server.as_str(), "flask" | "quart"));
    if told.is_some_and(|app| is_foreign(app, model)) {
        return false;
    }
    let Some(served) = module(process, model).filter(|_| is_written) else { return true };
    // A module that imports nothing of the project finds its parts in another way.
    let reached = model.imports.closure(std::iter::once(served), true);
    reached.len() < 2 || reached.contains_key(&engine.place.file)
}

/// No file of the tree has the name of the module: somebody else's program runs beside the app.
fn is_foreign(app: &str, model: &Model) -> bool {
    let root = app.split('.').next().unwrap_or(app);
    let named = |path: &str| path.split('/').any(|part| part == root || part.strip_suffix(".py") == Some(root));
    !model.files.iter().any(|file| named(&file.path))
}

/// The file of the module that it serves, when only one has the name.
fn module(process: &Process, model: &Model) -> Option<FileId> {
    let path = format!("{}.py", process.app.as_deref()?.replace('.', "/"));
    let is_named = |known: &str| known.strip_suffix(&path).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    let mut named = (0..).map(FileId).zip(&model.files).filter(|(_, file)| is_named(&file.path));
    let first = named.next()?.0;
    named.next().is_none().then_some(first)
}
