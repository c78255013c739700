//! Entry points: routes of apps and blueprints, hooks, jobs, and the functions that serve them.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::eval::registrations::Registration;
use crate::eval::value::Cause;
use crate::eval::{CallArgs, FuncRef, Interp, ObjId, Value};
use crate::model::route::{Audience, EntryKind, Route};
use crate::model::{FileId, Model, Place};

use super::records::{entries, texts};

/// What runs when an entry is called.
#[derive(Clone, Debug)]
pub struct Handler {
    pub function: Value,
    /// Hooks that run before it, in order.
    pub before: Vec<Value>,
    /// `as_view()`: the class, whose verbs are the methods.
    pub class: Option<crate::eval::ClassRef>,
    /// What it is given; `None`: parameters are inputs.
    pub arguments: Option<CallArgs>,
}

impl Handler {
    /// Runs the same function with the same arguments as another. Their hooks are not compared.
    #[must_use]
    pub fn runs_like(&self, other: &Self) -> bool {
        let same = match (&self.arguments, &other.arguments) {
            (None, None) => true,
            (Some(here), Some(there)) => here.same(there),
            _ => false,
        };
        same && self.class == other.class && self.function.same(&other.function)
    }
}

/// Fills `model.routes`, and template names, context processors and the user loader of the world. What modules register that are
/// left behind is never registered.
pub fn routes(ix: &mut Interp<'_>, model: &mut Model, left_behind: &BTreeSet<FileId>) -> Vec<Handler> {
    template_names(ix);
    let registrations = ix.world.registrations.to_vec();
    ix.world.to_mut().context_processors =
        registrations.iter().filter(|r| &*r.kind == "context_processor").filter_map(|r| r.values.get(1).cloned()).collect();
    ix.world.to_mut().user_loader =
        registrations.iter().rev().find(|r| &*r.kind == "user_loader").and_then(|r| r.values.first().cloned());
    let keeps = |value: &Value| !matches!(value, Value::Bool(true));
    ix.world.to_mut().rows_expire =
        !registrations.iter().any(|r| &*r.kind == "expire_on_commit" && r.values.first().is_some_and(keeps));
    let mut found: Vec<(Route, Handler)> = Vec::new();
    let around = Around::of(&registrations);
    for registration in registrations.iter().filter(|r| &*r.kind == "route" && !left_behind.contains(&r.place.file)) {
        add_route(ix, &around, registration, &mut found);
    }
    for registration in super::addresses::routes(ix, &registrations) {
        add_route(ix, &around, &registration, &mut found);
    }
    for registration in registrations.iter().filter(|r| matches!(&*r.kind, "job" | "command" | "startup")) {
        add_job(ix, &around, registration, &mut found);
    }
    found.extend(super::asgi::routes(ix));
    super::django::start::prepare(ix);
    found.extend(super::django::urls::routes(ix));
    found.extend(super::django::urls::commands(ix));
    found.extend(super::django::runs::jobs(ix));
    found.extend(super::django::admin::pages(ix));
    found.sort_by(|a, b| (a.0.kind, &a.0.rule, &a.0.methods, a.0.place).cmp(&(b.0.kind, &b.0.rule, &b.0.methods, b.0.place)));
    found.dedup_by(|a, b| {
        a.0.rule == b.0.rule && a.0.methods == b.0.methods && a.0.handler == b.0.handler && a.0.kind == b.0.kind
    });
    let mut handlers = Vec::new();
    for (route, handler) in found {
        model.routes.push(route);
        handlers.push(handler);
    }
    handlers
}

/// What stands around the routes, looked up once: there may be thousands of them.
struct Around {
    /// Where blueprints are registered, by blueprint.
    blueprints: FxHashMap<ObjId, Vec<Registration>>,
    /// All that is neither a route nor a blueprint.
    others: Vec<Registration>,
}

impl Around {
    fn of(all: &[Registration]) -> Self {
        let mut out = Self { blueprints: FxHashMap::default(), others: Vec::new() };
        for registration in all {
            match (&*registration.kind, registration.values.as_slice()) {
                ("route", _) => {}
                ("blueprint", [_, Value::Object(blueprint), _, ..]) => {
                    out.blueprints.entry(*blueprint).or_default().push(registration.clone());
                }
                _ => out.others.push(registration.clone()),
            }
        }
        out
    }
}

