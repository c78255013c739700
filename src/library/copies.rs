//! `copy.copy` and `copy.deepcopy`: what is put into the copy of a container is not in the one that it was made of.

use crate::eval::heap::ObjKind;
use crate::eval::{Interp, ObjId, Value};

/// Containers that one copy goes into; what is deeper in, or beyond, is shared with the original.
const MOST: usize = 256;

/// A copy of a list or a dictionary, of those inside it too where it is deep. Anything else is handed through: rows and
/// instances keep what they are known by.
pub fn copied(ix: &mut Interp<'_>, value: &Value, deep: bool) -> Value {
    let mut made = Vec::new();
    copy(ix, value, deep, &mut made)
}

fn copy(ix: &mut Interp<'_>, value: &Value, deep: bool, made: &mut Vec<(ObjId, ObjId)>) -> Value {
    let Value::Object(id) = value else { return value.clone() };
    if let Some((_, copy)) = made.iter().find(|(original, _)| original == id) {
        return Value::Object(*copy);
    }
    let object = ix.heap.get(*id);
    if !matches!(object.kind, ObjKind::List { .. } | ObjKind::Dict { .. }) || made.len() >= MOST {
        return value.clone();
    }
    let object = object.clone();
    let copy_id = ix.heap.add(object.clone());
    made.push((*id, copy_id));
    if deep {
        let kind = match object.kind {
            ObjKind::List { items, rest } => ObjKind::List { items: all(ix, items, made), rest },
            ObjKind::Dict { entries, rest } => {
                let (keys, values): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
                ObjKind::Dict { entries: keys.into_iter().zip(all(ix, values, made)).collect(), rest }
            }
            other => other,
        };
        ix.heap.get_mut(copy_id).kind = kind;
    }
    Value::Object(copy_id)
}

fn all(ix: &mut Interp<'_>, values: Vec<Value>, made: &mut Vec<(ObjId, ObjId)>) -> Vec<Value> {
    values.iter().map(|value| copy(ix, value, true, made)).collect()
}
