//! What was written to make the app faster and that nothing calls, installs, reads or sets up.

use rustc_hash::FxHashSet;

use super::clients::Scopes;
use super::program::{Imports, called, keyword};
use super::{SourceFile, numbered};
use crate::facts::deploy::Kind;
use crate::facts::program::{Expr, ExprId, Function, Import, Program, Stmt, Sym};
use crate::facts::{Language, Role, Span};
use crate::model::outbound::{MeansFault, UnusedMeans};
use crate::model::{FileId, Place};

/// Options that load relations with the rows of a query.
const LOADERS: [&str; 6] =
    ["joinedload", "selectinload", "subqueryload", "contains_eager", "select_related", "prefetch_related"];
/// Words in the names of middlewares that make answers smaller, or keep them.
const MIDDLEWARES: [&str; 6] = ["gzip", "compress", "brotli", "cache", "etag", "conditional"];
/// Methods that fill or empty a dictionary and tell nothing of what is in it.
const WRITES: [&str; 4] = ["clear", "pop", "update", "popitem"];

pub(super) fn idle(files: &[SourceFile]) -> Vec<UnusedMeans> {
    let mentions = Mentions::new(files);
    let mut out = Vec::new();
    for (file, source) in numbered(files) {
        if source.entry.language != Language::Python || source.entry.role != Role::App {
            continue;
        }
        let Some(module) = source.facts.program.as_ref() else { continue };
        let own = Own { file, module };
        own.helpers_without_users(&mentions, &mut out);
        own.middlewares_without_place(&mentions, &mut out);
        own.never_read(&mentions, &mut out);
        own.keeps_nothing(&mentions, &mut out);
    }
    out
}

/// Names and texts that stand anywhere but in tests.
struct Mentions<'p> {
    names: FxHashSet<&'p str>,
    /// Names that other modules take by `from … import`, or ask a module for.
    taken: FxHashSet<&'p str>,
    /// The configuration of Flask-Caching is named, or comes from where nobody sees it.
    cache_is_configured: bool,
}

impl<'p> Mentions<'p> {
    fn new(files: &'p [SourceFile]) -> Self {
        let mut out = Self { names: FxHashSet::default(), taken: FxHashSet::default(), cache_is_configured: false };
        for (_, source) in numbered(files) {
            out.cache_is_configured |= source
                .facts
                .deploy
                .iter()
                .any(|fact| matches!(&fact.kind, Kind::Env { name, .. } if name.contains("CACHE_TYPE")));
            if source.entry.role == Role::Test {
                continue;
            }
            if let Some(module) = &source.facts.program {
                out.add(module);
            }
        }
        out
    }

    fn add(&mut self, module: &'p Program) {
        // Each name of the file once, however often it stands there.
        let mut named = vec![false; module.names.len()];
        let mut taken = vec![false; module.names.len()];
        for expr in &module.exprs {
            match *expr {
                Expr::Name(name) => named[name.index()] = true,
                Expr::Attr(_, name) => taken[name.index()] = true,
                // A path in the settings, an entry in a registry.
                Expr::Str(text) => {
                    let text = module.name(text);
                    self.names.insert(text.rsplit(['.', ':']).next().unwrap_or(text));
                    self.cache_is_configured |= text.contains("CACHE_TYPE");
                }
                Expr::Call { func, args } => {
                    let unseen = ["from_envvar", "from_prefixed_env", "from_pyfile", "from_file", "from_json"];
                    self.cache_is_configured |= called(module, func).is_some_and(|name| unseen.contains(&name))
                        || keyword(module, args, "CACHE_TYPE").is_some();
                }
                _ => {}
            }
        }
        for (at, name) in module.names.iter().enumerate() {
            if taken[at] {
                self.taken.insert(name);
                self.cache_is_configured |= name.contains("CACHE_TYPE");
            }
            if taken[at] || named[at] {
                self.names.insert(name);
            }
        }
        let assigned = module.stmts.iter().any(|stmt| match *stmt {
            Stmt::Assign { targets, .. } => module
                .list(targets)
                .iter()
                .any(|id| matches!(module.expr(*id), Expr::Name(name) if module.name(name).contains("CACHE_TYPE"))),
            Stmt::AnnAssign { target, .. } => {
                matches!(module.expr(target), Expr::Name(name) if module.name(name).contains("CACHE_TYPE"))
            }
            _ => false,
        });
        self.cache_is_configured |= assigned;
        for import in &module.imports {
            if let Import::From { names, .. } = import {
                let taken = names.iter().map(|(name, _)| module.name(*name));
                self.taken.extend(taken.clone());
                self.names.extend(taken);
            }
        }
    }
}

struct Own<'p> {
    file: FileId,
    module: &'p Program,
}

impl<'p> Own<'p> {
    fn fault(&self, span: Span, fault: MeansFault, name: &str, maker: &str) -> UnusedMeans {
        let place = Place { file: self.file, span };
        UnusedMeans { place, fault, names: vec![name.to_owned()], maker: maker.to_owned() }
    }

    /// A function that adds loader options to a query, and whose name stands nowhere else.
    fn helpers_without_users(&self, mentions: &Mentions<'p>, out: &mut Vec<UnusedMeans>) {
        let module = self.module;
        for function in module.functions.iter().filter(|function| function.decorators.is_empty()) {
            let name = module.name(function.name);
            // What a framework calls by its name is an override.
            if name.starts_with("__") || name.starts_with("get_") || mentions.names.contains(name) {
                continue;
            }
            if !self.is_free(function) {
                continue;
            }
            let loads = self.calls_within(function.span).find(|called| LOADERS.contains(called));
            if let Some(loader) = loads {
                out.push(self.fault(function.name_span, MeansFault::NoUsers, name, loader));
            }
        }
    }

