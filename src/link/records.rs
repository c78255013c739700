//! Reading declarations: objects of stub classes that keep their arguments.

use crate::eval::heap::{Key, ObjKind};
use crate::eval::{Interp, ObjId, Value};
use crate::model::Place;

/// Classes whose objects are declarations.
const KINDS: [&str; 3] = ["sqlalchemy.SchemaItem", "sqlalchemy.Table", "django.db.models.Declared"];

/// A declaration such as `Column(…)`: class, arguments, keywords, place.
#[derive(Clone, Debug)]
pub struct Record {
    pub id: ObjId,
    /// Qualified name of its class and of the classes above it.
    pub kinds: Vec<String>,
    pub args: Vec<Value>,
    pub keywords: Vec<(String, Value)>,
    pub place: Option<Place>,
}

impl Record {
    /// Is it of that class, or of one below it?
    #[must_use]
    pub fn is(&self, kind: &str) -> bool {
        self.kinds.iter().any(|k| k == kind)
    }

    #[must_use]
    pub fn keyword(&self, name: &str) -> Option<&Value> {
        self.keywords.iter().rev().find(|(k, _)| k == name).map(|(_, v)| v)
    }

    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.keyword(name) {
            Some(Value::Bool(b)) => Some(*b),
            Some(Value::None) | None => None,
            // Given, but not a constant.
            Some(_) => Some(true),
        }
    }
}

/// The declaration that a value is.
#[must_use]
pub fn record(ix: &Interp<'_>, value: &Value) -> Option<Record> {
    let Value::Object(id) = value else { return None };
    let object = ix.heap.get(*id);
    let class = object.class?;
    let kinds: Vec<String> = ix.world.class(class).mro.iter().map(|c| ix.world.class(*c).qualified.to_string()).collect();
    if !kinds.iter().any(|k| KINDS.contains(&k.as_str())) {
        return None;
    }
    let args = ix.name("args").and_then(|n| object.attrs.get(&n)).and_then(|v| ix.known_items(v)).unwrap_or_default();
    let keywords = ix.name("kwargs").and_then(|n| object.attrs.get(&n)).map(|v| entries(ix, v)).unwrap_or_default();
    Some(Record { id: *id, kinds, args, keywords, place: object.place })
}

/// The text-keyed entries of a dictionary.
#[must_use]
pub fn entries(ix: &Interp<'_>, value: &Value) -> Vec<(String, Value)> {
    let Value::Object(id) = value else { return Vec::new() };
    match &ix.heap.get(*id).kind {
        ObjKind::Dict { entries, .. } => entries
            .iter()
            .filter_map(|(k, v)| match k {
                Key::Str(s) => Some((s.to_string(), v.clone())),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Texts of a list or tuple, or one text.
#[must_use]
pub fn texts(ix: &Interp<'_>, value: &Value) -> Option<Vec<String>> {
    if let Some(text) = value.as_str() {
        return Some(vec![text.to_owned()]);
    }
    ix.known_items(value)?.iter().map(|v| v.as_str().map(str::to_owned)).collect()
}

/// A column type as it was written: `String(80)`, `Integer`.
#[must_use]
pub fn type_name(ix: &Interp<'_>, value: &Value) -> Option<String> {
    match value {
        Value::Class(c) => Some(ix.text(ix.world.class(*c).name).to_owned()),
        Value::Object(id) => {
            let class = ix.heap.get(*id).class?;
            let name = ix.text(ix.world.class(class).name).to_owned();
            let args = record(ix, value).map(|r| r.args).unwrap_or_default();
            let numbers: Vec<String> = args.iter().filter_map(Value::as_int).map(|i| i.to_string()).collect();
            Some(if numbers.is_empty() { name } else { format!("{name}({})", numbers.join(", ")) })
        }
        Value::External(path) => Some(path.rsplit('.').next().unwrap_or(path).to_owned()),
        _ => None,
    }
}
