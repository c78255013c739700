//! What is read of loaded rows, and which rows went where nothing can follow them.
//!
//! A rule that says "nothing reads it" rests on this record: whatever is not known counts as read.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Place;
use crate::names::Name;

use super::heap::{ObjId, ObjKind};
use super::interp::Interp;
use super::value::{Cause, SetId, Value};

/// Places that are kept for each attribute.
pub const PLACES: usize = 4;
/// Objects that are looked through for rows; beyond it, all rows count as read.
const MAX_OBJECTS: usize = 2_000;
const MAX_DEPTH: usize = 64;

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    /// Attributes that were read, by the set of the row, with the first places that do.
    pub attributes: FxHashMap<SetId, BTreeMap<Name, Vec<Place>>>,
    /// Sets whose rows were given to something that is not followed.
    pub escaped: FxHashSet<SetId>,
    /// Sets of which all columns are needed (rows that are changed, a serializer that lists none).
    pub whole: FxHashSet<SetId>,
    /// Attributes that were read of values which are not known: of any rows, perhaps.
    pub loose: FxHashSet<Name>,
    /// Places of which only the truth or the length is asked.
    pub asked: FxHashSet<Place>,
    /// Loader options, by place, of queries that were given to something that is not followed.
    pub lent: FxHashSet<Place>,
    /// Evaluation ended early: anything may be read.
    pub all: bool,
}

impl Reads {
    /// `row.name` of a row of `set`.
    pub fn read(&mut self, set: SetId, name: Name, place: Place) {
        let places = self.attributes.entry(set).or_default().entry(name).or_default();
        if places.len() < PLACES && !places.contains(&place) {
            places.push(place);
        }
    }

    /// Whether the attribute was read of the rows of `set`.
    #[must_use]
    pub fn has(&self, set: SetId, name: Name) -> bool {
        self.attributes.get(&set).is_some_and(|read| read.contains_key(&name))
    }
}

impl Interp<'_> {
    /// The value is given to something that is not followed: all of its rows may be read there.
    pub fn escape(&mut self, value: &Value) {
        if self.linking_mode() || is_plain(value) {
            return;
        }
        let mut seen = FxHashSet::default();
        self.escape_in(value, &mut seen, 0);
    }

    /// Everything that a call is given.
    pub fn escape_args(&mut self, args: &super::CallArgs) {
        for value in &args.positional {
            self.escape(value);
        }
        for (_, value) in &args.keywords {
            self.escape(value);
        }
    }

    fn escape_in(&mut self, value: &Value, seen: &mut FxHashSet<ObjId>, depth: usize) {
        if depth > MAX_DEPTH || seen.len() > MAX_OBJECTS {
            self.reads.all = true;
            return;
        }
        match value {
            Value::Row(row) => {
                self.reads.escaped.insert(row.set);
            }
            Value::Rows(rows) => self.escape_in(&rows.element, seen, depth + 1),
            Value::Query(query) => {
                self.reads.lent.extend(query.options.iter().map(|o| o.place));
                if let Some(related) = query.related {
                    self.reads.escaped.insert(related.parent);
                }
            }
            Value::Tuple(items) | Value::OneOf(items) => {
                items.iter().for_each(|v| self.escape_in(v, seen, depth + 1));
            }
            Value::Record(record) => record.values.iter().for_each(|v| self.escape_in(v, seen, depth + 1)),
            Value::Bound(pair) => {
                self.escape_in(&pair.0, seen, depth + 1);
                self.escape_in(&pair.1, seen, depth + 1);
            }
            Value::Method(receiver, _) => self.escape_in(receiver, seen, depth + 1),
            Value::Partial(partial) => {
                self.escape_in(&partial.0, seen, depth + 1);
                for given in partial.1.positional.iter().chain(partial.1.keywords.iter().map(|(_, v)| v)) {
                    self.escape_in(given, seen, depth + 1);
                }
            }
            Value::Function(_, Some(scope)) | Value::Object(scope) => self.escape_object(*scope, seen, depth),
            // Values that were too many to keep: rows may be among them.
            Value::Unknown(Cause::Joined) => self.reads.all = true,
            _ => {}
        }
    }

    fn escape_object(&mut self, id: ObjId, seen: &mut FxHashSet<ObjId>, depth: usize) {
        // What was there before the entry began holds none of its rows.
        if !self.heap.is_local(id) || !seen.insert(id) {
            return;
        }
        let object = self.heap.get(id);
        let mut inside: Vec<Value> = object.attrs.values().filter(|v| !is_plain(v)).cloned().collect();
        let mut parent = None;
        match &object.kind {
            ObjKind::Instance => {}
            ObjKind::List { items, rest } => {
                inside.extend(items.iter().filter(|v| !is_plain(v)).cloned());
                inside.extend(rest.iter().map(|r| r.value.clone()));
            }
            ObjKind::Dict { entries, rest } => {
                inside.extend(entries.iter().map(|(_, v)| v).filter(|v| !is_plain(v)).cloned());
                inside.extend(rest.iter().map(|r| r.value.clone()));
                inside.extend(rest.iter().filter_map(|r| r.key.clone()));
            }
            ObjKind::Scope { parent: outer } => parent = *outer,
        }
        for value in inside {
            self.escape_in(&value, seen, depth + 1);
        }
        if let Some(outer) = parent {
            self.escape_object(outer, seen, depth + 1);
        }
    }
}

/// Holds no rows, whatever becomes of it.
#[must_use]
pub fn is_plain(value: &Value) -> bool {
    matches!(
        value,
        Value::None
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::Str(_)
            | Value::Text(_)
            | Value::Scalar(_)
            | Value::Module(_)
            | Value::External(_)
            | Value::Class(_)
            | Value::Native(_)
            | Value::Column(..)
            | Value::Relation(..)
            | Value::Proxy(_)
            | Value::Function(_, None)
    )
}
