//! The schema as deployed: migrations and SQL files replayed in order, then merged with what models declare.

mod anew;
mod apply;
mod draft;
mod merge;
mod sql_files;
mod steps;

use crate::facts::Span;
use crate::facts::ddl::{self, Name, SqlDialect, StatementKind};
use crate::model::schema::{Dialect, Index, Migration, ReferencedKey, Schema, Source, SourceKind, Table};
use crate::model::{FileId, ModelNote, Place};
use crate::syntax::sql;

use super::SourceFile;
use draft::Line;

pub use steps::Progress;

pub use sql_files::{left_out, sql_sources};

/// Tables in the making. Sources are replayed line by line ([`Replay::begin`]): one line per migration history or SQL
/// folder, independent of each other until [`Replay::finish`] merges them with the models.
#[derive(Debug, Default)]
pub struct Replay {
    dialect: Option<Dialect>,
    models: Vec<Table>,
    lines: Vec<Line>,
    notes: Vec<ModelNote>,
    migrations: Vec<Migration>,
    referenced: Vec<ReferencedKey>,
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
    pub fn begin(&mut self) {
        self.lines.push(Line::default());
    }

    /// Begins a step of the history: a revision, or a file of a folder.
    pub fn step(&mut self, mut step: Progress) {
        let history = self.lines.len();
        if let Some(line) = self.lines.last_mut() {
            step.migration = self.migrations.len();
            self.migrations.push(Migration { names: std::mem::take(&mut step.names), history });
            line.step = Some(step);
            line.dropped.clear();
            line.aside.clear();
        }
    }

    /// What follows in this step runs outside of its transaction.
    pub fn leave_transaction(&mut self) {
        if let Some(step) = self.lines.last_mut().and_then(|l| l.step.as_mut()) {
            step.transaction = false;
        }
    }

    /// Applies one operation. Spans inside `kind` count in the file of `source.place`; an empty span (0, 0) stands for
    /// `source.place` itself. A column that `op.create_table` declares with `index=True` wants a `CreateIndex` of its
    /// own behind the table, named as SQLAlchemy names it.
    pub fn apply(&mut self, kind: &StatementKind, source: Source) {
        if self.lines.is_empty() {
            self.begin();
        }
        let Some(line) = self.lines.last_mut() else { return };
        apply::Step { line, source, dialect: self.dialect, notes: &mut self.notes }.apply(kind);
    }

    /// Applies SQL given as text (`op.execute("…")`); every part of it stands at `source.place`.
    pub fn execute(&mut self, text: &str, source: Source) {
        // A view that keeps its rows is as new as a table.
        let mut words = text.split_whitespace().skip_while(|w| !w.eq_ignore_ascii_case("materialized")).skip(2);
        if let Some(view) = words.find(|w| !["if", "not", "exists"].contains(&w.to_ascii_lowercase().as_str())) {
            let name = view.rsplit('.').next().unwrap_or(view).trim_matches(['"', ';', '(']);
            self.note_created(&Name::new(name));
        }
        for mut statement in sql::parse(text, self.dialect.map(SqlDialect::from)) {
            draft::forget_spans(&mut statement.kind);
            self.apply(&statement.kind, source);
        }
    }

    /// Applies the statements of a text, as far as they build something: the order in which an app runs its functions is not
    /// known, so that what is dropped stays. `stands` says where a part of the text is written (`None`: it counts as standing at
    /// `source.place`).
    pub fn build(&mut self, text: &str, stands: impl Fn(Span) -> Option<Place>, source: Source) {
        let statements = sql::parse(text, self.dialect.map(SqlDialect::from));
        let anew = anew::made(&statements);
        let mut kept: Vec<(Name, Vec<Index>)> = Vec::new();
        for (at, mut statement) in statements.into_iter().enumerate() {
            if let Some(name) = anew.iter().find(|(dropped, _)| *dropped == at).map(|(_, name)| name) {
                let indexes = self.lines.last_mut().map(|line| line.empty(name)).unwrap_or_default();
                kept.push((name.clone(), indexes));
            }
            let builds = matches!(
                statement.kind,
                StatementKind::CreateTable(_)
                    | StatementKind::CreateIndex { .. }
                    | StatementKind::AddColumn { .. }
                    | StatementKind::AddConstraint { .. }
                    | StatementKind::RenameTable { .. }
            );
            if !builds {
                continue;
            }
            let Some(place) = stands(statement.span) else {
                draft::forget_spans(&mut statement.kind);
                self.apply(&statement.kind, source);
                continue;
            };
            let from = statement.span.start;
            let moved = |at: u32| (at + place.span.start).saturating_sub(from);
            draft::change_spans(&mut statement.kind, |span| Span { start: moved(span.start), end: moved(span.end) });
            self.apply(&statement.kind, Source { place, ..source });
        }
        if let Some(line) = self.lines.last_mut() {
            kept.into_iter().for_each(|(name, indexes)| line.put_back(&name, indexes));
        }
    }

