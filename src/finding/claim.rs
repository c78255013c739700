//! What documents and comments of the repository say about its performance, and what the code says.

use serde::Serialize;

use crate::model::Place;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimVerdict {
    Holds,
    /// It is there, and nothing uses it.
    NotInUse,
    /// It is used, and something takes its effect away.
    WithoutEffect,
    Contradicted,
    CannotBeChecked,
}

impl ClaimVerdict {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::NotInUse => "not in use",
            Self::WithoutEffect => "without effect",
            Self::Contradicted => "contradicted",
            Self::CannotBeChecked => "cannot be checked",
        }
    }
}

/// One sentence with its verdict.
#[derive(Clone, Debug)]
pub struct Claim {
    pub place: Place,
    /// The sentence, shortened.
    pub text: String,
    pub verdict: ClaimVerdict,
    /// What the code says, with the places that say it.
    pub facts: Vec<(Option<Place>, String)>,
}
