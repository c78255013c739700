//! How findings speak of relations that are loaded row by row: of one, or of all that one place reads.

use crate::finding::FindingBuilder;
use crate::flow::ledger::OpRecord;

use super::common::loop_name;

/// Relations, tables and terms of a sum that a sentence names.
const NAMED: usize = 3;

/// The finding with what is loaded, how often, and for the rows of which loops.
#[must_use]
pub fn told(finding: FindingBuilder, ops: &[&OpRecord]) -> FindingBuilder {
    let mut what: Vec<&str> = ops.iter().map(|op| op.what.as_str()).collect();
    what.dedup();
    let mut loops: Vec<String> = ops.iter().map(|op| loop_name(op)).collect();
    loops.sort();
    loops.dedup();
    let loops: Vec<&str> = loops.iter().map(String::as_str).collect();
    // What a loop in the code renders (a mail a row) is loaded by the query of that loop.
    let in_template = ops.iter().any(|op| op.loops.iter().any(|l| l.in_template));
    // A query that runs in a loop is no single statement before it: what it costs is told by itself.
    let one_before = |op: &&OpRecord| !op.query_in_loop && op.source_query.is_some_and(|p| p != op.place);
    let first = usize::from(ops.iter().any(one_before));
    let terms = sum(first as u64, ops.iter().map(|op| op.formula.as_str()));
    let title = if let [first, _, ..] = what.as_slice() { named(&[*first], what.len(), "relation") } else { what.concat() };
    finding
        .formula(terms.join(" + "))
        .slot("relations", title)
        .slot("are", if what.len() > 1 { "are" } else { "is" })
        .slot("them", if what.len() > 1 { "them" } else { "it" })
        .slot("loops", if in_template { "template loop" } else { "loop around the template" })
        .slot("view", if in_template { "the view" } else { "its query" })
        .slot("where", if in_template { "in the view," } else { "together" })
        .slot("what", named(&what, what.len(), "relation"))
        .slot("loop", named(&loops, loops.len(), "table"))
        .slot("formula", short(&terms))
        .parts(what.into_iter().map(str::to_owned).collect())
}

/// `.select_related("owner") to the queries at a.py:3, b.py:7 and 4 others`
#[must_use]
pub fn at_queries(option: &str, places: &[String]) -> String {
    let rest = places.len().saturating_sub(NAMED);
    let shown = places[..places.len() - rest].join(", ");
    match (places.len(), rest) {
        (1, _) => format!("{option} to the query at {shown}"),
        (_, 0) => format!("{option} to the queries at {shown}"),
        (_, 1) => format!("{option} to the queries at {shown} and another one"),
        _ => format!("{option} to the queries at {shown} and {rest} others"),
    }
}

/// `a`, `a and b`, `a, b, c and 4 other relations`
fn named(names: &[&str], all: usize, kind: &str) -> String {
    let shown = &names[..names.len().min(NAMED)];
    match all - shown.len() {
        0 => match shown {
            [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
            _ => shown.concat(),
        },
        1 => format!("{} and another {kind}", shown.join(", ")),
        rest => format!("{} and {rest} other {kind}s", shown.join(", ")),
    }
}

/// Terms of the sum, equal ones added up, in the order in which they come.
fn sum<'a>(constant: u64, formulas: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut terms: Vec<(u64, &str)> = Vec::new();
    if constant > 0 {
        terms.push((constant, ""));
    }
    for term in formulas.flat_map(|formula| formula.split(" + ")) {
        let (coef, factors) = match term.split_once('·') {
            Some((coef, factors)) if coef.parse::<u64>().is_ok() => (coef.parse().unwrap_or(1), factors),
            _ => term.parse().map_or((1, term), |n| (n, "")),
        };
        match terms.iter_mut().find(|(_, known)| *known == factors) {
            Some(known) => known.0 += coef,
            None => terms.push((coef, factors)),
        }
    }
    let text = |(coef, factors): (u64, &str)| match (coef, factors) {
        (n, "") => n.to_string(),
        (1, factors) => factors.to_owned(),
        (n, factors) => format!("{n}·{factors}"),
    };
    terms.into_iter().map(text).collect()
}

/// The sum as a sentence can hold it.
fn short(terms: &[String]) -> String {
    match terms.len().checked_sub(NAMED + 1) {
        None | Some(0) => terms.join(" + "),
        Some(_) => format!("{} + …", terms[..=NAMED].join(" + ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_terms_are_added_up() {
        assert_eq!(sum(1, ["N(a)", "2·N(a)", "N(a)·N(b)", "3"].into_iter()), ["4", "3·N(a)", "N(a)·N(b)"]);
        assert_eq!(sum(0, ["min(5, N(a))", "min(5, N(a))"].into_iter()), ["2·min(5, N(a))"]);
    }

    #[test]
    fn many_names_are_counted() {
        assert_eq!(named(&["a"], 1, "relation"), "a");
        assert_eq!(named(&["a", "b"], 2, "relation"), "a and b");
        assert_eq!(named(&["a", "b", "c", "d"], 4, "relation"), "a, b, c and another relation");
        assert_eq!(named(&["a"], 3, "relation"), "a and 2 other relations");
    }

    #[test]
    fn a_long_sum_is_cut_in_the_sentence() {
        let terms: Vec<String> = (0..6).map(|n| format!("N(t{n})")).collect();
        assert_eq!(short(&terms), "N(t0) + N(t1) + N(t2) + N(t3) + …");
        assert_eq!(short(&terms[..4]), "N(t0) + N(t1) + N(t2) + N(t3)");
    }
}
