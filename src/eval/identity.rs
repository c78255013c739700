//! What a value is, as far as two occurrences of it can be told to be the same without knowing it.
//!
//! An input has no value that the tree could say, but what a name is bound to is the same wherever the name is read. So
//! what is not known gets a number when it is bound, and what is made of it in a way that does not depend on anything else
//! gets a number made of its own. What has no number may be anything: two of those are never the same.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::FxHasher;

use super::heap::{ObjId, ObjKind};
use super::interp::Interp;
use super::query::Bound;
use super::semantics::CallArgs;
use super::value::{Cause, Dims, Scalar, SetId, Value};
use super::world::Origin;
use crate::facts::program::BinaryOp;

/// Objects inside objects that are compared.
const MAX_DEPTH: usize = 6;
/// Values that are looked at to tell what one value is made of.
const MAX_VALUES: usize = 96;

/// See the module. Equal only where the values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    number: u64,
    /// Loops in each of whose rounds it is another value.
    pub dims: Dims,
}

impl Identity {
    /// Of something that is the same everywhere.
    #[must_use]
    pub fn of(what: &impl Hash) -> Self {
        Self { number: number(what), dims: Dims::default() }
    }

    /// Of what is made of both, in this order.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        Self { number: number(&(self.number, next.number)), dims: self.dims.union(next.dims) }
    }

    /// Of what is made of both, in any order.
    #[must_use]
    fn beside(self, other: Self) -> Self {
        Self { number: self.number.wrapping_add(other.number), dims: self.dims.union(other.dims) }
    }

    /// It is another value in each round of those loops, too.
    #[must_use]
    pub fn varying(self, dims: Dims) -> Self {
        Self { number: self.number, dims: self.dims.union(dims) }
    }
}

fn number(what: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    what.hash(&mut hasher);
    scattered(hasher.finish())
}

