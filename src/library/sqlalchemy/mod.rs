//! SQLAlchemy: columns and predicates, queries, results, loader options and sessions.

pub mod columns;
pub mod loaders;
pub mod mapped_table;
pub mod query;
pub mod rows;
pub mod run;
pub mod session;
pub mod shared;

use crate::eval::{ClassRef, Interp, Value};

/// `db.X`: what Flask-SQLAlchemy hands through from SQLAlchemy.
pub fn db_attribute(ix: &mut Interp<'_>, name: &Value) -> Value {
    let Some(text) = name.as_str() else { return Value::input() };
    match text {
        "func" | "event" | "select" | "text" => {}
        "orm" => return ix.load_dotted("sqlalchemy.orm"),
        _ => {}
    }
    let Some(name) = ix.name(text) else { return Value::input() };
    for module in ["sqlalchemy", "sqlalchemy.orm"] {
        let Value::Module(id) = ix.load_dotted(module) else { continue };
        let globals = ix.world.module(id).globals;
        if let Some(value) = ix.heap.get(globals).attrs.get(&name) {
            return value.clone();
        }
    }
    Value::External(format!("sqlalchemy.{text}").into())
}

/// Makes a class the base of mapped classes: it has no table, its columns become those of every class below it.
pub fn make_base(ix: &mut Interp<'_>, class: ClassRef, flask: bool) {
    if !ix.linking_mode() {
        return;
    }
    let place = ix.world.class(class).place;
    let mut marks = vec!["__declarative__", "__abstract__"];
    if flask {
        marks.push("__fsa__");
    }
    let names: Vec<_> = marks.into_iter().filter_map(|mark| ix.name(mark)).collect();
    let members = &mut ix.world.to_mut().classes[class.0 as usize].members;
    members.extend(names.into_iter().map(|name| (name, Value::Bool(true), place)));
}
