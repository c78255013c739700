//! How the report writes numbers, sizes and counts. Exact figures only: no percentages of time, no seconds.

pub use crate::finding::size::kibibytes;

use crate::facts::{Language, NoteKind, Role};

/// `12,345`
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 finding`, `2 findings`, `1,000 findings`
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number as u64), if number == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`
#[must_use]
pub fn join(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// Control characters and those that turn the writing direction as dots: a terminal must not obey what a file says.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if is_obeyed(c) { '.' } else { c }).collect()
}

/// The same for a text of many lines.
#[must_use]
pub fn printable_lines(text: String) -> String {
    let is_wrong = |c: char| is_obeyed(c) && !matches!(c, '\n' | '\t');
    if text.contains(is_wrong) { text.replace(is_wrong, ".") } else { text }
}

fn is_obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// With a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[must_use]
pub fn language(language: Language) -> &'static str {
    match language {
        Language::Python => "Python",
        Language::Template => "template",
        Language::Sql => "SQL",
        Language::JavaScript => "JavaScript",
        Language::TypeScript => "TypeScript",
        Language::Css => "CSS",
        Language::Image => "image",
        Language::Deploy => "deployment",
        Language::Other => "other",
    }
}

#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::App => "app",
        Role::Test => "test",
        Role::Migration => "migration",
        Role::Script => "script",
        Role::Docs => "docs",
        Role::Vendored => "vendored",
        Role::Generated => "generated",
    }
}

#[must_use]
pub fn note_kind(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Syntax => "syntax",
        NoteKind::Encoding => "encoding",
        NoteKind::TooLarge => "too-large",
        NoteKind::Unreadable => "unreadable",
        NoteKind::InternalError => "internal-error",
        NoteKind::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(count(1, "finding", "findings"), "1 finding");
        assert_eq!(count(0, "finding", "findings"), "0 findings");
        assert_eq!(join(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
