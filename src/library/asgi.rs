//! FastAPI: what a handler is given (parameters, dependencies), and what its answer is read by.

use std::sync::Arc;

use crate::eval::heap::{ObjKind, Object};
use crate::eval::interp::{Mode, join_values};
use crate::eval::value::{CallValues, Cause, Site};
use crate::eval::world::{ClassRef, FuncRef};
use crate::eval::{CallArgs, Interp, ModuleId, ObjId, Value};
use crate::facts::program::{ExprId, Param, ParamKind};

use super::pydantic;

/// Dependencies of dependencies, at most.
pub(super) const MAX_DEPTH: usize = 24;

/// Sessions: what they do is known by their class.
const SESSIONS: &[&str] = &["sqlalchemy.orm.Session"];

/// Results of dependencies that one request shares.
pub(super) type Solved = Vec<(Value, Value)>;

/// Under this name the store keeps what dependencies gave that were solved before the handler ran.
pub(super) const SOLVED: &str = "asgi.solved";

/// What was solved before the handler runs.
pub(super) fn solved_before(ix: &Interp<'_>) -> Solved {
    let Some(Value::Tuple(kept)) = ix.store.get(SOLVED) else { return Solved::new() };
    let pair = |pair: &Value| match pair {
        Value::Tuple(pair) => Some((pair.first()?.clone(), pair.get(1)?.clone())),
        _ => None,
    };
    kept.iter().filter_map(pair).collect()
}

/// Runs a handler: its dependencies first, then itself; what it returns is read by the response model.
/// `args`: the handler, dependencies that stand beside it (a list), the response model or `None`, the rule of its address.
pub fn serve(ix: &mut Interp<'_>, args: &CallArgs, site: Site) -> Value {
    let [handler, beside, model, rule @ ..] = args.positional.as_slice() else { return Value::input() };
    let rule = rule.first().and_then(Value::as_str).unwrap_or_default();
    let mut solved = solved_before(ix);
    for dependency in ix.known_items(beside).unwrap_or_default() {
        depend(ix, &dependency, &Value::None, &mut solved, site, 0);
    }
    let mut given = arguments(ix, handler, &mut solved, site, 0);
    for (name, value) in &mut given.keywords {
        let is_plain = matches!(value, Value::Scalar(_) | Value::Unknown(_));
        if is_plain && is_in_address(rule, ix.text(*name)) {
            *value = Value::of_address();
        }
    }
    let answer = ix.call(handler, given, site);
    ix.diverged = false;
    let (model, module) = match (model, signature(ix, handler)) {
        (Value::None, Some((f, closure, _))) => (returned(ix, f, closure), f.module),
        (model, Some((f, ..))) => (model.clone(), f.module),
        (model, None) => (model.clone(), site.module),
    };
    pydantic::validate(ix, &answer, &model, module, site)
}

/// `/users/{name}`, `/users/{id:int}`: there is no such address without it. A `:path` may be empty.
fn is_in_address(rule: &str, name: &str) -> bool {
    let mut parts = rule.split('{').skip(1).filter_map(|part| part.split('}').next());
    parts.any(|part| part.split_once(':').map_or(part == name, |(part, kind)| part == name && kind != "path"))
}

fn returned(ix: &mut Interp<'_>, f: FuncRef, closure: Option<ObjId>) -> Value {
    let program = Arc::clone(&ix.world.module(f.module).program);
    program.function(f.id).returns.map_or(Value::None, |expr| ix.eval_at(f.module, closure, expr))
}

/// The function whose parameters say what a callable is given, its closure, and how many parameters are given already.
pub(super) fn signature(ix: &Interp<'_>, callable: &Value) -> Option<(FuncRef, Option<ObjId>, usize)> {
    match callable {
        Value::Function(f, closure) => Some(wrapped(ix, callable).unwrap_or((*f, *closure, 0))),
        Value::Bound(pair) => signature(ix, &pair.0).map(|(f, closure, n)| (f, closure, n + 1)),
        Value::Partial(partial) => signature(ix, &partial.0).map(|(f, c, n)| (f, c, n + partial.1.positional.len())),
        Value::Static(inner) => signature(ix, inner),
        Value::ClassMethod(inner) => signature(ix, inner).map(|(f, c, n)| (f, c, n + 1)),
        Value::Class(class) => method_of(ix, *class, "__init__"),
        Value::Object(id) => method_of(ix, ix.heap.get(*id).class?, "__call__"),
        _ => None,
    }
}

fn method_of(ix: &Interp<'_>, class: ClassRef, name: &str) -> Option<(FuncRef, Option<ObjId>, usize)> {
    let (owner, value) = ix.world.find_member(class, ix.name(name)?)?;
    if ix.world.class(owner).is_stub {
        return None;
    }
    signature(ix, value).map(|(f, closure, n)| (f, closure, n + 1))
}

