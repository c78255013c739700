//! Comparisons and arithmetic.

use crate::eval::CallArgs;
use crate::eval::bounds;
use crate::eval::heap::ObjKind;
use crate::eval::value::{Cause, ScalarIs, Site, Value};
use crate::eval::world::Origin;
use crate::facts::program::{BinaryOp, CompareOp, ExprId, UnaryOp};
use crate::model::entity::Many;

use super::assign::key_of;
use super::branch::equal;
use super::join::is_constant;
use super::text::{self, format_percent, text_of, text_parts};
use super::{Code, Interp, Mode};

impl Interp<'_> {
    pub(super) fn compare(&mut self, code: &Code, id: ExprId, left: &Value, op: CompareOp, right: &Value) -> Value {
        let site = self.site(code, id);
        if matches!(op, CompareOp::Eq | CompareOp::NotEq) && !matches!((left, right), (Value::None, _) | (_, Value::None)) {
            self.compares_key(left, site.place);
            self.compares_key(right, site.place);
        } else if matches!(right, Value::None) {
            self.asks_for_related(left, site.place);
        }
        let text = compare_text(op);
        let semantics = self.semantics;
        if let Some(value) = semantics.operator(self, text, left, right, site) {
            return value;
        }
        self.rests_on(left);
        self.rests_on(right);
        let (left, right) = (self.as_set(left), self.as_set(right));
        let known = match op {
            _ if self.mode == Mode::Plain && row_count_against(left, right).is_some() => {
                row_count_against(left, right).and_then(|than| some_compared(op, than))
            }
            CompareOp::Eq => self.equals(left, right),
            CompareOp::NotEq => self.equals(left, right).map(|b| !b),
            CompareOp::Is => self.identical(left, right),
            CompareOp::IsNot => self.identical(left, right).map(|b| !b),
            CompareOp::In | CompareOp::NotIn => self.contains(right, left, site).map(|b| b == (op == CompareOp::In)),
            CompareOp::Lt | CompareOp::LtE | CompareOp::Gt | CompareOp::GtE => match (left.as_int(), right.as_int()) {
                (Some(a), Some(b)) => Some(match op {
                    CompareOp::Lt => a < b,
                    CompareOp::LtE => a <= b,
                    CompareOp::Gt => a > b,
                    _ => a >= b,
                }),
                _ => None,
            },
        };
        known.map_or_else(|| Value::scalar(left.dims().union(right.dims())), Value::Bool)
    }

    /// Whether two values are equal, when that is known; a list or a dictionary is no constant.
    fn equals(&self, left: &Value, right: &Value) -> Option<bool> {
        match (left, right) {
            (Value::Object(id), other) | (other, Value::Object(id))
                if is_constant(other) && !matches!(self.heap.get(*id).kind, ObjKind::Instance | ObjKind::Scope { .. }) =>
            {
                Some(false)
            }
            (Value::Tuple(_), other) | (other, Value::Tuple(_)) if is_constant(other) => Some(false),
            _ => equal(left, right),
        }
    }

    /// Rows are the same where their keys are.
    fn compares_key(&mut self, value: &Value, place: crate::model::Place) {
        let Value::Row(row) = value else { return };
        let key = self.world.entity(row.entity).primary_key.first().and_then(|k| self.world.names.find(k));
        if let Some(key) = key {
            self.reads.read(row.set, key, place);
        }
    }

    /// Whether there is a related row, its key tells: it stands with the row that has the relation.
    pub(super) fn asks_for_related(&mut self, value: &Value, place: crate::model::Place) {
        let Value::Row(row) = value else { return };
        let Some(Origin::Relation { entity, relation, .. }) = self.set(row.set).map(|set| &set.origin) else { return };
        let relation = self.world.entity(*entity).relation(self.world.names.text(*relation));
        if relation.is_some_and(|relation| relation.many == Many::ToOne && !relation.local.is_empty()) {
            self.compares_key(value, place);
        }
    }

    /// What a value is where the environment says nothing.
    fn as_set<'v>(&self, value: &'v Value) -> &'v Value {
        match value {
            Value::Unknown(Cause::Unset(_)) if self.nothing_is_set() => &Value::None,
            other => other,
        }
    }

    pub(super) fn identical(&self, left: &Value, right: &Value) -> Option<bool> {
        if let (other, Value::None) | (Value::None, other) = (left, right) {
            return match other {
                Value::None => Some(true),
                Value::Unknown(Cause::Login) => (self.mode == Mode::Plain).then_some(false),
                Value::Unknown(Cause::Address(_)) => Some(false),
                Value::Unknown(_) => None,
                Value::OneOf(items) => {
                    let mut each = items.iter().map(|v| self.identical(v, &Value::None));
                    let first = each.next()??;
                    each.all(|one| one == Some(first)).then_some(first)
                }
                Value::Scalar(scalar) if scalar.is == ScalarIs::Address || self.is_loaded_key(scalar) => Some(false),
                Value::Scalar(_) => (self.mode == Mode::Plain).then_some(false),
                Value::Row(r) if r.optional => (self.mode == Mode::Plain).then_some(false),
                _ => Some(false),
            };
        }
        equal(left, right)
    }

    /// `item in container`, when known.
    pub(super) fn contains(&mut self, container: &Value, item: &Value, site: Site) -> Option<bool> {
        match (container, item) {
            (Value::Str(c), Value::Str(i)) => return Some(c.contains(&**i)),
            (Value::Object(id), _) => {
                if let ObjKind::Dict { entries, rest: None } = &self.heap.get(*id).kind {
                    let key = key_of(item)?;
                    return Some(entries.iter().any(|(k, _)| *k == key));
                }
                if let Some((class, name)) = self.heap.get(*id).class.zip(self.name("__contains__"))
                    && let Some((_, method)) = self.world.find_member(class, name)
                {
                    let (method, args) = (method.clone(), vec![container.clone(), item.clone()]);
                    let found = self.call(&method, CallArgs { positional: args, ..CallArgs::default() }, site);
                    return self.truth(&found);
                }
            }
            _ => {}
        }
        let items = self.known_items(container)?;
        let mut all_known = true;
        for candidate in &items {
            match equal(candidate, item) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => all_known = false,
            }
        }
        all_known.then_some(false)
    }

    pub(super) fn augmented(&mut self, code: &Code, left: &Value, op: BinaryOp, right: &Value, at: ExprId) -> Value {
        // `list += other` changes the list itself.
        if op == BinaryOp::Add && matches!(left, Value::Object(_)) {
            self.extend(left, right);
            return left.clone();
        }
        self.binary(code, at, left, op, right)
    }

    pub(super) fn binary(&mut self, code: &Code, id: ExprId, left: &Value, op: BinaryOp, right: &Value) -> Value {
        let site = self.site(code, id);
        let semantics = self.semantics;
        if let Some(value) = semantics.operator(self, binary_text(op), left, right, site) {
            return value;
        }
        match (op, left, right) {
            (BinaryOp::Add, Value::Int(a), Value::Int(b)) => a.checked_add(*b).map_or(Value::input(), Value::Int),
            (BinaryOp::Sub, Value::Int(a), Value::Int(b)) => a.checked_sub(*b).map_or(Value::input(), Value::Int),
            (BinaryOp::Mul, Value::Int(a), Value::Int(b)) => a.checked_mul(*b).map_or(Value::input(), Value::Int),
            (BinaryOp::FloorDiv, Value::Int(a), Value::Int(b)) => a.checked_div_euclid(*b).map_or(Value::input(), Value::Int),
            (BinaryOp::Add | BinaryOp::Concat, Value::Str(_) | Value::Text(_), _) | (BinaryOp::Concat, _, _) => {
                text::joined(left, right)
            }
            (BinaryOp::Add, Value::Unknown(_) | Value::Scalar(_), Value::Str(_)) => text::joined(left, right),
            (BinaryOp::Mod, Value::Str(s), _) => {
                self.escape(right);
                format_percent(s, right)
            }
            (BinaryOp::Div, Value::External(_) | Value::Scalar(_) | Value::Text(_), Value::Str(_) | Value::Text(_)) => {
                // Paths: `BASE / "app.db"`.
                let mut parts = vec![None, Some("/".into())];
                parts.extend(text_parts(right));
                text_of(parts)
            }
            (BinaryOp::Add, Value::Tuple(a), Value::Tuple(b)) => bounds::tuple(a.iter().chain(b.iter()).cloned().collect()),
            (BinaryOp::Add, Value::OneOf(either), _) if !self.linking_mode() || !either.iter().any(|v| self.is_list(v)) => {
                Value::scalar(left.dims().union(right.dims()))
            }
            (BinaryOp::Add, Value::Object(_) | Value::Rows(_) | Value::Query(_) | Value::Tuple(_) | Value::OneOf(_), _) => {
                let list = self.new_list(Vec::new());
                self.extend(&list, left);
                self.extend(&list, right);
                list
            }
            (BinaryOp::Sub | BinaryOp::BitAnd, Value::Object(_), Value::Object(_)) => {
                let kept = self.kept_of(left, right, op == BinaryOp::BitAnd);
                kept.unwrap_or_else(|| Value::scalar(left.dims().union(right.dims())))
            }
            (BinaryOp::BitOr, Value::Object(_), Value::Object(_)) if self.is_list(left) && self.is_list(right) => {
                let list = self.new_list(Vec::new());
                self.extend(&list, left);
                self.extend(&list, right);
                list
            }
            (BinaryOp::BitOr, Value::Object(_), Value::Object(_)) => {
                let dict = self.new_dict(Vec::new());
                self.merge_dict(&dict, left);
                self.merge_dict(&dict, right);
                dict
            }
            _ => Value::scalar(left.dims().union(right.dims())),
        }
    }

    /// The texts of one set that another holds, or those that it does not hold, where both are known.
    pub fn kept_of(&mut self, set: &Value, other: &Value, held: bool) -> Option<Value> {
        let texts = |items: Vec<Value>| items.iter().all(|v| matches!(v, Value::Str(_))).then_some(items);
        let (mut kept, other) = (self.known_items(set).and_then(texts)?, self.known_items(other).and_then(texts)?);
        kept.retain(|text| other.iter().any(|o| o.same(text)) == held);
        Some(self.new_list(kept))
    }

    pub(super) fn unary(&mut self, code: &Code, id: ExprId, op: UnaryOp, value: &Value) -> Value {
        let site = self.site(code, id);
        let text = if op == UnaryOp::Invert { "~" } else { "" };
        if op == UnaryOp::Invert {
            let semantics = self.semantics;
            if let Some(out) = semantics.operator(self, text, value, &Value::None, site) {
                return out;
            }
        }
        if op == UnaryOp::Not {
            let semantics = self.semantics;
            semantics.condition(self, value, site);
            self.rests_on(value);
        }
        match (op, value) {
            (UnaryOp::Not, v) => self.truth(v).map_or_else(|| Value::scalar(v.dims()), |t| Value::Bool(!t)),
            (UnaryOp::Neg, Value::Int(i)) => i.checked_neg().map_or(Value::input(), Value::Int),
            (_, v) => Value::scalar(v.dims()),
        }
    }
}

