//! Threads of one process against the connections that its pool may open.

use crate::detect::web_app::production_servers;
use crate::finding::{Confidence, EvidenceRole, Holds, NotAssessable, Severity, Verdict};
use crate::model::delivery::{Engine, Factor, Process};
use crate::model::schema::Dialect;
use crate::rule::{Detector, Input, Rule};

/// SQLAlchemy's QueuePool when nothing is said.
const DEFAULT_POOL: i64 = 5;
const DEFAULT_OVERFLOW: i64 = 10;

pub struct PoolSmallerThanConcurrency;

impl Detector for PoolSmallerThanConcurrency {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let alchemy = input.model.stack.dependency("sqlalchemy").and_then(|found| found.version.as_deref());
        let pools_files = alchemy.is_some_and(|version| version.trim_start_matches(['=', '~', '^', '>', ' ']).starts_with("2"));
        for engine in &input.model.engines {
            for process in production_servers(input.model) {
                out.push(judge(rule, engine, process, pools_files));
            }
        }
    }
}

/// Connections that one process may open, or why that is not known.
enum Pool {
    Limit(i64),
    /// It never makes a thread wait.
    Unlimited(String),
    Unknown(String),
}

fn judge(rule: &Rule, engine: &Engine, process: &Process, pools_files: bool) -> Verdict {
    let subject = format!("{} under {}", process.name, process.server);
    let holds =
        |why: String| Verdict::Holds(Holds { rule: rule.id.clone(), subject: subject.clone(), place: Some(engine.place), why });
    let not_assessable =
        |cause: String| Verdict::NotAssessable(NotAssessable { rule: rule.id.clone(), subject: subject.clone(), cause });
    let limit = match pool(engine, pools_files) {
        Pool::Limit(limit) => limit,
        Pool::Unlimited(why) => return holds(why),
        Pool::Unknown(cause) => return not_assessable(cause),
    };
    let Some(threads) = process.threads.value else {
        return not_assessable(format!("threads per process: {}", process.threads.source));
    };
    if threads <= limit {
        return holds(format!("{threads} threads per process, and {limit} connections"));
    }
    finding(rule, engine, process, threads, limit)
}

/// A database that lives as long as its connection.
fn in_memory(engine: &Engine) -> bool {
    engine.url.as_deref().is_some_and(|url| url.contains(":memory:") || url == "sqlite://")
}

fn pool(engine: &Engine, pools_files: bool) -> Pool {
    match engine.dialect {
        // Since SQLAlchemy 2, connections to a file come from a pool, too; before, each thread opened its own.
        Some(Dialect::Sqlite) if !pools_files || in_memory(engine) => {
            return Pool::Unlimited("SQLite has no server to connect to".to_owned());
        }
        Some(Dialect::Sqlite | Dialect::Postgresql | Dialect::Mysql) => {}
        None => return Pool::Unknown("the database of the engine is not known".to_owned()),
    }
    if engine.partly_unknown {
        return Pool::Unknown("some options of the engine could not be read".to_owned());
    }
    match engine.pool_class.as_deref() {
        Some("NullPool") => return Pool::Unlimited("NullPool opens a connection whenever one is needed".to_owned()),
        None | Some("QueuePool") => {}
        Some(other) => return Pool::Unknown(format!("the engine uses {other}")),
    }
    match (engine.pool_size.value, engine.max_overflow.value) {
        (Some(0), _) | (_, Some(i64::MIN..=-1)) => Pool::Unlimited("the pool has no upper limit".to_owned()),
        (Some(size), Some(overflow)) => Pool::Limit(size.saturating_add(overflow)),
        _ => Pool::Unknown("the size of the pool is not known".to_owned()),
    }
}

