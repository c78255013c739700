//! Text to facts: the only code that names a parser crate.

pub mod asset;
pub mod deploy;
pub mod pattern;
pub mod python;
pub mod sql;
pub mod template;
