//! The report: one view built once from final statuses, and one file per format that renders it.

pub mod area;
pub mod hosts;
pub mod html;
pub mod json;
pub mod markdown;
pub mod routes;
pub mod schema;
pub mod schema_sql;
pub mod statistics;
pub mod terminal;
pub mod view;
pub mod why_not;
pub mod words;

mod build;
mod capacity;
mod claims;
mod compare;
mod entries;
pub mod explain;
mod gate;
mod head;
mod ledger;
mod locate;
mod risks;
mod roadmap;
mod score;
mod stubs;
mod tools;
mod verification;
mod watch;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::config::Settings;
use crate::facts::{Language, NoteKind, Role};
use crate::finding::baseline::{Baseline, Known};
use crate::finding::claim::Claim;
use crate::finding::{Finding, Holds, NotAssessable};
use crate::flow::ledger::Ledger;
use crate::model::Model;
use crate::rule::Rule;
use crate::source::text::Texts;

pub use build::build;
pub use compare::ledger_diff;
pub use gate::{Gate, gate};
pub use view::Report;

/// All that a report is made of.
pub struct ReportInput<'a> {
    /// The audited folder: asked for its commit only, never printed.
    pub root: &'a Path,
    pub model: &'a Model,
    pub ledger: &'a Ledger,
    /// With final statuses and fingerprints, in any order.
    pub findings: &'a [Finding],
    /// What `findings` were compared with, and what it holds that they do not.
    pub baseline: Option<&'a Baseline>,
    pub gone: &'a [Known],
    pub verified: &'a [Holds],
    pub not_assessable: &'a [NotAssessable],
    pub claims: &'a [Claim],
    /// Those that ran.
    pub rules: &'a [Rule],
    pub settings: &'a Settings,
    pub texts: &'a Texts,
    pub coverage: &'a Coverage,
}

/// What was read and what was not.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Coverage {
    /// Files of the run by language and role.
    pub files: BTreeMap<(Language, Role), usize>,
    /// Path and reason.
    pub skipped: Vec<(String, String)>,
    pub notes: Vec<CoverageNote>,
    /// Suppressions that cannot mean what they say: the audit goes on, the exit code is 2.
    pub mistakes: Vec<CoverageNote>,
    /// Panics of a file or a rule: the audit goes on, the exit code is 2.
    pub internal_errors: Vec<String>,
    /// Why facts could not be kept for the next run. No part of a report, which is the same with and without a cache.
    pub cache: Option<String>,
}

/// Something in one file that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageNote {
    pub path: String,
    pub line: Option<u32>,
    pub kind: NoteKind,
    pub text: String,
}
