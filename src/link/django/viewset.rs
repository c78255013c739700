//! View sets of the REST framework: the addresses under which a router serves one.

use std::sync::Arc;

use crate::eval::heap::Key;
use crate::eval::value::{CallValues, Site};
use crate::eval::{ClassRef, Interp, Value};
use crate::link::records::{entries, texts};
use crate::link::routes::function_of;
use crate::model::Place;

use super::pattern::{self, Parameters};

/// One address of a view set, below its prefix.
pub struct Served {
    pub rule: String,
    pub parameters: Parameters,
    /// HTTP method → method of the class.
    pub actions: Vec<(String, String)>,
    pub name: String,
    /// Where an extra action is defined.
    pub place: Option<Place>,
    /// What `@action` overrides.
    pub options: Option<Value>,
}

const LIST: &[(&str, &str)] = &[("GET", "list"), ("POST", "create")];
const DETAIL: &[(&str, &str)] = &[("GET", "retrieve"), ("PUT", "update"), ("PATCH", "partial_update"), ("DELETE", "destroy")];

/// The list, the detail and every `@action`, as far as the class has them.
#[must_use]
pub fn served(ix: &Interp<'_>, class: ClassRef) -> Vec<Served> {
    let text = |name: &str| {
        let member = ix.name(name).and_then(|n| ix.world.find_member(class, n));
        member.and_then(|(_, v)| v.as_str().map(str::to_owned))
    };
    let key = text("lookup_url_kwarg").or_else(|| text("lookup_field")).unwrap_or_else(|| "pk".into());
    let detail = Parameters { named: vec![key.clone()], required: vec![key.clone()], ..Parameters::default() };
    let mut out = Vec::new();
    let mut add = |rule: String, parameters: Parameters, known: &[(&str, &str)], name: &str| {
        let has = |action: &str| ix.name(action).is_some_and(|n| ix.world.find_member(class, n).is_some());
        let actions: Vec<(String, String)> =
            known.iter().filter(|(_, a)| has(a)).map(|(m, a)| ((*m).to_owned(), (*a).to_owned())).collect();
        if !actions.is_empty() {
            out.push(Served { rule, parameters, actions, name: name.into(), place: None, options: None });
        }
    };
    add(String::new(), Parameters::default(), LIST, "list");
    add(format!("/<{key}>"), detail.clone(), DETAIL, "detail");
    out.extend(extra(ix, class, &key, &detail));
    out
}

fn extra(ix: &Interp<'_>, class: ClassRef, key: &str, detail: &Parameters) -> Vec<Served> {
    let members: Vec<(String, Value)> = ix
        .world
        .class(class)
        .mro
        .iter()
        .flat_map(|c| &ix.world.class(*c).members)
        .map(|(n, v, _)| (ix.text(*n).to_owned(), v.clone()))
        .collect();
    let mut out = Vec::new();
    for registration in ix.world.registrations.iter().filter(|r| &*r.kind == "view_action") {
        let [function, methods, of_one, path, options, ..] = registration.values.as_slice() else { continue };
        let Some(f) = function_of(function) else { continue };
        let Some((name, _)) = members.iter().find(|(_, v)| function_of(v) == Some(f)) else { continue };
        let Some(methods) = texts(ix, methods) else { continue };
        let path = pattern::read(&path.as_str().map_or_else(|| Value::str(name), Value::str), true);
        let of_one = matches!(of_one, Value::Bool(true));
        let mut parameters = if of_one { detail.clone() } else { Parameters::default() };
        parameters.add(path.parameters);
        out.push(Served {
            rule: if of_one { format!("/<{key}>/{}", path.rule) } else { format!("/{}", path.rule) },
            parameters,
            actions: methods.iter().map(|m| (m.to_uppercase(), name.clone())).collect(),
            name: name.clone(),
            place: Some(ix.world.function_place(f)),
            options: Some(options.clone()),
        });
    }
    out
}

/// `View.as_view()`
pub fn plain_view(ix: &mut Interp<'_>, class: ClassRef) -> Option<Value> {
    let as_view = ix.name("as_view")?;
    let site = Site { place: ix.world.class(class).place, module: ix.world.class(class).module };
    let method = ix.attribute(&Value::Class(class), as_view, site);
    let view = ix.call(&method, CallValues::default(), site);
    ix.start_over();
    Some(view)
}

/// `ViewSet.as_view({"get": "list"}, **options)`
pub fn view(ix: &mut Interp<'_>, class: ClassRef, actions: &[(String, String)], options: Option<&Value>) -> Option<Value> {
    let pairs = actions.iter().map(|(m, a)| (Key::Str(Arc::from(m.to_lowercase())), Value::str(a))).collect();
    let dict = ix.new_dict(pairs);
    let mut keywords = Vec::new();
    for (name, value) in options.map(|o| entries(ix, o)).unwrap_or_default() {
        keywords.push((ix.world.to_mut().names.intern(&name), value));
    }
    let as_view = ix.name("as_view")?;
    let site = Site { place: ix.world.class(class).place, module: ix.world.class(class).module };
    let method = ix.attribute(&Value::Class(class), as_view, site);
    let view = ix.call(&method, CallValues { positional: vec![dict], keywords, open: false }, site);
    ix.start_over();
    Some(view)
}
