//! Columns that are filled where they are empty: `if not self.slug: self.slug = …`. A row that was loaded has been filled.

use crate::eval::value::Value;
use crate::facts::Span;
use crate::facts::program::{Block, CompareOp, Expr, ExprId, Function, Program, Stmt, Sym, UnaryOp};

use super::cache_aside::span_of;
use super::{Code, Interp};

impl Interp<'_> {
    /// The method that runs is one of a row that was loaded, of which the condition asks whether a column is empty.
    pub(super) fn asks_loaded_row(&self, code: &Code, test: ExprId) -> bool {
        let Some(Value::Row(row)) = self.receiver() else { return false };
        let Some((_, column)) = emptiness(&code.program, test) else { return false };
        let name = self.text(code.syms[column.index()]);
        self.world.entity(row.entity).attribute(name).is_some()
    }
}

impl Interp<'_> {
    /// Whether a condition asks for an attribute of something that lives as long as the process: a class, or what stands in a
    /// module or class.
    pub(super) fn asks_kept_object(&self, code: &Code, test: ExprId) -> bool {
        let lives_on = match self.receiver() {
            Some(Value::Object(id)) => !self.heap.is_local(*id),
            Some(Value::Class(_)) => true,
            _ => false,
        };
        lives_on && emptiness(&code.program, test).is_some()
    }
}

/// The block fills what the condition finds empty: `if not self.zones: self.zones = self.read_zones()`.
pub(super) fn is_kept(p: &Program, function: &Function, test: ExprId, then: Block) -> bool {
    let Some(((on, attribute), within)) = emptiness(p, test).zip(span_of(p, then)) else { return false };
    function.params.first().is_some_and(|first| first.name == on) && assigns(p, within, on, attribute)
}

fn assigns(p: &Program, within: Span, on: Sym, attribute: Sym) -> bool {
    let fills = |target: &ExprId| is_column(p, *target, on, attribute);
    let mut inside = p.stmts_within(within).map(|(stmt, _)| stmt);
    inside.any(|stmt| matches!(stmt, Stmt::Assign { targets, .. } if p.list(*targets).iter().any(fills)))
}

/// The block fills the column that the condition finds empty, and the row is saved with it.
pub(super) fn is_filled(p: &Program, function: &Function, test: ExprId, then: Block) -> bool {
    let Some((on, column)) = emptiness(p, test) else { return false };
    let Some(within) = span_of(p, then) else { return false };
    if function.params.first().is_none_or(|first| first.name != on) {
        return false;
    }
    assigns(p, within, on, column) && (p.name(function.name) == "save" || is_saved(p, on, within))
}

/// `not self.slug`, `self.slug is None`, `self.slug == ""`: what is asked, and for which column.
fn emptiness(p: &Program, test: ExprId) -> Option<(Sym, Sym)> {
    let is_nothing = |at: ExprId| match p.expr(at) {
        Expr::None => true,
        Expr::Str(text) => p.name(text).is_empty(),
        _ => false,
    };
    let asked = match p.expr(test) {
        Expr::Unary { op: UnaryOp::Not, operand } => operand,
        Expr::Compare { left, op: CompareOp::Is | CompareOp::Eq, right } if is_nothing(right) => left,
        _ => return None,
    };
    let Expr::Attr(on, column) = p.expr(asked) else { return None };
    match p.expr(on) {
        Expr::Name(on) => Some((on, column)),
        _ => None,
    }
}

fn is_column(p: &Program, target: ExprId, on: Sym, column: Sym) -> bool {
    matches!(p.expr(target), Expr::Attr(of, name) if name == column && matches!(p.expr(of), Expr::Name(name) if name == on))
}

/// `self.save(…)` within the span.
fn is_saved(p: &Program, on: Sym, within: Span) -> bool {
    p.exprs_within(within).any(|(expr, _)| match expr {
        Expr::Call { func, .. } => {
            matches!(p.expr(*func), Expr::Attr(of, name)
                if p.name(name) == "save" && matches!(p.expr(of), Expr::Name(name) if name == on))
        }
        _ => false,
    })
}
