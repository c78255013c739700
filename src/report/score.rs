//! The score card: budgets and what the tree holds against them. A row whose facts do not exist is left out.

use std::collections::BTreeSet;

use crate::config::{Thresholds, threshold_origin};
use crate::facts::asset::AssetKind;
use crate::finding::Holds;
use crate::model::delivery::Page;
use crate::model::route::EntryKind;

use super::ReportInput;
use super::view::{CapacityView, FindingView, RouteView, ScoreRow, ScoreStatus};
use super::words::{count, kibibytes, thousands};

/// What the rows are counted from. Findings carry their final status, so the card cannot contradict them.
pub struct Facts<'a> {
    pub findings: &'a [FindingView],
    pub routes: &'a [RouteView],
    pub capacity: &'a [CapacityView],
}

#[must_use]
pub fn card(input: &ReportInput<'_>, facts: &Facts<'_>) -> Vec<ScoreRow> {
    let rows = [
        statements(input, facts),
        unindexed_keys(input, facts),
        unbounded(facts),
        pool(facts),
        heaviest_page(input),
        largest_script(input),
        by_rule(input, facts, "no-response-compression", "Response compression", "on"),
        by_rule(input, facts, "static-without-long-cache", "Cache lifetime of static files", &cache_budget(input)),
    ];
    rows.into_iter().flatten().collect()
}

fn status(good: bool) -> ScoreStatus {
    if good { ScoreStatus::Ok } else { ScoreStatus::Over }
}

/// `route.queries`, with the report that its default comes from, or as the project configured it.
fn origin(key: &str, is_default: bool) -> String {
    if is_default {
        format!("`{key}`, default from {}", threshold_origin(key))
    } else {
        format!("`{key}`, project configuration")
    }
}

fn statements(input: &ReportInput<'_>, facts: &Facts<'_>) -> Option<ScoreRow> {
    let budget = input.settings.thresholds.route_queries_target;
    let http = || facts.routes.iter().filter(|r| r.kind == EntryKind::Route);
    let priced = http().filter(|r| r.plain.at.ten.is_some()).count();
    if priced == 0 {
        return None;
    }
    let over = http().filter(|r| r.plain.at.ten.is_some_and(|n| n > budget)).count();
    let incomplete = http().filter(|r| r.plain.at.ten.is_some() && !r.complete).count();
    let mut found = format!("{} of {} over budget with 10 rows each", thousands(over as u64), count(priced, "route", "routes"));
    if incomplete > 0 {
        found.push_str(&format!("; {} known in part only (lower bound)", thousands(incomplete as u64)));
    }
    Some(ScoreRow {
        subject: "Statements per route".into(),
        budget: format!("at most {budget}"),
        source: origin("route.queries", budget == Thresholds::default().route_queries_target),
        found,
        status: status(over == 0),
    })
}

fn unindexed_keys(input: &ReportInput<'_>, facts: &Facts<'_>) -> Option<ScoreRow> {
    const RULE: &str = "fk-not-indexed";
    let keys: usize = input.model.schema.tables.iter().map(|t| t.foreign_keys.len()).sum();
    if keys == 0 || !input.rules.iter().any(|r| r.id == RULE) {
        return None;
    }
    let open = facts.findings.iter().filter(|f| f.rule == RULE && f.is_open()).count();
    Some(ScoreRow {
        subject: "Foreign keys without an index".into(),
        budget: "0".into(),
        source: format!("rule `{RULE}`"),
        found: format!("{} of {}", thousands(open as u64), count(keys, "key", "keys")),
        status: status(open == 0),
    })
}

fn unbounded(facts: &Facts<'_>) -> Option<ScoreRow> {
    let http = || facts.routes.iter().filter(|r| r.kind == EntryKind::Route && r.plain.at.ten.is_some());
    let routes = http().count();
    if routes == 0 {
        return None;
    }
    let reading = http().filter(|r| !r.unbounded_reads.is_empty()).count();
    let places: BTreeSet<_> = http().flat_map(|r| &r.unbounded_reads).map(|at| (&at.path, at.line)).collect();
    let mut found = format!("{} of {}", thousands(reading as u64), count(routes, "route", "routes"));
    if !places.is_empty() {
        found.push_str(&format!(", at {}", count(places.len(), "place", "places")));
    }
    Some(ScoreRow {
        subject: "Routes with an unbounded read".into(),
        budget: "none set".into(),
        source: "reads without a limit that grow with their table".into(),
        found,
        status: if reading == 0 { ScoreStatus::Ok } else { ScoreStatus::Info },
    })
}

