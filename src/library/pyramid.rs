//! Pyramid: what a view is given, and the page that is rendered of what it returns.

use crate::eval::value::{Cause, Site};
use crate::eval::{CallArgs, ClassRef, FuncRef, Interp, Value};
use crate::facts::program::ParamKind;
use crate::names::Name;

/// Endings of pages; any other renderer writes out what it is given.
const PAGES: [&str; 4] = [".html", ".jinja2", ".jinja", ".j2"];

/// Runs a view with a request and the settings of its `view_config`.
pub fn view(ix: &mut Interp<'_>, args: &CallArgs, site: Site) -> Value {
    let [view, request, settings] = args.positional.as_slice() else { return Value::input() };
    let (out, class) = match view {
        Value::Class(class) => {
            let attr = ix.under(settings, "attr").and_then(|v| v.as_str().map(str::to_owned));
            let name = ix.name(attr.as_deref().unwrap_or("__call__"));
            (of_class(ix, *class, name, request, settings, site), Some(*class))
        }
        Value::Function(function, _) => match ix.world.function_class.get(function).copied() {
            Some(class) => {
                let name = ix.world.function_name(*function);
                let name = ix.name(name.rsplit('.').next().unwrap_or(&name));
                (of_class(ix, class, name, request, settings, site), Some(class))
            }
            None => {
                let given = given(ix, *function, 0, request, settings, site);
                (ix.call(view, given, site), None)
            }
        },
        _ => return Value::input(),
    };
    let renderer = ix.under(settings, "renderer").or_else(|| {
        let defaults = ix.name("__view_defaults__").and_then(|n| ix.world.find_member(class?, n)).map(|(_, v)| v.clone())?;
        ix.under(&defaults, "renderer")
    });
    match renderer.as_ref().and_then(Value::as_str) {
        Some(name) if PAGES.iter().any(|ending| name.ends_with(ending)) => {
            if let (Value::Object(_), Some(key)) = (&out, ix.name("request")) {
                let key = Value::Str(ix.world.names.shared(key));
                ix.set_item(&out, &key, request.clone());
            }
            ix.render(&Value::str(page(name)), &out, site)
        }
        _ => out,
    }
}

/// `site:templates/users/list.html` is found below the templates of the site.
fn page(renderer: &str) -> &str {
    let path = renderer.rsplit_once(':').map_or(renderer, |(_, path)| path);
    path.strip_prefix("templates/").unwrap_or(path)
}

/// A method of a view class, whose instance is given what a view is.
fn of_class(
    ix: &mut Interp<'_>,
    class: ClassRef,
    method: Option<Name>,
    request: &Value,
    settings: &Value,
    site: Site,
) -> Value {
    let init = ix.name("__init__").and_then(|n| ix.world.find_member(class, n)).map(|(_, v)| v.clone());
    let made = match init {
        Some(Value::Function(init, _)) => given(ix, init, 1, request, settings, site),
        _ => CallArgs { open: true, ..CallArgs::default() },
    };
    let instance = ix.instantiate(class, made, site);
    let Some(method) = method else { return Value::input() };
    let bound = ix.attribute(&instance, method, site);
    ix.call(&bound, CallArgs::default(), site)
}

/// The request, and before it the context where a second parameter asks for it.
fn given(ix: &mut Interp<'_>, function: FuncRef, skip: usize, request: &Value, settings: &Value, site: Site) -> CallArgs {
    let program = &ix.world.module(function.module).program;
    let positional = |p: &&crate::facts::program::Param| {
        matches!(p.kind, ParamKind::PositionalOnly | ParamKind::Plain) && p.default.is_none()
    };
    let names = program.function(function.id).params.iter().skip(skip).filter(positional).count();
    if names < 2 {
        return CallArgs { positional: vec![request.clone()], ..CallArgs::default() };
    }
    let context = match ix.under(settings, "context") {
        Some(Value::Class(class)) => ix.world.class_entity.get(&class).copied(),
        _ => None,
    };
    // Which statements load the context, the factory of the route says.
    ix.lost(site.place, Cause::Form("context of a view"));
    let context = context.map_or_else(Value::input, |entity| super::given_row(ix, entity));
    CallArgs { positional: vec![context, request.clone()], ..CallArgs::default() }
}
