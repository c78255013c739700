//! Single rows that are looked up by a column which does not say that it is unique.

use crate::finding::{EvidenceRole, Severity, Verdict};
use crate::model::schema::{Column, Table};
use crate::rule::{Detector, Input, Rule};

use super::access::{Access, Judged, accesses, by_key, comparisons, leads};
use super::query_columns::with_queries;
use super::{remedy, words};

pub struct LookupKeyNotUnique;

/// Names of columns whose values tell rows apart.
const KEYS: [&str; 10] = ["slug", "token", "email", "username", "uuid", "guid", "sku", "api_key", "external_id", "remote_id"];

impl Detector for LookupKeyNotUnique {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let all = accesses(input);
        let found = all.iter().filter_map(|access| Some(((access.table.name.as_str(), key(access)?), *access)));
        for ((_, column), accesses) in by_key(found) {
            let table = accesses[0].table;
            let Some(declared) = table.column(column).filter(|c| !may_be_empty(input, c)) else { continue };
            let finding = with_queries(rule.finding(declared.place, format!("{}.{column}", table.name)), &accesses, input)
                .slot("table", words::table(table))
                .slot("column", column)
                .slot("what", accesses[0].op.what.clone())
                .index(remedy::new_index(table, &[column.to_owned()]));
            let finding = match leads(table, column).and_then(|index| words::declaration(&index.sources)) {
                Some(place) => finding.evidence(place, EvidenceRole::Schema, "an index that lets a value stand twice"),
                None => finding,
            };
            let judged = Judged::of(rule).at_most(Severity::Low, "an index serves the look-up already", rule.confidence);
            out.push(accesses[0].standing.lower(judged).tell(finding).build());
        }
    }
}

/// The column that picks the row, when it has an index and nothing says that it is unique. Without an index it is
/// filter-column-not-indexed that tells.
fn key<'a>(access: &Access<'a>) -> Option<&'a str> {
    let (op, table) = (access.op, access.table);
    if !matches!(op.why, "get()" | "first()" | "scalar()") || !op.filters_known || op.tables.len() > 1 {
        return None;
    }
    let equal: Vec<&str> = comparisons(op, table).filter(|(_, op)| *op == "=").map(|(c, _)| c).collect();
    // The newest of many is no look-up by a key.
    let by_key = |c: &&str| KEYS.iter().any(|key| c == key || c.strip_suffix(key).is_some_and(|rest| rest.ends_with('_')));
    let column = equal.iter().copied().find(by_key)?;
    let is_plain = leads(table, column).is_some_and(|index| index.method == "btree" && index.expressions.is_empty());
    (equal.len() == 1 && op.sorted.is_empty() && is_plain && !is_unique(table, &equal)).then_some(column)
}

/// A text that rows without a value share: nobody can make it unique.
fn may_be_empty(input: &Input<'_>, column: &Column) -> bool {
    let text = input.texts.get(column.place.file.index());
    let declared = text.slice(column.place.span);
    ["blank=True", "default=\"\"", "default=''"].iter().any(|said| declared.contains(said))
}

fn is_unique(table: &Table, equal: &[&str]) -> bool {
    let given = |c: &Option<String>| c.as_deref().is_some_and(|c| equal.contains(&c));
    // A unique index over part of the rows, or over the column and others, was somebody's decision.
    table.indexes.iter().any(|i| i.unique && (i.columns.iter().any(given) || !i.expressions.is_empty()))
}
