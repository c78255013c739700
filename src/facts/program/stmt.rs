//! Statements.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::{BinaryOp, Block, ClassId, ExprId, Exprs, FunctionId, List, Sym};

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
