//! SQLModel: the columns that annotations and `Field(…)` declare.

use crate::eval::heap::{Key, ObjKind};
use crate::eval::world::ClassRef;
use crate::eval::{CallArgs, Interp, ObjId, Value};
use crate::facts::Program;
use crate::facts::program::{BinaryOp, Expr, ExprId};
use crate::model::Place;
use crate::names::Name;

use super::annotations::{last_word, made, type_of_python};
use super::records::{entries, record};

/// Makes a column of each field of the class body.
pub fn complete(ix: &mut Interp<'_>, class: ClassRef, members: &mut Vec<(Name, Value, Place)>) {
    let info = ix.world.class(class);
    let program = std::sync::Arc::clone(&ix.world.module(info.module).program);
    for (name, annotation, place) in info.annotations.clone() {
        let given = members.iter().find(|(n, ..)| *n == name).map(|(_, v, _)| v.clone());
        if given.as_ref().is_some_and(|v| record(ix, v).is_some()) || ix.text(name).starts_with("__") {
            continue;
        }
        let Some((kind, nullable)) = kind(&program, annotation) else { continue };
        let options = given.as_ref().map(|v| options(ix, v)).unwrap_or_default();
        let Some(value) = column(ix, &kind, nullable, options, place) else { continue };
        match members.iter_mut().find(|(n, ..)| *n == name) {
            Some(old) => *old = (name, value, place),
            None => members.push((name, value, place)),
        }
    }
    members.sort_by_key(|(_, _, place)| place.span.start);
}

/// The name of the type between `Optional[…]` and `… | None`, and whether there is one of these.
fn kind(program: &Program, annotation: ExprId) -> Option<(String, bool)> {
    match program.expr(annotation) {
        Expr::Index { value, index } => match last_word(program, value)? {
            "Optional" => kind(program, index).map(|(name, _)| (name, true)),
            "ClassVar" | "Mapped" => None,
            "Annotated" => match program.expr(index) {
                Expr::Collection { items, .. } => kind(program, *program.list(items).first()?),
                _ => None,
            },
            other => Some((other.to_owned(), false)),
        },
        Expr::Binary { left, op: BinaryOp::BitOr, right } => {
            let is_none = |e: ExprId| matches!(program.expr(e), Expr::None);
            match (is_none(left), is_none(right)) {
                (false, true) => kind(program, left).map(|(name, _)| (name, true)),
                (true, false) => kind(program, right).map(|(name, _)| (name, true)),
                _ => kind(program, left),
            }
        }
        _ => Some((last_word(program, annotation)?.to_owned(), false)),
    }
}

/// What `Field(…)` was given.
fn options(ix: &Interp<'_>, value: &Value) -> Vec<(String, Value)> {
    let Value::Object(id) = value else { return Vec::new() };
    let object = ix.heap.get(*id);
    if !object.class.is_some_and(|c| ix.world.derives(c, "pydantic.FieldInfo")) {
        return Vec::new();
    }
    ix.name("options").and_then(|n| object.attrs.get(&n)).map(|v| entries(ix, v)).unwrap_or_default()
}

fn column(ix: &mut Interp<'_>, kind: &str, nullable: bool, options: Vec<(String, Value)>, place: Place) -> Option<Value> {
    let option = |name: &str| options.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone());
    if let Some(column) = option("sa_column") {
        return Some(column);
    }
    let mut args: Vec<Value> = Vec::new();
    args.extend(option("sa_type").or_else(|| type_of_python(kind)));
    if let Some(target) = option("foreign_key") {
        args.push(foreign_key(ix, target, option("ondelete"))?);
    }
    let more = option("sa_column_args").and_then(|v| ix.known_items(&v)).unwrap_or_default();
    args.extend(more);
    let mut keywords: Vec<(Key, Value)> = vec![(Key::Str("nullable".into()), Value::Bool(nullable))];
    for name in ["nullable", "primary_key", "unique", "index"] {
        if let Some(value) = option(name) {
            keywords.retain(|(k, _)| *k != Key::Str(name.into()));
            keywords.push((Key::Str(name.into()), value));
        }
    }
    let more = option("sa_column_kwargs").map(|v| entries(ix, &v)).unwrap_or_default();
    keywords.extend(more.into_iter().map(|(k, v)| (Key::Str(k.as_str().into()), v)));
    made(ix, args, keywords, place)
}

fn foreign_key(ix: &mut Interp<'_>, target: Value, on_delete: Option<Value>) -> Option<Value> {
    let class = ix.world.classes.iter().position(|c| &*c.qualified == "sqlalchemy.ForeignKey")?;
    let class = ClassRef(u32::try_from(class).ok()?);
    let keywords = on_delete.map(|v| (Key::Str("ondelete".into()), v)).into_iter().collect::<Vec<_>>();
    let made = ix.instantiate(
        class,
        CallArgs { positional: vec![target], ..CallArgs::default() },
        crate::eval::value::Site::nowhere(),
    );
    if let Value::Object(id) = &made {
        set_keywords(ix, *id, keywords);
    }
    Some(made)
}

fn set_keywords(ix: &mut Interp<'_>, id: ObjId, entries: Vec<(Key, Value)>) {
    let dict = ix.name("kwargs").and_then(|n| ix.heap.get(id).attrs.get(&n)).cloned();
    if let Some(Value::Object(dict)) = dict
        && let ObjKind::Dict { entries: known, .. } = &mut ix.heap.get_mut(dict).kind
    {
        known.extend(entries);
    }
}
