//! The whole report as Markdown.

use super::view::Report;

#[must_use]
pub fn write(report: &Report) -> String {
    report.verdict.join("\n") + "\n"
}
