//! The floors of the house: a module uses only what stands below it. Every `crate::` and `super::` path is resolved,
//! through re-exports, and every module that it passes must stand below the one that names it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, File, Item, ItemMod, ItemUse, UseTree, Visibility};

/// From the cellar to the roof. `lib` is the flow in `lib.rs`.
const FLOORS: [&str; 18] = [
    "config", "source", "facts", "syntax", "model", "names", "eval", "library", "link", "flow", "finding", "rule", "detect",
    "fix", "report", "pipeline", "cli", "main",
];

/// Crates that parse an audited language; only `syntax` names them.
const PARSERS: [&str; 7] = [
    "ruff_python_parser",
    "ruff_python_ast",
    "ruff_text_size",
    "tree_sitter",
    "tree_sitter_python",
    "tree_sitter_javascript",
    "sqlparser",
];

type Module = Vec<String>;

/// One source file.
struct Source {
    path: PathBuf,
    module: Module,
    file: File,
}

/// A path as written, made absolute: `["finding", "Severity"]` for `crate::finding::Severity`.
struct Arrow {
    from: Module,
    to: Module,
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    let nested = |path: PathBuf| if path.is_dir() { rust_files(&path) } else { vec![path] };
    entries.into_iter().flat_map(nested).filter(|path| path.extension().is_some_and(|e| e == "rs")).collect()
}

fn module_of(path: &Path, root: &Path) -> Module {
    let relative = path.strip_prefix(root).expect("below src").with_extension("");
    let mut module: Module = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|name| name == "mod") || module == ["lib"] {
        module.pop();
    }
    module
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source file");
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Source { module: module_of(&path, &root), path, file }
    };
    let all: Vec<Source> = rust_files(&root).into_iter().map(read).collect();
    let tests: Vec<Module> = all.iter().flat_map(test_modules).collect();
    all.into_iter().filter(|source| !tests.iter().any(|test| source.module.starts_with(test))).collect()
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|a| a.path().is_ident("cfg") && a.parse_args::<syn::Ident>().is_ok_and(|word| word == "test"))
}

/// `#[cfg(test)] mod x;` in a file of its own.
fn test_modules(source: &Source) -> Vec<Module> {
    let declared = source.file.items.iter().filter_map(|item| match item {
        Item::Mod(module) if is_test(&module.attrs) => Some(module.ident.to_string()),
        _ => None,
    });
    declared.map(|name| [source.module.as_slice(), &[name]].concat()).collect()
}

/// Collects the paths of one file.
struct Paths {
    module: Module,
    found: Vec<Module>,
    external: Vec<String>,
}

impl Paths {
    fn add(&mut self, segments: &[String]) {
        let Some(first) = segments.first() else { return };
        match first.as_str() {
            "crate" => self.found.push(segments[1..].to_vec()),
            "self" => self.found.push([self.module.as_slice(), &segments[1..]].concat()),
            "super" => {
                let ups = segments.iter().take_while(|segment| *segment == "super").count();
                let base = &self.module[..self.module.len().saturating_sub(ups)];
                self.found.push([base, &segments[ups..]].concat());
            }
            _ => self.external.push(first.clone()),
        }
    }
}

