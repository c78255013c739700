//! Calls of functions of the tree and of stubs: their activation, their operations, what they return.

use std::sync::Arc;

use crate::eval::heap::{ObjId, ObjKind};
use crate::eval::ops::{CallKind, Op};
use crate::eval::semantics::CallArgs;
use crate::eval::value::{Cause, Site, Value};
use crate::eval::world::{ClassRef, FuncRef};
use crate::facts::program::{Block, Expr, ExprId, FunctionKind, ParamKind, Program, Stmt};
use crate::model::Place;

use super::{Flow, Interp, MAX_RECURSIONS, join_values};

/// Stubs that keep what they are given, for a library that reads it later.
const UNFOLLOWED: &[&str] =
    &["django.forms", "flask_wtf", "django.core.cache", "flask_caching", "django.dispatch", "logging", "celery", "rq", "huey"];
/// Functions that one function may wrap, each inside the other.
const MOST_WRAPPED: usize = 6;

impl Interp<'_> {
    /// Calls a function of the tree or of a stub.
    pub fn call_function(
        &mut self,
        f: FuncRef,
        closure: Option<ObjId>,
        args: CallArgs,
        receiver: Option<Value>,
        site: Site,
    ) -> Value {
        if self.frames.len() >= self.deepest {
            self.escape_args(&args);
            self.lost(site.place, Cause::Limit("depth"));
            return Value::Unknown(Cause::Limit("depth"));
        }
        let (running, limit) = self.recursion(f, closure);
        if let Some(limit) = limit {
            self.escape_args(&args);
            self.lost(site.place, Cause::Limit(limit));
            return Value::Unknown(Cause::Limit(limit));
        }
        let is_stub = self.world.module(f.module).file.is_none();
        self.called.insert(f);
        let guarding = std::mem::take(&mut self.guarding);
        let kind = (!is_stub).then(|| self.kind_of_call(f, guarding));
        let code = self.code(f.module);
        let program = &code.program;
        let function = program.function(f.id);
        let scope = self.new_scope(closure);
        let closures_before = self.closures;
        let symbol: Arc<str> = if is_stub { self.symbol() } else { self.symbol_of(f) };
        let loops_before = self.loops.len();
        let outer_stub_site = self.stub_site;
        if is_stub && site.place.file != super::NO_FILE {
            self.stub_site = Some(site);
        }
        if is_stub {
            self.escape_unused(f, &args);
        }
        let frame = self.push_frame(scope, Arc::clone(&symbol));
        // A decorator calls the method that it wraps with the receiver as its first argument.
        let receiver = receiver.or_else(|| args.positional.first().filter(|first| self.owner_of(first, f).is_some()).cloned());
        let class = receiver.as_ref().and_then(|r| self.owner_of(r, f));
        {
            let top = self.top();
            top.function = Some(f);
            top.class = class;
            top.receiver = receiver;
            top.is_template = function.kind == FunctionKind::Macro;
        }
        let cut_before = self.cut;
        let outer = std::mem::take(&mut self.ops);
        self.bind_params(&code, function, args);
        let flow = self.exec_block(&code, function.body);
        self.loops.truncate(loops_before);
        let mut body = std::mem::replace(&mut self.ops, outer);
        // A function that only recurses over data runs nothing, however deep.
        if running == 0 && self.cut > cut_before && only_recurses(&body) && recurses(&body) {
            body.clear();
        }
        self.stub_site = outer_stub_site;
        let Some(done) = self.frames.pop() else { return Value::Unknown(Cause::Limit("depth")) };
        body = self.warmed(done.behind_cache, body);
        // Names that no inner function can read any more only take memory, and time when the evaluation ends.
        if self.closures == closures_before {
            self.heap.forget_scope(scope);
        }
        let is_redirect = |answer| self.status(answer).is_some_and(|status| (300..400).contains(&status));
        if !done.elsewhere.is_empty() && done.returns.iter().all(is_redirect) {
            let sides = done.elsewhere.into_iter().map(|(place, side)| Op::Branch {
                place,
                sides: vec![side, Vec::new()],
                exits: vec![false; 2],
                likely: None,
            });
            body.extend(sides);
        }
        // One that only ever raises ends its caller, too; a method that subclasses have to write says nothing about them.
        self.diverged |= flow == Flow::Raise && done.returns.is_empty() && !is_abstract(program, function.body);
        self.emit_call(site, symbol, kind, frame, body);
        if function.is_generator {
            return self.generated(done.yields);
        }
        if function.kind == FunctionKind::Macro {
            return Value::scalar(crate::eval::Dims::default());
        }
        done.returns.into_iter().reduce(|a, b| join_values(&a, &b)).unwrap_or(Value::None)
    }

    /// How often a function runs already, and the bound that a call of it would go over.
    fn recursion(&mut self, f: FuncRef, closure: Option<ObjId>) -> (usize, Option<&'static str>) {
        let scopes = self.frames.iter().filter(|frame| frame.function == Some(f)).map(|frame| frame.scope);
        let (running, again) = scopes.fold((0, 0), |(all, same), scope| {
            let parent = match self.heap.get(scope).kind {
                ObjKind::Scope { parent } => parent,
                _ => None,
            };
            (all + 1, same + usize::from(parent == closure))
        });
        // A library's own recursion (nested serializers) goes over declarations, and so has an end.
        if self.world.module(f.module).file.is_none() {
            return (running, (running >= 6).then_some("recursion"));
        }
        // What a decorator makes of two functions is two functions; but one may be made anew in each recursion, too.
        if running > 0 && again == 0 && !self.linking_mode() {
            return (running, (running >= MOST_WRAPPED || !self.may_recur(f)).then_some("depth"));
        }
        (running, (running >= 2 || running > 0 && !self.may_recur(f)).then_some("recursion"))
    }

    /// Functions that call each other from many places would otherwise be followed along every path.
    fn may_recur(&mut self, f: FuncRef) -> bool {
        let times = self.recursions.entry(f).or_default();
        *times += 1;
        *times <= MAX_RECURSIONS
    }

    /// A stub that does not look at what it is given says nothing of what the library does with it.
    fn escape_unused(&mut self, f: FuncRef, args: &CallArgs) {
        let program = Arc::clone(&self.world.module(f.module).program);
        let function = program.function(f.id);
        let is_receiver =
            |at: usize| at == 0 && function.params.first().is_some_and(|p| matches!(program.name(p.name), "self" | "cls"));
        let given = args.positional.iter().enumerate().filter(|(at, _)| !is_receiver(*at)).map(|(_, v)| v);
        if given.chain(args.keywords.iter().map(|(_, v)| v)).all(crate::eval::reads::is_plain) {
            return;
        }
        let reads_all = UNFOLLOWED.contains(&&*self.world.module(f.module).name);
        let used = Arc::clone(&self.world.module(f.module).used);
        for (at, param) in function.params.iter().enumerate() {
            if is_receiver(at) || (!reads_all && used.contains(&(f.id, param.name))) {
                continue;
            }
            let name = self.name(program.name(param.name));
            match param.kind {
                ParamKind::Star => args.positional.iter().skip(at).for_each(|v| self.escape(v)),
                ParamKind::DoubleStar => args.keywords.iter().for_each(|(_, v)| self.escape(v)),
                _ => {
                    let by_name = args.keywords.iter().find(|(n, _)| Some(*n) == name).map(|(_, v)| v);
                    if let Some(value) = by_name.or_else(|| args.positional.get(at)) {
                        self.escape(value);
                    }
                }
            }
        }
    }

    /// The operations of a call stand together, so that evidence can name the call. A stub's, of no kind, stand where it was called.
    /// What a library calls of the project is called where the project calls the library.
    fn emit_call(&mut self, site: Site, symbol: Arc<str>, kind: Option<CallKind>, frame: u32, mut body: Vec<Op>) {
        let only_holds = body.iter().all(|op| matches!(op, Op::Hold { .. } | Op::Release { .. } | Op::Exit { .. }));
        if body.is_empty() || (only_holds && !body.is_empty()) {
            return;
        }
        body.push(Op::Release { frame });
        match kind {
            Some(kind) => {
                let place = self.user_site(site).place;
                self.ops.push(Op::Call { place, symbol, body: Arc::new(body), kind });
            }
            None => self.ops.extend(body),
        }
    }

    fn kind_of_call(&self, f: FuncRef, guarding: bool) -> CallKind {
        if guarding {
            return CallKind::Guard(f);
        }
        if self.world.decorators.contains_key(&f) { CallKind::Decorator(f) } else { CallKind::Code }
    }

    /// Calls what a framework asks before it lets a request through.
    pub fn call_guard(&mut self, guard: &Value, args: CallArgs, site: Site) -> Value {
        self.guarding = true;
        let out = self.call(guard, args, site);
        self.guarding = false;
        out
    }

    /// What a library reads of a row because the project declares it there: a field of a serializer, a column of a list.
    pub fn declared<T>(&mut self, place: Place, symbol: &str, kind: CallKind, run: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::take(&mut self.ops);
        let out = run(self);
        let body = std::mem::replace(&mut self.ops, outer);
        if !body.is_empty() {
            self.ops.push(Op::Call { place, symbol: symbol.into(), body: Arc::new(body), kind });
        }
        out
    }

    /// A value that the function which runs yields: once, or as often as a loop of it goes round.
    pub(super) fn yielded(&mut self, value: Value) {
        let before = self.top().loops_around;
        let rounds = self.loops.get(before..).and_then(<[u32]>::last).copied();
        self.top().yields.push((value, rounds));
    }

    fn generated(&mut self, yields: Vec<(Value, Option<u32>)>) -> Value {
        let list = self.new_list(Vec::new());
        let all = yields.into_iter().reduce(|(a, x), (b, y)| (join_values(&a, &b), y.or(x)));
        if let (Value::Object(id), Some((value, rounds))) = (&list, all)
            && let ObjKind::List { items, rest } = &mut self.heap.get_mut(*id).kind
        {
            if rounds.is_some() {
                super::assign::add_rest(rest, None, value, rounds);
            } else {
                items.push(value);
            }
        }
        list
    }

    /// The class in whose body a method stands, among the classes of its receiver.
    fn owner_of(&self, receiver: &Value, f: FuncRef) -> Option<ClassRef> {
        let class = self.class_of(receiver)?;
        let owner = *self.world.function_class.get(&f)?;
        let mro = &self.world.class(class).mro;
        // A class that a function makes is another one at each call, with the same methods.
        let made =
            |c: &&ClassRef| self.world.class(**c).id == self.world.class(owner).id && self.world.class(**c).module == f.module;
        mro.iter().find(|c| **c == owner).or_else(|| mro.iter().find(made)).copied()
    }
}

