//! The HTML of one template: the elements that cost requests, with attributes that may hold template expressions.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::program::{ExprId, Span, Sym};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageFacts {
    pub elements: Vec<Element>,
    /// Where the file enters `<head>` or `<body>`, in order: tells the section of a block or an include.
    pub sections: Vec<SectionStart>,
    /// The file has a `<head>` or `<html>` of its own.
    pub has_head: bool,
    /// Bytes of inline `<script>` and `<style>` bodies.
    pub inline_script_bytes: u32,
    pub inline_style_bytes: u32,
    /// Outputs between the elements whose text is not escaped (`{{ body|safe }}`): anything may stand in them.
    pub markup: Vec<Span>,
    /// `{% compress js %} … {% endcompress %}`: django-compressor serves one file for the scripts of each.
    pub bundles: Vec<Span>,
}

/// From this byte offset on the file is in this section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionStart {
    pub offset: u32,
    pub section: Section,
}

/// A `<script>`, `<link>`, `<img>` or `<style>` element.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Element {
    pub tag: Tag,
    pub span: Span,
    pub attributes: Vec<Attribute>,
    /// Inside `<head>` of this file, or of no `<head>`/`<body>` at all when [`Element::section`] is unknown.
    pub section: Section,
    /// The template block that encloses it, innermost first.
    pub blocks: Vec<Sym>,
    /// Inside `{% if %}` or `{% for %}`.
    pub conditional: bool,
    /// Inside a loop.
    pub in_loop: bool,
    /// The body of an inline script (at most 4 KiB of it), for symbols that it uses.
    pub body: CompactString,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tag {
    Script,
    Link,
    Img,
    Style,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Section {
    Head,
    Body,
    /// A partial or a child template: decided by the block or include that it is put into.
    Unknown,
}

/// One attribute. A value without holes has one text part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// Lower case.
    pub name: CompactString,
    /// `None` for an attribute without a value (`defer`).
    pub value: Option<Vec<Part>>,
    /// Written inside a template condition in the tag.
    pub conditional: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Text(CompactString),
    /// An expression of the file's program (`{{ url_for(…) }}`; `{% static "x" %}` is a call of `static`).
    Hole(ExprId),
}

impl PageFacts {
    /// The section at a byte offset; unknown before the file enters one itself.
    #[must_use]
    pub fn section_at(&self, offset: u32) -> Section {
        let before = self.sections.partition_point(|s| s.offset <= offset);
        before.checked_sub(1).map_or(Section::Unknown, |at| self.sections[at].section)
    }
}

impl Element {
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name == name)
    }
}

impl Attribute {
    /// The value when it has no holes.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self.value.as_deref() {
            None | Some([]) => Some(""),
            Some([Part::Text(text)]) => Some(text),
            Some(_) => None,
        }
    }
}
