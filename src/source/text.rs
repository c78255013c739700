//! Texts and their lines. Spans are bytes everywhere; lines and columns are computed here, once, when a report is built.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::file;

/// A half-open byte range in the file that the module was lowered from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Whether all of the other place stands in it.
    #[must_use]
    pub fn holds(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }
}

/// The text of one file and where its lines begin.
#[derive(Debug, Default)]
pub struct Text {
    pub text: String,
    /// Byte offset of every line's start.
    lines: Vec<u32>,
    /// Every character is one byte: columns need no counting, however long a line is.
    ascii: bool,
}

impl Text {
    #[must_use]
    pub fn new(text: String) -> Self {
        let mut lines = vec![0];
        lines.extend(memchr::memchr_iter(b'\n', text.as_bytes()).filter_map(|at| u32::try_from(at + 1).ok()));
        let ascii = text.is_ascii();
        Self { text, lines, ascii }
    }

    /// Line (from 1) and column (from 1, in characters) of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0) as usize;
        let end = (offset as usize).min(self.text.len());
        let count = |text: &str| if self.ascii { text.len() } else { text.chars().count() };
        let column = self.text.get(start..end).map_or(1, |s| count(s) + 1);
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }

    /// First and last line of a span.
    #[must_use]
    pub fn line_range(&self, span: Span) -> (u32, u32) {
        let first = self.position(span.start).0;
        let last = self.position(span.end.saturating_sub(1).max(span.start)).0;
        (first, last.max(first))
    }

    /// The text of line `number` (from 1) without its end.
    #[must_use]
    pub fn line(&self, number: u32) -> &str {
        let at = number.saturating_sub(1) as usize;
        let Some(start) = self.lines.get(at).map(|s| *s as usize) else { return "" };
        let end = self.lines.get(at + 1).map_or(self.text.len(), |s| *s as usize);
        self.text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    /// The number of the last line; 0 of an empty default.
    #[must_use]
    pub fn last_line(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    /// Byte offset at which line `number` (from 1) begins.
    #[must_use]
    pub fn line_start(&self, number: u32) -> usize {
        self.lines.get(number.saturating_sub(1) as usize).map_or(self.text.len(), |start| *start as usize)
    }

    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}

/// The texts of the run by [`crate::facts`] file order, read when first asked and kept.
#[derive(Debug, Default)]
pub struct Texts {
    root: PathBuf,
    paths: Vec<String>,
    texts: Vec<OnceLock<Arc<Text>>>,
}

impl Texts {
    /// `paths` are relative to `root`, in the order of the model's files.
    #[must_use]
    pub fn new(root: PathBuf, paths: Vec<String>) -> Self {
        let texts = paths.iter().map(|_| OnceLock::new()).collect();
        Self { root, paths, texts }
    }

    /// The decoded text of a file; empty when it cannot be read any more.
    #[must_use]
    pub fn get(&self, at: usize) -> Arc<Text> {
        let Some(cell) = self.texts.get(at) else { return Arc::default() };
        Arc::clone(cell.get_or_init(|| {
            let bytes = file::read(&self.root.join(&self.paths[at])).unwrap_or_default();
            Arc::new(Text::new(decode(&bytes).0))
        }))
    }
}

/// Text of bytes in UTF-8 or UTF-16 (by its mark), else Windows-1252. The flag says that bytes had to be replaced.
/// A UTF-8 mark is dropped, so that spans count from the first character.
#[must_use]
pub fn decode(bytes: &[u8]) -> (String, bool) {
    let (encoding, skip) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let body = &bytes[skip..];
    if encoding == encoding_rs::UTF_8 {
        return match std::str::from_utf8(body) {
            Ok(text) => (text.to_owned(), false),
            Err(_) => (encoding_rs::WINDOWS_1252.decode_without_bom_handling(body).0.into_owned(), true),
        };
    }
    let (text, broken) = encoding.decode_without_bom_handling(body);
    (text.into_owned(), broken)
}
