//! GraphQL schemas: recognised, not followed. How often a resolver runs, whoever asks decides.

use crate::eval::world::ModuleId;
use crate::eval::{Interp, Value};
use crate::facts::program::{Expr, ExprId};
use crate::model::Place;
use crate::model::route::GraphqlSchema;
use crate::names::Name;

/// Libraries, and the calls that make a schema of what the project declares.
const MAKERS: [(&str, &[&str]); 3] =
    [("graphene", &["Schema"]), ("strawberry", &["Schema"]), ("ariadne", &["make_executable_schema"])];

/// Every schema that a module of the project makes, by place.
#[must_use]
pub fn schemas(ix: &Interp<'_>) -> Vec<GraphqlSchema> {
    let mut out = Vec::new();
    for (at, module) in ix.world.modules.iter().enumerate() {
        let Some(file) = module.file.filter(|_| !module.is_template) else { continue };
        let id = ModuleId(u32::try_from(at).unwrap_or(u32::MAX));
        for (at, expr) in module.program.exprs.iter().enumerate() {
            let Expr::Call { func, .. } = expr else { continue };
            if let Some(library) = maker(ix, id, *func) {
                let call = ExprId(u32::try_from(at).unwrap_or(u32::MAX));
                out.push(GraphqlSchema { library, place: Place { file, span: module.program.span(call) } });
            }
        }
    }
    out.sort_by_key(|schema| schema.place);
    out
}

/// The library whose schema a call of `func` makes.
fn maker(ix: &Interp<'_>, module: ModuleId, func: ExprId) -> Option<&'static str> {
    let info = ix.world.module(module);
    let global = |name: Name| ix.heap.get(info.globals).attrs.get(&name);
    match info.program.expr(func) {
        Expr::Name(sym) => match global(info.syms[sym.index()])? {
            Value::External(path) => of_path(path),
            // A schema class of the project's own.
            Value::Class(class) => {
                ix.world.class(*class).mro.iter().flat_map(|c| &ix.world.class(*c).bases).find_map(|base| match base {
                    Value::External(path) => of_path(path),
                    _ => None,
                })
            }
            _ => None,
        },
        Expr::Attr(object, sym) => {
            let Expr::Name(of) = info.program.expr(object) else { return None };
            match global(info.syms[of.index()])? {
                Value::External(path) => of_path(&format!("{path}.{}", info.program.name(sym))),
                _ => None,
            }
        }
        _ => None,
    }
}

fn of_path(path: &str) -> Option<&'static str> {
    let (package, name) = (path.split('.').next()?, path.rsplit('.').next()?);
    // `strawberry_django`, `graphene_federation`
    let of = |library: &str| package == library || package.strip_prefix(library).is_some_and(|rest| rest.starts_with('_'));
    MAKERS.iter().find(|(library, makers)| of(library) && makers.contains(&name)).map(|(library, _)| *library)
}
