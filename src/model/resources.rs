//! Sessions and connections that code opens, and what it awaits: as it is written.

use serde::{Deserialize, Serialize};

use super::Place;

/// A session or connection that the function which opens it neither closes nor gives away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedSession {
    pub place: Place,
    /// Function that it stands in, with its class.
    pub symbol: String,
    /// What is called: `SessionLocal`.
    pub what: String,
    pub kind: OpenedKind,
    /// It is given to functions, of which one might close it.
    pub lent: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenedKind {
    /// A session, or a connection of an engine.
    Session,
    /// A connection that was taken out of a pool by hand.
    Pooled,
    /// A factory of sessions that is a dependency of a handler by itself: nobody closes what it makes.
    Dependency,
}

/// A wait for the lock of an SQLite file that is too short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortBusyTimeout {
    pub place: Place,
    /// As written: `timeout=0`.
    pub what: String,
}

/// Calls that a coroutine awaits one after another, although none needs the result of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitRun {
    /// Function that they stand in, with its class.
    pub symbol: String,
    /// The awaited calls, in their order.
    pub calls: Vec<Place>,
    /// Names that their results get.
    pub names: Vec<String>,
    /// Of a script of a page: what is called is known to ask a server.
    pub in_browser: bool,
}

/// A call that starts one coroutine for each element of something, all at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FanOut {
    pub place: Place,
    pub symbol: String,
    /// The loop or comprehension that makes the coroutines.
    pub over: Place,
}
