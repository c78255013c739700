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

impl Dependency {
    /// Major and minor number where one version is meant: `3.1.1`, `==3.1`, `~3.1`; `None` for `>=2.0`, which may be anything.
    #[must_use]
    pub fn release(&self) -> Option<(u32, u32)> {
        let version = self.version.as_deref()?.trim().trim_start_matches(['=', '~', '^', ' ']);
        let mut parts = version.split('.').map(str::parse);
        Some((parts.next()?.ok()?, parts.next().and_then(Result::ok).unwrap_or(0)))
    }
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

#[cfg(test)]
mod tests {
    use super::Dependency;
    use crate::model::{FileId, Place};

    #[test]
    fn releases() {
        let release = |version: &str| {
            let version = Some(version.to_owned());
            Dependency { name: "a".to_owned(), version, locked: false, dev: false, place: Place::file(FileId(0)) }.release()
        };
        assert_eq!(release("3.1.1"), Some((3, 1)));
        assert_eq!(release("==2.5"), Some((2, 5)));
        assert_eq!(release("^4"), Some((4, 0)));
        assert_eq!(release(">=2.5"), None);
    }
}
