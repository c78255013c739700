//! Tables whose rows nothing tells apart.

use crate::finding::{EvidenceRole, NotAssessable, Severity, Verdict};
use crate::model::Place;
use crate::model::schema::{Dialect, Index, IndexKind, Source, SourceKind, Table};
use crate::rule::{Detector, Input, Rule};

use super::words;

/// Words in the name of a table that is filled and thrown away.
const PASSING: [&str; 8] = ["tmp", "temp", "staging", "stage", "import", "scratch", "backup", "bak"];

pub struct TableWithoutPrimaryKey;

impl Detector for TableWithoutPrimaryKey {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for table in input.model.schema.tables.iter().filter(|t| !has_key(t)) {
            let Some(place) = words::declaration(&table.sources).filter(|p| words::is_judged(input.model, *p)) else {
                continue;
            };
            let passing = table.name.to_lowercase().split('_').any(|w| PASSING.contains(&w));
            // An entity is identified in a way of its own: a view, or a key given to the mapper.
            let mapped = input.model.entities.iter().any(|e| e.table_name.as_deref() == Some(table.name.as_str()));
            if passing || mapped || has_rowid(table, place, input) || table.columns.is_empty() || is_a_number(table) {
                continue;
            }
            if let Some(cause) = &table.incomplete {
                let cause = format!("not all of {} is known: {cause}", table.name);
                out.push(Verdict::NotAssessable(NotAssessable { rule: rule.id.clone(), subject: words::table(table), cause }));
                continue;
            }
            let (severity, reason, fix) = advice(rule, table);
            let mut finding = rule
                .finding(place, words::table(table))
                .slot("table", words::table(table))
                .severity(severity, reason)
                .remedy(format!("{fix}{}", where_to(table, input)))
                .evidence(place, EvidenceRole::Definition, format!("{} columns, no primary key", table.columns.len()));
            if let Some(unique) = unique(table)
                && let Some(at) = words::declaration(&unique.sources).filter(|at| *at != place)
            {
                finding = finding.evidence(at, EvidenceRole::Schema, format!("({}) is unique", words::columns(unique)));
            }
            out.push(finding.build());
        }
    }
}

fn has_key(table: &Table) -> bool {
    table.indexes.iter().any(|i| i.kind == IndexKind::PrimaryKey) || table.columns.iter().any(|c| c.primary_key)
}

/// SQLite gives each row a rowid; a table WITHOUT ROWID has to have a primary key there. What a mapper declares is made on another
/// server, too, as soon as the settings name one.
fn has_rowid(table: &Table, place: Place, input: &Input<'_>) -> bool {
    if table.sources.iter().any(|source| source.kind == SourceKind::Model) {
        return false;
    }
    match input.model.schema.dialect {
        Some((dialect, _)) => dialect == Dialect::Sqlite && !input.model.schema.several_servers,
        // Nothing else is known, and the program that makes the table opens a file of SQLite.
        None => {
            let text = input.texts.get(place.file.index());
            let imports = |line: &str| line.starts_with("import ") || line.starts_with("from ");
            text.text.lines().any(|line| imports(line) && (line.contains("sqlite3") || line.contains("aiosqlite")))
        }
    }
}

/// The index with the fewest columns that tells rows apart.
fn unique(table: &Table) -> Option<&Index> {
    let whole = table.indexes.iter().filter(|i| i.unique && i.predicate.is_none() && i.expressions.is_empty());
    whole.min_by_key(|i| i.columns.len())
}

/// One number and nothing else, as a counter or a watchdog has it: there is no row to tell from others.
fn is_a_number(table: &Table) -> bool {
    matches!(table.columns.as_slice(), [only] if only.kind.to_ascii_uppercase().starts_with("INT"))
}

/// What has run already is not written anew.
fn where_to(table: &Table, input: &Input<'_>) -> &'static str {
    let of_prisma = |s: &Source| {
        let path = input.model.files.get(s.place.file.index()).map(|f| format!("/{}", f.path)).unwrap_or_default();
        path.contains("/migrations/") && path.ends_with("/migration.sql")
    };
    if table.sources.iter().any(of_prisma) {
        " The place is schema.prisma (`@id`, `@@id`), and a new migration that is made of it: one that has run no longer fits its \
         checksum once it is edited."
    } else if table.sources.iter().all(|s| s.kind == SourceKind::Migration) {
        " Do it in a new migration."
    } else {
        ""
    }
}

fn advice(rule: &Rule, table: &Table) -> (Severity, String, String) {
    if let Some(unique) = unique(table) {
        let columns = words::columns(unique);
        let reason = format!("({columns}) is unique, so that rows can be told apart");
        return (Severity::Low, reason, format!("Make ({columns}) the primary key in place of the unique constraint."));
    }
    let keys: Vec<String> = table.foreign_keys.iter().flat_map(|k| k.columns.clone()).collect();
    if table.foreign_keys.len() == 2 && table.columns.len() == keys.len() {
        let columns = keys.join(", ");
        let reason = "the same pair can be stored twice".to_owned();
        return (rule.severity, reason, format!("Make ({columns}) the primary key, once duplicates are removed."));
    }
    if let Some(id) = table.columns.iter().find(|column| column.name.eq_ignore_ascii_case("id")) {
        let reason = format!("nothing keeps {} from being stored twice", id.name);
        return (rule.severity, reason, format!("Make {} the primary key, once duplicates are removed.", id.name));
    }
    let reason = "single rows can only be found by comparing all of their columns".to_owned();
    (rule.severity, reason, format!("Give {} an id, or make the columns that identify a row its primary key.", table.name))
}
