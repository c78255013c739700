//! Model fields of packages that are not in the tree: what they are is told by their names, as Django's conventions have it.

use crate::eval::heap::ObjKind;
use crate::eval::value::Site;
use crate::eval::{CallArgs, Interp, Value};

use super::natives::instance;

/// Endings of class names, and the field that they stand for.
const ENDINGS: &[(&str, &str)] = &[
    ("ManyToManyField", "django.db.models.ManyToManyField"),
    ("TaggableManager", "django.db.models.TaggableManager"),
    ("OneToOneField", "django.db.models.OneToOneField"),
    ("ForeignKey", "django.db.models.ForeignKey"),
    ("ParentalKey", "django.db.models.ForeignKey"),
    ("EmailField", "django.db.models.EmailField"),
    ("SlugField", "django.db.models.SlugField"),
    ("TextField", "django.db.models.TextField"),
    ("CharField", "django.db.models.CharField"),
    ("Field", "django.db.models.Field"),
];

/// Packages whose fields belong to forms and serializers.
const OTHERS: &[&str] = &[
    "wtforms",
    "flask_wtf",
    "marshmallow",
    "rest_framework",
    "graphene",
    "crispy_forms",
    "import_export",
    "dataclasses",
    "pydantic",
];

/// `timezone_field.TimeZoneField(…)` in a model.
pub fn outside(ix: &mut Interp<'_>, dotted: &str, args: &CallArgs, site: Site) -> Option<Value> {
    if !ix.linking_mode() || ix.world.settings.is_none() {
        return None;
    }
    let (module, class) = dotted.rsplit_once('.')?;
    let root = module.split('.').next().unwrap_or(module);
    if OTHERS.contains(&root) || module.contains("forms") || module.contains("serializers") {
        return None;
    }
    let (_, kind) = ENDINGS.iter().find(|(ending, _)| class.ends_with(ending))?;
    let field = instance(ix, kind, ObjKind::Instance);
    let positional = ix.new_list(args.positional.clone());
    let entries =
        args.keywords.iter().map(|(name, value)| (crate::eval::heap::Key::Str(ix.world.names.shared(*name)), value.clone()));
    let entries = entries.collect();
    let keywords = ix.new_dict(entries);
    let (Value::Object(id), Some(args_name), Some(kwargs_name)) = (&field, ix.name("args"), ix.name("kwargs")) else {
        return None;
    };
    let object = ix.heap.get_mut(*id);
    object.attrs.insert(args_name, positional);
    object.attrs.insert(kwargs_name, keywords);
    object.place = Some(site.place);
    Some(field)
}
