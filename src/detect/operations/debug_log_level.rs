//! The root logger at DEBUG, as soon as a module is imported.

use crate::finding::{Confidence, EvidenceRole, Verdict};
use crate::model::delivery::SettingValue;
use crate::rule::{Detector, Input, Rule};

pub struct DebugLogLevel;

impl Detector for DebugLogLevel {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        for setting in model.settings.iter().filter(|setting| setting.name == "log.debug") {
            let SettingValue::Text(how) = &setting.value else { continue };
            // The same words mend all of them.
            let mut finding = rule.finding(setting.place, model.path(setting.place.file)).group(rule.id.clone());
            let mut others = model.settings.iter().filter(|other| other.name == "log.configured");
            // basicConfig does nothing where the root logger has handlers: which of the two runs first is not known.
            if how == "basicConfig"
                && let Some(other) = others.next()
            {
                let note = "configures the root logger as well: the first of the two wins";
                finding = finding.confidence(Confidence::Medium).evidence(other.place, EvidenceRole::Setting, note);
            }
            out.push(finding.build());
        }
    }
}
