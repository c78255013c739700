//! Compose files: services with image, command and environment.

use super::tree::{Node, Value};
use super::{Facts, yaml};
use crate::facts::deploy::Kind;

pub(super) fn read(text: &str, out: &mut Facts) {
    let (documents, error) = yaml::documents(text);
    if let Some(message) = error {
        out.syntax(None, &message);
    }
    for document in &documents {
        let services = document.get("services").map_or(&[][..], Node::entries);
        // Beside services that run a developer's checkout, an image without a build is another program that he needs.
        let at_work = services.iter().any(|entry| mounts_sources(&entry.node));
        for entry in services {
            service(&entry.key, &entry.node, entry.span, at_work, out);
        }
    }
}

fn service(name: &str, node: &Node, span: crate::facts::Span, at_work: bool, out: &mut Facts) {
    let image: Option<compact_str::CompactString> = node.get("image").and_then(Node::text).map(Into::into);
    let build = node.get("build").and_then(dockerfile);
    let by_file = out.development;
    out.development |= node.get("profiles").is_some_and(is_development_profile)
        || mounts_sources(node)
        || says_development(node)
        || build.as_deref().is_some_and(super::is_development)
        || (at_work && image.is_some() && build.is_none());
    out.push(span, Kind::Service { name: name.into(), image, build });
    for key in ["entrypoint", "command"] {
        if let Some(command) = node.get(key) {
            write_command(command, "compose", Some(name), out);
        }
    }
    if let Some(environment) = node.get("environment") {
        write_environment(environment, Some(name), out);
    }
    for (what, keys) in [
        ("memory", &["deploy", "resources", "limits", "memory"][..]),
        ("memory", &["mem_limit"]),
        ("replicas", &["deploy", "replicas"]),
        ("replicas", &["scale"]),
    ] {
        if let Some((value, at)) = node.path(keys).and_then(|n| Some((n.text()?, n.span))) {
            out.limit(at, what, value, Some(name));
        }
    }
    if out.development {
        out.limit(span, "development", "true", Some(name));
    }
    out.development = by_file;
}

/// `build: folder`, or a context with the name of a file in it.
fn dockerfile(build: &Node) -> Option<compact_str::CompactString> {
    let text = |key| build.get(key).and_then(Node::text);
    let context = build.text().or(text("context")).unwrap_or(".").trim_start_matches("./").trim_end_matches('/');
    let file = text("dockerfile").unwrap_or("Dockerfile").trim_start_matches("./");
    let has_content = build.text().is_some() || !build.entries().is_empty();
    let path = if matches!(context, "" | ".") { file.to_owned() } else { format!("{context}/{file}") };
    has_content.then(|| path.into())
}

fn is_development_profile(profiles: &Node) -> bool {
    let names = || profiles.items().iter().filter_map(Node::text);
    names().count() > 0
        && names().all(|name| matches!(name, "dev" | "development" | "test" | "tests" | "debug" | "local" | "ci"))
}

/// Where images have the sources of an app.
const SOURCES: [&str; 8] = ["/app", "/code", "/src", "/usr/src/app", "/workspace", "/opt/app", "/srv/app", "/project"];

/// The folder of the file itself is mounted, the one that the image is built of, or one of it over the sources: what runs there
/// is what the developer edits.
fn mounts_sources(service: &Node) -> bool {
    let context = service.get("build").and_then(|build| build.text().or_else(|| build.get("context")?.text()));
    let volumes = service.get("volumes").map_or(&[][..], Node::items).iter();
    volumes.filter_map(Node::text).any(|volume| {
        let mut parts = volume.split(':').map(|part| part.trim_end_matches('/'));
        let (source, target) = (parts.next().unwrap_or(volume), parts.next().unwrap_or(""));
        let is_folder = source.starts_with("./") && context.is_some();
        let is_context = context.is_some_and(|context| context.trim_end_matches('/') == source);
        matches!(source, "." | "$PWD" | "${PWD}") || (is_folder && (is_context || SOURCES.contains(&target)))
    })
}

/// `FLASK_ENV=development`, `FLASK_DEBUG=1`.
fn says_development(service: &Node) -> bool {
    let Some(environment) = service.get("environment") else { return false };
    let listed = environment.items().iter().filter_map(|item| item.text()?.split_once('='));
    let mapped = environment.entries().iter().filter_map(|entry| Some((entry.key.as_str(), entry.node.text()?)));
    listed.chain(mapped).any(|(name, value)| {
        let value = value.trim().to_ascii_lowercase();
        (name.ends_with("_ENV") && value.starts_with("dev"))
            || (name == "FLASK_DEBUG" && matches!(value.as_str(), "1" | "true"))
    })
}

/// A command as a text, or as a list of words.
pub(super) fn write_command(command: &Node, origin: &str, process: Option<&str>, out: &mut Facts) {
    match &command.value {
        Value::Scalar(line) => out.shell(command.span, origin, process, line),
        Value::List(items) => {
            let words: Vec<compact_str::CompactString> = items.iter().filter_map(Node::text).map(Into::into).collect();
            match super::words::inner_script(&words) {
                Some(script) => out.shell(command.span, origin, process, &script),
                None => out.command(command.span, origin, process, words),
            }
        }
        Value::Map(_) => {}
    }
}

/// `A: 1` as a map, or `- A=1` as a list.
pub(super) fn write_environment(environment: &Node, service: Option<&str>, out: &mut Facts) {
    for entry in environment.entries() {
        // A name without a value is passed on from where compose runs.
        if let Some(value) = entry.node.text().filter(|value| !value.is_empty()) {
            out.env(entry.span, &entry.key, value, service);
        }
    }
    for item in environment.items() {
        if let Some((name, value)) = item.text().and_then(|text| text.split_once('=')) {
            out.env(item.span, name, value, service);
        }
    }
}
