//! What a page makes the browser download: templates with their parents and includes, the files that they load, and
//! where those files stand in the repository.

mod assets;
mod build;
mod bundles;
mod loads;
mod outline;
mod sections;
pub mod templates;
#[cfg(test)]
mod tests;
mod url;

use std::collections::BTreeSet;

use crate::facts::{Language, Role};
use crate::model::delivery::{Asset, Page};
use crate::model::page_polls::PagePoll;
use crate::model::{FileId, Place};

use super::SourceFile;
use assets::AssetIndex;
use templates::Templates;

/// All templates as pages, and all files below static folders as assets; both in the order of the files.
#[must_use]
pub fn pages(files: &[SourceFile]) -> (Vec<Page>, Vec<Asset>) {
    let templates = Templates::read(files);
    let mut assets = assets::assets(files);
    build::mark(files, &mut assets);
    let index = AssetIndex::new(&assets);
    let pages: Vec<Page> = templates.ids().map(|file| page(files, &templates, &index, file)).collect();
    build::mark_compressed(files, &pages, &mut assets);
    for (at, file) in leaves(&templates).into_iter().enumerate().filter_map(|(at, leaf)| leaf.map(|file| (at, file))) {
        for asset in loaded_by(&templates, &pages, file) {
            assets[asset].loaded_on.push(at);
        }
    }
    (pages, assets)
}

/// What scripts and pages ask the server in intervals.
#[must_use]
pub fn polls(files: &[SourceFile]) -> Vec<PagePoll> {
    let numbered = (0..).map(FileId).zip(files);
    let of_file = numbered.flat_map(|(file, source)| source.facts.polls.iter().map(move |poll| (file, poll)));
    of_file.map(|(file, poll)| PagePoll { place: Place { file, span: poll.span }, poll: poll.clone() }).collect()
}

/// Templates of tests and documentation load nothing for users.
fn is_template(file: &SourceFile) -> bool {
    file.entry.language == Language::Template
        && !matches!(file.entry.role, Role::Test | Role::Docs)
        && file.facts.page.is_some()
        && file.facts.program.is_some()
}

fn page(files: &[SourceFile], templates: &Templates<'_>, index: &AssetIndex<'_>, file: FileId) -> Page {
    Page {
        file,
        extended_by: templates.descendants(file),
        includes: templates.included(file),
        parent: templates.parent(file),
        routes: Vec::new(),
        loads: loads::loads(files, templates, index, file),
        inline_scripts: loads::inline_scripts(files, templates, file),
        markup: files[file.index()]
            .facts
            .page
            .iter()
            .flat_map(|page| &page.markup)
            .map(|span| Place { file, span: *span })
            .collect(),
    }
}

/// The pages that a user opens: neither extended nor included by another. In the order of the pages.
fn leaves(templates: &Templates<'_>) -> Vec<Option<FileId>> {
    let inner: BTreeSet<FileId> =
        templates.ids().flat_map(|file| templates.parent(file).into_iter().chain(templates.included(file))).collect();
    templates.ids().map(|file| (!inner.contains(&file)).then_some(file)).collect()
}

/// The assets that opening one page loads: its own, its parents' and those of all that they include.
fn loaded_by(templates: &Templates<'_>, pages: &[Page], leaf: FileId) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    for file in templates.chain(leaf) {
        seen.insert(file);
        seen.extend(templates.included(file));
    }
    let page = |file: &FileId| pages.binary_search_by_key(file, |page| page.file).ok().map(|at| &pages[at]);
    seen.iter().filter_map(page).flat_map(|page| page.loads.iter().filter_map(|load| load.asset)).collect()
}
