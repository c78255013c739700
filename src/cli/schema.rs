//! `perfaudit schema [PATH]`.

use crate::pipeline::{self, Failure, setup::Setup};
use crate::report::schema;

use super::args::{ListFormat, SchemaArgs};
use super::{OK, output};

/// Prints the effective schema.
///
/// # Errors
/// What keeps the repository from being analysed.
pub fn run(args: &SchemaArgs) -> Result<u8, Failure> {
    let request = args.common.request(&args.path);
    let setup = Setup::new(&request)?;
    let analysed = pipeline::with_threads(setup.settings.jobs, || {
        let walk = crate::walk(&request.root, &setup.settings.files)?;
        pipeline::analyse(&walk, &setup)
    })??;
    let (model, texts) = (&analysed.linked.model, &analysed.texts);
    output::print(&match args.format {
        ListFormat::Json => format!("{:#}\n", schema::json(model, texts, args.dialect)),
        ListFormat::Terminal => schema::text(model, texts, args.dialect),
    });
    Ok(OK)
}
