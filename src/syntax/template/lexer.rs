//! Splits a template into text, outputs, tags and comments. One pass, linear on any input: a delimiter that no closer
//! follows is text, and a scan that ends in nothing is paid from a budget.

use memchr::memmem;

use crate::facts::Span;
use crate::facts::program::Access;

/// A piece of a template. All spans are bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    Text(Span),
    /// `{{ inner }}`
    Output {
        span: Span,
        inner: Span,
    },
    /// `{% name rest %}`
    Tag {
        span: Span,
        name: Span,
        rest: Span,
    },
    /// `{# inner #}`
    Comment {
        span: Span,
        inner: Span,
    },
}

/// A byte range as positions of the text; files are far below 4 GiB.
pub fn span(start: usize, end: usize) -> Span {
    let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(clip(start), clip(end))
}

/// The text of a span.
pub fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or("")
}

/// `span` without white space at both ends.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let inner = text.get(start..end).unwrap_or("");
    let left = inner.len() - inner.trim_start().len();
    let core = inner.trim().len();
    span(start + left, start + left + core)
}

pub fn tokens(text: &str, dialect: Access) -> Vec<Token> {
    let mut lexer = Lexer::new(text, dialect);
    lexer.run();
    lexer.out
}

struct Lexer<'t> {
    text: &'t str,
    django: bool,
    pos: usize,
    /// Where the text since the last token began.
    text_start: usize,
    /// Bytes that scans for a balanced closer may still waste.
    budget: usize,
    /// The last closer of each kind, so that an opener without one costs nothing.
    last_output: usize,
    last_tag: usize,
    last_comment: usize,
    out: Vec<Token>,
}

impl<'t> Lexer<'t> {
    fn new(text: &'t str, dialect: Access) -> Self {
        let last = |needle: &str| text.rfind(needle).unwrap_or(0);
        Self {
            text,
            django: dialect == Access::Django,
            pos: 0,
            text_start: 0,
            budget: 4 * text.len(),
            last_output: last("}}"),
            last_tag: last("%}"),
            last_comment: last("#}"),
            out: Vec::new(),
        }
    }

    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(found) = memchr::memchr(b'{', &bytes[self.pos..]) {
            let at = self.pos + found;
            let token = match bytes.get(at + 1) {
                Some(b'{') => self.output(at),
                Some(b'%') => self.tag(at),
                Some(b'#') => self.comment(at),
                _ => None,
            };
            match token {
                Some((token, end)) => self.push(token, at, end),
                None => self.pos = at + 1,
            }
        }
        self.flush(self.text.len());
    }

    fn flush(&mut self, until: usize) {
        if until > self.text_start {
            self.out.push(Token::Text(span(self.text_start, until)));
        }
    }

    fn push(&mut self, token: Token, start: usize, end: usize) {
        self.flush(start);
        self.out.push(token);
        self.pos = end;
        self.text_start = end;
        if let Token::Tag { name, .. } = token {
            self.skip_body(slice(self.text, name));
        }
    }

    fn output(&mut self, at: usize) -> Option<(Token, usize)> {
        let close = self.closer(at + 2, b'}', self.last_output)?;
        let inner = self.inner(at + 2, close);
        Some((Token::Output { span: span(at, close + 2), inner }, close + 2))
    }

    fn tag(&mut self, at: usize) -> Option<(Token, usize)> {
        let close = self.closer(at + 2, b'%', self.last_tag)?;
        let inner = self.inner(at + 2, close);
        let (start, end) = (inner.start as usize, inner.end as usize);
        let body = &self.text[start..end];
        // `{% call(user) m() %}` and `{% if(x) %}` end their names without white space.
        // Components of slippers open as `{% #card %}` and close as `{% /card %}`.
        let mark = usize::from(body.starts_with(['#', '/']));
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        let name_len = body[mark..].find(|c: char| !is_name(c)).map_or(body.len(), |len| mark + len);
        let name = span(start, start + name_len);
        Some((Token::Tag { span: span(at, close + 2), name, rest: trimmed(self.text, start + name_len, end) }, close + 2))
    }

    fn comment(&mut self, at: usize) -> Option<(Token, usize)> {
        if at + 2 > self.last_comment {
            return None;
        }
        let close = at + 2 + self.line_end_or(at + 2, "#}")?;
        Some((Token::Comment { span: span(at, close + 2), inner: self.inner(at + 2, close) }, close + 2))
    }

    /// The offset of `needle` after `from`; in Django a token ends on its line.
    fn line_end_or(&self, from: usize, needle: &str) -> Option<usize> {
        let rest = &self.text.as_bytes()[from..];
        let rest = if self.django { &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())] } else { rest };
        memmem::find(rest, needle.as_bytes())
    }

    /// The content between delimiters without the signs of white space control.
    fn inner(&self, start: usize, end: usize) -> Span {
        let bytes = self.text.as_bytes();
        let sign = |at: usize| matches!(bytes.get(at), Some(b'-' | b'+'));
        let start = if !self.django && start < end && sign(start) { start + 1 } else { start };
        let end = if !self.django && end > start && sign(end - 1) { end - 1 } else { end };
        trimmed(self.text, start, end)
    }

    /// Where `}}` or `%}` closes what began before `from`. Jinja reads strings and brackets; Django does not.
    fn closer(&mut self, from: usize, first: u8, last: usize) -> Option<usize> {
        if from > last {
            return None;
        }
        let needle = if first == b'%' { "%}" } else { "}}" };
        if !self.django && self.budget > 0 {
            match self.balanced(from, first) {
                Ok(close) => return Some(close),
                Err(read) => self.budget = self.budget.saturating_sub(read),
            }
        }
        self.line_end_or(from, needle).map(|at| from + at)
    }

    /// The closer outside strings and braces, or how many bytes were read in vain.
    fn balanced(&self, from: usize, first: u8) -> Result<usize, usize> {
        let bytes = self.text.as_bytes();
        let (mut at, mut braces) = (from, 0usize);
        while at < bytes.len() {
            match bytes[at] {
                byte if byte == first && braces == 0 && bytes.get(at + 1) == Some(&b'}') => return Ok(at),
                b'{' => braces += 1,
                b'}' => braces = braces.saturating_sub(1),
                quote @ (b'"' | b'\'') => at = string_end(bytes, at, quote).ok_or(bytes.len() - from)?,
                _ => {}
            }
            at += 1;
        }
        Err(bytes.len() - from)
    }

    /// Bodies that are not lexed: `raw` and `verbatim` are text, `comment` is nothing.
    fn skip_body(&mut self, name: &str) {
        let (end_name, keep) = match (self.django, name) {
            (false, "raw") => ("endraw", true),
            (true, "verbatim") => ("endverbatim", true),
            (true, "comment") => ("endcomment", false),
            _ => return,
        };
        let end = self.find_end_tag(end_name).unwrap_or(self.text.len());
        if keep {
            self.flush(end);
        }
        self.pos = end;
        self.text_start = end;
    }

    fn find_end_tag(&self, name: &str) -> Option<usize> {
        let rest = &self.text[self.pos..];
        memmem::find_iter(rest.as_bytes(), "{%").map(|at| self.pos + at).find(|at| {
            let body = self.text[at + 2..].trim_start_matches(['-', '+']).trim_start();
            body.strip_prefix(name).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    }
}

/// The position of the closing quote.
fn string_end(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    let mut at = open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}
