//! YAML documents as trees.

use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Parser};

use super::tree::{Entry, Node, Value};
use crate::facts::program::Span;

/// Deeper documents are not deployment files.
const MAX_DEPTH: usize = 100;
/// Nodes that aliases may add to a document: a few lines of YAML can stand for gigabytes.
const MAX_ALIASED: usize = 20_000;

/// The documents of a text, and what stopped the reading.
pub(super) fn documents(text: &str) -> (Vec<Node>, Option<String>) {
    let offsets = Offsets::new(text);
    let mut reader = Reader::default();
    for event in Parser::new_from_str(text) {
        let read = match event {
            Ok((event, at)) => reader.event(event, offsets.span(at)),
            Err(error) => Err(error.to_string()),
        };
        if let Err(message) = read {
            return (reader.documents, Some(message));
        }
    }
    (reader.documents, None)
}

/// Byte offsets of characters: the parser counts characters.
enum Offsets {
    Ascii,
    Table(Vec<u32>),
}

impl Offsets {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Ascii;
        }
        let end = std::iter::once(text.len());
        let starts = text.char_indices().map(|(at, _)| at).chain(end);
        Self::Table(starts.map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect())
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        let byte = |at: usize| match self {
            Self::Ascii => u32::try_from(at).unwrap_or(u32::MAX),
            Self::Table(table) => table.get(at).or(table.last()).copied().unwrap_or(0),
        };
        Span::new(byte(span.start.index()), byte(span.end.index()))
    }
}

/// A list or map that is not finished.
struct Open {
    anchor: usize,
    node: Node,
    /// The key that waits for its value.
    key: Option<(String, Span)>,
}

#[derive(Default)]
struct Reader {
    documents: Vec<Node>,
    open: Vec<Open>,
    anchors: FxHashMap<usize, Node>,
    aliased: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), String> {
        match event {
            Event::Scalar(text, _, anchor, _) => {
                self.finish(anchor, Node { span, value: Value::Scalar(text.into_owned()) });
            }
            Event::SequenceStart(anchor, _) => return self.begin(anchor, Value::List(Vec::new()), span),
            Event::MappingStart(anchor, _) => return self.begin(anchor, Value::Map(Vec::new()), span),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(mut open) = self.open.pop() {
                    open.node.span.end = span.end;
                    self.finish(open.anchor, open.node);
                }
            }
            Event::Alias(anchor) => {
                let node = self.anchors.get(&anchor).cloned();
                let node = node.unwrap_or(Node { span, value: Value::Scalar(String::new()) });
                self.aliased += count(&node);
                if self.aliased > MAX_ALIASED {
                    return Err("too many aliases".to_owned());
                }
                self.finish(0, node);
            }
            Event::DocumentEnd => self.anchors.clear(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
        Ok(())
    }

    fn begin(&mut self, anchor: usize, value: Value, span: Span) -> Result<(), String> {
        if self.open.len() >= MAX_DEPTH {
            return Err("nested too deeply".to_owned());
        }
        self.open.push(Open { anchor, node: Node { span, value }, key: None });
        Ok(())
    }

    fn finish(&mut self, anchor: usize, node: Node) {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else { return self.documents.push(node) };
        match (&mut open.node.value, open.key.take()) {
            (Value::List(items), _) => items.push(node),
            (Value::Map(entries), Some((key, span))) => entries.push(Entry { key, span, node }),
            (Value::Map(_), None) => open.key = Some((node.text().unwrap_or_default().to_owned(), node.span)),
            (Value::Scalar(_), _) => {}
        }
    }
}

fn count(node: &Node) -> usize {
    let children = node.items().iter().chain(node.entries().iter().map(|entry| &entry.node));
    1 + children.map(count).sum::<usize>()
}
