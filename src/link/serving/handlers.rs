//! Handlers of an ASGI app that are no coroutines: a pool of threads runs them, and bounds how many run at once.

use super::program::{Imports, called};
use super::{SourceFile, numbered};
use crate::facts::program::Expr;
use crate::facts::{Language, Role};
use crate::model::Place;
use crate::model::delivery::{Factor, Process};

/// Threads of anyio's limiter, which Starlette and FastAPI use for functions that are not async.
const THREADS: i64 = 40;

const DECORATORS: [&str; 8] = ["get", "post", "put", "delete", "patch", "head", "api_route", "websocket"];

/// Fills the threads of processes that serve nothing but such handlers.
pub(super) fn bound(processes: &mut [Process], files: &[SourceFile]) {
    let Some(place) = only_in_threads(files) else { return };
    for process in processes.iter_mut().filter(|process| process.serves_asgi() && process.threads.value.is_none()) {
        let source = "default of anyio: threads for handlers that are not async".to_owned();
        process.threads = Factor { value: Some(THREADS), place: Some(place), source };
    }
}

/// A handler of FastAPI, where no handler of the app is a coroutine.
fn only_in_threads(files: &[SourceFile]) -> Option<Place> {
    let mut first = None;
    for (file, source) in numbered(files) {
        if source.entry.language != Language::Python || source.entry.role != Role::App {
            continue;
        }
        let Some(module) = source.facts.program.as_ref() else { continue };
        if !Imports::may_be_from(module, &["fastapi"]) || !Imports::new(module).imports_from("fastapi") {
            continue;
        }
        for function in &module.functions {
            let handles = function.decorators.iter().any(|id| match module.expr(*id) {
                Expr::Call { func, .. } => {
                    matches!(module.expr(func), Expr::Attr(..)) && called(module, func).is_some_and(|n| DECORATORS.contains(&n))
                }
                _ => false,
            });
            if handles && function.is_async {
                return None;
            }
            if handles {
                first = first.or(Some(Place { file, span: function.name_span }));
            }
        }
        // Handlers that are handed over by name may be anything.
        let adds = |expr: &Expr| match *expr {
            Expr::Call { func, .. } => matches!(called(module, func), Some("add_api_route" | "add_route")),
            _ => false,
        };
        if module.exprs.iter().any(adds) {
            return None;
        }
    }
    first
}
