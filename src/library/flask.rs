//! Flask's configuration, proxies and views.

use std::sync::Arc;

use crate::eval::heap::ObjKind;
use crate::eval::interp::Mode;
use crate::eval::query::{Bound, Query, Style};
use crate::eval::value::{Row, Site};
use crate::eval::world::Origin;
use crate::eval::{CallArgs, Dims, Interp, Op, Value};
use crate::names::Name;

use super::natives::instance;

/// `g`, `current_user`, `current_app`.
pub fn proxy(name: &Value) -> Value {
    match name.as_str() {
        Some("g") => Value::Proxy("g"),
        Some("current_user") => Value::Proxy("current_user"),
        Some("current_app") => Value::Proxy("current_app"),
        _ => Value::input(),
    }
}

/// A class of another library that is called a Flask is one (`CustomFlask` of a house's own package), and so is one that has it in
/// its name and is given the name of the module (`FlaskBase(__name__, …)`).
pub fn app_of_library(ix: &mut Interp<'_>, dotted: &str, args: &CallArgs, site: Site) -> Option<Value> {
    let class = dotted.rsplit('.').next().filter(|name| name.contains("Flask"))?;
    let module = ix.world.modules.get(site.module.0 as usize).map(|module| Arc::clone(&module.name));
    let is_named = args.positional.first().and_then(Value::as_str).is_some_and(|given| Some(given) == module.as_deref());
    if !class.ends_with("Flask") && !is_named {
        return None;
    }
    // What else it is given is known to that library alone.
    let args = CallArgs { positional: args.positional.iter().take(1).cloned().collect(), ..args.clone() };
    let flask = ix.world.by_name.get("flask").copied()?;
    let Value::Class(class) = ix.global(flask, "Flask")? else { return None };
    Some(ix.instantiate(class, args, site))
}

/// What a proxy stands for at this point of the entry.
pub fn resolve_proxy(ix: &mut Interp<'_>, which: &'static str, site: Site) -> Option<Value> {
    match which {
        "g" => {
            let id = ix.proxy_object("g");
            Some(Value::Object(id))
        }
        "current_app" => ix.world.registrations.of("app").next().and_then(|r| r.values.first().cloned()),
        "current_user" => current_user(ix, site),
        _ => None,
    }
}

/// The logged-in user: its loader runs once an entry, when it is first asked for.
fn current_user(ix: &mut Interp<'_>, site: Site) -> Option<Value> {
    if let Some(user) = ix.store.get("current_user") {
        return Some(user.clone());
    }
    let loader = ix.world.user_loader.clone()?;
    // While the loader itself runs, nobody is logged in.
    ix.store.insert("current_user", Value::None);
    let key = Value::scalar(Dims::default());
    // Wherever it is first asked for, even in a loop, it runs once and counts before everything else.
    let loops = std::mem::take(&mut ix.loops);
    if ix.world.session_rows {
        ix.prelude.push(session_read());
    }
    let (user, ops) = ix.apart(|ix| ix.call(&loader, CallArgs { positional: vec![key], ..Default::default() }, site));
    ix.loops = loops;
    ix.prelude.extend(ops);
    let user = match user {
        Value::Row(row) => Value::Row(Row { optional: false, ..row }),
        Value::OneOf(items) => items.iter().find(|v| matches!(v, Value::Row(_))).map_or(Value::input(), |v| match v {
            Value::Row(row) => Value::Row(Row { optional: false, ..*row }),
            other => other.clone(),
        }),
        Value::None => Value::input(),
        other => other,
    };
    ix.store.insert("current_user", user.clone());
    Some(user)
}

/// What Django's session middleware reads. It stands in no file of the project.
pub fn session_read() -> Op {
    let place = crate::eval::interp::nowhere();
    let mut query = Query::new(Style::Text, place);
    query.tables = vec!["django_session".into()];
    query.bound = Bound::One;
    Op::Execute { query: Arc::new(query), set: None, place, why: "session", key: None, held_by: None }
}

