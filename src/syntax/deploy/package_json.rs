//! package.json: what `npm start` runs, and what pages are built with.

use crate::facts::deploy::{Kind, PAGE_LIBRARIES};

use super::Facts;
use crate::facts::program::Span;

pub(super) fn read(text: &str, out: &mut Facts) {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
        return out.syntax(None, "not JSON");
    };
    // Others are of no interest, and some bear the name of a Python package.
    let needs = |name: &str| value.pointer("/dependencies").and_then(|all| all.get(name));
    for (name, version) in PAGE_LIBRARIES.iter().filter_map(|name| Some((*name, needs(name)?))) {
        let quoted = format!("\"{name}\"");
        let at = memchr::memmem::find(text.as_bytes(), quoted.as_bytes()).and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
        let end = at.saturating_add(u32::try_from(quoted.len()).unwrap_or(0));
        let version = version.as_str().map(Into::into);
        out.push(Span::new(at, end), Kind::Dependency { name: name.into(), version, locked: false, dev: false });
    }
    // What other packages import is named there; an app has nobody to import it.
    if ["module", "exports"].iter().any(|name| value.get(name).is_some()) {
        out.limit(Span::default(), "library", "true", None);
    }
    let Some(start) = value.pointer("/scripts/start").and_then(|start| start.as_str()) else { return };
    let scripts = memchr::memmem::find(text.as_bytes(), b"\"scripts\"").unwrap_or(0);
    let at = memchr::memmem::find(&text.as_bytes()[scripts..], b"\"start\"").map_or(scripts, |at| scripts + at);
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    out.shell(Span::new(at, at.saturating_add(7)), "package-json", Some("start"), start);
}
