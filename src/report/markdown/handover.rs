//! What stays to be watched after the changes: what could break, and what measures.

use crate::report::view::Report;
use crate::report::words::capital;

use super::overview::link;
use super::text::{Table, code, inline};

/// Entries that a row names.
const NAMED: usize = 8;

pub fn risks(out: &mut String, report: &Report) {
    if report.risks.is_empty() {
        return;
    }
    out.push_str("## Risks and rollback\n\n");
    let mut table = Table::new(&["change", "for", "what could break", "way back"]);
    for row in &report.risks {
        let mut named: Vec<String> = row.entries.iter().take(NAMED).map(|id| link(id)).collect();
        if row.entries.len() > NAMED {
            named.push(format!("{} more", row.entries.len() - NAMED));
        }
        table.row(&[row.change.into(), named.join(", "), row.risk.into(), row.rollback.into()]);
    }
    out.push_str(&table.finish());
}

pub fn tools(out: &mut String, report: &Report) {
    if report.tools.is_empty() {
        return;
    }
    out.push_str("## Monitoring and tools\n\nBy the dependencies that the tree declares.\n\n");
    let mut table = Table::new(&["for", "answers", "in the tree", "missing"]);
    for row in &report.tools {
        let found: Vec<String> =
            row.found.iter().map(|tool| format!("{} {}", inline(&tool.name), code(&tool.at.short()))).collect();
        table.row(&[capital(row.purpose), row.answers.into(), found.join(", "), row.missing.unwrap_or_default().into()]);
    }
    out.push_str(&table.finish());
}