pub fn proxy_attribute(ix: &mut Interp<'_>, which: &'static str, name: Name, site: Site) -> Option<Value> {
    if ix.linking_mode() && which != "current_app" {
        return Some(Value::input());
    }
    if which == "current_user" && matches!(ix.text(name), "is_authenticated" | "is_active") {
        resolve_proxy(ix, which, site)?;
        return Some(if ix.mode == Mode::Plain { Value::Bool(true) } else { Value::scalar(Dims::default()) });
    }
    if which == "current_user" && ix.text(name) == "is_anonymous" && ix.mode == Mode::Plain {
        return Some(Value::Bool(false));
    }
    if which == "current_user" && ix.text(name) == "_get_current_object" {
        return Some(Value::Method(Arc::new(Value::Proxy(which)), name));
    }
    match resolve_proxy(ix, which, site) {
        Some(Value::Object(id)) if which == "g" => {
            let found = ix.heap.get(id).attrs.get(&name).cloned();
            Some(found.unwrap_or_else(|| {
                if matches!(ix.text(name), "get" | "pop" | "setdefault") {
                    Value::Method(Arc::new(Value::Proxy("g")), name)
                } else {
                    Value::input()
                }
            }))
        }
        Some(value) => Some(ix.attribute(&value, name, site)),
        None => Some(Value::input()),
    }
}

pub fn proxy_call(ix: &mut Interp<'_>, which: &'static str, name: Name, args: CallArgs, site: Site) -> Option<Value> {
    match ix.text(name) {
        "_get_current_object" => resolve_proxy(ix, which, site),
        "get" | "pop" | "setdefault" => {
            let key = args.positional.first().and_then(Value::as_str).and_then(|k| ix.name(k));
            let default = args.positional.get(1).cloned().unwrap_or(Value::None);
            let id = ix.proxy_object("g");
            Some(key.and_then(|k| ix.heap.get(id).attrs.get(&k).cloned()).unwrap_or(default))
        }
        _ => {
            let value = resolve_proxy(ix, which, site)?;
            let method = ix.attribute(&value, name, site);
            Some(ix.call(&method, args, site))
        }
    }
}

/// `app.config`: a dictionary with Flask's loading methods.
pub fn new_config(ix: &mut Interp<'_>) -> Value {
    instance(ix, "flask.Config", ObjKind::Dict { entries: Vec::new(), rest: None })
}

