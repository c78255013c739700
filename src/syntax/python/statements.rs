//! Statements.

use ruff_python_ast::{self as ast, ElifElseClause, ExceptHandler, Expr as Tree, Identifier, Stmt as Node};

use super::expressions::binary_op;
use super::{Lowering, span_of};
use crate::facts::program::{Block, For, Handler, If, Import, Span, Stmt, StmtId, Sym, Try, With};

impl Lowering<'_> {
    pub(super) fn block(&mut self, nodes: &[Node]) -> Block {
        let ids = self.statements(nodes);
        self.builder.block(&ids)
    }

    pub(super) fn statements(&mut self, nodes: &[Node]) -> Vec<StmtId> {
        let mut out = Vec::with_capacity(nodes.len());
        for (at, node) in nodes.iter().enumerate() {
            self.deeper(|this| this.statement(node, &mut out));
            let leaves = matches!(node, Node::Return(_) | Node::Raise(_) | Node::Break(_) | Node::Continue(_));
            if leaves && self.never_runs(&nodes[at + 1..]) {
                break;
            }
        }
        out
    }

    /// What follows a `return` in its block; a `yield` there still makes the function a generator.
    fn never_runs(&self, rest: &[Node]) -> bool {
        let (Some(first), Some(last)) = (rest.first(), rest.last()) else { return false };
        let range = span_of(first).start as usize..span_of(last).end as usize;
        self.text.get(range).is_some_and(|text| !text.contains("yield"))
    }

    /// Most statements become one; an import of several modules and a loop's `else` become more.
    fn statement(&mut self, node: &Node, out: &mut Vec<StmtId>) {
        let span = span_of(node);
        let id = match node {
            Node::Import(node) => return self.imports(node, span, out),
            Node::While(node) => return self.while_statement(node, span, out),
            Node::FunctionDef(node) => {
                let id = self.function(node);
                self.builder.stmt(Stmt::Function(id), span)
            }
            Node::ClassDef(node) => {
                let id = self.class(node);
                self.builder.stmt(Stmt::Class(id), span)
            }
            Node::For(node) => self.for_statement(node, span),
            Node::If(node) => self.if_statement(node, span),
            Node::With(node) => self.with_statement(node, span),
            Node::Match(node) => self.match_statement(node, span),
            Node::Try(node) => self.try_statement(node, span),
            Node::ImportFrom(node) => self.import_from(node, span),
            _ => {
                let form = self.simple(node);
                self.builder.stmt(form, span)
            }
        };
        out.push(id);
    }

    /// Statements without a body.
    fn simple(&mut self, node: &Node) -> Stmt {
        match node {
            Node::Return(node) => Stmt::Return(self.optional(node.value.as_deref())),
            Node::Delete(node) => Stmt::Delete(self.exprs(&node.targets)),
            Node::TypeAlias(node) => {
                let target = self.expr(&node.name);
                Stmt::Assign { targets: self.builder.exprs(&[target]), value: self.expr(&node.value) }
            }
            Node::Assign(node) => Stmt::Assign { value: self.expr(&node.value), targets: self.exprs(&node.targets) },
            Node::AugAssign(node) => {
                Stmt::AugAssign { target: self.expr(&node.target), op: binary_op(node.op), value: self.expr(&node.value) }
            }
            Node::AnnAssign(node) => Stmt::AnnAssign {
                target: self.expr(&node.target),
                annotation: self.expr(&node.annotation),
                value: self.optional(node.value.as_deref()),
            },
            Node::Raise(node) => Stmt::Raise(self.optional(node.exc.as_deref())),
            Node::Assert(node) => Stmt::Assert(self.expr(&node.test)),
            Node::Global(node) => self.global(&node.names),
            Node::Nonlocal(node) => self.global(&node.names),
            // A documentation text says nothing to an interpreter, and keeping them doubles the facts.
            Node::Expr(node) if matches!(*node.value, Tree::StringLiteral(_)) => Stmt::Pass,
            Node::Expr(node) => Stmt::Expr(self.expr(&node.value)),
            Node::Break(_) => Stmt::Break,
            Node::Continue(_) => Stmt::Continue,
            _ => Stmt::Pass,
        }
    }

    fn global(&mut self, names: &[Identifier]) -> Stmt {
        let names: Vec<Sym> = names.iter().map(|name| self.identifier(name)).collect();
        Stmt::Global(self.builder.syms(&names))
    }

    fn for_statement(&mut self, node: &ast::StmtFor, span: Span) -> StmtId {
        let lowered = For {
            iter: self.expr(&node.iter),
            target: self.expr(&node.target),
            body: self.block(&node.body),
            orelse: self.block(&node.orelse),
            is_async: node.is_async,
            condition: None,
            template_else: false,
        };
        self.builder.for_(lowered, span)
    }

    /// The `else` of a `while` follows it under a test that nobody knows: a `break` may skip it.
    fn while_statement(&mut self, node: &ast::StmtWhile, span: Span, out: &mut Vec<StmtId>) {
        let test = self.expr(&node.test);
        let body = self.block(&node.body);
        out.push(self.builder.stmt(Stmt::While { test, body }, span));
        if !node.orelse.is_empty() {
            let test = self.unknown(&[], span);
            let then = self.block(&node.orelse);
            out.push(self.builder.if_(If { test, then, orelse: Block::default() }, span));
        }
    }

    fn if_statement(&mut self, node: &ast::StmtIf, span: Span) -> StmtId {
        let test = self.expr(&node.test);
        let then = self.block(&node.body);
        let orelse = self.else_clauses(&node.elif_else_clauses);
        self.builder.if_(If { test, then, orelse }, span)
    }

    /// `elif` nests to the right; built from the last clause, so that a thousand of them take no stack.
    fn else_clauses(&mut self, clauses: &[ElifElseClause]) -> Block {
        let mut rest = Block::default();
        let end = clauses.last().map_or(0, |last| span_of(last).end);
        for clause in clauses.iter().rev() {
            let test = self.optional(clause.test.as_ref());
            let body = self.block(&clause.body);
            rest = match test {
                None => body,
                Some(test) => {
                    let span = Span::new(span_of(clause).start, end);
                    let id = self.builder.if_(If { test, then: body, orelse: rest }, span);
                    self.builder.block(&[id])
                }
            };
        }
        rest
    }

    fn with_statement(&mut self, node: &ast::StmtWith, span: Span) -> StmtId {
        let items = node
            .items
            .iter()
            .map(|item| (self.expr(&item.context_expr), self.optional(item.optional_vars.as_deref())))
            .collect();
        let body = self.block(&node.body);
        self.builder.with(With { items, body, is_async: node.is_async }, span)
    }

    fn try_statement(&mut self, node: &ast::StmtTry, span: Span) -> StmtId {
        let body = self.block(&node.body);
        let handlers = node.handlers.iter().map(|handler| self.handler(handler)).collect();
        let orelse = self.block(&node.orelse);
        let finally = self.block(&node.finalbody);
        self.builder.try_(Try { body, handlers, orelse, finally }, span)
    }

    fn handler(&mut self, handler: &ExceptHandler) -> Handler {
        let ExceptHandler::ExceptHandler(handler) = handler;
        Handler {
            kind: self.optional(handler.type_.as_deref()),
            name: handler.name.as_ref().map(|name| self.identifier(name)),
            body: self.block(&handler.body),
        }
    }

    fn imports(&mut self, node: &ast::StmtImport, span: Span, out: &mut Vec<StmtId>) {
        for alias in &node.names {
            let path = alias.name.as_str().into();
            let alias = alias.asname.as_ref().map(|name| self.identifier(name));
            out.push(self.builder.import(Import::Module { path, alias }, span));
        }
    }

    fn import_from(&mut self, node: &ast::StmtImportFrom, span: Span) -> StmtId {
        let star = node.names.iter().any(|alias| alias.name.as_str() == "*");
        let names = if star { &[][..] } else { &node.names[..] };
        let names = names
            .iter()
            .map(|alias| (self.identifier(&alias.name), alias.asname.as_ref().map(|name| self.identifier(name))))
            .collect();
        let path = node.module.as_ref().map(|module| module.as_str().into()).unwrap_or_default();
        self.builder.import(Import::From { path, level: node.level, names, star }, span)
    }
}
