//! What the project is built with, each entry with the place that proves it.

use serde::{Deserialize, Serialize};

use super::Place;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Stack {
    pub frameworks: Vec<Proof>,
    pub orms: Vec<Proof>,
    pub servers: Vec<Proof>,
    pub platforms: Vec<Proof>,
    pub dependencies: Vec<Dependency>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Proof {
    /// Lower case (`flask`, `sqlalchemy`, `gunicorn`, `fly`).
    pub name: String,
    pub place: Place,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dependency {
    /// Normalised as in PEP 503 (lower case, `-`).
    pub name: String,
    /// As written, without the operator when exact.
    pub version: Option<String>,
    pub locked: bool,
    pub dev: bool,
    pub place: Place,
}

impl Stack {
    #[must_use]
    pub fn dependency(&self, name: &str) -> Option<&Dependency> {
        let mut found = self.dependencies.iter().filter(|d| d.name == name);
        let first = found.next()?;
        // A lock file knows better than a requirement.
        Some(found.find(|d| d.locked).unwrap_or(first))
    }

    #[must_use]
    pub fn has_framework(&self, name: &str) -> bool {
        self.frameworks.iter().any(|f| f.name == name)
    }
}
