//! What queries and conditions are told apart by: how they were made.
//!
//! A statement is the same as another where it was begun with the same rows and the same methods were called on it with the
//! same arguments. So it is enough to follow the calls: no method has to say what it does to the query.

use std::sync::Arc;

use crate::eval::identity::Identity;
use crate::eval::query::Query;
use crate::eval::{CallArgs, Interp, Value};
use crate::names::Name;

/// Intrinsics that make a query or a condition of their arguments, and of nothing else.
const MAKERS: &[&str] = &[
    "__query__",
    "__select__",
    "__text__",
    "__dml__",
    "__union__",
    "__exists__",
    "__sqlfunc__",
    "__sqlexpr__",
    "__and__",
    "__or__",
    "__filtered__",
];

/// Whether what an intrinsic gives is told by its arguments.
pub fn makes(native: &str) -> bool {
    MAKERS.contains(&native)
}

/// Of what an intrinsic makes of its arguments.
pub fn of_native(ix: &Interp<'_>, native: &str, args: &CallArgs) -> Option<Identity> {
    if ix.linking_mode() { None } else { ix.call_identity(native, args) }
}

/// Of what a method makes of a query, a column or a condition.
pub fn of_method(ix: &Interp<'_>, receiver: &Value, name: Name, args: &CallArgs) -> Option<Identity> {
    let made = matches!(
        receiver,
        Value::Query(_) | Value::Column(..) | Value::Relation(..) | Value::Predicate(_) | Value::Aggregate(_)
    );
    if ix.linking_mode() || !made || asks_for_nothing(ix.text(name), args) {
        return None;
    }
    Some(ix.identity(receiver)?.then(ix.call_identity(ix.text(name), args)?))
}

/// `filter(path=source)` where nothing is given: mostly a parameter that the plain request leaves out. Two of them differ where
/// they are given.
fn asks_for_nothing(method: &str, args: &CallArgs) -> bool {
    matches!(method, "filter" | "filter_by" | "get" | "exclude") && args.keywords.iter().any(|(_, v)| matches!(v, Value::None))
}

/// Of a comparison.
pub fn of_operator(ix: &Interp<'_>, op: &str, left: &Value, right: &Value) -> Option<Identity> {
    if ix.linking_mode() {
        return None;
    }
    Some(Identity::of(&op).then(ix.identity(left)?).then(ix.identity(right)?))
}

/// The value with that identity, if it can have one; a query loses its own where it is given none.
pub fn named(value: Value, identity: Option<Identity>) -> Value {
    match value {
        Value::Query(mut query) => {
            if query.identity != identity {
                Arc::make_mut(&mut query).identity = identity;
            }
            Value::Query(query)
        }
        Value::Predicate(mut predicate) if identity.is_some() => {
            Arc::make_mut(&mut predicate).identity = identity;
            Value::Predicate(predicate)
        }
        Value::Aggregate(mut aggregate) if identity.is_some() => {
            Arc::make_mut(&mut aggregate).identity = identity;
            Value::Aggregate(aggregate)
        }
        other => other,
    }
}

/// The query after one more step.
pub fn step(ix: &Interp<'_>, query: &mut Query, name: &str, args: &CallArgs) {
    let identity = ix.call_identity(name, args).filter(|_| !asks_for_nothing(name, args));
    query.identity = query.identity.zip(identity).map(|(before, step)| before.then(step));
}

/// The query after a step with one value.
pub fn step_with(ix: &Interp<'_>, query: &mut Query, name: &str, value: &Value) {
    let identity = ix.identity(value).map(|value| Identity::of(&name).then(value));
    query.identity = query.identity.zip(identity).map(|(before, step)| before.then(step));
}
