//! How the app is served: settings, processes, connection pools, pages and their assets.

use serde::{Deserialize, Serialize};

use super::{FileId, Place};
use crate::facts::asset::AssetKind;
use crate::facts::page::Section;

/// A configuration value and where it comes from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Setting {
    /// `SQLALCHEMY_ENGINE_OPTIONS.pool_size`, `SEND_FILE_MAX_AGE_DEFAULT`, …
    pub name: String,
    pub value: SettingValue,
    pub place: Place,
    /// Which configuration it belongs to (`ProductionConfig`, `.env`), when there are several.
    pub layer: Option<String>,
    /// The layer that production uses, as far as the tree says.
    pub production: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SettingValue {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    /// Known to be set, but not to what.
    Unknown,
}

/// One way in which a server process is started.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Process {
    /// `web`
    pub name: String,
    /// `gunicorn`, `uvicorn`, `waitress`, `uwsgi`, `flask`, `celery`, …
    pub server: String,
    pub place: Place,
    /// Each with the place that says so, or the default of the software.
    pub workers: Factor,
    pub threads: Factor,
    pub worker_class: Option<String>,
    /// The module of the app that is served, as far as the command names it.
    pub app: Option<String>,
    /// Where it listens; `None` when it is told a port that cannot be read.
    pub port: Option<u16>,
    /// Not how production serves: by its place, its flags, or because the server is made for development.
    pub development: bool,
    /// A deployment file that is not for development starts it.
    pub deployed: bool,
    /// Other places that start the same.
    pub also: Vec<Place>,
    /// Processes to which the same file gives other names: they run beside it, and are like it.
    pub beside: Vec<(String, Place)>,
    /// Machines, containers or replicas that each run this process.
    pub instances: Factor,
    /// What the machine or container may use, in megabytes of 2^20 bytes; `None` when no file says it.
    pub memory: Option<Factor>,
    /// It runs in a container.
    pub container: bool,
    /// gunicorn is told where its heartbeat file stands, or what it is told is not in the tree.
    pub tmp_dir_told: bool,
    /// Seconds after which the server ends the worker of a request that still runs; `None` where it lets requests run on.
    pub ends_after: Option<Factor>,
    /// It is started where this variable says so, which nothing in the tree sets.
    pub asked_for: Option<String>,
}

impl Process {
    /// Name and place of the process, or of one of those beside it.
    #[must_use]
    pub fn named(&self, beside: Option<usize>) -> (&str, Place) {
        let other = beside.and_then(|at| self.beside.get(at));
        other.map_or((&self.name, self.place), |(name, place)| (name, *place))
    }

    /// A process of which nothing but its server is known.
    #[must_use]
    pub fn new(name: &str, server: &str, place: Place) -> Self {
        Self {
            name: name.to_owned(),
            server: server.to_owned(),
            place,
            workers: Factor::default_of(server, 1, place),
            threads: Factor::unknown(format!("default of {server}")),
            worker_class: None,
            app: None,
            port: None,
            development: false,
            deployed: false,
            also: Vec::new(),
            beside: Vec::new(),
            instances: Factor::assumed(1, "no file says how many instances run"),
            memory: None,
            container: false,
            tmp_dir_told: false,
            ends_after: None,
            asked_for: None,
        }
    }

    /// Takes jobs from a queue, and serves no requests.
    #[must_use]
    pub fn takes_jobs(&self) -> bool {
        matches!(self.server.as_str(), "celery" | "rq" | "dramatiq" | "huey" | "arq")
    }

    /// It serves an ASGI app, as far as its server or its workers say.
    #[must_use]
    pub fn serves_asgi(&self) -> bool {
        let class = self.worker_class.as_deref().unwrap_or("").to_ascii_lowercase();
        matches!(self.server.as_str(), "uvicorn" | "hypercorn" | "daphne" | "granian")
            || ["uvicorn", "asgi"].iter().any(|kind| class.contains(kind))
    }

    /// gevent or eventlet: what waits gives way to others, and each request has what is local to threads for itself.
    #[must_use]
    pub fn runs_greenlets(&self) -> bool {
        let class = self.worker_class.as_deref().unwrap_or("").to_ascii_lowercase();
        self.server == "greenlets" || ["gevent", "eventlet"].iter().any(|kind| class.contains(kind))
    }

    /// One loop of events serves all requests of a process: no number of threads bounds them.
    #[must_use]
    pub fn is_event_loop(&self) -> bool {
        let class = self.worker_class.as_deref().unwrap_or("").to_ascii_lowercase();
        matches!(self.server.as_str(), "uvicorn" | "hypercorn" | "daphne" | "granian" | "greenlets" | "arq")
            || ["uvicorn", "gevent", "eventlet", "asgi", "tornado", "aiohttp"].iter().any(|kind| class.contains(kind))
    }
}

/// Where the app's own code builds an SQLAlchemy engine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EngineCall {
    pub place: Place,
    /// The URL when it is a literal.
    pub url: Option<String>,
    pub keywords: Vec<String>,
    /// It passes on options that do not stand there (`**options`).
    pub open: bool,
    /// It outlives the function that builds it: of the module, returned, or kept in an attribute.
    pub kept: bool,
    /// Its address is the app's own, not one that it is told: made of literals, settings and the environment.
    pub own: bool,
    /// What it is told on its pool; `None` where the default holds.
    pub pool_size: Option<Factor>,
    pub max_overflow: Option<Factor>,
    /// The function that makes one of several engines, and which it is one of them.
    pub choice: Option<Place>,
}

