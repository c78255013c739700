//! The HTML around the template tags: a state machine that is fed text and holes in turn, so that an attribute value
//! with a template tag in it stays one value. Finds the elements that cost requests and the sections they stand in.

use compact_str::CompactString;

use crate::facts::Span;
use crate::facts::page::{Attribute, Element, PageFacts, Part, Section, SectionStart, Tag};
use crate::facts::program::ExprId;

use super::lexer::span;
use super::lowering::Surroundings;

/// How much of an inline script is kept.
const MAX_BODY: usize = 4 * 1024;
/// More attributes than any element has; an unclosed tag would collect the rest of the file.
const MAX_ATTRIBUTES: usize = 64;
/// How many enclosing blocks an element remembers.
const MAX_BLOCKS: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Data,
    Comment,
    /// `<!doctype …>`, `</p …>`
    Declaration,
    TagName,
    /// Between attributes.
    InTag,
    AttributeName,
    AfterName,
    BeforeValue,
    /// Until this quote; 0 is an unquoted value.
    Value(u8),
    /// Until `</name`.
    Raw(&'static str),
}

pub struct Html {
    state: State,
    page: PageFacts,
    section: Section,
    /// The open tag, its name in lower case.
    name: CompactString,
    start: usize,
    /// The element of the open tag, when it is one of ours.
    element: Option<Element>,
    attribute: Option<Attribute>,
    /// Conditions open when the tag began; an attribute under more of them is conditional.
    conditions: usize,
    /// The element whose body is being read.
    in_body: bool,
    comments: Vec<(Span, CompactString)>,
}

impl Html {
    pub fn new() -> Self {
        Self {
            state: State::Data,
            page: PageFacts::default(),
            section: Section::Unknown,
            name: CompactString::default(),
            start: 0,
            element: None,
            attribute: None,
            conditions: 0,
            in_body: false,
            comments: Vec::new(),
        }
    }

    /// The page, and the comments that speak to perfaudit.
    pub fn finish(self) -> (PageFacts, Vec<(Span, CompactString)>) {
        (self.page, self.comments)
    }

    /// Reads a piece of text that begins at byte `base` of the file.
    pub fn text(&mut self, text: &str, base: usize, around: Surroundings<'_>) {
        let mut at = 0;
        while at < text.len() {
            at = match self.state {
                State::Data => self.data(text, at, base),
                State::Comment => self.comment(text, at),
                State::Declaration => self.declaration(text, at),
                State::TagName => self.tag_name(text, at, around),
                State::InTag => self.in_tag(text, at, base, around),
                State::AttributeName => self.attribute_name(text, at),
                State::AfterName => self.after_name(text, at),
                State::BeforeValue => self.before_value(text, at),
                State::Value(quote) => self.value(text, at, quote),
                State::Raw(name) => self.raw(text, at, name),
            };
        }
    }

    /// A template tag stands here; `value` is what it prints.
    pub fn hole(&mut self, value: ExprId, around: Surroundings<'_>) {
        match self.state {
            State::BeforeValue => {
                self.state = State::Value(0);
                self.part(Part::Hole(value));
            }
            State::Value(_) => self.part(Part::Hole(value)),
            State::AttributeName => {
                if let Some(attribute) = &mut self.attribute {
                    attribute.name.push_str("{}");
                }
            }
            State::TagName => {
                self.name.push_str("{}");
                self.open_tag(around);
            }
            // Attributes as a variable: any of them may be there.
            State::InTag | State::AfterName => {
                self.end_attribute();
                let conditional = around.conditions > self.conditions;
                self.attribute = Some(Attribute { name: "{}".into(), value: Some(vec![Part::Hole(value)]), conditional });
                self.end_attribute();
                self.state = State::InTag;
            }
            State::Data | State::Comment | State::Declaration | State::Raw(_) => {}
        }
    }

    /// `{% compress js %}` begins to join scripts, `{% endcompress %}` ends it.
    pub fn bundle(&mut self, name: &str, rest: &str, tag: Span) {
        let kind = rest.split_ascii_whitespace().next().unwrap_or_default();
        match name {
            "compress" if kind.trim_matches(['"', '\'']) == "js" => {
                self.page.bundles.push(Span { start: tag.start, end: u32::MAX });
            }
            "endcompress" => {
                if let Some(open) = self.page.bundles.last_mut().filter(|open| open.end == u32::MAX) {
                    open.end = tag.end;
                }
            }
            _ => {}
        }
    }

    /// Text that is not escaped is printed here.
    pub fn markup(&mut self, printed: Span) {
        if self.state == State::Data {
            self.page.markup.push(printed);
        }
    }

