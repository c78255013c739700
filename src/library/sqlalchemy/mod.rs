//! SQLAlchemy: columns and predicates, queries, results, loader options and sessions.

pub mod columns;
pub mod loaders;
pub mod query;
pub mod rows;
pub mod session;

use crate::eval::{Interp, Value};

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
