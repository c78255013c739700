//! Queries: N+1, unbounded lists.
