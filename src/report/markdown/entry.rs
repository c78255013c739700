//! One entry: what it costs, where, the proof, why, the remedy, and how to check it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::report::view::{EditView, Entry, FindingView, Report};
use crate::report::words::{capital, count, join};

use super::overview::link;
use super::text::{Table, block, code, fence_language, inline};

/// Rows of the table of places, and routes that are named.
const PLACES: usize = 10;
/// Statements of a group that are printed.
const STATEMENTS: usize = 40;
const ROUTES: usize = 5;

pub fn write(out: &mut String, report: &Report, entry: &Entry) {
    let Some(lead) = report.lead(entry) else { return };
    let _ = writeln!(out, "<a id=\"{}\"></a>\n", entry.id.to_lowercase());
    let _ = writeln!(out, "#### {} {}\n", entry.id, inline(&entry.title));
    let scale = format!(
        "{} · {} confidence · {} · {}",
        entry.severity.name(),
        entry.confidence.name(),
        lead.status.name(),
        code(&entry.rule)
    );
    let _ = writeln!(out, "{scale}\n");
    body(out, report, entry);
}

/// All but the heading and the scales.
pub fn body(out: &mut String, report: &Report, entry: &Entry) {
    let Some(lead) = report.lead(entry) else { return };
    impact(out, entry, lead);
    if entry.members.len() > 1 {
        places(out, report, entry);
    } else {
        let _ = writeln!(out, "**Where** {} {}\n", code(&lead.at.short()), code(&lead.symbol));
        if lead.message != lead.title {
            let _ = writeln!(out, "{}\n", inline(&lead.message));
        }
    }
    excerpt(out, lead);
    evidence(out, lead, entry.members.len() > 1);
    let told = told_before(report, entry);
    why(out, entry, lead, told);
    remedy(out, report, entry, lead);
    let _ = writeln!(out, "**Effort** {}\n", effort(entry));
    let verify_told = told.and_then(|first| report.lead(first)).is_some_and(|first| first.verify == lead.verify);
    if let Some(verify) = lead.verify.as_ref().filter(|_| !verify_told) {
        let _ = writeln!(out, "**Verify** {}\n", inline(verify));
    }
    if told.is_none() {
        risk_and_reference(out, report, entry);
    }
}

/// The first entry of the same rule: what it says of the rule is not said again.
fn told_before<'a>(report: &'a Report, entry: &Entry) -> Option<&'a Entry> {
    report.entries.iter().find(|first| first.rule == entry.rule).filter(|first| first.id != entry.id)
}

fn risk_and_reference(out: &mut String, report: &Report, entry: &Entry) {
    if let Some(row) = report.risks.iter().find(|row| row.entries.contains(&entry.id)) {
        let _ = writeln!(out, "**Risk** {}. Way back: {}.\n", capital(row.risk), row.rollback);
    }
    if !entry.links.is_empty() {
        let links: Vec<String> = entry.links.iter().map(|link| format!("<{}>", link.replace(['<', '>'], ""))).collect();
        let _ = writeln!(out, "**Reference** {}\n", links.join(", "));
    }
}

/// What it costs, and when that is paid.
fn impact(out: &mut String, entry: &Entry, lead: &FindingView) {
    let mut parts = Vec::new();
    if let Some(formula) = &lead.formula {
        parts.push(format!("{}{}.", code(formula), reach(&lead.reach)));
    } else if !lead.reach.is_empty() {
        parts.push(format!("Paid{}.", reach(&lead.reach)));
    }
    if !entry.impact.is_empty() {
        parts.push(inline(&entry.impact));
    }
    if !parts.is_empty() {
        let _ = writeln!(out, "**Impact** {}\n", parts.join(" "));
    }
}

fn reach(routes: &[String]) -> String {
    if routes.is_empty() {
        return String::new();
    }
    let mut named: Vec<String> = routes.iter().take(ROUTES).map(|r| code(r)).collect();
    if routes.len() > ROUTES {
        named.push(format!("{} more", routes.len() - ROUTES));
    }
    format!(" on {}", join(&named))
}

fn places(out: &mut String, report: &Report, entry: &Entry) {
    let with_cost = entry.members.iter().any(|at| report.findings[*at].formula.is_some());
    let _ = writeln!(out, "**Where** {}\n", count(entry.members.len(), "place", "places"));
    let mut head = vec!["place", "symbol", "what", "severity"];
    if with_cost {
        head.push("cost");
    }
    let mut table = Table::new(&head);
    for at in entry.members.iter().take(PLACES) {
        let finding = &report.findings[*at];
        table.row(&[
            code(&finding.at.short()),
            code(&finding.symbol),
            inline(&finding.message),
            finding.severity.name().into(),
            finding.formula.as_deref().map_or_else(String::new, code),
        ]);
    }
    out.push_str(&table.finish());
    if entry.members.len() > PLACES {
        let _ = writeln!(out, "and {} more\n", entry.members.len() - PLACES);
    }
}

