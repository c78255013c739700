//! Tags that only Django has.

use crate::facts::Span;
use crate::facts::program::{Arg, CompareOp, Expr, ExprId, Stmt};

use super::expressions::{Parser, plain};
use super::lowering::{Branch, Kind, Lowering};
use super::tags::Tag;

impl<'t> Lowering<'t> {
    /// `None` when the tag is not Django's own; else what it prints.
    pub fn django_tag(&mut self, tag: Tag<'t>) -> Option<Option<ExprId>> {
        match tag.name {
            "url" | "static" => {
                let (call, alias) = self.tag_call(tag, tag.name);
                return Some(self.print_or_assign(call, alias, tag.span));
            }
            "include" => self.django_include(tag),
            "with" => {
                self.open(tag.name, tag.span, Kind::Scope);
                self.bindings(tag);
            }
            "blocktrans" | "blocktranslate" => {
                self.open(tag.name, tag.span, Kind::Scope);
                self.bindings(tag);
            }
            "ifchanged" => {
                let (call, _) = self.tag_call(tag, "tag:ifchanged");
                self.emit(Stmt::Expr(call), tag.span);
                self.open(tag.name, tag.span, Kind::Flat);
            }
            "ifequal" => self.open_if_equal(tag, CompareOp::Eq),
            "ifnotequal" => self.open_if_equal(tag, CompareOp::NotEq),
            "cache" => {
                let (call, _) = self.tag_call(tag, "tag:cache");
                self.emit(Stmt::Expr(call), tag.span);
                self.open(tag.name, tag.span, Kind::Cache);
            }
            "regroup" => self.regroup(tag),
            "load" | "plural" | "pluralize" | "csrf_token" | "templatetag" | "debug" | "resetcycle" | "lorem" => {}
            _ => return None,
        }
        Some(None)
    }

    /// `include "x" with a=b c=d only`
    fn django_include(&mut self, tag: Tag<'t>) {
        let mut parser = self.parser(tag.rest);
        let target = parser.expression();
        let pairs = if parser.eat("with") { bindings(&mut parser) } else { Vec::new() };
        let with_context = !parser.eat("only");
        let target = target.unwrap_or_else(|| self.unknown(tag.rest));
        if pairs.is_empty() {
            self.emit(Stmt::Include { target, with_context }, tag.span);
            return;
        }
        let mut body = Vec::new();
        for (name, value) in pairs {
            let targets = self.builder.exprs(&[name]);
            body.push(self.builder.stmt(Stmt::Assign { targets, value }, tag.span));
        }
        body.push(self.builder.stmt(Stmt::Include { target, with_context }, tag.span));
        let body = self.builder.block(&body);
        self.emit(Stmt::Scope(body), tag.span);
    }

    /// `with a=b c=d`, `with value as name`, and what `blocktrans` binds.
    fn bindings(&mut self, tag: Tag<'t>) {
        let mut parser = self.parser(tag.rest);
        let pairs = bindings(&mut parser);
        for (name, value) in pairs {
            self.emit_assign(name, value, tag.span);
        }
    }

    fn open_if_equal(&mut self, tag: Tag<'t>, op: CompareOp) {
        let mut parser = self.parser(tag.rest);
        let sides = parser.expression().and_then(|left| parser.expression().map(|right| (left, right)));
        let test = match sides {
            Some((left, right)) => self.builder.expr(Expr::Compare { left, op, right }, tag.rest),
            None => self.unknown(tag.rest),
        };
        self.open(tag.name, tag.span, Kind::If { done: Vec::new(), open: Branch { test: Some(test), span: tag.span } });
    }

    /// `regroup items by field as groups`
    fn regroup(&mut self, tag: Tag<'t>) {
        let mut parser = self.parser(tag.rest);
        let parts = regroup_parts(&mut parser, tag);
        match parts {
            Some((target, call)) => self.emit_assign(target, call, tag.span),
            None => self.note(tag.span, "a regroup that could not be read"),
        }
    }
}

fn regroup_parts(parser: &mut Parser<'_, '_>, tag: Tag<'_>) -> Option<(ExprId, ExprId)> {
    let items = parser.expression()?;
    let start = parser.eat("by").then(|| parser.peek()).flatten()?.span.start;
    let mut end = start;
    let mut field = String::new();
    while !parser.done() && !parser.is("as") {
        let word = parser.next()?;
        field.push_str(word.text);
        end = word.span.end;
    }
    parser.eat("as");
    let name = parser.name()?;
    let field = parser.builder.sym(&field);
    let field = parser.builder.expr(Expr::Str(field), Span::new(start, end));
    let args: [Arg; 2] = [plain(items), plain(field)];
    let call = parser.call_named("tag:regroup", tag.name_span, &args, tag.span)?;
    Some((parser.name_expr(name.text, name.span)?, call))
}

/// `a=b`, `b as a`; words that bind nothing (`trimmed`, `with`, `count`, `and`) are passed over.
fn bindings(parser: &mut Parser<'_, '_>) -> Vec<(ExprId, ExprId)> {
    let mut pairs = Vec::new();
    while let Some(word) = parser.peek() {
        if matches!(word.text, "only" | "asvar") {
            break;
        }
        if matches!(word.text, "with" | "count" | "and" | "trimmed" | "context") {
            parser.next();
            continue;
        }
        match binding(parser) {
            Some(Some(pair)) => pairs.push(pair),
            Some(None) => {}
            None => break,
        }
    }
    pairs
}

fn binding(parser: &mut Parser<'_, '_>) -> Option<Option<(ExprId, ExprId)>> {
    let word = parser.peek()?;
    if parser.keyword().is_some() {
        let target = parser.name_expr(word.text, word.span)?;
        return parser.operand().map(|value| Some((target, value)));
    }
    let value = parser.operand()?;
    if !parser.eat("as") {
        return Some(None);
    }
    let name = parser.name()?;
    let target = parser.name_expr(name.text, name.span)?;
    Some(Some((target, value)))
}
