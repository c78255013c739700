//! Each statement is written to the log.

use crate::finding::{Confidence, EvidenceRole, Verdict};
use crate::link::database::production_setting;
use crate::model::delivery::SettingValue;
use crate::rule::{Detector, Input, Rule};

/// Settings of Flask-SQLAlchemy that log or keep each statement.
const SETTINGS: [&str; 2] = ["SQLALCHEMY_ECHO", "SQLALCHEMY_RECORD_QUERIES"];

pub struct SqlEchoEnabled;

impl Detector for SqlEchoEnabled {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        for setting in model.settings.iter().filter(|setting| setting.name == "sql.echo") {
            let SettingValue::Text(what) = &setting.value else { continue };
            out.push(
                rule.finding(setting.place, model.path(setting.place.file))
                    .slot("what", what.clone())
                    .slot("done", "written to the log")
                    .build(),
            );
        }
        for name in SETTINGS {
            let Some(setting) = production_setting(model, name).filter(|s| s.value == SettingValue::Bool(true)) else {
                continue;
            };
            let mut finding = rule.finding(setting.place, name).slot("what", format!("{name} = True")).slot("done", done(name));
            let off = model.settings.iter().find(|other| other.name == name && other.value == SettingValue::Bool(false));
            if let Some(off) = off {
                // Which of the layers production uses is read from their names.
                finding = finding.confidence(Confidence::Medium).evidence(
                    off.place,
                    EvidenceRole::Setting,
                    "another layer says False",
                );
            } else if setting.layer.is_none() {
                finding = finding.confidence(Confidence::Medium);
            }
            out.push(finding.build());
        }
    }
}

fn done(name: &str) -> &'static str {
    if name.ends_with("ECHO") { "written to the log" } else { "kept until the request ends" }
}
