//! Django: what its settings, URL configurations and models make of a project.

mod pattern;
pub mod settings;
pub mod start;
pub mod urls;
mod viewset;
