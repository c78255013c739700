//! Calls of other hosts and programs between the first write of a transaction and its end.

use crate::eval::ops::Outside;
use crate::finding::{EvidenceRole, Verdict};
use crate::flow::ledger::{OpKind, OutsideRecord};
use crate::model::Place;
use crate::model::route::EntryKind;
use crate::rule::{Detector, Input, Rule};

use super::{callee, doubtful, in_requests, with_way};

pub struct ExternalCallInTransaction;

impl Detector for ExternalCallInTransaction {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for call in in_requests(input).filter(|call| call.kind.leaves()) {
            let Some((write, table)) = call.dirty.and_then(|place| Some((place, written(place, input)?))) else { continue };
            let open = while_open(call);
            // A command that somebody types holds its locks while he looks on.
            if !is_served(&open, input) {
                continue;
            }
            let mut finding = rule
                .finding(call.place, call.symbol.clone())
                .slot("call", callee(call))
                .slot("what", words(call.kind))
                .slot("table", table)
                .evidence(write, EvidenceRole::Query, format!("the transaction has written to {table} here"));
            if !call.guards.is_empty() {
                finding = finding.confidence(doubtful(call));
            }
            out.push(with_way(finding, &open, input).build());
        }
    }
}

/// A route or a job comes with an open transaction.
fn is_served(open: &OutsideRecord, input: &Input<'_>) -> bool {
    let kind = |at: &usize| Some(input.model.routes.get(input.ledger.entries.get(*at)?.route)?.kind);
    open.reach.iter().filter_map(kind).any(|kind| kind != EntryKind::Command)
}

/// The call as those see it who come with an open transaction; the way of others is not theirs.
fn while_open(call: &OutsideRecord) -> OutsideRecord {
    let mut open = call.clone();
    if open.reach != open.dirty_reach {
        open.chain.clear();
    }
    open.reach.clone_from(&call.dirty_reach);
    open
}

/// The table of a mapped class that the write changes; a write of which less is known may be in no transaction.
fn written<'a>(place: Place, input: &'a Input<'_>) -> Option<&'a str> {
    let write = input.ledger.ops.iter().find(|op| op.kind == OpKind::Write && op.place == place)?;
    let (_, table) = write.what.split_once(' ')?;
    input.model.entities.iter().filter_map(|e| e.table_name.as_deref()).find(|name| *name == table)
}

fn words(kind: Outside) -> &'static str {
    match kind {
        Outside::Http => "asks another host",
        Outside::Mail => "speaks with the mail server",
        Outside::Process => "runs a program",
        Outside::Compute => "computes",
        Outside::Sleep | Outside::Pause | Outside::Parse | Outside::Connection | Outside::Engine | Outside::Client => "waits",
    }
}
