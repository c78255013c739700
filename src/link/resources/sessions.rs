//! Sessions and connections that a function opens and leaves open.

use std::collections::BTreeSet;

use super::Reader;
use crate::facts::Span;
use crate::facts::program::{Args, Expr, ExprId, Stmt, Sym};
use crate::model::resources::{OpenedKind, OpenedSession};

/// What makes factories of sessions, and engines.
const FACTORIES: [&str; 3] = ["sqlalchemy.orm.sessionmaker", "sqlalchemy.orm.session.sessionmaker", "sqlmodel.sessionmaker"];
const ENGINES: [&str; 3] = ["sqlalchemy.create_engine", "sqlalchemy.engine.create_engine", "sqlmodel.create_engine"];
const SESSIONS: [&str; 3] = ["sqlalchemy.orm.Session", "sqlalchemy.orm.session.Session", "sqlmodel.Session"];
/// Methods after which a session or connection is given back.
const CLOSES: [&str; 5] = ["close", "remove", "__exit__", "invalidate", "detach"];

/// Names of factories and engines of the tree, which other modules import.
pub(super) struct Makers {
    factories: BTreeSet<String>,
    engines: BTreeSet<String>,
}

impl Makers {
    pub fn new(readers: &[Reader<'_>]) -> Self {
        let mut makers = Self { factories: BTreeSet::new(), engines: BTreeSet::new() };
        for reader in readers {
            let module = reader.module;
            for stmt in module.block(module.body) {
                let Some((targets, value)) = module.assignment(&module.stmts[stmt.index()]) else { continue };
                let Expr::Call { func, .. } = module.expr(value) else { continue };
                let Some(path) = reader.imports.resolve(module, func) else { continue };
                for target in targets {
                    let Expr::Name(name) = module.expr(*target) else { continue };
                    if FACTORIES.contains(&path.as_str()) {
                        makers.factories.insert(module.name(name).to_owned());
                    } else if ENGINES.contains(&path.as_str()) {
                        makers.engines.insert(module.name(name).to_owned());
                    }
                }
            }
        }
        makers
    }

    /// What a call opens.
    fn kind(&self, reader: &Reader<'_>, func: ExprId, args: Args) -> Option<OpenedKind> {
        let module = reader.module;
        if let Expr::Attr(value, method) = module.expr(func) {
            let of_engine = matches!(module.expr(value), Expr::Name(name) if self.engines.contains(module.name(name)));
            match module.name(method) {
                "connect" if of_engine => return Some(OpenedKind::Session),
                "getconn" => return Some(OpenedKind::Pooled),
                _ => {}
            }
        }
        let path = reader.imports.resolve(module, func)?;
        let opens = (SESSIONS.contains(&path.as_str()) && self.is_of_engine(reader, args)) || self.is_factory(&path);
        opens.then_some(OpenedKind::Session)
    }

    /// The session takes its connections out of an engine's pool; one that is given a connection has nothing to give back.
    fn is_of_engine(&self, reader: &Reader<'_>, args: Args) -> bool {
        let module = reader.module;
        module.arguments(args).iter().any(|arg| match module.expr(arg.value) {
            Expr::Name(name) | Expr::Attr(_, name) => {
                let name = module.name(name);
                self.engines.contains(name) || name.contains("engine")
            }
            _ => false,
        })
    }

    fn is_factory(&self, path: &str) -> bool {
        let (module, name) = path.rsplit_once('.').unwrap_or(("", path));
        self.factories.contains(name) && !module.starts_with("sqlalchemy")
    }
}

pub(super) fn opened(reader: &Reader<'_>, makers: &Makers, out: &mut Vec<OpenedSession>) {
    let module = reader.module;
    for stmt in &module.stmts {
        let Some(([target], value)) = module.assignment(stmt) else { continue };
        let Expr::Call { func, args } = module.expr(value) else { continue };
        let (Expr::Name(name), Some(kind)) = (module.expr(*target), makers.kind(reader, func, args)) else { continue };
        let span = module.span(value);
        let Some(function) = reader.function(span) else { continue };
        let body = module.functions[function].span;
        let fate = fate(reader, name, body, *target);
        if fate != Fate::Left && fate != Fate::Lent {
            continue;
        }
        out.push(OpenedSession {
            place: reader.place(span),
            symbol: reader.symbol(span),
            what: reader.imports.resolve(module, func).unwrap_or_default(),
            kind,
            lent: fate == Fate::Lent,
        });
    }
    dependencies(reader, makers, out);
}

/// `Depends(SessionLocal)`
fn dependencies(reader: &Reader<'_>, makers: &Makers, out: &mut Vec<OpenedSession>) {
    let module = reader.module;
    for (expr, span) in module.exprs.iter().zip(&module.expr_spans) {
        let Expr::Call { func, args } = *expr else { continue };
        if reader.imports.resolve(module, func).is_none_or(|path| path != "fastapi.Depends") {
            continue;
        }
        let Some(first) = module.arguments(args).first() else { continue };
        let path = reader.imports.resolve(module, first.value).filter(|path| makers.is_factory(path));
        if let Some(what) = path {
            let (place, symbol) = (reader.place(*span), reader.symbol(*span));
            out.push(OpenedSession { place, symbol, what, kind: OpenedKind::Dependency, lent: false });
        }
    }
}

/// What becomes of a name that holds something open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Left,
    /// Functions get it.
    Lent,
    /// Closed here, or whoever gets it closes it.
    Closed,
}

