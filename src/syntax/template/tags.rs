//! Tags that both dialects share, outputs and comments; what differs stands in [`super::jinja`] and [`super::django`].

use crate::facts::Span;
use crate::facts::program::{Access, Arg, Expr, ExprId, Stmt};

use super::expressions::Parser;
use super::lexer::slice;
use super::lowering::{Branch, Kind, Lowering};

/// One tag of the file.
#[derive(Clone, Copy)]
pub struct Tag<'t> {
    pub name: &'t str,
    pub name_span: Span,
    pub rest: Span,
    pub span: Span,
}

impl<'t> Lowering<'t> {
    /// `{{ … }}`; the expression, for an attribute that it stands in.
    pub fn output(&mut self, span: Span, inner: Span) -> Option<ExprId> {
        let django = self.dialect == Access::Django;
        let text = slice(self.text, inner);
        let value = if django && text == "block.super" {
            let func = self.builder.sym("super");
            let func = self.builder.expr(Expr::Name(func), inner);
            let args = self.builder.args(&[]);
            Some(self.builder.expr(Expr::Call { func, args }, inner))
        } else {
            let mut parser = self.parser(inner);
            if django { parser.expression() } else { parser.tuple(true) }.filter(|_| parser.done())
        };
        let value = value.unwrap_or_else(|| {
            if !text.is_empty() {
                self.note(span, "an expression that could not be read");
            }
            self.unknown(inner)
        });
        self.emit(Stmt::Output(value), span);
        Some(value)
    }

    pub fn unknown(&mut self, span: Span) -> ExprId {
        let empty = self.builder.exprs(&[]);
        self.builder.expr(Expr::Unknown(empty), span)
    }

    /// A comment of the template language or of HTML.
    pub fn comment(&mut self, span: Span, text: &str) {
        self.builder.comment(span, text.trim());
    }

    /// `{% … %}`; the expression when the tag prints one.
    pub fn tag(&mut self, tag: Tag<'t>) -> Option<ExprId> {
        match tag.name {
            "if" => self.open_if(tag),
            "elif" | "elseif" => {
                let test = self.test(tag.rest);
                self.branch(Some(test), tag.span);
            }
            "else" | "empty" => self.branch(None, tag.span),
            "for" => self.open_for(tag),
            "block" => self.open_block(tag),
            "extends" => {
                let target = self.whole(tag.rest);
                self.emit(Stmt::Extends(target), tag.span);
            }
            "autoescape" | "spaceless" | "filter" => self.open(tag.name, tag.span, Kind::Flat),
            // The lexer left out what these enclose.
            "raw" | "endraw" | "verbatim" | "endverbatim" | "comment" | "endcomment" => {}
            "" => self.note(tag.span, "a tag without a name"),
            _ => return self.own_tag(tag),
        }
        None
    }

    fn own_tag(&mut self, tag: Tag<'t>) -> Option<ExprId> {
        let known = if self.dialect == Access::Django { self.django_tag(tag) } else { self.jinja_tag(tag) };
        match known {
            Some(printed) => printed,
            None => self.unknown_tag(tag),
        }
    }

    /// Tags of extensions: their arguments are evaluated, their body stays in sequence.
    fn unknown_tag(&mut self, tag: Tag<'t>) -> Option<ExprId> {
        if let Some(name) = tag.name.strip_prefix("end") {
            self.close(name, tag.span);
            return None;
        }
        // What a component encloses stands in sequence.
        if tag.name.starts_with('/') {
            return None;
        }
        let (call, alias) = self.tag_call(tag, &format!("tag:{}", tag.name));
        if self.is_closed(tag.name) {
            self.emit(Stmt::Expr(call), tag.span);
            self.open(tag.name, tag.span, Kind::Flat);
            return None;
        }
        self.print_or_assign(call, alias, tag.span)
    }

    /// `{% tag … as name %}` assigns what it would print.
    pub fn print_or_assign(&mut self, call: ExprId, alias: Option<ExprId>, span: Span) -> Option<ExprId> {
        match alias {
            Some(target) => {
                self.emit_assign(target, call, span);
                None
            }
            None => {
                self.emit(Stmt::Output(call), span);
                Some(call)
            }
        }
    }

    /// The arguments of a tag as a call of `name`, and the variable after `as`.
    pub fn tag_call(&mut self, tag: Tag<'t>, name: &str) -> (ExprId, Option<ExprId>) {
        let mut parser = self.parser(tag.rest);
        let (args, alias) = loose_arguments(&mut parser);
        let call = parser.call_named(name, tag.name_span, &args, tag.span);
        let call = call.unwrap_or_else(|| self.unknown(tag.span));
        (call, alias)
    }

    /// The rest of a tag as one expression; unknown when it is none.
    pub fn whole(&mut self, rest: Span) -> ExprId {
        let mut parser = self.parser(rest);
        let value = parser.tuple(true).filter(|_| parser.done());
        value.unwrap_or_else(|| {
            self.note(rest, "an expression that could not be read");
            self.unknown(rest)
        })
    }

    fn test(&mut self, rest: Span) -> ExprId {
        self.whole(rest)
    }

    fn open_if(&mut self, tag: Tag<'t>) {
        let test = self.test(tag.rest);
        self.open(tag.name, tag.span, Kind::If { done: Vec::new(), open: Branch { test: Some(test), span: tag.span } });
    }

    /// `for a, b in items if test recursive`, `for a in items reversed`.
    fn open_for(&mut self, tag: Tag<'t>) {
        let mut parser = self.parser(tag.rest);
        let target = parser.target();
        let iter = if target.is_some() && parser.eat("in") { parser.tuple(false) } else { None };
        let condition = if iter.is_some() && parser.eat("if") { parser.expression() } else { None };
        let read = parser.eat("recursive") || parser.eat("reversed") || parser.done();
        if !read || iter.is_none() {
            self.note(tag.span, "a loop that could not be read");
        }
        let target = target.unwrap_or_else(|| self.unknown(tag.rest));
        let iter = iter.unwrap_or_else(|| self.unknown(tag.rest));
        self.open(tag.name, tag.span, Kind::For { target, iter, condition, looped: None });
    }

    fn open_block(&mut self, tag: Tag<'t>) {
        // Django allows hyphens in names, also where nothing else tells the dialect; Jinja has words behind the name.
        let name = slice(self.text, tag.rest).split_whitespace().next().unwrap_or_default();
        let name = self.builder.sym(name);
        self.open(tag.name, tag.span, Kind::Block { name });
    }
}

/// Arguments as tags of extensions write them, with or without commas, as far as they can be read.
fn loose_arguments(parser: &mut Parser<'_, '_>) -> (Vec<Arg>, Option<ExprId>) {
    let mut args = Vec::new();
    let mut alias = None;
    while !parser.done() {
        if parser.eat(",") {
            continue;
        }
        if parser.eat("as") {
            alias = parser.name().and_then(|w| parser.name_expr(w.text, w.span));
            break;
        }
        match parser.call_argument() {
            Some(arg) => args.push(arg),
            None => break,
        }
    }
    (args, alias)
}
