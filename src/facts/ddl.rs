//! Schema statements of SQL text, dialect-neutral, each with its place. Names are kept as written without quotes;
//! look-ups compare them case-insensitively.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::program::Span;

/// The SQL dialects that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SqlDialect {
    Postgresql,
    Mysql,
    Sqlite,
}

/// One SQL statement of a file or text; the span is relative to that text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    pub span: Span,
    pub kind: StatementKind,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StatementKind {
    CreateTable(CreateTable),
    DropTable {
        names: Vec<Name>,
    },
    RenameTable {
        from: Name,
        to: Name,
    },
    AddColumn {
        table: Name,
        column: Column,
    },
    DropColumn {
        table: Name,
        column: CompactString,
    },
    RenameColumn {
        table: Name,
        from: CompactString,
        to: CompactString,
    },
    AddConstraint {
        table: Name,
        constraint: Constraint,
    },
    DropConstraint {
        table: Name,
        name: CompactString,
    },
    CreateIndex {
        index: Index,
        if_not_exists: bool,
    },
    DropIndex {
        names: Vec<Name>,
        /// MySQL and Alembic may name the table.
        table: Option<Name>,
        concurrently: bool,
    },
    /// Also of the index that stands behind a renamed constraint.
    RenameIndex {
        from: Name,
        to: Name,
    },
    /// Its columns are those of its query.
    CreateView {
        name: Name,
    },
    /// `PRAGMA name = value`.
    Pragma {
        name: CompactString,
        value: CompactString,
    },
    /// A statement that reads or writes rows.
    Query(QueryShape),
    /// Parsed, but without an effect on the schema (GRANT, SET, COMMENT, …).
    Other,
    /// Not understood. When it names a table whose state it may change, that table's state is unknown from here on.
    Unread {
        about: Option<Name>,
    },
}

/// A possibly schema-qualified name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Name {
    pub schema: Option<CompactString>,
    pub name: CompactString,
}

impl Name {
    /// Reads `table` or `schema.table`, with or without quotes.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut parts = text.rsplit('.').map(|p| CompactString::from(p.trim().trim_matches(['"', '`', '[', ']'])));
        Self { name: parts.next().unwrap_or_default(), schema: parts.next().filter(|s| !s.is_empty()) }
    }

    /// The same name, regardless of case; a missing schema fits any.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        let schema = match (&self.schema, &other.schema) {
            (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
            _ => true,
        };
        schema && self.name.eq_ignore_ascii_case(&other.name)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateTable {
    pub name: Name,
    pub name_span: Span,
    pub if_not_exists: bool,
    pub columns: Vec<Column>,
    pub constraints: Vec<Constraint>,
    /// `CREATE TABLE … AS SELECT`, `LIKE other`: columns are not all known.
    pub derived: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub name: CompactString,
    pub span: Span,
    /// As written, upper case.
    pub kind: CompactString,
    pub nullable: bool,
    pub primary_key: bool,
    pub unique: bool,
    pub references: Option<Reference>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    pub table: Name,
    pub columns: Vec<CompactString>,
    /// `CASCADE`, `SET NULL`, …, upper case.
    pub on_delete: Option<CompactString>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Constraint {
    pub name: Option<CompactString>,
    pub span: Span,
    pub kind: ConstraintKind,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ConstraintKind {
    PrimaryKey {
        columns: Vec<CompactString>,
    },
    Unique {
        columns: Vec<CompactString>,
    },
    ForeignKey {
        columns: Vec<CompactString>,
        reference: Reference,
    },
    /// MySQL's `KEY`/`INDEX` in a table body.
    Index {
        columns: Vec<CompactString>,
    },
    Check,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Index {
    pub name: Option<CompactString>,
    pub table: Name,
    pub unique: bool,
    pub concurrently: bool,
    /// Upper case when written (`GIN`, `GIST`, `HASH`).
    pub method: Option<CompactString>,
    pub parts: Vec<IndexPart>,
    pub include: Vec<CompactString>,
    /// The text of the `WHERE` of a partial index.
    pub predicate: Option<CompactString>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndexPart {
    /// `None` when the part is an expression.
    pub column: Option<CompactString>,
    /// The text of the expression.
    pub expression: Option<CompactString>,
    pub descending: bool,
    /// Operator class or collation, as written.
    pub class: Option<CompactString>,
}

/// What a row statement reads or writes, as far as the text says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueryShape {
    pub verb: Verb,
    pub tables: Vec<Name>,
    /// Columns compared in WHERE or ON, with their operator.
    pub filters: Vec<Filter>,
    pub order: Vec<CompactString>,
    pub limit: Limit,
    /// The result is one row by form: aggregates without GROUP BY.
    pub aggregate: bool,
    pub star: bool,
    /// What each row of the outermost query fulfils; all of them hold.
    pub conditions: Vec<Condition>,
    /// What orders the outermost query, in order.
    pub sort: Vec<SortKey>,
}

/// A column with the table that it is qualified by, aliases resolved. `None`: not qualified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnRef {
    pub table: Option<CompactString>,
    pub column: CompactString,
}

/// One condition of a WHERE or ON clause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// `=`, `<`, `<=`, `>`, `>=`, `IN`, `IS` against values.
    Compare { column: ColumnRef, op: CompactString },
    /// `a.x = b.y`
    Join { left: ColumnRef, right: ColumnRef },
    /// `LIKE '%…'`: a text that may stand anywhere.
    Anywhere(ColumnRef),
    /// A function of the column is compared; `case`: one that folds letters.
    Hidden { column: ColumnRef, case: bool },
    /// One of them holds.
    Either(Vec<Condition>),
    /// Anything else; these columns are read.
    Other(Vec<ColumnRef>),
}

/// A part of an ORDER BY.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey {
    /// The columns that it is computed from.
    pub columns: Vec<ColumnRef>,
    /// The column itself, and nothing computed.
    pub plain: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verb {
    Select,
    Insert,
    Update,
    Delete,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// Table or alias, when qualified.
    pub table: Option<CompactString>,
    pub column: CompactString,
    /// `=`, `<`, `IN`, `LIKE`, `IS`, …
    pub op: CompactString,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    None,
    Literal(u64),
    /// A parameter or an expression.
    Some,
}