fn leaves(tree: &UseTree, prefix: &[String], out: &mut Vec<(Vec<String>, String)>) {
    let with = |name: String| [prefix, &[name]].concat();
    match tree {
        UseTree::Path(path) => leaves(&path.tree, &with(path.ident.to_string()), out),
        UseTree::Name(name) if name.ident == "self" => {
            out.push((prefix.to_vec(), prefix.last().cloned().unwrap_or_default()));
        }
        UseTree::Name(name) => out.push((with(name.ident.to_string()), name.ident.to_string())),
        UseTree::Rename(rename) => out.push((with(rename.ident.to_string()), rename.rename.to_string())),
        UseTree::Glob(_) => out.push((prefix.to_vec(), "*".into())),
        UseTree::Group(group) => group.items.iter().for_each(|item| leaves(item, prefix, out)),
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if is_test(&module.attrs) || module.content.is_none() {
            return;
        }
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let mut found = Vec::new();
        leaves(&item.tree, &[], &mut found);
        for (path, _) in found {
            self.add(&path);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 {
            self.add(&segments);
        }
        visit::visit_path(self, path);
    }
}

/// `module::name` → the path that a `use` in that module gives it, for `pub use` only.
fn re_exports(sources: &[Source]) -> BTreeMap<Module, Module> {
    let mut map = BTreeMap::new();
    for source in sources {
        for item in &source.file.items {
            let Item::Use(item) = item else { continue };
            if matches!(item.vis, Visibility::Inherited) {
                continue;
            }
            let mut found = Vec::new();
            leaves(&item.tree, &[], &mut found);
            for (path, name) in found {
                let mut paths = Paths { module: source.module.clone(), found: Vec::new(), external: Vec::new() };
                paths.add(&path);
                // In the 2024 edition a bare first segment is a child module or another crate.
                let child = [source.module.as_slice(), &path].concat();
                let local = sources.iter().any(|s| s.module == child[..source.module.len() + 1]);
                let target = paths.found.pop().or_else(|| local.then_some(child));
                if let Some(target) = target {
                    map.insert([source.module.as_slice(), &[name]].concat(), target);
                }
            }
        }
    }
    map
}

/// The path itself, and what it means after each re-export.
fn resolved(path: &Module, exports: &BTreeMap<Module, Module>) -> Vec<Module> {
    let mut steps = vec![path.clone()];
    while steps.len() < 10 {
        let last = steps[steps.len() - 1].clone();
        let hit = (1..=last.len()).find_map(|len| exports.get(&last[..len]).map(|target| [target, &last[len..]].concat()));
        match hit {
            Some(next) if !steps.contains(&next) => steps.push(next),
            _ => break,
        }
    }
    steps
}

/// The floor of a module; items of `lib.rs` itself stand with `pipeline`, whose flow they are.
fn floor(module: &[String]) -> usize {
    let name = module.first().map_or("pipeline", String::as_str);
    FLOORS.iter().position(|floor| *floor == name).unwrap_or_else(|| floor(&[]))
}

fn arrows(sources: &[Source]) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    for source in sources {
        let mut paths = Paths { module: source.module.clone(), found: Vec::new(), external: Vec::new() };
        paths.visit_file(&source.file);
        arrows.extend(paths.found.into_iter().map(|to| Arrow { from: source.module.clone(), to }));
    }
    arrows
}

#[test]
fn no_arrow_runs_up() {
    let sources = sources();
    let exports = re_exports(&sources);
    let arrows = arrows(&sources);
    assert!(arrows.len() > 100, "the paths of the sources were not found");
    let mut wrong: Vec<String> = Vec::new();
    for arrow in arrows {
        let up = resolved(&arrow.to, &exports).into_iter().find(|to| floor(to) > floor(&arrow.from));
        wrong.extend(up.map(|to| format!("{} uses {} above it", arrow.from.join("::"), to.join("::"))));
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_floor() {
    for source in sources() {
        if let Some(name) = source.module.first() {
            assert!(FLOORS.contains(&name.as_str()), "{} stands on no floor", source.path.display());
        }
    }
}

#[test]
fn only_syntax_names_parser_crates() {
    for source in sources().iter().filter(|source| source.module.first().is_none_or(|name| name != "syntax")) {
        let mut paths = Paths { module: source.module.clone(), found: Vec::new(), external: Vec::new() };
        paths.visit_file(&source.file);
        let named = paths.external.iter().find(|name| PARSERS.contains(&name.as_str()));
        assert_eq!(named, None, "{}", source.path.display());
    }
}

#[test]
fn re_exports_are_followed() {
    let exports = re_exports(&sources());
    let path = |text: &str| text.split("::").map(str::to_owned).collect::<Module>();
    let steps = resolved(&path("finding::Severity"), &exports);
    assert_eq!(steps.last(), Some(&path("config::scale::Severity")));
}
