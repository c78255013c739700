//! Changelists of Django's admin, one for each registered model.

use crate::eval::value::{CallValues, Site};
use crate::eval::{ClassRef, Interp, Value};
use crate::link::routes::{Handler, outside_stub};
use crate::model::Place;
use crate::model::route::{EntryKind, Route};

use super::start;

const CHANGELIST: &str = "changelist_view";

/// `GET /admin/shop/book/` for each `admin.site.register(Book, BookAdmin)`.
pub fn changelists(ix: &mut Interp<'_>) -> Vec<(Route, Handler)> {
    let registrations: Vec<_> = ix.world.registrations.iter().filter(|r| &*r.kind == "admin").cloned().collect();
    let mut found = Vec::new();
    let Some(request) = start::request(ix) else { return found };
    let before = if registrations.is_empty() { Vec::new() } else { start::middleware(ix, &request) };
    for registration in registrations {
        let [model, Value::Class(class)] = registration.values.as_slice() else { continue };
        let Some((label, view)) = changelist(ix, model, *class) else { continue };
        let info = ix.world.class(*class);
        let route = Route {
            kind: EntryKind::Route,
            methods: vec!["GET".into()],
            rule: format!("/{label}/"),
            prefix_unknown: true,
            endpoint: format!("{}_changelist", label.replace('/', "_")),
            handler: info.qualified.to_string(),
            place: outside_stub(columns(ix, *class).unwrap_or(info.place), registration.place),
            guarded: true,
        };
        let arguments = CallValues { positional: vec![request.clone()], ..Default::default() };
        found.push((route, Handler { function: view, before: before.clone(), class: None, arguments: Some(arguments) }));
    }
    found
}

/// Where the class says which columns the list has.
fn columns(ix: &Interp<'_>, class: ClassRef) -> Option<Place> {
    let name = ix.name("list_display")?;
    let info = ix.world.class(class);
    info.members.iter().find(|(n, ..)| *n == name).map(|(_, _, place)| *place).filter(|_| !info.is_stub)
}

/// `shop/book`, and the method that shows the list.
fn changelist(ix: &mut Interp<'_>, model: &Value, class: ClassRef) -> Option<(String, Value)> {
    let Value::Class(model_class) = model else { return None };
    let entity = *ix.world.class_entity.get(model_class)?;
    let name = ix.name(CHANGELIST)?;
    ix.world.find_member(class, name)?;
    let entity = ix.world.entity(entity);
    let app = entity.qualified.split('.').take_while(|part| *part != "models").last().unwrap_or_default();
    let label = format!("{app}/{}", entity.name.to_lowercase());
    let info = ix.world.class(class);
    let site = Site { place: info.place, module: info.module };
    let given = CallValues { positional: vec![model.clone(), Value::input()], ..Default::default() };
    let admin = ix.instantiate(class, given, site);
    let view = ix.attribute(&admin, name, site);
    ix.start_over();
    Some((label, view))
}
