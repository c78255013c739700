//! Managers: `Model.objects`, those that a project declares, and those of relations.

use std::sync::Arc;

use crate::eval::identity::Identity;
use crate::eval::query::{Query, Related, Selected, Style};
use crate::eval::value::{Cause, LoaderOption, Row, Site};
use crate::eval::world::{Attr, Class, ClassRef};
use crate::eval::{CallArgs, Interp, ObjId, Value};
use crate::model::entity::{EntityId, Relation};
use crate::names::Name;

/// `Book.objects`, `Book._default_manager`, `Book.DoesNotExist`.
pub fn class_attribute(ix: &mut Interp<'_>, class: ClassRef, name: Name, site: Site) -> Option<Value> {
    match ix.text(name) {
        "_default_manager" | "_base_manager" => return Some(default(ix, class, site)),
        "DoesNotExist" | "MultipleObjectsReturned" | "NotUpdated" | "_meta" => return Some(Value::input()),
        _ => {}
    }
    let member = ix.world.find_member(class, name).map(|(_, v)| v.clone());
    if let Some(made) = member.as_ref().and_then(|v| manager_class(ix, v)) {
        return Some(declared(ix, class, made, site));
    }
    if ix.text(name) == "objects" {
        let known = member.is_none() && !ix.world.class(class).open;
        return Some(if known { manager(ix, class, None, site) } else { unknown(ix, class, site) });
    }
    let entity = ix.world.class_entity.get(&class).copied()?;
    match ix.world.attributes.get(&(entity, name))? {
        Attr::Column(_) => Some(Value::Column(entity, name)),
        // `Book.tags.through`: a model that nothing declares.
        Attr::Relation(_) => Some(Value::Unknown(Cause::External("a relation of a model class".into()))),
    }
}

/// Whether something unknown may be a class of rows: what a library other than Django gives is one only where it says so
/// (`apps.get_model(…)`), and what a class makes (`client.Bucket(…)`) has no manager.
#[must_use]
pub fn may_be_model(cause: &Cause) -> bool {
    let last = |path: &str| path.rsplit('.').next().unwrap_or(path).trim_end_matches(['(', ')']).to_owned();
    match cause {
        Cause::External(path) | Cause::Bound(_, Some(path)) | Cause::Callee(path) => {
            path.starts_with("django.") || last(path).to_lowercase().contains("model")
        }
        Cause::Call(path) => !last(path).starts_with(char::is_uppercase),
        _ => true,
    }
}

/// `BookQuerySet(Book)`: a queryset of its own class.
pub fn made(ix: &mut Interp<'_>, class: &Value, model: &Value, site: Site) -> Value {
    let Value::Class(class) = class else { return Value::input() };
    let begun = match model {
        Value::Class(model) if super::is_model(ix, *model) => manager(ix, *model, Some(*class), site),
        _ => {
            let mut query = Query::new(Style::Django, ix.user_site(site).place);
            query.begun_in = ix.symbol();
            query.selected = vec![Selected::Unknown];
            query.lose_filters();
            query.options_open = true;
            query.class = Some(*class);
            Value::Query(Arc::new(query))
        }
    };
    let Value::Query(query) = begun else { return begun };
    let mut query = (*query).clone();
    query.manager = false;
    query.within = Some(super::queryset::around(ix));
    Value::Query(Arc::new(query))
}

/// A row that the library keeps between requests (`ContentType.objects.get_for_model(…)`).
pub fn given(ix: &mut Interp<'_>, manager: &Value) -> Value {
    let entity = match manager {
        Value::Query(query) => super::rows::entity_of(ix, query),
        _ => None,
    };
    entity.map_or_else(Value::input, |e| crate::library::given_row(ix, e))
}

/// The class of a manager that a class declares.
fn manager_class(ix: &Interp<'_>, value: &Value) -> Option<ClassRef> {
    let Value::Object(id) = value else { return None };
    ix.heap.get(*id).class.filter(|c| super::derives(ix, *c, "BaseManager") || extends_a_package(ix, *c))
}

