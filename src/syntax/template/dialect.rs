//! Tells Django templates from Jinja by what only one of the two can say.

use crate::facts::program::Access;

use super::lexer::{Token, slice};

const DJANGO_TAGS: &[&str] = &[
    "load",
    "url",
    "csrf_token",
    "static",
    "empty",
    "ifchanged",
    "blocktrans",
    "blocktranslate",
    "translate",
    "comment",
    "verbatim",
    "spaceless",
    "regroup",
    "ifequal",
    "ifnotequal",
    "firstof",
    "widthratio",
    "templatetag",
    "get_static_prefix",
    "now",
    "cycle",
    "endblocktrans",
    "endblocktranslate",
];
const JINJA_TAGS: &[&str] = &["macro", "set", "import", "from", "call", "raw", "do", "endmacro", "endset", "endcall"];

/// Jinja unless more signs say Django; and whether nothing says which.
pub fn decide(text: &str, tokens: &[Token]) -> (Access, bool) {
    let mut balance = 0i64;
    let mut signs = false;
    for token in tokens {
        let sign = match *token {
            Token::Tag { name, rest, .. } => tag_sign(slice(text, name), slice(text, rest)),
            Token::Output { inner, .. } => output_sign(slice(text, inner)),
            Token::Text(_) | Token::Comment { .. } => 0,
        };
        signs |= sign != 0;
        balance += sign;
    }
    (if balance > 0 { Access::Django } else { Access::Jinja }, !signs)
}

fn tag_sign(name: &str, rest: &str) -> i64 {
    if DJANGO_TAGS.contains(&name) {
        return 1;
    }
    if JINJA_TAGS.contains(&name) {
        return -1;
    }
    match name {
        "include" if rest.contains(" with ") && rest.contains('=') => 1,
        "with" if rest.contains(" as ") => 1,
        "trans" if rest.starts_with(['"', '\'']) => 1,
        _ => output_sign(rest),
    }
}

/// A filter argument after a colon is Django's; calls, `~` and tests are Jinja's.
fn output_sign(inner: &str) -> i64 {
    let bare = without_strings(inner);
    if bare.contains('(') || bare.contains('[') || bare.contains('~') || bare.contains(" is defined") {
        return -1;
    }
    let filter_argument = bare.split('|').skip(1).any(|filter| filter.trim_start().contains(':') && !filter.contains('{'));
    i64::from(filter_argument || bare == "block.super")
}

fn without_strings(text: &str) -> String {
    let mut quote = None;
    let keep = |c: &char| match quote {
        Some(open) => {
            if *c == open {
                quote = None;
            }
            false
        }
        None => {
            if matches!(c, '"' | '\'') {
                quote = Some(*c);
            }
            true
        }
    };
    text.chars().filter(keep).collect()
}
