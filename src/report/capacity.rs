//! Capacity: what the processes may ask of their database and of their memory, each factor with its origin.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::capacity::{Capacity, Connections};
use crate::model::delivery::{Factor, Process};

use super::ReportInput;
use super::locate::Locator;
use super::words::{count, thousands};

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CapacityView {
    /// `web (gunicorn)`
    pub process: String,
    pub path: String,
    pub line: u32,
    pub factors: Vec<CapacityFactor>,
    /// Connections at most, as the pools are set up: instances × workers × (pool size + overflow), or × threads under Django.
    /// Instances whose number cannot be read count as one.
    pub sum: Option<u64>,
    /// Connections at most, as far as the threads of the workers reach: each uses one at a time.
    pub reachable: Option<u64>,
    /// Connections of the database server, when its software is known.
    pub limit: Option<u64>,
    /// Where the limit comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_source: Option<String>,
    /// Workers of an instance times what one is assumed to need, in megabytes, against what the instance has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<MemoryView>,
    pub verdict: String,
    /// Threads of a process, and connections of its pool.
    #[serde(skip)]
    pub threads: Option<u64>,
    #[serde(skip)]
    pub pool: Option<u64>,
    pub development: bool,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MemoryView {
    pub needed_mb: u64,
    pub limit_mb: u64,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CapacityFactor {
    pub name: &'static str,
    pub value: Option<i64>,
    pub source: String,
    /// No file gives it: it is what the table was computed with.
    pub assumed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// One row for each way a process is started and each database that it keeps connections to.
#[must_use]
pub fn rows(input: &ReportInput<'_>, locator: &Locator<'_>) -> Vec<CapacityView> {
    input.model.capacity.iter().map(|capacity| row(capacity, input, locator)).collect()
}

fn row(capacity: &Capacity, input: &ReportInput<'_>, locator: &Locator<'_>) -> CapacityView {
    let process = &input.model.processes[capacity.process];
    let mut factors = vec![
        factor("instances", &process.instances, locator),
        factor("workers", &process.workers, locator),
        factor("threads", &process.threads, locator),
    ];
    let mut pool = None;
    match &capacity.connections {
        Connections::Pool { size, overflow } => {
            factors.push(factor("pool_size", size, locator));
            factors.push(factor("max_overflow", overflow, locator));
            pool = size.count().and_then(|size| size.checked_add(overflow.count()?));
        }
        Connections::PerThread { place } => {
            let source = "Django keeps one for each thread".to_owned();
            factors.push(factor("connections of a thread", &Factor { value: Some(1), place: *place, source }, locator));
        }
        Connections::Unpooled { .. } | Connections::None => {}
    }
    let memory = memory(process, input, &mut factors, locator);
    let limit = input.model.database_limit.as_ref().filter(|_| !matches!(capacity.connections, Connections::None));
    let limit_source = limit.map(|limit| {
        let at = limit.connections.place.map(|place| locator.at(place).short());
        let pooler = limit.pooler.map(|place| format!("; a pooler stands before it ({})", locator.at(place).short()));
        let pooler = pooler.unwrap_or_default();
        let from = match at {
            Some(at) if limit.connections.is_assumed() => format!(", the database of {at}"),
            Some(at) => format!(", {at}"),
            None => String::new(),
        };
        format!("{}{from}{pooler}", limit.connections.source)
    });
    let (name, place) = process.named(capacity.beside);
    let at = locator.at(place);
    CapacityView {
        process: format!("{name} ({})", process.server),
        path: at.path,
        line: at.line,
        factors,
        sum: capacity.allowed,
        reachable: capacity.reachable,
        limit: limit.and_then(|limit| limit.connections.count()),
        limit_source,
        verdict: verdict(process, capacity, pool, input, memory.as_ref()),
        memory,
        threads: capacity.at_once,
        pool,
        development: process.development,
    }
}

/// Workers times the assumed need of one, where the tree says what the machine has.
fn memory(
    process: &Process,
    input: &ReportInput<'_>,
    factors: &mut Vec<CapacityFactor>,
    locator: &Locator<'_>,
) -> Option<MemoryView> {
    let limit = process.memory.as_ref()?;
    factors.push(factor("memory_mb", limit, locator));
    let each = input.settings.thresholds.worker_megabytes;
    let assumed = Factor::assumed(i64::try_from(each).unwrap_or(i64::MAX), "thresholds.capacity.mb_per_worker");
    factors.push(factor("mb_per_worker", &assumed, locator));
    let needed_mb = process.workers.count()?.checked_mul(each)?;
    Some(MemoryView { needed_mb, limit_mb: limit.count()? })
}

fn factor(name: &'static str, factor: &Factor, locator: &Locator<'_>) -> CapacityFactor {
    let at = factor.place.map(|p| locator.at(p));
    CapacityFactor {
        name,
        value: factor.value,
        source: factor.source.clone(),
        assumed: factor.is_assumed(),
        path: at.as_ref().map(|a| a.path.clone()),
        line: at.map(|a| a.line),
    }
}

fn verdict(
    process: &Process,
    capacity: &Capacity,
    pool: Option<u64>,
    input: &ReportInput<'_>,
    memory: Option<&MemoryView>,
) -> String {
    let mut parts = vec![of_a_process(process, capacity, pool, input)];
    if let Some(limit) = input.model.database_limit.as_ref()
        && let (Some(reachable), Some(most)) = (capacity.reachable, limit.connections.count())
    {
        let relation = if reachable > most { "more than" } else { "within" };
        let of = if limit.pooler.is_some() { "the limit behind the pooler" } else { "the limit" };
        let of_each = if capacity.at_least { " of each instance" } else { "" };
        parts.push(format!("{} in use at most{of_each}, {relation} {of} of {}", connections(reachable), thousands(most)));
    }
    if let Some(MemoryView { needed_mb, limit_mb }) = memory {
        let relation = if needed_mb > limit_mb { "more than" } else { "within" };
        parts.push(format!("about {} MB of memory, {relation} the {} MB given", thousands(*needed_mb), thousands(*limit_mb)));
    }
    parts.join("; ")
}

fn of_a_process(process: &Process, capacity: &Capacity, pool: Option<u64>, input: &ReportInput<'_>) -> String {
    match (&capacity.connections, capacity.at_once, pool) {
        (Connections::None, ..) if !input.model.engine_calls.is_empty() || !input.model.driver_pools.is_empty() => {
            "not known: which pool it uses could not be read".into()
        }
        (Connections::None, ..) => "no database engine was found".into(),
        (Connections::Unpooled { .. }, ..) => "no pool: a connection is opened whenever one is needed".into(),
        (Connections::PerThread { .. }, Some(_), _) => "each thread has a connection of its own".into(),
        (Connections::Pool { .. }, None, Some(pool)) if process.is_event_loop() => {
            format!("no thread bounds the requests of a process: those beyond {} wait for a connection", thousands(pool))
        }
        (Connections::Pool { .. }, Some(threads), Some(pool)) if threads > pool => {
            let waiting = thousands(threads - pool);
            format!("{} threads of a process share {}: up to {waiting} wait", thousands(threads), connections(pool))
        }
        (Connections::Pool { .. }, Some(_), Some(_)) => "the pool of a process serves all of its threads".into(),
        _ => "not known: a factor could not be read".into(),
    }
}

fn connections(n: u64) -> String {
    count(usize::try_from(n).unwrap_or(usize::MAX), "connection", "connections")
}
