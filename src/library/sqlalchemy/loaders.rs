//! Loader options and their paths.

use std::sync::Arc;

use crate::eval::value::LoaderOption;
use crate::eval::{CallArgs, Interp, Value};
use crate::model::Place;
use crate::names::Name;

const KINDS: &[&str] = &[
    "joinedload",
    "subqueryload",
    "selectinload",
    "immediateload",
    "contains_eager",
    "lazyload",
    "raiseload",
    "noload",
    "load_only",
    "defer",
    "undefer",
    "defaultload",
];

/// Options that load a relation together with its parent.
#[must_use]
pub fn is_eager(kind: &str) -> bool {
    matches!(kind, "joinedload" | "subqueryload" | "selectinload" | "immediateload" | "contains_eager")
}

/// `joinedload(A.b)`, `joinedload("b.c")`, `joinedload(A.b, B.c)`.
pub fn make(ix: &mut Interp<'_>, args: &CallArgs, place: Place) -> Value {
    let kind = args.positional.first().and_then(Value::as_str).unwrap_or_default();
    let kind = KINDS.iter().find(|k| **k == kind).copied().unwrap_or("defaultload");
    let mut option = LoaderOption { kind, entity: None, path: Vec::new(), open: args.open, place };
    extend(ix, &mut option, &args.positional[1.min(args.positional.len())..]);
    Value::Loader(Arc::new([option]))
}

/// `Load(A)`: options of that entity follow.
pub fn of_entity(ix: &Interp<'_>, class: &Value, place: Place) -> Value {
    let entity = match class {
        Value::Class(class) => ix.world.class_entity.get(class).copied(),
        _ => None,
    };
    Value::Loader(Arc::new([LoaderOption { kind: "defaultload", entity, path: Vec::new(), open: false, place }]))
}

fn extend(ix: &Interp<'_>, option: &mut LoaderOption, path: &[Value]) {
    for step in path {
        match step {
            Value::Relation(entity, name) | Value::Column(entity, name) => {
                if option.path.is_empty() {
                    option.entity = Some(*entity);
                }
                option.path.push(*name);
            }
            Value::Str(text) if &**text == "*" => option.open = true,
            Value::Str(text) => {
                for part in text.split('.') {
                    match ix.name(part) {
                        Some(name) => option.path.push(name),
                        None => option.open = true,
                    }
                }
            }
            _ => option.open = true,
        }
    }
}

/// `.selectinload(…)` chained to an option.
pub fn method(ix: &mut Interp<'_>, options: &Arc<[LoaderOption]>, name: Name, args: &CallArgs, place: Place) -> Option<Value> {
    let text = ix.text(name);
    let kind = KINDS.iter().find(|k| **k == text).copied();
    let mut out = options.to_vec();
    let Some(kind) = kind else {
        // `.options(…)`: further options below the same path.
        if text == "options" {
            let base = out.last()?.clone();
            for value in &args.positional {
                if let Value::Loader(more) = value {
                    // What is loaded of the rows behind a relation says nothing of those before it.
                    let of_relation = |o: &&LoaderOption| matches!(o.kind, "load_only" | "defer") && !base.path.is_empty();
                    for option in more.iter().filter(|o| !of_relation(o)) {
                        let mut path = base.path.clone();
                        path.extend(option.path.iter().copied());
                        out.push(LoaderOption { path, entity: base.entity, ..option.clone() });
                    }
                }
            }
            return Some(Value::Loader(out.into()));
        }
        return Some(Value::Loader(Arc::clone(options)));
    };
    // Options of columns say nothing about how the relation before them is loaded.
    let of_relation = out.last().is_some_and(|before| !before.path.is_empty());
    if matches!(kind, "load_only" | "defer") && of_relation {
        return Some(Value::Loader(Arc::clone(options)));
    }
    let mut next = out.last()?.clone();
    next.kind = kind;
    next.place = place;
    extend(ix, &mut next, &args.positional);
    out.push(next);
    Some(Value::Loader(out.into()))
}

/// Whether a query's options load the deferred column at the end of `path`, as far as they are known.
#[must_use]
pub fn may_load_column(options: &[LoaderOption], open: bool, path: &[Name]) -> bool {
    open || options.iter().any(|o| (o.kind == "undefer" && o.path == path) || o.open)
}

/// Whether a query's options load `path` (relations from its entity), and whether that is certain.
#[must_use]
pub fn loads(options: &[LoaderOption], open: bool, path: &[Name]) -> Option<bool> {
    let hit = options.iter().rev().find(|o| o.path == path);
    match hit {
        Some(option) => Some(is_eager(option.kind) || matches!(option.kind, "raiseload" | "noload")),
        None => {
            if open || options.iter().any(|o| o.open && o.kind != "undefer") {
                None
            } else {
                Some(false)
            }
        }
    }
}
