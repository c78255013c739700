//! What to do when: phases, the same by time, and how to check it.

use std::fmt::Write as _;

use crate::finding::plan::Horizon;
use crate::report::view::{Report, RoadmapItem};
use crate::report::words::{count, join};

use super::overview::link;
use super::text::{Table, block, code, inline};

/// Files that an item names.
const FILES: usize = 3;
/// Entries that are named in one cell.
const IDS: usize = 8;

pub fn roadmap(out: &mut String, report: &Report) {
    if report.roadmap.is_empty() {
        return;
    }
    out.push_str("## Roadmap\n\n");
    for phase in &report.roadmap {
        let items = count(phase.items.len(), "item", "items");
        let _ = writeln!(
            out,
            "### {}\n\n{items}, {} of work: the sum of the effort words.\n",
            phase.phase.title(),
            phase.effort.words()
        );
        let mut table = Table::new(&["id", "item", "severity", "closes", "files", "effort", "change"]);
        for item in &phase.items {
            let Some(entry) = report.entries.get(item.entry) else { continue };
            table.row(&[
                link(&entry.id),
                inline(&entry.title),
                entry.severity.name().into(),
                count(entry.members.len(), "finding", "findings"),
                files(item),
                entry.effort.name().into(),
                change(report, &entry.id),
            ]);
        }
        out.push_str(&table.without_empty_columns().finish());
    }
}

/// Links to entries, the first few of many.
pub(super) fn named(ids: &[String]) -> String {
    let mut links: Vec<String> = ids.iter().take(IDS).map(|id| link(id)).collect();
    if ids.len() > IDS {
        links.push(format!("{} more", ids.len() - IDS));
    }
    join(&links)
}

/// What is done to the app, as `Risks and rollback` names it.
fn change(report: &Report, id: &str) -> String {
    let row = report.risks.iter().find(|row| row.entries.iter().any(|entry| entry == id));
    row.map_or_else(String::new, |row| row.change.into())
}

fn files(item: &RoadmapItem) -> String {
    let mut named: Vec<String> = item.files.iter().take(FILES).map(|f| code(f)).collect();
    if item.files.len() > FILES {
        named.push(format!("{} more", item.files.len() - FILES));
    }
    join(&named)
}

pub fn by_time(out: &mut String, report: &Report) {
    let times = [(Horizon::Today, "Today"), (Horizon::Week, "This week"), (Horizon::Month, "This month")];
    let items = |horizon| report.roadmap.iter().flat_map(|p| &p.items).filter(move |i| i.horizon == horizon);
    if times.iter().all(|(horizon, _)| items(*horizon).next().is_none()) {
        return;
    }
    out.push_str("## Today, this week, this month\n\n");
    for (horizon, title) in times {
        let mut of_time = items(horizon).peekable();
        if of_time.peek().is_none() {
            continue;
        }
        let _ = writeln!(out, "**{title}**\n");
        for item in of_time {
            let Some(entry) = report.entries.get(item.entry) else { continue };
            let _ = writeln!(out, "- [ ] {} {} ({} effort)", link(&entry.id), inline(&entry.title), entry.effort.name());
        }
        out.push('\n');
    }
}

pub fn verification(out: &mut String, report: &Report) {
    if report.commands.is_empty() {
        return;
    }
    out.push_str("## Verification\n\nThe gain in time is not measurable from the repository; these steps measure it.\n\n");
    for command in &report.commands {
        let checks = named(&command.checks);
        let of = if checks.is_empty() { String::new() } else { format!(" (for {checks})") };
        let _ = writeln!(out, "**{}**{of}\n", inline(&command.purpose));
        let language = if command.command.contains("import ") { "python" } else { "" };
        let _ = writeln!(out, "{}", block(&command.command, language));
        let _ = writeln!(out, "Expected: {}.\n", inline(&command.expected));
    }
}
