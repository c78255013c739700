//! Statements.

use rustc_hash::FxHashMap;

use crate::eval::heap::{Key, ObjKind, Rest};
use crate::eval::ops::{LoopInfo, LoopKind, Op, Rounds};
use crate::eval::value::{Cause, Row, Value};
use crate::facts::program::{Block, CompareOp, Expr, ExprId, Stmt, StmtId, UnaryOp};
use crate::names::Name;

use super::join::is_constant;
use super::{Code, Flow, Interp, Mode, join_values};

impl Interp<'_> {
    pub fn exec_block(&mut self, code: &Code, block: Block) -> Flow {
        let program = std::sync::Arc::clone(&code.program);
        for stmt in program.block(block) {
            if !self.step() {
                self.lost(self.stmt_place(code, *stmt), Cause::Limit("steps"));
                return Flow::Next;
            }
            let flow = self.exec(code, *stmt);
            if flow != Flow::Next {
                return flow;
            }
            if self.diverged {
                self.diverged = false;
                return Flow::Raise;
            }
        }
        Flow::Next
    }

    pub(super) fn exec(&mut self, code: &Code, id: StmtId) -> Flow {
        let p = &*code.program;
        match p.stmt(id) {
            Stmt::Expr(e) => {
                self.eval(code, e);
            }
            Stmt::Assign { targets, value } => {
                let v = self.eval(code, value);
                self.statement = self.stmt_place(code, id);
                for target in p.list(targets) {
                    self.assign(code, *target, v.clone());
                }
            }
            Stmt::AnnAssign { target, annotation, value } => {
                if let Expr::Name(sym) = p.expr(target) {
                    let name = code.syms[sym.index()];
                    let place = self.stmt_place(code, id);
                    self.top().annotations.push((name, annotation, place));
                }
                if let Some(value) = value {
                    let v = self.eval(code, value);
                    self.statement = self.stmt_place(code, id);
                    self.assign(code, target, v);
                }
            }
            Stmt::AugAssign { target, op, value } => {
                let left = self.eval(code, target);
                let right = self.eval(code, value);
                let out = self.augmented(code, &left, op, &right, target);
                self.assign(code, target, out);
            }
            Stmt::Delete(_) | Stmt::Pass => {}
            Stmt::For(at) => return self.exec_for(code, at, id),
            Stmt::While { test, body } => return self.exec_while(code, test, body, id),
            Stmt::Break => return Flow::Break,
            Stmt::Continue => return Flow::Continue,
            Stmt::If(at) => {
                let branch = p.ifs[at as usize];
                return self.exec_if(code, branch.test, branch.then, branch.orelse);
            }
            Stmt::Match(at) => return self.exec_match(code, at, id),
            Stmt::With(at) => {
                let with = &p.withs[at as usize];
                for (context, target) in &with.items {
                    let value = self.eval(code, *context);
                    let entered = self.enter(code, value, *context);
                    if let Some(target) = target {
                        self.assign(code, *target, entered);
                    }
                }
                return self.exec_block(code, with.body);
            }
            Stmt::Try(at) => return self.exec_try(code, at),
            Stmt::Return(value) => {
                let v = value.map_or(Value::None, |e| self.eval(code, e));
                self.top().returns.push(v);
                return Flow::Return;
            }
            Stmt::Raise(value) => {
                if let Some(e) = value {
                    self.eval(code, e);
                }
                return Flow::Raise;
            }
            Stmt::Assert(e) => {
                self.eval(code, e);
                self.narrow(code, e, true);
            }
            Stmt::Global(names) => {
                let syms: Vec<Name> = p.sym_lists[names.range()].iter().map(|s| code.syms[s.index()]).collect();
                for name in syms {
                    let target = self.enclosing_binding(code, name);
                    self.top().redirected.insert(name, target);
                }
            }
            Stmt::Import(at) => self.exec_import(code, at, id),
            Stmt::Function(f) => self.exec_def(code, f),
            Stmt::Class(c) => self.exec_class(code, c, id),
            Stmt::Output(e) => {
                let value = self.eval(code, e);
                self.print(code, &value, e);
            }
            Stmt::TemplateBlock(at) => return self.exec_template_block(code, at),
            Stmt::Include { target, with_context } => self.exec_include(code, target, with_context),
            Stmt::Extends(_) => {}
            Stmt::TemplateImport(at) => self.exec_template_import(code, at),
            Stmt::CacheFragment(body) => {
                if self.mode != Mode::Plain {
                    let place = self.stmt_place(code, id);
                    self.undecided += 1;
                    let (_, ops) = self.apart(|ix| ix.exec_block(code, body));
                    self.undecided -= 1;
                    self.ops.push(Op::Branch { place, sides: vec![ops], exits: vec![false], likely: None });
                }
            }
            Stmt::Scope(body) => {
                let scope = self.top().scope;
                let before = self.heap.get(scope).attrs.clone();
                let flow = self.exec_block(code, body);
                self.heap.get_mut(scope).attrs = before;
                return flow;
            }
        }
        Flow::Next
    }

    /// Where `global x` or `nonlocal x` puts the name.
    fn enclosing_binding(&mut self, code: &Code, name: Name) -> crate::eval::ObjId {
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

    // Assignment.

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
                let receiver = self.eval(code, object);
                let key = self.eval(code, index);
                if self.linking_mode() {
                    let site = self.site(code, target);
                    let semantics = self.semantics;
                    semantics.item_set(self, &receiver, &key, &value, site);
                }
                self.set_item(&receiver, &key, value);
            }
            Expr::Collection { items, .. } => {
                let targets = p.list(items).to_vec();
                self.unpack(code, &targets, &value);
            }
            Expr::Starred(inner) => {
                let list = self.new_list(vec![value]);
                self.assign(code, inner, list);
            }
            _ => {}
        }
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
            Value::Unknown(cause) => Value::Unknown(cause.clone()),
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
            Value::Proxy(which) => {
                // `g.user = …` is seen by whoever reads it later in the request.
                let key = (*which, name);
                let store = self.proxy_object(key.0);
                self.heap.get_mut(store).attrs.insert(name, value);
            }
            Value::OneOf(items) => {
                for item in items.iter() {
                    if matches!(item, Value::Object(_)) {
                        self.set_attribute(item, name, value.clone());
                    }
                }
            }
            _ => {}
        }
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

    pub fn set_item(&mut self, receiver: &Value, key: &Value, value: Value) {
        let Value::Object(id) = receiver else { return };
        let rounds = self.loops.last().copied();
        let known = key_of(key);
        let weak = self.undecided > 0 && !self.linking_mode();
        match &mut self.heap.get_mut(*id).kind {
            ObjKind::Dict { entries, rest } => match known {
                Some(k) => match entries.iter_mut().find(|(e, _)| *e == k) {
                    Some((_, old)) => *old = if weak { join_values(old, &value) } else { value },
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

    // Branches.

    pub(super) fn exec_if(&mut self, code: &Code, test: ExprId, then: Block, orelse: Block) -> Flow {
        let value = self.eval(code, test);
        match self.truth(&value) {
            Some(true) => {
                self.narrow(code, test, true);
                self.exec_block(code, then)
            }
            Some(false) => {
                self.narrow(code, test, false);
                self.exec_block(code, orelse)
            }
            None => {
                let likely = self.likely(&value);
                self.exec_undecided(code, test, then, orelse, likely)
            }
        }
    }

    /// The side that is taken when rows exist, for a condition that asks only that.
    pub(super) fn likely(&mut self, value: &Value) -> Option<usize> {
        let mode = std::mem::replace(&mut self.mode, Mode::Plain);
        let truth = self.truth(value);
        self.mode = mode;
        truth.map(|t| usize::from(!t))
    }

    fn exec_undecided(&mut self, code: &Code, test: ExprId, then: Block, orelse: Block, likely: Option<usize>) -> Flow {
        let place = self.place(code, test);
        let scope = self.top().scope;
        let before = self.heap.get(scope).attrs.clone();
        self.undecided += 1;
        self.narrow(code, test, true);
        let (flow_then, ops_then) = self.apart(|ix| ix.exec_side(code, then));
        let after_then = std::mem::replace(&mut self.heap.get_mut(scope).attrs, before);
        self.narrow(code, test, false);
        let (flow_else, ops_else) = self.apart(|ix| ix.exec_side(code, orelse));
        self.undecided -= 1;
        // In the plain case nothing is raised: the other side is taken.
        if self.mode == Mode::Plain && (flow_then == Flow::Raise) != (flow_else == Flow::Raise) {
            let (ops, flow) = if flow_then == Flow::Raise { (ops_else, flow_else) } else { (ops_then, flow_then) };
            if flow_else == Flow::Raise {
                self.heap.get_mut(scope).attrs = after_then;
            }
            self.ops.extend(ops);
            return flow;
        }
        let joined = match (flow_then == Flow::Next, flow_else == Flow::Next) {
            (true, true) => self.join_scopes(&after_then, &self.heap.get(scope).attrs),
            (true, false) => after_then,
            _ => self.heap.get(scope).attrs.clone(),
        };
        self.heap.get_mut(scope).attrs = joined;
        if !ops_then.is_empty() || !ops_else.is_empty() {
            let exits = vec![flow_then != Flow::Next, flow_else != Flow::Next];
            self.ops.push(Op::Branch { place, sides: vec![ops_then, ops_else], exits, likely });
        }
        match (flow_then, flow_else) {
            (Flow::Next, _) | (_, Flow::Next) => Flow::Next,
            (a, b) if a == b => a,
            (Flow::Raise, other) | (other, Flow::Raise) => other,
            (a, _) => a,
        }
    }

    /// One side of an undecided condition. A refusal (`abort(403)`, `return error, 404`) is an exception.
    fn exec_side(&mut self, code: &Code, block: Block) -> Flow {
        let returns = self.top().returns.len();
        let flow = self.exec_block(code, block);
        let refused = flow == Flow::Return && self.top().returns.last().is_some_and(is_refusal);
        let diverged = std::mem::take(&mut self.diverged);
        if diverged || (refused && self.mode == Mode::Plain) {
            self.top().returns.truncate(returns);
            return Flow::Raise;
        }
        flow
    }

    /// What a decided condition says about the names in it.
    pub(super) fn narrow(&mut self, code: &Code, test: ExprId, holds: bool) {
        let p = &*code.program;
        match p.expr(test) {
            Expr::Name(sym) => self.narrow_name(code.syms[sym.index()], |v| truthiness(v, holds)),
            Expr::Unary { op: UnaryOp::Not, operand } => self.narrow(code, operand, !holds),
            Expr::And(items) if holds => p.list(items).to_vec().iter().for_each(|e| self.narrow(code, *e, true)),
            Expr::Or(items) if !holds => p.list(items).to_vec().iter().for_each(|e| self.narrow(code, *e, false)),
            Expr::Compare { left, op, right } if matches!(p.expr(right), Expr::None) => {
                let Expr::Name(sym) = p.expr(left) else { return };
                let is_none = matches!(op, CompareOp::Is | CompareOp::Eq) == holds;
                self.narrow_name(code.syms[sym.index()], |v| noneness(v, is_none));
            }
            Expr::Walrus { target, .. } => self.narrow(code, target, holds),
            _ => {}
        }
    }

    fn narrow_name(&mut self, name: Name, change: impl Fn(&Value) -> Option<Value>) {
        let scope = self.top().scope;
        let Some(value) = self.heap.get(scope).attrs.get(&name) else { return };
        if let Some(narrowed) = change(value) {
            self.heap.get_mut(scope).attrs.insert(name, narrowed);
        }
    }

    fn exec_match(&mut self, code: &Code, at: u32, id: StmtId) -> Flow {
        let m = code.program.matches[at as usize].clone();
        let subject = self.eval(code, m.subject);
        let place = self.stmt_place(code, id);
        let scope = self.top().scope;
        let before = self.heap.get(scope).attrs.clone();
        let mut sides = Vec::new();
        let mut exits = Vec::new();
        let mut joined: Option<FxHashMap<Name, Value>> = None;
        let mut flows = Vec::new();
        for case in &m.cases {
            let hit = match case.literal {
                Some(literal) => {
                    let value = self.eval(code, literal);
                    equal(&subject, &value)
                }
                None if case.wildcard && case.guard.is_none() => Some(true),
                None => None,
            };
            if hit == Some(false) {
                continue;
            }
            for name in &case.binds {
                let name = code.syms[name.index()];
                self.bind(name, subject.clone(), place);
            }
            self.undecided += 1;
            let (flow, ops) = self.apart(|ix| ix.exec_block(code, case.body));
            self.undecided -= 1;
            let after = std::mem::replace(&mut self.heap.get_mut(scope).attrs, before.clone());
            if flow == Flow::Next {
                joined = Some(joined.map_or(after.clone(), |j| self.join_scopes(&j, &after)));
            }
            flows.push(flow);
            exits.push(flow != Flow::Next);
            sides.push(ops);
            if hit == Some(true) {
                break;
            }
        }
        self.heap.get_mut(scope).attrs = joined.unwrap_or(before);
        if sides.iter().any(|s| !s.is_empty()) {
            self.ops.push(Op::Branch { place, sides, exits, likely: None });
        }
        if !flows.is_empty() && flows.iter().all(|f| *f != Flow::Next) && m.cases.iter().any(|c| c.wildcard) {
            flows[0]
        } else {
            Flow::Next
        }
    }

    fn exec_try(&mut self, code: &Code, at: u32) -> Flow {
        let t = code.program.tries[at as usize].clone();
        let flow = self.exec_block(code, t.body);
        let mut out = flow;
        if flow == Flow::Next {
            out = self.exec_block(code, t.orelse);
        }
        // Handlers run only when something was raised: always after a body that raises, else only in the worst case.
        if flow == Flow::Raise || self.mode != Mode::Plain {
            for handler in &t.handlers {
                let scope = self.top().scope;
                let before = self.heap.get(scope).attrs.clone();
                if let Some(name) = handler.name {
                    let place = handler.kind.map_or(crate::model::Place::file(code.file), |k| self.place(code, k));
                    self.bind(code.syms[name.index()], Value::input(), place);
                }
                self.undecided += 1;
                let (handled, ops) = self.apart(|ix| ix.exec_block(code, handler.body));
                self.undecided -= 1;
                let after = self.heap.get(scope).attrs.clone();
                // A handler that leaves does not join what follows; linking keeps what the body bound.
                self.heap.get_mut(scope).attrs = if handled == Flow::Next && !self.linking_mode() {
                    self.join_scopes(&before, &after)
                } else {
                    self.prefer(&before, after)
                };
                if flow == Flow::Raise && handled != Flow::Raise {
                    out = handled;
                }
                if !ops.is_empty() {
                    let place = handler.kind.map_or(crate::model::Place::file(code.file), |k| self.place(code, k));
                    self.ops.push(Op::Branch {
                        place,
                        sides: vec![if flow == Flow::Raise { ops } else { vec![Op::Handler { body: ops }] }, Vec::new()],
                        exits: vec![handled != Flow::Next, false],
                        likely: None,
                    });
                }
            }
        }
        let last = self.exec_block(code, t.finally);
        if last == Flow::Next { out } else { last }
    }

    /// While linking, what the body of a `try` bound wins over what its handler binds.
    fn prefer(&self, body: &FxHashMap<Name, Value>, handler: FxHashMap<Name, Value>) -> FxHashMap<Name, Value> {
        let mut out = handler;
        for (name, value) in body {
            out.insert(*name, value.clone());
        }
        out
    }

    // Loops.

    fn exec_for(&mut self, code: &Code, at: u32, id: StmtId) -> Flow {
        let f = code.program.fors[at as usize].clone();
        let iterable = self.eval(code, f.iter);
        let is_template = self.top().is_template;
        let kind = if is_template { LoopKind::Template } else { LoopKind::For };
        let place = if is_template { self.stmt_place(code, id) } else { self.place(code, f.iter) };
        let left = self.for_each(code, &iterable, f.iter, place, kind, &mut |ix, element| {
            ix.assign(code, f.target, element);
            if is_template {
                ix.bind_loop_variable(code);
            }
            if let Some(condition) = f.condition {
                let value = ix.eval(code, condition);
                if ix.truth(&value) == Some(false) {
                    return Flow::Continue;
                }
            }
            ix.exec_block(code, f.body)
        });
        if left == Flow::Next && !f.orelse.0.is_empty() && !f.template_else {
            return self.exec_block(code, f.orelse);
        }
        if f.template_else && self.mode == Mode::Worst {
            let (_, ops) = self.apart(|ix| ix.exec_block(code, f.orelse));
            if !ops.is_empty() {
                self.ops.push(Op::Branch { place, sides: vec![ops, Vec::new()], exits: vec![false, false], likely: None });
            }
        }
        left
    }

    fn exec_while(&mut self, code: &Code, test: ExprId, body: Block, id: StmtId) -> Flow {
        let first = self.eval(code, test);
        if self.truth(&first) == Some(false) {
            return Flow::Next;
        }
        let place = self.stmt_place(code, id);
        self.weaken_assigned(code, body);
        let loop_id = self.open_loop(Rounds::Unknown(Cause::Form("while")));
        self.undecided += 1;
        let (flow, ops) = self.apart(|ix| {
            let flow = ix.exec_block(code, body);
            ix.eval(code, test);
            flow
        });
        self.undecided -= 1;
        self.loops.pop();
        // What never ends has no cost but that of a round.
        let always = matches!(code.program.expr(test), Expr::Bool(true) | Expr::Int(1));
        let endless = always && !leaves_loop(code, body, true, 0);
        let flow = if endless { Flow::Break } else { flow };
        self.push_loop(loop_id, place, LoopKind::While, flow, None, ops);
        Flow::Next
    }

    /// Before a loop body runs, constants that it reassigns are no longer constants.
    pub(super) fn weaken_assigned(&mut self, code: &Code, body: Block) {
        let mut names = Vec::new();
        assigned_names(code, body, &mut names, 0);
        let scope = self.top().scope;
        for name in names {
            let Some(value) = self.heap.get(scope).attrs.get(&name) else { continue };
            if is_constant(value) {
                let weak = join_values(value, &Value::Unknown(Cause::Joined));
                self.heap.get_mut(scope).attrs.insert(name, weak);
            }
        }
    }

    pub(super) fn push_loop(
        &mut self,
        id: u32,
        place: crate::model::Place,
        kind: LoopKind,
        flow: Flow,
        bound: Option<u64>,
        body: Vec<Op>,
    ) {
        if body.is_empty() {
            return;
        }
        let rounds = self.rounds[id as usize].clone();
        let once = matches!(flow, Flow::Return | Flow::Break | Flow::Raise);
        let info = LoopInfo { id, place, rounds, kind, once, bound, symbol: self.symbol() };
        self.ops.push(Op::Loop { info: Box::new(info), body });
    }
}

/// Adds an element of unknown key or number.
pub fn add_rest(rest: &mut Option<Rest>, key: Option<&Value>, value: Value, rounds: Option<u32>) {
    match rest {
        Some(old) => {
            old.value = join_values(&old.value, &value);
            if old.rounds != rounds {
                old.rounds = None;
            }
        }
        None => *rest = Some(Rest { value, key: key.map(|k| Box::new(k.clone())), rounds }),
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
        _ => return None,
    })
}

/// Whether two values are equal, when that is known.
#[must_use]
pub fn equal(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Str(x), Value::Str(y)) => Some(x == y),
        (Value::Int(x), Value::Int(y)) => Some(x == y),
        (Value::Bool(x), Value::Bool(y)) => Some(x == y),
        (Value::None, Value::None) => Some(true),
        (Value::None, other) | (other, Value::None) if is_constant(other) => Some(false),
        (Value::Str(_), Value::Int(_) | Value::Bool(_)) | (Value::Int(_) | Value::Bool(_), Value::Str(_)) => Some(false),
        (Value::Class(x), Value::Class(y)) => Some(x == y),
        _ => None,
    }
}

