//! Processes × workers × connections: the capacity table of the model, and the database's limit.

use super::program::Imports;
use super::{SourceFile, numbered, reaches, servers};
use crate::facts::Role;
use crate::facts::deploy::{Command, Kind};
use crate::facts::program::Expr;
use crate::link::database;
use crate::model::capacity::{Capacity, Connections, DatabaseLimit};
use crate::model::delivery::{Engine, Factor, Process, Setting};
use crate::model::schema::Dialect;
use crate::model::stack::Stack;
use crate::model::{Model, Place};
use crate::syntax::deploy::is_development;

/// Software and its package, for `default of gunicorn 23`.
const PACKAGES: [(&str, &str); 9] = [
    ("gunicorn", "gunicorn"),
    ("uvicorn", "uvicorn"),
    ("hypercorn", "hypercorn"),
    ("granian", "granian"),
    ("waitress", "waitress"),
    ("uwsgi", "uwsgi"),
    ("celery", "celery"),
    ("flask", "flask"),
    ("SQLAlchemy", "sqlalchemy"),
];

/// Names the installed version where a number is a default.
pub fn name_versions(processes: &mut [Process], engines: &mut [Engine], stack: &Stack) {
    for (software, package) in PACKAGES {
        let Some(version) = stack.dependency(package).and_then(|d| d.version.as_deref()).and_then(release) else { continue };
        for process in processes.iter_mut() {
            servers::with_version(&mut process.workers, software, &version);
            servers::with_version(&mut process.threads, software, &version);
        }
        for engine in engines.iter_mut() {
            servers::with_version(&mut engine.pool_size, software, &version);
            servers::with_version(&mut engine.max_overflow, software, &version);
        }
    }
}

/// `23.0.0` → `23`, `2.0.30` → `2.0`; `None` for a range.
fn release(version: &str) -> Option<String> {
    if !version.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut parts = version.split('.');
    let (major, minor) = (parts.next()?, parts.next().unwrap_or("0"));
    // Of young versions the second part says more than the first.
    let young = major.len() < 2 && minor.bytes().all(|b| b.is_ascii_digit());
    Some(if young { format!("{major}.{minor}") } else { major.to_owned() })
}

/// A row for each process and each database that the app keeps connections to. Some processes of a tree with Django have
/// nothing to do with it.
pub fn table(model: &Model, without_django: &[usize]) -> Vec<Capacity> {
    let engines = of_the_app(model);
    let mut out = Vec::new();
    for (at, process) in model.processes.iter().enumerate() {
        let own = engines.iter().filter(|engine| reaches::comes_to(process, &model.engines[**engine], model));
        let rows: Vec<Capacity> = own.map(|engine| row(at, process, Some(*engine), model)).collect();
        match (engines.is_empty(), rows.is_empty()) {
            (true, _) if !without_django.contains(&at) => out.push(row(at, process, None, model)),
            (true, _) | (_, true) => out.push(Capacity {
                connections: Connections::None,
                allowed: None,
                reachable: None,
                ..row(at, process, None, model)
            }),
            _ => out.extend(rows),
        }
    }
    // Those beside a process ask for as much again.
    let of_each = |row: Capacity| {
        let others = (0..model.processes[row.process].beside.len()).map(Some);
        std::iter::once(None).chain(others).map(move |beside| Capacity { beside, ..row.clone() }).collect::<Vec<_>>()
    };
    out.into_iter().flat_map(of_each).collect()
}

/// Engines that live as long as the app: not those of migrations and scripts, nor one that a function builds for itself. Equal ones once.
fn of_the_app(model: &Model) -> Vec<usize> {
    let lives = |engine: &Engine| {
        let made_here = model.engine_calls.iter().find(|call| call.place == engine.place);
        model.role(engine.place.file) == Role::App && made_here.is_none_or(|call| call.kept)
    };
    let key = |engine: &Engine| {
        (engine.dialect, engine.pool_size.value, engine.max_overflow.value, engine.pool_class.clone(), engine.url.clone())
    };
    let mut out: Vec<usize> = Vec::new();
    for (at, engine) in model.engines.iter().enumerate().filter(|(_, engine)| lives(engine)) {
        let same = |known: &usize| {
            let known = &model.engines[*known];
            key(known) == key(engine) || (choice(known, model).is_some() && choice(known, model) == choice(engine, model))
        };
        if !out.iter().any(same) {
            out.push(at);
        }
    }
    // One that never keeps a connection says little beside one that does.
    let pooled = |at: &usize| !is_unpooled(&model.engines[*at]);
    if out.iter().any(pooled) {
        out.retain(pooled);
    }
    out
}

/// The function that makes this engine or another one.
fn choice(engine: &Engine, model: &Model) -> Option<Place> {
    model.engine_calls.iter().find(|call| call.place == engine.place)?.choice
}

