//! Pools that are only measured or grow too late, and extensions that no app is given to.

use std::collections::BTreeSet;

use super::clients::Scopes;
use super::program::{Imports, called, keyword};
use super::{SourceFile, numbered};
use crate::facts::program::{Expr, ExprId, Program, Sym};
use crate::facts::{Language, Role, Span};
use crate::model::outbound::{MeansFault, UnusedMeans};
use crate::model::{FileId, Place};

/// Extensions that do nothing before `init_app`.
const EXTENSIONS: [&str; 3] = ["flask_compress.Compress", "flask_caching.Cache", "flask_limiter.Limiter"];
/// Words in the names of what only looks at a pool.
const MEASURES: [&str; 6] = ["stat", "log", "monitor", "metric", "health", "probe"];

pub(super) fn without_effect(files: &[SourceFile]) -> Vec<UnusedMeans> {
    let apps: Vec<(FileId, &Program)> = numbered(files)
        .filter(|(_, source)| source.entry.language == Language::Python && source.entry.role == Role::App)
        .filter_map(|(file, source)| Some((file, source.facts.program.as_ref()?)))
        .collect();
    let mut out = never_set_up(&apps);
    out.extend(only_measured(&apps));
    for (file, module) in &apps {
        grows_late(*file, module, &mut out);
    }
    out
}

