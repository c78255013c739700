//! Where each expression of a program stands: the other direction of the arenas, built once a file.

use rustc_hash::FxHashMap;

use crate::facts::program::{Comprehension, Expr, ExprId, FunctionId, FunctionKind, Program, Span, Stmt, StmtId, Sym};

/// What an expression is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Parent {
    /// Not followed.
    #[default]
    Unknown,
    Expr(ExprId),
    /// The callee of a call.
    Callee(ExprId),
    /// An argument; its position among the positional ones, or its keyword.
    Argument(ExprId, usize, Option<Sym>),
    /// The value of a dictionary literal under a text.
    Entry(ExprId, Sym),
    /// The value of an assignment.
    Assigned(StmtId),
    /// It is written to.
    Target,
    /// A statement that asks only whether it is true.
    Test,
    /// `for … in it`, by its place in `Program::fors`.
    ForIter(u32),
    /// The clause of a comprehension.
    ClauseIter(u32),
    ClauseTest,
    Element(u32),
    Returned,
    /// A statement by itself: the value is dropped.
    Dropped,
}

/// See the module.
pub struct Tree {
    parents: Vec<Parent>,
    /// The expression of each comprehension.
    pub comprehensions: FxHashMap<u32, ExprId>,
    by_span: FxHashMap<Span, ExprId>,
    by_name: FxHashMap<Sym, Vec<ExprId>>,
}

impl Tree {
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let mut tree = Self {
            parents: vec![Parent::Unknown; program.exprs.len()],
            comprehensions: FxHashMap::default(),
            by_span: FxHashMap::default(),
            by_name: FxHashMap::default(),
        };
        for (at, expr) in program.exprs.iter().enumerate() {
            let id = ExprId(u32::try_from(at).unwrap_or(u32::MAX));
            if let Expr::Name(sym) = expr {
                tree.by_name.entry(*sym).or_default().push(id);
            }
            if matches!(expr, Expr::Name(_) | Expr::Attr(..) | Expr::Call { .. }) {
                let kept = tree.by_span.entry(program.span(id)).or_insert(id);
                if matches!(expr, Expr::Call { .. }) {
                    *kept = id;
                }
            }
            tree.children(program, id, *expr);
        }
        for (at, stmt) in program.stmts.iter().enumerate() {
            tree.statement(program, StmtId(u32::try_from(at).unwrap_or(u32::MAX)), *stmt);
        }
        tree
    }

    #[must_use]
    pub fn parent(&self, id: ExprId) -> Parent {
        self.parents.get(id.index()).copied().unwrap_or_default()
    }

    /// The call, attribute or name at a place.
    #[must_use]
    pub fn at(&self, span: Span) -> Option<ExprId> {
        self.by_span.get(&span).copied()
    }

    /// Every use of a name within a span, in order.
    pub fn named(&self, program: &Program, name: &str, within: Option<Span>) -> Vec<ExprId> {
        let Some(at) = program.names.iter().position(|n| n == name) else { return Vec::new() };
        let sym = Sym(u32::try_from(at).unwrap_or(u32::MAX));
        let all = self.by_name.get(&sym).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(|id| within.is_none_or(|w| inside(program.span(*id), w))).collect()
    }

    fn set(&mut self, id: ExprId, parent: Parent) {
        if let Some(slot) = self.parents.get_mut(id.index()) {
            *slot = parent;
        }
    }

    fn children(&mut self, p: &Program, id: ExprId, expr: Expr) {
        let parent = Parent::Expr(id);
        match expr {
            Expr::Attr(value, _) | Expr::Await(value) => self.set(value, parent),
            Expr::Call { func, args } => {
                self.set(func, Parent::Callee(id));
                let mut position = 0;
                for arg in p.arguments(args) {
                    self.set(arg.value, Parent::Argument(id, position, arg.name));
                    position += usize::from(arg.name.is_none());
                }
            }
            Expr::Index { value, index } => {
                self.set(value, parent);
                self.set(index, Parent::Unknown);
            }
            Expr::Compare { left, right, .. } | Expr::Binary { left, right, .. } => {
                self.set(left, parent);
                self.set(right, parent);
            }
            Expr::And(items) | Expr::Or(items) => {
                for item in p.list(items) {
                    self.set(*item, parent);
                }
            }
            Expr::Dict(items) => {
                for pair in p.list(items).chunks_exact(2) {
                    if let Expr::Str(key) = p.expr(pair[0]) {
                        self.set(pair[1], Parent::Entry(id, key));
                    }
                }
            }
            Expr::Unary { operand, .. } => self.set(operand, parent),
            // Its value goes where the expression stands, too.
            Expr::Walrus { target, .. } => self.set(target, parent),
            Expr::Conditional { test, .. } => self.set(test, Parent::Test),
            Expr::Comprehension(at) => {
                self.comprehensions.insert(at, id);
                if let Some(c) = p.comprehensions.get(at as usize) {
                    self.comprehension(at, c);
                }
            }
            _ => {}
        }
    }

    fn comprehension(&mut self, at: u32, c: &Comprehension) {
        self.set(c.element, Parent::Element(at));
        for (n, clause) in c.clauses.iter().enumerate() {
            self.set(clause.target, Parent::Target);
            self.set(clause.iter, if n == 0 && c.clauses.len() == 1 { Parent::ClauseIter(at) } else { Parent::Unknown });
            for test in &clause.conditions {
                self.set(*test, Parent::ClauseTest);
            }
        }
    }

    fn statement(&mut self, p: &Program, id: StmtId, stmt: Stmt) {
        match stmt {
            Stmt::Expr(e) => self.set(e, Parent::Dropped),
            Stmt::Assign { targets, value } => {
                for target in p.list(targets) {
                    self.set(*target, Parent::Target);
                }
                self.set(value, Parent::Assigned(id));
            }
            Stmt::AnnAssign { target, value: Some(value), .. } => {
                self.set(target, Parent::Target);
                self.set(value, Parent::Assigned(id));
            }
            Stmt::For(at) => {
                if let Some(f) = p.fors.get(at as usize) {
                    self.set(f.target, Parent::Target);
                    self.set(f.iter, Parent::ForIter(at));
                }
            }
            Stmt::If(at) => {
                if let Some(branch) = p.ifs.get(at as usize) {
                    self.set(branch.test, Parent::Test);
                }
            }
            Stmt::Assert(e) => self.set(e, Parent::Test),
            Stmt::Return(Some(e)) => self.set(e, Parent::Returned),
            _ => {}
        }
    }
}

#[must_use]
pub fn inside(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The innermost function or macro around a place; lambdas see the names of the function around them.
#[must_use]
pub fn function_around(program: &Program, span: Span) -> Option<FunctionId> {
    let length = |id: &FunctionId| program.function(*id).span.end - program.function(*id).span.start;
    let named = program.functions_around(span).filter(|id| program.function(*id).kind != FunctionKind::Lambda);
    named.min_by_key(length)
}
