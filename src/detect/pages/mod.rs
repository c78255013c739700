//! What a page makes the browser download.

pub mod backup_asset_shipped;
mod bare;
pub mod blocking_script_in_head;
mod dependants;
pub mod short_interval_polling;
#[cfg(test)]
mod tests;
pub mod unminified_asset;

use std::collections::BTreeSet;

use crate::facts::{Role, Span};
pub(super) use crate::finding::size::kibibytes as size;
use crate::model::delivery::{Asset, Load, Page};
use crate::model::{FileId, Model, Place};
use crate::rule::Input;

/// `1 page`, `12 pages`, `all 12 pages`.
pub(super) fn count_of(pages: usize, all: usize) -> String {
    match pages {
        1 => "1 page".to_owned(),
        _ if pages == all => format!("all {all} pages"),
        _ => format!("{pages} of {all} pages"),
    }
}

/// The pages that a user opens: templates that no other extends or includes, and that download something. Mails and
/// collections of macros are none.
pub(super) fn opened(model: &Model) -> Vec<&Page> {
    let inner: BTreeSet<FileId> =
        model.pages.iter().flat_map(|page| page.parent.iter().chain(&page.includes).copied()).collect();
    let downloads = |file: &FileId| page_of(model, *file).is_some_and(|page| !page.loads.is_empty());
    let leaves = model.pages.iter().filter(|page| !inner.contains(&page.file));
    leaves.filter(|page| parts(model, page).iter().any(downloads)).collect()
}

/// Every template that takes part in one page: itself, its parents, and what they include.
pub(super) fn parts(model: &Model, page: &Page) -> BTreeSet<FileId> {
    let mut parts = BTreeSet::new();
    let mut at = Some(page);
    while let Some(page) = at.filter(|page| parts.insert(page.file)) {
        parts.extend(page.includes.iter().copied());
        at = page.parent.and_then(|parent| page_of(model, parent));
    }
    parts
}

/// The page of a template; pages stand in the order of the files.
pub(super) fn page_of(model: &Model, file: FileId) -> Option<&Page> {
    model.pages.binary_search_by_key(&file, |page| page.file).ok().map(|at| &model.pages[at])
}

/// The tags that load an asset, in the order of the files.
pub(super) fn loads_of(model: &Model, asset: usize) -> impl Iterator<Item = &Load> {
    model.pages.iter().flat_map(|page| &page.loads).filter(move |load| load.asset == Some(asset))
}

/// Code that the project wrote and serves.
pub(super) fn is_own(model: &Model, file: FileId) -> bool {
    matches!(model.role(file), Role::App | Role::Script) && !is_of_library(model, file)
}

/// A page below the package.json of a library shows its parts to who writes them; a folder with templates is of the app.
fn is_of_library(model: &Model, file: FileId) -> bool {
    let path = model.path(file);
    let libraries = model.settings.iter().filter(|setting| setting.name == "limit.library");
    let mut folders = libraries.map(|setting| split(model.path(setting.place.file)).0);
    let is_plain = path.ends_with(".html") && !path.contains("templates/");
    is_plain && folders.any(|folder| !folder.is_empty() && path.starts_with(folder))
}

/// The first line of an asset.
pub(super) fn first_line(asset: &Asset) -> Place {
    Place { file: asset.file, span: Span::new(0, 0) }
}

/// Folder and file name of a path; the folder ends with `/` or is empty.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rfind('/').map_or(("", path), |at| path.split_at(at + 1))
}

/// The tag stands under a condition that speaks of debugging or development.
pub(super) fn is_for_debugging(input: &Input<'_>, load: &Load) -> bool {
    if !load.conditional {
        return false;
    }
    let text = input.texts.get(load.place.file.index());
    let before = text.text.get(..load.place.span.start as usize).unwrap_or("");
    let condition = before.rfind("{% if").max(before.rfind("{%- if")).map_or("", |at| &before[at..]);
    let condition = condition.split("%}").next().unwrap_or("").to_ascii_lowercase();
    let mut words = condition.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| word.contains("debug") || word == "reload" || word.starts_with("dev") && !word.starts_with("devic"))
}
