//! What the methods of a class leave on its instances, for methods that no entry is seen to run.
//!
//! `self.event` of a handler is the row that its `_process_args` loads, whichever framework calls the two.

use std::collections::BTreeSet;

use crate::eval::interp::join_values;
use crate::eval::value::{Site, Value};
use crate::eval::{CallArgs, ClassRef, FuncRef, Interp, ObjId, World};
use crate::facts::Span;
use crate::facts::program::{Expr, ExprId, Program, Stmt, Sym};
use crate::names::Name;

/// Methods that are run to fill an instance.
const MAX_SETTERS: usize = 8;

/// Runs the methods that set what `function` reads of an instance, those of base classes first. What they run is judged where
/// they are evaluated themselves.
pub fn fill(ix: &mut Interp<'_>, class: ClassRef, id: ObjId, function: FuncRef) {
    let methods = methods(&ix.world, class);
    let wanted = wanted(&methods, function);
    let is_filled = |ix: &Interp<'_>, name: &Name| {
        ix.heap.get(id).attrs.get(name).is_some_and(|v| !matches!(v, Value::None | Value::Unknown(_)))
    };
    let missing: BTreeSet<Name> = wanted.into_iter().filter(|name| !is_filled(ix, name)).collect();
    let is_setter = |m: &&Method| {
        m.function != function && !ix.text(m.name).starts_with("__") && m.sets.iter().any(|name| missing.contains(name))
    };
    let setters: Vec<FuncRef> = methods.iter().filter(is_setter).map(|m| m.function).take(MAX_SETTERS).collect();
    for setter in setters {
        let mut before: Vec<(Name, Value)> = ix.heap.get(id).attrs.iter().map(|(n, v)| (*n, v.clone())).collect();
        before.retain(|(_, old)| !matches!(old, Value::None));
        before.sort_by_key(|(name, _)| *name);
        let receiver = Value::Object(id);
        let site = Site { place: ix.world.function_place(setter), module: setter.module };
        let args = CallArgs { positional: vec![receiver.clone()], keywords: Vec::new(), open: true };
        ix.apart(|ix| ix.call_function(setter, None, args, Some(receiver), site));
        ix.diverged = false;
        for (name, old) in before {
            let attrs = &mut ix.heap.get_mut(id).attrs;
            // Which of two methods ran last is not known, and one that clears an attribute does so at the end.
            match attrs.get(&name) {
                Some(Value::None | Value::Unknown(_)) => {
                    attrs.insert(name, old);
                }
                Some(new) if !new.same(&old) => {
                    let either = join_values(&old, new);
                    attrs.insert(name, either);
                }
                _ => {}
            }
        }
    }
}

/// What a method and the methods that it calls read, and what those need that set it.
fn wanted(methods: &[Method], function: FuncRef) -> BTreeSet<Name> {
    let mut out: BTreeSet<Name> = BTreeSet::new();
    let mut open: Vec<&Method> = methods.iter().filter(|m| m.function == function).collect();
    let mut seen: BTreeSet<Name> = open.iter().map(|m| m.name).collect();
    while let Some(method) = open.pop() {
        out.extend(method.reads.iter().copied());
        let more =
            methods.iter().filter(|m| method.reads.contains(&m.name) || m.sets.iter().any(|name| method.reads.contains(name)));
        open.extend(more.filter(|m| seen.insert(m.name)));
    }
    out
}

/// A method and the attributes of `self` that it reads and sets.
struct Method {
    name: Name,
    function: FuncRef,
    reads: BTreeSet<Name>,
    sets: BTreeSet<Name>,
}

/// The methods that instances of a class have, base classes first; the nearest definition of each name.
fn methods(world: &World, class: ClassRef) -> Vec<Method> {
    let mut out: Vec<Method> = Vec::new();
    for owner in world.class(class).mro.iter().rev() {
        let info = world.class(*owner);
        if info.is_stub {
            continue;
        }
        let module = world.module(info.module);
        let class = SelfUses::of(&module.program, module.program.class(info.id).span);
        for stmt in module.program.block(module.program.class(info.id).body) {
            let Stmt::Function(f) = module.program.stmt(*stmt) else { continue };
            let function = module.program.function(f);
            let name = module.syms[function.name.index()];
            let Some(receiver) = function.params.first().map(|p| p.name) else { continue };
            let (reads, sets) = class.in_method(&module.program, &module.syms, function.span, receiver);
            out.retain(|m| m.name != name);
            out.push(Method { name, function: FuncRef { module: info.module, id: f }, reads, sets });
        }
    }
    out
}

/// Attributes of plain names in the body of a class.
struct SelfUses {
    read: Vec<ExprId>,
    set: Vec<ExprId>,
}

impl SelfUses {
    fn of(program: &Program, span: Span) -> Self {
        let within = |at: &Span| span.start <= at.start && at.end <= span.end;
        let is_attribute =
            |id: ExprId| matches!(program.expr(id), Expr::Attr(object, _) if matches!(program.expr(object), Expr::Name(_)));
        let mut set: BTreeSet<ExprId> = BTreeSet::new();
        for (stmt, _) in program.stmts.iter().zip(&program.stmt_spans).filter(|(_, at)| within(at)) {
            let targets = match stmt {
                Stmt::Assign { targets, .. } => program.list(*targets).to_vec(),
                Stmt::AnnAssign { target, value: Some(_), .. } => vec![*target],
                _ => continue,
            };
            for target in targets {
                match program.expr(target) {
                    Expr::Collection { items, .. } => set.extend(program.list(items)),
                    _ => {
                        set.insert(target);
                    }
                }
            }
        }
        set.retain(|id| is_attribute(*id));
        let ids = (0..program.exprs.len()).filter_map(|at| u32::try_from(at).ok()).map(ExprId);
        let read = ids.filter(|id| within(&program.span(*id)) && !set.contains(id) && is_attribute(*id)).collect();
        Self { read, set: set.into_iter().collect() }
    }

    /// What a method reads and sets of its first parameter.
    fn in_method(&self, program: &Program, syms: &[Name], span: Span, receiver: Sym) -> (BTreeSet<Name>, BTreeSet<Name>) {
        let named = |ids: &[ExprId]| {
            let of_receiver = |id: &ExprId| match program.expr(*id) {
                Expr::Attr(object, name) if matches!(program.expr(object), Expr::Name(sym) if sym == receiver) => {
                    let at = program.span(*id);
                    (span.start <= at.start && at.end <= span.end).then(|| syms[name.index()])
                }
                _ => None,
            };
            ids.iter().filter_map(of_receiver).collect()
        };
        (named(&self.read), named(&self.set))
    }
}
