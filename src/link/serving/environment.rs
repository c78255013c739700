//! Environment variables that deployment files set, to fill `$WORKERS` in commands.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::{SourceFile, is_development, numbered};
use crate::facts::deploy::Kind;
use crate::model::Place;
use crate::syntax::deploy::words;

/// Variables in defaults of variables; deeper ones are not known.
const MAX_DEFAULTS: u8 = 4;

/// Values by name, from files that production may use.
pub(super) struct Environment {
    values: BTreeMap<String, Vec<(String, Place)>>,
}

/// A text after its variables were filled.
pub(super) struct Filled {
    /// `None` when a variable is not known, or is set to different values.
    pub text: Option<String>,
    /// Where the variable is set.
    pub place: Option<Place>,
}

impl Environment {
    pub fn new(files: &[SourceFile]) -> Self {
        let mut values: BTreeMap<String, Vec<(String, Place)>> = BTreeMap::new();
        for (id, file) in numbered(files).filter(|(_, file)| !is_development(&file.entry.path)) {
            for fact in &file.facts.deploy {
                if let Kind::Env { name, value, .. } = &fact.kind {
                    let place = Place { file: id, span: fact.span };
                    values.entry(name.to_string()).or_default().push((value.to_string(), place));
                }
            }
        }
        Self { values }
    }

    /// The value of a variable, when all files that set it agree. `X=${X:-4}` counts where nothing else sets X.
    pub fn get(&self, name: &str) -> Option<Filled> {
        let set = self.values.get(name)?;
        let (defaults, firm): (Vec<_>, Vec<_>) = set.iter().partition(|(value, _)| variable(value).is_some());
        if let Some((value, place)) = firm.first() {
            let agreed = firm.iter().all(|(other, _)| other == value) && !value.contains('$');
            return Some(Filled { text: agreed.then(|| value.clone()), place: Some(*place) });
        }
        let (value, place) = defaults.first()?;
        // `x=${X:-4}` of a script: nothing in the tree sets X.
        let default = variable(value).and_then(|(of, default)| if of == name { default } else { Some(value.as_str()) });
        Some(Filled { text: default.and_then(|text| self.default(text, 0)), place: Some(*place) })
    }

    /// A default may be a variable with a default: `${A:-${B:-1}}`.
    fn default(&self, text: &str, depth: u8) -> Option<String> {
        if !text.contains('$') {
            return Some(text.to_owned());
        }
        let (name, default) = variable(text).filter(|_| depth < MAX_DEFAULTS)?;
        if self.values.contains_key(name) {
            return None;
        }
        self.default(default?, depth + 1)
    }

    /// The words of a variable that holds several (`OPTIONS="--workers 4 --threads 2"`), variables in them as written.
    pub fn words(&self, text: &str) -> Option<Vec<CompactString>> {
        let (name, _) = variable(text)?;
        let [(value, _)] = self.values.get(name)?.as_slice() else { return None };
        let words = words::commands(value).into_iter().next()?;
        (words.len() > 1 || words.first()?.starts_with('-')).then_some(words)
    }

    /// Fills a text that is one variable (`$X`, `${X:-4}`); any other text with a variable is not known.
    pub fn fill(&self, text: &str) -> Filled {
        if !text.contains('$') {
            return Filled { text: Some(text.to_owned()), place: None };
        }
        let Some((name, default)) = variable(text) else { return Filled { text: None, place: None } };
        self.get(name).unwrap_or_else(|| Filled { text: default.and_then(|text| self.default(text, 0)), place: None })
    }
}

/// Name and default of `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:=default}`.
fn variable(text: &str) -> Option<(&str, Option<&str>)> {
    let text = text.strip_prefix('$')?;
    let inner = text.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(text);
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(inner.len());
    let (name, rest) = inner.split_at(end);
    let default = [":-", "-", ":=", "="].iter().find_map(|sign| rest.strip_prefix(sign));
    let default = default.map(|text| text.trim_matches(['"', '\'']));
    (!name.is_empty() && (rest.is_empty() || default.is_some())).then_some((name, default))
}

#[cfg(test)]
mod tests {
    use super::variable;

    #[test]
    fn forms_of_variables() {
        assert_eq!(variable("$WORKERS"), Some(("WORKERS", None)));
        assert_eq!(variable("${WORKERS}"), Some(("WORKERS", None)));
        assert_eq!(variable("${WORKERS:-4}"), Some(("WORKERS", Some("4"))));
        assert_eq!(variable("${WORKERS:-\"4\"}"), Some(("WORKERS", Some("4"))));
        assert_eq!(variable("$(nproc)"), None);
        assert_eq!(variable("$((2 * 3))"), None);
        assert_eq!(variable("${A}b"), None);
        assert_eq!(variable("4"), None);
    }
}
