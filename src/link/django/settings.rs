//! Which module is `django.conf.settings`.

use crate::eval::World;
use crate::eval::world::{Module, ModuleId};
use crate::facts::program::{ArgKind, Expr, ExprId, Program, Stmt};

const VARIABLE: &str = "DJANGO_SETTINGS_MODULE";

/// The settings module: the one that `manage.py` or a server's entry file names, else the only one that looks like settings.
#[must_use]
pub fn find(world: &World, paths: &[String]) -> Option<ModuleId> {
    let mut named: Vec<(usize, usize, &str, String)> = Vec::new();
    for module in world.modules.iter().filter(|m| !m.is_template) {
        let Some(path) = module.file.and_then(|f| paths.get(f.0 as usize)) else { continue };
        let Some(rank) = rank(path) else { continue };
        for name in named_modules(&module.program) {
            named.push((rank, path.matches('/').count(), path.as_str(), name));
        }
    }
    named.sort();
    let found = named.iter().filter_map(|(_, _, path, name)| resolve(world, path, name)).find(|id| sets_something(world, *id));
    found.or_else(|| only_one(world))
}

/// Files that start a project, the one that people run first.
fn rank(path: &str) -> Option<usize> {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        "manage.py" => Some(0),
        "wsgi.py" => Some(1),
        "asgi.py" => Some(2),
        _ if path.contains("wsgi") => Some(3),
        _ if path.contains("asgi") || name.starts_with("celery") => Some(4),
        _ => None,
    }
}

/// Texts that are given beside the name of the variable: `setdefault(NAME, "x")`, `environ[NAME] = "x"`.
fn named_modules(program: &Program) -> Vec<String> {
    let mut out = Vec::new();
    let text = |id| match program.expr(id) {
        Expr::Str(sym) => Some(program.name(sym).to_owned()),
        _ => None,
    };
    for expr in &program.exprs {
        let Expr::Call { args, .. } = expr else { continue };
        if let [key, value, ..] = program.arguments(*args)
            && key.kind == ArgKind::Plain
            && text(key.value).as_deref() == Some(VARIABLE)
        {
            out.extend(text(value.value));
        }
    }
    for stmt in program.block(program.body) {
        if let Stmt::Assign { targets, value } = program.stmt(*stmt)
            && let [target] = program.list(targets)
            && let Expr::Index { index, .. } = program.expr(*target)
            && text(index).as_deref() == Some(VARIABLE)
        {
            out.extend(text(value));
        }
    }
    out
}

/// A module by the name that a file gives it: imports start at the file's folder, too.
fn resolve(world: &World, path: &str, name: &str) -> Option<ModuleId> {
    if let Some(found) = world.by_name.get(name) {
        return Some(*found);
    }
    let folder = path.rsplit_once('/')?.0.replace('/', ".");
    world.by_name.get(format!("{folder}.{name}").as_str()).copied()
}

/// The empty `__init__.py` of a package of settings is named where each machine has a module of its own in it.
fn sets_something(world: &World, id: ModuleId) -> bool {
    let program = &world.module(id).program;
    !program.block(program.body).is_empty() || !program.imports.is_empty()
}

/// A module that assigns both what every project must set; several are not told apart. What projects are started from
/// (`ROOT_URLCONF = "{{ project_name }}.urls"`) is none.
fn only_one(world: &World) -> Option<ModuleId> {
    let assigned = |module: &Module, wanted: &str| {
        let program = &module.program;
        let is_wanted = |t: &ExprId| matches!(program.expr(*t), Expr::Name(sym) if program.name(sym) == wanted);
        program.block(program.body).iter().find_map(|s| {
            let (targets, value) = program.assignment(&program.stmts[s.index()])?;
            targets.iter().any(is_wanted).then_some(value)
        })
    };
    let is_filled_in = |module: &Module, value: ExprId| match module.program.expr(value) {
        Expr::Str(text) => !module.program.name(text).contains("{{"),
        _ => true,
    };
    let is_settings = |m: &Module| {
        assigned(m, "INSTALLED_APPS").is_some() && assigned(m, "ROOT_URLCONF").is_some_and(|value| is_filled_in(m, value))
    };
    let mut found = world.modules.iter().enumerate().filter(|(_, m)| m.file.is_some() && !m.is_template && is_settings(m));
    let (at, _) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    u32::try_from(at).ok().map(ModuleId)
}
