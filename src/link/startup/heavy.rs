//! Large libraries that are imported with a module, and the functions that use them.

use std::collections::BTreeSet;

use super::Module;
use crate::facts::Span;
use crate::facts::program::{Expr, FunctionId, Import, Program, Stmt, Sym};
use crate::link::imports::runs_at_import;
use crate::model::Place;
use crate::model::startup::HeavyImport;

/// Packages whose import loads a great deal of code, by their first names.
const HEAVY: [&str; 26] = [
    "torch",
    "torchvision",
    "tensorflow",
    "keras",
    "jax",
    "transformers",
    "sentence_transformers",
    "sklearn",
    "xgboost",
    "lightgbm",
    "pandas",
    "matplotlib",
    "seaborn",
    "plotly",
    "scipy",
    "cv2",
    "spacy",
    "nltk",
    "gensim",
    "statsmodels",
    "geopandas",
    "weasyprint",
    "reportlab",
    "langchain",
    "pyspark",
    "moviepy",
];
/// Names under which frameworks call functions when they start.
const EARLY: [&str; 6] = ["__init__", "create_app", "main", "lifespan", "startup", "init_app"];

pub(super) fn imports(module: &Module<'_>, out: &mut Vec<HeavyImport>) {
    let program = module.program;
    for (stmt, span) in program.stmts.iter().zip(&program.stmt_spans) {
        let Stmt::Import(at) = stmt else { continue };
        let import = &program.imports[*at as usize];
        let Some((package, bound)) = heavy(program, import) else { continue };
        if !runs_at_import(program, *span) {
            continue;
        }
        let place = Place { file: module.file, span: *span };
        out.push(HeavyImport { place, package, users: users(program, &bound).unwrap_or_default() });
    }
}

/// The package and the names that the import binds.
fn heavy(program: &Program, import: &Import) -> Option<(String, BTreeSet<String>)> {
    let (path, bound) = match import {
        Import::Module { path, alias } => {
            let first = path.split('.').next().unwrap_or(path);
            let name = alias.map_or(first, |alias| program.name(alias));
            (path, BTreeSet::from([name.to_owned()]))
        }
        Import::From { path, level: 0, names, star: false } => {
            let bound = names.iter().map(|(name, alias)| program.name(alias.unwrap_or(*name)).to_owned()).collect();
            (path, bound)
        }
        Import::From { .. } => return None,
    };
    let package = path.split('.').next().unwrap_or(path);
    HEAVY.contains(&package).then(|| (package.to_owned(), bound))
}

/// The functions that use the names; `None` where the module itself needs them, or a function that runs at once.
fn users(program: &Program, bound: &BTreeSet<String>) -> Option<Vec<String>> {
    let mut users = BTreeSet::new();
    for (expr, span) in program.exprs.iter().zip(&program.expr_spans) {
        let Expr::Name(name) = expr else { continue };
        if !bound.contains(program.name(*name)) {
            continue;
        }
        let function = outermost(program, *span)?;
        let function = &program.functions[function];
        if in_signature(program, *span)
            || EARLY.contains(&program.name(function.name))
            || is_called_at_once(program, function.name)
        {
            return None;
        }
        users.insert(program.name(function.name).to_owned());
    }
    // A name that nothing here uses is imported for others.
    (!users.is_empty()).then(|| users.into_iter().collect())
}

fn outermost(program: &Program, span: Span) -> Option<usize> {
    let length = |id: &FunctionId| program.function(*id).span.end - program.function(*id).span.start;
    program.functions_around(span).max_by_key(length).map(FunctionId::index)
}

/// An annotation or a default: evaluated with the module.
fn in_signature(program: &Program, span: Span) -> bool {
    program.functions_around(span).map(|id| program.function(id)).any(|function| {
        let given = function.params.iter().flat_map(|param| [param.annotation, param.default]).chain([function.returns]);
        given.flatten().chain(function.decorators.iter().copied()).any(|id| program.span(id).holds(span))
    })
}

/// The module's own body calls the function.
fn is_called_at_once(program: &Program, function: Sym) -> bool {
    program.exprs.iter().zip(&program.expr_spans).any(|(expr, span)| match expr {
        Expr::Call { func, .. } => {
            matches!(program.expr(*func), Expr::Name(name) if name == function) && outermost(program, *span).is_none()
        }
        _ => false,
    })
}
