//! Settings, the database dialect, and the engines with their pools.

use rustc_hash::FxHashSet;

use crate::eval::value::Value;
use crate::eval::world::ClassRef;
use crate::eval::{Interp, Value as V};
use crate::facts::deploy::Kind;
use crate::facts::program::{Expr, Stmt};
use crate::model::delivery::{Engine, Factor, Setting, SettingValue};
use crate::model::schema::Dialect;
use crate::model::{FileId, Model, Place};

use super::SourceFile;
use super::records::entries;

/// Configuration values of classes, objects and `app.config[…] = …`, every layer.
pub fn settings(ix: &Interp<'_>, model: &mut Model) {
    let loaded = loaded_classes(ix);
    for (at, class) in ix.world.classes.iter().enumerate() {
        let id = ClassRef(u32::try_from(at).unwrap_or(u32::MAX));
        if class.is_stub || !is_config(ix, id, &loaded) {
            continue;
        }
        let name = ix.text(class.name).to_owned();
        for (key, value, place) in &class.members {
            add(ix, model, ix.text(*key), value, *place, Some(&name), is_production(&name));
        }
    }
    for registration in &ix.world.registrations {
        let values = &registration.values;
        if let ("config.set", [_, key, value]) = (&*registration.kind, values.as_slice())
            && let Some(key) = key.as_str()
        {
            add(ix, model, key, value, registration.place, None, true);
        }
    }
    let loaded_modules: FxHashSet<&str> = (ix.world.registrations.of("config.object"))
        .filter_map(|r| match r.values.get(1) {
            Some(V::Module(m)) => Some(&*ix.world.module(*m).name),
            _ => None,
        })
        .collect();
    let uri = ix.name("SQLALCHEMY_DATABASE_URI");
    for module in ix.world.modules.iter().filter(|m| m.file.is_some() && !m.is_template) {
        let loaded = loaded_modules.contains(&*module.name);
        // A module that nobody is seen to load is configuration when it names the database as Flask does.
        let names_database = || uri.is_some_and(|name| ix.heap.get(module.globals).attrs.contains_key(&name));
        if !loaded && !names_database() {
            continue;
        }
        let mut found: Vec<(String, Value)> =
            ix.heap.get(module.globals).attrs.iter().map(|(n, v)| (ix.text(*n).to_owned(), v.clone())).collect();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        for (key, value) in found {
            let Some(place) = global_place(module, &key) else { continue };
            add(ix, model, &key, &value, place, Some(&module.name), loaded || is_production(&module.name));
        }
    }
}

/// Classes that `from_object` loads, directly or as a base.
fn loaded_classes(ix: &Interp<'_>) -> Vec<ClassRef> {
    let mut out = Vec::new();
    for registration in ix.world.registrations.of("config.object") {
        let classes: Vec<ClassRef> = match registration.values.get(1) {
            Some(V::Class(c)) => vec![*c],
            Some(V::OneOf(items)) => items.iter().filter_map(|v| if let V::Class(c) = v { Some(*c) } else { None }).collect(),
            Some(V::Object(id)) => ix.heap.get(*id).class.into_iter().collect(),
            _ => Vec::new(),
        };
        out.extend(classes.iter().flat_map(|c| ix.world.class(*c).mro.clone()));
    }
    out
}

/// A class whose upper-case members are Flask configuration.
fn is_config(ix: &Interp<'_>, class: ClassRef, loaded: &[ClassRef]) -> bool {
    let known =
        |n: &str| n.starts_with("SQLALCHEMY_") || matches!(n, "SECRET_KEY" | "SEND_FILE_MAX_AGE_DEFAULT" | "DEBUG" | "TESTING");
    loaded.contains(&class)
        || ix.world.class(class).mro.iter().any(|c| {
            loaded.contains(c) || ix.world.class(*c).members.iter().any(|(n, ..)| known(ix.text(*n)) && ix.text(*n) != "DEBUG")
        })
}

fn is_production(layer: &str) -> bool {
    layer.to_lowercase().contains("prod")
}

fn add(ix: &Interp<'_>, model: &mut Model, key: &str, value: &Value, place: Place, layer: Option<&str>, production: bool) {
    if !key.chars().next().is_some_and(char::is_uppercase) || key.chars().any(char::is_lowercase) {
        return;
    }
    let mut push = |name: String, value: SettingValue, place: Place| {
        let layer = layer.map(str::to_owned);
        model.settings.push(Setting { name, value, place, layer, production });
    };
    let nested = entries(ix, value);
    if matches!(value, V::Object(_)) && !nested.is_empty() {
        for (inner, value) in &nested {
            push(format!("{key}.{inner}"), setting_value(value), entry_place(ix, place, inner));
        }
        return;
    }
    push(key.to_owned(), setting_value(value), place);
}

