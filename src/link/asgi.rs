//! Routes of FastAPI and Starlette: where routers are included, what stands before their handlers.

use crate::eval::registrations::Registration;
use crate::eval::{Interp, ObjId, Value};
use crate::library::asgi;
use crate::library::solved::{self, Planned};
use crate::model::route::{Audience, EntryKind, Route};

use super::audience::is_of_staff;
use super::records::texts;
use super::routes::{Handler, function_of, outside_stub, unwrapped};

/// Routers within routers, at most.
const MAX_DEPTH: usize = 8;

/// One way from an app to a router.
#[derive(Clone, Default)]
struct Way {
    prefix: String,
    dependencies: Vec<Value>,
    /// The apps on it, outermost first; none when it leads to none.
    apps: Vec<ObjId>,
}

/// A route, and the dependencies of its handler in their order.
struct Found {
    route: Route,
    handler: Handler,
    planned: Vec<Planned>,
}

/// Routes from which on what their dependencies begin with is evaluated once for all of them.
const SHARED_BY: usize = 3;

/// A dependency on the way of handlers that all begin with the same ones.
struct Step {
    callable: Value,
    next: Vec<usize>,
    /// Handlers that pass it.
    passed: usize,
}

/// The dependencies that many handlers begin with become hooks: what is alike in them is evaluated once.
fn shared(found: Vec<Found>) -> Vec<(Route, Handler)> {
    let mut steps = vec![Step { callable: Value::None, next: Vec::new(), passed: 0 }];
    let ways: Vec<Vec<usize>> = found.iter().map(|one| way(&mut steps, &one.planned)).collect();
    let solve = |(one, way): (Found, Vec<usize>)| {
        let Found { route, mut handler, planned } = one;
        let alike = way.iter().take_while(|at| steps[**at].passed >= SHARED_BY).count();
        if alike > 0 {
            handler.before.push(solved::solving(&planned[..alike]));
        }
        (route, handler)
    };
    found.into_iter().zip(ways).map(solve).collect()
}

/// The steps of a handler's dependencies, new ones where nobody went before.
fn way(steps: &mut Vec<Step>, planned: &[Planned]) -> Vec<usize> {
    let mut at = 0;
    let mut way = Vec::with_capacity(planned.len());
    for (callable, _) in planned {
        let known = steps[at].next.iter().copied().find(|next| steps[*next].callable.same(callable));
        at = known.unwrap_or_else(|| {
            steps.push(Step { callable: callable.clone(), next: Vec::new(), passed: 0 });
            let new = steps.len() - 1;
            steps[at].next.push(new);
            new
        });
        steps[at].passed += 1;
        way.push(at);
    }
    way
}

/// The routes that were registered, with what runs for each.
pub fn routes(ix: &mut Interp<'_>) -> Vec<(Route, Handler)> {
    let all: Vec<Registration> =
        ix.world.registrations.iter().filter(|r| r.kind.starts_with("asgi.") || &*r.kind == "wraps").cloned().collect();
    let mut found = Vec::new();
    for registration in all.iter().filter(|r| &*r.kind == "asgi.route") {
        add(ix, &all, registration, &mut found);
    }
    shared(found)
}

