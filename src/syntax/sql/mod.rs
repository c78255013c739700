//! SQL text → schema and row statements. The only code that names sqlparser.
//!
//! A text is split into statements first, tolerant of everything that tools put around SQL; only statements that can
//! matter are parsed, one by one, so that one unknown construct costs one statement and a dump of a million rows costs
//! a scan.

mod conditions;
mod create_index;
mod ddl;
mod holes;
mod query;
mod reader;
mod scan;
mod split;

use compact_str::CompactString;

use crate::facts::ddl::{Name, QueryShape, SqlDialect, Statement, StatementKind, Verb};
use crate::facts::{Note, NoteKind, Span};

pub use holes::Placeholder;

use reader::Reader;
use scan::Words;

/// INSERT … SELECT above this many bytes is taken by its verb and table alone.
const INSERT_LIMIT: usize = 16 * 1024;

/// Statements of a `.sql` file. Runs of inserts into one table are joined into one statement.
/// Never fails: what is not understood becomes [`StatementKind::Unread`] and a note.
#[must_use]
pub fn statements(text: &str, dialect: Option<SqlDialect>) -> (Vec<Statement>, Vec<Note>) {
    if scan::is_of_warehouse(text) {
        let about = "SQL of a data warehouse was not read: it has no indexes, and the app's tables are others";
        return (Vec::new(), vec![Note { kind: NoteKind::Syntax, span: None, text: about.into() }]);
    }
    let dialect = dialect.or_else(|| scan::guess(text));
    let mut out: Vec<Statement> = Vec::new();
    let mut notes = Vec::new();
    for range in split::split(text, dialect) {
        let span = span(range.start, range.end);
        for kind in read(&text[range.clone()], range.start, dialect) {
            if let StatementKind::Unread { about } = &kind {
                let what = about.as_ref().map_or_else(String::new, |n| format!(" about {}", n.name));
                let text = CompactString::from(format!("SQL statement{what} was not understood"));
                notes.push(Note { kind: NoteKind::Syntax, span: Some(span), text });
            }
            push(&mut out, Statement { span, kind });
        }
    }
    (out, notes)
}

/// Statements of SQL in another language's string. Placeholders (`%s`, `:name`, `?`, `{}`) are understood.
#[must_use]
pub fn parse(text: &str, dialect: Option<SqlDialect>) -> Vec<Statement> {
    let dialect = dialect.or_else(|| scan::guess(text));
    let filled = holes::fill(text);
    let mut out = Vec::new();
    for range in split::split(&filled, dialect) {
        let span = span(range.start, range.end);
        let kinds = read(&filled[range.clone()], range.start, dialect);
        out.extend(kinds.into_iter().map(|kind| Statement { span, kind: holes::forget(kind) }));
    }
    out
}

/// The text with its placeholders replaced by what `value` gives for them, by name or by number from 0.
#[must_use]
pub fn with_values(text: &str, value: impl FnMut(Placeholder<'_>) -> Option<&'static str>) -> String {
    holes::with_values(text, value)
}

fn span(start: usize, end: usize) -> Span {
    Span::new(u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
}

fn push(out: &mut Vec<Statement>, statement: Statement) {
    if let (Some(last), StatementKind::Query(new)) = (out.last_mut(), &statement.kind)
        && let StatementKind::Query(old) = &last.kind
        && new.verb == Verb::Insert
        && old == new
    {
        last.span.end = statement.span.end;
        return;
    }
    out.push(statement);
}

/// Reads one statement that begins at `offset` of its text. One `ALTER TABLE` may do several things.
fn read(sql: &str, offset: usize, dialect: Option<SqlDialect>) -> Vec<StatementKind> {
    if let Some(target) = scan::insert_target(sql) {
        return vec![insert(sql, target, offset, dialect)];
    }
    let words = Words::of(sql);
    match words.at(0) {
        "PRAGMA" => vec![scan::pragma(sql).unwrap_or(StatementKind::Other)],
        "DO" => procedural(sql, offset, dialect),
        "CREATE" if !words.creates_table_or_index() => vec![words.view().unwrap_or(StatementKind::Other)],
        "ALTER" | "DROP" if !matches!(words.at(1), "TABLE" | "INDEX") => vec![words.view().unwrap_or(StatementKind::Other)],
        "CREATE" | "ALTER" | "DROP" | "RENAME" | "SELECT" | "WITH" | "UPDATE" | "DELETE" => {
            parsed(sql, &words, offset, dialect)
        }
        _ => vec![StatementKind::Other],
    }
}

fn parsed(sql: &str, words: &Words, offset: usize, dialect: Option<SqlDialect>) -> Vec<StatementKind> {
    if let Some(statement) = Reader::new(sql, offset).statement(dialect) {
        return ddl::lower(&statement, &Reader::new(sql, offset));
    }
    if let Some(kind) = create_index::read(sql) {
        return vec![kind];
    }
    if words.at(0) == "CREATE"
        && let Some(end) = scan::body_end(sql)
        && let Some(statement) = Reader::new(&sql[..end], offset).statement(dialect)
    {
        return ddl::lower(&statement, &Reader::new(&sql[..end], offset));
    }
    vec![unread(words)]
}

fn insert(sql: &str, target: Name, offset: usize, dialect: Option<SqlDialect>) -> StatementKind {
    let light = || StatementKind::Query(QueryShape::of(Verb::Insert, vec![target]));
    if sql.len() > INSERT_LIMIT || !scan::contains_word(sql, "SELECT") {
        return light();
    }
    let read = Reader::new(sql, offset).statement(dialect).map(|s| ddl::lower(&s, &Reader::new(sql, offset)));
    read.and_then(|kinds| kinds.into_iter().next()).unwrap_or_else(light)
}

/// `DO $$ … $$`: schema statements inside are taken as executed, which is what their guards are for.
fn procedural(sql: &str, offset: usize, dialect: Option<SqlDialect>) -> Vec<StatementKind> {
    let Some(body) = split::dollar_body(sql) else { return vec![StatementKind::Unread { about: None }] };
    let mut out = Vec::new();
    for range in split::split(&sql[body.clone()], dialect) {
        let text = &sql[body.start + range.start..body.start + range.end];
        let Some(at) = scan::schema_verb(text) else { continue };
        out.extend(read(&text[at..], offset + body.start + range.start + at, dialect));
    }
    if out.is_empty() { vec![StatementKind::Other] } else { out }
}

fn unread(words: &Words) -> StatementKind {
    match words.at(0) {
        // Storage options of an index change nothing that is asked here.
        "ALTER" if words.at(1) == "INDEX" => StatementKind::Other,
        "CREATE" | "ALTER" | "DROP" | "RENAME" => StatementKind::Unread { about: words.subject() },
        "SELECT" | "WITH" => StatementKind::Query(QueryShape::unknown(Verb::Select)),
        "UPDATE" => StatementKind::Query(QueryShape::unknown(Verb::Update)),
        "DELETE" => StatementKind::Query(QueryShape::unknown(Verb::Delete)),
        _ => StatementKind::Other,
    }
}

#[cfg(test)]
mod tests;
