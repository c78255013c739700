//! What an app does about delivery, read from its code as it stands.

use std::collections::BTreeSet;

use super::program::{Imports, called, keyword};
use super::{SourceFile, django, numbered};
use crate::facts::program::{Args, Expr, ExprId, Function, Program, Stmt, Sym};
use crate::facts::{Language, Role, Span};
use crate::model::delivery::{Setting, SettingValue};
use crate::model::{FileId, Place};

/// Last parts of the paths of calls that say something about delivery.
const CALLED: [&str; 12] = [
    "Flask",
    "FastAPI",
    "Compress",
    "WhiteNoise",
    "send_file",
    "send_from_directory",
    "render_template",
    "from_object",
    "from_mapping",
    "from_pyfile",
    "update",
    "init_app",
];

pub(super) fn settings(files: &[SourceFile]) -> Vec<Setting> {
    let readers: Vec<Reader> = numbered(files).filter_map(|(file, source)| Reader::new(file, source)).collect();
    // Apps are often instances of a class of the project's own.
    let app_classes: BTreeSet<&str> = readers.iter().flat_map(Reader::app_classes).collect();
    let mut out = Vec::new();
    for reader in &readers {
        reader.calls(&app_classes, &mut out);
        out.extend(reader.named_lifetime());
        reader.hooks(&mut out);
        django::settings(reader.module, reader.file, files[reader.file.index()].entry.path.as_str(), &mut out);
    }
    out
}

struct Reader<'p> {
    module: &'p Program,
    file: FileId,
    imports: Imports,
}

impl<'p> Reader<'p> {
    fn new(file: FileId, source: &'p SourceFile) -> Option<Self> {
        let module = source.facts.program.as_ref()?;
        let is_app = source.entry.language == Language::Python && source.entry.role == Role::App;
        is_app.then(|| Self { module, file, imports: Imports::new(module) })
    }

