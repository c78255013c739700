//! Expressions.

use serde::{Deserialize, Serialize};

use super::{Args, ExprId, Exprs, FunctionId, Sym};

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
