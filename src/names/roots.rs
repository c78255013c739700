//! Which dotted name a file is imported by. A repository has source roots: the folders from which imports start.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Dotted module names of Python files.
#[derive(Clone, Debug, Default)]
pub struct ModuleMap {
    /// Dotted name → file (index into the given paths). A package is its `__init__.py`.
    pub by_name: BTreeMap<String, usize>,
    /// File → its dotted names, the preferred one first.
    pub names: Vec<Vec<String>>,
    /// Folders without `__init__.py` that hold modules.
    pub namespaces: BTreeSet<String>,
}

/// Finds the dotted names of `paths` (relative, `/`-separated). Roots are the folders above the topmost packages:
/// a module is known by its path from each plausible root, the shortest root (nearest to the file) last, so that
/// `src/app/models.py` answers to `app.models` and to `src.app.models`.
#[must_use]
pub fn modules<'a>(paths: impl Iterator<Item = (usize, &'a str)>, count: usize) -> ModuleMap {
    let paths: Vec<(usize, &str)> = paths.collect();
    let packages: BTreeSet<&str> = paths.iter().filter_map(|(_, p)| p.strip_suffix("/__init__.py")).collect();
    // Imports of a Django project start where `manage.py` stands, even when that folder is a package itself. In a package
    // of another package it is a script of that package.
    let is_nested = |folder: &str| folder.rsplit_once('/').is_some_and(|(above, _)| packages.contains(above));
    let projects: BTreeSet<&str> =
        paths.iter().filter_map(|(_, p)| p.strip_suffix("/manage.py")).filter(|folder| !is_nested(folder)).collect();
    let mut map = ModuleMap { names: vec![Vec::new(); count], ..ModuleMap::default() };
    let mut later: Vec<(String, usize)> = Vec::new();
    for (index, path) in &paths {
        let Some(stem) = path.strip_suffix(".py") else { continue };
        let stem = stem.strip_suffix("/__init__").unwrap_or(stem);
        if stem == "__init__" || stem.is_empty() {
            continue;
        }
        let parts: Vec<&str> = stem.split('/').collect();
        let root = root_of(&parts, &packages, path.ends_with("/__init__.py"));
        let root = project_above(&parts, &projects).map_or(root, |project| project.max(root));
        let preferred = parts[root..].join(".");
        map.names[*index].push(preferred.clone());
        // A package hides a module of the same name.
        match map.by_name.entry(preferred) {
            Entry::Vacant(entry) => {
                entry.insert(*index);
            }
            Entry::Occupied(mut entry) if path.ends_with("/__init__.py") => {
                entry.insert(*index);
            }
            Entry::Occupied(_) => {}
        }
        if root > 0 {
            later.push((parts.join("."), *index));
        }
    }
    for (name, index) in later {
        map.names[index].push(name.clone());
        map.by_name.entry(name).or_insert(index);
    }
    let names: Vec<String> = map.by_name.keys().cloned().collect();
    for name in names {
        let mut parent = name.as_str();
        while let Some((up, _)) = parent.rsplit_once('.') {
            if !map.by_name.contains_key(up) {
                map.namespaces.insert(up.to_owned());
            }
            parent = up;
        }
    }
    map
}

/// How many folders lead to the nearest `manage.py` above the module.
fn project_above(parts: &[&str], projects: &BTreeSet<&str>) -> Option<usize> {
    if projects.is_empty() {
        return None;
    }
    (1..parts.len()).rev().find(|depth| projects.contains(parts[..*depth].join("/").as_str()))
}

/// How many leading folders are not part of the module's name: those above its topmost package.
fn root_of(parts: &[&str], packages: &BTreeSet<&str>, is_package: bool) -> usize {
    let folders = if is_package { parts.len() } else { parts.len() - 1 };
    let mut top = folders;
    while top > 0 {
        let folder = parts[..top].join("/");
        if !packages.contains(folder.as_str()) {
            break;
        }
        top -= 1;
    }
    // Without a package above it, a module in a plain folder is imported from the top of the repository
    // (`routes/users.py` is `routes.users`), unless the folder is a known source folder.
    if top == folders && !is_package {
        return usize::from(matches!(parts.first(), Some(&"src" | &"lib" | &"backend" | &"server")) && folders > 0);
    }
    top
}

#[cfg(test)]
mod tests {
    use super::modules;

    #[test]
    fn packages_below_a_source_folder_keep_both_names() {
        let paths = ["run.py", "src/app/__init__.py", "src/app/models.py", "routes/users.py", "shop.py", "shop/__init__.py"];
        let map = modules(paths.iter().copied().enumerate(), paths.len());
        assert_eq!(map.by_name.get("app.models"), Some(&2));
        assert_eq!(map.by_name.get("src.app.models"), Some(&2));
        assert_eq!(map.by_name.get("routes.users"), Some(&3));
        assert_eq!(map.by_name.get("run"), Some(&0));
        assert_eq!(map.by_name.get("shop"), Some(&5));
    }

    #[test]
    fn imports_start_where_manage_py_stands() {
        let paths = ["site/__init__.py", "site/manage.py", "site/results/__init__.py", "site/results/views.py"];
        let map = modules(paths.iter().copied().enumerate(), paths.len());
        assert_eq!(map.by_name.get("results.views"), Some(&3));
        assert_eq!(map.by_name.get("site.results.views"), Some(&3));
        let paths = ["core/__init__.py", "core/app/__init__.py", "core/app/manage.py", "core/app/models.py"];
        let map = modules(paths.iter().copied().enumerate(), paths.len());
        assert_eq!(map.names[3][0], "core.app.models");
    }
}
