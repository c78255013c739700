//! Intrinsics that look into objects, or make them.

use crate::eval::heap::{ObjKind, Object};
use crate::eval::{Interp, Value};

pub(super) fn has_method(ix: &Interp<'_>, class: &Value, name: &str) -> bool {
    let Some(name) = ix.name(name) else { return false };
    matches!(class, Value::Class(c) if ix.world.find_member(*c, name).is_some_and(|(_, v)| matches!(v, Value::Function(..))))
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

/// An object of a stub class.
pub fn instance(ix: &mut Interp<'_>, qualified: &str, kind: ObjKind) -> Value {
    let class = ix.world.classes.iter().position(|c| &*c.qualified == qualified);
    let mut object = Object::new(kind);
    object.class = class.and_then(|c| u32::try_from(c).ok()).map(crate::eval::ClassRef);
    Value::Object(ix.heap.add(object))
}
