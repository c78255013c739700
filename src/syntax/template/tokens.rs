//! The words of one template expression.

use crate::facts::Span;

use super::lexer::span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Name,
    Int,
    Float,
    Str,
    Sign,
}

#[derive(Clone, Copy, Debug)]
pub struct Word<'t> {
    pub kind: Kind,
    pub text: &'t str,
    pub span: Span,
}

const PAIRS: &[&str] = &["**", "//", "==", "!=", "<=", ">="];

/// Splits `text`, whose first byte is byte `base` of the file.
pub fn words(text: &str, base: usize) -> Vec<Word<'_>> {
    let mut out: Vec<Word<'_>> = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let rest = &text[at..];
        // `a.0.1` is two indexes, not an index and a fraction.
        let after_dot = out.last().is_some_and(|w| w.text == "." && w.span.end as usize == base + at);
        let (kind, len) = match first {
            '"' | '\'' => (Kind::Str, string_len(rest)),
            c if c.is_ascii_digit() => number(rest, after_dot),
            c if c.is_alphabetic() || c == '_' => {
                (Kind::Name, rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len()))
            }
            _ => (Kind::Sign, if PAIRS.iter().any(|p| rest.starts_with(p)) { 2 } else { first.len_utf8() }),
        };
        out.push(Word { kind, text: &rest[..len], span: span(base + at, base + at + len) });
        at += len;
    }
    out
}

/// The length of a string with its quotes; without a closing one it runs to the end.
fn string_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == bytes[0] => return at + 1,
            _ => {}
        }
        at += 1;
    }
    rest.len()
}

fn number(rest: &str, after_dot: bool) -> (Kind, usize) {
    let digits = |text: &str| text.find(|c: char| !(c.is_ascii_digit() || c == '_')).unwrap_or(text.len());
    let whole = digits(rest);
    if after_dot {
        return (Kind::Int, whole);
    }
    let mut len = whole;
    let mut kind = Kind::Int;
    if let Some(fraction) = rest[len..].strip_prefix('.')
        && fraction.starts_with(|c: char| c.is_ascii_digit())
    {
        len += 1 + digits(fraction);
        kind = Kind::Float;
    }
    if let Some(exponent) = rest[len..].strip_prefix(['e', 'E']) {
        let sign = usize::from(exponent.starts_with(['+', '-']));
        if exponent[sign..].starts_with(|c: char| c.is_ascii_digit()) {
            len += 1 + sign + digits(&exponent[sign..]);
            kind = Kind::Float;
        }
    }
    // Django has names that begin with a digit.
    if kind == Kind::Int && rest[len..].starts_with(|c: char| c.is_alphabetic()) {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        return (Kind::Name, end);
    }
    (kind, len)
}

/// The value of a string word.
pub fn unquote(text: &str) -> String {
    let inner = text.get(1..).unwrap_or("");
    let inner = if text.len() >= 2 && text.ends_with(&text[..1]) { &inner[..inner.len() - 1] } else { inner };
    if !inner.contains('\\') {
        return inner.to_owned();
    }
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}
