//! Comparisons that a plain index on their column does not serve: letters of any case, functions.

use std::collections::{BTreeMap, BTreeSet};

use crate::detect::queries::common::in_request;
use crate::eval::query::Hides;
use crate::facts::Span;
use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::flow::ledger::{OpRecord, Test};
use crate::model::Place;
use crate::model::schema::{Column, Dialect, Index, Table};
use crate::rule::{Detector, Input, Rule};

use super::access::{Access, Judged, accesses, is_bounded, leads, mentions, written};
use super::query_columns::with_queries;

/// Columns that are shown as evidence.
const SHOWN: usize = 3;
/// From so many on, the conditions that a request may ask for are those of a form that filters by everything.
const MANY_OFFERED: usize = 4;

pub struct CaseInsensitiveLookup;
pub struct NonSargablePredicate;
pub struct LeadingWildcardSearch;

impl Detector for CaseInsensitiveLookup {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        // MySQL compares without case by itself.
        if input.model.schema.dialect.is_none_or(|(d, _)| d != Dialect::Mysql) {
            detect(rule, input, &[Hides::Case], out);
        }
    }
}

impl Detector for NonSargablePredicate {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        detect(rule, input, &[Hides::Function, Hides::Part], out);
    }
}

/// Columns that a statement looks through for a text that may stand anywhere, with the call that says so.
fn searched<'a>(access: &Access<'a>) -> Vec<(&'a str, Option<Place>)> {
    let (op, table) = (access.op, access.table);
    let always = op.searched.iter().filter(|(of, _)| *of == table.name).map(|(_, column)| (column.as_str(), None));
    let at_will = op.optional.iter().filter(|a| a.test == Test::Anywhere && a.table == table.name);
    always.chain(at_will.map(|a| (a.column.as_str(), a.place))).collect()
}

impl Detector for LeadingWildcardSearch {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let all = accesses(input);
        let mut found: BTreeMap<Place, (BTreeSet<&str>, Vec<Access<'_>>)> = BTreeMap::new();
        for access in &all {
            let table = access.table;
            for (name, place) in searched(access) {
                let served = table.indexes.iter().any(|index| index.method != "btree" && mentions(index, name));
                if served || !table.column(name).is_some_and(is_text) {
                    continue;
                }
                let place = place.unwrap_or_else(|| written(access.op, input));
                let (columns, accesses) = found.entry(place).or_default();
                columns.insert(name);
                accesses.push(*access);
            }
        }
        for (place, (columns, mut accesses)) in found {
            accesses.sort_by_key(|a| a.standing);
            let table = accesses[0].table;
            let columns: Vec<&str> = columns.into_iter().collect();
            let mut finding = with_queries(rule.finding(place, accesses[0].op.symbol.clone()), &accesses, input)
                .slot("table", table.name.clone())
                .slot("columns", columns.join(", "));
            let op = accesses[0].op;
            if let Some((at, column)) = columns.iter().find_map(|c| Some((spelled(op, c, input)?, c))) {
                finding = finding.evidence(at, EvidenceRole::Query, format!("the condition on {column} is written here"));
            }
            for column in columns.iter().filter_map(|name| table.column(name)).take(SHOWN) {
                finding = finding.evidence(column.place, EvidenceRole::Schema, format!("{} is looked through", column.name));
            }
            let mut judged = judged(rule, &accesses, input);
            if accesses.iter().all(|a| a.op.searched.is_empty() && a.op.optional.len() > MANY_OFFERED) {
                judged =
                    judged.at_most(Severity::Low, "it is one of many conditions that a request may ask for", judged.confidence);
            }
            // Whoever types waits for what a search reads; a job has the time.
            let only_jobs = |a: &Access<'_>| !a.op.reach.is_empty() && !in_request(a.op, input);
            if accesses.iter().all(only_jobs) {
                judged = judged.at_most(Severity::Low, "no request waits for it", Confidence::Medium);
            }
            out.push(judged.tell(finding).build());
        }
    }
}

