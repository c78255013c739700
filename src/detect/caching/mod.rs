//! Cache headers.

pub mod static_without_long_cache;
