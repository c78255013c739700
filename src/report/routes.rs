//! The route ledger by itself: `perfaudit routes`.

use std::fmt::Write as _;

use serde::Serialize;

use super::json::pretty;
use super::view::{Report, RouteView};
use super::{markdown, terminal, words};

#[derive(Serialize)]
struct Document<'a> {
    routes: &'a [RouteView],
}

/// `{"routes": […]}` with a line end.
#[must_use]
pub fn json(report: &Report) -> String {
    pretty(&Document { routes: &report.routes })
}

/// The route ledger of the Markdown report by itself.
#[must_use]
pub fn markdown(report: &Report) -> String {
    if report.routes.is_empty() { "No entry points were found.\n".into() } else { markdown::route_ledger(report) }
}

/// A table of all entry points, the dearest first.
#[must_use]
pub fn text(report: &Report, color: bool, width: usize) -> String {
    let mut routes: Vec<&RouteView> = report.routes.iter().collect();
    if routes.is_empty() {
        return "No entry points were found.\n".into();
    }
    routes.sort_by_key(|r| std::cmp::Reverse(r.plain.at.forty));
    let style = terminal::Style { color, ascii: false, width, quiet: false };
    let mut out = terminal::route_table(&routes, style);
    let in_part = routes.iter().filter(|r| !r.complete).count();
    let entry_points = words::count(routes.len(), "entry point", "entry points");
    let _ = writeln!(out, "  {entry_points}, {} known in part only (lower bounds)", words::thousands(in_part as u64));
    let unbounded = routes.iter().filter(|r| !r.unbounded_reads.is_empty()).count();
    if unbounded > 0 {
        let _ = writeln!(out, "  {} with a read that no limit bounds", words::count(unbounded, "entry point", "entry points"));
    }
    out
}
