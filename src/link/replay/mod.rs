//! The schema as deployed: migrations and SQL files replayed in order, then merged with what models declare.

use crate::facts::ddl::{Name, StatementKind};
use crate::model::schema::{Dialect, Schema, Source, Table};
use crate::model::{ModelNote, Place};

/// Tables in the making. Sources are replayed line by line ([`Replay::begin`]): one line per migration history or SQL
/// folder, independent of each other until [`Replay::finish`] merges them with the models.
#[derive(Debug, Default)]
pub struct Replay {
    dialect: Option<Dialect>,
    models: Vec<Table>,
    notes: Vec<ModelNote>,
}

/// The effective schema, and what the replay could not follow.
#[derive(Debug, Default)]
pub struct Replayed {
    pub schema: Schema,
    pub notes: Vec<ModelNote>,
}

impl Replay {
    #[must_use]
    pub fn new(dialect: Option<Dialect>) -> Self {
        Self { dialect, ..Self::default() }
    }

    /// Takes a table that a model declares.
    pub fn declare(&mut self, table: Table) {
        self.models.push(table);
    }

    /// Begins an independent history; what follows is applied to it.
    pub fn begin(&mut self) {}

    /// Applies one operation. Spans inside `kind` count in the file of `source.place`; an empty span (0, 0) stands for
    /// `source.place` itself.
    pub fn apply(&mut self, _kind: &StatementKind, _source: Source) {}

    /// Applies SQL given as text (`op.execute("…")`); every part of it stands at `source.place`.
    pub fn execute(&mut self, _sql: &str, _source: Source) {}

    /// Something was done to `table` (or to any table) that could not be read.
    pub fn unknown(&mut self, _table: Option<&Name>, why: &str, place: Option<Place>) {
        self.notes.push(ModelNote { place, text: why.to_owned() });
    }

    /// Merges all sources. `migrations_only` says that nothing but migrations builds the database (the app never calls
    /// `create_all`), so that an index which only a model declares does not exist.
    #[must_use]
    pub fn finish(self, _migrations_only: bool) -> Replayed {
        let schema = Schema { dialect: self.dialect.map(|d| (d, None)), tables: self.models, drift: Vec::new() };
        Replayed { schema, notes: self.notes }
    }
}
