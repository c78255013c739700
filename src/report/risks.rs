//! What could break with the changes that the report proposes, and how to go back.

use std::collections::BTreeMap;

use crate::rule::{Change, Rule};

use schemars::JsonSchema;
use serde::Serialize;

use super::view::Entry;

/// What could break with a kind of change.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RiskView {
    pub change: &'static str,
    /// Ids of the entries that propose it.
    pub entries: Vec<String>,
    pub risk: &'static str,
    pub rollback: &'static str,
}

/// One row for each kind of change that some entry proposes.
#[must_use]
pub fn rows(rules: &[Rule], entries: &[Entry]) -> Vec<RiskView> {
    let change_of: BTreeMap<&str, Change> = rules.iter().filter_map(|rule| Some((rule.id.as_str(), rule.change?))).collect();
    let mut by_change: BTreeMap<Change, Vec<String>> = BTreeMap::new();
    for entry in entries {
        if let Some(change) = change_of.get(entry.rule.as_str()) {
            by_change.entry(*change).or_default().push(entry.id.clone());
        }
    }
    let row = |(change, entries): (Change, Vec<String>)| RiskView {
        change: change.title(),
        entries,
        risk: change.risk(),
        rollback: change.rollback(),
    };
    by_change.into_iter().map(row).collect()
}
