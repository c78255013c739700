//! How large one value may grow: a line such as `x = x + x` doubles it, and sixty such lines are a short program.

use super::value::{Cause, Dims, Value};

/// Longest text, in bytes, that is kept.
pub const MAX_TEXT: usize = 1 << 20;

/// Most items of a list, and most values inside a tuple at any depth, that are kept one by one.
pub const MAX_ITEMS: usize = 20_000;
/// Elements that a list keeps apart which a round of a loop has made.
pub const MAX_ITEMS_IN_LOOP: usize = 3;

/// The parts as one text; some text where that is too long.
#[must_use]
pub fn text<'p>(parts: impl Iterator<Item = &'p str> + Clone) -> Value {
    let bytes = parts.clone().fold(0_usize, |bytes, part| bytes.saturating_add(part.len()));
    if bytes > MAX_TEXT { Value::scalar(Dims::default()) } else { Value::Str(parts.collect::<String>().into()) }
}

/// `text.replace(from, to)`.
#[must_use]
pub fn replaced(text: &str, from: &str, to: &str) -> Value {
    let growth = text.matches(from).count().saturating_mul(to.len());
    if text.len().saturating_add(growth) > MAX_TEXT {
        return Value::scalar(Dims::default());
    }
    Value::Str(text.replace(from, to).into())
}

/// `between.join(texts)`.
#[must_use]
pub fn joined(texts: &[&str], between: &str) -> Value {
    let gaps = texts.len().saturating_mul(between.len());
    if texts.iter().fold(gaps, |bytes, text| bytes.saturating_add(text.len())) > MAX_TEXT {
        return Value::scalar(Dims::default());
    }
    Value::Str(texts.join(between).into())
}

/// A tuple. What holds itself twice, again and again, has few objects and more paths than can be followed.
#[must_use]
pub fn tuple(items: Vec<Value>) -> Value {
    if is_bounded(&items) { Value::Tuple(items.into()) } else { Value::Unknown(Cause::Limit("values in a tuple")) }
}

/// One of some values.
#[must_use]
pub fn one_of(items: Vec<Value>) -> Value {
    if is_bounded(&items) { Value::OneOf(items.into()) } else { Value::Unknown(Cause::Joined) }
}

/// Few enough values, at any depth.
#[must_use]
pub fn is_bounded(items: &[Value]) -> bool {
    let mut left = MAX_ITEMS;
    items.iter().all(|item| counts(item, &mut left))
}

fn counts(value: &Value, left: &mut usize) -> bool {
    if *left == 0 {
        return false;
    }
    *left -= 1;
    match value {
        Value::Tuple(items) | Value::OneOf(items) => items.iter().all(|item| counts(item, left)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_doubles_ends() {
        let mut value = Value::Int(1);
        let mut word = Value::str("a");
        for _ in 0..60 {
            value = tuple(vec![value.clone(), value]);
            let known = word.as_str().unwrap_or("a").to_owned();
            word = text([known.as_str(), known.as_str()].into_iter());
        }
        assert!(!matches!(word, Value::Str(s) if s.len() > MAX_TEXT));
        assert!(matches!(tuple(vec![Value::None; MAX_ITEMS]), Value::Tuple(_)));
        assert!(matches!(tuple(vec![Value::None; MAX_ITEMS + 1]), Value::Unknown(_)));
        assert!(matches!(replaced(&"a".repeat(10_000), "", &"b".repeat(1_000)), Value::Scalar(_)));
        assert_eq!(joined(&["a", "b"], "-").as_str(), Some("a-b"));
        assert!(matches!(joined(&["a"; 2_000], &"b".repeat(1_000)), Value::Scalar(_)));
    }
}
