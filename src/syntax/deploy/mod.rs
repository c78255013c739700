//! Deployment and dependency files, one module a format.

mod apache;
mod compose;
mod dependencies;
mod dockerfile;
mod env;
mod ini;
mod kubernetes;
mod lines;
mod package_json;
mod platform;
mod procfile;
mod proxy;
mod purpose;
mod requirements;
mod script;
mod spoken;
mod tree;
pub mod words;
mod yaml;

pub use ini::PASTE;

use crate::facts::deploy::{Asked, Command, Fact, Kind};
use crate::facts::program::Span;
use crate::facts::{Note, NoteKind};
use crate::source::classify::{MANIFESTS, configures_mod_wsgi, is_compose, is_paste, is_uwsgi};

/// What a deployment or dependency file says.
#[must_use]
pub fn read(path: &str, text: &str) -> (Vec<Fact>, Vec<Note>) {
    let mut out = Facts {
        path,
        development: is_development(path) || purpose::says_development(text),
        facts: Vec::new(),
        notes: Vec::new(),
    };
    if let Some(format) = format(path).or_else(|| of_content(path, text)) {
        format(text, &mut out);
    }
    (out.facts, out.notes)
}

/// Whether the file says how the app is deployed, or what it depends on.
#[must_use]
pub fn is_deploy_file(path: &str) -> bool {
    format(path).is_some()
}

/// What the readers of the formats fill.
struct Facts<'p> {
    path: &'p str,
    /// The file serves development, by its name or its first comment.
    development: bool,
    facts: Vec<Fact>,
    notes: Vec<Note>,
}

impl Facts<'_> {
    fn push(&mut self, span: Span, kind: Kind) {
        self.facts.push(Fact { span, kind });
    }

    /// One fact for each simple command of a shell line.
    fn shell(&mut self, span: Span, origin: &str, process: Option<&str>, line: &str) {
        for words in words::commands(line) {
            self.command(span, origin, process, words);
        }
    }

    fn command(&mut self, span: Span, origin: &str, process: Option<&str>, words: Vec<compact_str::CompactString>) {
        if words.is_empty() {
            return;
        }
        let development = self.development;
        let (origin, process) = (origin.into(), process.map(Into::into));
        let command = Command { origin, process, words, spans: Vec::new(), development, asked: None };
        self.push(span, Kind::Command(command));
    }

    /// A command that runs where a variable says so.
    fn command_if(&mut self, span: Span, origin: &str, asked: Option<Asked>, words: Vec<compact_str::CompactString>) {
        self.command(span, origin, None, words);
        if let Some(Fact { kind: Kind::Command(command), .. }) = self.facts.last_mut() {
            command.asked = asked;
        }
    }

    fn env(&mut self, span: Span, name: &str, value: &str, service: Option<&str>) {
        let value = env::without_secret(name, value).into();
        self.push(span, Kind::Env { name: name.into(), value, service: service.map(Into::into) });
    }

    fn platform(&mut self, name: &str) {
        self.push(Span::default(), Kind::Platform { name: name.into() });
    }

    fn limit(&mut self, span: Span, what: &str, value: &str, service: Option<&str>) {
        self.push(span, Kind::Limit { what: what.into(), value: value.into(), service: service.map(Into::into) });
    }

    fn syntax(&mut self, span: Option<Span>, text: &str) {
        self.notes.push(Note { kind: NoteKind::Syntax, span, text: text.into() });
    }
}

type Format = fn(&str, &mut Facts);

