//! Columns that statements compare or sort by, against the indexes of their table.

use std::collections::BTreeSet;

use crate::detect::queries::common::entry_name;
use crate::detect::queries::growth::is_entered_once;
use crate::finding::{Confidence, EvidenceRole, FindingBuilder, Severity, Verdict};
use crate::flow::ledger::{Asked, OpRecord, RowsBound, Test};
use crate::model::Place;
use crate::model::schema::{Column, Dialect, SourceKind, Table};
use crate::rule::{Detector, Input, Rule};

use super::access::{
    Access, Judged, accesses, by_key, comparisons, is_bounded, is_coarse, is_key, is_of_few, is_passing, leads, may_be_coarse,
    written,
};
use super::inherited::Inherited;
use super::{generic_keys, remedy};

pub struct FilterColumnNotIndexed;
pub struct SortColumnNotIndexed;

/// Undecided conditions on the way from which on it is doubtful that a query runs at all.
const MANY_CONDITIONS: usize = 4;
/// Queries and routes that are shown as evidence.
const SHOWN: usize = 3;
const REACH_SHOWN: usize = 50;

/// An index that a statement misses: its columns, of which the one that narrows most stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Missing {
    columns: Vec<String>,
    narrow: String,
    how: Narrows,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Narrows {
    ToOneValue,
    /// To the rows of a state that they pass through.
    ToState,
    /// A range, or a list.
    ToSome,
    /// Only where the request asks for it.
    AtWill,
}

impl Detector for FilterColumnNotIndexed {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let mut found = Vec::new();
        for access in accesses(input) {
            if is_bounded(access.op, access.table, input) {
                continue;
            }
            let missing = match missing(access.op, access.table) {
                Some(one) => vec![one],
                None => at_will(&access),
            };
            found.extend(missing.into_iter().map(|m| (m, access)));
        }
        let groups = by_key(found.iter().map(|(m, access)| ((access.table.name.as_str(), m.narrow.as_str()), *access)));
        generic_keys::unserved(rule, input, |key| groups.contains_key(&key), out);
        let inherited = Inherited::new(input);
        let missed: BTreeSet<(&str, &str)> = groups.keys().copied().collect();
        for ((_, narrow), accesses) in groups {
            let of_group = |(m, a): &&(Missing, Access<'_>)| m.narrow == narrow && a.table.name == accesses[0].table.name;
            let index =
                found.iter().filter(of_group).map(|(m, _)| m).min_by_key(|m| (m.how, std::cmp::Reverse(m.columns.len())));
            let Some((index, column)) = index.and_then(|i| Some((i, accesses[0].table.column(&i.narrow)?))) else { continue };
            let finding = inherited.finding(rule, accesses[0].table, column, |table| missed.contains(&(table, narrow)));
            out.push(filter_finding(rule, finding, index, &accesses, input));
        }
    }
}

/// The index that would serve the conditions that always hold.
fn missing(op: &OpRecord, table: &Table) -> Option<Missing> {
    let compared: Vec<(&str, &str)> = comparisons(op, table).filter(|(c, _)| table.column(c).is_some()).collect();
    let is_fine = |column: &str| {
        table.column(column).is_some_and(|c| !is_coarse(c)) && !is_key(table, column) && !is_of_few(table, column)
    };
    // Who asks for an exact moment compares with a mark that rows share (`deleted_at = NEVER`).
    let is_mark = |column: &str| table.column(column).is_some_and(is_moment);
    let equal: Vec<&str> = compared.iter().filter(|(c, op)| *op == "=" && !is_mark(c)).map(|(c, _)| *c).collect();
    let of = |columns: &[&str], narrow: &str, how| Missing {
        columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        narrow: narrow.to_owned(),
        how,
    };
    let passes = |column: &str| is_passing(op, table, column);
    let found = first(&equal, |c| is_fine(c) && !may_be_coarse(c)).or_else(|| first(&equal, passes));
    if let Some(narrow) = found.or_else(|| first(&equal, is_fine)) {
        // `content_type_id, object_id`: the pair is one reference.
        let kind = first(&equal, |c| is_of_few(table, c));
        let columns: Vec<&str> = kind.into_iter().chain([narrow]).collect();
        let is_word = may_be_coarse(narrow) && kind.is_none();
        let range = compared.iter().find(|(c, op)| is_range(op) && is_fine(c)).map(|(c, _)| *c);
        return Some(match range.filter(|_| is_word) {
            Some(range) => of(&[narrow, range], range, Narrows::ToSome),
            None if passes(narrow) => of(&[narrow], narrow, Narrows::ToState),
            None => of(&columns, narrow, Narrows::ToOneValue),
        });
    }
    // The first row that a range finds is found soon.
    let any_row = matches!(op.why, "first()" | "exists()") && op.sorted.is_empty();
    let (narrow, _) = compared.iter().find(|(c, op)| *op != "=" && is_fine(c)).filter(|_| !any_row)?;
    let words = equal.iter().copied().filter(|c| !is_key(table, c)).take(1);
    let columns: Vec<&str> = words.chain([*narrow]).collect();
    Some(of(&columns, narrow, Narrows::ToSome))
}

