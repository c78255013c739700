//! `perfaudit schema --format sql` and `--format mermaid`: the schema as DDL that the dialect accepts, and as a diagram.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::model::schema::{Column, Dialect, ForeignKey, Index, IndexKind, Schema, Table};

/// Statements that build the schema: tables, then keys where the dialect adds them later, then indexes.
#[must_use]
pub fn sql(schema: &Schema, dialect: Option<Dialect>) -> String {
    let dialect = dialect.or(schema.dialect.map(|(d, _)| d)).unwrap_or(Dialect::Postgresql);
    let mut writer = Writer { schema, dialect, names: BTreeSet::new() };
    let mut out = String::new();
    for name in schema.tables.iter().filter_map(|t| t.schema.as_ref()).collect::<BTreeSet<_>>() {
        if dialect == Dialect::Postgresql {
            let _ = writeln!(out, "CREATE SCHEMA IF NOT EXISTS {};", writer.quoted(name));
        }
    }
    for table in &schema.tables {
        writer.names.insert(table.name.to_lowercase());
    }
    for table in schema.tables.iter().filter(|t| !t.columns.is_empty()) {
        out.push_str(&writer.create_table(table));
    }
    for table in schema.tables.iter().filter(|t| !t.columns.is_empty()) {
        out.push_str(&writer.keys_afterwards(table));
        for index in &table.indexes {
            if let Some(statement) = writer.create_index(table, index) {
                out.push_str(&statement);
            }
        }
    }
    out
}

struct Writer<'a> {
    schema: &'a Schema,
    dialect: Dialect,
    /// Names of tables and indexes that are taken, in lower case.
    names: BTreeSet<String>,
}

