//! Evaluations that fail: what they were to tell is not known, and the rest of the report stands.

use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::source::guard::guarded;

/// What failed, each with its message.
#[derive(Default)]
pub struct Failures(Mutex<BTreeSet<String>>);

impl Failures {
    /// Runs `step`; `None` where it panics. `what` names it for the reader: `GET /projects`.
    pub fn watch<T>(&self, what: impl FnOnce() -> String, step: impl FnOnce() -> T) -> Option<T> {
        let outcome = guarded(step);
        if let Err(text) = &outcome
            && let Ok(mut all) = self.0.lock()
        {
            all.insert(format!("the evaluation of {} failed: {text}", what()));
        }
        outcome.ok()
    }

    /// All of them, in an order that does not depend on threads.
    #[must_use]
    pub fn into_texts(self) -> Vec<String> {
        self.0.into_inner().unwrap_or_default().into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Failures;

    #[test]
    fn one_that_fails_is_named_once_and_others_run() {
        let failures = Failures::default();
        for _ in 0..2 {
            assert_eq!(failures.watch(|| "GET /a".into(), || -> u32 { panic!("no bone") }), None);
        }
        assert_eq!(failures.watch(|| "GET /b".into(), || 7), Some(7));
        let texts = failures.into_texts();
        assert!(texts.len() == 1 && texts[0].starts_with("the evaluation of GET /a failed: no bone"), "{texts:?}");
    }
}
