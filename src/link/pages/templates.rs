//! Which template extends and includes which. Names are relative to any template folder; of several files with one name
//! the one nearest to the template that names it is meant.

use std::collections::{BTreeMap, BTreeSet};

use super::super::SourceFile;
use super::is_template;
use super::outline::{Outline, outline};
use crate::model::FileId;

/// Folders that templates are named from.
pub const TEMPLATE_ROOTS: &[&str] = &["templates", "template", "jinja2", "views", "_templates"];

pub struct Templates<'f> {
    files: &'f [SourceFile],
    outlines: BTreeMap<FileId, Outline>,
    parents: BTreeMap<FileId, FileId>,
    children: BTreeMap<FileId, Vec<FileId>>,
    /// Direct includes by the index of the include in the outline.
    includes: BTreeMap<FileId, Vec<(usize, FileId)>>,
    includers: BTreeMap<FileId, Vec<(FileId, usize)>>,
    /// Some template joins scripts.
    pub bundles: bool,
}

impl<'f> Templates<'f> {
    pub fn read(files: &'f [SourceFile]) -> Self {
        let outlines: BTreeMap<FileId, Outline> = (0u32..)
            .zip(files)
            .filter(|(_, file)| is_template(file))
            .filter_map(|(at, file)| file.facts.program.as_ref().map(|program| (FileId(at), outline(program))))
            .collect();
        let mut templates = Self {
            files,
            outlines,
            parents: BTreeMap::new(),
            children: BTreeMap::new(),
            includes: BTreeMap::new(),
            includers: BTreeMap::new(),
            bundles: files.iter().filter_map(|file| file.facts.page.as_ref()).any(|page| !page.bundles.is_empty()),
        };
        templates.link();
        templates
    }

    fn link(&mut self) {
        let names = Names::new(self.files, self.outlines.keys().copied());
        for (file, outline) in &self.outlines {
            let from = path(self.files, *file);
            if let Some(parent) = outline.extends.iter().find_map(|name| names.find(name, from)).filter(|parent| parent != file)
            {
                self.parents.insert(*file, parent);
                self.children.entry(parent).or_default().push(*file);
            }
            for (at, (targets, _)) in outline.includes.iter().enumerate() {
                for target in targets.iter().filter_map(|name| names.find(name, from)) {
                    self.includes.entry(*file).or_default().push((at, target));
                    self.includers.entry(target).or_default().push((*file, at));
                }
            }
        }
    }

    pub fn ids(&self) -> impl Iterator<Item = FileId> + '_ {
        self.outlines.keys().copied()
    }

    pub fn outline(&self, file: FileId) -> Option<&Outline> {
        self.outlines.get(&file)
    }

    pub fn parent(&self, file: FileId) -> Option<FileId> {
        self.parents.get(&file).copied()
    }

    /// Who includes the file, with the index of the include.
    pub fn includers(&self, file: FileId) -> &[(FileId, usize)] {
        self.includers.get(&file).map_or(&[], Vec::as_slice)
    }

    /// The file and its parents, nearest first; a circle is cut.
    pub fn chain(&self, file: FileId) -> Vec<FileId> {
        let mut chain = vec![file];
        while let Some(parent) = chain.last().and_then(|last| self.parent(*last)) {
            if chain.contains(&parent) {
                break;
            }
            chain.push(parent);
        }
        chain
    }

    /// What stands in these blocks of the file (innermost first) may be printed: a child prints what fills a block of a
    /// parent, and nothing else.
    pub fn prints(&self, file: FileId, blocks: &[String]) -> bool {
        let chain = self.chain(file);
        let is_known = |file: &FileId| self.outline(*file).is_some_and(|outline| outline.extends.len() <= 1);
        let ends = chain.last().and_then(|last| self.outline(*last)).is_some_and(|outline| !outline.is_child);
        !(ends && chain.iter().all(is_known)) || self.prints_in(&chain[1..], blocks)
    }

    fn prints_in(&self, parents: &[FileId], blocks: &[String]) -> bool {
        let Some((parent, above)) = parents.split_first() else { return true };
        let outline = self.outline(*parent);
        let mut same = outline.iter().flat_map(|outline| &outline.blocks).filter(|(name, _)| blocks.contains(name));
        same.any(|(_, spot)| self.prints_in(above, &spot.blocks)) || !above.is_empty() && self.prints_in(above, blocks)
    }

    /// All templates that extend the file, directly or not.
    pub fn descendants(&self, file: FileId) -> Vec<FileId> {
        reachable(file, |at| self.children.get(&at).into_iter().flatten().copied().collect())
    }

    /// All templates that the file includes, directly or not.
    pub fn included(&self, file: FileId) -> Vec<FileId> {
        reachable(file, |at| self.includes.get(&at).into_iter().flatten().map(|(_, target)| *target).collect())
    }
}

