//! Load phase: evaluates what an import or a migration run would do, and fills the model.

pub mod pages;
pub mod replay;
pub mod serving;

use crate::config::Settings;
use crate::facts::FileFacts;
use crate::model::{FileEntry, Model};

/// A file of the run with its facts. Files are sorted by path; a [`crate::model::FileId`] is a place in that order.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub entry: FileEntry,
    pub facts: FileFacts,
}

/// The linked repository.
#[derive(Debug, Default)]
pub struct Linked {
    pub model: Model,
}

/// Links the files of a run, sorted by path.
#[must_use]
pub fn link(files: Vec<SourceFile>, _settings: &Settings) -> Linked {
    let processes = serving::processes(&files);
    let (pages, assets) = pages::pages(&files);
    let model = Model {
        pages,
        assets,
        stack: serving::stack(&files, &processes),
        settings: serving::settings(&files),
        proxies: serving::proxies(&files),
        processes,
        files: files.into_iter().map(|file| file.entry).collect(),
        ..Model::default()
    };
    Linked { model }
}
