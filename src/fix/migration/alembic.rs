//! A revision on the current head of an Alembic history.

use std::collections::BTreeSet;

use xxhash_rust::xxh3::xxh3_64;

use crate::facts::{Language, Role};
use crate::finding::NewIndex;

use super::{Migration, NewFile, Plan};

/// One revision file.
struct Revision {
    folder: String,
    id: String,
    parents: String,
}

/// Adds the revision; `false` when there is no Alembic history.
pub fn write(plan: &Plan<'_>, out: &mut Migration) -> bool {
    let revisions = revisions(plan);
    let folders: BTreeSet<&str> = revisions.iter().map(|r| r.folder.as_str()).collect();
    let heads: Vec<&Revision> = revisions.iter().filter(|r| !revisions.iter().any(|o| o.follows(&r.id))).collect();
    match (folders.len(), heads.as_slice()) {
        (0, _) => return false,
        (1, [head]) => out.files.push(file(plan, head)),
        (1, _) => {
            let ids: Vec<&str> = heads.iter().map(|h| h.id.as_str()).collect();
            out.refused.push(format!("the Alembic history has {} heads ({}): merge them first", heads.len(), ids.join(", ")));
        }
        (n, _) => out.refused.push(format!("there are {n} Alembic histories: it is not known which one is used")),
    }
    true
}

impl Revision {
    fn follows(&self, id: &str) -> bool {
        self.parents.contains(&format!("\"{id}\"")) || self.parents.contains(&format!("'{id}'"))
    }
}

fn revisions(plan: &Plan<'_>) -> Vec<Revision> {
    let files = plan.model.files.iter().enumerate();
    let python = files.filter(|(_, f)| f.language == Language::Python && f.role == Role::Migration);
    python
        .filter_map(|(at, file)| {
            let text = plan.texts.get(at);
            let id = assigned(&text.text, "revision")?;
            let parents = ["down_revision", "depends_on"].map(|name| assigned(&text.text, name).unwrap_or_default()).concat();
            assigned(&text.text, "down_revision")?;
            let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
            Some(Revision { folder, id: id.trim_matches(['"', '\'']).to_owned(), parents })
        })
        .collect()
}

/// What the module assigns to a name, as written up to the end of the line or of the bracket.
fn assigned(text: &str, name: &str) -> Option<String> {
    let line =
        text.lines().position(|line| line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with([':', '='])))?;
    let mut value = String::new();
    for line in text.lines().skip(line) {
        value.push_str(line.split('#').next().unwrap_or(line));
        if value.matches('(').count() <= value.matches(')').count() {
            break;
        }
    }
    value.split_once('=').map(|(_, value)| value.trim().to_owned())
}

fn file(plan: &Plan<'_>, head: &Revision) -> NewFile {
    let names: Vec<&str> = plan.indexes.iter().map(|i| i.name.as_str()).collect();
    // The identifier follows from what the revision does, so that the same audit writes the same file.
    let id: String =
        format!("{:016x}", xxh3_64(format!("{}:{}", head.id, names.join(",")).as_bytes())).chars().take(12).collect();
    let (upgrade, downgrade) = if plan.is_postgresql() {
        (block(plan, create), block(plan, drop))
    } else {
        (lines(plan, "    ", create), lines(plan, "    ", drop))
    };
    let text = format!(
        "\"\"\"Add missing indexes\n\nRevision ID: {id}\nRevises: {}\n\n\"\"\"\nfrom alembic import op\n\nrevision = \"{id}\"\n\
         down_revision = \"{}\"\nbranch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n{upgrade}\n\ndef downgrade():\n{downgrade}",
        head.id, head.id
    );
    NewFile { path: format!("{}/{id}_add_missing_indexes.py", head.folder), text }
}

/// CREATE INDEX CONCURRENTLY does not run inside a transaction.
fn block(plan: &Plan<'_>, line: fn(&NewIndex, bool) -> String) -> String {
    format!("    with op.get_context().autocommit_block():\n{}", lines(plan, "        ", line))
}

fn lines(plan: &Plan<'_>, indent: &str, line: fn(&NewIndex, bool) -> String) -> String {
    plan.indexes.iter().map(|index| format!("{indent}{}\n", line(index, plan.is_postgresql()))).collect()
}

fn create(index: &NewIndex, online: bool) -> String {
    let columns: Vec<String> = index.columns.iter().map(|c| format!("\"{c}\"")).collect();
    let option = if online { ", postgresql_concurrently=True" } else { "" };
    format!("op.create_index(\"{}\", \"{}\", [{}]{option})", index.name, index.table, columns.join(", "))
}

fn drop(index: &NewIndex, online: bool) -> String {
    let option = if online { ", postgresql_concurrently=True" } else { "" };
    format!("op.drop_index(\"{}\", table_name=\"{}\"{option})", index.name, index.table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignments_are_read_over_lines_and_annotations() {
        let text = "revision: str = \"b1\"\ndown_revision = (\n    \"a1\",\n    \"a2\",\n)  # two\n";
        assert_eq!(assigned(text, "revision").as_deref(), Some("\"b1\""));
        assert!(assigned(text, "down_revision").is_some_and(|v| v.contains("\"a1\"") && v.contains("\"a2\"")));
        assert_eq!(assigned(text, "depends_on"), None);
    }
}
