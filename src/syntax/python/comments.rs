//! Comments that the analysis reads: suppressions, and reasons that somebody gave for what looks slow.

use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_text_size::Ranged;

use crate::facts::builder::Builder;

/// Words by which people say that a read is small or meant.
const REASONS: [&str; 12] = [
    "deliberate",
    "intentional",
    "on purpose",
    "small table",
    "small list",
    "at most",
    "max ",
    "only a few",
    "few rows",
    "never more",
    "bounded",
    "perfaudit:",
];

/// Keeps the comments that matter.
pub(super) fn keep(builder: &mut Builder, text: &str, tokens: &Tokens) {
    for token in tokens.iter().filter(|t| t.kind() == TokenKind::Comment) {
        let span = super::span(token.range());
        let Some(comment) = text.get(span.start as usize..span.end as usize) else { continue };
        let lower = comment.to_ascii_lowercase();
        if REASONS.iter().any(|reason| lower.contains(reason)) {
            builder.comment(span, comment.trim_start_matches('#').trim());
        }
    }
}
