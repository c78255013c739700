//! Django projects that connect to their database server for each request.

use std::collections::BTreeSet;

use crate::detect::web_app::production_servers;
use crate::facts::{Language, Role};
use crate::finding::{Confidence, EvidenceRole, FindingBuilder, Verdict};
use crate::model::delivery::{Process, SettingValue};
use crate::model::stack::Dependency;
use crate::model::{FileId, Model};
use crate::rule::{Detector, Input, Rule};

use super::put_settings::is_replaced;

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
            if is_replaced(input, setting.place.file) {
                continue;
            }
            let finding = rule.finding(setting.place, model.path(setting.place.file)).slot("database", kind.clone());
            let finding = with_remedy(finding, model, kind);
            let finding = match production_servers(model).next().filter(|_| may_be_started(input, setting.place.file)) {
                Some(server) => finding.evidence(server.place, EvidenceRole::Entry, format!("{} serves it", server.server)),
                // Nothing says that these settings are what production runs with.
                None => finding.confidence(Confidence::Medium),
            };
            out.push(finding.build());
        }
    }
}

/// What keeps connections under the servers of the tree, by the versions that it pins.
fn with_remedy(finding: FindingBuilder, model: &Model, kind: &str) -> FindingBuilder {
    // The checks came with 4.1, the pool of OPTIONS with 5.1.
    let release = model.stack.dependency("django").and_then(Dependency::release);
    let since = |version| release.is_none_or(|release| release >= version);
    let is_postgres = kind == "PostgreSQL";
    if let Some(reason) = no_age(model) {
        if is_postgres && since((5, 1)) && model.stack.dependency("psycopg").is_some() {
            let missing = match model.stack.dependency("psycopg-pool") {
                Some(_) => "",
                None => ", and require psycopg[pool]",
            };
            let remedy = format!("Set OPTIONS[\"pool\"]{missing}. Leave CONN_MAX_AGE at 0: {reason}.");
            return finding
                .remedy(remedy)
                .code("DATABASES = {\n    \"default\": {\n        …,\n        \"OPTIONS\": {\"pool\": True},\n    }\n}");
        }
        let pooler = if is_postgres {
            "Put pgbouncer before the database, or take django-db-geventpool as the engine under gevent; with psycopg 3 and Django 5.1, \
             OPTIONS[\"pool\"] is enough."
        } else {
            "Put a pooler before the database, as ProxySQL."
        };
        return finding.remedy(format!("{pooler} Leave CONN_MAX_AGE at 0: {reason}."));
    }
    let finding = finding.code(code(since((4, 1))));
    if since((4, 1)) { finding } else { finding.remedy("Set CONN_MAX_AGE to a minute or more.") }
}

/// Why a connection that lives on would serve no other request.
fn no_age(model: &Model) -> Option<&'static str> {
    if production_servers(model).any(Process::runs_greenlets) {
        return Some("each request has a greenlet of its own, whose connection no other takes up");
    }
    let daphne = model.stack.dependency("daphne").filter(|package| !package.dev);
    daphne.map(|_| "under daphne, which serves these settings too, Django advises against it")
}

fn code(checks: bool) -> String {
    let checked = if checks { "        \"CONN_HEALTH_CHECKS\": True,\n" } else { "" };
    format!("DATABASES = {{\n    \"default\": {{\n        …,\n        \"CONN_MAX_AGE\": 60,\n{checked}    }}\n}}")
}

/// The settings that the tree names are these, import these, or are none.
fn may_be_started(input: &Input<'_>, settings: FileId) -> bool {
    let model = input.model;
    let read = (0..).map(FileId).zip(&model.files).filter(|(_, entry)| match entry.language {
        Language::Python => entry.role == Role::App,
        Language::Deploy => true,
        _ => false,
    });
    let names: BTreeSet<String> = read
        .flat_map(|(file, _)| named_settings(&input.texts.get(file.index()).text).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    if names.is_empty() {
        return true;
    }
    let files = (0..).map(FileId).zip(&model.files);
    let is_named = |path: &str| {
        let module = path.trim_end_matches(".py").trim_end_matches("/__init__").replace('/', ".");
        names.iter().any(|name| module == **name || module.ends_with(&format!(".{name}")))
    };
    let named = files.filter(|(_, entry)| entry.path.ends_with(".py") && is_named(&entry.path)).map(|(file, _)| file);
    let mut named = named.peekable();
    named.peek().is_none() || model.imports.closure(named, true).contains_key(&settings)
}

/// What stands behind each name of the variable: `DJANGO_SETTINGS_MODULE=shop.settings`.
fn named_settings(text: &str) -> impl Iterator<Item = &str> {
    const VARIABLE: &str = "DJANGO_SETTINGS_MODULE";
    text.match_indices(VARIABLE).filter_map(|(at, _)| {
        let rest = text[at + VARIABLE.len()..].split('\n').next()?;
        let rest = rest.trim_start_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(rest.len());
        rest.get(..end).filter(|name| name.contains('.'))
    })
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

#[cfg(test)]
mod tests {
    use super::named_settings;

    #[test]
    fn settings_are_named_in_images_and_in_python() {
        let names = |text| named_settings(text).collect::<Vec<&str>>();
        assert_eq!(names("ENV A=1 DJANGO_SETTINGS_MODULE=\"shop.settings.base\" \\\n"), ["shop.settings.base"]);
        assert_eq!(names("os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"shop.settings\")"), ["shop.settings"]);
        assert!(names("settings = os.environ['DJANGO_SETTINGS_MODULE']\nimport shop.settings").is_empty());
    }
}