    /// Notes that the step creates a table, which is empty; the models say what it is like.
    pub fn note_created(&mut self, table: &Name) {
        if let Some(line) = self.lines.last_mut() {
            line.created_now(table);
        }
    }

    /// Notes the build of an index that the models declare, without adding it.
    pub fn note_index_build(&mut self, index: &ddl::Index, place: Place) {
        if let Some(line) = self.lines.last_mut() {
            line.note_build(index, place, self.dialect);
        }
    }

    /// The same for the removal of one.
    pub fn note_index_drop(&mut self, table: &str, name: &str, concurrently: bool, place: Place) {
        if let Some(line) = self.lines.last_mut() {
            line.note_drop(table, name, concurrently, place, self.dialect);
        }
    }

    /// The same for SQL text, whose indexes no model declares: they are added, unless their columns are gone by now.
    pub fn note_sql(&mut self, text: &str, source: Source) {
        for mut statement in sql::parse(text, self.dialect.map(SqlDialect::from)) {
            draft::forget_spans(&mut statement.kind);
            match &statement.kind {
                StatementKind::CreateTable(table) => self.note_created(&table.name),
                StatementKind::CreateIndex { index, .. } if !self.is_declared(index) => {
                    self.note_index_build(index, source.place);
                }
                StatementKind::CreateIndex { .. } | StatementKind::DropIndex { .. } | StatementKind::RenameIndex { .. } => {
                    self.apply(&statement.kind, source);
                }
                StatementKind::AddConstraint { constraint, .. } => self.note_reference(&constraint.kind),
                _ => {}
            }
        }
    }

    /// A key over several columns needs a unique constraint over all of them, and models cannot say so.
    fn note_reference(&mut self, constraint: &ddl::ConstraintKind) {
        if let ddl::ConstraintKind::ForeignKey { reference, .. } = constraint
            && reference.columns.len() > 1
        {
            let columns = reference.columns.iter().map(ToString::to_string).collect();
            self.referenced.push(ReferencedKey { table: reference.table.name.to_string(), columns });
        }
    }

    /// Whether models declare the table of an index with all its columns.
    fn is_declared(&self, index: &ddl::Index) -> bool {
        let table = self.models.iter().find(|t| t.name.eq_ignore_ascii_case(&index.table.name));
        table.is_some_and(|t| index.parts.iter().all(|p| p.column.as_ref().is_none_or(|c| t.column(c).is_some())))
    }

    /// Something was done that could not be read, and that changes no index of a table that is known.
    pub fn note(&mut self, why: &str, place: Place) {
        self.notes.push(ModelNote { place: Some(place), text: why.to_owned() });
    }

    /// Something was done to `table` (or to any table, when `None`) that could not be read: what its indexes are is
    /// unknown from here on.
    pub fn unknown(&mut self, table: Option<&Name>, why: &str, place: Option<Place>) {
        self.notes.push(ModelNote { place, text: why.to_owned() });
        if self.lines.is_empty() {
            self.begin();
        }
        if let Some(line) = self.lines.last_mut() {
            line.unknown(table, why);
        }
    }

    /// Replays all `.sql` files that build a schema: one line per folder ([`sql_sources`]).
    pub fn sql_files(&mut self, files: &[SourceFile]) {
        for file in left_out(files) {
            let text = "SQL file was not replayed: its name says rollback, seed or dump".to_owned();
            self.notes.push(ModelNote { place: Some(Place::file(file)), text });
        }
        for group in sql_sources(files) {
            self.begin();
            let first = group.first().map(|id| files[id.index()].entry.path.as_str());
            if let (Some(line), Some(path)) = (self.lines.last_mut(), first) {
                line.patches = sql_files::changes_others(path);
            }
            let last = group.len().saturating_sub(1);
            for (at, id) in group.into_iter().enumerate() {
                let names = file_names(&files[id.index()].entry.path);
                self.step(Progress { names, initial: at == 0, newest: at == last, ..Progress::default() });
                self.sql_file(id, &files[id.index()]);
            }
        }
    }

    fn sql_file(&mut self, id: FileId, file: &SourceFile) {
        if sql_files::of_other_dialect(&file.entry.path, self.dialect) {
            return;
        }
        for statement in &file.facts.ddl {
            let source = Source { kind: SourceKind::Sql, place: Place { file: id, span: statement.span } };
            self.apply(&statement.kind, source);
        }
    }

    /// Merges all sources. `migrations_only` says that nothing but migrations builds the database (the app never calls
    /// `create_all`), so that an index which only a model declares does not exist.
    #[must_use]
    pub fn finish(self, migrations_only: bool) -> Replayed {
        let mut schema = merge::merge(self.models, self.lines, migrations_only);
        schema.dialect = self.dialect.map(|d| (d, None));
        schema.migrations = self.migrations;
        schema.referenced = self.referenced;
        let mut notes = self.notes;
        notes.sort();
        notes.dedup();
        Replayed { schema, notes }
    }
}

/// The name of a file with its ending and without.
fn file_names(path: &str) -> Vec<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    vec![name.to_owned(), stem.to_owned()]
}

#[cfg(test)]
mod tests;
