//! What on a page may need a script of its head at once: code that runs before a deferred script does.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::Language;
use crate::facts::asset::AssetKind;
use crate::facts::script::PLUGIN;
use crate::model::delivery::{InlineScript, Load, Page};
use crate::model::{FileId, Model, Place};
use crate::rule::Input;

use super::page_of;

/// What keeps a script from being deferred alone.
pub(super) enum Dependant {
    /// An inline script that may use it, and the name by which it does.
    Inline(Place, Option<String>),
    /// Text that is printed as it is, and may hold inline scripts.
    Markup(Place),
}

/// The scripts of all pages, with what they were asked before: pages that share a base ask the same ones.
pub(super) struct Scripts<'a> {
    input: &'a Input<'a>,
    words: RefCell<FxHashMap<FileId, Rc<Words>>>,
    sources: RefCell<FxHashMap<&'a str, Option<FileId>>>,
}

/// Names of the global object, on which a script leaves what others use.
const GLOBAL: [&str; 6] = ["window", "self", "root", "global", "globalThis", "exports"];

/// What a script names, and what it gives a value.
#[derive(Default)]
struct Words {
    all: FxHashSet<CompactString>,
    defined: FxHashSet<CompactString>,
    /// Those of `defined` that surely are global.
    published: FxHashSet<CompactString>,
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
        let later = later.map(|other| self.definer(other)).filter(|script| !script.is_jquery);
        let needed: Vec<Definer<'_>> = later.filter(|script| self.may_need(script, &definers[0])).collect();
        definers.extend(needed);
        let loads = || parts.iter().flat_map(|page| &page.loads).filter(|load| load.kind == AssetKind::Script);
        // What a known script of the pages defines is of no script that nothing is known of.
        let is_known = |name: &str| loads().any(|other| self.does_define(&self.definer(other), name) == Some(true));
        let defined = |name: &String| {
            let told: Vec<Option<bool>> = definers.iter().map(|script| self.does_define(script, name)).collect();
            told.contains(&Some(true)) || told.contains(&None) && !is_known(name)
        };
        let used = |names: &'a [String]| names.iter().find(|name| defined(name));
        // A function is called by a script that names it.
        let all = || parts.iter().flat_map(|page| &page.inline_scripts);
        let named: FxHashSet<&str> = all().flat_map(|script| script.names.iter().flatten()).map(String::as_str).collect();
        let uses = |script: &'a InlineScript| {
            let Some(names) = &script.names else { return Some(None) };
            let mut functions = script.functions.iter().filter(|(name, _)| named.contains(name.as_str()));
            let found = used(names).or_else(|| functions.find_map(|(_, names)| used(names)));
            found.map(|name| Some(name.clone()))
        };
        // What is sure is shown before what could not be read, and the page's own script before those of others.
        let order = |place: &Place| (place.file != load.place.file, place.file, place.span);
        let found = all().filter(|script| after(&script.place)).filter_map(|script| Some((script.place, uses(script)?)));
        let first = found.min_by_key(|(place, name)| (name.is_none(), order(place)));
        let markup = || parts.iter().flat_map(|page| &page.markup).copied().filter(after).min_by_key(order);
        let first = first.map(|(place, name)| Dependant::Inline(place, name));
        first.or_else(|| markup().map(Dependant::Markup))
    }

    fn definer(&self, load: &'a Load) -> Definer<'a> {
        Definer { load, is_jquery: is_jquery(&load.url), source: self.source(load) }
    }

    /// Whether the script defines a name of an inline script; `None` where its text is not in the tree.
    fn does_define(&self, script: &Definer<'_>, name: &str) -> Option<bool> {
        let words = script.source.map(|file| self.words(file));
        if matches!(name, "$" | "jQuery") {
            // A bundle may hold jQuery, a file of another host is what its name says.
            let known = script.load.external || is_of_view(self.input, script.load);
            return match words {
                _ if script.is_jquery => Some(true),
                Some(words) => Some(words.is_jquery()),
                None => known.then_some(false),
            };
        }
        if script.is_jquery {
            return Some(false);
        }
        let method = name.strip_prefix(PLUGIN);
        let Some(words) = words else {
            if is_named_for(&script.load.url, name) {
                return Some(true);
            }
            return (method.is_some() && is_of_view(self.input, script.load)).then_some(false);
        };
        // Each plugin names what it extends, and the method.
        let extends = || words.all.contains("jQuery") || words.all.contains("$") && words.all.contains("fn");
        Some(method.map_or_else(|| words.defined.contains(name), |method| words.all.contains(method) && extends()))
    }

    /// A script after another may use it, so that both wait, or none.
    fn may_need(&self, later: &Definer<'_>, script: &Definer<'_>) -> bool {
        let Some(words) = later.source.map(|file| self.words(file)) else { return true };
        if script.is_jquery {
            return words.all.contains("$") || words.all.contains("jQuery");
        }
        let published = script.source.map(|file| self.words(file)).filter(|words| !words.published.is_empty());
        published.is_none_or(|of| of.published.iter().any(|name| words.all.contains(name) && !words.defined.contains(name)))
    }

    fn words(&self, file: FileId) -> Rc<Words> {
        let mut known = self.words.borrow_mut();
        known.entry(file).or_insert_with(|| Rc::new(words(&self.input.texts.get(file.index()).text))).clone()
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

impl Words {
    /// jQuery itself, alone or in a bundle.
    fn is_jquery(&self) -> bool {
        ["noConflict", "globalEval"].iter().all(|method| self.defined.contains(*method))
    }
}

fn words(text: &str) -> Words {
    let mut found = Words::default();
    let mut depth = 0;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let (mut at, mut before) = (0, "");
    while let Some(start) = text[at..].find(is_part).map(|found| at + found) {
        let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |len| start + len);
        let (word, gap, rest) = (&text[start..end], &text[at..start], text[end..].trim_start());
        let declared = matches!(before, "function" | "class" | "var" | "let" | "const") && gap.trim().is_empty();
        let assigned = rest.starts_with('=') && !rest.starts_with("==") && !rest.starts_with("=>");
        // `window["Chart"]`, the name of a library that a bundler was told, a key of what is handed out.
        let named = gap.ends_with(['"', '\'']) && rest.starts_with(['"', '\'']) || rest.starts_with(':');
        found.all.insert(word.into());
        // Names of a letter or two are what a minifier gives, but for what is kept outside: `window.L = L`.
        let is_short = word.len() <= 2 && !gap.ends_with(['.', '"', '\'']);
        depth += gap.matches(['{', '(']).count();
        depth = depth.saturating_sub(gap.matches(['}', ')']).count());
        if (declared || assigned || named) && !is_short {
            found.defined.insert(word.into());
            if declared && depth == 0 || assigned && gap == "." && GLOBAL.contains(&before) {
                found.published.insert(word.into());
            }
        }
        (at, before) = (end, word);
    }
    found
}

/// A view of the app writes the script, as that of translations: data, and no plugin.
fn is_of_view(input: &Input<'_>, script: &Load) -> bool {
    let text = input.texts.get(script.place.file.index());
    let tag = text.text.get(script.place.span.start as usize..script.place.span.end as usize).unwrap_or_default();
    let source = tag.split_once("src=").map_or("", |(_, rest)| rest.trim_start_matches(['"', '\'']));
    source.trim_start_matches(['{', '%', ' ']).starts_with("url") && !source.contains("static")
}

fn file_name(url: &str) -> &str {
    url.split(['?', '#']).next().and_then(|path| path.rsplit('/').next()).unwrap_or_default()
}

/// `Chart` of `js/Chart.min.js`, whose text is not in the tree.
fn is_named_for(url: &str, name: &str) -> bool {
    let stem = file_name(url).split(['.', '-', '_']).next().unwrap_or_default();
    stem.len() > 2 && stem.eq_ignore_ascii_case(name)
}

/// jQuery itself: its plugins carry another name behind it.
fn is_jquery(url: &str) -> bool {
    let name = file_name(url).to_ascii_lowercase();
    let Some(rest) = name.strip_prefix("jquery") else { return false };
    let mut words = rest.split(['.', '-', '_']).filter(|word| !word.is_empty());
    words.all(|word| matches!(word, "min" | "slim" | "js" | "latest" | "core") || word.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{is_jquery, is_named_for, words};

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
    fn a_file_that_is_named_for_what_it_defines() {
        assert!(is_named_for("https://cdn.example.com/Chart.min.js?v=3", "Chart"));
        assert!(is_named_for("/static/moment-2.29.js", "moment") && !is_named_for("/static/charts.js", "Chart"));
    }

    #[test]
    fn names_stand_alone() {
        assert!(words("window.Chart=function(){}").all.contains("Chart"));
        assert!(!words("var Charts = 1, $Chart;").all.contains("Chart"));
    }

    #[test]
    fn what_gets_a_value_is_defined() {
        let defines = |text: &str| words(text).defined.contains("Chart");
        for text in
            ["t.Chart=e()", "function Chart() {}", "var Chart", "root['Chart'] = f", "Object.assign(window, { Chart: f })"]
        {
            assert!(defines(text), "{text}");
        }
        for text in ["new Chart(a)", "if (Chart == a) {}", "Chart => 1", "a = Chart"] {
            assert!(!defines(text), "{text}");
        }
        assert!(words("(function () { var a1b = 1; window.Chart = a1b; })();").published.iter().eq(["Chart"].iter()));
        assert!(words("window.L = f;").defined.contains("L") && !words("var L = f;").defined.contains("L"));
    }
}
