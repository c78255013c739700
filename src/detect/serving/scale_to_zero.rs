//! Machines that stop when nobody asks them.

use crate::detect::web_app::platform;
use crate::finding::{Confidence, EvidenceRole, Holds, Verdict};
use crate::model::Model;
use crate::model::delivery::{Setting, SettingValue};
use crate::rule::{Detector, Input, Rule};

pub struct ScaleToZeroColdStart;

impl Detector for ScaleToZeroColdStart {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        for setting in model.settings.iter().filter(|setting| setting.production) {
            let value = text(setting);
            match setting.name.as_str() {
                "limit.stops_when_idle" => out.push(fly(rule, model, setting, &value)),
                "limit.plan" if value == "free" => {
                    out.push(
                        rule.finding(setting.place, model.path(setting.place.file))
                            .slot("how", "a service of the free plan is stopped after a quarter of an hour without requests")
                            .slot("instead", "a paid plan, or a page that says so")
                            .build(),
                    );
                }
                _ => {}
            }
        }
    }
}

fn fly(rule: &Rule, model: &Model, setting: &Setting, value: &str) -> Verdict {
    let subject = model.path(setting.place.file).to_owned();
    let holds = |why: String| {
        Verdict::Holds(Holds { rule: rule.id.clone(), subject: subject.clone(), place: Some(setting.place), why })
    };
    if !matches!(value, "true" | "stop") {
        return holds(format!("auto_stop_machines is {value}"));
    }
    let least = model.settings.iter().find(|s| s.name == "limit.min_instances" && s.place.file == setting.place.file);
    if let Some(least) = least.filter(|least| text(least) != "0") {
        return holds(format!("min_machines_running is {}", text(least)));
    }
    let mut finding = rule
        .finding(setting.place, subject)
        .slot("how", "Fly stops the machines of the app when no request comes, down to none")
        .slot("instead", "min_machines_running = 1, or auto_stop_machines = \"suspend\"");
    // A tree that is deployed elsewhere, too, may keep this file of a trial.
    if let Some(other) = platform(model, &["kamal", "kubernetes", "render", "railway", "heroku", "app-engine", "digitalocean"])
    {
        let note = format!("the tree is set up for {}, too", other.name);
        finding = finding.confidence(Confidence::Medium).evidence(other.place, EvidenceRole::Setting, note);
    }
    match least {
        Some(least) => finding.evidence(least.place, EvidenceRole::Setting, "no machine is kept running").build(),
        None => finding.build(),
    }
}

fn text(setting: &Setting) -> String {
    match &setting.value {
        SettingValue::Text(text) => text.trim().to_ascii_lowercase(),
        _ => String::new(),
    }
}
