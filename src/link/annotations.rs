//! `Mapped[…]`: what the annotation of an attribute says about its column.

use crate::eval::heap::{Key, ObjKind, Object};
use crate::eval::world::ClassRef;
use crate::eval::{Interp, Value};
use crate::facts::Program;
use crate::facts::program::{BinaryOp, Expr, ExprId};
use crate::model::Place;
use crate::names::Name;

use super::entities::type_of_argument;
use super::records::record;

/// What stands between the brackets of `Mapped[…]`.
struct Annotated {
    nullable: bool,
    /// Its name as written, and what it stands for in the module.
    name: String,
    value: Option<Value>,
}

/// Adds the columns that only an annotation declares, and completes those that have one, in the order of the class body.
pub fn complete(ix: &mut Interp<'_>, class: ClassRef, members: &mut Vec<(Name, Value, Place)>) {
    if super::entities::is_sqlmodel(ix, class) {
        return super::sqlmodel::complete(ix, class, members);
    }
    let info = ix.world.class(class);
    let module = info.module;
    let program = std::sync::Arc::clone(&ix.world.module(module).program);
    let mut added = false;
    for (name, annotation, place) in info.annotations.clone() {
        let Some(annotated) = read(ix, class, &program, annotation) else { continue };
        match members.iter().find(|(n, ..)| *n == name).map(|(_, v, _)| v.clone()) {
            Some(value) => supplement(ix, &value, &annotated),
            None => {
                if let Some(value) = column(ix, &annotated, place) {
                    members.push((name, value, place));
                    added = true;
                }
            }
        }
    }
    if added {
        members.sort_by_key(|(_, _, place)| place.span.start);
    }
}

/// `Mapped[T]`, `Mapped[Optional[T]]`, `Mapped[T | None]`.
fn read(ix: &Interp<'_>, class: ClassRef, program: &Program, annotation: ExprId) -> Option<Annotated> {
    let Expr::Index { value, index } = program.expr(annotation) else { return None };
    if last_word(program, value)? != "Mapped" {
        return None;
    }
    let (mut inner, mut nullable) = (index, false);
    if let Expr::Index { value, index } = program.expr(inner) {
        if last_word(program, value)? != "Optional" {
            return None;
        }
        (inner, nullable) = (index, true);
    }
    if let Expr::Binary { left, op: BinaryOp::BitOr, right } = program.expr(inner) {
        let is_none = |e: ExprId| matches!(program.expr(e), Expr::None);
        match (is_none(left), is_none(right)) {
            (false, true) => (inner, nullable) = (left, true),
            (true, false) => (inner, nullable) = (right, true),
            _ => return None,
        }
    }
    let name = last_word(program, inner)?.to_owned();
    let globals = ix.world.module(ix.world.class(class).module).globals;
    let value = ix.name(&name).and_then(|n| ix.heap.get(globals).attrs.get(&n)).cloned();
    Some(Annotated { nullable, name, value })
}

pub(super) fn last_word(program: &Program, id: ExprId) -> Option<&str> {
    match program.expr(id) {
        Expr::Name(sym) | Expr::Attr(_, sym) => Some(program.name(sym)),
        _ => None,
    }
}

/// The type that SQLAlchemy gives a column of that Python type.
fn column_type(ix: &Interp<'_>, annotated: &Annotated) -> Option<Value> {
    let is_one_of_few = annotated.value.as_ref().is_some_and(|value| is_one_of_few(ix, value));
    if is_one_of_few { Some(Value::External("Enum".into())) } else { type_of_python(&annotated.name) }
}

/// `Literal["a", "b"]` under a name, or a class of an enumeration.
fn is_one_of_few(ix: &Interp<'_>, value: &Value) -> bool {
    let last = |path: &str, words: &[&str]| words.contains(&path.rsplit('.').next().unwrap_or(path));
    match value {
        Value::External(path) => last(path, &["Literal"]),
        Value::Class(class) => ix.world.class(*class).mro.iter().any(|of| {
            let bases = &ix.world.class(*of).bases;
            bases.iter().any(|base| matches!(base, Value::External(path) if last(path, &["Enum", "IntEnum", "StrEnum"])))
        }),
        _ => false,
    }
}

