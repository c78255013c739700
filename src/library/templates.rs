//! Names that Jinja templates know without being given them: Flask's context, globals, filters and tests.

use crate::eval::{Interp, Value};

/// Filters that go over what they are given and yield it changed.
const SAME: &[&str] = &[
    "sort",
    "unique",
    "reverse",
    "list",
    "slice",
    "batch",
    "safe",
    "default",
    "d",
    "first_or",
    "dictsort",
    "reject",
    "select",
    "selectattr",
    "rejectattr",
];

/// The value of a name that the template was not given.
pub fn name(ix: &mut Interp<'_>, name: &str) -> Option<Value> {
    if let Some(filter) = name.strip_prefix("filter:") {
        return Some(self::filter(filter));
    }
    if let Some(test) = name.strip_prefix("test:") {
        return Some(match test {
            "defined" => Value::Native("__test_defined__"),
            _ => Value::Native("__scalar__"),
        });
    }
    match name {
        "request" | "session" | "g" | "current_user" | "url_for" | "get_flashed_messages" => {
            let module = if name == "current_user" { "flask_login" } else { "flask" };
            flask_name(ix, module, name)
        }
        "config" => Some(Value::input()),
        "range" | "dict" | "lipsum" | "cycler" | "joiner" | "namespace" => {
            crate::eval::builtins::builtin(name).map(Value::Native).or(Some(Value::Native("__scalar__")))
        }
        // Tags of extensions that print files, not rows.
        "tag:assets" | "self" => Some(Value::scalar(crate::eval::Dims::default())),
        "forloop" => Some(Value::scalar(crate::eval::Dims::default())),
        "static" | "url" => Some(Value::Native("__scalar__")),
        "_" | "gettext" | "ngettext" | "csrf_token" => Some(Value::Native("__scalar__")),
        "caller" => Some(Value::Native("__scalar__")),
        "True" | "False" | "None" => None,
        _ => None,
    }
}

fn flask_name(ix: &mut Interp<'_>, module: &str, name: &str) -> Option<Value> {
    let id = ix.world.by_name.get(module).copied()?;
    let globals = ix.world.module(id).globals;
    let name = ix.name(name)?;
    ix.heap.get(globals).attrs.get(&name).cloned()
}

fn filter(name: &str) -> Value {
    Value::Native(match name {
        "length" | "count" => "builtin.len",
        "map" => "__filter_map__",
        "sum" | "join" => "__filter_consume__",
        "groupby" => "__filter_groupby__",
        "first" | "last" | "random" | "min" | "max" => "__filter_first__",
        "tojson" => "__scalar__",
        n if SAME.contains(&n) => "__filter_same__",
        _ => "__scalar__",
    })
}
