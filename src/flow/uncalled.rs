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
    let wanted: FxHashSet<Name> = candidates.iter().map(|(name, _)| *name).collect();
    let named = named(linked, &wanted);
    candidates.retain(|(name, _)| !named.contains(name));
    candidates.into_iter().map(|(_, place)| place).collect()
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

/// Those of the names that any program of the tree but tests reads, imports or holds as a text (`"jobs.tasks.sweep"`).
fn named(linked: &Linked, wanted: &FxHashSet<Name>) -> FxHashSet<Name> {
    let names = &linked.world.names;
    let mut out = FxHashSet::default();
    for module in &linked.world.modules {
        if module.file.is_none_or(|file| linked.model.role(file) == Role::Test) {
            continue;
        }
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
        for expr in &program.exprs {
            if let Expr::Name(sym) | Expr::Attr(_, sym) | Expr::Str(sym) = expr {
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