/// A manager of the project that adds its methods to one of a package.
fn extends_a_package(ix: &Interp<'_>, class: ClassRef) -> bool {
    let is_manager = |base: &Value| match base {
        Value::External(path) | Value::Unknown(Cause::External(path)) => path.ends_with("Manager"),
        _ => false,
    };
    ix.world.class(class).mro.iter().any(|c| ix.world.class(*c).bases.iter().any(is_manager))
}

/// A manager of a class that the project wrote.
fn declared(ix: &mut Interp<'_>, model: ClassRef, class: ClassRef, site: Site) -> Value {
    let made = manager(ix, model, Some(class), site);
    let Value::Query(query) = made else { return made };
    if super::derives(ix, class, "BaseManager") {
        return Value::Query(query);
    }
    // The package's own manager may leave rows out; relations of models that it does not know it does not load.
    let mut query = (*query).clone();
    query.lose_filters();
    Value::Query(Arc::new(query))
}

/// The manager that is declared first, else the one that Django adds.
pub fn default(ix: &mut Interp<'_>, class: ClassRef, site: Site) -> Value {
    let mro = ix.world.class(class).mro.clone();
    for owner in mro {
        let members: Vec<Value> = ix.world.class(owner).members.iter().map(|(_, v, _)| v.clone()).collect();
        if let Some(made) = members.iter().find_map(|v| manager_class(ix, v)) {
            return declared(ix, class, made, site);
        }
    }
    let objects = ix.name("objects").and_then(|n| ix.world.find_member(class, n));
    if objects.is_some() || ix.world.class(class).open { unknown(ix, class, site) } else { manager(ix, class, None, site) }
}

fn manager(ix: &mut Interp<'_>, model: ClassRef, class: Option<ClassRef>, site: Site) -> Value {
    let mut query = Query::new(Style::Django, begun(ix, site));
    query.by_library = site.place.file == crate::eval::interp::NO_FILE;
    query.begun_in = ix.symbol();
    query.manager = true;
    query.model = Some(model);
    query.class = class.or_else(|| super::stub_class(ix, "Manager"));
    query.selected = vec![match ix.world.class_entity.get(&model) {
        Some(entity) => Selected::Entity(*entity),
        None => Selected::Unknown,
    }];
    query.identity = Some(Identity::of(&("manager of", model, query.class)));
    Value::Query(Arc::new(query))
}

/// A manager of an outside class: what it filters is not known, and what it loads neither, unless it is a library's.
fn unknown(ix: &mut Interp<'_>, model: ClassRef, site: Site) -> Value {
    match manager(ix, model, None, site) {
        Value::Query(query) => {
            let mut query = (*query).clone();
            query.lose_filters();
            query.options_open = !is_of_library(ix, model);
            Value::Query(Arc::new(query))
        }
        other => other,
    }
}

/// Whether a method that is not known is one of a package's manager: it narrows the rows, and loads nothing with them.
#[must_use]
pub fn narrows(ix: &Interp<'_>, model: ClassRef) -> bool {
    ix.world.class(model).open && is_of_library(ix, model)
}

/// The manager of a model that nothing tells: that a statement runs is known, but not of what.
pub fn of_unknown(ix: &mut Interp<'_>, site: Site) -> Value {
    let mut query = Query::new(Style::Django, ix.user_site(site).place);
    query.begun_in = ix.symbol();
    query.manager = true;
    query.class = super::stub_class(ix, "Manager");
    query.selected = vec![Selected::Unknown];
    query.lose_filters();
    query.options_open = true;
    Value::Query(Arc::new(query))
}

/// Where a query is begun: a library's view begins it where the project says of which model.
fn begun(ix: &Interp<'_>, site: Site) -> crate::model::Place {
    let said = || {
        let class = ix.class_of(ix.receiver()?).filter(|c| !ix.world.class(*c).is_stub)?;
        let name = ix.name("model")?;
        let mro = &ix.world.class(class).mro;
        let members = mro.iter().map(|c| ix.world.class(*c)).filter(|c| !c.is_stub).flat_map(|c| &c.members);
        members.filter(|(n, value, _)| *n == name && matches!(value, Value::Class(_))).map(|(.., place)| *place).next()
    };
    let in_stub = site.place.file == crate::eval::interp::NO_FILE;
    in_stub.then(said).flatten().unwrap_or_else(|| ix.user_site(site).place)
}

