//! Engines that use a connection again without asking whether it still lives.

use crate::finding::{Confidence, Holds, Verdict};
use crate::link::database::dialect_of;
use crate::model::delivery::EngineCall;
use crate::model::schema::Dialect;
use crate::rule::{Detector, Input, Rule};

/// Options after which no stale connection is used: it is asked, it is young, or there is no pool.
const SAFE: [&str; 3] = ["pool_pre_ping", "pool_recycle", "poolclass"];

pub struct PoolWithoutPrePing;

impl Detector for PoolWithoutPrePing {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for call in &input.model.engine_calls {
            out.extend(judge(rule, call, input));
        }
    }
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
