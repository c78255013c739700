//! What was not understood, as the report lists it.

use crate::facts::NoteKind;
use crate::link::SourceFile;
use crate::model::{Model, Place};
use crate::report::{Coverage, CoverageNote};
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

/// Notes at places.
pub fn add_places(coverage: &mut Coverage, notes: Vec<(Place, String)>, model: &Model, texts: &Texts) {
    coverage.notes.extend(notes.into_iter().map(|(place, text)| CoverageNote {
        path: model.path(place.file).to_owned(),
        line: Some(texts.get(place.file.index()).position(place.span.start).0),
        kind: NoteKind::Other,
        text,
    }));
}
