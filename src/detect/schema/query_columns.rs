//! Columns that queries of requests compare, sort by or search in, against the indexes of their table.

use std::collections::BTreeMap;

use crate::detect::queries::common::{entry_name, only_commands};
use crate::detect::queries::unbounded_list_query::growth;
use crate::facts::Role;
use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::flow::ledger::{OpKind, OpRecord, RowsBound};
use crate::model::schema::{Column, Index, Table};
use crate::rule::{Detector, Input, Rule};

use super::remedy;

pub struct FilterColumnNotIndexed;
pub struct SortColumnNotIndexed;
pub struct LeadingWildcardSearch;

/// Undecided conditions on the way from which on it is doubtful that a query runs at all.
const MANY_CONDITIONS: usize = 4;
/// Queries and routes that are shown as evidence.
const SHOWN: usize = 3;
const REACH_SHOWN: usize = 50;

/// Queries of one column, in the order of the ledger.
type ByColumn<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a OpRecord>>;

/// A query of one table that requests or jobs run: its table, when its indexes are all known and it grows.
pub(super) fn table_of<'a>(
    op: &OpRecord,
    input: &'a Input<'_>,
    growing: &BTreeMap<&str, crate::detect::queries::unbounded_list_query::Growth>,
) -> Option<&'a Table> {
    let [name] = op.tables.as_slice() else { return None };
    let is_asked = op.kind == OpKind::Execute && !op.of_parent && !op.seldom && !op.reach.is_empty();
    if !is_asked || input.model.role(op.place.file) != Role::App || only_commands(input, &[op]) {
        return None;
    }
    let table = input.model.schema.table(name)?;
    let grows = growing.get(name.as_str()).is_some_and(|growth| growth.reached);
    (grows && table.incomplete.is_none() && !is_small_by_name(&table.name)).then_some(table)
}

/// An index that begins with the column, whole or partial: which rows a partial one leaves out is not compared.
pub(super) fn leads<'t>(table: &'t Table, column: &str) -> Option<&'t Index> {
    table.indexes.iter().find(|index| index.leading().next() == Some(column) || mentions(index, column))
}

/// An expression over the column, or an index of another kind.
pub(super) fn mentions(index: &Index, column: &str) -> bool {
    index.expressions.iter().any(|expression| expression.contains(column))
        || (index.method != "btree" && index.columns.iter().flatten().any(|name| name == column))
}

/// Compared columns of the op's own table that an index could serve.
pub(super) fn comparisons<'o>(op: &'o OpRecord, table: &Table) -> impl Iterator<Item = (&'o str, &'static str)> {
    let name = table.name.clone();
    op.compared
        .iter()
        .filter(move |(of, _, op)| *of == name && matches!(*op, "=" | "IN" | "<" | "<=" | ">" | ">="))
        .map(|(_, column, op)| (column.as_str(), *op))
}

pub(super) fn is_bounded(op: &OpRecord, table: &Table) -> bool {
    comparisons(op, table).any(|(column, _)| leads(table, column).is_some())
}

/// Two values, or a few: an index alone narrows little. Contents of documents are compared in another way.
fn is_coarse(column: &Column) -> bool {
    let kind = column.kind.to_ascii_lowercase();
    ["bool", "enum", "bit", "tinyint(1)", "choice", "json"].iter().any(|word| kind.contains(word))
}

/// Names of columns that often hold one of a few words.
fn may_be_coarse(column: &str) -> bool {
    const FEW: [&str; 16] = [
        "type",
        "status",
        "state",
        "kind",
        "role",
        "format",
        "currency",
        "flag",
        "level",
        "lang",
        "language",
        "locale",
        "mode",
        "category",
        "action",
        "visibility",
    ];
    column.split('_').any(|word| FEW.contains(&word))
}

/// Tables that somebody fills by hand: they stay small although the app writes to them.
fn is_small_by_name(table: &str) -> bool {
    const SMALL: [&str; 8] = ["config", "setting", "role", "permission", "country", "currency", "language", "feature"];
    let last = table.rsplit(['_', '.']).next().unwrap_or(table).to_ascii_lowercase();
    SMALL.iter().any(|word| last == *word || last.strip_suffix('s') == Some(word))
}

fn is_key(table: &Table, column: &str) -> bool {
    table.foreign_keys.iter().any(|key| key.columns.iter().any(|name| name == column))
}

fn is_text(column: &Column) -> bool {
    let kind = column.kind.to_ascii_lowercase();
    ["char", "text", "string", "slug", "email", "url", "clob"].iter().any(|word| kind.contains(word))
}

impl Detector for FilterColumnNotIndexed {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let growing = growth(input);
        let mut found: ByColumn<'_> = BTreeMap::new();
        for op in &input.ledger.ops {
            let Some(table) = table_of(op, input, &growing) else { continue };
            // A key in the condition is what fk-not-indexed asks an index for.
            if is_bounded(op, table) || comparisons(op, table).any(|(column, _)| is_key(table, column)) {
                continue;
            }
            // One index serves one conjunction: the first column that narrows stands for it.
            let narrow =
                comparisons(op, table).find(|(column, _)| table.column(column).is_some_and(|column| !is_coarse(column)));
            if let Some((column, _)) = narrow {
                found.entry((table.name.as_str(), column)).or_default().push(op);
            }
        }
        for ((table, column), ops) in found {
            out.extend(input.model.schema.table(table).and_then(|table| filter_finding(rule, table, column, &ops, input)));
        }
    }
}

