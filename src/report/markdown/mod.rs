//! The whole report as Markdown. A section without facts is left out.

mod appendix;
mod compare;
mod entry;
mod facts;
mod findings;
mod handover;
mod overview;
mod plan;
mod text;

use super::claims;
use super::view::{Entry, Report};
use super::words;

pub(super) use text::inline;

/// A section and what writes it; one without facts writes nothing.
type Section = (&'static str, fn(&mut String, &Report));

/// In the order of a reader's questions: how bad, what, what is fine, how much, what next, what is not known.
const SECTIONS: &[Section] = &[
    ("head", overview::head),
    ("verdict", overview::verdict),
    ("top", overview::top),
    ("score-card", overview::score_card),
    ("compared", compare::baseline),
    ("ledger-diff", compare::ledger_diff),
    ("over-budget", compare::over_budget),
    (FINDINGS, findings::write),
    ("verified", facts::verified),
    ("claims", claims::section),
    ("not-assessable", facts::not_assessable),
    ("routes", facts::routes),
    ("capacity", facts::capacity),
    ("assets", facts::assets),
    ("roadmap", plan::roadmap),
    ("by-time", plan::by_time),
    ("verification", plan::verification),
    ("risks", handover::risks),
    ("budgets", handover::budgets),
    ("tools", handover::tools),
    ("out-of-reach", appendix::out_of_reach),
    ("coverage", appendix::coverage),
    ("suppressed", appendix::suppressed),
    ("rules", appendix::rules),
    ("configuration", appendix::configuration),
    ("glossary", appendix::glossary),
];
/// Those of the first page.
const BRIEF: [&str; 5] = ["head", "verdict", "top", "score-card", "roadmap"];

/// The section of all entries.
pub(super) const FINDINGS: &str = "findings";

/// Name and text of each section that has facts; `brief`: of the first page only.
pub(super) fn sections(report: &Report, brief: bool) -> Vec<(&'static str, String)> {
    let chosen = SECTIONS.iter().filter(|(name, _)| !brief || BRIEF.contains(name));
    let written = chosen.map(|(name, write)| {
        let mut out = String::new();
        write(&mut out, report);
        (*name, if brief { text::without_anchors(&out) } else { out })
    });
    written.filter(|(_, text)| !text.is_empty()).collect()
}

/// The report; `brief`: its first page, with verdict, the worst, budgets and roadmap.
#[must_use]
pub fn write(report: &Report, brief: bool) -> String {
    let mut out: String = sections(report, brief).into_iter().map(|(_, text)| text).collect();
    out.truncate(out.trim_end().len());
    out.push('\n');
    words::printable_lines(out)
}

/// An entry without its heading.
pub(super) fn entry_body(report: &Report, entry: &Entry) -> String {
    let mut out = String::new();
    entry::body(&mut out, report, entry);
    out
}

/// The route ledger alone.
#[must_use]
pub fn route_ledger(report: &Report) -> String {
    let mut out = String::new();
    facts::routes(&mut out, report);
    out
}