fn first<'c>(columns: &[&'c str], fits: impl Fn(&str) -> bool) -> Option<&'c str> {
    columns.iter().copied().find(|c| fits(c))
}

fn is_moment(column: &Column) -> bool {
    let kind = column.kind.to_ascii_lowercase();
    kind.contains("datetime") || kind.contains("timestamp")
}

fn is_range(op: &str) -> bool {
    matches!(op, "<" | "<=" | ">" | ">=")
}

/// Columns that a request may ask for, and nothing else narrows then.
fn at_will(access: &Access<'_>) -> Vec<Missing> {
    let (op, table) = (access.op, access.table);
    if access.standing.aside.is_some() || access.standing.grows_likely || comparisons(op, table).next().is_some() {
        return Vec::new();
    }
    let is_narrow = |asked: &&Asked| {
        asked.table == table.name
            && asked.test == Test::Compare("=")
            && table.column(&asked.column).is_some_and(|c| !is_coarse(c))
            && !may_be_coarse(&asked.column)
            && !is_key(table, &asked.column)
            && leads(table, &asked.column).is_none()
    };
    let missing =
        |asked: &Asked| Missing { columns: vec![asked.column.clone()], narrow: asked.column.clone(), how: Narrows::AtWill };
    op.optional.iter().filter(is_narrow).map(missing).collect()
}

