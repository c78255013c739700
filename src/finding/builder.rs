//! Puts a [`Finding`] together from what its rule says and what a detector saw.

use std::collections::BTreeMap;

use crate::model::Place;

use super::{Confidence, Edit, Effort, Evidence, EvidenceRole, Finding, Remedy, Severity, Status, Verdict};

/// What a rule lends to every finding of its own. Texts may hold named slots (`{table}`).
#[derive(Clone, Debug)]
pub struct Frame {
    pub rule: String,
    pub family: String,
    pub title: String,
    pub message: String,
    pub fix: String,
    pub verify: String,
    pub severity: Severity,
    pub confidence: Confidence,
    pub effort: Effort,
}

/// Builds one finding. Slots are filled in title, message, fix and verification when it is built.
#[derive(Clone, Debug)]
pub struct FindingBuilder {
    frame: Frame,
    slots: BTreeMap<&'static str, String>,
    finding: Finding,
    cautions: Vec<String>,
}

impl FindingBuilder {
    /// `symbol` is the semantic anchor of the fingerprint: qualified name, `table.column`, route or path.
    #[must_use]
    pub fn new(frame: Frame, place: Place, symbol: impl Into<String>) -> Self {
        let finding = Finding {
            rule: frame.rule.clone(),
            family: frame.family.clone(),
            title: String::new(),
            severity: frame.severity,
            severity_reason: String::new(),
            confidence: frame.confidence,
            effort: frame.effort,
            status: Status::Open,
            place,
            symbol: symbol.into(),
            message: String::new(),
            formula: None,
            parts: Vec::new(),
            reach: Vec::new(),
            group: String::new(),
            evidence: Vec::new(),
            remedy: Remedy::default(),
            verify: None,
            snippet: String::new(),
            fingerprint: String::new(),
            fingerprint2: String::new(),
            status_reason: None,
            baseline: None,
        };
        Self { frame, slots: BTreeMap::new(), finding, cautions: Vec::new() }
    }

    /// Fills `{name}` in the rule's texts.
    #[must_use]
    pub fn slot(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.slots.insert(name, value.into());
        self
    }

    /// Where it differs from the rule's own, with the line that explains it.
    #[must_use]
    pub fn severity(mut self, severity: Severity, reason: impl Into<String>) -> Self {
        self.finding.severity = severity;
        self.finding.severity_reason = reason.into();
        self
    }

    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.finding.confidence = confidence;
        self
    }

    #[must_use]
    pub fn effort(mut self, effort: Effort) -> Self {
        self.finding.effort = effort;
        self
    }

    /// A step inside a library is left out: nobody can look at it.
    #[must_use]
    pub fn evidence(mut self, place: Place, role: EvidenceRole, note: impl Into<String>) -> Self {
        let note = note.into();
        // Several operations may say the same of a line.
        let is_said = |e: &Evidence| e.place == place && e.role == role && e.note == note;
        if place.is_in_tree() && !self.finding.evidence.iter().any(is_said) {
            self.finding.evidence.push(Evidence { place, role, note });
        }
        self
    }

    #[must_use]
    pub fn formula(mut self, formula: impl Into<String>) -> Self {
        self.finding.formula = Some(formula.into());
        self
    }

    /// What one place stands for, where that may be several things; sorted.
    #[must_use]
    pub fn parts(mut self, mut parts: Vec<String>) -> Self {
        parts.sort();
        self.finding.parts = parts;
        self
    }

    /// Routes that pay it, as `GET /projects/`.
    #[must_use]
    pub fn reach(mut self, reach: Vec<String>) -> Self {
        self.finding.reach = reach;
        self
    }

    /// Places of one cause share a group; without it every place is its own.
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.finding.group = group.into();
        self
    }

    /// In place of the rule's `fix`.
    #[must_use]
    pub fn remedy(mut self, text: impl Into<String>) -> Self {
        self.finding.remedy.text = text.into();
        self
    }

    /// Behind the remedy, whichever it is: what it would break as it stands.
    #[must_use]
    pub fn caution(mut self, text: impl Into<String>) -> Self {
        self.cautions.push(text.into());
        self
    }

    /// The code to write.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.finding.remedy.code = Some(code.into());
        self
    }

    #[must_use]
    pub fn edit(mut self, place: Place, text: impl Into<String>) -> Self {
        self.finding.remedy.edits.push(Edit { place, text: text.into() });
        self
    }

    /// The index whose creation closes the finding.
    #[must_use]
    pub fn index(mut self, index: super::NewIndex) -> Self {
        self.finding.remedy.index = Some(index);
        self
    }

    /// In place of the rule's `verify`.
    #[must_use]
    pub fn verify(mut self, verify: impl Into<String>) -> Self {
        self.finding.verify = Some(verify.into());
        self
    }

    #[must_use]
    pub fn build(mut self) -> Verdict {
        let fill = |text: &str| fill(text, &self.slots);
        self.finding.title = fill(&self.frame.title);
        self.finding.message = fill(&self.frame.message);
        if self.finding.remedy.text.is_empty() {
            self.finding.remedy.text = fill(&self.frame.fix);
        }
        for caution in &self.cautions {
            self.finding.remedy.text.push(' ');
            self.finding.remedy.text.push_str(caution);
        }
        if self.finding.verify.is_none() && !self.frame.verify.is_empty() {
            self.finding.verify = Some(fill(&self.frame.verify));
        }
        if self.finding.group.is_empty() {
            self.finding.group = format!("{}:{}", self.finding.rule, self.finding.symbol);
        }
        Verdict::Finding(Box::new(self.finding))
    }
}

/// Replaces `{name}` by its slot; a name without a slot stays, so that a test sees it.
fn fill(text: &str, slots: &BTreeMap<&'static str, String>) -> String {
    let mut out = text.to_owned();
    for (name, value) in slots {
        out = out.replace(&format!("{{{name}}}"), value);
    }
    out.trim().to_owned()
}
