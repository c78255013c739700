//! Where processes run: which container, machine or unit starts them, how many of it there are, and what memory it has.

use std::collections::BTreeSet;

use super::environment::Environment;
use super::servers::named_files;
use super::{SourceFile, numbered};
use crate::facts::deploy::{Command, Kind};
use crate::model::delivery::{Factor, Process};
use crate::model::{FileId, Place};
use crate::syntax::deploy::is_development;
use crate::syntax::deploy::words::basename;

/// Steps from a process to what starts it: script, image, service, platform.
const MAX_STEPS: usize = 5;

/// Images that are no app.
const INFRASTRUCTURE: [&str; 14] = [
    "postgres",
    "mysql",
    "mariadb",
    "redis",
    "valkey",
    "nginx",
    "memcached",
    "rabbitmq",
    "traefik",
    "caddy",
    "elasticsearch",
    "minio",
    "pgbouncer",
    "mongo",
];

/// A file, and the service in it (`None`: the file as a whole).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Host {
    file: FileId,
    service: Option<String>,
}

/// `from` starts what stands in `to`.
struct Step {
    from: Host,
    to: Host,
}

/// Fills instances, memory and container of the processes.
pub(super) fn locate(processes: &mut [Process], files: &[SourceFile], environment: &Environment) {
    let steps = steps(files);
    for process in processes {
        let hosts = hosts(process, &steps);
        let is_deployed = |host: &&Host| !is_development_host(host, files);
        process.container = hosts.iter().any(|host| is_container(&files[host.file.index()].entry.path));
        let limit = |names: &[&str]| hosts.iter().filter(is_deployed).find_map(|host| limit(host, names, files));
        let counted = limit(&["replicas", "max_instances", "min_instances"]);
        // Where two platforms are set up, the machines of one run none of the containers of the other.
        let elsewhere = |place: &Place| {
            let other = counted.as_ref().map(|(_, _, place)| place.file).filter(|file| *file != place.file);
            other.is_some_and(|file| is_of_platform(&files[file.index()]) && is_of_platform(&files[place.file.index()]))
        };
        process.memory = limit(&["memory"]).filter(|(_, _, place)| !elsewhere(place)).map(|(_, value, place)| Factor {
            value: environment.fill(&value).text.as_deref().and_then(megabytes),
            place: Some(place),
            source: format!("memory {value}"),
        });
        if let Some((what, value, place)) = counted {
            let number = environment.fill(value.trim()).text.and_then(|text| text.trim().parse().ok());
            process.instances = Factor { value: number, place: Some(place), source: format!("{what} {value}") };
        }
        // A script that only services for development start serves no production.
        let starters: Vec<&Host> =
            steps.iter().filter(|step| step.to.file == process.place.file).map(|step| &step.from).collect();
        let path = files[process.place.file.index()].entry.path.as_str();
        let is_script = path.ends_with(".sh") || path.ends_with(".bash");
        if is_script && !starters.is_empty() && starters.iter().all(|host| is_development_host(host, files)) {
            process.development = true;
            process.deployed = false;
        }
        // A developer's server in an image that only his services run.
        if process.development && only_developers(process.place.file, &steps, files, MAX_STEPS) {
            process.deployed = false;
        }
    }
}

/// Whether all that starts what stands in a file is for development, through images and scripts.
fn only_developers(file: FileId, steps: &[Step], files: &[SourceFile], left: usize) -> bool {
    let mut starters = steps.iter().filter(|step| step.to.file == file).map(|step| &step.from).peekable();
    let for_developers =
        |host: &Host| is_development_host(host, files) || left > 0 && only_developers(host.file, steps, files, left - 1);
    starters.peek().is_some() && starters.all(for_developers)
}

