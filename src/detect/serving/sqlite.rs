//! SQLite under a server: its journal, and units of its settings.

use crate::detect::web_app::{is_only_shown, production_servers, web_modules};
use crate::facts::{Language, Role, Span};
use crate::finding::{Confidence, EvidenceRole, Holds, Verdict};
use crate::link::database::production_setting;
use crate::model::schema::Dialect;
use crate::model::{FileId, Place};
use crate::rule::{Detector, Input, Rule};

pub struct SqliteNotWal;
pub struct SqlitePragmaUnit;

impl Detector for SqliteNotWal {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        out.extend(not_wal(rule, input));
    }
}

/// The app's database is SQLite, several requests run at once, and nothing sets the journal.
fn not_wal(rule: &Rule, input: &Input<'_>) -> Option<Verdict> {
    let model = input.model;
    let Some((Dialect::Sqlite, place)) = model.schema.dialect else { return None };
    let engine = model.engines.iter().find(|engine| engine.dialect == Some(Dialect::Sqlite));
    let in_memory = |url: &str| url.contains(":memory:") || url == "sqlite://";
    if engine.and_then(|engine| engine.url.as_deref()).is_some_and(in_memory) {
        return None;
    }
    let setting = production_setting(model, "SQLALCHEMY_DATABASE_URI");
    let place = setting.map(|setting| setting.place).or(engine.map(|engine| engine.place)).or(place)?;
    // What a library ships to be tried serves nobody.
    if is_only_shown(model.path(place.file)) {
        return None;
    }
    let together = |workers: Option<i64>, threads: Option<i64>| workers.unwrap_or(1).saturating_mul(threads.unwrap_or(2)) > 1;
    let server = production_servers(model)
        .chain(model.processes.iter().filter(|process| process.deployed))
        .find(|process| together(process.workers.value, process.threads.value))?;
    let all = mentions(input, "journal_mode");
    // A script that somebody may have run by hand is no part of the app.
    let web = web_modules(model, true);
    let by_app = |found: &&Place| {
        web.is_empty() || web.contains_key(&found.file) || model.files[found.file.index()].language == Language::Sql
    };
    if let Some(found) = all.iter().find(by_app) {
        let why = "something sets journal_mode".to_owned();
        return Some(Verdict::Holds(Holds { rule: rule.id.clone(), subject: "SQLite".into(), place: Some(*found), why }));
    }
    let mut finding = rule.finding(place, "sqlite");
    if let Some(script) = all.first() {
        finding = finding.evidence(*script, EvidenceRole::Setting, "sets it, but the app does not import this file");
        finding = finding.confidence(Confidence::Medium);
    }
    if let Some(made) = model.setting("flask_sqlalchemy.init_app") {
        finding = finding.evidence(made.place, EvidenceRole::Access, "the engine is made here: the place for a listener");
    }
    let finding = finding
        .slot("server", server.server.clone())
        .evidence(server.place, EvidenceRole::Entry, "serves several requests at once")
        .code(if model.stack.has_framework("django") { RECEIVER } else { LISTENER });
    Some(finding.build())
}

const LISTENER: &str = "@event.listens_for(Engine, \"connect\")\ndef set_pragmas(connection, record):\n    \
                        connection.execute(\"PRAGMA journal_mode=WAL\")\n    connection.execute(\"PRAGMA busy_timeout=5000\")";
/// The same for Django, in the `ready` of an app or what that imports.
const RECEIVER: &str = "@receiver(connection_created)\ndef set_pragmas(connection, **kwargs):\n    \
                        if connection.vendor == \"sqlite\":\n        with connection.cursor() as cursor:\n            \
                        cursor.execute(\"PRAGMA journal_mode=WAL\")\n            cursor.execute(\"PRAGMA busy_timeout=5000\")";

impl Detector for SqlitePragmaUnit {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for (file, entry) in (0..).map(FileId).zip(&input.model.files) {
            let is_read = matches!(entry.language, Language::Python | Language::Sql) && entry.role == Role::App;
            if !is_read || !uses_sqlite(input) {
                continue;
            }
            let text = input.texts.get(file.index());
            for (line_start, line) in lines(&text.text) {
                if let Some((pages, span)) = pages_called_bytes(line, line_start) {
                    let mib = pages.saturating_mul(4096) / (1024 * 1024);
                    let finding = rule
                        .finding(Place { file, span }, format!("{}:cache_size", entry.path))
                        .slot("pages", pages.to_string())
                        .slot("mib", mib.to_string());
                    out.push(finding.confidence(Confidence::High).build());
                }
            }
        }
    }
}

fn uses_sqlite(input: &Input<'_>) -> bool {
    input.model.schema.dialect.is_none_or(|(dialect, _)| dialect == Dialect::Sqlite)
        || input.ledger.outside.iter().any(|call| call.kind == crate::eval::ops::Outside::Connection)
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

/// `PRAGMA cache_size = 10000  # 10 MB`: a positive number counts pages, and the comment names bytes.
fn pages_called_bytes(line: &str, start: usize) -> Option<(u64, Span)> {
    let at = line.find("cache_size")?;
    let rest = line[at + "cache_size".len()..].trim_start();
    let rest = rest.strip_prefix('=').or_else(|| rest.strip_prefix('('))?.trim_start();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let pages = digits.parse().ok().filter(|pages| *pages > 0)?;
    let comment = line.split_once('#').or_else(|| line.split_once("--"))?.1.to_ascii_lowercase();
    let names_bytes = ["mb", "mib", "kb", "kib", "gb"].iter().any(|unit| {
        comment
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| word.trim_start_matches(|c: char| c.is_ascii_digit()) == *unit)
    });
    let from = u32::try_from(start + at).ok()?;
    names_bytes.then_some((pages, Span::new(from, from + u32::try_from("cache_size".len()).unwrap_or(0))))
}

/// The first places in the app's own files that name a word, one a file.
pub(super) fn mentions(input: &Input<'_>, word: &str) -> Vec<Place> {
    let mut out = Vec::new();
    for (file, entry) in (0..).map(FileId).zip(&input.model.files) {
        let is_read = matches!(entry.language, Language::Python | Language::Sql) && entry.role != Role::Test;
        if !is_read {
            continue;
        }
        let text = input.texts.get(file.index());
        if let Some(at) = text.text.find(word) {
            let (Ok(from), Ok(length)) = (u32::try_from(at), u32::try_from(word.len())) else { continue };
            out.push(Place { file, span: Span::new(from, from + length) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::pages_called_bytes;

    #[test]
    fn only_pages_that_are_called_bytes_are_meant() {
        let found = |line: &str| pages_called_bytes(line, 0).map(|(pages, _)| pages);
        assert_eq!(found("conn.execute('PRAGMA cache_size=10000')  # 10MB cache"), Some(10_000));
        assert_eq!(found("conn.execute('PRAGMA cache_size = -64000')  # 64 MB"), None);
        assert_eq!(found("conn.execute('PRAGMA cache_size=10000')"), None);
        assert_eq!(found("conn.execute('PRAGMA cache_size=2000')  # pages"), None);
    }
}
