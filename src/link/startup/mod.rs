//! What importing and starting the app does, read from programs as they stand: large libraries, work of module bodies and
//! factories, tables that are created, schedulers and endless threads.

mod acts;
mod heavy;
mod scopes;

use crate::facts::program::Program;
use crate::facts::{Language, Role};
use crate::model::FileId;
use crate::model::startup::{HeavyImport, StartAct};

use super::SourceFile;
use super::imports::module_map;

/// A module of the app.
pub(super) struct Module<'p> {
    pub file: FileId,
    /// Dotted names by which it is imported.
    pub names: Vec<String>,
    pub program: &'p Program,
}

/// Imports of large libraries, and what runs at the start.
#[must_use]
pub fn startup(files: &[SourceFile]) -> (Vec<HeavyImport>, Vec<StartAct>) {
    let is_app = |file: &&SourceFile| file.entry.language == Language::Python && file.entry.role == Role::App;
    let names = module_map(files).names;
    let modules: Vec<Module> = (0..)
        .zip(files)
        .filter(|(_, file)| is_app(file))
        .filter_map(|(at, file)| {
            Some(Module {
                file: FileId(at),
                names: names.get(at as usize).cloned().unwrap_or_default(),
                program: file.facts.program.as_ref()?,
            })
        })
        .collect();
    let mut imports = Vec::new();
    for module in &modules {
        heavy::imports(module, &mut imports);
    }
    (imports, acts::acts(&modules))
}
