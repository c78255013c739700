//! What is no statement: calls of other hosts, programs and long computations, and whether an event loop stands still meanwhile.

use std::sync::Arc;

use crate::eval::ops::{Op, Outside};
use crate::eval::value::{Site, Value};
use crate::eval::world::FuncRef;
use crate::facts::program::{Expr, ExprId, Function};

use super::{Code, Frame, Interp};

/// Functions of libraries that run what they are given in a thread.
const THREADED: [&str; 8] =
    ["run_in_threadpool", "to_thread", "run_in_executor", "sync_to_async", "run_sync", "add_task", "submit", "apply_async"];

/// Answers that are sent part by part.
const STREAMS: [&str; 2] = ["StreamingResponse", "EventSourceResponse"];

/// Methods of sessions and connections that run a statement.
const RUNS: [&str; 6] = ["execute", "exec", "scalars", "scalar", "stream", "stream_scalars"];

/// Decorators of the standard library that keep what a function returned.
const KEPT: [&str; 3] = ["lru_cache", "cache", "cached_property"];

/// The value, with each query in it as one that was awaited.
fn detached(value: Value) -> Value {
    match value {
        Value::Query(mut query) => {
            Arc::make_mut(&mut query).detached = true;
            Value::Query(query)
        }
        Value::OneOf(items) => Value::OneOf(items.iter().cloned().map(detached).collect()),
        other => other,
    }
}

impl Interp<'_> {
    /// Leaves behind that something is done outside of the database.
    /// `awaits`: the library hands over to the event loop while it waits.
    pub fn outside(&mut self, kind: Outside, what: &str, site: Site, awaits: bool) {
        let place = self.user_site(site).place;
        let own = |f: &Frame| self.own_function(f);
        if self.frames.iter().any(|f| self.is_memoised(f)) || self.is_beside() {
            return;
        }
        let innermost = self.frames.iter().rev().find_map(own);
        let in_generator = innermost.is_some_and(|function| function.is_generator);
        let in_coroutine = innermost.is_some_and(|function| function.is_async);
        let awaited = awaits || self.is_awaited();
        let held_by = self.holds_event_loop().filter(|_| !awaited);
        self.ops.push(Op::Outside { place, kind, what: what.into(), held_by, in_coroutine, awaited, in_generator });
    }

    /// The coroutine of the audited code that keeps an event loop from everything else by what happens now: nothing
    /// hands over to a thread on the way from it, and what is called is not awaited.
    #[must_use]
    pub fn holds_event_loop(&self) -> Option<FuncRef> {
        // What was handed to a thread runs beside the coroutine that waits for it.
        let handed_over = |f: &&Frame| f.function.is_some_and(|f| THREADED.contains(&self.world.plain_name(f)));
        let mut frames = self.frames.iter().rev().take_while(|f| !handed_over(f));
        let mut generates = false;
        let coroutine = frames.find(|f| match self.own_function(f) {
            Some(function) if function.is_async => true,
            inner => {
                generates = inner.map_or(generates, |function| function.is_generator);
                false
            }
        })?;
        let streamed = |coroutine: &FuncRef| generates && self.streams(*coroutine);
        coroutine.function.filter(|f| !(self.is_awaited() || self.is_alone_on_loop() || streamed(f)))
    }

    /// Whether a coroutine answers with a stream: a plain generator that it makes is gone through in a thread.
    fn streams(&self, coroutine: FuncRef) -> bool {
        let program = &self.world.module(coroutine.module).program;
        let span = program.function(coroutine.id).span;
        program.exprs_within(span).any(|(expr, _)| match expr {
            Expr::Call { func, .. } => program.last_name(*func).is_some_and(|name| STREAMS.contains(&name)),
            _ => false,
        })
    }

    /// `asyncio.run(work())`: nothing else waits on that loop, unless coroutines are gathered on it.
    fn is_alone_on_loop(&self) -> bool {
        let mut marked = self.frames.iter().rev().filter(|f| f.own_loop > 0 || f.together > 0);
        marked.next().is_some_and(|f| f.own_loop > 0 && f.together == 0)
    }

    /// Evaluates the arguments of a call: a coroutine that is called there runs where that function runs it.
    pub(super) fn on_loop_of<T>(&mut self, callee: &Value, inner: impl FnOnce(&mut Self) -> T) -> T {
        let function = match callee {
            Value::Function(function, _) => *function,
            Value::Bound(pair) => match &pair.0 {
                Value::Function(function, _) => *function,
                _ => return inner(self),
            },
            _ => return inner(self),
        };
        let is_asyncio = &*self.world.module(function.module).name == "asyncio";
        let (own, together) = match self.world.plain_name(function) {
            "run" | "run_until_complete" if is_asyncio => (1, 0),
            "gather" if is_asyncio => (0, 1),
            _ => return inner(self),
        };
        self.top().own_loop += own;
        self.top().together += together;
        let out = inner(self);
        let top = self.top();
        top.own_loop = top.own_loop.saturating_sub(own);
        top.together = top.together.saturating_sub(together);
        out
    }

    /// A thread's own work, seen from what starts it: that goes on meanwhile. As an entry of its own the thread does it.
    fn is_beside(&self) -> bool {
        let mut own = self.frames.iter().filter(|f| self.own_function(f).is_some()).skip(1);
        own.any(|f| {
            let is_run = f.function.is_some_and(|function| self.world.plain_name(function) == "run");
            is_run && f.class.is_some_and(|class| self.world.derives(class, "threading.Thread"))
        })
    }

    /// The innermost function of the audited code awaits what it calls.
    fn is_awaited(&self) -> bool {
        self.frames.iter().rev().find(|f| self.own_function(f).is_some()).is_some_and(|frame| frame.awaited > 0)
    }

    /// Evaluates what an `await` or an `async for` waits for.
    pub(super) fn awaiting<T>(&mut self, inner: impl FnOnce(&mut Self) -> T) -> T {
        self.top().awaited += 1;
        let out = inner(self);
        let top = self.top();
        top.awaited = top.awaited.saturating_sub(1);
        out
    }

    /// `await`: a statement that an asynchronous session was awaited for is not waited for again where its rows are taken.
    pub(super) fn eval_await(&mut self, code: &Code, inner: ExprId) -> Value {
        let value = self.awaiting(|ix| ix.eval(code, inner));
        let Expr::Call { func, .. } = code.program.expr(inner) else { return value };
        let runs = matches!(code.program.expr(func), Expr::Attr(_, name) if RUNS.contains(&code.program.name(name)));
        if runs { detached(value) } else { value }
    }

    /// The body of an `async for`: what stands in it is not awaited by the loop.
    pub(super) fn not_awaiting<T>(&mut self, inner: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::take(&mut self.top().awaited);
        let out = inner(self);
        self.top().awaited = around;
        out
    }

    fn own_function(&self, frame: &Frame) -> Option<&Function> {
        let function = frame.function?;
        let module = self.world.module(function.module);
        module.file.map(|_| module.program.function(function.id))
    }

    /// Whether the frame is of a function whose result the process keeps.
    fn is_memoised(&self, frame: &Frame) -> bool {
        let Some(function) = frame.function else { return false };
        let program = &self.world.module(function.module).program;
        let keeps = |decorator: &ExprId| program.last_name(*decorator).is_some_and(|name| KEPT.contains(&name));
        program.function(function.id).decorators.iter().any(keeps)
    }
}