/// `functools.wraps`: the function below says the parameters.
fn wrapped(ix: &Interp<'_>, function: &Value) -> Option<(FuncRef, Option<ObjId>, usize)> {
    let mut at = function.clone();
    let mut found = None;
    for _ in 0..16 {
        let inner = ix.world.registrations.of("wraps").find_map(|r| match r.values.as_slice() {
            [outer, inner] if outer.same(&at) => Some(inner.clone()),
            _ => None,
        });
        match inner {
            Some(Value::Function(f, closure)) => {
                found = Some((f, closure, 0));
                at = Value::Function(f, closure);
            }
            _ => break,
        }
    }
    found
}

/// What a callable is given by its parameters.
fn arguments(ix: &mut Interp<'_>, callable: &Value, solved: &mut Solved, site: Site, depth: usize) -> CallArgs {
    let mut out = CallArgs { open: true, ..CallArgs::default() };
    let Some((f, closure, skip)) = signature(ix, callable) else { return out };
    if let Some(stated) = stated(ix, f, closure) {
        return given_by(ix, &stated, solved, site, depth, skip);
    }
    // A method that was registered below its class: the framework makes the instance.
    let owner = ix.world.function_class.get(&f).copied().filter(|_| matches!(callable, Value::Function(..)));
    let program = Arc::clone(&ix.world.module(f.module).program);
    let syms = Arc::clone(&ix.world.module(f.module).syms);
    for (at, param) in program.function(f.id).params.iter().enumerate().skip(skip) {
        if matches!(param.kind, ParamKind::Star | ParamKind::DoubleStar) {
            continue;
        }
        let value = match owner {
            Some(class) if at == 0 => instance(ix, class, solved, site, depth),
            _ => parameter(ix, f, closure, param, solved, site, depth),
        };
        out.keywords.push((syms[param.name.index()], value));
    }
    out
}

/// `makefun.with_signature(…)`: the parameters that a function is said to have.
pub(super) fn stated(ix: &Interp<'_>, f: FuncRef, closure: Option<ObjId>) -> Option<Vec<Value>> {
    let found = ix.world.registrations.of("signature").rev().find_map(|r| match r.values.as_slice() {
        [Value::Function(of, scope), parameters] if *of == f && *scope == closure => Some(parameters.clone()),
        _ => None,
    })?;
    ix.known_items(&found)
}

fn given_by(ix: &mut Interp<'_>, parameters: &[Value], solved: &mut Solved, site: Site, depth: usize, skip: usize) -> CallArgs {
    let mut out = CallArgs { open: true, ..CallArgs::default() };
    for parameter in parameters.iter().skip(skip) {
        let Value::Object(id) = parameter else { continue };
        let part = |ix: &Interp<'_>, text: &str| ix.name(text).and_then(|n| ix.heap.get(*id).attrs.get(&n).cloned());
        let (name, default) = (part(ix, "name"), part(ix, "default").unwrap_or(Value::None));
        let annotation = part(ix, "annotation").unwrap_or(Value::None);
        let Some(name) = name.as_ref().and_then(Value::as_str).and_then(|n| ix.name(n)) else { continue };
        let value = match dependency_of(ix, &default, &annotation) {
            Some(dependency) => depend(ix, &dependency, &annotation, solved, site, depth),
            None => defaulted(ix, Some(default), &annotation),
        };
        out.keywords.push((name, value));
    }
    out
}

/// An instance of a class of handlers, with the dependencies that its body declares.
fn instance(ix: &mut Interp<'_>, class: ClassRef, solved: &mut Solved, site: Site, depth: usize) -> Value {
    let given = arguments(ix, &Value::Class(class), solved, site, depth + 1);
    let object = if given.keywords.is_empty() {
        let mut object = Object::new(ObjKind::Instance);
        object.class = Some(class);
        Value::Object(ix.heap.add(object))
    } else {
        ix.instantiate(class, given, site)
    };
    let Value::Object(id) = object else { return object };
    for owner in ix.world.class(class).mro.clone().into_iter().rev() {
        let info = ix.world.class(owner);
        let module = info.module;
        let annotations = info.annotations.clone();
        let defaults: Vec<_> = info.members.iter().map(|(n, v, _)| (*n, v.clone())).collect();
        for (name, annotation, _) in annotations {
            let default = defaults.iter().find(|(n, _)| *n == name).map_or(Value::None, |(_, v)| v.clone());
            let annotation = ix.eval_at(module, None, annotation);
            if let Some(value) = dependency_of(ix, &default, &annotation)
                .map(|dependency| depend(ix, &dependency, &annotation, solved, site, depth + 1))
            {
                ix.heap.get_mut(id).attrs.insert(name, value);
            }
        }
        for (name, default) in defaults {
            if !ix.heap.get(id).attrs.contains_key(&name) && is_a(ix, &default, "fastapi.Dependency") {
                let value = depend(ix, &default, &Value::None, solved, site, depth + 1);
                ix.heap.get_mut(id).attrs.insert(name, value);
            }
        }
    }
    object
}

