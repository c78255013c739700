//! Which routes serve which pages, as the replay of the routes showed.

use std::collections::BTreeMap;

use crate::model::{FileId, Model};

use super::ledger::Ledger;

/// Fills `routes` of every page that an entry renders, and of the templates that it extends.
pub fn connect(model: &mut Model, ledger: &Ledger) {
    let by_file: BTreeMap<FileId, usize> = model.pages.iter().enumerate().map(|(at, page)| (page.file, at)).collect();
    for entry in &ledger.entries {
        for path in &entry.renders {
            let mut next = model.file_by_path(path);
            // A template may extend itself by mistake: no chain is longer than there are pages.
            for _ in 0..model.pages.len() {
                let Some(at) = next.and_then(|file| by_file.get(&file)) else { break };
                let page = &mut model.pages[*at];
                page.routes.push(entry.route);
                next = page.parent;
            }
        }
    }
    for page in &mut model.pages {
        page.routes.sort_unstable();
        page.routes.dedup();
    }
}
