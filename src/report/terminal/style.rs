//! Colours and line-drawing characters.

use crate::finding::Severity;
use crate::report::words::printable;

/// How a terminal is written to.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub color: bool,
    /// ASCII only, for terminals and logs without Unicode.
    pub ascii: bool,
    /// Columns.
    pub width: usize,
    /// The verdict only.
    pub quiet: bool,
}

/// Characters of a code frame.
#[derive(Clone, Copy, Debug)]
pub struct Glyphs {
    pub open: &'static str,
    pub bar: &'static str,
    pub gap: &'static str,
    pub branch: &'static str,
    pub close: &'static str,
    pub caret: &'static str,
    pub dot: &'static str,
}

const UNICODE: Glyphs =
    Glyphs { open: "╭─", bar: "│", gap: "·", branch: "├─", close: "╰─", caret: "^", dot: "·" };
const ASCII: Glyphs = Glyphs { open: "--", bar: "|", gap: ".", branch: "|-", close: "`-", caret: "^", dot: "-" };

impl Style {
    #[must_use]
    pub fn glyphs(self) -> Glyphs {
        if self.ascii { ASCII } else { UNICODE }
    }

    #[must_use]
    pub fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    #[must_use]
    pub fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    #[must_use]
    pub fn path(self, text: &str) -> String {
        self.paint("36", text)
    }

    #[must_use]
    pub fn severity(self, severity: Severity, text: &str) -> String {
        self.paint(code(severity), text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        let text = printable(text);
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text }
    }
}

fn code(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "1;31",
        Severity::High => "31",
        Severity::Medium => "33",
        Severity::Low => "34",
        Severity::Info => "2",
    }
}

/// Breaks a text at spaces into lines of at most `width` characters; a longer word stands alone.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines().map(str::trim).filter(|p| !p.is_empty()) {
        let mut line = String::new();
        let mut length = 0;
        for word in printable(paragraph).split_whitespace() {
            let size = word.chars().count();
            if length > 0 && length + 1 + size > width {
                lines.push(std::mem::take(&mut line));
                length = 0;
            }
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += size;
        }
        lines.push(line);
    }
    lines
}

/// The text, cut with an ellipsis when it is longer than `width` characters.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    let text = printable(text);
    if text.chars().count() <= width {
        return text;
    }
    text.chars().take(width.saturating_sub(3)).chain("...".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_at_words() {
        assert_eq!(wrap("one two three\n\nfour", 8), ["one two", "three", "four"]);
        assert_eq!(wrap("unbreakable/path/to/file x", 5), ["unbreakable/path/to/file", "x"]);
    }

    #[test]
    fn long_text_is_cut_to_the_width() {
        assert_eq!(cut("abcdefgh", 8), "abcdefgh");
        assert_eq!(cut("abcdefghi", 8), "abcde...");
    }
}
