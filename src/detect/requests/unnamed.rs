//! Functions that nothing in the tree names: whoever calls them is elsewhere, or nobody.

use crate::facts::{Language, Role};
use crate::model::{FileId, Place};
use crate::rule::Input;

/// By these, names are made up while the program runs.
const DISPATCH: [&str; 3] = ["globals()", "locals()", "fire.Fire"];
/// Names by which services and tools find functions without being told.
const ENTRIES: [&str; 3] = ["main", "run", "handler"];

/// The function around `place`, called `symbol` with its class, is named where it is defined and in tests only. What is
/// decorated, or belongs to a class with bases, may be found without being named.
pub(super) fn is_named_by_nobody(place: Place, symbol: &str, input: &Input<'_>) -> bool {
    let (owner, name) = symbol.rsplit_once('.').map_or((None, symbol), |(owner, name)| (Some(owner), name));
    let own = &*input.texts.get(place.file.index()).text;
    let is_found = name.starts_with("__") || ENTRIES.iter().any(|entry| name.contains(entry));
    if name.is_empty()
        || is_found
        || DISPATCH.iter().any(|word| own.contains(word))
        || has_computed_names(own)
        || !is_plain(own, owner, name)
    {
        return false;
    }
    let files = (0..).map(FileId).zip(&input.model.files);
    let read = files.filter(|(_, entry)| {
        !matches!(entry.role, Role::Test | Role::Docs) && !matches!(entry.language, Language::JavaScript | Language::Css)
    });
    let mut named = 0;
    for (file, _) in read {
        named += words(&input.texts.get(file.index()).text, name).take(2).count();
        if named > 1 {
            return false;
        }
    }
    true
}

/// `getattr(of, "do_" + what)`; with a name that is written out, it names.
fn has_computed_names(text: &str) -> bool {
    let written = |rest: &str| {
        let name = rest.split_once(',')?.1.trim_start();
        let quote = name.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        Some(name[1..].split_once(quote)?.1.trim_start().starts_with([',', ')']))
    };
    text.match_indices("getattr(").any(|(at, word)| written(&text[at + word.len()..]) != Some(true))
}

/// No decorator stands above the function, and its class has no bases.
fn is_plain(text: &str, owner: Option<&str>, name: &str) -> bool {
    let above = |at: usize| text[..at].trim_end().rsplit('\n').next().unwrap_or("").trim_start();
    let mut defined = words(text, name).filter(|at| text[..*at].ends_with("def "));
    let (Some(at), None) = (defined.next(), defined.next()) else { return false };
    let above = above(text[..at].rfind('\n').unwrap_or(0));
    let has_bases = |owner: &str| {
        let class = owner.rsplit('.').next().unwrap_or(owner);
        let rest =
            words(text, class).find(|at| text[..*at].ends_with("class ")).map(|at| text[at + class.len()..].trim_start());
        !rest.is_some_and(|rest| [":", "():", "(object):"].iter().any(|plain| rest.starts_with(plain)))
    };
    let is_decorated = above.starts_with('@') && !matches!(above, "@staticmethod" | "@classmethod");
    !(is_decorated || above == ")") && !owner.is_some_and(has_bases)
}

/// Where a word stands by itself.
fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = text.as_bytes();
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        !is_part(at.checked_sub(1).and_then(|before| bytes.get(before))) && !is_part(bytes.get(at + word.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::{has_computed_names, is_plain, words};

    #[test]
    fn a_word_stands_by_itself() {
        assert_eq!(words("ask asks ask_ _ask a.ask", "ask").collect::<Vec<_>>(), [0, 21]);
    }

    #[test]
    fn a_name_may_be_made_up() {
        assert!(has_computed_names("getattr(self, \"do_\" + what)()") && has_computed_names("getattr(self, what)"));
        assert!(!has_computed_names("getattr(settings, 'KEY', None)"));
    }

    #[test]
    fn decorated_functions_and_methods_of_subclasses_may_be_found() {
        assert!(is_plain("import a\n\ndef ask():\n    pass\n", None, "ask"));
        assert!(!is_plain("@task\ndef ask():\n    pass\n", None, "ask"));
        assert!(!is_plain("@task(\n    3,\n)\ndef ask():\n    pass\n", None, "ask"));
        assert!(is_plain("class A:\n    def ask(self):\n        pass\n", Some("A"), "ask"));
        assert!(!is_plain("class A(Base):\n    def ask(self):\n        pass\n", Some("A"), "ask"));
    }
}
