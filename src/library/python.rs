//! Python's own modules, as far as rows go through them: iterators, containers, readers of attributes.

use std::sync::Arc;

use crate::eval::builtins;
use crate::eval::heap::ObjKind;
use crate::eval::interp::add_rest;
use crate::eval::ops::Rounds;
use crate::eval::value::{Cause, Record, Site};
use crate::eval::{CallArgs, Interp, Semantics, Value};

use super::Library;

/// Intrinsics of the stubs of these modules.
pub const NATIVES: &[&str] = &[
    "__attrgetter__",
    "__first_of__",
    "__group_by__",
    "__groups__",
    "__itemgetter__",
    "__methodcaller__",
    "__named_tuple__",
    "__tuple_of__",
];

/// Runs one of [`NATIVES`].
pub fn call(ix: &mut Interp<'_>, native: &str, args: CallArgs, site: Site) -> Value {
    let first = args.positional.first().cloned().unwrap_or(Value::None);
    match native {
        "__attrgetter__" => attributes(ix, &args, site),
        "__first_of__" => first_of(ix, &args, site),
        "__group_by__" => group_by(ix, &args, site),
        "__groups__" => {
            groups(ix, &first, args.positional.get(1).cloned().unwrap_or(Value::None));
            Value::None
        }
        "__itemgetter__" => items(ix, &args, site),
        "__methodcaller__" => method(ix, args, site),
        "__named_tuple__" => {
            let named = CallArgs { positional: vec![first], ..Default::default() };
            Value::Partial(Arc::new((Value::Native("__tuple_of__"), named)))
        }
        _ => tuple_of(ix, &first, &args),
    }
}

/// `itertools.groupby(rows)`: pairs of a key and rows. One group stands for all: together they are the rows.
fn group_by(ix: &mut Interp<'_>, args: &CallArgs, site: Site) -> Value {
    let Some(rows) = args.positional.first() else { return Value::input() };
    let rows = Library.iterate(ix, rows, site).unwrap_or_else(|| rows.clone());
    let grouper = match args.positional.get(1) {
        Some(key) if !matches!(key, Value::None) => {
            let keys = builtins::map(ix, key, rows.clone(), site);
            ix.element_of(&keys)
        }
        _ => ix.element_of(&rows),
    };
    let pair = Value::Tuple(Arc::new([grouper, rows]));
    ix.new_list(vec![pair])
}

/// Elements up to which a bound says more than the table that they come from.
const FEW: i64 = 20;

/// `islice(rows, 10)`: as many as the bound says, where it is one small number.
fn first_of(ix: &mut Interp<'_>, args: &CallArgs, site: Site) -> Value {
    let Some((rows, bounds)) = args.positional.split_first() else { return Value::input() };
    let part = ix.mapped(rows, site, |_, v| v);
    let [Value::Int(most)] = bounds else { return part };
    if *most > FEW || ix.known_items(&part).is_some() {
        return part;
    }
    let element = ix.element_of(&part);
    let rounds = ix.kept_rounds(Rounds::Known(u64::try_from(*most).unwrap_or(0)));
    let list = ix.new_list(Vec::new());
    fill(ix, &list, element, rounds);
    list
}

/// `defaultdict(list)`: one list stands for those under all keys, which share out what is put into them.
fn groups(ix: &mut Interp<'_>, dict: &Value, value: Value) {
    let rounds = ix.kept_rounds(Rounds::Unknown(Cause::Form(builtins::GROUPS)));
    fill(ix, dict, value, rounds);
}

fn fill(ix: &mut Interp<'_>, container: &Value, value: Value, rounds: u32) {
    let Value::Object(id) = container else { return };
    if let ObjKind::List { rest, .. } | ObjKind::Dict { rest, .. } = &mut ix.heap.get_mut(*id).kind {
        add_rest(rest, None, value, Some(rounds));
    }
}

/// `attrgetter("author.name")(book)`: the names come first, the object last.
fn attributes(ix: &mut Interp<'_>, args: &CallArgs, site: Site) -> Value {
    let Some((object, paths)) = args.positional.split_last() else { return Value::input() };
    let mut found = Vec::new();
    for path in paths {
        let Some(path) = path.as_str() else {
            ix.escape(object);
            return Value::input();
        };
        found.push(builtins::attribute_path(ix, object.clone(), path, site));
    }
    one_or_all(found)
}

/// `itemgetter(1)(pair)`.
fn items(ix: &mut Interp<'_>, args: &CallArgs, site: Site) -> Value {
    let Some((object, keys)) = args.positional.split_last() else { return Value::input() };
    let found = keys.iter().map(|key| ix.item(object, key, false, site)).collect();
    one_or_all(found)
}

fn one_or_all(mut found: Vec<Value>) -> Value {
    match found.len() {
        1 => found.swap_remove(0),
        _ => Value::Tuple(found.into()),
    }
}

/// `methodcaller("label", 3)(book)`.
fn method(ix: &mut Interp<'_>, mut args: CallArgs, site: Site) -> Value {
    let object = args.positional.pop().unwrap_or(Value::None);
    let name = args.positional.first().and_then(Value::as_str).and_then(|name| ix.name(name));
    let Some(name) = name else {
        ix.escape(&object);
        return Value::input();
    };
    args.positional.remove(0);
    let method = ix.attribute(&object, name, site);
    ix.call(&method, args, site)
}

/// What calling a named tuple makes: the field names come first.
fn tuple_of(ix: &Interp<'_>, fields: &Value, args: &CallArgs) -> Value {
    let texts: Vec<String> = match fields {
        Value::Str(text) => text.replace(',', " ").split_whitespace().map(str::to_owned).collect(),
        other => ix.known_items(other).unwrap_or_default().iter().filter_map(Value::as_str).map(str::to_owned).collect(),
    };
    let given = &args.positional[1.min(args.positional.len())..];
    let mut record = Record { names: Vec::new(), values: Vec::new() };
    for (at, text) in texts.iter().enumerate() {
        let name = ix.name(text);
        let named = || args.keywords.iter().find(|(n, _)| Some(*n) == name).map(|(_, v)| v.clone());
        record.names.push(name);
        record.values.push(given.get(at).cloned().or_else(named).unwrap_or_else(Value::input));
    }
    if texts.is_empty() { Value::input() } else { Value::Record(Arc::new(record)) }
}
