//! One number a name, for the whole run.

use rustc_hash::FxHashMap;
use std::sync::Arc;

/// An interned name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(pub u32);

/// Filled while linking, read only afterwards.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    names: Vec<Arc<str>>,
    ids: FxHashMap<Arc<str>, Name>,
}

impl Interner {
    pub fn intern(&mut self, text: &str) -> Name {
        if let Some(found) = self.ids.get(text) {
            return *found;
        }
        let name = Name(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        let text: Arc<str> = text.into();
        self.names.push(Arc::clone(&text));
        self.ids.insert(text, name);
        name
    }

    /// The number of a name that some file uses.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Name> {
        self.ids.get(text).copied()
    }

    #[must_use]
    pub fn text(&self, name: Name) -> &str {
        self.names.get(name.0 as usize).map_or("", |n| n)
    }

    #[must_use]
    pub fn shared(&self, name: Name) -> Arc<str> {
        self.names.get(name.0 as usize).cloned().unwrap_or_else(|| "".into())
    }
}
