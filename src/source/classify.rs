//! Language and role of a file.
