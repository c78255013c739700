//! f-strings and t-strings: literal parts and holes.

use ruff_python_ast::{
    ConversionFlag, FStringPart, FStringValue, InterpolatedElement, InterpolatedStringElement, InterpolatedStringElements,
    TStringValue,
};

use super::{Lowering, span, span_of};
use crate::facts::program::{Expr, ExprId, Span};

/// Parts of one text: neighbouring literals are joined.
#[derive(Default)]
struct Parts {
    ids: Vec<ExprId>,
    literal: String,
    literal_span: Option<Span>,
}

impl Parts {
    fn push_literal(&mut self, text: &str, at: Span) {
        self.literal.push_str(text);
        let start = self.literal_span.map_or(at.start, |s| s.start);
        self.literal_span = Some(Span::new(start, at.end));
    }
}

impl Lowering<'_> {
    pub(super) fn f_string(&mut self, value: &FStringValue, at: Span) -> ExprId {
        let mut parts = Parts::default();
        for part in value.as_slice() {
            match part {
                FStringPart::Literal(literal) => parts.push_literal(&literal.value, span(literal.range)),
                FStringPart::FString(text) => self.elements(&text.elements, &mut parts),
            }
        }
        self.format(parts, at)
    }

    pub(super) fn t_string(&mut self, value: &TStringValue, at: Span) -> ExprId {
        let mut parts = Parts::default();
        for text in value.as_slice() {
            self.elements(&text.elements, &mut parts);
        }
        self.format(parts, at)
    }

    fn elements(&mut self, elements: &InterpolatedStringElements, parts: &mut Parts) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(literal) => parts.push_literal(&literal.value, span(literal.range)),
                InterpolatedStringElement::Interpolation(hole) => {
                    self.flush(parts);
                    let id = self.hole(hole);
                    parts.ids.push(id);
                }
            }
        }
    }

    /// A hole with a conversion or a format is another text than its value's.
    fn hole(&mut self, hole: &InterpolatedElement) -> ExprId {
        let value = self.expr(&hole.expression);
        if hole.format_spec.is_none() && hole.debug_text.is_none() && hole.conversion == ConversionFlag::None {
            return value;
        }
        let mut children = vec![value];
        if let Some(spec) = &hole.format_spec {
            for nested in spec.elements.interpolations() {
                children.push(self.expr(&nested.expression));
            }
        }
        self.unknown(&children, span_of(hole))
    }

    fn flush(&mut self, parts: &mut Parts) {
        let Some(at) = parts.literal_span.take() else { return };
        let sym = self.builder.sym(&parts.literal);
        parts.literal.clear();
        let id = self.builder.expr(Expr::Str(sym), at);
        parts.ids.push(id);
    }

    fn format(&mut self, mut parts: Parts, at: Span) -> ExprId {
        if parts.ids.is_empty() {
            let sym = self.builder.sym(&parts.literal);
            return self.builder.expr(Expr::Str(sym), at);
        }
        self.flush(&mut parts);
        let list = self.builder.exprs(&parts.ids);
        self.builder.expr(Expr::Format(list), at)
    }
}
