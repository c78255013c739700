//! The configuration as typed.
