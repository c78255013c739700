//! The migration that closes the findings about missing indexes, in the project's own style. Nothing is guessed: where the
//! history has no single end, or no style is known, it says so and makes none.

mod alembic;
mod django;
mod sql;

use crate::finding::{Finding, NewIndex};
use crate::model::Model;
use crate::model::entity::Orm;
use crate::model::schema::Dialect;
use crate::source::text::Texts;

/// A file that is not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    pub path: String,
    pub text: String,
}

/// The files to add, and how to see that they did their work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migration {
    pub files: Vec<NewFile>,
    /// Statements that show the indexes, and that they are used.
    pub verify: Vec<String>,
    /// What could not be put into a migration, and why.
    pub refused: Vec<String>,
}

/// What the writers of a style are given.
struct Plan<'a> {
    model: &'a Model,
    texts: &'a Texts,
    dialect: Option<Dialect>,
    indexes: Vec<&'a NewIndex>,
}

impl Plan<'_> {
    fn is_postgresql(&self) -> bool {
        self.dialect == Some(Dialect::Postgresql)
    }

    /// Paths of `folder` that end in `ending`, by name.
    fn names_in(&self, folder: &str, ending: &str) -> Vec<&str> {
        let files = self.model.files.iter().filter_map(|file| file.path.strip_prefix(folder)?.strip_prefix('/'));
        files.filter(|name| !name.contains('/') && name.ends_with(ending)).collect()
    }
}

/// The migration for the indexes that `findings` ask for.
#[must_use]
pub fn plan(findings: &[&Finding], model: &Model, texts: &Texts) -> Migration {
    let dialect = model.schema.dialect.map(|(dialect, _)| dialect);
    let indexes = wanted(findings);
    let mut out = Migration { verify: indexes.iter().flat_map(|i| verify(i, dialect)).collect(), ..Migration::default() };
    let is_django = |index: &&NewIndex| {
        let mapped = model.entities.iter().filter(|e| e.table_name.as_deref() == Some(&index.table));
        mapped.into_iter().any(|e| e.orm == Orm::Django)
    };
    let (of_django, others): (Vec<&NewIndex>, Vec<&NewIndex>) = indexes.into_iter().partition(is_django);
    if !of_django.is_empty() {
        django::write(&Plan { model, texts, dialect, indexes: of_django }, &mut out);
    }
    if !others.is_empty() {
        let plan = Plan { model, texts, dialect, indexes: others };
        if !alembic::write(&plan, &mut out) && !sql::write(&plan, &mut out) {
            out.refused.push("no migrations were found (Alembic, Django or numbered .sql files)".to_owned());
        }
    }
    if out.files.is_empty() {
        out.verify.clear();
    }
    out
}

/// One of each, and none that another one begins with.
fn wanted<'a>(findings: &[&'a Finding]) -> Vec<&'a NewIndex> {
    let mut all: Vec<&NewIndex> = findings.iter().filter_map(|f| f.remedy.index.as_ref()).collect();
    all.sort();
    all.dedup();
    let longer = |a: &NewIndex, b: &NewIndex| {
        a.table == b.table && b.columns.len() > a.columns.len() && b.columns.starts_with(&a.columns)
    };
    let kept = all.iter().filter(|a| !all.iter().any(|b| longer(a, b)));
    kept.copied().collect()
}

fn verify(index: &NewIndex, dialect: Option<Dialect>) -> Vec<String> {
    let (table, condition) = (&index.table, format!("\"{}\" = NULL", index.columns[0]).replace("= NULL", "= '1'"));
    match dialect {
        Some(Dialect::Postgresql) => vec![
            format!("SELECT indexdef FROM pg_indexes WHERE tablename = '{table}' AND indexname = '{}';", index.name),
            format!("EXPLAIN SELECT * FROM \"{table}\" WHERE {condition};"),
        ],
        Some(Dialect::Mysql) => vec![
            format!("SHOW INDEX FROM `{table}` WHERE Key_name = '{}';", index.name),
            format!("EXPLAIN SELECT * FROM `{table}` WHERE {};", condition.replace('"', "`")),
        ],
        Some(Dialect::Sqlite) | None => vec![
            format!("PRAGMA index_list(\"{table}\");"),
            format!("EXPLAIN QUERY PLAN SELECT * FROM \"{table}\" WHERE {condition};"),
        ],
    }
}

impl Migration {
    /// The new files as a diff that `git apply` reads.
    #[must_use]
    pub fn diff(&self) -> String {
        self.files.iter().map(NewFile::diff).collect()
    }
}

impl NewFile {
    fn diff(&self) -> String {
        let lines: String = self.text.lines().map(|line| format!("+{line}\n")).collect();
        format!("--- /dev/null\n+++ b/{}\n@@ -0,0 +1,{} @@\n{lines}", self.path, self.text.lines().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(table: &str, columns: &[&str]) -> NewIndex {
        NewIndex {
            table: table.into(),
            columns: columns.iter().map(|c| (*c).to_owned()).collect(),
            name: format!("ix_{table}_{}", columns.join("_")),
        }
    }

    #[test]
    fn a_new_file_is_a_diff_from_nothing() {
        let file = NewFile { path: "m/2.sql".into(), text: "a;\nb;\n".into() };
        assert_eq!(file.diff(), "--- /dev/null\n+++ b/m/2.sql\n@@ -0,0 +1,2 @@\n+a;\n+b;\n");
    }

    #[test]
    fn postgresql_is_asked_for_its_catalog() {
        let statements = verify(&index("orders", &["number"]), Some(Dialect::Postgresql));
        assert!(statements[0].contains("pg_indexes") && statements[1].starts_with("EXPLAIN "), "{statements:?}");
    }
}
