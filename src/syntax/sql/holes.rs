//! SQL in Python strings holds placeholders. They are filled with something of the same length that parses, so that
//! places stay true; names made of filling are forgotten afterwards.

use compact_str::CompactString;

use crate::facts::ddl::{Condition, Name, StatementKind};

/// Words behind which a lone `?` is a value and not PostgreSQL's JSON operator.
const BEFORE_VALUE: [&str; 10] = ["LIKE", "ILIKE", "IN", "LIMIT", "OFFSET", "AND", "OR", "BETWEEN", "VALUES", "WHEN"];

/// The text with `%s`, `%(name)s`, `:name`, `?` and `{…}` filled by underscores, outside of quotes and comments.
pub fn fill(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        at = match bytes[at] {
            quote @ (b'\'' | b'"' | b'`') => skip_quoted(bytes, at, quote),
            b'-' if bytes[at..].starts_with(b"--") => memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n),
            _ => match hole(bytes, at) {
                Some(len) => {
                    out[at..at + len].fill(b'_');
                    at + len
                }
                None => at + 1,
            },
        };
    }
    // Only whole ASCII-delimited holes were overwritten; a hole that cut a character would not be text any more.
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// A placeholder of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder<'t> {
    /// `?`, `%s`, `$1`: by its place, from 0.
    Number(usize),
    /// `:name`, `%(name)s`
    Name(&'t str),
}

/// The text with placeholders replaced by what `value` gives for them.
pub fn with_values(text: &str, mut value: impl FnMut(Placeholder<'_>) -> Option<&'static str>) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let (mut at, mut copied, mut number) = (0, 0, 0);
    while at < bytes.len() {
        let len = match bytes[at] {
            quote @ (b'\'' | b'"' | b'`') => {
                at = skip_quoted(bytes, at, quote);
                continue;
            }
            b'{' => None,
            _ => hole(bytes, at),
        };
        let Some(len) = len else {
            at += 1;
            continue;
        };
        let name = text[at..at + len].trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let placeholder = match bytes[at] {
            b':' => Placeholder::Name(name),
            b'%' if bytes.get(at + 1) == Some(&b'(') => Placeholder::Name(name.rsplit_once(')').map_or(name, |(n, _)| n)),
            _ => {
                number += 1;
                Placeholder::Number(number - 1)
            }
        };
        if let Some(given) = value(placeholder) {
            out.push_str(&text[copied..at]);
            out.push_str(given);
            copied = at + len;
        }
        at += len;
    }
    out.push_str(&text[copied..]);
    out
}

fn skip_quoted(bytes: &[u8], at: usize, quote: u8) -> usize {
    memchr::memchr(quote, &bytes[at + 1..]).map_or(bytes.len(), |n| at + n + 2)
}

/// Length of the placeholder that begins here.
fn hole(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let before = at.checked_sub(1).map(|i| bytes[i]);
    match rest {
        [b'%', b's' | b'd' | b'r' | b'i', ..] if !rest.get(2).is_some_and(is_name) => Some(2),
        [b'%', b'(', ..] => {
            let close = rest.iter().take(200).position(|b| *b == b')')?;
            matches!(rest.get(close + 1), Some(b's' | b'd')).then_some(close + 2)
        }
        [b'{', ..] => rest.iter().take(400).position(|b| *b == b'}').map(|n| n + 1),
        [b':', first, ..] if (first.is_ascii_alphabetic() || *first == b'_') && before != Some(b':') => {
            if before.as_ref().is_some_and(is_name) {
                return None;
            }
            Some(1 + rest[1..].iter().position(|b| !is_name(b)).unwrap_or(rest.len() - 1))
        }
        [b'?', ..] if before_value(&bytes[..at]) => Some(1),
        _ => None,
    }
}

