//! `from house.db import db`: one object of Flask-SQLAlchemy that a package of the house makes, which is not in the tree.

use crate::eval::value::Site;
use crate::eval::{Interp, Value};
use crate::names::Name;

/// Packages with a `db` of another kind.
const OTHERS: [&str; 4] = ["google", "django", "pony", "web"];
/// What nothing but Flask-SQLAlchemy is asked for by these names.
const NAMES: [&str; 30] = [
    "Model",
    "Column",
    "Table",
    "ForeignKey",
    "ForeignKeyConstraint",
    "UniqueConstraint",
    "CheckConstraint",
    "PrimaryKeyConstraint",
    "Index",
    "relationship",
    "backref",
    "session",
    "metadata",
    "func",
    "Integer",
    "BigInteger",
    "SmallInteger",
    "String",
    "Unicode",
    "UnicodeText",
    "Text",
    "Boolean",
    "DateTime",
    "TIMESTAMP",
    "Date",
    "Float",
    "Numeric",
    "LargeBinary",
    "Enum",
    "Interval",
];

/// An attribute of such an object.
pub fn attribute(ix: &mut Interp<'_>, path: &str, name: Name, site: Site) -> Option<Value> {
    let package = path.strip_suffix(".db")?;
    let root = package.split('.').next().unwrap_or(package);
    if OTHERS.contains(&root) || !NAMES.contains(&ix.text(name)) {
        return None;
    }
    let Value::Module(module) = ix.load_dotted("flask_sqlalchemy.shared") else { return None };
    let globals = ix.world.module(module).globals;
    let shared = ix.heap.get(globals).attrs.get(&ix.name("db")?)?.clone();
    Some(ix.attribute(&shared, name, site))
}
