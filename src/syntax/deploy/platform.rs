//! Files of hosting platforms: start commands, environment, limits.

use super::compose::{write_command, write_environment};
use super::tree::{self, Node};
use super::{Facts, noted, yaml};
use crate::facts::deploy::Kind;

fn yaml_documents(text: &str, out: &mut Facts) -> Vec<Node> {
    let (documents, error) = yaml::documents(text);
    if let Some(message) = error {
        out.syntax(None, &message);
    }
    documents
}

/// fly.toml
pub(super) fn fly(text: &str, out: &mut Facts) {
    out.platform("fly");
    let file = noted(tree::toml(text), out);
    for process in file.get("processes").map_or(&[][..], Node::entries) {
        write_command(&process.node, "fly", Some(&process.key), out);
    }
    if let Some(environment) = file.get("env") {
        write_environment(environment, None, out);
    }
    for machine in file.get("vm").map_or(&[][..], Node::items) {
        for (what, key) in [("memory", "memory"), ("memory", "memory_mb"), ("cpus", "cpus")] {
            limits(machine, key, what, out);
        }
    }
    let services = file.get("services").map_or(&[][..], Node::items);
    for service in file.get("http_service").into_iter().chain(services) {
        limits(service, "min_machines_running", "min_instances", out);
        limits(service, "auto_stop_machines", "stops_when_idle", out);
    }
    for folder in file.get("statics").map_or(&[][..], Node::items) {
        let arguments = folder.get("url_prefix").and_then(Node::text).map(Into::into).into_iter().collect();
        out.push(folder.span, Kind::Proxy { directive: "statics".into(), arguments, context: "fly".into() });
    }
    compresses(&file, out);
}

/// A value of a table that may be for some processes only.
fn limits(table: &Node, key: &str, what: &str, out: &mut Facts) {
    let Some((span, value)) = table.get(key).and_then(|node| Some((node.span, node.text()?))) else { return };
    let processes: Vec<&str> = table.get("processes").map_or(&[][..], Node::items).iter().filter_map(Node::text).collect();
    if processes.is_empty() {
        out.limit(span, what, value, None);
    }
    for process in processes {
        out.limit(span, what, value, Some(process));
    }
}

/// The proxy of Fly compresses when it is told to.
fn compresses(file: &Node, out: &mut Facts) {
    let http = file.path(&["http_service", "http_options", "compress"]);
    let ports = file.get("services").map_or(&[][..], Node::items).iter().filter_map(|service| service.get("ports"));
    let port_options = ports.flat_map(Node::items).filter_map(|port| port.path(&["http_options", "compress"]));
    for node in http.into_iter().chain(port_options) {
        let arguments = vec![node.text().unwrap_or_default().into()];
        out.push(node.span, Kind::Proxy { directive: "compress".into(), arguments, context: "fly".into() });
    }
}

/// render.yaml
pub(super) fn render(text: &str, out: &mut Facts) {
    out.platform("render");
    for document in yaml_documents(text, out) {
        for service in document.get("services").map_or(&[][..], Node::items) {
            let name = service.get("name").and_then(Node::text);
            for key in ["startCommand", "dockerCommand"] {
                if let Some(command) = service.get(key) {
                    write_command(command, "render", name, out);
                }
            }
            for (what, keys) in [
                ("replicas", &["numInstances"][..]),
                ("plan", &["plan"]),
                ("min_instances", &["scaling", "minInstances"]),
                ("max_instances", &["scaling", "maxInstances"]),
            ] {
                scalar(service, keys, what, name, out);
            }
            for variable in service.get("envVars").map_or(&[][..], Node::items) {
                let text = |key| variable.get(key).and_then(Node::text);
                if let (Some(key), Some(value)) = (text("key"), text("value")) {
                    out.env(variable.span, key, value, name);
                }
            }
        }
    }
}

/// Seconds after which Lambda ends a call, where zappa is told nothing.
const ZAPPA_SECONDS: &str = "30";

/// zappa_settings.json, .yml or .toml: a table for each stage.
pub(super) fn zappa(text: &str, out: &mut Facts) {
    let stages = match text.trim_start().starts_with('[') {
        true => vec![noted(tree::toml(text), out)],
        false => yaml_documents(text, out),
    };
    out.platform("lambda");
    for stage in stages.iter().flat_map(Node::entries) {
        let told = stage.node.get("timeout_seconds").and_then(|node| Some((node.span, node.text()?)));
        let (span, seconds) = told.unwrap_or((stage.span, ZAPPA_SECONDS));
        out.limit(span, "timeout_seconds", seconds, Some(&stage.key));
    }
}

pub(super) fn railway_toml(text: &str, out: &mut Facts) {
    let file = noted(tree::toml(text), out);
    railway(&file, out);
}

/// JSON is YAML, and the YAML reader knows places.
pub(super) fn railway_json(text: &str, out: &mut Facts) {
    for document in yaml_documents(text, out) {
        railway(&document, out);
    }
}