/// The reader of a file, by its name.
fn format(path: &str) -> Option<Format> {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let stem = name.split('.').next().unwrap_or("");
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let yaml = matches!(ending, "yml" | "yaml");
    let format: Format = match name.as_str() {
        "fly.toml" => platform::fly,
        "render.yaml" | "render.yml" => platform::render,
        "railway.toml" => platform::railway_toml,
        "railway.json" => platform::railway_json,
        "app.yaml" | "app.yml" => platform::app_engine,
        "app.json" | "heroku.yml" => platform::heroku,
        "vercel.json" => |_, out| out.platform("vercel"),
        "netlify.toml" => |_, out| out.platform("netlify"),
        "wrangler.toml" | "wrangler.json" | "wrangler.jsonc" => |_, out| out.platform("cloudflare"),
        "pyproject.toml" => dependencies::pyproject,
        "poetry.lock" | "uv.lock" | "pdm.lock" => dependencies::lock,
        "pipfile" => dependencies::pipfile,
        "pipfile.lock" => dependencies::pipfile_lock,
        "setup.cfg" => ini::setup_cfg,
        "package.json" => package_json::read,
        "uwsgi.ini" => ini::uwsgi,
        "caddyfile" => proxy::caddy,
        _ if stem == "fly" && ending == "toml" => platform::fly,
        _ if yaml && stem == "deploy" && in_folder(path, &["config"]) => platform::kamal,
        _ if stem == "dockerfile" || stem == "containerfile" || ending == "dockerfile" => dockerfile::read,
        _ if stem == "procfile" && !matches!(ending, "sh" | "bash") => procfile::read,
        _ if yaml && (["docker-compose", "compose", "docker-stack"].iter().any(|name| stem.starts_with(name))) => compose::read,
        "postgresql.conf" | "my.cnf" | "mysqld.cnf" | "mariadb.cnf" => ini::database,
        _ if yaml && stem.starts_with("manifest") => platform::manifest,
        _ if yaml && is_manifest(path, stem) => kubernetes::read,
        _ if ending == "service" => ini::systemd,
        _ if matches!(ending, "conf" | "ini" | "cfg") && name.contains("uwsgi") => ini::uwsgi,
        _ if yaml && name.contains("uwsgi") => ini::uwsgi_yaml,
        _ if stem == "zappa_settings" => platform::zappa,
        _ if ending == "conf" && name.contains("caddy") => proxy::caddy,
        _ if is_nginx(path, &name, ending) => proxy::nginx,
        _ if matches!(ending, "conf" | "ini") && (name.contains("supervisor") || in_folder(path, &["supervisor"])) => {
            ini::supervisor
        }
        _ if name == ".env" || name.starts_with(".env.") || name == ".flaskenv" => env::read,
        _ if ending == "env" && !stem.is_empty() => env::read,
        _ if matches!(ending, "sh" | "bash") || is_start_script(stem, &name) => script::read,
        _ if matches!(ending, "txt" | "in") && (name.contains("requirements") || in_folder(path, &["requirements"])) => {
            requirements::read
        }
        _ => return None,
    };
    Some(format)
}

/// What a name leaves open: a configuration of uWSGI, of PasteDeploy or of Apache may be called like the app.
fn of_content(path: &str, text: &str) -> Option<Format> {
    if has_ending(path, "ini") && is_uwsgi(text.as_bytes()) {
        return Some(ini::uwsgi);
    }
    if has_ending(path, "ini") && is_paste(text.as_bytes()) {
        return Some(ini::paste);
    }
    if (has_ending(path, "yml") || has_ending(path, "yaml")) && is_compose(text.as_bytes()) {
        return Some(compose::read);
    }
    (has_ending(path, "conf") && configures_mod_wsgi(text.as_bytes())).then_some(apache::read)
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending))
}

/// Folders and names under which manifests of Kubernetes stand; what is none in them says nothing.
fn is_manifest(path: &str, stem: &str) -> bool {
    stem.starts_with("k8s") || matches!(stem, "deployment" | "statefulset") || in_folder(path, &MANIFESTS)
}

fn is_nginx(path: &str, name: &str, ending: &str) -> bool {
    let plausible = matches!(ending, "" | "conf" | "template" | "j2" | "nginx" | "tmpl");
    plausible
        && (name.contains("nginx") || in_folder(path, &["nginx", "sites-available", "sites-enabled"]) || is_nginx_folder(path))
}

/// `nginx_docker/default.conf`
fn is_nginx_folder(path: &str) -> bool {
    path.split('/').rev().skip(1).any(|folder| {
        let folder = folder.to_ascii_lowercase();
        folder.starts_with("nginx_") || folder.starts_with("nginx-")
    })
}

/// `entrypoint`, `start`, `boot`, `run` scripts without an ending.
fn is_start_script(stem: &str, name: &str) -> bool {
    !name.contains('.')
        && (stem.contains("entrypoint") || matches!(stem, "start" | "boot" | "run" | "start-server" | "serve" | "init"))
}

/// A folder of this name on the way to the file.
fn in_folder(path: &str, names: &[&str]) -> bool {
    let mut folders = path.split('/').rev().skip(1);
    folders.any(|folder| names.iter().any(|name| folder.eq_ignore_ascii_case(name)))
}

/// Words in a file name that say it is not for production.
#[must_use]
pub fn is_development(path: &str) -> bool {
    const WORDS: &[&str] = &[
        "dev",
        "development",
        "devel",
        "local",
        "override",
        "test",
        "tests",
        "testing",
        "ci",
        "travis",
        "circleci",
        "jenkins",
        "e2e",
        "smoke",
        "cypress",
        "example",
    ];
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    name.split(['.', '-', '_']).any(|word| WORDS.contains(&word))
        || in_folder(path, &[".devcontainer", ".github", ".ci", "tests", "dev", "development", "local"])
}

/// The tree, its mistake noted.
fn noted((node, error): (tree::Node, Option<(Span, String)>), out: &mut Facts) -> tree::Node {
    if let Some((span, message)) = error {
        out.syntax(Some(span), &message);
    }
    node
}

/// The byte span of a part of `text`.
fn span_in(text: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(start + part.len()))
}

#[cfg(test)]
mod tests;
