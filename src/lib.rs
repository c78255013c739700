//! perfaudit audits a web-app repository for performance without running it.
#![forbid(unsafe_code)]

pub mod cli;
pub mod config;
pub mod detect;
pub mod eval;
pub mod facts;
pub mod finding;
pub mod fix;
pub mod flow;
pub mod library;
pub mod link;
pub mod model;
pub mod names;
pub mod pipeline;
pub mod report;
pub mod rule;
pub mod source;
pub mod syntax;
