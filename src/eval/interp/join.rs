//! Joining what different branches leave.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use crate::eval::bounds;
use crate::eval::value::{Cause, Value};
use crate::names::Name;

use super::Interp;

/// Most values that a union keeps; more are given up.
const MAX_UNION: usize = 4;

/// Either of the two.
#[must_use]
pub fn join_values(a: &Value, b: &Value) -> Value {
    if a.same(b) {
        return if matches!(a, Value::Unknown(Cause::Bound(..))) { b.clone() } else { a.clone() };
    }
    match (a, b) {
        // One of two unknown values is as unknown, but neither.
        (Value::Unknown(x @ Cause::Bound(..)), Value::Unknown(Cause::Bound(..))) => return Value::Unknown(x.unbound()),
        (Value::Query(x), Value::Query(y)) => return Value::Query(Arc::new(x.join(y))),
        (Value::Row(x), Value::Row(y)) if x.set == y.set && x.entity == y.entity => {
            let mut row = *x;
            row.dims = x.dims.union(y.dims);
            row.optional |= y.optional;
            return Value::Row(row);
        }
        (Value::Row(x), Value::None) | (Value::None, Value::Row(x)) => {
            let mut row = *x;
            row.optional = true;
            return Value::Row(row);
        }
        (Value::Scalar(x), Value::Scalar(y)) => {
            return Value::scalar(x.dims.union(y.dims));
        }
        // A scalar and a constant: still a scalar.
        (Value::Scalar(x), other) | (other, Value::Scalar(x)) if is_constant(other) => return Value::scalar(x.dims),
        _ => {}
    }
    let mut items: Vec<Value> = Vec::new();
    add_each(&mut items, a);
    add_each(&mut items, b);
    union(items)
}

/// Any of the items: what joining one after the other gives. `None` where there are none.
#[must_use]
pub fn join_each(items: &[Value]) -> Option<Value> {
    let (first, rest) = items.split_first()?;
    let mut out = first.clone();
    // While `out` is a union, its alternatives.
    let mut open: Vec<Value> = Vec::new();
    for item in rest {
        if open.is_empty() {
            out = join_values(&out, item);
            if let Value::OneOf(inner) = &out {
                open.extend(inner.iter().cloned());
            }
            continue;
        }
        add_each(&mut open, item);
        let is_large = matches!(item, Value::Tuple(_) | Value::OneOf(_)) && !bounds::is_bounded(&open);
        if is_large || open.len() > MAX_UNION {
            out = union(std::mem::take(&mut open));
        }
    }
    Some(if open.is_empty() { out } else { union(open) })
}

/// What the elements of large tuples have in common, by tuple: a program has few of them, and asks again and again.
#[derive(Debug, Default)]
pub struct Joined {
    known: Mutex<FxHashMap<usize, Known>>,
}

/// A tuple, so that its address stays its own, and any of its items.
type Known = (Arc<[Value]>, Option<Value>);

impl Joined {
    /// Tuples that are not remembered: joining them is done sooner than found.
    const SMALL: usize = 256;
    /// Most tuples that are remembered: they are kept as long as the world.
    const MOST: usize = 256;

    /// See [`join_each`].
    #[must_use]
    pub fn of(&self, items: &Arc<[Value]>) -> Option<Value> {
        if items.len() <= Self::SMALL {
            return join_each(items);
        }
        let address = items.as_ptr() as usize;
        if let Some((_, joined)) = self.known.lock().ok().as_ref().and_then(|known| known.get(&address)) {
            return joined.clone();
        }
        let joined = join_each(items);
        if let Ok(mut known) = self.known.lock()
            && known.len() < Self::MOST
        {
            known.insert(address, (Arc::clone(items), joined.clone()));
        }
        joined
    }
}

impl Clone for Joined {
    fn clone(&self) -> Self {
        Self::default()
    }
}

fn add_each(items: &mut Vec<Value>, value: &Value) {
    match value {
        Value::OneOf(inner) => inner.iter().for_each(|v| add(items, v)),
        other => add(items, other),
    }
}

fn union(mut items: Vec<Value>) -> Value {
    match items.len() {
        1 => items.swap_remove(0),
        n if n <= MAX_UNION => bounds::one_of(items),
        _ if items.iter().all(is_constant) => Value::scalar(crate::eval::Dims::default()),
        _ => Value::Unknown(Cause::Joined),
    }
}

fn add(items: &mut Vec<Value>, value: &Value) {
    if let Some(same) = items.iter_mut().find(|v| {
        v.same(value) || matches!((&**v, value), (Value::Query(_), Value::Query(_)) | (Value::Unknown(_), Value::Unknown(_)))
    }) {
        if let (Value::Query(x), Value::Query(y)) = (&*same, value) {
            *same = Value::Query(Arc::new(x.join(y)));
        }
        return;
    }
    // A union tells no alternatives apart by what they were bound to.
    items.push(match value {
        Value::Unknown(cause) => Value::Unknown(cause.unbound()),
        other => other.clone(),
    });
}

/// Neither rows nor objects nor code.
#[must_use]
pub fn is_constant(value: &Value) -> bool {
    matches!(value, Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Str(_) | Value::Text(_))
}

impl Interp<'_> {
    /// Joins two states of a scope; a name that only one side binds keeps that value.
    pub(super) fn join_scopes(&self, a: FxHashMap<Name, Value>, b: &FxHashMap<Name, Value>) -> FxHashMap<Name, Value> {
        let mut out = a;
        for (name, value) in b {
            match out.get_mut(name) {
                Some(mine) => {
                    if !mine.same(value) {
                        *mine = join_values(mine, value);
                    }
                }
                None => {
                    out.insert(*name, value.clone());
                }
            }
        }
        out
    }
}
