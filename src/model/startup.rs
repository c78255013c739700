//! What importing and starting the app does, besides declaring things; and which files import which.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FileId, Place};

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
