//! Suppression comments: `perfaudit: ignore[rule-id, …] reason` on the line of a finding or alone on the line above it,
//! `perfaudit: ignore-file[rule-id, …] reason` anywhere in the file. One that names an unknown rule, or that has no
//! effect, is reported.

use std::collections::BTreeSet;

use crate::facts::Span;
use crate::facts::program::Comment;
use crate::finding::{Finding, Status};
use crate::model::{FileId, Place};
use crate::source::text::{Text, Texts};

/// What every suppression begins with.
pub const MARK: &str = "perfaudit:";

/// Signs that begin a comment in one of the languages that are audited.
const COMMENT_SIGNS: [&str; 8] = ["#", "//", "--", "/*", "<!--", "{#", "{%", ";"];

/// One suppression comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    pub place: Place,
    pub line: u32,
    /// Nothing else stands on its line.
    pub alone: bool,
    pub whole_file: bool,
    pub rules: Vec<String>,
    pub reason: String,
}

/// Suppressions among the comments of a program.
#[must_use]
pub fn in_comments(file: FileId, comments: &[Comment], text: &Text) -> Vec<Directive> {
    let marked = comments.iter().filter(|comment| comment.text.starts_with(MARK));
    marked.filter_map(|comment| directive(file, comment.span, &comment.text, text)).collect()
}

/// Suppressions in a text whose comments no front end keeps: the mark must follow a comment sign on its line.
#[must_use]
pub fn in_text(file: FileId, text: &Text) -> Vec<Directive> {
    let starts = memchr::memmem::find_iter(text.text.as_bytes(), MARK);
    starts.filter_map(|start| in_line(file, start, text)).collect()
}

fn in_line(file: FileId, start: usize, text: &Text) -> Option<Directive> {
    let line_start = text.text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = text.text[line_start..start].trim_end();
    let sign = COMMENT_SIGNS.iter().find(|sign| before.ends_with(**sign))?;
    let line_end = text.text[start..].find('\n').map_or(text.text.len(), |at| start + at);
    let body = text.text[start..line_end].trim_end();
    let body = ["*/", "-->", "#}", "%}"].iter().find_map(|end| body.split_once(end)).map_or(body, |(body, _)| body);
    let from = line_start + before.len() - sign.len();
    let span = Span::new(u32::try_from(from).ok()?, u32::try_from(line_end).ok()?);
    directive(file, span, body, text)
}

/// Reads `perfaudit: ignore[a, b] reason`; `None` for anything else after the mark.
fn directive(file: FileId, span: Span, comment: &str, text: &Text) -> Option<Directive> {
    let rest = comment.strip_prefix(MARK)?.trim_start();
    let (whole_file, rest) = match rest.strip_prefix("ignore-file") {
        Some(rest) => (true, rest),
        None => (false, rest.strip_prefix("ignore")?),
    };
    let (list, reason) = match rest.trim_start().strip_prefix('[') {
        Some(rest) => rest.split_once(']').unwrap_or((rest, "")),
        None => ("", rest),
    };
    let line = text.position(span.start).0;
    let start = span.start as usize;
    let line_start = text.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    Some(Directive {
        place: Place { file, span },
        line,
        alone: text.text.get(line_start..start).is_some_and(|before| before.trim().is_empty()),
        whole_file,
        rules: list.split(',').map(|rule| rule.trim().to_owned()).filter(|rule| !rule.is_empty()).collect(),
        reason: reason.trim().trim_start_matches([':', '-']).trim().to_owned(),
    })
}

/// Sets the status of suppressed findings. Returns what is wrong with the comments. `known` are all rule ids, `ran` those
/// that were selected: a comment for a rule that did not run is not without effect.
#[must_use]
pub fn apply(
    findings: &mut [Finding],
    directives: &[Directive],
    known: &BTreeSet<&str>,
    ran: &BTreeSet<&str>,
    texts: &Texts,
) -> Vec<(Place, String)> {
    let mut notes = Vec::new();
    let mut used: BTreeSet<(usize, &str)> = BTreeSet::new();
    for finding in findings.iter_mut() {
        let line = texts.get(finding.place.file.index()).position(finding.place.span.start).0;
        let matching = directives.iter().enumerate().find_map(|(at, directive)| {
            let rule = directive.rules.iter().find(|rule| **rule == finding.rule)?;
            covers(directive, finding.place.file, line).then_some((at, directive, rule))
        });
        if let Some((at, directive, rule)) = matching {
            used.insert((at, rule));
            finding.status = Status::Accepted;
            let reason = if directive.reason.is_empty() { "suppressed by a comment" } else { &directive.reason };
            finding.status_reason = Some(reason.to_owned());
        }
    }
    for (at, directive) in directives.iter().enumerate() {
        if directive.rules.is_empty() {
            notes.push((directive.place, "suppression names no rule: write perfaudit: ignore[rule-id] reason".into()));
        }
        for rule in &directive.rules {
            if !known.contains(rule.as_str()) {
                notes.push((directive.place, format!("suppression names an unknown rule `{rule}`")));
            } else if ran.contains(rule.as_str()) && !used.contains(&(at, rule.as_str())) {
                notes.push((directive.place, format!("suppression of `{rule}` has no effect")));
            }
        }
    }
    notes
}

fn covers(directive: &Directive, file: FileId, line: u32) -> bool {
    directive.place.file == file
        && (directive.whole_file || directive.line == line || (directive.alone && directive.line + 1 == line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Option<Directive> {
        in_text(FileId(0), &Text::new(text.into())).into_iter().next()
    }

    #[test]
    fn every_language_has_its_comment() {
        for text in [
            "x: 1 # perfaudit: ignore[a-b, c] small table",
            "-- perfaudit: ignore[a-b, c] small table",
            "<!-- perfaudit: ignore[a-b, c] small table -->",
            "{# perfaudit: ignore[a-b, c] small table #}",
            "/* perfaudit: ignore[a-b, c]: small table */ body {}",
        ] {
            let found = one(text).expect(text);
            assert_eq!(found.rules, ["a-b", "c"], "{text}");
            assert_eq!(found.reason, "small table", "{text}");
            assert!(!found.whole_file);
        }
    }

    #[test]
    fn a_comment_knows_whether_it_stands_alone() {
        assert!(one("a\n  # perfaudit: ignore[x]\nb").is_some_and(|d| d.alone && d.line == 2));
        assert!(one("a # perfaudit: ignore[x]").is_some_and(|d| !d.alone && d.line == 1));
        assert!(one("# perfaudit: ignore-file[x] old").is_some_and(|d| d.whole_file && d.reason == "old"));
    }

    #[test]
    fn prose_is_no_suppression() {
        assert_eq!(one("say 'perfaudit: ignore[x]' above the line"), None);
        assert_eq!(one("# perfaudit: is a tool"), None);
    }
}
