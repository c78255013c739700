//! Tasks that no schedule and no program but a command runs: somebody starts them by hand, as the command.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::world::Module;
use crate::eval::{FuncRef, World};
use crate::facts::Role;
use crate::facts::program::{Expr, Program};
use crate::model::route::EntryKind;
use crate::model::{FileId, Model};
use crate::names::Name;

use super::routes::{Handler, function_of};

/// Decorators that make a task and say nothing of when it runs.
const TASKS: [&str; 4] = ["shared_task", "task", "actor", "job"];
const TIMES: [&str; 6] = ["every", "schedule", "cron", "interval", "repeat", "trigger"];
/// Schedules that stand in the database.
const KEPT_SCHEDULES: [&str; 2] = ["django_celery_beat", "DatabaseScheduler"];

/// Makes commands of such jobs.
pub fn mark(world: &World, model: &mut Model, handlers: &[Handler]) {
    let modules: Vec<&Module> =
        world.modules.iter().filter(|m| m.file.is_some_and(|file| model.role(file) != Role::Test)).collect();
    let jobs: Vec<(usize, FuncRef, Name)> = model
        .routes
        .iter()
        .zip(handlers)
        .enumerate()
        .filter(|(_, (route, _))| route.kind == EntryKind::Job)
        .filter_map(|(at, (_, handler))| {
            let f = function_of(&handler.function)?;
            let module = world.module(f.module);
            let function = module.program.function(f.id);
            let waits = !function.decorators.is_empty() && function.decorators.iter().all(|d| waits(&module.program, *d));
            waits.then(|| (at, f, module.syms[function.name.index()]))
        })
        .collect();
    let keeps = |m: &&Module| m.program.names.iter().any(|n| KEPT_SCHEDULES.contains(&n.split('.').next().unwrap_or(n)));
    if jobs.is_empty() || modules.iter().any(keeps) {
        return;
    }
    let wanted: FxHashSet<Name> = jobs.iter().map(|(.., name)| *name).collect();
    let mut named: FxHashMap<Name, Vec<FileId>> = FxHashMap::default();
    for module in &modules {
        let Some(file) = module.file else { continue };
        for (text, sym) in module.program.names.iter().zip(module.syms.iter()) {
            let last = text.rsplit(['.', ':', '/']).next().unwrap_or(text);
            let name = if last.len() == text.len() { Some(*sym) } else { world.names.find(last) };
            if let Some(name) = name.filter(|name| wanted.contains(name)) {
                named.entry(name).or_default().push(file);
            }
        }
    }
    for (at, f, name) in jobs {
        let module = world.module(f.module);
        let all = named.get(&name).map(Vec::as_slice).unwrap_or_default();
        let mut others = all.iter().filter(|file| Some(**file) != module.file).peekable();
        let by_hand = |file: &FileId| model.role(*file) == Role::Script || model.path(*file).contains("/management/commands/");
        // The module of a command is all for the command, whatever there names the task.
        let is_home = module.file.as_ref().is_some_and(by_hand);
        if (is_home || others.peek().is_some() && !is_named_at_home(module, f)) && others.all(by_hand) {
            model.routes[at].kind = EntryKind::Command;
        }
    }
}

/// A decorator that makes a task, at no time of its own.
fn waits(program: &Program, decorator: crate::facts::program::ExprId) -> bool {
    let (func, keywords) = match program.expr(decorator) {
        Expr::Call { func, args } => (program.expr(func), program.arguments(args).iter().filter_map(|a| a.name).collect()),
        other => (other, Vec::new()),
    };
    let is_task = matches!(func, Expr::Name(sym) | Expr::Attr(_, sym) if TASKS.contains(&program.name(sym)));
    is_task && !keywords.iter().any(|sym| TIMES.iter().any(|word| program.name(*sym).contains(word)))
}

/// Its own module names it outside of its body.
fn is_named_at_home(module: &Module, f: FuncRef) -> bool {
    let program = &*module.program;
    let function = program.function(f.id);
    let name = program.name(function.name);
    program.exprs.iter().zip(&program.expr_spans).any(|(expr, at)| {
        let outside = at.end <= function.span.start || function.span.end <= at.start;
        outside
            && match expr {
                Expr::Name(sym) | Expr::Attr(_, sym) => program.name(*sym) == name,
                Expr::Str(sym) => program.name(*sym).rsplit(['.', ':', '/']).next() == Some(name),
                _ => false,
            }
    })
}
