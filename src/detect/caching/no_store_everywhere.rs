//! Responses that nobody may keep, all of them.

use crate::detect::web_app::{served_pages, unread_page};
use crate::finding::Verdict;
use crate::rule::{Detector, Input, Rule};

pub struct NoStoreEverywhere;

impl Detector for NoStoreEverywhere {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        // Without pages there are no static files that browsers would keep.
        if served_pages(input.model).is_empty() && unread_page(input.model).is_none() {
            return;
        }
        for setting in input.model.settings.iter().filter(|setting| setting.name == "response_hook.no_store") {
            out.push(rule.finding(setting.place, input.model.path(setting.place.file)).build());
        }
    }
}
