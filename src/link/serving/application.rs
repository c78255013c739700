//! What an app does about delivery, read from its code as it stands.

use super::program::{Imports, called, keyword};
use super::{SourceFile, numbered};
use crate::facts::program::{Args, Expr, ExprId, Function, Program};
use crate::facts::{Language, Role, Span};
use crate::model::delivery::{Setting, SettingValue};
use crate::model::{FileId, Place};

pub(super) fn settings(files: &[SourceFile]) -> Vec<Setting> {
    let mut out = Vec::new();
    for (file, source) in numbered(files) {
        if source.entry.language != Language::Python || source.entry.role != Role::App {
            continue;
        }
        if let Some(module) = &source.facts.program {
            let reader = Reader { module, file, imports: Imports::new(module) };
            reader.calls(&mut out);
            reader.hooks(&mut out);
        }
    }
    out
}

struct Reader<'p> {
    module: &'p Program,
    file: FileId,
    imports: Imports,
}

impl Reader<'_> {
    fn setting(&self, name: &str, value: SettingValue, span: Span) -> Setting {
        let place = Place { file: self.file, span };
        Setting { name: name.to_owned(), value, place, layer: None, production: true }
    }

    /// Apps and the extensions that wrap them.
    fn calls(&self, out: &mut Vec<Setting>) {
        for (at, expr) in self.module.exprs.iter().enumerate() {
            let Expr::Call { func, args } = *expr else { continue };
            let Some(path) = self.imports.resolve(self.module, func) else { continue };
            let span = self.module.expr_spans[at];
            match path.as_str() {
                "flask.Flask" => out.push(self.setting("flask.app", self.first_argument(args), span)),
                "flask_compress.Compress" => out.push(self.setting("flask.compress", SettingValue::Bool(true), span)),
                "whitenoise.WhiteNoise" | "whitenoise.base.WhiteNoise" => {
                    let age = keyword(self.module, args, "max_age").map_or(SettingValue::None, |id| self.literal(id));
                    out.push(self.setting("flask.whitenoise", age, span));
                }
                _ => {}
            }
        }
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
        for function in &self.module.functions {
            if self.module.name(function.name) == "get_send_file_max_age" {
                out.push(self.setting("flask.get_send_file_max_age", SettingValue::Unknown, function.name_span));
            }
            if !self.is_response_hook(function) {
                continue;
            }
            let within = |span: &Span| function.span.start <= span.start && span.end <= function.span.end;
            let inside = || self.module.exprs.iter().zip(&self.module.expr_spans).filter(|(_, span)| within(span));
            if let Some((_, span)) = inside().find(|(expr, _)| self.is_cache_header(expr)) {
                out.push(self.setting("flask.after_request.cache_control", SettingValue::Bool(true), *span));
            }
            if let Some((_, span)) = inside().find(|(expr, _)| self.is_compression(expr)) {
                out.push(self.setting("flask.after_request.compress", SettingValue::Bool(true), *span));
            }
        }
    }

    /// Decorated with `after_request`, or handed to it.
    fn is_response_hook(&self, function: &Function) -> bool {
        let hook = |id: ExprId| matches!(called(self.module, id), Some("after_request" | "after_app_request"));
        if function.decorators.iter().any(|id| hook(*id)) {
            return true;
        }
        let handed = |args: Args| {
            let first = self.module.arguments(args).first().map(|arg| self.module.expr(arg.value));
            matches!(first, Some(Expr::Name(sym)) if sym == function.name)
        };
        self.module.exprs.iter().any(|expr| matches!(expr, Expr::Call { func, args } if hook(*func) && handed(*args)))
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
