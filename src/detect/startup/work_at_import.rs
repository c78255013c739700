//! Work that every process repeats when it imports the app; and start-up statements that are few.

use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::model::Place;
use crate::model::delivery::SettingValue;
use crate::model::route::EntryKind;
use crate::model::startup::{StartAct, StartKind};
use crate::rule::{Detector, Input, Rule};

use super::web_acts;

const WORK: [StartKind; 4] = [StartKind::Http, StartKind::Load, StartKind::Parse, StartKind::Wait];

pub struct WorkAtImport;

impl Detector for WorkAtImport {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        // One statement that calls several helpers is mended as one.
        let mut told: Vec<Vec<&StartAct>> = Vec::new();
        for act in web_acts(input, &WORK) {
            let of = |act: &StartAct| Some((act.kind, act.place.file, act.called?.1));
            match told.iter_mut().find(|acts| of(act).is_some() && of(acts[0]) == of(act)) {
                Some(acts) => acts.push(act),
                None => told.push(vec![act]),
            }
        }
        out.extend(told.iter().filter_map(|acts| judge(rule, acts, input)));
        constant_start(rule, input, out);
    }
}

/// `acts`: what one statement leads to.
fn judge(rule: &Rule, acts: &[&StartAct], input: &Input<'_>) -> Option<Verdict> {
    let act = *acts.first()?;
    // What the master loads before the fork is shared by its workers.
    let preload = input.model.setting("gunicorn.preload_app").filter(|setting| setting.value == SettingValue::Bool(true));
    if let Some(preload) = preload.filter(|_| matches!(act.kind, StartKind::Load | StartKind::Parse)) {
        let why = "preload_app loads it once, before the fork".to_owned();
        let subject = act.what.clone();
        return Some(Verdict::Holds(Holds { rule: rule.id.clone(), subject, place: Some(preload.place), why }));
    }
    let what = match act.kind {
        StartKind::Http => "asks another host",
        StartKind::Load => "loads a model or a data set",
        StartKind::Parse => "reads a table of data",
        StartKind::Wait if act.what.ends_with("sleep") => "pauses",
        StartKind::Wait => "waits for a program",
        StartKind::CreateTables | StartKind::Schedule => return None,
    };
    let symbol = if act.symbol.is_empty() { input.model.path(act.place.file) } else { act.symbol.as_str() };
    let group = format!("{}:{}", rule.id, input.model.path(act.place.file));
    let mut finding = rule.finding(act.place, symbol).group(group).slot("call", act.what.as_str()).slot("what", what);
    if act.from != act.place.file {
        let places = acts.iter().map(|act| act.called.map_or(Place::file(act.from), |(call, _)| call));
        let mut places: Vec<Place> = places.collect();
        places.sort_unstable_by_key(|place| (place.file, place.span));
        places.dedup();
        for place in places {
            finding = finding.evidence(place, EvidenceRole::Entry, "its import or start leads to it");
        }
    }
    for other in &acts[1..] {
        finding = finding.evidence(other.place, EvidenceRole::Access, "the same statement leads to this, too");
    }
    if acts.iter().all(|act| act.guarded) {
        finding = finding.confidence(Confidence::Medium).severity(Severity::Low, "only under a condition");
    } else if act.kind == StartKind::Wait {
        finding = finding.severity(Severity::Low, "a program that mostly ends soon");
    }
    Some(finding.build())
}

/// Start-up statements whose number does not grow with the data: paid once a process, and fine.
fn constant_start(rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
    for entry in &input.ledger.entries {
        let route = &input.model.routes[entry.route];
        let constant = entry.complete && !entry.lines.is_empty() && entry.worst.degree() == 0;
        if route.kind == EntryKind::Startup && constant {
            let why = format!("{} statements once a process, whatever the number of rows", entry.worst.formula());
            let subject = route.handler.clone();
            out.push(Verdict::Holds(Holds { rule: rule.id.clone(), subject, place: Some(route.place), why }));
        }
    }
}
