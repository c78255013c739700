//! What kept a rule from reporting a place: `perfaudit explain RULE --why-not PATH:LINE`.

mod column;

use std::fmt::Write as _;

use crate::facts::program::Program;
use crate::facts::{Language, Role};
use crate::finding::Finding;
use crate::flow::ledger::{EntryCost, OpRecord};
use crate::model::{FileId, Model, Place};
use crate::syntax::python;

use super::locate::Locator;
use super::{ReportInput, words};

/// Entries that are named, and statements; the rest is counted.
const SHOWN: usize = 5;

/// What is known of the place, from the reading of the file to the rule's own words.
#[must_use]
pub fn text(rule: &str, path: &str, line: u32, input: &ReportInput<'_>) -> String {
    let locator = Locator { model: input.model, texts: input.texts };
    let Some(file) = input.model.file_by_path(path) else { return unread(path, input) };
    let place = Asked { rule, file, path, line, input, locator: &locator };
    let mut out = String::new();
    place.file(&mut out);
    let is_told = place.findings(&mut out) || place.held(&mut out) || place.operations(&mut out) || place.columns(&mut out);
    if !is_told {
        place.function(&mut out);
    }
    place.doubts(&mut out);
    out
}

fn unread(path: &str, input: &ReportInput<'_>) -> String {
    let skipped = input.coverage.skipped.iter().find(|(skipped, _)| is_below(path, skipped));
    match skipped {
        Some((skipped, why)) => format!("{path} was not read: {skipped} was skipped ({why})\n"),
        None => format!("{path} is no file of the audited tree\n"),
    }
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder.trim_end_matches('/')).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The question with all that answers it.
struct Asked<'a> {
    rule: &'a str,
    file: FileId,
    path: &'a str,
    line: u32,
    input: &'a ReportInput<'a>,
    locator: &'a Locator<'a>,
}

