//! Pages that are filtered by an indexed column and sorted by another one: the index finds the rows, but not in order.

use crate::finding::{EvidenceRole, Verdict};
use crate::flow::ledger::RowsBound;
use crate::model::schema::Index;
use crate::rule::{Detector, Input, Rule};

use super::access::{Access, Judged, accesses, by_key, comparisons, is_coarse, is_key, leads};
use super::query_columns::with_queries;
use super::{remedy, words};

pub struct CompositeIndexMissing;

impl Detector for CompositeIndexMissing {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let all = accesses(input);
        let missing = all.iter().filter_map(|access| {
            let (filter, sort) = missing(access)?;
            Some(((access.table.name.as_str(), filter, sort), *access))
        });
        for ((_, filter, sort), accesses) in by_key(missing) {
            out.extend(finding(rule, input, [filter, sort], &accesses));
        }
    }
}

/// The column that a bounded list is filtered by, and the one that it is sorted by, when no index holds both. The filter
/// has an index that gives no order, or it leaves so many rows that the order decides.
fn missing<'a>(access: &Access<'a>) -> Option<(&'a str, &'a str)> {
    let (op, table) = (access.op, access.table);
    let is_page = matches!(op.rows, RowsBound::AtMost(_) | RowsBound::Page);
    let [(of, sort), ..] = op.sorted.as_slice() else { return None };
    if !is_page || *of != table.name || !op.filters_known || !op.known || !op.searched.is_empty() || op.tables.len() > 1 {
        return None;
    }
    let compared: Vec<(&str, &str)> = comparisons(op, table).collect();
    // A range or a list already leaves the order of an index; another table may lead to the rows.
    if compared.is_empty() || compared.iter().any(|(_, op)| *op != "=") || op.compared.iter().any(|(of, ..)| *of != table.name)
    {
        return None;
    }
    let equal: Vec<&str> = compared.iter().map(|(column, _)| *column).collect();
    let coarse = |column: &&str| table.column(column).is_some_and(is_coarse);
    // A key that has no index will get one, which then gives no order either.
    let is_led = |column: &&str| leads(table, column).is_some() || is_key(table, column);
    let filter = match equal.iter().copied().find(is_led) {
        Some(filter) => filter,
        None if equal.iter().all(coarse) && leads(table, sort).is_none() => equal[0],
        None => return None,
    };
    // Two columns together leave few rows, which are sorted soon.
    let narrow = |index: &Index| index.leading().take_while(|c| equal.contains(c)).count() > 1;
    let served = table.indexes.iter().any(|i| is_unique_among(i, &equal) || narrow(i) || sorts(i, &equal, sort));
    (!served && !table.primary_key().contains(&sort.as_str()) && table.column(sort).is_some()).then_some((filter, sort))
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

fn finding(rule: &Rule, input: &Input<'_>, columns: [&str; 2], accesses: &[Access<'_>]) -> Option<Verdict> {
    let table = accesses[0].table;
    let place = table.column(columns[0])?.place;
    if !words::is_judged(input.model, place) {
        return None;
    }
    let [filter, sort] = columns;
    let columns = columns.map(str::to_owned);
    let mut finding = with_queries(rule.finding(place, format!("{}.{}", table.name, columns.join("+"))), accesses, input)
        .slot("table", words::table(table))
        .slot("columns", columns.join(", "))
        .slot("filter", filter)
        .slot("sort", sort)
        .slot("what", accesses[0].op.what.clone())
        .slot("index", remedy::index_name(table, &columns))
        .index(remedy::new_index(table, &columns))
        .code(remedy::create_index(table, &columns, input));
    if let Some(index) = leads(table, filter)
        && let Some(place) = words::declaration(&index.sources)
    {
        finding = finding.evidence(place, EvidenceRole::Schema, words::described(index));
    }
    let conditional = accesses.iter().all(|a| !a.op.guards.is_empty());
    let judged = Judged { confidence: rule.confidence.lowered(u32::from(conditional)), ..Judged::of(rule) };
    Some(accesses[0].standing.lower(judged).tell(finding).build())
}