/// Neighbours get numbers far apart. The hasher alone keeps their distance, so that sums of neighbours meet: what is asked with
/// False and the second of two dates would be what is asked with True and the first.
fn scattered(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

impl Interp<'_> {
    /// A number for what is evaluated here, in each round of the loops around.
    fn fresh(&mut self) -> Identity {
        self.next_number += 1;
        let dims = self.loops.iter().fold(Dims::default(), |d, l| d.with(*l));
        Identity::of(&("fresh", self.next_number)).varying(dims)
    }

    /// The value as a name is bound to it: the same for all who read the name.
    pub(super) fn numbered(&mut self, value: Value) -> Value {
        if self.linking_mode() {
            return value;
        }
        match &value {
            Value::Unknown(Cause::Input) => Value::Unknown(Cause::Bound(Arc::new(self.fresh()), None)),
            Value::Unknown(Cause::External(path)) => {
                let path = Arc::clone(path);
                Value::Unknown(Cause::Bound(Arc::new(self.fresh()), Some(path)))
            }
            Value::Scalar(scalar) if scalar.column.is_none() && scalar.identity.is_none() => {
                let identity = Some(self.fresh().varying(scalar.dims));
                Value::Scalar(Arc::new(Scalar { identity, ..(**scalar).clone() }))
            }
            _ => value,
        }
    }

    /// What an attribute or an item of an unknown value is: as unknown, and the same each time until somebody sets it.
    pub(super) fn part_of(&self, cause: &Cause, part: &str, key: Option<&Value>) -> Value {
        let Cause::Bound(whole, path) = cause else { return Value::Unknown(cause.unbound()) };
        let epoch = self.part_epochs.get(part).copied().unwrap_or_default();
        let key = match key {
            Some(key) => self.identity(key),
            None => Some(Identity::of(&())),
        };
        let identity = key.map(|key| whole.then(Identity::of(&(part, epoch))).then(key));
        match identity {
            Some(identity) => Value::Unknown(Cause::Bound(Arc::new(identity), path.clone())),
            None => Value::Unknown(cause.unbound()),
        }
    }

    /// A number that is computed from two values: the same each time.
    pub(super) fn made_of(&self, value: Value, op: BinaryOp, left: &Value, right: &Value) -> Value {
        match &value {
            Value::Scalar(scalar) if scalar.column.is_none() && scalar.identity.is_none() && !self.linking_mode() => {
                let parts = self.identity(left).zip(self.identity(right));
                let identity = parts.map(|(l, r)| Identity::of(&format!("{op:?}")).then(l).then(r).varying(scalar.dims));
                Value::Scalar(Arc::new(Scalar { identity, ..(**scalar).clone() }))
            }
            _ => value,
        }
    }

    /// An attribute or item of an unknown value was set.
    pub(super) fn part_changed(&mut self, part: &str) {
        *self.part_epochs.entry(part.into()).or_default() += 1;
    }

    /// `None`: it may be anything.
    #[must_use]
    pub fn identity(&self, value: &Value) -> Option<Identity> {
        self.identity_in(value, 0, &mut { MAX_VALUES })
    }

    fn identity_in(&self, value: &Value, depth: usize, left: &mut usize) -> Option<Identity> {
        *left = left.checked_sub(1)?;
        Some(match value {
            Value::None => Identity::of(&"None"),
            Value::Bool(b) => Identity::of(&("bool", b)),
            Value::Int(i) => Identity::of(&("int", i)),
            Value::Float(f) => Identity::of(&("float", f.to_bits())),
            Value::Str(s) => Identity::of(&("str", &**s)),
            Value::Class(class) => Identity::of(&("class", class)),
            Value::Module(module) => Identity::of(&("module", module)),
            Value::Function(function, None) => Identity::of(&("function", function)),
            Value::External(path) => Identity::of(&("external", &**path)),
            Value::Native(name) => Identity::of(&("native", name)),
            Value::Proxy(which) => Identity::of(&("proxy", which)),
            Value::Column(entity, name) => Identity::of(&("column", entity, name)),
            Value::Relation(entity, name) => Identity::of(&("relation", entity, name)),
            Value::Unknown(Cause::Bound(identity, _)) => **identity,
            Value::Unknown(Cause::Address(name)) => Identity::of(&("address", &**name)),
            Value::Unknown(Cause::Unset(name)) => Identity::of(&("environment", &**name)),
            Value::Tuple(items) => self.all_of(items, depth, left)?,
            Value::Object(id) => self.object_identity(*id, depth, left)?,
            Value::Row(row) => self.row_identity(row.set, row.dims, 0)?,
            Value::Rows(rows) => match &self.set(rows.set)?.origin {
                // Of what a loop takes apart, each round has another part.
                Origin::Query(query, _) => query.identity?.then(Identity::of(&"rows")).varying(rows.dims),
                _ => return None,
            },
            Value::Scalar(scalar) => match (scalar.column, scalar.set) {
                (Some(column), Some(set)) => self.row_identity(set, scalar.dims, 0)?.then(Identity::of(&column)),
                _ => scalar.identity?,
            },
            Value::Query(query) => query.identity?,
            Value::Predicate(predicate) => predicate.identity?.varying(predicate.dims),
            Value::Aggregate(aggregate) => aggregate.identity?,
            Value::Loader(options) => {
                let meant = |o: &super::value::LoaderOption| (!o.open).then(|| Identity::of(&(o.kind, o.entity, &o.path)));
                options.iter().map(meant).try_fold(Identity::of(&"loader"), |all, one| Some(all.then(one?)))?
            }
            _ => return None,
        })
    }

    fn all_of(&self, items: &[Value], depth: usize, left: &mut usize) -> Option<Identity> {
        if depth > MAX_DEPTH {
            return None;
        }
        items.iter().try_fold(Identity::of(&("items", items.len())), |all, one| {
            Some(all.then(self.identity_in(one, depth + 1, left)?))
        })
    }

    /// What an object holds now. One that has a name may be filled while a loop goes round.
    fn object_identity(&self, id: ObjId, depth: usize, left: &mut usize) -> Option<Identity> {
        if self.heap.is_as_linked(id) {
            return Some(Identity::of(&("object", id)));
        }
        if depth > MAX_DEPTH || (self.named_objects.contains(&id) && !self.loops.is_empty()) {
            return None;
        }
        let object = self.heap.get(id);
        match &object.kind {
            ObjKind::List { items, rest: None } => self.all_of(items, depth, left),
            ObjKind::Dict { entries, rest: None } => {
                let mut entry =
                    |(key, value): &(_, Value)| Some(Identity::of(key).then(self.identity_in(value, depth + 1, left)?));
                entries.iter().map(&mut entry).try_fold(Identity::of(&"dict"), |all, one| Some(all.beside(one?)))
            }
            ObjKind::Instance => {
                let mut attribute =
                    |(name, value): (&_, &Value)| Some(Identity::of(name).then(self.identity_in(value, depth + 1, left)?));
                object
                    .attrs
                    .iter()
                    .map(&mut attribute)
                    .try_fold(Identity::of(&("instance", object.class)), |all, one| Some(all.beside(one?)))
            }
            _ => None,
        }
    }

    /// The one row that a set holds, or the one that a loop over it is at.
    pub(super) fn row_identity(&self, set: SetId, dims: Dims, depth: usize) -> Option<Identity> {
        if depth > MAX_DEPTH || self.carried_sets.contains(&set) {
            return None;
        }
        let info = self.set(set)?;
        let looped = || {
            let round = |l: &u32| matches!(self.rounds.get(*l as usize), Some(super::ops::Rounds::Rows(s)) if *s == set);
            dims.iter().any(|l| round(&l)).then(|| Identity::of(&("round", set)).varying(dims))
        };
        match &info.origin {
            Origin::Query(query, _) => {
                let single = query.bound == Bound::One || query.is_key_lookup(&self.world.entities, &self.world.names);
                match query.identity {
                    Some(identity) if single => Some(identity),
                    None if query.bound == Bound::One => Some(Identity::of(&("row", set)).varying(dims)),
                    _ => looped(),
                }
            }
            Origin::Relation { parent, entity, relation } => {
                let to_one =
                    self.world.entity(*entity).relation(self.text(*relation))?.many == crate::model::entity::Many::ToOne;
                if !to_one {
                    return looped();
                }
                Some(self.row_identity(*parent, dims, depth + 1)?.then(Identity::of(&("of", relation))))
            }
            Origin::Given(_) => Some(Identity::of(&("given", set)).varying(dims)),
        }
    }

    /// What a call of `name` with these arguments makes; the order of keywords means nothing.
    #[must_use]
    pub fn call_identity(&self, name: &str, args: &CallArgs) -> Option<Identity> {
        if args.open {
            return None;
        }
        let positional =
            args.positional.iter().try_fold(Identity::of(&("call", name)), |all, one| Some(all.then(self.identity(one)?)))?;
        let keyword = |(name, value): &(_, Value)| Some(Identity::of(name).then(self.identity(value)?));
        let keywords = args.keywords.iter().map(keyword).try_fold(Identity::of(&()), |all, one| Some(all.beside(one?)))?;
        Some(positional.then(keywords))
    }
}

#[cfg(test)]
mod tests {
    use super::Identity;

    #[test]
    fn sums_of_neighbours_do_not_meet() {
        let flag = |set: bool| Identity::of(&("bool", set));
        let date = |number: u64| Identity::of(&("fresh", number));
        let keys = ["permissions", "ready", "deleted", "state", "created", "author", "mail", "owner"];
        for pair in keys.windows(2) {
            let [first, second] = [pair[0], pair[1]].map(|key| Identity::of(&("str", key)));
            let filters = |set: bool, day: u64| first.then(flag(set)).beside(second.then(date(day)));
            for (day, until) in (0..32).flat_map(|day| (0..32).map(move |until| (day, until))) {
                assert_ne!(filters(false, day).number, filters(true, until).number, "{pair:?} {day} {until}");
            }
        }
    }
}
