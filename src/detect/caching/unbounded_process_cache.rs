//! Caches of a process that only grow.

use crate::finding::Verdict;
use crate::rule::{Detector, Input, Rule};

pub struct UnboundedProcessCache;

impl Detector for UnboundedProcessCache {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        // What no request can reach grows with the run of a script, which ends.
        if input.model.routes.is_empty() {
            return;
        }
        for cache in &input.model.growing_caches {
            let symbol = if cache.symbol.is_empty() { cache.name.clone() } else { format!("{}.{}", cache.symbol, cache.name) };
            out.push(rule.finding(cache.place, symbol.clone()).slot("cache", symbol).build());
        }
    }
}
