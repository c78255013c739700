//! Tree-sitter queries of declarative rules.
