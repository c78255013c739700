//! Which models tell code of the project that a row is saved, and where that code is connected.

use crate::eval::{Interp, Value, World};
use crate::facts::Role;
use crate::facts::program::{Expr, ExprId, Program};
use crate::model::entity::{EntityId, Orm, Receiver};
use crate::model::{Model, Place};

const SAVED: [&str; 2] = ["pre_save", "post_save"];

/// Pairs of a model and a signal of saving that a module keeps in a table: a metaclass or a loop connects them, which is not followed.
/// `(Deviation, [post_delete, post_save], drop_points)`
pub fn keep_pairs(ix: &mut Interp<'_>, model: &Model) {
    let mut found = Vec::new();
    for module in &ix.world.modules {
        let Some(file) = module.file.filter(|file| model.role(*file) != Role::Test) else { continue };
        let program = &*module.program;
        if !program.names.iter().any(|name| SAVED.contains(&name.as_str())) {
            continue;
        }
        let globals = &ix.heap.get(module.globals).attrs;
        for (expr, span) in program.exprs.iter().zip(&program.expr_spans) {
            let Expr::Collection { items, .. } = expr else { continue };
            let items = program.list(*items);
            if !items.iter().any(|item| is_signal(program, *item)) {
                continue;
            }
            let class = items.iter().find_map(|item| match program.expr(*item) {
                Expr::Name(sym) => globals.get(&module.syms[sym.index()]).filter(|v| matches!(v, Value::Class(_))),
                _ => None,
            });
            found.extend(class.map(|class| (class.clone(), Place { file, span: *span })));
        }
    }
    for (class, place) in found {
        ix.register("saved", vec![class], crate::eval::value::Site { place, module: crate::eval::ModuleId(0) });
    }
}

/// The signal, or a list of signals with it.
fn is_signal(program: &Program, at: ExprId) -> bool {
    match program.expr(at) {
        Expr::Name(sym) | Expr::Attr(_, sym) => SAVED.contains(&program.name(sym)),
        Expr::Collection { items, .. } => program.list(items).iter().any(|item| match program.expr(*item) {
            Expr::Name(sym) | Expr::Attr(_, sym) => SAVED.contains(&program.name(sym)),
            _ => false,
        }),
        _ => false,
    }
}

/// What is connected to the saving of a model of Django: bulk writes pass it by.
#[must_use]
pub fn receivers(world: &World, id: EntityId) -> Vec<Receiver> {
    let Some(class) = world.entity_class.get(id.index()).copied().filter(|_| world.entity(id).orm == Orm::Django) else {
        return Vec::new();
    };
    let is_meant = |sender: Option<&Value>| match sender {
        Some(Value::Class(sender)) => world.class(class).mro.contains(sender),
        _ => true,
    };
    let name = |value: Option<&Value>| match value {
        Some(Value::Function(f, _)) => Some(world.plain_name(*f).to_owned()),
        _ => None,
    };
    let connected = world.registrations.of("saved").filter(|r| is_meant(r.values.first()));
    connected.map(|r| Receiver { name: name(r.values.get(1)), place: r.place }).collect()
}
