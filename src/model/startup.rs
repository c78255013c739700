//! What importing and starting the app does, besides declaring things; and which files import which.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::{FileId, Model, Place};

/// One import of a file of the project by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportEdge {
    pub place: Place,
    pub target: FileId,
    /// It runs when the importing file is imported: it stands in no function, and not for type checkers only.
    pub at_start: bool,
}

/// Which files import which, by file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Imports {
    pub edges: Vec<Vec<ImportEdge>>,
    /// Files that a text of the code or a command names as a module, sorted.
    pub named: Vec<FileId>,
}

impl Imports {
    /// Some file of the project imports it.
    #[must_use]
    pub fn has_importer(&self, file: FileId) -> bool {
        self.edges.iter().flatten().any(|edge| edge.target == file)
    }

    /// The files that importing `roots` runs, each with the import that leads to it; `later` follows imports in functions, too.
    #[must_use]
    pub fn closure(&self, roots: impl Iterator<Item = FileId>, later: bool) -> BTreeMap<FileId, Option<Place>> {
        let mut found: BTreeMap<FileId, Option<Place>> = roots.map(|root| (root, None)).collect();
        let mut open: Vec<FileId> = found.keys().copied().collect();
        while let Some(file) = open.pop() {
            for edge in self.edges.get(file.index()).into_iter().flatten().filter(|edge| later || edge.at_start) {
                found.entry(edge.target).or_insert_with(|| {
                    open.push(edge.target);
                    Some(edge.place)
                });
            }
        }
        found
    }
}

/// Files that something which the tree starts imports: entry points of all kinds, modules of commands in deployment files, and
/// what a framework imports by itself (models, settings, `apps.py`, tags of templates).
#[must_use]
pub fn started_modules(model: &Model) -> FxHashSet<FileId> {
    let entries = model.routes.iter().filter(|route| route.place.is_in_tree()).map(|route| route.place.file);
    let settings = model.settings.iter().filter(|setting| setting.name.contains('.')).map(|setting| setting.place.file);
    let entities = model.entities.iter().map(|entity| entity.place.file);
    let apps = model.processes.iter().filter_map(|process| process.app.as_deref()).filter_map(|app| {
        let path = app.replace('.', "/");
        model.file_by_path(&format!("{path}.py")).or_else(|| model.file_by_path(&format!("{path}/__init__.py")))
    });
    let is_known = |path: &str| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        matches!(name, "apps.py" | "wsgi.py" | "asgi.py") || folder.ends_with("templatetags")
    };
    let by_name = (0..).zip(&model.files).filter(|(_, file)| is_known(&file.path)).map(|(at, _)| FileId(at));
    let roots = entries.chain(settings).chain(entities).chain(apps).chain(by_name).chain(model.imports.named.iter().copied());
    model.imports.closure(roots, true).into_keys().collect()
}

/// A large library that is imported with its module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeavyImport {
    pub place: Place,
    pub package: String,
    /// Functions that use it; none when the module itself does, or something that is not seen.
    pub users: Vec<String>,
}

/// Something that code does which runs when the app starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartAct {
    pub place: Place,
    /// Function that it stands in; empty for the module itself.
    pub symbol: String,
    pub kind: StartKind,
    /// What is called.
    pub what: String,
    /// The file whose import, or whose app's start, leads to it.
    pub from: FileId,
    /// The call in that file, and the statement around it, that lead to it, where its import does.
    pub called: Option<(Place, Place)>,
    /// A condition other than `__name__ == "__main__"` stands around it.
    pub guarded: bool,
    /// A lock is taken somewhere in the same file.
    pub locks: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StartKind {
    /// Asks another host.
    Http,
    /// Loads or downloads a model or data set.
    Load,
    /// Reads a table of data from a file.
    Parse,
    /// Runs a program, or sleeps.
    Wait,
    /// Creates the tables of the database.
    CreateTables,
    /// Starts a scheduler, or a thread that never ends.
    Schedule,
}
