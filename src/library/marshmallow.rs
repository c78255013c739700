//! Marshmallow: the fields of a schema and what they read.

use std::sync::Arc;

use crate::eval::heap::{Key, ObjId, ObjKind};
use crate::eval::interp::NO_FILE;
use crate::eval::ops::CallKind;
use crate::eval::value::Site;
use crate::eval::{CallArgs, Interp, Value};
use crate::names::Name;

/// Reads an object by the fields of a schema: a dictionary. `args`: the schema, `only`, `exclude`, the object.
pub fn dump(ix: &mut Interp<'_>, args: &CallArgs, site: Site) -> Value {
    let [schema, _, _, object] = args.positional.as_slice() else { return Value::input() };
    let out = ix.new_dict(Vec::new());
    let (read, load_only) = (ix.name("read"), ix.name("load_only"));
    let fields = fields(ix, args);
    // A schema made of what is not known may read anything.
    if fields.is_empty() || is_open(ix, schema) {
        ix.escape(object);
    }
    for (name, field) in fields {
        // `fields.String` stands for one without options.
        let field = if matches!(field, Value::Class(_)) { ix.call(&field, CallArgs::default(), site) } else { field };
        let skipped = load_only.is_some_and(|n| matches!(ix.attribute(&field, n, site), Value::Bool(true)));
        let Some(read) = read.filter(|_| !skipped) else { continue };
        let method = ix.attribute(&field, read, site);
        let positional = vec![object.clone(), Value::Str(name.clone()), schema.clone()];
        let at = match &field {
            Value::Object(id) => ix.heap.get(*id).place.filter(|p| p.file != NO_FILE),
            _ => None,
        };
        let symbol =
            ix.class_of(schema).map_or_else(|| name.to_string(), |c| format!("{}.{name}", ix.world.class(c).qualified));
        let value = ix.declared(at.unwrap_or(site.place), &symbol, CallKind::Field, |ix| {
            ix.call(&method, CallArgs { positional, ..CallArgs::default() }, site)
        });
        ix.set_item(&out, &Value::Str(name), value);
    }
    out
}

/// A dictionary of fields of which some are not known.
fn is_open(ix: &Interp<'_>, schema: &Value) -> bool {
    let Value::Object(id) = schema else { return true };
    match &ix.heap.get(*id).kind {
        ObjKind::Dict { entries, rest } => {
            rest.is_some() || entries.iter().any(|(_, v)| !matches!(v, Value::Object(_) | Value::Class(_)))
        }
        _ => false,
    }
}

/// The fields of a schema with their names, those of its bases first.
fn fields(ix: &Interp<'_>, args: &CallArgs) -> Vec<(Arc<str>, Value)> {
    let schema = args.positional.first();
    if let Some(Value::Object(id)) = schema
        && let ObjKind::Dict { entries, .. } = &ix.heap.get(*id).kind
    {
        // The fields of Flask-RESTful stand in a dictionary.
        let of = |(key, value): &(Key, Value)| match (key, value) {
            (Key::Str(name), Value::Object(field)) if is_field(ix, *field) => Some((Arc::clone(name), value.clone())),
            (Key::Str(name), Value::Class(c)) if ix.world.derives(*c, "marshmallow.Field") => {
                Some((Arc::clone(name), value.clone()))
            }
            _ => None,
        };
        return entries.iter().filter_map(of).collect();
    }
    let Some(class) = schema.and_then(|v| ix.class_of(v)) else { return Vec::new() };
    let only = args.positional.get(1).and_then(|v| names(ix, v));
    let without = args.positional.get(2).and_then(|v| names(ix, v)).unwrap_or_default();
    let mut found: Vec<(Name, Value)> = Vec::new();
    for owner in ix.world.class(class).mro.iter().rev() {
        let owner = ix.world.class(*owner);
        if owner.is_stub {
            continue;
        }
        for (name, value, _) in &owner.members {
            let is_field = matches!(value, Value::Object(id) if is_field(ix, *id));
            match found.iter_mut().find(|(n, _)| n == name) {
                Some(old) => old.1 = value.clone(),
                None if is_field => found.push((*name, value.clone())),
                None => {}
            }
        }
    }
    found
        .into_iter()
        .map(|(name, value)| (ix.world.names.shared(name), value))
        .filter(|(name, _)| only.as_ref().is_none_or(|only| only.iter().any(|o| **o == **name)))
        .filter(|(name, _)| !without.iter().any(|w| **w == **name))
        .collect()
}

/// The texts of a list, as far as all are known; `a.b` names the field `a`.
fn names(ix: &Interp<'_>, value: &Value) -> Option<Vec<String>> {
    let items = ix.known_items(value)?;
    items.iter().map(|v| v.as_str().map(|s| s.split('.').next().unwrap_or(s).to_owned())).collect()
}

fn is_field(ix: &Interp<'_>, id: ObjId) -> bool {
    let object = ix.heap.get(id);
    matches!(object.kind, ObjKind::Instance) && object.class.is_some_and(|c| ix.world.derives(c, "marshmallow.Field"))
}

/// `attribute="a.b"`: attributes of objects, items of dictionaries; nothing where there is none.
pub fn path(ix: &mut Interp<'_>, object: &Value, path: &Value, site: Site) -> Value {
    let Some(path) = path.as_str().map(str::to_owned) else { return Value::input() };
    let mut at = object.clone();
    for part in path.split('.') {
        let is_dict = matches!(&at, Value::Object(id) if matches!(ix.heap.get(*id).kind, ObjKind::Dict { .. }));
        at = match ix.name(part) {
            Some(_) if is_dict => ix.item(&at, &Value::str(part), false, site),
            Some(name) => ix.attribute(&at, name, site),
            None => Value::input(),
        };
        if matches!(at, Value::Unknown(_)) {
            return Value::input();
        }
    }
    match at {
        // A method without arguments is called.
        Value::Bound(_) => ix.call(&at, CallArgs::default(), site),
        other => other,
    }
}

/// The schema class of a name in the registry.
pub fn named(ix: &mut Interp<'_>, name: &Value) -> Value {
    let Some(name) = name.as_str() else { return Value::input() };
    let short = name.rsplit('.').next().unwrap_or(name);
    let found =
        ix.world.classes.iter().position(|c| {
            ix.text(c.name) == short && c.mro.iter().any(|m| &*ix.world.class(*m).qualified == "marshmallow.Schema")
        });
    found.and_then(|at| u32::try_from(at).ok()).map_or_else(Value::input, |at| Value::Class(crate::eval::ClassRef(at)))
}