fn parameter(
    ix: &mut Interp<'_>,
    f: FuncRef,
    closure: Option<ObjId>,
    param: &Param,
    solved: &mut Solved,
    site: Site,
    depth: usize,
) -> Value {
    let annotation = param.annotation.map_or(Value::None, |expr| ix.eval_at(f.module, closure, expr));
    let annotation = named(ix, f.module, annotation);
    if param.annotation.is_none()
        && ix.world.module(f.module).program.name(param.name) == "request"
        && let Some(request) = request(ix)
    {
        return request;
    }
    let default = param.default.map(|expr| ix.eval_at(f.module, closure, expr));
    if let Some(dependency) = dependency_of(ix, default.as_ref().unwrap_or(&Value::None), &annotation) {
        return depend(ix, &dependency, &annotation, solved, site, depth);
    }
    let kind = first_class(&annotation);
    if let Some(class) = kind
        && let Some(value) = framework_object(ix, class, site)
    {
        return value;
    }
    if let Some(class) = kind.filter(|c| pydantic::is_model(ix, *c)) {
        return pydantic::unknown_instance(ix, class);
    }
    // `Annotated[str, Query()] = "x"`, `Annotated[str | None, Header()] = None`: who asks has credentials.
    let is_header = |v: &Value| is_a(ix, v, "fastapi.Header");
    let from_header =
        default.as_ref().is_some_and(is_header) || matches!(&annotation, Value::Tuple(parts) if parts.iter().any(is_header));
    if from_header && super::natives::is_credential(ix.world.module(f.module).program.name(param.name)) {
        return Value::input();
    }
    defaulted(ix, default, &annotation)
}

/// A parameter that the client may send.
fn defaulted(ix: &mut Interp<'_>, default: Option<Value>, annotation: &Value) -> Value {
    let declared = is_a(ix, default.as_ref().unwrap_or(&Value::None), "fastapi.Parameter");
    let default = match default {
        Some(Value::Object(id)) if declared => ix.name("default").and_then(|n| ix.heap.get(id).attrs.get(&n).cloned()),
        other => other,
    };
    let sent = sent(annotation);
    match default {
        Some(default) if is_known(&default) => match ix.mode {
            Mode::Plain => default,
            _ => join_values(&default, &sent),
        },
        _ => sent,
    }
}

/// A value that the client sends: of a plain type, never `None`.
fn sent(annotation: &Value) -> Value {
    match annotation {
        Value::Native(_) => Value::sent(),
        Value::External(path) if path.ends_with("UUID") || path.contains("datetime") => Value::sent(),
        _ => Value::input(),
    }
}

fn is_known(value: &Value) -> bool {
    !matches!(value, Value::Unknown(_) | Value::External(_) | Value::Scalar(_))
}

/// The class that an annotation names.
pub fn annotated(ix: &mut Interp<'_>, module: ModuleId, annotation: ExprId) -> Option<ClassRef> {
    let annotation = ix.eval_at(module, None, annotation);
    first_class(&named(ix, module, annotation))
}

/// `db: Session` of a function that is given something unknown: a session.
pub fn session_given(ix: &mut Interp<'_>, class: ClassRef) -> Option<Value> {
    SESSIONS.iter().any(|session| ix.world.derives(class, session)).then(|| {
        let open = CallArgs { open: true, ..CallArgs::default() };
        ix.instantiate(class, open, Site::nowhere())
    })
}

/// `"Name"`: the global of that name.
pub(super) fn named(ix: &Interp<'_>, module: ModuleId, annotation: Value) -> Value {
    match annotation.as_str() {
        Some(text) => ix.global(module, text).unwrap_or(annotation),
        None => annotation,
    }
}

/// The dependency that a default or an `Annotated[…]` names.
pub(super) fn dependency_of(ix: &Interp<'_>, default: &Value, annotation: &Value) -> Option<Value> {
    if is_a(ix, default, "fastapi.Dependency") {
        return Some(default.clone());
    }
    match annotation {
        Value::Tuple(parts) => parts.iter().find_map(|part| match part {
            Value::Tuple(_) => dependency_of(ix, &Value::None, part),
            part => is_a(ix, part, "fastapi.Dependency").then(|| part.clone()),
        }),
        _ => None,
    }
}

