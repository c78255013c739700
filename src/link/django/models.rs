//! Django's models: which classes are models, with which fields, in which app.

use std::collections::BTreeMap;

use crate::eval::world::ClassRef;
use crate::eval::{Interp, Value};
use crate::link::records::{Record, record, texts};
use crate::model::Place;
use crate::names::Name;

/// A field of a model: its declaration and the class that declares it.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub record: Record,
    pub place: Place,
    pub owner: ClassRef,
}

/// A model that has a table, or is a proxy for one.
#[derive(Clone, Debug)]
pub struct DjangoModel {
    pub class: ClassRef,
    pub label: String,
    pub name: String,
    pub table: String,
    /// Fields of its own and of abstract bases.
    pub fields: Vec<Field>,
    /// Nearest model above it that has a table.
    pub parent: Option<ClassRef>,
    pub proxy: bool,
    /// Options of `Meta`, inherited from abstract bases where it has none of its own.
    pub meta: Vec<(String, Value)>,
    /// Indexes and constraints that do not stand in `meta`: a package adds them, or a migration.
    pub named: Vec<Value>,
    /// `unique_together` and `index_together` of migrations, by the names of fields.
    pub together: Vec<(String, Vec<Vec<String>>)>,
    pub place: Place,
    /// A base is not in the tree: there may be more fields.
    pub open: bool,
}

const DECLARED: &str = "django.db.models.Declared";

/// All models of the project, and those of contrib apps that it uses, in the order of their classes.
#[must_use]
pub fn models(ix: &Interp<'_>) -> Vec<DjangoModel> {
    let labels = labels(ix);
    let candidates: Vec<ClassRef> = (0..ix.world.classes.len())
        .filter_map(|at| u32::try_from(at).ok())
        .map(ClassRef)
        .filter(|c| is_model(ix, *c))
        .collect();
    if candidates.iter().all(|c| ix.world.class(*c).is_stub) {
        return Vec::new();
    }
    candidates.into_iter().filter(|c| !is_abstract(ix, *c)).map(|c| model(ix, c, &labels)).collect()
}

/// Below `django.db.models.Model`, or below an outside class and with fields: nothing but models has these.
fn is_model(ix: &Interp<'_>, class: ClassRef) -> bool {
    let info = ix.world.class(class);
    if &*info.qualified == "django.db.models.Model" {
        return false;
    }
    let marked = ix.name("__django__").is_some_and(|n| ix.world.find_member(class, n).is_some());
    if info.is_stub {
        return marked;
    }
    marked || (info.open && info.mro.iter().any(|c| outside_base(ix, *c)) && info.mro.iter().any(|c| has_fields(ix, *c)))
}

fn outside_base(ix: &Interp<'_>, class: ClassRef) -> bool {
    ix.world.class(class).bases.iter().any(|base| matches!(base, Value::External(_)))
}

fn has_fields(ix: &Interp<'_>, class: ClassRef) -> bool {
    ix.world.class(class).members.iter().any(|(_, value, _)| record(ix, value).is_some_and(|r| r.is(DECLARED)))
}

/// `class Meta` of the class itself.
fn own_meta(ix: &Interp<'_>, class: ClassRef) -> Option<ClassRef> {
    let name = ix.name("Meta")?;
    match ix.world.class(class).member(name) {
        Some(Value::Class(meta)) => Some(*meta),
        _ => None,
    }
}

/// An option that the class's own `Meta` states itself.
fn own_option<'v>(ix: &'v Interp<'_>, class: ClassRef, option: &str) -> Option<&'v Value> {
    ix.world.class(own_meta(ix, class)?).member(ix.name(option)?)
}

fn is_abstract(ix: &Interp<'_>, class: ClassRef) -> bool {
    matches!(own_option(ix, class, "abstract"), Some(Value::Bool(true)))
}

fn is_proxy(ix: &Interp<'_>, class: ClassRef) -> bool {
    matches!(own_option(ix, class, "proxy"), Some(Value::Bool(true)))
}

