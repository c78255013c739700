//! Kubernetes manifests: containers with command, environment and limits.

use rustc_hash::FxHashMap;

use super::compose::write_command;
use super::tree::{Entry, Node, Value};
use super::{Facts, yaml};
use crate::facts::deploy::Kind;

pub(super) fn read(text: &str, out: &mut Facts) {
    // Folders of that name hold other files, too, thousands of them at times.
    if !text.contains("apiVersion") {
        return;
    }
    // Templates of Helm are not YAML before they are filled: what can be read is read, without a note.
    let (documents, _) = yaml::documents(text);
    for document in documents.iter().filter(|document| is_object(document)) {
        out.platform("kubernetes");
        for object in objects(document) {
            for workload in workloads(&object) {
                read_workload(&workload, out);
            }
        }
    }
}

fn is_object(node: &Node) -> bool {
    node.get("kind").is_some() && node.get("apiVersion").is_some()
}

/// The objects of a document: itself, the items of a list, or those of a template of OpenShift with its parameters filled in.
fn objects(document: &Node) -> Vec<Node> {
    match document.get("kind").and_then(Node::text) {
        Some("List") => document.get("items").map_or(&[][..], Node::items).to_vec(),
        Some("Template") => {
            let parameters = document.get("parameters").map_or(&[][..], Node::items);
            let text = |node: &'_ Node, key| node.get(key).and_then(Node::text).map(str::to_owned);
            let values = parameters.iter().filter_map(|node| Some((text(node, "name")?, text(node, "value")?))).collect();
            document.get("objects").map_or(&[][..], Node::items).iter().map(|object| filled(object, &values)).collect()
        }
        _ => vec![document.clone()],
    }
}

/// A copy with `${NAME}` and `${{NAME}}` replaced; a parameter without a value stays as written.
fn filled(node: &Node, values: &FxHashMap<String, String>) -> Node {
    let value = match &node.value {
        Value::Scalar(text) => Value::Scalar(filled_text(text, values)),
        Value::List(items) => Value::List(items.iter().map(|item| filled(item, values)).collect()),
        Value::Map(entries) => {
            let entry = |entry: &Entry| Entry { node: filled(&entry.node, values), ..entry.clone() };
            Value::Map(entries.iter().map(entry).collect())
        }
    };
    Node { span: node.span, value }
}

fn filled_text(text: &str, values: &FxHashMap<String, String>) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("${") {
        let (open, close) = if after.starts_with('{') { ("{", "}}") } else { ("", "}") };
        let named = after[open.len()..].split_once(close).and_then(|(name, rest)| Some((values.get(name)?, rest)));
        out.push_str(before);
        match named {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push_str("${");
                rest = after;
            }
        }
    }
    out + rest
}

/// Containers that run together, and how many times.
struct Workload<'n> {
    containers: Vec<(Option<&'n str>, &'n Node)>,
    replicas: Option<&'n Node>,
}

fn workloads(object: &Node) -> Vec<Workload<'_>> {
    if object.get("kind").and_then(Node::text) == Some("ClowdApp") {
        // Clowder makes a deployment of one container of each entry.
        let deployments = object.path(&["spec", "deployments"]).map_or(&[][..], Node::items);
        let workload = |node| Workload {
            containers: Node::get(node, "podSpec").map(|pod| (name(node), pod)).into_iter().collect(),
            replicas: node.get("replicas").or_else(|| node.get("minReplicas")),
        };
        return deployments.iter().map(workload).collect();
    }
    let pod = object.path(&["spec", "template", "spec"]);
    let pod = pod.or_else(|| object.path(&["spec", "jobTemplate", "spec", "template", "spec"]));
    let containers = pod.and_then(|pod| pod.get("containers")).map_or(&[][..], Node::items);
    let containers = containers.iter().map(|container| (name(container), container)).collect();
    vec![Workload { containers, replicas: object.path(&["spec", "replicas"]) }]
}

fn name(node: &Node) -> Option<&str> {
    node.get("name").and_then(Node::text)
}

fn read_workload(workload: &Workload, out: &mut Facts) {
    for (name, container) in &workload.containers {
        read_container(container, *name, out);
        if let Some((node, value)) = workload.replicas.and_then(|node| Some((node, node.text()?))) {
            out.limit(node.span, "replicas", value, *name);
        }
        if let Some(node) = container.path(&["resources", "limits", "memory"])
            && let Some(value) = node.text()
        {
            out.limit(node.span, "memory", value, *name);
        }
    }
}

fn read_container(container: &Node, name: Option<&str>, out: &mut Facts) {
    if let Some(image) = container.get("image").and_then(Node::text) {
        let name = name.unwrap_or("container").into();
        out.push(container.span, Kind::Service { name, image: Some(image.into()), build: None });
    }
    let words = ["command", "args"].iter().filter_map(|key| container.get(key)).flat_map(|node| node.items().to_vec());
    let command = Node { span: container.span, value: Value::List(words.collect()) };
    write_command(&command, "k8s", name, out);
    for variable in container.get("env").map_or(&[][..], Node::items) {
        let text = |key| variable.get(key).and_then(Node::text);
        if let (Some(variable_name), Some(value)) = (text("name"), text("value")) {
            out.env(variable.span, variable_name, value, name);
        }
    }
}
