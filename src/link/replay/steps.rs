//! What the steps of a history do to indexes: builds that lock, builds that cannot work, indexes that a rebuild loses.

use std::collections::BTreeSet;

use crate::facts::ddl::{self, Name};
use crate::model::Place;
use crate::model::schema::{Dialect, Index, IndexKind, IndexStep, IndexStepKind};

use super::draft::Line;

/// One revision, or one file of a folder.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// What people call it ([`crate::model::schema::Migration::names`]).
    pub names: Vec<String>,
    /// Its place among all migrations.
    pub migration: usize,
    /// It runs inside a transaction.
    pub transaction: bool,
    /// Nothing stands before it: there are no rows yet.
    pub initial: bool,
    /// Nothing stands after it.
    pub newest: bool,
    /// Tables that it has created so far, in lower case.
    pub created: BTreeSet<String>,
}

/// An index that a table had before it was rebuilt.
#[derive(Clone, Debug)]
pub struct Lost {
    pub index: Index,
    /// The statement that dropped the old table.
    pub place: Place,
    pub newest: bool,
    pub migration: Option<usize>,
}

impl Line {
    pub fn created_now(&mut self, name: &Name) {
        if let Some(step) = &mut self.step {
            step.created.insert(name.name.as_str().to_lowercase());
        }
    }

    /// Nobody uses the table while the step runs.
    fn is_fresh(&self, step: &Progress, table: &str) -> bool {
        let table = table.to_lowercase();
        step.initial || step.created.contains(&table) || self.anew.contains(&table)
    }

    /// Tells what the build of an index does while the step runs.
    pub fn note_build(&mut self, index: &ddl::Index, place: Place, dialect: Option<Dialect>) {
        let Some(step) = self.step.as_ref().filter(|_| dialect == Some(Dialect::Postgresql)) else { return };
        let fresh = self.is_fresh(step, &index.table.name);
        let kind = match (index.concurrently, step.transaction) {
            (true, true) => IndexStepKind::ConcurrentInTransaction,
            (false, _) if !fresh => IndexStepKind::BlockingBuild,
            _ => return,
        };
        self.steps.push(IndexStep {
            kind,
            table: index.table.name.to_string(),
            index: index.name.as_ref().map(ToString::to_string),
            columns: index.parts.iter().filter_map(|p| p.column.as_ref().map(ToString::to_string)).collect(),
            place,
            newest: step.newest,
            migration: Some(step.migration),
        });
    }

    /// The same for the removal of an index.
    pub fn note_drop(&mut self, table: &str, name: &str, concurrently: bool, place: Place, dialect: Option<Dialect>) {
        let Some(step) = self.step.as_ref().filter(|_| dialect == Some(Dialect::Postgresql)) else { return };
        let fresh = self.is_fresh(step, table);
        let kind = match (concurrently, step.transaction) {
            (true, true) => IndexStepKind::ConcurrentInTransaction,
            (false, _) if !fresh => IndexStepKind::BlockingDrop,
            _ => return,
        };
        self.steps.push(IndexStep {
            kind,
            table: table.to_owned(),
            index: Some(name.to_owned()),
            columns: Vec::new(),
            place,
            newest: step.newest,
            migration: Some(step.migration),
        });
    }

    /// The indexes of a table that is dropped in this step, should another take its name.
    pub fn remember(&mut self, name: &str, indexes: Vec<Index>, place: Place) {
        let newest = self.step.as_ref().is_some_and(|s| s.newest);
        let migration = self.step.as_ref().map(|s| s.migration);
        let plain = indexes.into_iter().filter(|i| i.kind == IndexKind::Index);
        let lost = plain.map(|index| Lost { index, place, newest, migration }).collect();
        self.dropped.insert(name.to_lowercase(), lost);
    }
}

/// The column that was perhaps meant: the one that begins or ends with the name, or the other way round.
pub fn nearest(missing: &str, columns: &[String]) -> Option<String> {
    let missing = missing.to_lowercase();
    let near = |c: &&String| {
        let c = c.to_lowercase();
        c.len() > 2 && missing.len() > 2 && (c.contains(&missing) || missing.contains(&c))
    };
    columns.iter().find(near).cloned()
}
