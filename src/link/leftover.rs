//! Modules that nothing imports any more: what they register is never registered.

use std::collections::BTreeSet;

use super::SourceFile;
use super::imports::module_map;
use crate::facts::program::{Expr, ExprId, Import, Program, Sym};
use crate::facts::{Language, Role};
use crate::model::FileId;
use crate::model::startup::Imports;

/// Modules beside it that one file imports by name, so that one which it leaves out is left behind.
const SIBLINGS: usize = 2;
/// Calls that import what their first argument says.
const BY_NAME: [&str; 2] = ["import_module", "__import__"];
/// Names of what finds modules by itself.
const FINDERS: [&str; 9] = [
    "walk_packages",
    "iter_modules",
    "find_modules",
    "import_string",
    "spec_from_file_location",
    "run_path",
    "run_module",
    "execfile",
    "exec",
];

/// Files that give routes to an app of another file, and that no file imports or names: their package imports others by name.
#[must_use]
pub fn left_behind(files: &[SourceFile], imports: &Imports) -> BTreeSet<FileId> {
    let imported: BTreeSet<FileId> = imports.edges.iter().flatten().map(|edge| edge.target).collect();
    let unimported = numbered(files).filter(|(file, _)| !imported.contains(file));
    let candidates: Vec<FileId> = unimported.filter(|(_, of)| may_be(of, files, imports)).map(|(file, _)| file).collect();
    if candidates.is_empty() {
        return BTreeSet::new();
    }
    let Some(started) = dynamic(files) else { return BTreeSet::new() };
    let map = module_map(files);
    let is_loaded = |file: &FileId| {
        let names = map.names.get(file.index()).map(Vec::as_slice).unwrap_or_default();
        names.is_empty() || started.iter().any(|start| names.iter().any(|name| name.starts_with(start.as_str())))
    };
    candidates.into_iter().filter(|file| !is_loaded(file) && !is_named(files, *file)).collect()
}

fn numbered(files: &[SourceFile]) -> impl Iterator<Item = (FileId, &SourceFile)> {
    (0..).map(FileId).zip(files)
}

fn program(file: &SourceFile) -> Option<&Program> {
    file.facts.program.as_ref().filter(|_| file.entry.language == Language::Python && file.entry.role != Role::Test)
}

fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// A module without a part for who starts it, whose package imports its neighbours.
fn may_be(of: &SourceFile, files: &[SourceFile], imports: &Imports) -> bool {
    let Some(module) = program(of).filter(|_| of.entry.role == Role::App) else { return false };
    let is_started = of.entry.path.ends_with("/__init__.py") || module.ifs.iter().any(|branch| asks_name(module, branch.test));
    if is_started || !adds_to_others(module) {
        return false;
    }
    let own = folder(&of.entry.path);
    let is_package = |other: &SourceFile| other.entry.path.strip_prefix(own) == Some("__init__.py");
    let is_neighbour = |other: FileId| folder(&files[other.index()].entry.path) == own;
    let package =
        numbered(files).find(|(_, other)| is_package(other)).and_then(|(package, _)| imports.edges.get(package.index()));
    package.is_some_and(|edges| {
        let named: BTreeSet<FileId> = edges.iter().map(|edge| edge.target).filter(|target| is_neighbour(*target)).collect();
        named.len() >= SIBLINGS
    })
}

/// Methods decorate its functions, and each is one of an object that it imports: it makes no app.
fn adds_to_others(module: &Program) -> bool {
    let imported = |name: Sym| {
        module.imports.iter().any(|import| match import {
            Import::From { names, .. } => names.iter().any(|(own, alias)| alias.unwrap_or(*own) == name),
            Import::Module { .. } => false,
        })
    };
    let owner = |id: &ExprId| {
        let method = if let Expr::Call { func, .. } = module.expr(*id) { func } else { *id };
        let Expr::Attr(owner, _) = module.expr(method) else { return None };
        if let Expr::Name(name) = module.expr(owner) { Some(name) } else { None }
    };
    let mut owners = module.functions.iter().flat_map(|function| &function.decorators).filter_map(owner).peekable();
    owners.peek().is_some() && owners.all(imported)
}

fn asks_name(module: &Program, test: ExprId) -> bool {
    matches!(module.expr(test), Expr::Compare { left, .. }
        if matches!(module.expr(left), Expr::Name(name) if module.name(name) == "__name__"))
}

/// How the names begin of what is imported while the app runs; none where something may import anything.
fn dynamic(files: &[SourceFile]) -> Option<Vec<String>> {
    let mut starts = Vec::new();
    for module in files.iter().filter(|file| file.entry.role == Role::App).filter_map(program) {
        if FINDERS.iter().any(|finder| module.names.iter().any(|name| name == finder)) {
            return None;
        }
        if !BY_NAME.iter().any(|importer| module.names.iter().any(|name| name == importer)) {
            continue;
        }
        for expr in &module.exprs {
            let Expr::Call { func, args } = *expr else { continue };
            let name = match module.expr(func) {
                Expr::Name(name) | Expr::Attr(_, name) => module.name(name),
                _ => continue,
            };
            if BY_NAME.contains(&name) {
                let args = module.arguments(args);
                starts.push(start(module, args.first()?.value, args.get(1).map(|arg| arg.value))?);
            }
        }
    }
    Some(starts)
}

/// The known beginning of a text; behind a point, of one in a package.
fn start(module: &Program, name: ExprId, package: Option<ExprId>) -> Option<String> {
    let text = match module.expr(name) {
        Expr::Str(text) => module.name(text).to_owned(),
        Expr::Format(parts) => start(module, *module.list(parts).first()?, None)?,
        Expr::Binary { left, .. } => start(module, left, None)?,
        _ => return None,
    };
    let text = if text.starts_with('.') {
        let Some(Expr::Str(of)) = package.map(|id| module.expr(id)) else { return Some(text).filter(|_| package.is_none()) };
        format!("{}{text}", module.name(of))
    } else {
        text
    };
    (!text.is_empty()).then_some(text)
}

/// Another file has its name among its names, its texts or its commands.
fn is_named(files: &[SourceFile], file: FileId) -> bool {
    let path = files[file.index()].entry.path.as_str();
    let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".py")).unwrap_or(path);
    let has = |text: &str| text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == stem);
    numbered(files).filter(|(other, _)| *other != file).any(|(_, other)| {
        let named = program(other).is_some_and(|module| module.names.iter().any(|name| has(name)));
        named || other.facts.deploy.iter().any(|fact| has(&format!("{fact:?}")))
    })
}
