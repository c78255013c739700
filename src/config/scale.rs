//! The scales of findings. They stand here because the configuration names them; `finding` re-exports them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What it costs if it is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Info,
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    pub const ALL: [Self; 5] = [Self::Critical, Self::High, Self::Medium, Self::Low, Self::Info];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// `steps` down (negative: up), within the scale.
    #[must_use]
    pub fn lowered(self, steps: i32) -> Self {
        let scale = [Self::Info, Self::Low, Self::Medium, Self::High, Self::Critical];
        let at = (self as i32 - steps).clamp(0, 4);
        scale[usize::try_from(at).unwrap_or(0)]
    }
}

/// How sure the claim is: certain ≥ 0.95 right, high ≥ 0.85, medium ≥ 0.70, low below (hidden by default).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    Low,
    Medium,
    High,
    Certain,
}

impl Confidence {
    pub const ALL: [Self; 4] = [Self::Certain, Self::High, Self::Medium, Self::Low];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Certain => "certain",
        }
    }

    /// One unresolved fact lowers it by one step.
    #[must_use]
    pub fn lowered(self, steps: u32) -> Self {
        let scale = [Self::Low, Self::Medium, Self::High, Self::Certain];
        scale[(self as usize).saturating_sub(steps as usize)]
    }
}

/// What mending it takes: minimal < 15 min, low ≤ 2 h, medium a day, high more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Effort {
    Minimal,
    Low,
    Medium,
    High,
}

impl Effort {
    pub const ALL: [Self; 4] = [Self::Minimal, Self::Low, Self::Medium, Self::High];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}
