//! Conditions that a request may add to a list: fields of a filter set, and of a view that is searched.

use std::sync::Arc;

use super::lookups;
use crate::eval::heap::{Key, ObjKind};
use crate::eval::{ClassRef, Interp, ObjId, Value};
use crate::library::declared;
use crate::model::Place;

const FILTER: &str = "django_filters.Filter";

/// A condition that a request may ask for, as a look-up (`author__name__icontains`), and where that is offered.
type Offered = (String, Option<Place>);

/// `search_fields` of a view: a text is looked for anywhere in them, unless a prefix says otherwise.
pub fn search(ix: &mut Interp<'_>, queryset: Value, view: &Value) -> Value {
    let mut offered = Vec::new();
    if let Some((fields, place)) = class_of(ix, view).and_then(|class| member(ix, class, "search_fields")) {
        for field in ix.known_items(&fields).unwrap_or_default() {
            let Some(path) = field.as_str().filter(|path| !path.starts_with(['^', '=', '@'])) else { continue };
            offered.push((format!("{}__icontains", path.trim_start_matches('$')), place));
        }
    }
    with(ix, queryset, &offered)
}

/// The fields of a filter set, or those that a view names for one that is made for it.
pub fn ask(ix: &mut Interp<'_>, queryset: Value, holder: &Value) -> Value {
    let Some(class) = class_of(ix, holder) else { return queryset };
    let mut offered = Vec::new();
    for (name, id) in declared::members(ix, class, FILTER) {
        offered.extend(declared_filter(ix, ix.text(name), id));
    }
    let meta = member(ix, class, "Meta").and_then(|(meta, _)| match meta {
        Value::Class(meta) => member(ix, meta, "fields"),
        _ => None,
    });
    let named = ["filterset_fields", "filter_fields"].into_iter().filter_map(|name| member(ix, class, name));
    for (fields, place) in meta.into_iter().chain(named) {
        offered.extend(listed(ix, &fields).into_iter().map(|path| (path, place)));
    }
    with(ix, queryset, &offered)
}

/// `serial = CharFilter(lookup_expr="icontains")`; what a method of the project does is not followed.
fn declared_filter(ix: &Interp<'_>, name: &str, id: ObjId) -> Option<Offered> {
    let attribute = |of: &str| ix.name(of).and_then(|of| ix.heap.get(id).attrs.get(&of)).cloned().unwrap_or(Value::None);
    if !matches!(attribute("method"), Value::None) {
        return None;
    }
    let field = match attribute("field_name") {
        Value::Str(given) => given.to_string(),
        Value::None => name.to_owned(),
        _ => return None,
    };
    let path = match attribute("lookup_expr") {
        Value::None => field,
        Value::Str(lookup) => with_lookup(&field, &lookup),
        _ => return None,
    };
    Some((path, ix.heap.get(id).place))
}

fn with_lookup(field: &str, lookup: &str) -> String {
    if lookup == "exact" { field.to_owned() } else { format!("{field}__{lookup}") }
}

/// `["serial"]` or `{"serial": ["exact", "icontains"]}`
fn listed(ix: &Interp<'_>, fields: &Value) -> Vec<String> {
    if let Value::Object(id) = fields
        && let ObjKind::Dict { entries, .. } = &ix.heap.get(*id).kind
    {
        let of = |(key, lookups): &(Key, Value)| match key {
            Key::Str(field) => {
                let lookups = ix.known_items(lookups).unwrap_or_default();
                lookups.iter().filter_map(Value::as_str).map(|lookup| with_lookup(field, lookup)).collect()
            }
            _ => Vec::new(),
        };
        return entries.iter().flat_map(of).collect();
    }
    ix.known_items(fields).unwrap_or_default().iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The query as it is when a request asks for nothing, with what others may ask for.
fn with(ix: &Interp<'_>, queryset: Value, offered: &[Offered]) -> Value {
    let Value::Query(query) = &queryset else { return queryset };
    let Some(entity) = query.main_entity().filter(|_| !offered.is_empty()) else { return queryset };
    let mut query = (**query).clone();
    query.filters_optional = query.knows_filters();
    query.filters_open = true;
    for (path, place) in offered {
        let (mut predicate, _) = lookups::compared(ix, entity, path, &Value::input(), true);
        // That a field can be compared says little: most are offered because that costs nothing to write.
        if !predicate.searched().is_empty() {
            predicate.place = *place;
            query.may_ask(predicate);
        }
    }
    Value::Query(Arc::new(query))
}

fn class_of(ix: &Interp<'_>, value: &Value) -> Option<ClassRef> {
    match value {
        Value::Object(id) => ix.heap.get(*id).class,
        _ => None,
    }
}

/// What a class of the project says in its body, and where.
fn member(ix: &Interp<'_>, class: ClassRef, name: &str) -> Option<(Value, Option<Place>)> {
    let name = ix.name(name)?;
    let (owner, _) = ix.world.find_member(class, name)?;
    let (_, value, place) = ix.world.class(owner).members.iter().rev().find(|(n, ..)| *n == name)?;
    Some((value.clone(), Some(*place).filter(|_| !ix.world.class(owner).is_stub)))
}
