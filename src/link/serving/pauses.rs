//! Pauses that are what was asked for: their length is what the request orders, or a function does nothing beside them, as in
//! routes that play a slow answer.

use super::clients::Scopes;
use super::program::Imports;
use super::{SourceFile, numbered};
use crate::facts::program::{Expr, ExprId, Function, Program, Stmt, Sym};
use crate::facts::{Language, Role, Span};
use crate::model::Place;

/// What a request carries.
const CARRIED: [&str; 11] =
    ["args", "values", "form", "json", "get_json", "headers", "GET", "POST", "query_params", "data", "path_params"];

/// Those whose length the request says, and those that are all that their function does.
pub(super) fn pauses(files: &[SourceFile]) -> (Vec<Place>, Vec<Place>) {
    let (mut ordered, mut only) = (Vec::new(), Vec::new());
    for (file, source) in numbered(files) {
        let Some(module) = &source.facts.program else { continue };
        let is_app = source.entry.language == Language::Python && source.entry.role == Role::App;
        if !is_app || !Imports::may_be_from(module, &["time"]) {
            continue;
        }
        let imports = Imports::new(module);
        for (expr, span) in module.exprs.iter().zip(&module.expr_spans) {
            let Expr::Call { func, args } = *expr else { continue };
            if imports.imported(module, func).is_none_or(|path| path != "time.sleep") {
                continue;
            }
            let place = Place { file, span: *span };
            if module.arguments(args).first().is_some_and(|length| is_carried(module, *span, length.value)) {
                ordered.push(place);
            }
            let around = (Scopes { module }).around(*span).map(|at| &module.functions[at]);
            if around.is_some_and(|function| only_ends(module, function, *span)) {
                only.push(place);
            }
        }
    }
    (ordered, only)
}

/// Beside the pause there is only what is said of the function and how it ends: `raise`, or an answer made of nothing that
/// the function is given or that the module works out.
fn only_ends(module: &Program, function: &Function, pause: Span) -> bool {
    let is_given = |name: Sym| function.params.iter().any(|param| param.name == name);
    let is_own = |name: Sym| module.functions.iter().any(|own| own.name == name);
    let is_plain = |id: ExprId| {
        let within = module.span(id);
        let mut inside = module.exprs_within(within);
        !inside.any(|(expr, _)| matches!(*expr, Expr::Name(name) if is_given(name) || is_own(name)))
    };
    module.block(function.body).iter().all(|stmt| match module.stmt(*stmt) {
        Stmt::Expr(id) => module.span(id) == pause || matches!(module.expr(id), Expr::Str(_)),
        Stmt::Return(value) => value.is_none_or(is_plain),
        Stmt::Raise(_) | Stmt::Pass | Stmt::Import(_) => true,
        _ => false,
    })
}

/// The value is made of what the request carries, by names of the function around it.
fn is_carried(module: &Program, span: Span, length: ExprId) -> bool {
    let Some(scope) = (Scopes { module }).around(span) else { return false };
    let body = module.functions[scope].span;
    let (mut values, mut seen): (Vec<ExprId>, Vec<Sym>) = (vec![length], Vec::new());
    while let Some(value) = values.pop() {
        let within = module.span(value);
        for (expr, at) in module.exprs_within(within) {
            match *expr {
                Expr::Attr(of, name) if CARRIED.contains(&module.name(name)) && is_request(module, of) => return true,
                Expr::Name(name) if body.holds(*at) && !seen.contains(&name) => {
                    seen.push(name);
                    values.extend(assigned(module, body, name));
                }
                _ => {}
            }
        }
    }
    false
}

/// `request`, `self.request`
fn is_request(module: &Program, id: ExprId) -> bool {
    matches!(module.expr(id), Expr::Name(name) | Expr::Attr(_, name) if module.name(name) == "request")
}

/// What the function assigns to a name.
fn assigned(module: &Program, body: Span, name: Sym) -> Vec<ExprId> {
    let is_name = |id: &ExprId| matches!(module.expr(*id), Expr::Name(other) if other == name);
    let statements = module.stmts_within(body);
    let values = statements.filter_map(|(stmt, _)| match *stmt {
        Stmt::Assign { targets, value } => module.list(targets).iter().any(is_name).then_some(value),
        _ => None,
    });
    values.collect()
}
