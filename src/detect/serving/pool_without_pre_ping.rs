//! Engines that use a connection again without asking whether it still lives.

use crate::facts::Role;
use crate::finding::{Confidence, EvidenceRole, Holds, Verdict};
use crate::link::database::{dialect_of, production_setting};
use crate::model::Place;
use crate::model::delivery::{Engine, EngineCall};
use crate::model::schema::Dialect;
use crate::rule::{Detector, Input, Rule};

use super::sqlite::mentions;

/// Options after which no stale connection is used: it is asked, it is young, or there is no pool.
const SAFE: [&str; 3] = ["pool_pre_ping", "pool_recycle", "poolclass"];

/// How such options are spelled wherever they stand.
const OPTIONS: [&str; 5] = ["pool_pre_ping", "pool_recycle", "POOL_RECYCLE", "poolclass", "NullPool"];

pub struct PoolWithoutPrePing;

impl Detector for PoolWithoutPrePing {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for call in &input.model.engine_calls {
            out.extend(judge(rule, call, input));
        }
        for engine in input.model.engines.iter().filter(|engine| engine.of_extension) {
            out.extend(judge_extension(rule, engine, input));
        }
    }
}

/// The engine that Flask-SQLAlchemy makes. It replaces connections to MySQL by itself, and those to PostgreSQL it does not.
fn judge_extension(rule: &Rule, engine: &Engine, input: &Input<'_>) -> Option<Verdict> {
    let url = production_setting(input.model, "SQLALCHEMY_DATABASE_URI");
    if engine.dialect != Some(Dialect::Postgresql) || engine.partly_unknown || engine.pool_class.is_some() {
        return None;
    }
    let path = input.model.path(engine.place.file);
    if engine.pre_ping == Some(true) || engine.recycles {
        let option = if engine.recycles { "pool_recycle" } else { "pool_pre_ping" };
        let why = format!("the engine is given {option}");
        return Some(Verdict::Holds(Holds { rule: rule.id.clone(), subject: path.to_owned(), place: Some(engine.place), why }));
    }
    // Something that is not followed may hand them to the extension.
    let by_app = |found: &Place| input.model.role(found.file) == Role::App;
    if OPTIONS.iter().any(|word| mentions(input, word).iter().any(by_app)) {
        return None;
    }
    let place = url.map_or(engine.place, |setting| setting.place);
    let finding = rule.finding(place, input.model.path(place.file)).slot("database", Dialect::Postgresql.name());
    let finding = finding.evidence(engine.place, EvidenceRole::Access, "Flask-SQLAlchemy makes the engine");
    let remedy = "Set SQLALCHEMY_ENGINE_OPTIONS = {\"pool_pre_ping\": True}.";
    Some(finding.remedy(remedy).confidence(rule.confidence).build())
}

fn judge(rule: &Rule, call: &EngineCall, input: &Input<'_>) -> Option<Verdict> {
    let own = call.url.as_deref().and_then(dialect_of);
    let dialect = own.or_else(|| input.model.schema.dialect.map(|(dialect, _)| dialect))?;
    if call.open || !call.kept || dialect == Dialect::Sqlite {
        return None;
    }
    let path = input.model.path(call.place.file);
    if let Some(option) = call.keywords.iter().find(|name| SAFE.contains(&name.as_str())) {
        let why = format!("the engine is given {option}");
        return Some(Verdict::Holds(Holds { rule: rule.id.clone(), subject: path.to_owned(), place: Some(call.place), why }));
    }
    let finding = rule.finding(call.place, path).slot("database", dialect.name());
    // Which database an engine gets that is told by its caller is the project's usual one.
    Some(finding.confidence(if own.is_some() { Confidence::High } else { rule.confidence }).build())
}
