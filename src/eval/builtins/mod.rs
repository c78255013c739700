//! What Python's own functions and types do, as far as data flows through them.

pub mod asked;
pub mod methods;
mod names;

use std::sync::Arc;

use asked::{callable, has_attribute, is_instance};
pub use names::builtin;

use super::bounds;
use super::heap::ObjKind;
use super::interp::{Interp, Iteration, add_rest, join_values};
use super::ops::LoopKind;
use super::semantics::CallArgs;
use super::value::{Cause, Dims, Native, Rows, RowsKind, Site, Value};
use crate::eval::interp::Flow;

#[must_use]
pub fn is_builtin(native: &str) -> bool {
    native.starts_with("builtin.")
}

/// Methods that a dictionary has, which hide entries of that name in Jinja.
#[must_use]
pub fn is_dict_method(name: &str) -> bool {
    matches!(name, "items" | "keys" | "values" | "get" | "pop" | "update" | "setdefault" | "copy" | "clear")
}

/// What a dictionary of groups has as the cause of its rounds: its lists together are what was put into them.
pub const GROUPS: &str = "groups";

/// Calls a builtin function.
pub fn call(ix: &mut Interp<'_>, native: Native, args: CallArgs, site: Site) -> Value {
    let first = args.positional.first().cloned().unwrap_or(Value::None);
    let second = args.positional.get(1).cloned();
    match native {
        "builtin.len" => length(ix, &first, site),
        "builtin.list" | "builtin.tuple" => {
            if args.positional.is_empty() {
                return ix.new_list(Vec::new());
            }
            // Names stay known one by one, however many they are.
            match ix.known_items(&first) {
                Some(items) if items.iter().all(|v| matches!(v, Value::Str(_))) => ix.new_list(items),
                _ => ix.mapped(&first, site, |_, v| v),
            }
        }
        "builtin.iter" | "builtin.same" => {
            if ix.known_items(&first).is_some() {
                first
            } else {
                ix.mapped(&first, site, |_, v| v)
            }
        }
        "builtin.sorted" => {
            let key = keyword(ix, &args, "key");
            with_key(ix, &first, key, site)
        }
        "builtin.enumerate" => ix.mapped(&first, site, |_, v| bounds::tuple(vec![Value::scalar(v.dims()), v])),
        "builtin.zip" => zip(ix, &args, site),
        "builtin.map" => map(ix, &first, second.unwrap_or(Value::None), site),
        "builtin.filter" => {
            let rows = second.unwrap_or(Value::None);
            if !matches!(first, Value::None) {
                map(ix, &first, rows.clone(), site);
            }
            ix.mapped(&rows, site, |_, v| v)
        }
        "builtin.consume" => {
            let dims = first.dims();
            consume(ix, &first, site);
            Value::scalar(dims)
        }
        "builtin.pick" => {
            if args.positional.len() > 1 {
                let ints: Option<Vec<i64>> = args.positional.iter().map(Value::as_int).collect();
                return match ints {
                    Some(_) => Value::scalar(Dims::default()),
                    None => args.positional.iter().cloned().reduce(|a, b| join_values(&a, &b)).unwrap_or(Value::None),
                };
            }
            let key = keyword(ix, &args, "key");
            let rows = with_key(ix, &first, key, site);
            ix.element_of(&rows)
        }
        "builtin.next" => {
            let element = match ix.iteration(&first, site) {
                Iteration::Known(items) => items.first().cloned().unwrap_or(Value::None),
                // `while True: row = next(rows)`: another one in each round.
                Iteration::Many { element, .. } if ix.in_while() => ix.taken(&element),
                Iteration::Many { element, .. } => element,
            };
            match second {
                Some(default) => join_values(&element, &default),
                None => element,
            }
        }
        "builtin.dict" => {
            let dict = ix.new_dict(Vec::new());
            if !args.positional.is_empty() {
                if matches!(&first, Value::Object(id) if matches!(ix.heap.get(*id).kind, ObjKind::Dict { .. })) {
                    ix.merge_dict(&dict, &first);
                } else {
                    fill_from_pairs(ix, &dict, &first, site);
                }
            }
            for (name, value) in args.keywords {
                let key = Value::Str(ix.world.names.shared(name));
                ix.set_item(&dict, &key, value);
            }
            dict
        }
        "builtin.getattr" => match (second.as_ref().and_then(Value::as_str).and_then(|n| ix.name(n)), args.positional.get(2)) {
            (Some(name), default) => {
                let value = ix.attribute(&first, name, site);
                match (value, default) {
                    (Value::Unknown(Cause::Attribute(_)), Some(default)) => default.clone(),
                    (value, _) => value,
                }
            }
            // An attribute of a mapped class: some expression of SQL.
            (None, _) if matches!(&first, Value::Class(c) if ix.world.class_entity.contains_key(c)) => {
                let text = "column".into();
                Value::Aggregate(Arc::new(super::value::Aggregate { text, is_aggregate: false, ..Default::default() }))
            }
            (None, _) => {
                ix.escape(&first);
                Value::Unknown(Cause::Form("getattr with a computed name"))
            }
        },
        "builtin.setattr" => {
            if let (Some(name), Some(value)) =
                (second.as_ref().and_then(Value::as_str).and_then(|n| ix.name(n)), args.positional.get(2))
            {
                ix.set_attribute(&first, name, value.clone());
            }
            Value::None
        }
        "builtin.isinstance" => {
            let known = second.as_ref().and_then(|class| is_instance(ix, &first, class));
            known.map_or_else(|| Value::scalar(Dims::default()), Value::Bool)
        }
        "builtin.locals" => ix.local_names(),
        "builtin.callable" => callable(ix, &first),
        "builtin.property" => Value::Property(Arc::new(first)),
        "builtin.staticmethod" => Value::Static(Arc::new(first)),
        "builtin.classmethod" => Value::ClassMethod(Arc::new(first)),
        "builtin.keep_property" => first,
        "builtin.range" => range(ix, &args),
        "builtin.str" => match first {
            Value::Str(_) | Value::Text(_) => first,
            Value::Int(i) => Value::Str(i.to_string().into()),
            Value::External(_) => Value::Text(Arc::new([None])),
            other => {
                ix.print_row(&other, site);
                Value::scalar(other.dims())
            }
        },
        "builtin.int" => match &first {
            Value::Int(_) => first,
            Value::Str(s) => s.trim().parse().map_or(Value::input(), Value::Int),
            Value::Bool(b) => Value::Int(i64::from(*b)),
            Value::OneOf(items) => items
                .iter()
                .map(|v| match v {
                    Value::Str(s) => s.trim().parse().map_or(Value::input(), Value::Int),
                    other => other.clone(),
                })
                .reduce(|a, b| join_values(&a, &b))
                .unwrap_or(Value::input()),
            Value::Unknown(c) => Value::Unknown(c.clone()),
            other => Value::scalar(other.dims()),
        },
        "builtin.bool" => {
            let semantics = ix.semantics;
            semantics.condition(ix, &first, site);
            ix.truth(&first).map_or(Value::scalar(first.dims()), Value::Bool)
        }
        "builtin.hasattr" => second
            .as_ref()
            .and_then(Value::as_str)
            .and_then(|name| has_attribute(ix, &first, name))
            .map_or_else(|| Value::scalar(first.dims()), Value::Bool),
        "builtin.type" => match (ix.class_of(&first), first) {
            (Some(class), _) => Value::Class(class),
            (None, Value::Unknown(cause)) => Value::Unknown(cause),
            (None, _) => Value::Unknown(Cause::External("type".into())),
        },
        "builtin.import" => match first.as_str() {
            Some(name) => {
                let top = name.split('.').next().unwrap_or(name).to_owned();
                ix.load_dotted(&top)
            }
            None => Value::Unknown(Cause::Form("import of a computed name")),
        },
        "builtin.print" => {
            ix.escape_args(&args);
            Value::None
        }
        _ => {
            // Of `hash`, `id` and their kin nothing is read; `repr`, `vars` and exceptions may read everything.
            ix.escape_args(&args);
            let dims = args.positional.iter().fold(Dims::default(), |d, v| d.union(v.dims()));
            Value::scalar(dims)
        }
    }
}

