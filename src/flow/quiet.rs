//! Modules whose functions can ask nothing and reach nothing outside: whatever they import is as quiet as they are. Generated
//! schemas and clients are whole folders of them, and need not be evaluated.

use crate::eval::{ClassRef, ModuleId, World};
use crate::facts::program::{Expr, Import, Program};

/// Stubs that only compute: nothing that they give asks a database or waits.
const QUIET_STUBS: [&str; 11] = [
    "collections",
    "datetime",
    "functools",
    "http",
    "inspect",
    "itertools",
    "logging",
    "more_itertools",
    "operator",
    "os",
    "pydantic",
];

/// Names that may ask a database of whatever they are read from, and those that import by name.
const ASK: [&str; 10] = [
    "__import__",
    "cursor",
    "execute",
    "executemany",
    "get_model",
    "import_module",
    "import_string",
    "objects",
    "query",
    "session",
];

/// What one import brings.
enum Brings {
    Quiet,
    Loud,
    Modules(Vec<ModuleId>),
}

/// Whether each module is quiet. `below` are the modules of the classes that derive from one; `takes_rows` tells of modules whose
/// functions may be given rows.
pub fn quiet(world: &World, below: impl Fn(ClassRef) -> Vec<ModuleId>, takes_rows: impl Fn(ModuleId) -> bool) -> Vec<bool> {
    let count = world.modules.len();
    let mut loud: Vec<bool> = vec![false; count];
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut open: Vec<usize> = Vec::new();
    let mut found = |at: usize, loud: &mut Vec<bool>| {
        if !std::mem::replace(&mut loud[at], true) {
            open.push(at);
        }
    };
    for (at, module) in world.modules.iter().enumerate() {
        if module.file.is_none() {
            if !QUIET_STUBS.contains(&&*module.name) {
                found(at, &mut loud);
            }
            continue;
        }
        let id = ModuleId(u32::try_from(at).unwrap_or(u32::MAX));
        if module.is_template || may_ask(&module.program) || takes_rows(id) {
            found(at, &mut loud);
            continue;
        }
        for import in &module.program.imports {
            match brought(world, at, import) {
                Brings::Quiet => {}
                Brings::Loud => found(at, &mut loud),
                Brings::Modules(all) => all.into_iter().for_each(|used| users[used.0 as usize].push(at)),
            }
        }
    }
    for (at, class) in (0u32..).zip(&world.classes) {
        let own = class.module.0 as usize;
        if world.class_entity.contains_key(&ClassRef(at)) {
            found(own, &mut loud);
        }
        // A method may run on an instance of a class below.
        below(ClassRef(at)).into_iter().for_each(|module| users[module.0 as usize].push(own));
    }
    while let Some(at) = open.pop() {
        for user in std::mem::take(&mut users[at]) {
            if !std::mem::replace(&mut loud[user], true) {
                open.push(user);
            }
        }
    }
    loud.into_iter().map(|loud| !loud).collect()
}

/// It names a function of a library that waits or works for long, or what may ask something.
fn may_ask(program: &Program) -> bool {
    program.exprs.iter().any(|expr| match expr {
        Expr::Name(sym) | Expr::Attr(_, sym) => {
            let name = program.name(*sym);
            crate::library::outside::is_function(name) || ASK.contains(&name)
        }
        _ => false,
    })
}

fn brought(world: &World, at: usize, import: &Import) -> Brings {
    let module = &world.modules[at];
    let (base, level, names) = match import {
        Import::Module { path, .. } => (path, 0, Vec::new()),
        Import::From { path, level, names, .. } => (path, *level, names.iter().map(|(name, _)| *name).collect()),
    };
    let base = if level == 0 {
        base.to_string()
    } else {
        let mut above: Vec<&str> = module.name.split('.').collect();
        above.truncate(above.len().saturating_sub(level as usize - usize::from(module.is_package)));
        above.extend((!base.is_empty()).then_some(base.as_str()));
        above.join(".")
    };
    let below = names.iter().map(|name| format!("{base}.{}", module.program.name(*name)));
    let parents = base.match_indices('.').map(|(end, _)| base[..end].to_owned());
    let all = parents.chain([base.clone()]).chain(below);
    let found: Vec<ModuleId> = all.filter_map(|name| world.by_name.get(name.as_str()).copied()).collect();
    let is_whole = world.by_name.contains_key(base.as_str());
    match found.is_empty() {
        // A part of a package that the tree or a stub has, and which is not there: nothing is known of it.
        _ if !is_whole && (level > 0 || !found.is_empty()) => Brings::Loud,
        true => Brings::Quiet,
        false => Brings::Modules(found),
    }
}
