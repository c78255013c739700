//! Django Ninja: what its schemas read beside the fields that Pydantic knows.

use crate::eval::value::Site;
use crate::eval::world::ClassRef;
use crate::eval::{CallArgs, Interp, Value};
use crate::model::entity::Many;
use crate::names::Name;

use super::rest_framework::member;

const SCHEMA: &str = "ninja.Schema";
const MODEL_SCHEMA: &str = "ninja.ModelSchema";

#[must_use]
pub fn is_schema(ix: &Interp<'_>, class: ClassRef) -> bool {
    ix.world.derives(class, SCHEMA)
}

/// What `resolve_owner(obj)` of a schema gives for its field `owner`.
pub fn resolved(ix: &mut Interp<'_>, class: ClassRef, field: Name, row: &Value, site: Site) -> Option<Value> {
    let method = ix.name(&format!("resolve_{}", ix.text(field)))?;
    ix.world.find_member(class, method)?;
    let resolver = ix.attribute(&Value::Class(class), method, site);
    Some(ix.call(&resolver, CallArgs { positional: vec![row.clone()], ..CallArgs::default() }, site))
}

/// The manager of a relation is asked for all its rows.
pub fn all_of(ix: &mut Interp<'_>, value: Value, site: Site) -> Value {
    let Some(all) = ix.name("all").filter(|_| matches!(&value, Value::Query(query) if query.manager)) else { return value };
    let method = ix.attribute(&value, all, site);
    ix.call(&method, CallArgs::default(), site)
}

/// Relations to many that a schema of a model lists by their keys: `Meta.fields`, or all that the model declares.
#[must_use]
pub fn listed_keys(ix: &Interp<'_>, class: ClassRef, row: &Value) -> Vec<Name> {
    let Value::Row(row) = row else { return Vec::new() };
    if !ix.world.derives(class, MODEL_SCHEMA) {
        return Vec::new();
    }
    let Some(Value::Class(meta)) = member(ix, class, "Meta").or_else(|| member(ix, class, "Config")) else { return Vec::new() };
    let texts = |name: &str| {
        let items = member(ix, meta, name).and_then(|v| ix.known_items(&v));
        items.map(|items| items.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>())
    };
    let named = texts("fields").or_else(|| texts("model_fields"));
    let excluded = texts("exclude").or_else(|| texts("model_exclude")).unwrap_or_default();
    let model = ix.world.entity_class.get(row.entity.index());
    let is_declared = |name: Name| model.is_some_and(|model| ix.world.find_member(*model, name).is_some());
    let relations = ix.world.entity(row.entity).relations.iter().filter(|r| r.many == Many::ManyToMany);
    let asked = relations.filter(|r| named.as_ref().is_none_or(|named| named.contains(&r.name)) && !excluded.contains(&r.name));
    asked.filter_map(|r| ix.name(&r.name)).filter(|name| is_declared(*name)).collect()
}
