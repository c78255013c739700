//! `value[key]` and slices.

use std::sync::Arc;

use crate::eval::heap::{ObjId, ObjKind, Rest};
use crate::eval::query::Bound;
use crate::eval::value::{Cause, Rows, Site, Value};
use crate::eval::world::{Origin, RowSet};
use crate::facts::program::{Expr, ExprId};

use super::assign::key_of;
use super::{Code, Interp, join_values};

impl Interp<'_> {
    pub(super) fn eval_index(&mut self, code: &Code, id: ExprId, value: ExprId, index: ExprId) -> Value {
        let receiver = self.eval(code, value);
        let is_slice = matches!(code.program.expr(index), Expr::Slice { .. });
        let key = self.eval(code, index);
        let site = self.site(code, id);
        self.item(&receiver, &key, is_slice, site)
    }

    /// `value[key]`.
    pub fn item(&mut self, receiver: &Value, key: &Value, is_slice: bool, site: crate::eval::value::Site) -> Value {
        let semantics = self.semantics;
        if let Some(out) = semantics.index(self, receiver, key, is_slice, site) {
            return out;
        }
        match receiver {
            Value::Tuple(items) => index_known(items, key, is_slice).unwrap_or_else(|| join_all(items)),
            Value::Object(id) => self.object_item(*id, key, is_slice),
            Value::Record(record) => {
                let at = key.as_int().and_then(|i| usize::try_from(i).ok());
                at.and_then(|i| record.values.get(i).cloned()).unwrap_or(Value::Unknown(Cause::Form("index")))
            }
            Value::Rows(rows) => {
                if is_slice {
                    sliced(rows, key)
                } else {
                    rows.element.varying_with(key)
                }
            }
            Value::OneOf(items) => {
                let items = Arc::clone(items);
                // `rows = rows.in_bulk()` under a condition: what takes a key is the dictionary, on the way that has it.
                let by_key = !is_slice && items.iter().any(|v| self.is_dict(v));
                items
                    .iter()
                    .filter(|v| !(matches!(v, Value::None) || by_key && matches!(v, Value::Query(_))))
                    .map(|v| self.item(v, key, is_slice, site))
                    .reduce(|a, b| join_values(&a, &b))
                    .unwrap_or(Value::input())
            }
            Value::Str(_) | Value::Text(_) => Value::scalar(key.dims()),
            Value::Scalar(s) => Value::scalar(s.dims.union(key.dims())),
            // `List[int]`, `Mapped[…]`: a class stays itself.
            Value::Class(_) | Value::External(_) => receiver.clone(),
            Value::Unknown(cause) => self.part_of(cause, "[]", Some(key)),
            _ => Value::Unknown(Cause::Form("index")),
        }
    }

    fn is_dict(&self, value: &Value) -> bool {
        matches!(value, Value::Object(id) if matches!(self.heap.get(*id).kind, ObjKind::Dict { .. }))
    }

    /// A slice of a list that loops have filled: the list itself, unless the ends say how long it is.
    fn list_slice(&mut self, list: ObjId, items: Vec<Value>, rest: Option<Box<Rest>>, range: &Value) -> Value {
        let (Some(n), Some(rest)) = (slice_length(range), rest) else { return Value::Object(list) };
        let out = self.new_list(items);
        if let Value::Object(object) = &out
            && let ObjKind::List { rest: slot, .. } = &mut self.heap.get_mut(*object).kind
        {
            *slot = Some(Box::new(Rest { bound: Some(rest.bound.map_or(n, |b| b.min(n))), ..*rest }));
        }
        out
    }

    /// The row of a query for one.
    fn is_single_row(&self, value: &Value) -> bool {
        let Value::Row(row) = value else { return false };
        let of_one = |set: &RowSet| matches!(&set.origin, Origin::Query(query, _) if query.bound == Bound::One);
        row.dims.is_empty() && self.set(row.set).is_some_and(of_one)
    }

    fn object_item(&mut self, id: crate::eval::ObjId, key: &Value, is_slice: bool) -> Value {
        match &self.heap.get(id).kind {
            ObjKind::List { items, rest } => {
                if is_slice {
                    if rest.is_none()
                        && let Some(Value::Tuple(part)) = index_known(items, key, true)
                    {
                        return self.new_list(part.to_vec());
                    }
                    let (items, rest) = (items.clone(), rest.clone());
                    return self.list_slice(id, items, rest, key);
                }
                if rest.is_none()
                    && let Some(found) = index_known(items, key, false)
                {
                    return found;
                }
                let all = items.iter().chain(rest.iter().map(|r| &r.value)).cloned().collect::<Vec<_>>();
                join_all(&all).varying_with(key)
            }
            ObjKind::Dict { entries, rest } => {
                let known = key_of(key);
                if let Some(k) = &known
                    && let Some((_, value)) = entries.iter().find(|(e, _)| e == k)
                {
                    return value.clone();
                }
                let rest = rest.as_ref().map(|r| r.value.clone());
                // A dictionary that is empty when the process starts is filled while it serves.
                if entries.is_empty() && rest.is_none() && !self.linking_mode() && self.heap.is_as_linked(id) {
                    return Value::input();
                }
                if known.is_some() {
                    return rest.unwrap_or(Value::Unknown(Cause::Form("missing key")));
                }
                // An unknown key of a small dictionary: any of its values (configuration maps).
                let all: Vec<Value> = entries.iter().map(|(_, v)| v.clone()).chain(rest).collect();
                let found = join_all(&all);
                // The one row in a dictionary is the same under each key.
                if self.is_single_row(&found) { found } else { found.varying_with(key) }
            }
            _ => {
                let class = self.heap.get(id).class;
                let method = class.zip(self.name("__getitem__")).and_then(|(c, n)| self.world.find_member(c, n));
                if let Some(method) = method.map(|(_, v)| v.clone()) {
                    let args = crate::eval::CallArgs { positional: vec![Value::Object(id), key.clone()], ..Default::default() };
                    return self.call(&method, args, Site::nowhere());
                }
                Value::Unknown(Cause::Form("index"))
            }
        }
    }
}

