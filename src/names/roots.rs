//! Which dotted name a file is imported by. A repository has source roots: the folders from which imports start.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Modules that every Django app has, and no package.
const OF_APPS: [&str; 26] = [
    "admin",
    "api",
    "choices",
    "constants",
    "context_processors",
    "decorators",
    "exceptions",
    "feeds",
    "fields",
    "filters",
    "forms",
    "handlers",
    "helpers",
    "managers",
    "middleware",
    "mixins",
    "models",
    "permissions",
    "querysets",
    "search_indexes",
    "serializers",
    "signals",
    "tasks",
    "urls",
    "utils",
    "views",
];

/// `from views import index` inside of a package: Python 2 looks beside the module first. The dotted name there, where the tree
/// has no module of the name itself.
#[must_use]
pub fn beside(own: &str, is_package: bool, path: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let first = path.split('.').next().unwrap_or(path);
    let package = if is_package { own } else { own.rsplit_once('.')?.0 };
    let there = format!("{package}.{path}");
    (OF_APPS.contains(&first) && !known(first) && known(&there)).then_some(there)
}

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
    add_namespaces(&mut map);
    map
}

/// Folders that files import from the top although they stand below others: what starts the program puts the folder above them on
/// its path. `imported` are the dotted paths of absolute imports: a library of the same name (`import celery`
/// beside `app/celery/`) has other modules.
pub fn add_inner_roots<'a>(map: &mut ModuleMap, paths: impl Iterator<Item = (usize, &'a str)>, imported: &BTreeSet<String>) {
    let paths: Vec<(usize, &str)> = paths.collect();
    let is_top = |name: &str| {
        let below = format!("{name}.");
        map.by_name.contains_key(name)
            || map.by_name.range(below.clone()..).next().is_some_and(|(known, _)| known.starts_with(&below))
    };
    let files: BTreeSet<&str> = paths.iter().map(|(_, p)| *p).collect();
    let mut all: BTreeSet<&str> = BTreeSet::new();
    for path in &files {
        let mut end = path.rfind('/');
        while let Some(at) = end.filter(|at| all.insert(&path[..*at])) {
            end = path[..at].rfind('/');
        }
    }
    // Folders whose name is unknown; a name that two of them have says nothing.
    let mut folders: BTreeMap<&str, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for folder in &all {
        let name = folder.rsplit('/').next().unwrap_or(folder);
        let is_there = |module: &str| {
            all.contains(module) || [".py", "/__init__.py"].iter().any(|end| files.contains(format!("{module}{end}").as_str()))
        };
        if name == *folder || is_top(name) {
            continue;
        }
        let (sure, beside) = folders.entry(name).or_default();
        match below(name, imported).next() {
            Some(_) if holds_most(folder, name, imported, is_there) => sure.push(folder),
            // `from api import filters` alone does not say which of its modules there are.
            None if imported.contains(name) && files.contains(format!("{folder}/__init__.py").as_str()) => beside.push(folder),
            _ => {}
        }
    }
    let sure: Vec<&str> =
        folders.values().filter_map(|(sure, _)| <[&str; 1]>::try_from(sure.as_slice()).ok()).flatten().collect();
    let above = |folder: &str| folder.rfind('/').map_or(0, |at| at + 1);
    // What stands beside a folder that is imported from the top is imported from there as well.
    let beside = folders.values().filter(|(sure, _)| sure.is_empty()).flat_map(|(_, beside)| beside);
    let roots: BTreeSet<&str> = sure.iter().map(|folder| &folder[..above(folder)]).collect();
    let beside = beside.copied().filter(|folder| roots.contains(&folder[..above(folder)]));
    for folder in sure.iter().copied().chain(beside) {
        let root = above(folder);
        for (index, path) in paths.iter().filter(|(_, p)| p.starts_with(folder) && p[folder.len()..].starts_with('/')) {
            let Some(stem) = path[root..].strip_suffix(".py") else { continue };
            let name = stem.strip_suffix("/__init__").unwrap_or(stem).replace('/', ".");
            map.names[*index].push(name.clone());
            map.by_name.entry(name).or_insert(*index);
        }
    }
    add_namespaces(map);
}

/// Packages below a folder that has no `__init__.py`, itself in a package: `app/services/users/` may be imported as
/// `app.services.users`, and where it is, that is its name.
pub fn bridge_gaps<'a>(map: &mut ModuleMap, paths: impl Iterator<Item = (usize, &'a str)>, imported: &BTreeSet<String>) {
    let paths: Vec<(usize, &str)> = paths.collect();
    let packages: BTreeSet<&str> = paths.iter().filter_map(|(_, p)| p.strip_suffix("/__init__.py")).collect();
    for (index, path) in &paths {
        let Some(stem) = path.strip_suffix(".py") else { continue };
        let parts: Vec<&str> = stem.strip_suffix("/__init__").unwrap_or(stem).split('/').collect();
        let is_there = |depth: &usize| packages.contains(parts[..*depth].join("/").as_str());
        // The topmost package above it that stands in no package.
        let Some(top) = (1..parts.len()).find(is_there) else { continue };
        let name = parts[top - 1..].join(".");
        if map.by_name.contains_key(&name) {
            continue;
        }
        map.by_name.insert(name.clone(), *index);
        let folder = format!("{}.", name.rsplit_once('.').map_or(name.as_str(), |(above, _)| above));
        let names = &mut map.names[*index];
        let is_imported = imported.contains(&name)
            || imported.contains(folder.trim_end_matches('.'))
            || imported.range(folder.clone()..).next().is_some_and(|other| other.starts_with(&folder));
        names.insert(if is_imported { 0 } else { names.len() }, name);
    }
    add_namespaces(map);
}

