//! Functions and classes.

use serde::{Deserialize, Serialize};

use super::{Args, Block, ExprId, Span, Sym};

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
