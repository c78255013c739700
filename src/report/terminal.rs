//! The report for a person at a terminal.

use super::view::Report;

/// `width` in columns. `quiet`: the verdict only.
#[must_use]
pub fn write(report: &Report, color: bool, width: usize, quiet: bool) -> String {
    let _ = (color, width, quiet);
    report.verdict.join("\n") + "\n"
}