fn filter_finding(
    rule: &Rule,
    finding: FindingBuilder,
    index: &Missing,
    accesses: &[Access<'_>],
    input: &Input<'_>,
) -> Verdict {
    let table = accesses[0].table;
    let mut columns = index.columns.clone();
    // An index on the column of few values is there: the new one begins with what tells rows apart.
    let coarse = columns.first().filter(|c| **c != index.narrow && leads(table, c).is_some()).cloned();
    let empty = accesses.iter().map(|a| empty_key(a.op, table)).collect::<Option<Vec<_>>>();
    let served = match &coarse {
        None if let Some(key) = empty.as_ref().and_then(|keys| keys.first()) => {
            format!("no index of {} begins with it: the one on {key} only tells which rows have one", table.name)
        }
        None => format!("no index of {} begins with it or with another column of the condition", table.name),
        Some(coarse) => {
            columns.rotate_left(1);
            let narrow = &index.narrow;
            format!(
                "no index of {} begins with {narrow}: the one on {coarse}, which has few values, narrows little",
                table.name
            )
        }
    };
    let finding = with_queries(finding, accesses, input)
        .slot("table", table.name.clone())
        .slot("column", columns.join(", "))
        .slot("served", served)
        .slot("queries", queries(distinct(accesses, input).len(), "look"))
        .index(remedy::new_index(table, &columns))
        .code(remedy::create_index(table, &columns, input));
    let doubtful = |a: &Access<'_>| a.op.guards.len() >= MANY_CONDITIONS || !a.op.filters_known;
    let judged = Judged::of(rule);
    let judged = match index.how {
        Narrows::AtWill => judged.at_most(Severity::Low, "only requests that ask for it look it up", Confidence::Medium),
        Narrows::ToState => {
            let why = "it asks for a state that rows leave, in which few of them are at a time";
            judged.at_most(rule.severity.lowered(1), why, Confidence::Medium)
        }
        Narrows::ToSome if may_be_coarse(&index.narrow) => {
            judged.at_most(Severity::Low, "its values may be few, and an index then narrows little", Confidence::Low)
        }
        Narrows::ToSome => {
            let severity = rule.severity.lowered(1);
            judged.at_most(severity, "a range narrows by an amount that is not known", Confidence::Medium)
        }
        Narrows::ToOneValue if may_be_coarse(&index.narrow) => {
            judged.at_most(Severity::Low, "its values may be few, and an index then narrows little", Confidence::Low)
        }
        Narrows::ToOneValue if is_named_in_code(index, accesses) => {
            judged.at_most(Severity::Low, "the code names each value that it asks for, so there may be few", Confidence::Low)
        }
        Narrows::ToOneValue if is_entered_once(input, &table.name) => judged.at_most(
            rule.severity.lowered(1),
            "a row is only added where none is found, so there are as many as there are values",
            Confidence::Medium,
        ),
        Narrows::ToOneValue if accesses.iter().all(doubtful) => {
            Judged { confidence: judged.confidence.min(Confidence::Medium), ..judged }
        }
        // The rows with a key, or without, may be few or most.
        Narrows::ToOneValue if empty.is_some() => judged.at_most(
            rule.severity.lowered(1),
            "it also asks whether a key that has an index is empty",
            Confidence::Medium,
        ),
        Narrows::ToOneValue => judged,
    };
    accesses[0].standing.lower(judged).tell(finding).build()
}

/// A key with an index that the statement wants to be empty, or not to be.
fn empty_key<'a>(op: &'a OpRecord, table: &Table) -> Option<&'a str> {
    let wanted = op.compared.iter().filter(|(of, _, how)| *of == table.name && *how == "IS");
    wanted.map(|(_, column, _)| column.as_str()).find(|column| is_key(table, column) && leads(table, column).is_some())
}

/// Each query compares the column with a word that stands in the code, and expects more than one row of it.
fn is_named_in_code(index: &Missing, accesses: &[Access<'_>]) -> bool {
    let compares = |a: &Access<'_>| a.op.texts.iter().any(|(of, column, _)| *of == a.table.name && *column == index.narrow);
    let gets_one = |a: &Access<'_>| a.op.rows == RowsBound::One;
    accesses.iter().all(|a| compares(a) && !gets_one(a))
}

impl Detector for SortColumnNotIndexed {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let all = accesses(input);
        let sorted = all.iter().filter_map(|access| Some(((access.table.name.as_str(), sorts_all(access)?), *access)));
        let sorted = sorted.filter(|((_, column), access)| !is_too_long(access.table, column, input));
        let groups = by_key(sorted);
        let inherited = Inherited::new(input);
        let missed: BTreeSet<(&str, &str)> = groups.keys().copied().collect();
        for ((_, column), accesses) in groups {
            let table = accesses[0].table;
            let Some(declared) = table.column(column) else { continue };
            let index = [column.to_owned()];
            let finding = inherited.finding(rule, table, declared, |table| missed.contains(&(table, column)));
            let mut finding = with_queries(finding, &accesses, input)
                .slot("table", table.name.clone())
                .slot("column", column)
                .slot("queries", queries(distinct(&accesses, input).len(), "sort"));
            finding = if is_coarse(declared) {
                finding.remedy(of_all_columns(column))
            } else {
                finding.index(remedy::new_index(table, &index)).code(remedy::create_index(table, &index, input))
            };
            out.push(accesses[0].standing.lower(Judged::of(rule)).tell(finding).build());
        }
        out.extend(all.iter().filter_map(|access| by_something_computed(rule, access, input)));
    }
}

/// Of a flag or a state alone, an index leaves nearly all of the order open.
fn of_all_columns(first: &str) -> String {
    format!("Add one index on {first} and what the query sorts by after it, each in the direction of its ORDER BY.")
}

