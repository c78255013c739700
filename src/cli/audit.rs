//! `perfaudit [audit] [PATH]`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::pipeline::Failure;
use crate::report::{self, Report};

use super::args::{AuditArgs, Format};
use super::output::{self, PLAIN_WIDTH};
use super::{FAILED, GATE, OK};

/// Audits, prints and writes the report, and applies the gate.
///
/// # Errors
/// What keeps the report from being made or written.
pub fn run(args: &AuditArgs) -> Result<u8, Failure> {
    // A wrong ending is known before the work begins.
    let outputs = args.output.iter().map(|path| Ok((path, format_of(path)?))).collect::<Result<Vec<_>, Failure>>()?;
    let (report, setup) = crate::audit(&args.request())?;
    let gate = report::gate(&report, setup.settings.fail_on);
    for (path, format) in outputs {
        write(path, &render(&report, format, false, PLAIN_WIDTH, args.quiet))?;
    }
    output::print(&render(&report, args.format, output::colored(), output::width(), args.quiet));
    for error in &report.coverage.internal_errors {
        output::complain(&format!("perfaudit: internal error: {error}"));
    }
    match args.format {
        Format::Terminal => output::print(&format!("{}\n", gate.line)),
        // A document stays a document.
        Format::Markdown | Format::Json => output::complain(&gate.line),
    }
    if !report.coverage.internal_errors.is_empty() {
        return Ok(FAILED);
    }
    Ok(if gate.failed { GATE } else { OK })
}

fn format_of(path: &Path) -> Result<Format, Failure> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("md" | "markdown") => Ok(Format::Markdown),
        Some("json") => Ok(Format::Json),
        Some("txt") => Ok(Format::Terminal),
        _ => Err(Failure::Usage(format!("--output {}: the ending must be .md, .json or .txt", path.display()))),
    }
}

fn render(report: &Report, format: Format, color: bool, width: usize, quiet: bool) -> String {
    match format {
        Format::Terminal => report::terminal::write(report, color, width, quiet),
        Format::Markdown => report::markdown::write(report),
        Format::Json => report::json::write(report),
    }
}

fn write(path: &PathBuf, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::Usage(format!("--output {}: {error}", path.display())))
}
