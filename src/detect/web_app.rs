//! What several detectors ask about the web app as a whole.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::asset::AssetKind;
use crate::model::delivery::{Page, Process, ProxyDirective, Setting, SettingValue};
use crate::model::route::EntryKind;
use crate::model::stack::Proof;
use crate::model::{FileId, Model, Place};

/// A page that a route serves, with what it loads from the app itself.
#[derive(Clone, Debug)]
pub struct PageWeight {
    pub path: String,
    pub place: Place,
    /// Distinct files of the repository that it loads.
    pub files: usize,
    /// Scripts and styles among them, in bytes.
    pub text_bytes: u64,
    /// The same after gzip level 6.
    pub text_gzip: u64,
    /// All of the URLs carry a version.
    pub versioned: bool,
}

/// Every page that a route serves. What parents and includes load counts for the page that a user opens.
#[must_use]
pub fn served_pages(model: &Model) -> Vec<PageWeight> {
    let mut loaded: Vec<Vec<usize>> = vec![Vec::new(); model.pages.len()];
    for (at, asset) in model.assets.iter().enumerate() {
        for page in &asset.loaded_on {
            if let Some(assets) = loaded.get_mut(*page).filter(|assets| assets.last() != Some(&at)) {
                assets.push(at);
            }
        }
    }
    let unversioned = unversioned(model);
    let served = model.pages.iter().zip(loaded).filter(|(page, _)| !page.routes.is_empty());
    served.map(|(page, assets)| weight(model, page, &assets, &unversioned)).collect()
}

/// `assets`: what the page loads; `unversioned`: assets that some URL names without a version.
fn weight(model: &Model, page: &Page, assets: &[usize], unversioned: &FxHashSet<usize>) -> PageWeight {
    let loaded = assets.iter().map(|at| &model.assets[*at]);
    let text = loaded.filter(|asset| matches!(asset.kind, AssetKind::Script | AssetKind::Style));
    let (text_bytes, text_gzip) =
        text.fold((0, 0), |(bytes, gzip), asset| (bytes + asset.bytes, gzip + asset.gzip.unwrap_or(asset.bytes)));
    PageWeight {
        path: model.path(page.file).to_owned(),
        place: Place::file(page.file),
        files: assets.len(),
        text_bytes,
        text_gzip,
        versioned: assets.iter().all(|asset| !unversioned.contains(asset)),
    }
}

/// A call that renders a template which is not in the tree: the app has pages that nobody can weigh here.
#[must_use]
pub fn unread_page(model: &Model) -> Option<&Setting> {
    let mut rendered = model.settings.iter().filter(|setting| setting.name == "flask.renders").peekable();
    rendered.peek()?;
    let mut by_name: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for file in &model.files {
        by_name.entry(last_segment(&file.path)).or_default().push(&file.path);
    }
    let is_read =
        |name: &str| by_name.get(last_segment(name)).is_some_and(|paths| paths.iter().any(|path| path.ends_with(name)));
    rendered.find(|setting| matches!(&setting.value, SettingValue::Text(name) if !is_read(name)))
}

fn last_segment(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Assets that some page loads by a URL without a version.
fn unversioned(model: &Model) -> FxHashSet<usize> {
    let loads = model.pages.iter().flat_map(|page| &page.loads);
    loads.filter(|load| !load.versioned).filter_map(|load| load.asset).collect()
}

/// Where the Flask app is created: the first place stands for all of them.
#[must_use]
pub fn flask_app(model: &Model) -> Option<&Setting> {
    model.settings.iter().find(|setting| setting.name == "flask.app")
}

/// Where Django's settings name the middleware, outside settings for development.
#[must_use]
pub fn django_middleware(model: &Model) -> Option<&Setting> {
    model.settings.iter().find(|setting| setting.name == "django.middleware" && setting.production)
}

/// Processes that serve outside development.
pub fn production_servers(model: &Model) -> impl Iterator<Item = &Process> {
    const WORKERS: [&str; 5] = ["celery", "rq", "dramatiq", "huey", "arq"];
    model.processes.iter().filter(|process| {
        !process.development && !WORKERS.contains(&process.server.as_str()) && !is_only_shown(model.path(process.place.file))
    })
}

/// Folders of what a project shows or hands on to others, and does not run itself.
#[must_use]
pub fn is_only_shown(path: &str) -> bool {
    const FOLDERS: [&str; 10] =
        ["contrib/", "example", "doc/", "docs/", "sample", "template", "snap/", "debian/", "test_project/", "testproject/"];
    let path = path.to_ascii_lowercase();
    FOLDERS.iter().any(|part| path.contains(part))
}

/// The tree shows all that stands between the app and its users: a start command for a platform whose edge passes
/// responses on as they are. A container, a unit of systemd or a script may have any web server before it, and a part of
/// an nginx configuration is included by a whole that is not in the tree.
#[must_use]
pub fn chain_is_known(model: &Model) -> bool {
    let passes_on = platform(model, &["fly", "heroku"]).is_some()
        || model.files.iter().any(|file| file.path == "Procfile" || file.path.ends_with("/Procfile"));
    let is_part =
        |directive: &ProxyDirective| proxy_name(model, directive) == "nginx" && !directive.context.starts_with("http");
    passes_on && production_servers(model).next().is_some() && !model.proxies.iter().any(is_part)
}

/// A platform that adds something to responses by itself.
#[must_use]
pub fn platform<'m>(model: &'m Model, names: &[&str]) -> Option<&'m Proof> {
    model.stack.platforms.iter().find(|platform| names.contains(&platform.name.as_str()))
}

/// A proxy that the tree starts without saying how it is set up.
#[must_use]
pub fn unread_proxy(model: &Model) -> Option<&Proof> {
    const PROXIES: [&str; 8] = ["nginx-proxy", "nginx", "caddy", "traefik", "haproxy", "envoy", "cloudflared", "varnish"];
    let is_read = |name: &str| model.proxies.iter().any(|directive| proxy_name(model, directive) == name);
    model.stack.servers.iter().find(|server| PROXIES.contains(&server.name.as_str()) && !is_read(&server.name))
}

/// `caddy`, `fly` or `nginx`.
#[must_use]
pub fn proxy_name(model: &Model, directive: &ProxyDirective) -> &'static str {
    if directive.context == "fly" {
        "fly"
    } else if model.path(directive.place.file).to_ascii_lowercase().contains("caddy") {
        "caddy"
    } else {
        "nginx"
    }
}

/// Files that the process which answers requests imports, each with the import that leads to it; `later` adds what functions
/// import.
#[must_use]
pub fn web_modules(model: &Model, later: bool) -> BTreeMap<FileId, Option<Place>> {
    let routes = model.routes.iter().filter(|route| route.kind == EntryKind::Route && route.place.is_in_tree());
    let apps = model.settings.iter().filter(|setting| setting.name == "flask.app");
    let roots = routes.map(|route| route.place.file).chain(apps.map(|setting| setting.place.file));
    model.imports.closure(roots, later)
}
