//! Sides of a template's conditions that run in one round of a loop: `{% if forloop.first %}`.

use crate::eval::ops::Op;
use crate::facts::program::{CompareOp, Expr, ExprId, UnaryOp};

use super::{Code, Interp};

/// What templates call the loop that runs.
const LOOPS: [&str; 2] = ["forloop", "loop"];
/// Whether the round is the first one, or the last.
const ENDS: [&str; 2] = ["first", "last"];
/// The number of the round.
const NUMBERS: [&str; 6] = ["counter", "counter0", "revcounter", "revcounter0", "index", "index0"];

impl Interp<'_> {
    /// The side of a condition that runs in one round of the template's loop runs once in it.
    pub(super) fn in_one_round(&self, code: &Code, test: ExprId, holds: bool, body: Vec<Op>) -> Vec<Op> {
        match self.page_loop {
            Some(id)
                if !body.is_empty() && self.frames.last().is_some_and(|f| f.is_template) && one_round(code, test, holds) =>
            {
                vec![Op::Leaving { loops: vec![id], body }]
            }
            _ => body,
        }
    }
}

/// Whether a condition that is met (or not: `holds`) leaves one round of a loop.
fn one_round(code: &Code, test: ExprId, holds: bool) -> bool {
    let p = &*code.program;
    let of_loop = |e: ExprId, names: &[&str]| match p.expr(e) {
        Expr::Attr(object, name) => {
            names.contains(&p.name(name)) && matches!(p.expr(object), Expr::Name(of) if LOOPS.contains(&p.name(of)))
        }
        _ => false,
    };
    match p.expr(test) {
        Expr::Attr(..) => holds && of_loop(test, &ENDS),
        Expr::Unary { op: UnaryOp::Not, operand } => one_round(code, operand, !holds),
        Expr::And(items) => holds && p.list(items).iter().any(|e| one_round(code, *e, true)),
        Expr::Or(items) => !holds && p.list(items).iter().any(|e| one_round(code, *e, false)),
        Expr::Compare { left, op: CompareOp::Eq, right } => {
            holds && matches!(p.expr(right), Expr::Int(_)) && of_loop(left, &NUMBERS)
        }
        _ => false,
    }
}
