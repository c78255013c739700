//! Pools that drivers keep by themselves, without SQLAlchemy.

use super::engines::is_kept;
use super::numbers::Numbers;
use super::program::{Imports, keyword};
use super::{SourceFile, numbered};
use crate::facts::program::{Expr, ExprId};
use crate::facts::{Language, Role};
use crate::model::Place;
use crate::model::delivery::{DriverPool, Factor};

/// What makes a pool: its path, the argument that bounds it by name and by position, and its own bound.
struct Maker {
    path: &'static str,
    bound: &'static str,
    position: Option<usize>,
    default: i64,
    software: &'static str,
}

const fn by_name(path: &'static str, bound: &'static str, default: i64, software: &'static str) -> Maker {
    Maker { path, bound, position: None, default, software }
}

const fn by_position(path: &'static str, bound: &'static str, position: usize, software: &'static str) -> Maker {
    Maker { path, bound, position: Some(position), default: 1, software }
}

const MAKERS: [Maker; 11] = [
    // It passes its options on to asyncpg.
    by_name("databases.Database", "max_size", 10, "asyncpg"),
    by_name("asyncpg.create_pool", "max_size", 10, "asyncpg"),
    by_name("aiopg.create_pool", "maxsize", 10, "aiopg"),
    by_name("aiomysql.create_pool", "maxsize", 10, "aiomysql"),
    by_name("psycopg_pool.ConnectionPool", "max_size", 4, "psycopg_pool"),
    by_name("psycopg_pool.AsyncConnectionPool", "max_size", 4, "psycopg_pool"),
    by_name("playhouse.pool.PooledPostgresqlDatabase", "max_connections", 20, "peewee"),
    by_name("playhouse.pool.PooledPostgresqlExtDatabase", "max_connections", 20, "peewee"),
    by_name("playhouse.pool.PooledMySQLDatabase", "max_connections", 20, "peewee"),
    by_position("psycopg2.pool.ThreadedConnectionPool", "maxconn", 1, "psycopg2"),
    by_position("psycopg2.pool.SimpleConnectionPool", "maxconn", 1, "psycopg2"),
];

/// Pools that live as long as the process.
pub(super) fn pools(files: &[SourceFile]) -> Vec<DriverPool> {
    let numbers = Numbers::new(files);
    let mut out = Vec::new();
    for (file, source) in numbered(files) {
        if source.entry.language != Language::Python || source.entry.role != Role::App {
            continue;
        }
        let Some(module) = source.facts.program.as_ref() else { continue };
        let package = |maker: &Maker| maker.path.split('.').next().unwrap_or(maker.path);
        if !MAKERS.iter().any(|maker| Imports::may_be_from(module, &[package(maker)])) {
            continue;
        }
        let imports = Imports::new(module);
        for (expr, span) in module.exprs.iter().zip(&module.expr_spans) {
            let Expr::Call { func, args } = *expr else { continue };
            let Some(path) = imports.resolve(module, func) else { continue };
            let Some(maker) = MAKERS.iter().find(|maker| maker.path == path) else { continue };
            if !is_kept(module, *span) {
                continue;
            }
            let arguments = module.arguments(args);
            let positional = |at: usize| arguments.get(at).filter(|arg| arg.name.is_none()).map(|arg| arg.value);
            let given = |name: &str, position: Option<usize>| -> Option<ExprId> {
                keyword(module, args, name).or_else(|| position.and_then(positional))
            };
            let place = Place { file, span: *span };
            let size = match given(maker.bound, maker.position) {
                Some(id) => numbers.factor(maker.bound, module, file, id),
                // Without an upper bound of its own it does not grow beyond the lower one.
                None if maker.software == "psycopg_pool" => match given("min_size", None) {
                    Some(id) => numbers.factor("min_size", module, file, id),
                    None => Factor::default_of(maker.software, maker.default, place),
                },
                None => Factor::default_of(maker.software, maker.default, place),
            };
            out.push(DriverPool { place, software: maker.software.to_owned(), size });
        }
    }
    out
}