fn path(files: &[SourceFile], file: FileId) -> &str {
    &files[file.index()].entry.path
}

/// Everything behind `start`, without it.
fn reachable(start: FileId, next: impl Fn(FileId) -> Vec<FileId>) -> Vec<FileId> {
    let (mut seen, mut open) = (BTreeSet::from([start]), vec![start]);
    while let Some(at) = open.pop() {
        open.extend(next(at).into_iter().filter(|target| seen.insert(*target)));
    }
    seen.remove(&start);
    seen.into_iter().collect()
}

/// Template names to files.
struct Names<'f> {
    files: &'f [SourceFile],
    by_name: BTreeMap<&'f str, Vec<FileId>>,
    by_other_name: BTreeMap<String, Vec<FileId>>,
}

impl<'f> Names<'f> {
    fn new(files: &'f [SourceFile], ids: impl Iterator<Item = FileId>) -> Self {
        let mut by_name: BTreeMap<&str, Vec<FileId>> = BTreeMap::new();
        let mut by_other_name: BTreeMap<String, Vec<FileId>> = BTreeMap::new();
        for id in ids {
            let path = path(files, id);
            for name in other_names(path) {
                by_other_name.entry(name).or_default().push(id);
            }
            for name in names_of(path) {
                by_name.entry(name).or_default().push(id);
            }
        }
        Self { files, by_name, by_other_name }
    }

    fn find(&self, name: &str, from: &str) -> Option<FileId> {
        let relative;
        let name = if name.starts_with("./") || name.starts_with("../") {
            relative = join(from, name)?;
            &relative
        } else {
            name.trim_start_matches('/')
        };
        let Some(candidates) = self.by_name.get(name) else {
            return self.by_other_name.get(name).filter(|all| all.len() == 1).map(|all| all[0]);
        };
        nearest(candidates.iter().map(|id| (*id, path(self.files, *id))), from)
    }
}

/// The path itself and what follows each template folder in it.
fn names_of(path: &str) -> Vec<&str> {
    let mut names = vec![path];
    for (at, _) in path.match_indices('/') {
        let folder = path[..at].rsplit('/').next().unwrap_or("");
        if TEMPLATE_ROOTS.contains(&folder) {
            names.push(&path[at + 1..]);
        }
    }
    names
}

/// Other names that a template may have: for loaders that put a package in front, below the folders above its root
/// (`shop/cart.html` of `shop/templates/cart.html`); for those that begin further in, below the folders under it
/// (`cart.html` of `templates/shop/cart.html`).
pub fn other_names(path: &str) -> Vec<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let Some(root) = parts[..parts.len() - 1].iter().rposition(|part| TEMPLATE_ROOTS.contains(part)) else {
        return Vec::new();
    };
    let below = parts[root + 1..].join("/");
    let with_package = (0..root).map(|at| format!("{}/{below}", parts[at..root].join("/")));
    with_package.chain((root + 2..parts.len()).map(|at| parts[at..].join("/"))).collect()
}

/// `relative` as seen from the folder of the file `from`.
pub fn join(from: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The candidate that shares the longest path with `from`; none when two share as much.
pub fn nearest<'p, T: Copy>(candidates: impl Iterator<Item = (T, &'p str)>, from: &str) -> Option<T> {
    let shared = |path: &str| path.split('/').zip(from.split('/')).take_while(|(a, b)| a == b).count();
    let mut ranked: Vec<(usize, T)> = candidates.map(|(item, path)| (shared(path), item)).collect();
    ranked.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    match ranked.as_slice() {
        [(_, only)] => Some(*only),
        [(first, item), (second, _), ..] if first > second => Some(*item),
        _ => None,
    }
}
