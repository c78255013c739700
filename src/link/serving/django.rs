//! What Django's settings say about delivery, read as they stand.

use crate::facts::Span;
use crate::facts::program::{Expr, ExprId, Program, Stmt};
use crate::model::delivery::{Setting, SettingValue};
use crate::model::{FileId, Place};
use crate::syntax::deploy::is_development;

use super::program::{called, keyword, reads_own_settings};

/// `django.middleware` where the list stands, `django.compress` where a middleware that compresses is named, and `django.database`
/// with the kind of a database that is connected to anew for each request.
pub(super) fn settings(module: &Program, file: FileId, path: &str, out: &mut Vec<Setting>) {
    let production = !is_development(path);
    let mut add = |name: &str, value: SettingValue, span: Span| {
        let place = Place { file, span };
        out.push(Setting { name: name.to_owned(), value, place, layer: Some(path.to_owned()), production });
    };
    if let Some((_, span)) = texts(module).find(|(text, _)| compresses(text)) {
        add("django.compress", SettingValue::Bool(true), span);
    }
    // Which of them sends is decided where it runs, so each that may is told.
    for (_, span, value) in assignments(module, module.stmts.iter()).filter(|(name, ..)| *name == "EMAIL_BACKEND") {
        for (text, _) in inside(module, module.span(value)).filter(|(text, _)| text.contains('.')) {
            add("django.mail.backend", SettingValue::Text(text.to_owned()), span);
        }
    }
    for (name, span, value) in assignments(module, module.block(module.body).iter().map(|id| &module.stmts[id.index()])) {
        let within = module.span(value);
        match name {
            "MIDDLEWARE" if inside(module, within).any(|(text, _)| text.starts_with("django.")) => {
                add("django.middleware", SettingValue::Unknown, span);
            }
            "SESSION_SAVE_EVERY_REQUEST" if module.expr(value) == Expr::Bool(true) => {
                add("django.session.every_request", SettingValue::Bool(true), span);
            }
            "SESSION_ENGINE" => {
                let engine = match module.expr(value) {
                    Expr::Str(text) => SettingValue::Text(module.name(text).to_owned()),
                    _ => SettingValue::Unknown,
                };
                add("django.session.engine", engine, span);
            }
            "CACHES" => {
                let default = default_entry(module, within).unwrap_or_default();
                let local = inside(module, default)
                    .find(|(text, _)| text.starts_with("django.core.cache.backends.") && text.contains("LocMem"));
                let only = inside(module, within).filter(|(text, _)| text.contains("cache") && text.contains('.')).count() == 1;
                if let Some((text, _)) = local.filter(|_| only) {
                    add("django.cache.local", SettingValue::Text(text.to_owned()), span);
                }
            }
            "DATABASES" => {
                if keeps_connections(module, within) {
                    add("django.keeps_connections", SettingValue::Bool(true), span);
                }
                if let Some(kind) = reconnecting(module, within).filter(|_| !reads_own_settings(module)) {
                    add("django.database", SettingValue::Text(kind.to_owned()), span);
                }
            }
            _ => {}
        }
    }
}

/// `NAME = value`, with the place of the name.
fn assignments<'p>(
    module: &'p Program,
    stmts: impl Iterator<Item = &'p Stmt>,
) -> impl Iterator<Item = (&'p str, Span, ExprId)> {
    stmts.filter_map(|stmt| match module.assignment(stmt)? {
        ([target], value) => match module.expr(*target) {
            Expr::Name(name) => Some((module.name(name), module.span(*target), value)),
            _ => None,
        },
        _ => None,
    })
}

/// What stands beside `"default"`, where it is written out; the others are for what was chosen with care.
fn default_entry(module: &Program, within: Span) -> Option<Span> {
    module.exprs_within(within).find_map(|(expr, _)| match *expr {
        Expr::Dict(items) => module.list(items).chunks(2).find_map(|pair| match pair {
            [key, value] if matches!(module.expr(*key), Expr::Str(text) if module.name(text) == "default") => {
                matches!(module.expr(*value), Expr::Dict(_)).then(|| module.span(*value))
            }
            _ => None,
        }),
        _ => None,
    })
}

fn texts(module: &Program) -> impl Iterator<Item = (&str, Span)> {
    module.exprs.iter().zip(&module.expr_spans).filter_map(|(expr, span)| match expr {
        Expr::Str(sym) => Some((module.name(*sym), *span)),
        _ => None,
    })
}

fn inside(module: &Program, within: Span) -> impl Iterator<Item = (&str, Span)> {
    texts(module).filter(move |(_, span)| within.start <= span.start && span.end <= within.end)
}

/// `django.middleware.gzip.GZipMiddleware`, or one of the packages that do the same.
fn compresses(text: &str) -> bool {
    text.ends_with("Middleware") && ["GZip", "Compress", "Brotli", "compression"].iter().any(|word| text.contains(word))
}

/// `CONN_MAX_AGE` with something else than zero, a pool, or `conn_max_age=…` of a helper.
fn keeps_connections(module: &Program, within: Span) -> bool {
    module.exprs_within(within).any(|(expr, _)| match *expr {
        Expr::Dict(items) => module.list(items).chunks(2).any(|pair| match pair {
            [key, value] => {
                matches!(module.expr(*key), Expr::Str(text) if matches!(module.name(text), "CONN_MAX_AGE" | "pool"))
                    && !matches!(module.expr(*value), Expr::Int(0) | Expr::Bool(false))
            }
            _ => false,
        }),
        Expr::Call { args, .. } => {
            keyword(module, args, "conn_max_age").is_some_and(|value| !matches!(module.expr(value), Expr::Int(0)))
        }
        _ => false,
    })
}

/// A database server that Django connects to for each request: nothing of the value speaks of keeping connections.
fn reconnecting(module: &Program, within: Span) -> Option<&'static str> {
    if inside(module, within).any(|(text, _)| matches!(text, "CONN_MAX_AGE" | "pool") || text.contains("bouncer")) {
        return None;
    }
    // What a helper reads from a URL may say it, too.
    let mut calls = module.exprs_within(within).filter_map(|(expr, _)| match expr {
        Expr::Call { func, .. } => called(module, *func),
        _ => None,
    });
    if calls.any(|name| matches!(name, "config" | "parse" | "db" | "db_url")) {
        return None;
    }
    let engines: Vec<&str> = inside(module, within).map(|(text, _)| text).filter(|text| text.contains("backends.")).collect();
    let [engine] = engines.as_slice() else { return None };
    match engine.rsplit('.').next()? {
        "postgresql" | "postgresql_psycopg2" | "postgis" => Some("PostgreSQL"),
        "mysql" => Some("MySQL"),
        _ => None,
    }
}
