//! Reads and checks rule files.
