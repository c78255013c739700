//! Routes of a Django project: its URL configuration, walked from `ROOT_URLCONF`.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::heap::ObjKind;
use crate::eval::value::{CallValues, Site};
use crate::eval::world::ModuleId;
use crate::eval::{ClassRef, Dims, FuncRef, Interp, ObjId, Value};
use crate::link::records::{entries, texts};
use crate::link::routes::{Handler, function_of, outside_stub};
use crate::model::Place;
use crate::model::route::{Audience, EntryKind, Route};

use super::pattern::{self, Parameters};
use super::{start, verbs, viewset, wrapped};

const MAX_DEPTH: usize = 12;

/// What is known of views by their function.
#[derive(Default)]
struct Views {
    /// A wrapper's function → what it wraps.
    wraps: FxHashMap<Callable, Value>,
    classes: FxHashMap<Callable, ClassRef>,
    methods: FxHashMap<Callable, Vec<String>>,
    /// A view set's methods: HTTP method → name of the class's method.
    actions: FxHashMap<Callable, Vec<(String, String)>>,
}

type Callable = (FuncRef, Option<ObjId>);

/// A point of the walk.
#[derive(Clone, Default)]
pub(super) struct Below {
    pub(super) rule: String,
    pub(super) parameters: Parameters,
    pub(super) prefix_unknown: bool,
    pub(super) depth: usize,
}

pub(super) struct Walk<'a, 'w> {
    pub(super) ix: &'a mut Interp<'w>,
    views: Views,
    before: Vec<Value>,
    request: Value,
    /// URL modules that were walked.
    seen: FxHashSet<ModuleId>,
    /// Patterns that an address was found for.
    placed: FxHashSet<ObjId>,
    pub(super) found: Vec<(Route, Handler)>,
}

/// All routes, the ones below `ROOT_URLCONF` first; then those of URL modules that nothing includes.
pub fn routes(ix: &mut Interp<'_>) -> Vec<(Route, Handler)> {
    if ix.world.settings.is_none() && !ix.world.registrations.iter().any(|r| &*r.kind == "urlpattern") {
        return Vec::new();
    }
    let Some(request) = start::request(ix) else { return Vec::new() };
    super::bases::complete_serializers(ix);
    let before = start::middleware(ix, &request);
    let views = views(ix);
    let mut walk =
        Walk { ix, views, before, request, seen: FxHashSet::default(), placed: FxHashSet::default(), found: Vec::new() };
    if let Some(Value::Str(name)) = start::setting(walk.ix, "ROOT_URLCONF") {
        let name = name.to_string();
        walk.module(&name, &Below::default());
    }
    for module in walk.left_over() {
        let below = Below { prefix_unknown: true, ..Below::default() };
        walk.patterns_of(module, &below);
    }
    walk.unrouted();
    walk.found
}

fn callable(value: &Value) -> Option<Callable> {
    match value {
        Value::Function(f, closure) => Some((*f, *closure)),
        Value::Bound(pair) => callable(&pair.0),
        Value::Partial(partial) => callable(&partial.0),
        Value::Static(inner) | Value::ClassMethod(inner) => callable(inner),
        Value::OneOf(items) => items.iter().find_map(callable),
        _ => None,
    }
}

fn views(ix: &Interp<'_>) -> Views {
    let mut views = Views::default();
    for registration in &ix.world.registrations {
        let Some(key) = registration.values.first().and_then(callable) else { continue };
        match (&*registration.kind, registration.values.get(1)) {
            ("wraps", Some(inner)) => {
                views.wraps.insert(key, inner.clone());
            }
            ("view_class", Some(Value::Class(class))) => {
                views.classes.insert(key, *class);
            }
            ("view_methods", Some(methods)) => {
                if let Some(methods) = texts(ix, methods) {
                    views.methods.insert(key, methods);
                }
            }
            ("view_actions", Some(actions)) => {
                let actions = entries(ix, actions)
                    .into_iter()
                    .filter_map(|(method, name)| Some((method.to_uppercase(), name.as_str()?.to_owned())));
                views.actions.insert(key, actions.collect());
            }
            _ => {}
        }
    }
    views
}

impl Walk<'_, '_> {
    /// The patterns of a module by its dotted name.
    fn module(&mut self, name: &str, below: &Below) {
        let value = self.ix.load_dotted(name);
        if let Value::Module(module) = value {
            self.patterns_of(module, below);
        }
    }