fn keyword(ix: &Interp<'_>, args: &CallArgs, name: &str) -> Option<Value> {
    let name = ix.name(name)?;
    args.keywords.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone())
}

fn length(ix: &mut Interp<'_>, value: &Value, site: Site) -> Value {
    if let Some(items) = ix.known_items(value) {
        return i64::try_from(items.len()).map_or(Value::input(), Value::Int);
    }
    match value {
        Value::Str(s) => Value::Int(i64::try_from(s.chars().count()).unwrap_or(i64::MAX)),
        Value::Rows(_) => counted(ix, value),
        Value::Query(_) => {
            let semantics = ix.semantics;
            semantics.iterate(ix, value, site);
            counted(ix, value)
        }
        Value::Object(id) => {
            let class = ix.heap.get(*id).class;
            if let Some((class, name)) = class.zip(ix.name("__len__"))
                && let Some(method) = ix.world.find_member(class, name).map(|(_, v)| v.clone())
            {
                return ix.call(&method, CallArgs { positional: vec![value.clone()], ..Default::default() }, site);
            }
            counted(ix, value)
        }
        other => Value::scalar(other.dims()),
    }
}

/// The length of a collection: not zero where rows exist.
fn counted(ix: &Interp<'_>, value: &Value) -> Value {
    match (ix.mode, ix.truth(value)) {
        (super::interp::Mode::Plain, Some(true)) => {
            Value::OneOf(Arc::new([Value::Unknown(Cause::Input), Value::scalar(value.dims())]))
        }
        _ => Value::scalar(value.dims()),
    }
}

