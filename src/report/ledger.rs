//! Entry points with their prices, for the route ledger.

use crate::flow::cost::Cost;
use crate::flow::ledger::EntryCost;
use crate::model::Place;
use crate::model::route::Route;

use super::ReportInput;
use super::locate::Locator;
use super::view::{CostView, FactorView, RouteView, StatementView, TermView, Values};

/// Entry points in the order of path, line and rule. Methods of one price stand in one row.
#[must_use]
pub fn routes(input: &ReportInput<'_>, locator: &Locator<'_>) -> Vec<RouteView> {
    let mut priced: Vec<Vec<&EntryCost>> = vec![Vec::new(); input.model.routes.len()];
    for entry in &input.ledger.entries {
        if let Some(list) = priced.get_mut(entry.route) {
            list.push(entry);
        }
    }
    let mut out = Vec::new();
    for (route, entries) in input.model.routes.iter().zip(priced) {
        if entries.is_empty() {
            out.push(unpriced(route, locator));
        }
        let mut rows: Vec<(RouteView, &EntryCost)> = Vec::new();
        for entry in entries {
            match rows.iter_mut().find(|(_, known)| same_price(known, entry)) {
                Some((row, _)) => row.methods.push(entry.method.clone()),
                None => rows.push((priced_route(route, entry, locator), entry)),
            }
        }
        out.extend(rows.into_iter().map(|(row, _)| row));
    }
    out.sort_by(|a, b| (&a.at, &a.rule, &a.methods, &a.handler).cmp(&(&b.at, &b.rule, &b.methods, &b.handler)));
    out
}

fn same_price(a: &EntryCost, b: &EntryCost) -> bool {
    a.plain == b.plain
        && a.worst == b.worst
        && a.complete == b.complete
        && a.unbounded_reads == b.unbounded_reads
        && a.external == b.external
        && a.unknowns == b.unknowns
        && a.undecided == b.undecided
        && a.renders == b.renders
}

fn unpriced(route: &Route, locator: &Locator<'_>) -> RouteView {
    let unknown = || CostView { formula: "unknown".into(), terms: Vec::new(), at: Values::default() };
    RouteView {
        kind: route.kind,
        methods: route.methods.clone(),
        rule: route.rule.clone(),
        prefix_unknown: route.prefix_unknown,
        endpoint: route.endpoint.clone(),
        handler: route.handler.clone(),
        guarded: route.guarded,
        at: locator.at(route.place),
        complete: false,
        plain: unknown(),
        worst: unknown(),
        unbounded_reads: Vec::new(),
        external: Vec::new(),
        unknowns: Vec::new(),
        renders: Vec::new(),
        statements: Vec::new(),
    }
}

fn priced_route(route: &Route, entry: &EntryCost, locator: &Locator<'_>) -> RouteView {
    let statements = entry.lines.iter().map(|line| {
        let at = locator.at(line.place);
        StatementView { path: at.path, line: at.line, what: line.what.clone(), cost: line.cost.formula() }
    });
    RouteView {
        methods: if entry.method.is_empty() { Vec::new() } else { vec![entry.method.clone()] },
        complete: entry.complete,
        plain: cost(&entry.plain, locator),
        worst: cost(&entry.worst, locator),
        unbounded_reads: entry.unbounded_reads.iter().map(|p| locator.at(*p)).collect(),
        external: entry.external.iter().map(|p| locator.at(*p)).collect(),
        unknowns: entry.unknowns.iter().cloned().chain(entry.undecided.iter().map(|p| undecided(*p, locator))).collect(),
        renders: entry.renders.clone(),
        statements: statements.collect(),
        ..unpriced(route, locator)
    }
}

/// A condition that keeps an entry point from being known whole.
pub fn undecided(place: Place, locator: &Locator<'_>) -> String {
    format!("the condition at {} is not decided", locator.at(place).short())
}

fn cost(cost: &Cost, locator: &Locator<'_>) -> CostView {
    let terms = cost.terms.iter().map(|term| TermView {
        coef: term.coef,
        factors: term
            .factors
            .iter()
            .map(|atom| {
                let at = locator.at(atom.place);
                FactorView { atom: atom.name.clone(), path: at.path, line: at.line, bound: atom.bound }
            })
            .collect(),
    });
    CostView {
        formula: cost.formula(),
        terms: terms.collect(),
        at: Values { ten: Some(cost.at(10)), forty: Some(cost.at(40)) },
    }
}
