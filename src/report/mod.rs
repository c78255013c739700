//! The report: one view, one file a format.