fn add_route(ix: &mut Interp<'_>, around: &Around, registration: &Registration, found: &mut Vec<(Route, Handler)>) {
    let [owner, rule, view, options, endpoint, ..] = registration.values.as_slice() else { return };
    let all = around.others.as_slice();
    let inner = unwrapped(all, view);
    let Some(function) = function_of(&inner) else { return };
    let rule = match rule {
        Value::Str(s) => s.to_string(),
        Value::Text(parts) => parts.iter().map(|p| p.as_deref().unwrap_or("{}")).collect(),
        _ => "?".into(),
    };
    let owner_id = if let Value::Object(id) = owner { Some(*id) } else { None };
    let (prefixes, prefix_unknown) = owner_id.map_or((vec![String::new()], false), |id| prefixes(ix, around, id, 0));
    let class = all.iter().rev().find_map(|r| match (&*r.kind, r.values.as_slice()) {
        ("view_class", [f, Value::Class(c)]) if f.same(&inner) => Some(*c),
        _ => None,
    });
    let methods = methods(ix, options, class);
    let before = before_hooks(all, owner);
    let handler_name = class.map_or_else(|| ix.world.function_name(function), |c| ix.world.class(c).qualified.to_string());
    let place = class.map_or_else(|| ix.world.function_place(function), |c| ix.world.class(c).place);
    let endpoint = endpoint.as_str().map_or_else(|| handler_name.rsplit('.').next().unwrap_or("").to_owned(), str::to_owned);
    for prefix in prefixes {
        let rule = join_rule(&prefix, &rule);
        let arguments = arguments(ix, &rule, options);
        let route = Route {
            kind: EntryKind::Route,
            methods: methods.clone(),
            rule,
            prefix_unknown,
            endpoint: endpoint.clone(),
            handler: handler_name.clone(),
            place: outside_stub(place, registration.place),
            guarded: false,
            audience: Audience::Anyone,
        };
        found.push((route, Handler { function: view.clone(), before: before.clone(), class, arguments }));
    }
}

/// What a view is given: the parts of the address that the rule names, and its `defaults`.
fn arguments(ix: &mut Interp<'_>, rule: &str, options: &Value) -> Option<CallArgs> {
    // A part of the rule is not known: it may name more.
    if rule.contains(['{', '?']) {
        return None;
    }
    let mut given: Vec<(String, Value)> = Vec::new();
    for part in rule.split('<').skip(1) {
        let name = part.split('>').next()?.rsplit(':').next()?.trim();
        given.push((name.to_owned(), Value::Unknown(Cause::Address(name.into()))));
    }
    let defaults = entries(ix, options).into_iter().find(|(key, _)| key == "defaults").map(|(_, value)| value);
    for (name, value) in defaults.map(|value| entries(ix, &value)).unwrap_or_default() {
        if given.iter().all(|(part, _)| *part != name) {
            given.push((name, value));
        }
    }
    let keywords = given.into_iter().map(|(name, value)| (ix.world.to_mut().names.intern(&name), value)).collect();
    Some(CallArgs { positional: Vec::new(), keywords, open: false })
}

pub(super) fn outside_stub(place: Place, registered: Place) -> Place {
    if place.file == crate::eval::interp::NO_FILE { registered } else { place }
}

fn join_rule(prefix: &str, rule: &str) -> String {
    if prefix.is_empty() {
        return if rule.starts_with('/') { rule.to_owned() } else { format!("/{rule}") };
    }
    let prefix = prefix.trim_end_matches('/');
    if rule.is_empty() {
        return prefix.to_owned();
    }
    format!("{prefix}/{}", rule.trim_start_matches('/'))
}

/// The function below decorators that the interpreter applied.
#[must_use]
pub fn function_of(view: &Value) -> Option<FuncRef> {
    match view {
        Value::Function(f, _) => Some(*f),
        Value::Bound(pair) => function_of(&pair.0),
        Value::Partial(partial) => function_of(&partial.0),
        Value::Static(inner) | Value::ClassMethod(inner) => function_of(inner),
        Value::OneOf(items) => items.iter().find_map(function_of),
        _ => None,
    }
}

/// A method without the object that it is called on.
fn unbound(value: &Value) -> &Value {
    match value {
        Value::Bound(pair) => unbound(&pair.0),
        Value::Static(inner) | Value::ClassMethod(inner) => unbound(inner),
        _ => value,
    }
}

/// The function that a wrapper says it wraps (`functools.wraps`), through several wrappers.
pub(super) fn unwrapped(all: &[Registration], view: &Value) -> Value {
    let mut at = view.clone();
    for _ in 0..16 {
        let inner = all.iter().find_map(|r| match (&*r.kind, r.values.as_slice()) {
            ("wraps", [outer, inner]) if outer.same(unbound(&at)) => Some(inner.clone()),
            _ => None,
        });
        match inner {
            Some(inner) if function_of(&inner).is_some() => at = inner,
            _ => break,
        }
    }
    at
}

