//! Numbers of programs that need no evaluation: literals, settings by their name, environment variables with their defaults.

use super::environment::Environment;
use super::program::{called, integer, keyword, text};
use super::{SourceFile, numbered};
use crate::facts::program::{BinaryOp, Expr, ExprId, Program, Stmt};
use crate::facts::{Language, Role};
use crate::model::delivery::Factor;
use crate::model::{FileId, Place};

/// Names that stand for names; deeper ones are not known.
const MAX_STEPS: usize = 4;

/// Reads numbers across the modules of the app.
pub(super) struct Numbers<'f> {
    files: &'f [SourceFile],
    environment: Environment,
}

impl<'f> Numbers<'f> {
    pub fn new(files: &'f [SourceFile]) -> Self {
        Self { files, environment: Environment::new(files) }
    }

    /// What is written as `name=value`, with where it stands.
    pub fn factor(&self, name: &str, module: &Program, file: FileId, id: ExprId) -> Factor {
        let value = self.value(module, id, 0);
        let source = value.map_or_else(|| format!("{name} is not a constant"), |value| format!("{name}={value}"));
        Factor { value, place: Some(Place { file, span: module.span(id) }), source }
    }

    /// A flag: a literal, or a setting that the app assigns once.
    pub fn truth(&self, module: &Program, id: ExprId) -> Option<bool> {
        match module.expr(id) {
            Expr::Bool(truth) => Some(truth),
            Expr::Name(name) | Expr::Attr(_, name) => {
                let (home, value) = self.only_assignment(module.name(name))?;
                if let Expr::Bool(truth) = home.expr(value) { Some(truth) } else { None }
            }
            _ => None,
        }
    }

    fn value(&self, module: &Program, id: ExprId, steps: usize) -> Option<i64> {
        if steps > MAX_STEPS {
            return None;
        }
        match module.expr(id) {
            Expr::Name(name) | Expr::Attr(_, name) => {
                let (home, value) = self.only_assignment(module.name(name))?;
                self.value(home, value, steps + 1)
            }
            Expr::Binary { left, op, right } => {
                let (left, right) = (self.value(module, left, steps + 1)?, self.value(module, right, steps + 1)?);
                match op {
                    BinaryOp::Add => left.checked_add(right),
                    BinaryOp::Sub => left.checked_sub(right),
                    BinaryOp::Mul => left.checked_mul(right),
                    _ => None,
                }
            }
            // `config("POOL", cast=int, default=5)`, `env.int("POOL", default=5)`
            Expr::Call { func, args } if keyword(module, args, "default").is_some() => {
                let name = text(module, module.arguments(args).first()?.value)?;
                if !matches!(called(module, func)?, "config" | "int" | "get" | "getenv" | "env" | "str") {
                    return None;
                }
                match self.environment.get(name) {
                    Some(filled) => filled.text?.trim().parse().ok(),
                    None => self.value(module, keyword(module, args, "default")?, steps + 1),
                }
            }
            _ => integer(module, id, &self.environment),
        }
    }

    /// The value of a name that the whole app assigns once.
    fn only_assignment(&self, name: &str) -> Option<(&'f Program, ExprId)> {
        let mut found = None;
        for (_, source) in numbered(self.files) {
            if source.entry.language != Language::Python || source.entry.role != Role::App {
                continue;
            }
            let Some(module) = source.facts.program.as_ref() else { continue };
            for stmt in &module.stmts {
                let (targets, value) = match *stmt {
                    Stmt::Assign { targets, value } => (module.list(targets).to_vec(), value),
                    Stmt::AnnAssign { target, value: Some(value), .. } => (vec![target], value),
                    _ => continue,
                };
                let assigns = |id: &ExprId| match module.expr(*id) {
                    Expr::Name(sym) | Expr::Attr(_, sym) => module.name(sym) == name,
                    _ => false,
                };
                if !targets.iter().any(assigns) {
                    continue;
                }
                if found.is_some() {
                    return None;
                }
                found = Some((module, value));
            }
        }
        found
    }
}
