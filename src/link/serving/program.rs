//! Small questions to a program that need no evaluation: literals, imports, keywords.

use rustc_hash::FxHashMap;

use super::environment::Environment;
use crate::facts::Span;
use crate::facts::program::{Args, Expr, ExprId, Import, Program, Stmt};

/// What a module assigns to a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Assigned {
    No,
    /// The last value, assigned in the module's own body.
    Value(ExprId),
    /// Under a condition, or more than once in other ways.
    Sometimes(ExprId),
}

pub(super) fn assigned(module: &Program, name: &str) -> Assigned {
    let own = module.block(module.body);
    let mut found = Assigned::No;
    for (at, stmt) in module.stmts.iter().enumerate() {
        let (targets, value) = match *stmt {
            Stmt::Assign { targets, value } => (module.list(targets).to_vec(), value),
            Stmt::AnnAssign { target, value: Some(value), .. } | Stmt::AugAssign { target, value, .. } => (vec![target], value),
            _ => continue,
        };
        let assigns = |target: &ExprId| matches!(module.expr(*target), Expr::Name(sym) if module.name(sym) == name);
        if targets.iter().any(assigns) {
            let plain = !matches!(stmt, Stmt::AugAssign { .. }) && own.iter().any(|id| id.index() == at);
            found = if plain { Assigned::Value(value) } else { Assigned::Sometimes(value) };
        }
    }
    found
}

/// The module reads settings of the machine that it runs on (`from .local import *`), which may say everything anew.
pub(super) fn reads_own_settings(module: &Program) -> bool {
    module.imports.iter().any(|import| match import {
        Import::From { path, names, star, .. } => {
            (*star || names.is_empty())
                && ["local", "prod", "override", "secret", "custom"].iter().any(|word| path.contains(word))
        }
        Import::Module { .. } => false,
    })
}

/// Below `if __name__ == "__main__"`: somebody starts the file by hand.
pub(super) fn below_main(module: &Program, span: Span) -> bool {
    let holds = |outer: Span| outer.start <= span.start && span.end <= outer.end;
    let asks_name = |test: ExprId| match module.expr(test) {
        Expr::Compare { left, .. } => matches!(module.expr(left), Expr::Name(name) if module.name(name) == "__name__"),
        _ => false,
    };
    let guards = module.ifs.iter().filter(|branch| asks_name(branch.test));
    guards.flat_map(|branch| module.block(branch.then)).any(|stmt| holds(module.stmt_span(*stmt)))
}

pub(super) fn text(module: &Program, id: ExprId) -> Option<&str> {
    match module.expr(id) {
        Expr::Str(sym) => Some(module.name(sym)),
        _ => None,
    }
}

/// A text: a literal, or an environment variable with what the tree sets it to, else its default.
pub(super) fn filled_text(module: &Program, id: ExprId, environment: &Environment) -> Option<String> {
    match module.expr(id) {
        Expr::Str(sym) => Some(module.name(sym).to_owned()),
        Expr::Call { func, args } => {
            let (name, default) = variable(module, func, args)?;
            match environment.get(name) {
                Some(filled) => filled.text,
                None => filled_text(module, default?, environment),
            }
        }
        _ => None,
    }
}

/// A number: a literal, `int(…)` of one, or an environment variable with what the tree sets it to, else its default.
pub(super) fn integer(module: &Program, id: ExprId, environment: &Environment) -> Option<i64> {
    match module.expr(id) {
        Expr::Int(value) => Some(value),
        Expr::Str(sym) => module.name(sym).trim().parse().ok(),
        Expr::Index { value, index } if called(module, value) == Some("environ") => {
            environment.get(text(module, index)?)?.text?.trim().parse().ok()
        }
        // `os.getenv("WORKERS") or 4`
        Expr::Or(items) => {
            let said = module.list(items).iter().find(|item| !is_unset(module, **item, environment))?;
            integer(module, *said, environment)
        }
        Expr::Call { func, args } => {
            let arguments = module.arguments(args);
            let first = arguments.first()?.value;
            match called(module, func)? {
                "int" => integer(module, first, environment),
                _ => {
                    let (name, default) = variable(module, func, args)?;
                    match environment.get(name) {
                        Some(filled) => filled.text?.trim().parse().ok(),
                        None => integer(module, default?, environment),
                    }
                }
            }
        }
        _ => None,
    }
}

/// A variable that has no default, and that nothing in the tree sets.
fn is_unset(module: &Program, id: ExprId, environment: &Environment) -> bool {
    let Expr::Call { func, args } = module.expr(id) else { return false };
    variable(module, func, args).is_some_and(|(name, default)| default.is_none() && environment.get(name).is_none())
}

