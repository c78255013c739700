//! Cuts a text into statements in one linear pass, past quotes, comments, dollar bodies, compound bodies, and the
//! commands that psql, mysql and sqlcmd add.

use std::ops::Range;

use memchr::{memchr, memmem};

use crate::facts::ddl::SqlDialect;

/// So many dollar tags may lack their end before `$` is taken for an ordinary character.
const BROKEN_TAGS: usize = 8;

/// Byte ranges of the statements, without their terminator, blanks and comments around them.
pub fn split(text: &str, dialect: Option<SqlDialect>) -> Vec<Range<usize>> {
    let mut splitter = Splitter {
        text,
        bytes: text.as_bytes(),
        at: 0,
        mysql: dialect == Some(SqlDialect::Mysql),
        nested_comments: dialect == Some(SqlDialect::Postgresql),
        broken_tags: 0,
        delimiter: b";".to_vec(),
        out: Vec::new(),
    };
    splitter.run();
    splitter.out
}

/// The inside of the first `$tag$ … $tag$`.
pub fn dollar_body(sql: &str) -> Option<Range<usize>> {
    let open = memchr(b'$', sql.as_bytes())?;
    let tag = dollar_tag(&sql.as_bytes()[open..])?;
    let start = open + tag;
    let end = memmem::find(&sql.as_bytes()[start..], &sql.as_bytes()[open..start])?;
    Some(start..start + end)
}

/// Length of the `$tag$` that these bytes begin with.
fn dollar_tag(bytes: &[u8]) -> Option<usize> {
    let inner = bytes.get(1..)?.iter().take(64).position(|b| !(b.is_ascii_alphanumeric() || *b == b'_'))?;
    let digit = bytes.get(1).is_some_and(u8::is_ascii_digit);
    (bytes.get(1 + inner) == Some(&b'$') && !digit).then_some(inner + 2)
}

struct Splitter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    mysql: bool,
    nested_comments: bool,
    broken_tags: usize,
    delimiter: Vec<u8>,
    out: Vec<Range<usize>>,
}

/// What is known of the statement being read.
struct Open {
    start: usize,
    /// End of its last token.
    end: usize,
    /// Its first words, upper case.
    head: Vec<String>,
    /// A routine or trigger, whose body holds semicolons.
    routine: bool,
    depth: u32,
    after_end: bool,
}

