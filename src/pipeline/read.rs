//! Walked files to facts, in parallel. One file's failure becomes a note.

use std::path::Path;

use rayon::prelude::*;

use crate::facts::store::{Entry, Kept, Key, Store};
use crate::facts::{FileFacts, Language, Note, NoteKind, Role};
use crate::link::SourceFile;
use crate::model::{FileEntry, FileId, PatternPlace, Place};
use crate::report::Coverage;
use crate::rule::suppress::{self, Directive};
use crate::source::file;
use crate::source::guard::guarded;
use crate::source::text::{Text, decode};
use crate::source::walk::{Walk, WalkedFile};
use crate::syntax;
use crate::syntax::pattern::PatternSet;

use super::setup::Cache;

/// All files of a run, sorted by path.
pub struct Read {
    pub files: Vec<SourceFile>,
    pub directives: Vec<Directive>,
    pub coverage: Coverage,
    /// What was read, file by file.
    pub keys: Vec<Key>,
}

/// One file with what only its text can say.
struct One {
    file: SourceFile,
    directives: Vec<Directive>,
    failure: Option<String>,
    /// Under which its facts are kept, and the facts when they were not.
    kept: Option<(Key, Option<Entry>)>,
    /// Path, role and content; where facts are kept.
    key: Option<Key>,
}

/// What reading any file needs.
struct Reader<'a> {
    root: &'a Path,
    patterns: &'a PatternSet,
    /// Facts of earlier runs; `None` when none are kept.
    store: Option<&'a Store>,
}

/// Reads every walked file; their order in `walk` does not matter.
#[must_use]
pub fn read(walk: &Walk, patterns: &PatternSet, cache: Option<&Cache>) -> Read {
    let mut walked: Vec<&WalkedFile> = walk.files.iter().collect();
    walked.sort_by(|a, b| a.path.cmp(&b.path));
    let numbered: Vec<(u32, &WalkedFile)> = (0..).zip(walked).collect();
    let store = cache.map(|cache| Store::open(&cache.folder));
    let reader = Reader { root: &walk.root, patterns, store: store.as_ref() };
    let mut results: Vec<One> = numbered.into_par_iter().map(|(at, file)| reader.read(FileId(at), file)).collect();
    let mut coverage = Coverage {
        skipped: walk.skipped.iter().map(|s| (s.path.clone(), reason(&s.why, s.count))).collect(),
        ..Coverage::default()
    };
    if let (Some(cache), Some(store)) = (cache.filter(|cache| cache.writes), store) {
        coverage.cache = keep(cache, &store, &mut results).err();
    }
    let (mut files, mut directives) = (Vec::with_capacity(results.len()), Vec::new());
    let keys = results.iter().filter_map(|one| one.key).collect();
    for result in results {
        let entry = &result.file.entry;
        *coverage.files.entry((entry.language, entry.role)).or_default() += 1;
        coverage.internal_errors.extend(result.failure);
        directives.extend(result.directives);
        files.push(result.file);
    }
    Read { files, directives, coverage, keys }
}

/// Writes the store anew when there is something new to keep, or when most of it is of files that are gone.
fn keep(cache: &Cache, store: &Store, results: &mut [One]) -> Result<(), String> {
    let (mut used, mut new) = (Vec::new(), Vec::new());
    for (key, entry) in results.iter_mut().filter_map(|one| one.kept.take()) {
        match entry {
            Some(entry) => new.push(entry),
            None => used.push(key),
        }
    }
    if new.is_empty() && store.len() <= 2 * used.len() {
        return Ok(());
    }
    store.write(&cache.folder, &used, &new).map_err(|error| format!("{}: {error}", cache.folder.display()))
}

fn reason(why: &str, count: usize) -> String {
    if count > 1 { format!("{why} ({count} of that name)") } else { why.to_owned() }
}

