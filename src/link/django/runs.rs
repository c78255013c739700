//! Classes that a library finds and runs by itself: search documents, site maps. Their stub says which method.

use crate::eval::value::{CallValues, Site};
use crate::eval::{ClassRef, Interp, Value};
use crate::link::routes::Handler;
use crate::model::route::{Audience, EntryKind, Route};

use super::unrouted::leaves;

const MARK: &str = "__runs__";

/// One job for each class of the project below a class of a stub that says what it runs.
pub fn jobs(ix: &mut Interp<'_>) -> Vec<(Route, Handler)> {
    let mut found = Vec::new();
    let Some(mark) = ix.name(MARK) else { return found };
    for class in leaves(ix) {
        let Some(method) = method(ix, class, mark) else { continue };
        let info = ix.world.class(class);
        let (name, site) = (info.qualified.to_string(), Site { place: info.place, module: info.module });
        let instance = ix.instantiate(class, CallValues { open: true, ..CallValues::default() }, site);
        let function = ix.attribute(&instance, method, site);
        ix.start_over();
        let route = Route {
            kind: EntryKind::Job,
            methods: Vec::new(),
            rule: name.clone(),
            prefix_unknown: false,
            endpoint: name.clone(),
            handler: name,
            place: site.place,
            guarded: false,
            audience: Audience::Anyone,
        };
        found.push((route, Handler { function, before: Vec::new(), class: None, arguments: None }));
    }
    found
}

fn method(ix: &Interp<'_>, class: ClassRef, mark: crate::names::Name) -> Option<crate::names::Name> {
    match ix.world.find_member(class, mark)? {
        (owner, Value::Str(method)) if ix.world.class(owner).is_stub => ix.name(method),
        _ => None,
    }
}