impl Writer<'_> {
    fn quoted(&self, name: &str) -> String {
        if self.dialect == Dialect::Mysql {
            format!("`{}`", name.replace('`', "``"))
        } else {
            format!("\"{}\"", name.replace('"', "\"\""))
        }
    }

    fn list(&self, columns: &[String]) -> String {
        columns.iter().map(|c| self.quoted(c)).collect::<Vec<_>>().join(", ")
    }

    fn table_name(&self, table: &Table) -> String {
        match &table.schema {
            Some(schema) if self.dialect != Dialect::Sqlite => format!("{}.{}", self.quoted(schema), self.quoted(&table.name)),
            _ => self.quoted(&table.name),
        }
    }

    fn create_table(&self, table: &Table) -> String {
        let mut lines: Vec<String> = table.columns.iter().map(|c| self.column(table, c)).collect();
        // Two sources may tell two primary keys; the models come first.
        let primary = table.indexes.iter().position(|i| i.kind == IndexKind::PrimaryKey);
        let indexes = table.indexes.iter().enumerate();
        let kept = indexes.filter(|(at, i)| i.kind != IndexKind::PrimaryKey || Some(*at) == primary).map(|(_, i)| i);
        for index in kept.filter(|i| has_columns(table, i)) {
            let columns: Vec<String> = index.leading().map(str::to_owned).collect();
            match index.kind {
                IndexKind::PrimaryKey => lines.push(format!("PRIMARY KEY ({})", self.list(&columns))),
                // A unique index does the same, and may have a condition.
                IndexKind::Unique if is_plain(index) => lines.push(format!("UNIQUE ({})", self.list(&columns))),
                _ => {}
            }
        }
        if self.dialect == Dialect::Sqlite {
            lines.extend(table.foreign_keys.iter().filter_map(|k| self.key(table, k)));
        }
        let note = table.incomplete.as_ref().map(|why| format!("-- not all known: {}\n", why.replace('\n', " ")));
        let (note, name) = (note.unwrap_or_default(), self.table_name(table));
        format!("{note}CREATE TABLE {name} (\n    {}\n);\n", lines.join(",\n    "))
    }

    fn column(&self, table: &Table, column: &Column) -> String {
        let kind = self.kind_of(table, column, 0);
        let null = if column.nullable { "" } else { " NOT NULL" };
        format!("{} {kind}{null}", self.quoted(&column.name))
    }

    /// The type of a column; a key has the type of what it refers to.
    fn kind_of(&self, table: &Table, column: &Column, depth: u8) -> String {
        let key = table.foreign_keys.iter().find(|k| k.columns.len() == 1 && k.columns[0].eq_ignore_ascii_case(&column.name));
        let target = key.and_then(|k| Some((self.schema.table(&k.target_table)?, k.target_columns.first()?)));
        match target.and_then(|(t, c)| Some((t, t.column(c)?))) {
            // Keys may refer to one another in a circle.
            Some((t, c)) if depth < 8 => self.kind_of(t, c, depth + 1),
            _ => kind(&column.kind, self.dialect),
        }
    }

    /// The constraint of a key whose target is known and unique.
    fn key(&self, table: &Table, key: &ForeignKey) -> Option<String> {
        let target = self.schema.table(&key.target_table)?;
        let known = key.columns.iter().all(|c| table.column(c).is_some()) && !target.columns.is_empty();
        let is_key = |i: &Index| {
            let lead: Vec<&str> = i.leading().collect();
            (i.kind == IndexKind::PrimaryKey || i.kind == IndexKind::Unique && is_plain(i))
                && lead.len() == key.target_columns.len()
                && key.target_columns.iter().all(|c| lead.iter().any(|l| l.eq_ignore_ascii_case(c)))
        };
        if !known || key.columns.len() != key.target_columns.len() || !target.indexes.iter().any(is_key) {
            return None;
        }
        let action = key.on_delete.as_deref().filter(|a| matches!(*a, "CASCADE" | "SET NULL" | "RESTRICT" | "NO ACTION"));
        let action = action.map(|a| format!(" ON DELETE {a}")).unwrap_or_default();
        let (columns, to) = (self.list(&key.columns), self.list(&key.target_columns));
        Some(format!("FOREIGN KEY ({columns}) REFERENCES {} ({to}){action}", self.table_name(target)))
    }

    /// Tables may refer to one another in a circle: but for SQLite, keys are added when all tables stand.
    fn keys_afterwards(&self, table: &Table) -> String {
        if self.dialect == Dialect::Sqlite {
            return String::new();
        }
        let keys = table.foreign_keys.iter().filter_map(|k| self.key(table, k));
        keys.map(|key| format!("ALTER TABLE {} ADD {key};\n", self.table_name(table))).collect()
    }

    fn create_index(&mut self, table: &Table, index: &Index) -> Option<String> {
        if index.kind == IndexKind::PrimaryKey || index.kind == IndexKind::Unique && is_plain(index) {
            return None;
        }
        if !has_columns(table, index) || !is_plain(index) {
            let columns = index.columns.iter().flatten().cloned().collect::<Vec<_>>().join(", ");
            let name = index.name.as_deref().unwrap_or("an index").replace('\n', " ");
            return Some(format!(
                "-- {name} of {} ({columns}) has a condition, a method or expressions of its own\n",
                table.name
            ));
        }
        let columns: Vec<String> = index.leading().map(str::to_owned).collect();
        let wanted = index.name.clone().unwrap_or_else(|| format!("ix_{}_{}", table.name, columns.join("_")));
        let name = self.free_name(&wanted);
        let unique = if index.unique { "UNIQUE " } else { "" };
        let (name, columns) = (self.quoted(&name), self.list(&columns));
        Some(format!("CREATE {unique}INDEX {name} ON {} ({columns});\n", self.table_name(table)))
    }

    /// PostgreSQL keeps 63 bytes of a name, and one name stands for one thing in a schema.
    fn free_name(&mut self, wanted: &str) -> String {
        let short: String = wanted.chars().take(56).collect();
        let base = if wanted.len() > 63 { short.clone() } else { wanted.to_owned() };
        let numbered = (2..).map(|n| format!("{short}_{n}"));
        let name = std::iter::once(base).chain(numbered).find(|n| !self.names.contains(&n.to_lowercase()));
        let name = name.unwrap_or_else(|| wanted.to_owned());
        self.names.insert(name.to_lowercase());
        name
    }
}

fn has_columns(table: &Table, index: &Index) -> bool {
    !index.columns.is_empty() && index.columns.iter().all(|c| c.as_ref().is_some_and(|c| table.column(c).is_some()))
}

