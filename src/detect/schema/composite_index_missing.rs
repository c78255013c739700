//! Pages that are filtered by an indexed column and sorted by another one: the index finds the rows, but not in order.

use std::collections::BTreeMap;

use crate::detect::queries::unbounded_list_query::growth;
use crate::finding::{EvidenceRole, Verdict};
use crate::flow::ledger::{OpRecord, RowsBound};
use crate::model::schema::{Index, Table};
use crate::rule::{Detector, Input, Rule};

use super::query_columns::{comparisons, leads, table_of, with_queries};
use super::{remedy, words};

pub struct CompositeIndexMissing;

impl Detector for CompositeIndexMissing {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let growing = growth(input);
        let mut found: BTreeMap<(&str, &str, &str), Vec<&OpRecord>> = BTreeMap::new();
        for op in &input.ledger.ops {
            let Some(table) = table_of(op, input, &growing) else { continue };
            if let Some((filter, sort)) = missing(op, table) {
                found.entry((table.name.as_str(), filter, sort)).or_default().push(op);
            }
        }
        for ((table, filter, sort), ops) in found {
            let Some(table) = input.model.schema.table(table) else { continue };
            out.extend(finding(rule, input, table, [filter, sort], &ops));
        }
    }
}

/// The indexed column that a bounded list is filtered by, and the one that it is sorted by, when no index holds both.
fn missing<'o>(op: &'o OpRecord, table: &Table) -> Option<(&'o str, &'o str)> {
    let is_page = matches!(op.rows, RowsBound::AtMost(_) | RowsBound::Page);
    let [(of, sort)] = op.sorted.as_slice() else { return None };
    if !is_page || *of != table.name || !op.filters_known || !op.known || !op.searched.is_empty() {
        return None;
    }
    let compared: Vec<(&str, &str)> = comparisons(op, table).collect();
    // A range or a list already leaves the order of an index.
    if compared.is_empty() || compared.iter().any(|(_, op)| *op != "=") {
        return None;
    }
    let equal: Vec<&str> = compared.iter().map(|(column, _)| *column).collect();
    let filter = equal.iter().copied().find(|column| leads(table, column).is_some())?;
    let served = table.indexes.iter().any(|index| is_unique_among(index, &equal) || sorts(index, &equal, sort));
    (!served && !table.primary_key().contains(&sort.as_str())).then_some((filter, sort))
}

/// At most one row fits.
fn is_unique_among(index: &Index, equal: &[&str]) -> bool {
    let mut columns = index.columns.iter();
    index.unique && !index.columns.is_empty() && columns.all(|c| c.as_deref().is_some_and(|c| equal.contains(&c)))
}

/// Begins with columns that are given, and goes on with the one that sorts.
fn sorts(index: &Index, equal: &[&str], sort: &str) -> bool {
    let given = |column: &Option<String>| column.as_deref().is_some_and(|c| equal.contains(&c));
    let lead = index.columns.iter().take_while(|c| given(c)).count();
    match index.columns.get(lead) {
        Some(Some(column)) => lead > 0 && column == sort,
        // `created_at DESC` is kept as an expression.
        Some(None) => lead > 0 && index.expressions.iter().any(|e| e.contains(sort)),
        None => false,
    }
}

fn finding(rule: &Rule, input: &Input<'_>, table: &Table, columns: [&str; 2], ops: &[&OpRecord]) -> Option<Verdict> {
    let place = table.column(columns[0])?.place;
    if !words::is_judged(input.model, place) {
        return None;
    }
    let [filter, sort] = columns;
    let columns = columns.map(str::to_owned);
    let dialect = input.model.schema.dialect.map(|(dialect, _)| dialect);
    let conditional = ops.iter().all(|op| !op.guards.is_empty());
    let mut finding = with_queries(rule.finding(place, format!("{}.{}", table.name, columns.join("+"))), ops, input)
        .slot("table", words::table(table))
        .slot("columns", columns.join(", "))
        .slot("filter", filter)
        .slot("sort", sort)
        .slot("what", ops[0].what.clone())
        .slot("index", remedy::index_name(table, &columns))
        .confidence(rule.confidence.lowered(u32::from(conditional)))
        .index(remedy::new_index(table, &columns))
        .code(remedy::create_index_sql(table, &columns, dialect));
    if let Some(index) = leads(table, filter)
        && let Some(place) = words::declaration(&index.sources)
    {
        finding = finding.evidence(place, EvidenceRole::Schema, words::described(index));
    }
    Some(finding.build())
}
