//! Sessions that each request writes to the database.

use crate::finding::Verdict;
use crate::model::delivery::SettingValue;
use crate::rule::{Detector, Input, Rule};

pub struct SessionInDatabase;

impl Detector for SessionInDatabase {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let settings = || input.model.settings.iter().filter(|setting| setting.production);
        // Another engine than the database keeps nothing there; one that is computed may be any.
        let elsewhere = settings().any(|setting| {
            setting.name == "django.session.engine"
                && !matches!(&setting.value, SettingValue::Text(text) if text.ends_with("backends.db") || text.ends_with("cached_db"))
        });
        if elsewhere {
            return;
        }
        for setting in settings().filter(|setting| setting.name == "django.session.every_request") {
            out.push(rule.finding(setting.place, "SESSION_SAVE_EVERY_REQUEST").build());
        }
    }
}
