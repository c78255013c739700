//! `perfaudit schema`: the effective schema with its index cover.

use comfy_table::{ContentArrangement, Table as Grid, presets};
use serde_json::{Value, json};

use crate::model::schema::{Dialect, ForeignKey, Index, IndexKind, Source, Table};
use crate::model::{Model, Place};
use crate::source::text::Texts;

/// The schema as JSON; `dialect` overrides the one that was recognised.
#[must_use]
pub fn json(model: &Model, texts: &Texts, dialect: Option<Dialect>) -> Value {
    let view = View::new(model, texts, dialect);
    json!({
        "dialect": view.dialect.map(Dialect::name),
        "tables": view.tables().map(|t| view.table(t)).collect::<Vec<_>>(),
        "unindexed_foreign_keys": view.unindexed(),
        "drift": view.drift(),
        "completeness": view.completeness(),
    })
}

/// The schema as a table for the terminal; ends with the number of covered keys.
#[must_use]
pub fn text(model: &Model, texts: &Texts, dialect: Option<Dialect>) -> String {
    let view = View::new(model, texts, dialect);
    let mut grid = Grid::new();
    grid.load_style(presets::UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
    grid.set_header(["Table", "Columns", "Foreign keys", "Indexes"]);
    for table in view.tables() {
        let note = if table.incomplete.is_some() { " (not all known)" } else { "" };
        let keys: Vec<String> = table.foreign_keys.iter().map(|k| view.key_line(table, k)).collect();
        let indexes: Vec<String> = table.indexes.iter().map(index_line).collect();
        grid.add_row([format!("{}{note}", table.name), table.columns.len().to_string(), keys.join("\n"), indexes.join("\n")]);
    }
    let keys = view.tables().flat_map(|t| t.foreign_keys.iter().map(move |k| (t, k)));
    let (all, covered) =
        keys.fold((0usize, 0usize), |(all, covered), (t, k)| (all + 1, covered + usize::from(view.cover(t, k).is_some())));
    let complete = view.tables().filter(|t| t.incomplete.is_none()).count();
    let tables = view.tables().count();
    format!("{grid}\n{complete} of {tables} tables are fully known\n{covered} of {all} foreign keys have an index\n")
}

struct View<'a> {
    model: &'a Model,
    texts: &'a Texts,
    dialect: Option<Dialect>,
}

impl<'a> View<'a> {
    fn new(model: &'a Model, texts: &'a Texts, dialect: Option<Dialect>) -> Self {
        let dialect = dialect.or(model.schema.dialect.map(|(d, _)| d));
        Self { model, texts, dialect }
    }

    fn tables(&self) -> impl Iterator<Item = &'a Table> {
        self.model.schema.tables.iter()
    }

    fn place(&self, place: Place) -> (String, u32) {
        let path = self.model.files.get(place.file.index()).map(|f| f.path.clone()).unwrap_or_default();
        (path, self.texts.get(place.file.index()).position(place.span.start).0)
    }

    fn sources(&self, sources: &[Source]) -> Vec<Value> {
        let mut places: Vec<(String, u32)> = sources.iter().map(|s| self.place(s.place)).collect();
        places.dedup();
        places.into_iter().map(|(path, line)| json!({"path": path, "line": line})).collect()
    }

    /// What serves a look-up by the key, in words.
    fn cover(&self, table: &Table, key: &ForeignKey) -> Option<String> {
        let by_index = table.cover(&key.columns).map(index_name);
        let innodb = self.dialect.is_some_and(Dialect::indexes_foreign_keys).then(|| "InnoDB's own index".to_owned());
        by_index.or(innodb)
    }

    fn table(&self, table: &Table) -> Value {
        let (path, line) = table.sources.first().map(|s| self.place(s.place)).unwrap_or_default();
        let columns: Vec<Value> = table
            .columns
            .iter()
            .map(|c| json!({"name": c.name, "type": c.kind, "nullable": c.nullable, "primary_key": c.primary_key}))
            .collect();
        let mut value = json!({
            "name": table.name,
            "path": path,
            "line": line.max(1),
            "complete": table.incomplete.is_none(),
            "columns": columns,
            "foreign_keys": table.foreign_keys.iter().map(|k| self.key(table, k)).collect::<Vec<_>>(),
            "indexes": table.indexes.iter().map(|i| self.index(i)).collect::<Vec<_>>(),
            "sources": self.sources(&table.sources),
        });
        if let Some(schema) = &table.schema {
            value["schema"] = json!(schema);
        }
        if let Some(cause) = &table.incomplete {
            value["unknown_because"] = json!(cause);
        }
        value
    }

    fn key(&self, table: &Table, key: &ForeignKey) -> Value {
        let (path, line) = self.place(key.place);
        json!({
            "columns": key.columns,
            "target_table": key.target_table,
            "target_columns": key.target_columns,
            "on_delete": key.on_delete,
            "path": path,
            "line": line,
            "covered_by": self.cover(table, key),
        })
    }

    fn index(&self, index: &Index) -> Value {
        let mut value = json!({
            "name": index.name,
            "columns": index.columns,
            "unique": index.unique || index.kind != IndexKind::Index,
            "partial": index.predicate.is_some(),
            "method": index.method,
            "kind": index.kind,
            "sources": self.sources(&index.sources),
        });
        if !index.expressions.is_empty() {
            value["expressions"] = json!(index.expressions);
        }
        if !index.include.is_empty() {
            value["include"] = json!(index.include);
        }
        value
    }

    /// Keys without a cover; tables whose indexes are not all known say nothing.
    fn unindexed(&self) -> Vec<Value> {
        let known = self.tables().filter(|t| t.incomplete.is_none());
        let keys = known.flat_map(|t| t.foreign_keys.iter().map(move |k| (t, k))).filter(|(t, k)| self.cover(t, k).is_none());
        keys.map(|(table, key)| {
            let (path, line) = self.place(key.place);
            json!({"table": table.name, "columns": key.columns, "path": path, "line": line})
        })
        .collect()
    }

    /// How much of the schema the numbers rest on.
    fn completeness(&self) -> Value {
        let keys = || self.tables().flat_map(|t| t.foreign_keys.iter().map(move |k| (t, k)));
        json!({
            "tables": self.tables().count(),
            "tables_fully_known": self.tables().filter(|t| t.incomplete.is_none()).count(),
            "foreign_keys": keys().count(),
            "foreign_keys_with_index": keys().filter(|(t, k)| self.cover(t, k).is_some()).count(),
        })
    }

    fn drift(&self) -> Vec<Value> {
        let entry = |d: &crate::model::schema::Drift| {
            let places: Vec<Value> = d
                .places
                .iter()
                .map(|p| {
                    let (path, line) = self.place(*p);
                    json!({"path": path, "line": line})
                })
                .collect();
            json!({"table": d.table, "what": d.what, "columns": d.columns, "places": places})
        };
        self.model.schema.drift.iter().map(entry).collect()
    }

    fn key_line(&self, table: &Table, key: &ForeignKey) -> String {
        let columns = key.columns.join(", ");
        match (self.cover(table, key), &table.incomplete) {
            (Some(by), _) => format!("{columns} → {}: {by}", key.target_table),
            (None, None) => format!("{columns} → {}: NO INDEX", key.target_table),
            (None, Some(_)) => format!("{columns} → {}: unknown", key.target_table),
        }
    }
}

