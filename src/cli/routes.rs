//! `perfaudit routes [PATH]`.

use crate::config::document::nearest;
use crate::pipeline::{self, Failure, setup::Setup};
use crate::report::{self, explain};

use super::args::{RoutesArgs, RoutesFormat};
use super::{OK, output};

/// Prints the route ledger, or one entry of it statement by statement.
///
/// # Errors
/// What keeps the repository from being analysed; an entry that is not there.
pub fn run(args: &RoutesArgs) -> Result<u8, Failure> {
    if let Some(wanted) = &args.explain {
        output::print(&one(args, wanted)?);
        return Ok(OK);
    }
    let (report, _) = crate::audit(&args.common.request(&args.path))?;
    output::print(&match args.format {
        RoutesFormat::Json => report::routes::json(&report),
        RoutesFormat::Markdown => report::routes::markdown(&report),
        RoutesFormat::Terminal => report::routes::text(&report, output::colored(), output::width()),
    });
    Ok(OK)
}

fn one(args: &RoutesArgs, wanted: &str) -> Result<String, Failure> {
    let request = args.common.request(&args.path);
    let setup = Setup::new(&request)?;
    let analysed = pipeline::with_threads(setup.settings.jobs, || {
        let walk = crate::walk(&request.root, &setup.settings.files)?;
        pipeline::analyse(&walk, &setup)
    })??;
    let (model, ledger) = (&analysed.model, &analysed.ledger);
    explain::text(model, ledger, &analysed.texts, wanted).ok_or_else(|| {
        let names = explain::names(model, ledger);
        let hint = match nearest(wanted, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`perfaudit routes` lists them".into(),
        };
        Failure::Usage(format!("no entry point `{wanted}`; {hint}"))
    })
}
