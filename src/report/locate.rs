//! From byte ranges to paths, lines and columns, and to the source lines that a reader sees.

use crate::model::{Model, Place};
use crate::source::text::{Text, Texts};

use super::view::{EditView, Excerpt, Location};
use super::words;
use crate::finding::Edit;

/// Lines of an excerpt, and characters of a line, that a reader is shown.
const MAX_LINES: u32 = 4;
const MAX_WIDTH: usize = 120;
/// Bytes of a line on either side of what is meant that are looked at: more than are shown, whatever the characters.
const LONG_LINE: usize = 4 * MAX_WIDTH;
/// Lines of an edit that are worth printing.
const MAX_EDIT_LINES: usize = 60;
const TAB: usize = 4;

/// Looks places up in the model's files and their texts.
pub struct Locator<'a> {
    pub model: &'a Model,
    pub texts: &'a Texts,
}

impl Locator<'_> {
    #[must_use]
    pub fn path(&self, place: Place) -> &str {
        self.model.files.get(place.file.index()).map_or("", |f| f.path.as_str())
    }

    /// Path, lines and column. A place that is a whole file stands at its first line.
    #[must_use]
    pub fn at(&self, place: Place) -> Location {
        let path = self.path(place).to_owned();
        if is_file(place) {
            return Location { path, line: 1, end_line: 1, column: 1 };
        }
        let text = self.texts.get(place.file.index());
        let (line, column) = text.position(place.span.start);
        let (_, end_line) = text.line_range(place.span);
        Location { path, line, end_line: end_line.max(line), column }
    }

    /// The first source line of a place, trimmed and cut.
    #[must_use]
    pub fn source(&self, place: Place) -> String {
        if is_file(place) {
            return String::new();
        }
        let text = self.texts.get(place.file.index());
        let line = text.line(text.position(place.span.start).0);
        let excerpt = before(line.trim(), LONG_LINE + 1);
        let cut: String = excerpt.chars().take(MAX_WIDTH).collect();
        if cut.len() < excerpt.len() { format!("{cut}...") } else { cut }
    }

    /// The first lines of a place with a mark on what is meant.
    #[must_use]
    pub fn excerpt(&self, place: Place) -> Excerpt {
        if is_file(place) {
            return Excerpt::default();
        }
        excerpt(&self.texts.get(place.file.index()), place)
    }

    /// An edit as whole lines before and after; `None` when it is too large to be read.
    #[must_use]
    pub fn edit(&self, edit: &Edit) -> Option<EditView> {
        let text = self.texts.get(edit.place.file.index());
        let span = edit.place.span;
        let (first, last) = text.line_range(span);
        if (last - first) as usize > MAX_EDIT_LINES {
            return None;
        }
        let start = text.text.get(..span.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
        let end = text.text.get(span.end as usize..)?.find('\n').map_or(text.text.len(), |at| span.end as usize + at);
        let before = text.text.get(start..end)?;
        let head = text.text.get(start..span.start as usize)?;
        let tail = text.text.get(span.end as usize..end)?;
        let after = format!("{head}{}{tail}", edit.text);
        let lines = |s: &str| -> Vec<String> {
            if s.is_empty() { Vec::new() } else { s.lines().map(|l| l.trim_end().to_owned()).collect() }
        };
        let (before, after) = (lines(before), lines(&after));
        let readable = |lines: &[String]| lines.len() <= MAX_EDIT_LINES && lines.iter().all(|l| l.len() <= 400);
        (readable(&before) && readable(&after)).then(|| EditView { at: self.at(edit.place), before, after })
    }
}

fn is_file(place: Place) -> bool {
    place.span.start == 0 && place.span.end == 0
}

fn excerpt(text: &Text, place: Place) -> Excerpt {
    let (first, last) = text.line_range(place.span);
    let shown_last = last.min(first + MAX_LINES - 1);
    let (line, from, to) = around(text, place, first, last);
    let (start, width) = columns(line, from, to.max(from + 1));
    let more = (first + 1..=shown_last).map(|n| before(text.line(n), LONG_LINE));
    let mut lines: Vec<String> = std::iter::once(line).chain(more).map(expand).collect();
    let indent =
        lines.iter().filter(|l| !l.trim().is_empty()).map(|l| l.len() - l.trim_start_matches(' ').len()).min().unwrap_or(0);
    for line in &mut lines {
        *line = line.get(indent..).unwrap_or("").trim_end().to_owned();
    }
    let start = start.saturating_sub(indent);
    let (start, width) = cut_first(&mut lines[0], start, width);
    for line in lines.iter_mut().skip(1) {
        cut(line);
    }
    Excerpt { first_line: first, lines, mark: Some((0, start, width)) }
}

