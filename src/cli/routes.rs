//! `perfaudit routes [PATH]`.

use crate::pipeline::Failure;
use crate::report;

use super::args::{ListFormat, RoutesArgs};
use super::{OK, output};

/// Prints the route ledger.
///
/// # Errors
/// What keeps the repository from being analysed.
pub fn run(args: &RoutesArgs) -> Result<u8, Failure> {
    let (report, _) = crate::audit(&args.common.request(&args.path))?;
    output::print(&match args.format {
        ListFormat::Json => report::routes::json(&report),
        ListFormat::Terminal => report::routes::text(&report, output::colored(), output::width()),
    });
    Ok(OK)
}
