//! Which database Django's settings name.

use crate::eval::{Interp, Value, World};
use crate::facts::program::Expr;
use crate::link::database::{dialect_of, global_place};
use crate::link::records::entries;
use crate::model::Place;
use crate::model::schema::Dialect;

/// The dialects that `DATABASES["default"]["ENGINE"]` may name, and where. Of several that depend on the environment, servers
/// come before SQLite: that is what people develop with.
pub fn dialects(ix: &mut Interp<'_>) -> Vec<(Dialect, Option<Place>)> {
    let Some(databases) = super::start::setting(ix, "DATABASES") else { return Vec::new() };
    let settings = ix.world.settings.map(|module| ix.world.module(module));
    let place = settings.and_then(|module| global_place(module, "DATABASES").or(module.file.map(Place::file)));
    let mut found: Vec<Dialect> = Vec::new();
    for value in alternatives(&databases).iter().flat_map(|v| member(ix, v, "default")).flat_map(|v| member(ix, &v, "ENGINE")) {
        found.extend(value.as_str().and_then(of_engine).filter(|dialect| !found.contains(dialect)));
    }
    found.sort_by_key(|d| *d == Dialect::Sqlite);
    found.into_iter().map(|d| (d, place)).collect()
}

fn alternatives(value: &Value) -> Vec<Value> {
    match value {
        Value::OneOf(items) => items.to_vec(),
        other => vec![other.clone()],
    }
}

fn member(ix: &Interp<'_>, value: &Value, key: &str) -> Vec<Value> {
    let found = entries(ix, value).into_iter().filter(|(k, _)| k == key);
    found.flat_map(|(_, v)| alternatives(&v)).collect()
}

/// An app that is installed on PostgreSQL by some and on MySQL by others names both in its code.
#[must_use]
pub fn names_several_servers(world: &World) -> bool {
    let programs = world.modules.iter().filter(|m| m.file.is_some() && !m.is_template).map(|m| &m.program);
    let named: Vec<Dialect> = programs
        .flat_map(|program| {
            program.exprs.iter().filter_map(|expr| match expr {
                Expr::Str(text) => Some(program.name(*text)),
                _ => None,
            })
        })
        .filter(|text| text.contains("django.") && text.contains("db.backends."))
        .filter_map(of_engine)
        .collect();
    [Dialect::Postgresql, Dialect::Mysql].iter().all(|server| named.contains(server))
}

/// `django.db.backends.postgresql_psycopg2`, `django.contrib.gis.db.backends.postgis`, `django_prometheus.db.backends.mysql`
fn of_engine(engine: &str) -> Option<Dialect> {
    let name = engine.rsplit('.').next().unwrap_or(engine);
    dialect_of(name.split('_').next().unwrap_or(name)).or_else(|| engine.split('.').rev().find_map(dialect_of))
}
