//! Which `.sql` files build a schema, and in which order.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::facts::ddl::StatementKind;
use crate::facts::{Language, Role};
use crate::link::SourceFile;
use crate::model::FileId;
use crate::model::schema::Dialect;

/// Words in a name that say: not part of the way forward.
const LEFT_OUT: [&str; 18] = [
    "rollback",
    "rollbacks",
    "down",
    "undo",
    "revert",
    "drop",
    "dropall",
    "teardown",
    "seed",
    "seeds",
    "dump",
    "dumps",
    "backup",
    "backups",
    "sample",
    "samples",
    "fixture",
    "fixtures",
];

/// Files of one folder that build a schema, in the order in which they run: `schema.sql` first, then by name with
/// numbers as numbers. Folders are independent of each other, but for one folder per migration (`0001_x/migration.sql`).
#[must_use]
pub fn sql_sources(files: &[SourceFile]) -> Vec<Vec<FileId>> {
    let mut groups: BTreeMap<&str, Vec<(&str, FileId)>> = BTreeMap::new();
    for (id, file) in candidates(files) {
        if !is_left_out(&file.entry.path) {
            groups.entry(group(&file.entry.path)).or_default().push((&file.entry.path, id));
        }
    }
    let ordered = groups.into_values().map(|mut group| {
        group.sort_by(|a, b| order(a.0, b.0));
        group.into_iter().map(|(_, id)| id).collect()
    });
    ordered.collect()
}

/// Files with schema statements that are not replayed, because their name says rollback, seed or dump.
#[must_use]
pub fn left_out(files: &[SourceFile]) -> Vec<FileId> {
    candidates(files).filter(|(_, f)| is_left_out(&f.entry.path)).map(|(id, _)| id).collect()
}

/// The path names a dialect, and the app speaks another.
pub fn of_other_dialect(path: &str, dialect: Option<Dialect>) -> bool {
    let Some(dialect) = dialect else { return false };
    let named = |word: &str| match word {
        "postgres" | "postgresql" | "pgsql" | "pg" | "psql" => Some(Some(Dialect::Postgresql)),
        "mysql" | "mariadb" => Some(Some(Dialect::Mysql)),
        "sqlite" | "sqlite3" => Some(Some(Dialect::Sqlite)),
        "mssql" | "sqlserver" | "oracle" => Some(None),
        _ => None,
    };
    let lower = path.to_lowercase();
    let mut spoken = words(&lower).filter_map(named).peekable();
    spoken.peek().is_some() && !spoken.any(|d| d == Some(dialect))
}

/// The folder holds steps that change what was made elsewhere.
pub fn changes_others(path: &str) -> bool {
    const STEPS: [&str; 8] = ["patches", "patch", "migrations", "migration", "updates", "upgrades", "upgrade", "deltas"];
    let folder = split(path).0.to_lowercase();
    STEPS.contains(&split(&folder).1)
}

fn candidates(files: &[SourceFile]) -> impl Iterator<Item = (FileId, &SourceFile)> {
    let builds = |f: &SourceFile| {
        // Texts that are filled in at run time build nothing by themselves.
        !f.entry.path.split('/').any(|folder| folder == "templates")
            && f.entry.language == Language::Sql
            && matches!(f.entry.role, Role::App | Role::Migration | Role::Script)
            && f.facts.ddl.iter().any(|s| !is_without_effect(&s.kind))
    };
    files.iter().enumerate().filter(move |(_, f)| builds(f)).filter_map(|(at, f)| Some((FileId(u32::try_from(at).ok()?), f)))
}

/// It changes neither tables nor indexes.
fn is_without_effect(kind: &StatementKind) -> bool {
    use StatementKind::{CreateView, Other, Pragma, Query};
    matches!(kind, Query(_) | Other | Pragma { .. } | CreateView { .. })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

fn is_left_out(path: &str) -> bool {
    let lower = path.to_lowercase();
    let (folders, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
    // `drop_column_x.sql` is a step forward; `drop.sql` and `drop_all.sql` are not.
    let name_words: Vec<&str> = words(name).filter(|w| *w != "sql").collect();
    let drops = name_words.first() == Some(&"drop") && name_words.len() > 2 || name_words.iter().skip(1).any(|w| *w == "drop");
    name_words.iter().any(|w| LEFT_OUT.contains(w) && !(*w == "drop" && drops))
        || folders.split('/').any(|f| LEFT_OUT.contains(&f))
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The folder; for a folder per migration, the folder that holds them.
fn group(path: &str) -> &str {
    let (folder, name) = split(path);
    let (parent, own) = split(folder);
    let per_migration = own.starts_with(|c: char| c.is_ascii_digit()) && matches!(name, "migration.sql" | "up.sql");
    if per_migration { parent } else { folder }
}

fn order(a: &str, b: &str) -> Ordering {
    let is_base = |path: &str| matches!(split(path).1.to_lowercase().as_str(), "schema.sql" | "init.sql");
    is_base(b).cmp(&is_base(a)).then_with(|| natural(a, b))
}

/// Digits compare as numbers, everything else without regard to case.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let ((x, rest_a), (y, rest_b)) = (chunk(a), chunk(b));
        let digits = |s: &str| s.starts_with(|c: char| c.is_ascii_digit());
        let order = if digits(x) && digits(y) {
            let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            x.to_lowercase().cmp(&y.to_lowercase())
        };
        if order != Ordering::Equal || (x.is_empty() && y.is_empty()) {
            return order;
        }
        (a, b) = (rest_a, rest_b);
    }
}

/// The leading run of digits or of anything else, and what follows.
fn chunk(text: &str) -> (&str, &str) {
    let digit = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != digit).unwrap_or(text.len());
    text.split_at(end)
}
