//! Who makes the tables that models of SQLAlchemy declare: a mapper may only read what somebody else has made.

use std::collections::BTreeSet;

use crate::eval::world::Module;
use crate::eval::{Interp, World};
use crate::facts::program::{Expr, Program};
use crate::facts::{Language, Role, Span};
use crate::model::Model;
use crate::model::schema::{MADE_ELSEWHERE, SourceKind};

use super::django::start;

const CREATES: &str = "create_all";
/// Names in programs that make tables of models step by step.
const MIGRATES: [&str; 5] = ["alembic", "flask_migrate", "Migrate", "CreateTable", "flask_alembic"];

/// Notes at tables that only models declare that somebody else makes them. `of_django` are those
/// that Django's own migrations make.
pub fn note(ix: &mut Interp<'_>, model: &mut Model, of_django: &BTreeSet<String>) {
    let is_declared = |t: &crate::model::schema::Table| {
        t.sources.iter().all(|s| s.kind == SourceKind::Model) && !of_django.contains(&t.name.to_ascii_lowercase())
    };
    if !model.schema.tables.iter().any(is_declared) || names(&ix.world, model, &MIGRATES) || is_called(&ix.world, model) {
        return;
    }
    // Where nobody is seen at all, whoever sets the app up most likely lets the models make their tables.
    if !has_other_owner(ix, model) {
        return;
    }
    for table in model.schema.tables.iter_mut().filter(|t| is_declared(t)) {
        table.incomplete = Some(MADE_ELSEWHERE.into());
    }
}

fn programs<'w>(world: &'w World, model: &'w Model) -> impl Iterator<Item = &'w Module> {
    let is_own = |m: &&Module| m.file.is_some_and(|file| model.role(file) != Role::Test);
    world.modules.iter().filter(|m| !m.is_template).filter(is_own)
}

fn names(world: &World, model: &Model, wanted: &[&str]) -> bool {
    let is = |name: &str| wanted.contains(&name.split('.').next().unwrap_or(name));
    programs(world, model).any(|module| module.program.names.iter().any(|name| is(name)))
}

/// `create_all` in the body of a module, in what a decorator is given, or in a function that programs other than tests name.
fn is_called(world: &World, model: &Model) -> bool {
    programs(world, model).any(|module| {
        let program = &*module.program;
        reads(program, CREATES).any(|at| {
            program.function_around(at).map(|id| program.function(id)).is_none_or(|function| {
                let name = program.name(function.name);
                let elsewhere = |other: &Module| {
                    reads(&other.program, name).any(|read| {
                        other.file != module.file || read.end <= function.span.start || function.span.end <= read.start
                    })
                };
                !function.decorators.is_empty() || programs(world, model).any(elsewhere)
            })
        })
    })
}

/// Where a program reads a name, an attribute of that name, or a text that says it.
fn reads<'p>(program: &'p Program, wanted: &'p str) -> impl Iterator<Item = Span> + 'p {
    let all = program.exprs.iter().zip(&program.expr_spans);
    all.filter(move |(expr, _)| match expr {
        Expr::Name(sym) | Expr::Attr(_, sym) | Expr::Str(sym) => program.name(*sym) == wanted,
        _ => false,
    })
    .map(|(_, span)| *span)
}

/// Django migrates apps that are not in the tree, or programs of another language migrate.
fn has_other_owner(ix: &mut Interp<'_>, model: &Model) -> bool {
    let is_script = |language| matches!(language, Language::JavaScript | Language::TypeScript);
    let is_migration = |path: &str| path.split('/').any(|folder| folder == "migrations");
    if model.files.iter().any(|f| is_script(f.language) && f.role != Role::Test && is_migration(&f.path)) {
        return true;
    }
    let apps = start::setting(ix, "INSTALLED_APPS").map(|v| ix.seen_items(&v)).unwrap_or_default();
    let is_outside = |name: &str| {
        let package = name.split('.').next().unwrap_or(name);
        package != "django" && !ix.world.by_name.contains_key(name) && !ix.world.by_name.contains_key(package)
    };
    apps.iter().filter_map(|app| app.as_str()).any(is_outside)
}
