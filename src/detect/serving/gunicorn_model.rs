//! What gunicorn's way of working does to the app: greenlets over a driver that blocks, connections made before the fork.

use crate::eval::ops::Outside;
use crate::finding::{Confidence, EvidenceRole, Verdict};
use crate::model::delivery::{Setting, SettingValue};
use crate::model::route::EntryKind;
use crate::rule::{Detector, Input, Rule};

pub struct GeventWithBlockingDriver;
pub struct ForkUnsafeConnection;

/// Drivers in C that no monkey patch makes cooperative, and what does, where there is something.
const BLOCKING: [(&str, Option<&str>); 3] =
    [("psycopg2", Some("psycogreen")), ("psycopg2-binary", Some("psycogreen")), ("mysqlclient", None)];

/// With one of these, what a request opens is hardly a file.
const SERVER_DRIVERS: [&str; 5] = ["psycopg2", "psycopg2-binary", "pymysql", "mysqlclient", "asyncpg"];

impl Detector for GeventWithBlockingDriver {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for setting in input.model.settings.iter().filter(|setting| setting.name == "gunicorn.worker_class") {
            let SettingValue::Text(class) = &setting.value else { continue };
            if !(class.contains("gevent") || class.contains("eventlet")) {
                continue;
            }
            let Some(driver) = blocking_driver(input, class.contains("eventlet")) else { continue };
            let mut finding = rule.finding(setting.place, class.clone()).slot("class", class.clone()).slot("driver", driver);
            if let Some(call) =
                input.ledger.outside.iter().find(|call| call.kind == Outside::Connection && !call.reach.is_empty())
            {
                finding = finding.evidence(call.place, EvidenceRole::Access, "opens a connection in a request");
            }
            out.push(finding.build());
        }
    }
}

/// eventlet's patch, which gunicorn's worker applies, makes psycopg2 and mysqlclient cooperative; gevent's does not.
fn blocking_driver(input: &Input<'_>, patched: bool) -> Option<&'static str> {
    let has = |name: &str| input.model.stack.dependencies.iter().any(|d| !d.dev && d.name.eq_ignore_ascii_case(name));
    let blocks = |(driver, patch): &(&str, Option<&str>)| !patched && has(driver) && !patch.is_some_and(has);
    let named = BLOCKING.into_iter().find(blocks).map(|(driver, _)| driver);
    let is_sqlite = input.model.schema.dialect.is_some_and(|(dialect, _)| dialect == crate::model::schema::Dialect::Sqlite);
    let opens = input.ledger.outside.iter().any(|call| call.kind == Outside::Connection && !call.reach.is_empty());
    // The raw driver of the standard library is sqlite3 where no server's driver is installed.
    named.or((is_sqlite || (opens && !SERVER_DRIVERS.iter().any(|driver| has(driver)))).then_some("sqlite3"))
}

impl Detector for ForkUnsafeConnection {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for setting in input.model.settings.iter().filter(|s| s.name == "gunicorn.preload_app") {
            if setting.value != SettingValue::Bool(true) || renews(input, setting) {
                continue;
            }
            out.extend(judge(rule, setting, input));
        }
    }
}

/// A hook of the same file does something in each worker.
fn renews(input: &Input<'_>, setting: &Setting) -> bool {
    let hook = |s: &&Setting| s.name == "gunicorn.post_fork" && s.place.file == setting.place.file;
    input.model.settings.iter().find(hook).is_some_and(|hook| hook.value == SettingValue::Bool(true))
}

fn judge(rule: &Rule, setting: &Setting, input: &Input<'_>) -> Option<Verdict> {
    let at_start = input
        .ledger
        .outside
        .iter()
        .find(|call| call.kind == Outside::Connection && call.reach.iter().any(|at| is_startup(input, *at)));
    let engine = input.model.engines.first().map(|engine| engine.place);
    let (place, what, confidence) = match (at_start, engine) {
        (Some(call), _) => (call.place, "opens a connection when the app is imported", Confidence::High),
        (None, Some(place)) => (place, "builds an engine when the app is imported", rule.confidence),
        (None, None) => return None,
    };
    let mut finding = rule.finding(setting.place, "preload_app").evidence(place, EvidenceRole::Definition, what);
    let hook = |s: &&Setting| s.name == "gunicorn.post_fork" && s.place.file == setting.place.file;
    if let Some(hook) = input.model.settings.iter().find(hook) {
        finding = finding.evidence(hook.place, EvidenceRole::Access, "runs in each worker, and makes no connection anew");
    }
    Some(finding.confidence(confidence).build())
}

fn is_startup(input: &Input<'_>, entry: usize) -> bool {
    let route = input.ledger.entries.get(entry).and_then(|entry| input.model.routes.get(entry.route));
    route.is_some_and(|route| route.kind == EntryKind::Startup)
}
