//! The same statement twice on the way of one entry.

use std::collections::BTreeMap;

use crate::facts::Role;
use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::flow::ledger::Repeat;
use crate::model::route::EntryKind;
use crate::model::{FileId, Place};
use crate::rule::{Detector, Input, Rule};

use super::common::{entry_name, in_template, is_judged, serving, witness};

/// Routes that are listed with a finding.
const REACH_SHOWN: usize = 50;

pub struct RepeatedQuery;

impl Detector for RepeatedQuery {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        // One finding for each line that asks again, whoever asked first.
        let mut by_place: BTreeMap<(FileId, u32), Vec<&Repeat>> = BTreeMap::new();
        let judged = |r: &&Repeat| is_judged(input, r.again) && is_judged(input, r.first) && is_requested(r, input);
        for repeat in input.ledger.repeats.iter().filter(judged) {
            let (line, _) = input.texts.get(repeat.again.file.index()).position(repeat.again.span.start);
            by_place.entry((repeat.again.file, line)).or_default().push(repeat);
        }
        for repeats in by_place.values() {
            out.push(finding(rule, input, repeats[0].again, repeats));
        }
    }
}

/// Somebody waits for it.
fn is_requested(repeat: &Repeat, input: &Input<'_>) -> bool {
    repeat.reach.iter().any(|at| input.model.routes[input.ledger.entries[*at].route].kind == EntryKind::Route)
}

fn finding(rule: &Rule, input: &Input<'_>, place: Place, repeats: &[&Repeat]) -> Verdict {
    let most = repeats.iter().max_by_key(|r| (!r.doubtful, r.guards.is_empty(), r.reach.len())).unwrap_or(&repeats[0]);
    let mut reach: Vec<usize> = repeats.iter().flat_map(|r| r.reach.iter().copied()).collect();
    reach.sort_unstable();
    reach.dedup();
    let names: Vec<String> = reach.iter().take(REACH_SHOWN).map(|at| entry_name(input, *at)).collect();
    let times = times(repeats, &reach, input);
    let (severity, reason) = severity(rule, input, place, most, &reach);
    let mut sure = rule.confidence;
    // Where conditions decide whether it is asked again, these may exclude that it is the same.
    if repeats.iter().all(|r| r.doubtful || !r.guards.is_empty()) {
        sure = sure.min(Confidence::Medium);
    }
    let other = if most.first == place {
        "the same place".to_owned()
    } else {
        format!("`{}`", stands_in(input, most.first, &most.first_symbol))
    };
    let mut finding = rule
        .finding(place, if in_template(input, place) { input.model.path(place.file) } else { &most.symbol })
        .severity(severity, reason)
        .confidence(sure)
        .formula(std::iter::once(times.to_string()).chain(most.rounds.iter().cloned()).collect::<Vec<_>>().join("·"))
        .slot("what", most.what.clone())
        .slot("other", other)
        .slot("times", times.to_string())
        .slot("when", if most.rounds.is_empty() { "in one request" } else { "in each round of the loop around it" })
        .reach(names);
    if let Some(text) = remedy(most) {
        finding = finding.remedy(text);
    }
    for repeat in repeats.iter().filter(|r| r.first != place).take(4) {
        let note = format!("{} has asked the same before", stands_in(input, repeat.first, &repeat.first_symbol));
        finding = finding.evidence(repeat.first, EvidenceRole::Query, note);
    }
    for call in most.chain.iter().rev().take(3) {
        finding = finding.evidence(*call, EvidenceRole::Access, "goes into the code that asks again");
    }
    serving(finding, input, &reach).build()
}

/// How often the entry asks that stands for all of them.
fn times(repeats: &[&Repeat], reach: &[usize], input: &Input<'_>) -> usize {
    let Some(cited) = witness(input, reach) else { return 2 };
    let of_cited = |r: &&Repeat| r.reach.iter().position(|at| *at == cited).map(|at| r.times[at]);
    repeats.iter().filter_map(of_cited).max().unwrap_or(2)
}

/// Rows answer how many they are and whether there are any; a number does not answer for the rows.
fn remedy(repeat: &Repeat) -> Option<&'static str> {
    let number = |why: &str| matches!(why, "count()" | "exists()");
    let (first, again) = (number(repeat.why.0), number(repeat.why.1));
    (first && !again)
        .then_some("Load the rows first, and take their number (len) or whether there are any from what was loaded.")
}

fn severity(rule: &Rule, input: &Input<'_>, place: Place, repeat: &Repeat, reach: &[usize]) -> (Severity, String) {
    let mut severity = rule.severity;
    let mut reasons =
        vec![format!("paid by {} {}", reach.len(), if reach.len() == 1 { "entry point" } else { "entry points" })];
    if input.model.role(place.file) == Role::Script {
        severity = severity.lowered(1);
        reasons.push("in a script".into());
    }
    if !repeat.guards.is_empty() {
        severity = severity.lowered(1);
        reasons.push("only under a condition that the tree does not decide".into());
    }
    (severity, reasons.join("; "))
}

/// The page, or the last two names of a symbol: a block runs inside the page that it extends, but it stands in its own file.
fn stands_in(input: &Input<'_>, place: Place, symbol: &str) -> String {
    if in_template(input, place) {
        return input.model.path(place.file).to_owned();
    }
    symbol.rmatch_indices('.').nth(1).map_or(symbol, |(at, _)| &symbol[at + 1..]).to_owned()
}
