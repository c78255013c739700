//! Reads what documents and comments claim about performance, and holds it against the model. A sentence counts only when it is
//! unmistakable: what is planned, advised or doubted is no claim.

mod checks;
mod sentence;

use crate::facts::{Language, Role, Span};
use crate::finding::Finding;
use crate::finding::claim::Claim;
use crate::model::{FileEntry, FileId, Place};
use crate::rule::Input;

/// Claims that are listed; a repository that says more says the same again.
const MOST: usize = 60;
/// Characters of a sentence that are shown.
const SHOWN: usize = 160;
/// Longer documents are data.
const MAX_BYTES: u64 = 512 * 1024;

/// All claims of the tree with their verdicts, by place.
#[must_use]
pub fn check(input: &Input<'_>, findings: &[Finding]) -> Vec<Claim> {
    let mut out = Vec::new();
    for (file, entry) in (0..).map(FileId).zip(&input.model.files) {
        let Some(kind) = kind(entry) else { continue };
        let text = input.texts.get(file.index());
        for (line, start) in lines(&text.text, kind) {
            for (said, offset) in sentence::sentences(line) {
                let Some(subject) = sentence::read(said) else { continue };
                let place = Place { file, span: span(start + offset, said.len()) };
                let (verdict, facts) = checks::check(&subject, place, input, findings);
                out.push(Claim { place, text: shortened(said), verdict, facts });
                if out.len() >= MOST {
                    return out;
                }
            }
        }
    }
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Document,
    /// Only its comments speak.
    Program,
}

/// Files whose sentences are about the project as it is.
fn kind(entry: &FileEntry) -> Option<Kind> {
    let path = entry.path.to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or(&path);
    if entry.bytes > MAX_BYTES || matches!(entry.role, Role::Vendored | Role::Test | Role::Generated) {
        return None;
    }
    // What was changed once, is planned, or is told to machines, is not what is.
    const NOT_MEANT: [&str; 13] = [
        "changelog",
        "changes",
        "history",
        "news",
        "license",
        "todo",
        "roadmap",
        "plan",
        "proposal",
        "agents",
        "claude",
        "copilot",
        "release",
    ];
    if NOT_MEANT.iter().any(|word| name.contains(word)) {
        return None;
    }
    let is_document = [".md", ".rst", ".markdown", ".adoc"].iter().any(|ending| name.ends_with(ending));
    if is_document {
        return Some(Kind::Document);
    }
    (entry.language == Language::Python && entry.role == Role::App).then_some(Kind::Program)
}

/// Lines that speak, with their offsets.
fn lines(text: &str, kind: Kind) -> Box<dyn Iterator<Item = (&str, usize)> + '_> {
    match kind {
        Kind::Document => Box::new(prose(text)),
        Kind::Program => Box::new(comments(text)),
    }
}

/// Lines of a document outside blocks of code.
fn prose(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    let mut fenced = false;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fenced = !fenced;
            return None;
        }
        let is_code = fenced || line.starts_with("    ") || line.starts_with('\t');
        let lead = line.len() - line.trim_start().len();
        (!is_code && !trimmed.is_empty()).then_some((trimmed, start + lead))
    })
}

/// Lines of a program that are comments as a whole. Few lines are, so the signs are looked for and not the lines.
fn comments(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let bytes = text.as_bytes();
    let mut next = 0;
    memchr::memchr_iter(b'#', bytes).filter_map(move |at| {
        if at < next {
            return None;
        }
        let start = memchr::memrchr(b'\n', &bytes[next..at]).map_or(next, |end| next + end + 1);
        next = memchr::memchr(b'\n', &bytes[at..]).map_or(text.len(), |end| at + end + 1);
        text[start..at].trim().is_empty().then(|| (text[at..next].trim_end(), at))
    })
}

fn span(start: usize, length: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(start.saturating_add(length)))
}

fn shortened(text: &str) -> String {
    let plain = text.trim_start_matches(['#', '-', '*', '>', ' ', '|']).trim_end_matches(['|', ' ']);
    if plain.chars().count() <= SHOWN {
        return plain.to_owned();
    }
    let mut out: String = plain.chars().take(SHOWN).collect();
    out.push('…');
    out
}
