//! Texts of which parts may not be known.

use std::sync::Arc;

use crate::eval::bounds;
use crate::eval::value::{Dims, Value};
use crate::facts::program::ExprId;

use super::{Code, Interp};

impl Interp<'_> {
    pub(super) fn eval_format(&mut self, code: &Code, parts: &[ExprId]) -> Value {
        let mut out: Vec<Option<Arc<str>>> = Vec::new();
        for part in parts {
            let value = self.eval(code, *part);
            match &value {
                Value::Str(s) => out.push(Some(Arc::clone(s))),
                Value::Int(i) => out.push(Some(i.to_string().into())),
                Value::Text(inner) => out.extend(inner.iter().cloned()),
                other => {
                    self.print(code, other, *part);
                    out.push(None);
                }
            }
        }
        text_of(out)
    }
}

pub(super) fn text_parts(value: &Value) -> Vec<Option<Arc<str>>> {
    match value {
        Value::Str(s) => vec![Some(Arc::clone(s))],
        Value::Int(i) => vec![Some(i.to_string().into())],
        Value::Text(parts) => parts.to_vec(),
        _ => vec![None],
    }
}

/// One text after another, as far as they are known.
#[must_use]
pub fn joined(left: &Value, right: &Value) -> Value {
    let mut parts = text_parts(left);
    parts.extend(text_parts(right));
    text_of(parts)
}

/// A text of parts; known when all parts are.
pub fn text_of(parts: Vec<Option<Arc<str>>>) -> Value {
    if parts.iter().all(Option::is_some) {
        return bounds::text(parts.iter().flatten().map(|p| &**p));
    }
    let bytes: usize = parts.iter().flatten().map(|p| p.len()).sum();
    if bytes > bounds::MAX_TEXT || parts.len() > bounds::MAX_ITEMS {
        return Value::scalar(Dims::default());
    }
    Value::Text(parts.into())
}

/// `"… %s …" % value` with strings only.
pub(super) fn format_percent(text: &str, right: &Value) -> Value {
    let values: Vec<Value> = match right {
        Value::Tuple(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    let mut parts = Vec::new();
    let mut rest = text;
    let mut values = values.into_iter();
    while let Some(at) = rest.find('%') {
        parts.push(Some(rest[..at].into()));
        let tail = &rest[at + 1..];
        if let Some(after) = tail.strip_prefix('%') {
            parts.push(Some("%".into()));
            rest = after;
            continue;
        }
        let skip = tail.find(|c: char| c.is_ascii_alphabetic() && c != '(').map_or(tail.len(), |i| i + 1);
        parts.push(values.next().and_then(|v| text_parts(&v).into_iter().next().flatten()));
        rest = &tail[skip..];
    }
    parts.push(Some(rest.into()));
    text_of(parts)
}
