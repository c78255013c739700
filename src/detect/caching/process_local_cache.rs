//! Caches that each process keeps for itself, and that none can empty for the others.

use crate::detect::web_app::production_servers;
use crate::finding::{EvidenceRole, Verdict};
use crate::link::database::production_setting;
use crate::model::delivery::{Setting, SettingValue};
use crate::rule::{Detector, Input, Rule};

pub struct ProcessLocalCache;

impl Detector for ProcessLocalCache {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let Some((setting, backend)) = local(input) else { return };
        let many = |count: Option<i64>| count.is_some_and(|count| count > 1);
        let Some(process) = production_servers(input.model).find(|process| many(process.workers.value)) else { return };
        let count = process.workers.value.unwrap_or(0);
        let finding = rule
            .finding(setting.place, backend.clone())
            .slot("backend", backend)
            .slot("server", process.server.as_str())
            .slot("count", count.to_string())
            .evidence(process.place, EvidenceRole::Setting, format!("{count} workers ({})", process.workers.source));
        out.push(finding.build());
    }
}

/// The cache of production, when a process keeps it for itself. One that keeps nothing (Null, Dummy) cannot be out of date.
fn local<'a>(input: &'a Input<'_>) -> Option<(&'a Setting, String)> {
    let flask = production_setting(input.model, "CACHE_TYPE").and_then(|setting| match &setting.value {
        SettingValue::Text(text) => {
            let last = text.rsplit('.').next().unwrap_or(text);
            matches!(last, "SimpleCache" | "simple").then(|| (setting, last.to_owned()))
        }
        _ => None,
    });
    let django = || {
        let found = input.model.settings.iter().find(|setting| setting.name == "django.cache.local" && setting.production)?;
        let SettingValue::Text(text) = &found.value else { return None };
        Some((found, text.rsplit('.').next().unwrap_or(text).to_owned()))
    };
    flask.or_else(django)
}