/// Some of the rows: no more than a slice of known ends has.
#[must_use]
pub fn sliced(rows: &Arc<Rows>, range: &Value) -> Value {
    match slice_length(range) {
        Some(n) => Value::Rows(Arc::new(Rows { bound: Some(rows.bound.map_or(n, |b| b.min(n))), ..(**rows).clone() })),
        None => Value::Rows(Arc::clone(rows)),
    }
}

/// How many elements a slice has at most, where its ends are known.
fn slice_length(range: &Value) -> Option<u64> {
    let Value::Tuple(range) = range else { return None };
    let at = |end: &Value| end.as_int().and_then(|i| u64::try_from(i).ok());
    let lower = if matches!(range.first()?, Value::None) { 0 } else { at(range.first()?)? };
    at(range.get(1)?)?.checked_sub(lower)
}

fn join_all(items: &[Value]) -> Value {
    super::join::join_each(items).unwrap_or(Value::Unknown(Cause::Form("index of an empty collection")))
}

fn index_known(items: &[Value], key: &Value, is_slice: bool) -> Option<Value> {
    let at = |i: i64| -> usize {
        let len = i64::try_from(items.len()).unwrap_or(i64::MAX);
        usize::try_from(if i < 0 { len + i } else { i }.clamp(0, len)).unwrap_or(0)
    };
    if is_slice {
        let Value::Tuple(range) = key else { return None };
        let lower = if matches!(range[0], Value::None) { 0 } else { at(range[0].as_int()?) };
        let upper = if matches!(range[1], Value::None) { items.len() } else { at(range[1].as_int()?) };
        return Some(Value::Tuple(items.get(lower..upper.max(lower)).unwrap_or(&[]).to_vec().into()));
    }
    items.get(at(key.as_int()?)).cloned()
}
