//! Python, lowered from Ruff's parser into the program form.

mod comments;
mod expressions;
mod functions;
mod nesting;
mod patterns;
mod statements;
mod texts;

use ruff_python_parser::{Mode, ParseError, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};

use crate::facts::builder::Builder;
use crate::facts::program::{Access, Expr, ExprId, Exprs, Program, Span};
use crate::facts::{Note, NoteKind};

/// Syntax errors reported per file; the rest says nothing new.
const MAX_ERRORS: usize = 5;

/// Trees are followed this deep; what lies below is [`Expr::Unknown`].
const MAX_DEPTH: usize = 200;

/// Operators in a row, on the way from the statement to an operand, that are kept as a tree.
const MAX_CHAIN: usize = 1_000;

/// A tree whose operands reach deeper is not dropped: dropping recurses, and worker threads have 2 MiB of stack.
const MAX_DROP_DEPTH: usize = 2_000;

/// Lowers a Python file. Broken parts become notes; what stands around them is lowered all the same.
#[must_use]
pub fn lower(text: &str) -> (Program, Vec<Note>) {
    if let Some(note) = nesting::refuse(text) {
        return (Program { access: Access::Python, ..Program::default() }, vec![note]);
    }
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module));
    let notes = parsed.errors().iter().take(MAX_ERRORS).map(syntax_note).collect();
    let Some(module) = parsed.try_into_module() else { return (Program::default(), notes) };
    let mut lowering =
        Lowering { text, builder: Builder::new(Access::Python), depth: 0, chained: 0, deepest: 0, yields: false };
    comments::keep(&mut lowering.builder, text, module.tokens());
    let body = lowering.statements(module.suite());
    if lowering.deepest > MAX_DROP_DEPTH {
        std::mem::forget(module);
    }
    (lowering.builder.finish(&body), notes)
}

/// The state of lowering one file.
struct Lowering<'t> {
    text: &'t str,
    builder: Builder,
    /// Levels of the tree above the node at hand.
    depth: usize,
    /// Operators in a row above the node at hand.
    chained: usize,
    /// The deepest operand met, chains of operators included.
    deepest: usize,
    /// A `yield` was met in the function at hand.
    yields: bool,
}

impl Lowering<'_> {
    /// Runs `lower` one level down; `None` when that is too deep.
    fn deeper<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            self.deepest = usize::MAX;
            return None;
        }
        self.depth += 1;
        let lowered = lower(self);
        self.depth -= 1;
        Some(lowered)
    }

    fn unknown(&mut self, children: &[ExprId], span: Span) -> ExprId {
        let children = if children.is_empty() { Exprs::default() } else { self.builder.exprs(children) };
        self.builder.expr(Expr::Unknown(children), span)
    }
}

fn span(range: TextRange) -> Span {
    Span::new(range.start().into(), range.end().into())
}

fn span_of(node: &impl Ranged) -> Span {
    span(node.range())
}

fn syntax_note(error: &ParseError) -> Note {
    Note { kind: NoteKind::Syntax, span: Some(span(error.location)), text: error.error.to_string().into() }
}

#[cfg(test)]
mod tests;