fn before_value(before: &[u8]) -> bool {
    let trimmed = before.trim_ascii_end();
    match trimmed.last() {
        None => false,
        Some(b'=' | b'(' | b',' | b'<' | b'>' | b'+' | b'-' | b'*' | b'/' | b'%' | b'|') => true,
        Some(_) => BEFORE_VALUE.iter().any(|word| {
            let start = trimmed.len().checked_sub(word.len());
            start.is_some_and(|s| {
                trimmed[s..].eq_ignore_ascii_case(word.as_bytes()) && (s == 0 || !trimmed[s - 1].is_ascii_alphanumeric())
            })
        }),
    }
}

fn is_filling(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b == b'_')
}

/// Drops what only the filling says. A schema statement about an unknown name is not understood.
pub fn forget(kind: StatementKind) -> StatementKind {
    match kind {
        StatementKind::Query(mut shape) => {
            shape.tables.retain(|t| !is_filling(&t.name));
            shape.filters.retain(|f| !is_filling(&f.column));
            shape.order.retain(|c| !is_filling(c));
            shape.conditions = shape.conditions.into_iter().map(known_condition).collect();
            for key in &mut shape.sort {
                // What is given at run time may be anything.
                key.plain &= !key.columns.iter().any(|c| is_filling(&c.column));
                key.columns.retain(|c| !is_filling(&c.column));
            }
            StatementKind::Query(shape)
        }
        StatementKind::Other | StatementKind::Unread { about: None } | StatementKind::Pragma { .. } => kind,
        StatementKind::Unread { about: Some(about) } => StatementKind::Unread { about: known(about) },
        schema => match unknown_part(&schema) {
            Some(about) => StatementKind::Unread { about },
            None => schema,
        },
    }
}

/// A condition without the columns that are only filling.
fn known_condition(condition: Condition) -> Condition {
    match condition {
        Condition::Compare { column, .. } | Condition::Anywhere(column) | Condition::Hidden { column, .. }
            if is_filling(&column.column) =>
        {
            Condition::Other(Vec::new())
        }
        Condition::Join { left, right } if is_filling(&left.column) => Condition::Compare { column: right, op: "=".into() },
        Condition::Join { left, right } if is_filling(&right.column) => Condition::Compare { column: left, op: "=".into() },
        Condition::Either(parts) => Condition::Either(parts.into_iter().map(known_condition).collect()),
        other => other,
    }
}

fn known(name: Name) -> Option<Name> {
    (!is_filling(&name.name)).then_some(name)
}

/// When a part of a schema statement is filling: the table that it is about, as far as known.
fn unknown_part(kind: &StatementKind) -> Option<Option<Name>> {
    let (table, names): (&Name, Vec<&CompactString>) = match kind {
        StatementKind::CreateTable(t) => (&t.name, t.columns.iter().map(|c| &c.name).collect()),
        StatementKind::DropTable { names } | StatementKind::DropIndex { names, .. } => {
            return names.iter().any(|n| is_filling(&n.name)).then_some(None);
        }
        StatementKind::CreateView { name } => (name, Vec::new()),
        StatementKind::RenameTable { from, to } | StatementKind::RenameIndex { from, to } => (from, vec![&to.name]),
        StatementKind::AddColumn { table, column } => (table, vec![&column.name]),
        StatementKind::DropColumn { table, column } => (table, vec![column]),
        StatementKind::RenameColumn { table, from, to } => (table, vec![from, to]),
        StatementKind::AddConstraint { table, .. } => (table, Vec::new()),
        StatementKind::DropConstraint { table, name } => (table, vec![name]),
        StatementKind::CreateIndex { index, .. } => {
            (&index.table, index.parts.iter().filter_map(|p| p.column.as_ref()).collect())
        }
        StatementKind::Pragma { .. } | StatementKind::Query(_) | StatementKind::Other | StatementKind::Unread { .. } => {
            return None;
        }
    };
    let hidden = is_filling(&table.name) || names.into_iter().any(|n| is_filling(n));
    hidden.then(|| known(table.clone()))
}
