//! Library stubs, lowered by the same front end as the audited code: ours, and those that a project keeps for libraries
//! that perfaudit does not know.

use std::path::Path;

use walkdir::WalkDir;

use crate::facts::NoteKind;
use crate::library::{STUB_ALIASES, STUBS, packages};
use crate::link::Stub;
use crate::report::{Coverage, CoverageNote};
use crate::source::file;
use crate::source::text::{Text, decode};
use crate::source::walk::STUB_FOLDER;
use crate::syntax::python;

/// All stubs with the names that they answer to. Later ones win: a project may say better what a library does.
pub fn stubs(root: &Path, coverage: &mut Coverage) -> Vec<Stub> {
    let mut out: Vec<Stub> = STUBS
        .iter()
        .map(|(name, source)| {
            let (program, _) = python::lower(source);
            let mut names = vec![(*name).to_owned()];
            names.extend(STUB_ALIASES.iter().filter(|(_, of)| of == name).map(|(alias, _)| (*alias).to_owned()));
            Stub { names, program }
        })
        .collect();
    out.extend(packages::MODULES.iter().map(|(name, source, aliases)| {
        let names = std::iter::once(name).chain(*aliases).map(|name| (*name).to_owned()).collect();
        Stub { names, program: python::lower(source).0 }
    }));
    out.extend(of_project(root, coverage));
    out
}

/// `perfaudit-stubs/ourlib/orm.py` stands for `ourlib.orm`. What is wrong with one becomes a note.
fn of_project(root: &Path, coverage: &mut Coverage) -> Vec<Stub> {
    let folder = root.join(STUB_FOLDER);
    let files = WalkDir::new(&folder).follow_links(false).sort_by_file_name().into_iter().filter_map(Result::ok);
    let mut out = Vec::new();
    for found in files.filter(|f| f.file_type().is_file() && f.path().extension().is_some_and(|e| e == "py")) {
        let Ok(inner) = found.path().strip_prefix(&folder) else { continue };
        let parts: Vec<String> = inner.with_extension("").iter().map(|p| p.to_string_lossy().into_owned()).collect();
        let path = format!("{STUB_FOLDER}/{}.py", parts.join("/"));
        let name = parts.join(".");
        let mut note = |line, kind, text: String| coverage.notes.push(CoverageNote { path: path.clone(), line, kind, text });
        let text = match file::read(found.path()) {
            Ok(bytes) => Text::new(decode(&bytes).0),
            Err(error) => {
                note(None, NoteKind::Unreadable, file::why(&error));
                continue;
            }
        };
        let (program, notes) = python::lower(&text.text);
        for said in notes {
            note(said.span.map(|span| text.position(span.start).0), said.kind, said.text.to_string());
        }
        out.push(Stub { names: vec![name.strip_suffix(".__init__").unwrap_or(&name).to_owned()], program });
    }
    out
}
