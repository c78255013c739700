//! Django's ORM: managers and querysets, look-ups, and what reading a row runs.

pub mod eager;
pub mod either;
pub mod filtersets;
pub mod joins;
pub mod lookups;
pub mod managers;
pub mod outside_routes;
pub mod queryset;
pub mod rows;
pub mod running;
mod selection;
mod writes;

use std::sync::Arc;

use crate::eval::query::Style;
use crate::eval::value::Site;
use crate::eval::{ClassRef, Interp, ObjId, Value};
use crate::model::entity::{EntityId, Orm};

const MODULE: &str = "django.db.models.query";

/// Whether the rows of an entity are instances of a Django model.
#[must_use]
pub fn is_entity(ix: &Interp<'_>, entity: EntityId) -> bool {
    ix.world.entity(entity).orm == Orm::Django
}

/// A Django model; while linking, entities are not known yet.
#[must_use]
pub fn is_model(ix: &Interp<'_>, class: ClassRef) -> bool {
    match ix.world.class_entity.get(&class) {
        Some(entity) => is_entity(ix, *entity),
        None => ix.name("__django__").is_some_and(|name| ix.world.find_member(class, name).is_some()),
    }
}

/// A new instance of a Django model.
#[must_use]
pub fn is_instance(ix: &Interp<'_>, id: ObjId) -> bool {
    let entity = ix.heap.get(id).class.and_then(|c| ix.world.class_entity.get(&c));
    entity.is_some_and(|e| is_entity(ix, *e))
}

/// A class of the stub.
fn stub_class(ix: &mut Interp<'_>, name: &str) -> Option<ClassRef> {
    let Value::Module(module) = ix.load_dotted(MODULE) else { return None };
    let globals = ix.world.module(module).globals;
    match ix.heap.get(globals).attrs.get(&ix.name(name)?) {
        Some(Value::Class(class)) => Some(*class),
        _ => None,
    }
}

fn derives(ix: &Interp<'_>, class: ClassRef, name: &str) -> bool {
    let is_it = |qualified: &str| qualified.strip_prefix(MODULE).and_then(|rest| rest.strip_prefix('.')) == Some(name);
    ix.world.class(class).mro.iter().any(|c| is_it(&ix.world.class(*c).qualified))
}

/// A class of the stub of querysets, whose methods are written here.
fn is_own(ix: &Interp<'_>, class: ClassRef) -> bool {
    ix.world.class(class).is_stub && ix.world.module(ix.world.class(class).module).name.starts_with(MODULE)
}

/// An attribute of an object that a stub made.
fn attribute(ix: &Interp<'_>, object: ObjId, name: &str) -> Option<Value> {
    ix.heap.get(object).attrs.get(&ix.name(name)?).cloned()
}

/// `Q(…) | Q(…)`, `qs | qs`, `row in qs`.
pub fn operator(ix: &mut Interp<'_>, op: &'static str, left: &Value, right: &Value, site: Site) -> Option<Value> {
    match (op, left, right) {
        ("in" | "not in", _, Value::Query(query)) if query.style == Style::Django => {
            running::rows(ix, query, site);
            Some(Value::scalar(left.dims()))
        }
        ("|" | "&", Value::Query(query), Value::Query(_)) if query.style == Style::Django => {
            Some(queryset::combined(ix, query))
        }
        ("|" | "&" | "~", Value::Object(id), _) if lookups::is_condition(ix, *id) => {
            Some(lookups::combined(ix, op, left, right))
        }
        _ => None,
    }
}

/// The same query with something changed: an object of its own, which runs for itself.
fn with(ix: &Interp<'_>, query: &Arc<crate::eval::Query>, change: impl FnOnce(&mut crate::eval::Query)) -> Value {
    let mut out = (**query).clone();
    out.within = Some(queryset::around(ix));
    change(&mut out);
    Value::Query(Arc::new(out))
}
