//! What was established besides findings: what holds, what could not be judged, routes, capacity, assets.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::report::terminal::route_name;
use crate::report::view::{CapacityFactor, NotAssessableView, Report, RouteView, VerifiedView};
use crate::report::words::{count, join, kibibytes, thousands};

use super::text::{Table, code, inline};

/// Rows that one rule may take.
const ROWS_PER_RULE: usize = 12;
/// Routes of the ledger that are unfolded, and statements of each.
const DETAILS: usize = 20;
const STATEMENTS: usize = 25;

pub fn verified(out: &mut String, report: &Report) {
    if report.verified.is_empty() {
        return;
    }
    let mut by_rule: BTreeMap<&str, Vec<&VerifiedView>> = BTreeMap::new();
    for fine in &report.verified {
        by_rule.entry(&fine.rule).or_default().push(fine);
    }
    let counts: Vec<String> =
        by_rule.iter().map(|(rule, all)| format!("{} by {}", thousands(all.len() as u64), code(rule))).collect();
    let _ = writeln!(out, "## Verified OK\n\nLooked at and in order, no action: {}.\n", join(&counts));
    let mut table = Table::new(&["rule", "checked", "where", "why it is fine"]);
    for (rule, all) in by_rule {
        for fine in all.iter().take(ROWS_PER_RULE) {
            let place = fine.at.as_ref().map_or_else(String::new, |at| code(&at.short()));
            table.row(&[code(rule), inline(&fine.subject), place, inline(&fine.why)]);
        }
        if all.len() > ROWS_PER_RULE {
            let more = thousands((all.len() - ROWS_PER_RULE) as u64);
            table.row(&[code(rule), format!("and {more} more"), String::new(), String::new()]);
        }
    }
    out.push_str(&table.finish());
}

pub fn not_assessable(out: &mut String, report: &Report) {
    if report.not_assessable.is_empty() {
        return;
    }
    out.push_str("## Not assessable\n\nNeither a finding nor in order: a fact is missing.\n\n");
    let mut by_rule: BTreeMap<(&str, &str), Vec<&NotAssessableView>> = BTreeMap::new();
    for lost in &report.not_assessable {
        by_rule.entry((&lost.rule, &lost.cause)).or_default().push(lost);
    }
    let mut table = Table::new(&["rule", "subject", "cause"]);
    for ((rule, cause), all) in by_rule {
        let mut subjects: Vec<String> = all.iter().take(3).map(|lost| inline(&lost.subject)).collect();
        if all.len() > 3 {
            subjects.push(format!("and {} more", thousands((all.len() - 3) as u64)));
        }
        table.row(&[code(rule), subjects.join(", "), inline(cause)]);
    }
    out.push_str(&table.finish());
}

pub fn routes(out: &mut String, report: &Report) {
    if report.routes.is_empty() {
        return;
    }
    out.push_str("## Route ledger\n\n");
    out.push_str(
        "Statements of one request as a formula: *plain* is a normal request with warm caches, *worst* takes every undecided \
         branch at its dearer side, and is left out where it is the same. The values are the formula with every N set to 10 and to 40, bounds applied. A route known \
         in part is a lower bound.\n\n",
    );
    let head = [
        "entry point",
        "handler",
        "guard",
        "plain",
        "worst",
        "10 rows",
        "40 rows",
        "known",
        "unbounded reads",
        "external calls",
    ];
    let mut table = Table::new(&head);
    for route in &report.routes {
        table.row(&route_row(route, report.route_budget));
    }
    out.push_str(&table.without_empty_columns().finish());
    details(out, report);
}

fn route_row(route: &RouteView, budget: u64) -> [String; 10] {
    let value = |n: Option<u64>| match n {
        Some(n) if n > budget => format!("**{}**", thousands(n)),
        Some(n) => thousands(n),
        None => "unknown".into(),
    };
    let worst = if route.worst.formula == route.plain.formula { String::new() } else { code(&route.worst.formula) };
    let number = |n: usize| if n == 0 { String::new() } else { thousands(n as u64) };
    [
        code(&route_name(route)),
        format!("{} {}", code(last_name(&route.handler)), code(&route.at.short())),
        if route.guarded { "yes".into() } else { String::new() },
        code(&route.plain.formula),
        worst,
        value(route.plain.at.ten),
        value(route.plain.at.forty),
        if route.complete { "whole".into() } else { "in part".into() },
        number(route.unbounded_reads.len()),
        number(route.external.len()),
    ]
}

