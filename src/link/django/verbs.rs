//! Which methods of HTTP a Django view answers.

use crate::eval::{ClassRef, FuncRef, Interp, Value};
use crate::facts::program::Expr;
use crate::link::records::texts;

/// Methods of a class: those that it has, and that neither `http_method_names` nor a decorator of its `dispatch` refuses.
pub fn of_class(ix: &Interp<'_>, class: ClassRef) -> Vec<String> {
    let member = |name: &str| ix.name(name).and_then(|n| ix.world.find_member(class, n)).map(|(_, v)| v.clone());
    let allowed = member("http_method_names").and_then(|v| texts(ix, &v));
    let decorated = let_through(ix, class);
    let verbs = ["get", "post", "put", "patch", "delete"];
    let found = verbs
        .iter()
        .filter(|verb| member(verb).is_some())
        .filter(|verb| allowed.as_ref().is_none_or(|list| list.iter().any(|m| m == *verb)))
        .filter(|verb| decorated.iter().all(|list| list.iter().any(|m| m.eq_ignore_ascii_case(verb))))
        .map(|verb| verb.to_uppercase());
    let found = sorted(found);
    if found.is_empty() { vec!["GET".into()] } else { found }
}

/// The methods that each decorator put around `dispatch` lets through: `@method_decorator(require_POST, name="dispatch")`.
fn let_through(ix: &Interp<'_>, class: ClassRef) -> Vec<Vec<String>> {
    let mro = &ix.world.class(class).mro;
    let decorators = ix.world.registrations.of("dispatch_decorator").filter_map(|r| match r.values.as_slice() {
        [Value::Class(of), decorator, name] if mro.contains(of) && name.as_str() == Some("dispatch") => Some(decorator),
        _ => None,
    });
    let single = |decorator: &Value| ix.known_items(decorator).unwrap_or_else(|| vec![decorator.clone()]);
    decorators.flat_map(single).filter_map(|decorator| required(ix, &decorator)).collect()
}

/// What `require_POST` and its like ask for; `require_http_methods` keeps it in the scope of the decorator that it makes.
fn required(ix: &Interp<'_>, decorator: &Value) -> Option<Vec<String>> {
    let Value::Function(function, scope) = decorator else { return None };
    let module = ix.world.module(function.module);
    if module.file.is_some() {
        return None;
    }
    match ix.world.plain_name(*function) {
        "require_POST" => Some(vec!["POST".to_owned()]),
        "require_GET" | "require_safe" => Some(vec!["GET".to_owned()]),
        "decorator" => texts(ix, ix.heap.get((*scope)?).attrs.get(&ix.name("methods")?)?),
        _ => None,
    }
}

/// A function that asks for the method or for what a form sent answers POST, too.
pub fn of_function(ix: &Interp<'_>, function: FuncRef) -> Vec<String> {
    let program = &ix.world.module(function.module).program;
    let span = program.function(function.id).span;
    let posts = program.exprs_within(span).any(|(expr, _)| match expr {
        Expr::Str(sym) | Expr::Attr(_, sym) => program.name(*sym) == "POST",
        _ => false,
    });
    if posts { vec!["GET".into(), "POST".into()] } else { vec!["GET".into()] }
}

pub fn sorted(methods: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = methods.collect();
    out.sort();
    out.dedup();
    out
}
