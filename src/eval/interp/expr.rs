//! Expressions.

use std::sync::Arc;

use crate::eval::heap::{Key, ObjKind};
use crate::eval::ops::{LoopKind, Op};
use crate::eval::value::{Cause, Dims, RowsKind, Site, Value};
use crate::facts::program::{Access, BinaryOp, CollectionKind, CompareOp, ComprehensionKind, Expr, ExprId, UnaryOp};

use super::stmt::{equal, key_of};
use super::{Code, Flow, Interp, Mode, join_values};

impl Interp<'_> {
    pub fn eval(&mut self, code: &Code, id: ExprId) -> Value {
        if !self.step() {
            return Value::Unknown(Cause::Limit("steps"));
        }
        let p = &*code.program;
        match p.expr(id) {
            Expr::Name(sym) => self.lookup(code, code.syms[sym.index()]),
            Expr::Attr(object, sym) => {
                let receiver = self.eval(code, object);
                let name = code.syms[sym.index()];
                let site = self.site(code, id);
                self.access(code, &receiver, name, site)
            }
            Expr::Call { func, args } => self.eval_call(code, id, func, args),
            Expr::Index { value, index } => self.eval_index(code, id, value, index),
            Expr::Slice { lower, upper } => {
                let lower = lower.map_or(Value::None, |e| self.eval(code, e));
                let upper = upper.map_or(Value::None, |e| self.eval(code, e));
                Value::Tuple(Arc::new([lower, upper]))
            }
            Expr::None => Value::None,
            Expr::Ellipsis | Expr::Bytes => Value::scalar(Dims::default()),
            Expr::Bool(b) => Value::Bool(b),
            Expr::Int(i) => Value::Int(i),
            Expr::Float(f) => Value::Float(f),
            Expr::Str(sym) => Value::Str(self.world.names.shared(code.syms[sym.index()])),
            Expr::Collection { kind, items } => self.eval_collection(code, kind, p.list(items)),
            Expr::Dict(items) => self.eval_dict(code, p.list(items)),
            Expr::Comprehension(at) => self.eval_comprehension(code, at),
            Expr::Lambda(function) => {
                let f = crate::eval::FuncRef { module: code.module, id: function };
                Value::Function(f, self.closure())
            }
            Expr::Await(inner) => self.eval(code, inner),
            Expr::Yield(value) => {
                let v = value.map_or(Value::None, |e| self.eval(code, e));
                self.top().yields.push(v);
                Value::input()
            }
            Expr::YieldFrom(inner) => {
                let v = self.eval(code, inner);
                let element = self.element_of(&v);
                self.top().yields.push(element);
                Value::input()
            }
            Expr::Format(parts) => {
                let parts = p.list(parts).to_vec();
                self.eval_format(code, &parts)
            }
            Expr::Compare { left, op, right } => {
                let l = self.eval(code, left);
                let r = self.eval(code, right);
                self.compare(code, id, &l, op, &r)
            }
            Expr::And(items) => self.eval_bool(code, p.list(items), true),
            Expr::Or(items) => self.eval_bool(code, p.list(items), false),
            Expr::Binary { left, op, right } => {
                let l = self.eval(code, left);
                let r = self.eval(code, right);
                self.binary(code, id, &l, op, &r)
            }
            Expr::Unary { op, operand } => {
                let v = self.eval(code, operand);
                self.unary(code, id, op, &v)
            }
            Expr::Walrus { target, value } => {
                let v = self.eval(code, value);
                self.assign(code, target, v.clone());
                v
            }
            Expr::Conditional { test, then, orelse } => self.eval_conditional(code, test, then, orelse),
            Expr::Starred(inner) => self.eval(code, inner),
            Expr::Unknown(children) => {
                for child in p.list(children).to_vec() {
                    self.eval(code, child);
                }
                Value::Unknown(Cause::Form("expression"))
            }
        }
    }

    /// The scope that a function made here would close over: never a class body's.
    pub(super) fn closure(&self) -> Option<crate::eval::ObjId> {
        let frame = self.frames.last()?;
        let mut at = Some(frame.scope);
        if frame.members.is_some() {
            at = match self.heap.get(frame.scope).kind {
                ObjKind::Scope { parent } => parent,
                _ => None,
            };
        }
        at.filter(|scope| matches!(self.heap.get(*scope).kind, ObjKind::Scope { .. }))
    }

    fn eval_collection(&mut self, code: &Code, kind: CollectionKind, items: &[ExprId]) -> Value {
        let mut out = Vec::with_capacity(items.len());
        let mut open = None;
        for item in items {
            if let Expr::Starred(inner) = code.program.expr(*item) {
                let value = self.eval(code, inner);
                match self.known_items(&value) {
                    Some(known) => out.extend(known),
                    None => open = Some(self.element_of(&value)),
                }
            } else {
                out.push(self.eval(code, *item));
            }
        }
        if kind == CollectionKind::Tuple && open.is_none() {
            return Value::Tuple(out.into());
        }
        let list = self.new_list(out);
        if let (Some(value), Value::Object(id)) = (open, &list)
            && let ObjKind::List { rest, .. } = &mut self.heap.get_mut(*id).kind
        {
            super::stmt::add_rest(rest, None, value, None);
        }
        list
    }

    fn eval_dict(&mut self, code: &Code, items: &[ExprId]) -> Value {
        let dict = self.new_dict(Vec::new());
        for pair in items.chunks(2) {
            let [key, value] = pair else { continue };
            if let Expr::Starred(inner) = code.program.expr(*key) {
                let spread = self.eval(code, inner);
                self.merge_dict(&dict, &spread);
                continue;
            }
            let k = self.eval(code, *key);
            let v = self.eval(code, *value);
            self.set_item(&dict, &k, v);
        }
        dict
    }

    /// Copies the entries of one dictionary into another.
    pub fn merge_dict(&mut self, into: &Value, from: &Value) {
        let Value::Object(source) = from else {
            if !matches!(from, Value::None) {
                self.set_item(into, &Value::input(), Value::Unknown(Cause::Form("spread of an unknown dictionary")));
            }
            return;
        };
        let (entries, rest) = match &self.heap.get(*source).kind {
            ObjKind::Dict { entries, rest } => (entries.clone(), rest.clone()),
            _ => return,
        };
        for (key, value) in entries {
            self.set_item(into, &key_value(&key), value);
        }
        if let Some(rest) = rest {
            self.set_item(into, &Value::input(), rest.value);
        }
    }

    fn eval_format(&mut self, code: &Code, parts: &[ExprId]) -> Value {
        let mut out: Vec<Option<Arc<str>>> = Vec::new();
        for part in parts {
            let value = self.eval(code, *part);
            match &value {
                Value::Str(s) => out.push(Some(Arc::clone(s))),
                Value::Int(i) => out.push(Some(i.to_string().into())),
                Value::Text(inner) => out.extend(inner.iter().cloned()),
                other => {
                    self.print(code, other, *part);
                    out.push(None);
                }
            }
        }
        text_of(out)
    }

    fn eval_conditional(&mut self, code: &Code, test: ExprId, then: ExprId, orelse: ExprId) -> Value {
        let value = self.eval(code, test);
        match self.truth(&value) {
            Some(true) => self.eval(code, then),
            Some(false) => self.eval(code, orelse),
            None => {
                let place = self.place(code, test);
                self.undecided += 1;
                let (a, ops_a) = self.apart(|ix| ix.eval(code, then));
                let (b, ops_b) = self.apart(|ix| ix.eval(code, orelse));
                self.undecided -= 1;
                let likely = self.likely(&value);
                self.push_branch(place, ops_a, ops_b, likely);
                join_values(&a, &b)
            }
        }
    }

    pub(super) fn push_branch(&mut self, place: crate::model::Place, a: Vec<Op>, b: Vec<Op>, likely: Option<usize>) {
        if !a.is_empty() || !b.is_empty() {
            self.ops.push(Op::Branch { place, sides: vec![a, b], exits: vec![false, false], likely });
        }
    }

    fn eval_bool(&mut self, code: &Code, items: &[ExprId], and: bool) -> Value {
        let mut out: Option<Value> = None;
        let mut likely = None;
        for (at, item) in items.iter().enumerate() {
            let undecided = out.is_some();
            let value = if undecided {
                let place = self.place(code, *item);
                self.undecided += 1;
                let (v, ops) = self.apart(|ix| ix.eval(code, *item));
                self.undecided -= 1;
                self.push_branch(place, ops, Vec::new(), likely);
                v
            } else {
                self.eval(code, *item)
            };
            let last = at + 1 == items.len();
            match self.truth(&value) {
                // `a or b` with a known: the first that decides is the value.
                Some(t) if t != and => {
                    return match out {
                        Some(Value::Predicate(_)) | None => value,
                        Some(before) => join_values(&before, &value),
                    };
                }
                Some(_) if !last => {
                    self.narrow(code, *item, and);
                }
                Some(_) => return out.map_or(value.clone(), |before| join_values(&before, &value)),
                None => {
                    // What goes on after an undecided operand of `and` may assume that it held.
                    likely = self.likely(&value).filter(|side| (*side == 0) == and).map(|_| 0);
                    let kept = if and { value.clone() } else { truthy_part(&value) };
                    out = Some(out.map_or(kept.clone(), |before| join_values(&before, &kept)));
                }
            }
        }
        out.unwrap_or(Value::scalar(Dims::default()))
    }

    /// The language's truth of a value, when it is known.
    #[must_use]
    pub fn truth(&self, value: &Value) -> Option<bool> {
        let plain = self.mode == Mode::Plain;
        let rows_exist = if plain { Some(true) } else { None };
        match value {
            Value::None | Value::Unknown(Cause::Undefined) => Some(false),
            Value::Bool(b) => Some(*b),
            Value::Int(i) => Some(*i != 0),
            Value::Float(f) => Some(*f != 0.0),
            Value::Str(s) => Some(!s.is_empty()),
            Value::Text(parts) => parts.iter().any(|p| p.as_ref().is_some_and(|t| !t.is_empty())).then_some(true),
            Value::Tuple(t) => Some(!t.is_empty()),
            Value::Module(_)
            | Value::Function(..)
            | Value::Class(_)
            | Value::Native(_)
            | Value::Bound(_)
            | Value::Method(..) => Some(true),
            Value::Query(_) | Value::Record(_) => Some(true),
            // Somebody is logged in, in the plain case.
            Value::Proxy("current_user") => rows_exist,
            Value::Proxy(_) => Some(true),
            Value::Row(row) => {
                if row.optional {
                    rows_exist
                } else {
                    Some(true)
                }
            }
            Value::Rows(rows) => match rows.kind {
                RowsKind::Result | RowsKind::Page => Some(true),
                _ => rows_exist,
            },
            Value::Object(id) => match &self.heap.get(*id).kind {
                ObjKind::List { items, rest: None } => Some(!items.is_empty()),
                ObjKind::Dict { entries, rest: None } => Some(!entries.is_empty()),
                ObjKind::List { items, .. } if !items.is_empty() => Some(true),
                ObjKind::Dict { entries, .. } if !entries.is_empty() => Some(true),
                ObjKind::List { .. } | ObjKind::Dict { .. } => rows_exist,
                _ => Some(true),
            },
            Value::Scalar(s) => {
                let (entity, name) = s.column?;
                let kind = self.world.entity(entity).attribute(self.text(name)).map(|a| a.kind.to_ascii_lowercase())?;
                if kind.contains("bool") { None } else { rows_exist }
            }
            Value::OneOf(items) => {
                let mut truths = items.iter().map(|v| self.truth(v));
                let first = truths.next()??;
                truths.all(|t| t == Some(first)).then_some(first)
            }
            _ => None,
        }
    }

    fn compare(&mut self, code: &Code, id: ExprId, left: &Value, op: CompareOp, right: &Value) -> Value {
        let site = self.site(code, id);
        let text = compare_text(op);
        let semantics = self.semantics;
        if let Some(value) = semantics.operator(self, text, left, right, site) {
            return value;
        }
        let known = match op {
            CompareOp::Eq => equal(left, right),
            CompareOp::NotEq => equal(left, right).map(|b| !b),
            CompareOp::Is => self.identical(left, right),
            CompareOp::IsNot => self.identical(left, right).map(|b| !b),
            CompareOp::In | CompareOp::NotIn => self.contains(right, left).map(|b| b == (op == CompareOp::In)),
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

    fn identical(&self, left: &Value, right: &Value) -> Option<bool> {
        if let (other, Value::None) | (Value::None, other) = (left, right) {
            return match other {
                Value::None => Some(true),
                Value::Unknown(_) | Value::OneOf(_) => None,
                Value::Scalar(_) => (self.mode == Mode::Plain).then_some(false),
                Value::Row(r) if r.optional => (self.mode == Mode::Plain).then_some(false),
                _ => Some(false),
            };
        }
        equal(left, right)
    }

    /// `item in container`, when known.
    fn contains(&mut self, container: &Value, item: &Value) -> Option<bool> {
        match (container, item) {
            (Value::Str(c), Value::Str(i)) => return Some(c.contains(&**i)),
            (Value::Object(id), _) => {
                if let ObjKind::Dict { entries, rest: None } = &self.heap.get(*id).kind {
                    let key = key_of(item)?;
                    return Some(entries.iter().any(|(k, _)| *k == key));
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
            (BinaryOp::FloorDiv, Value::Int(a), Value::Int(b)) if *b != 0 => Value::Int(a.div_euclid(*b)),
            (BinaryOp::Add | BinaryOp::Concat, Value::Str(_) | Value::Text(_), _) | (BinaryOp::Concat, _, _) => {
                let mut parts = text_parts(left);
                parts.extend(text_parts(right));
                text_of(parts)
            }
            (BinaryOp::Add, Value::Unknown(_) | Value::Scalar(_), Value::Str(_)) => {
                let mut parts = text_parts(left);
                parts.extend(text_parts(right));
                text_of(parts)
            }
            (BinaryOp::Mod, Value::Str(s), _) => format_percent(s, right),
            (BinaryOp::Div, Value::External(_) | Value::Scalar(_) | Value::Text(_), Value::Str(_) | Value::Text(_)) => {
                // Paths: `BASE / "app.db"`.
                let mut parts = vec![None, Some("/".into())];
                parts.extend(text_parts(right));
                text_of(parts)
            }
            (BinaryOp::Add, Value::Tuple(a), Value::Tuple(b)) => {
                a.iter().chain(b.iter()).cloned().collect::<Vec<_>>().into_tuple()
            }
            (BinaryOp::Add, Value::Object(_) | Value::Rows(_) | Value::Query(_) | Value::Tuple(_), _) => {
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

    fn unary(&mut self, code: &Code, id: ExprId, op: UnaryOp, value: &Value) -> Value {
        let site = self.site(code, id);
        let text = if op == UnaryOp::Invert { "~" } else { "" };
        if op == UnaryOp::Invert {
            let semantics = self.semantics;
            if let Some(out) = semantics.operator(self, text, value, &Value::None, site) {
                return out;
            }
        }
        match (op, value) {
            (UnaryOp::Not, v) => self.truth(v).map_or_else(|| Value::scalar(v.dims()), |t| Value::Bool(!t)),
            (UnaryOp::Neg, Value::Int(i)) => Value::Int(-*i),
            (_, v) => Value::scalar(v.dims()),
        }
    }

    fn eval_index(&mut self, code: &Code, id: ExprId, value: ExprId, index: ExprId) -> Value {
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
                    receiver.clone()
                } else {
                    rows.element.clone()
                }
            }
            Value::OneOf(items) => {
                let items = Arc::clone(items);
                items
                    .iter()
                    .filter(|v| !matches!(v, Value::None))
                    .map(|v| self.item(v, key, is_slice, site))
                    .reduce(|a, b| join_values(&a, &b))
                    .unwrap_or(Value::input())
            }
            Value::Str(_) | Value::Text(_) => Value::scalar(key.dims()),
            Value::Scalar(s) => Value::scalar(s.dims.union(key.dims())),
            // `List[int]`, `Mapped[…]`: a class stays itself.
            Value::Class(_) | Value::External(_) => receiver.clone(),
            Value::Unknown(cause) => Value::Unknown(cause.clone()),
            _ => Value::Unknown(Cause::Form("index")),
        }
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
                    return Value::Object(id);
                }
                if rest.is_none()
                    && let Some(found) = index_known(items, key, false)
                {
                    return found;
                }
                let all = items.iter().chain(rest.iter().map(|r| &r.value)).cloned().collect::<Vec<_>>();
                join_all(&all)
            }
            ObjKind::Dict { entries, rest } => {
                let known = key_of(key);
                if let Some(k) = &known
                    && let Some((_, value)) = entries.iter().find(|(e, _)| e == k)
                {
                    return value.clone();
                }
                let rest = rest.as_ref().map(|r| r.value.clone());
                if known.is_some() {
                    return rest.unwrap_or(Value::Unknown(Cause::Form("missing key")));
                }
                // An unknown key of a small dictionary: any of its values (configuration maps).
                let all: Vec<Value> = entries.iter().map(|(_, v)| v.clone()).chain(rest).collect();
                join_all(&all)
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

    fn eval_comprehension(&mut self, code: &Code, at: u32) -> Value {
        let c = code.program.comprehensions[at as usize].clone();
        let outer = self.top().scope;
        let scope = self.new_scope(Some(outer));
        self.top().scope = scope;
        let out = match c.kind {
            ComprehensionKind::Dict => self.new_dict(Vec::new()),
            _ => self.new_list(Vec::new()),
        };
        self.comprehension_clause(code, &c, 0, &out);
        self.top().scope = outer;
        out
    }

    fn comprehension_clause(
        &mut self,
        code: &Code,
        c: &crate::facts::program::Comprehension,
        depth: usize,
        out: &Value,
    ) -> Flow {
        let Some(clause) = c.clauses.get(depth) else {
            if let Some(value) = c.value {
                let key = self.eval(code, c.element);
                let value = self.eval(code, value);
                self.set_item(out, &key, value);
            } else {
                let value = self.eval(code, c.element);
                self.append(out, value);
            }
            return Flow::Next;
        };
        let iterable = self.eval(code, clause.iter);
        let place = self.place(code, clause.iter);
        self.for_each(code, &iterable, clause.iter, place, LoopKind::Comprehension, &mut |ix, element| {
            ix.assign(code, clause.target, element);
            let mut undecided = 0;
            for condition in &clause.conditions {
                let value = ix.eval(code, *condition);
                match ix.truth(&value) {
                    Some(false) => {
                        ix.undecided -= undecided;
                        return Flow::Continue;
                    }
                    Some(true) => {}
                    None => {
                        ix.narrow(code, *condition, true);
                        undecided += 1;
                        ix.undecided += 1;
                    }
                }
            }
            let flow = ix.comprehension_clause(code, c, depth + 1, out);
            ix.undecided -= undecided;
            flow
        })
    }

    /// Attribute access as the file's language does it.
    pub(super) fn access(
        &mut self,
        code: &Code,
        receiver: &Value,
        name: crate::names::Name,
        site: crate::eval::value::Site,
    ) -> Value {
        match code.program.access {
            Access::Python => self.attribute(receiver, name, site),
            Access::Jinja | Access::Django => self.template_attribute(receiver, name, site, code.program.access),
        }
    }
}

/// Turns a vector into a tuple value.
trait IntoTuple {
    fn into_tuple(self) -> Value;
}

impl IntoTuple for Vec<Value> {
    fn into_tuple(self) -> Value {
        Value::Tuple(self.into())
    }
}

/// What is left of a value that was found true.
fn truthy_part(value: &Value) -> Value {
    match value {
        Value::Row(row) => Value::Row(crate::eval::value::Row { optional: false, ..*row }),
        other => other.clone(),
    }
}

fn join_all(items: &[Value]) -> Value {
    items
        .iter()
        .cloned()
        .reduce(|a, b| join_values(&a, &b))
        .unwrap_or(Value::Unknown(Cause::Form("index of an empty collection")))
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

/// The value that a dictionary key stands for.
#[must_use]
pub fn key_value(key: &Key) -> Value {
    match key {
        Key::Str(s) => Value::Str(Arc::clone(s)),
        Key::Int(i) => Value::Int(*i),
        Key::None => Value::None,
        Key::Object(id) => Value::Object(crate::eval::ObjId(*id)),
        Key::Class(id) => Value::Class(crate::eval::ClassRef(*id)),
    }
}

fn text_parts(value: &Value) -> Vec<Option<Arc<str>>> {
    match value {
        Value::Str(s) => vec![Some(Arc::clone(s))],
        Value::Int(i) => vec![Some(i.to_string().into())],
        Value::Text(parts) => parts.to_vec(),
        _ => vec![None],
    }
}

/// A text of parts; known when all parts are.
fn text_of(parts: Vec<Option<Arc<str>>>) -> Value {
    if parts.iter().all(Option::is_some) {
        return Value::Str(parts.iter().flatten().map(|p| &**p).collect::<String>().into());
    }
    Value::Text(parts.into())
}

/// `"… %s …" % value` with strings only.
fn format_percent(text: &str, right: &Value) -> Value {
    let values: Vec<Value> = match right {
        Value::Tuple(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    let mut parts = Vec::new();
    let mut rest = text;
    let mut values = values.into_iter();
    while let Some(at) = rest.find('%') {
        parts.push(Some(rest[..at].into()));
        let tail = &rest[at + 1..];
        if let Some(after) = tail.strip_prefix('%') {
            parts.push(Some("%".into()));
            rest = after;
            continue;
        }
        let skip = tail.find(|c: char| c.is_ascii_alphabetic() && c != '(').map_or(tail.len(), |i| i + 1);
        parts.push(values.next().and_then(|v| text_parts(&v).into_iter().next().flatten()));
        rest = &tail[skip..];
    }
    parts.push(Some(rest.into()));
    text_of(parts)
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
