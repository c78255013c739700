//! Intrinsics that look into objects, or make them.

use crate::eval::heap::{ObjKind, Object};
use crate::eval::{Interp, Value};

pub(super) fn has_method(ix: &Interp<'_>, class: &Value, name: &str) -> bool {
    let Some(name) = ix.name(name) else { return false };
    matches!(class, Value::Class(c) if ix.world.find_member(*c, name).is_some_and(|(_, v)| matches!(v, Value::Function(..))))
}

/// Whether a function is defined with `async`; stubs say it of none of theirs.
pub(super) fn is_coroutine(ix: &Interp<'_>, function: &Value) -> Option<bool> {
    match function {
        Value::Function(of, _) => {
            let module = ix.world.module(of.module);
            module.file.map(|_| module.program.function(of.id).is_async)
        }
        Value::Bound(bound) => is_coroutine(ix, &bound.0),
        Value::Partial(partial) => is_coroutine(ix, &partial.0),
        Value::None | Value::Class(_) => Some(false),
        _ => None,
    }
}

/// A new row takes its keyword arguments as attributes.
pub(super) fn init_entity(ix: &mut Interp<'_>, object: &Value, keywords: &Value) {
    let (Value::Object(id), Value::Object(dict)) = (object, keywords) else { return };
    let entries = match &ix.heap.get(*dict).kind {
        ObjKind::Dict { entries, .. } => entries.clone(),
        _ => return,
    };
    for (key, value) in entries {
        let crate::eval::heap::Key::Str(text) = key else { continue };
        if let Some(name) = ix.name(&text) {
            ix.heap.get_mut(*id).attrs.insert(name, value);
        }
    }
}

/// Pixels up to which a picture is done with at once: a thumbnail.
const SMALL_PIXELS: i64 = 512 * 512;

/// A width and a height that are written out, and little together.
pub(super) fn is_small(ix: &Interp<'_>, size: &Value) -> bool {
    let sides: Vec<Value> = match size {
        Value::Tuple(sides) => sides.to_vec(),
        Value::Object(id) => match &ix.heap.get(*id).kind {
            ObjKind::List { items, rest: None } => items.clone(),
            _ => return false,
        },
        _ => return false,
    };
    let [Value::Int(width), Value::Int(height)] = sides.as_slice() else { return false };
    width.checked_mul(*height).is_some_and(|pixels| pixels <= SMALL_PIXELS)
}

/// An object of a stub class.
pub fn instance(ix: &mut Interp<'_>, qualified: &str, kind: ObjKind) -> Value {
    let class = ix.world.classes.iter().position(|c| &*c.qualified == qualified);
    let mut object = Object::new(kind);
    object.class = class.and_then(|c| u32::try_from(c).ok()).map(crate::eval::ClassRef);
    Value::Object(ix.heap.add(object))
}