    /// A tag that prints nothing stands here: `defer{% endif %}` ends an attribute's name.
    pub fn control(&mut self) {
        if self.state == State::AttributeName {
            self.state = State::AfterName;
        }
    }

    /// Whether a tag that prints nothing stands in a value that is kept.
    pub fn in_kept_value(&self) -> bool {
        matches!(self.state, State::Value(_)) && self.attribute.is_some()
    }

    fn data(&mut self, text: &str, at: usize, base: usize) -> usize {
        let bytes = text.as_bytes();
        let Some(open) = memchr::memchr(b'<', &bytes[at..]).map(|found| at + found) else { return text.len() };
        match bytes.get(open + 1) {
            Some(c) if c.is_ascii_alphabetic() => {
                self.state = State::TagName;
                self.start = base + open;
                self.name.clear();
                open + 1
            }
            Some(b'/') => {
                self.close_tag(&text[open + 2..], base + open);
                self.state = State::Declaration;
                open + 2
            }
            Some(b'!') if text[open..].starts_with("<!--") => {
                self.state = State::Comment;
                self.keep_comment(&text[open + 4..], base + open);
                open + 4
            }
            Some(b'!' | b'?') => {
                self.state = State::Declaration;
                open + 2
            }
            _ => open + 1,
        }
    }

    fn keep_comment(&mut self, rest: &str, start: usize) {
        let body = rest.trim_start();
        if !body.starts_with("perfaudit:") {
            return;
        }
        if let Some(end) = body.find("-->") {
            let length = 4 + (rest.len() - body.len()) + end + 3;
            self.comments.push((span(start, start + length), body[..end].trim().into()));
        }
    }

    fn comment(&mut self, text: &str, at: usize) -> usize {
        match memchr::memmem::find(&text.as_bytes()[at..], b"-->") {
            Some(end) => {
                self.state = State::Data;
                at + end + 3
            }
            None => text.len(),
        }
    }

    fn declaration(&mut self, text: &str, at: usize) -> usize {
        match memchr::memchr(b'>', &text.as_bytes()[at..]) {
            Some(end) => {
                self.state = State::Data;
                at + end + 1
            }
            None => text.len(),
        }
    }

    fn close_tag(&mut self, rest: &str, at: usize) {
        if starts_with_name(rest, "head") {
            self.enter(Section::Body, at);
        }
    }

    fn tag_name(&mut self, text: &str, at: usize, around: Surroundings<'_>) -> usize {
        let rest = &text[at..];
        let len = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
        self.name.push_str(&rest[..len].to_ascii_lowercase());
        if len < rest.len() {
            self.open_tag(around);
        }
        at + len
    }

    /// The name is complete.
    fn open_tag(&mut self, around: Surroundings<'_>) {
        self.state = State::InTag;
        self.conditions = around.conditions;
        let tag = match self.name.as_str() {
            "script" => Tag::Script,
            "link" => Tag::Link,
            "img" => Tag::Img,
            "style" => Tag::Style,
            _ => {
                self.element = None;
                return;
            }
        };
        self.element = Some(Element {
            tag,
            span: span(self.start, self.start),
            attributes: Vec::new(),
            section: self.section,
            blocks: around.blocks.iter().rev().take(MAX_BLOCKS).copied().collect(),
            conditional: around.conditions > 0,
            in_loop: around.loops > 0,
            body: CompactString::default(),
        });
    }

    fn in_tag(&mut self, text: &str, at: usize, base: usize, around: Surroundings<'_>) -> usize {
        match text.as_bytes()[at] {
            b'>' => {
                self.end_tag(base + at + 1);
                at + 1
            }
            b'/' => at + 1,
            c if c.is_ascii_whitespace() => at + 1,
            _ => {
                self.state = State::AttributeName;
                if self.element.as_ref().is_some_and(|e| e.attributes.len() < MAX_ATTRIBUTES) {
                    let conditional = around.conditions > self.conditions;
                    self.attribute = Some(Attribute { name: CompactString::default(), value: None, conditional });
                }
                at
            }
        }
    }

    fn attribute_name(&mut self, text: &str, at: usize) -> usize {
        let rest = &text[at..];
        // A stray `=` at the start belongs to the name, as in HTML.
        let from = usize::from(rest.starts_with('=') && self.attribute.as_ref().is_none_or(|a| a.name.is_empty()));
        let end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
        let len = rest[from..].find(end).map(|len| len + from);
        if let Some(attribute) = &mut self.attribute {
            attribute.name.push_str(&rest[..len.unwrap_or(rest.len())].to_ascii_lowercase());
        }
        if len.is_some() {
            self.state = State::AfterName;
        }
        at + len.unwrap_or(rest.len())
    }

