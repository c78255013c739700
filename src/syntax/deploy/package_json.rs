//! package.json: what `npm start` runs.

use super::Facts;
use crate::facts::program::Span;

pub(super) fn read(text: &str, out: &mut Facts) {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
        return out.syntax(None, "not JSON");
    };
    let Some(start) = value.pointer("/scripts/start").and_then(|start| start.as_str()) else { return };
    let scripts = memchr::memmem::find(text.as_bytes(), b"\"scripts\"").unwrap_or(0);
    let at = memchr::memmem::find(&text.as_bytes()[scripts..], b"\"start\"").map_or(scripts, |at| scripts + at);
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    out.shell(Span::new(at, at.saturating_add(7)), "package-json", Some("start"), start);
}
