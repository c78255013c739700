//! Rules: their metadata from `rules/**/rule.toml`, the catalogue, and what a native detector is.
//! The table of native detectors comes in as a parameter: detect/ stands above.

pub mod catalogue;
pub mod change;
pub mod decide;
pub mod input;
pub mod run;
pub mod suppress;

pub use change::Change;
pub use input::{Detector, DetectorTable, Input};
pub use run::UNREACHED;

use std::collections::BTreeMap;

use crate::finding::builder::Frame;
use crate::finding::{Confidence, Effort, FindingBuilder, Severity};
use crate::model::Place;

/// One rule as its `rule.toml` says it.
#[derive(Clone, Debug)]
pub struct Rule {
    pub id: String,
    /// `schema`, `queries`, `serving`, `startup`, `requests`, `pages`, `caching`, `operations`.
    pub family: String,
    pub title: String,
    pub severity: Severity,
    pub confidence: Confidence,
    pub effort: Effort,
    /// What kind of change the remedy is; rules of a project need not say.
    pub change: Option<Change>,
    /// What it costs, and when it is paid.
    pub impact: String,
    /// With named slots: `{table}`.
    pub message: String,
    pub why: String,
    pub fix: String,
    pub verify: String,
    pub links: Vec<String>,
    pub detect: Detect,
}

/// How a rule finds its places.
#[derive(Clone, Debug)]
pub enum Detect {
    /// By the name of the detector table.
    Native { name: String, params: BTreeMap<String, toml::Value> },
    /// Tree-sitter patterns over single files.
    Patterns(Vec<PatternQuery>),
}

/// One `[[detect.query]]`.
#[derive(Clone, Debug)]
pub struct PatternQuery {
    /// `python`, `javascript`.
    pub language: String,
    /// A tree-sitter query; the capture `@finding` marks the place.
    pub pattern: String,
    /// Words of which one must stand in a file, so that it is parsed at all.
    pub prefilter: Vec<String>,
}

impl Rule {
    /// Begins a finding of this rule. `symbol` is its semantic anchor.
    #[must_use]
    pub fn finding(&self, place: Place, symbol: impl Into<String>) -> FindingBuilder {
        let frame = Frame {
            rule: self.id.clone(),
            family: self.family.clone(),
            title: self.title.clone(),
            message: self.message.clone(),
            fix: self.fix.clone(),
            verify: self.verify.clone(),
            severity: self.severity,
            confidence: self.confidence,
            effort: self.effort,
        };
        FindingBuilder::new(frame, place, symbol)
    }

    /// A typed parameter of `[detect]`, or the given default.
    #[must_use]
    pub fn integer(&self, name: &str, default: i64) -> i64 {
        match &self.detect {
            Detect::Native { params, .. } => params.get(name).and_then(toml::Value::as_integer).unwrap_or(default),
            Detect::Patterns(_) => default,
        }
    }
}
