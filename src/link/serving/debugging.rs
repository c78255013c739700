//! What is switched on for a developer's sake: debug modes, SQL echo, profilers, views of Django that serve files.

use super::program::{Assigned, Imports, assigned, below_main, called, keyword, reads_own_settings, text};
use super::{SourceFile, numbered};
use crate::facts::program::{Block, CompareOp, Expr, ExprId, Program, Stmt};
use crate::facts::{Language, Role, Span};
use crate::link::imports::is_asked_for;
use crate::model::delivery::{Setting, SettingValue};
use crate::model::{FileId, Place};
use crate::syntax::deploy::is_development;

/// Middlewares of Django that record each request; the first word of the path names the package.
const RECORDERS: [&str; 3] = ["silk.middleware", "debug_toolbar.middleware", "django_cprofile_middleware"];

/// `debug.on` of Django, `debug.on.flask`, `debug.on.asgi` (their text: `literal`, or the variable whose default it is), `debug.said` (by another value), `sql.echo`, `profiler.on`, `django.static.serve`.
pub(super) fn settings(files: &[SourceFile]) -> Vec<Setting> {
    let mut out = Vec::new();
    for (file, source) in numbered(files) {
        let Some(module) = &source.facts.program else { continue };
        let path = source.entry.path.as_str();
        let is_read = source.entry.language == Language::Python && source.entry.role == Role::App && !is_development(path);
        if is_read {
            let before = out.len();
            Reader { module, file, path, imports: Imports::new(module) }.read(&mut out);
            // A module with the profiler that the app takes in only where a variable asks for it.
            let profiles = out[before..].iter().any(|setting| setting.name == "profiler.on");
            if profiles && is_asked_for(files, file) {
                out.retain(|setting| setting.name != "profiler.on" || setting.place.file != file);
            }
        }
    }
    out
}

struct Reader<'p> {
    module: &'p Program,
    file: FileId,
    path: &'p str,
    imports: Imports,
}

