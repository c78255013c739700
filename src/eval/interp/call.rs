//! Calls.

use std::sync::Arc;

use crate::eval::builtins;
use crate::eval::heap::{ObjKind, Object};
use crate::eval::ops::Op;
use crate::eval::semantics::CallArgs;
use crate::eval::value::{Cause, Site, Value};
use crate::eval::world::ClassRef;
use crate::facts::program::{Args, Expr, ExprId, Program};
use crate::names::Name;

use super::{Code, Interp, join_values};

/// Outside functions whose result has all that they are given.
const HANDED_THROUGH: &[&str] = &["typing.cast", "copy.copy", "copy.deepcopy"];

impl Interp<'_> {
    pub(super) fn eval_call(&mut self, code: &Code, id: ExprId, func: ExprId, args: Args) -> Value {
        let site = self.site(code, id);
        if let Expr::Name(sym) = code.program.expr(func)
            && code.program.name(sym) == "super"
        {
            return self.eval_super(code, args);
        }
        self.asked_outside = None;
        let callee = self.eval(code, func);
        if let (Some(class), Value::Unknown(Cause::External(_))) = (self.asked_outside.take(), &callee) {
            self.called_outside(class, site);
        }
        let values = self.on_loop_of(&callee, |ix| ix.eval_args(code, args));
        if let Expr::Attr(_, method) = code.program.expr(func)
            && is_unresolved(&callee)
            && !self.linking_mode()
        {
            let semantics = self.semantics;
            if let Some(out) = semantics.call_by_arguments(self, code.syms[method.index()], &values, site) {
                return out;
            }
        }
        self.calling = Some((site, func));
        if self.frame().is_some_and(|frame| frame.returning == Some(id)) {
            return self.call_returned(&callee, values, site);
        }
        self.call(&callee, values, site)
    }

    /// What is called at this place, as it is written: `self.renderer.render`.
    fn callee_text(&self, site: Site) -> Arc<str> {
        let text = self.calling.filter(|(at, _)| *at == site).and_then(|(_, func)| {
            let program = &self.world.module(site.module).program;
            dotted(program, func, 0)
        });
        text.map_or_else(|| "an outside function that is given rows or a query".into(), Into::into)
    }

    /// A method that a class of the tree has from one outside: it may call back whatever the class defines.
    pub fn called_outside(&mut self, class: ClassRef, site: Site) {
        let own = |class: &ClassRef| {
            let class = self.world.class(*class);
            !class.is_stub
                && class.members.iter().any(|(n, v, _)| matches!(v, Value::Function(..)) && !self.text(*n).starts_with("__"))
        };
        if self.world.class(class).mro.iter().any(own) {
            let name = Arc::clone(&self.world.class(class).qualified);
            self.lost(site.place, Cause::Call(format!("{name}, by a method of an outside base class,").into()));
        }
    }

    fn eval_super(&mut self, code: &Code, args: Args) -> Value {
        if self.frame().is_some_and(|frame| frame.is_template) {
            return self.template_super(code);
        }
        if let [class, object] = code.program.arguments(args) {
            let class = self.eval(code, class.value);
            let object = self.eval(code, object.value);
            if let Value::Class(after) = class {
                return Value::Super { after, object: Arc::new(object) };
            }
            return Value::Unknown(Cause::Form("super"));
        }
        match self.frames.iter().rev().find_map(|f| Some((f.class?, f.receiver.clone()?))) {
            Some((after, object)) => Value::Super { after, object: Arc::new(object) },
            None => Value::Unknown(Cause::Form("super")),
        }
    }

    /// Calls anything.
    pub fn call(&mut self, callee: &Value, args: CallArgs, site: Site) -> Value {
        if !self.step() {
            return Value::Unknown(Cause::Limit("steps"));
        }
        match callee {
            Value::Function(f, _) if !self.linking_mode() && self.world.memoised.contains(f) => self.warm(callee, args, site),
            Value::Function(f, closure) => self.call_function(*f, *closure, args, None, site),
            Value::Bound(pair) => {
                let (function, receiver) = (&pair.0, &pair.1);
                let mut args = args;
                args.positional.insert(0, receiver.clone());
                match function {
                    Value::Function(f, _) if self.world.memoised.contains(f) && self.outlives(receiver) => {
                        self.warm(function, args, site)
                    }
                    Value::Function(f, closure) => self.call_function(*f, *closure, args, Some(receiver.clone()), site),
                    other => self.call(other, args, site),
                }
            }
            Value::Native(native) => {
                if builtins::is_builtin(native) {
                    return builtins::call(self, native, args, site);
                }
                let semantics = self.semantics;
                if !semantics.follows(native) {
                    self.escape_args(&args);
                }
                semantics.call_native(self, native, args, site)
            }
            Value::Class(class) => self.instantiate(*class, args, site),
            Value::Method(receiver, name) => self.call_method(receiver, *name, args, site),
            Value::Partial(partial) => {
                let mut all = partial.1.clone();
                all.positional.extend(args.positional);
                all.keywords.extend(args.keywords);
                all.open |= args.open;
                self.call(&partial.0, all, site)
            }
            Value::External(path) => self.call_external(path, args, site),
            Value::OneOf(items) => self.call_either(&Arc::clone(items), &args, site),
            Value::Object(id) => {
                let class = self.heap.get(*id).class;
                if let (Some(class), Some(name)) = (class, self.name("__call__"))
                    && let Some((owner, value)) = self.world.find_member(class, name).map(|(c, v)| (c, v.clone()))
                {
                    let bound = self.bind_member(&value, owner, callee, site);
                    return self.call(&bound, args, site);
                }
                let cause = match class {
                    Some(c) if self.world.class(c).open => Cause::External("an outside base class".into()),
                    _ => Cause::Call(self.symbol()),
                };
                self.call_unknown(&cause, &args, site)
            }
            Value::Property(_) | Value::Static(_) | Value::ClassMethod(_) => {
                self.escape_args(&args);
                Value::Unknown(Cause::Form("descriptor call"))
            }
            Value::Unknown(cause) => self.call_unknown(&cause.clone(), &args, site),
            other => {
                let semantics = self.semantics;
                let name = self.name("__call__");
                if let Some(out) = name.and_then(|n| semantics.call_method(self, other, n, &args, site)) {
                    return out;
                }
                self.escape_args(&args);
                Value::scalar(other.dims())
            }
        }
    }

    fn call_either(&mut self, items: &[Value], args: &CallArgs, site: Site) -> Value {
        let mut out: Option<Value> = None;
        let mut sides = Vec::new();
        let (before, mut returns) = (std::mem::take(&mut self.diverged), false);
        self.undecided += 1;
        for item in items.iter().filter(|v| !matches!(v, Value::None)) {
            let (value, ops) = self.apart(|ix| ix.call(item, args.clone(), site));
            sides.push(ops);
            // What raises for one of them still runs for another.
            if std::mem::take(&mut self.diverged) {
                continue;
            }
            returns = true;
            out = Some(out.map_or(value.clone(), |o| join_values(&o, &value)));
        }
        self.undecided -= 1;
        self.diverged = before || (!returns && !sides.is_empty());
        if sides.iter().any(|s| !s.is_empty()) {
            let exits = vec![false; sides.len()];
            self.ops.push(Op::Branch { place: site.place, sides, exits, likely: None });
        }
        out.unwrap_or(Value::Unknown(Cause::Form("call of nothing")))
    }

    /// A callee that is not known: what it was given may be used in any way.
    fn call_unknown(&mut self, cause: &Cause, args: &CallArgs, site: Site) -> Value {
        self.escape_args(args);
        // A macro of a library prints the forms and fields that it is given.
        if self.frame().is_some_and(|frame| frame.is_template) {
            let printed: Vec<Value> = args.positional.iter().filter(|v| matches!(v, Value::Object(_))).cloned().collect();
            printed.iter().for_each(|value| self.print_row(value, site));
        }
        let carries = args.positional.iter().chain(args.keywords.iter().map(|(_, v)| v)).any(|v| self.carries_rows(v));
        let deferred = match cause {
            Cause::External(path) | Cause::Bound(_, Some(path)) => self.semantics.defers(path),
            _ => false,
        };
        if cause.blocks() {
            self.lost(site.place, cause.clone());
        } else if deferred {
            self.lost(site.place, Cause::Form("resolvers of a GraphQL schema"));
        } else if carries {
            let cause = match cause {
                Cause::External(path) | Cause::Bound(_, Some(path)) => Cause::Callee(Arc::clone(path)),
                _ => Cause::Call(self.callee_text(site)),
            };
            self.lost(site.place, cause);
        }
        // It may return a query that it was given, changed in an unknown way.
        let query = args.positional.iter().find_map(|v| match v {
            Value::Query(q) => Some(Arc::clone(q)),
            _ => None,
        });
        if let Some(query) = query {
            let mut query = (*query).clone();
            query.lose_filters();
            query.identity = None;
            query.options_open = true;
            if query.bound == crate::eval::Bound::Unbounded {
                query.bound = crate::eval::Bound::Unknown;
            }
            return Value::Query(Arc::new(query));
        }
        // Each call may give something else.
        Value::Unknown(cause.unbound())
    }

    /// Whether rows or a query are part of the value.
    #[must_use]
    pub fn carries_rows(&self, value: &Value) -> bool {
        match value {
            Value::Query(_) | Value::Row(_) | Value::Rows(_) => true,
            Value::OneOf(items) | Value::Tuple(items) => items.iter().any(|v| self.carries_rows(v)),
            _ => false,
        }
    }

    fn call_external(&mut self, path: &Arc<str>, args: CallArgs, site: Site) -> Value {
        let semantics = self.semantics;
        if let Some(out) = semantics.external(self, path, &args, site) {
            if !HANDED_THROUGH.contains(&&**path) {
                self.escape_args(&args);
            }
            return out;
        }
        let dims = args.positional.iter().fold(crate::eval::Dims::default(), |d, v| d.union(v.dims()));
        let out = self.call_unknown(&Cause::External(Arc::clone(path)), &args, site);
        match out {
            Value::Unknown(cause) if dims.is_empty() => Value::Unknown(cause),
            Value::Unknown(_) => Value::scalar(dims),
            other => other,
        }
    }

    /// `receiver.name(args)` for values whose methods are known by name.
    pub fn call_method(&mut self, receiver: &Value, name: Name, args: CallArgs, site: Site) -> Value {
        let semantics = self.semantics;
        if let Some(out) = semantics.call_method(self, receiver, name, &args, site) {
            return out;
        }
        // Containers keep what they are given.
        if !matches!(receiver, Value::Object(_)) {
            self.escape_args(&args);
        }
        let text = self.world.names.shared(name);
        if let Some(out) = builtins::methods::method(self, receiver, &text, &args, site) {
            return out;
        }
        let dims = args.positional.iter().fold(receiver.dims(), |d, v| d.union(v.dims()));
        match receiver {
            Value::Property(_)
                if matches!(&*text, "setter" | "expression" | "comparator" | "inplace" | "deleter" | "update_expression") =>
            {
                // The decorated function is not the getter: the property stays.
                Value::Native("builtin.keep_property")
            }
            Value::Unknown(cause) => self.call_unknown(&cause.clone(), &args, site),
            _ => Value::scalar(dims),
        }
    }

    /// Makes an instance of a class.
    pub fn instantiate(&mut self, class: ClassRef, args: CallArgs, site: Site) -> Value {
        if self.world.class_entity.contains_key(&class) {
            self.escape_args(&args);
        }
        // A library's class whose instances are values of another kind.
        let new = self.name("__new__").and_then(|n| self.world.find_member(class, n).map(|(c, v)| (c, v.clone())));
        if let Some((owner, new @ Value::Function(..))) = new
            && self.world.class(owner).is_stub
        {
            let mut args = args;
            args.positional.insert(0, Value::Class(class));
            return self.call(&new, args, site);
        }
        let is_single = !self.world.class_entity.contains_key(&class) && self.is_single(class);
        if let Some(known) = self.singles.get(&class).filter(|_| is_single) {
            return Value::Object(*known);
        }
        let mut object = Object::new(ObjKind::Instance);
        object.class = Some(class);
        object.place = Some(self.user_site(site).place);
        let id = self.heap.add(object);
        let value = Value::Object(id);
        if is_single {
            self.singles.insert(class, id);
        }
        let init = self.name("__init__").and_then(|n| self.world.find_member(class, n).map(|(c, v)| (c, v.clone())));
        match init {
            Some((owner, init)) => {
                let bound = self.bind_member(&init, owner, &value, site);
                self.call(&bound, args, site);
            }
            None => {
                let names = self.world.class(class).annotations.len();
                if self.world.class(class).open || args.positional.len() > names {
                    self.escape_args(&args);
                }
                for (name, given) in args.keywords {
                    self.heap.get_mut(id).attrs.insert(name, given);
                }
                // A data class takes its annotated names in order.
                let names: Vec<Name> = self.world.class(class).annotations.iter().map(|(n, ..)| *n).collect();
                for (name, given) in names.into_iter().zip(args.positional) {
                    self.heap.get_mut(id).attrs.insert(name, given);
                }
            }
        }
        value
    }

    /// The object is there before the entry begins, and after it: what is kept under it is found again.
    pub(super) fn outlives(&self, receiver: &Value) -> bool {
        !self.linking_mode()
            && match receiver {
                Value::Class(_) => true,
                // A model has one manager of a name.
                Value::Query(query) => query.manager,
                Value::Object(id) => self.heap.is_as_linked(*id) || self.singles.values().any(|single| single == id),
                _ => false,
            }
    }

    /// All instances are one: a metaclass of the project, or the class itself, keeps what it has made and hands it out again.
    fn is_single(&self, class: ClassRef) -> bool {
        let meta = self.world.class(class).mro.iter().find_map(|base| {
            let keywords = &self.world.class(*base).keywords;
            keywords.iter().find_map(|(name, value)| match value {
                Value::Class(meta) if self.world.names.text(*name) == "metaclass" => Some(*meta),
                _ => None,
            })
        });
        let keeps = |class: ClassRef, method: &str| {
            let found = self.name(method).and_then(|name| self.world.find_member(class, name));
            let Some((owner, Value::Function(f, _))) = found else { return false };
            let program = &self.world.module(f.module).program;
            let body = program.function(f.id).span;
            let inside = program.exprs_within(body);
            let is_kept = |expr: &Expr| matches!(expr, Expr::Attr(_, name) if program.name(*name).contains("instance"));
            !self.world.class(owner).is_stub && inside.into_iter().any(|(expr, _)| is_kept(expr))
        };
        meta.is_some_and(|meta| keeps(meta, "__call__")) || keeps(class, "__new__")
    }

    /// What `with value as x` binds.
    pub(super) fn enter(&mut self, code: &Code, value: Value, context: ExprId) -> Value {
        let site = self.site(code, context);
        match &value {
            Value::Object(id) => {
                if let ObjKind::List { .. } = self.heap.get(*id).kind {
                    // A generator under `@contextmanager`: what it yields.
                    return self.element_of(&value);
                }
                let class = self.heap.get(*id).class;
                for name in ["__enter__", "__aenter__"] {
                    let found =
                        class.zip(self.name(name)).and_then(|(c, n)| self.world.find_member(c, n).map(|(o, v)| (o, v.clone())));
                    if let Some((owner, method)) = found {
                        let bound = self.bind_member(&method, owner, &value, site);
                        return self.call(&bound, CallArgs::default(), site);
                    }
                }
                value
            }
            _ => value,
        }
    }
}

/// A method of something that is not known.
fn is_unresolved(callee: &Value) -> bool {
    match callee {
        Value::Unknown(_) | Value::External(_) => true,
        Value::Method(receiver, _) => matches!(**receiver, Value::Scalar(_)),
        _ => false,
    }
}

/// `a.b().c` of names, attributes and calls.
fn dotted(program: &Program, expr: ExprId, depth: usize) -> Option<String> {
    if depth > 8 {
        return None;
    }
    match program.expr(expr) {
        Expr::Name(name) => Some(program.name(name).to_owned()),
        Expr::Attr(object, name) => Some(format!("{}.{}", dotted(program, object, depth + 1)?, program.name(name))),
        Expr::Call { func, .. } => Some(format!("{}()", dotted(program, func, depth + 1)?)),
        _ => None,
    }
}
