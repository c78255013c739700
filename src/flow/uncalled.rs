//! Functions that no entry runs and that nothing in the tree names: what is wrong with them nobody pays today.

use rustc_hash::FxHashSet;

use crate::eval::world::{Class, World};
use crate::eval::{ClassRef, FuncRef};
use crate::facts::Role;
use crate::facts::Span;
use crate::facts::program::{Expr, ExprId, Function, Program};
use crate::link::Linked;
use crate::model::Place;
use crate::names::Name;

use super::alone::Alone;
use super::mentions::{Mention, mentions};

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
const PLAIN_DECORATORS: &[&str] = &["staticmethod", "classmethod", "property", "cached_property"];
/// Methods of a model that its mapper, or what is built on it, calls by itself.
const OF_MAPPER: &[&str] = &[
    "adelete",
    "arefresh_from_db",
    "asave",
    "check",
    "clean",
    "clean_fields",
    "date_error_message",
    "delete",
    "from_db",
    "full_clean",
    "get_absolute_url",
    "get_constraints",
    "get_deferred_fields",
    "natural_key",
    "prepare_database_save",
    "refresh_from_db",
    "save",
    "save_base",
    "serializable_value",
    "unique_error_message",
    "validate_constraints",
    "validate_unique",
];

/// A function that nothing may name.
struct Candidate {
    name: Name,
    body: Place,
    /// It stands in the body of its module, under no condition of a class or a function: who means it, names the module.
    of_module: bool,
}

/// Of functions that no entry runs: those that stand under their name alone.
#[must_use]
pub fn uncalled(linked: &Linked, alone: &Alone<'_>, unreached: &[FuncRef]) -> Vec<Place> {
    let world = &linked.world;
    let mut candidates: Vec<Candidate> = Vec::new();
    for f in unreached {
        let module = world.module(f.module);
        let Some(file) = module.file.filter(|file| linked.model.role(*file) == Role::App) else { continue };
        let function = module.program.function(f.id);
        let name = module.program.name(function.name);
        let class = alone.class_of(*f);
        // What a base from outside asks for by itself is a method.
        let is_read = |program: &Program| {
            let names = |decorator: &ExprId| program.last_name(*decorator);
            function.decorators.iter().filter_map(names).any(|name| matches!(name, "property" | "cached_property"))
        };
        let is_mapped = |class: &ClassRef| {
            world.class_entity.contains_key(class) && (!world.class(*class).open || is_read(&module.program))
        };
        let is_of_tree = class
            .is_none_or(|class| stands_alone(world, world.class(class)) || is_mapped(&class) && !OF_MAPPER.contains(&name));
        if is_of_tree && is_plain(&module.program, function) && !CALLED_FROM_OUTSIDE.contains(&name) && !name.starts_with("__")
        {
            let body = Place { file, span: Span { start: function.name_span.end, end: function.span.end } };
            let of_module = class.is_none() && !stands_inside(&module.program, function);
            candidates.push(Candidate { name: module.syms[function.name.index()], body, of_module });
        }
    }
    let wanted: FxHashSet<Name> = candidates.iter().map(|candidate| candidate.name).collect();
    let mentions = mentions(linked, &wanted);
    // What only the uncalled name is called by nobody either.
    let mut uncalled: Vec<Place> = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let before = uncalled.len();
        let is_dead = |at: Place| uncalled.iter().any(|body| holds(body, at));
        let (named, gone): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|candidate| {
            let names = names_of(linked.model.path(candidate.body.file));
            let means = |mention: &Mention| !candidate.of_module || mention.may_mean(candidate.body.file, &names);
            let mut all = mentions.get(&candidate.name).into_iter().flatten();
            all.any(|mention| means(mention) && !is_dead(mention.place))
        });
        candidates = named;
        uncalled.extend(gone.iter().map(|candidate| candidate.body));
        if uncalled.len() == before {
            break;
        }
    }
    uncalled.sort_unstable();
    uncalled
}

fn holds(body: &Place, at: Place) -> bool {
    body.file == at.file && body.span.start <= at.span.start && at.span.end <= body.span.end
}

/// `forms`, `shop` of `shop/forms.py`.
fn names_of(path: &str) -> Vec<&str> {
    path.trim_end_matches(".py").split('/').collect()
}

fn stands_inside(program: &Program, function: &Function) -> bool {
    let around = |outer: &Span| outer.start < function.span.start && function.span.end <= outer.end;
    program.functions.iter().any(|outer| around(&outer.span)) || program.classes.iter().any(|outer| around(&outer.span))
}

/// No base from outside may call its methods.
fn stands_alone(world: &World, class: &Class) -> bool {
    !class.open
        && class.mro.iter().all(|base| !world.class(*base).is_stub || &*world.class(*base).qualified == "builtins.object")
}

/// Nothing is handed the function where it is defined.
fn is_plain(program: &Program, function: &Function) -> bool {
    let is_plain = |decorator| match program.expr(decorator) {
        Expr::Name(sym) | Expr::Attr(_, sym) => PLAIN_DECORATORS.contains(&program.name(sym)),
        _ => false,
    };
    function.decorators.iter().all(|decorator| is_plain(*decorator))
}