fn truthiness(value: &Value, holds: bool) -> Option<Value> {
    match value {
        Value::Row(row) if row.optional => Some(if holds { Value::Row(Row { optional: false, ..*row }) } else { Value::None }),
        Value::OneOf(items) => {
            let kept: Vec<Value> = items
                .iter()
                .filter(|v| match v {
                    Value::None | Value::Bool(false) => !holds,
                    Value::Row(_) | Value::Function(..) | Value::Class(_) | Value::Bool(true) => holds,
                    Value::Str(s) => s.is_empty() != holds,
                    _ => true,
                })
                .cloned()
                .collect();
            kept.into_iter().reduce(|a, b| join_values(&a, &b))
        }
        _ => None,
    }
}

fn noneness(value: &Value, is_none: bool) -> Option<Value> {
    match value {
        Value::Row(row) if row.optional => {
            Some(if is_none { Value::None } else { Value::Row(Row { optional: false, ..*row }) })
        }
        Value::OneOf(items) => {
            let kept: Vec<Value> = items.iter().filter(|v| matches!(v, Value::None) == is_none).cloned().collect();
            kept.into_iter().reduce(|a, b| join_values(&a, &b))
        }
        _ => None,
    }
}

/// True when a statement of a loop's body can end the loop; a `break` counts only outside of nested loops (`own`).
fn leaves_loop(code: &Code, block: Block, own: bool, depth: usize) -> bool {
    if depth > 20 {
        return true;
    }
    let p = &*code.program;
    let inside = |block: Block, own: bool| leaves_loop(code, block, own, depth + 1);
    p.block(block).iter().any(|id| match p.stmt(*id) {
        Stmt::Return(_) | Stmt::Raise(_) => true,
        Stmt::Break => own,
        Stmt::For(at) => {
            let f = &p.fors[at as usize];
            inside(f.body, false) || inside(f.orelse, own)
        }
        Stmt::While { body, .. } => inside(body, false),
        Stmt::Scope(body) => inside(body, own),
        Stmt::If(at) => inside(p.ifs[at as usize].then, own) || inside(p.ifs[at as usize].orelse, own),
        Stmt::With(at) => inside(p.withs[at as usize].body, own),
        Stmt::Match(at) => p.matches[at as usize].cases.iter().any(|c| inside(c.body, own)),
        Stmt::Try(at) => {
            let t = &p.tries[at as usize];
            [t.body, t.orelse, t.finally].into_iter().chain(t.handlers.iter().map(|h| h.body)).any(|b| inside(b, own))
        }
        _ => false,
    })
}