fn is_a(ix: &Interp<'_>, value: &Value, qualified: &str) -> bool {
    matches!(value, Value::Object(_)) && ix.class_of(value).is_some_and(|c| ix.world.derives(c, qualified))
}

fn first_class(annotation: &Value) -> Option<ClassRef> {
    match annotation {
        Value::Class(class) => Some(*class),
        Value::Tuple(parts) if !matches!(parts.first(), Some(Value::Native(_))) => parts.iter().find_map(first_class),
        _ => None,
    }
}

/// Starlette gives a handler the request, annotated or not.
fn request(ix: &Interp<'_>) -> Option<Value> {
    let module = *ix.world.by_name.get("starlette")?;
    ix.global(module, "_request")
}

/// `Request`, `BackgroundTasks`: one object for the whole request.
fn framework_object(ix: &mut Interp<'_>, class: ClassRef, site: Site) -> Option<Value> {
    let shared = ["starlette.HTTPConnection", "starlette.Response", "starlette.BackgroundTasks"];
    if !shared.iter().any(|name| ix.world.derives(class, name)) {
        return None;
    }
    if ix.world.derives(class, "starlette.HTTPConnection") && ix.world.class(class).is_stub {
        let module = ix.world.class(class).module;
        let text = if &*ix.world.class(class).qualified == "starlette.WebSocket" { "_websocket" } else { "_request" };
        return ix.global(module, text);
    }
    Some(ix.instantiate(class, CallArgs { open: true, ..CallArgs::default() }, site))
}

/// What is called for a dependency: what it names, else the class of its annotation.
pub(super) fn callable_of(ix: &Interp<'_>, dependency: &Value, annotation: &Value) -> Value {
    match of_dependency(ix, dependency, "dependency") {
        Some(Value::None) | None => first_class(annotation).map_or(Value::None, Value::Class),
        Some(callable) => callable,
    }
}

pub(super) fn is_cached(ix: &Interp<'_>, dependency: &Value) -> bool {
    !matches!(of_dependency(ix, dependency, "use_cache"), Some(Value::Bool(false)))
}

fn of_dependency(ix: &Interp<'_>, dependency: &Value, attribute: &str) -> Option<Value> {
    let Value::Object(id) = dependency else { return None };
    ix.heap.get(*id).attrs.get(&ix.name(attribute)?).cloned()
}

/// What a dependency gives; once a request for each callable.
fn depend(ix: &mut Interp<'_>, dependency: &Value, annotation: &Value, solved: &mut Solved, site: Site, depth: usize) -> Value {
    if depth > MAX_DEPTH {
        return Value::Unknown(Cause::Limit("depth"));
    }
    let callable = callable_of(ix, dependency, annotation);
    let cached = is_cached(ix, dependency);
    give(ix, &callable, cached, annotation, solved, site, depth)
}

/// What a callable gives that is a dependency.
pub(super) fn give(
    ix: &mut Interp<'_>,
    callable: &Value,
    cached: bool,
    annotation: &Value,
    solved: &mut Solved,
    site: Site,
    depth: usize,
) -> Value {
    if cached && let Some((_, value)) = solved.iter().find(|(c, _)| c.same(callable)) {
        return value.clone();
    }
    if let Value::Class(class) = callable
        && pydantic::is_model(ix, *class)
        && signature(ix, callable).is_none()
    {
        return pydantic::unknown_instance(ix, *class);
    }
    let given = arguments(ix, callable, solved, site, depth + 1);
    let value = ix.call_guard(callable, given, site);
    ix.diverged = false;
    let yields = signature(ix, callable).is_some_and(|(f, ..)| {
        let module = ix.world.module(f.module);
        !matches!(callable, Value::Class(_)) && module.program.function(f.id).is_generator
    });
    let mut value = if yields { ix.element_of(&value) } else { value };
    if let (Value::Unknown(_), Some(class)) = (&value, first_class(annotation))
        && ix.world.class(class).mro.iter().any(|c| SESSIONS.contains(&&*ix.world.class(*c).qualified))
    {
        // Kept somewhere by something that is not followed: the annotation says what it is.
        value = ix.instantiate(class, CallArgs { open: true, ..CallArgs::default() }, site);
    }
    if cached {
        solved.push((callable.clone(), value.clone()));
    }
    value
}

/// A handler bound to what stands beside it, as something that can be called without arguments.
#[must_use]
pub fn entry(handler: Value, beside: Value, model: Value, rule: &str) -> Value {
    let given = CallValues { positional: vec![handler, beside, model, Value::str(rule)], keywords: Vec::new(), open: false };
    Value::Partial(Arc::new((Value::Native("__serve__"), given)))
}
