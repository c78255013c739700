//! One entry with its code frame: source lines, what is meant, the evidence below, cost and remedy.

use std::fmt::Write as _;

use crate::report::view::{Entry, EvidenceView, FindingView, Report};
use crate::report::words::count;

use super::style::{Style, cut, wrap};

/// Evidence lines and further places of a group that are printed.
const EVIDENCE: usize = 5;
const PLACES: usize = 3;
/// Lines of the remedy's code.
const CODE: usize = 8;

/// The entry at full length.
#[must_use]
pub fn entry(report: &Report, entry: &Entry, style: Style) -> String {
    let Some(lead) = report.lead(entry) else { return String::new() };
    let mut out = String::new();
    heading(&mut out, entry, style);
    code_frame(&mut out, lead, style);
    let label = |out: &mut String, name: &str, text: &str| labelled(out, name, text, style);
    if let Some(formula) = &lead.formula {
        label(&mut out, "cost", &cost(formula, &lead.reach));
    }
    if lead.message != lead.title {
        label(&mut out, "what", &lead.message);
    }
    label(&mut out, "fix", &lead.remedy);
    if let Some(code) = &lead.code {
        remedy_code(&mut out, code, style);
    }
    further_places(&mut out, report, entry, style);
    out
}

fn heading(out: &mut String, entry: &Entry, style: Style) {
    let dot = style.glyphs().dot;
    let severity = style.severity(entry.severity, entry.severity.name());
    let rest =
        format!(" {dot} {} confidence {dot} {} effort {dot} {}", entry.confidence.name(), entry.effort.name(), entry.rule);
    let _ = writeln!(out, "{} {severity}{}", style.bold(&entry.id), style.dim(&rest));
    for line in wrap(&entry.title, style.width.saturating_sub(2)) {
        let _ = writeln!(out, "  {}", style.bold(&line));
    }
}

fn code_frame(out: &mut String, lead: &FindingView, style: Style) {
    let glyphs = style.glyphs();
    let last = lead.excerpt.first_line as usize + lead.excerpt.lines.len();
    let gutter = last.to_string().len().max(3) + 1;
    let pad = " ".repeat(gutter);
    let place = format!("{}:{}:{}", lead.at.path, lead.at.line, lead.at.column);
    let _ = writeln!(out, "{pad} {} {}", style.dim(glyphs.open), style.path(&place));
    let room = style.width.saturating_sub(gutter + 3).max(20);
    for (at, line) in lead.excerpt.lines.iter().enumerate() {
        let number = format!("{:>gutter$}", lead.excerpt.first_line as usize + at);
        let _ = writeln!(out, "{} {} {}", style.dim(&number), style.dim(glyphs.bar), cut(line, room));
        if let Some((marked, start, width)) = lead.excerpt.mark
            && marked == at
            && start < room
        {
            let caret = glyphs.caret.repeat(width.min(room - start));
            let caret = style.severity(lead.severity, &caret);
            let _ = writeln!(out, "{pad} {} {}{caret}", style.dim(glyphs.gap), " ".repeat(start));
        }
    }
    evidence(out, &lead.evidence, gutter, style);
}

fn evidence(out: &mut String, evidence: &[EvidenceView], gutter: usize, style: Style) {
    let glyphs = style.glyphs();
    let pad = " ".repeat(gutter);
    let shown = &evidence[..evidence.len().min(EVIDENCE)];
    let role_width = shown.iter().map(|e| e.role.name().len()).max().unwrap_or(0);
    let place_width = shown.iter().map(|e| e.at.short().chars().count()).max().unwrap_or(0).min(style.width / 2);
    for step in shown {
        let role = format!("{:<role_width$}", step.role.name());
        let place = format!("{:<place_width$}", step.at.short());
        let used = gutter + 1 + 3 + role_width + 2 + place.chars().count() + 2;
        let note = if step.note.is_empty() { &step.source } else { &step.note };
        let note = cut(note, style.width.saturating_sub(used).max(20));
        let line = format!("{pad} {} {role}  {}  {note}", style.dim(glyphs.branch), style.path(&place));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let rest = evidence.len() - shown.len();
    let end = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    let _ = writeln!(out, "{pad} {}{end}", style.dim(glyphs.close));
}

/// `4 + N(items) statements on GET /queue/ and 2 more routes`
fn cost(formula: &str, reach: &[String]) -> String {
    match reach {
        [] => formula.to_owned(),
        [route] => format!("{formula} on {route}"),
        [first, rest @ ..] => format!("{formula} on {first} and {}", count(rest.len(), "more route", "more routes")),
    }
}

fn labelled(out: &mut String, name: &str, text: &str, style: Style) {
    let lines = wrap(text, style.width.saturating_sub(9).max(20));
    for (at, line) in lines.iter().enumerate() {
        let name = if at == 0 { format!("{name:<5}") } else { " ".repeat(5) };
        let _ = writeln!(out, "  {} {line}", style.dim(&name));
    }
}

fn remedy_code(out: &mut String, code: &str, style: Style) {
    let lines: Vec<&str> = code.trim_matches('\n').lines().collect();
    for line in lines.iter().take(CODE) {
        let line = format!("          {}", cut(line, style.width.saturating_sub(10).max(20)));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    if lines.len() > CODE {
        let _ = writeln!(out, "          ({} more)", count(lines.len() - CODE, "line", "lines"));
    }
}

fn further_places(out: &mut String, report: &Report, entry: &Entry, style: Style) {
    let place = |at: &usize| report.findings[*at].at.short();
    let mut others: Vec<String> = Vec::new();
    for place in entry.members.iter().skip(1).map(place) {
        if !others.contains(&place) {
            others.push(place);
        }
    }
    if others.is_empty() {
        return;
    }
    let shown = &others[..others.len().min(PLACES)];
    let rest = others.len() - shown.len();
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    labelled(out, "also", &format!("{}{more}", shown.join(", ")), style);
}
