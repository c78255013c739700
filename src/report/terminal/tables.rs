//! The tables below the code frames.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

use crate::finding::Severity;
use crate::model::route::{EntryKind, address};
use crate::report::area::Area;
use crate::report::view::{Entry, Report, RouteView};
use crate::report::words::{printable, thousands};

use super::style::Style;

/// Shown findings by area and severity.
#[must_use]
pub fn counts(report: &Report, style: Style) -> String {
    let used: Vec<Severity> = Severity::ALL.into_iter().filter(|s| report.shown().any(|f| f.severity == *s)).collect();
    let mut table = table(style);
    table.set_header(std::iter::once("Area".to_owned()).chain(used.iter().map(|s| s.name().to_owned())));
    for area in Area::ALL {
        if !report.shown().any(|f| f.area == area) {
            continue;
        }
        let number = |severity: &Severity| {
            let found = report.shown().filter(|f| f.area == area && f.severity == *severity).count();
            right(if found == 0 { String::new() } else { thousands(found as u64) })
        };
        let name = Cell::new(format!("{} {}", area.letter(), area.title()));
        table.add_row(std::iter::once(name).chain(used.iter().map(number)).collect::<Vec<_>>());
    }
    indented(&table)
}

/// Entries one line each.
#[must_use]
pub fn entries<'a>(report: &Report, entries: impl Iterator<Item = &'a Entry>, style: Style) -> String {
    let mut table = table(style);
    table.set_header(["Id", "Severity", "Confidence", "Rule", "Place", "Title"]);
    for entry in entries {
        let Some(lead) = report.lead(entry) else { continue };
        let more = if entry.members.len() > 1 { format!(" (+{})", entry.members.len() - 1) } else { String::new() };
        table.add_row([
            entry.id.clone(),
            entry.severity.name().into(),
            entry.confidence.name().into(),
            entry.rule.clone(),
            printable(&format!("{}{more}", lead.at.short())),
            printable(&entry.title),
        ]);
    }
    indented(&table)
}

/// Entry points with statements; those of the most statements first.
#[must_use]
pub fn routes(routes: &[&RouteView], style: Style) -> String {
    let mut table = table(style);
    table.set_header(["Route", "Statements", "10 rows", "40 rows", "Known", "Handler"]);
    for route in routes {
        let value = |n: Option<u64>| right(n.map_or_else(|| "unknown".into(), thousands));
        table.add_row(vec![
            Cell::new(printable(&name(route))),
            Cell::new(printable(&route.plain.formula)),
            value(route.plain.at.ten),
            value(route.plain.at.forty),
            Cell::new(if route.complete { "whole" } else { "in part" }),
            Cell::new(printable(&route.at.short())),
        ]);
    }
    indented(&table)
}

/// `GET /projects/`; `job: cleanup` for what is not HTTP.
#[must_use]
pub fn name(route: &RouteView) -> String {
    let rule = address(&route.rule, route.prefix_unknown, &route.handler, &route.endpoint);
    match route.kind {
        EntryKind::Route if route.methods.is_empty() => rule,
        EntryKind::Route => format!("{} {rule}", route.methods.join(",")),
        EntryKind::Job => format!("job: {}", route.rule),
        EntryKind::Hook => format!("hook: {}", route.rule),
        EntryKind::Command => format!("command: {}", route.rule),
        EntryKind::Startup => format!("start-up: {}", route.rule),
    }
}

fn table(style: Style) -> Table {
    let mut table = Table::new();
    table.load_style(if style.ascii { presets::ASCII_BORDERS_ONLY_CONDENSED } else { presets::UTF8_BORDERS_ONLY });
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(style.width.saturating_sub(2)).unwrap_or(u16::MAX));
    table.force_no_tty();
    table
}

fn right(text: impl ToString) -> Cell {
    Cell::new(text.to_string()).set_alignment(CellAlignment::Right)
}

fn indented(table: &Table) -> String {
    table.lines().map(|line| format!("  {}\n", line.trim_end())).collect()
}