/// Copies the upper-case names of a class, object or module.
pub fn config_from_object(ix: &mut Interp<'_>, config: &Value, object: &Value, site: Site) -> Value {
    let object = match object.as_str() {
        Some(path) => {
            let path = path.to_owned();
            let args = CallArgs { positional: vec![Value::str(&path)], ..Default::default() };
            super::natives::call(ix, "__import_string__", args, site)
        }
        None => object.clone(),
    };
    ix.register("config.object", vec![config.clone(), object.clone()], site);
    let sources = match &object {
        Value::OneOf(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    for source in sources.iter().rev() {
        let (class, own) = match source {
            Value::Class(class) => (Some(*class), Vec::new()),
            Value::Object(id) => {
                let object = ix.heap.get(*id);
                (object.class, object.attrs.iter().map(|(n, v)| (*n, v.clone())).collect())
            }
            _ => (None, Vec::new()),
        };
        let mut entries: Vec<(Name, Value)> = Vec::new();
        for owner in class.map(|c| ix.world.class(c).mro.clone()).unwrap_or_default().iter().rev() {
            entries.extend(ix.world.class(*owner).members.iter().map(|(n, v, _)| (*n, v.clone())));
        }
        entries.extend(sorted(own));
        set_upper(ix, config, entries);
    }
    if let Value::Module(id) = object {
        let globals = ix.world.module(id).globals;
        let entries: Vec<(Name, Value)> = ix.heap.get(globals).attrs.iter().map(|(n, v)| (*n, v.clone())).collect();
        set_upper(ix, config, sorted(entries));
    }
    Value::None
}

fn sorted(mut entries: Vec<(Name, Value)>) -> Vec<(Name, Value)> {
    entries.sort_by_key(|(n, _)| *n);
    entries
}

fn set_upper(ix: &mut Interp<'_>, config: &Value, entries: Vec<(Name, Value)>) {
    for (name, value) in entries {
        let text = ix.world.names.shared(name);
        if text.chars().next().is_some_and(char::is_uppercase) && !text.chars().any(char::is_lowercase) {
            ix.set_item(config, &Value::Str(text), value);
        }
    }
}

/// `from_pyfile("config.py")`: a module of the tree when its name is one.
pub fn config_from_file(ix: &mut Interp<'_>, config: &Value, name: &Value) -> Value {
    let Some(file) = name.as_str() else { return Value::None };
    let stem = file.trim_end_matches(".py").trim_start_matches("../").replace('/', ".");
    if ix.world.by_name.contains_key(stem.as_str()) {
        let module = ix.load_dotted(&stem);
        let site = Site::nowhere();
        config_from_object(ix, config, &module, site);
    }
    Value::None
}

/// Whether a configuration has the key under conditions only (a variable of the environment that may be set).
pub fn may_be_configured(ix: &Interp<'_>, config: &Value, key: &Value) -> bool {
    let Value::Object(id) = config else { return false };
    let is_config = ix.heap.get(*id).class.is_some_and(|class| &*ix.world.class(class).qualified == "flask.Config");
    let Some(key) = key.as_str().filter(|_| is_config) else { return false };
    let mut settings = ix.world.registrations.of("config.set").filter(|r| match &r.values[..] {
        [of, name, ..] => of.same(config) && name.as_str() == Some(key),
        _ => false,
    });
    settings.next().is_some_and(|first| first.conditional) && settings.all(|r| r.conditional)
}

/// `app.config["X"] = …` is kept with its place.
pub fn item_set(ix: &mut Interp<'_>, receiver: &Value, key: &Value, value: &Value, site: Site) {
    let Value::Object(id) = receiver else { return };
    let Some(class) = ix.heap.get(*id).class else { return };
    if &*ix.world.class(class).qualified == "flask.Config" {
        ix.register("config.set", vec![receiver.clone(), key.clone(), value.clone()], site)
    }
    let prefix = ix.name("__template_prefix__").and_then(|n| ix.heap.get(*id).attrs.get(&n).cloned());
    if let (Some(Value::Str(prefix)), Some(name)) = (prefix, key.as_str()) {
        let kind = if prefix.is_empty() { "template_global" } else { "template_filter" };
        ix.register(kind, vec![Value::str(name), value.clone()], site);
    }
}

/// `app.jinja_env.globals` and `.filters`.
pub fn template_names(ix: &mut Interp<'_>, prefix: &str) -> Value {
    let dict = instance(ix, "flask.JinjaNames", ObjKind::Dict { entries: Vec::new(), rest: None });
    if let (Value::Object(id), Some(name)) = (&dict, ix.name("__template_prefix__")) {
        ix.heap.get_mut(*id).attrs.insert(name, Value::str(prefix));
        // `item_set` looks at objects with a class: any will do.
        ix.heap.get_mut(*id).class = ix
            .world
            .classes
            .iter()
            .position(|c| &*c.qualified == "jinja2.Environment")
            .and_then(|c| u32::try_from(c).ok())
            .map(crate::eval::ClassRef);
    }
    dict
}

/// `MethodView`: the method of the request's verb.
pub fn dispatch(ix: &mut Interp<'_>, args: &CallArgs, site: Site) -> Value {
    let Some(object) = args.positional.first() else { return Value::input() };
    let verb = if ix.method.is_empty() || ix.method == "HEAD" { "get".to_owned() } else { ix.method.to_lowercase() };
    let Some(name) = ix.name(&verb) else { return Value::input() };
    let method = ix.attribute(object, name, site);
    if let (Value::Unknown(_), Some(class)) = (&method, ix.class_of(object)) {
        ix.called_outside(class, site);
    }
    let positional = args.positional.get(1).and_then(|v| ix.known_items(v)).unwrap_or_default();
    ix.call(&method, CallArgs { positional, keywords: Vec::new(), open: true }, site)
}

/// The row that an entry's annotated parameter stands for.
#[must_use]
pub fn given_row(ix: &mut Interp<'_>, entity: crate::model::entity::EntityId) -> Value {
    let set = ix.add_set(Some(entity), Origin::Given("parameter"));
    Value::Row(Row { entity, set, dims: Dims::default(), optional: false })
}
