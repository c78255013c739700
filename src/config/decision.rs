//! What the project decided about findings: `[[defer]]` and `[[accept]]`.

use super::document::{Mistake, Section, Text};
use super::globs::Globs;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionKind {
    /// Not now: there is a condition that ends it.
    Defer,
    /// Not at all.
    Accept,
}

/// One decision about the findings of a rule.
#[derive(Clone, Debug)]
pub struct Decision {
    pub kind: DecisionKind,
    pub rule: String,
    /// Findings in these files; in any, when there is none.
    pub path: Option<Globs>,
    /// Findings with this symbol, `*` for any text; with any, when there is none.
    pub symbol: Option<Globs>,
    pub reason: String,
    /// The condition that ends a deferral.
    pub until: Option<String>,
    /// Of its table in the configuration, from 1.
    pub line: u32,
}

impl Decision {
    /// Reads one table of the configuration `text`; a missing rule, reason or, for a deferral, condition is a mistake. The rule's name is returned with it.
    pub fn read(kind: DecisionKind, mut section: Section<'_>, text: &str, mistakes: &mut Vec<Mistake>) -> Option<(Self, Text)> {
        let span = section.span();
        let before = text.get(..span.start).unwrap_or_default();
        let line = u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX);
        let rule = section.string("rule", mistakes);
        if rule.is_none() && !section.has("rule") {
            mistakes.push(Mistake { span: span.clone(), text: "`rule` is missing".into() });
        }
        let path = glob(&mut section, "path", mistakes);
        let symbol = glob(&mut section, "symbol", mistakes);
        let reason = section.required("reason", mistakes);
        let until = match kind {
            DecisionKind::Defer => Some(section.required("until", mistakes)),
            DecisionKind::Accept => None,
        };
        section.finish(mistakes);
        let rule = rule?;
        Some((Self { kind, rule: rule.value.clone(), path, symbol, reason, until, line }, rule))
    }

    #[must_use]
    pub fn covers(&self, rule: &str, path: &str, symbol: &str) -> bool {
        let fits = |globs: &Option<Globs>, text: &str| globs.as_ref().is_none_or(|globs| globs.matches(text));
        self.rule == rule && fits(&self.path, path) && fits(&self.symbol, symbol)
    }

    /// What the report prints beside the finding.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.until {
            Some(until) => format!("{}; until {until}", self.reason),
            None => self.reason.clone(),
        }
    }
}

fn glob(section: &mut Section<'_>, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<Globs> {
    let text = section.string(key, mistakes)?;
    match Globs::new(std::slice::from_ref(&text.value)) {
        Ok(globs) => Some(globs),
        Err((_, why)) => {
            mistakes.push(Mistake { span: text.span, text: format!("not a glob: {why}") });
            None
        }
    }
}
