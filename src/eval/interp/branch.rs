//! Conditions: decided, undecided, and what they say about the names in them.

use rustc_hash::FxHashMap;

use crate::eval::builtins::asked::is_instance;
use crate::eval::heap::ObjId;
use crate::eval::ops::{ExitScope, Op};
use crate::eval::value::{Row, Value};
use crate::facts::program::{Block, CompareOp, Expr, ExprId, Stmt, StmtId, UnaryOp};
use crate::model::Place;
use crate::names::Name;

use super::join::is_constant;
use super::{Code, Flow, Interp, Mode, join_values};

/// Names of a scope that are copied for nothing; people write fewer.
const LARGE_SCOPE: usize = 256;

impl Interp<'_> {
    pub(super) fn exec_if(&mut self, code: &Code, test: ExprId, then: Block, orelse: Block) -> Flow {
        self.asked_environment = false;
        let value = self.tested(code, test);
        if matches!(&value, Value::External(path) if &**path == "typing.TYPE_CHECKING") {
            self.imports_for_types.push((code.module, then));
            return self.exec_block(code, orelse);
        }
        match self.truth(&value) {
            Some(holds) => {
                let side = if holds { then } else { orelse };
                if self.refuses(code, side) {
                    self.grant(code, test);
                    return self.exec_undecided(code, test, then, orelse, None);
                }
                self.narrow(code, test, holds);
                if self.mode == Mode::Plain && self.caught == 0 && self.asked_environment {
                    return self.exec_configured(code, side, if holds { orelse } else { then });
                }
                self.exec_block(code, side)
            }
            None => {
                let likely = self.likely(&value);
                self.exec_undecided(code, test, then, orelse, likely)
            }
        }
    }

    /// A side that runs because a variable of the environment is not set. Where all it does is refuse, the variable is one that has
    /// to be set.
    fn exec_configured(&mut self, code: &Code, side: Block, other: Block) -> Flow {
        let scope = self.top().scope;
        let before = self.names_of(scope);
        let ((flow, _), ops) = self.apart(|ix| ix.exec_side(code, side));
        if flow == Flow::Raise {
            self.heap.get_mut(scope).attrs = before;
            return self.exec_block(code, other);
        }
        self.ops.extend(ops);
        flow
    }

    /// A side that ends by raising what nothing here catches. In the plain case nothing is raised, so what it asks for was given,
    /// although the parameter may be left out.
    fn refuses(&self, code: &Code, side: Block) -> bool {
        self.mode == Mode::Plain && self.caught == 0 && ends_by_raising(code, side)
    }

    /// What a condition finds missing is given after all.
    fn grant(&mut self, code: &Code, test: ExprId) {
        let p = &*code.program;
        match p.expr(test) {
            Expr::Name(sym) => self.narrow_name(code.syms[sym.index()], |v| is_constant(v).then(Value::input)),
            Expr::Unary { operand, .. } => self.grant(code, operand),
            Expr::And(items) | Expr::Or(items) => p.list(items).iter().for_each(|e| self.grant(code, *e)),
            Expr::Compare { left, .. } => self.grant(code, left),
            _ => {}
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
        // What a stub asks is undecided where the project calls it.
        let place = self.user_site(self.site(code, test)).place;
        let scope = self.top().scope;
        let before = self.names_of(scope);
        self.undecided += 1;
        self.narrow(code, test, true);
        let ((flow_then, away_then), ops_then) = self.apart(|ix| ix.exec_side(code, then));
        let after_then = std::mem::replace(&mut self.heap.get_mut(scope).attrs, before);
        self.narrow(code, test, false);
        let ((flow_else, away_else), ops_else) = self.apart(|ix| ix.exec_side(code, orelse));
        self.undecided -= 1;
        // A page that is asked for is not one that sends elsewhere, unless there is no other.
        let (flow_then, flow_else) = match (away_then, away_else) {
            (Some(at), None) if flow_else != Flow::Raise => (self.send_elsewhere(at, place, &ops_then), flow_else),
            (None, Some(at)) if flow_then != Flow::Raise => (flow_then, self.send_elsewhere(at, place, &ops_else)),
            _ => (flow_then, flow_else),
        };
        let (ops_then, ops_else) =
            (self.leaving(code, then, flow_then, ops_then), self.leaving(code, orelse, flow_else, ops_else));
        let (ops_then, ops_else) =
            (self.in_one_round(code, test, true, ops_then), self.in_one_round(code, test, false, ops_else));
        // In the plain case nothing is raised: the other side is taken.
        if self.mode == Mode::Plain && (flow_then == Flow::Raise) != (flow_else == Flow::Raise) {
            let (ops, flow) = if flow_then == Flow::Raise { (ops_else, flow_else) } else { (ops_then, flow_then) };
            if flow_else == Flow::Raise {
                self.heap.get_mut(scope).attrs = after_then;
            }
            self.ops.extend(ops);
            return flow;
        }
        if flow_then == Flow::Next {
            let stays = flow_else == Flow::Next;
            let joined = if stays { self.join_scopes(after_then, &self.heap.get(scope).attrs) } else { after_then };
            self.heap.get_mut(scope).attrs = joined;
        }
        if !ops_then.is_empty() || !ops_else.is_empty() {
            let exits = vec![flow_then != Flow::Next, flow_else != Flow::Next];
            self.ops.push(Op::Branch { place, sides: vec![ops_then, ops_else], exits, likely });
        }
        self.may_leave(code, place, &[flow_then, flow_else]);
        match (flow_then, flow_else) {
            (Flow::Next, _) | (_, Flow::Next) => Flow::Next,
            (a, b) if a == b => a,
            (Flow::Raise, other) | (other, Flow::Raise) => other,
            (a, _) => a,
        }
    }

    /// Where one side stays, what the other one leaves behind may not run.
    fn may_leave(&mut self, code: &Code, place: Place, flows: &[Flow]) {
        // What a stub leaves out is its own business.
        if self.world.module(code.module).file.is_none() || !flows.contains(&Flow::Next) {
            return;
        }
        if flows.contains(&Flow::Return) {
            self.ops.push(Op::Exit { place, scope: ExitScope::Function });
        } else if flows.iter().any(|flow| matches!(flow, Flow::Break | Flow::Continue)) {
            self.ops.push(Op::Exit { place, scope: ExitScope::Loop });
        }
    }

    /// What a side runs that leaves a loop runs in one round of it: of this function, or by raising, up to what catches.
    fn leaving(&self, code: &Code, side: Block, flow: Flow, body: Vec<Op>) -> Vec<Op> {
        let inside = |around: usize| self.loops[around.min(self.loops.len())..].to_vec();
        let own = || inside(self.frames.last().map_or(0, |f| f.loops_around));
        let loops = match flow {
            Flow::Return => own(),
            Flow::Raise if ends_by_raising(code, side) => inside(self.caught_around),
            Flow::Break => own().last().copied().into_iter().collect(),
            Flow::Next | Flow::Continue | Flow::Raise => Vec::new(),
        };
        if loops.is_empty() || body.is_empty() { body } else { vec![Op::Leaving { loops, body }] }
    }

    /// One side of an undecided condition. A refusal (`abort(403)`, `return error, 404`) is an exception. With it, where the side
    /// ends in a redirect of a plain page request, the index of that answer.
    fn exec_side(&mut self, code: &Code, block: Block) -> (Flow, Option<usize>) {
        let returns = self.top().returns.len();
        let flow = self.exec_block(code, block);
        let last = (flow == Flow::Return).then(|| self.top().returns.last().cloned()).flatten();
        let status = last.filter(|_| self.mode == Mode::Plain).and_then(|answer| self.status(&answer));
        let diverged = std::mem::take(&mut self.diverged);
        if diverged || status.is_some_and(|status| (400..600).contains(&status)) {
            self.top().returns.truncate(returns);
            return (Flow::Raise, None);
        }
        let away = status.is_some_and(|status| (300..400).contains(&status)) && self.method == "GET";
        (flow, away.then(|| self.top().returns.len() - 1))
    }

    /// Takes a redirect back: its side is not taken, unless the page turns out to be one, too.
    fn send_elsewhere(&mut self, answer: usize, place: Place, ops: &[Op]) -> Flow {
        if !ops.is_empty() {
            self.top().elsewhere.push((place, ops.to_vec()));
        }
        let returns = &mut self.top().returns;
        if answer < returns.len() {
            returns.remove(answer);
        }
        Flow::Raise
    }

    /// The status of an answer: the second of a tuple, or `status_code` of a response.
    pub(super) fn status(&self, answer: &Value) -> Option<i64> {
        match answer {
            Value::Tuple(parts) => parts.get(1)?.as_int(),
            Value::Object(id) => {
                let (object, name) = (self.heap.get(*id), self.name("status_code")?);
                let own = object.attrs.get(&name);
                let of_class = || object.class.and_then(|class| self.world.find_member(class, name)).map(|(_, value)| value);
                own.or_else(of_class)?.as_int()
            }
            _ => None,
        }
    }

    /// What a decided condition says about the names in it.
    pub(super) fn narrow(&mut self, code: &Code, test: ExprId, holds: bool) {
        let p = &*code.program;
        match p.expr(test) {
            Expr::Name(sym) => self.narrow_name(code.syms[sym.index()], |v| truthiness(v, holds)),
            Expr::Unary { op: UnaryOp::Not, operand } => self.narrow(code, operand, !holds),
            Expr::And(items) if holds => p.list(items).iter().for_each(|e| self.narrow(code, *e, true)),
            Expr::Or(items) if !holds => p.list(items).iter().for_each(|e| self.narrow(code, *e, false)),
            Expr::Compare { left, op, right } if matches!(p.expr(right), Expr::None) => {
                let Expr::Name(sym) = p.expr(left) else { return };
                let is_none = matches!(op, CompareOp::Is | CompareOp::Eq) == holds;
                self.narrow_name(code.syms[sym.index()], |v| noneness(v, is_none));
            }
            Expr::Walrus { target, .. } => self.narrow(code, target, holds),
            Expr::Call { func, args } if matches!(p.expr(func), Expr::Name(f) if p.name(f) == "isinstance") => {
                if let [subject, class] = p.arguments(args)
                    && let Expr::Name(sym) = p.expr(subject.value)
                {
                    self.narrow_instance(code, code.syms[sym.index()], class.value, holds);
                }
            }
            _ => {}
        }
    }

    /// `if isinstance(row, Note):` says of which class a row is that is one of several, or of which nothing is known.
    fn narrow_instance(&mut self, code: &Code, name: Name, class: ExprId, holds: bool) {
        let scope = self.top().scope;
        let Some(value) = self.heap.get(scope).attrs.get(&name).cloned() else { return };
        if !matches!(value, Value::OneOf(_) | Value::Unknown(_)) {
            return;
        }
        let class = self.eval(code, class);
        let narrowed = match &value {
            Value::OneOf(items) => {
                let fits = |v: &&Value| is_instance(self, v, &class) != Some(!holds);
                items.iter().filter(fits).cloned().reduce(|a, b| join_values(&a, &b))
            }
            Value::Unknown(cause) if holds && !cause.blocks() => match class {
                Value::Class(class) => self.semantics.given_row(self, class),
                _ => None,
            },
            _ => None,
        };
        if let Some(narrowed) = narrowed {
            self.heap.get_mut(scope).attrs.insert(name, narrowed);
        }
    }

    /// What the names of a scope are. Copies of large scopes are charged, or a function of many branches would take time in
    /// the square of its length.
    fn names_of(&mut self, scope: ObjId) -> FxHashMap<Name, Value> {
        self.charge_names(scope);
        self.heap.get(scope).attrs.clone()
    }

    fn charge_names(&mut self, scope: ObjId) {
        let names = self.heap.get(scope).attrs.len();
        if names > LARGE_SCOPE {
            self.steps += names as u64 / 2;
        }
    }

    fn narrow_name(&mut self, name: Name, change: impl Fn(&Value) -> Option<Value>) {
        let scope = self.top().scope;
        let Some(value) = self.heap.get(scope).attrs.get(&name) else { return };
        if let Some(narrowed) = change(value) {
            self.heap.get_mut(scope).attrs.insert(name, narrowed);
        }
    }

    pub(super) fn exec_match(&mut self, code: &Code, at: u32, id: StmtId) -> Flow {
        let m = &code.program.matches[at as usize];
        let subject = self.eval(code, m.subject);
        let place = self.stmt_place(code, id);
        let scope = self.top().scope;
        let before = self.names_of(scope);
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
                joined = Some(match joined {
                    Some(known) => self.join_scopes(known, &after),
                    None => after,
                });
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
        if !m.cases.iter().any(|c| c.wildcard) {
            flows.push(Flow::Next);
        }
        self.may_leave(code, place, &flows);
        if !flows.is_empty() && flows.iter().all(|f| *f != Flow::Next) && m.cases.iter().any(|c| c.wildcard) {
            flows[0]
        } else {
            Flow::Next
        }
    }

    pub(super) fn exec_try(&mut self, code: &Code, at: u32) -> Flow {
        let t = &code.program.tries[at as usize];
        let catches = u32::from(!t.handlers.is_empty());
        self.caught += catches;
        let around = self.caught_around;
        if catches > 0 {
            self.caught_around = self.loops.len();
        }
        let flow = self.exec_block(code, t.body);
        self.caught_around = around;
        self.caught -= catches;
        let mut out = flow;
        if flow == Flow::Next {
            out = self.exec_block(code, t.orelse);
        }
        // Handlers run only when something was raised: always after a body that raises, else only in the worst case.
        if flow == Flow::Raise || self.mode != Mode::Plain {
            for handler in &t.handlers {
                let scope = self.top().scope;
                let before = self.names_of(scope);
                if let Some(name) = handler.name {
                    let place = handler.kind.map_or(crate::model::Place::file(code.file), |k| self.place(code, k));
                    self.bind(code.syms[name.index()], Value::input(), place);
                }
                self.undecided += 1;
                let (handled, ops) = self.apart(|ix| ix.exec_block(code, handler.body));
                self.undecided -= 1;
                self.charge_names(scope);
                let after = std::mem::take(&mut self.heap.get_mut(scope).attrs);
                // A handler that leaves does not join what follows; linking keeps what the body bound.
                self.heap.get_mut(scope).attrs = if handled == Flow::Next && !self.linking_mode() {
                    self.join_scopes(before, &after)
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

fn ends_by_raising(code: &Code, side: Block) -> bool {
    let last = code.program.block(side).last().map(|s| code.program.stmt(*s));
    matches!(last, Some(Stmt::Raise(_)))
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
