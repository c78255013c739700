//! Cache headers.

pub mod optimisation_not_wired;
pub mod static_without_long_cache;
pub mod unbounded_process_cache;
