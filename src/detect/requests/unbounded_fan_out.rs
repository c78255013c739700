//! As many coroutines at once as there are rows.

use crate::eval::ops::Outside;
use crate::facts::Role;
use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::flow::ledger::{LoopRecord, OutsideRecord};
use crate::model::resources::FanOut;
use crate::rule::{Detector, Input, Rule};

use super::route_names;

pub struct UnboundedFanOut;

impl Detector for UnboundedFanOut {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for fan in &input.model.fan_outs {
            out.extend(judge(rule, fan, input));
        }
    }
}

/// What coroutines do that share a session of aiohttp.
const SHARED: &str = "asks another host over the 100 connections of one session";
const FEWER: &str = "Say how many connections the session may open: \
    aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=20, limit_per_host=10)).";

/// A session of aiohttp that stands outside of the loop lets so many requests go at once, and the others wait for these.
fn shares_session(call: &OutsideRecord, each: &LoopRecord, input: &Input<'_>) -> bool {
    let is_made = |made: &OutsideRecord| {
        made.kind == Outside::Client && made.what == "aiohttp.ClientSession" && made.loops.iter().any(|l| l.place == each.place)
    };
    call.what.starts_with("aiohttp.") && !input.ledger.outside.iter().any(is_made)
}

fn judge(rule: &Rule, fan: &FanOut, input: &Input<'_>) -> Option<Verdict> {
    if input.model.role(fan.place.file) != Role::App {
        return None;
    }
    let is_here = |each: &&LoopRecord| {
        each.place.file == fan.over.file
            && fan.over.span.start <= each.place.span.start
            && each.place.span.end <= fan.over.span.end
    };
    let asks = input.ledger.outside.iter().filter(|call| call.kind == Outside::Http);
    let outside = asks.filter_map(|call| {
        let each = call.loops.iter().find(is_here)?;
        let what = if shares_session(call, each, input) { SHARED } else { "asks another host" };
        Some((each, what, call.place, &call.reach))
    });
    let statements = input.ledger.ops.iter().filter(|op| !op.seldom);
    let ops = statements.filter_map(|op| Some((op.loops.iter().find(is_here)?, "runs a statement", op.place, &op.reach)));
    let met: Vec<_> = outside.chain(ops).filter(|(each, ..)| each.bound.is_none() && !each.paged).collect();
    let (each, what, place, _) = met.first()?;
    // What the coroutines run may be reached by other ways as well: those that lead through here reach all of it.
    let reach = met.iter().map(|(.., reach)| *reach).min_by_key(|reach| reach.len())?;
    let mut finding = rule
        .finding(fan.place, fan.symbol.clone())
        .slot("atom", each.atom.as_str())
        .slot("what", *what)
        .evidence(each.place, EvidenceRole::Loop, format!("{} coroutines", each.atom))
        .evidence(*place, EvidenceRole::Access, *what);
    if *what == SHARED {
        finding = finding.remedy(FEWER).severity(Severity::Low, "one session of aiohttp has at most 100 connections");
    }
    // As many as something else has, which may well be three.
    if !each.over_rows || !each.known {
        finding = finding.confidence(Confidence::Medium);
    }
    Some(finding.reach(route_names(reach, input)).build())
}