    fn patterns_of(&mut self, module: ModuleId, below: &Below) {
        self.seen.insert(module);
        let globals = self.ix.world.module(module).globals;
        let patterns = self.ix.name("urlpatterns").and_then(|n| self.ix.heap.get(globals).attrs.get(&n).cloned());
        match patterns {
            Some(patterns @ (Value::Tuple(_) | Value::OneOf(_) | Value::Module(_) | Value::Str(_) | Value::Object(_))) => {
                self.patterns(&patterns, below);
            }
            Some(_) => self.registered_in(module, below),
            None => {}
        }
    }

    /// A list that begins with what a registry outside of the tree returns is not known as a whole; what the module adds to it is:
    /// the last first, for an include is written behind what it includes.
    fn registered_in(&mut self, module: ModuleId, below: &Below) {
        let own = self.ix.world.registrations.of("urlpattern").filter(|r| r.module == module);
        let objects: Vec<ObjId> =
            own.filter_map(|r| if let Some(Value::Object(id)) = r.values.first() { Some(*id) } else { None }).collect();
        for id in objects.into_iter().rev() {
            if !self.placed.contains(&id) {
                self.object(id, below);
            }
        }
    }

    /// Modules with patterns that the walk has not met, packages before what stands in them.
    fn left_over(&self) -> Vec<ModuleId> {
        let Some(name) = self.ix.name("urlpatterns") else { return Vec::new() };
        let has = |globals: ObjId| self.ix.heap.get(globals).attrs.contains_key(&name);
        let all = (0u32..).zip(&self.ix.world.modules).filter(|(_, m)| m.file.is_some() && has(m.globals));
        all.map(|(at, _)| ModuleId(at)).filter(|id| !self.seen.contains(id)).collect()
    }

