//! A package of the project may be named like a folder of tests: an app `test` of a tool for testers holds models and views.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::classify::{self, Language, Role};
use super::walk::WalkedFile;

/// Names of folders that are words of a trade, too.
const NAMES: [&str; 3] = ["test", "testing", "fixtures"];
/// Modules that an app has beside each other; tests need models at most.
const OF_AN_APP: [&str; 4] = ["views.py", "urls.py", "admin.py", "api.py"];

/// Gives the files of such a package, where code of the project imports its models, the part that they have in the project;
/// `files` are sorted by path, and `stays` says which the settings call tests.
pub fn adopt(root: &Path, files: &mut [WalkedFile], stays: impl Fn(&str) -> bool) {
    let packages = packages(files);
    if packages.is_empty() {
        return;
    }
    let mut imported: BTreeSet<&String> = BTreeSet::new();
    for file in files.iter().filter(|f| f.language == Language::Python && f.role == Role::App) {
        if imported.len() == packages.len() {
            break;
        }
        let bytes = fs::read(root.join(&file.path)).unwrap_or_default();
        let says = |name: &str| memchr::memmem::find(&bytes, format!("{name}.models import").as_bytes()).is_some();
        imported.extend(packages.iter().filter(|package| says(&dotted(package))));
    }
    let mut adopted: Vec<(usize, Role)> = Vec::new();
    for (at, file) in files.iter().enumerate().filter(|(_, f)| f.role == Role::Test && !stays(&f.path)) {
        let inner = imported.iter().find_map(|package| file.path.strip_prefix(package.as_str())?.strip_prefix('/'));
        adopted.extend(inner.map(|inner| (at, classify::role(inner, file.language, &[]))));
    }
    for (at, role) in adopted {
        files[at].role = role;
    }
}

/// Folders with models and another module of an app, of which only the own name says that they are tests.
fn packages(files: &[WalkedFile]) -> Vec<String> {
    let is_there = |path: String| files.binary_search_by(|f| f.path.as_str().cmp(&path)).is_ok();
    let folders = files.iter().filter(|f| f.role == Role::Test).filter_map(|f| f.path.strip_suffix("/models.py"));
    folders
        .filter(|folder| {
            let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
            let beside = format!("{above}/models.py");
            NAMES.contains(&name)
                && !above.is_empty()
                && classify::role(&beside, Language::Python, &[]) == Role::App
                && is_there(format!("{folder}/__init__.py"))
                && OF_AN_APP.iter().any(|module| is_there(format!("{folder}/{module}")))
        })
        .map(str::to_owned)
        .collect()
}

/// `shop/test` as it is imported, below whatever source root.
fn dotted(package: &str) -> String {
    let parts: Vec<&str> = package.rsplit('/').take(2).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join(".")
}
