//! SQL text, statement by statement.

use crate::facts::Note;
use crate::facts::ddl::Statement;

/// The statements of an SQL text.
#[must_use]
pub fn statements(_text: &str, _dialect: Option<&str>) -> (Vec<Statement>, Vec<Note>) {
    (Vec::new(), Vec::new())
}
