//! What follows a value: attributes, subscripts, calls, filters and tests.

use compact_str::CompactString;

use crate::facts::Span;
use crate::facts::program::{Arg, ArgKind, CollectionKind, Expr, ExprId, Sym, UnaryOp};

use super::super::tokens::Kind;
use super::{Parser, plain};

/// Words after which Jinja's test has no argument.
const NO_TEST_ARGUMENT: &[&str] = &["else", "or", "and", "is", "if", "in", "not", "recursive"];

impl<'t> Parser<'_, 't> {
    /// Attributes, items and calls.
    pub(super) fn postfix(&mut self, value: ExprId) -> Option<ExprId> {
        let mut value = value;
        loop {
            if self.eat(".") {
                value = self.member(value)?;
            } else if !self.django && self.eat("[") {
                value = self.nested(|p| p.subscript(value))?;
            } else if !self.django && self.eat("(") {
                value = self.nested(|p| {
                    let args = p.call_arguments()?;
                    let span = p.through(value);
                    p.call(value, &args, span)
                })?;
            } else {
                return Some(value);
            }
        }
    }

    fn member(&mut self, value: ExprId) -> Option<ExprId> {
        let word = self.next()?;
        let span = self.through(value);
        match word.kind {
            Kind::Name => {
                let name = self.builder.sym(word.text);
                self.node(Expr::Attr(value, name), span, &[value])
            }
            Kind::Int => {
                let index = self.node(Expr::Int(word.text.parse().ok()?), word.span, &[])?;
                self.node(Expr::Index { value, index }, span, &[value, index])
            }
            _ => None,
        }
    }

    fn subscript(&mut self, value: ExprId) -> Option<ExprId> {
        let start = self.end();
        let first = self.slice_part()?;
        let index = if self.is(":") {
            self.slice(first, start)?
        } else {
            let first = first?;
            let mut items = vec![first];
            while self.eat(",") {
                items.push(self.expression()?);
            }
            if items.len() == 1 { first } else { self.collection(CollectionKind::Tuple, &items, start)? }
        };
        if !self.eat("]") {
            return None;
        }
        let span = self.through(value);
        self.node(Expr::Index { value, index }, span, &[value, index])
    }

    fn slice_part(&mut self) -> Option<Option<ExprId>> {
        if self.is(":") || self.is("]") { Some(None) } else { self.expression().map(Some) }
    }

    fn slice(&mut self, lower: Option<ExprId>, start: u32) -> Option<ExprId> {
        self.at += 1;
        let upper = self.slice_part()?;
        let step = if self.eat(":") { self.slice_part()? } else { None };
        let span = Span::new(start, self.end());
        let children: Vec<ExprId> = [lower, upper, step].into_iter().flatten().collect();
        self.node(Expr::Slice { lower, upper }, span, &children)
    }

    /// After `(`, up to and with `)`.
    pub fn call_arguments(&mut self) -> Option<Vec<Arg>> {
        let mut args = Vec::new();
        while !self.eat(")") {
            args.push(self.call_argument()?);
            if !self.eat(",") && !self.is(")") {
                return None;
            }
        }
        Some(args)
    }

    /// `value`, `name=value`, `*value`, `**value`.
    pub fn call_argument(&mut self) -> Option<Arg> {
        if self.eat("**") {
            return self.expression().map(|value| Arg { name: None, kind: ArgKind::DoubleStar, value });
        }
        if self.eat("*") {
            return self.expression().map(|value| Arg { name: None, kind: ArgKind::Star, value });
        }
        let name = self.keyword();
        self.expression().map(|value| Arg { name, kind: ArgKind::Plain, value })
    }

    /// Reads `name=`.
    pub fn keyword(&mut self) -> Option<Sym> {
        let word = self.peek().filter(|w| w.kind == Kind::Name && self.peek_after(1) == Some("="))?;
        self.at += 2;
        Some(self.builder.sym(word.text))
    }

    // Filters and tests

    pub(super) fn filters(&mut self, value: ExprId) -> Option<ExprId> {
        let mut value = value;
        loop {
            if self.eat("|") {
                value = self.filter(value)?;
            } else if !self.django && self.eat("is") {
                value = self.test(value)?;
            } else if !self.django && self.eat("(") {
                let args = self.nested(Self::call_arguments)?;
                let span = self.through(value);
                value = self.call(value, &args, span)?;
            } else {
                return Some(value);
            }
        }
    }

    /// A dotted name as one text.
    fn dotted(&mut self, prefix: &str) -> Option<(CompactString, Span)> {
        let first = self.name()?;
        let mut text = CompactString::from(prefix);
        text.push_str(first.text);
        while !self.django && self.eat(".") {
            text.push('.');
            text.push_str(self.name()?.text);
        }
        Some((text, Span::new(first.span.start, self.end())))
    }

    fn filter(&mut self, value: ExprId) -> Option<ExprId> {
        let (name, name_span) = self.dotted("filter:")?;
        let mut args = vec![plain(value)];
        if self.django {
            if self.eat(":") {
                let argument = self.nested(|p| p.signed(false))?;
                args.push(plain(argument));
            }
        } else if self.eat("(") {
            args.extend(self.nested(Self::call_arguments)?);
        }
        let span = self.through(value);
        self.call_named(&name, name_span, &args, span)
    }

    fn test(&mut self, value: ExprId) -> Option<ExprId> {
        let negated = self.eat("not");
        let (name, name_span) = self.dotted("test:")?;
        let mut args = vec![plain(value)];
        if self.eat("(") {
            args.extend(self.nested(Self::call_arguments)?);
        } else if self.test_argument_follows() {
            let argument = self.nested(|p| {
                let primary = p.primary()?;
                p.postfix(primary)
            })?;
            args.push(plain(argument));
        }
        let span = self.through(value);
        let call = self.call_named(&name, name_span, &args, span)?;
        if negated { self.unary(UnaryOp::Not, span.start, call) } else { Some(call) }
    }

    fn test_argument_follows(&self) -> bool {
        self.peek().is_some_and(|w| match w.kind {
            Kind::Name => !NO_TEST_ARGUMENT.contains(&w.text),
            Kind::Str | Kind::Int | Kind::Float => true,
            Kind::Sign => matches!(w.text, "[" | "{"),
        })
    }

    // Lists
}
