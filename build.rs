//! Collects `rules/<family>/<id>/rule.toml` into one table, sorted, so that the rules travel inside the binary.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
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