fn columns(index: &Index) -> String {
    let mut expressions = index.expressions.iter().map(String::as_str);
    let parts = index.columns.iter().map(|c| c.as_deref().or_else(|| expressions.next()).unwrap_or("expression"));
    parts.collect::<Vec<_>>().join(", ")
}

fn index_name(index: &Index) -> String {
    index.name.clone().unwrap_or_else(|| match index.kind {
        IndexKind::PrimaryKey => "primary key".to_owned(),
        IndexKind::Unique => format!("unique ({})", columns(index)),
        IndexKind::Index => format!("index ({})", columns(index)),
    })
}

fn index_line(index: &Index) -> String {
    let kind = match (index.kind, index.unique) {
        (IndexKind::PrimaryKey, _) => "primary key ",
        (IndexKind::Unique, _) | (IndexKind::Index, true) => "unique ",
        (IndexKind::Index, false) => "",
    };
    let partial = if index.predicate.is_some() { " partial" } else { "" };
    let method = if index.method == "btree" { String::new() } else { format!(" {}", index.method) };
    format!("{kind}({}){method}{partial}", columns(index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Language, Role};
    use crate::link::replay::Replay;
    use crate::model::schema::SourceKind;
    use crate::model::{FileEntry, FileId};

    fn model(sql: &str) -> Model {
        let mut replay = Replay::new(None);
        replay.execute(sql, Source { kind: SourceKind::Sql, place: Place::file(FileId(0)) });
        let entry = FileEntry { path: "schema.sql".into(), role: Role::App, language: Language::Sql, bytes: 1 };
        Model { files: vec![entry], schema: replay.finish(false).schema, ..Model::default() }
    }

    const SQL: &str = "CREATE TABLE a (id int PRIMARY KEY, b_id int REFERENCES b(id), c_id int REFERENCES c(id));
        CREATE INDEX ix ON a (b_id, lower(x)) ;";

    #[test]
    fn the_contract_of_the_scorer() {
        let got = json(&model(SQL), &Texts::default(), None);
        let table = &got["tables"][0];
        assert_eq!(table["foreign_keys"][0]["covered_by"], "ix");
        assert_eq!(table["indexes"][1]["columns"], json!(["b_id", null]));
        assert_eq!(table["indexes"][0]["kind"], "primary_key");
        assert_eq!(
            got["unindexed_foreign_keys"],
            json!([{"table": "a", "columns": ["c_id"], "path": "schema.sql", "line": 1}])
        );
    }

    #[test]
    fn the_dialect_that_is_asked_for_decides_the_cover() {
        let got = json(&model(SQL), &Texts::default(), Some(Dialect::Mysql));
        assert_eq!(got["unindexed_foreign_keys"], json!([]));
        assert_eq!(got["dialect"], "mysql");
    }

    #[test]
    fn a_table_that_is_not_all_known_accuses_nobody() {
        let got = json(&model(&format!("{SQL} ALTER TABLE a FROBNICATE;")), &Texts::default(), None);
        assert_eq!(got["tables"][0]["complete"], false);
        assert_eq!(got["unindexed_foreign_keys"], json!([]));
    }

    #[test]
    fn the_text_counts_the_covered_keys() {
        let got = text(&model(SQL), &Texts::default(), None);
        assert!(got.ends_with("1 of 2 foreign keys have an index\n"), "{got}");
        assert!(got.contains("NO INDEX"), "{got}");
    }
}
