//! Coroutines that can't be turned into plain functions: they await something, or somebody awaits them.

use rustc_hash::FxHashSet;

use super::clients::Scopes;
use super::program::called;
use super::{SourceFile, numbered};
use crate::facts::program::{Expr, Program, Stmt};
use crate::facts::{Language, Span};
use crate::model::{FileId, Place};

/// Their names where they are defined.
pub(super) fn bound(files: &[SourceFile]) -> Vec<Place> {
    let awaited: FxHashSet<&str> = programs(files).flat_map(|(_, module)| awaited(module)).collect();
    let mut out = Vec::new();
    for (file, module) in programs(files).filter(|(_, module)| module.functions.iter().any(|function| function.is_async)) {
        let mut spans = that_await(module);
        let by_others = module.functions.iter().filter(|f| f.is_async && awaited.contains(module.name(f.name)));
        spans.extend(by_others.map(|function| function.name_span));
        spans.sort_unstable_by_key(|span| span.start);
        spans.dedup();
        out.extend(spans.into_iter().map(|span| Place { file, span }));
    }
    out
}

fn programs(files: &[SourceFile]) -> impl Iterator<Item = (FileId, &Program)> {
    let python = numbered(files).filter(|(_, source)| source.entry.language == Language::Python);
    python.filter_map(|(file, source)| Some((file, source.facts.program.as_ref()?)))
}

/// Names of what is called behind `await`.
fn awaited(module: &Program) -> impl Iterator<Item = &str> {
    module.exprs.iter().filter_map(|expr| match *expr {
        Expr::Await(value) => match module.expr(value) {
            Expr::Call { func, .. } => called(module, func),
            _ => None,
        },
        _ => None,
    })
}

/// Functions with an `await`, `async for` or `async with` of their own.
fn that_await(module: &Program) -> Vec<Span> {
    let awaits = module.exprs.iter().zip(&module.expr_spans).filter_map(|(expr, at)| match expr {
        Expr::Await(_) => Some(*at),
        Expr::Comprehension(of) => module.comprehensions[*of as usize].clauses.iter().any(|c| c.is_async).then_some(*at),
        _ => None,
    });
    let enters = module.stmts.iter().zip(&module.stmt_spans).filter_map(|(stmt, at)| match stmt {
        Stmt::For(of) => module.fors[*of as usize].is_async.then_some(*at),
        Stmt::With(of) => module.withs[*of as usize].is_async.then_some(*at),
        _ => None,
    });
    let scopes = Scopes { module };
    awaits.chain(enters).filter_map(|at| Some(module.functions[scopes.around(at)?].name_span)).collect()
}
