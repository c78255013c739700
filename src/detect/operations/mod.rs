//! Logging, profiling and tracing that production pays for.

pub mod debug_log_level;
pub mod profiler;
pub mod sql_echo;
