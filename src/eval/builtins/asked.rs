//! What a program asks of a value: which attributes it has, of which class it is, whether it can be called.

use crate::eval::heap::ObjKind;
use crate::eval::interp::Interp;
use crate::eval::value::{Dims, Row, RowsKind, Scalar, Value};
use crate::eval::world::{ClassRef, Origin};
use crate::model::entity::{Many, Orm};
use crate::names::Name;

/// Whether an object has an attribute, when its classes are all known.
pub(super) fn has_attribute(ix: &Interp<'_>, value: &Value, name: &str) -> Option<bool> {
    if let Value::Row(row) = value {
        if row_lacks(ix, *row, name) {
            return Some(false);
        }
        let name = ix.name(name)?;
        // The other side of a one-to-one may be missing, and then there is no such attribute.
        let may_miss =
            ix.world.entity(row.entity).relation(ix.text(name)).is_some_and(|r| r.many == Many::ToOne && r.local.is_empty());
        return (!may_miss && row_has(ix, *row, name)).then_some(true);
    }
    let own = |methods: &[&str]| (!name.starts_with("__")).then(|| methods.contains(&name));
    let (object, class) = match value {
        Value::None | Value::Bool(_) | Value::Int(_) => return own(&[]),
        Value::Tuple(_) => return own(&["count", "index"]),
        Value::Class(class) => return class_has(ix, *class, name),
        Value::Object(id) => {
            let object = ix.heap.get(*id);
            (object, object.class?)
        }
        _ => return ix.semantics.has(ix, value, name),
    };
    let found = ix.name(name).is_some_and(|n| object.attrs.contains_key(&n) || ix.world.find_member(class, n).is_some());
    let computed = ix.name("__getattr__").is_some_and(|n| ix.world.find_member(class, n).is_some());
    let mapped = ix.world.class_entity.contains_key(&class);
    if found {
        Some(true)
    } else if computed || mapped || ix.world.class(class).open {
        None
    } else {
        Some(false)
    }
}

fn class_has(ix: &Interp<'_>, class: ClassRef, name: &str) -> Option<bool> {
    let text = name;
    let name = ix.name(name);
    let entity = ix.world.class_entity.get(&class);
    let mapped = entity.zip(name).is_some_and(|key| ix.world.attributes.contains_key(&(*key.0, key.1)));
    if mapped || name.is_some_and(|n| ix.world.find_member(class, n).is_some()) {
        return Some(true);
    }
    let info = ix.world.class(class);
    // A stub declares only what matters of its class.
    let mut libraries = info.mro.iter().map(|c| ix.world.class(*c)).filter(|c| c.is_stub).peekable();
    // What Django adds to a model goes by known names: `get_status_display`, `book_set`, `DoesNotExist`.
    let of_model = || text.starts_with(char::is_uppercase) || text.starts_with("get_") || text.ends_with("_set");
    let known = match entity {
        Some(_) => libraries.peek().is_some() && libraries.all(|c| c.qualified.ends_with(".models.Model")) && !of_model(),
        None => libraries.peek().is_none(),
    };
    (known && !info.open && !text.starts_with('_')).then_some(false)
}

/// Whether a row surely has an attribute: mapped, of its class, or one that its query adds.
fn row_has(ix: &Interp<'_>, row: Row, name: Name) -> bool {
    let keeps_state = ix.world.entity(row.entity).orm == Orm::Django;
    if keeps_state && matches!(ix.text(name), "_state" | "_prefetched_objects_cache") {
        return true;
    }
    let added = match ix.set(row.set).map(|s| &s.origin) {
        Some(Origin::Query(query, _)) => query.annotated.contains(&name),
        _ => false,
    };
    let class = ix.world.entity_class.get(row.entity.index());
    added
        || ix.row_values.contains_key(&(row.set, name))
        || ix.world.attributes.contains_key(&(row.entity, name))
        || class.is_some_and(|c| ix.world.find_member(*c, name).is_some())
}

/// Whether a row surely has no such attribute: its class has none, its query adds none, and nothing set it before.
fn row_lacks(ix: &Interp<'_>, row: Row, name: &str) -> bool {
    let Some(Origin::Query(query, _)) = ix.set(row.set).map(|s| &s.origin) else { return false };
    let class = ix.world.entity_class.get(row.entity.index());
    let added = ix.name(name).is_some_and(|name| {
        query.annotated.contains(&name)
            || query.extras.iter().any(|(extra, _)| *extra == name)
            || ix.row_values.contains_key(&(row.set, name))
    });
    // Raw SQL and what is joined to it may bring columns of any name.
    !added && !query.joined && class.is_some_and(|class| class_has(ix, *class, name) == Some(false))
}

