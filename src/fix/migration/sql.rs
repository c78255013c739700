//! The next file of a folder of numbered SQL files.

use std::collections::BTreeMap;

use crate::facts::Language;
use crate::finding::NewIndex;
use crate::model::schema::Dialect;

use super::{Migration, NewFile, Plan};

/// `schema_v9_notes.sql`: what stands before the number, its digits, and what stands behind it.
struct Numbered<'a> {
    before: &'a str,
    digits: &'a str,
    after: &'a str,
}

/// Adds the file; `false` when there is no numbered folder.
pub fn write(plan: &Plan<'_>, out: &mut Migration) -> bool {
    let mut folders: BTreeMap<(&str, &str), Vec<Numbered<'_>>> = BTreeMap::new();
    for file in plan.model.files.iter().filter(|f| f.language == Language::Sql) {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        if let Some(numbered) = numbered(name) {
            folders.entry((folder, numbered.before)).or_default().push(numbered);
        }
    }
    folders.retain(|_, files| files.len() > 1);
    let mut folders = folders.into_iter();
    match (folders.next(), folders.next()) {
        (None, _) => return false,
        (Some(((folder, _), files)), None) => out.files.push(file(plan, folder, &files)),
        _ => out.refused.push("there is more than one series of numbered SQL files".to_owned()),
    }
    true
}

fn numbered(name: &str) -> Option<Numbered<'_>> {
    let stem = name.strip_suffix(".sql")?;
    let start = stem.find(|c: char| c.is_ascii_digit())?;
    let length = stem[start..].bytes().take_while(u8::is_ascii_digit).count();
    Some(Numbered { before: &stem[..start], digits: &stem[start..start + length], after: &stem[start + length..] })
}

fn file(plan: &Plan<'_>, folder: &str, files: &[Numbered<'_>]) -> NewFile {
    let value = |f: &Numbered<'_>| f.digits.parse::<u64>().unwrap_or(0);
    let last = files.iter().max_by_key(|f| value(f));
    let (before, width) = last.map_or(("", 1), |f| (f.before, if f.digits.starts_with('0') { f.digits.len() } else { 1 }));
    let next = last.map_or(0, value) + 1;
    // `V3__name.sql` keeps its two underscores.
    let separator = if files.iter().any(|f| f.after.starts_with("__")) { "__" } else { "_" };
    let path = format!("{before}{next:0width$}{separator}missing_indexes.sql");
    let path = if folder.is_empty() { path } else { format!("{folder}/{path}") };
    let note = if plan.is_postgresql() { "-- CONCURRENTLY does not run inside a transaction.\n" } else { "" };
    let create: String = plan.indexes.iter().map(|i| create(i, plan.dialect)).collect();
    let drop: String = plan.indexes.iter().map(|i| drop(i, plan.dialect)).collect();
    NewFile { path, text: format!("-- Indexes that queries and keys need.\n{note}{create}\n-- To undo:\n{drop}") }
}

fn quoted(name: &str, dialect: Option<Dialect>) -> String {
    let mark = if dialect == Some(Dialect::Mysql) { '`' } else { '"' };
    format!("{mark}{name}{mark}")
}

fn create(index: &NewIndex, dialect: Option<Dialect>) -> String {
    let online = if dialect == Some(Dialect::Postgresql) { "CONCURRENTLY " } else { "" };
    let columns: Vec<String> = index.columns.iter().map(|c| quoted(c, dialect)).collect();
    let (name, table) = (quoted(&index.name, dialect), quoted(&index.table, dialect));
    format!("CREATE INDEX {online}{name} ON {table} ({});\n", columns.join(", "))
}

fn drop(index: &NewIndex, dialect: Option<Dialect>) -> String {
    let name = quoted(&index.name, dialect);
    match dialect {
        Some(Dialect::Postgresql) => format!("-- DROP INDEX CONCURRENTLY {name};\n"),
        Some(Dialect::Mysql) => format!("-- DROP INDEX {name} ON {};\n", quoted(&index.table, dialect)),
        _ => format!("-- DROP INDEX {name};\n"),
    }
}
