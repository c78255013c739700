//! Cache headers.

pub mod assets_not_fingerprinted;
mod no_effect;
pub mod no_store_everywhere;
pub mod optimisation_not_wired;
pub mod process_local_cache;
pub mod session_in_database;
pub mod static_without_long_cache;
pub mod unbounded_process_cache;