/// Where a dictionary of that file says `key`: in the statement at `near`, or behind its target.
fn entry_place(ix: &Interp<'_>, near: Place, key: &str) -> Place {
    let Some(module) = ix.world.modules.iter().find(|m| m.file == Some(near.file) && !m.is_template) else { return near };
    let program = &module.program;
    let mut best: Option<crate::facts::Span> = None;
    for (at, expr) in program.exprs.iter().enumerate() {
        let span = program.expr_spans[at];
        let Expr::Dict(items) = expr else { continue };
        if span.start < near.span.start || (span.end > near.span.end && span.start > near.span.end + 40) {
            continue;
        }
        for pair in program.list(*items).chunks(2) {
            let [name, value] = pair else { continue };
            let hit = matches!(program.expr(*name), Expr::Str(sym) if program.name(sym) == key);
            let at = crate::facts::Span::new(program.span(*name).start, program.span(*value).end);
            if hit && best.is_none_or(|b| at.start < b.start) {
                best = Some(at);
            }
        }
    }
    best.map_or(near, |span| Place { file: near.file, span })
}

/// Where a module assigns a global name.
#[must_use]
pub fn global_place(module: &crate::eval::world::Module, name: &str) -> Option<Place> {
    let file = module.file?;
    let program = &module.program;
    program.block(program.body).iter().rev().find_map(|stmt| {
        let Stmt::Assign { targets, .. } = program.stmt(*stmt) else { return None };
        let hit =
            program.list(targets).iter().any(|t| matches!(program.expr(*t), Expr::Name(sym) if program.name(sym) == name));
        hit.then(|| Place { file, span: program.stmt_span(*stmt) })
    })
}

fn setting_value(value: &Value) -> SettingValue {
    match value {
        V::None => SettingValue::None,
        V::Bool(b) => SettingValue::Bool(*b),
        V::Int(i) => SettingValue::Int(*i),
        V::Float(f) => SettingValue::Float(*f),
        V::Str(s) => SettingValue::Text(without_secrets(s)),
        // What is known of a URL's beginning tells its dialect.
        V::Text(parts) => match parts.first() {
            Some(Some(head)) if !head.is_empty() => SettingValue::Text(without_secrets(head)),
            _ => SettingValue::Unknown,
        },
        V::OneOf(items) => items
            .iter()
            .map(setting_value)
            .find(|v| matches!(v, SettingValue::Text(_) | SettingValue::Int(_)))
            .unwrap_or(SettingValue::Unknown),
        V::External(path) if path.rsplit('.').next().is_some_and(|n| n.ends_with("Pool")) => {
            SettingValue::Text(path.rsplit('.').next().unwrap_or(path).to_owned())
        }
        _ => SettingValue::Unknown,
    }
}

/// A URL without user and password.
fn without_secrets(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://{host}"),
        None => text.to_owned(),
    }
}

/// The dialect of a database URL or driver name.
#[must_use]
pub fn dialect_of(text: &str) -> Option<Dialect> {
    let scheme = text.split([':', '+']).next().unwrap_or(text).to_lowercase();
    match scheme.as_str() {
        "postgres" | "postgresql" | "postgis" | "cockroachdb" | "psycopg2" | "psycopg2-binary" | "psycopg" | "asyncpg"
        | "pg8000" | "timescale" => Some(Dialect::Postgresql),
        "mysql" | "mariadb" | "pymysql" | "mysqlclient" | "mysql-connector-python" | "aiomysql" | "asyncmy" => {
            Some(Dialect::Mysql)
        }
        "sqlite" | "sqlite3" | "aiosqlite" => Some(Dialect::Sqlite),
        _ => None,
    }
}

type Named = (Dialect, Option<Place>);

