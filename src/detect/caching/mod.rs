//! Cache headers.

pub mod static_without_long_cache;
pub mod unbounded_process_cache;
