//! What on a page may need a script of its head at once: code that runs before a deferred script does.

use std::collections::BTreeSet;

use crate::facts::Language;
use crate::facts::script::PLUGIN;
use crate::model::delivery::{Load, Page};
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

/// The first inline script after it that may use it, or something that it makes; else the first output that may bring one.
pub(super) fn dependant(
    input: &Input<'_>,
    load: &Load,
    blocks: impl Fn(&Load) -> bool,
    shown: &[&(&Page, BTreeSet<FileId>)],
) -> Option<Dependant> {
    let parts = || shown.iter().flat_map(|(_, parts)| parts).filter_map(|file| page_of(input.model, *file));
    let after = |place: &Place| place.file != load.place.file || place.span.start > load.place.span.start;
    // jQuery needs no other script.
    let needs = |other: &Load| blocks(other) && after(&other.place) && !is_jquery(&other.url);
    let later: Vec<&Load> = parts().flat_map(|page| &page.loads).filter(|other| needs(other)).collect();
    let may_use = |names: Option<&Vec<String>>| {
        names.is_none_or(|names| {
            names.iter().any(|name| [load].iter().chain(&later).any(|script| may_define(input, script, name)))
        })
    };
    let inline = parts().flat_map(|page| &page.inline_scripts).filter(|script| after(&script.place));
    let first = inline.filter(|script| may_use(script.names.as_ref())).map(|script| script.place);
    let markup = || parts().flat_map(|page| &page.markup).copied().filter(after).min_by_key(|place| (place.file, place.span));
    let first = first.min_by_key(|place| (place.file, place.span)).map(Dependant::Inline);
    first.or_else(|| markup().map(Dependant::Markup))
}

/// The script, or what needs it, may be what defines a name of an inline script.
fn may_define(input: &Input<'_>, script: &Load, name: &str) -> bool {
    let is_of_jquery = matches!(name, "$" | "jQuery");
    if is_jquery(&script.url) || is_of_jquery {
        return is_jquery(&script.url) && is_of_jquery;
    }
    let Some(file) = source(input.model, script) else { return name != PLUGIN || !is_of_view(input, script) };
    let text = &input.texts.get(file.index()).text;
    // Each plugin names what it extends.
    if name == PLUGIN { text.contains("jQuery") || text.contains("$.fn") } else { has_word(text, name) }
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

fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    text.match_indices(word).any(|(at, _)| {
        !text[..at].chars().next_back().is_some_and(is_part) && !text[at + word.len()..].chars().next().is_some_and(is_part)
    })
}

/// The file of a script: what is served, or the only one of the tree that a build may copy to that address.
pub(super) fn source(model: &Model, load: &Load) -> Option<FileId> {
    if let Some(at) = load.asset {
        return Some(model.assets[at].file);
    }
    let path = load.url.split(['?', '#']).next().filter(|_| !load.external)?;
    let (folder, name) = path.rsplit_once('/')?;
    let tail = format!("/{}/{name}", folder.rsplit('/').next().filter(|folder| !folder.is_empty())?);
    let mut found = (0..).map(FileId).zip(&model.files).filter(|(_, file)| {
        matches!(file.language, Language::JavaScript | Language::TypeScript) && format!("/{}", file.path).ends_with(&tail)
    });
    found.next().map(|(file, _)| file).filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::{has_word, is_jquery};

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
        assert!(has_word("window.Chart=function(){}", "Chart"));
        assert!(!has_word("var Charts = 1, $Chart;", "Chart"));
    }
}
