//! Suppression comments: `perfaudit: ignore[rule-id, …] reason` on the line of a finding or alone on the line above it,
//! `perfaudit: ignore-start[rule-id, …] reason` up to `perfaudit: ignore-end[rule-id, …]` for what stands between, and
//! `perfaudit: ignore-file[rule-id, …] reason` anywhere in the file. One that names an unknown rule is a mistake; one without a
//! reason, or without effect, is reported.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::facts::Span;
use crate::facts::program::Comment;
use crate::finding::{Finding, Status};
use crate::model::{FileId, Place};
use crate::source::text::{Text, Texts};

/// What every suppression begins with.
pub const MARK: &str = "perfaudit:";

/// Signs that begin a comment in one of the languages that are audited; one that ends as another does stands before it.
const COMMENT_SIGNS: [&str; 8] = ["<!--", "{#", "{%", "#", "//", "--", "/*", ";"];

/// Bytes of the lines before and behind the mark that are looked at: what is longer was written by a tool, and may hold the
/// mark any number of times.
const LONGEST_LINE: usize = 4096;

/// One suppression comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    pub place: Place,
    pub line: u32,
    pub scope: Scope,
    pub rules: Vec<String>,
    pub reason: String,
}

/// What a suppression is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// Its line; the next one, too, when nothing else stands on its own.
    Line {
        alone: bool,
    },
    /// Everything up to the end with the same rules.
    Start,
    End,
    File,
}

/// What is to be said about a suppression itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub place: Place,
    pub text: String,
    /// It cannot mean what it says: the run is not what was asked for.
    pub mistake: bool,
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
    let bytes = text.text.as_bytes();
    let window = start.saturating_sub(LONGEST_LINE)..(start + LONGEST_LINE).min(bytes.len());
    let line_start = match memchr::memrchr(b'\n', &bytes[window.start..start]) {
        Some(at) => window.start + at + 1,
        None if window.start == 0 => 0,
        None => return None,
    };
    let line_end = match memchr::memchr(b'\n', &bytes[start..window.end]) {
        Some(at) => start + at,
        None if window.end == bytes.len() => bytes.len(),
        None => return None,
    };
    let before = text.text[line_start..start].trim_end();
    let sign = COMMENT_SIGNS.iter().find(|sign| before.ends_with(**sign))?;
    let body = text.text[start..line_end].trim_end();
    let body = ["*/", "-->", "#}", "%}"].iter().find_map(|end| body.split_once(end)).map_or(body, |(body, _)| body);
    let from = line_start + before.len() - sign.len();
    let span = Span::new(u32::try_from(from).ok()?, u32::try_from(line_end).ok()?);
    directive(file, span, body, text)
}

/// Reads `perfaudit: ignore[a, b] reason`; `None` for anything else after the mark.
fn directive(file: FileId, span: Span, comment: &str, text: &Text) -> Option<Directive> {
    let rest = comment.strip_prefix(MARK)?.trim_start();
    let words = [
        ("ignore-file", Some(Scope::File)),
        ("ignore-start", Some(Scope::Start)),
        ("ignore-end", Some(Scope::End)),
        ("ignore", None),
    ];
    let (scope, rest) = words.into_iter().find_map(|(word, scope)| Some((scope, rest.strip_prefix(word)?)))?;
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
        scope: scope
            .unwrap_or(Scope::Line { alone: text.text.get(line_start..start).is_some_and(|before| before.trim().is_empty()) }),
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
) -> Vec<Remark> {
    let index = Index::new(directives);
    let mut used: BTreeSet<(usize, &str)> = BTreeSet::new();
    for finding in findings.iter_mut() {
        let line = texts.get(finding.place.file.index()).position(finding.place.span.start).0;
        if let Some((at, rule)) = index.first(finding.place.file, line, &finding.rule) {
            let directive = &directives[at];
            used.insert((at, rule));
            finding.status = Status::Accepted;
            let reason = if directive.reason.is_empty() { "suppressed by a comment" } else { &directive.reason };
            finding.status_reason = Some(reason.to_owned());
        }
    }
    let mut remarks = Vec::new();
    for (at, directive) in directives.iter().enumerate() {
        let mut remark = |mistake, text: String| remarks.push(Remark { place: directive.place, text, mistake });
        if directive.rules.is_empty() {
            remark(true, "suppression names no rule: write perfaudit: ignore[rule-id] reason".into());
        }
        if directive.scope == Scope::Start && index.end(directive) == u32::MAX {
            remark(true, format!("`ignore-start` without `perfaudit: ignore-end[{}]`", directive.rules.join(", ")));
        }
        for rule in &directive.rules {
            if !known.contains(rule.as_str()) {
                remark(true, format!("suppression names an unknown rule `{rule}`"));
            } else if directive.scope == Scope::End {
                // Its beginning is judged.
            } else if ran.contains(rule.as_str()) && !used.contains(&(at, rule.as_str())) {
                remark(false, format!("suppression of `{rule}` has no effect"));
            } else if directive.reason.is_empty() {
                remark(false, format!("suppression of `{rule}` gives no reason: write it behind the bracket"));
            }
        }
    }
    remarks
}

