//! Logging, profiling and tracing that production pays for.

pub mod profiler;
pub mod sql_echo;