/// Whether recursion was cut short somewhere in it.
fn recurses(ops: &[Op]) -> bool {
    ops.iter().any(|op| match op {
        Op::Lost { cause, .. } => *cause == Cause::Limit("recursion"),
        Op::Loop { body, .. } => recurses(body),
        Op::Call { body, .. } => recurses(body),
        Op::Branch { sides, .. } => sides.iter().any(|side| recurses(side)),
        _ => false,
    })
}

/// Whether nothing happens in it but recursion that was cut short.
fn only_recurses(ops: &[Op]) -> bool {
    ops.iter().all(|op| match op {
        Op::Hold { .. } | Op::Release { .. } | Op::Transaction(_) | Op::Exit { .. } => true,
        Op::Lost { cause, .. } => *cause == Cause::Limit("recursion"),
        Op::Loop { body, .. } => only_recurses(body),
        Op::Call { body, .. } => only_recurses(body),
        Op::Branch { sides, .. } => sides.iter().all(|side| only_recurses(side)),
        _ => false,
    })
}

/// Whether a body is only `raise NotImplementedError`, below its docstring.
fn is_abstract(program: &Program, body: Block) -> bool {
    let mut statements =
        program.block(body).iter().filter(|id| !matches!(program.stmt(**id), Stmt::Expr(e) if is_text(program, e)));
    let (Some(only), None) = (statements.next(), statements.next()) else { return false };
    let Stmt::Raise(Some(raised)) = program.stmt(*only) else { return false };
    let named = match program.expr(raised) {
        Expr::Call { func, .. } => func,
        _ => raised,
    };
    matches!(program.expr(named), Expr::Name(sym) if program.name(sym) == "NotImplementedError")
}

fn is_text(program: &Program, expr: ExprId) -> bool {
    matches!(program.expr(expr), Expr::Str(_))
}
