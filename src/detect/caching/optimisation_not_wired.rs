//! Pools and caches that are made and never used.

use crate::finding::Verdict;
use crate::rule::{Detector, Input, Rule};

pub struct OptimisationNotWired;

impl Detector for OptimisationNotWired {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for made in &input.model.unused_means {
            let names = made.names.join(" and ");
            out.push(
                rule.finding(made.place, made.maker.clone()).slot("maker", made.maker.as_str()).slot("names", names).build(),
            );
        }
    }
}
