//! `perfaudit schema [PATH]`.

use crate::pipeline::{self, Failure, setup::Setup};
use crate::report::{schema, schema_sql};

use super::args::{SchemaArgs, SchemaFormat};
use super::{OK, output};

/// Prints the effective schema.
///
/// # Errors
/// What keeps the repository from being analysed.
pub fn run(args: &SchemaArgs) -> Result<u8, Failure> {
    let request = args.common.request(&args.path);
    let setup = Setup::new(&request)?;
    let analysed = pipeline::with_threads(setup.settings.jobs, || {
        let mut walk = crate::walk(&request.root, &setup.settings.files)?;
        pipeline::test_apps::adopt(&mut walk);
        pipeline::analyse(&walk, &setup)
    })??;
    let (model, texts) = (&analysed.model, &analysed.texts);
    output::print(&match args.format {
        SchemaFormat::Json => format!("{:#}\n", schema::json(model, texts, args.dialect)),
        SchemaFormat::Terminal => schema::text(model, texts, args.dialect),
        SchemaFormat::Sql => schema_sql::sql(&model.schema, args.dialect),
        SchemaFormat::Mermaid => schema_sql::mermaid(&model.schema),
    });
    Ok(OK)
}