/// Columns alone, searched by order.
fn is_plain(index: &Index) -> bool {
    index.predicate.is_none() && index.expressions.is_empty() && index.method == "btree"
}

/// A type that the dialect has, for the type of any ORM.
fn kind(declared: &str, dialect: Dialect) -> String {
    let upper = declared.to_uppercase();
    let word: String = upper.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let has = |words: &[&str]| words.iter().any(|w| word.contains(w));
    let numbers: Vec<&str> = upper.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).take(2).collect();
    let in_brackets = upper.contains('(') && !numbers.is_empty();
    let postgres = dialect == Dialect::Postgresql;
    let text = if dialect == Dialect::Mysql { "varchar(255)" } else { "text" };
    let plain = match word.as_str() {
        _ if has(&["SMALLINT", "SMALLINTEGER", "TINYINT"]) => "smallint",
        _ if has(&["BIGAUTO", "BIGINT", "BIGSERIAL"]) => "bigint",
        "INTERVAL" => {
            if postgres {
                "interval"
            } else {
                text
            }
        }
        "POINT" | "GEOMETRY" => text,
        _ if has(&["BOOL"]) => "boolean",
        _ if has(&["INTEGER", "AUTOFIELD", "SERIAL", "IDENTITY"])
            || word == "INT"
            || word.starts_with("INT") && !word.contains("RANGE") =>
        {
            "integer"
        }
        _ if has(&["DATETIME", "TIMESTAMP"]) => {
            if dialect == Dialect::Mysql {
                "datetime"
            } else {
                "timestamp"
            }
        }
        _ if has(&["DATE"]) && !has(&["RANGE"]) => "date",
        _ if has(&["NUMERIC", "DECIMAL"]) => "numeric",
        _ if has(&["FLOAT", "DOUBLE", "REAL"]) => {
            if postgres {
                "double precision"
            } else {
                "double"
            }
        }
        _ if has(&["UUID", "GUID"]) => {
            if postgres {
                "uuid"
            } else {
                "char(36)"
            }
        }
        _ if has(&["JSONB"]) => {
            if postgres {
                "jsonb"
            } else {
                "json"
            }
        }
        _ if has(&["JSON"]) => "json",
        _ if has(&["BINARY", "BLOB", "BYTEA"]) => {
            if postgres {
                "bytea"
            } else {
                "blob"
            }
        }
        _ if in_brackets && has(&["CHAR", "STRING", "SLUG", "URL", "EMAIL"]) => return format!("varchar({})", numbers[0]),
        "TIME" | "TIMEFIELD" => "time",
        _ => text,
    };
    match plain {
        "numeric" if in_brackets => format!("numeric({})", numbers.join(", ")),
        _ => plain.to_owned(),
    }
}

/// An entity-relationship diagram for Mermaid.
#[must_use]
pub fn mermaid(schema: &Schema) -> String {
    let word = |text: &str| -> String {
        let word: String = text.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).collect();
        if word.is_empty() { "unknown".to_owned() } else { word }
    };
    let mut out = String::from("erDiagram\n");
    for table in &schema.tables {
        let _ = writeln!(out, "    {} {{", word(&table.name));
        for column in &table.columns {
            let key = table.foreign_keys.iter().any(|k| k.columns.iter().any(|c| c.eq_ignore_ascii_case(&column.name)));
            let marks: Vec<&str> =
                [(column.primary_key, "PK"), (key, "FK")].iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
            let kind = column.kind.split('(').next().unwrap_or_default().to_lowercase();
            let _ =
                writeln!(out, "        {}", format!("{} {} {}", word(&kind), word(&column.name), marks.join(", ")).trim_end());
        }
        out.push_str("    }\n");
    }
    for table in &schema.tables {
        for key in table.foreign_keys.iter().filter(|k| schema.table(&k.target_table).is_some()) {
            let required = key.columns.iter().all(|c| table.column(c).is_some_and(|c| !c.nullable));
            let parent = if required { "||" } else { "|o" };
            let label = key.columns.join(", ");
            let _ = writeln!(out, "    {} {parent}--o{{ {} : \"{label}\"", word(&key.target_table), word(&table.name));
        }
    }
    out
}
