//! Environment variables that deployment files set, to fill `$WORKERS` in commands.

use std::collections::BTreeMap;
use std::sync::Arc;

use compact_str::CompactString;

use super::{SourceFile, is_development, numbered};
use crate::facts::deploy::{Command, Kind};
use crate::model::{FileId, Place};
use crate::syntax::deploy::words::{self, basename};

/// Variables in defaults of variables; deeper ones are not known.
const MAX_DEFAULTS: u8 = 4;

/// Values by name, from files that production may use.
#[derive(Clone)]
pub(super) struct Environment {
    values: Arc<BTreeMap<String, Vec<Set>>>,
    /// The file and the service whose values go before those of other files.
    near: Option<(FileId, Option<CompactString>)>,
}

/// One place that sets a variable.
struct Set {
    value: String,
    place: Place,
    /// A Dockerfile sets it.
    by_image: bool,
    service: Option<CompactString>,
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
        let mut values: BTreeMap<String, Vec<Set>> = BTreeMap::new();
        for (id, file) in numbered(files).filter(|(_, file)| !is_development(&file.entry.path)) {
            let by_image = basename(&file.entry.path).to_ascii_lowercase().contains("dockerfile");
            for fact in &file.facts.deploy {
                if let Kind::Env { name, value, service } = &fact.kind {
                    let place = Place { file: id, span: fact.span };
                    let set = Set { value: value.to_string(), place, by_image, service: service.clone() };
                    values.entry(name.to_string()).or_default().push(set);
                }
            }
        }
        Self { values: Arc::new(values), near: None }
    }

    /// As the command sees it: what its own unit, service or script sets goes first. What an image sets, whoever runs it may change.
    pub fn of(&self, command: &Command, file: FileId) -> Self {
        let near = (command.origin != "dockerfile").then(|| (file, command.process.clone()));
        Self { values: self.values.clone(), near }
    }

    /// The places that set a variable and count for the command.
    fn sets(&self, name: &str) -> Option<Vec<&Set>> {
        let all = self.values.get(name)?;
        let is_near = |set: &&Set| {
            let (file, service) = self.near.as_ref()?;
            let own = set.service.is_none() || set.service == *service;
            Some(set.place.file == *file && own && !set.value.contains('$'))
        };
        let near: Vec<&Set> = all.iter().filter(|set| is_near(set) == Some(true)).collect();
        Some(if near.is_empty() { all.iter().collect() } else { near })
    }

    /// The value that images give a variable and that nothing else changes.
    pub fn set_by_image(&self, name: &str) -> Option<&str> {
        let firm = || self.values.get(name).into_iter().flatten().filter(|set| variable(&set.value).is_none());
        let first = firm().next()?.value.as_str();
        firm().all(|set| set.by_image && set.value == first).then_some(first)
    }

    /// The value of a variable, when all files that set it agree. `X=${X:-4}` counts where nothing else sets X.
    pub fn get(&self, name: &str) -> Option<Filled> {
        let (defaults, firm): (Vec<&Set>, Vec<&Set>) =
            self.sets(name)?.into_iter().partition(|set| variable(&set.value).is_some());
        if let Some(first) = firm.first() {
            let agreed = firm.iter().all(|other| other.value == first.value) && !first.value.contains('$');
            return Some(Filled { text: agreed.then(|| first.value.clone()), place: Some(first.place) });
        }
        let Set { value, place, .. } = defaults.first()?;
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
        match self.sets(name) {
            None => self.default(default?, depth + 1),
            // Set once, to a plain value.
            Some(sets) => match sets.as_slice() {
                [set] if !set.value.contains('$') => Some(set.value.clone()),
                _ => None,
            },
        }
    }

    /// The words of a variable that holds several (`OPTIONS="--workers 4 --threads 2"`), variables in them as written.
    pub fn words(&self, text: &str) -> Option<Vec<CompactString>> {
        let (name, _) = variable(text)?;
        let values = self.sets(name)?.into_iter().filter_map(|set| words::commands(&set.value).into_iter().next());
        let is_several = |words: &Vec<CompactString>| words.len() > 1 || words[0].starts_with('-');
        let all: Vec<Vec<CompactString>> = values.filter(is_several).collect();
        match &all[..] {
            [] => None,
            [only] => Some(only.clone()),
            // Of those that a script chooses from, the only one that is not for development; else nobody knows which.
            _ => {
                let mut usual = all.iter().filter(|words| !words.iter().any(|word| is_development(word)));
                let only = usual.next().filter(|_| usual.next().is_none());
                Some(only.cloned().unwrap_or_else(|| vec![format!("${{{name}[@]}}").into()]))
            }
        }
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
