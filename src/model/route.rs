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

/// In place of what stands before a rule.
pub const UNKNOWN_PREFIX: &str = "...";

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
    pub audience: Audience,
}

/// Who may open a page, as far as its handler says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Audience {
    #[default]
    Anyone,
    /// Those who were given a permission or a role.
    Holders,
    /// Those who run the app.
    Staff,
}

impl Route {
    /// `GET /projects/`; `GET .../projects/` where nothing says what stands before it; the name alone for what is not HTTP.
    #[must_use]
    pub fn named(&self, method: &str) -> String {
        let rule = self.address();
        if method.is_empty() { rule } else { format!("{method} {rule}") }
    }

    /// The rule, as far as it is known.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}{}", if self.prefix_unknown { UNKNOWN_PREFIX } else { "" }, self.rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_of_its_address_is_not_known() {
        let mut route = Route {
            kind: EntryKind::Route,
            methods: vec!["GET".into()],
            rule: "/cups/".into(),
            prefix_unknown: false,
            endpoint: String::new(),
            handler: "shop.views.cups".into(),
            place: Place::file(crate::model::FileId(0)),
            guarded: false,
            audience: Audience::Anyone,
        };
        assert_eq!(route.named("GET"), "GET /cups/");
        route.prefix_unknown = true;
        assert_eq!(route.named("GET"), "GET .../cups/");
        assert_eq!(route.named(""), ".../cups/");
    }
}
