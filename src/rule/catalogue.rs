//! Reads and checks rule files: those inside the binary, and those of the project's own folders. All mistakes of all
//! files are collected, each with its caret.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml::Value;
use toml::de::DeValue;

use crate::config::Settings;
use crate::config::document::{self, Mistake, Mistakes, Section};
use crate::finding::{Confidence, Effort, Severity};
use crate::syntax::pattern;

use super::{Change, Detect, PatternQuery, Rule};

mod builtin {
    include!(concat!(env!("OUT_DIR"), "/builtin_rules.rs"));
}

/// What rules are grouped by.
pub const FAMILIES: [&str; 8] = ["schema", "queries", "serving", "startup", "requests", "pages", "caching", "operations"];

/// What stands in a rule file, as a JSON Schema for editors.
pub const SCHEMA: &str = include_str!("../../docs/schemas/rule.schema.json");

const RULE_FILE: &str = "rule.toml";
/// `<folder>/<family>/<id>/rule.toml` is the deepest place of a project's own rule.
const RULE_DEPTH: usize = 3;

/// Every known rule.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Sorted by id.
    rules: Vec<Rule>,
}

/// A rule file before it is read.
struct Source {
    /// As shown to the user.
    path: String,
    text: String,
    /// The folder's name, which the id repeats.
    folder: String,
    /// The parent folder's name, for built-in rules.
    family: Option<String>,
}

impl Catalogue {
    /// The rules inside the binary, and those of `folders` below `root`. `natives` are the names of the detector table.
    ///
    /// # Errors
    /// The mistakes of all rule files, one diagnostic a file.
    pub fn load(natives: &[&str], root: &Path, folders: &[String]) -> Result<Self, Vec<Mistakes>> {
        let mut sources = builtin_sources();
        let mut failed = Vec::new();
        for folder in folders {
            match folder_sources(root, folder) {
                // A folder of ours that is named is there already: `test-rules rules/queries/…`.
                Ok(found) => {
                    sources.extend(found.into_iter().filter(|own| !builtin::RULES.iter().any(|(_, text)| *text == own.text)))
                }
                Err(mistakes) => failed.push(mistakes),
            }
        }
        let mut rules: BTreeMap<String, Rule> = BTreeMap::new();
        for source in sources {
            let mut mistakes = Vec::new();
            let rule = read(&source, natives, &mut mistakes);
            if source.family.is_some() && lacks_detector(&rule, natives) {
                continue;
            }
            if rules.contains_key(&rule.id) {
                mistakes.push(Mistake { span: 0..0, text: format!("a rule `{}` exists already", rule.id) });
            }
            match Mistakes::new(&source.path, &source.text, mistakes) {
                Some(mistakes) => failed.push(mistakes),
                None => drop(rules.insert(rule.id.clone(), rule)),
            }
        }
        if failed.is_empty() { Ok(Self { rules: rules.into_values().collect() }) } else { Err(failed) }
    }

    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        let at = self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok()?;
        self.rules.get(at)
    }

    /// Everything that `select` and `ignore` may name, but for `all`.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.rules.iter().map(|rule| rule.id.as_str()).chain(FAMILIES)
    }

    /// The rules that the settings ask for, sorted by id.
    #[must_use]
    pub fn select(&self, settings: &Settings) -> Vec<Rule> {
        let named = |names: &[String], rule: &Rule| names.iter().any(|n| n == "all" || *n == rule.id || *n == rule.family);
        let wanted = |rule: &&Rule| {
            let by_id = settings.select.contains(&rule.id);
            named(&settings.select, rule) && (!named(&settings.ignore, rule) || (by_id && !settings.ignore.contains(&rule.id)))
        };
        self.rules.iter().filter(wanted).cloned().collect()
    }
}

/// A built-in rule ahead of its detector is left out; the catalogue test names it.
fn lacks_detector(rule: &Rule, natives: &[&str]) -> bool {
    matches!(&rule.detect, Detect::Native { name, .. } if !natives.contains(&name.as_str()))
}

fn builtin_sources() -> Vec<Source> {
    let source = |(folder, text): &(&str, &str)| {
        let mut parts = folder.rsplit('/').map(str::to_owned);
        let (id, family) = (parts.next().unwrap_or_default(), parts.next());
        Source { path: format!("{folder}/{RULE_FILE}"), text: (*text).to_owned(), folder: id, family }
    };
    builtin::RULES.iter().map(source).collect()
}