fn fate(reader: &Reader<'_>, name: Sym, body: Span, made: ExprId) -> Fate {
    let module = reader.module;
    let is_it = |id: ExprId| matches!(module.expr(id), Expr::Name(sym) if sym == name);
    let mut fate = Fate::Left;
    for (expr, _) in module.exprs_within(body) {
        let met = match *expr {
            Expr::Attr(value, method) if is_it(value) && CLOSES.contains(&module.name(method)) => Fate::Closed,
            Expr::Yield(Some(value)) if is_it(value) => Fate::Closed,
            Expr::Call { func, args } if module.arguments(args).iter().any(|arg| is_it(arg.value)) => given(reader, func),
            Expr::Collection { items, .. } if module.list(items).iter().any(|id| is_it(*id)) => Fate::Closed,
            Expr::Dict(items) if module.list(items).iter().any(|id| is_it(*id)) => Fate::Closed,
            _ => Fate::Left,
        };
        fate = fate.max(met);
    }
    for (stmt, _) in module.stmts_within(body) {
        let met = match *stmt {
            Stmt::Return(Some(value)) if is_it(value) => Fate::Closed,
            // Another name or an attribute holds it from here on.
            Stmt::Assign { value, .. } if is_it(value) => Fate::Closed,
            Stmt::Assign { targets, .. } if module.list(targets).iter().any(|id| is_it(*id) && *id != made) => Fate::Closed,
            Stmt::With(at) if module.withs[at as usize].items.iter().any(|(value, _)| is_it(*value)) => Fate::Closed,
            Stmt::Global(names) if module.sym_lists[names.range()].contains(&name) => Fate::Closed,
            Stmt::Delete(targets) if module.list(targets).iter().any(|id| is_it(*id)) => Fate::Closed,
            _ => Fate::Left,
        };
        fate = fate.max(met);
    }
    fate
}

/// What a function may do with it: those that say so close it, classes keep it, others may do anything.
fn given(reader: &Reader<'_>, func: ExprId) -> Fate {
    let module = reader.module;
    let (Expr::Name(name) | Expr::Attr(_, name)) = module.expr(func) else { return Fate::Lent };
    let name = module.name(name);
    let lower = name.to_ascii_lowercase();
    let takes = ["close", "closing", "release", "putconn", "register", "add_task", "append", "push", "enter_context", "set"];
    let is_class = name == "cls" || name.trim_start_matches('_').starts_with(|c: char| c.is_ascii_uppercase());
    if is_class || takes.iter().any(|word| lower.contains(word)) { Fate::Closed } else { Fate::Lent }
}
