//! Tables that one text drops and makes again: whenever it runs, what it makes is what there is.

use crate::facts::ddl::{Name, Statement, StatementKind};
use crate::model::schema::{Index, IndexKind};

use super::draft::Line;
use super::merge::absorb_indexes;

/// Each such table, with the place of its drop among the statements.
pub fn made(statements: &[Statement]) -> Vec<(usize, Name)> {
    let drops = statements.iter().enumerate().filter_map(|(at, s)| match &s.kind {
        StatementKind::DropTable { names } => Some(names.iter().map(move |name| (at, name.clone()))),
        _ => None,
    });
    let is_made = |(at, name): &(usize, Name)| {
        statements[*at..].iter().any(|s| matches!(&s.kind, StatementKind::CreateTable(table) if table.name == *name))
    };
    drops.flatten().filter(is_made).collect()
}

impl Line {
    /// The table as it is before it is made anew; returns the plain indexes that it had.
    pub fn empty(&mut self, name: &Name) -> Vec<Index> {
        let Some(draft) = self.get(name) else { return Vec::new() };
        let indexes = std::mem::take(&mut draft.indexes).into_iter().filter(|i| i.kind == IndexKind::Index).collect();
        draft.columns.clear();
        draft.keys.clear();
        draft.sources.clear();
        draft.created = false;
        indexes
    }

    /// Whether an index was built before or after, nobody knows: what fits the new columns may be there.
    pub fn put_back(&mut self, name: &Name, mut indexes: Vec<Index>) {
        let Some(draft) = self.get(name) else { return };
        indexes.retain(|i| i.columns.iter().flatten().all(|c| draft.column(c).is_some()));
        absorb_indexes(&mut draft.indexes, indexes);
    }
}
