//! Django projects that connect to their database server for each request.

use std::collections::BTreeSet;

use crate::detect::web_app::production_servers;
use crate::facts::{Language, Role};
use crate::finding::{Confidence, EvidenceRole, Verdict};
use crate::model::FileId;
use crate::model::delivery::SettingValue;
use crate::model::stack::Dependency;
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
        // The checks came with 4.1, the pool of OPTIONS with 5.1.
        let release = model.stack.dependency("django").and_then(Dependency::release);
        let checks = release.is_none_or(|release| release >= (4, 1));
        for setting in databases() {
            let SettingValue::Text(kind) = &setting.value else { continue };
            let mut finding =
                rule.finding(setting.place, model.path(setting.place.file)).slot("database", kind.clone()).code(code(checks));
            if !checks {
                finding = finding.remedy("Set CONN_MAX_AGE to a minute or more.");
            }
            let finding = match production_servers(model).next().filter(|_| may_be_started(input, setting.place.file)) {
                Some(server) => finding.evidence(server.place, EvidenceRole::Entry, format!("{} serves it", server.server)),
                // Nothing says that these settings are what production runs with.
                None => finding.confidence(Confidence::Medium),
            };
            out.push(finding.build());
        }
    }
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
