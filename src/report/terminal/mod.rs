//! The report for a person at a terminal: verdict, the worst findings with their code, then tables and where to go next.

mod frame;
mod style;
mod tables;

use std::fmt::Write as _;

use super::view::{Report, RouteView};
use super::words;

pub use style::Style;
pub(super) use tables::name as route_name;

/// Entries with a code frame, one-line entries, and routes that are printed.
const FRAMES: usize = 10;
const LINES: usize = 40;
const ROUTES: usize = 10;
/// Narrower terminals get lines of this width all the same.
const MIN_WIDTH: usize = 60;
const MAX_WIDTH: usize = 140;

/// `width` in columns. `quiet`: the verdict only.
#[must_use]
pub fn write(report: &Report, color: bool, width: usize, quiet: bool) -> String {
    write_styled(report, Style { color, ascii: false, width, quiet })
}

/// As [`write`], with the choice of ASCII.
#[must_use]
pub fn write_styled(report: &Report, style: Style) -> String {
    let style = Style { width: style.width.clamp(MIN_WIDTH, MAX_WIDTH), ..style };
    let mut out = String::new();
    verdict(&mut out, report, style);
    if !style.quiet {
        frames(&mut out, report, style);
        ledger_diff(&mut out, report, style);
        summary(&mut out, report, style);
        worst_routes(&mut out, report, style);
        coverage(&mut out, report, style);
        next_steps(&mut out, report, style);
    }
    out
}

/// The table of all entry points, for `perfaudit routes`.
#[must_use]
pub(super) fn route_table(routes: &[&RouteView], style: Style) -> String {
    tables::routes(routes, Style { width: style.width.clamp(MIN_WIDTH, MAX_WIDTH), ..style })
}

fn verdict(out: &mut String, report: &Report, style: Style) {
    let head = &report.head;
    let stack: Vec<&str> = head.stack.iter().chain(&head.dialect).map(|e| e.name.as_str()).collect();
    let mut line = format!("{} {}", head.tool.name, head.tool.version);
    if !stack.is_empty() {
        let _ = write!(line, " {} {}", style.glyphs().dot, stack.join(", "));
    }
    if !style.quiet {
        let _ = writeln!(out, "{}\n", style.dim(&line));
    }
    for (at, sentence) in report.verdict.iter().enumerate() {
        for line in style::wrap(sentence, style.width) {
            let worst = report.ranked.iter().filter_map(|at| report.entries.get(*at)).map(|e| e.severity).max();
            let line = match worst {
                Some(severity) if at == 0 => style.severity(severity, &line),
                _ => line,
            };
            let _ = writeln!(out, "{line}");
        }
    }
}

fn frames(out: &mut String, report: &Report, style: Style) {
    for entry in report.ranked.iter().take(FRAMES).filter_map(|at| report.entries.get(*at)) {
        let _ = write!(out, "\n{}", frame::entry(report, entry, style));
    }
}

fn summary(out: &mut String, report: &Report, style: Style) {
    if report.entries.is_empty() {
        return;
    }
    heading(out, "Findings by area", style);
    out.push_str(&tables::counts(report, style));
    let rest: Vec<_> = report.ranked.iter().skip(FRAMES).filter_map(|at| report.entries.get(*at)).collect();
    if rest.is_empty() {
        return;
    }
    heading(out, "Further findings", style);
    out.push_str(&tables::entries(report, rest.iter().copied().take(LINES), style));
    if rest.len() > LINES {
        let _ = writeln!(out, "  and {} more", words::thousands((rest.len() - LINES) as u64));
    }
}

/// Entry points that cost another number of statements than before.
fn ledger_diff(out: &mut String, report: &Report, style: Style) {
    if report.ledger_diff.is_empty() {
        return;
    }
    heading(out, "Statements that changed", style);
    for change in report.ledger_diff.iter().take(LINES) {
        let _ = writeln!(out, "  {}: {}", change.entry, change.words());
    }
    if report.ledger_diff.len() > LINES {
        let _ = writeln!(out, "  and {} more", words::thousands((report.ledger_diff.len() - LINES) as u64));
    }
}

fn worst_routes(out: &mut String, report: &Report, style: Style) {
    let mut routes: Vec<&RouteView> = report.routes.iter().filter(|r| r.plain.at.forty.is_some_and(|n| n > 0)).collect();
    if routes.is_empty() {
        return;
    }
    // Stable: equals stay in the order of the ledger.
    routes.sort_by_key(|r| std::cmp::Reverse(r.plain.at.forty));
    let all = routes.len();
    routes.truncate(ROUTES);
    let title =
        if all > ROUTES { format!("Statements per route (worst {ROUTES} of {all})") } else { "Statements per route".into() };
    heading(out, &title, style);
    out.push_str(&tables::routes(&routes, style));
}

fn coverage(out: &mut String, report: &Report, style: Style) {
    let coverage = &report.coverage;
    let mut parts = vec![format!(
        "{} read, {} understood",
        words::count(coverage.files, "file", "files"),
        words::thousands(coverage.understood as u64)
    )];
    if !coverage.skipped.is_empty() {
        parts.push(format!("{} skipped", words::thousands(coverage.skipped.len() as u64)));
    }
    if !coverage.notes.is_empty() {
        parts.push(words::count(coverage.notes.len(), "note", "notes"));
    }
    if !report.not_assessable.is_empty() {
        parts.push(format!("{} not assessable", words::count(report.not_assessable.len(), "subject", "subjects")));
    }
    let _ = writeln!(out, "\n{} {}", style.dim("Coverage:"), parts.join(", "));
    for error in &coverage.internal_errors {
        let _ = writeln!(out, "{} {error}", style.bold("internal error:"));
    }
}

fn next_steps(out: &mut String, report: &Report, style: Style) {
    let rule = report.ranked.first().and_then(|at| report.entries.get(*at)).map(|e| e.rule.as_str());
    if let Some(rule) = rule {
        let _ = writeln!(out, "{} perfaudit explain {rule}", style.dim("A rule in full: "));
    }
    let _ = writeln!(out, "{} -o report.md", style.dim("The full report:"));
}

fn heading(out: &mut String, title: &str, style: Style) {
    let _ = writeln!(out, "\n{}", style.bold(title));
}
