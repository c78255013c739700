//! What several detectors ask about the web app as a whole.

use std::collections::BTreeMap;

use crate::facts::asset::AssetKind;
use crate::model::delivery::{Process, ProxyDirective, Setting};
use crate::model::stack::Proof;
use crate::model::{Model, Place};

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

/// Every page that a route serves.
#[must_use]
pub fn served_pages(model: &Model) -> Vec<PageWeight> {
    model.pages.iter().filter(|page| !page.routes.is_empty()).map(|page| weight(model, page)).collect()
}

fn weight(model: &Model, page: &crate::model::delivery::Page) -> PageWeight {
    let loads = page.loads.iter().filter(|load| !load.external).filter_map(|load| Some((load.asset?, load.versioned)));
    let mut versioned_by_asset: BTreeMap<usize, bool> = BTreeMap::new();
    for (asset, versioned) in loads {
        *versioned_by_asset.entry(asset).or_insert(true) &= versioned;
    }
    let assets = versioned_by_asset.keys().filter_map(|at| model.assets.get(*at));
    let text = assets.filter(|asset| matches!(asset.kind, AssetKind::Script | AssetKind::Style));
    let (text_bytes, text_gzip) =
        text.fold((0, 0), |(bytes, gzip), asset| (bytes + asset.bytes, gzip + asset.gzip.unwrap_or(asset.bytes)));
    PageWeight {
        path: model.path(page.file).to_owned(),
        place: Place::file(page.file),
        files: versioned_by_asset.len(),
        text_bytes,
        text_gzip,
        versioned: versioned_by_asset.values().all(|versioned| *versioned),
    }
}

/// Where the Flask app is created: the first place stands for all of them.
#[must_use]
pub fn flask_app(model: &Model) -> Option<&Setting> {
    model.settings.iter().find(|setting| setting.name == "flask.app")
}

/// Processes that serve outside development.
pub fn production_servers(model: &Model) -> impl Iterator<Item = &Process> {
    const WORKERS: [&str; 5] = ["celery", "rq", "dramatiq", "huey", "arq"];
    model.processes.iter().filter(|process| !process.development && !WORKERS.contains(&process.server.as_str()))
}

/// The tree shows what answers a request, and nothing stands before it: a start command of a container or a platform
/// whose edge passes responses on as they are. A unit of systemd or supervisor has a web server before it as a rule.
#[must_use]
pub fn chain_is_known(model: &Model) -> bool {
    const OPEN_PLATFORMS: [&str; 4] = ["kubernetes", "render", "railway", "digitalocean"];
    let outside = |process: &Process| {
        let path = model.path(process.place.file).to_ascii_lowercase();
        path.ends_with(".service") || path.ends_with(".py") || path.contains("supervisor") || path.ends_with(".sh")
    };
    production_servers(model).any(|process| !outside(process))
        && !model.stack.platforms.iter().any(|platform| OPEN_PLATFORMS.contains(&platform.name.as_str()))
}

/// A platform that adds something to responses by itself.
#[must_use]
pub fn platform<'m>(model: &'m Model, names: &[&str]) -> Option<&'m Proof> {
    model.stack.platforms.iter().find(|platform| names.contains(&platform.name.as_str()))
}

/// A proxy that the tree starts without saying how it is set up.
#[must_use]
pub fn unread_proxy(model: &Model) -> Option<&Proof> {
    const PROXIES: [&str; 7] = ["nginx", "caddy", "traefik", "haproxy", "envoy", "cloudflared", "varnish"];
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

/// `12 kB`, of 1000 bytes each.
#[must_use]
pub fn kilobytes(bytes: u64) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}
