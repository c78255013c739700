//! Expressions.

use std::sync::Arc;

use crate::eval::heap::ObjKind;
use crate::eval::ops::{LoopKind, Op};
use crate::eval::value::{Cause, Dims, RowsKind, ScalarIs, Value};
use crate::facts::program::{Access, Expr, ExprId, UnaryOp};

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
            Expr::Await(inner) => self.eval_await(code, inner),
            Expr::Yield(value) => {
                let v = value.map_or(Value::None, |e| self.eval(code, e));
                self.yielded(v);
                Value::input()
            }
            Expr::YieldFrom(inner) => {
                let values = self.eval(code, inner);
                let place = self.place(code, inner);
                self.for_each(code, &values, inner, place, LoopKind::Comprehension, &mut |ix, element| {
                    ix.yielded(element);
                    Flow::Next
                });
                Value::input()
            }
            Expr::Format(parts) => self.eval_format(code, p.list(parts)),
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
                let out = self.binary(code, id, &l, op, &r);
                self.made_of(out, op, &l, &r)
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
                for child in p.list(children) {
                    self.eval(code, *child);
                }
                Value::Unknown(Cause::Form("expression"))
            }
        }
    }

    /// The scope that a function made here would close over: never a class body's.
    pub(super) fn closure(&mut self) -> Option<crate::eval::ObjId> {
        self.closures += 1;
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

    fn eval_conditional(&mut self, code: &Code, test: ExprId, then: ExprId, orelse: ExprId) -> Value {
        let value = self.tested(code, test);
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
                let (v, ops) =
                    self.apart(|ix| if at + 1 == items.len() { ix.eval(code, *item) } else { ix.tested(code, *item) });
                self.undecided -= 1;
                self.push_branch(place, ops, Vec::new(), likely);
                v
            } else if at + 1 == items.len() {
                self.eval(code, *item)
            } else {
                self.tested(code, *item)
            };
            let last = at + 1 == items.len();
            match self.truth(&value) {
                // `a or b` with a known: the first that decides is the value.
                Some(t) if t != and => {
                    return match out {
                        Some(Value::Predicate(_)) | None => value,
                        // Something false ends `and`: whatever came before, the whole is false.
                        Some(_) if and => value,
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

    /// The primary key of a row that a query brought is there, and so is the key of a row that it has to belong to.
    pub(super) fn is_loaded_key(&self, scalar: &crate::eval::value::Scalar) -> bool {
        let (Some((entity, name)), Some(set)) = (scalar.column, scalar.set) else { return false };
        let entity = self.world.entity(entity);
        let is_key = entity.primary_key.iter().chain(&entity.held_keys).any(|k| k == self.text(name));
        is_key && self.set(set).is_some_and(|s| !matches!(s.origin, crate::eval::world::Origin::Given(_)))
    }

    /// A value of which it is asked whether it is true: some run a query for that.
    pub(super) fn tested(&mut self, code: &Code, test: ExprId) -> Value {
        self.note_asked(code, test, 0);
        let value = self.eval(code, test);
        let site = self.site(code, test);
        if let Expr::Attr(..) = code.program.expr(test) {
            self.asks_for_related(&value, site.place);
        }
        let semantics = self.semantics;
        semantics.condition(self, &value, site);
        self.rests_on(&value);
        value
    }

    /// Whether a variable of the environment without a default counts as not set.
    pub(super) fn nothing_is_set(&self) -> bool {
        self.as_deployed || self.mode == Mode::Plain
    }

    /// Notes that a condition asks for a variable of the environment that has no default.
    pub(super) fn rests_on(&mut self, value: &Value) {
        self.asked_environment |= matches!(value, Value::Unknown(Cause::Unset(_)));
    }

    /// Attributes in a condition of which nothing but the truth or the length matters.
    fn note_asked(&mut self, code: &Code, test: ExprId, depth: usize) {
        let p = &*code.program;
        match p.expr(test) {
            Expr::Attr(..) => {
                let place = self.place(code, test);
                self.reads.asked.insert(place);
            }
            Expr::And(items) | Expr::Or(items) if depth < 8 => {
                for item in p.list(items) {
                    self.note_asked(code, *item, depth + 1);
                }
            }
            Expr::Unary { op: UnaryOp::Not, operand } if depth < 8 => self.note_asked(code, operand, depth + 1),
            Expr::Compare { left, right, .. } if matches!(p.expr(right), Expr::None) => self.note_asked(code, left, 8),
            Expr::Call { func, args } if matches!(p.expr(func), Expr::Name(f) if matches!(p.name(f), "bool" | "len")) => {
                if let Some(first) = p.arguments(args).first() {
                    self.note_asked(code, first.value, 8);
                }
            }
            _ => {}
        }
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
            Value::Query(query) if query.style == crate::eval::query::Style::Django && !query.manager => rows_exist,
            Value::Query(_) | Value::Record(_) => Some(true),
            // Somebody is logged in, in the plain case.
            Value::Proxy("current_user") | Value::Unknown(Cause::Login) => rows_exist,
            // An address without it is none of the rule.
            Value::Unknown(Cause::Address(_)) => Some(true),
            Value::Unknown(Cause::Unset(_)) => self.nothing_is_set().then_some(false),
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
                if s.is == ScalarIs::Count {
                    return rows_exist;
                }
                if s.is == ScalarIs::Address {
                    return Some(true);
                }
                let (entity, name) = s.column?;
                if self.is_loaded_key(s) {
                    return Some(true);
                }
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

/// What is left of a value that was found true.
fn truthy_part(value: &Value) -> Value {
    match value {
        Value::Row(row) => Value::Row(crate::eval::value::Row { optional: false, ..*row }),
        other => other.clone(),
    }
}
