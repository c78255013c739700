//! Against what was known before, and against what the project allows: baseline, difference of ledgers, budgets.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::config::globs::Globs;
use crate::finding::Against;
use crate::finding::baseline::Known;

use super::ReportInput;
use super::terminal::route_name;
use super::view::{FindingView, Location, RouteView};

/// How the findings stand to what was known before.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BaselineView {
    /// File, or commit.
    pub name: String,
    pub new: usize,
    pub known: usize,
    /// Known findings that are no more.
    pub gone: Vec<Known>,
}

/// One entry point before and after; `None`: it is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LedgerChange {
    pub entry: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl LedgerChange {
    /// `4 → 4 + N(projects)`
    #[must_use]
    pub fn words(&self) -> String {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!("{before} → {after}"),
            (None, Some(after)) => format!("new, {after}"),
            (Some(before), None) => format!("gone, was {before}"),
            (None, None) => String::new(),
        }
    }
}

/// An entry point over its budget of statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OverBudget {
    pub entry: String,
    pub formula: String,
    /// The pattern of the configuration, and what it allows.
    pub pattern: String,
    pub budget: u64,
    #[serde(flatten)]
    pub at: Location,
}

#[must_use]
pub fn baseline(input: &ReportInput<'_>, findings: &[FindingView]) -> Option<BaselineView> {
    let of = |against| findings.iter().filter(|f| f.is_open() && f.baseline == Some(against)).count();
    let mut gone = input.gone.to_vec();
    gone.sort();
    Some(BaselineView { name: input.baseline?.name.clone(), new: of(Against::New), known: of(Against::Known), gone })
}

/// Entry points whose formula changed, that are new, or that are gone; by name.
#[must_use]
pub fn ledger_diff(before: &[RouteView], after: &[RouteView]) -> Vec<LedgerChange> {
    let mut entries: BTreeMap<String, (Option<&str>, Option<&str>)> = BTreeMap::new();
    for (entry, formula) in before.iter().flat_map(priced) {
        entries.entry(entry).or_default().0 = Some(formula);
    }
    for (entry, formula) in after.iter().flat_map(priced) {
        entries.entry(entry).or_default().1 = Some(formula);
    }
    let changed = entries.into_iter().filter(|(_, (before, after))| before != after);
    let change = |(entry, (before, after)): (String, (Option<&str>, Option<&str>))| LedgerChange {
        entry,
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    };
    changed.map(change).collect()
}

/// Name and formula, one for each method: methods of equal price stand together only by chance.
fn priced(route: &RouteView) -> Vec<(String, &str)> {
    let formula = route.plain.formula.as_str();
    if route.methods.len() < 2 {
        return vec![(route_name(route), formula)];
    }
    let one = |method: &String| RouteView { methods: vec![method.clone()], ..route.clone() };
    route.methods.iter().map(|method| (route_name(&one(method)), formula)).collect()
}

/// Entry points over the budget of the first pattern that fits. What grows with the data is over any budget.
#[must_use]
pub fn over_budget(input: &ReportInput<'_>, routes: &[RouteView]) -> Vec<OverBudget> {
    let budgets: Vec<(Globs, &str, u64)> = input
        .settings
        .budgets
        .iter()
        .filter_map(|(pattern, most)| Some((Globs::new(std::slice::from_ref(pattern)).ok()?, pattern.as_str(), *most)))
        .collect();
    let mut over = Vec::new();
    for route in routes {
        for method in &route.methods {
            let entry = format!("{method} {}", route.rule);
            let Some((_, pattern, budget)) = budgets.iter().find(|(globs, ..)| globs.matches(&entry)) else { continue };
            if most(route).is_some_and(|most| most <= *budget) || route.plain.at.ten.is_none() {
                continue;
            }
            let (formula, pattern) = (route.plain.formula.clone(), (*pattern).to_owned());
            over.push(OverBudget { entry, formula, pattern, budget: *budget, at: route.at.clone() });
        }
    }
    over
}

/// Statements at most; `None` when the formula grows with the data.
fn most(route: &RouteView) -> Option<u64> {
    let terms = route.plain.terms.iter().map(|term| {
        let bounds = term.factors.iter().map(|factor| factor.bound).collect::<Option<Vec<u64>>>()?;
        Some(bounds.into_iter().fold(term.coef, u64::saturating_mul))
    });
    terms.sum()
}