/// A page of the whole table, in an order that no index gives.
fn sorts_all<'a>(access: &Access<'a>) -> Option<&'a str> {
    let (op, table) = (access.op, access.table);
    let [(of, column), ..] = op.sorted.as_slice() else { return None };
    let is_sorted = *of == table.name && is_page_of_all(op) && op.tables.len() == 1;
    (is_sorted && leads(table, column).is_none() && !is_key(table, column)).then_some(column)
}

/// A text that a model calls long does not fit into a plain index of PostgreSQL or MySQL: a row of some thousand bytes is refused.
fn is_too_long(table: &Table, column: &str, input: &Input<'_>) -> bool {
    let of_model = table.sources.iter().any(|source| source.kind == SourceKind::Model);
    let dialect = input.model.schema.dialect.map(|(dialect, _)| dialect);
    let is_text = |column: &Column| {
        let kind = column.kind.to_ascii_lowercase();
        kind == "textfield" || kind == "text" || kind.ends_with("longtext") || kind.ends_with("mediumtext")
    };
    of_model && matches!(dialect, Some(Dialect::Postgresql | Dialect::Mysql)) && table.column(column).is_some_and(is_text)
}

/// So many rows, of all that the table has.
fn is_page_of_all(op: &OpRecord) -> bool {
    let is_cut = matches!(op.rows, RowsBound::AtMost(_) | RowsBound::Page);
    let open = op.compared.is_empty() && op.hidden.is_empty() && op.searched.is_empty() && op.either.is_empty();
    // A condition on a key whose table is not known is in none of these lists, and narrows all the same.
    is_cut && op.filters_known && op.unfiltered && open
}

/// `ORDER BY datetime(column) LIMIT 20`: no index on the column gives that order.
fn by_something_computed(rule: &Rule, access: &Access<'_>, input: &Input<'_>) -> Option<Verdict> {
    let (op, table) = (access.op, access.table);
    let columns: Vec<&str> = op
        .sorted_by_computed
        .iter()
        .filter(|(of, c)| *of == table.name && table.column(c).is_some())
        .map(|(_, c)| c.as_str())
        .collect();
    let served = |c: &&str| table.indexes.iter().any(|index| index.expressions.iter().any(|e| e.contains(*c)));
    if columns.is_empty() || columns.iter().any(served) || !is_page_of_all(op) || op.tables.len() != 1 {
        return None;
    }
    let finding = with_queries(rule.finding(written(op, input), op.symbol.clone()), &[*access], input)
        .slot("table", table.name.clone())
        .slot("column", format!("something computed from {}", columns.join(", ")))
        .slot("queries", queries(1, "sort"));
    let why = "an index has to be on the expression, or the value has to be stored";
    let judged = Judged::of(rule).at_most(rule.severity.lowered(1), why, rule.confidence);
    Some(access.standing.lower(judged).tell(finding).build())
}

fn queries(count: usize, verb: &str) -> String {
    if count == 1 {
        format!("A query of a request or job {verb}s")
    } else {
        format!("{count} queries of requests or jobs {verb}")
    }
}

/// Where the queries stand: one that is reached on several ways is one. Their order is kept.
fn distinct<'a>(accesses: &[Access<'a>], input: &Input<'_>) -> Vec<(Place, &'a str)> {
    let mut seen = BTreeSet::new();
    let places = accesses.iter().map(|access| (written(access.op, input), access.op.what.as_str()));
    places.filter(|query| seen.insert(*query)).collect()
}

pub(super) fn with_queries(mut finding: FindingBuilder, accesses: &[Access<'_>], input: &Input<'_>) -> FindingBuilder {
    for (place, what) in distinct(accesses, input).into_iter().take(SHOWN) {
        finding = finding.evidence(place, EvidenceRole::Query, what.to_owned());
    }
    let mut reach: Vec<String> = accesses.iter().flat_map(|a| &a.op.reach).map(|at| entry_name(input, *at)).collect();
    reach.sort();
    reach.dedup();
    reach.truncate(REACH_SHOWN);
    finding.reach(reach)
}
