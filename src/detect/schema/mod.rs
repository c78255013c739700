//! Schema and indexes.

mod access;
pub mod alternatives;
pub mod association;
pub mod composite_index_missing;
mod dates;
pub mod drift;
pub mod fk_not_indexed;
mod generic_keys;
pub mod index_steps;
pub mod inherited;
pub mod lookup_key;
pub mod primary_key;
mod prisma;
pub mod query_columns;
pub mod redundant_index;
mod remedy;
pub mod searches;
#[cfg(test)]
mod test_support;
mod words;
