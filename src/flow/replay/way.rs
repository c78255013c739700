//! What is around an operation: operations that stand together share one list of it.

use std::sync::Arc;

/// A stack whose content can be kept.
pub(super) struct Way<T> {
    open: Vec<T>,
    /// The content, as long as it is the same.
    kept: Option<Arc<[T]>>,
}

impl<T> Default for Way<T> {
    fn default() -> Self {
        Self { open: Vec::new(), kept: None }
    }
}

impl<T: Clone> Way<T> {
    pub(super) fn push(&mut self, item: T) {
        self.kept = None;
        self.open.push(item);
    }

    pub(super) fn pop(&mut self) {
        self.kept = None;
        self.open.pop();
    }

    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    /// All that is on it, outermost first.
    pub(super) fn shared(&mut self) -> Arc<[T]> {
        Arc::clone(self.kept.get_or_insert_with(|| self.open.as_slice().into()))
    }
}
