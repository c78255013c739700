//! Sides of a branch: each is replayed from the same state, and one of them is paid.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::eval::interp::Mode;
use crate::eval::ops::Op;
use crate::eval::value::SetId;
use crate::flow::cost::Cost;
use crate::flow::record::Side;
use crate::model::Place;

use super::{Replay, transaction};

impl Replay<'_> {
    pub(super) fn branch(&mut self, place: Place, sides: &[Vec<Op>], exits: &[bool], likely: Option<usize>) {
        let before = std::mem::take(&mut self.out.cost);
        let paid_before = self.ways_out.enter(&before);
        let mut costs = Vec::new();
        let loaded = Arc::clone(&self.loaded);
        let mut after: Option<Arc<FxHashSet<SetId>>> = None;
        let transaction = self.transaction;
        // With one side, the other one is to do nothing.
        let mut transactions = if sides.len() == 1 { vec![transaction] } else { Vec::new() };
        let branch = self.branches;
        self.branches += 1;
        let around = self.moment.sides.len();
        for (at, side) in sides.iter().enumerate() {
            self.moment.sides.push(Side { branch, which: u8::try_from(at).unwrap_or(u8::MAX) });
            self.loaded = Arc::clone(&loaded);
            self.transaction = transaction;
            let guarded = likely != Some(at);
            if guarded {
                self.guards.push(place);
            }
            self.all(side);
            if guarded {
                self.guards.pop();
            }
            self.moment.sides.truncate(around);
            costs.push(std::mem::take(&mut self.out.cost));
            if !exits.get(at).is_some_and(|exit| *exit) {
                transactions.push(self.transaction);
            }
            let here = std::mem::take(&mut self.loaded);
            after = Some(match after {
                None => here,
                Some(other) if Arc::ptr_eq(&other, &here) => other,
                Some(other) => {
                    let (mut small, mut large) = if other.len() < here.len() { (other, here) } else { (here, other) };
                    if self.mode == Mode::Plain {
                        Arc::make_mut(&mut small).retain(|set| large.contains(set));
                        small
                    } else {
                        Arc::make_mut(&mut large).extend(small.iter());
                        large
                    }
                }
            });
        }
        self.loaded = after.unwrap_or(loaded);
        self.transaction = transactions.into_iter().reduce(transaction::Transaction::join).unwrap_or_default();
        self.out.cost = before;
        // In a loop, the rounds before the one that leaves are paid, too.
        if self.mode == Mode::Worst && self.ways_out.are_outside_of_loops(self.loops.len()) {
            for (cost, _) in costs.iter().zip(exits).filter(|(_, exit)| **exit) {
                self.ways_out.leave(cost);
            }
        }
        self.ways_out.back(paid_before);
        if costs.windows(2).any(|w| w[0] != w[1]) || (costs.len() == 1 && costs[0] != Cost::default()) {
            self.out.undecided.push(place);
        }
        let staying: Vec<&Cost> = costs.iter().zip(exits).filter(|(_, e)| !**e).map(|(c, _)| c).collect();
        let only_staying = self.mode == Mode::Plain || self.ways_out.are_outside_of_loops(self.loops.len());
        let pool: Vec<&Cost> = if staying.is_empty() || !only_staying { costs.iter().collect() } else { staying };
        let chosen =
            if self.mode == Mode::Plain { pool.iter().min_by_key(|c| c.at(40)) } else { pool.iter().max_by_key(|c| c.at(40)) };
        if let Some(cost) = chosen {
            let cost = (*cost).clone();
            self.out.cost.add_cost(&cost);
        }
    }
}