/// The process itself, then what starts it, nearest first.
fn hosts(process: &Process, steps: &[Step]) -> Vec<Host> {
    let named = (process.name != "web" && process.name != "worker").then(|| process.name.clone());
    let own = Host { file: process.place.file, service: Some(process.name.clone()) };
    let mut out = vec![own.clone()];
    if named.is_none() {
        out.push(Host { file: process.place.file, service: None });
    }
    let mut seen: BTreeSet<Host> = out.iter().cloned().collect();
    for _ in 0..MAX_STEPS {
        let next: Vec<Host> = steps
            .iter()
            .filter(|step| {
                out.iter()
                    .any(|host| host.file == step.to.file && (step.to.service.is_none() || step.to.service == host.service))
            })
            .map(|step| step.from.clone())
            .filter(|host| seen.insert(host.clone()))
            .collect();
        if next.is_empty() {
            break;
        }
        out.extend(next);
    }
    out
}

fn steps(files: &[SourceFile]) -> Vec<Step> {
    let mut out = Vec::new();
    for (id, file) in numbered(files) {
        let path = file.entry.path.as_str();
        for fact in &file.facts.deploy {
            match &fact.kind {
                Kind::Command(command) => scripts(id, command, files, &mut out),
                Kind::Service { name, image, build } if !has_command(file, name) => {
                    let from = Host { file: id, service: Some(name.to_string()) };
                    let image = image.as_deref().unwrap_or("");
                    let to = match build {
                        Some(build) => beside(path, build, files),
                        None if image.is_empty() || is_infrastructure(image) || is_compose(file) => None,
                        // An image that is built elsewhere: the app's own, when the tree builds but one.
                        None => only_dockerfile(files),
                    };
                    out.extend(to.map(|file| Step { from, to: Host { file, service: None } }));
                }
                Kind::Platform { name } if name == "fly" && !has_any_command(file) => {
                    let to = beside(path, "Dockerfile", files);
                    let from = Host { file: id, service: None };
                    out.extend(to.map(|file| Step { from, to: Host { file, service: None } }));
                }
                Kind::Platform { name } if name == "kamal" && !has_command(file, "web") => {
                    let to = beside(path, "../Dockerfile", files);
                    let from = Host { file: id, service: Some("web".to_owned()) };
                    out.extend(to.map(|file| Step { from, to: Host { file, service: None } }));
                }
                // A manifest without a command leaves it to the Procfile.
                Kind::Platform { name } if name == "cloudfoundry" && !has_any_command(file) => {
                    let mut found = numbered(files).filter(|(_, file)| basename(&file.entry.path) == "Procfile");
                    let only = found.next().filter(|_| found.next().is_none());
                    let service = || Some("web".to_owned());
                    let from = Host { file: id, service: service() };
                    out.extend(only.map(|(file, _)| Step { from, to: Host { file, service: service() } }));
                }
                Kind::Limit { what, service: Some(service), .. } if what == "replicas" && basename(path) == "app.json" => {
                    // The formation counts processes of the Procfile beside it.
                    let to = beside(path, "Procfile", files);
                    let service = Some(service.to_string());
                    let from = Host { file: id, service: service.clone() };
                    out.extend(to.map(|file| Step { from, to: Host { file, service } }));
                }
                _ => {}
            }
        }
    }
    out
}

/// Scripts and configuration files that a command names.
fn scripts(id: FileId, command: &Command, files: &[SourceFile], out: &mut Vec<Step>) {
    let from = Host { file: id, service: command.process.as_ref().map(ToString::to_string) };
    // A variable may stand in the folder, not in the name.
    for word in command.words.iter().take(6).filter(|word| !basename(word).contains('$') && !word.starts_with('-')) {
        let is_script = word.ends_with(".sh")
            || word.ends_with(".bash")
            || word.contains('/')
            || word.ends_with(".ini")
            || word.contains("entrypoint");
        if !is_script {
            continue;
        }
        for (file, _) in named_files(word, files).into_iter().filter(|(file, _)| *file != id) {
            out.push(Step { from: from.clone(), to: Host { file, service: None } });
        }
    }
}

fn has_command(file: &SourceFile, service: &str) -> bool {
    file.facts
        .deploy
        .iter()
        .any(|fact| matches!(&fact.kind, Kind::Command(command) if command.process.as_deref() == Some(service)))
}

fn is_of_platform(file: &SourceFile) -> bool {
    file.facts.deploy.iter().any(|fact| matches!(fact.kind, Kind::Platform { .. }))
}

fn has_any_command(file: &SourceFile) -> bool {
    file.facts.deploy.iter().any(|fact| matches!(fact.kind, Kind::Command(_)))
}

