//! Profilers and toolbars that are installed whatever the environment is.

use crate::finding::{Confidence, Severity, Verdict};
use crate::model::delivery::SettingValue;
use crate::rule::{Detector, Input, Rule};

pub struct ProfilerOrToolbarEnabled;

impl Detector for ProfilerOrToolbarEnabled {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for setting in input.model.settings.iter().filter(|setting| setting.name == "profiler.on") {
            let SettingValue::Text(what) = &setting.value else { continue };
            let finding = rule.finding(setting.place, what.clone()).slot("what", what.clone()).slot("cost", cost(what));
            out.push(match what.as_str() {
                // The toolbar asks for each request whether to show itself, and mostly does nothing then.
                "debug_toolbar" => finding
                    .severity(Severity::Low, "it shows itself only where it is allowed to")
                    .confidence(Confidence::Medium)
                    .build(),
                _ => finding.build(),
            });
        }
    }
}

fn cost(what: &str) -> &'static str {
    match what {
        "silk" => "each request with its statements is written to the database",
        "debug_toolbar" => "each request passes its middleware",
        "tracemalloc" => "each allocation of memory is recorded",
        _ => "each request runs under a profiler",
    }
}
