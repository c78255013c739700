//! The small program form: every language of a repository is lowered into it, and one interpreter follows data through it.
//!
//! Flat arenas addressed by typed ids, no lifetimes, no absolute positions but byte ranges in the file. Lists are ranges
//! into pools, so that a node stays at 16 bytes.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

pub use crate::source::text::Span;

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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    BitOr,
    BitAnd,
    BitXor,
    Shift,
    MatMul,
    /// Jinja's `~`.
    Concat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UnaryOp {
    Not,
    Neg,
    Pos,
    Invert,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CompareOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CollectionKind {
    List,
    Tuple,
    Set,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ComprehensionKind {
    List,
    Set,
    Dict,
    Generator,
}

/// An expression. A name's or text's characters stand in the symbol table ([`Program::name`]).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Expr {
    Name(Sym),
    Attr(ExprId, Sym),
    Call {
        func: ExprId,
        args: Args,
    },
    /// `value[index]`; a slice stands as [`Expr::Slice`] in `index`.
    Index {
        value: ExprId,
        index: ExprId,
    },
    Slice {
        lower: Option<ExprId>,
        upper: Option<ExprId>,
    },
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Sym),
    Bytes,
    Collection {
        kind: CollectionKind,
        items: Exprs,
    },
    /// Keys and values alternate; a `**spread` has [`Expr::None`] marked by [`Expr::Starred`] as its key's place.
    Dict(Exprs),
    Comprehension(u32),
    Lambda(FunctionId),
    Await(ExprId),
    Yield(Option<ExprId>),
    YieldFrom(ExprId),
    /// An f-string, or a template attribute with holes: literal parts are [`Expr::Str`].
    Format(Exprs),
    Compare {
        left: ExprId,
        op: CompareOp,
        right: ExprId,
    },
    And(Exprs),
    Or(Exprs),
    Binary {
        left: ExprId,
        op: BinaryOp,
        right: ExprId,
    },
    Unary {
        op: UnaryOp,
        operand: ExprId,
    },
    Walrus {
        target: ExprId,
        value: ExprId,
    },
    Conditional {
        test: ExprId,
        then: ExprId,
        orelse: ExprId,
    },
    Starred(ExprId),
    /// Something without a form of its own; its children are still evaluated.
    Unknown(Exprs),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArgKind {
    Plain,
    /// `*value`
    Star,
    /// `**value`
    DoubleStar,
}

/// One argument of a call, or one base of a class.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arg {
    /// The keyword, when there is one.
    pub name: Option<Sym>,
    pub kind: ArgKind,
    pub value: ExprId,
}

/// A comprehension: `element (value) for … if …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comprehension {
    pub kind: ComprehensionKind,
    /// The element, or the key of a dict comprehension.
    pub element: ExprId,
    /// The value of a dict comprehension.
    pub value: Option<ExprId>,
    pub clauses: Vec<Clause>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    pub target: ExprId,
    pub iter: ExprId,
    pub conditions: Vec<ExprId>,
    pub is_async: bool,
}

