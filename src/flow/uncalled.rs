//! Functions that no entry runs and that nothing in the tree names: what is wrong with them nobody pays today.

use rustc_hash::FxHashSet;

use crate::eval::FuncRef;
use crate::eval::world::{Class, World};
use crate::facts::Role;
use crate::facts::Span;
use crate::facts::program::{Expr, Function, Import, Program, Sym};
use crate::link::Linked;
use crate::model::Place;
use crate::names::Name;

use super::alone::Alone;

/// Names that a server, a platform or a person calls.
const CALLED_FROM_OUTSIDE: &[&str] = &[
    "main",
    "run",
    "cli",
    "app",
    "application",
    "handler",
    "lambda_handler",
    "create_app",
    "make_app",
    "get_app",
    "start",
    "setup",
    "upgrade",
    "downgrade",
    "ready",
    "worker",
];
/// Calls that lead from a function which nothing names to another.
const MOST_ROUNDS: usize = 6;
const PLAIN_DECORATORS: &[&str] = &["staticmethod", "classmethod"];

/// Of functions that no entry runs: those that stand under their name alone.
#[must_use]
pub fn uncalled(linked: &Linked, alone: &Alone<'_>, unreached: &[FuncRef]) -> Vec<Place> {
    let world = &linked.world;
    let mut candidates: Vec<(Name, Place)> = Vec::new();
    for f in unreached {
        let module = world.module(f.module);
        let Some(file) = module.file.filter(|file| linked.model.role(*file) == Role::App) else { continue };
        let function = module.program.function(f.id);
        let name = module.program.name(function.name);
        let is_of_tree = alone.class_of(*f).is_none_or(|class| stands_alone(world, world.class(class)));
        if is_of_tree && is_plain(&module.program, function) && !CALLED_FROM_OUTSIDE.contains(&name) && !name.starts_with("__")
        {
            let body = Span { start: function.name_span.end, end: function.span.end };
            candidates.push((module.syms[function.name.index()], Place { file, span: body }));
        }
    }
    // What only the uncalled name is called by nobody either.
    let mut uncalled: Vec<Place> = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let wanted: FxHashSet<Name> = candidates.iter().map(|(name, _)| *name).collect();
        let named = named(linked, &wanted, &uncalled);
        let before = uncalled.len();
        candidates.retain(|(name, place)| {
            let is_named = named.contains(name);
            if !is_named {
                uncalled.push(*place);
            }
            is_named
        });
        if uncalled.len() == before {
            break;
        }
    }
    uncalled.sort_unstable();
    uncalled
}

/// No base from outside may call its methods.
fn stands_alone(world: &World, class: &Class) -> bool {
    !class.open
        && class.mro.iter().all(|base| !world.class(*base).is_stub || &*world.class(*base).qualified == "builtins.object")
}

/// Nothing is handed the function where it is defined.
fn is_plain(program: &Program, function: &Function) -> bool {
    let is_plain =
        |decorator| matches!(program.expr(decorator), Expr::Name(sym) if PLAIN_DECORATORS.contains(&program.name(sym)));
    function.decorators.iter().all(|decorator| is_plain(*decorator))
}

/// Those of the names that any program of the tree but tests reads, imports or holds as a text (`"jobs.tasks.sweep"`), outside of
/// what is uncalled itself.
fn named(linked: &Linked, wanted: &FxHashSet<Name>, uncalled: &[Place]) -> FxHashSet<Name> {
    let names = &linked.world.names;
    let mut out = FxHashSet::default();
    for module in &linked.world.modules {
        let Some(file) = module.file.filter(|file| linked.model.role(*file) != Role::Test) else { continue };
        let program = &module.program;
        let mut here: FxHashSet<Name> = FxHashSet::default();
        for (text, name) in program.names.iter().zip(module.syms.iter()) {
            if wanted.contains(name) {
                here.insert(*name);
            } else if let Some((_, last)) = text.rsplit_once(['.', ':', '/']) {
                out.extend(names.find(last).filter(|name| wanted.contains(name)));
            }
        }
        if here.is_empty() {
            continue;
        }
        let mut see = |sym: Sym| out.extend(here.get(&module.syms[sym.index()]));
        let dead: Vec<Span> = uncalled.iter().filter(|place| place.file == file).map(|place| place.span).collect();
        for (expr, at) in program.exprs.iter().zip(&program.expr_spans) {
            if let Expr::Name(sym) | Expr::Attr(_, sym) | Expr::Str(sym) = expr
                && !dead.iter().any(|body| body.start <= at.start && at.end <= body.end)
            {
                see(*sym);
            }
        }
        for import in &program.imports {
            if let Import::From { names, .. } = import {
                names.iter().for_each(|(name, _)| see(*name));
            }
        }
    }
    out
}
