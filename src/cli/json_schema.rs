//! `perfaudit json-schema report|config|rule`.

use crate::config::raw;
use crate::report::json;
use crate::rule::catalogue;

use super::args::{JsonSchemaArgs, SchemaOf};
use super::{OK, output};

/// Prints a JSON Schema, for editors and for programs that read the report.
#[must_use]
pub fn run(args: &JsonSchemaArgs) -> u8 {
    match args.of {
        SchemaOf::Report => output::print(&json::schema()),
        SchemaOf::Config => output::print(raw::SCHEMA),
        SchemaOf::Rule => output::print(catalogue::SCHEMA),
    }
    OK
}
