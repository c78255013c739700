//! Modules that take names of others in (`from .local_settings import *`): behind one that each machine has for itself, what the
//! file has set before may be set anew.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::program::{Import, Program, Stmt};
use crate::facts::{Language, Role, Span};
use crate::model::FileId;
use crate::names::roots::ModuleMap;

use crate::link::SourceFile;
use crate::link::imports::{absolute, module_map, with_parents};

/// `from module import *`, or names of it.
struct Taken<'p> {
    at: u32,
    /// `None`: it is not in the tree.
    target: Option<FileId>,
    /// It is the project's own: relative, beside modules of the tree, or called like settings.
    is_own: bool,
    /// Empty for `*`.
    names: Vec<&'p str>,
}

impl Taken<'_> {
    fn gives(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.contains(&name)
    }
}

/// What each file takes in, by file.
pub(super) struct TakenModules<'p> {
    of: BTreeMap<FileId, Vec<Taken<'p>>>,
}

impl<'p> TakenModules<'p> {
    pub(super) fn new(files: &'p [SourceFile]) -> Self {
        let map = module_map(files);
        let python = |file: &SourceFile| file.entry.language == Language::Python && file.entry.role != Role::Test;
        let read = (0..).map(FileId).zip(files).filter(|(_, source)| python(source));
        let taken = read.filter_map(|(file, source)| Some((file, taken(files, file, source.facts.program.as_ref()?, &map))));
        Self { of: taken.collect() }
    }

    /// What the file sets from `from` on may be set anew: a module that is not in the tree is taken in behind it, there or where
    /// the file itself is taken in.
    pub(super) fn is_overridden(&self, file: FileId, from: u32, name: &str) -> bool {
        let mut open = vec![(file, from)];
        let mut seen = BTreeSet::new();
        while let Some((file, from)) = open.pop() {
            if !seen.insert(file) {
                continue;
            }
            let mut own = self.of.get(&file).into_iter().flatten();
            if own.any(|import| import.at >= from && import.target.is_none() && import.is_own && import.gives(name)) {
                return true;
            }
            let takes = |import: &&Taken| import.target == Some(file) && import.gives(name);
            let takers = self.of.iter().filter(|(at, _)| **at != file);
            open.extend(takers.flat_map(|(at, imports)| imports.iter().filter(takes).map(|import| (*at, import.at))));
        }
        false
    }
}

fn taken<'p>(files: &[SourceFile], file: FileId, program: &'p Program, map: &ModuleMap) -> Vec<Taken<'p>> {
    let own = map.names.get(file.index()).and_then(|names| names.first()).map_or("", String::as_str);
    let path_of_own = files.get(file.index()).map_or("", |source| source.entry.path.as_str());
    let is_package = path_of_own.ends_with("__init__.py");
    let beside = path_of_own.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let find = |name: &str| map.by_name.get(name).and_then(|at| u32::try_from(*at).ok()).map(FileId);
    // A relative module may stand under a shorter name, where the root of sources is not known.
    let stands_beside = |name: &str| {
        let path = format!("{beside}{}.py", name.rsplit('.').next().unwrap_or(name));
        let at = files.binary_search_by(|other| other.entry.path.as_str().cmp(&path)).ok()?;
        u32::try_from(at).ok().map(FileId)
    };
    let froms = imports_from(program);
    let stars: Vec<Span> =
        froms.iter().filter(|(_, import)| matches!(import, Import::From { star: true, .. })).map(|(at, _)| *at).collect();
    let mut out = Vec::new();
    for (span, import) in froms {
        let Import::From { path, level, names, star } = import else { continue };
        let Some(base) = absolute(own, is_package, *level, path).filter(|_| !is_alternative(program, &stars, span)) else {
            continue;
        };
        let names = if *star { Vec::new() } else { names.iter().map(|(name, _)| program.name(*name)).collect() };
        let called = path.rsplit('.').next().unwrap_or(path);
        let is_called_so = ["settings", "local", "config"].iter().any(|word| called.contains(word));
        let is_own = *level > 0 || is_called_so || with_parents(&base).skip(1).any(|name| find(name).is_some());
        let target = find(&base).or_else(|| stands_beside(&base));
        out.push(Taken { at: span.start, target, is_own, names });
    }
    out
}

fn imports_from(program: &Program) -> Vec<(Span, &Import)> {
    let statements = program.stmts.iter().zip(&program.stmt_spans);
    let imports = statements.filter_map(|(stmt, span)| match stmt {
        Stmt::Import(at) => Some((*span, &program.imports[*at as usize])),
        _ => None,
    });
    imports.filter(|(_, import)| matches!(import, Import::From { .. })).collect()
}

/// The other side of a condition takes a module whole, too: that one is for production, and this one for developers.
fn is_alternative(program: &Program, stars: &[Span], span: Span) -> bool {
    let within = |block, at: Span| {
        program.block(block).iter().any(|stmt| {
            let around = program.stmt_span(*stmt);
            around.start <= at.start && at.end <= around.end
        })
    };
    let takes_whole = |block| stars.iter().any(|at| within(block, *at));
    !stars.is_empty()
        && program.ifs.iter().any(|branch| {
            (within(branch.orelse, span) && takes_whole(branch.then))
                || (within(branch.then, span) && takes_whole(branch.orelse))
        })
}