/// The module stands in the place beside it.
fn last_name(dotted: &str) -> &str {
    dotted.rsplit('.').next().unwrap_or(dotted)
}

/// The dearest routes, statement by statement, folded.
fn details(out: &mut String, report: &Report) {
    let mut routes: Vec<&RouteView> = report.routes.iter().filter(|r| !r.statements.is_empty()).collect();
    routes.sort_by_key(|r| std::cmp::Reverse(r.plain.at.forty));
    if !routes.is_empty() {
        let dearest = if routes.len() > DETAILS { format!("The {DETAILS} dearest, statement") } else { "Statement".into() };
        let _ = writeln!(out, "{dearest} by statement:\n");
    }
    for route in routes.into_iter().take(DETAILS) {
        let name = route_name(route).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let price = route.plain.at.ten.map_or_else(String::new, |n| format!(": {} with 10 rows a table", thousands(n)));
        let _ = writeln!(out, "<details><summary>{name}{price}</summary>\n");
        let mut table = Table::new(&["place", "what", "statements"]);
        for line in route.statements.iter().take(STATEMENTS) {
            table.row(&[code(&format!("{}:{}", line.path, line.line)), inline(&line.what), code(&line.cost)]);
        }
        if route.statements.len() > STATEMENTS {
            table.row(&[format!("and {} more", route.statements.len() - STATEMENTS)]);
        }
        out.push_str(&table.finish());
        out.push_str("</details>\n\n");
    }
}

pub fn capacity(out: &mut String, report: &Report) {
    if report.capacity.is_empty() {
        return;
    }
    out.push_str("## Capacity\n\n");
    out.push_str(
        "Instances × workers × connections of a worker, against what the database allows: as the pools are set up, and as far as \
         the threads of the workers reach, of which each uses one connection at a time. What no file says is marked as assumed.\n\n",
    );
    let head = ["process", "factors and their source", "allowed by the pools", "in use at most", "limit", "verdict"];
    let mut table = Table::new(&head);
    for row in &report.capacity {
        let factors: Vec<String> = row.factors.iter().map(factor).collect();
        let number = |n: Option<u64>| n.map_or_else(|| "unknown".to_owned(), thousands);
        let source = row.limit_source.as_deref().map_or_else(String::new, |s| format!(" ({})", inline(s)));
        let mode = if row.development { " (development)" } else { "" };
        table.row(&[
            format!("{}{mode} {}", inline(&row.process), code(&format!("{}:{}", row.path, row.line))),
            factors.join("; "),
            number(row.sum),
            number(row.reachable),
            format!("{}{source}", number(row.limit)),
            inline(&row.verdict),
        ]);
    }
    out.push_str(&table.finish());
}

fn factor(factor: &CapacityFactor) -> String {
    let value = factor.value.map_or_else(|| "unknown".to_owned(), |v| v.to_string());
    let place = match (&factor.path, factor.line) {
        (Some(path), Some(line)) => format!(", {}", code(&format!("{path}:{line}"))),
        _ => String::new(),
    };
    format!("{} = {value} ({}{place})", code(factor.name), inline(&factor.source))
}

pub fn assets(out: &mut String, report: &Report) {
    if report.assets.is_empty() {
        return;
    }
    out.push_str("## Assets\n\n");
    let shown = report.assets.len();
    let all = count(report.assets_total, "served file", "served files");
    if shown < report.assets_total {
        let _ = writeln!(
            out,
            "The {shown} largest of {all}, those first that a page loads. Compressed: gzip level 6 of the file in the tree.\n"
        );
    } else {
        let _ = writeln!(out, "{all}. Compressed: gzip level 6 of the file in the tree.\n");
    }
    let mut table = Table::new(&["file", "raw", "gzip", "minified", "loaded on"]);
    for asset in &report.assets {
        let minified = match asset.minified {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        table.row(&[
            code(&asset.path),
            kibibytes(asset.bytes),
            asset.gzip.map_or_else(String::new, kibibytes),
            minified.into(),
            loaded_on(&asset.loaded_on),
        ]);
    }
    out.push_str(&table.without_empty_columns().finish());
}

fn loaded_on(pages: &[String]) -> String {
    match pages {
        [] => "no template that was read".into(),
        [one] => code(one),
        [one, two] => format!("{}, {}", code(one), code(two)),
        [one, rest @ ..] => format!("{} and {} more", code(one), rest.len()),
    }
}
