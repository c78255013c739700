//! Serve phase: evaluates entry points, replays what they do and prices it.

pub mod cost;
pub mod ledger;
