//! Lists, dictionaries and comprehensions.

use std::sync::Arc;

use crate::eval::bounds;
use crate::eval::heap::{Key, ObjKind};
use crate::eval::ops::LoopKind;
use crate::eval::value::{Cause, Value};
use crate::facts::program::{CollectionKind, ComprehensionKind, Expr, ExprId};

use super::{Code, Flow, Interp};

impl Interp<'_> {
    pub(super) fn eval_collection(&mut self, code: &Code, kind: CollectionKind, items: &[ExprId]) -> Value {
        let mut out = Vec::with_capacity(items.len());
        let mut open = Vec::new();
        for item in items {
            if let Expr::Starred(inner) = code.program.expr(*item) {
                let value = self.eval(code, inner);
                match self.known_items(&value) {
                    Some(known) if out.len() + known.len() <= bounds::MAX_ITEMS => out.extend(known),
                    _ => open.push(value),
                }
            } else {
                out.push(self.eval(code, *item));
            }
        }
        if kind == CollectionKind::Tuple && open.is_empty() {
            return bounds::tuple(out);
        }
        let list = self.new_list(out);
        for value in &open {
            self.extend(&list, value);
        }
        list
    }

    pub(super) fn eval_dict(&mut self, code: &Code, items: &[ExprId]) -> Value {
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

    /// The value under a text in a dictionary, where it is known to be there.
    #[must_use]
    pub fn under(&self, dict: &Value, name: &str) -> Option<Value> {
        let Value::Object(id) = dict else { return None };
        let ObjKind::Dict { entries, .. } = &self.heap.get(*id).kind else { return None };
        entries.iter().find(|(key, _)| matches!(key, Key::Str(text) if &**text == name)).map(|(_, value)| value.clone())
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

    pub(super) fn eval_comprehension(&mut self, code: &Code, at: u32) -> Value {
        let c = code.program.comprehensions[at as usize].clone();
        let outer = self.top().scope;
        let scope = self.new_scope(Some(outer));
        let closures_before = self.closures;
        self.top().scope = scope;
        let out = match c.kind {
            ComprehensionKind::Dict => self.new_dict(Vec::new()),
            _ => self.new_list(Vec::new()),
        };
        self.comprehension_clause(code, &c, 0, &out);
        self.top().scope = outer;
        if self.closures == closures_before {
            self.heap.forget_scope(scope);
        }
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
        let iterable = self.eval_iterable(code, clause.iter, clause.is_async);
        let place = self.place(code, clause.iter);
        let run = if clause.is_async { Self::for_each_awaited } else { Self::for_each };
        run(self, code, &iterable, clause.iter, place, LoopKind::Comprehension, &mut |ix, element| {
            ix.assign(code, clause.target, element);
            let mut undecided = 0;
            for condition in &clause.conditions {
                let value = ix.tested(code, *condition);
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
        Key::Tuple(parts) => Value::Tuple(parts.iter().map(key_value).collect()),
    }
}
