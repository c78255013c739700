//! Conditions of which one has to hold, on different columns: indexes serve them only where each column has one.

use std::collections::BTreeSet;

use crate::finding::{EvidenceRole, Severity, Verdict};
use crate::flow::ledger::{Alternatives, Test};
use crate::rule::{Detector, Input, Rule};

use super::access::{Access, Judged, accesses, is_bounded, is_coarse, is_key, leads, written};
use super::query_columns::with_queries;
use super::words;

pub struct OrAcrossColumns;

impl Detector for OrAcrossColumns {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let mut places = BTreeSet::new();
        for access in accesses(input) {
            // A condition beside it that has an index reads few rows before.
            if is_bounded(access.op, access.table, input) {
                continue;
            }
            for either in &access.op.either {
                let Some((columns, bare)) = scans(&access, either) else { continue };
                let place = either.place.filter(|_| access.op.sql.is_none()).unwrap_or_else(|| written(access.op, input));
                if !places.insert(place) {
                    continue;
                }
                let mut finding = with_queries(rule.finding(place, access.op.symbol.clone()), &[access], input)
                    .slot("table", words::table(access.table))
                    .slot("columns", columns.join(", "))
                    .slot("bare", bare.join(", "));
                for column in bare.iter().filter_map(|name| access.table.column(name)) {
                    let note = format!("no index begins with {}", column.name);
                    finding = finding.evidence(column.place, EvidenceRole::Schema, note);
                }
                let mut judged = Judged::of(rule);
                if bare.len() == columns.len() {
                    judged = judged.at_most(Severity::Low, "none of the columns has an index", rule.confidence);
                }
                out.push(access.standing.lower(judged).tell(finding).build());
            }
        }
    }
}

/// The columns of the alternatives, and those without an index, when all are comparisons on one table.
fn scans<'a>(access: &Access<'a>, either: &'a Alternatives) -> Option<(Vec<&'a str>, Vec<&'a str>)> {
    let table = access.table;
    let mut columns: Vec<&str> = Vec::new();
    for part in &either.parts {
        let asked = part.as_ref()?;
        let compares = matches!(asked.test, Test::Compare("=" | "IN" | "<" | "<=" | ">" | ">="));
        let column = table.column(&asked.column).filter(|c| !is_coarse(c))?;
        if asked.table != table.name || !compares {
            return None;
        }
        if !columns.contains(&column.name.as_str()) {
            columns.push(&asked.column);
        }
    }
    let bare: Vec<&str> = columns.iter().copied().filter(|c| leads(table, c).is_none() && !is_key(table, c)).collect();
    (columns.len() > 1 && !bare.is_empty()).then_some((columns, bare))
}