/// The rule files of one of the project's own folders, sorted by path.
fn folder_sources(root: &Path, folder: &str) -> Result<Vec<Source>, Mistakes> {
    let failure = |path: &str, text: String| {
        let mistake = Mistake { span: 0..0, text };
        Mistakes::new(path, " ", vec![mistake])
    };
    let base = root.join(folder);
    let mut sources = Vec::new();
    let mut problem = None;
    if !base.is_dir() {
        problem = failure(folder, "this rule folder does not exist".into());
    }
    let walk = walkdir::WalkDir::new(&base).max_depth(RULE_DEPTH).sort_by_file_name();
    for entry in walk.into_iter().flatten().filter(|entry| entry.file_name() == RULE_FILE) {
        let path = shown(root, entry.path());
        match fs::read_to_string(entry.path()) {
            Ok(text) => sources.push(Source { folder: parent_name(entry.path()), path, text, family: None }),
            Err(error) => problem = failure(&path, error.to_string()),
        }
    }
    problem.map_or(Ok(sources), Err)
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

fn parent_name(path: &Path) -> String {
    path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read(source: &Source, natives: &[&str], mistakes: &mut Vec<Mistake>) -> Rule {
    let table = document::parse(&source.text, mistakes);
    let mut section = Section::new(table.get_ref(), 0..0);
    let id = section.required("id", mistakes);
    let family = section.required("family", mistakes);
    let rule = Rule {
        title: section.required("title", mistakes),
        severity: choice(&mut section, "severity", &Severity::ALL, Severity::name, Severity::Info, mistakes),
        confidence: choice(&mut section, "confidence", &Confidence::ALL, Confidence::name, Confidence::Low, mistakes),
        effort: choice(&mut section, "effort", &Effort::ALL, Effort::name, Effort::Low, mistakes),
        change: section.choice("change", &Change::ALL.map(|change| (change.name(), change)), mistakes),
        impact: section.required("impact", mistakes),
        message: section.required("message", mistakes),
        why: section.required("why", mistakes),
        fix: section.required("fix", mistakes),
        verify: section.required("verify", mistakes),
        links: section.strings("links", mistakes).unwrap_or_default().into_iter().map(|link| link.value).collect(),
        detect: read_detect(&mut section, natives, source.family.is_none(), mistakes),
        id,
        family,
    };
    check_names(source, &rule, &mut section, mistakes);
    section.finish(mistakes);
    rule
}

/// One of a scale's words; missing ones are mistakes.
fn choice<T: Copy>(
    section: &mut Section<'_>,
    key: &'static str,
    all: &[T],
    name: fn(T) -> &'static str,
    fallback: T,
    mistakes: &mut Vec<Mistake>,
) -> T {
    let choices: Vec<(&str, T)> = all.iter().map(|value| (name(*value), *value)).collect();
    if !section.has(key) {
        mistakes.push(Mistake { span: section.span(), text: format!("`{key}` is missing") });
    }
    section.choice(key, &choices, mistakes).unwrap_or(fallback)
}

/// The id is the folder's name; the family is a known one, and that of the parent folder.
fn check_names(source: &Source, rule: &Rule, section: &mut Section<'_>, mistakes: &mut Vec<Mistake>) {
    if let Some(id) = section.string("id", mistakes)
        && id.value != source.folder
    {
        mistakes.push(Mistake { span: id.span, text: format!("the folder is named `{}`", source.folder) });
    }
    let Some(family) = section.string("family", mistakes) else { return };
    if !FAMILIES.contains(&family.value.as_str()) {
        let text = document::unknown("family", &family.value, FAMILIES.into_iter());
        mistakes.push(Mistake { span: family.span, text });
    } else if source.family.as_ref().is_some_and(|parent| *parent != rule.family) {
        mistakes.push(Mistake { span: family.span, text: "the parent folder has another name".into() });
    }
}

fn read_detect(section: &mut Section<'_>, natives: &[&str], checks: bool, mistakes: &mut Vec<Mistake>) -> Detect {
    let nothing = Detect::Patterns(Vec::new());
    let Some(mut detect) = section.table("detect", mistakes) else {
        if !section.has("detect") {
            mistakes.push(Mistake { span: section.span(), text: "`[detect]` is missing".into() });
        }
        return nothing;
    };
    let native = detect.string("native", mistakes);
    let params = detect.table("params", mistakes);
    let has_queries = detect.has("query");
    let queries = detect.tables("query", mistakes);
    let found = match native {
        Some(_) if has_queries => {
            mistakes.push(Mistake { span: detect.span(), text: "either `native` or `[[detect.query]]`, not both".into() });
            nothing
        }
        Some(name) => {
            if !natives.contains(&name.value.as_str()) {
                let text = document::unknown("native detector", &name.value, natives.iter().copied());
                mistakes.push(Mistake { span: name.span, text });
            }
            Detect::Native { name: name.value, params: params.map(|table| values(&table)).unwrap_or_default() }
        }
        None if queries.is_empty() => {
            mistakes.push(Mistake { span: detect.span(), text: "`native` or `[[detect.query]]` is missing".into() });
            nothing
        }
        None => Detect::Patterns(queries.into_iter().map(|query| read_query(query, checks, mistakes)).collect()),
    };
    detect.finish(mistakes);
    found
}

/// `checks`: the query is compiled to see whether it is one. A test does so for those inside the binary.
fn read_query(mut section: Section<'_>, checks: bool, mistakes: &mut Vec<Mistake>) -> PatternQuery {
    let language = section.string("language", mistakes);
    let pattern = section.string("pattern", mistakes);
    for (key, value) in [("language", &language), ("pattern", &pattern)] {
        if value.is_none() && !section.has(key) {
            mistakes.push(Mistake { span: section.span(), text: format!("`{key}` is missing") });
        }
    }
    let prefilter = section.strings("prefilter", mistakes).unwrap_or_default();
    section.finish(mistakes);
    if let (Some(language), Some(pattern)) = (&language, &pattern) {
        if !pattern::LANGUAGES.contains(&language.value.as_str()) {
            let text = document::unknown("language", &language.value, pattern::LANGUAGES.into_iter());
            mistakes.push(Mistake { span: language.span.clone(), text });
        } else if checks && let Err(text) = pattern::check(&language.value, &pattern.value) {
            mistakes.push(Mistake { span: pattern.span.clone(), text });
        }
    }
    PatternQuery {
        language: language.map(|l| l.value).unwrap_or_default(),
        pattern: pattern.map(|p| p.value).unwrap_or_default(),
        prefilter: prefilter.into_iter().map(|word| word.value).collect(),
    }
}

/// `[detect.params]`, as its detector reads them.
fn values(section: &Section<'_>) -> BTreeMap<String, Value> {
    section.entries().filter_map(|(key, value)| Some((key.value, plain(value.get_ref())?))).collect()
}

fn plain(value: &DeValue<'_>) -> Option<Value> {
    Some(match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok()?),
        DeValue::Float(number) => Value::Float(number.as_str().parse().ok()?),
        DeValue::Boolean(flag) => Value::Boolean(*flag),
        DeValue::Array(items) => Value::Array(items.iter().filter_map(|item| plain(item.get_ref())).collect()),
        DeValue::Datetime(_) | DeValue::Table(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        id = "sleep-in-view"
        family = "requests"
        title = "t"
        severity = "high"
        confidence = "medium"
        effort = "low"
        impact = "i"
        message = "m"
        why = "w"
        fix = "f"
        verify = "v"
        [detect]
        native = "sleeper"
        params = { seconds = 3 }
    "#;

    fn mistakes(text: &str) -> Vec<String> {
        mistakes_in(Some("requests"), text)
    }

    /// `family`: the folder of a built-in rule; a project's own rule may stand anywhere.
    fn mistakes_in(family: Option<&str>, text: &str) -> Vec<String> {
        let family = family.map(str::to_owned);
        let source = Source { path: "x".into(), text: text.into(), folder: "sleep-in-view".into(), family };
        let mut found = Vec::new();
        read(&source, &["sleeper"], &mut found);
        Mistakes::new("x", text, found).map_or_else(Vec::new, |m| m.list().iter().map(|m| m.text.clone()).collect())
    }

    #[test]
    fn a_complete_rule_has_no_mistakes() {
        assert_eq!(mistakes(GOOD), Vec::<String>::new());
    }

    #[test]
    fn all_mistakes_of_a_rule_are_found_at_once() {
        let text = GOOD
            .replace("\"requests\"", "\"request\"")
            .replace("sleep-in-view", "sleeps")
            .replace("why = \"w\"", "whi = \"w\"")
            .replace("\"high\"", "\"grave\"")
            .replace("\"sleeper\"", "\"sleepr\"");
        let expected = [
            "`why` is missing",
            "the folder is named `sleep-in-view`",
            "unknown family `request`; did you mean `requests`?",
            "`grave` is none of critical, high, medium, low, info",
            "unknown key `whi`; did you mean `why`?",
            "unknown native detector `sleepr`; did you mean `sleeper`?",
        ];
        assert_eq!(mistakes(&text), expected);
    }

    #[test]
    fn a_broken_pattern_is_a_mistake() {
        let text = GOOD.replace("[detect]", "[[detect.query]]").replace("native = \"sleeper\"", "language = \"python\"");
        let text = text.replace("params = { seconds = 3 }", "pattern = \"(call function: (nonsense) @finding)\"");
        let found = mistakes_in(None, &text);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("nonsense"), "{found:?}");
    }

    #[test]
    fn ignore_wins_over_a_family_but_not_over_a_named_rule() {
        let mut found = Vec::new();
        let source = Source { path: "x".into(), text: GOOD.into(), folder: "sleep-in-view".into(), family: None };
        let catalogue = Catalogue { rules: vec![read(&source, &["sleeper"], &mut found)] };
        let count = |select: &str, ignore: &str| {
            let settings = Settings { select: vec![select.into()], ignore: vec![ignore.into()], ..Settings::default() };
            catalogue.select(&settings).len()
        };
        assert_eq!(count("all", "none"), 1);
        assert_eq!(count("all", "requests"), 0);
        assert_eq!(count("requests", "sleep-in-view"), 0);
        assert_eq!(count("sleep-in-view", "requests"), 1);
        assert_eq!(count("schema", "none"), 0);
    }
}
