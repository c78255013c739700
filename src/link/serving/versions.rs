//! Versions of static files that change with each start of a process.

use super::program::called;
use super::{SourceFile, numbered};
use crate::facts::program::{Expr, Program};
use crate::facts::{Language, Role, Span};
use crate::model::Place;
use crate::model::delivery::{Setting, SettingValue};

/// Words of names that are put into the addresses of static files.
const WHAT: [&str; 5] = ["asset", "static", "css", "js_", "cache"];
const VERSION: [&str; 4] = ["version", "bust", "timestamp", "hash"];
/// Calls that yield something else at each start.
const FRESH: [&str; 8] = ["now", "utcnow", "time", "time_ns", "uuid4", "random", "token_hex", "randint"];

/// `ASSET_VERSION = time.time()` of a module, as `assets.version_by_start`: a text when an environment variable may say
/// otherwise.
pub(super) fn by_start(files: &[SourceFile]) -> Vec<Setting> {
    let mut out = Vec::new();
    for (file, source) in numbered(files) {
        let is_app = source.entry.language == Language::Python && source.entry.role == Role::App;
        let Some(module) = source.facts.program.as_ref().filter(|_| is_app) else { continue };
        for stmt in module.block(module.body) {
            let Some(([target], value)) = module.assignment(&module.stmts[stmt.index()]) else { continue };
            let Expr::Name(name) = module.expr(*target) else { continue };
            let name = module.name(name);
            if !is_version(name) || !calls(module, module.span(value), &FRESH) {
                continue;
            }
            let told = calls(module, module.span(value), &["get", "getenv"]);
            out.push(Setting {
                name: "assets.version_by_start".to_owned(),
                value: if told { SettingValue::Text(name.to_owned()) } else { SettingValue::Bool(true) },
                place: Place { file, span: module.stmt_span(*stmt) },
                layer: None,
                production: true,
            });
        }
    }
    out
}

fn is_version(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    says(&WHAT) && says(&VERSION)
}

fn calls(module: &Program, within: Span, names: &[&str]) -> bool {
    module.exprs.iter().zip(&module.expr_spans).any(|(expr, span)| match expr {
        Expr::Call { func, .. } if within.start <= span.start && span.end <= within.end => {
            called(module, *func).is_some_and(|name| names.contains(&name))
        }
        _ => false,
    })
}
