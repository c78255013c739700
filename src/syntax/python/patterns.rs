//! `match` statements: literal and wildcard cases keep their meaning, other patterns keep the names that they bind.

use ruff_python_ast::{self as ast, Expr as Tree, Pattern, Singleton};

use super::{Lowering, span_of};
use crate::facts::program::{Case, Expr, ExprId, Match, Span, StmtId, Sym};

impl Lowering<'_> {
    pub(super) fn match_statement(&mut self, node: &ast::StmtMatch, span: Span) -> StmtId {
        let subject = self.expr(&node.subject);
        let mut cases = Vec::with_capacity(node.cases.len());
        for case in &node.cases {
            self.case(case, &mut cases);
        }
        self.builder.match_(Match { subject, cases }, span)
    }

    /// `case "a" | "b":` becomes a case for each literal, with one body.
    fn case(&mut self, case: &ast::MatchCase, cases: &mut Vec<Case>) {
        let mut binds = Vec::new();
        self.binds(&case.pattern, &mut binds);
        let literals = self.literals(&case.pattern);
        let wildcard = literals.is_empty() && case.pattern.is_irrefutable();
        let guard = self.optional(case.guard.as_deref());
        let body = self.block(&case.body);
        let lowered = Case { literal: None, wildcard, binds, guard, body };
        if literals.is_empty() {
            cases.push(lowered);
            return;
        }
        cases.extend(literals.into_iter().map(|literal| Case { literal: Some(literal), ..lowered.clone() }));
    }

    /// The values that the pattern compares with, when it does nothing else.
    fn literals(&mut self, pattern: &Pattern) -> Vec<ExprId> {
        match pattern {
            Pattern::MatchValue(node) => vec![self.expr(&node.value)],
            Pattern::MatchSingleton(node) => {
                let form = match node.value {
                    Singleton::None => Expr::None,
                    Singleton::True => Expr::Bool(true),
                    Singleton::False => Expr::Bool(false),
                };
                vec![self.builder.expr(form, span_of(node))]
            }
            Pattern::MatchAs(node) => {
                let inner = node.pattern.as_deref();
                inner.and_then(|inner| self.deeper(|this| this.literals(inner))).unwrap_or_default()
            }
            Pattern::MatchOr(node) if node.patterns.iter().all(is_value) => {
                node.patterns.iter().flat_map(|inner| self.literals(inner)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Names bound by the pattern, in the order in which they stand.
    fn binds(&mut self, pattern: &Pattern, binds: &mut Vec<Sym>) {
        let mut children: Vec<&Pattern> = Vec::new();
        let mut name = None;
        match pattern {
            Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(node) => children.extend(&node.patterns),
            Pattern::MatchMapping(node) => {
                children.extend(&node.patterns);
                name = node.rest.as_ref();
            }
            Pattern::MatchClass(node) => {
                children.extend(&node.arguments.patterns);
                children.extend(node.arguments.keywords.iter().map(|keyword| &keyword.pattern));
            }
            Pattern::MatchStar(node) => name = node.name.as_ref(),
            Pattern::MatchAs(node) => {
                children.extend(node.pattern.as_deref());
                name = node.name.as_ref();
            }
            // Every alternative binds the same names.
            Pattern::MatchOr(node) => children.extend(node.patterns.first()),
        }
        for child in children {
            self.deeper(|this| this.binds(child, binds));
        }
        binds.extend(name.map(|name| self.builder.sym(name)));
    }
}

fn is_value(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::MatchValue(node) => !matches!(*node.value, Tree::FString(_)),
        Pattern::MatchSingleton(_) => true,
        _ => false,
    }
}
