//! Views that no URL configuration is seen to serve: a router or a registry of the project's own does.

use rustc_hash::FxHashSet;

use crate::eval::{ClassRef, Interp, Value};
use crate::model::Place;

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
        for class in leaves(self.ix) {
            if served.contains(&class) || !self.is_view(class) {
                continue;
            }
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
