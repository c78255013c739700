//! The score card: budgets and what the tree holds against them. A row whose facts do not exist is left out.

use std::collections::BTreeSet;

use crate::config::{Thresholds, threshold_origin};
use crate::facts::asset::AssetKind;
use crate::finding::Holds;
use crate::model::route::EntryKind;

use super::ReportInput;
use super::view::{CapacityView, FindingView, PageView, RouteView, ScoreRow, ScoreStatus, ToolsView};
use super::words::{capital, count, join, kibibytes, thousands};

/// What the rows are counted from. Findings carry their final status, so the card cannot contradict them.
pub struct Facts<'a> {
    pub findings: &'a [FindingView],
    pub routes: &'a [RouteView],
    pub capacity: &'a [CapacityView],
    pub tools: &'a [ToolsView],
    pub pages: &'a [PageView],
}

#[must_use]
pub fn card(input: &ReportInput<'_>, facts: &Facts<'_>) -> Vec<ScoreRow> {
    let rows = [
        statements(input, facts),
        unindexed_keys(input, facts),
        unbounded(facts),
        pool(facts),
        heaviest_page(facts),
        largest_script(input),
        by_rule(input, facts, "no-response-compression", "Response compression", "on"),
        by_rule(input, facts, "static-without-long-cache", "Cache lifetime of static files", &cache_budget(input)),
        by_rule(input, facts, "worker-memory", "Memory of the workers", "what the host has"),
    ];
    rows.into_iter().flatten().chain(facts.tools.iter().filter_map(tool)).collect()
}

/// What measures in production and under load: either the tree declares such a tool, or none.
fn tool(row: &ToolsView) -> Option<ScoreRow> {
    let names: Vec<String> = row.found.iter().map(|tool| format!("{} (`{}`)", tool.name, tool.at.short())).collect();
    let has = !names.is_empty();
    row.expected.then(|| ScoreRow {
        subject: capital(row.purpose),
        budget: "one".into(),
        source: "the dependencies that the tree declares".into(),
        found: if has { join(&names) } else { "none".into() },
        status: if has { ScoreStatus::Ok } else { ScoreStatus::Info },
    })
}

fn status(good: bool) -> ScoreStatus {
    if good { ScoreStatus::Ok } else { ScoreStatus::Missed }
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

fn heaviest_page(facts: &Facts<'_>) -> Option<ScoreRow> {
    let page = facts.pages.iter().max_by(|a, b| a.gzip.cmp(&b.gzip).then_with(|| b.path.cmp(&a.path)))?;
    Some(ScoreRow {
        subject: "Heaviest page: scripts and styles, compressed".into(),
        budget: "none set".into(),
        source: "gzip level 6 of the files in the tree".into(),
        found: format!("{} in {} (`{}`)", kibibytes(page.gzip), count(page.files, "file", "files"), page.path),
        status: ScoreStatus::Info,
    })
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

/// The rest stands in the finding.
fn first_sentence(text: &str) -> String {
    text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.').to_owned()
}

/// A row that one rule answers: over with an open finding, ok where it holds, left out where it said nothing.
fn by_rule(input: &ReportInput<'_>, facts: &Facts<'_>, rule: &str, subject: &str, budget: &str) -> Option<ScoreRow> {
    let open: Vec<&FindingView> = facts.findings.iter().filter(|f| f.rule == rule && f.is_open()).collect();
    let holds: Vec<&Holds> = input.verified.iter().filter(|h| h.rule == rule).collect();
    let found = match (open.first(), holds.first()) {
        (Some(finding), _) => first_sentence(&finding.message),
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