/// The dialect that production runs on: what deployment names, unless it names several, or MySQL alone where the
/// project's own settings and drivers know only others; then production settings, drivers, and any other URL.
#[must_use]
pub fn dialect(model: &Model, files: &[SourceFile]) -> Option<Named> {
    let (main, variants) = deployed(files);
    let own: Vec<Named> = urls(model, true).into_iter().chain(drivers(model)).chain(urls(model, false)).collect();
    let first = main.first().copied();
    let agree = main.iter().all(|d| Some(d.0) == first.map(|f| f.0));
    let known_to_the_app = |d: Named| own.is_empty() || d.0 != Dialect::Mysql || own.iter().any(|o| o.0 == d.0);
    first
        .filter(|d| agree && known_to_the_app(*d))
        // Deployment names several: the one that the app names first among them.
        .or_else(|| own.iter().find(|o| main.iter().any(|d| d.0 == o.0)).copied())
        .or_else(|| own.first().copied())
        .or(first)
        .or_else(|| variants.first().copied())
}

/// What deployment files name: those of the usual deployment, and those of variants for one database or for tests.
fn deployed(files: &[SourceFile]) -> (Vec<Named>, Vec<Named>) {
    let mut found = (Vec::new(), Vec::new());
    for (at, file) in files.iter().enumerate() {
        let id = FileId(u32::try_from(at).unwrap_or(u32::MAX));
        for fact in &file.facts.deploy {
            let named = match &fact.kind {
                Kind::Service { image: Some(image), .. } => {
                    image.rsplit('/').next().and_then(|i| dialect_of(i.split(':').next().unwrap_or(i)))
                }
                Kind::Env { name, value, .. } if name.contains("DATABASE") || name.contains("SQLALCHEMY") => {
                    if value.contains("://") { dialect_of(value) } else { None }
                }
                _ => None,
            };
            let Some(dialect) = named else { continue };
            let list = if is_variant(&file.entry.path) { &mut found.1 } else { &mut found.0 };
            list.push((dialect, Some(Place { file: id, span: fact.span })));
        }
    }
    found
}

/// The app can do with several servers: it depends on drivers for them.
#[must_use]
pub fn drivers_differ(model: &Model) -> bool {
    let named: Vec<Dialect> = drivers(model).into_iter().map(|(dialect, _)| dialect).collect();
    [Dialect::Postgresql, Dialect::Mysql].iter().all(|server| named.contains(server))
}

/// Where the usual deployment names a database of that dialect.
#[must_use]
pub fn deployed_as(dialect: Dialect, files: &[SourceFile]) -> Option<Place> {
    deployed(files).0.into_iter().find(|named| named.0 == dialect)?.1
}

/// `docker-compose.mysql.yml`, `compose.test.yml`, `examples/…`
fn is_variant(path: &str) -> bool {
    const WORDS: [&str; 8] = ["test", "tests", "testing", "ci", "example", "examples", "dev", "local"];
    let lower = path.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|w| WORDS.contains(&w) || dialect_of(w).is_some())
}

fn urls(model: &Model, production: bool) -> Option<Named> {
    model.settings.iter().filter(move |s| s.production == production && s.name.ends_with("_URI")).find_map(|s| match &s.value {
        SettingValue::Text(t) => dialect_of(t).map(|d| (d, Some(s.place))),
        _ => None,
    })
}

fn drivers(model: &Model) -> Vec<Named> {
    let drivers = model.stack.dependencies.iter().filter(|d| !d.dev);
    drivers.filter_map(|d| dialect_of(&d.name).map(|found| (found, Some(d.place)))).collect()
}

/// Nothing but migrations builds the database: the app itself never creates tables.
#[must_use]
pub fn migrations_only(ix: &Interp<'_>) -> bool {
    // A `create_all` in a function that linking did not run would not be seen: believe in it.
    let _ = ix;
    false
}

/// The engines that the app builds.
pub fn engines(ix: &Interp<'_>, model: &mut Model) {
    let mut engines = Vec::new();
    for registration in &ix.world.registrations {
        match &*registration.kind {
            "flask_sqlalchemy" => engines.push(flask_engine(ix, model, registration.place, registration.values.get(1))),
            "engine" => {
                let options = registration.values.get(1).map(|v| entries(ix, v)).unwrap_or_default();
                let url = registration.values.first().map(setting_value);
                engines.push(engine(registration.place, url.as_ref(), &options, model));
            }
            _ => {}
        }
    }
    engines.sort_by_key(|e| e.place);
    engines.dedup_by_key(|e| e.place);
    model.engines = engines;
}

