//! pyproject.toml, Pipfile and lock files.

use super::requirements::{self, is_development, normalised};
use super::tree::{self, Entry, Node, Value};
use super::{Facts, noted};
use crate::facts::deploy::Kind;
use crate::facts::program::Span;

/// PEP 621, PEP 735 groups, and Poetry's own table.
pub(super) fn pyproject(text: &str, out: &mut Facts) {
    let file = noted(tree::toml(text), out);
    for node in file.path(&["project", "dependencies"]).map_or(&[][..], Node::items) {
        requirement(node, false, out);
    }
    for group in ["project", "dependency-groups"] {
        let groups = if group == "project" { file.path(&["project", "optional-dependencies"]) } else { file.get(group) };
        for entry in groups.map_or(&[][..], Node::entries) {
            let dev = group == "dependency-groups" && entry.key != "main" || is_development(&entry.key);
            entry.node.items().iter().for_each(|node| requirement(node, dev, out));
        }
    }
    let Some(poetry) = file.path(&["tool", "poetry"]) else { return };
    table(poetry.get("dependencies"), false, out);
    table(poetry.get("dev-dependencies"), true, out);
    for group in poetry.get("group").map_or(&[][..], Node::entries) {
        table(group.node.get("dependencies"), is_development(&group.key), out);
    }
}

pub(super) fn pipfile(text: &str, out: &mut Facts) {
    let file = noted(tree::toml(text), out);
    table(file.get("packages"), false, out);
    table(file.get("dev-packages"), true, out);
}

fn requirement(node: &Node, dev: bool, out: &mut Facts) {
    if let Some(text) = node.text() {
        requirements::add(text, node.span, out, dev);
    }
}

/// `name = "^1.0"` or `name = { version = "^1.0" }`.
fn table(node: Option<&Node>, dev: bool, out: &mut Facts) {
    for Entry { key, span, node } in node.map_or(&[][..], Node::entries) {
        if key == "python" {
            continue;
        }
        let version = match &node.value {
            Value::Scalar(text) => Some(text.as_str()),
            _ => node.get("version").and_then(Node::text),
        };
        let version = version.and_then(requirements::version);
        let extras = node.get("extras").map_or(&[][..], Node::items).iter().filter_map(Node::text);
        requirements::drivers(&normalised(key), extras, *span, out, dev);
        out.push(*span, Kind::Dependency { name: normalised(key).into(), version, locked: false, dev });
    }
}

/// `[[package]]` of poetry.lock, uv.lock and pdm.lock.
pub(super) fn lock(text: &str, out: &mut Facts) {
    let file = noted(tree::toml(text), out);
    for package in file.get("package").map_or(&[][..], Node::items) {
        let Some(name) = package.get("name") else { continue };
        locked(name.text().unwrap_or_default(), package.get("version").and_then(Node::text), false, name.span, out);
    }
}

pub(super) fn pipfile_lock(text: &str, out: &mut Facts) {
    let Ok(file) = serde_json::from_str::<serde_json::Value>(text) else { return out.syntax(None, "not JSON") };
    for (section, dev) in [("default", false), ("develop", true)] {
        let packages = file.get(section).and_then(|packages| packages.as_object());
        for (name, package) in packages.into_iter().flatten() {
            let version = package.get("version").and_then(|version| version.as_str());
            locked(name, version.map(|version| version.trim_start_matches('=')), dev, Span::default(), out);
        }
    }
}

fn locked(name: &str, version: Option<&str>, dev: bool, span: Span, out: &mut Facts) {
    out.push(span, Kind::Dependency { name: normalised(name).into(), version: version.map(Into::into), locked: true, dev });
}
