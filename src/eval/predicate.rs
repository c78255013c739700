//! Conditions of statements: what is compared, with what, and what keeps an index from serving it.

use std::sync::Arc;

use crate::model::Place;
use crate::model::entity::EntityId;
use crate::names::Name;

use super::identity::Identity;
use super::value::{Dims, SetId, Value};

/// A comparison in a WHERE clause.
#[derive(Clone, Debug)]
pub struct Predicate {
    pub kind: PredicateKind,
    /// Loops that its right side varies over.
    pub dims: Dims,
    /// The set of the row whose primary key it compares with.
    pub of: Option<SetId>,
    /// It compares with what a column of one other row holds.
    pub of_row: bool,
    /// What it compares with what; `None` where that is not known.
    pub identity: Option<Identity>,
    /// The call that adds it to a query.
    pub place: Option<Place>,
    /// The text that it compares a column with, where that stands in the code.
    pub text: Option<Arc<str>>,
}

#[derive(Clone, Debug)]
pub enum PredicateKind {
    Compare {
        column: (EntityId, Name),
        op: &'static str,
        right: Right,
    },
    And(Vec<Predicate>),
    /// Compares what is computed from one column, so that a plain index on it does not serve; it bounds nothing.
    Hidden {
        column: (EntityId, Name),
        by: Hides,
    },
    /// One of them holds, so that none bounds the rows alone.
    Either(Vec<Predicate>),
    /// NOT, functions, casts: reads the columns, but bounds nothing.
    Other {
        columns: Vec<(EntityId, Name)>,
        /// Those of them in which a text is looked for that may stand anywhere (`LIKE '%…'`).
        searched: Vec<(EntityId, Name)>,
    },
}

/// The text of a comparison by which a column of the rows themselves holds nothing.
pub const NULL: &str = "NULL";

impl Predicate {
    /// The column that holds nothing in all rows that are found.
    #[must_use]
    pub fn null(&self) -> Option<(EntityId, Name)> {
        match &self.kind {
            PredicateKind::Compare { column, op: "IS", .. } if self.text.as_deref() == Some(NULL) => Some(*column),
            _ => None,
        }
    }

    /// Columns in which a text is looked for that may stand anywhere.
    #[must_use]
    pub fn searched(&self) -> Vec<(EntityId, Name)> {
        match &self.kind {
            PredicateKind::Compare { .. } | PredicateKind::Hidden { .. } => Vec::new(),
            PredicateKind::And(parts) | PredicateKind::Either(parts) => parts.iter().flat_map(Self::searched).collect(),
            PredicateKind::Other { searched, .. } => searched.clone(),
        }
    }

    #[must_use]
    pub fn new(kind: PredicateKind, dims: Dims) -> Self {
        Self { kind, dims, of: None, of_row: false, identity: None, place: None, text: None }
    }
}

/// What keeps a plain index from serving a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Hides {
    /// `LOWER(column)`, `ILIKE 'x'`: letters of either case are the same.
    Case,
    /// A part of a date that comes again (its month, its hour): no range of the column is that.
    Part,
    /// Another function of the column.
    Function,
}

/// What a column is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// A constant or a value.
    Value,
    /// Another column: a join.
    Column,
    /// A literal list of `k` values.
    Few(u64),
    /// A list of unknown length, or a subquery.
    Many,
}

/// The conjuncts of a predicate.
pub fn flatten(predicate: &Predicate) -> Vec<&Predicate> {
    match &predicate.kind {
        PredicateKind::And(items) => items.iter().flat_map(flatten).collect(),
        _ => vec![predicate],
    }
}

/// Columns that an expression reads.
#[must_use]
pub fn columns_of(value: &Value) -> Vec<(EntityId, Name)> {
    match value {
        Value::Column(e, n) => vec![(*e, *n)],
        Value::Predicate(p) => predicate_columns(p),
        _ => Vec::new(),
    }
}

fn predicate_columns(predicate: &Predicate) -> Vec<(EntityId, Name)> {
    match &predicate.kind {
        PredicateKind::Compare { column, .. } | PredicateKind::Hidden { column, .. } => vec![*column],
        PredicateKind::And(items) | PredicateKind::Either(items) => items.iter().flat_map(predicate_columns).collect(),
        PredicateKind::Other { columns, .. } => columns.clone(),
    }
}
