//! Versions in the addresses of static files that say nothing about the files.

use crate::finding::{Confidence, EvidenceRole, Verdict};
use crate::model::delivery::SettingValue;
use crate::rule::{Detector, Input, Rule};

pub struct AssetsNotFingerprinted;

impl Detector for AssetsNotFingerprinted {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for setting in input.model.settings.iter().filter(|setting| setting.name == "assets.version_by_start") {
            let mut finding = rule.finding(setting.place, input.model.path(setting.place.file));
            if let SettingValue::Text(_) = &setting.value {
                finding = finding.confidence(Confidence::Medium);
            }
            if let Some(age) = input.model.setting("SEND_FILE_MAX_AGE_DEFAULT") {
                finding = finding.evidence(age.place, EvidenceRole::Setting, "files may be kept for as long as this says");
            }
            out.push(finding.build());
        }
    }
}