pub(super) fn callable(ix: &Interp<'_>, value: &Value) -> Value {
    match value {
        Value::Function(..) | Value::Class(_) | Value::Native(_) | Value::Bound(_) | Value::Partial(_) => Value::Bool(true),
        Value::None | Value::Bool(_) | Value::Int(_) | Value::Str(_) | Value::Row(_) | Value::Tuple(_) => Value::Bool(false),
        Value::Object(_) => match (ix.class_of(value), ix.name("__call__")) {
            (Some(class), Some(name)) if ix.world.find_member(class, name).is_some() => Value::Bool(true),
            (Some(class), _) if ix.world.class(class).open => Value::scalar(Dims::default()),
            _ => Value::Bool(false),
        },
        _ => Value::scalar(Dims::default()),
    }
}

/// `isinstance(value, class)`, where what the value is decides it.
pub fn is_instance(ix: &Interp<'_>, value: &Value, class: &Value) -> Option<bool> {
    match class {
        _ if matches!(value, Value::None) => Some(false),
        Value::Tuple(choices) => {
            let each: Vec<Option<bool>> = choices.iter().map(|c| is_instance(ix, value, c)).collect();
            if each.contains(&Some(true)) { Some(true) } else { each.iter().all(|e| *e == Some(false)).then_some(false) }
        }
        Value::Class(want) => match ix.class_of(value).filter(|_| !matches!(value, Value::Class(_))) {
            Some(have) => {
                let derives = ix.world.class(have).mro.contains(want);
                (derives || !ix.world.class(have).open).then_some(derives)
            }
            // Of which class of the project a query is, the library may decide.
            None if matches!(value, Value::Query(_)) => None,
            None => (builtin_type(ix, value).is_some() && !ix.world.class(*want).is_stub).then_some(false),
        },
        // A row of a model whose bases are all known is of no class of another package; the mapper's own names are not all known.
        Value::External(path) if matches!(value, Value::Row(_)) => {
            const MAPPERS: [&str; 8] =
                ["django", "sqlalchemy", "flask_sqlalchemy", "sqlmodel", "pydantic", "typing", "collections", "abc"];
            let package = path.split('.').next().unwrap_or(path);
            let have = ix.class_of(value).filter(|_| !MAPPERS.contains(&package))?;
            (!ix.world.class(have).open).then_some(false)
        }
        Value::Native(want) => {
            let types =
                ["builtin.str", "builtin.int", "builtin.bool", "builtin.dict", "builtin.list", "builtin.tuple", "builtin.type"];
            if !types.contains(want) {
                return None;
            }
            if let Value::Scalar(scalar) = value {
                return column_type(ix, scalar).is_some_and(|have| have != *want).then_some(false);
            }
            match builtin_type(ix, value)? {
                // What a program calls a set or a sequence is a list here.
                "list or set" => (*want != "builtin.list").then_some(false),
                have => Some(have == *want || (have == "builtin.bool" && *want == "builtin.int")),
            }
        }
        _ => None,
    }
}

/// What a column holds, unless it is empty.
fn column_type(ix: &Interp<'_>, scalar: &Scalar) -> Option<&'static str> {
    let (entity, name) = scalar.column?;
    let kind = ix.world.entity(entity).attribute(ix.text(name))?.kind.to_ascii_lowercase();
    match kind.split('(').next().unwrap_or_default() {
        "charfield" | "textfield" | "emailfield" | "slugfield" | "urlfield" | "string" | "text" | "unicode" | "unicodetext" => {
            Some("builtin.str")
        }
        _ => None,
    }
}

/// The builtin type that a value is of; another name where it is of none that is asked for.
fn builtin_type(ix: &Interp<'_>, value: &Value) -> Option<&'static str> {
    Some(match value {
        Value::Str(_) | Value::Text(_) => "builtin.str",
        Value::Int(_) => "builtin.int",
        Value::Bool(_) => "builtin.bool",
        Value::Tuple(_) => "builtin.tuple",
        Value::Class(_) => "builtin.type",
        Value::None => "none",
        Value::Function(..) | Value::Bound(_) => "function",
        Value::Row(_) => "row",
        Value::Rows(rows) if matches!(rows.kind, RowsKind::List | RowsKind::Collection) => "builtin.list",
        Value::Object(id) if ix.class_of(value).is_none() => match ix.heap.get(*id).kind {
            ObjKind::Dict { .. } => "builtin.dict",
            ObjKind::List { .. } => "list or set",
            _ => return None,
        },
        // A class of the project that is known up to its last base, and has no builtin among them.
        Value::Object(_) => {
            let class = ix.class_of(value).filter(|class| !ix.world.class(*class).open && !ix.world.class(*class).is_stub)?;
            let is_builtin = |c: &ClassRef| ix.world.class(*c).bases.iter().any(|base| matches!(base, Value::Native(_)));
            return (!ix.world.class(class).mro.iter().any(is_builtin)).then_some("instance");
        }
        Value::Query(_) => "query",
        _ => return None,
    })
}
