//! Collects `rules/<family>/<id>/rule.toml` into one table, sorted, so that the rules travel inside the binary; and hashes the
//! sources of the front ends, so that facts that another version kept are never taken for its own.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=PERFAUDIT_FRONT_END={:016x}", hash_of(&FRONT_END)?);
    println!("cargo::rustc-env=PERFAUDIT_SOURCES={:016x}", hash_of(&["src", "Cargo.lock"])?);
    let mut rules = Vec::new();
    for family in folders(Path::new("rules"))? {
        for rule in folders(&family)? {
            if rule.join("rule.toml").is_file() {
                rules.push(rule.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut code = String::from("pub const RULES: &[(&str, &str)] = &[\n");
    for rule in rules {
        let _ = writeln!(code, "    ({rule:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{rule}/rule.toml\"))),");
    }
    code.push_str("];\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    fs::write(out.join("builtin_rules.rs"), code)
}

/// The folders in a folder, sorted; none when it does not exist.
fn folders(parent: &Path) -> io::Result<Vec<PathBuf>> {
    if !parent.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(parent)? {
        let path = entry?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// What decides which facts a file gives: the front ends, the types of the facts, and the versions of the parsers.
const FRONT_END: [&str; 5] = ["src/syntax", "src/facts", "src/source/classify.rs", "src/source/text.rs", "Cargo.lock"];

fn hash_of(paths: &[&str]) -> io::Result<u64> {
    let mut hash = DefaultHasher::new();
    for path in paths {
        println!("cargo::rerun-if-changed={path}");
        add(Path::new(path), &mut hash)?;
    }
    Ok(hash.finish())
}

/// Adds a file, or all files below a folder, in the order of their names.
fn add(path: &Path, hash: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut inner = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        inner.sort();
        return inner.iter().try_for_each(|path| add(path, hash));
    }
    // A package may come without its lock file.
    if path.is_file() {
        hash.write(path.to_string_lossy().as_bytes());
        hash.write(&fs::read(path)?);
    }
    Ok(())
}
