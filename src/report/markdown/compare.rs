//! Against what was known before, and against the budgets of the project.

use std::fmt::Write as _;

use crate::report::view::Report;
use crate::report::words::{count, thousands};

use super::text::{Table, code, inline};

/// Rows of lists that can be very long.
const ROWS: usize = 40;

pub fn baseline(out: &mut String, report: &Report) {
    let Some(baseline) = &report.baseline else { return };
    let (new, known, gone) = (baseline.new as u64, baseline.known as u64, baseline.gone.len() as u64);
    let _ = writeln!(out, "## Compared with the baseline\n");
    let mut table = Table::new(&["baseline", "new", "known", "no more"]);
    table.row(&[code(&baseline.name), thousands(new), thousands(known), thousands(gone)]);
    out.push_str(&table.finish());
    if baseline.gone.is_empty() {
        return;
    }
    let _ = writeln!(out, "No more:\n");
    for known in baseline.gone.iter().take(ROWS) {
        let _ = writeln!(out, "- {} {} {}", code(&known.path), code(&known.rule), inline(&known.symbol));
    }
    rest(out, baseline.gone.len());
}

pub fn ledger_diff(out: &mut String, report: &Report) {
    if report.ledger_diff.is_empty() {
        return;
    }
    let changed = count(report.ledger_diff.len(), "entry point costs", "entry points cost");
    let _ = writeln!(out, "## Statements that changed\n\n{changed} another number of statements than before.\n");
    let mut table = Table::new(&["entry point", "before", "after"]);
    let cell = |formula: &Option<String>, missing: &str| formula.as_deref().map_or_else(|| missing.to_owned(), code);
    for change in report.ledger_diff.iter().take(ROWS) {
        table.row(&[code(&change.entry), cell(&change.before, "new"), cell(&change.after, "gone")]);
    }
    out.push_str(&table.finish());
    rest(out, report.ledger_diff.len());
}

pub fn over_budget(out: &mut String, report: &Report) {
    if report.over_budget.is_empty() {
        return;
    }
    let over = count(report.over_budget.len(), "entry point runs", "entry points run");
    let _ = writeln!(out, "## Over budget\n\n{over} more statements than `[budget]` of the configuration allows.\n");
    let mut table = Table::new(&["entry point", "statements", "allowed", "by", "where"]);
    for over in report.over_budget.iter().take(ROWS) {
        let budget = thousands(over.budget);
        table.row(&[code(&over.entry), code(&over.formula), budget, code(&over.pattern), code(&over.at.short())]);
    }
    out.push_str(&table.finish());
    rest(out, report.over_budget.len());
}

fn rest(out: &mut String, all: usize) {
    if all > ROWS {
        let _ = writeln!(out, "\nand {} more", thousands((all - ROWS) as u64));
    }
    out.push('\n');
}
