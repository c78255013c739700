//! Statements.

use crate::eval::ops::{Op, TransactionEvent};
use crate::eval::value::{Cause, Value};
use crate::facts::program::{Block, Expr, Stmt, StmtId};
use crate::names::Name;

use super::{Code, Flow, Interp, MAX_NESTING, Mode};

impl Interp<'_> {
    pub fn exec_block(&mut self, code: &Code, block: Block) -> Flow {
        self.nesting += 1;
        let flow = self.exec_each(code, block);
        self.nesting -= 1;
        flow
    }

    /// The body of a module. That it surely raises is not believed: nobody keeps a module that cannot be imported.
    pub(super) fn exec_module(&mut self, code: &Code) {
        for stmt in code.program.block(code.program.body) {
            if self.is_over(code, *stmt) {
                return;
            }
            self.exec(code, *stmt);
            self.diverged = false;
        }
    }

    /// A limit ends what can be followed.
    fn is_over(&mut self, code: &Code, stmt: StmtId) -> bool {
        let limit = if self.nesting > MAX_NESTING { Some("nesting") } else { (!self.step()).then_some("steps") };
        if let Some(limit) = limit {
            self.lost(self.stmt_place(code, stmt), Cause::Limit(limit));
            self.reads.all = true;
        }
        limit.is_some()
    }

    fn exec_each(&mut self, code: &Code, block: Block) -> Flow {
        let stmts = code.program.block(block);
        for (at, stmt) in stmts.iter().enumerate() {
            if self.is_over(code, *stmt) {
                return self.left_unread(code, &stmts[at..]);
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

    /// How a block ends of which these statements are not evaluated: what always leaves it still does, so that a loop that
    /// its first round leaves is not taken to go round.
    fn left_unread(&mut self, code: &Code, rest: &[StmtId]) -> Flow {
        let leaves = |id: &StmtId| match code.program.stmt(*id) {
            Stmt::Break => Some(Flow::Break),
            Stmt::Continue => Some(Flow::Continue),
            Stmt::Raise(_) => Some(Flow::Raise),
            Stmt::Return(_) => Some(Flow::Return),
            _ => None,
        };
        let flow = rest.iter().find_map(leaves).unwrap_or(Flow::Next);
        if flow == Flow::Return {
            self.top().returns.push(Value::Unknown(Cause::Limit("steps")));
        }
        flow
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
            Stmt::Delete(targets) => p.list(targets).iter().for_each(|target| self.delete(code, *target)),
            Stmt::Pass => {}
            Stmt::For(at) => return self.exec_for(code, at, id),
            Stmt::While { test, body } => return self.exec_while(code, test, body, id),
            Stmt::Break => return Flow::Break,
            Stmt::Continue => return Flow::Continue,
            Stmt::If(at) => {
                let branch = p.ifs[at as usize];
                return self.exec_if_cold(code, branch.test, branch.then, branch.orelse);
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
                let before = self.ops.len();
                let flow = self.exec_block(code, with.body);
                // What the context does at its end is not evaluated; no transaction is taken to outlive it.
                if self.ops.len() > before {
                    self.ops.push(Op::Transaction(TransactionEvent::End));
                }
                return flow;
            }
            Stmt::Try(at) => return self.exec_try(code, at),
            Stmt::Return(value) => {
                let v = value.map_or(Value::None, |e| self.eval_returned(code, e));
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
}
