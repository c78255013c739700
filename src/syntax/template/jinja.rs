//! Tags that only Jinja has.

use crate::facts::Span;
use crate::facts::program::{ExprId, Param, ParamKind, Stmt, Sym, TemplateImport};

use super::expressions::Parser;
use super::lowering::{Kind, Lowering};
use super::tags::Tag;

impl<'t> Lowering<'t> {
    /// `None` when the tag is not Jinja's own; else what it prints.
    pub fn jinja_tag(&mut self, tag: Tag<'t>) -> Option<Option<ExprId>> {
        match tag.name {
            "set" => self.set(tag),
            "macro" => self.open_macro(tag),
            "call" => self.open_call(tag),
            "include" => self.jinja_include(tag),
            "import" => self.import(tag),
            "from" => self.import_names(tag),
            "with" => {
                self.open(tag.name, tag.span, Kind::Scope);
                self.assignments(tag);
            }
            "do" => {
                let value = self.whole(tag.rest);
                self.emit(Stmt::Expr(value), tag.span);
            }
            "break" => self.emit(Stmt::Break, tag.span),
            "continue" => self.emit(Stmt::Continue, tag.span),
            "debug" | "pluralize" => {}
            "trans" => {
                self.open(tag.name, tag.span, Kind::Scope);
                self.assignments(tag);
            }
            "cache" => {
                let (call, _) = self.tag_call(tag, "tag:cache");
                self.emit(Stmt::Expr(call), tag.span);
                self.open(tag.name, tag.span, Kind::Cache);
            }
            _ => return None,
        }
        Some(None)
    }

    /// `set x = e`, `set a, b = e`, `set x %}…{% endset`, also with a filter.
    fn set(&mut self, tag: Tag<'t>) {
        let mut parser = self.parser(tag.rest);
        let target = parser.target();
        let assigned = parser.eat("=");
        let value = if assigned { parser.tuple(true).filter(|_| parser.done()) } else { None };
        let Some(target) = target else {
            self.note(tag.span, "an assignment that could not be read");
            return;
        };
        if !assigned {
            self.open(tag.name, tag.span, Kind::Capture { target });
            return;
        }
        let value = value.unwrap_or_else(|| {
            self.note(tag.span, "an expression that could not be read");
            self.unknown(tag.rest)
        });
        self.emit_assign(target, value, tag.span);
    }

    /// `a=b, c=d` of `with` and `trans`; other words of `trans` are options.
    fn assignments(&mut self, tag: Tag<'t>) {
        let mut pairs = Vec::new();
        let mut parser = self.parser(tag.rest);
        while let Some(word) = parser.next() {
            if parser.is("=")
                && let Some(target) = parser.name_expr(word.text, word.span)
            {
                parser.eat("=");
                let Some(value) = parser.expression() else { break };
                pairs.push((target, value));
            }
        }
        for (target, value) in pairs {
            self.emit_assign(target, value, tag.span);
        }
    }

    /// `macro name(a, b=1)`
    fn open_macro(&mut self, tag: Tag<'t>) {
        let mut parser = self.parser(tag.rest);
        let word = parser.name();
        let (text, name_span) = word.map_or(("", tag.rest), |w| (w.text, w.span));
        let params = if parser.eat("(") { parameters(&mut parser) } else { Vec::new() };
        let name = self.builder.sym(text);
        self.open(tag.name, tag.span, Kind::Macro { name, name_span, params });
    }

    /// `call m()`, `call(user) m()`
    fn open_call(&mut self, tag: Tag<'t>) {
        let mut parser = self.parser(tag.rest);
        let params = if parser.eat("(") { parameters(&mut parser) } else { Vec::new() };
        let call = parser.expression().filter(|_| parser.done());
        let call = call.unwrap_or_else(|| self.unknown(tag.rest));
        let name = self.builder.sym("caller");
        self.open(tag.name, tag.span, Kind::Call { call, name, params });
    }

    /// `include "x" ignore missing without context`
    fn jinja_include(&mut self, tag: Tag<'t>) {
        let mut parser = self.parser(tag.rest);
        let target = parser.expression();
        let with_context = context(&mut parser, true);
        let target = target.unwrap_or_else(|| self.unknown(tag.rest));
        self.emit(Stmt::Include { target, with_context }, tag.span);
    }

    /// `import "f" as x with context`
    fn import(&mut self, tag: Tag<'t>) {
        let mut parser = self.parser(tag.rest);
        let target = parser.expression();
        let alias = if parser.eat("as") { symbol(&mut parser) } else { None };
        let with_context = context(&mut parser, false);
        self.push_import(tag.span, target, alias, Vec::new(), with_context);
    }

    /// `from "f" import a as b, c`
    fn import_names(&mut self, tag: Tag<'t>) {
        let mut parser = self.parser(tag.rest);
        let target = parser.expression();
        let mut names = Vec::new();
        if parser.eat("import") {
            while !parser.is("with") && !parser.is("without") {
                let Some(name) = symbol(&mut parser) else { break };
                let alias = if parser.eat("as") { symbol(&mut parser) } else { None };
                names.push((name, alias));
                if !parser.eat(",") {
                    break;
                }
            }
        }
        let with_context = context(&mut parser, false);
        self.push_import(tag.span, target, None, names, with_context);
    }

    fn push_import(
        &mut self,
        span: Span,
        target: Option<ExprId>,
        alias: Option<Sym>,
        names: Vec<(Sym, Option<Sym>)>,
        with_context: bool,
    ) {
        let target = target.unwrap_or_else(|| self.unknown(span));
        let id = self.builder.template_import(TemplateImport { target, alias, names, with_context }, span);
        self.push(id);
    }
}

fn symbol(parser: &mut Parser<'_, '_>) -> Option<Sym> {
    let word = parser.name()?;
    Some(parser.builder.sym(word.text))
}

/// The words after a target: `ignore missing`, `with context`, `without context`.
fn context(parser: &mut Parser<'_, '_>, default: bool) -> bool {
    let mut with_context = default;
    while let Some(word) = parser.next() {
        match word.text {
            "with" => with_context = true,
            "without" => with_context = false,
            _ => {}
        }
    }
    with_context
}

/// `a, b=1)`: parameters of a macro.
fn parameters(parser: &mut Parser<'_, '_>) -> Vec<Param> {
    let mut params = Vec::new();
    while let Some(word) = parser.name() {
        let default = if parser.eat("=") { parser.expression() } else { None };
        let name = parser.builder.sym(word.text);
        params.push(Param { name, kind: ParamKind::Plain, annotation: None, default });
        if !parser.eat(",") {
            break;
        }
    }
    parser.eat(")");
    params
}
