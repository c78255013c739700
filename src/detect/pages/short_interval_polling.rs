//! Pages that ask the server every few seconds, whether or not anything happened.

use crate::facts::script::PollKind;
use crate::facts::{Language, Role};
use crate::finding::{Confidence, EvidenceRole, Verdict};
use crate::flow::ledger::EntryCost;
use crate::model::page_polls::PagePoll;
use crate::model::route::{EntryKind, Route};
use crate::rule::{Detector, Input, Rule};

/// Milliseconds from which on a poll is no matter.
const SHORT: u32 = 10_000;
const HOUR: u64 = 3_600_000;

pub struct ShortIntervalPolling;

impl Detector for ShortIntervalPolling {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        // A script of a front end without a server has nobody of this tree to ask.
        if input.model.routes.iter().all(|route| route.kind != EntryKind::Route) {
            return;
        }
        for poll in input.model.page_polls.iter().filter(|poll| poll.poll.milliseconds < SHORT) {
            out.extend(judge(rule, poll, input));
        }
    }
}

fn judge(rule: &Rule, poll: &PagePoll, input: &Input<'_>) -> Option<Verdict> {
    let file = &input.model.files[poll.place.file.index()];
    // What something ends, or lets rest, asks as long as somebody waits for the answer.
    if file.role != Role::App || poll.poll.stops || is_of_an_error(&file.path) {
        return None;
    }
    let asked = route(input, &poll.poll.url);
    // An address that no route of the tree has belongs to somebody else; the page itself has one.
    let itself = poll.poll.url.is_empty() && (poll.poll.how == PollKind::Refresh || file.language == Language::Template);
    if asked.is_none() && !itself {
        return None;
    }
    let requests = HOUR / u64::from(poll.poll.milliseconds.max(1));
    let what = if poll.poll.url.is_empty() { "the server".to_owned() } else { poll.poll.url.to_string() };
    let statements = asked.and_then(|(_, cost)| cost.filter(|cost| cost.complete)).map_or_else(String::new, |cost| match cost
        .plain
        .degree()
    {
        0 if cost.plain.at(0) == 0 => String::new(),
        0 => format!(", with {} statements", cost.plain.at(0).saturating_mul(requests)),
        _ => format!(", each with {} statements", cost.plain.formula()),
    });
    let mut finding = rule
        .finding(poll.place, file.path.clone())
        .slot("url", what)
        .slot("seconds", seconds(poll.poll.milliseconds))
        .slot("requests", requests.to_string())
        .slot("statements", statements);
    if let Some((route, _)) = asked {
        finding = finding.evidence(route.place, EvidenceRole::Entry, format!("answers {}", route.address()));
        finding = finding.reach(vec![route.named("GET")]);
    }
    if file.path.to_ascii_lowercase().contains("admin") || poll.poll.url.contains("admin") {
        finding = finding.severity(rule.severity.lowered(1), "a page of few users");
    }
    if poll.poll.url.is_empty() && poll.poll.how == PollKind::Interval {
        finding = finding.confidence(Confidence::Medium);
    }
    Some(finding.build())
}

/// `custom_504.html`: it asks until the server is there again.
fn is_of_an_error(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_status = |word: &str| word.len() == 3 && word.starts_with(['4', '5']) && word.bytes().all(|b| b.is_ascii_digit());
    name.split(|c: char| !c.is_ascii_alphanumeric()).any(is_status)
}

fn seconds(milliseconds: u32) -> String {
    if milliseconds.is_multiple_of(1000) {
        (milliseconds / 1000).to_string()
    } else {
        format!("{:.1}", f64::from(milliseconds) / 1000.0)
    }
}

/// The route that has the address up to its first parameter, and what it costs.
fn route<'a>(input: &'a Input<'_>, url: &str) -> Option<(&'a Route, Option<&'a EntryCost>)> {
    let url = url.trim_end_matches('/');
    if url.is_empty() {
        return None;
    }
    let fits = |route: &&Route| {
        let fixed = route.rule.split(['<', '{']).next().unwrap_or(&route.rule);
        let exact = fixed.len() == route.rule.len();
        route.kind == EntryKind::Route
            && fixed.len() > 1
            && if exact { fixed.trim_end_matches('/') == url } else { url.starts_with(fixed.trim_end_matches('/')) }
    };
    let at = input.model.routes.iter().position(|route| fits(&route))?;
    let cost = input.ledger.entries.iter().find(|entry| entry.route == at && entry.method == "GET");
    Some((&input.model.routes[at], cost))
}
