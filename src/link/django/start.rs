//! What stands around each request of a Django project: settings, middleware, context processors, the user.

use std::sync::Arc;

use crate::eval::value::{CallValues, Site};
use crate::eval::world::ModuleId;
use crate::eval::{ClassRef, Interp, Value};
use crate::link::records::{entries, texts};

/// A name of the settings module, as it is after start-up.
#[must_use]
pub fn setting(ix: &mut Interp<'_>, name: &str) -> Option<Value> {
    let module = ix.world.settings?;
    ix.load(module);
    let globals = ix.world.module(module).globals;
    ix.heap.get(globals).attrs.get(&ix.name(name)?).cloned()
}

/// Loads the project as Django does: its settings, the installed apps, then their models. Modules that import one another
/// in a circle depend on this order.
pub fn load_apps(ix: &mut Interp<'_>) {
    unfold_classes(ix);
    let apps = setting(ix, "INSTALLED_APPS").map(|v| ix.seen_items(&v)).unwrap_or_default();
    let mut packages = Vec::new();
    for app in &apps {
        let Some(name) = app.as_str() else { continue };
        // `shop.apps.ShopConfig`
        let known = |name: &str| ix.world.by_name.contains_key(name);
        let package = match name.split_once(".apps.") {
            Some((package, _)) if known(package) => package,
            _ => name,
        };
        packages.push(package.to_owned());
    }
    for package in &packages {
        ix.load_dotted(package);
    }
    for package in &packages {
        ix.load_dotted(&format!("{package}.models"));
    }
    // Apps that the settings name in a way that is not followed.
    let is_models = |name: &str| name.ends_with(".models") || name.contains(".models.");
    let all = (0u32..).zip(&ix.world.modules).filter(|(_, m)| m.file.is_some() && !m.is_template && is_models(&m.name));
    let more: Vec<ModuleId> = all.map(|(at, _)| ModuleId(at)).collect();
    for module in more {
        let name = Arc::clone(&ix.world.module(module).name);
        ix.load_dotted(&name);
    }
}

/// `AppConfig.ready()` of the installed apps, which Django calls before it reads the URLs: it imports receivers of signals and
/// the operations of an API.
pub fn ready_apps(ix: &mut Interp<'_>) {
    let Some(ready) = ix.name("ready") else { return };
    let apps = setting(ix, "INSTALLED_APPS").map(|v| ix.seen_items(&v)).unwrap_or_default();
    let names: Vec<String> = apps.iter().filter_map(|app| app.as_str().map(str::to_owned)).collect();
    for name in names {
        for class in configurations(ix, &name) {
            let info = ix.world.class(class);
            let own = info.members.iter().any(|(member, ..)| *member == ready);
            let site = Site { place: info.place, module: info.module };
            if !own || info.is_stub {
                continue;
            }
            let app = ix.instantiate(class, CallValues { open: true, ..CallValues::default() }, site);
            let method = ix.attribute(&app, ready, site);
            ix.call(&method, CallValues::default(), site);
            ix.start_over();
        }
    }
}

/// The configuration of an app: the class that the settings name, else those of its module `apps`.
fn configurations(ix: &mut Interp<'_>, app: &str) -> Vec<ClassRef> {
    if let Value::Class(class) = imported(ix, app) {
        return vec![class];
    }
    let module = ix.load_dotted(&format!("{app}.apps"));
    let Value::Module(module) = module else { return Vec::new() };
    let globals = ix.world.module(module).globals;
    let classes = ix.heap.get(globals).attrs.values().filter_map(|value| match value {
        Value::Class(class) if ix.world.class(*class).module == module => Some(*class),
        _ => None,
    });
    let mut classes: Vec<ClassRef> = classes.collect();
    classes.sort_unstable();
    classes
}

