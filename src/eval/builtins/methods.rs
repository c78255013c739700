//! Methods of texts, lists and dictionaries.

use std::sync::Arc;

use crate::eval::bounds;
use crate::eval::heap::{Key, ObjKind, Rest};
use crate::eval::interp::{Interp, join_values, text_of};
use crate::eval::semantics::CallArgs;
use crate::eval::value::{Cause, Dims, RowsKind, Site, Value};

use super::{consume, keyword, map};

/// Methods of texts, lists and dictionaries. `None`: not one of theirs.
pub fn method(ix: &mut Interp<'_>, receiver: &Value, name: &str, args: &CallArgs, site: Site) -> Option<Value> {
    match receiver {
        Value::Object(id) => match ix.heap.get(*id).kind {
            ObjKind::List { .. } => list_method(ix, receiver, name, args, site),
            ObjKind::Dict { .. } => dict_method(ix, receiver, name, args, site),
            _ => None,
        },
        Value::Str(text) => str_method(ix, text, name, args, site),
        Value::Text(_) => Some(text_method(receiver, name)),
        Value::Tuple(_) => Some(Value::scalar(Dims::default())),
        Value::Rows(rows) if rows.kind == RowsKind::List => match name {
            "copy" => Some(receiver.clone()),
            "append" | "extend" | "insert" | "remove" | "clear" | "reverse" => Some(Value::None),
            "sort" => {
                if let Some(key) = keyword(ix, args, "key") {
                    map(ix, &key, receiver.clone(), site);
                }
                Some(Value::None)
            }
            "pop" | "popleft" => Some(ix.taken(&rows.element)),
            _ => Some(Value::scalar(rows.dims)),
        },
        _ => None,
    }
}

fn list_method(ix: &mut Interp<'_>, list: &Value, name: &str, args: &CallArgs, site: Site) -> Option<Value> {
    let first = args.positional.first().cloned();
    Some(match name {
        "append" | "add" | "appendleft" => {
            ix.append(list, first?);
            Value::None
        }
        "insert" => {
            ix.append(list, args.positional.get(1)?.clone());
            Value::None
        }
        "extend" | "update" => {
            ix.extend(list, &first?);
            Value::None
        }
        "union" | "intersection" | "difference" | "copy" => {
            if let ("intersection" | "difference", Some(other), 1) = (name, &first, args.positional.len())
                && let Some(kept) = ix.kept_of(list, other, name == "intersection")
            {
                return Some(kept);
            }
            let out = ix.mapped(list, site, |_, v| v);
            if let (Some(more), "union") = (first, name) {
                ix.extend(&out, &more);
            }
            out
        }
        "pop" | "popleft" if ix.known_items(list).is_some() => ix.element_of(list),
        "pop" | "popleft" => {
            let element = ix.element_of(list);
            ix.taken(&element)
        }
        "sort" => {
            if let Some(key) = keyword(ix, args, "key") {
                map(ix, &key, list.clone(), site);
            }
            Value::None
        }
        "reverse" | "clear" | "remove" | "discard" => Value::None,
        "index" | "count" => Value::scalar(Dims::default()),
        _ => return None,
    })
}

fn dict_method(ix: &mut Interp<'_>, dict: &Value, name: &str, args: &CallArgs, site: Site) -> Option<Value> {
    let Value::Object(id) = dict else { return None };
    let first = args.positional.first().cloned();
    Some(match name {
        "get" | "pop" => {
            let key = first?;
            let default = args.positional.get(1).cloned().unwrap_or(Value::None);
            let value = ix.item(dict, &key, false, site);
            match value {
                Value::Unknown(Cause::Form("missing key" | "index of an empty collection")) => default,
                value => {
                    let certain = matches!(&ix.heap.get(*id).kind, ObjKind::Dict { entries, .. }
                        if crate::eval::interp::key_of(&key).is_some_and(|k| entries.iter().any(|(e, _)| *e == k)));
                    if certain { value } else { join_values(&value, &default) }
                }
            }
        }
        "setdefault" => {
            let key = first?;
            let default = args.positional.get(1).cloned().unwrap_or(Value::None);
            let value = ix.item(dict, &key, false, site);
            if matches!(value, Value::Unknown(_)) {
                ix.set_item(dict, &key, default.clone());
                default
            } else {
                value
            }
        }
        "items" | "iteritems" => pairs(ix, *id, true, true),
        "keys" | "iterkeys" => pairs(ix, *id, true, false),
        "values" | "itervalues" => pairs(ix, *id, false, true),
        "update" => {
            if let Some(more) = first {
                ix.merge_dict(dict, &more);
            }
            for (name, value) in args.keywords.clone() {
                let key = Value::Str(ix.world.names.shared(name));
                ix.set_item(dict, &key, value);
            }
            Value::None
        }
        "copy" => {
            let out = ix.new_dict(Vec::new());
            ix.merge_dict(&out, dict);
            out
        }
        "clear" => Value::None,
        _ => return None,
    })
}

