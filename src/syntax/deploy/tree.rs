//! YAML and TOML as one kind of tree, each node with its place.

use crate::facts::program::Span;

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub span: Span,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    /// Text, number, flag or nothing, as text.
    Scalar(String),
    List(Vec<Node>),
    /// In the order of the file.
    Map(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    pub span: Span,
    pub node: Node,
}

impl Node {
    /// An entry of a map; one that YAML merges in (`<<`) counts when the map has none of its own.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let own = self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.node);
        own.or_else(|| {
            let merged = &self.entries().iter().find(|entry| entry.key == "<<")?.node;
            match &merged.value {
                Value::List(items) => items.iter().find_map(|item| item.get(key)),
                _ => merged.get(key),
            }
        })
    }

    pub fn path(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }
}

/// Reads TOML; on mistakes, what could be read and the first message.
pub(super) fn toml(text: &str) -> (Node, Option<(Span, String)>) {
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    let error = errors.first().map(|error| (span(error.span().unwrap_or_default()), error.message().to_owned()));
    (from_table(table.span(), table.get_ref()), error)
}

fn span(range: std::ops::Range<usize>) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(range.start), offset(range.end))
}

fn from_table(range: std::ops::Range<usize>, table: &toml::de::DeTable<'_>) -> Node {
    let entries = table.iter().map(|(key, value)| Entry {
        key: key.get_ref().to_string(),
        span: span(key.span()),
        node: from_value(value.span(), value.get_ref()),
    });
    let mut entries: Vec<Entry> = entries.collect();
    entries.sort_by_key(|entry| entry.span);
    Node { span: span(range), value: Value::Map(entries) }
}

fn from_value(range: std::ops::Range<usize>, value: &toml::de::DeValue<'_>) -> Node {
    use toml::de::DeValue;
    let value = match value {
        DeValue::String(text) => Value::Scalar(text.to_string()),
        DeValue::Integer(number) => Value::Scalar(number.as_str().to_owned()),
        DeValue::Float(number) => Value::Scalar(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Scalar(flag.to_string()),
        DeValue::Datetime(time) => Value::Scalar(time.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| from_value(item.span(), item.get_ref())).collect()),
        DeValue::Table(table) => return from_table(range, table),
    };
    Node { span: span(range), value }
}