fn finding(rule: &Rule, engine: &Engine, process: &Process, threads: i64, limit: i64) -> Verdict {
    let place = engine.pool_size.place.unwrap_or(engine.place);
    let size = engine.pool_size.value.unwrap_or(DEFAULT_POOL);
    let overflow = engine.max_overflow.value.unwrap_or(DEFAULT_OVERFLOW);
    let waiting = threads - limit;
    let mut finding = rule
        .finding(place, format!("{}:{}", process.name, process.server))
        .slot("threads", threads.to_string())
        .slot("size", size.to_string())
        .slot("overflow", overflow.to_string())
        .slot("limit", limit.to_string())
        .slot("waiting", waiting.to_string())
        .slot("process", process.name.clone())
        .slot("server", process.server.clone())
        .formula(format!("{size} + {overflow} = {limit} < {threads}"))
        .code(format!("\"pool_size\": {}, \"max_overflow\": {overflow}", (threads - overflow).max(size)))
        .evidence(process.place, EvidenceRole::Entry, format!("starts the process {}", process.name));
    for (what, factor) in
        [("threads", &process.threads), ("pool_size", &engine.pool_size), ("max_overflow", &engine.max_overflow)]
    {
        finding = finding.evidence(factor.place.unwrap_or(engine.place), EvidenceRole::Setting, described(what, factor));
    }
    // A request need not hold a connection all the time: with nearly enough of them, few threads ever wait.
    if waiting * 2 <= limit {
        let reason = format!("{limit} connections serve {threads} threads unless nearly all hold one at once");
        finding = finding.severity(rule.severity.lowered(1), reason).confidence(Confidence::Medium);
    } else {
        finding =
            finding.severity(rule.severity.max(Severity::Low), format!("{waiting} of {threads} threads may wait at once"));
    }
    // Threads that nobody asked for may never be busy all at once.
    if process.threads.source.starts_with("default of anyio") {
        finding = finding.confidence(Confidence::Medium);
    }
    finding.build()
}

/// `threads = 32 (--threads 32)`
fn described(what: &str, factor: &Factor) -> String {
    match factor.value {
        Some(value) => format!("{what} = {value} ({})", factor.source),
        None => format!("{what} is not known ({})", factor.source),
    }
}

#[cfg(test)]
mod tests {
    use super::{Pool, pool};
    use crate::model::delivery::{Engine, Factor};
    use crate::model::schema::Dialect;
    use crate::model::{FileId, Place};

    fn engine(size: Option<i64>, overflow: Option<i64>) -> Engine {
        let factor = |value| Factor { value, place: None, source: String::new() };
        Engine {
            place: Place::file(FileId(0)),
            url: None,
            dialect: Some(Dialect::Postgresql),
            pool_size: factor(size),
            max_overflow: factor(overflow),
            pool_class: None,
            pre_ping: None,
            recycles: false,
            of_extension: false,
            partly_unknown: false,
        }
    }

    #[test]
    fn a_pool_without_limit_never_blocks() {
        assert!(matches!(pool(&engine(Some(0), Some(10)), false), Pool::Unlimited(_)));
        assert!(matches!(pool(&engine(Some(5), Some(-1)), false), Pool::Unlimited(_)));
        assert!(matches!(pool(&engine(Some(5), Some(10)), false), Pool::Limit(15)));
        assert!(matches!(pool(&engine(None, Some(10)), false), Pool::Unknown(_)));
    }

    #[test]
    fn what_is_not_known_is_not_judged() {
        assert!(matches!(pool(&Engine { dialect: None, ..engine(Some(1), Some(0)) }, false), Pool::Unknown(_)));
        assert!(matches!(pool(&Engine { partly_unknown: true, ..engine(Some(1), Some(0)) }, false), Pool::Unknown(_)));
        assert!(matches!(
            pool(&Engine { pool_class: Some("StaticPool".into()), ..engine(Some(1), Some(0)) }, false),
            Pool::Unknown(_)
        ));
        assert!(matches!(
            pool(&Engine { pool_class: Some("NullPool".into()), ..engine(Some(1), Some(0)) }, false),
            Pool::Unlimited(_)
        ));
    }
}
