//! The route ledger by itself: `perfaudit routes`.

use serde::Serialize;

use super::json::pretty;
use super::view::{Report, RouteView};

#[derive(Serialize)]
struct Document<'a> {
    routes: &'a [RouteView],
}

/// `{"routes": […]}` with a line end.
#[must_use]
pub fn json(report: &Report) -> String {
    pretty(&Document { routes: &report.routes })
}

/// A table of all entry points.
#[must_use]
pub fn text(report: &Report, width: usize) -> String {
    let _ = width;
    report.routes.iter().map(|r| format!("{} {} {}\n", r.methods.join(","), r.rule, r.plain.formula)).collect()
}
