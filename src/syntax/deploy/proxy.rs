//! nginx and Caddy: directives on compression and caching, with the blocks around them.

use super::{Facts, span_in};
use crate::facts::deploy::Kind;
use crate::facts::program::Span;

/// Directives of nginx that the rules read.
const NGINX: [&str; 22] = [
    "proxy_cache",
    "proxy_cache_valid",
    "proxy_cache_use_stale",
    "fastcgi_cache",
    "fastcgi_cache_valid",
    "uwsgi_cache",
    "uwsgi_cache_valid",
    "gzip",
    "gzip_types",
    "include",
    "keepalive",
    "server",
    "gzip_static",
    "gzip_min_length",
    "brotli",
    "brotli_static",
    "expires",
    "add_header",
    "alias",
    "root",
    "proxy_pass",
    "uwsgi_pass",
];

/// One token: a word, or one of `{`, `}`, `;`.
struct Token<'t> {
    text: &'t str,
    quoted: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return tokens };
        let end = match first {
            '#' => {
                rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
                continue;
            }
            '{' | '}' | ';' => 1,
            '"' | '\'' => {
                let inner = &rest[1..];
                let end = inner.find(first).unwrap_or(inner.len());
                tokens.push(Token { text: &inner[..end], quoted: true });
                rest = inner.get(end + 1..).unwrap_or("");
                continue;
            }
            _ => word_end(rest),
        };
        tokens.push(Token { text: &rest[..end], quoted: false });
        rest = &rest[end..];
    }
}

/// A word ends at white space, `;`, or a brace that is not part of `${name}`.
fn word_end(rest: &str) -> usize {
    let mut variable = false;
    let mut last = ' ';
    for (at, c) in rest.char_indices() {
        match c {
            '{' if last == '$' => variable = true,
            '}' if variable => variable = false,
            '{' | '}' | ';' => return at,
            c if c.is_whitespace() => return at,
            _ => {}
        }
        last = c;
    }
    rest.len()
}

pub(super) fn nginx(text: &str, out: &mut Facts) {
    let mut blocks: Vec<String> = Vec::new();
    let mut statement: Vec<&str> = Vec::new();
    for token in tokens(text) {
        match (token.quoted, token.text) {
            (false, "{") => {
                blocks.push(statement.join(" "));
                statement.clear();
            }
            (false, "}") => {
                blocks.pop();
                statement.clear();
            }
            (false, ";") => {
                directive(text, &statement, &blocks, out);
                statement.clear();
            }
            (_, word) => statement.push(word),
        }
    }
}

fn directive(text: &str, statement: &[&str], blocks: &[String], out: &mut Facts) {
    let [name, arguments @ ..] = statement else { return };
    if !NGINX.contains(name) {
        return;
    }
    let first = span_in(text, name);
    let last = span_in(text, statement[statement.len() - 1]);
    let arguments = arguments.iter().map(|argument| (*argument).into()).collect();
    // The innermost block says what a directive is about; deeper ones are cut off for hostile input's sake.
    let context = blocks.iter().rev().take(3).rev().cloned().collect::<Vec<_>>().join(" > ").into();
    out.push(Span::new(first.start, last.end), Kind::Proxy { directive: (*name).into(), arguments, context });
}

/// Caddy's directives stand on lines of their own.
pub(super) fn caddy(text: &str, out: &mut Facts) {
    let mut blocks: Vec<&str> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with('#') {
            continue;
        }
        let head = line.strip_suffix('{').unwrap_or(line).trim();
        let mut words = head.split_whitespace();
        let name = words.next().unwrap_or("");
        if matches!(name, "encode" | "header" | "file_server" | "reverse_proxy" | "Cache-Control" | "+Cache-Control") {
            let arguments = words.map(|word| word.trim_matches('"').into()).collect();
            let context = blocks.last().copied().unwrap_or_default().into();
            out.push(span_in(text, line), Kind::Proxy { directive: name.into(), arguments, context });
        }
        if line.ends_with('{') {
            blocks.push(head);
        } else if line == "}" {
            blocks.pop();
        }
    }
}
