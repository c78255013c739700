//! Who sets the level of the root logger, and to what.

use super::program::{Imports, keyword, text};
use super::{SourceFile, numbered};
use crate::facts::program::{Args, Expr, ExprId, Program, Stmt};
use crate::facts::{Language, Role, Span};
use crate::model::delivery::{Setting, SettingValue};
use crate::model::{FileId, Place};
use crate::syntax::deploy::is_development;

/// `log.debug` where importing a module sets the root logger to DEBUG (its text: what is called), and `log.configured` where a
/// program gives it handlers in another way.
pub(super) fn settings(files: &[SourceFile]) -> Vec<Setting> {
    let mut out = Vec::new();
    for (file, source) in numbered(files) {
        let path = source.entry.path.as_str();
        let is_read = source.entry.language == Language::Python && source.entry.role == Role::App && !is_development(path);
        let Some(module) = source.facts.program.as_ref().filter(|_| is_read) else { continue };
        Reader { module, file, path, imports: Imports::new(module) }.read(&mut out);
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
        let mut told = Vec::new();
        for stmt in self.module.block(self.module.body) {
            let Stmt::Expr(call) = self.module.stmt(*stmt) else { continue };
            if let Some(how) = self.sets_debug(call) {
                told.push(self.module.span(call));
                self.add("log.debug", how, self.module.span(call), out);
            }
        }
        for (at, expr) in self.module.exprs.iter().enumerate() {
            let span = self.module.expr_spans[at];
            if self.configures_root(*expr) && !told.contains(&span) {
                self.add("log.configured", "", span, out);
            }
        }
    }

    /// A call of `basicConfig`, a file of settings (each has a root logger; those of Alembic are for its commands), or what a
    /// dictionary of settings says of the root logger.
    fn configures_root(&self, expr: Expr) -> bool {
        match expr {
            Expr::Call { func, .. } => match self.imports.resolve(self.module, func).as_deref() {
                Some("logging.basicConfig") => true,
                Some("logging.config.fileConfig") => !self.imports.imports_from("alembic"),
                _ => false,
            },
            Expr::Dict(items) => self.module.list(items).chunks(2).any(|pair| match pair {
                [key, value] => {
                    matches!(text(self.module, *key), Some("root" | "")) && self.has_key(*value, &["handlers", "level"])
                }
                _ => false,
            }),
            _ => false,
        }
    }

    fn has_key(&self, id: ExprId, names: &[&str]) -> bool {
        let Expr::Dict(items) = self.module.expr(id) else { return false };
        let mut keys = self.module.list(items).chunks(2).filter_map(|pair| text(self.module, *pair.first()?));
        keys.any(|key| names.contains(&key))
    }

    /// What a statement calls that sets the root logger to DEBUG.
    fn sets_debug(&self, id: ExprId) -> Option<&'static str> {
        let Expr::Call { func, args } = self.module.expr(id) else { return None };
        if self.imports.resolve(self.module, func).as_deref() == Some("logging.basicConfig") {
            return self.is_debug(keyword(self.module, args, "level")?).then_some("basicConfig");
        }
        let Expr::Attr(logger, name) = self.module.expr(func) else { return None };
        let Expr::Call { func: getter, args: of } = self.module.expr(logger) else { return None };
        let is_root = self.imports.resolve(self.module, getter).as_deref() == Some("logging.getLogger")
            && self.module.arguments(of).is_empty();
        let level = self.first(args)?;
        (is_root && self.module.name(name) == "setLevel" && self.is_debug(level)).then_some("setLevel")
    }

    fn first(&self, args: Args) -> Option<ExprId> {
        self.module.arguments(args).first().map(|arg| arg.value)
    }

    fn is_debug(&self, level: ExprId) -> bool {
        text(self.module, level) == Some("DEBUG")
            || self.imports.resolve(self.module, level).as_deref() == Some("logging.DEBUG")
    }

    fn add(&self, name: &str, value: &str, span: Span, out: &mut Vec<Setting>) {
        let place = Place { file: self.file, span };
        let value = SettingValue::Text(value.to_owned());
        out.push(Setting { name: name.to_owned(), value, place, layer: Some(self.path.to_owned()), production: true });
    }
}
