//! Pages of Django's admin: the changelist of each registered model, and the change form of those with inlines.

use crate::eval::value::{CallValues, Site};
use crate::eval::{ClassRef, Interp, Value};
use crate::link::routes::{Handler, outside_stub};
use crate::model::Place;
use crate::model::route::{Audience, EntryKind, Route};

use super::start;

const CHANGELIST: &str = "changelist_view";
const CHANGE_FORM: &str = "change_view";

/// `GET /admin/shop/book/` for each `admin.site.register(Book, BookAdmin)`.
pub fn pages(ix: &mut Interp<'_>) -> Vec<(Route, Handler)> {
    let registrations: Vec<_> = ix.world.registrations.iter().filter(|r| &*r.kind == "admin").cloned().collect();
    let mut found = Vec::new();
    let Some(request) = start::request(ix) else { return found };
    let before = if registrations.is_empty() { Vec::new() } else { start::middleware(ix, &request) };
    for registration in registrations {
        let [model, Value::Class(class)] = registration.values.as_slice() else { continue };
        let Some(label) = label(ix, model) else { continue };
        complete(ix, *class);
        let endpoint = label.replace('/', "_");
        let list = Page { rule: format!("/{label}/"), endpoint: format!("{endpoint}_changelist"), declared: "list_display" };
        if let Some(view) = view(ix, model, *class, CHANGELIST) {
            let arguments = CallValues { positional: vec![request.clone()], ..Default::default() };
            found.push((
                list.route(ix, *class, registration.place),
                Handler { function: view, before: before.clone(), class: None, arguments: Some(arguments) },
            ));
        }
        let form = Page { rule: format!("/{label}/<pk>/change/"), endpoint: format!("{endpoint}_change"), declared: "inlines" };
        if has_inlines(ix, *class)
            && let Some(view) = view(ix, model, *class, CHANGE_FORM)
        {
            let arguments = CallValues { positional: vec![request.clone(), Value::input()], ..Default::default() };
            found.push((
                form.route(ix, *class, registration.place),
                Handler { function: view, before: before.clone(), class: None, arguments: Some(arguments) },
            ));
        }
    }
    found
}

struct Page {
    rule: String,
    endpoint: String,
    /// Member of the class that says what the page shows.
    declared: &'static str,
}

impl Page {
    fn route(self, ix: &Interp<'_>, class: ClassRef, registered: Place) -> Route {
        let info = ix.world.class(class);
        let declared = ix.name(self.declared).and_then(|name| info.members.iter().find(|(n, ..)| *n == name));
        let place = declared.map(|(_, _, place)| *place).filter(|_| !info.is_stub).unwrap_or(info.place);
        Route {
            kind: EntryKind::Route,
            methods: vec!["GET".into()],
            rule: self.rule,
            prefix_unknown: true,
            endpoint: self.endpoint,
            handler: info.qualified.to_string(),
            place: outside_stub(place, registered),
            guarded: true,
            audience: Audience::Staff,
        }
    }
}

/// What is registered with the admin is a `ModelAdmin`, whichever package its base comes from.
fn complete(ix: &mut Interp<'_>, class: ClassRef) {
    let is_missing = ix.name(CHANGELIST).is_some_and(|name| ix.world.find_member(class, name).is_none());
    if is_missing {
        super::bases::complete(ix, class, "django.contrib.admin", "ModelAdmin");
    }
}

fn has_inlines(ix: &Interp<'_>, class: ClassRef) -> bool {
    let inlines = ix.name("inlines").and_then(|name| ix.world.find_member(class, name));
    inlines.and_then(|(_, value)| ix.known_items(value)).is_some_and(|items| !items.is_empty())
}

/// `shop/book`
fn label(ix: &Interp<'_>, model: &Value) -> Option<String> {
    let Value::Class(model_class) = model else { return None };
    let entity = ix.world.entity(*ix.world.class_entity.get(model_class)?);
    let app = entity.qualified.split('.').take_while(|part| *part != "models").last().unwrap_or_default();
    Some(format!("{app}/{}", entity.name.to_lowercase()))
}

/// A method of the class, on an instance of its own.
fn view(ix: &mut Interp<'_>, model: &Value, class: ClassRef, method: &str) -> Option<Value> {
    let name = ix.name(method)?;
    ix.world.find_member(class, name)?;
    let info = ix.world.class(class);
    let site = Site { place: info.place, module: info.module };
    let given = CallValues { positional: vec![model.clone(), Value::input()], ..Default::default() };
    let admin = ix.instantiate(class, given, site);
    let view = ix.attribute(&admin, name, site);
    ix.start_over();
    Some(view)
}