    fn after_name(&mut self, text: &str, at: usize) -> usize {
        match text.as_bytes()[at] {
            b'=' => {
                self.state = State::BeforeValue;
                if let Some(attribute) = &mut self.attribute {
                    attribute.value = Some(Vec::new());
                }
                at + 1
            }
            c if c.is_ascii_whitespace() => at + 1,
            _ => {
                self.end_attribute();
                self.state = State::InTag;
                at
            }
        }
    }

    fn before_value(&mut self, text: &str, at: usize) -> usize {
        match text.as_bytes()[at] {
            quote @ (b'"' | b'\'') => {
                self.state = State::Value(quote);
                at + 1
            }
            c if c.is_ascii_whitespace() => at + 1,
            b'>' => {
                self.end_attribute();
                self.state = State::InTag;
                at
            }
            _ => {
                self.state = State::Value(0);
                at
            }
        }
    }

    fn value(&mut self, text: &str, at: usize, quote: u8) -> usize {
        let rest = &text.as_bytes()[at..];
        let end = if quote == 0 {
            rest.iter().position(|c| c.is_ascii_whitespace() || *c == b'>')
        } else {
            memchr::memchr(quote, rest)
        };
        let len = end.unwrap_or(rest.len());
        if len > 0 {
            self.part(Part::Text(text[at..at + len].into()));
        }
        if end.is_none() {
            return text.len();
        }
        self.end_attribute();
        self.state = State::InTag;
        at + len + usize::from(quote != 0)
    }

    fn part(&mut self, part: Part) {
        if let Some(Attribute { value: Some(parts), .. }) = &mut self.attribute {
            parts.push(part);
        }
    }

    fn end_attribute(&mut self) {
        if let (Some(attribute), Some(element)) = (self.attribute.take(), &mut self.element) {
            element.attributes.push(attribute);
        }
    }

    /// At `>`.
    fn end_tag(&mut self, end: usize) {
        self.state = State::Data;
        self.in_body = false;
        match self.name.as_str() {
            "html" => {
                self.page.has_head = true;
                if self.section == Section::Unknown {
                    self.enter(Section::Head, end);
                }
            }
            "head" => {
                self.page.has_head = true;
                self.enter(Section::Head, end);
            }
            "body" => self.enter(Section::Body, end),
            "script" => self.state = State::Raw("script"),
            "style" => self.state = State::Raw("style"),
            "textarea" => self.state = State::Raw("textarea"),
            "title" => self.state = State::Raw("title"),
            _ => {}
        }
        if let Some(mut element) = self.element.take() {
            element.span.end = span(end, end).end;
            self.in_body = matches!(element.tag, Tag::Style) || element.attribute("src").is_none();
            self.page.elements.push(element);
        }
    }

    fn enter(&mut self, section: Section, at: usize) {
        if self.section != section {
            self.section = section;
            self.page.sections.push(SectionStart { offset: span(at, at).start, section });
        }
    }

    fn raw(&mut self, text: &str, at: usize, name: &'static str) -> usize {
        let rest = &text[at..];
        let end = memchr::memchr_iter(b'<', rest.as_bytes())
            .find(|open| rest[*open..].strip_prefix("</").is_some_and(|tail| starts_with_name(tail, name)));
        let body = &rest[..end.unwrap_or(rest.len())];
        self.body(body, name);
        match end {
            Some(end) => {
                self.state = State::Declaration;
                at + end + 2
            }
            None => text.len(),
        }
    }

    /// A piece of the body of a script or style.
    fn body(&mut self, text: &str, name: &str) {
        if !self.in_body {
            return;
        }
        let bytes = u32::try_from(text.len()).unwrap_or(u32::MAX);
        match name {
            "script" => {
                self.page.inline_script_bytes = self.page.inline_script_bytes.saturating_add(bytes);
                if let Some(element) = self.page.elements.last_mut() {
                    let room = MAX_BODY.saturating_sub(element.body.len()).min(text.len());
                    element.body.push_str(&text[..text.floor_char_boundary(room)]);
                }
            }
            "style" => self.page.inline_style_bytes = self.page.inline_style_bytes.saturating_add(bytes),
            _ => {}
        }
    }
}

/// `text` begins with the tag name, in any case, and the name ends there.
fn starts_with_name(text: &str, name: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        && !bytes.get(name.len()).is_some_and(|c| c.is_ascii_alphanumeric() || *c == b'-')
}