fn filter_finding(rule: &Rule, table: &Table, column: &str, ops: &[&OpRecord], input: &Input<'_>) -> Option<Verdict> {
    let declared = table.column(column)?;
    let equal = ops.iter().any(|op| comparisons(op, table).any(|(name, op)| name == column && op == "="));
    let mut finding = with_queries(rule.finding(declared.place, format!("{}.{column}", table.name)), ops, input)
        .slot("table", table.name.clone())
        .slot("column", column)
        .slot("queries", queries(ops.len(), "look"))
        .index(remedy::new_index(table, &[column.to_owned()]))
        .code(remedy::create_index_sql(table, &[column.to_owned()], input.model.schema.dialect.map(|(dialect, _)| dialect)));
    if !equal {
        finding = finding
            .severity(rule.severity.lowered(1), "a range narrows by an amount that is not known")
            .confidence(Confidence::Medium);
    } else if may_be_coarse(column) {
        finding = finding
            .severity(Severity::Low, "its values may be few, and an index then narrows little")
            .confidence(Confidence::Low);
    } else if ops.iter().all(|op| op.guards.len() >= MANY_CONDITIONS) {
        finding = finding.confidence(Confidence::Medium);
    }
    Some(finding.build())
}

impl Detector for SortColumnNotIndexed {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let growing = growth(input);
        let mut found: ByColumn<'_> = BTreeMap::new();
        for op in &input.ledger.ops {
            let Some(table) = table_of(op, input, &growing) else { continue };
            let is_cut = matches!(op.rows, RowsBound::AtMost(_) | RowsBound::Page);
            let [(of, column), ..] = op.sorted.as_slice() else { continue };
            // With a condition the index would have to begin with it.
            if !is_cut || of != &table.name || !op.filters_known || !op.filtered.is_empty() || !op.searched.is_empty() {
                continue;
            }
            if leads(table, column).is_none() && !is_key(table, column) {
                found.entry((table.name.as_str(), column)).or_default().push(op);
            }
        }
        for ((table, column), ops) in found {
            let Some(table) = input.model.schema.table(table) else { continue };
            let Some(declared) = table.column(column) else { continue };
            let dialect = input.model.schema.dialect.map(|(dialect, _)| dialect);
            let finding = with_queries(rule.finding(declared.place, format!("{}.{column}", table.name)), &ops, input)
                .slot("table", table.name.clone())
                .slot("column", column)
                .slot("queries", queries(ops.len(), "sort"))
                .index(remedy::new_index(table, &[column.to_owned()]))
                .code(remedy::create_index_sql(table, &[column.to_owned()], dialect));
            out.push(finding.build());
        }
    }
}

impl Detector for LeadingWildcardSearch {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let growing = growth(input);
        let mut places = std::collections::BTreeSet::new();
        for op in &input.ledger.ops {
            let Some(table) = table_of(op, input, &growing) else { continue };
            let mut columns: Vec<&str> =
                op.searched.iter().filter(|(of, _)| *of == table.name).map(|(_, c)| c.as_str()).collect();
            columns.retain(|name| {
                let served = table.indexes.iter().any(|index| index.method != "btree" && mentions(index, name));
                table.column(name).is_some_and(is_text) && !served
            });
            columns.sort_unstable();
            columns.dedup();
            if columns.is_empty() || !places.insert((op.place, columns.join(","))) {
                continue;
            }
            let place = op.written.as_ref().map_or(op.place, |(place, _)| *place);
            let mut finding = with_queries(rule.finding(place, op.symbol.clone()), &[op], input)
                .slot("table", table.name.clone())
                .slot("columns", columns.join(", "));
            for column in columns.iter().filter_map(|name| table.column(name)).take(SHOWN) {
                finding = finding.evidence(column.place, EvidenceRole::Schema, format!("{} is looked through", column.name));
            }
            if is_bounded(op, table) {
                finding = finding.severity(Severity::Low, "another condition has an index and narrows before");
            }
            out.push(finding.build());
        }
    }
}

fn queries(count: usize, verb: &str) -> String {
    if count == 1 {
        format!("A query of a request or job {verb}s")
    } else {
        format!("{count} queries of requests or jobs {verb}")
    }
}

pub(super) fn with_queries(
    mut finding: crate::finding::FindingBuilder,
    ops: &[&OpRecord],
    input: &Input<'_>,
) -> crate::finding::FindingBuilder {
    for op in ops.iter().take(SHOWN) {
        finding = finding.evidence(op.place, EvidenceRole::Query, op.what.clone());
    }
    let mut reach: Vec<String> = ops.iter().flat_map(|op| &op.reach).map(|at| entry_name(input, *at)).collect();
    reach.sort();
    reach.dedup();
    reach.truncate(REACH_SHOWN);
    finding.reach(reach)
}