fn excerpt(out: &mut String, lead: &FindingView) {
    if !lead.excerpt.lines.is_empty() {
        let _ = writeln!(out, "{}", block(&lead.excerpt.lines.join("\n"), fence_language(&lead.at.path)));
    }
}

fn evidence(out: &mut String, lead: &FindingView, grouped: bool) {
    if lead.evidence.is_empty() {
        return;
    }
    let of = if grouped { format!(" (for {})", code(&lead.at.short())) } else { String::new() };
    let _ = writeln!(out, "**Evidence**{of}\n");
    let mut quoted = BTreeSet::new();
    for (at, step) in lead.evidence.iter().enumerate() {
        let is_new = !step.source.is_empty() && quoted.insert((&step.at.path, step.at.line));
        let source = if is_new { format!(": {}", code(&step.source)) } else { String::new() };
        let note = inline(&step.note);
        let _ = writeln!(out, "{}. {} {} {note}{source}", at + 1, step.role.name(), code(&step.at.short()));
    }
    out.push('\n');
}

fn why(out: &mut String, entry: &Entry, lead: &FindingView, told: Option<&Entry>) {
    let mut parts = Vec::new();
    match told {
        Some(first) => parts.push(format!("As for {}.", link(&first.id))),
        None if !entry.why.is_empty() => parts.push(inline(&entry.why)),
        None => {}
    }
    if !lead.severity_reason.is_empty() {
        parts.push(format!("Severity: {}.", inline(lead.severity_reason.trim_end_matches('.'))));
    }
    if !parts.is_empty() {
        let _ = writeln!(out, "**Why** {}\n", parts.join(" "));
    }
}

/// The remedy of the leading place, and the exact edits of all places that have one.
fn remedy(out: &mut String, report: &Report, entry: &Entry, lead: &FindingView) {
    if !lead.remedy.is_empty() {
        let _ = writeln!(out, "**Remedy** {}\n", inline(&lead.remedy));
    }
    code_of_all(out, report, entry, lead);
    let edits: Vec<&EditView> = entry.members.iter().flat_map(|at| &report.findings[*at].edits).collect();
    if edits.is_empty() {
        return;
    }
    let diff: Vec<String> = edits.iter().take(PLACES).map(|edit| hunk(edit)).collect();
    let _ = writeln!(out, "{}", block(&diff.join("\n"), "diff"));
    if edits.len() > PLACES {
        let _ = writeln!(out, "and {} more\n", count(edits.len() - PLACES, "edit", "edits"));
    }
}

/// The code of every place once: an index finding of nine keys shows nine statements.
fn code_of_all(out: &mut String, report: &Report, entry: &Entry, lead: &FindingView) {
    let mut codes: Vec<&str> = Vec::new();
    for code in entry.members.iter().filter_map(|at| report.findings[*at].code.as_deref()) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.is_empty() {
        return;
    }
    let language =
        if codes[0].starts_with("CREATE ") || codes[0].starts_with("DROP ") { "sql" } else { fence_language(&lead.at.path) };
    let shown: Vec<&str> = codes.iter().take(STATEMENTS).copied().collect();
    let _ = writeln!(out, "{}", block(&shown.join("\n"), language));
    if codes.len() > STATEMENTS {
        let _ = writeln!(out, "and {} more\n", count(codes.len() - STATEMENTS, "statement", "statements"));
    }
}

/// Changed lines only, below a line that names the place.
fn hunk(edit: &EditView) -> String {
    let same_head = edit.before.iter().zip(&edit.after).take_while(|(a, b)| a == b).count();
    let rest = edit.before.len().min(edit.after.len()) - same_head;
    let same_tail = edit.before.iter().rev().zip(edit.after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let mut out = format!("@@ {} @@", edit.at.short());
    for line in &edit.before[same_head..edit.before.len() - same_tail] {
        let _ = write!(out, "\n-{line}");
    }
    for line in &edit.after[same_head..edit.after.len() - same_tail] {
        let _ = write!(out, "\n+{line}");
    }
    out
}

fn effort(entry: &Entry) -> String {
    let range = crate::finding::plan::range(entry.effort).words();
    let of =
        if entry.members.len() > 1 { format!(" for {}", count(entry.members.len(), "place", "places")) } else { String::new() };
    format!("{}: {range}{of}", capital(entry.effort.name()))
}
