//! Claims of documents and comments as the report shows them.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::ReportInput;
use super::locate::Locator;
use super::markdown::inline;
use super::view::{Location, Report};

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ClaimView {
    #[serde(flatten)]
    pub at: Location,
    pub claim: String,
    /// `holds`, `not in use`, `without effect`, `contradicted`, `cannot be checked`.
    pub verdict: &'static str,
    pub facts: Vec<ClaimFact>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ClaimFact {
    #[serde(flatten)]
    pub at: Option<Location>,
    pub note: String,
}

/// All claims, by place.
pub fn rows(input: &ReportInput<'_>, locator: &Locator<'_>) -> Vec<ClaimView> {
    let row = |claim: &crate::finding::claim::Claim| ClaimView {
        at: locator.at(claim.place),
        claim: claim.text.clone(),
        verdict: claim.verdict.words(),
        facts: claim
            .facts
            .iter()
            .map(|(place, note)| ClaimFact { at: place.map(|place| locator.at(place)), note: note.clone() })
            .collect(),
    };
    input.claims.iter().map(row).collect()
}

/// The section of the Markdown report.
pub(super) fn section(out: &mut String, report: &Report) {
    if report.claims.is_empty() {
        return;
    }
    out.push_str("## Claims\n\nWhat documents and comments of the repository say about its performance, against the code.\n\n");
    out.push_str("| claim | where | verdict | fact in the code |\n| --- | --- | --- | --- |\n");
    for claim in &report.claims {
        let facts: Vec<String> = claim
            .facts
            .iter()
            .map(|fact| match &fact.at {
                Some(at) => format!("{} `{}`", inline(&fact.note), at.short()),
                None => inline(&fact.note),
            })
            .collect();
        let _ =
            writeln!(out, "| {} | `{}` | {} | {} |", inline(&claim.claim), claim.at.short(), claim.verdict, facts.join("; "));
    }
    out.push('\n');
}
