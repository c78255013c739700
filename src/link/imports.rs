//! Which files of the project import which, as their import statements say.

use std::collections::BTreeSet;

use crate::facts::deploy::Kind;
use crate::facts::program::{Expr, Import, Program, Stmt};
use crate::facts::{Language, Role, Span};
use crate::model::startup::{ImportEdge, Imports};
use crate::model::{FileId, Place};
use crate::names::roots::{ModuleMap, beside, modules};

use super::SourceFile;

/// Dots of a relative import that are followed; no package is deeper.
const MAX_LEVEL: u32 = 32;

/// Edges of all Python files.
#[must_use]
pub fn imports(files: &[SourceFile]) -> Imports {
    let map = module_map(files);
    let edges = (0..).zip(files).map(|(at, file)| {
        let is_read = file.entry.language == Language::Python;
        let Some(program) = file.facts.program.as_ref().filter(|_| is_read) else { return Vec::new() };
        let own = map.names.get(at as usize).and_then(|names| names.first()).map_or("", String::as_str);
        let is_package = file.entry.path.ends_with("__init__.py");
        edges(program, FileId(at), own, is_package, &map)
    });
    Imports { edges: edges.collect(), named: named(files, &map) }
}

/// Modules that a text of the code names (`"shop.runners.mail"`, `"shop.middleware.Guard"`), or a command of the deployment.
fn named(files: &[SourceFile], map: &ModuleMap) -> Vec<FileId> {
    let mut out = BTreeSet::new();
    let mut see = |name: &str| {
        let is_dotted = name.contains('.') && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
        let found = is_dotted.then(|| with_parents(name).take(2).find_map(|name| map.by_name.get(name))).flatten();
        out.extend(found.and_then(|at| u32::try_from(*at).ok()).map(FileId));
    };
    for file in files.iter().filter(|file| file.entry.role != Role::Test) {
        if let Some(program) = &file.facts.program {
            let texts = program.exprs.iter().filter_map(|expr| match expr {
                Expr::Str(text) => Some(program.name(*text)),
                _ => None,
            });
            texts.for_each(&mut see);
        }
        for fact in &file.facts.deploy {
            let Kind::Command(command) = &fact.kind else { continue };
            for word in &command.words {
                let module = word.split(':').next().unwrap_or(word).trim_start_matches("./");
                see(&module.strip_suffix(".py").unwrap_or(module).replace('/', "."));
            }
        }
    }
    out.into_iter().collect()
}

/// Dotted names of the Python files that are no tests.
#[must_use]
pub fn module_map(files: &[SourceFile]) -> ModuleMap {
    let python = |file: &&SourceFile| file.entry.language == Language::Python && file.entry.role != Role::Test;
    let named = files.iter().enumerate().filter(|(_, file)| python(file));
    modules(named.map(|(at, file)| (at, file.entry.path.as_str())), files.len())
}

fn edges(program: &Program, file: FileId, own: &str, is_package: bool, map: &ModuleMap) -> Vec<ImportEdge> {
    let mut out = Vec::new();
    for (stmt, span) in program.stmts.iter().zip(&program.stmt_spans) {
        let Stmt::Import(at) = stmt else { continue };
        let mut names = Vec::new();
        match &program.imports[*at as usize] {
            Import::Module { path, .. } => {
                let known = |name: &str| map.by_name.contains_key(name);
                names.push(beside(own, is_package, path, known).unwrap_or_else(|| path.to_string()));
            }
            Import::From { path, level, names: imported, .. } => {
                let Some(base) = absolute(own, is_package, *level, path) else { continue };
                let known = |name: &str| map.by_name.contains_key(name);
                let base = if *level == 0 { beside(own, is_package, &base, known).unwrap_or(base) } else { base };
                names.extend(imported.iter().map(|(name, _)| format!("{base}.{}", program.name(*name))));
                names.push(base);
            }
        }
        let at_start = runs_at_import(program, *span);
        let place = Place { file, span: *span };
        for name in &names {
            for target in with_parents(name).filter_map(|name| map.by_name.get(name)) {
                let Ok(target) = u32::try_from(*target).map(FileId) else { continue };
                if target != file && !out.iter().any(|e: &ImportEdge| e.target == target && (e.at_start || !at_start)) {
                    out.push(ImportEdge { place, target, at_start });
                }
            }
        }
    }
    out
}

/// `a.b.c`, `a.b`, `a`: importing a module imports its packages.
pub(in crate::link) fn with_parents(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| name.rsplit_once('.').map(|(parent, _)| parent))
}

/// The absolute name of what a `from` import names.
pub(in crate::link) fn absolute(own: &str, is_package: bool, level: u32, path: &str) -> Option<String> {
    if level == 0 {
        return Some(path.to_owned());
    }
    let mut base = own;
    let up = if is_package { level - 1 } else { level };
    for _ in 0..up.min(MAX_LEVEL) {
        base = base.rsplit_once('.').map_or("", |(parent, _)| parent);
    }
    match (base, path) {
        ("", "") => None,
        ("", path) => Some(path.to_owned()),
        (base, "") => Some(base.to_owned()),
        (base, path) => Some(format!("{base}.{path}")),
    }
}

/// Each import of the file stands below a condition: what its body does is done where somebody asks for it.
#[must_use]
pub(super) fn is_asked_for(files: &[SourceFile], file: FileId) -> bool {
    let imports = imports(files);
    let mut edges = imports.edges.iter().flatten().filter(|edge| edge.target == file).peekable();
    let below_condition = |edge: &ImportEdge| {
        let program = files.get(edge.place.file.index()).and_then(|file| file.facts.program.as_ref());
        program.is_some_and(|program| {
            let holds = |block| {
                program.block(block).iter().any(|stmt| {
                    let around = program.stmt_span(*stmt);
                    around.start <= edge.place.span.start && edge.place.span.end <= around.end
                })
            };
            program.ifs.iter().any(|branch| holds(branch.then) || holds(branch.orelse))
        })
    };
    edges.peek().is_some() && edges.all(below_condition)
}

/// It stands in no function, and not below `if TYPE_CHECKING`.
pub(super) fn runs_at_import(program: &Program, span: Span) -> bool {
    let for_types = program.stmts_around(span).any(|(stmt, _)| match stmt {
        Stmt::If(at) => {
            matches!(program.expr(program.ifs[*at as usize].test), Expr::Name(name) | Expr::Attr(_, name)
                if program.name(name) == "TYPE_CHECKING")
        }
        _ => false,
    });
    !for_types && program.functions_around(span).next().is_none()
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn a_relative_import_starts_at_its_package() {
        assert_eq!(absolute("shop.views", false, 1, "models").as_deref(), Some("shop.models"));
        assert_eq!(absolute("shop.api", true, 1, "v1").as_deref(), Some("shop.api.v1"));
        assert_eq!(absolute("shop.api.v1", false, 2, "models").as_deref(), Some("shop.models"));
        assert_eq!(absolute("views", false, 1, "").as_deref(), None);
        assert_eq!(absolute("views", false, 0, "os").as_deref(), Some("os"));
    }
}
