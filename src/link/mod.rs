//! Load phase: evaluates what an import or a migration run would do, and fills the model.

pub mod pages;
pub mod replay;
pub mod serving;

use crate::facts::FileFacts;
use crate::model::FileEntry;

/// A file of the run with its facts. Files are sorted by path; a [`crate::model::FileId`] is a place in that order.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub entry: FileEntry,
    pub facts: FileFacts,
}
