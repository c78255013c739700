//! What a detector is given, and what it is.

use crate::config::Settings;
use crate::finding::Verdict;
use crate::flow::ledger::Ledger;
use crate::model::Model;
use crate::source::text::Texts;

use super::Rule;

/// Everything that a native detector may ask.
pub struct Input<'a> {
    pub model: &'a Model,
    pub ledger: &'a Ledger,
    /// Texts of the audited files, for snippets; read when asked.
    pub texts: &'a Texts,
    pub settings: &'a Settings,
}

/// A native detector: pure, independent of other rules.
pub trait Detector: Sync {
    /// Judges all subjects of `rule` in a deterministic order.
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>);
}

/// Native detectors by the name that `[detect] native` gives.
pub type DetectorTable = &'static [(&'static str, &'static dyn Detector)];
