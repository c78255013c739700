//! Objects with identity. Linking fills a heap; an entry point works on an overlay of it, so that entries are independent.

use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::model::Place;
use crate::names::Name;

use super::value::Value;
use super::world::ClassRef;

/// An object; its number is the same in a heap and in every overlay of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjId(pub u32);

/// A key of a dictionary that can be compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    Str(Arc<str>),
    Int(i64),
    None,
    Object(u32),
    Class(u32),
    Tuple(Arc<[Key]>),
}

#[derive(Clone, Debug)]
pub enum ObjKind {
    /// An instance; attributes only.
    Instance,
    List {
        items: Vec<Value>,
        /// What was added in loops, and the loop that decides how many there are.
        rest: Option<Box<Rest>>,
    },
    Dict {
        entries: Vec<(Key, Value)>,
        /// Values under keys that are not known.
        rest: Option<Box<Rest>>,
    },
    /// Local names of a function; enclosing scope.
    Scope { parent: Option<ObjId> },
}

/// Elements that were added an unknown number of times.
#[derive(Clone, Debug)]
pub struct Rest {
    pub value: Value,
    /// Key of a dictionary's entries, as far as known.
    pub key: Option<Value>,
    /// The loop whose rounds bound their number; `None` when that is not known.
    pub rounds: Option<u32>,
    /// So many of them at most: a slice.
    pub bound: Option<u64>,
}

#[derive(Clone, Debug)]
pub struct Object {
    pub class: Option<ClassRef>,
    pub kind: ObjKind,
    pub attrs: FxHashMap<Name, Value>,
    /// Where it was made.
    pub place: Option<Place>,
}

impl Object {
    #[must_use]
    pub fn new(kind: ObjKind) -> Self {
        Self { class: None, kind, attrs: FxHashMap::default(), place: None }
    }
}

/// See the module.
#[derive(Debug, Default)]
pub struct Heap {
    base: Arc<Vec<Object>>,
    overlay: FxHashMap<u32, Object>,
    local: Vec<Object>,
    /// Changes of objects below this number are counted: of all but names of functions.
    watched: u32,
    changes: u64,
    /// Emptied tables of scopes that are forgotten, for those to come: a call makes one.
    spare: Vec<FxHashMap<Name, Value>>,
}

/// Most functions bind more names than the smallest table has room for; a table of this many has no room to spare.
const SCOPE_NAMES: usize = 7;
/// Emptied tables that are kept: about as many as calls nest.
const SPARE: usize = 64;
/// Objects that a copy of a heap has room for besides those that it begins with.
const ROOM: usize = 512;

impl Clone for Heap {
    /// A copy is made to go on with: without room, all of it would move for the first object that is added.
    fn clone(&self) -> Self {
        let mut local = Vec::with_capacity(self.local.len() + ROOM);
        local.extend_from_slice(&self.local);
        let (watched, changes) = (self.watched, self.changes);
        Self { base: Arc::clone(&self.base), overlay: self.overlay.clone(), local, watched, changes, spare: Vec::new() }
    }
}

impl Heap {
    /// A heap over a frozen one.
    #[must_use]
    pub fn over(base: Arc<Vec<Object>>) -> Self {
        Self { base, ..Self::default() }
    }

    /// Everything in it, for others to build on.
    #[must_use]
    pub fn freeze(self) -> Arc<Vec<Object>> {
        let mut all = Arc::try_unwrap(self.base).unwrap_or_else(|shared| (*shared).clone());
        for (at, object) in self.overlay {
            all[at as usize] = object;
        }
        all.extend(self.local);
        Arc::new(all)
    }

    pub fn add(&mut self, object: Object) -> ObjId {
        let id = self.next();
        self.local.push(object);
        id
    }

    /// The number of the next object.
    #[must_use]
    pub fn next(&self) -> ObjId {
        ObjId(u32::try_from(self.base.len() + self.local.len()).unwrap_or(u32::MAX))
    }

    /// Lets the names of a scope of this evaluation go, which nothing can reach any more. Its number is not given again: the
    /// order of numbers tells what was made in a loop.
    pub fn forget_scope(&mut self, id: ObjId) {
        let at = (id.0 as usize).checked_sub(self.base.len());
        if let Some(scope) = at.and_then(|at| self.local.get_mut(at)) {
            let mut names = std::mem::take(&mut scope.attrs);
            names.clear();
            // Only those that never grew: the order of a table depends on its size, and has to be that of a new one.
            if self.spare.len() < SPARE && names.capacity() == SCOPE_NAMES {
                self.spare.push(names);
            }
        }
    }

    /// An empty table for the names of a scope.
    pub fn scope_names(&mut self) -> FxHashMap<Name, Value> {
        self.spare.pop().unwrap_or_else(|| FxHashMap::with_capacity_and_hasher(SCOPE_NAMES, FxBuildHasher))
    }

    /// From here on, changes of what is there are counted.
    pub fn watch(&mut self) {
        self.watched = self.next().0;
    }

    /// How often objects were changed that were there when `watch` was called.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Made while linking, and not changed since.
    #[must_use]
    pub fn is_as_linked(&self, id: ObjId) -> bool {
        (id.0 as usize) < self.base.len() && !self.overlay.contains_key(&id.0)
    }

    #[must_use]
    pub fn get(&self, id: ObjId) -> &Object {
        let at = id.0 as usize;
        if at < self.base.len() { self.overlay.get(&id.0).unwrap_or(&self.base[at]) } else { &self.local[at - self.base.len()] }
    }

    pub fn get_mut(&mut self, id: ObjId) -> &mut Object {
        let at = id.0 as usize;
        let base = &self.base;
        if id.0 < self.watched {
            let is_scope = |object: &Object| matches!(object.kind, ObjKind::Scope { .. });
            let names_only = at.checked_sub(base.len()).is_some_and(|at| is_scope(&self.local[at]));
            self.changes += u64::from(!names_only);
        }
        if at < base.len() {
            self.overlay.entry(id.0).or_insert_with(|| base[at].clone())
        } else {
            &mut self.local[at - base.len()]
        }
    }

    /// Made by this entry point, and so possibly changed by what it calls.
    #[must_use]
    pub fn is_local(&self, id: ObjId) -> bool {
        id.0 as usize >= self.base.len() || self.overlay.contains_key(&id.0)
    }
}
