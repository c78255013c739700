//! How long connections of SQLite wait for its lock.

use super::Reader;
use crate::facts::Span;
use crate::facts::program::{Expr, ExprId};
use crate::link::serving::keyword;
use crate::model::resources::ShortBusyTimeout;

/// Seconds below which a writer gives up before another is done.
const SHORT_SECONDS: f64 = 1.0;
/// The same in the unit of the pragma.
const SHORT_MILLISECONDS: u32 = 1000;

/// `sqlite3.connect(…, timeout=0)` and `PRAGMA busy_timeout = 100`.
pub(super) fn short_waits(reader: &Reader<'_>, out: &mut Vec<ShortBusyTimeout>) {
    let module = reader.module;
    for (expr, span) in module.exprs.iter().zip(&module.expr_spans) {
        match *expr {
            Expr::Call { func, args } => {
                let path = reader.imports.resolve(module, func);
                if !path.is_some_and(|path| matches!(path.as_str(), "sqlite3.connect" | "aiosqlite.connect")) {
                    continue;
                }
                let Some(given) = keyword(module, args, "timeout") else { continue };
                if let Some(seconds) = seconds(reader, given).filter(|seconds| *seconds < SHORT_SECONDS) {
                    out.push(ShortBusyTimeout { place: reader.place(*span), what: format!("timeout={seconds}") });
                }
            }
            Expr::Str(text) => {
                // Few strings are pragmas; where they stand is looked for in the whole module.
                let wait = pragma(module.name(text)).filter(|wait| *wait < SHORT_MILLISECONDS);
                if let Some(wait) = wait.filter(|_| !is_in_call_name(reader, *span)) {
                    out.push(ShortBusyTimeout { place: reader.place(*span), what: format!("busy_timeout = {wait}") });
                }
            }
            _ => {}
        }
    }
}

fn seconds(reader: &Reader<'_>, id: ExprId) -> Option<f64> {
    match reader.module.expr(id) {
        Expr::Int(value) => i32::try_from(value).ok().map(f64::from),
        Expr::Float(value) => Some(value),
        _ => None,
    }
}

/// A string that is a decorator's or a docstring's says nothing: only those inside a call are sent.
fn is_in_call_name(reader: &Reader<'_>, span: Span) -> bool {
    !reader.module.exprs.iter().zip(&reader.module.expr_spans).any(|(expr, around)| match expr {
        Expr::Call { .. } => around.holds(span),
        _ => false,
    })
}

/// The value of `PRAGMA busy_timeout = n`.
fn pragma(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    let rest = lower.trim_start().strip_prefix("pragma")?.trim_start().strip_prefix("busy_timeout")?.trim_start();
    let rest = rest.strip_prefix('=').or_else(|| rest.strip_prefix('('))?.trim_start();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::pragma;

    #[test]
    fn only_the_pragma_itself_counts() {
        assert_eq!(pragma("PRAGMA busy_timeout=100"), Some(100));
        assert_eq!(pragma("pragma busy_timeout(5000);"), Some(5000));
        assert_eq!(pragma("PRAGMA busy_timeout"), None);
        assert_eq!(pragma("set busy_timeout = 0"), None);
    }
}