fn flask_engine(ix: &Interp<'_>, model: &Model, place: Place, given: Option<&Value>) -> Engine {
    let mut options = given.map(|v| entries(ix, v)).unwrap_or_default();
    let mut places: Vec<(String, Place)> = Vec::new();
    let layered = |name: &str| production_setting(model, name);
    for key in ["pool_size", "max_overflow", "pool_pre_ping", "poolclass", "pool_recycle", "pool_timeout"] {
        // Version 3 of the extension reads them in one dictionary only.
        let old = (!reads_dictionary_only(model)).then(|| format!("SQLALCHEMY_{}", key.to_uppercase()));
        let by_name = || old.as_deref().and_then(layered);
        if let Some(setting) = layered(&format!("SQLALCHEMY_ENGINE_OPTIONS.{key}")).or_else(by_name) {
            places.push((key.to_owned(), setting.place));
            options.push((key.to_owned(), value_of(&setting.value)));
        }
    }
    let unknown_options = layered("SQLALCHEMY_ENGINE_OPTIONS").is_some_and(|s| s.value == SettingValue::Unknown);
    let url = layered("SQLALCHEMY_DATABASE_URI");
    let mut engine = engine(place, url.map(|s| &s.value), &options, model);
    for (key, at) in places {
        match key.as_str() {
            "pool_size" => engine.pool_size.place = Some(at),
            "max_overflow" => engine.max_overflow.place = Some(at),
            _ => {}
        }
    }
    engine.partly_unknown |= unknown_options;
    engine.of_extension = true;
    engine
}

fn reads_dictionary_only(model: &Model) -> bool {
    let version = model.stack.dependency("flask-sqlalchemy").and_then(|found| found.version.as_deref());
    let first =
        version.and_then(|version| version.trim_start_matches(['=', '~', '^', ' ']).split('.').next()?.parse::<u32>().ok());
    first.is_some_and(|major| major >= 3)
}

/// The setting as production has it: its own layer, else the base layer, never a test or development one.
#[must_use]
pub fn production_setting<'m>(model: &'m Model, name: &str) -> Option<&'m Setting> {
    let all: Vec<&Setting> = model.settings.iter().filter(|s| s.name == name).collect();
    let named = |s: &&&Setting| s.layer.as_deref().is_some_and(is_production);
    let other = |s: &&&Setting| {
        let layer = s.layer.as_deref().unwrap_or("").to_lowercase();
        !["test", "dev", "local", "debug"].iter().any(|w| layer.contains(w))
    };
    all.iter().find(named).or_else(|| all.iter().find(other)).copied()
}

fn value_of(value: &SettingValue) -> Value {
    match value {
        SettingValue::None => V::None,
        SettingValue::Bool(b) => V::Bool(*b),
        SettingValue::Int(i) => V::Int(*i),
        SettingValue::Float(f) => V::Float(*f),
        SettingValue::Text(t) => V::str(t),
        SettingValue::Unknown => V::input(),
    }
}

fn engine(place: Place, url: Option<&SettingValue>, options: &[(String, Value)], model: &Model) -> Engine {
    let find = |name: &str| options.iter().rev().find(|(k, _)| k == name).map(|(_, v)| v);
    let factor = |name: &str, default: i64| match find(name) {
        Some(V::Int(i)) => Factor { value: Some(*i), place: Some(place), source: format!("{name}={i}") },
        Some(_) => Factor { value: None, place: Some(place), source: format!("{name} is not a constant") },
        None => Factor { value: Some(default), place: None, source: "default of SQLAlchemy".into() },
    };
    let text = match url {
        Some(SettingValue::Text(t)) => Some(t.clone()),
        _ => None,
    };
    let dialect = text.as_deref().and_then(dialect_of).or_else(|| {
        // A URL from the environment: what the project names elsewhere.
        urls_agree(model)
    });
    Engine {
        place,
        url: text,
        dialect,
        pool_size: factor("pool_size", 5),
        max_overflow: factor("max_overflow", 10),
        pool_class: find("poolclass").map(|v| match v {
            V::Class(_) | V::Object(_) => "given".to_owned(),
            V::External(p) => p.rsplit('.').next().unwrap_or(p).to_owned(),
            V::Str(s) => s.to_string(),
            _ => "given".to_owned(),
        }),
        recycles: find("pool_recycle").is_some(),
        of_extension: false,
        pre_ping: match find("pool_pre_ping") {
            Some(V::Bool(b)) => Some(*b),
            _ => None,
        },
        partly_unknown: find("pool_size").is_some_and(|v| v.as_int().is_none())
            || find("max_overflow").is_some_and(|v| v.as_int().is_none()),
    }
}

/// The dialect that the project's own proof gives, when it is not SQLite.
fn urls_agree(model: &Model) -> Option<Dialect> {
    model.schema.dialect.map(|(d, _)| d)
}
