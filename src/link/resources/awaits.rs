//! What coroutines await: calls in a row that do not need each other, and many at once.

use super::Reader;
use crate::facts::Span;
use crate::facts::program::{Block, Expr, ExprId, Program, Stmt, StmtId, Sym};
use crate::link::SourceFile;
use crate::link::serving::keyword;
use crate::model::resources::{AwaitRun, FanOut};
use crate::model::{FileId, Place};

/// Words in a function that says how many may run at once.
const LIMITS: [&str; 6] = ["semaphore", "limiter", "chunk", "batch", "throttle", "max_concurren"];

/// Runs of `name = await call(…)` in which no call needs the name of another.
pub(super) fn runs(reader: &Reader<'_>, out: &mut Vec<AwaitRun>) {
    let module = reader.module;
    if !module.functions.iter().any(|function| function.is_async) {
        return;
    }
    for block in blocks(module) {
        let mut run: Vec<(Sym, ExprId)> = Vec::new();
        for stmt in module.block(block) {
            let next = awaited(module, *stmt);
            let fits = next.is_some_and(|(_, call)| run.iter().all(|(name, _)| !names(module, module.span(call), *name)));
            if !fits {
                close(reader, &mut run, out);
            }
            run.extend(next);
        }
        close(reader, &mut run, out);
    }
}

/// What scripts of pages await one after another.
pub(super) fn in_browser(files: &[SourceFile], out: &mut Vec<AwaitRun>) {
    for (file, source) in (0..).map(FileId).zip(files) {
        for run in &source.facts.awaited_requests {
            out.push(AwaitRun {
                symbol: String::new(),
                calls: run.calls.iter().map(|span| Place { file, span: *span }).collect(),
                names: run.names.iter().map(ToString::to_string).collect(),
                in_browser: true,
            });
        }
    }
}

fn close(reader: &Reader<'_>, run: &mut Vec<(Sym, ExprId)>, out: &mut Vec<AwaitRun>) {
    let run = std::mem::take(run);
    let [(_, first), _, ..] = run.as_slice() else { return };
    out.push(AwaitRun {
        symbol: reader.symbol(reader.module.span(*first)),
        calls: run.iter().map(|(_, call)| reader.place(reader.module.span(*call))).collect(),
        names: run.iter().map(|(name, _)| reader.module.name(*name).to_owned()).collect(),
        in_browser: false,
    });
}

/// The name and the call of `name = await call(…)`.
fn awaited(module: &Program, stmt: StmtId) -> Option<(Sym, ExprId)> {
    let (target, value) = match module.stmt(stmt) {
        Stmt::Assign { targets, value } => match module.list(targets) {
            [target] => (*target, value),
            _ => return None,
        },
        Stmt::AnnAssign { target, value: Some(value), .. } => (target, value),
        _ => return None,
    };
    let (Expr::Name(name), Expr::Await(call)) = (module.expr(target), module.expr(value)) else { return None };
    matches!(module.expr(call), Expr::Call { .. }).then_some((name, call))
}

fn names(module: &Program, within: Span, name: Sym) -> bool {
    module.exprs_within(within).any(|(expr, _)| matches!(expr, Expr::Name(sym) if *sym == name))
}

/// All blocks of statements.
fn blocks(module: &Program) -> Vec<Block> {
    let mut out: Vec<Block> = module.functions.iter().filter(|f| f.is_async).map(|function| function.body).collect();
    out.extend(module.ifs.iter().flat_map(|branch| [branch.then, branch.orelse]));
    out.extend(module.withs.iter().map(|with| with.body));
    out.extend(module.fors.iter().map(|each| each.body));
    out.extend(module.tries.iter().flat_map(|attempt| [attempt.body, attempt.orelse, attempt.finally]));
    out
}

/// `asyncio.gather(*[call(x) for x in xs])`, or of a list that a loop or comprehension made.
pub(super) fn fan_outs(reader: &Reader<'_>, out: &mut Vec<FanOut>) {
    let module = reader.module;
    for (expr, span) in module.exprs.iter().zip(&module.expr_spans) {
        let Expr::Call { func, args } = *expr else { continue };
        if reader.imports.resolve(module, func).is_none_or(|path| path != "asyncio.gather") {
            continue;
        }
        let starred = module.arguments(args).iter().find(|arg| arg.kind == crate::facts::program::ArgKind::Star);
        let Some(given) = starred else { continue };
        let Some(function) = reader.function(*span) else { continue };
        let body = module.functions[function].span;
        if keyword(module, args, "limit").is_some() || is_limited(module, body) {
            continue;
        }
        let Some(over) = source(module, given.value, body) else { continue };
        let (place, symbol) = (reader.place(*span), reader.symbol(*span));
        out.push(FanOut { place, symbol, over: reader.place(over) });
    }
}

fn is_limited(module: &Program, body: Span) -> bool {
    module.exprs_within(body).any(|(expr, _)| match expr {
        Expr::Name(name) | Expr::Attr(_, name) => {
            let lower = module.name(*name).to_ascii_lowercase();
            LIMITS.iter().any(|word| lower.contains(word))
        }
        _ => false,
    })
}

/// The comprehension or loop that makes what is gathered.
fn source(module: &Program, given: ExprId, body: Span) -> Option<Span> {
    match module.expr(given) {
        Expr::Comprehension(_) => Some(module.span(given)),
        Expr::Name(name) => made(module, name, body),
        _ => None,
    }
}

fn made(module: &Program, name: Sym, body: Span) -> Option<Span> {
    let is_it = |id: ExprId| matches!(module.expr(id), Expr::Name(sym) if sym == name);
    let by_comprehension = module.stmts_within(body).find_map(|(stmt, _)| match *stmt {
        Stmt::Assign { targets, value } if module.list(targets).iter().any(|id| is_it(*id)) => {
            matches!(module.expr(value), Expr::Comprehension(_)).then(|| module.span(value))
        }
        _ => None,
    });
    by_comprehension.or_else(|| {
        let append = module.exprs_within(body).find_map(|(expr, span)| match *expr {
            Expr::Attr(value, method) if is_it(value) && module.name(method) == "append" => Some(*span),
            _ => None,
        })?;
        let around = module.stmts_around(append);
        let loops = around.filter(|(stmt, span)| matches!(stmt, Stmt::For(_)) && body.holds(**span));
        loops.map(|(_, span)| *span).min_by_key(|span| span.end - span.start)
    })
}