/// Size and overflow, where the engines that the code chooses from agree on them.
fn of_engine(engine: &Engine, model: &Model) -> Connections {
    let own = choice(engine, model);
    let others: Vec<&Engine> = model.engines.iter().filter(|other| own.is_some() && choice(other, model) == own).collect();
    let numbers = |engine: &Engine| (engine.pool_size.value, engine.max_overflow.value);
    if others.iter().all(|other| numbers(other) == numbers(engine)) {
        return Connections::Pool { size: engine.pool_size.clone(), overflow: engine.max_overflow.clone() };
    }
    let source = format!("the code makes one of {} engines", others.len());
    let factor = Factor { value: None, place: own, source };
    Connections::Pool { size: factor.clone(), overflow: factor }
}

fn is_unpooled(engine: &Engine) -> bool {
    matches!(engine.pool_class.as_deref(), Some("NullPool" | "StaticPool" | "AsyncAdaptedNullPool"))
}

fn row(at: usize, process: &Process, engine: Option<usize>, model: &Model) -> Capacity {
    let connections = match engine.map(|at| &model.engines[at]) {
        Some(engine) if is_unpooled(engine) => Connections::Unpooled { place: engine.place },
        Some(engine) => of_engine(engine, model),
        None if model.stack.has_framework("django") => Connections::PerThread { place: django_databases(model) },
        None => written_pool(model).unwrap_or(Connections::None),
    };
    let threads = process.threads.count();
    let of_a_process = match &connections {
        Connections::Pool { size, overflow } => pool(size, overflow),
        Connections::PerThread { .. } => threads,
        Connections::Unpooled { .. } | Connections::None => None,
    };
    let instances = process.instances.count();
    let times = |each: u64| each.checked_mul(process.workers.count()?)?.checked_mul(instances.unwrap_or(1));
    let used = of_a_process.map(|all| threads.map_or(all, |threads| threads.min(all)));
    Capacity {
        process: at,
        beside: None,
        engine,
        connections,
        allowed: of_a_process.and_then(times),
        reachable: used.and_then(times),
        at_least: instances.is_none(),
        at_once: threads,
    }
}

/// Size and overflow; a size of zero and a negative overflow have no upper limit.
fn pool(size: &Factor, overflow: &Factor) -> Option<u64> {
    let size = size.count().filter(|size| *size > 0)?;
    size.checked_add(overflow.count()?)
}

/// An engine whose making was not followed, as it is written; without one, the pool of a driver. Several are not told apart.
fn written_pool(model: &Model) -> Option<Connections> {
    let mut calls = model.engine_calls.iter().filter(|call| call.kept && model.role(call.place.file) == Role::App);
    let Some(call) = calls.next() else { return driver_pool(model) };
    let says_more = |name: &String| match name.as_str() {
        "pool_size" | "max_overflow" | "pool_pre_ping" | "pool_recycle" | "pool_timeout" | "pool_use_lifo" => false,
        name => name.contains("pool") || name == "creator",
    };
    if calls.next().is_some() || call.open || call.keywords.iter().any(says_more) {
        return None;
    }
    let given =
        |told: &Option<Factor>, value| told.clone().unwrap_or_else(|| Factor::default_of("SQLAlchemy", value, call.place));
    Some(Connections::Pool { size: given(&call.pool_size, 5), overflow: given(&call.max_overflow, 10) })
}

fn driver_pool(model: &Model) -> Option<Connections> {
    let [pool] = model.driver_pools.as_slice() else { return None };
    let source = format!("a pool of {} does not grow beyond its size", pool.software);
    let overflow = Factor { value: Some(0), place: Some(pool.place), source };
    Some(Connections::Pool { size: pool.size.clone(), overflow })
}

fn django_databases(model: &Model) -> Option<Place> {
    let of_production = |setting: &&Setting| setting.name == "django.database" && setting.production;
    model.settings.iter().find(of_production).map(|setting| setting.place)
}

/// What the server of production allows: what a file of the tree sets, else what its software does out of the box. Where
/// settings `choose` the database, or there are drivers for several, only one that is deployed counts.
pub fn database_limit(model: &Model, files: &[SourceFile], choose: bool) -> Option<DatabaseLimit> {
    let (dialect, proof) = model.schema.dialect.or_else(|| of_engines(model))?;
    let deployed = || database::deployed_as(dialect, files);
    let proof = if choose || database::drivers_differ(model) { Some(deployed()?) } else { proof };
    let (default, software) = match dialect {
        Dialect::Postgresql => (100, "PostgreSQL"),
        Dialect::Mysql => (151, "MySQL"),
        Dialect::Sqlite => return None,
    };
    let told = numbered(files).filter(|(_, file)| !is_development(&file.entry.path)).find_map(|(id, file)| {
        file.facts.deploy.iter().find_map(|fact| {
            let place = Place { file: id, span: fact.span };
            let text = match &fact.kind {
                Kind::Limit { what, value, .. } if what == "max_connections" => value.to_string(),
                Kind::Command(command) if runs_a_database(command, file) => setting_of_command(&command.words)?,
                _ => return None,
            };
            let value = text.parse().ok();
            Some(Factor { value, place: Some(place), source: format!("max_connections = {text}") })
        })
    });
    let assumed = Factor { place: proof, ..Factor::assumed(default, &format!("default of {software}")) };
    Some(DatabaseLimit { connections: told.unwrap_or(assumed), pooler: pooler(files) })
}

