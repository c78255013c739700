//! Processes, pools, compression.

pub mod no_response_compression;
pub mod pool_smaller_than_concurrency;