fn with_key(ix: &mut Interp<'_>, value: &Value, key: Option<Value>, site: Site) -> Value {
    let rows = ix.mapped(value, site, |_, v| v);
    if let Some(key) = key
        && !matches!(key, Value::None)
    {
        map(ix, &key, rows.clone(), site);
    }
    rows
}

/// `author.name` of a value.
pub fn attribute_path(ix: &mut Interp<'_>, value: Value, path: &str, site: Site) -> Value {
    path.split('.').fold(value, |at, part| match ix.name(part) {
        Some(name) => ix.attribute(&at, name, site),
        None => Value::scalar(at.dims()),
    })
}

/// `map(f, xs)`: the function runs for every element.
pub fn map(ix: &mut Interp<'_>, function: &Value, values: Value, site: Site) -> Value {
    let out = ix.new_list(Vec::new());
    let iteration = ix.iteration(&values, site);
    ix.run_loop(iteration, site.place, LoopKind::Call, None, &mut |ix, element| {
        let value = ix.call(function, CallArgs { positional: vec![element], ..Default::default() }, site);
        ix.append(&out, value);
        Flow::Next
    });
    out
}

fn consume(ix: &mut Interp<'_>, value: &Value, site: Site) {
    if ix.known_items(value).is_none() && !matches!(value, Value::Rows(_)) {
        let semantics = ix.semantics;
        semantics.iterate(ix, value, site);
    }
}

fn zip(ix: &mut Interp<'_>, args: &CallArgs, site: Site) -> Value {
    let known: Option<Vec<Vec<Value>>> = args.positional.iter().map(|v| ix.known_items(v)).collect();
    if let Some(columns) = known {
        let len = columns.iter().map(Vec::len).min().unwrap_or(0);
        let rows = (0..len).map(|i| bounds::tuple(columns.iter().map(|c| c[i].clone()).collect())).collect();
        return ix.new_list(rows);
    }
    let elements: Vec<Value> = args.positional.iter().map(|v| ix.element_of(v)).collect();
    let longest =
        args.positional.iter().find(|v| matches!(v, Value::Rows(_) | Value::Query(_))).or(args.positional.first()).cloned();
    let tuple = bounds::tuple(elements);
    match longest {
        Some(value) => ix.mapped(&value, site, |_, _| tuple.clone()),
        None => ix.new_list(Vec::new()),
    }
}

fn range(ix: &mut Interp<'_>, args: &CallArgs) -> Value {
    let ints: Option<Vec<i64>> = args.positional.iter().map(Value::as_int).collect();
    let (from, to, step) = match ints.as_deref() {
        Some([to]) => (0, *to, 1),
        Some([from, to]) => (*from, *to, 1),
        Some([from, to, step]) if *step != 0 => (*from, *to, *step),
        _ => return Value::input(),
    };
    let count = to.checked_sub(from).and_then(|span| span.checked_div(step)).unwrap_or(i64::MAX).max(0);
    if count > 64 {
        return Value::input();
    }
    let items = (0..count).map(|i| Value::Int(from + i * step)).collect();
    ix.new_list(items)
}

fn fill_from_pairs(ix: &mut Interp<'_>, dict: &Value, pairs: &Value, site: Site) {
    match ix.iteration(pairs, site) {
        Iteration::Known(items) => {
            for item in items {
                if let Some([key, value]) = ix.known_items(&item).as_deref() {
                    ix.set_item(dict, key, value.clone());
                }
            }
        }
        Iteration::Many { element, rounds, bound } => {
            let (key, value) = match ix.known_items(&element).as_deref() {
                Some([key, value]) => (key.clone(), value.clone()),
                _ => (Value::input(), Value::scalar(element.dims())),
            };
            let key = if super::interp::key_of(&key).is_some() { Value::input() } else { key };
            let rounds = ix.kept_rounds(rounds);
            if let Value::Object(id) = dict
                && let ObjKind::Dict { rest, .. } = &mut ix.heap.get_mut(*id).kind
            {
                let is_first = rest.is_none();
                add_rest(rest, Some(&key), value, Some(rounds));
                if let Some(rest) = rest.as_mut().filter(|_| is_first) {
                    rest.bound = bound;
                }
            }
        }
    }
}

/// A list of rows out of any value that holds rows.
#[must_use]
pub fn as_list(rows: &Rows) -> Value {
    Value::Rows(Arc::new(Rows { kind: RowsKind::List, ..rows.clone() }))
}