/// Names that a block assigns, nested blocks included, nested functions not.
fn assigned_names(code: &Code, block: Block, out: &mut Vec<Name>, depth: usize) {
    if depth > 20 {
        return;
    }
    let p = &*code.program;
    let mut target = |e: ExprId| {
        if let Expr::Name(sym) = p.expr(e) {
            out.push(code.syms[sym.index()]);
        }
    };
    let mut inner: Vec<Block> = Vec::new();
    for id in p.block(block) {
        match p.stmt(*id) {
            Stmt::Assign { targets, .. } => p.list(targets).iter().for_each(|t| target(*t)),
            Stmt::AugAssign { target: t, .. } | Stmt::AnnAssign { target: t, .. } => target(t),
            Stmt::For(at) => inner.push(p.fors[at as usize].body),
            Stmt::While { body, .. } | Stmt::Scope(body) => inner.push(body),
            Stmt::If(at) => inner.extend([p.ifs[at as usize].then, p.ifs[at as usize].orelse]),
            Stmt::With(at) => inner.push(p.withs[at as usize].body),
            Stmt::Try(at) => {
                let t = &p.tries[at as usize];
                inner.extend([t.body, t.orelse, t.finally]);
                inner.extend(t.handlers.iter().map(|h| h.body));
            }
            _ => {}
        }
    }
    for block in inner {
        assigned_names(code, block, out, depth + 1);
    }
}

/// `return body, 404`: an answer that says no.
fn is_refusal(value: &Value) -> bool {
    match value {
        Value::Tuple(parts) => matches!(&**parts, [_, Value::Int(status), ..] if (400..600).contains(status)),
        _ => false,
    }
}
