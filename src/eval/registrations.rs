//! What calls register while linking, in order, and by kind: evaluations ask for one kind again and again.

use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::Place;

use super::value::Value;
use super::world::ModuleId;

/// Something that a call registered while linking (`app.route`, `db.Index`, `op.create_index`).
#[derive(Clone, Debug)]
pub struct Registration {
    pub kind: Arc<str>,
    pub values: Vec<Value>,
    pub place: Place,
    /// Inside a branch that was not decided.
    pub conditional: bool,
    /// The module whose evaluation registered it.
    pub module: ModuleId,
}

/// All registrations, as they were made.
#[derive(Clone, Debug, Default)]
pub struct Registrations {
    all: Vec<Registration>,
    by_kind: FxHashMap<Arc<str>, Vec<usize>>,
}

impl Registrations {
    pub fn push(&mut self, registration: Registration) {
        self.by_kind.entry(Arc::clone(&registration.kind)).or_default().push(self.all.len());
        self.all.push(registration);
    }

    /// Those of one kind, in order.
    pub fn of(&self, kind: &str) -> impl DoubleEndedIterator<Item = &Registration> {
        self.by_kind.get(kind).map(Vec::as_slice).unwrap_or_default().iter().map(|at| &self.all[*at])
    }
}

impl Deref for Registrations {
    type Target = [Registration];

    fn deref(&self) -> &[Registration] {
        &self.all
    }
}

impl<'a> IntoIterator for &'a Registrations {
    type Item = &'a Registration;
    type IntoIter = std::slice::Iter<'a, Registration>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}