/// The first line of a place, and which of its characters are meant. Of a long line only what lies around them: a minified
/// file may be one line with a thousand findings.
fn around(text: &Text, place: Place, first: u32, last: u32) -> (&str, usize, usize) {
    let (line, offset) = (text.line(first), text.line_start(first));
    let within = |at: u32| line.floor_char_boundary((at as usize).saturating_sub(offset).min(line.len()));
    let from = within(place.span.start);
    let to = if last == first { within(place.span.end).max(from) } else { line.trim_end().len().max(from) };
    let start = if from > LONG_LINE { line.floor_char_boundary(from - LONG_LINE) } else { 0 };
    let shown = before(&line[start..], 2 * LONG_LINE);
    let count = |end: usize| shown.get(..(end - start).min(shown.len())).map_or(0, |text| text.chars().count());
    (shown, count(from), count(to))
}

/// At most the first `bytes` of a line.
fn before(line: &str, bytes: usize) -> &str {
    &line[..line.floor_char_boundary(bytes)]
}

/// Display column and width of the characters `from..to` of a line, tabs expanded.
fn columns(line: &str, from: usize, to: usize) -> (usize, usize) {
    let size = |n: usize| line.chars().take(n).map(|c| if c == '\t' { TAB } else { 1 }).sum::<usize>();
    let start = size(from);
    (start, size(to).saturating_sub(start).max(1))
}

/// Tabs as spaces, other control characters as dots.
fn expand(line: &str) -> String {
    words::printable(&line.replace('\t', "    "))
}

/// Cuts a long first line so that the mark stays in view; returns the mark's new column and width.
fn cut_first(line: &mut String, start: usize, width: usize) -> (usize, usize) {
    let length = line.chars().count();
    if length <= MAX_WIDTH {
        return (start, width.min(length.saturating_sub(start).max(1)));
    }
    let skip = if start + width.min(40) <= MAX_WIDTH { 0 } else { start.saturating_sub(20) };
    let lead = if skip > 0 { "..." } else { "" };
    let kept: String = line.chars().skip(skip).take(MAX_WIDTH).collect();
    let more = if skip + MAX_WIDTH < length { "..." } else { "" };
    let start = start - skip + lead.len();
    let width = width.min((lead.len() + kept.chars().count()).saturating_sub(start).max(1));
    *line = format!("{lead}{kept}{more}");
    (start, width)
}

fn cut(line: &mut String) {
    if line.chars().count() > MAX_WIDTH {
        *line = line.chars().take(MAX_WIDTH).chain("...".chars()).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Span;
    use crate::model::FileId;

    fn cut_out(text: &str, meant: &str) -> Excerpt {
        let start = text.find(meant).unwrap();
        let span = Span::new(start as u32, (start + meant.len()) as u32);
        excerpt(&Text::new(text.into()), Place { file: FileId(0), span })
    }

    fn marked(excerpt: &Excerpt) -> String {
        let (line, start, width) = excerpt.mark.unwrap();
        excerpt.lines[line].chars().skip(start).take(width).collect()
    }

    #[test]
    fn the_mark_stands_under_what_is_meant() {
        let plain = cut_out("a\n    for p in é(load(x)):\n", "load(x)");
        assert_eq!((plain.first_line, marked(&plain).as_str()), (2, "load(x)"));
        let tabs = cut_out("\tif x:\n\t\tload(x)\t# why\n", "load(x)");
        assert_eq!((tabs.lines[0].as_str(), marked(&tabs).as_str()), ("load(x)    # why", "load(x)"));
    }

    #[test]
    fn a_minified_line_is_cut_around_the_mark() {
        let text = format!("{}MEANT{}", "x;".repeat(5_000), "y;".repeat(5_000));
        let found = cut_out(&text, "MEANT");
        assert!(found.lines[0].len() < 200, "{}", found.lines[0].len());
        assert_eq!(marked(&found), "MEANT");
    }

    #[test]
    fn escape_sequences_do_not_reach_the_terminal() {
        assert!(!cut_out("x = '\u{1b}[31m'", "x").lines[0].contains('\u{1b}'));
    }

    #[test]
    fn long_places_show_their_beginning() {
        let found = cut_out("def f():\n  a\n  b\n  c\n  d\n  e\n", "def f():\n  a\n  b\n  c\n  d\n  e");
        assert_eq!(found.lines.len(), 4);
        assert_eq!(marked(&found), "def f():");
    }
}