impl Splitter<'_> {
    fn run(&mut self) {
        while self.skip_blank() {
            if self.tool_line() {
                continue;
            }
            let open = self.statement();
            if open.end > open.start {
                let copies = open.head.first().is_some_and(|w| w == "COPY") && self.copies_stdin(&open);
                self.out.push(open.start..open.end);
                if copies {
                    self.skip_copy_data();
                }
            }
        }
    }

    /// Moves past blanks, comments and stray terminators; false at the end of the text.
    fn skip_blank(&mut self) -> bool {
        while let Some(byte) = self.bytes.get(self.at) {
            if byte.is_ascii_whitespace() || *byte == b';' {
                self.at += 1;
            } else if !self.skip_comment(true) {
                return true;
            }
        }
        false
    }

    fn skip_comment(&mut self, at_start: bool) -> bool {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(b"--") || (rest.starts_with(b"#") && (self.mysql || at_start)) {
            self.skip_line();
            return true;
        }
        if rest.starts_with(b"/*") {
            self.at += self.block_comment(rest);
            return true;
        }
        false
    }

    fn block_comment(&mut self, rest: &[u8]) -> usize {
        if self.nested_comments {
            let mut depth = 0u32;
            let mut at = 0;
            while let Some(next) = rest.get(at..at + 2) {
                match next {
                    b"/*" => depth += 1,
                    b"*/" => depth -= 1,
                    _ => {
                        at += 1;
                        continue;
                    }
                }
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            self.nested_comments = false;
        }
        memmem::find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 4)
    }

    fn skip_line(&mut self) {
        self.at = memchr(b'\n', &self.bytes[self.at..]).map_or(self.bytes.len(), |n| self.at + n + 1);
    }

    /// The rest of the current line, trimmed.
    fn line(&self) -> &str {
        let end = memchr(b'\n', &self.bytes[self.at..]).map_or(self.bytes.len(), |n| self.at + n);
        self.text.get(self.at..end).unwrap_or("").trim()
    }

    /// Lines that are for the tool and not for the server: `\connect x`, `.mode csv`, `DELIMITER //`, `GO`.
    fn tool_line(&mut self) -> bool {
        let first = self.bytes[self.at];
        let is_tool = match first {
            b'\\' | b'.' | b'@' | b'/' => true,
            b'd' | b'D' | b'g' | b'G' => {
                let line = self.line();
                if line.len() > 10 && line.is_char_boundary(10) && line[..10].eq_ignore_ascii_case("delimiter ") {
                    self.delimiter = line[10..].trim().as_bytes().to_vec();
                    if self.delimiter.is_empty() {
                        self.delimiter = b";".to_vec();
                    }
                    true
                } else {
                    line.eq_ignore_ascii_case("go")
                }
            }
            _ => false,
        };
        if is_tool {
            self.skip_line();
        }
        is_tool
    }

    /// Reads up to and past the terminator.
    fn statement(&mut self) -> Open {
        let start = self.at;
        let mut open = Open { start, end: start, head: Vec::new(), routine: false, depth: 0, after_end: false };
        while let Some(byte) = self.bytes.get(self.at).copied() {
            if byte.is_ascii_whitespace() {
                self.at += 1;
                continue;
            }
            if self.bytes[self.at..].starts_with(&self.delimiter) && (self.delimiter != b";" || open.depth == 0) {
                self.at += self.delimiter.len();
                break;
            }
            if self.skip_comment(false) {
                continue;
            }
            match byte {
                b'\'' | b'"' | b'`' => self.skip_quoted(byte),
                b'$' => self.skip_dollar(),
                b if b.is_ascii_alphabetic() || b == b'_' => {
                    if self.word(&mut open) {
                        break;
                    }
                }
                _ => {
                    open.after_end = false;
                    self.at += 1;
                }
            }
            open.end = self.at;
        }
        open.end = open.end.min(self.bytes.len());
        open
    }

    /// Takes a word; true when it is a `GO` line, which ends the statement.
    fn word(&mut self, open: &mut Open) -> bool {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$'))).unwrap_or(rest.len());
        let word = &rest[..len];
        if word.eq_ignore_ascii_case(b"GO") && self.stands_alone(len) {
            self.at += len;
            return true;
        }
        if open.head.len() < 12 && !open.routine {
            let upper = self.text.get(self.at..self.at + len).unwrap_or("").to_ascii_uppercase();
            let creates = open.head.first().is_some_and(|w| w == "CREATE");
            open.routine = creates && matches!(upper.as_str(), "TRIGGER" | "PROCEDURE" | "FUNCTION" | "EVENT");
            open.head.push(upper);
        } else if open.routine {
            let is = |keyword: &str| word.eq_ignore_ascii_case(keyword.as_bytes());
            let closes = std::mem::take(&mut open.after_end);
            if is("END") {
                open.depth = open.depth.saturating_sub(1);
                open.after_end = true;
            } else if closes && (is("IF") || is("LOOP") || is("WHILE") || is("REPEAT")) {
                // `END IF` closes what was never counted.
                open.depth += 1;
            } else if !closes && (is("BEGIN") || is("CASE")) {
                open.depth += 1;
            }
        }
        self.at += len;
        false
    }

    fn stands_alone(&self, len: usize) -> bool {
        let before = self.bytes[..self.at].iter().rev().take(64).find(|b| !matches!(b, b' ' | b'\t'));
        let after = self.bytes[self.at + len..].iter().take(64).find(|b| !matches!(b, b' ' | b'\t' | b'\r'));
        before.is_none_or(|b| *b == b'\n') && after.is_none_or(|b| *b == b'\n')
    }

    fn skip_quoted(&mut self, quote: u8) {
        // Backslashes escape in MySQL and in PostgreSQL's E'…'; elsewhere they are characters.
        let e_string = quote == b'\'' && self.at > 0 && matches!(self.bytes[self.at - 1], b'e' | b'E');
        let escapes = (self.mysql && quote != b'`') || e_string;
        self.at += 1;
        while let Some(found) = memchr::memchr2(quote, if escapes { b'\\' } else { quote }, &self.bytes[self.at..]) {
            let at = self.at + found;
            if self.bytes[at] != quote {
                self.at = (at + 2).min(self.bytes.len());
            } else if self.bytes.get(at + 1) == Some(&quote) {
                self.at = at + 2;
            } else {
                self.at = at + 1;
                return;
            }
        }
        self.at = self.bytes.len();
    }

    fn skip_dollar(&mut self) {
        let rest = &self.bytes[self.at..];
        let Some(tag) = dollar_tag(rest).filter(|_| self.broken_tags < BROKEN_TAGS) else {
            self.at += 1;
            return;
        };
        match memmem::find(&rest[tag..], &rest[..tag]) {
            Some(end) => self.at += tag + end + tag,
            None => {
                self.broken_tags += 1;
                self.at += tag;
            }
        }
    }

    fn copies_stdin(&self, open: &Open) -> bool {
        let text = self.text.get(open.start..open.end).unwrap_or("");
        text.len() < 64 * 1024 && super::scan::contains_word(text, "STDIN")
    }

    /// Rows of `COPY … FROM stdin` end with a line `\.`
    fn skip_copy_data(&mut self) {
        self.skip_line();
        loop {
            if self.bytes[self.at.min(self.bytes.len())..].starts_with(b"\\.") {
                self.skip_line();
                return;
            }
            match memmem::find(&self.bytes[self.at.min(self.bytes.len())..], b"\n\\.") {
                Some(end) => self.at += end + 1,
                None => {
                    self.at = self.bytes.len();
                    return;
                }
            }
        }
    }
}
