//! Walked files to facts, in parallel. One file's failure becomes a note.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use crate::facts::{FileFacts, Language, Note, NoteKind, Role};
use crate::link::SourceFile;
use crate::model::{FileEntry, FileId, PatternPlace, Place};
use crate::report::Coverage;
use crate::rule::suppress::{self, Directive};
use crate::source::guard::guarded;
use crate::source::text::{Text, decode};
use crate::source::walk::{Walk, WalkedFile};
use crate::syntax;
use crate::syntax::pattern::PatternSet;

/// All files of a run, sorted by path.
pub struct Read {
    pub files: Vec<SourceFile>,
    pub directives: Vec<Directive>,
    pub coverage: Coverage,
}

/// One file with what only its text can say.
struct One {
    file: SourceFile,
    directives: Vec<Directive>,
    failure: Option<String>,
}

/// Reads every walked file; their order in `walk` does not matter.
#[must_use]
pub fn read(walk: &Walk, patterns: &PatternSet) -> Read {
    let mut walked: Vec<&WalkedFile> = walk.files.iter().collect();
    walked.sort_by(|a, b| a.path.cmp(&b.path));
    let numbered: Vec<(u32, &WalkedFile)> = (0..).zip(walked).collect();
    let results: Vec<One> =
        numbered.into_par_iter().map(|(at, file)| read_one(&walk.root, FileId(at), file, patterns)).collect();
    let mut coverage = Coverage {
        skipped: walk.skipped.iter().map(|s| (s.path.clone(), reason(&s.why, s.count))).collect(),
        ..Coverage::default()
    };
    let (mut files, mut directives) = (Vec::with_capacity(results.len()), Vec::new());
    for result in results {
        let entry = &result.file.entry;
        *coverage.files.entry((entry.language, entry.role)).or_default() += 1;
        coverage.internal_errors.extend(result.failure);
        directives.extend(result.directives);
        files.push(result.file);
    }
    Read { files, directives, coverage }
}

fn reason(why: &str, count: usize) -> String {
    if count > 1 { format!("{why} ({count} of that name)") } else { why.to_owned() }
}

fn read_one(root: &Path, id: FileId, walked: &WalkedFile, patterns: &PatternSet) -> One {
    let entry = FileEntry { path: walked.path.clone(), role: walked.role, language: walked.language, bytes: walked.bytes };
    let mut one = One { file: SourceFile { entry, facts: FileFacts::default() }, directives: Vec::new(), failure: None };
    if !is_read(walked) {
        return one;
    }
    match fs::read(root.join(&walked.path)) {
        Ok(bytes) => match guarded(|| facts_of(id, walked, &bytes, patterns)) {
            Ok((facts, directives)) => (one.file.facts, one.directives) = (facts, directives),
            Err(text) => {
                one.failure = Some(format!("{}: {text}", walked.path));
                one.file.facts.notes.push(note(NoteKind::InternalError, "perfaudit failed on this file"));
            }
        },
        Err(error) => one.file.facts.notes.push(note(NoteKind::Unreadable, &error.kind().to_string())),
    }
    one
}

/// Nothing is said about tests and documentation, so nothing of them is read.
fn is_read(walked: &WalkedFile) -> bool {
    !matches!(walked.role, Role::Test | Role::Docs)
}

fn facts_of(id: FileId, walked: &WalkedFile, bytes: &[u8], patterns: &PatternSet) -> (FileFacts, Vec<Directive>) {
    let input = syntax::Input { path: &walked.path, language: walked.language, role: walked.role, bytes };
    let mut facts = syntax::read(&input);
    if walked.role == Role::App && matches!(walked.language, Language::Python | Language::JavaScript) {
        facts.patterns = patterns.hits(walked.language, bytes);
    }
    let directives = directives(id, walked.language, bytes, &facts);
    (facts, directives)
}

fn directives(id: FileId, language: Language, bytes: &[u8], facts: &FileFacts) -> Vec<Directive> {
    let marked = memchr::memmem::find(bytes, suppress::MARK.as_bytes()).is_some();
    if !marked || language == Language::Image {
        return Vec::new();
    }
    let text = Text::new(decode(bytes).0);
    match &facts.program {
        // A Python string may hold the same words; its comments cannot be mistaken.
        Some(program) if language == Language::Python => suppress::in_comments(id, &program.comments, &text),
        _ => suppress::in_text(id, &text),
    }
}

fn note(kind: NoteKind, text: &str) -> Note {
    Note { kind, span: None, text: text.into() }
}

/// Where declarative rules match, by file.
#[must_use]
pub fn pattern_places(files: &[SourceFile]) -> Vec<PatternPlace> {
    let of_file = |(at, file): (u32, &SourceFile)| {
        let place = |span| Place { file: FileId(at), span };
        file.facts
            .patterns
            .iter()
            .map(|hit| PatternPlace { place: place(hit.span), rule: hit.rule.clone() })
            .collect::<Vec<_>>()
    };
    (0..).zip(files).flat_map(of_file).collect()
}
