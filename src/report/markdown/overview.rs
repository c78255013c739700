//! The first page: head, verdict, the five worst, the score card.

use std::fmt::Write as _;

use crate::report::view::{Report, StackEntry};
use crate::report::words::{capital, count, thousands};

use super::text::{Table, code, inline};

pub fn head(out: &mut String, report: &Report) {
    let head = &report.head;
    let of = if head.project.is_empty() { String::new() } else { format!(" of {}", inline(&head.project)) };
    let _ = writeln!(out, "# Performance audit{of}\n");
    let mut table = Table::new(&["what", "found", "proof"]);
    let tool = format!("{} {}, {}", head.tool.name, head.tool.version, count(head.rules, "rule", "rules"));
    table.row(&["Tool".into(), tool, "[rules](#rules)".into()]);
    if let Some(commit) = &head.commit {
        table.row(&["Commit".into(), format!("{} of {}", code(&commit.hash), inline(&commit.date))]);
    }
    for entry in head.stack.iter().chain(&head.dialect) {
        table.row(&stack_row(entry));
    }
    let coverage = &report.coverage;
    let mut scope = format!("{}, {} understood", count(coverage.files, "file", "files"), thousands(coverage.understood as u64));
    if !coverage.skipped.is_empty() {
        let _ = write!(scope, ", {} skipped", thousands(coverage.skipped.len() as u64));
    }
    table.row(&["Scope".into(), scope, "[coverage](#coverage)".into()]);
    out.push_str(&table.finish());
}

fn stack_row(entry: &StackEntry) -> [String; 3] {
    let version = entry.version.as_ref().map_or_else(String::new, |v| format!(" {}", inline(v)));
    let proof = entry.at.as_ref().map_or_else(String::new, |at| code(&at.short()));
    let kind = if entry.kind == "orm" { "ORM".to_owned() } else { capital(entry.kind) };
    [kind, format!("{}{version}", inline(&entry.name)), proof]
}

pub fn verdict(out: &mut String, report: &Report) {
    out.push_str("## Verdict\n\n");
    let _ = writeln!(out, "{}\n", report.verdict.join(" "));
}

pub fn top(out: &mut String, report: &Report) {
    if report.entries.is_empty() {
        return;
    }
    out.push_str("## Top five\n\n");
    let mut table = Table::new(&["id", "finding", "severity", "where", "cost", "effort"]);
    for entry in report.ranked.iter().take(5).filter_map(|at| report.entries.get(*at)) {
        let Some(lead) = report.lead(entry) else { continue };
        let more = if entry.members.len() > 1 { format!(" and {} more", entry.members.len() - 1) } else { String::new() };
        table.row(&[
            link(&entry.id),
            inline(&entry.title),
            entry.severity.name().into(),
            format!("{}{more}", code(&lead.at.short())),
            lead.formula.as_deref().map_or_else(String::new, code),
            entry.effort.name().into(),
        ]);
    }
    out.push_str(&table.finish());
}

pub fn score_card(out: &mut String, report: &Report) {
    if report.score_card.is_empty() {
        return;
    }
    out.push_str("## Score card\n\n");
    let mut table = Table::new(&["subject", "budget", "source", "found", "status"]);
    for row in &report.score_card {
        table.row(&[
            inline(&row.subject),
            inline(&row.budget),
            inline(&row.source),
            inline(&row.found),
            row.status.name().into(),
        ]);
    }
    out.push_str(&table.finish());
}

/// A link to an entry.
#[must_use]
pub fn link(id: &str) -> String {
    format!("[{id}](#{})", id.to_lowercase())
}
