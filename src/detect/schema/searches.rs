//! Comparisons that a plain index on their column does not serve: letters of any case, functions.

use std::collections::{BTreeMap, BTreeSet};

use crate::detect::queries::unbounded_list_query::growth;
use crate::eval::query::Hides;
use crate::finding::{Confidence, Severity, Verdict};
use crate::flow::ledger::OpRecord;
use crate::model::Place;
use crate::model::schema::{Dialect, Index, Table};
use crate::rule::{Detector, Input, Rule};

use super::query_columns::{is_bounded, mentions, table_of, with_queries};

pub struct CaseInsensitiveLookup;
pub struct NonSargablePredicate;

impl Detector for CaseInsensitiveLookup {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        // MySQL compares without case by itself.
        if input.model.schema.dialect.is_none_or(|(d, _)| d != Dialect::Mysql) {
            detect(rule, input, Hides::Case, out);
        }
    }
}

impl Detector for NonSargablePredicate {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        detect(rule, input, Hides::Function, out);
    }
}

/// Queries with such a comparison, by the place where they are written.
fn detect(rule: &Rule, input: &Input<'_>, by: Hides, out: &mut Vec<Verdict>) {
    let growing = growth(input);
    let mut found: BTreeMap<Place, (BTreeSet<&str>, &Table, Vec<&OpRecord>)> = BTreeMap::new();
    for op in &input.ledger.ops {
        let Some(table) = table_of(op, input, &growing) else { continue };
        let of_table = op.hidden.iter().filter(|(of, _, how)| *of == table.name && *how == by);
        for (_, column, _) in of_table.filter(|(_, column, _)| !is_served(table, column, by)) {
            let place = op.written.as_ref().map_or(op.place, |(place, _)| *place);
            let (columns, _, ops) = found.entry(place).or_insert_with(|| (BTreeSet::new(), table, Vec::new()));
            columns.insert(column);
            ops.push(op);
        }
    }
    for (place, (columns, table, ops)) in found {
        let columns: Vec<&str> = columns.into_iter().collect();
        let mut finding = with_queries(rule.finding(place, ops[0].symbol.clone()), &ops, input)
            .slot("table", table.name.clone())
            .slot("columns", columns.join(", "))
            .slot("what", ops[0].what.clone());
        if ops.iter().all(|op| is_bounded(op, table)) {
            finding = finding
                .severity(Severity::Low, "another condition has an index and narrows before")
                .confidence(Confidence::Medium);
        }
        out.push(finding.build());
    }
}

/// An index on an expression of the column, or a type that ignores case.
fn is_served(table: &Table, column: &str, by: Hides) -> bool {
    let kind = table.column(column).map(|c| c.kind.to_ascii_lowercase()).unwrap_or_default();
    let folded = by == Hides::Case && (kind.starts_with("ci") || kind.contains("nocase"));
    // Of an expression that could not be read it is not known what it serves.
    let parts = |index: &Index| index.columns.iter().filter(|c| c.is_none()).count();
    let unread = |index: &Index| parts(index) > index.expressions.iter().filter(|e| e.contains('(')).count();
    folded || table.indexes.iter().any(|index| mentions(index, column) || unread(index))
}
