//! Django projects that connect to their database server for each request.

use crate::detect::web_app::production_servers;
use crate::facts::{Language, Role};
use crate::finding::{Confidence, EvidenceRole, Verdict};
use crate::model::FileId;
use crate::model::delivery::SettingValue;
use crate::rule::{Detector, Input, Rule};

/// Words with which another file may say that connections are kept, or that a pooler stands between.
const SAID_ELSEWHERE: [&str; 6] =
    ["CONN_MAX_AGE", "conn_max_age", "pgbouncer", "PGBOUNCER", "django_db_geventpool", "dj_db_conn_pool"];
/// Django advises against persistent connections under these.
const ASYNC_SERVERS: [&str; 4] = ["uvicorn", "hypercorn", "daphne", "granian"];

pub struct DjangoNoPersistentConnections;

impl Detector for DjangoNoPersistentConnections {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        let databases = || model.settings.iter().filter(|setting| setting.name == "django.database" && setting.production);
        if databases().next().is_none() || is_said_elsewhere(input) {
            return;
        }
        let is_async = |class: &Option<String>| class.as_deref().is_some_and(|class| class.contains("uvicorn"));
        if production_servers(model).any(|p| ASYNC_SERVERS.contains(&p.server.as_str()) || is_async(&p.worker_class)) {
            return;
        }
        for setting in databases() {
            let SettingValue::Text(kind) = &setting.value else { continue };
            let finding = rule
                .finding(setting.place, model.path(setting.place.file))
                .slot("database", kind.clone())
                .code("DATABASES = {\n    \"default\": {\n        …,\n        \"CONN_MAX_AGE\": 60,\n        \"CONN_HEALTH_CHECKS\": True,\n    }\n}");
            let finding = match production_servers(model).next() {
                Some(server) => finding.evidence(server.place, EvidenceRole::Entry, format!("{} serves it", server.server)),
                // Nothing says that these settings are what production runs with.
                None => finding.confidence(Confidence::Medium),
            };
            out.push(finding.build());
        }
    }
}

fn is_said_elsewhere(input: &Input<'_>) -> bool {
    let files = (0..).map(FileId).zip(&input.model.files);
    let mut read = files.filter(|(_, entry)| match entry.language {
        Language::Python => entry.role == Role::App,
        Language::Deploy => true,
        _ => false,
    });
    read.any(|(file, _)| {
        let text = input.texts.get(file.index());
        SAID_ELSEWHERE.iter().any(|word| text.text.contains(word))
    })
}
