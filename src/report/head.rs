//! The head of the report: tool, stack and commit, each with its proof.

use std::path::Path;

use crate::model::stack::Proof;
use crate::source::git;

use super::ReportInput;
use super::locate::Locator;
use super::view::{Commit, Head, StackEntry, Tool};

#[must_use]
pub fn head(input: &ReportInput<'_>, locator: &Locator<'_>) -> Head {
    Head {
        project: project(input.root),
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        rules: input.rules.len(),
        stack: stack(input, locator),
        dialect: dialect(input, locator),
        prefix: git::prefix(input.root),
        commit: git::head(input.root).map(|head| Commit { hash: head.hash, date: head.date }),
    }
}

/// The name of the folder, as people call the project; none for one that is hidden or has none.
fn project(root: &Path) -> String {
    let name = root.canonicalize().ok().and_then(|root| Some(root.file_name()?.to_string_lossy().into_owned()));
    name.filter(|name| !name.starts_with('.')).unwrap_or_default()
}

fn stack(input: &ReportInput<'_>, locator: &Locator<'_>) -> Vec<StackEntry> {
    let stack = &input.model.stack;
    let parts: [(&'static str, &[Proof]); 4] =
        [("framework", &stack.frameworks), ("orm", &stack.orms), ("server", &stack.servers), ("platform", &stack.platforms)];
    let mut out: Vec<StackEntry> = Vec::new();
    for (kind, proofs) in parts {
        for proof in proofs {
            if out.iter().any(|known| known.kind == kind && known.name == proof.name) {
                continue;
            }
            let version = stack.dependency(&proof.name).and_then(|d| d.version.clone());
            out.push(StackEntry { name: proof.name.clone(), kind, version, at: Some(locator.at(proof.place)) });
        }
    }
    out
}

fn dialect(input: &ReportInput<'_>, locator: &Locator<'_>) -> Option<StackEntry> {
    let (dialect, place) = input.model.schema.dialect?;
    let at = place.map(|p| locator.at(p));
    Some(StackEntry { name: dialect.name().into(), kind: "database", version: None, at })
}
