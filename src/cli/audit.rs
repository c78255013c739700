//! `perfaudit [audit] [PATH]`.

use std::fs;
use std::path::Path;

use crate::pipeline::{Failure, changed};
use crate::report::{self, Report};

use super::args::{AuditArgs, Format};
use super::output::{self, PLAIN_WIDTH};
use super::{FAILED, GATE, OK};

/// Audits, prints and writes the report, and applies the gate.
///
/// # Errors
/// What keeps the report from being made or written.
pub fn run(args: &AuditArgs) -> Result<u8, Failure> {
    let (report, setup) = match &args.changed {
        Some(base) => changed::audit(&args.request(), base.as_deref())?,
        None => crate::audit(&args.request())?,
    };
    let gate = report::gate(&report, setup.settings.fail_on);
    for file in &args.output {
        write(&file.path, &render(&report, file.format, args, false, PLAIN_WIDTH))?;
    }
    if args.statistics {
        output::print(&report::statistics::write(&report));
    } else {
        output::print(&render(&report, args.format, args, output::colored(), output::width()));
    }
    for error in &report.coverage.internal_errors {
        output::complain(&format!("perfaudit: internal error: {error}"));
    }
    if let Some(why) = &report.coverage.cache {
        output::complain(&format!("perfaudit: the next run will read every file anew: {why}"));
    }
    for mistake in &report.coverage.mistakes {
        let line = mistake.line.map_or_else(String::new, |line| format!(":{line}"));
        output::complain(&format!("perfaudit: {}{line}: {}", mistake.path, mistake.text));
    }
    // A document stays a document.
    if args.format == Format::Terminal {
        output::print(&format!("{}\n", gate.line));
    } else {
        output::complain(&gate.line);
    }
    if !report.coverage.internal_errors.is_empty() || !report.coverage.mistakes.is_empty() {
        return Ok(FAILED);
    }
    Ok(if gate.failed { GATE } else { OK })
}

fn render(report: &Report, format: Format, args: &AuditArgs, color: bool, width: usize) -> String {
    match format {
        Format::Terminal => report::terminal::write(report, color, width, args.quiet),
        Format::Markdown => report::markdown::write(report, args.brief),
        Format::Html => report::html::write(report, args.brief),
        Format::Json => report::json::write(report),
        Format::Sarif => report::hosts::sarif::write(report),
        Format::Github => report::hosts::github::write(report),
        Format::Gitlab => report::hosts::gitlab::write(report),
        Format::Junit => report::hosts::junit::write(report),
        Format::Oneline => report::hosts::oneline::write(report),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::Usage(format!("--output {}: {error}", path.display())))
}
