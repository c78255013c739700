//! What stays to be watched after the changes: what could break, which values, what measures, what to look at again.

use std::fmt::Write as _;

use crate::report::view::Report;
use crate::report::words::{capital, thousands};

use super::plan::named;
use super::text::{Table, code, inline};

pub fn risks(out: &mut String, report: &Report) {
    if report.risks.is_empty() {
        return;
    }
    out.push_str("## Risks and rollback\n\n");
    let mut table = Table::new(&["change", "for", "what could break", "way back"]);
    for row in &report.risks {
        table.row(&[row.change.into(), named(&row.entries), row.risk.into(), row.rollback.into()]);
    }
    out.push_str(&table.finish());
}

/// What this audit checks is the score card; here stands what only production can show.
pub fn budgets(out: &mut String, report: &Report) {
    if report.watched.is_empty() {
        return;
    }
    out.push_str("## Budgets and alerts\n\n");
    let _ = writeln!(
        out,
        "What the tree can show is in the [score card](#score-card). In a pipeline, `\"GET /*\" = {}` below `[budget]` of the \
         configuration fails a change that makes a route dearer than that. What follows only production can \
         show: values to start with, from reports on real apps, not from this one.\n",
        thousands(report.route_budget)
    );
    let mut table = Table::new(&["value", "budget", "alert above", "critical above", "from"]);
    for row in &report.watched {
        table.row(&[row.what.into(), row.budget.into(), row.alert.into(), row.critical.into(), row.source.into()]);
    }
    out.push_str(&table.without_empty_columns().finish());
}

pub fn tools(out: &mut String, report: &Report) {
    if report.tools.is_empty() && report.recurring.is_empty() {
        return;
    }
    out.push_str("## Monitoring and tools\n\n");
    if !report.tools.is_empty() {
        out.push_str("By the dependencies that the tree declares; what is installed elsewhere is not seen.\n\n");
        let mut table = Table::new(&["for", "answers", "in the tree", "missing"]);
        for row in &report.tools {
            let found: Vec<String> =
                row.found.iter().map(|tool| format!("{} {}", inline(&tool.name), code(&tool.at.short()))).collect();
            table.row(&[capital(row.purpose), row.answers.into(), found.join(", "), row.missing.unwrap_or_default().into()]);
        }
        out.push_str(&table.without_empty_columns().finish());
    }
    if !report.recurring.is_empty() {
        out.push_str("### Checks that recur\n\n");
        for row in &report.recurring {
            let _ = writeln!(out, "- **{}**: {}", capital(row.when), row.check);
        }
        out.push('\n');
    }
}
