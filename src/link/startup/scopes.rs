//! Which functions run when the app starts: factories, start-up hooks, and what these and module bodies call.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Module;
use crate::facts::Span;
use crate::facts::program::{Args, Expr, ExprId, FunctionId, Program, Stmt};
use crate::link::serving::Imports;
use crate::model::FileId;

/// Constructors of apps.
const APPS: [&str; 6] =
    ["flask.Flask", "fastapi.FastAPI", "quart.Quart", "starlette.applications.Starlette", "sanic.Sanic", "litestar.Litestar"];
/// Decorators of functions that run once, before the first request.
const HOOKS: [&str; 4] = ["on_event", "before_serving", "before_first_request", "before_app_first_request"];
/// Calls that are followed from a module's body or a factory.
const MAX_DEPTH: usize = 3;

/// How a function comes to run at the start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// The file whose import, or whose app's start, leads to it.
    pub from: FileId,
    /// The call of that file, and the statement of its body, that lead to it; none for a factory or a hook.
    pub called: Option<(Span, Span)>,
    pub guarded: bool,
}

/// A module with its imports.
pub(super) struct Read<'m, 'p> {
    pub module: &'m Module<'p>,
    pub imports: Imports,
}

/// Functions that run at the start, by module and place in it.
pub(super) fn at_start(modules: &[Read<'_, '_>]) -> BTreeMap<(usize, usize), Way> {
    let by_name = functions_by_name(modules);
    let mut found: BTreeMap<(usize, usize), Way> = BTreeMap::new();
    for (at, read) in modules.iter().enumerate() {
        for function in seeds(read) {
            found.insert((at, function), Way { from: read.module.file, called: None, guarded: false });
        }
    }
    let mut open: Vec<(usize, Option<usize>, usize)> = (0..modules.len()).map(|at| (at, None, 0)).collect();
    open.extend(found.keys().map(|(at, function)| (*at, Some(*function), 0)));
    while let Some((at, scope, depth)) = open.pop() {
        if depth >= MAX_DEPTH {
            continue;
        }
        let read = &modules[at];
        let around = scope.map(|function| found[&(at, function)]);
        let from = around.map_or(read.module.file, |way| way.from);
        for (callee, span) in calls(read.module.program, scope) {
            let Some(target) = target(modules, at, callee, &by_name) else { continue };
            let Some(guarded) = guard(read.module.program, span, scope) else { continue };
            if let Entry::Vacant(new) = found.entry(target) {
                let called = around.map_or_else(|| statement(read.module.program, span).map(|of| (span, of)), |way| way.called);
                new.insert(Way { from, called, guarded: guarded || around.is_some_and(|way| way.guarded) });
                open.push((target.0, Some(target.1), depth + 1));
            }
        }
    }
    found
}

/// The statement of the module's body that a place is in.
fn statement(program: &Program, span: Span) -> Option<Span> {
    program.block(program.body).iter().map(|id| program.stmt_span(*id)).find(|of| of.holds(span))
}

type ByName<'p> = BTreeMap<&'p str, Vec<(usize, usize)>>;

/// Functions that stand in no class and no other function.
fn functions_by_name<'p>(modules: &[Read<'_, 'p>]) -> ByName<'p> {
    let mut out: ByName<'p> = BTreeMap::new();
    for (at, read) in modules.iter().enumerate() {
        let program = read.module.program;
        for stmt in program.block(program.body) {
            if let Stmt::Function(id) = program.stmt(*stmt) {
                out.entry(program.name(program.function(id).name)).or_default().push((at, id.index()));
            }
        }
    }
    out
}

/// Functions that make an app, that are registered as hooks, or that Django calls when it is ready.
fn seeds(read: &Read<'_, '_>) -> Vec<usize> {
    let program = read.module.program;
    let mut out = Vec::new();
    for (expr, span) in program.exprs.iter().zip(&program.expr_spans) {
        let Expr::Call { func, args } = *expr else { continue };
        let makes = read.imports.resolve(program, func).is_some_and(|path| APPS.contains(&path.as_str()));
        if makes {
            out.extend(innermost(program, *span));
        }
        out.extend(handed_over(program, args));
    }
    for (at, function) in program.functions.iter().enumerate() {
        let is_hook = function.decorators.iter().any(|id| is_start_hook(program, *id));
        let is_ready = program.name(function.name) == "ready" && in_app_config(program, function.span);
        if is_hook || is_ready {
            out.push(at);
        }
    }
    out
}

/// `lifespan=f`, `on_startup=[f]`
fn handed_over(program: &Program, args: Args) -> Vec<usize> {
    let given = program
        .arguments(args)
        .iter()
        .filter(|arg| arg.name.is_some_and(|name| matches!(program.name(name), "lifespan" | "on_startup")));
    let values = given.flat_map(|arg| match program.expr(arg.value) {
        Expr::Collection { items, .. } => program.list(items).to_vec(),
        _ => vec![arg.value],
    });
    let named = values.filter_map(|id| match program.expr(id) {
        Expr::Name(name) => program.functions.iter().position(|function| function.name == name),
        _ => None,
    });
    named.collect()
}

