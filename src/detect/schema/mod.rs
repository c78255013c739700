//! Schema and indexes.

pub mod fk_not_indexed;
pub mod redundant_index;
