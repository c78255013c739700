//! Packages whose parts stand in several folders (namespace packages): each distribution of a monorepo has a folder of the
//! package's name, and installing them puts them together.

use std::collections::{BTreeMap, BTreeSet};

use super::roots::{ModuleMap, add_namespaces};

/// Imports of one part by another that show that the folders are one package.
const LEAST_PROOFS: usize = 3;

/// Gives the files of such packages the names by which they are imported. `imports` are a file and the dotted path of an absolute
/// import in it.
pub fn join_parts<'a>(map: &mut ModuleMap, paths: impl Iterator<Item = (usize, &'a str)>, imports: &[(usize, String)]) {
    let paths: BTreeMap<usize, &str> = paths.collect();
    let files: BTreeSet<&str> = paths.values().copied().collect();
    let mut folders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in &files {
        for (end, _) in path.match_indices('/') {
            let folder = &path[..end];
            folders.entry(folder.rsplit('/').next().unwrap_or(folder)).or_default().insert(folder);
        }
    }
    // A folder of its own name within it is a part of it, not another part.
    for parts in folders.values_mut() {
        let all = parts.clone();
        parts.retain(|folder| !folder.match_indices('/').any(|(end, _)| all.contains(&folder[..end])));
    }
    folders.retain(|_, parts| parts.len() > 1);
    let mut asked: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (file, path) in imports {
        if let Some((first, below)) = path.split_once('.')
            && folders.contains_key(first)
        {
            asked.entry(first).or_default().push((*file, below));
        }
    }
    for (name, imports) in asked {
        let parts = &folders[name];
        if is_one_package(parts, &imports, &paths, &files) {
            name_files(map, name, parts, &paths);
        }
    }
    add_namespaces(map);
}

/// Parts import from each other what they do not have themselves, and hardly two of them have a module of one name.
fn is_one_package(
    parts: &BTreeSet<&str>,
    imports: &[(usize, &str)],
    paths: &BTreeMap<usize, &str>,
    files: &BTreeSet<&str>,
) -> bool {
    let mut holders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut proofs: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    for (file, below) in imports {
        let held = holders.entry(below).or_insert_with(|| {
            let module = below.replace('.', "/");
            let is_there = |part: &&&str| {
                files.contains(format!("{part}/{module}.py").as_str())
                    || files.contains(format!("{part}/{module}/__init__.py").as_str())
            };
            parts.iter().filter(is_there).copied().collect()
        });
        let own = paths.get(file).and_then(|path| parts.iter().find(|part| is_below(path, part)));
        if let (Some(own), [holder]) = (own, held.as_slice())
            && own != holder
        {
            proofs.insert((own, holder, below));
        }
    }
    let known = holders.values().filter(|held| !held.is_empty()).count();
    let sole = holders.values().filter(|held| held.len() == 1).count();
    let from: BTreeSet<&str> = proofs.iter().map(|(from, ..)| *from).collect();
    let to: BTreeSet<&str> = proofs.iter().map(|(_, to, _)| *to).collect();
    proofs.len() >= LEAST_PROOFS && from.len() > 1 && to.len() > 1 && sole * 10 >= known * 9
}

fn name_files(map: &mut ModuleMap, name: &str, parts: &BTreeSet<&str>, paths: &BTreeMap<usize, &str>) {
    for (index, path) in paths {
        let Some(part) = parts.iter().find(|part| is_below(path, part)) else { continue };
        let Some(stem) = path[part.len()..].strip_suffix(".py") else { continue };
        let module = format!("{name}{}", stem.strip_suffix("/__init__").unwrap_or(stem).replace('/', "."));
        let names = &mut map.names[*index];
        names.retain(|known| *known != module);
        names.insert(0, module.clone());
        map.by_name.entry(module).or_insert(*index);
    }
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::super::roots::modules;
    use super::join_parts;

    fn join(paths: &[&str], imports: &[(usize, &str)]) -> super::ModuleMap {
        let mut map = modules(paths.iter().copied().enumerate(), paths.len());
        let imports: Vec<(usize, String)> = imports.iter().map(|(file, path)| (*file, (*path).to_owned())).collect();
        join_parts(&mut map, paths.iter().copied().enumerate(), &imports);
        map
    }

    #[test]
    fn parts_of_one_package_stand_in_several_folders() {
        let paths = [
            "core/acme/server/core/__init__.py",
            "core/acme/server/core/models.py",
            "orders/acme/server/orders/models.py",
            "orders/acme/server/orders/views.py",
            "web/acme/server/__init__.py",
            "web/acme/server/settings.py",
        ];
        let imports =
            [(2, "acme.server.core.models"), (3, "acme.server.core"), (5, "acme.server.orders.views"), (1, "acme.server.core")];
        let map = join(&paths, &imports);
        assert_eq!(map.by_name.get("acme.server.orders.views"), Some(&3));
        assert_eq!(map.names[5][0], "acme.server.settings");
        assert_eq!(map.names[1][0], "acme.server.core.models");
    }

    #[test]
    fn services_with_a_package_of_the_same_name_are_not_one() {
        let paths = ["a/app/models.py", "a/app/views.py", "b/app/models.py", "b/app/main.py", "c/app/models.py"];
        let map = join(&paths, &[(1, "app.models"), (3, "app.models"), (4, "app.main")]);
        assert_ne!(map.names[1][0], "app.views");
    }
}
