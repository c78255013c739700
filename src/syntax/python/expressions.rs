//! Expressions.

use ruff_python_ast::{self as ast, CmpOp, Expr as Tree, Number, Operator};

use super::{Lowering, MAX_CHAIN, span_of};
use crate::facts::program::{
    BinaryOp, Clause, CollectionKind, CompareOp, Comprehension, ComprehensionKind, Expr, ExprId, Exprs, Span, UnaryOp,
};

impl Lowering<'_> {
    pub(super) fn expr(&mut self, tree: &Tree) -> ExprId {
        let span = span_of(tree);
        match self.deeper(|this| this.expr_form(tree, span)) {
            Some(id) => id,
            None => self.unknown(&[], span),
        }
    }

    pub(super) fn exprs(&mut self, trees: &[Tree]) -> Exprs {
        let ids: Vec<ExprId> = trees.iter().map(|tree| self.expr(tree)).collect();
        self.builder.exprs(&ids)
    }

    pub(super) fn optional(&mut self, tree: Option<&Tree>) -> Option<ExprId> {
        tree.map(|tree| self.expr(tree))
    }

    fn expr_form(&mut self, tree: &Tree, span: Span) -> ExprId {
        let form = match tree {
            Tree::Name(name) if name.id.is_empty() => Expr::Unknown(Exprs::default()),
            Tree::Name(name) => Expr::Name(self.builder.sym(&name.id)),
            Tree::Attribute(node) => {
                let value = self.expr(&node.value);
                Expr::Attr(value, self.builder.sym(&node.attr))
            }
            Tree::Call(node) => {
                let func = self.expr(&node.func);
                Expr::Call { func, args: self.arguments(&node.arguments) }
            }
            Tree::Subscript(node) => Expr::Index { value: self.expr(&node.value), index: self.expr(&node.slice) },
            Tree::Slice(node) => {
                Expr::Slice { lower: self.optional(node.lower.as_deref()), upper: self.optional(node.upper.as_deref()) }
            }
            Tree::NoneLiteral(_) => Expr::None,
            Tree::EllipsisLiteral(_) => Expr::Ellipsis,
            Tree::BooleanLiteral(node) => Expr::Bool(node.value),
            Tree::NumberLiteral(node) => number(&node.value),
            Tree::StringLiteral(node) => Expr::Str(self.builder.sym(node.value.to_str())),
            Tree::BytesLiteral(_) => Expr::Bytes,
            Tree::FString(node) => return self.f_string(&node.value, span),
            Tree::TString(node) => return self.t_string(&node.value, span),
            Tree::List(node) => self.collection(CollectionKind::List, &node.elts),
            Tree::Tuple(node) => self.collection(CollectionKind::Tuple, &node.elts),
            Tree::Set(node) => self.collection(CollectionKind::Set, &node.elts),
            Tree::Dict(node) => self.dict(&node.items),
            Tree::ListComp(node) => return self.comprehension(ComprehensionKind::List, &node.elt, &node.generators, span),
            Tree::SetComp(node) => return self.comprehension(ComprehensionKind::Set, &node.elt, &node.generators, span),
            Tree::Generator(node) => {
                return self.comprehension(ComprehensionKind::Generator, &node.elt, &node.generators, span);
            }
            Tree::DictComp(node) => return self.dict_comprehension(node, span),
            Tree::Lambda(node) => Expr::Lambda(self.lambda(node)),
            Tree::Await(node) => Expr::Await(self.expr(&node.value)),
            Tree::Yield(node) => {
                self.yields = true;
                Expr::Yield(self.optional(node.value.as_deref()))
            }
            Tree::YieldFrom(node) => {
                self.yields = true;
                Expr::YieldFrom(self.expr(&node.value))
            }
            Tree::Compare(node) => return self.compare(node, span),
            Tree::BoolOp(node) => {
                let values = self.exprs(&node.values);
                if node.op == ast::BoolOp::And { Expr::And(values) } else { Expr::Or(values) }
            }
            Tree::BinOp(node) => return self.binary(node),
            Tree::UnaryOp(node) => Expr::Unary { op: unary(node.op), operand: self.expr(&node.operand) },
            Tree::Named(node) => Expr::Walrus { target: self.expr(&node.target), value: self.expr(&node.value) },
            Tree::If(node) => {
                Expr::Conditional { test: self.expr(&node.test), then: self.expr(&node.body), orelse: self.expr(&node.orelse) }
            }
            Tree::Starred(node) => Expr::Starred(self.expr(&node.value)),
            Tree::IpyEscapeCommand(_) => Expr::Unknown(Exprs::default()),
        };
        self.builder.expr(form, span)
    }

    fn collection(&mut self, kind: CollectionKind, items: &[Tree]) -> Expr {
        Expr::Collection { kind, items: self.exprs(items) }
    }

    fn dict(&mut self, items: &[ast::DictItem]) -> Expr {
        let mut ids = Vec::with_capacity(items.len() * 2);
        for item in items {
            match &item.key {
                Some(key) => ids.extend([self.expr(key), self.expr(&item.value)]),
                None => ids.extend(self.spread(&item.value)),
            }
        }
        Expr::Dict(self.builder.exprs(&ids))
    }

    /// `**value` in a dict: the mark that stands as its key, and the value.
    fn spread(&mut self, value: &Tree) -> [ExprId; 2] {
        let id = self.expr(value);
        [self.builder.expr(Expr::Starred(id), span_of(value)), id]
    }

    fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        element: &Tree,
        generators: &[ast::Comprehension],
        span: Span,
    ) -> ExprId {
        let clauses = self.clauses(generators);
        let element = self.expr(element);
        self.builder.comprehension(Comprehension { kind, element, value: None, clauses }, span)
    }

    fn dict_comprehension(&mut self, node: &ast::ExprDictComp, span: Span) -> ExprId {
        let clauses = self.clauses(&node.generators);
        let [element, value] = match &node.key {
            Some(key) => [self.expr(key), self.expr(&node.value)],
            None => self.spread(&node.value),
        };
        let kind = ComprehensionKind::Dict;
        self.builder.comprehension(Comprehension { kind, element, value: Some(value), clauses }, span)
    }

    fn clauses(&mut self, generators: &[ast::Comprehension]) -> Vec<Clause> {
        generators
            .iter()
            .map(|generator| Clause {
                iter: self.expr(&generator.iter),
                target: self.expr(&generator.target),
                conditions: generator.ifs.iter().map(|test| self.expr(test)).collect(),
                is_async: generator.is_async,
            })
            .collect()
    }

    /// `a < b < c` becomes `a < b and b < c`.
    fn compare(&mut self, node: &ast::ExprCompare, span: Span) -> ExprId {
        let mut left = self.expr(&node.left);
        let mut parts = Vec::with_capacity(node.ops.len());
        for (op, tree) in node.ops.iter().zip(&node.comparators) {
            let right = self.expr(tree);
            let (start, end) = (self.builder.program().span(left).start, span_of(tree).end);
            let part_span = if node.ops.len() == 1 { span } else { Span::new(start, end) };
            parts.push(self.builder.expr(Expr::Compare { left, op: compare_op(*op), right }, part_span));
            left = right;
        }
        match parts[..] {
            [] => left,
            [one] => one,
            _ => {
                let parts = self.builder.exprs(&parts);
                self.builder.expr(Expr::And(parts), span)
            }
        }
    }

    /// Follows the left operands in a loop: texts are often put together from hundreds of parts. A longer chain keeps its
    /// operands and loses how they are joined, because what reads programs follows operands by recursion.
    fn binary(&mut self, node: &ast::ExprBinOp) -> ExprId {
        let mut spine = vec![node];
        let mut first: &Tree = &node.left;
        while let Tree::BinOp(inner) = first {
            spine.push(inner);
            first = &inner.left;
        }
        self.deepest = self.deepest.saturating_add(spine.len());
        let above = self.chained;
        self.chained += spine.len();
        let id = if self.chained > MAX_CHAIN { self.operands(first, &spine) } else { self.joined(first, &spine) };
        self.chained = above;
        id
    }

    fn joined(&mut self, first: &Tree, spine: &[&ast::ExprBinOp]) -> ExprId {
        let mut left = self.expr(first);
        for part in spine.iter().rev() {
            let right = self.expr(&part.right);
            left = self.builder.expr(Expr::Binary { left, op: binary_op(part.op), right }, span_of(*part));
        }
        left
    }

    fn operands(&mut self, first: &Tree, spine: &[&ast::ExprBinOp]) -> ExprId {
        let mut children = vec![self.expr(first)];
        for part in spine.iter().rev() {
            children.push(self.expr(&part.right));
        }
        self.unknown(&children, spine.first().map_or(span_of(first), |whole| span_of(*whole)))
    }
}