/// A pool that a driver keeps by itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DriverPool {
    pub place: Place,
    /// `asyncpg`, `peewee`, …
    pub software: String,
    /// Connections at most.
    pub size: Factor,
}

/// The file of a module among the `paths` of a tree: the only one of the name, or the one in the nearest folder around the
/// file that starts it.
pub fn served_module<'p>(paths: impl Iterator<Item = &'p str> + Clone, app: &str, starter: &str) -> Option<FileId> {
    let module = app.replace('.', "/");
    let nearest = |path: String| {
        let root = |known: &'p str| known.strip_suffix(&path).filter(|root| root.is_empty() || root.ends_with('/'));
        let named: Vec<(FileId, &str)> =
            (0..).map(FileId).zip(paths.clone()).filter_map(|(id, known)| Some((id, root(known)?))).collect();
        if let [(only, _)] = named[..] {
            return Some(only);
        }
        let around = named.into_iter().filter(|(_, root)| starter.starts_with(root));
        around.max_by_key(|(_, root)| root.len()).map(|(id, _)| id)
    };
    nearest(format!("{module}.py")).or_else(|| nearest(format!("{module}/__init__.py")))
}

/// A number with its origin.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Factor {
    pub value: Option<i64>,
    pub place: Option<Place>,
    /// `default of gunicorn`, `--threads 32`, `WEB_CONCURRENCY`, `assumed: …`
    pub source: String,
}

impl Factor {
    /// What the software does when nothing is said.
    #[must_use]
    pub fn default_of(software: &str, value: impl Into<Option<i64>>, place: Place) -> Self {
        Self { value: value.into(), place: Some(place), source: format!("default of {software}") }
    }

    #[must_use]
    pub fn unknown(source: impl Into<String>) -> Self {
        Self { value: None, place: None, source: source.into() }
    }

    /// A number that no file gives; the table marks it.
    #[must_use]
    pub fn assumed(value: i64, why: &str) -> Self {
        Self { value: Some(value), place: None, source: format!("assumed: {why}") }
    }

    #[must_use]
    pub fn is_assumed(&self) -> bool {
        self.source.starts_with("assumed")
    }

    /// The number, where it is known and not negative.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        self.value.and_then(|value| u64::try_from(value).ok())
    }
}

/// A database engine that the app builds (`create_engine`, Flask-SQLAlchemy).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Engine {
    pub place: Place,
    /// URL as far as known, without user and password.
    pub url: Option<String>,
    /// Every URL that the tree allows is SQLite.
    pub dialect: Option<super::schema::Dialect>,
    pub pool_size: Factor,
    pub max_overflow: Factor,
    /// `NullPool`, `StaticPool`, … when given.
    pub pool_class: Option<String>,
    pub pre_ping: Option<bool>,
    /// Connections are replaced when they are old.
    pub recycles: bool,
    /// Flask-SQLAlchemy makes it of the app's configuration.
    pub of_extension: bool,
    /// Something about the options could not be read.
    pub partly_unknown: bool,
}

/// A template with the elements that a browser downloads for it, includes and parents resolved.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Page {
    pub file: FileId,
    /// Templates that extend it, directly or not.
    pub extended_by: Vec<FileId>,
    /// Templates that it includes, directly or not.
    pub includes: Vec<FileId>,
    /// Parent, when it is a known template.
    pub parent: Option<FileId>,
    /// Rendered by a route (by itself or as a child).
    pub routes: Vec<usize>,
    pub loads: Vec<Load>,
    /// Its inline scripts that run while the page is parsed: they wait for no event, are no modules and use names of others.
    pub inline_scripts: Vec<InlineScript>,
    /// Where it prints text that is not escaped, which may hold scripts.
    pub markup: Vec<super::Place>,
}

/// A script in the page itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InlineScript {
    pub place: Place,
    /// What it uses of other scripts ([`crate::facts::script::InlineNames`]); `None`: it could not be read.
    pub names: Option<Vec<String>>,
    /// Functions of it that it does not call while the page is parsed, with the names of others that they use.
    pub functions: Vec<(String, Vec<String>)>,
}

/// One `<script src>`, stylesheet or image of a template.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Load {
    pub place: Place,
    pub kind: AssetKind,
    pub section: Section,
    /// The file in the repository, when it is one.
    pub asset: Option<usize>,
    /// The URL as written, with holes as `{name}`, `{call('text')}` or `{}`.
    pub url: String,
    /// On another host.
    pub external: bool,
    /// `defer`, `async` or `type="module"`.
    pub deferred: bool,
    /// Not JavaScript (`type="application/json"`, a template, an import map).
    pub inert: bool,
    pub conditional: bool,
    /// Inside a template block that children replace.
    pub block: Option<String>,
    /// The `{% compress js %}` that serves it joined with others, perhaps around the include that brings it in.
    pub bundle: Option<Place>,
    /// The URL carries a version (`?v=`, a hash in its name, a versioning helper).
    pub versioned: bool,
}

/// A file that the app serves.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asset {
    pub file: FileId,
    pub path: String,
    pub kind: AssetKind,
    pub bytes: u64,
    /// Bytes after gzip level 6, of text that a page loads.
    pub gzip: Option<u64>,
    pub minified: Option<bool>,
    pub content: u64,
    /// Served as it is: in a static folder of an app, not the source of a build.
    pub served: bool,
    /// Why it counts as the source of a build, or as built.
    pub build: Option<String>,
    /// Indexes into `Model::pages` that load it.
    pub loaded_on: Vec<usize>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProxyDirective {
    pub place: Place,
    pub directive: String,
    pub arguments: Vec<String>,
    pub context: String,
}