/// Whether all that is not known of a model comes from packages: these do not load relations of models that they do not know.
fn is_of_library(ix: &Interp<'_>, model: ClassRef) -> bool {
    let outside = |value: &Value| matches!(value, Value::External(_) | Value::Unknown(Cause::External(_)));
    let known = |base: &Value| matches!(base, Value::Class(_) | Value::Native(_)) || outside(base);
    let declared = ix.name("objects").and_then(|name| ix.world.find_member(model, name));
    declared.is_none_or(|(_, value)| outside(value))
        && ix.world.class(model).mro.iter().all(|class| ix.world.class(*class).bases.iter().all(known))
}

/// `get_object_or_404(Book, …)` and its kin take a model, a manager or a queryset.
pub fn of_value(ix: &mut Interp<'_>, value: &Value, site: Site) -> Value {
    match value {
        Value::Class(class) if super::is_model(ix, *class) => default(ix, *class, site),
        other => other.clone(),
    }
}

/// The manager of a relation to many rows (`author.books`).
pub fn related(ix: &mut Interp<'_>, row: Row, name: Name, relation: &Relation, site: Site) -> Value {
    let Some(class) = ix.world.entity_class.get(relation.target.index()).copied() else { return Value::input() };
    let Value::Query(query) = default(ix, class, site) else { return Value::input() };
    let mut query = (*query).clone();
    query.parent = true;
    query.dims = row.dims;
    let implied = ix.in_template();
    query.related = Some(Related { parent: row.set, entity: row.entity, relation: name, dims: row.dims, plain: true, implied });
    query.identity = ix.identity(&Value::Row(row)).map(|of| of.then(Identity::of(&("related", name))));
    Value::Query(Arc::new(query))
}

/// The same as a serializer reads it, whose project writes no query there.
pub fn implied(value: Value) -> Value {
    let Value::Query(mut query) = value else { return value };
    let of = Arc::make_mut(&mut query);
    of.by_library = true;
    if let Some(related) = &mut of.related {
        related.implied = true;
    }
    Value::Query(query)
}

/// The manager of a relation of a row that is not in the table yet.
pub fn of_new(ix: &mut Interp<'_>, of: (ObjId, Name), target: EntityId, site: Site) -> Value {
    let Some(class) = ix.world.entity_class.get(target.index()).copied() else { return Value::input() };
    let Value::Query(query) = default(ix, class, site) else { return Value::input() };
    let mut query = (*query).clone();
    query.parent = true;
    query.from_new = Some(of);
    query.identity = None;
    Value::Query(Arc::new(query))
}

/// What the default manager of a class loads with its rows, where the project has written its queryset.
pub fn own_options(ix: &mut Interp<'_>, entity: EntityId) -> Vec<LoaderOption> {
    let class = ix.world.entity_class.get(entity.index()).copied();
    let Some(Value::Query(query)) = class.map(|class| default(ix, class, Site::nowhere())) else { return Vec::new() };
    let begins = query.class.zip(ix.name("get_queryset")).and_then(|(class, name)| ix.world.find_member(class, name));
    if begins.is_none_or(|(owner, _)| ix.world.class(owner).is_stub) {
        return Vec::new();
    }
    begin(ix, &query, Site::nowhere()).options.clone()
}

/// The queryset that a method of a manager begins with: `get_queryset()` of the project's own manager, where there is one.
pub fn begin(ix: &mut Interp<'_>, query: &Arc<Query>, site: Site) -> Arc<Query> {
    if !query.manager {
        return Arc::clone(query);
    }
    let own = query.class.zip(ix.name("get_queryset")).and_then(|(class, name)| {
        let (owner, value) = ix.world.find_member(class, name)?;
        (!ix.world.class(owner).is_stub).then(|| value.clone())
    });
    let Some(function) = own else { return plain(ix, query) };
    let bound = Value::Bound(Arc::new((function, Value::Query(Arc::clone(query)))));
    let out = ix.call(&bound, CallArgs::default(), site);
    let found = match &out {
        Value::Query(found) => Some(found),
        Value::OneOf(items) => items.iter().find_map(|v| match v {
            Value::Query(found) => Some(found),
            _ => None,
        }),
        _ => None,
    };
    let mut begun = match found {
        Some(found) if found.style == Style::Django => (**found).clone(),
        _ => {
            let mut begun = (*plain(ix, query)).clone();
            begun.lose_filters();
            begun.identity = None;
            begun.options_open = true;
            begun
        }
    };
    begun.manager = false;
    begun.origin = query.origin;
    begun.begun_in = Arc::clone(&query.begun_in);
    begun.from_new = query.from_new;
    begun.parent |= query.parent;
    // What the manager's class adds, it adds to what is loaded with the parent, too.
    if let Some(related) = query.related {
        begun.related = Some(Related { plain: true, ..related });
        begun.parent = true;
        begun.dims = begun.dims.union(query.dims);
    }
    Arc::new(begun)
}

