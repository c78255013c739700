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

    /// The rule, as far as it is known; of a view that no rule is seen to lead to, what it is.
    #[must_use]
    pub fn address(&self) -> String {
        address(&self.rule, self.prefix_unknown, &self.handler, &self.endpoint)
    }
}

/// [`Route::address`] of its parts.
#[must_use]
pub fn address(rule: &str, prefix_unknown: bool, handler: &str, endpoint: &str) -> String {
    if !prefix_unknown {
        return rule.to_owned();
    }
    match behind_class(rule, handler, endpoint) {
        None => format!("{UNKNOWN_PREFIX}{rule}"),
        Some("") => format!("a view of {handler}"),
        Some(behind) => format!("a view of {handler} ({UNKNOWN_PREFIX}/{behind})"),
    }
}

/// What stands behind the name of the class, where that stands in for an address that is not known: nothing names the route.
fn behind_class<'r>(rule: &'r str, handler: &str, endpoint: &str) -> Option<&'r str> {
    let rule = rule.strip_prefix('/')?;
    let (first, behind) = rule.split_once('/').unwrap_or((rule, ""));
    let class = handler.rsplit('.').next().filter(|class| class.starts_with(char::is_uppercase) && *class == endpoint)?;
    (first == class.to_lowercase()).then_some(behind)
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
        route.handler = "shop.views.CupList".into();
        route.endpoint = "CupList".into();
        route.rule = "/cuplist/<pk>/".into();
        assert_eq!(route.named("GET"), "GET a view of shop.views.CupList (.../<pk>/)");
        route.rule = "/cuplist".into();
        assert_eq!(route.named("GET"), "GET a view of shop.views.CupList");
    }
}
