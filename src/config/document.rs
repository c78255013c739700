//! Reads TOML with places: every mistake of a file is collected with its caret, and shown at once.

use std::fmt;
use std::ops::Range;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One mistake at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Byte range in the file.
    pub span: Range<usize>,
    pub text: String,
}

/// All mistakes of one file, as a diagnostic with a caret for each.
#[derive(Debug)]
pub struct Mistakes {
    source: NamedSource<String>,
    mistakes: Vec<Mistake>,
}

impl Mistakes {
    /// `None` when there are none. `path` names the file in the output.
    #[must_use]
    pub fn new(path: &str, text: &str, mut mistakes: Vec<Mistake>) -> Option<Self> {
        mistakes.sort_by_key(|m| (m.span.start, m.span.end));
        mistakes.dedup();
        let source = NamedSource::new(path, text.to_owned());
        (!mistakes.is_empty()).then_some(Self { source, mistakes })
    }

    #[must_use]
    pub fn list(&self) -> &[Mistake] {
        &self.mistakes
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.mistakes.len();
        write!(f, "{}: {count} {}", self.source.name(), if count == 1 { "mistake" } else { "mistakes" })
    }
}

impl std::error::Error for Mistakes {}

impl Diagnostic for Mistakes {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.mistakes.iter().map(|m| LabeledSpan::new_with_span(Some(m.text.clone()), m.span.clone()))))
    }
}

/// A string with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub value: String,
    pub span: Range<usize>,
}

/// Parses a file as far as it goes; syntax errors become mistakes.
#[must_use]
pub fn parse<'t>(text: &'t str, mistakes: &mut Vec<Mistake>) -> Spanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        mistakes.push(Mistake { span: error.span().unwrap_or(0..0), text: error.message().to_owned() });
    }
    table
}

/// One table of the file. Keys that were never asked for are unknown ones: [`Section::finish`] reports them.
pub struct Section<'t> {
    table: &'t DeTable<'t>,
    /// Of the table's header or value, for missing keys.
    span: Range<usize>,
    known: Vec<&'static str>,
}

impl<'t> Section<'t> {
    #[must_use]
    pub fn new(table: &'t DeTable<'t>, span: Range<usize>) -> Self {
        Self { table, span, known: Vec::new() }
    }

    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn value(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.push(key);
        self.table.get(key)
    }

    pub fn string(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<Text> {
        let value = self.value(key)?;
        text(value, mistakes)
    }

    /// As [`Section::string`]; a missing or empty one is a mistake.
    pub fn required(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> String {
        let missing = !self.has(key);
        match self.string(key, mistakes) {
            Some(found) if !found.value.trim().is_empty() => return found.value,
            Some(found) => mistakes.push(Mistake { span: found.span, text: format!("`{key}` is empty") }),
            None if missing => mistakes.push(Mistake { span: self.span(), text: format!("`{key}` is missing") }),
            None => {}
        }
        String::new()
    }

    pub fn strings(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<Vec<Text>> {
        let value = self.value(key)?;
        let Some(items) = value.get_ref().as_array() else {
            wrong_type(value, "a list of strings", mistakes);
            return None;
        };
        Some(items.iter().filter_map(|item| text(item, mistakes)).collect())
    }

    /// A whole number of at least `least`.
    pub fn number(&mut self, key: &'static str, least: u64, mistakes: &mut Vec<Mistake>) -> Option<u64> {
        let value = self.value(key)?;
        number(value, least, mistakes)
    }

    /// One of some words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)], mistakes: &mut Vec<Mistake>) -> Option<T> {
        let found = self.string(key, mistakes)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == found.value) {
            return Some(*value);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        mistakes.push(Mistake { text: format!("`{}` is none of {}", found.value, names.join(", ")), span: found.span });
        None
    }

    pub fn table(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<Section<'t>> {
        let value = self.value(key)?;
        table(value, mistakes)
    }

    /// `[[key]]`.
    pub fn tables(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> Vec<Section<'t>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            wrong_type(value, "a list of tables", mistakes);
            return Vec::new();
        };
        items.iter().filter_map(|item| table(item, mistakes)).collect()
    }

    /// All entries of a table whose keys are the user's own.
    pub fn entries(&self) -> impl Iterator<Item = (Text, &'t Spanned<DeValue<'t>>)> {
        self.table.iter().map(|(key, value)| (Text { value: key.get_ref().to_string(), span: key.span() }, value))
    }

    /// Reports keys that nobody asked for, with the nearest known one.
    pub fn finish(self, mistakes: &mut Vec<Mistake>) {
        for key in self.table.keys().filter(|key| !self.known.contains(&key.get_ref().as_ref())) {
            let text = unknown("key", key.get_ref(), self.known.iter().copied());
            mistakes.push(Mistake { span: key.span(), text });
        }
    }
}

fn text(value: &Spanned<DeValue<'_>>, mistakes: &mut Vec<Mistake>) -> Option<Text> {
    let Some(found) = value.get_ref().as_str() else {
        wrong_type(value, "a string", mistakes);
        return None;
    };
    Some(Text { value: found.to_owned(), span: value.span() })
}

/// A whole number of at least `least`, or a mistake.
pub fn number(value: &Spanned<DeValue<'_>>, least: u64, mistakes: &mut Vec<Mistake>) -> Option<u64> {
    let Some(integer) = value.get_ref().as_integer() else {
        wrong_type(value, "a whole number", mistakes);
        return None;
    };
    match u64::from_str_radix(integer.as_str(), integer.radix()) {
        Ok(number) if number >= least => Some(number),
        _ => {
            mistakes.push(Mistake { span: value.span(), text: format!("expected a whole number of at least {least}") });
            None
        }
    }
}

/// A table, or a mistake.
pub fn table<'t>(value: &'t Spanned<DeValue<'t>>, mistakes: &mut Vec<Mistake>) -> Option<Section<'t>> {
    let Some(found) = value.get_ref().as_table() else {
        wrong_type(value, "a table", mistakes);
        return None;
    };
    Some(Section::new(found, value.span()))
}

fn wrong_type(value: &Spanned<DeValue<'_>>, expected: &str, mistakes: &mut Vec<Mistake>) {
    let found = value.get_ref().type_str();
    mistakes.push(Mistake { span: value.span(), text: format!("expected {expected}, found a value of type {found}") });
}

/// "unknown key `jbos`; did you mean `jobs`?"
#[must_use]
pub fn unknown<'a>(what: &str, word: &str, known: impl Iterator<Item = &'a str>) -> String {
    match nearest(word, known) {
        Some(near) => format!("unknown {what} `{word}`; did you mean `{near}`?"),
        None => format!("unknown {what} `{word}`"),
    }
}

/// The known word that was probably meant; the first of equals.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    for candidate in known {
        let score = strsim::jaro_winkler(word, candidate);
        if score >= 0.75 && best.is_none_or(|(found, _)| score > found) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