fn add(ix: &mut Interp<'_>, all: &[Registration], registration: &Registration, found: &mut Vec<Found>) {
    let [Value::Object(owner), path, view, methods, dependencies, model, ..] = registration.values.as_slice() else { return };
    let Some(function) = function_of(&unwrapped(all, view)) else { return };
    let handler = ix.world.function_name(function);
    let mut methods: Vec<String> =
        texts(ix, methods).unwrap_or_else(|| vec!["GET".into()]).iter().map(|m| m.to_uppercase()).collect();
    methods.retain(|m| m != "HEAD" && m != "OPTIONS");
    methods.sort();
    methods.dedup();
    if methods.is_empty() {
        return;
    }
    let mut ways = ways(ix, all, *owner, 0);
    // Where some lead to an app, the others are leftovers of the way there.
    if ways.iter().any(|way| !way.apps.is_empty()) {
        ways.retain(|way| !way.apps.is_empty());
    }
    for way in ways {
        let mut beside = way.dependencies.clone();
        beside.extend(ix.known_items(dependencies).unwrap_or_default());
        let route = Route {
            kind: EntryKind::Route,
            methods: methods.clone(),
            rule: join(&way.prefix, &text(path)),
            prefix_unknown: way.apps.is_empty(),
            endpoint: handler.rsplit('.').next().unwrap_or(&handler).to_owned(),
            handler: handler.clone(),
            place: outside_stub(ix.world.function_place(function), registration.place),
            guarded: false,
            audience: if beside.iter().any(|of| asks_for_staff(ix, of)) { Audience::Staff } else { Audience::Anyone },
        };
        let planned = solved::plan(ix, view, &beside);
        let function = asgi::entry(view.clone(), Value::Tuple(beside.into()), model.clone(), &route.rule);
        let handler = Handler { function, before: middleware(all, &way.apps), class: None, arguments: None };
        found.push(Found { route, handler, planned });
    }
}

/// `APIRouter(dependencies=[Depends(get_current_admin)])`
fn asks_for_staff(ix: &Interp<'_>, dependency: &Value) -> bool {
    let Value::Object(id) = dependency else { return false };
    let callable = ix.name("dependency").and_then(|name| ix.heap.get(*id).attrs.get(&name));
    matches!(callable, Some(Value::Function(f, _)) if is_of_staff(ix.world.plain_name(*f)))
}

/// The ways to a router from the apps.
fn ways(ix: &Interp<'_>, all: &[Registration], router: ObjId, depth: usize) -> Vec<Way> {
    let is = |value: Option<&Value>| matches!(value, Some(Value::Object(id)) if *id == router);
    let declared = all.iter().rev().find(|r| &*r.kind == "asgi.router" && is(r.values.first()));
    let own_prefix = declared.and_then(|r| r.values.get(1)).map(text).unwrap_or_default();
    let own = declared.and_then(|r| r.values.get(2)).and_then(|v| ix.known_items(v)).unwrap_or_default();
    let is_app = all.iter().any(|r| &*r.kind == "asgi.app" && is(r.values.first()));
    let mut out = Vec::new();
    for include in all.iter().filter(|r| &*r.kind == "asgi.include" && is(r.values.get(1))) {
        let [Value::Object(parent), _, prefix, dependencies, ..] = include.values.as_slice() else { continue };
        if depth >= MAX_DEPTH || *parent == router {
            continue;
        }
        for above in ways(ix, all, *parent, depth + 1) {
            let mut way = above.clone();
            way.prefix = format!("{}{}{own_prefix}", above.prefix.trim_end_matches('/'), text(prefix));
            way.dependencies.extend(ix.known_items(dependencies).unwrap_or_default());
            way.dependencies.extend(own.iter().cloned());
            if is_app {
                way.apps.push(router);
            }
            out.push(way);
        }
    }
    if out.is_empty() {
        let apps = if is_app { vec![router] } else { Vec::new() };
        out.push(Way { prefix: own_prefix, dependencies: own, apps });
    }
    out
}

fn join(prefix: &str, path: &str) -> String {
    let rule = format!("{}{path}", prefix.trim_end_matches('/'));
    if rule.starts_with('/') { rule } else { format!("/{rule}") }
}

fn text(value: &Value) -> String {
    match value {
        Value::Str(s) => s.to_string(),
        Value::Text(parts) => parts.iter().map(|p| p.as_deref().unwrap_or("{}")).collect(),
        Value::None => String::new(),
        _ => "/{}".into(),
    }
}

/// The last that was added runs first.
fn middleware(all: &[Registration], apps: &[ObjId]) -> Vec<Value> {
    let mut out = Vec::new();
    for app in apps {
        for registration in all.iter().rev().filter(|r| &*r.kind == "asgi.middleware") {
            if let [Value::Object(id), run, ..] = registration.values.as_slice()
                && id == app
            {
                out.push(run.clone());
            }
        }
    }
    out
}