impl Reader<'_> {
    fn read(&self, id: FileId, walked: &WalkedFile) -> One {
        let entry = FileEntry { path: walked.path.clone(), role: walked.role, language: walked.language, bytes: walked.bytes };
        let file = SourceFile { entry, facts: FileFacts::default() };
        let mut one = One { file, directives: Vec::new(), failure: None, kept: None, key: None };
        if !is_read(walked) {
            one.key = self.store.map(|_| key_unread(walked));
            return one;
        }
        let read = file::read(&self.root.join(&walked.path));
        one.key = self.store.map(|_| key(walked, &read));
        match read {
            Ok(bytes) => match guarded(|| {
                let (facts, kept) = self.facts(walked, &bytes);
                let directives = directives(id, walked.language, &bytes, &facts);
                (facts, kept, directives)
            }) {
                Ok((facts, kept, directives)) => (one.file.facts, one.kept, one.directives) = (facts, kept, directives),
                Err(text) => {
                    one.failure = Some(format!("{}: {text}", walked.path));
                    one.file.facts.notes.push(note(NoteKind::InternalError, "perfaudit failed on this file"));
                }
            },
            Err(error) => one.file.facts.notes.push(note(NoteKind::Unreadable, &file::why(&error))),
        }
        one
    }

    /// The facts of a file as they are kept, or as its text says.
    fn facts(&self, walked: &WalkedFile, bytes: &[u8]) -> (FileFacts, Option<(Key, Option<Entry>)>) {
        let Some(store) = self.store else { return (self.learn(walked, bytes), None) };
        let selection = if has_patterns(walked) { self.patterns.selection() } else { 0 };
        let key = Key::new(&walked.path, walked.language, walked.role, bytes);
        let facts = match store.get(key, selection) {
            Some(Kept { facts, other_patterns: false }) => return (facts, Some((key, None))),
            Some(Kept { facts, .. }) => FileFacts { patterns: self.patterns.hits(walked.language, bytes), ..facts },
            None => self.learn(walked, bytes),
        };
        let entry = Entry::new(key, selection, &facts);
        (facts, Some((key, entry)))
    }

    fn learn(&self, walked: &WalkedFile, bytes: &[u8]) -> FileFacts {
        let input = syntax::Input { path: &walked.path, language: walked.language, role: walked.role, bytes };
        let mut facts = syntax::read(&input);
        if has_patterns(walked) {
            facts.patterns = self.patterns.hits(walked.language, bytes);
        }
        facts
    }
}

/// What every file holds now, in the order of their paths, as long as it is what was `expected`.
#[must_use]
pub fn holds(walk: &Walk, expected: &[Key]) -> bool {
    let mut walked: Vec<&WalkedFile> = walk.files.iter().collect();
    walked.sort_by(|a, b| a.path.cmp(&b.path));
    let is_same = |(walked, expected): (&WalkedFile, &Key)| {
        let found = if is_read(walked) { key(walked, &file::read(&walk.root.join(&walked.path))) } else { key_unread(walked) };
        found == *expected
    };
    walked.len() == expected.len() && walked.into_par_iter().zip(expected).all(is_same)
}

/// Path, role and content of a file, or why it cannot be read.
fn key(walked: &WalkedFile, read: &std::io::Result<Vec<u8>>) -> Key {
    match read {
        Ok(bytes) => Key::new(&walked.path, walked.language, walked.role, bytes),
        Err(error) => Key::new(&format!("{}: {}", walked.path, file::why(error)), walked.language, walked.role, &[]),
    }
}

/// A file whose content says nothing.
fn key_unread(walked: &WalkedFile) -> Key {
    Key::new(&walked.path, walked.language, walked.role, &walked.bytes.to_le_bytes())
}

/// Whether declarative rules look at the file.
fn has_patterns(walked: &WalkedFile) -> bool {
    walked.role == Role::App && matches!(walked.language, Language::Python | Language::JavaScript)
}

/// Nothing is said about tests and documentation, so nothing of them is read.
fn is_read(walked: &WalkedFile) -> bool {
    !matches!(walked.role, Role::Test | Role::Docs)
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
