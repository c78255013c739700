//! Capacity: processes × threads against processes × (pool + overflow), each factor with its origin.

use crate::model::delivery::{Engine, Factor, Process};
use crate::model::schema::Dialect;

use super::ReportInput;
use super::locate::Locator;
use super::view::{CapacityFactor, CapacityView};
use super::words::{count, thousands};

/// One row for each way a process is started and each engine it may use.
#[must_use]
pub fn rows(input: &ReportInput<'_>, locator: &Locator<'_>) -> Vec<CapacityView> {
    let mut out = Vec::new();
    for process in &input.model.processes {
        if input.model.engines.is_empty() {
            out.push(row(process, None, input, locator));
        }
        out.extend(input.model.engines.iter().map(|engine| row(process, Some(engine), input, locator)));
    }
    out
}

fn row(process: &Process, engine: Option<&Engine>, input: &ReportInput<'_>, locator: &Locator<'_>) -> CapacityView {
    let mut factors = vec![factor("workers", &process.workers, locator), factor("threads", &process.threads, locator)];
    let pooled = engine.filter(|e| has_pool(e));
    if let Some(engine) = pooled {
        factors.push(factor("pool_size", &engine.pool_size, locator));
        factors.push(factor("max_overflow", &engine.max_overflow, locator));
    }
    let workers = positive(&process.workers);
    let threads = if is_event_loop(process) { None } else { positive(&process.threads) };
    let pool = pooled.and_then(|e| Some(positive(&e.pool_size)? + positive(&e.max_overflow)?));
    let sum = workers.zip(pool).and_then(|(workers, pool)| workers.checked_mul(pool));
    let dialect = engine.and_then(|e| e.dialect).or(input.model.schema.dialect.map(|(dialect, _)| dialect));
    let (limit, limit_source) = limit(dialect);
    let at = locator.at(process.place);
    CapacityView {
        process: format!("{} ({})", process.name, process.server),
        path: at.path,
        line: at.line,
        factors,
        sum,
        limit,
        limit_source,
        verdict: verdict(process, threads, pool, sum, limit, engine),
        threads,
        pool,
        development: process.development,
    }
}

/// Serves more requests at once than it has threads.
fn is_event_loop(process: &Process) -> bool {
    let class = process.worker_class.as_deref().unwrap_or("").to_ascii_lowercase();
    let by_server = ["uvicorn", "hypercorn", "daphne", "granian"].contains(&process.server.as_str());
    by_server || ["uvicorn", "gevent", "eventlet", "asgi", "tornado"].iter().any(|kind| class.contains(kind))
}

/// `NullPool` and `StaticPool` hold no pool that threads wait for.
fn has_pool(engine: &Engine) -> bool {
    !matches!(engine.pool_class.as_deref(), Some("NullPool" | "StaticPool"))
}

fn positive(factor: &Factor) -> Option<u64> {
    factor.value.and_then(|v| u64::try_from(v).ok())
}

fn factor(name: &'static str, factor: &Factor, locator: &Locator<'_>) -> CapacityFactor {
    let at = factor.place.map(|p| locator.at(p));
    CapacityFactor {
        name,
        value: factor.value,
        source: factor.source.clone(),
        path: at.as_ref().map(|a| a.path.clone()),
        line: at.map(|a| a.line),
    }
}

/// What the server software allows out of the box; the real limit is a setting that no repository shows.
fn limit(dialect: Option<Dialect>) -> (Option<u64>, Option<String>) {
    match dialect {
        Some(Dialect::Postgresql) => (Some(100), Some("assumed: default of PostgreSQL".into())),
        Some(Dialect::Mysql) => (Some(151), Some("assumed: default of MySQL".into())),
        Some(Dialect::Sqlite) | None => (None, None),
    }
}

fn verdict(
    process: &Process,
    threads: Option<u64>,
    pool: Option<u64>,
    sum: Option<u64>,
    limit: Option<u64>,
    engine: Option<&Engine>,
) -> String {
    let mut parts = Vec::new();
    match (threads, pool) {
        (None, Some(pool)) if is_event_loop(process) => {
            let pool = thousands(pool);
            parts.push(format!("no thread bounds the requests of a process: those beyond {pool} wait for a connection"));
        }
        (Some(threads), Some(pool)) if threads > pool => {
            let (waiting, shared) = (threads - pool, count(pool as usize, "connection", "connections"));
            parts.push(format!(
                "{} threads of a process share {shared}: up to {} wait",
                thousands(threads),
                thousands(waiting)
            ));
        }
        (Some(_), Some(_)) => parts.push("the pool of a process serves all of its threads".into()),
        _ if engine.is_none() => parts.push("no database engine was found".into()),
        _ if engine.is_some_and(|e| !has_pool(e)) => parts.push("no pool: connections are not shared".into()),
        _ => parts.push("not known: a factor could not be read".into()),
    }
    if let (Some(sum), Some(limit)) = (sum, limit) {
        let relation = if sum > limit { "more than" } else { "within" };
        parts.push(format!("{} connections at most, {relation} the limit of {}", thousands(sum), thousands(limit)));
    }
    parts.join("; ")
}