fn model(ix: &Interp<'_>, class: ClassRef, labels: &BTreeMap<String, String>) -> DjangoModel {
    let info = ix.world.class(class);
    let mro = info.mro.clone();
    let concrete = |c: &ClassRef| *c != class && is_model(ix, *c) && !is_abstract(ix, *c);
    let parent = mro.iter().copied().find(|c| concrete(c) && !is_proxy(ix, *c));
    let inherited: Vec<ClassRef> = match parent {
        Some(parent) => ix.world.class(parent).mro.clone(),
        None => Vec::new(),
    };
    let proxy = is_proxy(ix, class);
    let mut fields: Vec<Field> = Vec::new();
    for owner in mro.iter().rev().filter(|c| !inherited.contains(c)) {
        for (name, value, place) in &ix.world.class(*owner).members {
            add_field(ix, &mut fields, *owner, *name, value, *place);
        }
    }
    let label = match own_option(ix, class, "app_label").or_else(|| option(ix, &mro, "app_label")) {
        Some(Value::Str(label)) => label.to_string(),
        _ => label_of(&info.qualified, labels),
    };
    let name = ix.text(info.name).to_owned();
    let table = match own_option(ix, class, "db_table") {
        Some(Value::Str(table)) => table.trim_matches('"').to_owned(),
        _ => format!("{label}_{}", name.to_lowercase()),
    };
    let meta = meta(ix, class, &mro);
    // A stub states all columns of its model, even where it does not know all its methods.
    let is_open = |c: &ClassRef| !ix.world.class(*c).is_stub && ix.world.class(*c).open && outside_base(ix, *c);
    let open = mro.iter().any(is_open);
    let named = added_indexes(ix, class, &inherited);
    DjangoModel { class, label, name, table, fields, parent, proxy, meta, named, together: Vec::new(), place: info.place, open }
}

fn add_field(ix: &Interp<'_>, fields: &mut Vec<Field>, owner: ClassRef, name: Name, value: &Value, place: Place) {
    let text = ix.text(name).to_owned();
    match record(ix, value).filter(|r| r.is(DECLARED)) {
        Some(record) => {
            let field = Field { name: text, record, place, owner };
            match fields.iter_mut().find(|f| f.name == field.name) {
                Some(old) => *old = field,
                None => fields.push(field),
            }
        }
        // `field = None` takes an inherited field away; a property of that name hides it.
        None => fields.retain(|f| f.name != text),
    }
}

/// An option of the nearest abstract base that states it.
fn option<'v>(ix: &'v Interp<'_>, mro: &[ClassRef], name: &str) -> Option<&'v Value> {
    mro.iter().skip(1).filter(|c| is_abstract(ix, **c)).find_map(|c| own_option(ix, *c, name))
}

/// Own `Meta` with what it inherits as a class, else that of the nearest abstract base that has one.
fn meta(ix: &Interp<'_>, class: ClassRef, mro: &[ClassRef]) -> Vec<(String, Value)> {
    let holder = mro.iter().find(|c| (**c == class || is_abstract(ix, **c)) && own_meta(ix, **c).is_some());
    let Some(meta) = holder.and_then(|c| own_meta(ix, *c)) else { return Vec::new() };
    let mut out: BTreeMap<String, Value> = BTreeMap::new();
    for owner in ix.world.class(meta).mro.iter().rev() {
        for (name, value, _) in &ix.world.class(*owner).members {
            out.insert(ix.text(*name).to_owned(), value.clone());
        }
    }
    out.into_iter().collect()
}

/// Indexes that a package gives to the models below one of its own, whatever their `Meta` says.
fn added_indexes(ix: &Interp<'_>, class: ClassRef, inherited: &[ClassRef]) -> Vec<Value> {
    let found = ix.name("__more_indexes__").and_then(|name| ix.world.find_member(class, name));
    let own = found.filter(|(owner, _)| !inherited.contains(owner));
    own.and_then(|(_, value)| ix.known_items(value)).unwrap_or_default()
}

/// App package → label, where an `AppConfig` gives another one.
fn labels(ix: &Interp<'_>) -> BTreeMap<String, String> {
    let (Some(name), Some(label)) = (ix.name("name"), ix.name("label")) else { return BTreeMap::new() };
    let own = |class: &crate::eval::world::Class, which| class.member(which).and_then(Value::as_str).map(str::to_owned);
    let classes = ix.world.classes.iter().filter(|c| !c.is_stub && c.qualified.contains(".apps."));
    classes.filter_map(|c| Some((own(c, name)?, own(c, label)?))).collect()
}

/// `shop.orders.models.order.Order` → `orders`.
fn label_of(qualified: &str, labels: &BTreeMap<String, String>) -> String {
    let parts: Vec<&str> = qualified.split('.').collect();
    let at = parts.iter().position(|p| *p == "models").unwrap_or(parts.len().saturating_sub(2));
    let package = parts[..at].join(".");
    labels
        .iter()
        .find(|(name, _)| **name == package || package.ends_with(&format!(".{name}")))
        .map(|(_, label)| label.clone())
        .unwrap_or_else(|| parts[..at].last().map_or_else(String::new, |p| (*p).to_owned()))
}

/// The texts of an option such as `unique_together`, one list a group.
#[must_use]
pub fn groups(ix: &Interp<'_>, value: &Value) -> Vec<Vec<String>> {
    let Some(items) = ix.known_items(value) else { return Vec::new() };
    if items.iter().all(|v| v.as_str().is_some()) {
        return texts(ix, value).filter(|t| !t.is_empty()).into_iter().collect();
    }
    items.iter().filter_map(|v| texts(ix, v)).filter(|t| !t.is_empty()).collect()
}
