//! One entry point, statement by statement: `perfaudit routes --explain "GET /projects"`.

use std::fmt::Write as _;

use crate::flow::ledger::{EntryCost, Ledger, LedgerLine};
use crate::model::route::{EntryKind, Route, UNKNOWN_PREFIX};
use crate::model::{Model, Place};
use crate::source::text::Texts;

use super::locate::Locator;

/// The chain of every statement of the entries that `wanted` names: `GET /projects`, `/projects`, or the handler's name.
/// `None` when there is no such entry.
#[must_use]
pub fn text(model: &Model, ledger: &Ledger, texts: &Texts, wanted: &str) -> Option<String> {
    let (method, rule) = match wanted.split_once(' ') {
        Some((method, rule)) => (Some(method.to_ascii_uppercase()), rule.trim()),
        None => (None, wanted.trim()),
    };
    let locator = Locator { model, texts };
    let rule = rule.strip_prefix(UNKNOWN_PREFIX).unwrap_or(rule);
    let named = |route: &Route| route.rule == rule || route.handler == rule || route.address() == rule;
    let mut out = String::new();
    for entry in &ledger.entries {
        let Some(route) = model.routes.get(entry.route).filter(|r| named(r)) else { continue };
        if method.as_ref().is_none_or(|m| *m == entry.method) {
            if !out.is_empty() {
                out.push('\n');
            }
            explain(&mut out, route, entry, &locator);
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The entries, as `--explain` wants them named.
#[must_use]
pub fn names(model: &Model, ledger: &Ledger) -> Vec<String> {
    let name = |entry: &EntryCost| {
        let route = model.routes.get(entry.route)?;
        Some(if entry.method.is_empty() { route.handler.clone() } else { route.named(&entry.method) })
    };
    ledger.entries.iter().filter_map(name).collect()
}

fn explain(out: &mut String, route: &Route, entry: &EntryCost, locator: &Locator<'_>) {
    let title = match route.kind {
        EntryKind::Route => route.named(&entry.method),
        _ => route.handler.clone(),
    };
    let _ = writeln!(out, "{title}   {} {}", route.handler, spot(locator, route.place));
    let plain = &entry.plain;
    let _ = writeln!(out, "  plain  {} statements: {} at n = 10, {} at n = 40", plain.formula(), plain.at(10), plain.at(40));
    if entry.worst != entry.plain {
        let _ = writeln!(out, "  worst  {}", entry.worst.formula());
    }
    if !entry.complete {
        out.push_str("  known in part only: the numbers are lower bounds\n");
        for (place, cause) in &entry.lost {
            // A library's own code has no place in the repository.
            let at = if place.file.index() < locator.model.files.len() {
                format!(", at {}", spot(locator, *place))
            } else {
                String::new()
            };
            let _ = writeln!(out, "    {cause}{at}");
        }
        for place in &entry.undecided {
            let _ = writeln!(out, "    {}", super::ledger::undecided(*place, locator));
        }
    }
    if entry.lines.is_empty() {
        out.push_str("\n  no statement was seen\n");
    }
    for line in &entry.lines {
        out.push('\n');
        statement(out, line, route.place, locator);
    }
}

fn statement(out: &mut String, line: &LedgerLine, entry: Place, locator: &Locator<'_>) {
    let _ = writeln!(out, "  {:<14} {}", line.cost.formula(), line.what);
    let mut indent = 4;
    let mut via: Vec<Place> = line.via.iter().filter(|p| **p != entry).copied().collect();
    // A hook is declared and called at one place.
    via.dedup();
    for (role, place) in via.into_iter().map(|p| ("by", p)).chain([("at", line.place)]) {
        let _ = writeln!(out, "{:indent$}{role} {}  {}", "", spot(locator, place), locator.source(place));
        indent += 2;
    }
    for place in &line.loops {
        let _ = writeln!(out, "    each round of {}  {}", spot(locator, *place), locator.source(*place));
    }
    for place in &line.guards {
        let _ = writeln!(out, "    if {}  {}", spot(locator, *place), locator.source(*place));
    }
}

fn spot(locator: &Locator<'_>, place: Place) -> String {
    let at = locator.at(place);
    // What a framework runs by itself stands in no file of the project.
    if at.path.is_empty() { "the framework".into() } else { format!("{}:{}", at.path, at.line) }
}
