//! Findings: claims with evidence, confidence and remedy, and what happens to them until they are printed.

pub mod baseline;
pub mod builder;
pub mod claim;
pub mod fingerprint;
pub mod plan;
pub mod rank;
pub mod size;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::config::Settings;
use crate::model::Place;

pub use crate::config::scale::{Confidence, Effort, Severity};
pub use baseline::Against;
pub use builder::FindingBuilder;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Open,
    Verified,
    Deferred,
    Accepted,
    Fixed,
    Confirmed,
}

impl Status {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Verified => "verified",
            Self::Deferred => "deferred",
            Self::Accepted => "accepted",
            Self::Fixed => "fixed",
            Self::Confirmed => "confirmed",
        }
    }

    /// Still to be mended: open, or confirmed by evidence.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Confirmed)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceRole {
    Query,
    Loop,
    Access,
    Definition,
    Entry,
    Schema,
    Setting,
}

impl EvidenceRole {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Loop => "loop",
            Self::Access => "access",
            Self::Definition => "definition",
            Self::Entry => "entry",
            Self::Schema => "schema",
            Self::Setting => "setting",
        }
    }
}

/// One line of proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub place: Place,
    pub role: EvidenceRole,
    /// What the line does, in a few words.
    pub note: String,
}

/// A change of text that mends the finding: `place` is replaced by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub place: Place,
    pub text: String,
}

/// How to mend it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remedy {
    /// One or two sentences, with the exact names.
    pub text: String,
    /// The code to write, when it can be said exactly.
    pub code: Option<String>,
    pub edits: Vec<Edit>,
    /// The index to create, when one closes the finding.
    pub index: Option<NewIndex>,
}

/// An index that is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NewIndex {
    pub table: String,
    pub columns: Vec<String>,
    pub name: String,
}

/// One place where one rule says something.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: String,
    pub family: String,
    pub title: String,
    pub severity: Severity,
    /// Why the severity is what it is, in one line.
    pub severity_reason: String,
    pub confidence: Confidence,
    pub effort: Effort,
    pub status: Status,
    pub place: Place,
    /// Qualified symbol, `table.column`, route, or path: the semantic anchor of the fingerprint.
    pub symbol: String,
    pub message: String,
    pub formula: Option<String>,
    /// What is told of at its one place, where that may be several things (relations that a response reads). One more makes it
    /// new against a baseline.
    pub parts: Vec<String>,
    /// Routes that pay it (`GET /projects/`).
    pub reach: Vec<String>,
    /// Joins places of one cause; equal text, equal group.
    pub group: String,
    pub evidence: Vec<Evidence>,
    pub remedy: Remedy,
    /// One command or step and the expected result.
    pub verify: Option<String>,
    /// What stands at the place, white space normalised: part of the fingerprint.
    pub snippet: String,
    pub fingerprint: String,
    pub fingerprint2: String,
    /// What the project says about a deferral or acceptance.
    pub status_reason: Option<String>,
    /// Set where there is a baseline.
    pub baseline: Option<Against>,
}

impl Finding {
    /// Still to be mended, not known before, and not below what the settings hide.
    #[must_use]
    pub fn is_shown(&self, settings: &Settings) -> bool {
        self.status.is_open()
            && self.baseline != Some(Against::Known)
            && self.severity >= settings.severity
            && self.confidence >= settings.confidence
    }
}

/// What a rule says about one subject.
#[derive(Clone, Debug)]
pub enum Verdict {
    Finding(Box<Finding>),
    /// Checked and fine, with every consulted fact known.
    Holds(Holds),
    NotAssessable(NotAssessable),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holds {
    pub rule: String,
    pub subject: String,
    pub place: Option<Place>,
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotAssessable {
    pub rule: String,
    pub subject: String,
    pub cause: String,
}