impl Reader<'_> {
    fn read(&self, out: &mut Vec<Setting>) {
        self.django_debug(out);
        self.recorders(out);
        self.block(self.module.body, out);
        for function in self.module.functions.iter().filter(|function| makes_app(self.module.name(function.name))) {
            self.block(function.body, out);
        }
        self.engines(out);
        self.urls(out);
    }

    fn add(&self, name: &str, value: &str, span: Span, out: &mut Vec<Setting>) {
        let place = Place { file: self.file, span };
        let value = SettingValue::Text(value.to_owned());
        out.push(Setting { name: name.to_owned(), value, place, layer: Some(self.path.to_owned()), production: true });
    }

    /// `DEBUG` of a module that sets what every project of Django must set.
    fn django_debug(&self, out: &mut Vec<Setting>) {
        let is_settings = ["INSTALLED_APPS", "MIDDLEWARE", "ROOT_URLCONF"]
            .iter()
            .filter(|name| assigned(self.module, name) != Assigned::No)
            .count();
        let value = match assigned(self.module, "DEBUG") {
            Assigned::No => return,
            Assigned::Value(value) if is_settings >= 2 && !reads_own_settings(self.module) => value,
            Assigned::Value(value) | Assigned::Sometimes(value) => {
                return self.add("debug.said", "", self.module.span(value), out);
            }
        };
        match self.on(value) {
            Some(how) => self.add("debug.on", &how, self.module.span(value), out),
            None => self.add("debug.said", "", self.module.span(value), out),
        }
    }

    /// True, and why: by itself, or as the default of a variable.
    fn on(&self, value: ExprId) -> Option<String> {
        match self.module.expr(value) {
            Expr::Bool(true) => Some("literal".to_owned()),
            Expr::Call { func, args } => {
                let arguments = self.module.arguments(args);
                let first = arguments.first()?.value;
                match called(self.module, func)? {
                    "bool" | "int" | "strtobool" | "str2bool" | "str_to_bool" => self.on(first),
                    "lower" | "strip" => None,
                    "get" | "getenv" | "env" | "config" | "getbool" | "get_bool" | "bool_env" | "env_bool" => {
                        let default = keyword(self.module, args, "default").or_else(|| Some(arguments.get(1)?.value))?;
                        self.is_true(default).then(|| text(self.module, first).map(str::to_owned)).flatten()
                    }
                    _ => None,
                }
            }
            // `os.environ.get("DEBUG", "True") == "True"`, with or without `.lower()`.
            Expr::Compare { left, op: CompareOp::Eq, right } => {
                let (name, default) = self.variable(left)?;
                let wanted = text(self.module, right)?;
                default.eq_ignore_ascii_case(wanted).then_some(name)
            }
            Expr::Compare { left, op: CompareOp::In, right } => {
                let (name, default) = self.variable(left)?;
                let Expr::Collection { items, .. } = self.module.expr(right) else { return None };
                let mut texts = self.module.list(items).iter().filter_map(|item| text(self.module, *item));
                texts.any(|item| item.eq_ignore_ascii_case(&default)).then_some(name)
            }
            _ => None,
        }
    }

    /// Name and default of a variable that is read as a text.
    fn variable(&self, id: ExprId) -> Option<(String, String)> {
        let Expr::Call { func, args } = self.module.expr(id) else { return None };
        if let (Some("lower" | "strip"), Expr::Attr(inner, _)) = (called(self.module, func), self.module.expr(func)) {
            return self.variable(inner);
        }
        let arguments = self.module.arguments(args);
        let is_read = matches!(called(self.module, func), Some("get" | "getenv"));
        let name = text(self.module, arguments.first()?.value)?;
        let default = text(self.module, arguments.get(1)?.value)?;
        is_read.then(|| (name.to_owned(), default.to_owned()))
    }

    fn is_true(&self, id: ExprId) -> bool {
        match self.module.expr(id) {
            Expr::Bool(value) => value,
            Expr::Int(value) => value == 1,
            Expr::Str(sym) => matches!(self.module.name(sym).to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on"),
            _ => false,
        }
    }

    /// Entries of `MIDDLEWARE` that stand there whatever the environment is.
    fn recorders(&self, out: &mut Vec<Setting>) {
        let Assigned::Value(value) = assigned(self.module, "MIDDLEWARE") else { return };
        let Expr::Collection { items, .. } = self.module.expr(value) else { return };
        for item in self.module.list(items) {
            let found = text(self.module, *item).filter(|path| RECORDERS.iter().any(|known| path.starts_with(known)));
            if let Some(path) = found.filter(|path| !self.is_asked_first(path)) {
                self.add("profiler.on", path.split('.').next().unwrap_or(path), self.module.span(*item), out);
            }
        }
    }

    /// silk records what a function of the settings, or a share of the requests, lets it.
    fn is_asked_first(&self, path: &str) -> bool {
        let says = |name| assigned(self.module, name) != Assigned::No;
        path.starts_with("silk.") && (says("SILKY_INTERCEPT_FUNC") || says("SILKY_INTERCEPT_PERCENT"))
    }

    /// Statements that run under no condition: what stands behind `if …: return` has one.
    fn block(&self, block: Block, out: &mut Vec<Setting>) {
        for stmt in self.module.block(block) {
            match self.module.stmt(*stmt) {
                Stmt::If(at) if self.returns(self.module.ifs[at as usize].then) => return,
                Stmt::Assign { targets, value } => {
                    self.flask_debug(self.module.list(targets), value, out);
                    self.statement(value, out);
                }
                Stmt::Expr(value) => self.statement(value, out),
                _ => {}
            }
        }
    }

    fn returns(&self, block: Block) -> bool {
        self.module.block(block).last().is_some_and(|last| matches!(self.module.stmt(*last), Stmt::Return(_)))
    }

    /// `app.debug = True`, `app.config["DEBUG"] = True`.
    fn flask_debug(&self, targets: &[ExprId], value: ExprId, out: &mut Vec<Setting>) {
        if self.module.expr(value) != Expr::Bool(true) || !self.imports.imports_from("flask") {
            return;
        }
        let is_app = |id: ExprId| matches!(called(self.module, id), Some("app" | "application" | "flask_app"));
        let is_debug = |target: &ExprId| match self.module.expr(*target) {
            Expr::Attr(object, name) => self.module.name(name) == "debug" && is_app(object),
            Expr::Index { value, index } => {
                text(self.module, index) == Some("DEBUG")
                    && matches!(self.module.expr(value), Expr::Attr(object, name) if self.module.name(name) == "config" && is_app(object))
            }
            _ => false,
        };
        if targets.iter().any(is_debug) {
            self.add("debug.on.flask", "literal", self.module.span(value), out);
        }
    }

    fn statement(&self, id: ExprId, out: &mut Vec<Setting>) {
        let Expr::Call { func, args } = self.module.expr(id) else { return };
        let Some(path) = self.imports.resolve(self.module, func) else { return self.log_level(id, func, out) };
        let span = self.module.span(id);
        let is_on = |name| keyword(self.module, args, name).is_some_and(|id| self.module.expr(id) == Expr::Bool(true));
        match path.as_str() {
            "fastapi.FastAPI" | "starlette.applications.Starlette" if is_on("debug") => {
                self.add("debug.on.asgi", "literal", span, out)
            }
            "tracemalloc.start" => self.add("profiler.on", "tracemalloc", span, out),
            "werkzeug.middleware.profiler.ProfilerMiddleware" | "werkzeug.contrib.profiler.ProfilerMiddleware" => {
                self.add("profiler.on", "ProfilerMiddleware", span, out);
            }
            _ => {}
        }
    }

    /// `logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)`
    fn log_level(&self, id: ExprId, func: ExprId, out: &mut Vec<Setting>) {
        let (Expr::Attr(object, name), Expr::Call { args, .. }) = (self.module.expr(func), self.module.expr(id)) else {
            return;
        };
        let Expr::Call { func: getter, args: of } = self.module.expr(object) else { return };
        if self.module.name(name) != "setLevel" || called(self.module, getter) != Some("getLogger") {
            return;
        }
        let first = |args| self.module.arguments(args).first().map(|arg| arg.value);
        let logger = first(of).and_then(|id| text(self.module, id)).unwrap_or("");
        let level = first(args).and_then(|id| called(self.module, id).or_else(|| text(self.module, id))).unwrap_or("");
        if matches!(logger, "sqlalchemy.engine" | "sqlalchemy" | "sqlalchemy.engine.Engine")
            && matches!(level, "INFO" | "DEBUG")
        {
            self.add("sql.echo", &format!("{logger} logs at {level}"), self.module.span(id), out);
        }
    }

    /// Engines that write each statement to the log.
    fn engines(&self, out: &mut Vec<Setting>) {
        for (at, expr) in self.module.exprs.iter().enumerate() {
            let Expr::Call { func, args } = *expr else { continue };
            let Some(path) = self.imports.resolve(self.module, func) else { continue };
            let makes = matches!(path.rsplit('.').next(), Some("create_engine" | "create_async_engine"));
            if !makes || !(path.starts_with("sqlalchemy") || path.starts_with("sqlmodel")) {
                continue;
            }
            if let Some(echo) = keyword(self.module, args, "echo")
                && (self.module.expr(echo) == Expr::Bool(true) || text(self.module, echo) == Some("debug"))
                && super::engines::is_kept(self.module, self.module.expr_spans[at])
                && !below_main(self.module, self.module.expr_spans[at])
            {
                self.add("sql.echo", "echo=True", self.module.span(echo), out);
            }
        }
    }

    /// `re_path(…, serve, {"document_root": …})` under no condition.
    fn urls(&self, out: &mut Vec<Setting>) {
        let conditional = |span: Span| {
            self.module.ifs.iter().any(|branch| {
                let inside =
                    |block: Block| self.module.block(block).iter().any(|stmt| self.module.stmt_span(*stmt).holds(span));
                inside(branch.then) || inside(branch.orelse)
            })
        };
        for (at, expr) in self.module.exprs.iter().enumerate() {
            let Expr::Call { func, args } = *expr else { continue };
            let routes = matches!(called(self.module, func), Some("re_path" | "url" | "path"));
            let arguments = self.module.arguments(args);
            let Some(view) = arguments.get(1).filter(|_| routes) else { continue };
            let serves = self.imports.resolve(self.module, view.value).as_deref() == Some("django.views.static.serve");
            let span = self.module.expr_spans[at];
            if serves && !conditional(span) {
                self.add("django.static.serve", "django.views.static.serve", span, out);
            }
        }
    }
}

/// A function that builds or sets up the app, by its name: others run when somebody asks for them.
fn makes_app(name: &str) -> bool {
    let begins =
        ["create", "make", "build", "init", "setup", "configure", "__init__"].iter().any(|word| name.starts_with(word));
    (begins && name.contains("app")) || matches!(name, "__init__" | "create" | "init" | "factory" | "configure")
}
