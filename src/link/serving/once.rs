//! What a function does once a process: it fills a global of its module, or an attribute of its class, that it first finds
//! empty. Requests pay for it as little as for what the app does when it starts.

use super::clients::Scopes;
use super::{SourceFile, numbered};
use crate::facts::program::{CompareOp, Expr, ExprId, If, Program, Stmt, StmtId, Sym, UnaryOp};
use crate::facts::{Language, Role, Span};
use crate::model::Place;

/// What runs only until the value is there.
pub(super) fn filled(files: &[SourceFile]) -> Vec<Place> {
    let mut out = Vec::new();
    for (file, source) in numbered(files) {
        let Some(module) = &source.facts.program else { continue };
        if source.entry.language != Language::Python || source.entry.role != Role::App {
            continue;
        }
        let has_globals = module.stmts.iter().any(|stmt| matches!(stmt, Stmt::Global(_)));
        let read = Reader { module, has_globals };
        for (at, stmt) in module.stmts.iter().enumerate() {
            let Stmt::If(branch) = *stmt else { continue };
            let span = read.fills(&module.ifs[branch as usize], module.stmt_spans[at]);
            out.extend(span.map(|span| Place { file, span }));
        }
    }
    out
}

/// A global by its name, or an attribute of a class.
#[derive(Clone, Copy, PartialEq)]
struct Slot {
    class: Option<Sym>,
    name: Sym,
}

struct Reader<'p> {
    module: &'p Program,
    has_globals: bool,
}

impl Reader<'_> {
    /// The part of the function behind the condition.
    fn fills(&self, branch: &If, span: Span) -> Option<Span> {
        let module = self.module;
        let (slot, empty) = self.asked(branch.test)?;
        let function = module.functions.get((Scopes { module }).around(span)?)?;
        if slot.class.is_none() && !self.is_global(slot.name, function.span) {
            return None;
        }
        let region = if empty {
            let then = module.block(branch.then);
            Span::new(module.stmt_span(*then.first()?).start, module.stmt_span(*then.last()?).end)
        } else {
            let leaves = |id: &StmtId| matches!(module.stmt(*id), Stmt::Return(_));
            module.block(branch.then).last().filter(|last| leaves(last))?;
            Span::new(span.end, function.span.end)
        };
        self.assigns(slot, region).then_some(region)
    }

    /// `x is None`, `not x` (empty); `x is not None`, `x` (there).
    fn asked(&self, test: ExprId) -> Option<(Slot, bool)> {
        match self.module.expr(test) {
            Expr::Unary { op: UnaryOp::Not, operand } => Some((self.slot(operand)?, true)),
            Expr::Compare { left, op, right } if matches!(self.module.expr(right), Expr::None) => match op {
                CompareOp::Is => Some((self.slot(left)?, true)),
                CompareOp::IsNot => Some((self.slot(left)?, false)),
                _ => None,
            },
            _ => Some((self.slot(test)?, false)),
        }
    }

    fn slot(&self, id: ExprId) -> Option<Slot> {
        match self.module.expr(id) {
            Expr::Name(name) => Some(Slot { class: None, name }),
            Expr::Attr(object, name) => {
                let Expr::Name(class) = self.module.expr(object) else { return None };
                let is_class = self.module.name(class) == "cls" || self.module.classes.iter().any(|own| own.name == class);
                is_class.then_some(Slot { class: Some(class), name })
            }
            _ => None,
        }
    }

    fn is_global(&self, name: Sym, function: Span) -> bool {
        let mut statements = self.module.stmts_within(function);
        self.has_globals
            && statements.any(|(stmt, _)| match stmt {
                Stmt::Global(names) => self.module.sym_lists[names.range()].contains(&name),
                _ => false,
            })
    }

    fn assigns(&self, slot: Slot, region: Span) -> bool {
        let is_it = |id: ExprId| self.slot(id) == Some(slot);
        self.module.stmts_within(region).any(|(stmt, _)| match *stmt {
            Stmt::Assign { targets, .. } => self.module.list(targets).iter().any(|target| is_it(*target)),
            Stmt::AnnAssign { target, value: Some(_), .. } => is_it(target),
            _ => false,
        })
    }
}
