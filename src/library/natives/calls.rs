//! Intrinsics that call what they are given.

use crate::eval::value::{Cause, Site};
use crate::eval::{CallArgs, Interp, Value};

/// A cached function: its value without what it costs to make it, where caches are warm.
pub(super) fn warm(ix: &mut Interp<'_>, function: &Value, mut args: CallArgs, site: Site) -> Value {
    args.positional.remove(0);
    ix.warm(function, args, site)
}

/// Calls every implementation of a hook; a list of what they return.
pub(super) fn hook(ix: &mut Interp<'_>, name: &str, args: &CallArgs, site: Site) -> Value {
    let implementations: Vec<Value> = ix
        .world
        .registrations
        .of("hook_implementation")
        .filter_map(|r| r.values.first())
        .filter(|v| matches!(v, Value::Function(f, _) if ix.world.function_name(*f).rsplit('.').next() == Some(name)))
        .cloned()
        .collect();
    let mut results = Vec::new();
    for implementation in implementations {
        let args = CallArgs { positional: Vec::new(), keywords: args.keywords.clone(), open: false };
        let result = ix.call(&implementation, args, site);
        ix.diverged = false;
        if !matches!(result, Value::None) {
            results.push(result);
        }
    }
    ix.new_list(results)
}

/// Calls the methods of the project's own classes whose names begin with `prefix`, in the order of their names.
pub(super) fn each_method(ix: &mut Interp<'_>, object: &Value, prefix: &str, argument: Option<&Value>, site: Site) -> Value {
    let Some(class) = ix.class_of(object) else { return Value::None };
    let mut names: Vec<crate::names::Name> = Vec::new();
    for owner in &ix.world.class(class).mro {
        let owner = ix.world.class(*owner);
        if !owner.is_stub {
            names.extend(owner.members.iter().map(|(n, ..)| *n).filter(|n| ix.text(*n).starts_with(prefix)));
        }
    }
    names.sort_by_key(|n| ix.text(*n).to_owned());
    names.dedup();
    for name in names {
        let method = ix.attribute(object, name, site);
        if matches!(method, Value::Bound(_)) {
            ix.call(&method, CallArgs { positional: argument.cloned().into_iter().collect(), ..Default::default() }, site);
            ix.diverged = false;
        }
    }
    Value::None
}

/// Something that goes through rows in a way that is not followed.
pub(super) fn opaque(ix: &mut Interp<'_>, what: &str, data: &Value, site: Site) -> Value {
    if ix.carries_rows(data) {
        let semantics = ix.semantics;
        semantics.iterate(ix, data, site);
        ix.lost(site.place, Cause::Call(format!("{what} of rows").into()));
    }
    Value::scalar(data.dims())
}
