//! Functions, classes, lambdas, parameters and arguments.

use ruff_python_ast::{self as ast, ArgOrKeyword, Decorator, Expr as Tree, Identifier, Parameters};
use ruff_text_size::Ranged;

use super::{Lowering, span_of};
use crate::facts::program::{
    Arg, ArgKind, Args, Block, Class, ClassId, ExprId, Function, FunctionId, FunctionKind, Param, ParamKind, Span, Stmt, Sym,
};

impl Lowering<'_> {
    pub(super) fn function(&mut self, node: &ast::StmtFunctionDef) -> FunctionId {
        let decorators = self.decorators(&node.decorator_list);
        let params = self.parameters(&node.parameters);
        let returns = self.optional(node.returns.as_deref());
        let (body, is_generator) = self.own_body(|this| this.block(&node.body));
        let function = Function {
            name: self.builder.sym(&node.name),
            kind: FunctionKind::Def,
            params,
            decorators,
            returns,
            body,
            is_async: node.is_async,
            is_generator,
            span: self.after_decorators(&node.decorator_list, span_of(node)),
            name_span: span_of(&node.name),
        };
        self.builder.function(function)
    }

    pub(super) fn lambda(&mut self, node: &ast::ExprLambda) -> FunctionId {
        let params = node.parameters.as_deref().map(|p| self.parameters(p)).unwrap_or_default();
        let (body, is_generator) = self.own_body(|this| {
            let value = this.expr(&node.body);
            let returned = this.builder.stmt(Stmt::Return(Some(value)), span_of(&*node.body));
            this.builder.block(&[returned])
        });
        let span = span_of(node);
        let function = Function {
            name: self.builder.sym("<lambda>"),
            kind: FunctionKind::Lambda,
            params,
            decorators: Vec::new(),
            returns: None,
            body,
            is_async: false,
            is_generator,
            span,
            name_span: span,
        };
        self.builder.function(function)
    }

    pub(super) fn class(&mut self, node: &ast::StmtClassDef) -> ClassId {
        let decorators = self.decorators(&node.decorator_list);
        let bases = node.arguments.as_deref().map(|a| self.arguments(a)).unwrap_or_default();
        let body = self.block(&node.body);
        let class = Class {
            name: self.builder.sym(&node.name),
            bases,
            decorators,
            body,
            span: self.after_decorators(&node.decorator_list, span_of(node)),
            name_span: span_of(&node.name),
        };
        self.builder.class(class)
    }

    /// Lowers a function's body; the flag says that it holds a `yield` of its own.
    fn own_body(&mut self, lower: impl FnOnce(&mut Self) -> Block) -> (Block, bool) {
        let outer = std::mem::replace(&mut self.yields, false);
        let body = lower(self);
        (body, std::mem::replace(&mut self.yields, outer))
    }

    fn decorators(&mut self, decorators: &[Decorator]) -> Vec<ExprId> {
        decorators.iter().map(|decorator| self.expr(&decorator.expression)).collect()
    }

    /// The span without decorators, and the blanks and comments behind them.
    fn after_decorators(&self, decorators: &[Decorator], whole: Span) -> Span {
        let Some(last) = decorators.last() else { return whole };
        let mut at = last.range().end().to_usize();
        let end = whole.end as usize;
        let bytes = self.text.as_bytes();
        while at < end {
            match bytes[at] {
                b'#' => at += memchr::memchr(b'\n', &bytes[at..end]).unwrap_or(end - at),
                byte if byte.is_ascii_whitespace() => at += 1,
                _ => break,
            }
        }
        Span::new(u32::try_from(at).unwrap_or(whole.start), whole.end)
    }

    fn parameters(&mut self, parameters: &Parameters) -> Vec<Param> {
        let mut params = Vec::with_capacity(parameters.len());
        for (list, kind) in [(&parameters.posonlyargs, ParamKind::PositionalOnly), (&parameters.args, ParamKind::Plain)] {
            self.defaulted(list, kind, &mut params);
        }
        self.variadic(parameters.vararg.as_deref(), ParamKind::Star, &mut params);
        self.defaulted(&parameters.kwonlyargs, ParamKind::KeywordOnly, &mut params);
        self.variadic(parameters.kwarg.as_deref(), ParamKind::DoubleStar, &mut params);
        params
    }

    fn defaulted(&mut self, list: &[ast::ParameterWithDefault], kind: ParamKind, params: &mut Vec<Param>) {
        for parameter in list {
            let annotation = self.optional(parameter.parameter.annotation());
            let default = self.optional(parameter.default());
            params.push(Param { name: self.builder.sym(parameter.name()), kind, annotation, default });
        }
    }

    fn variadic(&mut self, parameter: Option<&ast::Parameter>, kind: ParamKind, params: &mut Vec<Param>) {
        let Some(parameter) = parameter else { return };
        let annotation = self.optional(parameter.annotation());
        params.push(Param { name: self.builder.sym(&parameter.name), kind, annotation, default: None });
    }

    pub(super) fn arguments(&mut self, arguments: &ast::Arguments) -> Args {
        let args: Vec<Arg> = arguments
            .iter_source_order()
            .map(|argument| match argument {
                ArgOrKeyword::Arg(Tree::Starred(starred)) => {
                    Arg { name: None, kind: ArgKind::Star, value: self.expr(&starred.value) }
                }
                ArgOrKeyword::Arg(value) => Arg { name: None, kind: ArgKind::Plain, value: self.expr(value) },
                ArgOrKeyword::Keyword(keyword) => self.keyword(keyword),
            })
            .collect();
        self.builder.args(&args)
    }

    fn keyword(&mut self, keyword: &ast::Keyword) -> Arg {
        let name = keyword.arg.as_ref().map(|name| self.identifier(name));
        let kind = if name.is_some() { ArgKind::Plain } else { ArgKind::DoubleStar };
        Arg { name, kind, value: self.expr(&keyword.value) }
    }

    pub(super) fn identifier(&mut self, name: &Identifier) -> Sym {
        self.builder.sym(name.as_str())
    }
}