/// The items, keys or values of a dictionary as a list.
fn pairs(ix: &mut Interp<'_>, id: crate::eval::ObjId, keys: bool, values: bool) -> Value {
    let pick = |k: Value, v: Value| match (keys, values) {
        (true, true) => bounds::tuple(vec![k, v]),
        (true, false) => k,
        _ => v,
    };
    let (entries, rest) = match &ix.heap.get(id).kind {
        ObjKind::Dict { entries, rest } => (entries.clone(), rest.clone()),
        _ => return Value::input(),
    };
    let items = entries.into_iter().map(|(k, v)| pick(key_value(&k), v)).collect();
    let list = ix.new_list(items);
    if let (Some(rest), Value::Object(out)) = (rest, &list) {
        let key = rest.key.clone().unwrap_or(Value::input());
        let element = pick(key, rest.value.clone());
        if let ObjKind::List { rest: slot, .. } = &mut ix.heap.get_mut(*out).kind {
            *slot = Some(Box::new(Rest { value: element, key: None, ..*rest }));
        }
    }
    list
}

fn key_value(key: &Key) -> Value {
    crate::eval::interp::key_value(key)
}

fn str_method(ix: &mut Interp<'_>, text: &str, name: &str, args: &CallArgs, site: Site) -> Option<Value> {
    let first = args.positional.first();
    Some(match name {
        "lower" => Value::Str(text.to_lowercase().into()),
        "upper" => Value::Str(text.to_uppercase().into()),
        "strip" if first.is_none() => Value::str(text.trim()),
        "rstrip" | "lstrip" | "strip" => match first.and_then(Value::as_str) {
            Some(chars) => {
                let hit = |c: char| chars.contains(c);
                Value::str(match name {
                    "rstrip" => text.trim_end_matches(hit),
                    "lstrip" => text.trim_start_matches(hit),
                    _ => text.trim_matches(hit),
                })
            }
            None => Value::str(text.trim()),
        },
        "replace" => match (first.and_then(Value::as_str), args.positional.get(1).and_then(Value::as_str)) {
            (Some(a), Some(b)) => bounds::replaced(text, a, b),
            _ => Value::scalar(Dims::default()),
        },
        "startswith" => {
            first.and_then(Value::as_str).map_or(Value::scalar(Dims::default()), |p| Value::Bool(text.starts_with(p)))
        }
        "endswith" => first.and_then(Value::as_str).map_or(Value::scalar(Dims::default()), |p| Value::Bool(text.ends_with(p))),
        "split" | "rsplit" => {
            let separator = first.and_then(Value::as_str);
            let parts: Vec<Value> = match separator {
                Some(s) if !s.is_empty() => text.split(s).map(Value::str).collect(),
                _ => text.split_whitespace().map(Value::str).collect(),
            };
            ix.new_list(parts)
        }
        "join" => {
            let value = first?;
            match ix.known_items(value) {
                Some(items) => {
                    let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
                    texts.map_or(Value::scalar(Dims::default()), |t| bounds::joined(&t, text))
                }
                None => {
                    consume(ix, value, site);
                    Value::scalar(Dims::default())
                }
            }
        }
        "format" => {
            let mut parts: Vec<Option<Arc<str>>> = Vec::new();
            let mut given = args.positional.iter();
            let mut rest = text;
            while let Some(at) = rest.find('{') {
                parts.push(Some(rest[..at].into()));
                let Some(end) = rest[at..].find('}') else { break };
                // `{book.author.name:>10}`: of what, which attributes, and how it is printed.
                let field = rest[at + 1..at + end].split([':', '!', '[']).next().unwrap_or_default();
                let (of, path) = field.split_once('.').unwrap_or((field, ""));
                let value = if of.is_empty() {
                    given.next().cloned()
                } else if let Ok(index) = of.parse::<usize>() {
                    args.positional.get(index).cloned()
                } else {
                    keyword(ix, args, of)
                };
                let value = match value {
                    Some(value) if !path.is_empty() => Some(super::attribute_path(ix, value, path, site)),
                    value => value,
                };
                parts.push(value.as_ref().and_then(Value::as_str).map(Into::into));
                rest = &rest[at + end + 1..];
            }
            parts.push(Some(rest.into()));
            text_of(parts)
        }
        _ => Value::scalar(Dims::default()),
    })
}

fn text_method(receiver: &Value, name: &str) -> Value {
    match name {
        "replace" | "strip" | "rstrip" | "lstrip" | "lower" | "format" => receiver.clone(),
        _ => Value::scalar(Dims::default()),
    }
}
