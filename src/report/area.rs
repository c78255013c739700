//! The areas of the report, in its order. Families of rules map to them.

use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Area {
    Schema,
    Queries,
    Connections,
    Startup,
    Requests,
    Pages,
    Caching,
    Operations,
}

impl Area {
    pub const ALL: [Self; 8] = [
        Self::Schema,
        Self::Queries,
        Self::Connections,
        Self::Startup,
        Self::Requests,
        Self::Pages,
        Self::Caching,
        Self::Operations,
    ];

    /// The area of a rule family; a family that is not ours belongs to operations.
    #[must_use]
    pub fn of_family(family: &str) -> Self {
        match family {
            "schema" | "migrations" => Self::Schema,
            "queries" | "writes" | "sql" => Self::Queries,
            "serving" | "connections" => Self::Connections,
            "startup" | "background" => Self::Startup,
            "requests" | "async" => Self::Requests,
            "pages" | "assets" | "templates" | "frontend" => Self::Pages,
            "caching" => Self::Caching,
            _ => Self::Operations,
        }
    }

    /// `A` to `H`, the first part of an entry's id.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Schema => 'A',
            Self::Queries => 'B',
            Self::Connections => 'C',
            Self::Startup => 'D',
            Self::Requests => 'E',
            Self::Pages => 'F',
            Self::Caching => 'G',
            Self::Operations => 'H',
        }
    }

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Schema => "Database schema",
            Self::Queries => "Queries",
            Self::Connections => "Connections and processes",
            Self::Startup => "Start-up and background",
            Self::Requests => "Permissions and per-request overhead",
            Self::Pages => "Front end and delivery",
            Self::Caching => "Caching",
            Self::Operations => "Operations",
        }
    }
}
