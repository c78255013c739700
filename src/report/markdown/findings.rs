//! The section of all entries: of each rule some in full, and what is like them a line each.

use std::collections::BTreeMap;

use crate::report::area::Area;
use crate::report::view::{Entry, Report};

use super::entry;
use super::text::{Table, code, inline};

/// Entries of one rule that are written in full: nobody reads the same proof more often, and each other one is told with its
/// place, cost and remedy.
const IN_FULL: usize = 8;

pub fn write(out: &mut String, report: &Report) {
    if report.entries.is_empty() {
        return;
    }
    out.push_str("## Findings\n\n");
    for area in Area::ALL {
        let entries: Vec<&Entry> = report.entries.iter().filter(|e| e.area == area).collect();
        if entries.is_empty() {
            continue;
        }
        out.push_str(&format!("### {} {}\n\n", area.letter(), area.title()));
        let mut written: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut full, mut further) = (Vec::new(), Vec::new());
        for entry in entries {
            let of_rule = written.entry(&entry.rule).or_default();
            *of_rule += 1;
            if *of_rule <= IN_FULL { full.push(entry) } else { further.push(entry) }
        }
        full.into_iter().for_each(|entry| entry::write(out, report, entry));
        table(out, report, &further);
    }
}

fn table(out: &mut String, report: &Report, further: &[&Entry]) {
    if further.is_empty() {
        return;
    }
    out.push_str("#### Further entries of these rules\n\n");
    out.push_str("Why they matter is told above; their evidence and edits are in the HTML and JSON reports.\n\n");
    let mut table = Table::new(&["id", "finding", "severity", "where", "cost", "remedy"]);
    for entry in further {
        let Some(lead) = report.lead(entry) else { continue };
        let more = if entry.members.len() > 1 { format!(" and {} more", entry.members.len() - 1) } else { String::new() };
        table.row(&[
            format!("<a id=\"{}\"></a>{}", entry.id.to_lowercase(), entry.id),
            inline(&entry.title),
            format!("{}, {} confidence", entry.severity.name(), entry.confidence.name()),
            format!("{}{more}", code(&lead.at.short())),
            lead.formula.as_deref().map_or_else(String::new, code),
            inline(&lead.remedy),
        ]);
    }
    out.push_str(&table.finish());
}
