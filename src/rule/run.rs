//! Runs rules in parallel.
