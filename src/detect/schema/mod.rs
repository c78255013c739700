//! Schema and indexes.

pub mod fk_not_indexed;
pub mod query_columns;
pub mod redundant_index;
mod remedy;
#[cfg(test)]
mod test_support;
mod words;
