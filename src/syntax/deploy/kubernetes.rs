//! Kubernetes manifests: containers with command, environment and limits.

use super::compose::write_command;
use super::tree::{Node, Value};
use super::{Facts, yaml};
use crate::facts::deploy::Kind;

pub(super) fn read(text: &str, out: &mut Facts) {
    // Folders of that name hold other files, too, thousands of them at times.
    if !text.contains("apiVersion") {
        return;
    }
    // Templates of Helm are not YAML before they are filled: what can be read is read, without a note.
    let (documents, _) = yaml::documents(text);
    for document in documents.iter().filter(|document| document.get("kind").is_some() && document.get("apiVersion").is_some()) {
        out.platform("kubernetes");
        let pod = ["spec", "template", "spec"];
        let spec = document.path(&pod).or_else(|| document.path(&["spec", "jobTemplate", "spec", "template", "spec"]));
        let replicas = document.path(&["spec", "replicas"]).and_then(|node| Some((node.span, node.text()?)));
        for container in spec.and_then(|spec| spec.get("containers")).map_or(&[][..], Node::items) {
            read_container(container, out);
            let name = container.get("name").and_then(Node::text);
            if let Some((span, value)) = replicas {
                out.limit(span, "replicas", value, name);
            }
            if let Some(node) = container.path(&["resources", "limits", "memory"])
                && let Some(value) = node.text()
            {
                out.limit(node.span, "memory", value, name);
            }
        }
    }
}

fn read_container(container: &Node, out: &mut Facts) {
    let name = container.get("name").and_then(Node::text);
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