    /// A function of the module, or a method of a class that inherits no callers for it.
    fn is_free(&self, function: &Function) -> bool {
        let module = self.module;
        let around = |span: Span| span.start < function.span.start && function.span.end <= span.end;
        let in_function = module.functions.iter().any(|outer| around(outer.span));
        let class = module.classes.iter().filter(|class| around(class.span)).max_by_key(|class| class.span.start);
        let is_known = |base: ExprId| {
            called(module, base).is_some_and(|name| {
                name == "object" || name.ends_with("QuerySet") || name.ends_with("Manager") || name == "BaseQuery"
            })
        };
        let fits = class.is_none_or(|class| {
            class.decorators.is_empty() && module.arguments(class.bases).iter().all(|base| is_known(base.value))
        });
        !in_function && fits
    }

    fn calls_within(&self, span: Span) -> impl Iterator<Item = &'p str> {
        let module = self.module;
        module.exprs_within(span).filter_map(|(expr, _)| match *expr {
            Expr::Call { func, .. } => called(module, func),
            _ => None,
        })
    }

    /// A class of a middleware for smaller or kept answers that no list and no call names.
    fn middlewares_without_place(&self, mentions: &Mentions<'p>, out: &mut Vec<UnusedMeans>) {
        let module = self.module;
        for class in &module.classes {
            let name = module.name(class.name);
            let lower = name.to_ascii_lowercase();
            let kind = lower.strip_suffix("middleware").and_then(|rest| MIDDLEWARES.iter().find(|word| rest.contains(**word)));
            if kind.is_some() && class.decorators.is_empty() && !mentions.names.contains(name) {
                out.push(self.fault(class.name_span, MeansFault::NeverInstalled, name, name));
            }
        }
    }

    /// A dictionary of the module that is named a cache, is filled, and is never asked.
    fn never_read(&self, mentions: &Mentions<'p>, out: &mut Vec<UnusedMeans>) {
        let module = self.module;
        let scopes = Scopes { module };
        for (stmt, span) in module.stmts.iter().zip(&module.stmt_spans) {
            let (target, value) = match *stmt {
                Stmt::Assign { targets, value } => match module.list(targets) {
                    [target] => (*target, value),
                    _ => continue,
                },
                Stmt::AnnAssign { target, value: Some(value), .. } => (target, value),
                _ => continue,
            };
            let Expr::Name(sym) = module.expr(target) else { continue };
            let name = module.name(sym);
            let in_class = module.classes.iter().any(|class| class.span.start <= span.start && span.end <= class.span.end);
            if !name.to_ascii_lowercase().contains("cache") || in_class || scopes.around(*span).is_some() {
                continue;
            }
            if self.is_dictionary(value) && !mentions.taken.contains(name) && self.is_only_filled(sym) {
                out.push(self.fault(*span, MeansFault::NeverRead, name, name));
            }
        }
    }

    fn is_dictionary(&self, value: ExprId) -> bool {
        match self.module.expr(value) {
            Expr::Dict(items) => self.module.list(items).is_empty(),
            Expr::Call { func, .. } => {
                matches!(called(self.module, func), Some("dict" | "OrderedDict" | "TTLCache" | "LRUCache"))
            }
            _ => false,
        }
    }

    /// Entries are set, and each other mention throws some away.
    fn is_only_filled(&self, sym: Sym) -> bool {
        let module = self.module;
        let is_it = |id: ExprId| matches!(module.expr(id), Expr::Name(name) if name == sym);
        let mut harmless = 0_usize;
        let mut fills = 0_usize;
        let mut target = |id: ExprId| match module.expr(id) {
            Expr::Name(name) if name == sym => harmless += 1,
            Expr::Index { value, .. } if is_it(value) => {
                harmless += 1;
                fills += 1;
            }
            _ => {}
        };
        for stmt in &module.stmts {
            match *stmt {
                Stmt::Assign { targets, .. } => module.list(targets).iter().for_each(|id| target(*id)),
                Stmt::AnnAssign { target: id, .. } => target(id),
                _ => {}
            }
        }
        for stmt in &module.stmts {
            let Stmt::Expr(value) = *stmt else { continue };
            let Expr::Call { func, .. } = module.expr(value) else { continue };
            if let Expr::Attr(value, method) = module.expr(func)
                && is_it(value)
                && WRITES.contains(&module.name(method))
            {
                harmless += 1;
            }
        }
        let all = module.exprs.iter().filter(|expr| matches!(expr, Expr::Name(name) if *name == sym)).count();
        fills > 0 && all == harmless
    }

    /// Flask-Caching keeps nothing where nobody names a kind of cache.
    fn keeps_nothing(&self, mentions: &Mentions<'p>, out: &mut Vec<UnusedMeans>) {
        let module = self.module;
        if mentions.cache_is_configured || !["cached", "memoize"].iter().any(|name| mentions.names.contains(name)) {
            return;
        }
        if !Imports::may_be_from(module, &["flask_caching"]) {
            return;
        }
        let imports = Imports::new(module);
        for (expr, span) in module.exprs.iter().zip(&module.expr_spans) {
            let Expr::Call { func, args } = *expr else { continue };
            let is_cache = imports.resolve(module, func).is_some_and(|path| path == "flask_caching.Cache");
            if is_cache && keyword(module, args, "config").is_none() && module.arguments(args).len() < 3 {
                out.push(self.fault(*span, MeansFault::KeepsNothing, "cache", "flask_caching.Cache"));
            }
        }
    }
}
