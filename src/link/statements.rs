//! SQL in the strings of a program: `cursor.execute("CREATE TABLE …")` builds the database as a `.sql` file does. What a
//! constant holds stands where the literal is that it was made of.

use crate::eval::world::ModuleId;
use crate::eval::{Interp, Value};
use crate::facts::program::{ArgKind, Expr, ExprId};
use crate::facts::{Program, Span};
use crate::model::Place;
use crate::model::schema::{Source, SourceKind};

use super::programs::Modules;
use super::replay::Replay;

/// Methods of cursors, connections and sessions that run the SQL they are given.
const RUNNERS: [&str; 4] = ["execute", "executescript", "exec_driver_sql", "execute_sql"];

/// Replays the statements of each file by themselves, in the order in which they are written.
pub fn replay(ix: &Interp<'_>, modules: &Modules, replay: &mut Replay) {
    let mut written = None;
    for module in &modules.app {
        let Some(file) = ix.world.module(*module).file else { continue };
        let found = statements(ix, *module);
        if found.is_empty() {
            continue;
        }
        replay.begin();
        for (span, text) in found {
            let source = Source { kind: SourceKind::Sql, place: Place { file, span } };
            match text_offset(span, &text) {
                Some(offset) => {
                    let moved = |part: Span| Span { start: part.start + offset, end: part.end + offset };
                    replay.build(&text, |part| Some(Place { file, span: moved(part) }), source);
                }
                None => {
                    let written = written.get_or_insert_with(|| literals(ix, modules));
                    replay.build(&text, |part| only_place(written, &text, part), source);
                }
            }
        }
    }
}

/// Literals of the app that build something, with the place where their text begins.
fn literals(ix: &Interp<'_>, modules: &Modules) -> Vec<(Place, String)> {
    let mut out = Vec::new();
    for module in &modules.app {
        let module = ix.world.module(*module);
        let Some(file) = module.file else { continue };
        for (expr, span) in module.program.exprs.iter().zip(&module.program.expr_spans) {
            let Expr::Str(sym) = *expr else { continue };
            let text = module.program.name(sym);
            let Some(start) = text_offset(*span, text).filter(|_| builds(text)) else { continue };
            out.push((Place { file, span: Span { start, end: span.end } }, text.to_owned()));
        }
    }
    out
}

/// Where a statement is written that a constant holds, perhaps with others: the one literal that has it.
fn only_place(written: &[(Place, String)], text: &str, part: Span) -> Option<Place> {
    let statement = text.get(part.start as usize..part.end as usize)?;
    let mut all = written.iter().filter_map(|(place, literal)| Some((place, literal.find(statement)?)));
    let (place, at) = all.next().filter(|_| all.next().is_none())?;
    let start = place.span.start + u32::try_from(at).ok()?;
    Some(Place { file: place.file, span: Span { start, end: start + (part.end - part.start) } })
}

/// Schema statements with the place of their literal, by place.
fn statements(ix: &Interp<'_>, module: ModuleId) -> Vec<(Span, String)> {
    let program = &ix.world.module(module).program;
    let mut out = Vec::new();
    for expr in &program.exprs {
        let Expr::Call { func, args } = *expr else { continue };
        let Expr::Attr(_, method) = program.expr(func) else { continue };
        if !RUNNERS.contains(&program.name(method)) {
            continue;
        }
        let Some(first) = program.arguments(args).iter().find(|a| a.kind == ArgKind::Plain && a.name.is_none()) else {
            continue;
        };
        out.extend(literal(ix, module, program, first.value).filter(|(_, text)| builds(text)));
    }
    out.sort();
    out.dedup();
    out
}

/// The text of a literal, of `text("…")`, or of a constant of the module.
fn literal(ix: &Interp<'_>, module: ModuleId, program: &Program, id: ExprId) -> Option<(Span, String)> {
    match program.expr(id) {
        Expr::Str(sym) => Some((program.expr_spans[id.index()], program.name(sym).to_owned())),
        Expr::Call { func, args } => {
            let name = match program.expr(func) {
                Expr::Name(sym) | Expr::Attr(_, sym) => program.name(sym),
                _ => return None,
            };
            let first = program.arguments(args).first()?.value;
            match program.expr(first) {
                Expr::Str(sym) if matches!(name, "text" | "DDL") => {
                    Some((program.expr_spans[first.index()], program.name(sym).to_owned()))
                }
                _ => None,
            }
        }
        Expr::Name(sym) => {
            let name = ix.name(program.name(sym))?;
            match ix.heap.get(ix.world.module(module).globals).attrs.get(&name)? {
                Value::Str(text) => Some((program.expr_spans[id.index()], text.to_string())),
                _ => None,
            }
        }
        _ => None,
    }
}

fn builds(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    upper.contains("CREATE") || upper.contains("ALTER")
}

/// Where the text of a literal begins in its file: behind quotes and at most one prefix. `None` when escapes, joined
/// literals or a constant elsewhere break the relation between the two.
fn text_offset(span: Span, text: &str) -> Option<u32> {
    let around = (span.end - span.start).checked_sub(u32::try_from(text.len()).ok()?)?;
    matches!(around, 2 | 3 | 6 | 7).then(|| span.start + around.div_ceil(2))
}
