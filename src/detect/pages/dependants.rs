//! What on a page may need a script of its head at once: code that runs before a deferred script does.

use std::cell::RefCell;
use std::collections::BTreeSet;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::Language;
use crate::facts::script::PLUGIN;
use crate::model::delivery::{InlineScript, Load, Page};
use crate::model::{FileId, Model, Place};
use crate::rule::Input;

use super::page_of;

/// What keeps a script from being deferred alone.
#[derive(Clone, Copy)]
pub(super) enum Dependant {
    /// An inline script that may use it.
    Inline(Place),
    /// Text that is printed as it is, and may hold inline scripts.
    Markup(Place),
}

/// The scripts of all pages, with what they were asked before: pages that share a base ask the same ones.
pub(super) struct Scripts<'a> {
    input: &'a Input<'a>,
    words: RefCell<FxHashMap<FileId, FxHashSet<CompactString>>>,
    sources: RefCell<FxHashMap<&'a str, Option<FileId>>>,
}

/// A script that may define what an inline script names.
struct Definer<'a> {
    load: &'a Load,
    is_jquery: bool,
    source: Option<FileId>,
}

impl<'a> Scripts<'a> {
    pub fn new(input: &'a Input<'a>) -> Self {
        Self { input, words: RefCell::default(), sources: RefCell::default() }
    }

    /// The first inline script after it that may use it, or something that it makes; else the first output that may bring one.
    pub fn dependant(
        &self,
        load: &'a Load,
        blocks: impl Fn(&Load) -> bool,
        shown: &[&(&'a Page, BTreeSet<FileId>)],
    ) -> Option<Dependant> {
        let files: BTreeSet<FileId> = shown.iter().flat_map(|(_, parts)| parts).copied().collect();
        let parts: Vec<&'a Page> = files.iter().filter_map(|file| page_of(self.input.model, *file)).collect();
        let after = |place: &Place| place.file != load.place.file || place.span.start > load.place.span.start;
        let mut definers = vec![self.definer(load)];
        let later = parts.iter().flat_map(|page| &page.loads).filter(|other| blocks(other) && after(&other.place));
        // jQuery needs no other script.
        definers.extend(later.map(|other| self.definer(other)).filter(|script| !script.is_jquery));
        let may_use = |names: Option<&Vec<String>>| {
            names.is_none_or(|names| names.iter().any(|name| definers.iter().any(|script| self.may_define(script, name))))
        };
        // A function is called by a script that names it.
        let all = || parts.iter().flat_map(|page| &page.inline_scripts);
        let named: FxHashSet<&str> = all().flat_map(|script| script.names.iter().flatten()).map(String::as_str).collect();
        let uses = |script: &InlineScript| {
            let mut functions = script.functions.iter().filter(|(name, _)| named.contains(name.as_str()));
            may_use(script.names.as_ref()) || functions.any(|(_, names)| may_use(Some(names)))
        };
        let first = all().filter(|script| after(&script.place) && uses(script)).map(|script| script.place);
        let markup =
            || parts.iter().flat_map(|page| &page.markup).copied().filter(after).min_by_key(|place| (place.file, place.span));
        let first = first.min_by_key(|place| (place.file, place.span)).map(Dependant::Inline);
        first.or_else(|| markup().map(Dependant::Markup))
    }

    fn definer(&self, load: &'a Load) -> Definer<'a> {
        Definer { load, is_jquery: is_jquery(&load.url), source: self.source(load) }
    }

    /// The script, or what needs it, may be what defines a name of an inline script.
    fn may_define(&self, script: &Definer<'_>, name: &str) -> bool {
        let is_of_jquery = matches!(name, "$" | "jQuery");
        if script.is_jquery || is_of_jquery {
            return script.is_jquery && is_of_jquery;
        }
        let method = name.strip_prefix(PLUGIN);
        let Some(file) = script.source else { return method.is_none() || !is_of_view(self.input, script.load) };
        let mut known = self.words.borrow_mut();
        let words = known.entry(file).or_insert_with(|| words(&self.input.texts.get(file.index()).text));
        // Each plugin names what it extends, and the method.
        let extends = words.contains("jQuery") || words.contains("$") && words.contains("fn");
        words.contains(method.unwrap_or(name)) && (method.is_none() || extends)
    }

    /// The file of a script: what is served, or the only one of the tree that a build may copy to that address.
    pub fn source(&self, load: &'a Load) -> Option<FileId> {
        if let Some(at) = load.asset {
            return Some(self.input.model.assets[at].file);
        }
        let path = load.url.split(['?', '#']).next().filter(|_| !load.external)?;
        *self.sources.borrow_mut().entry(path).or_insert_with(|| only_file(self.input.model, path))
    }
}

/// The only script of the tree whose path ends as an address does, folder and name.
fn only_file(model: &Model, path: &str) -> Option<FileId> {
    let (folder, name) = path.rsplit_once('/')?;
    let folder = folder.rsplit('/').next().filter(|folder| !folder.is_empty())?;
    let tail = format!("{folder}/{name}");
    let ends = |path: &str| path.strip_suffix(tail.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('/'));
    let mut found = (0..)
        .map(FileId)
        .zip(&model.files)
        .filter(|(_, file)| matches!(file.language, Language::JavaScript | Language::TypeScript) && ends(&file.path));
    found.next().map(|(file, _)| file).filter(|_| found.next().is_none())
}

fn words(text: &str) -> FxHashSet<CompactString> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$'))
        .filter(|word| !word.is_empty())
        .map(CompactString::from)
        .collect()
}

/// A view of the app writes the script, as that of translations: data, and no plugin.
fn is_of_view(input: &Input<'_>, script: &Load) -> bool {
    let text = input.texts.get(script.place.file.index());
    let tag = text.text.get(script.place.span.start as usize..script.place.span.end as usize).unwrap_or_default();
    let source = tag.split_once("src=").map_or("", |(_, rest)| rest.trim_start_matches(['"', '\'']));
    source.trim_start_matches(['{', '%', ' ']).starts_with("url") && !source.contains("static")
}

/// jQuery itself: its plugins carry another name behind it.
fn is_jquery(url: &str) -> bool {
    let name = url.split(['?', '#']).next().and_then(|path| path.rsplit('/').next()).unwrap_or_default().to_ascii_lowercase();
    let Some(rest) = name.strip_prefix("jquery") else { return false };
    let mut words = rest.split(['.', '-', '_']).filter(|word| !word.is_empty());
    words.all(|word| matches!(word, "min" | "slim" | "js" | "latest" | "core") || word.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{is_jquery, words};

    #[test]
    fn jquery_is_known_by_its_file() {
        for url in ["/static/jquery.js", "https://code.jquery.com/jquery-3.7.1.min.js?v=1", "js/jquery.slim.min.js"] {
            assert!(is_jquery(url), "{url}");
        }
        for url in ["js/jquery-ui.min.js", "js/jquery.cookie.js", "js/chosen.jquery.min.js", "js/app.js"] {
            assert!(!is_jquery(url), "{url}");
        }
    }

    #[test]
    fn names_stand_alone() {
        assert!(words("window.Chart=function(){}").contains("Chart"));
        assert!(!words("var Charts = 1, $Chart;").contains("Chart"));
    }
}