fn railway(file: &Node, out: &mut Facts) {
    out.platform("railway");
    if let Some(command) = file.path(&["deploy", "startCommand"]) {
        write_command(command, "railway", None, out);
    }
    scalar(file, &["deploy", "numReplicas"], "replicas", None, out);
}

fn scalar(node: &Node, keys: &[&str], what: &str, service: Option<&str>, out: &mut Facts) {
    if let Some((span, value)) = node.path(keys).and_then(|node| Some((node.span, node.text()?))) {
        out.limit(span, what, value, service);
    }
}

/// app.yaml of App Engine, or of DigitalOcean's App Platform.
pub(super) fn app_engine(text: &str, out: &mut Facts) {
    for document in yaml_documents(text, out) {
        if document.get("runtime").is_some() {
            out.platform("app-engine");
        } else if document.get("services").is_some() {
            out.platform("digitalocean");
        }
        if let Some(command) = document.get("entrypoint") {
            write_command(command, "app-engine", None, out);
        }
        if let Some(environment) = document.get("env_variables") {
            write_environment(environment, None, out);
        }
        for (what, keys) in [
            ("min_instances", ["automatic_scaling", "min_instances"]),
            ("max_instances", ["automatic_scaling", "max_instances"]),
            ("replicas", ["manual_scaling", "instances"]),
        ] {
            scalar(&document, &keys, what, None, out);
        }
        for service in document.get("services").map_or(&[][..], Node::items) {
            let name = service.get("name").and_then(Node::text);
            if let Some(command) = service.get("run_command") {
                write_command(command, "digitalocean", name, out);
            }
            scalar(service, &["instance_count"], "replicas", name, out);
        }
    }
}

/// manifest.yml of Cloud Foundry, or of Kubernetes; other tools have a file of that name, too.
pub(super) fn manifest(text: &str, out: &mut Facts) {
    if !text.contains("applications:") {
        return super::kubernetes::read(text, out);
    }
    for document in yaml_documents(text, out) {
        let apps = document.get("applications").map_or(&[][..], Node::items);
        for app in apps {
            out.platform("cloudfoundry");
            // Processes are told apart by their type, those of several apps by the app.
            let own = app.get("name").and_then(Node::text).filter(|_| apps.len() > 1);
            for process in app.get("processes").map_or(&[][..], Node::items) {
                let kind = process.get("type").and_then(Node::text).unwrap_or("web");
                cloud_process(process, own.unwrap_or(kind), out);
            }
            // What a process says goes before what stands for the app as a whole.
            cloud_process(app, own.unwrap_or("web"), out);
            if let Some(environment) = app.get("env") {
                write_environment(environment, own, out);
            }
        }
    }
}

fn cloud_process(process: &Node, name: &str, out: &mut Facts) {
    if let Some(command) = process.get("command") {
        write_command(command, "cloudfoundry", Some(name), out);
    }
    scalar(process, &["instances"], "replicas", Some(name), out);
    scalar(process, &["memory"], "memory", Some(name), out);
}

/// app.json, heroku.yml
pub(super) fn heroku(text: &str, out: &mut Facts) {
    for document in yaml_documents(text, out) {
        let run = document.get("run").map_or(&[][..], Node::entries);
        // Other tools have an app.json too.
        if ["run", "buildpacks", "formation", "stack"].iter().any(|key| document.get(key).is_some()) {
            out.platform("heroku");
        }
        for process in run {
            write_command(&process.node, "heroku", Some(&process.key), out);
        }
        for process in document.get("formation").map_or(&[][..], Node::entries) {
            scalar(&process.node, &["quantity"], "replicas", Some(&process.key), out);
        }
    }
}

/// config/deploy.yml of Kamal; other tools have a file of that name, too.
pub(super) fn kamal(text: &str, out: &mut Facts) {
    for document in yaml_documents(text, out) {
        if ["service", "image", "servers"].iter().any(|key| document.get(key).is_none()) {
            continue;
        }
        out.platform("kamal");
        clear_environment(&document, None, out);
        let Some(servers) = document.get("servers") else { continue };
        hosts(servers, "web", out);
        for role in servers.entries() {
            hosts(role.node.get("hosts").unwrap_or(&role.node), &role.key, out);
            clear_environment(&role.node, Some(&role.key), out);
            if let Some(command) = role.node.get("cmd") {
                write_command(command, "kamal", Some(&role.key), out);
            }
        }
    }
}

/// Each host runs a container of the role.
fn hosts(list: &Node, role: &str, out: &mut Facts) {
    if !list.items().is_empty() {
        out.limit(list.span, "replicas", &list.items().len().to_string(), Some(role));
    }
}

/// `env` holds the variables themselves, or those that are no secrets below `clear`.
fn clear_environment(node: &Node, role: Option<&str>, out: &mut Facts) {
    if let Some(environment) = node.get("env") {
        write_environment(environment.get("clear").unwrap_or(environment), role, out);
    }
}
