//! Pools, caches and extensions that do not do what they were made for.

use crate::finding::Verdict;
use crate::model::outbound::{MeansFault, UnusedMeans};
use crate::rule::{Detector, Input, Rule};

pub struct OptimisationNotWired;

impl Detector for OptimisationNotWired {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for made in &input.model.unused_means {
            let (what, how) = words(made);
            out.push(rule.finding(made.place, made.maker.clone()).slot("what", what).slot("how", how).build());
        }
        super::no_effect::detect(rule, input, out);
    }
}

/// The title, and what is wrong.
fn words(made: &UnusedMeans) -> (String, String) {
    let (maker, names) = (made.maker.as_str(), made.names.join(" and "));
    match made.fault {
        MeansFault::Unused => (
            format!("Made and never used: {names}"),
            format!("{maker} makes {names} when the module is imported, and nothing in the tree reads them or asks for them"),
        ),
        MeansFault::NeverSetUp => (
            format!("Never set up: {names}"),
            format!("{maker} makes {names}, and no app is given to it: init_app is never called"),
        ),
        MeansFault::OnlyMeasured => (
            format!("Measured but not used: {maker}()"),
            format!("Everything that calls {maker}() asks for the pool's statistics; no statement goes through it"),
        ),
        MeansFault::NoUsers => (
            format!("Never called: {names}()"),
            format!("{names}() loads relations with {maker}, and nothing in the tree calls it or names it"),
        ),
        MeansFault::NeverInstalled => (
            format!("Never installed: {names}"),
            format!("{names} stands in no list of middlewares, and nothing in the tree names it"),
        ),
        MeansFault::NeverRead => (
            format!("Filled and never read: {names}"),
            format!("Entries of {names} are set, and nothing asks for them: it costs memory and saves nothing"),
        ),
        MeansFault::KeepsNothing => (
            "A cache without a kind keeps nothing".to_owned(),
            format!("No CACHE_TYPE stands in the tree, and {maker} then uses NullCache: cached() and memoize() run every time"),
        ),
        MeansFault::GrowsLate => (
            format!("{maker} grows only after a wait"),
            format!(
                "{maker} waits for a connection to come back until a timeout, and only then makes another, although fewer are open \
                 than it may have"
            ),
        ),
    }
}