fn is_start_hook(program: &Program, decorator: ExprId) -> bool {
    let (callee, args) = match program.expr(decorator) {
        Expr::Call { func, args } => (func, Some(args)),
        _ => (decorator, None),
    };
    let Expr::Attr(_, name) = program.expr(callee) else { return false };
    let name = program.name(name);
    let event = args.and_then(|args| program.arguments(args).first());
    let starts = event.is_none_or(|arg| !matches!(program.expr(arg.value), Expr::Str(text) if program.name(text) != "startup"));
    HOOKS.contains(&name) && starts
}

fn in_app_config(program: &Program, span: Span) -> bool {
    program.classes.iter().filter(|class| class.span.holds(span)).any(|class| {
        program.arguments(class.bases).iter().any(|base| {
            matches!(program.expr(base.value), Expr::Name(name) | Expr::Attr(_, name) if program.name(name) == "AppConfig")
        })
    })
}

/// Calls in a function, or in the module's own body, but for those of functions within.
pub(super) fn calls(program: &Program, scope: Option<usize>) -> impl Iterator<Item = (ExprId, Span)> {
    program.exprs_within(text_of(program, scope)).filter_map(move |(expr, span)| match expr {
        Expr::Call { func, .. } => (innermost(program, *span) == scope).then_some((*func, *span)),
        _ => None,
    })
}

fn target(modules: &[Read<'_, '_>], at: usize, callee: ExprId, by_name: &ByName<'_>) -> Option<(usize, usize)> {
    let read = &modules[at];
    let program = read.module.program;
    let name = match program.expr(callee) {
        Expr::Name(name) => program.name(name),
        Expr::Attr(value, name) if matches!(program.expr(value), Expr::Name(_)) => program.name(name),
        _ => return None,
    };
    let all = by_name.get(name)?;
    if matches!(program.expr(callee), Expr::Name(_))
        && let Some(own) = all.iter().find(|(module, _)| *module == at)
    {
        return Some(*own);
    }
    // `from .db import init` and `db.init`: the module of the path has a function of that name.
    let path = read.imports.resolve(program, callee)?;
    let (from, _) = path.trim_start_matches('.').rsplit_once('.')?;
    let is_named =
        |module: usize| modules[module].module.names.iter().any(|own| own == from || own.ends_with(&format!(".{from}")));
    all.iter().find(|(module, _)| is_named(*module)).copied()
}

/// Whether a condition stands around a place in its scope; none when it is for programs that are started as scripts.
pub(super) fn guard(program: &Program, span: Span, scope: Option<usize>) -> Option<bool> {
    let mut guarded = false;
    for (stmt, around) in program.stmts_within(text_of(program, scope)) {
        let Stmt::If(at) = stmt else { continue };
        if around.start > span.start || innermost(program, *around) != scope {
            continue;
        }
        let test = program.ifs[*at as usize].test;
        if around.holds(span) {
            if mentions(program, test, "__name__") {
                return None;
            }
            guarded = true;
        } else if around.end <= span.start && leaves(program, *at) {
            guarded = true;
        }
    }
    // What stands in a handler runs where another way has failed.
    Some(guarded || is_handled(program, span))
}

/// It stands in a handler of exceptions.
pub(super) fn is_handled(program: &Program, span: Span) -> bool {
    let tries = program.stmts_around(span).filter_map(|(stmt, _)| match stmt {
        Stmt::Try(at) => program.tries.get(*at as usize),
        _ => None,
    });
    tries
        .flat_map(|attempt| &attempt.handlers)
        .any(|handler| program.block(handler.body).iter().any(|id| program.stmt_span(*id).holds(span)))
}

/// The condition ends the function.
fn leaves(program: &Program, at: u32) -> bool {
    let last = program.block(program.ifs[at as usize].then).last();
    last.is_some_and(|id| matches!(program.stmt(*id), Stmt::Return(_)))
}

fn mentions(program: &Program, test: ExprId, name: &str) -> bool {
    let mut inside = program.exprs_within(program.span(test));
    inside.any(|(expr, _)| matches!(expr, Expr::Name(sym) if program.name(*sym) == name))
}

/// The function around a place, innermost.
pub(super) fn innermost(program: &Program, span: Span) -> Option<usize> {
    program.function_around(span).map(FunctionId::index)
}

/// What a function spans, or the whole module.
pub(super) fn text_of(program: &Program, scope: Option<usize>) -> Span {
    scope.map_or(Span::new(0, u32::MAX), |function| program.functions[function].span)
}
