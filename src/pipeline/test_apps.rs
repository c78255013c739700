//! Packages of Django apps are no projects: the only settings that they have are those of their tests. What these install is
//! what `perfaudit schema` shows then; findings are about the package alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::facts::program::{Expr, Program, Stmt};
use crate::facts::{Language, Role};
use crate::source::classify;
use crate::source::text::decode;
use crate::source::walk::{Walk, WalkedFile};
use crate::syntax::python;

const APPS: &[u8] = b"INSTALLED_APPS";
const VARIABLE: &str = "DJANGO_SETTINGS_MODULE";

/// Gives the settings of tests, and the apps that they install, the part in the project that others' settings and apps have.
pub fn adopt(walk: &mut Walk) {
    let python = |f: &&WalkedFile| f.language == Language::Python;
    let bytes = |f: &WalkedFile| fs::read(walk.root.join(&f.path)).unwrap_or_default();
    if walk.files.iter().filter(python).any(|f| f.role == Role::App && is_project(&bytes(f))) {
        return;
    }
    let tests: Vec<(&str, Program)> = walk
        .files
        .iter()
        .filter(python)
        .filter(|f| f.role == Role::Test)
        .filter_map(|f| Some((f.path.as_str(), settings(&bytes(f))?)))
        .collect();
    let Some((path, program)) = chosen(&walk.root, &tests) else { return };
    let folders = installed(program, walk);
    let mut adopted: Vec<(usize, Role)> = Vec::new();
    for (at, file) in walk.files.iter().enumerate().filter(|(_, f)| python(f) && f.role == Role::Test) {
        if file.path == path {
            adopted.push((at, Role::App));
        }
        // Seen from the folder of their app, some files are tests nevertheless.
        let inner = folders.iter().filter_map(|folder| file.path.strip_prefix(folder.as_str())?.strip_prefix('/'));
        let mut roles = inner.map(|inner| classify::role(inner, Language::Python, &[]));
        adopted.extend(roles.find(|role| !matches!(role, Role::Test | Role::Migration)).map(|role| (at, role)));
    }
    for (at, role) in adopted {
        walk.files[at].role = role;
    }
}

/// Settings of a project, and not of the template that one starts from.
fn is_project(bytes: &[u8]) -> bool {
    let says = |words: &[u8]| memchr::memmem::find(bytes, words).is_some();
    says(APPS) && !says(b"{{") && settings(bytes).is_some()
}

/// The program of a module that assigns the installed apps.
fn settings(bytes: &[u8]) -> Option<Program> {
    memchr::memmem::find(bytes, APPS)?;
    let (program, _) = python::lower(&decode(bytes).0);
    let is_apps = |id| matches!(program.expr(id), Expr::Name(name) if program.name(name).as_bytes() == APPS);
    let assigns = program.block(program.body).iter().any(|stmt| match program.stmt(*stmt) {
        Stmt::Assign { targets, .. } => program.list(targets).iter().any(|t| is_apps(*t)),
        _ => false,
    });
    assigns.then_some(program)
}

/// The settings that a file beside the code names, else the only ones.
fn chosen<'t>(root: &Path, tests: &'t [(&str, Program)]) -> Option<(&'t str, &'t Program)> {
    if let [(path, program)] = tests {
        return Some((path, program));
    }
    let says = |name: &str| fs::read_to_string(root.join(name)).ok().and_then(|text| named(&text));
    let module = STARTERS.iter().find_map(|name| says(name))?.replace('.', "/");
    let is_module = |path: &str| path == format!("{module}.py") || path.ends_with(&format!("/{module}.py"));
    tests.iter().find(|(path, _)| is_module(path)).map(|(path, program)| (*path, program))
}

/// Files that say which settings tests run with.
const STARTERS: [&str; 10] = [
    "pytest.ini",
    "tox.ini",
    "setup.cfg",
    "pyproject.toml",
    "manage.py",
    "runtests.py",
    "tests/manage.py",
    "tests/runtests.py",
    "conftest.py",
    "tests/conftest.py",
];

/// The dotted name that stands beside the variable.
fn named(text: &str) -> Option<String> {
    let after = text.split(VARIABLE).nth(1)?.lines().next()?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_');
    let name = after.split(|c: char| !is_part(c)).find(|word| !word.is_empty())?;
    Some(name.to_owned())
}

/// Folders of the tree that the texts of the settings name as packages.
fn installed(program: &Program, walk: &Walk) -> BTreeSet<String> {
    let packages: BTreeSet<&str> =
        walk.files.iter().filter_map(|f| f.path.strip_suffix("/models.py").or(f.path.strip_suffix("/__init__.py"))).collect();
    let mut out = BTreeSet::new();
    for expr in &program.exprs {
        let Expr::Str(text) = expr else { continue };
        let text = program.name(*text);
        let package = text.split_once(".apps.").map_or(text, |(package, _)| package).replace('.', "/");
        if package.is_empty() || package.contains(char::is_whitespace) {
            continue;
        }
        let inner = format!("/{package}");
        let is_named = |p: &str| p == package || (package.contains('/') && p.ends_with(&inner));
        out.extend(packages.iter().filter(|p| is_named(p)).map(|p| (*p).to_owned()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_named_in_many_ways() {
        for text in [
            "os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"shop.tests.settings\")",
            "os.environ['DJANGO_SETTINGS_MODULE'] = 'shop.tests.settings'",
            "[pytest]\nDJANGO_SETTINGS_MODULE = shop.tests.settings\n",
            "setenv =\n  DJANGO_SETTINGS_MODULE=shop.tests.settings",
        ] {
            assert_eq!(named(text).as_deref(), Some("shop.tests.settings"), "{text}");
        }
    }
}