/// Name and default of a variable: `getenv("WORKERS", "2")`, and by other readers `env.int("WORKERS", default=2)`, which are
/// told by a name in capitals with a default beside it.
fn variable(module: &Program, func: ExprId, args: Args) -> Option<(&str, Option<ExprId>)> {
    let arguments = module.arguments(args);
    let first = arguments.first()?;
    let name = text(module, first.value)?;
    let default = arguments.get(1).filter(|second| second.name.is_none()).map(|second| second.value);
    let default = default.or_else(|| keyword(module, args, "default"));
    let is_variable = name.len() > 2 && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    let reads = matches!(called(module, func), Some("get" | "getenv")) || (is_variable && default.is_some());
    (reads && first.name.is_none()).then_some((name, default))
}

/// The last part of what is called.
pub(super) fn called(module: &Program, func: ExprId) -> Option<&str> {
    match module.expr(func) {
        Expr::Name(sym) | Expr::Attr(_, sym) => Some(module.name(sym)),
        _ => None,
    }
}

/// The value of a keyword argument.
pub(in crate::link) fn keyword(module: &Program, args: Args, name: &str) -> Option<ExprId> {
    let found = module.arguments(args).iter().find(|arg| arg.name.is_some_and(|sym| module.name(sym) == name))?;
    Some(found.value)
}

/// Dots of a relative import; more than any package is deep.
const MAX_LEVEL: u32 = 32;

/// What names of a module mean by its imports, wherever they stand.
pub(in crate::link) struct Imports {
    paths: FxHashMap<String, String>,
}

impl Imports {
    pub fn new(module: &Program) -> Self {
        let mut paths = FxHashMap::default();
        for import in &module.imports {
            match import {
                Import::Module { path, alias: Some(alias) } => {
                    drop(paths.insert(module.name(*alias).to_owned(), path.to_string()))
                }
                Import::Module { path, alias: None } => {
                    let root = path.split('.').next().unwrap_or(path).to_owned();
                    paths.insert(root.clone(), root);
                }
                Import::From { path, names, level, .. } => {
                    // A relative module keeps its dots: `.requests` is not `requests`.
                    let dots = ".".repeat((*level).min(MAX_LEVEL) as usize);
                    for (name, alias) in names {
                        let bound = module.name(alias.unwrap_or(*name)).to_owned();
                        paths.insert(bound, format!("{dots}{path}.{}", module.name(*name)));
                    }
                }
            }
        }
        Self { paths }
    }

    /// `a.b.c` as a path, its first name by its import: `flask.Flask`. A name that is not imported stays as it is.
    pub fn resolve(&self, module: &Program, id: ExprId) -> Option<String> {
        if let Expr::Name(sym) = module.expr(id) {
            let name = module.name(sym);
            return Some(self.paths.get(name).map_or(name, String::as_str).to_owned());
        }
        let mut parts = Vec::new();
        let mut at = id;
        loop {
            match module.expr(at) {
                Expr::Attr(value, sym) => {
                    parts.push(module.name(sym));
                    at = value;
                }
                Expr::Name(sym) => {
                    let name = module.name(sym);
                    parts.push(self.paths.get(name).map_or(name, String::as_str));
                    break;
                }
                _ => return None,
            }
        }
        parts.reverse();
        Some(parts.join("."))
    }

    /// The last part of what `resolve` says, without putting it together.
    pub fn last<'s>(&'s self, module: &'s Program, id: ExprId) -> Option<&'s str> {
        match module.expr(id) {
            Expr::Attr(_, sym) => Some(module.name(sym)),
            Expr::Name(sym) => {
                let name = module.name(sym);
                let path = self.paths.get(name).map_or(name, String::as_str);
                Some(path.rsplit('.').next().unwrap_or(path))
            }
            _ => None,
        }
    }

    /// The same for what is imported only: `requests = OwnSession()` is no package.
    pub fn imported(&self, module: &Program, id: ExprId) -> Option<String> {
        let mut root = id;
        while let Expr::Attr(value, _) = module.expr(root) {
            root = value;
        }
        let Expr::Name(sym) = module.expr(root) else { return None };
        self.paths.contains_key(module.name(sym)).then(|| self.resolve(module, id))?
    }

    /// Whether a module may import from one of the packages; tells without reading what its names mean.
    pub fn may_be_from(module: &Program, packages: &[&str]) -> bool {
        module.imports.iter().any(|import| {
            let (Import::Module { path, .. } | Import::From { path, .. }) = import;
            packages.contains(&path.split('.').next().unwrap_or(path))
        })
    }

    /// Something is imported from this package.
    pub fn imports_from(&self, package: &str) -> bool {
        self.paths.values().any(|path| path.split('.').next() == Some(package))
    }

    /// The module imports something under that name.
    pub fn binds(&self, name: &str) -> bool {
        self.paths.contains_key(name)
    }

    /// A name that is not imported, or whose import keeps its name, as `from app import app`.
    pub fn any_named(&self, name: &str) -> bool {
        self.paths.get(name).is_none_or(|path| path.rsplit('.').next() == Some(name))
    }
}
