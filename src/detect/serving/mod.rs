//! Processes, pools, drivers, compression.

pub mod debug_in_production;
pub mod dev_server;
pub mod django_connections;
pub mod gunicorn_model;
pub mod nginx;
pub mod no_response_compression;
pub mod pool_exceeds_limit;
pub mod pool_smaller_than_concurrency;
pub mod pool_without_pre_ping;
mod put_settings;
pub mod scale_to_zero;
pub mod session_not_closed;
pub mod single_worker;
pub mod sqlite;
pub mod sqlite_no_busy_timeout;
pub mod start_conflict;
pub mod static_through_python;
pub mod sync_workers;
pub mod worker_memory;
pub mod worker_tmp;
