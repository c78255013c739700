//! Dictionaries that a process keeps as caches: filled under keys that are made of inputs, and never emptied.

use std::collections::BTreeSet;

use super::clients::Scopes;
use super::{SourceFile, numbered};
use crate::facts::program::{Expr, ExprId, Program, Stmt, StmtId};
use crate::facts::{Language, Role};
use crate::model::outbound::GrowingCache;
use crate::model::{FileId, Place};

/// Methods that take something out of a dictionary.
const EMPTIES: [&str; 3] = ["pop", "popitem", "clear"];

pub(super) fn growing(files: &[SourceFile]) -> Vec<GrowingCache> {
    let mut out = Vec::new();
    for (file, source) in numbered(files) {
        let is_app = source.entry.language == Language::Python && source.entry.role == Role::App;
        let Some(module) = source.facts.program.as_ref().filter(|_| is_app) else { continue };
        Reader { module, file }.caches(&mut out);
    }
    out
}

struct Reader<'p> {
    module: &'p Program,
    file: FileId,
}

impl Reader<'_> {
    fn caches(&self, out: &mut Vec<GrowingCache>) {
        let own: BTreeSet<StmtId> = self.module.block(self.module.body).iter().copied().collect();
        let scopes = Scopes { module: self.module };
        for (at, stmt) in self.module.stmts.iter().enumerate() {
            let (target, value) = match stmt {
                Stmt::Assign { targets, value } => match self.module.list(*targets) {
                    [target] => (*target, *value),
                    _ => continue,
                },
                Stmt::AnnAssign { target, value: Some(value), .. } => (*target, *value),
                _ => continue,
            };
            let is_empty = matches!(self.module.expr(value), Expr::Dict(items) if items.0.is_empty());
            let (name, is_attribute) = match self.module.expr(target) {
                Expr::Name(name) => (self.module.name(name), false),
                Expr::Attr(value, name) if self.is_self(value) => (self.module.name(name), true),
                _ => continue,
            };
            if !is_empty || !name.to_ascii_lowercase().contains("cache") {
                continue;
            }
            let span = self.module.stmt_spans[at];
            let symbol = scopes.symbol(span);
            let lives = if is_attribute {
                symbol.strip_suffix(".__init__").is_some_and(|class| self.is_kept_class(class, &own))
            } else {
                own.iter().any(|id| id.index() == at)
            };
            if lives && !self.is_emptied(name) && self.is_filled_by_inputs(name) {
                let place = Place { file: self.file, span };
                out.push(GrowingCache {
                    place,
                    name: name.to_owned(),
                    symbol: symbol.trim_end_matches(".__init__").to_owned(),
                });
            }
        }
    }

    fn is_self(&self, id: ExprId) -> bool {
        matches!(self.module.expr(id), Expr::Name(name) if self.module.name(name) == "self")
    }

    /// An instance is made by the module itself, or held by a global.
    fn is_kept_class(&self, class: &str, own: &BTreeSet<StmtId>) -> bool {
        let globals: BTreeSet<&str> = self
            .module
            .stmts
            .iter()
            .filter_map(|stmt| if let Stmt::Global(names) = stmt { Some(names) } else { None })
            .flat_map(|names| &self.module.sym_lists[names.range()])
            .map(|name| self.module.name(*name))
            .collect();
        self.module.stmts.iter().enumerate().any(|(at, stmt)| {
            let Stmt::Assign { targets, value } = stmt else { return false };
            let Expr::Call { func, .. } = self.module.expr(*value) else { return false };
            let makes = matches!(self.module.expr(func), Expr::Name(name) if self.module.name(name) == class);
            let global = self.module.list(*targets).iter().any(
                |target| matches!(self.module.expr(*target), Expr::Name(name) if globals.contains(self.module.name(name))),
            );
            makes && (global || own.iter().any(|id| id.index() == at))
        })
    }

    fn names(&self, id: ExprId, name: &str) -> bool {
        matches!(self.module.expr(id), Expr::Name(sym) | Expr::Attr(_, sym) if self.module.name(sym) == name)
    }

    /// Something is taken out of it, its length is asked for, it is replaced, or it is handed to somebody who may do so.
    fn is_emptied(&self, name: &str) -> bool {
        let by_call = self.module.exprs.iter().any(|expr| match expr {
            Expr::Call { func, args } => {
                let taken = matches!(self.module.expr(*func), Expr::Attr(value, method)
                    if self.names(value, name) && EMPTIES.contains(&self.module.name(method)));
                taken || self.module.arguments(*args).iter().any(|arg| self.names(arg.value, name))
            }
            _ => false,
        });
        let mut sets = 0;
        let by_statement = self.module.stmts.iter().any(|stmt| match stmt {
            Stmt::Delete(targets) => self.module.list(*targets).iter().any(|target| match self.module.expr(*target) {
                Expr::Index { value, .. } => self.names(value, name),
                _ => self.names(*target, name),
            }),
            Stmt::Assign { targets, value } => {
                sets += usize::from(self.module.list(*targets).iter().any(|target| self.names(*target, name)));
                sets > 1 || self.names(*value, name)
            }
            Stmt::Return(Some(value)) => self.names(*value, name),
            Stmt::AnnAssign { target, .. } => {
                sets += usize::from(self.names(*target, name));
                sets > 1
            }
            _ => false,
        });
        by_call || by_statement
    }

    /// Some key is a text with holes, there or at a caller that hands it over.
    fn is_filled_by_inputs(&self, name: &str) -> bool {
        let composed: BTreeSet<&str> = self
            .module
            .stmts
            .iter()
            .filter_map(|stmt| if let Stmt::Assign { targets, value } = stmt { Some((targets, value)) } else { None })
            .filter(|(_, value)| matches!(self.module.expr(**value), Expr::Format(_)))
            .flat_map(|(targets, _)| self.module.list(*targets))
            .filter_map(
                |target| if let Expr::Name(name) = self.module.expr(*target) { Some(self.module.name(name)) } else { None },
            )
            .collect();
        let is_composed = |id: ExprId| match self.module.expr(id) {
            Expr::Format(_) => true,
            Expr::Name(name) => composed.contains(self.module.name(name)),
            _ => false,
        };
        let scopes = Scopes { module: self.module };
        self.module.stmts.iter().enumerate().any(|(at, stmt)| {
            let Stmt::Assign { targets, .. } = stmt else { return false };
            self.module.list(*targets).iter().any(|target| {
                let Expr::Index { value, index } = self.module.expr(*target) else { return false };
                if !self.names(value, name) {
                    return false;
                }
                is_composed(index) || self.is_handed(index, scopes.around(self.module.stmt_spans[at]), &is_composed)
            })
        })
    }

    /// A parameter that some caller in the module fills with such a text.
    fn is_handed(&self, index: ExprId, scope: Option<usize>, is_composed: &impl Fn(ExprId) -> bool) -> bool {
        let (Expr::Name(key), Some(scope)) = (self.module.expr(index), scope) else { return false };
        let function = &self.module.functions[scope];
        if !function.params.iter().any(|param| param.name == key) {
            return false;
        }
        let own = self.module.name(function.name);
        self.module.exprs.iter().any(|expr| match expr {
            Expr::Call { func, args } => {
                self.names(*func, own) && self.module.arguments(*args).iter().any(|arg| is_composed(arg.value))
            }
            _ => false,
        })
    }
}
