//! What was not understood, as the report lists it.

use crate::config::Settings;
use crate::facts::NoteKind;
use crate::link::SourceFile;
use crate::model::{Model, Place};
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

/// Notes of linking.
pub fn add_model_notes(coverage: &mut Coverage, model: &Model, texts: &Texts) {
    let (placed, general): (Vec<_>, Vec<_>) = model.notes.iter().partition(|note| note.place.is_some());
    let places = placed.into_iter().filter_map(|note| Some((note.place?, note.text.clone()))).collect();
    add_places(coverage, places, model, texts);
    coverage.notes.extend(general.into_iter().map(|note| CoverageNote {
        path: String::new(),
        line: None,
        kind: NoteKind::Other,
        text: note.text.clone(),
    }));
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

/// Notes at places.
pub fn add_places(coverage: &mut Coverage, notes: Vec<(Place, String)>, model: &Model, texts: &Texts) {
    coverage.notes.extend(notes.into_iter().map(|(place, text)| CoverageNote {
        path: model.path(place.file).to_owned(),
        line: Some(texts.get(place.file.index()).position(place.span.start).0),
        kind: NoteKind::Other,
        text,
    }));
}