/// Settings that stand in a class (`class Production(Configuration)`): its members are the names of the module, too.
fn unfold_classes(ix: &mut Interp<'_>) {
    let Some(module) = ix.world.settings else { return };
    ix.load(module);
    let globals = ix.world.module(module).globals;
    let Some(apps) = ix.name("INSTALLED_APPS").filter(|n| !ix.heap.get(globals).attrs.contains_key(n)) else { return };
    let classes = ix.heap.get(globals).attrs.values().filter_map(|value| match value {
        Value::Class(class) if ix.world.find_member(*class, apps).is_some() => Some(*class),
        _ => None,
    });
    // The one that runs for real, else the one that is defined last.
    let is_real = |class: &ClassRef| ix.text(ix.world.class(*class).name).starts_with("Prod");
    let Some(class) = classes.max_by_key(|class| (is_real(class), *class)) else { return };
    let info = ix.world.class(class);
    let site = Site { place: info.place, module };
    let is_setting = |text: &str| text.starts_with(char::is_uppercase) && !text.contains(char::is_lowercase);
    let members = info.mro.iter().flat_map(|c| &ix.world.class(*c).members).map(|(name, ..)| *name);
    let mut names: Vec<_> = members.filter(|name| is_setting(ix.text(*name))).collect();
    names.sort_unstable();
    names.dedup();
    let object = ix.instantiate(class, CallValues::default(), site);
    for name in names {
        let value = ix.attribute(&object, name, site);
        ix.heap.get_mut(globals).attrs.entry(name).or_insert(value);
    }
    ix.start_over();
}

/// The object that every view is given first.
#[must_use]
pub fn request(ix: &Interp<'_>) -> Option<Value> {
    stub_global(ix, "django.http", "current_request")
}

fn stub_global(ix: &Interp<'_>, module: &str, name: &str) -> Option<Value> {
    let module = ix.world.by_name.get(module).copied()?;
    let globals = ix.world.module(module).globals;
    ix.heap.get(globals).attrs.get(&ix.name(name)?).cloned()
}

/// Something of the project by its dotted name; unknown when it stands outside.
#[must_use]
pub fn imported(ix: &mut Interp<'_>, dotted: &str) -> Value {
    let Some((module, name)) = dotted.rsplit_once('.') else { return Value::input() };
    let module = ix.load_dotted(module);
    match (module, ix.name(name)) {
        (module @ Value::Module(_), Some(name)) => ix.attribute(&module, name, Site::nowhere()),
        _ => Value::input(),
    }
}

/// The user is looked up when it is first asked for; context processors run for each page with a request.
pub fn prepare(ix: &mut Interp<'_>) {
    if ix.world.settings.is_none() {
        return;
    }
    if ix.world.user_loader.is_none() {
        ix.world.to_mut().user_loader = stub_global(ix, "django.contrib.auth", "_load_user");
    }
    if let Some(loader) = backend_loader(ix) {
        ix.world.to_mut().user_loader = Some(loader);
    }
    ix.world.to_mut().session_rows = keeps_sessions_in_a_table(ix);
    let names = processor_names(ix);
    let processors: Vec<Value> =
        names.iter().map(|name| imported(ix, name)).filter(|v| matches!(v, Value::Function(..) | Value::Bound(_))).collect();
    ix.world.to_mut().request_processors = processors;
}

/// `get_user` of the first of the project's own authentication backends.
fn backend_loader(ix: &mut Interp<'_>) -> Option<Value> {
    let lists = match setting(ix, "AUTHENTICATION_BACKENDS")? {
        Value::OneOf(of_deployments) => of_deployments.to_vec(),
        list => vec![list],
    };
    let backends: Vec<Value> = lists.iter().filter_map(|list| ix.known_items(list)).flatten().collect();
    let get_user = ix.name("get_user")?;
    let dotted: Vec<String> = backends.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect();
    dotted.iter().find_map(|name| {
        let Value::Class(class) = imported(ix, name) else { return None };
        let (owner, _) = ix.world.find_member(class, get_user)?;
        let info = ix.world.class(class);
        let site = Site { place: info.place, module: info.module };
        if ix.world.class(owner).is_stub {
            return None;
        }
        let backend = ix.instantiate(class, CallValues::default(), site);
        let loader = ix.attribute(&backend, get_user, site);
        ix.start_over();
        Some(loader)
    })
}

