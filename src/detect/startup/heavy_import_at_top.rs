//! Large libraries that every process loads for the sake of a function or two.

use std::collections::BTreeMap;

use crate::detect::web_app::web_modules;
use crate::finding::{EvidenceRole, Verdict};
use crate::model::startup::HeavyImport;
use crate::rule::{Detector, Input, Rule};

use super::import_chain;

/// Functions that may use a library which is still not worth loading for everyone.
const FEW: usize = 2;
/// Imports on the way that are shown.
const STEPS_SHOWN: usize = 4;

pub struct HeavyImportAtTop;

impl Detector for HeavyImportAtTop {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let web = web_modules(input.model, false);
        let mut by_package: BTreeMap<&str, Vec<&HeavyImport>> = BTreeMap::new();
        for import in input.model.heavy_imports.iter().filter(|import| web.contains_key(&import.place.file)) {
            by_package.entry(&import.package).or_default().push(import);
        }
        for (package, imports) in by_package {
            // One module that needs it at once loads it for all.
            let is_local = |import: &&HeavyImport| (1..=FEW).contains(&import.users.len());
            if !imports.iter().all(is_local) {
                continue;
            }
            for import in &imports {
                let users: Vec<String> = import.users.iter().map(|name| format!("{name}()")).collect();
                let mut finding = rule
                    .finding(import.place, format!("{}:{package}", input.model.path(import.place.file)))
                    .slot("package", package)
                    .slot("users", users.join(" and "));
                let chain = import_chain(&web, import.place.file);
                for place in chain.iter().rev().take(STEPS_SHOWN).rev() {
                    finding = finding.evidence(*place, EvidenceRole::Access, "imports it on the way");
                }
                out.push(finding.group(format!("{}:{package}", rule.id)).build());
            }
        }
    }
}
