//! Names that Jinja templates know without being given them: Flask's context, globals, filters and tests.

use std::sync::Arc;

use crate::eval::interp::{Flow, Iteration, joined_text};
use crate::eval::ops::LoopKind;
use crate::eval::value::{Cause, Record, Row, Site};
use crate::eval::{CallArgs, Interp, Value};

/// Filters that go over what they are given and yield it changed.
const SAME: &[&str] = &["sort", "unique", "safeseq", "reverse", "list", "reject", "select"];

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
    if let Some(tag) = name.strip_prefix("tag:") {
        return Some(self::tag(tag));
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
        "self" => Some(Value::scalar(crate::eval::Dims::default())),
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

/// Tags that neither the language nor the project defines: those of Django print text, those of extensions are outside.
fn tag(name: &str) -> Value {
    match name {
        "assets" => Value::scalar(crate::eval::Dims::default()),
        "regroup" => Value::Native("__filter_groupby__"),
        "trans" | "translate" | "now" | "cycle" | "firstof" | "widthratio" | "ifchanged" | "cache" | "querystring"
        | "lorem" => Value::Native("__scalar__"),
        name => Value::External(format!("template tag {name}").into()),
    }
}

/// What a filter of the template language runs and yields.
pub fn apply(ix: &mut Interp<'_>, native: &str, args: &CallArgs, site: Site) -> Value {
    let first = args.positional.first().cloned().unwrap_or(Value::None);
    match native {
        "__filter_default__" => match (&first, args.positional.get(1)) {
            (Value::None | Value::Unknown(Cause::Undefined), Some(default)) => default.clone(),
            _ => first,
        },
        "__filter_slice__" => slice(ix, &first, args, site),
        "__filter_add__" => added(&first, args.positional.get(1)),
        "__filter_first__" => {
            let rows = ix.mapped(&first, site, |_, v| v);
            match ix.element_of(&rows) {
                Value::Row(row) => Value::Row(Row { optional: true, ..row }),
                other => other,
            }
        }
        "__filter_map__" => each(ix, &first, keyword(ix, args, "attribute").as_ref(), site),
        "__filter_consume__" => {
            each(ix, &first, keyword(ix, args, "attribute").as_ref(), site);
            Value::scalar(first.dims())
        }
        // One part stands for all: together they are the rows.
        "__filter_parts__" => {
            let rows = ix.mapped(&first, site, |_, v| v);
            ix.new_list(vec![rows])
        }
        "__filter_groupby__" => {
            let rows = ix.mapped(&first, site, |_, v| v);
            let keys = each(ix, &rows, args.positional.get(1), site);
            let grouper = Value::scalar(ix.element_of(&keys).dims());
            let names = vec![ix.name("grouper"), ix.name("list")];
            let group = Value::Record(Arc::new(Record { names, values: vec![grouper, rows] }));
            ix.new_list(vec![group])
        }
        _ => {
            let rows = ix.mapped(&first, site, |_, v| v);
            // `sort(attribute="client.name")` reads it of every row, and so does `selectattr("client.name")`.
            let named = (native == "__filter_by__").then(|| args.positional.get(1).cloned()).flatten();
            let attribute = keyword(ix, args, "attribute").or(named);
            if attribute.is_some() {
                each(ix, &rows, attribute.as_ref(), site);
            }
            rows
        }
    }
}

/// Reads an attribute of every element; without one, prints it.
fn each(ix: &mut Interp<'_>, values: &Value, attribute: Option<&Value>, site: Site) -> Value {
    let path: Vec<_> =
        attribute.and_then(Value::as_str).unwrap_or_default().split('.').filter_map(|part| ix.name(part)).collect();
    let out = ix.new_list(Vec::new());
    let iteration: Iteration = ix.iteration(values, site);
    ix.run_loop(iteration, site.place, LoopKind::Call, None, &mut |ix, element| {
        let mut at = element;
        for name in &path {
            at = ix.attribute(&at, *name, site);
        }
        ix.print_row(&at, site);
        ix.append(&out, at);
        Flow::Next
    });
    out
}

/// `rows|slice:":5"` bounds a query; Jinja's `slice(3)` makes columns of the same rows.
fn slice(ix: &mut Interp<'_>, rows: &Value, args: &CallArgs, site: Site) -> Value {
    let bounds = args.positional.get(1).and_then(Value::as_str).and_then(|text| text.split_once(':'));
    if let (Value::Query(_) | Value::Rows(_) | Value::Object(_) | Value::Tuple(_), Some((lower, upper))) = (rows, bounds) {
        let number = |text: &str| text.trim().parse().map_or(Value::None, Value::Int);
        let index = Value::Tuple(Arc::new([number(lower), number(upper)]));
        return ix.item(rows, &index, true, site);
    }
    ix.mapped(rows, site, |_, v| v)
}

/// `"cards/"|add:kind` joins texts.
fn added(left: &Value, right: Option<&Value>) -> Value {
    let is_text = |value: &Value| matches!(value, Value::Str(_) | Value::Text(_));
    match right {
        Some(right) if is_text(left) || is_text(right) => joined_text(left, right),
        _ => Value::scalar(left.dims()),
    }
}

fn keyword(ix: &Interp<'_>, args: &CallArgs, name: &str) -> Option<Value> {
    let name = ix.name(name)?;
    args.keywords.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone())
}

fn filter(name: &str) -> Value {
    Value::Native(match name {
        "length" | "count" => "builtin.len",
        "map" => "__filter_map__",
        "sum" | "join" => "__filter_consume__",
        "groupby" => "__filter_groupby__",
        "first" | "last" | "random" | "min" | "max" => "__filter_first__",
        "default" | "d" | "default_if_none" | "safe" | "first_or" => "__filter_default__",
        "slice" => "__filter_slice__",
        "add" => "__filter_add__",
        "selectattr" | "rejectattr" | "dictsort" | "dictsortreversed" => "__filter_by__",
        "batch" => "__filter_parts__",
        "tojson" => "__scalar__",
        n if SAME.contains(&n) => "__filter_same__",
        _ => "__scalar__",
    })
}
