//! Relations that some query of the project loads with its rows, whoever runs it.
//!
//! A helper that is given a row cannot know what was loaded with it. Where the names of the relations stand in a loader of the
//! project, even in one that is not followed to its query, an own query in the helper would defeat it.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::facts::{Language, Role};
use crate::rule::Input;

/// What loads relations with rows: calls, and attributes of classes that are given to such a call.
const LOADERS: [&str; 6] =
    ["prefetch_related", "prefetch_related_objects", "Prefetch", "selectinload", "subqueryload", "joinedload"];

/// Looked up when first asked: hardly a project has findings that depend on it.
pub struct LoadedElsewhere<'i> {
    input: &'i Input<'i>,
    names: OnceCell<BTreeSet<String>>,
}

impl<'i> LoadedElsewhere<'i> {
    #[must_use]
    pub fn new(input: &'i Input<'i>) -> Self {
        Self { input, names: OnceCell::new() }
    }

    /// A loader of the app names the relation.
    pub fn has(&self, relation: &str) -> bool {
        self.names.get_or_init(|| named(self.input)).contains(relation)
    }
}

/// `authors` of `row.authors` and `row.authors.all()`.
#[must_use]
pub fn of_manager(written: &str) -> Option<&str> {
    let manager = written.strip_suffix(".all()").unwrap_or(written);
    manager.rsplit_once('.').map(|(_, relation)| relation)
}

fn named(input: &Input<'_>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (at, file) in input.model.files.iter().enumerate() {
        if file.language == Language::Python && file.role == Role::App {
            let text = input.texts.get(at);
            LOADERS.iter().for_each(|loader| add(&text.text, loader, &mut out));
        }
    }
    out
}

/// The steps of all paths that are given to the loader, or stand in what is called like it.
fn add(text: &str, loader: &str, out: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices(loader) {
        let rest = text[at + loader.len()..].trim_start_matches([' ', '=']);
        let inside = if rest.starts_with(['(', '[']) { within(rest) } else { continue };
        // `"authors__books"`, `Work.authors`
        let paths = if loader.ends_with("load") { attributes(inside) } else { texts(inside) };
        out.extend(paths.into_iter().flat_map(|path| path.split("__")).filter(|step| !step.is_empty()).map(str::to_owned));
    }
}

fn texts(inside: &str) -> Vec<&str> {
    inside.split(['"', '\'']).skip(1).step_by(2).collect()
}

fn attributes(inside: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    inside.split('.').skip(1).filter_map(|rest| rest.split(|c| !is_name(c)).next()).collect()
}

/// What stands between the first bracket and the one that closes it.
fn within(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}
