//! What a process does before it answers its first request.

pub mod heavy_import_at_top;
pub mod scheduler_in_web_worker;
pub mod schema_change_on_boot;
pub mod work_at_import;

use std::collections::BTreeMap;

use crate::detect::web_app::web_modules;
use crate::model::startup::{StartAct, StartKind};
use crate::model::{FileId, Place};
use crate::rule::Input;
use crate::syntax::deploy::is_development;

/// What the process that answers requests does at its start, of some kinds.
fn web_acts<'a>(input: &'a Input<'_>, kinds: &'a [StartKind]) -> impl Iterator<Item = &'a StartAct> {
    let web = web_modules(input.model, false);
    // `local.server.py` is how developers start it.
    let is_served = move |act: &StartAct| web.contains_key(&act.from) && !is_development(input.model.path(act.from));
    input.model.start_acts.iter().filter(move |act| kinds.contains(&act.kind) && is_served(act))
}

/// The imports that lead from a file with routes to this one, outermost first.
fn import_chain(web: &BTreeMap<FileId, Option<Place>>, file: FileId) -> Vec<Place> {
    let mut chain = Vec::new();
    let mut at = file;
    while let Some(Some(place)) = web.get(&at) {
        if chain.len() > web.len() {
            break;
        }
        chain.push(*place);
        at = place.file;
    }
    chain.reverse();
    chain
}