/// `super().get_queryset()` at the end of the line.
pub fn get_queryset(manager: &Value) -> Value {
    match manager {
        Value::Query(query) => {
            let mut out = (**query).clone();
            out.manager = false;
            Value::Query(Arc::new(out))
        }
        other => other.clone(),
    }
}

/// The queryset of a manager without a `get_queryset` of its own. Its class has the manager's methods only where the
/// manager was made of it.
pub fn plain(ix: &mut Interp<'_>, query: &Arc<Query>) -> Arc<Query> {
    let mut out = (**query).clone();
    out.manager = false;
    let made_of = query.class.zip(ix.name("_queryset_class")).and_then(|(c, n)| match ix.world.find_member(c, n) {
        Some((_, Value::Class(class))) => Some(*class),
        _ => None,
    });
    out.class = made_of.or_else(|| super::stub_class(ix, "QuerySet"));
    out.within = Some(super::queryset::around(ix));
    Arc::new(out)
}

/// `Manager.from_queryset(BookQuerySet)`: a class with the methods of both.
pub fn derived(ix: &mut Interp<'_>, manager: &Value, queryset: &Value, site: Site) -> Value {
    let (Value::Class(base), Value::Class(queryset)) = (manager, queryset) else { return manager.clone() };
    if !ix.linking_mode() {
        return manager.clone();
    }
    let made = ClassRef(u32::try_from(ix.world.classes.len()).unwrap_or(u32::MAX));
    let world = ix.world.to_mut();
    let mark = world.names.intern("_queryset_class");
    let mut mro = vec![made];
    // The project's methods are what a manager takes over: how the library makes a queryset is not among them.
    let copied = world.class(*queryset).mro.iter().filter(|class| !world.class(**class).is_stub);
    for class in world.class(*base).mro.iter().chain(copied) {
        if !mro.contains(class) {
            mro.push(*class);
        }
    }
    let of = world.class(*queryset);
    let class = Class {
        name: of.name,
        qualified: format!("{}.manager", of.qualified).into(),
        module: of.module,
        id: of.id,
        bases: vec![manager.clone(), Value::Class(*queryset)],
        mro,
        open: of.open || world.class(*base).open,
        members: vec![(mark, Value::Class(*queryset), site.place)],
        annotations: Vec::new(),
        place: site.place,
        is_stub: true,
        keywords: Vec::new(),
    };
    world.classes.push(class);
    Value::Class(made)
}

/// `super().filter(…)` in a manager or queryset of the project.
pub fn super_attribute(ix: &mut Interp<'_>, after: ClassRef, object: &Value, name: Name, site: Site) -> Option<Value> {
    let Value::Query(query) = object else { return None };
    if query.style != Style::Django {
        return None;
    }
    let mro = query.class.map(|c| ix.world.class(c).mro.clone()).unwrap_or_default();
    let from = mro.iter().position(|c| *c == after).map_or(0, |i| i + 1);
    for owner in &mro[from.min(mro.len())..] {
        let info = ix.world.class(*owner);
        if info.is_stub {
            continue;
        }
        if let Some(value) = info.member(name).cloned() {
            return Some(ix.bind_member(&value, *owner, object, site));
        }
    }
    if ix.text(name) == "get_queryset" {
        let plain = plain(ix, query);
        return Some(Value::Method(Arc::new(Value::Query(plain)), name));
    }
    Some(Value::Method(Arc::new(object.clone()), name))
}
