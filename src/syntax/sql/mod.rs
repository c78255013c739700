//! SQL text, statement by statement.