/// Where SQL text that is put together has its condition on a column: above the call that runs it, in the same function.
fn spelled(op: &OpRecord, column: &str, input: &Input<'_>) -> Option<Place> {
    if op.entity.is_some() || written(op, input) != op.place {
        return None;
    }
    let text = &input.texts.get(op.place.file.index()).text;
    let above = text.get(..op.place.span.start as usize)?;
    let is_whole = |at: usize| !above[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let compares = |at: usize| {
        let behind = above[at + column.len()..].trim_start();
        behind.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("like") || word.eq_ignore_ascii_case("ilik"))
    };
    let (at, _) = above.rmatch_indices(column).find(|(at, _)| is_whole(*at) && compares(*at))?;
    let starts_function = |line: &str| ["def ", "async def "].iter().any(|word| line.trim_start().starts_with(word));
    if above[at..].lines().any(starts_function) {
        return None;
    }
    let (start, end) = (u32::try_from(at).ok()?, u32::try_from(at + column.len()).ok()?);
    Some(Place { file: op.place.file, span: Span { start, end } })
}

fn is_text(column: &Column) -> bool {
    let kind = column.kind.to_ascii_lowercase();
    ["char", "text", "string", "slug", "email", "url", "clob"].iter().any(|word| kind.contains(word))
}

/// Queries with such a comparison, by the place where they are written.
fn detect(rule: &Rule, input: &Input<'_>, by: &[Hides], out: &mut Vec<Verdict>) {
    let all = accesses(input);
    let mut found: BTreeMap<Place, (BTreeSet<&str>, Vec<Access<'_>>)> = BTreeMap::new();
    // Where an index narrows before, few rows are compared.
    for access in all.iter().filter(|a| !is_bounded(a.op, a.table, input) && !is_led_to(a, input)) {
        let (op, table) = (access.op, access.table);
        let of_table = op.hidden.iter().filter(|(of, _, how)| *of == table.name && by.contains(how));
        for (_, column, _) in of_table.filter(|(_, c, how)| table.column(c).is_some() && !is_served(table, c, *how)) {
            let (columns, accesses) = found.entry(written(op, input)).or_default();
            columns.insert(column);
            accesses.push(*access);
        }
    }
    for (place, (columns, mut accesses)) in found {
        accesses.sort_by_key(|a| a.standing);
        let columns: Vec<&str> = columns.into_iter().collect();
        let op = accesses[0].op;
        let mut finding = with_queries(rule.finding(place, op.symbol.clone()), &accesses, input)
            .slot("table", accesses[0].table.name.clone())
            .slot("columns", columns.join(", "))
            .slot("what", op.what.clone());
        if accesses.iter().all(|access| asks_for_parts(access, &columns)) {
            finding = finding.remedy(OF_PARTS);
        }
        out.push(judged(rule, &accesses, input).tell(finding).build());
    }
}

/// The same statement finds the one row of another table to which a key with an index leads from here, if in any case: that one
/// is looked for in a whole table, its rows here are not.
fn is_led_to(access: &Access<'_>, input: &Input<'_>) -> bool {
    let (op, table) = (access.op, access.table);
    let finds_one = |target: &str| {
        let unique = |column: &str| {
            let known = input.model.schema.table(target);
            known.is_none_or(|t| t.indexes.iter().any(|i| i.unique && i.leading().eq([column])))
        };
        op.hidden.iter().any(|(of, column, how)| of == target && *how == Hides::Case && unique(column))
    };
    let has_index = |columns: &[String]| matches!(columns, [one] if leads(table, one).is_some());
    table.foreign_keys.iter().any(|key| has_index(&key.columns) && finds_one(&key.target_table))
}

const OF_PARTS: &str = "Create an index on the expression that is compared: a part of a date comes again, so no range of the column says the same. \
                        Where a year is known too, compare the column itself with the first and the last moment.";

/// Of the dates, only parts are compared, and nothing says of which year.
fn asks_for_parts(access: &Access<'_>, columns: &[&str]) -> bool {
    let mut hidden = access.op.hidden.iter().filter(|(_, c, _)| columns.contains(&c.as_str()));
    let ranged = access.op.compared.iter().any(|(_, c, _)| columns.contains(&c.as_str()));
    !ranged && hidden.all(|(_, _, how)| *how == Hides::Part)
}

/// Another condition that has an index reads few rows before.
fn judged(rule: &Rule, accesses: &[Access<'_>], input: &Input<'_>) -> Judged {
    let mut judged = Judged::of(rule);
    if accesses.iter().all(|a| is_bounded(a.op, a.table, input)) {
        judged = judged.at_most(Severity::Low, "another condition has an index and narrows before", Confidence::Medium);
    }
    accesses[0].standing.lower(judged)
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
