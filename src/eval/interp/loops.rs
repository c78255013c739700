//! Loop statements.

use crate::eval::ops::{LoopInfo, LoopKind, Op, Rounds};
use crate::eval::value::{Cause, Value};
use crate::facts::program::{Block, Expr, ExprId, Stmt, StmtId};
use crate::names::Name;

use super::join::is_constant;
use super::{Code, Flow, Interp, Iteration, Mode, join_values};

impl Interp<'_> {
    pub(super) fn exec_for(&mut self, code: &Code, at: u32, id: StmtId) -> Flow {
        let f = code.program.fors[at as usize].clone();
        let iterable = self.eval_iterable(code, f.iter, f.is_async);
        let only_sets = only_sets(code, f.target, f.body);
        let is_template = self.top().is_template;
        let kind = if is_template { LoopKind::Template } else { LoopKind::For };
        let place = if is_template { self.stmt_place(code, id) } else { self.place(code, f.iter) };
        let around = self.loops.len();
        let mut round = |ix: &mut Self, element: Value| {
            if !is_template && ix.loops.len() > around {
                ix.weaken_assigned(code, f.body);
            }
            ix.assign(code, f.target, element);
            if is_template {
                ix.bind_loop_variable(code);
            }
            if let Some(condition) = f.condition {
                let value = ix.tested(code, condition);
                if ix.truth(&value) == Some(false) {
                    return Flow::Continue;
                }
            }
            let outer = std::mem::replace(&mut ix.only_sets, only_sets);
            let page_loop = ix.page_loop;
            if is_template {
                ix.page_loop = ix.loops.get(around).copied();
            }
            let flow = ix.exec_block(code, f.body);
            (ix.only_sets, ix.page_loop) = (outer, page_loop);
            flow
        };
        let names = if only_takes_out(code, f.target, f.body) { self.known_items(&iterable) } else { None };
        let left = match names.filter(|names| names.len() <= MOST_NAMES) {
            Some(names) => self.run_loop(Iteration::Known(names), place, kind, None, &mut round),
            None => {
                let run = if f.is_async { Self::for_each_awaited } else { Self::for_each };
                run(self, code, &iterable, f.iter, place, kind, &mut round)
            }
        };
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

    pub(super) fn exec_while(&mut self, code: &Code, test: ExprId, body: Block, id: StmtId) -> Flow {
        let first = self.tested(code, test);
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
        self.close_loop();
        // What never ends has no cost but that of a round.
        let always = matches!(code.program.expr(test), Expr::Bool(true) | Expr::Int(1));
        let endless = always && !leaves_loop(code, body, true, 0);
        let flow = if endless { Flow::Break } else { flow };
        let kind = if endless { LoopKind::Endless } else { LoopKind::While };
        if !ops.is_empty() {
            self.push_loop(self.loop_info(loop_id, place, kind), flow, ops);
        }
        Flow::Next
    }

    /// Before a loop body runs, constants that it reassigns are no longer constants, and nothing that it reassigns is the
    /// same in each round.
    pub(super) fn weaken_assigned(&mut self, code: &Code, body: Block) {
        let mut names = Vec::new();
        assigned_names(code, body, &mut names, 0);
        let scope = self.top().scope;
        for name in names {
            let Some(value) = self.heap.get(scope).attrs.get(&name) else { continue };
            let weak = match value {
                Value::Row(row) => {
                    self.carried_sets.insert(row.set);
                    continue;
                }
                Value::Unknown(cause) => Value::Unknown(cause.unbound()),
                Value::Scalar(scalar) if scalar.identity.is_some() => Value::scalar(scalar.dims),
                value if is_constant(value) => join_values(value, &Value::Unknown(Cause::Joined)),
                _ => continue,
            };
            self.heap.get_mut(scope).attrs.insert(name, weak);
        }
    }

    /// What is known of a loop before its body ran.
    pub(super) fn loop_info(&self, id: u32, place: crate::model::Place, kind: LoopKind) -> LoopInfo {
        // A loop of a stub stands where the project called it.
        let place = match self.stub_site {
            Some(site) if place.file == super::NO_FILE => site.place,
            _ => place,
        };
        let rounds = self.rounds[id as usize].clone();
        LoopInfo { id, place, rounds, kind, once: false, bound: None, over: None, symbol: self.symbol() }
    }

    pub(super) fn push_loop(&mut self, mut info: LoopInfo, flow: Flow, body: Vec<Op>) {
        info.once = matches!(flow, Flow::Return | Flow::Break | Flow::Raise);
        self.ops.push(Op::Loop { info: Box::new(info), body });
    }
}

/// Names that a loop takes out of something one by one; people list fewer.
const MOST_NAMES: usize = 256;

/// Whether all that a loop does is to take what its variable names out of something: each of the names counts.
fn only_takes_out(code: &Code, variable: ExprId, body: Block) -> bool {
    let p = &*code.program;
    let Expr::Name(variable) = p.expr(variable) else { return false };
    let is_variable = |at: ExprId| matches!(p.expr(at), Expr::Name(name) if name == variable);
    let takes_out = |body: Block| match p.block(body) {
        [only] => match p.stmt(*only) {
            Stmt::Expr(call) => match p.expr(call) {
                Expr::Call { func, args } => {
                    matches!(p.expr(func), Expr::Attr(_, method) if p.name(method) == "pop")
                        && p.arguments(args).first().is_some_and(|name| is_variable(name.value))
                }
                _ => false,
            },
            Stmt::Delete(targets) => match p.list(targets) {
                [target] => matches!(p.expr(*target), Expr::Index { index, .. } if is_variable(index)),
                _ => false,
            },
            _ => false,
        },
        _ => false,
    };
    match p.block(body) {
        [only] if let Stmt::If(at) = p.stmt(*only) => {
            p.block(p.ifs[at as usize].orelse).is_empty() && takes_out(p.ifs[at as usize].then)
        }
        _ => takes_out(body),
    }
}

/// Whether a loop's body only assigns to attributes of the loop variable, and what it assigns does not mention the variable.
fn only_sets(code: &Code, variable: ExprId, body: Block) -> bool {
    let p = &*code.program;
    let Expr::Name(variable) = p.expr(variable) else { return false };
    let of_variable = |target: &ExprId| matches!(p.expr(*target), Expr::Attr(object, _) if matches!(p.expr(object), Expr::Name(name) if name == variable));
    let mentions = |value: ExprId| p.parts(value).any(|expr| matches!(expr, Expr::Name(name) if name == variable));
    p.block(body).iter().all(|id| match p.stmt(*id) {
        Stmt::Assign { targets, value } => p.list(targets).iter().all(of_variable) && !mentions(value),
        _ => false,
    })
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
