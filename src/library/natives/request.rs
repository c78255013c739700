//! What comes from outside: parameters, headers, sessions, the environment.

use crate::eval::interp::{Mode, join_values};
use crate::eval::{Interp, Value};

/// Whether a header or cookie of that name says who asks.
pub fn is_credential(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["auth", "token", "key", "session", "cookie", "user"].iter().any(|part| name.contains(part))
}

/// The part of an address that is known, up to its first hole.
pub(super) fn text_of_url(url: &Value) -> Option<String> {
    match url {
        Value::Str(text) => Some(text.to_string()),
        // Holes stay holes; a host that is one says nothing.
        Value::Text(parts) => {
            parts.first()?.as_ref()?;
            Some(parts.iter().map(|part| part.as_deref().unwrap_or("{}")).collect())
        }
        _ => None,
    }
}

/// Whether a session keeps under that name who is logged in.
pub(super) fn is_identity(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_of_a_flow =
        ["csrf", "state", "nonce", "next", "flash", "reset", "pending", "error"].iter().any(|part| name.contains(part));
    let says_who =
        ["user", "login", "logged", "auth", "account", "member", "admin", "email"].iter().any(|part| name.contains(part));
    !is_of_a_flow && (says_who || matches!(name.as_str(), "id" | "uid" | "_id"))
}

/// Whether users log in by a session, so that a request needs no credentials in its headers.
pub(super) fn logs_in_by_session(ix: &mut Interp<'_>) -> bool {
    if let Some(known) = ix.store.get("logs_in_by_session") {
        return matches!(known, Value::Bool(true));
    }
    let of_flask = flask_global(ix, "session");
    let name = ix.name("session");
    let found = ix.world.user_loader.is_some()
        || ix.world.modules.iter().filter(|m| m.file.is_some() && !m.is_template).any(|m| {
            name.and_then(|n| ix.heap.get(m.globals).attrs.get(&n))
                .is_some_and(|v| of_flask.as_ref().is_some_and(|of_flask| v.same(of_flask)))
        });
    ix.store.insert("logs_in_by_session", Value::Bool(found));
    found
}

pub(super) fn flask_global(ix: &Interp<'_>, name: &str) -> Option<Value> {
    let module = ix.world.by_name.get("flask").copied()?;
    let globals = ix.world.module(module).globals;
    ix.heap.get(globals).attrs.get(&ix.name(name)?).cloned()
}

/// A number that a request may name in place of a default, up to the most that is allowed, if anything is: of a page, its length.
pub(super) fn up_to(ix: &Interp<'_>, default: Value, most: Value) -> Value {
    match (ix.mode, &default, &most) {
        (Mode::Worst, Value::Int(_), Value::Int(_)) => most,
        (Mode::Worst, Value::Int(_), Value::None) => Value::input(),
        _ => default,
    }
}

/// A request parameter: absent in the plain case.
pub(super) fn parameter(ix: &Interp<'_>, default: Value) -> Value {
    match ix.mode {
        Mode::Plain if ix.method == "GET" || ix.method == "HEAD" => default,
        _ => join_values(&default, &Value::input()),
    }
}
