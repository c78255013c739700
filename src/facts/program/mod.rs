//! The small program form: every language of a repository is lowered into it, and one interpreter follows data through it.
//!
//! Flat arenas addressed by typed ids, no lifetimes, no absolute positions but byte ranges in the file. Lists are ranges
//! into pools, so that a node stays at 16 bytes.

mod define;
mod expr;
mod stmt;
mod within;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

pub use crate::source::text::Span;
pub use define::*;
pub use expr::*;
pub use stmt::*;
pub use within::Orders;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub u32);
        impl $name {
            #[must_use]
            pub fn index(self) -> usize { self.0 as usize }
        }
    )+};
}

id!(
    /// A name in the file's symbol table.
    Sym,
    ExprId,
    StmtId,
    FunctionId,
    ClassId,
);

/// A range in one of the pools of [`Program`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct List {
    pub start: u32,
    pub len: u32,
}

impl List {
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len == 0
    }
}

/// A range of statements (into [`Program::stmt_lists`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Block(pub List);

/// A range of expressions (into [`Program::expr_lists`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Exprs(pub List);

/// A range of call arguments (into [`Program::args`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Args(pub List);

/// How `a.b` and `a[b]` look a name up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Access {
    #[default]
    Python,
    /// Attribute, then item.
    Jinja,
    /// Item, attribute, index; then called without arguments when it is callable.
    Django,
}

/// One comment that the analysis may need: a suppression, or a reason given near a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub span: Span,
    /// Without the comment sign, trimmed.
    pub text: CompactString,
}

/// One file of a program language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Program {
    pub access: Access,
    /// A template that says nothing of its dialect: it is of the one that the others have.
    pub either: bool,
    pub names: Vec<CompactString>,
    pub exprs: Vec<Expr>,
    pub expr_spans: Vec<Span>,
    pub stmts: Vec<Stmt>,
    pub stmt_spans: Vec<Span>,
    pub expr_lists: Vec<ExprId>,
    pub stmt_lists: Vec<StmtId>,
    pub sym_lists: Vec<Sym>,
    pub args: Vec<Arg>,
    pub comprehensions: Vec<Comprehension>,
    pub fors: Vec<For>,
    pub ifs: Vec<If>,
    pub matches: Vec<Match>,
    pub withs: Vec<With>,
    pub tries: Vec<Try>,
    pub imports: Vec<Import>,
    pub blocks: Vec<TemplateBlock>,
    pub template_imports: Vec<TemplateImport>,
    pub functions: Vec<Function>,
    pub classes: Vec<Class>,
    pub body: Block,
    pub comments: Vec<Comment>,
    #[serde(skip)]
    pub orders: Orders,
}

impl Program {
    #[must_use]
    pub fn name(&self, sym: Sym) -> &str {
        &self.names[sym.index()]
    }

    /// The last name of a callee or a decorator: `login_required` of `auth.login_required(role)`.
    #[must_use]
    pub fn last_name(&self, id: ExprId) -> Option<&str> {
        let callee = match self.expr(id) {
            Expr::Call { func, .. } => func,
            _ => id,
        };
        match self.expr(callee) {
            Expr::Name(name) | Expr::Attr(_, name) => Some(self.name(name)),
            _ => None,
        }
    }

    #[must_use]
    pub fn expr(&self, id: ExprId) -> Expr {
        self.exprs[id.index()]
    }

    /// An expression and what it is made of, which stands right before it.
    pub fn parts(&self, id: ExprId) -> impl Iterator<Item = Expr> + '_ {
        let span = self.span(id);
        let before = self.exprs[..=id.index()].iter().zip(&self.expr_spans[..=id.index()]).rev();
        before.take_while(move |(_, at)| span.start <= at.start && at.end <= span.end).map(|(expr, _)| *expr)
    }

    #[must_use]
    pub fn stmt(&self, id: StmtId) -> Stmt {
        self.stmts[id.index()]
    }

    #[must_use]
    pub fn span(&self, id: ExprId) -> Span {
        self.expr_spans[id.index()]
    }

    #[must_use]
    pub fn stmt_span(&self, id: StmtId) -> Span {
        self.stmt_spans[id.index()]
    }

    /// Targets and value of an assignment, annotated or not.
    #[must_use]
    pub fn assignment<'a>(&'a self, stmt: &'a Stmt) -> Option<(&'a [ExprId], ExprId)> {
        match stmt {
            Stmt::Assign { targets, value } => Some((self.list(*targets), *value)),
            Stmt::AnnAssign { target, value: Some(value), .. } => Some((std::slice::from_ref(target), *value)),
            _ => None,
        }
    }

    #[must_use]
    pub fn block(&self, block: Block) -> &[StmtId] {
        &self.stmt_lists[block.0.range()]
    }

    #[must_use]
    pub fn list(&self, list: Exprs) -> &[ExprId] {
        &self.expr_lists[list.0.range()]
    }

    #[must_use]
    pub fn arguments(&self, args: Args) -> &[Arg] {
        &self.args[args.0.range()]
    }

    #[must_use]
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.index()]
    }

    #[must_use]
    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.index()]
    }
}
