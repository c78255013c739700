//! Assignments to names, attributes and items.

use crate::eval::CallArgs;
use crate::eval::heap::{Key, ObjKind, Rest};
use crate::eval::ops::Op;
use crate::eval::value::{Cause, Row, Value};
use crate::eval::world::Origin;
use crate::facts::program::{Expr, ExprId};
use crate::model::entity::Orm;
use crate::names::Name;

use super::{Code, Interp, is_constant, join_values};

impl Interp<'_> {
    /// Where `global x` or `nonlocal x` puts the name.
    pub(super) fn enclosing_binding(&mut self, code: &Code, name: Name) -> crate::eval::ObjId {
        let scope = self.top().scope;
        let mut at = match self.heap.get(scope).kind {
            ObjKind::Scope { parent } => parent,
            _ => None,
        };
        while let Some(scope) = at {
            if self.heap.get(scope).attrs.contains_key(&name) {
                return scope;
            }
            at = match self.heap.get(scope).kind {
                ObjKind::Scope { parent } => parent,
                _ => None,
            };
        }
        self.world.module(code.module).globals
    }

    pub(super) fn assign(&mut self, code: &Code, target: ExprId, value: Value) {
        let p = &*code.program;
        match p.expr(target) {
            Expr::Name(sym) => {
                let place = self.place(code, target);
                self.bind(code.syms[sym.index()], value, place);
            }
            Expr::Attr(object, sym) => {
                let receiver = self.eval(code, object);
                self.set_attribute(&receiver, code.syms[sym.index()], value);
            }
            Expr::Index { value: object, index } => {
                if let Some((owner, name)) = self.attribute_by_dict(code, object, index) {
                    return self.set_attribute(&owner, name, value);
                }
                let receiver = self.eval(code, object);
                let key = self.eval(code, index);
                if self.linking_mode() {
                    let site = self.site(code, target);
                    let semantics = self.semantics;
                    semantics.item_set(self, &receiver, &key, &value, site);
                }
                if let Some(method) = self.own_hook(&receiver, "__setitem__") {
                    let site = self.site(code, target);
                    self.call(&method, CallArgs { positional: vec![receiver, key, value], ..CallArgs::default() }, site);
                } else {
                    self.set_item(&receiver, &key, value);
                }
            }
            Expr::Collection { items, .. } => {
                let targets = p.list(items);
                self.unpack(code, targets, &value);
            }
            Expr::Starred(inner) => {
                let list = self.new_list(vec![value]);
                self.assign(code, inner, list);
            }
            _ => {}
        }
    }

    /// `row.__dict__["owner"]`: the row, and the attribute that it is given past its class.
    fn attribute_by_dict(&mut self, code: &Code, object: ExprId, index: ExprId) -> Option<(Value, Name)> {
        let Expr::Attr(owner, sym) = code.program.expr(object) else { return None };
        if code.program.name(sym) != "__dict__" {
            return None;
        }
        let key = self.eval(code, index);
        let name = self.name(key.as_str()?)?;
        Some((self.eval(code, owner), name))
    }

    fn unpack(&mut self, code: &Code, targets: &[ExprId], value: &Value) {
        let starred = targets.iter().position(|t| matches!(code.program.expr(*t), Expr::Starred(_)));
        let known = self.known_items(value);
        for (at, target) in targets.iter().enumerate() {
            let part = match (&known, starred) {
                (Some(items), None) => items.get(at).cloned().unwrap_or(Value::Unknown(Cause::Form("unpacking"))),
                (Some(items), Some(star)) if at < star => {
                    items.get(at).cloned().unwrap_or(Value::Unknown(Cause::Form("unpacking")))
                }
                (Some(items), Some(star)) if at == star => {
                    let after = targets.len() - star - 1;
                    let end = items.len().saturating_sub(after).max(star);
                    let middle = items.get(star..end).unwrap_or(&[]).to_vec();
                    self.new_list(middle)
                }
                (Some(items), Some(_)) => {
                    let from_end = targets.len() - at;
                    items.len().checked_sub(from_end).and_then(|i| items.get(i).cloned()).unwrap_or(Value::input())
                }
                (None, _) => self.component(value, at),
            };
            let target = match code.program.expr(*target) {
                Expr::Starred(inner) => inner,
                _ => *target,
            };
            self.assign(code, target, part);
        }
    }

    /// One component of a value whose length is not known.
    fn component(&mut self, value: &Value, at: usize) -> Value {
        match value {
            Value::Unknown(cause) => Value::Unknown(cause.unbound()),
            Value::Scalar(s) => Value::scalar(s.dims),
            Value::OneOf(items) => {
                let parts: Vec<Value> = items
                    .iter()
                    .filter(|v| !matches!(v, Value::None))
                    .map(|v| match self.known_items(v) {
                        Some(known) => known.get(at).cloned().unwrap_or(Value::Unknown(Cause::Form("unpacking"))),
                        None => self.component(v, at),
                    })
                    .collect();
                parts.into_iter().reduce(|a, b| join_values(&a, &b)).unwrap_or(Value::Unknown(Cause::Form("unpacking")))
            }
            Value::Rows(rows) => rows.element.clone(),
            _ => Value::Unknown(Cause::Form("unpacking")),
        }
    }

    pub fn set_attribute(&mut self, receiver: &Value, name: Name, value: Value) {
        match receiver {
            Value::Object(id) => {
                // An outside base class may read whatever its instances hold.
                if self.heap.get(*id).class.is_some_and(|c| self.world.class(c).open) {
                    self.escape(&value);
                }
                self.hold(&value);
                let weak = self.undecided > 0 && !self.linking_mode();
                let object = self.heap.get_mut(*id);
                let value = match object.attrs.get(&name) {
                    Some(old) if weak => join_values(old, &value),
                    _ => value,
                };
                object.attrs.insert(name, value);
            }
            Value::Module(m) if self.linking_mode() => {
                let globals = self.world.module(*m).globals;
                self.heap.get_mut(globals).attrs.insert(name, value);
            }
            Value::Class(c) if self.linking_mode() => {
                let place = self.world.class(*c).place;
                self.world.to_mut().classes[c.0 as usize].members.push((name, value, place));
            }
            Value::Row(row) if !self.linking_mode() => {
                self.set_in_loop(*row, name, &value);
                self.row_changed(*row, name);
                // What is changed is needed; what it now refers to goes into the table with it.
                if !self.is_noted_only(*row, name) {
                    self.reads.read(row.set, name, self.statement);
                    self.reads.whole.insert(row.set);
                }
                self.escape(&value);
                self.row_values.insert((row.set, name), value);
            }
            Value::Proxy(which) => {
                // `g.user = …` is seen by whoever reads it later in the request.
                let key = (*which, name);
                let store = self.proxy_object(key.0);
                self.heap.get_mut(store).attrs.insert(name, value);
            }
            Value::Unknown(_) => {
                let part = self.world.names.shared(name);
                self.part_changed(&part);
                self.escape(&value);
            }
            Value::OneOf(items) => {
                for item in items.iter() {
                    match item {
                        Value::Object(_) => self.set_attribute(item, name, value.clone()),
                        _ => self.escape(&value),
                    }
                }
            }
            _ => self.escape(&value),
        }
    }

    /// `for row in rows: row.state = "done"`: rows of SQLAlchemy are written at the flush, each with the same value.
    fn set_in_loop(&mut self, row: Row, name: Name, value: &Value) {
        let Some(innermost) = self.loops.last().copied().filter(|_| self.only_sets) else { return };
        let varies = match value {
            Value::Scalar(_) | Value::Row(_) => value.dims().contains(innermost),
            // A text with holes is made of something.
            value => !is_constant(value) || matches!(value, Value::Text(_)),
        };
        let entity = self.world.entity(row.entity);
        let of_query = matches!(self.set(row.set).map(|s| &s.origin), Some(Origin::Query(query, _)) if !query.parent);
        let is_mapped = self.world.attributes.contains_key(&(row.entity, name));
        if varies || !of_query || !is_mapped || entity.orm != Orm::SqlAlchemy || !row.dims.contains(innermost) {
            return;
        }
        let Some(table) = &entity.table_name else { return };
        let what = format!("UPDATE {table}").into();
        self.ops.push(Op::Assign { set: row.set, place: self.statement, what, dims: row.dims });
        // One statement sets all columns.
        self.only_sets = false;
    }

    /// Django writes when it is told to, and only fields: what else is set on an instance is a note for whoever reads it next.
    fn is_noted_only(&self, row: Row, name: Name) -> bool {
        self.world.entity(row.entity).orm == Orm::Django && !self.world.attributes.contains_key(&(row.entity, name))
    }

    /// A note that was set on the row before: reading it reads nothing of the table.
    pub fn reads_note(&self, row: Row, name: Name) -> bool {
        self.row_values.contains_key(&(row.set, name)) && self.is_noted_only(row, name)
    }

    /// The object behind a proxy that can be written (`g`, `session`).
    pub fn proxy_object(&mut self, which: &'static str) -> crate::eval::ObjId {
        if let Some(Value::Object(id)) = self.store.get(which) {
            return *id;
        }
        let id = self.heap.add(crate::eval::Object::new(ObjKind::Instance));
        self.store.insert(which, Value::Object(id));
        id
    }

    /// A unit of work writes a row that was changed when it is committed. Rows of loops are seen where they are set.
    fn row_changed(&mut self, row: Row, name: Name) {
        let entity = self.world.entity(row.entity);
        let is_column = entity.attribute(self.text(name)).is_some();
        if entity.orm == Orm::SqlAlchemy && is_column && self.loops.is_empty() && !self.changed_rows.contains(&row.entity) {
            self.changed_rows.push(row.entity);
        }
    }

    /// What was changed is written, where it is now another value than before.
    pub fn write_changed(&mut self, place: crate::model::Place) {
        for entity in std::mem::take(&mut self.changed_rows) {
            let entity = self.world.entity(entity);
            let what = format!("UPDATE {}", entity.table_name.as_deref().unwrap_or(&entity.name)).into();
            let written = vec![Op::Statement { place, what, on: None }];
            self.ops.push(Op::Branch { place, sides: vec![written, Vec::new()], exits: vec![false; 2], likely: None });
        }
    }

    /// `__setitem__` or `__delitem__` of the class of an object.
    fn own_hook(&self, receiver: &Value, name: &str) -> Option<Value> {
        let Value::Object(id) = receiver else { return None };
        let class = self.heap.get(*id).class?;
        let (_, method) = self.world.find_member(class, self.name(name)?)?;
        matches!(method, Value::Function(..)).then(|| method.clone())
    }

    /// `del value[key]`, where the class says what that does.
    pub(super) fn delete(&mut self, code: &Code, target: ExprId) {
        let Expr::Index { value, index } = code.program.expr(target) else { return };
        let receiver = self.eval(code, value);
        if let Some(method) = self.own_hook(&receiver, "__delitem__") {
            let key = self.eval(code, index);
            let args = CallArgs { positional: vec![receiver, key], ..CallArgs::default() };
            let site = self.site(code, target);
            self.call(&method, args, site);
        }
    }

    pub fn set_item(&mut self, receiver: &Value, key: &Value, value: Value) {
        let Value::Object(id) = receiver else {
            if receiver.is_unknown() {
                self.part_changed("[]");
            }
            self.escape(&value);
            return;
        };
        self.hold_kept(&value);
        let rounds = self.loop_outlived_by(*id);
        let known = key_of(key);
        let weak = self.undecided > 0 && !self.linking_mode();
        match &mut self.heap.get_mut(*id).kind {
            ObjKind::Dict { entries, rest } => match known {
                Some(k) => match entries.iter().position(|(e, _)| *e == k) {
                    Some(at) => entries[at].1 = if weak { join_values(&entries[at].1, &value) } else { value },
                    None if entries.len() >= MAX_ENTRIES => add_rest(rest, Some(key), value, rounds),
                    None => entries.push((k, value)),
                },
                None => add_rest(rest, Some(key), value, rounds),
            },
            ObjKind::List { items, rest } => match key {
                Value::Int(i) if usize::try_from(*i).is_ok_and(|i| i < items.len()) => {
                    items[usize::try_from(*i).unwrap_or(0)] = value;
                }
                _ => add_rest(rest, None, value, rounds),
            },
            _ => {}
        }
    }
}

/// Entries of a dictionary that are told apart. Tables of translations and codes are longer, and each entry is looked for among
/// those before it.
const MAX_ENTRIES: usize = 500;

/// Adds an element of unknown key or number.
pub fn add_rest(rest: &mut Option<Box<Rest>>, key: Option<&Value>, value: Value, rounds: Option<u32>) {
    match rest {
        Some(old) => {
            old.value = join_values(&old.value, &value);
            old.bound = None;
            if old.rounds != rounds {
                old.rounds = None;
            }
        }
        None => *rest = Some(Box::new(Rest { value, key: key.cloned(), rounds, bound: None })),
    }
}

/// A key that can be compared.
#[must_use]
pub fn key_of(value: &Value) -> Option<Key> {
    Some(match value {
        Value::Str(s) => Key::Str(std::sync::Arc::clone(s)),
        Value::Int(i) => Key::Int(*i),
        Value::Bool(b) => Key::Int(i64::from(*b)),
        Value::None => Key::None,
        Value::Object(id) => Key::Object(id.0),
        Value::Class(c) => Key::Class(c.0),
        Value::Tuple(parts) => Key::Tuple(parts.iter().map(key_of).collect::<Option<_>>()?),
        _ => return None,
    })
}