/// Django's session middleware with its default engine. An API that knows its callers by tokens only reads no session.
fn keeps_sessions_in_a_table(ix: &mut Interp<'_>) -> bool {
    let listed = |ix: &Interp<'_>, value: Option<Value>| -> Vec<String> {
        let items = value.map(|v| ix.seen_items(&v)).unwrap_or_default();
        items.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
    };
    let middleware = setting(ix, "MIDDLEWARE").or_else(|| setting(ix, "MIDDLEWARE_CLASSES"));
    let has_sessions = listed(ix, middleware).iter().any(|m| m == "django.contrib.sessions.middleware.SessionMiddleware");
    let engine = setting(ix, "SESSION_ENGINE");
    let in_table = engine.is_none_or(|e| e.as_str() == Some("django.contrib.sessions.backends.db"));
    let api = setting(ix, "REST_FRAMEWORK").map(|rest| entries(ix, &rest)).unwrap_or_default();
    let callers = api.into_iter().find(|(key, _)| key == "DEFAULT_AUTHENTICATION_CLASSES").map(|(_, classes)| classes);
    let by_session = callers.is_none_or(|c| listed(ix, Some(c)).iter().any(|name| name.ends_with("SessionAuthentication")));
    has_sessions && in_table && by_session
}

/// `TEMPLATES[…]["OPTIONS"]["context_processors"]`
fn processor_names(ix: &mut Interp<'_>) -> Vec<String> {
    let Some(engines) = setting(ix, "TEMPLATES").and_then(|v| ix.known_items(&v)) else { return Vec::new() };
    let under =
        |ix: &Interp<'_>, value: &Value, key: &str| entries(ix, value).into_iter().find(|(k, _)| k == key).map(|(_, v)| v);
    let mut names = Vec::new();
    for engine in &engines {
        let processors = under(ix, engine, "OPTIONS").and_then(|options| under(ix, &options, "context_processors"));
        for value in processors.map(|v| ix.seen_items(&v)).unwrap_or_default() {
            if let Some(name) = value.as_str().filter(|n| !names.iter().any(|have| have == n)) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// The project's own middleware, ready to be called; of libraries, what a stub tells.
#[must_use]
pub fn middleware(ix: &mut Interp<'_>, request: &Value) -> Vec<Value> {
    let names = setting(ix, "MIDDLEWARE").or_else(|| setting(ix, "MIDDLEWARE_CLASSES"));
    let names: Vec<String> = match &names {
        Some(list) => ix.seen_items(list).iter().filter_map(|v| texts(ix, v)).flatten().collect(),
        None => Vec::new(),
    };
    let mut out = Vec::new();
    for name in names {
        let made = imported(ix, &name);
        let place = match &made {
            Value::Class(class) => ix.world.class(*class).place,
            Value::Function(f, _) => ix.world.function_place(*f),
            _ => continue,
        };
        let site = Site { place, module: crate::eval::ModuleId(0) };
        let get_response = CallValues { positional: vec![Value::Native("__scalar__")], ..Default::default() };
        // `raise MiddlewareNotUsed`, which the environment may decide.
        ix.as_deployed = true;
        let instance = ix.call(&made, get_response, site);
        let raises = ix.diverged;
        ix.as_deployed = false;
        ix.start_over();
        if raises {
            continue;
        }
        add_middleware(ix, &instance, request, site, &mut out);
    }
    out
}

fn add_middleware(ix: &mut Interp<'_>, instance: &Value, request: &Value, site: Site, out: &mut Vec<Value>) {
    let given = |positional: Vec<Value>| CallValues { positional, ..Default::default() };
    let class = match instance {
        Value::Object(id) => ix.heap.get(*id).class,
        Value::Function(..) => {
            out.push(Value::Partial(Arc::new((instance.clone(), given(vec![request.clone()])))));
            return;
        }
        _ => return,
    };
    let Some(class) = class else { return };
    let has = |name: &str| ix.name(name).is_some_and(|n| ix.world.find_member(class, n).is_some());
    let (calls, views, processes) = (has("__call__"), has("process_view"), has("process_request"));
    if calls {
        out.push(Value::Partial(Arc::new((instance.clone(), given(vec![request.clone()])))));
    } else if processes && let Some(name) = ix.name("process_request") {
        let method = ix.attribute(instance, name, site);
        out.push(Value::Partial(Arc::new((method, given(vec![request.clone()])))));
    }
    if views && let Some(name) = ix.name("process_view") {
        let method = ix.attribute(instance, name, site);
        let arguments = vec![request.clone(), Value::Native("__scalar__"), Value::Tuple(Arc::new([])), ix.new_dict(Vec::new())];
        out.push(Value::Partial(Arc::new((method, given(arguments)))));
    }
}