/// One module of Django's settings names several databases: which of them production has is not in the tree.
pub fn settings_choose(files: &[SourceFile]) -> bool {
    let modules = files.iter().filter(|file| file.entry.role == Role::App).filter_map(|file| file.facts.program.as_ref());
    modules.into_iter().any(|module| {
        let texts =
            || module.exprs.iter().filter_map(|expr| if let Expr::Str(text) = expr { Some(module.name(*text)) } else { None });
        let engine =
            |wanted: &str| texts().any(|text| text.rsplit_once("db.backends.").is_some_and(|(_, own)| own.starts_with(wanted)));
        let by_url = || Imports::new(module).imports_from("dj_database_url");
        let postgres = || engine("postgresql") || engine("postgis");
        (engine("sqlite3") && (postgres() || engine("mysql") || by_url())) || (engine("mysql") && postgres())
    })
}

/// The words go to a database server, as far as the service says what it runs: another image has no use for them.
fn runs_a_database(command: &Command, file: &SourceFile) -> bool {
    const SERVERS: [&str; 9] =
        ["postgres", "postgis", "pgvector", "timescale", "mysql", "mariadb", "percona", "citus", "supabase"];
    let image = file.facts.deploy.iter().find_map(|fact| match &fact.kind {
        Kind::Service { name, image, .. } if command.process.as_ref() == Some(name) => image.as_deref(),
        _ => None,
    });
    image.is_none_or(|image| SERVERS.iter().any(|server| image.to_ascii_lowercase().contains(server)))
}

/// The dialect that all engines of the app name.
fn of_engines(model: &Model) -> Option<(Dialect, Option<Place>)> {
    let mut named = model.engines.iter().filter_map(|engine| Some((engine.dialect?, Some(engine.place))));
    let first = named.next()?;
    named.all(|other| other.0 == first.0).then_some(first)
}

/// `postgres -c max_connections=300`, `mysqld --max-connections=500`.
fn setting_of_command(words: &[compact_str::CompactString]) -> Option<String> {
    words.iter().enumerate().find_map(|(at, word)| {
        let name = word.trim_start_matches('-').replace('-', "_");
        let (name, value) = name.split_once('=').map_or((name.as_str(), None), |(name, value)| (name, Some(value.to_owned())));
        let next = || words.get(at + 1).map(ToString::to_string);
        (name == "max_connections" || name == "cmax_connections").then(|| value.or_else(next)).flatten()
    })
}

/// PgBouncer or one of its kind among the services, or in the address of the database.
fn pooler(files: &[SourceFile]) -> Option<Place> {
    const POOLERS: [&str; 5] = ["pgbouncer", "pgcat", "odyssey", "proxysql", "pgpool"];
    let is_pooler = |text: &str| {
        let text = text.to_ascii_lowercase();
        POOLERS.iter().any(|name| text.contains(name)) || text.contains(":6543") || text.contains("-pooler.")
    };
    numbered(files).find_map(|(id, file)| {
        file.facts.deploy.iter().find_map(|fact| {
            let found = match &fact.kind {
                Kind::Service { name, image, .. } => is_pooler(name) || image.as_deref().is_some_and(is_pooler),
                Kind::Env { name, value, .. } => is_pooler(value) || is_pooler(name),
                _ => false,
            };
            found.then_some(Place { file: id, span: fact.span })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{release, setting_of_command};

    #[test]
    fn releases() {
        assert_eq!(release("23.0.0").as_deref(), Some("23"));
        assert_eq!(release("2.0.30").as_deref(), Some("2.0"));
        assert_eq!(release(">=20"), None);
    }

    #[test]
    fn limits_on_command_lines() {
        let words = |line: &str| line.split(' ').map(Into::into).collect::<Vec<compact_str::CompactString>>();
        assert_eq!(setting_of_command(&words("postgres -c max_connections=300")).as_deref(), Some("300"));
        assert_eq!(setting_of_command(&words("mysqld --max-connections 500")).as_deref(), Some("500"));
        assert_eq!(setting_of_command(&words("postgres -c shared_buffers=1GB")), None);
    }
}
