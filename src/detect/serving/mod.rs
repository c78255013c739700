//! Processes, pools, drivers, compression.

pub mod dev_server;
pub mod django_connections;
pub mod gunicorn_model;
pub mod nginx;
pub mod no_response_compression;
pub mod pool_smaller_than_concurrency;
pub mod pool_without_pre_ping;
pub mod session_not_closed;
pub mod single_worker;
pub mod sqlite;
pub mod sqlite_no_busy_timeout;
