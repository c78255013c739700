//! What code opens and what it awaits, read from programs as they stand.

mod awaits;
mod sessions;
mod sqlite;

use crate::facts::program::Program;
use crate::facts::{Language, Role, Span};
use crate::model::resources::{AwaitRun, FanOut, OpenedSession, ShortBusyTimeout};
use crate::model::{FileId, Place};

use super::SourceFile;
use super::serving::{Imports, Scopes};

/// What [`resources`] finds.
#[derive(Default)]
pub struct Resources {
    pub sessions: Vec<OpenedSession>,
    pub busy_timeouts: Vec<ShortBusyTimeout>,
    pub await_runs: Vec<AwaitRun>,
    pub fan_outs: Vec<FanOut>,
}

/// A module of the app with its imports.
struct Reader<'p> {
    file: FileId,
    module: &'p Program,
    imports: Imports,
}

impl Reader<'_> {
    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    fn symbol(&self, span: Span) -> String {
        Scopes { module: self.module }.symbol(span)
    }

    /// The function around a place, innermost.
    fn function(&self, span: Span) -> Option<usize> {
        Scopes { module: self.module }.around(span)
    }
}

/// Reads the modules of the app.
#[must_use]
pub fn resources(files: &[SourceFile]) -> Resources {
    let is_app = |file: &&SourceFile| file.entry.language == Language::Python && file.entry.role == Role::App;
    let readers: Vec<Reader> = (0..)
        .zip(files)
        .filter(|(_, file)| is_app(file))
        .filter_map(|(at, file)| {
            let module = file.facts.program.as_ref()?;
            Some(Reader { file: FileId(at), module, imports: Imports::new(module) })
        })
        .collect();
    let mut out = Resources::default();
    let makers = sessions::Makers::new(&readers);
    for reader in &readers {
        sessions::opened(reader, &makers, &mut out.sessions);
        sqlite::short_waits(reader, &mut out.busy_timeouts);
        awaits::runs(reader, &mut out.await_runs);
        awaits::fan_outs(reader, &mut out.fan_outs);
    }
    awaits::in_browser(files, &mut out.await_runs);
    out
}
