//! Django's admin: what a changelist, and an inline of a change form, reads of each of its rows.

use crate::eval::ops::CallKind;
use crate::eval::value::Site;
use crate::eval::{CallArgs, Interp, Value};
use crate::facts::program::Access;
use crate::model::entity::Many;

use super::django::eager::select_related;
use super::django::rows::entity_of;

/// `ChangeList.apply_select_related`: a column that is a key makes the changelist join all keys that are never null, if the
/// query does not join anything itself.
pub fn joined(ix: &mut Interp<'_>, queryset: &Value, columns: &Value, chosen: &Value) -> Value {
    let Value::Query(query) = queryset else { return queryset.clone() };
    if query.options.iter().any(|o| o.kind == "joinedload") {
        return queryset.clone();
    }
    let names = match chosen {
        Value::Bool(true) => Some(Vec::new()),
        Value::Bool(false) | Value::None => shows_key(ix, query, columns).then(Vec::new),
        // Something that the tree does not tell may join everything.
        other => match ix.known_items(other) {
            Some(names) if names.is_empty() => shows_key(ix, query, columns).then(Vec::new),
            Some(names) => Some(names),
            None => Some(vec![Value::input()]),
        },
    };
    match names {
        Some(positional) => select_related(ix, query, &CallArgs { positional, ..Default::default() }, Site::nowhere().place),
        None => queryset.clone(),
    }
}

/// Whether a column is a foreign key of the rows.
fn shows_key(ix: &Interp<'_>, query: &crate::eval::Query, columns: &Value) -> bool {
    let Some(entity) = entity_of(ix, query) else { return false };
    let columns = ix.known_items(columns).unwrap_or_default();
    let is_key =
        |name: &str| ix.world.entity(entity).relation(name).is_some_and(|r| r.many == Many::ToOne && !r.local.is_empty());
    columns.iter().filter_map(Value::as_str).any(is_key)
}

/// Shows the rows of an inline, as its class declares it.
pub fn inline(ix: &mut Interp<'_>, inline: &Value, request: &Value, parent: &Value, site: Site) -> Value {
    let (Some(class), Some(name)) = (ix.class_of(inline), ix.name("_shown")) else { return Value::None };
    let info = ix.world.class(class);
    let (place, of) = (info.place, info.qualified.to_string());
    let shown = ix.attribute(inline, name, site);
    let args = CallArgs { positional: vec![request.clone(), parent.clone()], ..Default::default() };
    let at = Site { place, ..site };
    ix.declared(place, &of, CallKind::Column, |ix| ix.call(&shown, args, at));
    Value::None
}

/// The name of the one foreign key that leads from an inline's model to the model of its form.
pub fn key_to(ix: &mut Interp<'_>, of: &Value, to: &Value, named: &Value) -> Value {
    let entity = |value: &Value| match value {
        Value::Class(class) => ix.world.class_entity.get(class).copied(),
        _ => None,
    };
    let (Some(of), Some(to)) = (entity(of), entity(to)) else { return Value::None };
    if let Value::Str(name) = named {
        return Value::Str(name.clone());
    }
    let leads = |r: &&crate::model::entity::Relation| r.many == Many::ToOne && !r.local.is_empty() && r.target == to;
    let mut keys = ix.world.entity(of).relations.iter().filter(leads);
    match (keys.next(), keys.next()) {
        (Some(key), None) => Value::str(&key.name),
        _ => Value::None,
    }
}

/// Prints the columns of one row.
pub fn row(ix: &mut Interp<'_>, admin: &Value, row: &Value, columns: &Value, site: Site) -> Value {
    for column in ix.known_items(columns).unwrap_or_default() {
        let of = ix.class_of(admin).map(|c| ix.world.class(c).qualified.to_string()).unwrap_or_default();
        let symbol = format!("{of}.{}", column.as_str().unwrap_or("list_display"));
        ix.declared(site.place, &symbol, CallKind::Column, |ix| print(ix, admin, row, &column, site));
    }
    Value::None
}

fn print(ix: &mut Interp<'_>, admin: &Value, row: &Value, column: &Value, site: Site) {
    let value = match column {
        Value::Str(name) if &**name == "__str__" => row.clone(),
        Value::Str(name) => cell(ix, admin, row, name, site),
        function => ix.call(function, CallArgs { positional: vec![row.clone()], ..Default::default() }, site),
    };
    ix.diverged = false;
    ix.print_row(&value, site);
}

/// A field of the row, a method of the admin, or an attribute of the row, in this order.
fn cell(ix: &mut Interp<'_>, admin: &Value, row: &Value, column: &str, site: Site) -> Value {
    let Value::Row(of) = row else { return Value::scalar(row.dims()) };
    let entity = ix.world.entity(of.entity);
    let is_field = entity.attribute(column).is_some() || entity.relation(column).is_some();
    let of_admin = ix.class_of(admin).zip(ix.name(column)).filter(|(c, n)| !is_field && ix.world.find_member(*c, *n).is_some());
    if let Some((_, name)) = of_admin {
        let method = ix.attribute(admin, name, site);
        return ix.call(&method, CallArgs { positional: vec![row.clone()], ..Default::default() }, site);
    }
    let mut at = row.clone();
    for part in column.split("__") {
        let Some(name) = ix.name(part) else { return Value::scalar(at.dims()) };
        at = ix.template_attribute(&at, name, site, Access::Django);
    }
    at
}
