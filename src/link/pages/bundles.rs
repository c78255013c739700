//! Which `{% compress js %}` a script tag stands in: its own file's, or that around the include or the block which brings it in.

use super::super::SourceFile;
use super::outline::Spot;
use super::templates::Templates;
use crate::model::{FileId, Place};

/// Parents and includes that are followed; real templates need three or four.
const MAX_STEPS: u32 = 6;
/// Includers that are asked.
const MAX_INCLUDERS: usize = 8;

/// The bundle that a spot of `file` is served in: of pages that include it, tests and previews print the tags by themselves.
pub fn bundle(files: &[SourceFile], templates: &Templates<'_>, file: FileId, spot: &Spot) -> Option<Place> {
    templates.bundles.then(|| find(files, templates, file, spot, MAX_STEPS))?
}

fn find(files: &[SourceFile], templates: &Templates<'_>, file: FileId, spot: &Spot, steps: u32) -> Option<Place> {
    let bundles = files[file.index()].facts.page.iter().flat_map(|page| &page.bundles);
    let mut around = bundles.filter(|span| span.start <= spot.offset && spot.offset < span.end);
    if let Some(span) = around.next() {
        return Some(Place { file, span: *span });
    }
    let steps = steps.checked_sub(1)?;
    if let Some(parent) = templates.parent(file) {
        let replaced = |file: &FileId| {
            let outline = templates.outline(*file)?;
            let block = spot.blocks.iter().find_map(|name| outline.blocks.iter().find(|(block, _)| block == name));
            block.map(|(_, block)| (*file, block))
        };
        let (parent, block) = templates.chain(parent).iter().find_map(replaced)?;
        return find(files, templates, parent, block, steps);
    }
    templates.includers(file).iter().take(MAX_INCLUDERS).find_map(|(includer, at)| {
        let (_, include) = templates.outline(*includer)?.includes.get(*at)?;
        find(files, templates, *includer, include, steps)
    })
}
