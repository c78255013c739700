//! Entry points: what the outside can make the app do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Place;
use crate::facts::word::{self, Word};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    Route,
    Job,
    Hook,
    Command,
    Startup,
}

/// A GraphQL schema, where it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphqlSchema {
    /// `graphene`, `strawberry`, `ariadne`.
    #[serde(deserialize_with = "word::one")]
    pub library: Word,
    pub place: Place,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Route {
    pub kind: EntryKind,
    /// Upper case; empty for what is not HTTP.
    pub methods: Vec<String>,
    /// `/projects/<int:id>`; the name of a job, hook or command.
    pub rule: String,
    /// The rule's prefix could not be followed to an app.
    pub prefix_unknown: bool,
    /// `projects.index`
    pub endpoint: String,
    /// Qualified name of the handler.
    pub handler: String,
    pub place: Place,
    /// A decorator or guard asks for a logged-in user.
    pub guarded: bool,
}