    /// A list of patterns, an include, or one pattern.
    fn patterns(&mut self, value: &Value, below: &Below) {
        if below.depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Tuple(items) | Value::OneOf(items) => {
                for item in items.iter() {
                    self.patterns(item, below);
                }
            }
            Value::Module(module) => self.patterns_of(*module, below),
            Value::Str(name) => {
                let name = name.to_string();
                self.module(&name, below);
            }
            Value::Object(id) => self.object(*id, below),
            _ => {}
        }
    }

    fn object(&mut self, id: ObjId, below: &Below) {
        let object = self.ix.heap.get(id);
        if let ObjKind::List { items, rest } = &object.kind {
            let all: Vec<Value> = items.iter().cloned().chain(rest.iter().map(|r| r.value.clone())).collect();
            for item in all {
                self.patterns(&item, below);
            }
            return;
        }
        let Some(class) = object.class else { return };
        let below = Below { depth: below.depth + 1, ..below.clone() };
        if self.ix.world.derives(class, "django.urls.URLPattern") {
            self.pattern(id, class, &below);
        } else if self.ix.world.derives(class, "django.urls.URLInclude") {
            if let Some(target) = self.attribute(id, "target") {
                self.target(&target, &below);
            }
        } else if self.ix.world.derives(class, "django.urls.URLPrefixed")
            && let (Some(prefix), Some(patterns)) = (self.attribute(id, "prefix"), self.attribute(id, "patterns"))
        {
            let mut below = below;
            below.rule.push_str(prefix.as_str().unwrap_or_default());
            self.patterns(&patterns, &below);
        } else if self.ix.world.derives(class, "rest_framework.BaseRouter") {
            self.router(id, &below);
        }
    }

    fn attribute(&self, id: ObjId, name: &str) -> Option<Value> {
        self.ix.heap.get(id).attrs.get(&self.ix.name(name)?).cloned()
    }

    /// What `include` was given: a module, patterns, or patterns with a namespace behind them.
    fn target(&mut self, target: &Value, below: &Below) {
        match target {
            Value::Tuple(items) => {
                if let Some(patterns) = items.first().cloned() {
                    self.patterns(&patterns, below);
                }
            }
            other => self.patterns(other, below),
        }
    }

    fn pattern(&mut self, id: ObjId, class: ClassRef, below: &Below) {
        let (Some(route), Some(mut view)) = (self.attribute(id, "route"), self.attribute(id, "view")) else { return };
        if let (Value::Str(name), Some(Value::Str(below))) = (&view, self.attribute(id, "below"))
            && !below.is_empty()
        {
            view = Value::str(&format!("{below}.{name}"));
        }
        // Its list is also part of another one (`urlpatterns += ui_patterns`).
        if !self.placed.insert(id) && below.prefix_unknown {
            return;
        }
        let is_regex = self.ix.world.derives(class, "django.urls.RegexPattern");
        let route = pattern::read(&route, is_regex);
        let mut below = below.clone();
        below.rule.push_str(&route.rule);
        below.parameters.add(route.parameters);
        let name = self.attribute(id, "name");
        let includes = match &view {
            Value::Tuple(_) | Value::Module(_) => true,
            Value::Object(o) => {
                let object = self.ix.heap.get(*o);
                matches!(object.kind, ObjKind::List { .. })
                    || object.class.is_some_and(|c| self.ix.world.derives(c, "django.urls.URLInclude"))
            }
            _ => false,
        };
        if includes {
            self.target(&view, &below);
            return;
        }
        let extra = self.attribute(id, "default_args").unwrap_or(Value::None);
        let place = self.ix.heap.get(id).place.unwrap_or(Place::file(crate::eval::interp::NO_FILE));
        self.add(&view, &extra, name.as_ref().and_then(Value::as_str), &below, place);
    }

    /// The view sets of a REST framework router.
    fn router(&mut self, id: ObjId, below: &Below) {
        let mut below = below.clone();
        if let Some(parent) = self.attribute(id, "parent_prefix") {
            below.rule.push_str(&format!("{}/<parent>/", parent.as_str().unwrap_or("{}")));
            below.parameters.open = true;
        }
        let trailing = self.attribute(id, "trailing").and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_else(|| "/".into());
        let registry = self.attribute(id, "registry").and_then(|v| self.ix.known_items(&v)).unwrap_or_default();
        for entry in registry {
            let Some([prefix, Value::Class(class), name]) =
                self.ix.known_items(&entry).and_then(|v| <[Value; 3]>::try_from(v).ok())
            else {
                continue;
            };
            let prefix = pattern::read(&prefix, true);
            let mut below = below.clone();
            below.rule.push_str(&prefix.rule);
            below.parameters.add(prefix.parameters);
            self.view_set(class, name.as_str(), &below, &trailing);
        }
    }

    /// All addresses of a view set below its own.
    pub(super) fn view_set(&mut self, class: ClassRef, name: Option<&str>, below: &Below, trailing: &str) {
        super::bases::complete_view_set(self.ix, class);
        for served in viewset::served(self.ix, class) {
            let mut below = below.clone();
            below.rule.push_str(&served.rule);
            below.rule.push_str(trailing);
            below.parameters.add(served.parameters);
            let Some(view) = viewset::view(self.ix, class, &served.actions, served.options.as_ref()) else { continue };
            if let Some(key) = callable(&view) {
                self.views.classes.insert(key, class);
                self.views.actions.insert(key, served.actions);
            }
            let name = name.map(|name| format!("{name}-{}", served.name));
            let place = served.place.unwrap_or(self.ix.world.class(class).place);
            self.add(&view, &Value::None, name.as_deref(), &below, place);
            if let Some((route, _)) = self.found.last_mut().filter(|_| served.place.is_some()) {
                route.place = outside_stub(place, route.place);
            }
        }
    }

    /// A view of a class at an address.
    pub(super) fn view_at(&mut self, view: &Value, class: ClassRef, below: &Below, place: Place) {
        if let Some(key) = callable(view) {
            self.views.classes.insert(key, class);
        }
        self.add(view, &Value::None, None, below, place);
    }

    /// One view at one address.
    fn add(&mut self, view: &Value, extra: &Value, name: Option<&str>, below: &Below, registered: Place) {
        let view = match view {
            // `"app.views.index"`, as old projects write it.
            Value::Str(path) => start::imported(self.ix, path),
            other => other.clone(),
        };
        let inner = self.unwrapped(&view);
        let Some(function) = self.function(&inner) else { return };
        let key = callable(&inner);
        let class = key.and_then(|k| self.views.classes.get(&k).copied());
        let methods = self.methods(&view, &inner, function, class);
        let world = &self.ix.world;
        let handler = class.map_or_else(|| world.function_name(function), |c| world.class(c).qualified.to_string());
        let place = class.map_or_else(|| world.function_place(function), |c| world.class(c).place);
        let endpoint = name.map_or_else(|| handler.rsplit('.').next().unwrap_or("").to_owned(), str::to_owned);
        let route = Route {
            kind: EntryKind::Route,
            methods,
            rule: format!("/{}", below.rule.trim_start_matches('/')),
            prefix_unknown: below.prefix_unknown,
            endpoint,
            handler,
            place: outside_stub(place, registered),
            guarded: false,
            audience: Audience::Anyone,
        };
        let arguments = self.arguments(&below.parameters, extra);
        let handler = Handler { function: view, before: self.before.clone(), class, arguments: Some(arguments) };
        self.found.push((route, handler));
    }

    /// The request and what the address says.
    fn arguments(&mut self, parameters: &Parameters, extra: &Value) -> CallValues {
        let input = Value::scalar(Dims::default());
        let mut positional = vec![self.request.clone()];
        let mut keywords = Vec::new();
        if parameters.named.is_empty() {
            positional.extend((0..parameters.unnamed).map(|_| input.clone()));
        }
        for name in &parameters.named {
            let value = if parameters.required.contains(name) { Value::of_address() } else { input.clone() };
            let name = self.ix.world.to_mut().names.intern(name);
            keywords.push((name, value));
        }
        for (name, value) in entries(self.ix, extra) {
            let name = self.ix.world.to_mut().names.intern(&name);
            keywords.push((name, value));
        }
        CallValues { positional, keywords, open: parameters.open }
    }

    fn unwrapped(&self, view: &Value) -> Value {
        let mut at = view.clone();
        for _ in 0..16 {
            let Some(key) = callable(&at) else { break };
            match self.wrapped_by(key) {
                Some(inner) if callable(&inner).is_some() => at = inner,
                _ => break,
            }
        }
        at
    }

    /// What the function wraps, as it says or as it stands there.
    fn wrapped_by(&self, key: Callable) -> Option<Value> {
        let said = self.views.wraps.get(&key).cloned();
        said.or_else(|| {
            let is_view = self.views.classes.contains_key(&key) || self.views.actions.contains_key(&key);
            if is_view { None } else { wrapped::handed_on(self.ix, key.0, key.1) }
        })
    }

    /// The function that runs; of an object, its `__call__`.
    fn function(&self, view: &Value) -> Option<FuncRef> {
        if let Value::Object(id) = view {
            let class = self.ix.heap.get(*id).class?;
            let (_, member) = self.ix.world.find_member(class, self.ix.name("__call__")?)?;
            return function_of(member);
        }
        function_of(view)
    }

    fn methods(&self, view: &Value, inner: &Value, function: FuncRef, class: Option<ClassRef>) -> Vec<String> {
        if let Some(actions) = callable(inner).and_then(|k| self.views.actions.get(&k)) {
            return verbs::sorted(actions.iter().map(|(method, _)| method.clone()));
        }
        if let Some(class) = class {
            return verbs::of_class(self.ix, class);
        }
        let mut at = Some(view.clone());
        while let Some(key) = at.as_ref().and_then(callable) {
            if let Some(methods) = self.views.methods.get(&key) {
                return verbs::sorted(methods.iter().map(|m| m.to_uppercase()).filter(|m| m != "HEAD" && m != "OPTIONS"));
            }
            at = self.wrapped_by(key);
        }
        verbs::of_function(self.ix, function)
    }
}

