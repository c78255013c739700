//! Bases that a class of the project has by way of a package that is not known: what it is registered with says what it is.

use crate::eval::value::Site;
use crate::eval::{ClassRef, Interp, Value};

const REST: &str = "rest_framework";
/// Who takes one of these takes them singly.
const READS: [&str; 2] = ["ListModelMixin", "RetrieveModelMixin"];
const WRITERS: [&str; 3] = ["CreateModelMixin", "UpdateModelMixin", "DestroyModelMixin"];
const WRITES: [&str; 6] = ["create", "update", "destroy", "perform_create", "perform_update", "perform_destroy"];

/// Gives a class that has a base which is not known the members of a library's class behind its own.
pub(super) fn complete(ix: &mut Interp<'_>, class: ClassRef, module: &str, base: &str) {
    if !ix.world.class(class).open {
        return;
    }
    let module = ix.load_dotted(module);
    let Some(name) = ix.name(base) else { return };
    if let Value::Class(base) = ix.attribute(&module, name, Site::nowhere()) {
        let order = ix.world.class(base).mro.clone();
        let own = &mut ix.world.to_mut().classes[class.0 as usize].mro;
        own.extend(order.into_iter().filter(|c| !own.contains(c)).collect::<Vec<_>>());
    }
}

/// What a router serves is a view set; of rows, where the project's part says which and how they are shown.
pub(super) fn complete_view_set(ix: &mut Interp<'_>, class: ClassRef) {
    let derives = |ix: &Interp<'_>, name: &str| ix.world.derives(class, &format!("{REST}.{name}"));
    let says = |ix: &Interp<'_>, names: &[&str]| {
        let is_own = |name: &&str| {
            let found = ix.name(name).and_then(|n| ix.world.find_member(class, n));
            found.is_some_and(|(owner, value)| !ix.world.class(owner).is_stub && !matches!(value, Value::None))
        };
        names.iter().any(is_own)
    };
    let of_rows = says(ix, &["queryset", "get_queryset"]) && says(ix, &["serializer_class", "get_serializer_class"]);
    if derives(ix, "ViewSetMixin") || !of_rows {
        return;
    }
    let is_generic =
        ix.world.class(class).bases.iter().any(|base| matches!(base, Value::External(path) if path.contains("Generic")));
    let base = if is_generic || READS.iter().any(|mixin| derives(ix, mixin)) {
        "PackageGenericViewSet"
    } else if says(ix, &WRITES) && !WRITERS.iter().any(|mixin| derives(ix, mixin)) {
        "PackageModelViewSet"
    } else {
        "PackageReadOnlyModelViewSet"
    };
    complete(ix, class, REST, base);
}

/// What is called a serializer and names the model that it shows is one, whichever package its base comes from.
pub(super) fn complete_serializers(ix: &mut Interp<'_>) {
    let count = u32::try_from(ix.world.classes.len()).unwrap_or(u32::MAX);
    for class in (0..count).map(ClassRef) {
        let info = ix.world.class(class);
        let is_open = !info.is_stub && info.open && ix.text(info.name).ends_with("Serializer");
        if is_open && !ix.world.derives(class, "rest_framework.serializers.BaseSerializer") && shows_rows(ix, class) {
            complete(ix, class, "rest_framework.serializers", "ModelSerializer");
        }
    }
}

/// `class Meta: model = Boat`, with a choice of fields.
fn shows_rows(ix: &Interp<'_>, class: ClassRef) -> bool {
    let member = |of: ClassRef, name: &str| ix.name(name).and_then(|n| ix.world.find_member(of, n)).map(|(_, v)| v.clone());
    let Some(Value::Class(meta)) = member(class, "Meta") else { return false };
    let is_mapped = matches!(member(meta, "model"), Some(Value::Class(model)) if ix.world.class_entity.contains_key(&model));
    is_mapped && (member(meta, "fields").is_some() || member(meta, "exclude").is_some())
}
