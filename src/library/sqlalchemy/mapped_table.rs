//! The table of a mapped class, as statements of Core use it: `Job.__table__.insert()`, `Job.__table__.c.name`.

use std::sync::Arc;

use crate::eval::query::Style;
use crate::eval::value::Site;
use crate::eval::{CallArgs, ClassRef, Interp, Value};
use crate::names::Name;

/// The class whose `__table__` a value is.
fn class_of(ix: &Interp<'_>, value: &Value) -> Option<ClassRef> {
    match value {
        Value::Method(of, name) if ix.text(*name) == "__table__" => match **of {
            Value::Class(class) => Some(class),
            _ => None,
        },
        _ => None,
    }
}

/// `Job.__table__.c.name`: a column by the name that it has in the table.
pub fn attribute(ix: &mut Interp<'_>, of: &Value, member: Name, name: Name, site: Site) -> Option<Value> {
    let class = class_of(ix, of).filter(|_| matches!(ix.text(member), "c" | "columns"))?;
    let entity = ix.world.class_entity.get(&class)?;
    let text = ix.text(name);
    let attribute = ix.world.entity(*entity).columns.iter().find(|c| c.column == text)?.name.clone();
    let attribute = ix.name(&attribute)?;
    super::columns::class_attribute(ix, class, attribute, site)
}

/// A statement on the table is one on the class.
pub fn method(ix: &mut Interp<'_>, receiver: &Value, name: Name, args: &CallArgs, site: Site) -> Option<Value> {
    let class = Value::Class(class_of(ix, receiver)?);
    let verb: Arc<str> = ix.text(name).into();
    match &*verb {
        "insert" | "update" | "delete" => Some(super::session::dml(ix, &Value::Str(verb), &class, site)),
        "select" if args.positional.is_empty() => Some(super::query::begin(ix, &[class], site, Style::Select)),
        _ => None,
    }
}
