//! `.env` files, and what of a value may be kept.

use super::{Facts, span_in};

pub(super) fn read(text: &str, out: &mut Facts) {
    for line in text.lines() {
        let line = line.trim();
        let entry = line.strip_prefix("export ").unwrap_or(line);
        let Some((name, value)) = entry.split_once('=') else { continue };
        if line.starts_with('#') || name.trim().is_empty() {
            continue;
        }
        out.env(span_in(text, line), name.trim(), unquoted(value.trim()), None);
    }
}

/// Takes quotes off, or a comment behind a bare value.
fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            return inner.split(quote).next().unwrap_or(inner);
        }
    }
    value.split(" #").next().unwrap_or(value).trim_end()
}

/// Parts of names whose values are nobody's business.
const SECRET_NAMES: [&str; 9] =
    ["SECRET", "PASSWORD", "PASSWD", "TOKEN", "API_KEY", "APIKEY", "PRIVATE", "CREDENTIAL", "ACCESS_KEY"];

/// The value without what a report must not show: secrets, and users and passwords in URLs.
pub(super) fn without_secret(name: &str, value: &str) -> String {
    let name = name.to_ascii_uppercase();
    if SECRET_NAMES.iter().any(|part| name.contains(part)) || name.ends_with("_PASS") || name.ends_with("_KEY") {
        return if value.is_empty() { String::new() } else { "<secret>".to_owned() };
    }
    let Some((scheme, rest)) = value.split_once("://") else { return value.to_owned() };
    let host_end = rest.find('/').unwrap_or(rest.len());
    match rest[..host_end].rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
        None => value.to_owned(),
    }
}
