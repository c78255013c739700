//! Files of sections and `key = value` lines: systemd units, supervisor, uWSGI, setup.cfg.

use super::lines::logical;
use super::tree::{Entry, Node};
use super::{Facts, requirements, words, yaml};
use crate::facts::deploy::{Fact, Kind};
use crate::facts::program::Span;

/// Origin of a server that only `pserve` starts.
pub const PASTE: &str = "paste-ini";

/// One `key = value`, or one indented line that continues the key above.
struct Setting<'t> {
    section: &'t str,
    key: &'t str,
    value: &'t str,
    span: Span,
}

fn settings(text: &str) -> Vec<Setting<'_>> {
    let (mut section, mut last_key) = ("", "");
    let mut out = Vec::new();
    for line in logical(text) {
        let indented = text[..line.span.start as usize].ends_with([' ', '\t']);
        if line.text.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line.text.strip_prefix('[') {
            section = name.split(']').next().unwrap_or(name);
        } else if indented && !last_key.is_empty() {
            out.push(Setting { section, key: last_key, value: line.text, span: line.span });
        } else if let Some((key, value)) = line.text.split_once('=') {
            last_key = key.trim();
            out.push(Setting { section, key: last_key, value: value.trim(), span: line.span });
        }
    }
    out
}

/// `ExecStart` and `Environment` of a unit.
pub(super) fn systemd(text: &str, out: &mut Facts) {
    for setting in settings(text) {
        match setting.key {
            "ExecStart" => {
                out.shell(setting.span, "systemd", None, setting.value.trim_start_matches(['-', '@', ':', '+', '!']))
            }
            "Environment" => environment(&setting, None, out),
            "MemoryMax" | "MemoryLimit" => out.limit(setting.span, "memory", setting.value, None),
            _ => {}
        }
    }
}

fn environment(setting: &Setting, service: Option<&str>, out: &mut Facts) {
    for word in words::commands(setting.value).into_iter().flatten() {
        if let Some((name, value)) = word.split_once('=') {
            out.env(setting.span, name, value.trim_end_matches(','), service);
        }
    }
}

/// `[program:web]`
pub(super) fn supervisor(text: &str, out: &mut Facts) {
    for setting in settings(text) {
        let Some(program) = setting.section.strip_prefix("program:") else { continue };
        match setting.key {
            "command" => out.shell(setting.span, "supervisor", Some(program), setting.value),
            "numprocs" => out.limit(setting.span, "replicas", setting.value, Some(program)),
            "environment" => {
                let separated = Setting { value: &setting.value.replace(',', " "), ..setting };
                environment(&separated, Some(program), out);
            }
            _ => {}
        }
    }
}

/// The keys of uwsgi.ini are the flags of the command.
pub(super) fn uwsgi(text: &str, out: &mut Facts) {
    let settings: Vec<Setting> = settings(text).into_iter().filter(|setting| setting.section == "uwsgi").collect();
    let Some(first) = settings.first() else { return };
    let flags = settings.iter().map(|setting| format!("--{}={}", setting.key, with_variable(setting.value)).into());
    let words = std::iter::once("uwsgi".into()).chain(flags).collect();
    let spans = std::iter::once(first.span).chain(settings.iter().map(|setting| setting.span)).collect();
    out.command(first.span, "uwsgi-ini", None, words);
    if let Some(Fact { kind: Kind::Command(command), .. }) = out.facts.last_mut() {
        command.spans = spans;
    }
}

/// `[server:main]` of PasteDeploy: the server that `pserve` starts, with its settings as flags.
pub(super) fn paste(text: &str, out: &mut Facts) {
    let settings: Vec<Setting> = settings(text).into_iter().filter(|setting| setting.section == "server:main").collect();
    let Some(uses) = settings.iter().find(|setting| setting.key == "use") else { return };
    let server = match uses.value.trim_start_matches("egg:").split('#').next() {
        Some("waitress") => "waitress-serve",
        Some(server) => server,
        None => return,
    };
    let told: Vec<&Setting> = settings.iter().filter(|setting| setting.key != "use").collect();
    let flags = told.iter().map(|setting| format!("--{}={}", setting.key.replace('_', "-"), setting.value).into());
    let words = std::iter::once(server.into()).chain(flags).collect();
    let spans = std::iter::once(uses.span).chain(told.iter().map(|setting| setting.span)).collect();
    out.command(uses.span, PASTE, None, words);
    if let Some(Fact { kind: Kind::Command(command), .. }) = out.facts.last_mut() {
        command.spans = spans;
    }
}

/// uWSGI writes `$(NAME)` for what a shell writes as `${NAME}`.
fn with_variable(value: &str) -> String {
    let name = value.strip_prefix("$(").and_then(|rest| rest.strip_suffix(')'));
    name.map_or_else(|| value.to_owned(), |name| format!("${{{name}}}"))
}

/// The same as YAML.
pub(super) fn uwsgi_yaml(text: &str, out: &mut Facts) {
    let (documents, _) = yaml::documents(text);
    let told: Vec<_> = documents.iter().filter_map(|document| document.get("uwsgi")).flat_map(Node::entries).collect();
    let Some(first) = told.first() else { return };
    let flag = |entry: &&&Entry| entry.node.text().map(|value| format!("--{}={}", entry.key, with_variable(value)).into());
    let words = std::iter::once("uwsgi".into()).chain(told.iter().filter_map(|entry| flag(&entry))).collect();
    let given = told.iter().filter(|entry| entry.node.text().is_some());
    let spans = std::iter::once(first.span).chain(given.map(|entry| entry.span)).collect();
    out.command(first.span, "uwsgi-ini", None, words);
    if let Some(Fact { kind: Kind::Command(command), .. }) = out.facts.last_mut() {
        command.spans = spans;
    }
}

/// `max_connections` of a database server.
pub(super) fn database(text: &str, out: &mut Facts) {
    for setting in settings(text).iter().filter(|setting| matches!(setting.key, "max_connections" | "max-connections")) {
        let value = setting.value.split(['#', ';']).next().unwrap_or(setting.value).trim();
        out.limit(setting.span, "max_connections", value, None);
    }
}

/// `install_requires` of setup.cfg.
pub(super) fn setup_cfg(text: &str, out: &mut Facts) {
    for setting in settings(text) {
        if setting.section == "options" && setting.key == "install_requires" {
            requirements::add(setting.value, setting.span, out, false);
        }
    }
}