/// Modules that are imported below the name, as they are called there.
fn below<'a>(name: &str, imported: &'a BTreeSet<String>) -> impl Iterator<Item = &'a str> {
    let below = format!("{name}.");
    imported.range(below.clone()..).map_while(move |path| path.strip_prefix(&below))
}

/// Whether most modules that are imported below the name stand in the folder.
fn holds_most(folder: &str, name: &str, imported: &BTreeSet<String>, is_there: impl Fn(&str) -> bool) -> bool {
    let (mut here, mut all) = (0, 0);
    for path in below(name, imported) {
        let module = format!("{folder}/{}", path.replace('.', "/"));
        here += usize::from(is_there(&module));
        all += 1;
    }
    here > 0 && here * 3 >= all * 2
}

pub(super) fn add_namespaces(map: &mut ModuleMap) {
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
    use std::collections::BTreeSet;

    use super::{add_inner_roots, beside, bridge_gaps, modules};

    #[test]
    fn a_module_of_an_app_may_be_imported_from_beside() {
        let known = |name: &str| ["news.views", "news.redis", "shop.models", "models"].contains(&name);
        assert_eq!(beside("news.urls", false, "views", known).as_deref(), Some("news.views"));
        assert_eq!(beside("news", true, "views", known).as_deref(), Some("news.views"));
        assert_eq!(beside("news.urls", false, "redis", known), None, "a package of that name is meant");
        assert_eq!(beside("shop.urls", false, "models", known), None, "the tree has one of that name");
        assert_eq!(beside("urls", false, "views", known), None);
    }

    #[test]
    fn a_package_that_is_imported_from_the_top_starts_there() {
        let paths = [
            "apps/portal/common/views.py",
            "apps/portal/common/models.py",
            "shop/__init__.py",
            "shop/Legacy/__init__.py",
            "shop/Legacy/base.py",
            "shop/celery/__init__.py",
            "shop/celery/x.py",
        ];
        let mut map = modules(paths.iter().copied().enumerate(), paths.len());
        let imported = ["Legacy.base", "celery", "celery.schedules", "flask", "portal.common.models"];
        let imported: BTreeSet<String> = imported.iter().map(|s| (*s).to_owned()).collect();
        add_inner_roots(&mut map, paths.iter().copied().enumerate(), &imported);
        assert_eq!(map.by_name.get("portal.common.models"), Some(&1));
        assert_eq!(map.by_name.get("Legacy.base"), Some(&4));
        assert_eq!(map.by_name.get("shop.Legacy.base"), Some(&4));
        assert_eq!(map.by_name.get("celery"), None);
    }

    #[test]
    fn what_stands_beside_a_root_is_imported_from_there() {
        let paths = [
            "site/__init__.py",
            "site/apps/__init__.py",
            "site/apps/api/__init__.py",
            "site/apps/api/filters.py",
            "site/apps/votes/__init__.py",
            "site/apps/votes/models.py",
            "site/tools/redis/__init__.py",
            "site/tools/redis/lock.py",
            "site/tools/__init__.py",
        ];
        let mut map = modules(paths.iter().copied().enumerate(), paths.len());
        let imported: BTreeSet<String> = ["api", "redis", "votes.models"].iter().map(|s| (*s).to_owned()).collect();
        add_inner_roots(&mut map, paths.iter().copied().enumerate(), &imported);
        assert_eq!(map.by_name.get("votes.models"), Some(&5));
        assert_eq!(map.by_name.get("api.filters"), Some(&3));
        assert_eq!(map.by_name.get("redis.lock"), None);
    }

    #[test]
    fn a_folder_without_init_between_two_packages_is_bridged() {
        let paths = ["api/src/__init__.py", "api/src/services/users/__init__.py", "api/src/services/users/find.py"];
        let mut map = modules(paths.iter().copied().enumerate(), paths.len());
        let imported = BTreeSet::from(["src.services.users.find".to_owned()]);
        bridge_gaps(&mut map, paths.iter().copied().enumerate(), &imported);
        assert_eq!(map.by_name.get("src.services.users.find"), Some(&2));
        assert_eq!(map.names[2].first().map(String::as_str), Some("src.services.users.find"));
        assert_eq!(map.by_name.get("users.find"), Some(&2));
    }

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
