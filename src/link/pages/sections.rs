//! In which section a piece of a template ends up: its own file says it, or the block that it fills, or the include
//! that brings it in.

use super::super::SourceFile;
use super::outline::Spot;
use super::templates::Templates;
use crate::facts::page::Section;
use crate::model::FileId;

/// Parents and includes that are followed; real templates need three or four.
const MAX_STEPS: u32 = 12;
/// Includers that are asked; a partial that is included everywhere is decided by the first of them.
const MAX_INCLUDERS: usize = 8;

/// The section of a spot of `file`. Unknown when nothing decides it, or includers disagree.
pub fn section(files: &[SourceFile], templates: &Templates<'_>, file: FileId, spot: &Spot) -> Section {
    find(files, templates, file, spot, MAX_STEPS)
}

fn find(files: &[SourceFile], templates: &Templates<'_>, file: FileId, spot: &Spot, steps: u32) -> Section {
    let own = files[file.index()].facts.page.as_ref().map_or(Section::Unknown, |page| page.section_at(spot.offset));
    if own != Section::Unknown || steps == 0 {
        return own;
    }
    if let Some(parent) = templates.parent(file) {
        return in_parent(files, templates, parent, spot, steps - 1);
    }
    let includers = templates.includers(file).iter().take(MAX_INCLUDERS);
    let mut found = Section::Unknown;
    for (includer, at) in includers {
        let Some((_, include)) = templates.outline(*includer).and_then(|outline| outline.includes.get(*at)) else { continue };
        match find(files, templates, *includer, include, steps - 1) {
            Section::Unknown => {}
            section if found == Section::Unknown || found == section => found = section,
            _ => return Section::Unknown,
        }
    }
    found
}

/// The block of the parents that the spot's innermost known block replaces.
fn in_parent(files: &[SourceFile], templates: &Templates<'_>, parent: FileId, spot: &Spot, steps: u32) -> Section {
    for file in templates.chain(parent) {
        let Some(outline) = templates.outline(file) else { continue };
        for name in &spot.blocks {
            if let Some((_, block)) = outline.blocks.iter().find(|(block, _)| block == name) {
                return find(files, templates, file, block, steps);
            }
        }
    }
    Section::Unknown
}
