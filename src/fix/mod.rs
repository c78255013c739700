//! Renders the edits and migrations that remedies ask for.
