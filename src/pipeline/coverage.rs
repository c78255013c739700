//! What was not understood, as the report lists it.

use crate::config::Settings;
use crate::facts::NoteKind;
use crate::link::SourceFile;
use crate::model::Model;
use crate::report::{Coverage, CoverageNote};
use crate::rule::suppress::Remark;
use crate::source::text::Texts;

/// Notes of the front ends.
pub fn add_file_notes(coverage: &mut Coverage, files: &[SourceFile], texts: &Texts) {
    for (at, file) in files.iter().enumerate() {
        coverage.notes.extend(file.facts.notes.iter().map(|note| CoverageNote {
            path: file.entry.path.clone(),
            line: note.span.map(|span| texts.get(at).position(span.start).0),
            kind: note.kind,
            text: note.text.to_string(),
        }));
    }
}

/// What is wrong with suppressions.
pub fn add_remarks(coverage: &mut Coverage, remarks: Vec<Remark>, model: &Model, texts: &Texts) {
    for remark in remarks {
        let line = texts.get(remark.place.file.index()).position(remark.place.span.start).0;
        let path = model.path(remark.place.file).to_owned();
        let note = CoverageNote { path, line: Some(line), kind: NoteKind::Other, text: remark.text };
        if remark.mistake {
            coverage.mistakes.push(note.clone());
        }
        coverage.notes.push(note);
    }
}

/// Decisions of the configuration that are about nothing.
pub fn add_decisions(coverage: &mut Coverage, unused: Vec<(u32, String)>, settings: &Settings) {
    coverage.notes.extend(unused.into_iter().map(|(line, text)| CoverageNote {
        path: settings.file.clone(),
        line: Some(line),
        kind: NoteKind::Other,
        text,
    }));
}
