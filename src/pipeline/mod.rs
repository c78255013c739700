//! Drives the flow of an audit.
