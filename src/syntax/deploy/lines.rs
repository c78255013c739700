//! Lines with their spans, continued lines joined.

use super::span_in;
use crate::facts::program::Span;

/// One logical line: physical lines that end in `\` are joined as they stand.
pub(super) struct Line<'t> {
    pub span: Span,
    pub text: &'t str,
}

/// Lines that end in a backslash continue on the next. Comment lines inside a continuation stay in the text.
pub(super) fn logical(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim_end().ends_with('\\') && at < text.len() {
            continue;
        }
        let logical = text[start..at].trim();
        if !logical.is_empty() {
            lines.push(Line { span: span_in(text, logical), text: logical });
        }
        start = at;
    }
    lines
}
