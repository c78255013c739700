//! What a function returns from several of its statements. Of these only one runs: a decorator that calls what it wraps on three
//! of its ways calls it once. The call is followed on the first way, and stands on the others as it was left there.

use crate::eval::ops::Op;
use crate::eval::semantics::CallArgs;
use crate::eval::value::{Site, Value};
use crate::facts::program::{Expr, ExprId, Program};
use crate::model::Place;

use super::{Code, Interp};

/// A call whose result one statement of the running function returns.
#[derive(Clone)]
pub(super) struct Returned {
    callee: Value,
    args: CallArgs,
    place: Place,
    value: Value,
    ops: Vec<Op>,
    state: State,
}

/// What a call may rest on besides its arguments, as the call left it: what conditions between two ways change makes them two.
#[derive(Clone)]
struct State {
    loops: Vec<u32>,
    caught: u32,
    committed: bool,
    /// Changes of objects that were there.
    changes: u64,
    kept: [usize; 5],
    user: Option<Value>,
}

impl State {
    fn same(&self, other: &Self) -> bool {
        let users = match (&self.user, &other.user) {
            (Some(a), Some(b)) => a.same(b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let plain = |s: &Self| (s.caught, s.committed, s.changes, s.kept);
        users && plain(self) == plain(other) && self.loops == other.loops
    }
}

impl Interp<'_> {
    /// Evaluates what a statement returns.
    pub(super) fn eval_returned(&mut self, code: &Code, value: ExprId) -> Value {
        let may_be_asked_again = !self.linking_mode() && self.frame().is_some_and(|f| f.undecided_around < self.undecided);
        self.top().returning = if may_be_asked_again { call_of(&code.program, value) } else { None };
        let out = self.eval(code, value);
        self.top().returning = None;
        out
    }

    /// Calls what the running function returns, or says what it did on a way that excludes this one.
    pub(super) fn call_returned(&mut self, callee: &Value, args: CallArgs, site: Site) -> Value {
        self.top().returning = None;
        if !self.is_of_tree(callee) {
            return self.call(callee, args, site);
        }
        let state = self.state();
        let is_same = |known: &&Returned| known.state.same(&state) && known.callee.same(callee) && known.args.same(&args);
        if let Some(known) = self.frame().and_then(|frame| frame.returned.iter().find(is_same)) {
            let moved = |op: &Op| match op {
                Op::Call { place, symbol, body, kind } if *place == known.place => {
                    Op::Call { place: site.place, symbol: symbol.clone(), body: body.clone(), kind: *kind }
                }
                other => other.clone(),
            };
            let (value, ops): (Value, Vec<Op>) = (known.value.clone(), known.ops.iter().map(moved).collect());
            self.ops.extend(ops);
            return value;
        }
        let cut_before = self.cut;
        let (value, ops) = self.apart(|ix| ix.call(callee, args.clone(), site));
        self.ops.extend(ops.iter().cloned());
        if !self.diverged && self.cut == cut_before && self.steps < self.budget {
            self.heap.watch();
            let state = self.state();
            let known = Returned { callee: callee.clone(), args, place: site.place, value: value.clone(), ops, state };
            self.top().returned.push(known);
        }
        value
    }

    fn is_of_tree(&self, callee: &Value) -> bool {
        match callee {
            Value::Function(f, _) => self.world.module(f.module).file.is_some(),
            Value::Bound(pair) => self.is_of_tree(&pair.0),
            _ => false,
        }
    }

    fn state(&self) -> State {
        State {
            loops: self.loops.clone(),
            caught: self.caught,
            committed: self.committed,
            changes: self.heap.changes(),
            kept: [self.memoised.len(), self.results.len(), self.row_values.len(), self.kept.len(), self.store.len()],
            user: self.store.get("current_user").cloned(),
        }
    }
}

/// The call that gives a value: `f(x)`, `await f(x)`.
fn call_of(program: &Program, value: ExprId) -> Option<ExprId> {
    match program.expr(value) {
        Expr::Call { .. } => Some(value),
        Expr::Await(inner) => call_of(program, inner),
        _ => None,
    }
}
