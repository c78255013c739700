//! What deployment and dependency files say, one fact a place. Python configuration (gunicorn.conf.py, settings
//! modules) is a program and evaluated; it does not stand here.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::program::Span;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    pub span: Span,
    pub kind: Kind,
}

/// Packages of npm that pages in browsers are built with.
pub const PAGE_LIBRARIES: [&str; 8] = ["react", "vue", "svelte", "@angular/core", "next", "nuxt", "preact", "solid-js"];

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// A command that starts a process: Dockerfile CMD/ENTRYPOINT (last stage), Procfile line, compose `command`,
    /// `ExecStart`, `[processes]` of fly.toml, a start command of a platform file, an `exec` line of a shell script.
    Command(Command),
    /// An environment variable that the file sets.
    Env { name: CompactString, value: CompactString, service: Option<CompactString> },
    /// A package that the project depends on.
    Dependency { name: CompactString, version: Option<CompactString>, locked: bool, dev: bool },
    /// A service of a compose file (`db` from `postgres:15`).
    Service {
        name: CompactString,
        image: Option<CompactString>,
        /// The Dockerfile that it is built from, relative to the file.
        build: Option<CompactString>,
    },
    /// A directive of nginx or Caddy that the rules read.
    Proxy { directive: CompactString, arguments: Vec<CompactString>, context: CompactString },
    /// The platform that the file belongs to (`fly`, `heroku`, `render`, `vercel`, `kubernetes`, …).
    Platform { name: CompactString },
    /// Memory, CPU or instance limits: `memory`, `cpus`, `replicas`, `min_instances`, `max_instances`, `stops_when_idle`,
    /// `plan`, and `max_connections` of a database server.
    Limit { what: CompactString, value: CompactString, service: Option<CompactString> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Command {
    /// Where it stands: `dockerfile`, `procfile`, `compose`, `systemd`, `fly`, `render`, `railway`, `k8s`, `script`, `package-json`.
    pub origin: CompactString,
    /// Process or service name (`web`, `worker`).
    pub process: Option<CompactString>,
    /// Split as a shell would; `$VAR` and `${VAR:-default}` stay as written.
    pub words: Vec<CompactString>,
    /// Where each word stands; empty when all of them count as standing at the fact's own place.
    pub spans: Vec<Span>,
    /// Development only by its place (a compose override for development, a profile, `docker-compose.dev.yml`).
    pub development: bool,
    /// What a condition around the command asks for.
    pub asked: Option<Asked>,
}

/// A variable, and the value that it is compared with: `[ "$SERVER" = gunicorn ]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    pub variable: CompactString,
    pub value: Option<CompactString>,
}