/// A file by its path from the folder of another.
fn beside(path: &str, relative: &str, files: &[SourceFile]) -> Option<FileId> {
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    for part in relative.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(folders.pop()),
            part => folders.push(part),
        }
    }
    let wanted = folders.join("/");
    numbered(files).find(|(_, file)| file.entry.path == wanted).map(|(id, _)| id)
}

fn only_dockerfile(files: &[SourceFile]) -> Option<FileId> {
    let mut found = numbered(files).filter(|(_, file)| {
        let name = basename(&file.entry.path).to_ascii_lowercase();
        name.contains("dockerfile") && !is_development(&file.entry.path)
    });
    let (id, _) = found.next()?;
    found.next().is_none().then_some(id)
}

fn is_infrastructure(image: &str) -> bool {
    let name = image.rsplit('/').next().unwrap_or(image).split([':', '@']).next().unwrap_or("");
    INFRASTRUCTURE.iter().any(|known| name.contains(known))
}

fn path_is_compose(path: &str) -> bool {
    basename(path).to_ascii_lowercase().contains("compose")
}

/// A compose file may be called otherwise: only these build their images.
fn is_compose(file: &SourceFile) -> bool {
    let builds = |kind: &Kind| match kind {
        Kind::Service { build, .. } => build.is_some(),
        Kind::Command(command) => command.origin == "compose",
        _ => false,
    };
    path_is_compose(&file.entry.path) || file.facts.deploy.iter().any(|fact| builds(&fact.kind))
}

fn is_container(path: &str) -> bool {
    let name = basename(path).to_ascii_lowercase();
    name.contains("dockerfile")
        || name.contains("containerfile")
        || path_is_compose(path)
        || name == "fly.toml"
        || name.contains("docker-entrypoint")
        || ((name.ends_with(".yaml") || name.ends_with(".yml")) && !matches!(name.as_str(), "render.yaml" | "app.yaml"))
}

fn is_development_host(host: &Host, files: &[SourceFile]) -> bool {
    let file = &files[host.file.index()];
    is_development(&file.entry.path) || limit(host, &["development"], files).is_some_and(|_| host.service.is_some())
}

/// The first of the named limits that the file gives for the service, or for all of its services.
fn limit(host: &Host, names: &[&str], files: &[SourceFile]) -> Option<(String, String, Place)> {
    let file = files.get(host.file.index())?;
    names.iter().find_map(|name| {
        file.facts.deploy.iter().find_map(|fact| match &fact.kind {
            Kind::Limit { what, value, service } if what == name && fits(service.as_deref(), host) => {
                Some((what.to_string(), value.to_string(), Place { file: host.file, span: fact.span }))
            }
            _ => None,
        })
    })
}

fn fits(service: Option<&str>, host: &Host) -> bool {
    service.is_none() || service == host.service.as_deref()
}

/// `512m`, `512mb`, `1gb`, `1Gi`, `256Mi`, `0.5g`, `256` (megabytes, as Fly counts), in megabytes of 2^20 bytes.
fn megabytes(text: &str) -> Option<i64> {
    let text = text.trim().trim_matches('"').to_ascii_lowercase();
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number: f64 = number.parse().ok()?;
    let factor = match unit.trim() {
        "" | "m" | "mb" | "mi" | "mib" => 1.0,
        "g" | "gb" | "gi" | "gib" => 1024.0,
        "k" | "kb" | "ki" => 1.0 / 1024.0,
        "b" => 1.0 / (1024.0 * 1024.0),
        _ => return None,
    };
    let value = number * factor;
    #[expect(clippy::cast_possible_truncation, reason = "memory of a machine in megabytes is far below the limit")]
    (1.0..1e9).contains(&value).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use super::megabytes;

    #[test]
    fn units_of_memory() {
        for (text, expected) in [("512m", 512), ("1gb", 1024), ("256Mi", 256), ("0.5G", 512), ("256", 256), ("1048576k", 1024)]
        {
            assert_eq!(megabytes(text), Some(expected), "{text}");
        }
        assert_eq!(megabytes("${MEMORY}"), None);
    }
}
