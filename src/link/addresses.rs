//! Addresses that a program writes beside what serves them: `(r"/users", UserList)` of Tornado, `add_route("users", "/users")`
//! of Pyramid. The calls stand in functions that only a running server calls, so they are read as they are written.

use rustc_hash::FxHashMap;

use crate::eval::registrations::Registration;
use crate::eval::{Interp, Value};
use crate::facts::program::{Expr, ExprId, Program};

use super::records::entries;
use super::routes::function_of;

/// Addresses of one handler that are priced apart.
const MOST: usize = 4;

/// What is written in the tree.
#[derive(Default)]
struct Addresses {
    /// By the name of a class.
    of_class: FxHashMap<String, Vec<String>>,
    /// By the name of a route.
    of_name: FxHashMap<String, String>,
}

/// Registrations of handlers without an address, as routes: one for each address.
pub fn routes(ix: &Interp<'_>, registrations: &[Registration]) -> Vec<Registration> {
    let is_open = |r: &&Registration| matches!(&*r.kind, "class_route" | "named_route");
    if !registrations.iter().any(|r| is_open(&r)) {
        return Vec::new();
    }
    let addresses = read(ix);
    registrations.iter().filter(is_open).flat_map(|r| addressed(ix, &addresses, r)).collect()
}

fn addressed(ix: &Interp<'_>, addresses: &Addresses, registration: &Registration) -> Vec<Registration> {
    let route = |rule: Value, view: &Value, options: &Value| Registration {
        kind: "route".into(),
        values: vec![Value::None, rule, view.clone(), options.clone(), Value::None],
        ..registration.clone()
    };
    match (&*registration.kind, registration.values.as_slice()) {
        // A class that stands beside no address is a base of others.
        ("class_route", [view, Value::Class(class)]) => {
            let name = ix.text(ix.world.class(*class).name);
            let rules = addresses.of_class.get(name).map_or(&[][..], Vec::as_slice);
            rules.iter().take(MOST).map(|rule| route(Value::str(rule), view, &Value::None)).collect()
        }
        ("named_route", [name, view, options, inner]) => {
            let named = if matches!(name, Value::None) { default_name(ix, inner) } else { name.clone() };
            let rule = named.as_str().and_then(|n| addresses.of_name.get(n)).map_or(Value::None, |rule| Value::str(rule));
            vec![route(rule, view, options)]
        }
        _ => Vec::new(),
    }
}

/// The route that `view_defaults` gives to the views of a class.
fn default_name(ix: &Interp<'_>, view: &Value) -> Value {
    let class = match view {
        Value::Class(class) => Some(*class),
        _ => function_of(view).and_then(|f| ix.world.function_class.get(&f).copied()),
    };
    let defaults = class.zip(ix.name("__view_defaults__")).and_then(|(class, name)| ix.world.find_member(class, name));
    let settings = defaults.map(|(_, settings)| entries(ix, settings)).unwrap_or_default();
    settings.into_iter().find(|(key, _)| key == "route_name").map_or(Value::None, |(_, name)| name)
}

fn read(ix: &Interp<'_>) -> Addresses {
    let mut out = Addresses::default();
    for module in ix.world.modules.iter().filter(|m| m.file.is_some() && !m.is_template) {
        let p = &module.program;
        for expr in &p.exprs {
            match *expr {
                Expr::Collection { items, .. } => beside(p, p.list(items), &mut out),
                Expr::Call { func, args } => {
                    let given: Vec<ExprId> =
                        p.arguments(args).iter().filter(|a| a.name.is_none()).take(2).map(|a| a.value).collect();
                    match (p.expr(func), given.as_slice()) {
                        (Expr::Attr(_, name), [route, rule]) if p.name(name) == "add_route" => {
                            if let (Expr::Str(route), Expr::Str(rule)) = (p.expr(*route), p.expr(*rule)) {
                                out.of_name.insert(p.name(route).to_owned(), p.name(rule).to_owned());
                            }
                        }
                        (_, given) => beside(p, given, &mut out),
                    }
                }
                _ => {}
            }
        }
    }
    out
}

/// A text that begins like an address, and the name of a class next to it.
fn beside(p: &Program, items: &[ExprId], out: &mut Addresses) {
    let [address, class, ..] = items else { return };
    let (Expr::Str(address), Expr::Name(class) | Expr::Attr(_, class)) = (p.expr(*address), p.expr(*class)) else { return };
    let address = p.name(address).trim_start_matches('^');
    if !address.starts_with('/') {
        return;
    }
    let rules = out.of_class.entry(p.name(class).to_owned()).or_default();
    let rule = plain(address);
    if !rules.contains(&rule) {
        rules.push(rule);
    }
}

/// `/users/([^/]+)/?$` as `/users/{}`.
fn plain(pattern: &str) -> String {
    let pattern = pattern.strip_suffix('$').unwrap_or(pattern);
    let pattern = pattern.strip_suffix("/?").unwrap_or(pattern);
    let (mut out, mut depth) = (String::new(), 0usize);
    for c in pattern.chars() {
        match c {
            '(' => {
                if depth == 0 {
                    out.push_str("{}");
                }
                depth += 1;
            }
            ')' => depth = depth.saturating_sub(1),
            '?' | '*' | '+' if out.ends_with('}') => {}
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn groups_of_an_address_are_its_parts() {
        assert_eq!(plain("/users/([^/]+)(?:/files)?/(?P<name>.*)$"), "/users/{}{}/{}");
        assert_eq!(plain("/about/?"), "/about");
    }
}
