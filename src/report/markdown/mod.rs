//! The whole report as Markdown. A section without facts is left out.

mod appendix;
mod entry;
mod facts;
mod overview;
mod plan;
mod text;

use super::area::Area;
use super::view::Report;

/// Sections in the order of a reader's questions: how bad, what, what is fine, how much, what next, what is not known.
#[must_use]
pub fn write(report: &Report) -> String {
    let mut out = String::new();
    overview::head(&mut out, report);
    overview::verdict(&mut out, report);
    overview::top(&mut out, report);
    overview::score_card(&mut out, report);
    findings(&mut out, report);
    facts::verified(&mut out, report);
    facts::not_assessable(&mut out, report);
    facts::routes(&mut out, report);
    facts::capacity(&mut out, report);
    facts::assets(&mut out, report);
    plan::roadmap(&mut out, report);
    plan::by_time(&mut out, report);
    plan::verification(&mut out, report);
    appendix::out_of_reach(&mut out, report);
    appendix::coverage(&mut out, report);
    appendix::suppressed(&mut out, report);
    appendix::rules(&mut out, report);
    appendix::configuration(&mut out, report);
    appendix::glossary(&mut out, report);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The route ledger alone.
#[must_use]
pub fn route_ledger(report: &Report) -> String {
    let mut out = String::new();
    facts::routes(&mut out, report);
    out
}

fn findings(out: &mut String, report: &Report) {
    if report.entries.is_empty() {
        return;
    }
    out.push_str("## Findings\n\n");
    for area in Area::ALL {
        let mut entries = report.entries.iter().filter(|e| e.area == area).peekable();
        if entries.peek().is_none() {
            continue;
        }
        out.push_str(&format!("### {} {}\n\n", area.letter(), area.title()));
        for entry in entries {
            entry::write(out, report, entry);
        }
    }
}