fn compare_text(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "==",
        CompareOp::NotEq => "!=",
        CompareOp::Lt => "<",
        CompareOp::LtE => "<=",
        CompareOp::Gt => ">",
        CompareOp::GtE => ">=",
        CompareOp::Is => "is",
        CompareOp::IsNot => "is not",
        CompareOp::In => "in",
        CompareOp::NotIn => "not in",
    }
}

fn binary_text(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::FloorDiv => "//",
        BinaryOp::Mod => "%",
        BinaryOp::Pow => "**",
        BinaryOp::BitOr => "|",
        BinaryOp::BitAnd => "&",
        BinaryOp::BitXor => "^",
        BinaryOp::Shift => "<<",
        BinaryOp::MatMul => "@",
        BinaryOp::Concat => "~+",
    }
}

/// What the number of rows of a query is compared with.
fn row_count_against(left: &Value, right: &Value) -> Option<i64> {
    match left {
        Value::Scalar(scalar) if scalar.is == ScalarIs::Count => right.as_int(),
        _ => None,
    }
}

/// How a number of rows compares where all that is known is that there are some.
fn some_compared(op: CompareOp, than: i64) -> Option<bool> {
    match (op, than) {
        (CompareOp::Gt | CompareOp::NotEq, ..=0) | (CompareOp::GtE, ..=1) => Some(true),
        (CompareOp::LtE | CompareOp::Eq, ..=0) | (CompareOp::Lt, ..=1) => Some(false),
        _ => None,
    }
}