/// The tightest production process; a development server only where there is nothing else.
fn pool(facts: &Facts<'_>) -> Option<ScoreRow> {
    let known = |row: &&CapacityView| row.threads.is_some() && row.pool.is_some();
    let production = facts.capacity.iter().filter(|r| !r.development).filter(known);
    let tightest = production
        .max_by_key(|row| row.threads.unwrap_or(0).saturating_sub(row.pool.unwrap_or(0)))
        .or_else(|| facts.capacity.iter().find(known))?;
    let (threads, pool) = (tightest.threads?, tightest.pool?);
    Some(ScoreRow {
        subject: "Connections of a process".into(),
        budget: format!("at least {} (threads)", thousands(threads)),
        source: format!("`{}:{}`", tightest.path, tightest.line),
        found: format!("{} (pool and overflow)", thousands(pool)),
        status: status(threads <= pool),
    })
}

fn heaviest_page(input: &ReportInput<'_>) -> Option<ScoreRow> {
    let (page, gzip, files) = input
        .model
        .pages
        .iter()
        .filter(|page| !page.routes.is_empty())
        .map(|page| weight(input, page))
        .filter(|(_, bytes, _)| *bytes > 0)
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.file.cmp(&a.0.file)))?;
    let path = input.model.files.get(page.file.index()).map_or("", |f| f.path.as_str());
    Some(ScoreRow {
        subject: "Heaviest page: scripts and styles, compressed".into(),
        budget: "none set".into(),
        source: "gzip level 6 of the files in the tree".into(),
        found: format!("{} in {} (`{path}`)", kibibytes(gzip), count(files, "file", "files")),
        status: ScoreStatus::Info,
    })
}

/// Compressed bytes of the distinct scripts and styles that a page loads, and their number.
fn weight<'a>(input: &ReportInput<'_>, page: &'a Page) -> (&'a Page, u64, usize) {
    let assets: BTreeSet<usize> = page.loads.iter().filter_map(|load| load.asset).collect();
    let text = assets
        .iter()
        .filter_map(|at| input.model.assets.get(*at))
        .filter(|asset| matches!(asset.kind, AssetKind::Script | AssetKind::Style));
    let (bytes, files) = text.fold((0, 0), |(bytes, files), asset| (bytes + asset.gzip.unwrap_or(asset.bytes), files + 1));
    (page, bytes, files)
}

fn largest_script(input: &ReportInput<'_>) -> Option<ScoreRow> {
    let budget = input.settings.thresholds.asset_js_raw_kb;
    let script = input
        .model
        .assets
        .iter()
        .filter(|a| a.kind == AssetKind::Script && a.served && !a.loaded_on.is_empty())
        .max_by(|a, b| a.bytes.cmp(&b.bytes).then_with(|| b.path.cmp(&a.path)))?;
    let gzip = script.gzip.map_or_else(String::new, |g| format!(", {} with gzip", kibibytes(g)));
    Some(ScoreRow {
        subject: "Largest script of a page".into(),
        budget: format!("at most {budget} KiB raw"),
        source: origin("asset.js_raw_kb", budget == Thresholds::default().asset_js_raw_kb),
        found: format!("{}{gzip} (`{}`)", kibibytes(script.bytes), script.path),
        status: status(script.bytes <= budget * 1024),
    })
}

fn cache_budget(input: &ReportInput<'_>) -> String {
    format!("at least {} s", thousands(input.settings.thresholds.static_max_age))
}

/// A row that one rule answers: over with an open finding, ok where it holds, left out where it said nothing.
fn by_rule(input: &ReportInput<'_>, facts: &Facts<'_>, rule: &str, subject: &str, budget: &str) -> Option<ScoreRow> {
    let open: Vec<&FindingView> = facts.findings.iter().filter(|f| f.rule == rule && f.is_open()).collect();
    let holds: Vec<&Holds> = input.verified.iter().filter(|h| h.rule == rule).collect();
    let found = match (open.first(), holds.first()) {
        (Some(finding), _) => finding.message.clone(),
        (None, Some(holds)) => holds.why.clone(),
        (None, None) => return None,
    };
    Some(ScoreRow {
        subject: subject.into(),
        budget: budget.into(),
        source: format!("rule `{rule}`"),
        found,
        status: status(open.is_empty()),
    })
}
