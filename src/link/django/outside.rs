//! Models of packages that keys of the project point to: their rows are loaded, but nothing else is known of them.

use std::collections::BTreeSet;

use crate::eval::Interp;
use crate::eval::value::{Cause, Value};
use crate::eval::world::{Class, ClassRef};

use super::entities::Registry;
use super::models::{DjangoModel, Field};

const MODEL: &str = "django.db.models.Model";
/// What a generic key points to.
const ANY: &str = "contenttypes.models.GenericObject";
const TAG: &str = "taggit.models.Tag";

/// Makes a class for each model that a field points to and that is not in the tree; whether there were any.
pub fn declare(ix: &mut Interp<'_>, models: &[DjangoModel], registry: &Registry) -> bool {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for model in models.iter().filter(|m| !ix.world.class(m.class).is_stub) {
        for field in &model.fields {
            if registry.target(ix, model, field).is_none() {
                wanted.extend(pointed_to(field));
            }
        }
    }
    let made: Vec<String> = wanted.into_iter().filter(|name| find(ix, name).is_none()).collect();
    made.iter().filter(|name| make(ix, name).is_some()).count() > 0
}

/// `allauth.socialaccount.models.SocialAccount` or `"socialaccount.SocialAccount"`, as a module's name would have it.
#[must_use]
pub fn pointed_to(field: &Field) -> Option<String> {
    if field.record.is("django.db.models.GenericForeignKey") {
        return Some(ANY.into());
    }
    if field.record.is("django.db.models.TaggableManager") {
        return Some(TAG.into());
    }
    let is_relation = ["django.db.models.ForeignKey", "django.db.models.ManyToManyField"].iter().any(|k| field.record.is(k));
    let given = field.record.args.first().or_else(|| field.record.keyword("to")).filter(|_| is_relation)?;
    let (label, name) = match given {
        Value::External(path) => {
            let (module, name) = path.rsplit_once('.')?;
            let package = module.split(".models").next().unwrap_or(module);
            (package.rsplit('.').next().unwrap_or(package), name)
        }
        Value::Str(text) => text.rsplit_once('.')?,
        _ => return None,
    };
    let label = label.rsplit('.').next().unwrap_or(label);
    name.starts_with(char::is_uppercase).then(|| format!("{label}.models.{name}"))
}

/// Whether a class stands for a model that is not in the tree.
#[must_use]
pub fn is_outside(ix: &Interp<'_>, class: ClassRef) -> bool {
    let info = ix.world.class(class);
    let stands_for = |base: &Value| matches!(base, Value::Unknown(Cause::External(name)) if *name == info.qualified);
    info.is_stub && info.bases.iter().any(stands_for)
}

#[must_use]
pub fn find(ix: &Interp<'_>, name: &str) -> Option<ClassRef> {
    let at = ix.world.classes.iter().position(|c| c.is_stub && &*c.qualified == name)?;
    u32::try_from(at).ok().map(ClassRef)
}

fn make(ix: &mut Interp<'_>, name: &str) -> Option<ClassRef> {
    let base = ix.world.classes.iter().position(|c| c.is_stub && &*c.qualified == MODEL)?;
    let base = ClassRef(u32::try_from(base).ok()?);
    let made = ClassRef(u32::try_from(ix.world.classes.len()).ok()?);
    let world = ix.world.to_mut();
    let short = world.names.intern(name.rsplit('.').next().unwrap_or(name));
    let of = world.class(base);
    let class = Class {
        name: short,
        qualified: name.into(),
        module: of.module,
        id: of.id,
        bases: vec![Value::Class(base), Value::Unknown(Cause::External(name.into()))],
        mro: std::iter::once(made).chain(of.mro.iter().copied()).collect(),
        open: true,
        members: Vec::new(),
        annotations: Vec::new(),
        place: of.place,
        is_stub: true,
        keywords: Vec::new(),
    };
    world.classes.push(class);
    Some(made)
}