/// The suppressions of a run by where they stand: a generated file may hold any number of them.
struct Index<'d> {
    directives: &'d [Directive],
    /// Those that are about a line, by it.
    lines: BTreeMap<(FileId, u32), Vec<usize>>,
    /// Those that are about more.
    wide: BTreeMap<FileId, Vec<usize>>,
    /// Lines of the ends of ranges, by their rules, in order.
    ends: BTreeMap<(FileId, &'d [String]), Vec<u32>>,
}

impl<'d> Index<'d> {
    fn new(directives: &'d [Directive]) -> Self {
        let mut index = Self { directives, lines: BTreeMap::new(), wide: BTreeMap::new(), ends: BTreeMap::new() };
        for (at, directive) in directives.iter().enumerate() {
            let file = directive.place.file;
            match directive.scope {
                Scope::Line { .. } => index.lines.entry((file, directive.line)).or_default().push(at),
                Scope::File | Scope::Start => index.wide.entry(file).or_default().push(at),
                Scope::End => index.ends.entry((file, &directive.rules)).or_default().push(directive.line),
            }
        }
        index
    }

    /// The line on which a range ends: of the first end after its start with the same rules.
    fn end(&self, start: &Directive) -> u32 {
        let Some(ends) = self.ends.get(&(start.place.file, start.rules.as_slice())) else { return u32::MAX };
        ends.get(ends.partition_point(|line| *line <= start.line)).copied().unwrap_or(u32::MAX)
    }

    /// The first suppression of a rule on a line.
    fn first(&self, file: FileId, line: u32, rule: &str) -> Option<(usize, &'d str)> {
        let near = [line, line.saturating_sub(1)].into_iter().filter_map(|line| self.lines.get(&(file, line)));
        let candidates = near.chain(self.wide.get(&file)).flatten().copied();
        let matching = candidates.filter_map(|at| {
            let directive = &self.directives[at];
            let named = directive.rules.iter().find(|named| *named == rule)?;
            covers(directive, self.end(directive), file, line).then_some((at, named.as_str()))
        });
        matching.min_by_key(|(at, _)| *at)
    }
}

fn covers(directive: &Directive, end: u32, file: FileId, line: u32) -> bool {
    let first = directive.line;
    let in_scope = match directive.scope {
        Scope::File => true,
        Scope::Line { alone } => first == line || (alone && first + 1 == line),
        Scope::Start => (first..=end).contains(&line),
        Scope::End => false,
    };
    in_scope && directive.place.file == file
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
            assert!(matches!(found.scope, Scope::Line { .. }));
        }
    }

    #[test]
    fn a_comment_knows_whether_it_stands_alone() {
        assert!(one("a\n  # perfaudit: ignore[x]\nb").is_some_and(|d| d.scope == Scope::Line { alone: true } && d.line == 2));
        assert!(one("a # perfaudit: ignore[x]").is_some_and(|d| d.scope == Scope::Line { alone: false } && d.line == 1));
        assert!(one("# perfaudit: ignore-file[x] old").is_some_and(|d| d.scope == Scope::File && d.reason == "old"));
    }

    #[test]
    fn a_range_ends_at_the_first_end_with_the_same_rules() {
        let text = "# perfaudit: ignore-start[x] slow on purpose\na\n# perfaudit: ignore-end[y]\n# perfaudit: ignore-end[x]\n";
        let all = in_text(FileId(0), &Text::new(text.into()));
        let index = Index::new(&all);
        assert_eq!((all[0].scope, index.end(&all[0])), (Scope::Start, 4));
        assert_eq!([1, 2, 4, 5].map(|line| covers(&all[0], 4, FileId(0), line)), [true, true, true, false]);
        assert_eq!(index.end(&all[1]), u32::MAX);
    }

    #[test]
    fn prose_is_no_suppression() {
        assert_eq!(one("say 'perfaudit: ignore[x]' above the line"), None);
        assert_eq!(one("# perfaudit: is a tool"), None);
    }
}
