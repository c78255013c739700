//! What a decorator of the project wraps, where it does not say so with `functools.wraps`.

use crate::eval::heap::ObjId;
use crate::eval::interp::Interp;
use crate::eval::value::Value;
use crate::eval::world::FuncRef;
use crate::facts::program::{ArgKind, Expr, ParamKind};

/// The function that an inner function of a decorator hands all that it is given: `return view(request, *args, **kwargs)`.
pub(super) fn handed_on(ix: &Interp<'_>, function: FuncRef, closure: Option<ObjId>) -> Option<Value> {
    let scope = ix.heap.get(closure?);
    let program = &ix.world.module(function.module).program;
    let own = program.function(function.id);
    let star = own.params.iter().find(|param| param.kind == ParamKind::Star)?.name;
    let mut called = program.exprs_within(own.span).filter_map(|(expr, _)| {
        let Expr::Call { func, args } = *expr else { return None };
        let hands_on = program
            .arguments(args)
            .iter()
            .any(|arg| arg.kind == ArgKind::Star && matches!(program.expr(arg.value), Expr::Name(name) if name == star));
        let Expr::Name(name) = program.expr(func) else { return None };
        hands_on.then(|| program.name(name))
    });
    let first = called.next()?;
    // Of several, nobody knows which one answers.
    let inner = called.all(|other| other == first).then(|| ix.name(first))??;
    scope.attrs.get(&inner).filter(|value| matches!(value, Value::Function(..))).cloned()
}
