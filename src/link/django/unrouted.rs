//! Views that no URL configuration is seen to serve: a router or a registry of the project's own does.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::{ClassRef, Interp, ModuleId, Value};
use crate::facts::program::{Expr, Import, Sym};
use crate::model::Place;
use crate::names::Name;

use super::urls::{Below, Walk};
use super::viewset;

/// Names of which a view has at least one in the project: what it shows.
const SHOWN: &[&str] = &["queryset", "get_queryset", "model", "serializer_class", "get_serializer_class"];

/// Classes of the project that no other class of it derives from, in order.
#[must_use]
pub fn leaves(ix: &Interp<'_>) -> Vec<ClassRef> {
    let own = || (0u32..).zip(&ix.world.classes).filter(|(_, c)| !c.is_stub);
    let bases: FxHashSet<ClassRef> = own().flat_map(|(_, c)| c.mro.iter().skip(1).copied()).collect();
    own().map(|(at, _)| ClassRef(at)).filter(|class| !bases.contains(class)).collect()
}

impl Walk<'_, '_> {
    /// Adds an entry for each generic view that has none, under an address that is not known.
    pub(super) fn unrouted(&mut self) {
        let served: FxHashSet<ClassRef> = self.found.iter().filter_map(|(_, handler)| handler.class).collect();
        let mut views = leaves(self.ix);
        views.retain(|class| !served.contains(class) && self.is_view(*class));
        let named = self.named(&views);
        for class in views.into_iter().filter(|class| named.contains(class)) {
            let info = self.ix.world.class(class);
            let below = Below { rule: self.ix.text(info.name).to_lowercase(), prefix_unknown: true, ..Below::default() };
            let place = info.place;
            if self.ix.world.derives(class, "rest_framework.ViewSetMixin") {
                self.view_set(class, None, &below, "/");
            } else {
                self.as_view(class, &below, place);
            }
        }
    }

    /// Those that something else in the tree names: what nothing names is served by nobody.
    fn named(&self, views: &[ClassRef]) -> FxHashSet<ClassRef> {
        let world = &self.ix.world;
        let mut out: FxHashSet<ClassRef> = FxHashSet::default();
        let mut by_name: FxHashMap<Name, Vec<ClassRef>> = FxHashMap::default();
        for view in views {
            by_name.entry(world.class(*view).name).or_default().push(*view);
        }
        for module in world.modules.iter().filter(|module| module.file.is_some()) {
            let program = &module.program;
            let wanted: FxHashMap<Sym, &[ClassRef]> =
                (0u32..).zip(&*module.syms).filter_map(|(sym, name)| Some((Sym(sym), by_name.get(name)?.as_slice()))).collect();
            if wanted.is_empty() {
                continue;
            }
            let of_exprs = program.exprs.iter().filter_map(|expr| match expr {
                Expr::Name(sym) | Expr::Attr(_, sym) | Expr::Str(sym) => wanted.get(sym),
                _ => None,
            });
            let of_imports = program.imports.iter().flat_map(|import| match import {
                Import::From { names, .. } => names.as_slice(),
                Import::Module { .. } => &[],
            });
            out.extend(of_exprs.chain(of_imports.filter_map(|(sym, _)| wanted.get(sym))).copied().flatten());
        }
        out.extend(views.iter().filter(|view| self.is_listed(**view)));
        out.extend(self.in_modules_given_away());
        out
    }

    /// What stands in a module that a function is given as a whole: `get_ui_paths(views, "<sid>")` takes its views by name.
    fn in_modules_given_away(&self) -> FxHashSet<ClassRef> {
        let mut given: FxHashSet<ModuleId> = FxHashSet::default();
        for module in self.ix.world.modules.iter().filter(|module| module.file.is_some()) {
            let globals = &self.ix.heap.get(module.globals).attrs;
            for expr in &module.program.exprs {
                let Expr::Call { args, .. } = expr else { continue };
                let args = module.program.arguments(*args).iter().filter_map(|arg| match module.program.expr(arg.value) {
                    Expr::Name(sym) => globals.get(&module.syms[sym.0 as usize]),
                    _ => None,
                });
                given.extend(args.filter_map(|value| if let Value::Module(id) = value { Some(*id) } else { None }));
            }
        }
        let values = given.into_iter().flat_map(|id| self.ix.heap.get(self.ix.world.module(id).globals).attrs.values());
        values.filter_map(|value| if let Value::Class(class) = value { Some(*class) } else { None }).collect()
    }

    /// A decorator of the class is given it.
    fn is_listed(&self, class: ClassRef) -> bool {
        let info = self.ix.world.class(class);
        !self.ix.world.module(info.module).program.class(info.id).decorators.is_empty()
    }

    /// Says itself what it shows, below a generic view of a library.
    fn is_view(&self, class: ClassRef) -> bool {
        let world = &self.ix.world;
        let generic = ["rest_framework.GenericAPIView", "django.views.generic.MultipleObjectMixin"];
        let shows = |name: &&str| {
            let member = self.ix.name(name).and_then(|n| world.find_member(class, n));
            member.is_some_and(|(owner, value)| !world.class(owner).is_stub && !matches!(value, Value::None))
        };
        let in_app = world.module(world.class(class).module).file.is_some();
        in_app && generic.iter().any(|base| world.derives(class, base)) && SHOWN.iter().any(&shows)
    }

    fn as_view(&mut self, class: ClassRef, below: &Below, place: Place) {
        if let Some(view) = viewset::plain_view(self.ix, class) {
            self.view_at(&view, class, below, place);
        }
    }
}