pub(super) fn type_of_python(name: &str) -> Option<Value> {
    let name = match name {
        "int" => "Integer",
        "str" => "String",
        "bool" => "Boolean",
        "float" => "Float",
        "Decimal" => "Numeric",
        "bytes" => "LargeBinary",
        "datetime" => "DateTime",
        "date" => "Date",
        "time" => "Time",
        "timedelta" => "Interval",
        "UUID" => "Uuid",
        _ => return None,
    };
    Some(Value::External(name.into()))
}

/// A declared column takes what it does not say itself from the annotation.
fn supplement(ix: &mut Interp<'_>, value: &Value, annotated: &Annotated) {
    let Some(declared) = record(ix, value).filter(|r| r.is("sqlalchemy.Column")) else { return };
    if declared.keyword("nullable").is_none() {
        add_keyword(ix, declared.id, "nullable", Value::Bool(annotated.nullable));
    }
    let typed = declared.args.iter().any(|v| type_of_argument(ix, v).is_some());
    let refers = declared.args.iter().any(|v| record(ix, v).is_some_and(|r| r.is("sqlalchemy.ForeignKey")));
    if let Some(kind) = column_type(ix, annotated).filter(|_| !typed && !refers) {
        let args = declared.args.into_iter().chain([kind]).collect::<Vec<_>>();
        if let Some(name) = ix.name("args") {
            ix.heap.get_mut(declared.id).attrs.insert(name, Value::Tuple(args.into()));
        }
    }
}

fn add_keyword(ix: &mut Interp<'_>, column: crate::eval::ObjId, key: &str, value: Value) {
    let keywords = ix.name("kwargs").and_then(|n| ix.heap.get(column).attrs.get(&n)).cloned();
    let Some(Value::Object(keywords)) = keywords else { return };
    if let ObjKind::Dict { entries, .. } = &mut ix.heap.get_mut(keywords).kind {
        entries.push((Key::Str(key.into()), value));
    }
}

/// The column of an annotation alone; one of `Annotated[T, mapped_column(…)]` is copied from there.
fn column(ix: &mut Interp<'_>, annotated: &Annotated, place: Place) -> Option<Value> {
    let given = match &annotated.value {
        Some(Value::Tuple(parts)) => parts.iter().find_map(|p| record(ix, p).filter(|r| r.is("sqlalchemy.Column"))),
        _ => None,
    };
    let (mut args, mut entries) = (Vec::new(), vec![(Key::Str("nullable".into()), Value::Bool(annotated.nullable))]);
    match given {
        Some(given) => {
            args = given.args;
            entries.extend(given.keywords.into_iter().map(|(k, v)| (Key::Str(k.as_str().into()), v)));
        }
        None => args.extend(column_type(ix, annotated)),
    }
    made(ix, args, entries, place)
}

/// A column object, as `mapped_column(…)` makes it.
pub(super) fn made(ix: &mut Interp<'_>, args: Vec<Value>, entries: Vec<(Key, Value)>, place: Place) -> Option<Value> {
    let class = ix.world.classes.iter().position(|c| &*c.qualified == "sqlalchemy.orm.MappedColumn")?;
    let keywords = ix.heap.add(Object::new(ObjKind::Dict { entries, rest: None }));
    let mut column = Object::new(ObjKind::Instance);
    column.class = u32::try_from(class).ok().map(ClassRef);
    column.place = Some(place);
    column.attrs.insert(ix.name("args")?, Value::Tuple(args.into()));
    column.attrs.insert(ix.name("kwargs")?, Value::Object(keywords));
    Some(Value::Object(ix.heap.add(column)))
}
