//! What the project is built with.

use std::collections::BTreeMap;

use super::{SourceFile, is_development, numbered};
use crate::facts::Role;
use crate::facts::deploy::Kind;
use crate::facts::program::{Import, Program, Stmt};
use crate::facts::{Language, Span};
use crate::model::Place;
use crate::model::delivery::Process;
use crate::model::stack::{Dependency, Proof, Stack};

/// Import root or package → framework.
const FRAMEWORKS: [(&str, &str); 11] = [
    ("flask", "flask"),
    ("quart", "quart"),
    ("django", "django"),
    ("fastapi", "fastapi"),
    ("starlette", "starlette"),
    ("sanic", "sanic"),
    ("aiohttp", "aiohttp"),
    ("bottle", "bottle"),
    ("falcon", "falcon"),
    ("tornado", "tornado"),
    ("pyramid", "pyramid"),
];

const ORMS: [(&str, &str); 8] = [
    ("sqlalchemy", "sqlalchemy"),
    ("flask_sqlalchemy", "flask-sqlalchemy"),
    ("sqlmodel", "sqlmodel"),
    ("peewee", "peewee"),
    ("tortoise", "tortoise-orm"),
    ("pony", "pony"),
    ("mongoengine", "mongoengine"),
    ("alembic", "alembic"),
];

/// Images of compose services that stand before an app.
const PROXY_IMAGES: [&str; 8] = ["nginx-proxy", "nginx", "caddy", "traefik", "haproxy", "envoy", "cloudflared", "varnish"];

pub(super) fn stack(files: &[SourceFile], processes: &[Process]) -> Stack {
    let mut stack = Stack::default();
    let mut imports: BTreeMap<&'static str, Place> = BTreeMap::new();
    let mut orms: BTreeMap<&'static str, Place> = BTreeMap::new();
    let mut servers: BTreeMap<String, Place> = BTreeMap::new();
    let mut platforms: BTreeMap<String, Place> = BTreeMap::new();
    for (id, file) in numbered(files) {
        if let (Some(module), Language::Python, Role::App) = (&file.facts.program, file.entry.language, file.entry.role) {
            for (root, span) in import_roots(module) {
                for (table, found) in [(&FRAMEWORKS[..], &mut imports), (&ORMS[..], &mut orms)] {
                    if let Some((_, name)) = table.iter().find(|(import, _)| *import == root) {
                        found.entry(name).or_insert(Place { file: id, span });
                    }
                }
            }
        }
        for fact in &file.facts.deploy {
            let place = Place { file: id, span: fact.span };
            match &fact.kind {
                Kind::Dependency { name, version, locked, dev } => stack.dependencies.push(Dependency {
                    name: name.to_string(),
                    version: version.as_ref().map(ToString::to_string),
                    locked: *locked,
                    dev: *dev,
                    place,
                }),
                Kind::Platform { name } => drop(platforms.entry(name.to_string()).or_insert(place)),
                Kind::Service { image: Some(image), .. } if !is_development(&file.entry.path) => {
                    let own = image.rsplit('/').next().unwrap_or(image);
                    if let Some(proxy) = PROXY_IMAGES.iter().find(|name| own.contains(*name)) {
                        servers.entry((*proxy).to_owned()).or_insert(place);
                    }
                }
                Kind::Proxy { context, .. } if context != "fly" => {
                    let caddy = file.entry.path.to_ascii_lowercase().contains("caddy");
                    servers.entry(if caddy { "caddy" } else { "nginx" }.to_owned()).or_insert(place);
                }
                _ => {}
            }
        }
    }
    for process in processes.iter().filter(|process| !process.development) {
        servers.entry(process.server.clone()).or_insert(process.place);
    }
    stack.frameworks = proofs(imports);
    stack.orms = proofs(orms);
    stack.servers = proofs(servers);
    stack.platforms = proofs(platforms);
    stack
}

fn proofs(found: BTreeMap<impl Into<String>, Place>) -> Vec<Proof> {
    found.into_iter().map(|(name, place)| Proof { name: name.into(), place }).collect()
}

/// First parts of imported modules, with the statements' spans.
fn import_roots(module: &Program) -> impl Iterator<Item = (&str, Span)> {
    let statements = module.stmts.iter().zip(&module.stmt_spans);
    statements.filter_map(|(stmt, span)| {
        let Stmt::Import(at) = stmt else { return None };
        let path = match module.imports.get(*at as usize)? {
            Import::Module { path, .. } | Import::From { path, level: 0, .. } => path,
            Import::From { .. } => return None,
        };
        Some((path.split('.').next().unwrap_or(path), *span))
    })
}
