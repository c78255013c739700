//! Served files: bytes, compressed bytes, shape of their lines.