/// `compress = Compress()` of a module, and no `compress.init_app` anywhere.
fn never_set_up(apps: &[(FileId, &Program)]) -> Vec<UnusedMeans> {
    let mut set_up: BTreeSet<&str> = BTreeSet::new();
    let mut handed: BTreeSet<&str> = BTreeSet::new();
    for (_, module) in apps {
        for expr in &module.exprs {
            match *expr {
                Expr::Attr(value, method) if module.name(method) == "init_app" => {
                    if let Expr::Name(name) | Expr::Attr(_, name) = module.expr(value) {
                        set_up.insert(module.name(name));
                    }
                }
                // A loop over extensions may set them up.
                Expr::Collection { items, .. } => handed.extend(names(module, module.list(items))),
                Expr::Call { args, .. } => {
                    let values: Vec<ExprId> = module.arguments(args).iter().map(|arg| arg.value).collect();
                    handed.extend(names(module, &values));
                }
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    for (file, module) in apps {
        if !EXTENSIONS.iter().any(|path| Imports::may_be_from(module, &[path.split('.').next().unwrap_or(path)])) {
            continue;
        }
        let imports = Imports::new(module);
        for stmt in module.block(module.body) {
            let Some(([target], value)) = module.assignment(&module.stmts[stmt.index()]) else { continue };
            let Expr::Call { func, args } = module.expr(value) else { continue };
            let Expr::Name(name) = module.expr(*target) else { continue };
            let path = imports.resolve(module, func).filter(|path| EXTENSIONS.contains(&path.as_str()));
            let given_app = module
                .arguments(args)
                .iter()
                .any(|arg| arg.name.is_none() || arg.name.is_some_and(|name| module.name(name) == "app"));
            let name = module.name(name);
            let Some(maker) = path.filter(|_| !given_app && !set_up.contains(name) && !handed.contains(name)) else { continue };
            out.push(UnusedMeans {
                place: Place { file: *file, span: module.stmt_span(*stmt) },
                fault: MeansFault::NeverSetUp,
                names: vec![name.to_owned()],
                maker,
            });
        }
    }
    out
}

fn names<'p>(module: &'p Program, ids: &[ExprId]) -> Vec<&'p str> {
    let named = ids.iter().filter_map(|id| match module.expr(*id) {
        Expr::Name(name) => Some(module.name(name)),
        _ => None,
    });
    named.collect()
}

/// `pool = get_pool()` where each caller of the getter hands the pool to something that measures it.
fn only_measured(apps: &[(FileId, &Program)]) -> Vec<UnusedMeans> {
    let mut getters: BTreeSet<&str> = BTreeSet::new();
    for (_, module) in apps {
        let own = module.functions.iter().map(|function| module.name(function.name));
        getters.extend(own.filter(|name| name.starts_with("get_") && name.contains("pool")));
    }
    let mut out = Vec::new();
    for getter in getters {
        let mut first = None;
        let mut all_measure = true;
        for (file, module) in apps {
            // The module of the getter may do with its pool what it likes.
            let is_home = module.functions.iter().any(|function| module.name(function.name) == getter);
            if is_home {
                continue;
            }
            for (expr, span) in module.exprs.iter().zip(&module.expr_spans) {
                let Expr::Call { func, .. } = *expr else { continue };
                if called(module, func) == Some(getter) {
                    all_measure &= is_measured(module, *span);
                    first = first.or(Some((Place { file: *file, span: *span }, Scopes { module }.symbol(*span))));
                }
            }
        }
        if let (Some((place, _)), true) = (first, all_measure) {
            let maker = getter.to_owned();
            out.push(UnusedMeans { place, fault: MeansFault::OnlyMeasured, names: Vec::new(), maker });
        }
    }
    out
}

/// What a call yields is bound to a name that only goes to what measures.
fn is_measured(module: &Program, call: Span) -> bool {
    let scopes = Scopes { module };
    let bound = module.stmts_around(call).find_map(|(stmt, _)| match module.assignment(stmt)? {
        ([target], value) if module.span(value) == call => match module.expr(*target) {
            Expr::Name(name) => Some(name),
            _ => None,
        },
        _ => None,
    });
    let (Some(name), Some(function)) = (bound, scopes.around(call)) else { return false };
    let body = module.functions[function].span;
    let mut uses = 0;
    let mut measured = 0;
    for (expr, span) in module.exprs_within(body) {
        match *expr {
            Expr::Name(sym) if sym == name && span.start > call.end => uses += 1,
            Expr::Call { func, args } => measured += measured_by(module, name, func, args),
            Expr::Attr(value, attribute) if is_name(module, value, name) && measures(module.name(attribute)) => measured += 1,
            _ => {}
        }
    }
    uses > 0 && uses == measured
}

fn measured_by(module: &Program, name: Sym, func: ExprId, args: crate::facts::program::Args) -> usize {
    let given = module.arguments(args).iter().filter(|arg| is_name(module, arg.value, name)).count();
    if called(module, func).is_some_and(measures) { given } else { 0 }
}

fn is_name(module: &Program, id: ExprId, name: Sym) -> bool {
    matches!(module.expr(id), Expr::Name(sym) if sym == name)
}

fn measures(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    MEASURES.iter().any(|word| lower.contains(word))
}

/// A method that waits for a connection with a timeout, and makes a new one when none came.
fn grows_late(file: FileId, module: &Program, out: &mut Vec<UnusedMeans>) {
    for class in module.classes.iter().filter(|class| module.name(class.name).contains("Pool")) {
        if fills_itself(module, class.span) {
            continue;
        }
        for attempt in &module.tries {
            let Some(wait) = waits(module, module.block(attempt.body)).filter(|span| class.span.holds(*span)) else {
                continue;
            };
            let makes = attempt.handlers.iter().any(|handler| {
                let empty = handler.kind.is_some_and(
                    |kind| matches!(module.expr(kind), Expr::Name(name) | Expr::Attr(_, name) if module.name(name) == "Empty"),
                );
                empty && module.block(handler.body).iter().any(|stmt| makes_one(module, module.stmt_span(*stmt)))
            });
            if makes {
                out.push(UnusedMeans {
                    place: Place { file, span: wait },
                    fault: MeansFault::GrowsLate,
                    names: Vec::new(),
                    maker: module.name(class.name).to_owned(),
                });
            }
        }
    }
}

/// All connections are made at once: `range(size)`.
fn fills_itself(module: &Program, class: Span) -> bool {
    module.exprs_within(class).any(|(expr, _)| match *expr {
        Expr::Call { func, args } if called(module, func) == Some("range") => {
            let first = module.arguments(args).first().map(|arg| module.expr(arg.value));
            matches!(first, Some(Expr::Name(name) | Expr::Attr(_, name)) if module.name(name).contains("size")
                || module.name(name).contains("max"))
        }
        _ => false,
    })
}

/// `queue.get(timeout=5)`
fn waits(module: &Program, body: &[crate::facts::program::StmtId]) -> Option<Span> {
    let around = body
        .first()
        .zip(body.last())
        .map(|(first, last)| Span::new(module.stmt_span(*first).start, module.stmt_span(*last).end))?;
    module.exprs_within(around).find_map(|(expr, span)| match *expr {
        Expr::Call { func, args } if matches!(module.expr(func), Expr::Attr(_, name) if module.name(name) == "get") => {
            let timeout = keyword(module, args, "timeout").map(|id| module.expr(id))?;
            (!matches!(timeout, Expr::None | Expr::Int(0))).then_some(*span)
        }
        _ => None,
    })
}

fn makes_one(module: &Program, within: Span) -> bool {
    module.exprs_within(within).any(|(expr, _)| match *expr {
        Expr::Call { func, .. } => called(module, func).is_some_and(|name| {
            let lower = name.to_ascii_lowercase();
            ["create", "connect", "make", "new_conn", "open"].iter().any(|word| lower.contains(word))
        }),
        _ => false,
    })
}