    /// Names of classes that extend Flask.
    fn app_classes(&self) -> impl Iterator<Item = &'p str> {
        self.module.classes.iter().filter_map(|class| {
            let mut bases = self.module.arguments(class.bases).iter();
            let extends = bases.any(|base| self.imports.resolve(self.module, base.value).as_deref() == Some("flask.Flask"));
            extends.then(|| self.module.name(class.name))
        })
    }

    fn setting(&self, name: &str, value: SettingValue, span: Span) -> Setting {
        let place = Place { file: self.file, span };
        Setting { name: name.to_owned(), value, place, layer: None, production: true }
    }

    /// A module that names the lifetime of files, whether or not an app reads it.
    fn named_lifetime(&self) -> Option<Setting> {
        let named = self.module.exprs.iter().zip(&self.module.expr_spans).find(|(expr, _)| {
            matches!(expr, Expr::Name(name) | Expr::Str(name) if self.module.name(*name) == "SEND_FILE_MAX_AGE_DEFAULT")
        });
        named.map(|(_, span)| self.setting("flask.max_age_named", SettingValue::Unknown, *span))
    }

    /// Apps and the extensions that wrap them.
    fn calls(&self, app_classes: &BTreeSet<&str>, out: &mut Vec<Setting>) {
        for (at, expr) in self.module.exprs.iter().enumerate() {
            let Expr::Call { func, args } = *expr else { continue };
            let span = self.module.expr_spans[at];
            if self.adds_compression(func, args) {
                out.push(self.setting("asgi.compress", SettingValue::Bool(true), span));
            }
            let meant = self.imports.last(self.module, func);
            if !meant.is_some_and(|name| CALLED.contains(&name) || app_classes.contains(name)) {
                continue;
            }
            let Some(path) = self.imports.resolve(self.module, func) else { continue };
            match path.as_str() {
                "flask.Flask" => out.push(self.setting("flask.app", self.first_argument(args), span)),
                "fastapi.FastAPI" => out.push(self.setting("asgi.app", SettingValue::None, span)),
                "flask_compress.Compress" => out.push(self.setting("flask.compress", SettingValue::Bool(true), span)),
                "whitenoise.WhiteNoise" | "whitenoise.base.WhiteNoise" => {
                    let age = keyword(self.module, args, "max_age").map_or(SettingValue::None, |id| self.literal(id));
                    out.push(self.setting("flask.whitenoise", age, span));
                }
                "flask.send_file" | "flask.send_from_directory" | "flask.helpers.send_file" => {
                    let age = keyword(self.module, args, "max_age").or_else(|| keyword(self.module, args, "cache_timeout"));
                    let age = age.map(|id| self.setting("flask.send_file.max_age", self.literal(id), span));
                    out.extend(age);
                }
                "flask.render_template" => out.push(self.setting("flask.renders", self.first_argument(args), span)),
                own if own.ends_with(".config.from_object")
                    || own.ends_with(".config.from_mapping")
                    || own.ends_with(".config.from_pyfile")
                    || own.ends_with(".config.update") =>
                {
                    out.push(self.setting("flask.config", SettingValue::Unknown, span));
                }
                own if own.ends_with(".init_app") && self.is_database(func) => {
                    out.push(self.setting("flask_sqlalchemy.init_app", SettingValue::Unknown, span));
                }
                own if app_classes.contains(own.rsplit('.').next().unwrap_or(own)) => {
                    out.push(self.setting("flask.app", self.first_argument(args), span));
                }
                _ => {}
            }
        }
    }

    /// `app.add_middleware(GZipMiddleware)`, `Middleware(GZipMiddleware)`, `GZipMiddleware(app)`.
    fn adds_compression(&self, func: ExprId, args: Args) -> bool {
        let (Expr::Attr(_, name) | Expr::Name(name)) = self.module.expr(func) else { return false };
        let class = match self.module.name(name) {
            "add_middleware" | "Middleware" => self.module.arguments(args).first().map(|arg| self.module.expr(arg.value)),
            class if class.ends_with("Middleware") => Some(Expr::Name(name)),
            _ => None,
        };
        matches!(class, Some(Expr::Attr(_, class) | Expr::Name(class)) if compresses(self.module.name(class)))
    }

    /// `db.init_app` where `db` is an extension for SQLAlchemy, made here or imported.
    fn is_database(&self, func: ExprId) -> bool {
        let Expr::Attr(value, _) = self.module.expr(func) else { return false };
        let Expr::Name(name) = self.module.expr(value) else { return false };
        let made = self.module.stmts.iter().filter_map(|stmt| self.module.assignment(stmt)).any(|(targets, value)| {
            let here = targets.iter().any(|id| matches!(self.module.expr(*id), Expr::Name(n) if n == name));
            let path = match self.module.expr(value) {
                Expr::Call { func, .. } => self.imports.resolve(self.module, func),
                _ => None,
            };
            here && path.is_some_and(|path| path.starts_with("flask_sqlalchemy"))
        });
        made || self.imports.resolve(self.module, value).is_some_and(|path| path.ends_with(".db"))
    }

    fn first_argument(&self, args: Args) -> SettingValue {
        self.module.arguments(args).first().map_or(SettingValue::None, |arg| self.literal(arg.value))
    }

    fn literal(&self, id: ExprId) -> SettingValue {
        match self.module.expr(id) {
            Expr::Int(value) => SettingValue::Int(value),
            Expr::Str(sym) => SettingValue::Text(self.module.name(sym).to_owned()),
            Expr::Bool(value) => SettingValue::Bool(value),
            _ => SettingValue::Unknown,
        }
    }

    /// Functions that touch every response.
    fn hooks(&self, out: &mut Vec<Setting>) {
        let handed = self.handed_to_hooks();
        for function in &self.module.functions {
            if self.module.name(function.name) == "get_send_file_max_age" {
                out.push(self.setting("flask.get_send_file_max_age", SettingValue::Unknown, function.name_span));
            }
            if !self.is_response_hook(function, &handed) {
                continue;
            }
            let inside = || self.module.exprs_within(function.span);
            if let Some((_, span)) = inside().find(|(expr, _)| self.is_cache_header(expr)) {
                out.push(self.setting("flask.after_request.cache_control", SettingValue::Bool(true), *span));
            }
            if let Some(span) = self.forbids_caching(function) {
                out.push(self.setting("response_hook.no_store", SettingValue::Bool(true), span));
            }
            if let Some((_, span)) = inside().find(|(expr, _)| self.is_compression(expr)) {
                out.push(self.setting("flask.after_request.compress", SettingValue::Bool(true), *span));
            }
        }
    }

    /// Decorated with `after_request`, or handed to it.
    fn is_response_hook(&self, function: &Function, handed: &BTreeSet<Sym>) -> bool {
        handed.contains(&function.name) || function.decorators.iter().any(|id| self.is_hook(*id))
    }

    /// A statement that every response comes by, and that tells browsers to keep nothing.
    fn forbids_caching(&self, function: &Function) -> Option<Span> {
        let module = self.module;
        let body = module.block(function.body);
        // A condition before it may have sent some responses away.
        let always = body.iter().take_while(|id| !matches!(module.stmt(**id), Stmt::If(_)));
        let mut assigned = always.filter_map(|id| match module.stmt(*id) {
            Stmt::Assign { targets, value } => Some((module.stmt_span(*id), module.list(targets).to_vec(), value)),
            _ => None,
        });
        let forbids = |value: ExprId| match module.expr(value) {
            Expr::Str(text) => module.name(text).contains("no-store"),
            _ => false,
        };
        let is_header = |target: &ExprId| match module.expr(*target) {
            Expr::Index { index, .. } => {
                matches!(module.expr(index), Expr::Str(text) if module.name(text).eq_ignore_ascii_case("cache-control"))
            }
            _ => false,
        };
        assigned.find(|(_, targets, value)| forbids(*value) && targets.iter().any(is_header)).map(|(span, ..)| span)
    }

    fn is_hook(&self, id: ExprId) -> bool {
        matches!(called(self.module, id), Some("after_request" | "after_app_request"))
    }

    /// Names of functions in `app.after_request(function)`.
    fn handed_to_hooks(&self) -> BTreeSet<Sym> {
        let calls = self.module.exprs.iter().filter_map(|expr| match expr {
            Expr::Call { func, args } if self.is_hook(*func) => self.module.arguments(*args).first(),
            _ => None,
        });
        let names = calls.filter_map(|arg| match self.module.expr(arg.value) {
            Expr::Name(sym) => Some(sym),
            _ => None,
        });
        names.collect()
    }

    fn is_cache_header(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Str(sym) => self.module.name(*sym).eq_ignore_ascii_case("cache-control"),
            Expr::Attr(_, sym) => matches!(self.module.name(*sym), "cache_control" | "expires"),
            _ => false,
        }
    }

    fn is_compression(&self, expr: &Expr) -> bool {
        let Expr::Str(sym) = expr else { return false };
        self.module.name(*sym).eq_ignore_ascii_case("content-encoding")
    }
}

/// By its name, a middleware that compresses what it passes on.
fn compresses(class: &str) -> bool {
    let name = class.to_ascii_lowercase();
    ["gzip", "brotli", "zstd", "compress"].iter().any(|word| name.contains(word))
}
