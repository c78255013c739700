//! Order of findings.
