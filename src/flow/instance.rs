//! What the methods of a class leave on its instances, for methods that no entry is seen to run.
//!
//! `self.event` of a handler is the row that its `_process_args` loads, whichever framework calls the two.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use crate::eval::interp::join_values;
use crate::eval::value::{Site, Value};
use crate::eval::world::Module;
use crate::eval::{CallArgs, ClassRef, FuncRef, Interp, ObjId, World};
use crate::facts::Span;
use crate::facts::program::{Expr, ExprId, Stmt, Sym};
use crate::names::Name;

/// Methods that are run to fill an instance.
const MAX_SETTERS: usize = 8;

/// Runs the methods that set what `function` reads of an instance, those of base classes first. What they run is judged where
/// they are evaluated themselves.
pub fn fill(
    ix: &mut Interp<'_>,
    (methods, attributes): (&Methods, &[Attributes]),
    class: ClassRef,
    id: ObjId,
    function: FuncRef,
) {
    let methods = methods.of(&ix.world, attributes, class);
    let wanted = wanted(methods, function);
    let is_filled = |ix: &Interp<'_>, name: &Name| {
        ix.heap.get(id).attrs.get(name).is_some_and(|v| !matches!(v, Value::None | Value::Unknown(_)))
    };
    let missing: BTreeSet<Name> = wanted.into_iter().filter(|name| !is_filled(ix, name)).collect();
    let is_setter = |m: &&Arc<Method>| {
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
fn wanted(methods: &[Arc<Method>], function: FuncRef) -> BTreeSet<Name> {
    let mut out: BTreeSet<Name> = BTreeSet::new();
    let mut open: Vec<&Method> = methods.iter().filter(|m| m.function == function).map(Arc::as_ref).collect();
    let mut seen: BTreeSet<Name> = open.iter().map(|m| m.name).collect();
    while let Some(method) = open.pop() {
        out.extend(method.reads.iter().copied());
        let more =
            methods.iter().filter(|m| method.reads.contains(&m.name) || m.sets.iter().any(|name| method.reads.contains(name)));
        open.extend(more.filter(|m| seen.insert(m.name)).map(Arc::as_ref));
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

/// Methods of classes, looked through once for all functions.
pub struct Methods {
    /// Of each class: those that stand in its own body.
    own: Vec<OnceLock<Vec<Arc<Method>>>>,
    /// Of each class: those that its instances have, base classes first; the nearest definition of each name.
    all: Vec<OnceLock<Vec<Arc<Method>>>>,
}

impl Methods {
    #[must_use]
    pub fn new(world: &World) -> Self {
        let slots = || world.classes.iter().map(|_| OnceLock::new()).collect();
        Self { own: slots(), all: slots() }
    }

    fn of(&self, world: &World, attributes: &[Attributes], class: ClassRef) -> &[Arc<Method>] {
        self.all[class.0 as usize].get_or_init(|| {
            let mut out: Vec<Arc<Method>> = Vec::new();
            for owner in world.class(class).mro.iter().rev().filter(|owner| !world.class(**owner).is_stub) {
                let own = self.own[owner.0 as usize].get_or_init(|| own(world, attributes, *owner));
                let nearer: FxHashSet<Name> = own.iter().map(|m| m.name).collect();
                out.retain(|m| !nearer.contains(&m.name));
                out.extend(own.iter().cloned());
            }
            out
        })
    }
}

/// The methods that stand in the body of a class; of two of one name the last.
fn own(world: &World, attributes: &[Attributes], class: ClassRef) -> Vec<Arc<Method>> {
    let info = world.class(class);
    let module = world.module(info.module);
    let uses = &attributes[info.module.0 as usize];
    let mut out: Vec<Arc<Method>> = Vec::new();
    for stmt in module.program.block(module.program.class(info.id).body) {
        let Stmt::Function(f) = module.program.stmt(*stmt) else { continue };
        let function = module.program.function(f);
        let name = module.syms[function.name.index()];
        let Some(receiver) = function.params.first().map(|p| p.name) else { continue };
        let named = |is_set: bool| {
            let of_receiver = uses.within(function.span).iter().filter(|u| u.of == receiver && u.is_set == is_set);
            of_receiver.map(|u| module.syms[u.name.index()]).collect()
        };
        out.retain(|m| m.name != name);
        let function = FuncRef { module: info.module, id: f };
        out.push(Arc::new(Method { name, function, reads: named(false), sets: named(true) }));
    }
    out
}

/// An attribute of a plain name: `self.event`, read or set.
pub struct AttributeUse {
    at: u32,
    pub of: Sym,
    pub name: Sym,
    pub is_set: bool,
}

/// The attributes of plain names in a module, in the order of the text.
pub struct Attributes(Vec<AttributeUse>);

impl Attributes {
    #[must_use]
    pub fn of(module: &Module) -> Self {
        let program = &module.program;
        if module.file.is_none() || module.is_template {
            return Self(Vec::new());
        }
        let mut set: FxHashSet<ExprId> = FxHashSet::default();
        for stmt in &program.stmts {
            let targets = match stmt {
                Stmt::Assign { targets, .. } => program.list(*targets),
                Stmt::AnnAssign { target, value: Some(_), .. } => std::slice::from_ref(target),
                _ => continue,
            };
            for target in targets {
                match program.expr(*target) {
                    Expr::Collection { items, .. } => set.extend(program.list(items)),
                    _ => {
                        set.insert(*target);
                    }
                }
            }
        }
        let mut out: Vec<AttributeUse> = (0u32..)
            .zip(&program.exprs)
            .zip(&program.expr_spans)
            .filter_map(|((id, expr), span)| {
                let Expr::Attr(value, name) = expr else { return None };
                let Expr::Name(of) = program.expr(*value) else { return None };
                Some(AttributeUse { at: span.start, of, name: *name, is_set: set.contains(&ExprId(id)) })
            })
            .collect();
        out.sort_unstable_by_key(|u| (u.at, u.of, u.name));
        Self(out)
    }

    /// Those of a piece of the text.
    #[must_use]
    pub fn within(&self, span: Span) -> &[AttributeUse] {
        let from = self.0.partition_point(|u| u.at < span.start);
        let to = self.0.partition_point(|u| u.at < span.end);
        &self.0[from..to]
    }
}
