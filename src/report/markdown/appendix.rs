//! What the audit cannot say, what it read, and with which rules and settings.

use std::fmt::Write as _;

use crate::report::view::Report;
use crate::report::words::{capital, count, join, thousands};

use super::text::{Table, code, inline};

/// Rows of lists that can be very long.
const ROWS: usize = 20;

pub fn out_of_reach(out: &mut String, report: &Report) {
    if report.out_of_reach.is_empty() {
        return;
    }
    out.push_str("## Out of reach\n\n");
    for line in &report.out_of_reach {
        let _ = writeln!(out, "- {}", inline(line));
    }
    out.push('\n');
}

pub fn coverage(out: &mut String, report: &Report) {
    let coverage = &report.coverage;
    out.push_str("## Coverage\n\n");
    if !coverage.by_kind.is_empty() {
        let mut table = Table::new(&["language", "role", "files"]);
        for row in &coverage.by_kind {
            table.row(&[row.language.into(), row.role.into(), thousands(row.files as u64)]);
        }
        out.push_str(&table.finish());
    }
    for error in &coverage.internal_errors {
        let _ = writeln!(out, "Internal error: {}\n", inline(error));
    }
    list(out, "Skipped", &["path", "why"], coverage.skipped.iter().map(|s| vec![code(&s.path), inline(&s.why)]).collect());
    let notes = coverage.notes.iter().map(|note| {
        let place = match note.line {
            _ if note.path.is_empty() => String::new(),
            Some(line) => code(&format!("{}:{line}", note.path)),
            None => code(&note.path),
        };
        vec![place, note.kind.into(), inline(&note.text)]
    });
    list(out, "Not understood", &["place", "kind", "what"], notes.collect());
    let causes = coverage.unknown_causes.iter().map(|c| {
        let stub = c.stub.as_ref().map_or_else(String::new, |s| code(&s.path));
        vec![inline(&c.cause), thousands(c.routes as u64), stub]
    });
    list(out, "Why values were lost", &["cause", "routes", "a stub would tell"], causes.collect());
}

fn list(out: &mut String, title: &str, head: &[&str], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "### {title}\n");
    let mut table = Table::new(head);
    for row in rows.iter().take(ROWS) {
        table.row(row);
    }
    out.push_str(&table.finish());
    if rows.len() > ROWS {
        let _ = writeln!(out, "and {} more\n", thousands((rows.len() - ROWS) as u64));
    }
}

/// Findings that the project accepted or deferred, with its reasons.
pub fn suppressed(out: &mut String, report: &Report) {
    let rows: Vec<Vec<String>> = report
        .findings
        .iter()
        .filter(|f| !f.is_open())
        .map(|f| {
            let status = capital(f.status.name());
            let reason = f.status_reason.as_deref().map_or_else(String::new, inline);
            vec![status, code(&f.rule), code(&f.at.short()), inline(&f.title), reason]
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    out.push_str("## Accepted and deferred\n\n");
    let mut table = Table::new(&["status", "rule", "place", "finding", "reason"]);
    for row in &rows {
        table.row(row);
    }
    out.push_str(&table.finish());
}

pub fn rules(out: &mut String, report: &Report) {
    if report.rules.is_empty() {
        return;
    }
    let (telling, silent): (Vec<_>, Vec<_>) = report.rules.iter().partition(|rule| rule.findings + rule.verified > 0);
    let _ = writeln!(out, "## Rules\n\n{} ran.\n", count(report.rules.len(), "rule", "rules"));
    let mut table = Table::new(&["rule", "family", "severity", "confidence", "findings", "verified"]);
    for rule in &telling {
        table.row(&[
            code(&rule.id),
            inline(&rule.family),
            rule.severity.name().into(),
            rule.confidence.name().into(),
            thousands(rule.findings as u64),
            thousands(rule.verified as u64),
        ]);
    }
    if !telling.is_empty() {
        out.push_str(&table.finish());
    }
    if !silent.is_empty() {
        let names: Vec<String> = silent.iter().map(|rule| code(&rule.id)).collect();
        let _ = writeln!(out, "Neither a finding nor anything to confirm: {}.\n", join(&names));
    }
}

pub fn configuration(out: &mut String, report: &Report) {
    if report.configuration.is_empty() {
        return;
    }
    out.push_str("## Configuration in force\n\n");
    let mut table = Table::new(&["setting", "value"]);
    for (name, value) in &report.configuration {
        table.row(&[code(name), inline(value)]);
    }
    out.push_str(&table.finish());
}

pub fn glossary(out: &mut String, report: &Report) {
    let formulas =
        || report.routes.iter().map(|r| &r.plain.formula).chain(report.findings.iter().filter_map(|f| f.formula.as_ref()));
    if !formulas().any(|f| f.contains('(')) {
        return;
    }
    out.push_str("## Variables\n\n");
    let mut table = Table::new(&["variable", "meaning"]);
    for (name, meaning) in [
        ("N(x)", "rows that the loop or query over x meets"),
        ("len(x)", "items of what the code calls x, where the tree does not tell which rows they are"),
        ("D(x)", "distinct parents x among those rows, at most as many as rows"),
        ("min(k, N(x))", "bounded by a limit, slice or page size k"),
    ] {
        table.row(&[code(name), meaning.into()]);
    }
    out.push_str(&table.finish());
}