/// Management commands: classes named `Command` in `management/commands/`.
pub fn commands(ix: &mut Interp<'_>) -> Vec<(Route, Handler)> {
    let mut found = Vec::new();
    let Some(handle) = ix.name("handle") else { return found };
    let classes: Vec<ClassRef> = (0u32..)
        .zip(&ix.world.classes)
        .filter(|(_, c)| !c.is_stub && ix.text(c.name) == "Command")
        .filter(|(_, c)| ix.world.module(c.module).name.contains("management.commands."))
        .map(|(at, _)| ClassRef(at))
        .collect();
    for class in classes {
        let Some(function) = ix.world.find_member(class, handle).and_then(|(_, v)| function_of(v)) else { continue };
        let info = ix.world.class(class);
        let module = ix.world.module(info.module).name.to_string();
        let site = Site { place: info.place, module: info.module };
        let instance = ix.instantiate(class, CallValues::default(), site);
        ix.start_over();
        let name = ix.world.function_name(function);
        let route = Route {
            kind: EntryKind::Command,
            methods: Vec::new(),
            rule: module.rsplit('.').next().unwrap_or("").to_owned(),
            prefix_unknown: false,
            endpoint: name.clone(),
            handler: format!("{module}.Command.handle"),
            place: outside_stub(ix.world.function_place(function), site.place),
            guarded: false,
            audience: Audience::Anyone,
        };
        let function = ix.attribute(&instance, handle, site);
        found.push((route, Handler { function, before: Vec::new(), class: None, arguments: None }));
    }
    found
}