fn number(value: &Number) -> Expr {
    match value {
        Number::Int(int) => int.as_i64().map_or(Expr::Unknown(Exprs::default()), Expr::Int),
        Number::Float(float) => Expr::Float(*float),
        Number::Complex { .. } => Expr::Unknown(Exprs::default()),
    }
}

pub(super) fn binary_op(op: Operator) -> BinaryOp {
    match op {
        Operator::Add => BinaryOp::Add,
        Operator::Sub => BinaryOp::Sub,
        Operator::Mult => BinaryOp::Mul,
        Operator::MatMult => BinaryOp::MatMul,
        Operator::Div => BinaryOp::Div,
        Operator::Mod => BinaryOp::Mod,
        Operator::Pow => BinaryOp::Pow,
        Operator::LShift | Operator::RShift => BinaryOp::Shift,
        Operator::BitOr => BinaryOp::BitOr,
        Operator::BitXor => BinaryOp::BitXor,
        Operator::BitAnd => BinaryOp::BitAnd,
        Operator::FloorDiv => BinaryOp::FloorDiv,
    }
}

fn unary(op: ast::UnaryOp) -> UnaryOp {
    match op {
        ast::UnaryOp::Invert => UnaryOp::Invert,
        ast::UnaryOp::Not => UnaryOp::Not,
        ast::UnaryOp::UAdd => UnaryOp::Pos,
        ast::UnaryOp::USub => UnaryOp::Neg,
    }
}

fn compare_op(op: CmpOp) -> CompareOp {
    match op {
        CmpOp::Eq => CompareOp::Eq,
        CmpOp::NotEq => CompareOp::NotEq,
        CmpOp::Lt => CompareOp::Lt,
        CmpOp::LtE => CompareOp::LtE,
        CmpOp::Gt => CompareOp::Gt,
        CmpOp::GtE => CompareOp::GtE,
        CmpOp::Is => CompareOp::Is,
        CmpOp::IsNot => CompareOp::IsNot,
        CmpOp::In => CompareOp::In,
        CmpOp::NotIn => CompareOp::NotIn,
    }
}
