//! Clients that only sign addresses: they open no connection that a next call could use.

use super::clients::Scopes;
use crate::facts::Span;
use crate::facts::program::{Expr, ExprId, Program, Stmt, Sym};

/// Methods that compute an answer from the keys alone.
const SIGNS: [&str; 2] = ["generate_presigned_url", "generate_presigned_post"];

/// The client made at a place is asked for signatures where it is made, and for nothing else.
pub(super) fn only_signs(module: &Program, made: Span) -> bool {
    let is_made = |id: ExprId| module.span(id) == made;
    match local_name(module, made) {
        Some(name) => {
            let scopes = Scopes { module };
            let Some(function) = scopes.around(made).map(|at| module.functions[at].span) else { return false };
            let within = |id: ExprId| {
                let span = module.span(id);
                function.start <= span.start && span.end <= function.end
            };
            let is_read =
                |id: ExprId| matches!(module.expr(id), Expr::Name(sym) if sym == name) && within(id) && !is_target(module, id);
            signs_alone(module, &is_read)
        }
        None => signs_alone(module, &is_made),
    }
}

/// Everything that an expression is used for is a signature, and it is used.
fn signs_alone(module: &Program, is_client: &dyn Fn(ExprId) -> bool) -> bool {
    let ids = || (0..module.exprs.len()).filter_map(|at| u32::try_from(at).ok()).map(ExprId);
    let read = ids().filter(|id| is_client(*id)).count();
    let signs = ids().filter(
        |id| matches!(module.expr(*id), Expr::Attr(value, name) if is_client(value) && SIGNS.contains(&module.name(name))),
    );
    read > 0 && signs.count() == read
}

/// The one name that holds it.
fn local_name(module: &Program, made: Span) -> Option<Sym> {
    module.stmts_around(made).find_map(|(stmt, _)| match module.assignment(stmt)? {
        ([target], value) if module.span(value) == made => match module.expr(*target) {
            Expr::Name(name) => Some(name),
            _ => None,
        },
        _ => None,
    })
}

fn is_target(module: &Program, id: ExprId) -> bool {
    module.stmts.iter().any(|stmt| matches!(stmt, Stmt::Assign { targets, .. } if module.list(*targets).contains(&id)))
}