impl Asked<'_> {
    fn is_here(&self, place: Place) -> bool {
        let lines = self.locator.at(place);
        place.file == self.file && (lines.line..=lines.end_line).contains(&self.line)
    }

    /// How the file was read, when that alone may be the reason.
    fn file(&self, out: &mut String) {
        let role = self.input.model.role(self.file);
        match role {
            Role::Test | Role::Docs => _ = writeln!(out, "{} is {}: it is not read", self.path, words::role(role)),
            Role::App | Role::Script => {}
            _ => _ = writeln!(out, "{} is {}: nothing is reported of it", self.path, words::role(role)),
        }
        for note in self.input.coverage.notes.iter().filter(|note| note.path == self.path) {
            let line = note.line.map_or_else(String::new, |line| format!(" (line {line})"));
            let _ = writeln!(out, "{} was not read as a whole: {}{line}", self.path, note.text);
        }
    }

    /// The rule fired here: reported, suppressed, or hidden.
    fn findings(&self, out: &mut String) -> bool {
        let here: Vec<&Finding> = self.input.findings.iter().filter(|f| f.rule == self.rule && self.is_here(f.place)).collect();
        for finding in &here {
            let _ = writeln!(out, "{}: {}", finding.rule, finding.title);
            let _ = writeln!(out, "  {}", self.fate(finding));
        }
        !here.is_empty()
    }

    fn fate(&self, finding: &Finding) -> String {
        let settings = self.input.settings;
        if finding.is_shown(settings) {
            return "it is reported".into();
        }
        if !finding.status.is_open() {
            let reason = finding.status_reason.as_deref().unwrap_or("no reason is given");
            return format!("it is {}, not reported: {reason}", finding.status.name());
        }
        let mut why = Vec::new();
        if finding.severity < settings.severity {
            let reason = &finding.severity_reason;
            why.push(format!("severity {} is below {} ({reason})", finding.severity.name(), settings.severity.name()));
        }
        if finding.confidence < settings.confidence {
            why.push(format!("confidence {} is below {}", finding.confidence.name(), settings.confidence.name()));
        }
        format!("it is hidden: {}", why.join("; "))
    }

    /// The rule looked at this line, and is content.
    fn held(&self, out: &mut String) -> bool {
        let holds = |h: &&crate::finding::Holds| h.rule == self.rule && h.place.is_some_and(|p| self.is_here(p));
        let mut found = false;
        for holds in self.input.verified.iter().filter(holds) {
            found = true;
            let _ = writeln!(out, "{} holds for {}: {}", self.rule, holds.subject, holds.why);
        }
        found
    }

    /// What the ledger has at the line: the rule saw it and a guard of it held.
    fn operations(&self, out: &mut String) -> bool {
        let here: Vec<&OpRecord> = self.input.ledger.ops.iter().filter(|op| self.is_here(op.place)).collect();
        for op in here.iter().take(SHOWN) {
            let _ = writeln!(out, "the ledger has here: {}, {} times for one entry", op.what, op.formula);
            let loops: Vec<&str> = op.loops.iter().map(|l| l.atom.as_str()).collect();
            let in_loops = if loops.is_empty() {
                "in no loop that multiplies it".into()
            } else {
                format!("in loops over {}", loops.join(", "))
            };
            let reached = match self.names(op.reach.iter().map(|at| &self.input.ledger.entries[*at])).as_str() {
                "" => "reached by no entry that is known".to_owned(),
                names => format!("reached by {names}"),
            };
            let _ = writeln!(out, "  {in_loops}; {reached}");
            if !op.guards.is_empty() {
                let _ =
                    writeln!(out, "  under {}", words::count(op.guards.len(), "undecided condition", "undecided conditions"));
            }
            if !op.known {
                out.push_str("  not all of the query is known\n");
            }
        }
        if here.len() > SHOWN {
            let _ = writeln!(out, "and {} more like these", here.len() - SHOWN);
        }
        if !here.is_empty() {
            let _ = writeln!(out, "{} does not count that as its flaw", self.rule);
        }
        !here.is_empty()
    }

    /// Nothing is known to run at the line: is its function reached, and was what reaches it understood?
    fn function(&self, out: &mut String) {
        if self.input.model.files[self.file.index()].language != Language::Python {
            out.push_str("the ledger has no statement at this line\n");
            return;
        }
        let text = self.input.texts.get(self.file.index());
        let (program, _) = python::lower(&text.text);
        let lines = |span| text.line_range(span);
        let inside = |(first, last): (u32, u32)| (first..=last).contains(&self.line);
        let inner = program.functions.iter().filter(|f| inside(lines(f.span))).min_by_key(|f| f.span.end - f.span.start);
        let Some(function) = inner else {
            out.push_str("the line stands in no function: what runs when the module is imported is no part of a request\n");
            return;
        };
        let within = |place: &Place| {
            place.file == self.file && function.span.start <= place.span.start && place.span.end <= function.span.end
        };
        let name = name(&program, function);
        let reached: Vec<&EntryCost> =
            self.input.ledger.entries.iter().filter(|e| reaches(e, self.input.model, &within)).collect();
        if reached.is_empty() {
            let _ = writeln!(out, "no entry is seen to run a statement in {name}; its own are judged with an empty reach");
            self.blocked(out);
            return;
        }
        let _ = writeln!(
            out,
            "{name} is reached by {}, and no statement was seen at this line",
            self.names(reached.iter().copied())
        );
        for entry in reached.iter().filter(|e| !e.complete).take(SHOWN) {
            let causes = if entry.unknowns.is_empty() {
                words::count(entry.undecided.len(), "condition is not decided", "conditions are not decided")
            } else {
                entry.unknowns.join("; ")
            };
            let _ = writeln!(out, "  {} is known in part only: {causes}", self.names(std::iter::once(*entry)));
        }
    }

    /// What is not understood anywhere may be what leads here.
    fn blocked(&self, out: &mut String) {
        for (cause, routes) in self.input.ledger.unknown_causes.iter().take(SHOWN) {
            let _ = writeln!(out, "  not understood in {}: {cause}", words::count(*routes, "route", "routes"));
        }
    }

    /// Subjects that the rule could not judge.
    fn doubts(&self, out: &mut String) {
        let mine: Vec<_> = self.input.not_assessable.iter().filter(|n| n.rule == self.rule).collect();
        for doubt in mine.iter().take(SHOWN) {
            let _ = writeln!(out, "{} could not assess {}: {}", self.rule, doubt.subject, doubt.cause);
        }
    }

    fn names<'e>(&self, entries: impl Iterator<Item = &'e EntryCost>) -> String {
        let mut names: Vec<String> = entries.map(|entry| entry_name(self.input.model, entry)).collect();
        names.sort();
        names.dedup();
        let more = names.len().saturating_sub(SHOWN);
        names.truncate(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{more}", names.join(", "))
    }
}

fn entry_name(model: &Model, entry: &EntryCost) -> String {
    let Some(route) = model.routes.get(entry.route) else { return String::new() };
    if entry.method.is_empty() { route.handler.clone() } else { route.named(&entry.method) }
}

fn name(program: &Program, function: &crate::facts::program::Function) -> String {
    format!("{}()", program.name(function.name))
}

/// The entry's handler is the function, or a statement of the entry runs in it or by a call in it.
fn reaches(entry: &EntryCost, model: &Model, within: &impl Fn(&Place) -> bool) -> bool {
    let handler = model.routes.get(entry.route).is_some_and(|route| within(&route.place));
    handler || entry.lines.iter().any(|line| within(&line.place) || line.via.iter().any(within))
}
