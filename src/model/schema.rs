//! The effective schema: tables as the database will have them, every part with all the places that declare it.

use serde::{Deserialize, Serialize};

use super::Place;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    Postgresql,
    Mysql,
    Sqlite,
}

impl Dialect {
    /// InnoDB creates an index for every foreign key itself.
    #[must_use]
    pub fn indexes_foreign_keys(self) -> bool {
        self == Self::Mysql
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Postgresql => "postgresql",
            Self::Mysql => "mysql",
            Self::Sqlite => "sqlite",
        }
    }
}

impl From<Dialect> for crate::facts::ddl::SqlDialect {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Postgresql => Self::Postgresql,
            Dialect::Mysql => Self::Mysql,
            Dialect::Sqlite => Self::Sqlite,
        }
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Schema {
    /// Recognised from URLs, drivers and settings, with the place that proves it.
    pub dialect: Option<(Dialect, Option<Place>)>,
    /// Sorted by name.
    pub tables: Vec<Table>,
    /// Where sources contradict each other.
    pub drift: Vec<Drift>,
    /// What migrations do to indexes that those who run them should know, in the order of the histories.
    pub steps: Vec<IndexStep>,
    /// History by history, in the order in which they run.
    pub migrations: Vec<Migration>,
    /// Several columns together that a foreign key refers to which only SQL beside the models adds: a unique constraint over
    /// them is what the key stands on.
    pub referenced: Vec<ReferencedKey>,
    /// Whoever installs it chooses the server: its code names the drivers of several.
    pub several_servers: bool,
}

/// The table and the columns that a foreign key refers to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReferencedKey {
    pub table: String,
    pub columns: Vec<String>,
}

/// A revision, or a file of a folder of SQL.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Migration {
    /// What people call it: its revision, the name of its file, `app.name`.
    pub names: Vec<String>,
    /// Migrations of one history run one after the other.
    pub history: usize,
}

/// Which kind of source declares a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    Model,
    Migration,
    Sql,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    pub kind: SourceKind,
    pub place: Place,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Table {
    pub name: String,
    pub schema: Option<String>,
    /// Models first.
    pub sources: Vec<Source>,
    pub columns: Vec<Column>,
    pub foreign_keys: Vec<ForeignKey>,
    /// Indexes, unique constraints and the primary key alike.
    pub indexes: Vec<Index>,
    /// All of its columns, keys and indexes are known. Otherwise, why not.
    pub incomplete: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    /// As declared (`Integer`, `VARCHAR(80)`).
    pub kind: String,
    pub nullable: bool,
    pub primary_key: bool,
    pub place: Place,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ForeignKey {
    pub columns: Vec<String>,
    pub target_table: String,
    pub target_columns: Vec<String>,
    /// `CASCADE`, `SET NULL`, … upper case.
    pub on_delete: Option<String>,
    /// The declaration of the column, in the model if there is one.
    pub place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexKind {
    Index,
    Unique,
    PrimaryKey,
}

/// Whether anybody asked for an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Automatic {
    #[default]
    No,
    /// Django adds one to every key, unless the field says `db_index=False`.
    Key,
    /// Of the table that Django makes for a many-to-many: nobody can leave it out.
    Link,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Index {
    pub name: Option<String>,
    pub kind: IndexKind,
    pub unique: bool,
    /// In order; `None` for an expression.
    pub columns: Vec<Option<String>>,
    pub expressions: Vec<String>,
    /// The `WHERE` of a partial index.
    pub predicate: Option<String>,
    /// Lower case; `btree` when not said.
    pub method: String,
    /// Operator classes or collations by column, where written.
    pub classes: Vec<Option<String>>,
    pub include: Vec<String>,
    pub automatic: Automatic,
    pub sources: Vec<Source>,
}

impl Index {
    /// The leading columns as far as they are plain.
    pub fn leading(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map_while(|c| c.as_deref())
    }

    /// Holds every row, so that it can serve a look-up of any key.
    #[must_use]
    pub fn is_full_table(&self) -> bool {
        self.predicate.is_none()
    }

    /// Holds every row that has a key of these columns: rows without one are never looked for by it, and are no duplicates.
    #[must_use]
    pub fn holds_all_keys(&self, columns: &[String]) -> bool {
        self.predicate.as_ref().is_none_or(|p| {
            columns.iter().any(|c| p.trim_matches(['(', ')', ' ']).eq_ignore_ascii_case(&format!("{c} is not null")))
        })
    }

    /// Serves equality on exactly these columns (in any order) as a prefix.
    #[must_use]
    pub fn covers(&self, columns: &[String]) -> bool {
        if !self.holds_all_keys(columns) || !matches!(self.method.as_str(), "btree" | "hash") {
            return false;
        }
        let lead: Vec<&str> = self.leading().take(columns.len()).collect();
        lead.len() == columns.len() && columns.iter().all(|c| lead.iter().any(|l| l.eq_ignore_ascii_case(c)))
    }
}

impl Table {
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name.eq_ignore_ascii_case(name))
    }

    /// The index that serves a look-up by these columns.
    #[must_use]
    pub fn cover(&self, columns: &[String]) -> Option<&Index> {
        self.indexes.iter().find(|i| i.covers(columns))
    }

    #[must_use]
    pub fn primary_key(&self) -> Vec<&str> {
        self.indexes.iter().find(|i| i.kind == IndexKind::PrimaryKey).map(|i| i.leading().collect()).unwrap_or_default()
    }
}

impl Schema {
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        // Names are sorted; only one that is written in other letters is looked for among all.
        let exact = self.tables.binary_search_by(|t| t.name.as_str().cmp(name)).ok().map(|at| &self.tables[at]);
        exact.or_else(|| self.tables.iter().find(|t| t.name.eq_ignore_ascii_case(name)))
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Drift {
    pub table: String,
    /// `index-only-in-model`, `index-only-in-migrations`, …
    pub what: String,
    pub columns: Vec<String>,
    pub places: Vec<Place>,
}

/// Why a table is not fully known: a class that its model derives from is of a package. Such a class may add columns; an
/// index on a column that only the model knows it cannot add.
pub const UNKNOWN_BASE: &str = "a base class is not in the tree";

/// The models only map what migrations of somebody else make: those decide of indexes and keys.
pub const MADE_ELSEWHERE: &str = "its table is made by migrations that are not those of its model";

impl Table {
    /// Every index on a column that is listed here is known, too.
    #[must_use]
    pub fn knows_own_indexes(&self) -> bool {
        self.incomplete.as_deref().is_none_or(|why| why == UNKNOWN_BASE)
    }
}

/// Something that one step of a history does to an index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct IndexStep {
    pub kind: IndexStepKind,
    pub table: String,
    pub index: Option<String>,
    pub columns: Vec<String>,
    pub place: Place,
    /// It belongs to the last step of its history: what stands before has most likely run.
    pub newest: bool,
    /// Index into `Schema::migrations`, where one step does it.
    pub migration: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IndexStepKind {
    /// Built under a lock that keeps writers out, on a table of an earlier step.
    BlockingBuild,
    /// Dropped under a lock that keeps everybody out.
    BlockingDrop,
    /// `CONCURRENTLY` inside a transaction, where PostgreSQL refuses it.
    ConcurrentInTransaction,
    /// The table has no such column; perhaps `nearest` was meant.
    MissingColumn { column: String, nearest: Option<String> },
    /// The table was made anew, and this index was not.
    LostByRebuild,
}
