//! Relations that some query of the app loads with its rows, whoever runs it: also one that is not followed.

use std::collections::BTreeSet;

use crate::facts::program::{Expr, Program, Stmt};
use crate::facts::{Language, Role, Span};

use super::SourceFile;

/// What is given paths as texts: calls, keywords, and attributes of classes that are given to such a call.
const BY_TEXT: [&str; 3] = ["prefetch_related", "prefetch_related_objects", "Prefetch"];
/// What is given attributes of mapped classes.
const BY_ATTRIBUTE: [&str; 3] = ["selectinload", "subqueryload", "joinedload"];

/// Their names, each step of a path by itself.
#[must_use]
pub fn named(files: &[SourceFile]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for file in files.iter().filter(|f| f.entry.language == Language::Python && f.entry.role == Role::App) {
        if let Some(program) = &file.facts.program {
            add(program, &mut out);
        }
    }
    out
}

fn add(program: &Program, out: &mut BTreeSet<String>) {
    if !program.names.iter().any(|name| BY_TEXT.contains(&name.as_str()) || BY_ATTRIBUTE.contains(&name.as_str())) {
        return;
    }
    let texts = given(program, &BY_TEXT);
    let attributes = given(program, &BY_ATTRIBUTE);
    let inside = |all: &[Span], at: Span| all.iter().any(|outer| outer.start <= at.start && at.end <= outer.end);
    for (expr, at) in program.exprs.iter().zip(&program.expr_spans) {
        match expr {
            Expr::Str(text) if inside(&texts, *at) => {
                out.extend(program.name(*text).split("__").filter(|step| !step.is_empty()).map(str::to_owned));
            }
            Expr::Attr(_, name) if inside(&attributes, *at) => _ = out.insert(program.name(*name).to_owned()),
            _ => {}
        }
    }
}

/// Where the loaders are called, and what stands under their names.
fn given(program: &Program, loaders: &[&str]) -> Vec<Span> {
    let is_loader = |name: &str| loaders.contains(&name);
    let calls = program.exprs.iter().zip(&program.expr_spans).filter_map(|(expr, at)| match expr {
        Expr::Call { func, .. } => program.last_name(*func).is_some_and(is_loader).then_some(*at),
        _ => None,
    });
    let keywords = program.args.iter().filter(|arg| arg.name.is_some_and(|name| is_loader(program.name(name))));
    let set = program.stmts.iter().filter_map(|stmt| match stmt {
        Stmt::Assign { targets, value } => {
            let named = |target| program.last_name(target).is_some_and(is_loader);
            program.list(*targets).iter().any(|target| named(*target)).then_some(*value)
        }
        _ => None,
    });
    calls.chain(keywords.map(|arg| program.span(arg.value))).chain(set.map(|value| program.span(value))).collect()
}