/// A statement. Rare and wide ones stand in side tables.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stmt {
    Expr(ExprId),
    Assign {
        targets: Exprs,
        value: ExprId,
    },
    AnnAssign {
        target: ExprId,
        annotation: ExprId,
        value: Option<ExprId>,
    },
    AugAssign {
        target: ExprId,
        op: BinaryOp,
        value: ExprId,
    },
    Delete(Exprs),
    For(u32),
    While {
        test: ExprId,
        body: Block,
    },
    Break,
    Continue,
    Pass,
    /// Side table [`Program::ifs`].
    If(u32),
    /// Side table [`Program::matches`].
    Match(u32),
    /// Side table [`Program::withs`].
    With(u32),
    /// Side table [`Program::tries`].
    Try(u32),
    Return(Option<ExprId>),
    Raise(Option<ExprId>),
    Assert(ExprId),
    /// `global` and `nonlocal`; names into [`Program::sym_lists`].
    Global(List),
    /// Side table [`Program::imports`].
    Import(u32),
    Function(FunctionId),
    Class(ClassId),
    /// A template prints the value.
    Output(ExprId),
    /// `{% block name %}`; side table [`Program::blocks`].
    TemplateBlock(u32),
    /// `{% include target %}`; the target is an expression (a text, a list of texts, a variable).
    Include {
        target: ExprId,
        with_context: bool,
    },
    /// `{% extends target %}`.
    Extends(ExprId),
    /// `{% import target as alias %}` and `{% from target import … %}`; side table [`Program::template_imports`].
    TemplateImport(u32),
    /// A cached fragment: its body runs only when the cache is cold.
    CacheFragment(Block),
    /// Names bound for a body only (`{% with a=b %}…{% endwith %}`): the body's first statements assign them.
    Scope(Block),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct For {
    pub target: ExprId,
    pub iter: ExprId,
    pub body: Block,
    /// Python: runs when the loop was not broken. Templates: runs when there was nothing to iterate (`template_else`).
    pub orelse: Block,
    pub is_async: bool,
    /// Jinja's `{% for x in xs if test %}`.
    pub condition: Option<ExprId>,
    pub template_else: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct If {
    pub test: ExprId,
    pub then: Block,
    pub orelse: Block,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    pub subject: ExprId,
    /// Value of a literal pattern (when it is one), names bound by the pattern, guard, body.
    pub cases: Vec<Case>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    pub literal: Option<ExprId>,
    /// True for `case _:` and a bare capture.
    pub wildcard: bool,
    pub binds: Vec<Sym>,
    pub guard: Option<ExprId>,
    pub body: Block,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct With {
    pub items: Vec<(ExprId, Option<ExprId>)>,
    pub body: Block,
    pub is_async: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Try {
    pub body: Block,
    pub handlers: Vec<Handler>,
    pub orelse: Block,
    pub finally: Block,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handler {
    pub kind: Option<ExprId>,
    pub name: Option<Sym>,
    pub body: Block,
}

/// `import a.b as c` (one entry a name) or `from ..m import x as y`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Import {
    Module { path: CompactString, alias: Option<Sym> },
    From { path: CompactString, level: u32, names: Vec<(Sym, Option<Sym>)>, star: bool },
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TemplateBlock {
    pub name: Sym,
    pub body: Block,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TemplateImport {
    pub target: ExprId,
    /// `as alias`.
    pub alias: Option<Sym>,
    /// `import x as y, …`.
    pub names: Vec<(Sym, Option<Sym>)>,
    pub with_context: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParamKind {
    PositionalOnly,
    Plain,
    KeywordOnly,
    Star,
    DoubleStar,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Param {
    pub name: Sym,
    pub kind: ParamKind,
    pub annotation: Option<ExprId>,
    pub default: Option<ExprId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FunctionKind {
    Def,
    Lambda,
    /// A Jinja macro; `caller` may be called in it.
    Macro,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Function {
    pub name: Sym,
    pub kind: FunctionKind,
    pub params: Vec<Param>,
    pub decorators: Vec<ExprId>,
    pub returns: Option<ExprId>,
    /// A lambda's body is one `Return`.
    pub body: Block,
    pub is_async: bool,
    pub is_generator: bool,
    /// From `def` (after decorators) to the end of the body.
    pub span: Span,
    pub name_span: Span,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Class {
    pub name: Sym,
    /// Bases and class keywords.
    pub bases: Args,
    pub decorators: Vec<ExprId>,
    pub body: Block,
    pub span: Span,
    pub name_span: Span,
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
}

impl Program {
    #[must_use]
    pub fn name(&self, sym: Sym) -> &str {
        &self.names[sym.index()]
    }

    #[must_use]
    pub fn expr(&self, id: ExprId) -> Expr {
        self.exprs[id.index()]
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