/// The URL prefixes under which a blueprint (or app) is reachable; the flag says that none is known.
fn prefixes(ix: &Interp<'_>, around: &Around, owner: ObjId, depth: usize) -> (Vec<String>, bool) {
    let is_app = ix.heap.get(owner).class.is_some_and(|c| ix.world.derives(c, "flask.Flask"));
    if is_app || depth > 6 {
        return (vec![String::new()], false);
    }
    let own =
        ix.name("url_prefix").and_then(|n| ix.heap.get(owner).attrs.get(&n)).and_then(Value::as_str).unwrap_or("").to_owned();
    let mut out = Vec::new();
    for registration in around.blueprints.get(&owner).into_iter().flatten() {
        let [parent, _, options, ..] = registration.values.as_slice() else { continue };
        let given = entries(ix, options).into_iter().find(|(k, _)| k == "url_prefix").map(|(_, v)| v);
        let prefix = match &given {
            Some(Value::Str(s)) => s.to_string(),
            Some(Value::None) | None => own.clone(),
            Some(Value::Text(parts)) => parts.iter().map(|p| p.as_deref().unwrap_or("{}")).collect(),
            Some(_) => "{}".into(),
        };
        let parents = match parent {
            Value::Object(id) => prefixes(ix, around, *id, depth + 1).0,
            _ => vec![String::new()],
        };
        for above in parents {
            let joined = if above.is_empty() { prefix.clone() } else { join_rule(&above, &prefix) };
            if !out.contains(&joined) {
                out.push(joined);
            }
        }
    }
    if out.is_empty() { (vec![own], true) } else { (out, false) }
}

fn methods(ix: &Interp<'_>, options: &Value, class: Option<crate::eval::ClassRef>) -> Vec<String> {
    let given = entries(ix, options).into_iter().find(|(k, _)| k == "methods").and_then(|(_, v)| texts(ix, &v));
    if let Some(list) = given {
        let mut list: Vec<String> = list.iter().map(|m| m.to_uppercase()).filter(|m| m != "OPTIONS" && m != "HEAD").collect();
        list.sort();
        list.dedup();
        return list;
    }
    let verbs: Vec<String> = class
        .map(|c| {
            ["get", "post", "put", "patch", "delete"]
                .iter()
                .filter(|verb| ix.name(verb).is_some_and(|n| ix.world.find_member(c, n).is_some()))
                .map(|verb| verb.to_uppercase())
                .collect()
        })
        .unwrap_or_default();
    if verbs.is_empty() { vec!["GET".into()] } else { verbs }
}

/// What reads the values of the URL, then what runs before the request; of the app and of the blueprint.
fn before_hooks(all: &[Registration], owner: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    hooks(all, owner, ["app_url_value_preprocessor", "url_value_preprocessor"], &mut out);
    hooks(all, owner, ["before_app_request", "before_request"], &mut out);
    out
}

/// Hooks of two kinds: those of every request, and those of the requests of an app or blueprint.
fn hooks(all: &[Registration], owner: &Value, [of_all, of_owner]: [&str; 2], out: &mut Vec<Value>) {
    for registration in all {
        let [on, function, ..] = registration.values.as_slice() else { continue };
        let kind = &*registration.kind;
        let applies = kind == of_all || (kind == of_owner && (on.same(owner) || is_other_app(all, on)));
        // Two calls of one app factory register the same function twice, each with its own closure.
        let same = |f: &Value| f.same(function) || function_of(f).is_some_and(|f| Some(f) == function_of(function));
        if applies && !out.iter().any(same) {
            out.push(function.clone());
        }
    }
}

fn is_other_app(all: &[Registration], value: &Value) -> bool {
    all.iter().any(|r| &*r.kind == "app" && r.values.first().is_some_and(|v| v.same(value)))
}

fn add_job(ix: &mut Interp<'_>, around: &Around, registration: &Registration, found: &mut Vec<(Route, Handler)>) {
    let [name, function, ..] = registration.values.as_slice() else { return };
    let Some(f) = function_of(&unwrapped(&around.others, function)) else { return };
    let handler = ix.world.function_name(f);
    let kind = match &*registration.kind {
        "job" => EntryKind::Job,
        "startup" => EntryKind::Startup,
        _ => EntryKind::Command,
    };
    let route = Route {
        kind,
        methods: Vec::new(),
        rule: name.as_str().map_or_else(|| handler.clone(), str::to_owned),
        prefix_unknown: false,
        endpoint: handler.clone(),
        handler,
        place: outside_stub(ix.world.function_place(f), registration.place),
        guarded: false,
        audience: Audience::Anyone,
    };
    found.push((route, Handler { function: function.clone(), before: Vec::new(), class: None, arguments: None }));
}

/// Filters and globals that the app gives to its templates.
fn template_names(ix: &mut Interp<'_>) {
    let registrations = ix.world.registrations.to_vec();
    for registration in registrations {
        let prefix = match &*registration.kind {
            "template_filter" => "filter:",
            "template_global" => "",
            "template_tag" => "tag:",
            _ => continue,
        };
        let [name, function, ..] = registration.values.as_slice() else { continue };
        let name = name
            .as_str()
            .map(str::to_owned)
            .or_else(|| function_of(function).map(|f| ix.world.function_name(f).rsplit('.').next().unwrap_or("").to_owned()));
        if let Some(name) = name {
            let name = ix.world.to_mut().names.intern(&format!("{prefix}{name}"));
            ix.world.to_mut().template_names.insert(name, function.clone());
        }
    }
}
