//! Django REST framework: its settings, and what serializers read of a row.

use crate::eval::heap::{Key, ObjId, ObjKind};
use crate::eval::interp::NO_FILE;
use crate::eval::ops::{CallKind, Op};
use crate::eval::value::{Cause, Site};
use crate::eval::{CallArgs, ClassRef, Interp, Value};
use crate::facts::program::Access;
use crate::model::Place;
use crate::model::entity::{EntityId, Many};

use super::rest_fields;

/// Kept while the fields of a serializer are read that chooses them itself.
const CHOOSING: &str = "rest_framework.choosing";
pub(super) const FIELD: &str = "rest_framework.serializers.Field";
/// The framework allows no more.
const MAX_DEPTH: usize = 10;

/// Runs an intrinsic of the stubs.
pub fn call(ix: &mut Interp<'_>, native: &'static str, first: &Value, second: &Value, site: Site) -> Value {
    match native {
        "__rest_setting__" => setting(ix, first.as_str().unwrap_or_default(), second),
        "__instance__" => match first {
            Value::Class(class) => ix.instantiate(*class, CallArgs::default(), site),
            Value::Object(_) => first.clone(),
            _ => Value::input(),
        },
        "__source__" => source(ix, first, second, site),
        "__source_key__" => source_key(ix, first, second, site),
        "__all__" => all(ix, first, site),
        "__printed__" => {
            ix.print_row(first, site);
            Value::scalar(first.dims())
        }
        "__serialize__" => serialize(ix, first, second, site),
        "__conditions__" | "__bound_fields__" | "__leave_out__" => rest_fields::call(ix, native, first, second),
        _ => super::declared::call(ix, native, first, second, site),
    }
}

/// `REST_FRAMEWORK[name]`; names of classes become the classes.
fn setting(ix: &mut Interp<'_>, name: &str, default: &Value) -> Value {
    let all = super::django_web::setting(ix, "REST_FRAMEWORK");
    match ix.under(&all, name).or_else(|| merged(ix, name)) {
        None => default.clone(),
        Some(Value::Str(path)) if name.ends_with("_CLASS") => class(ix, &path),
        Some(list) if name.ends_with("_CLASSES") || name.ends_with("_BACKENDS") => {
            let paths: Vec<Value> = ix.known_items(&list).unwrap_or_default();
            let classes: Vec<Value> =
                paths.iter().map(|v| v.as_str().map_or_else(Value::input, |path| class(ix, path))).collect();
            Value::Tuple(classes.into())
        }
        Some(value) => value,
    }
}

/// `REST_FRAMEWORK__PAGE_SIZE = 10` is merged into what others set, of which only that is known; an app that others install has
/// no settings at all, and its lists the pages that these set.
fn merged(ix: &Interp<'_>, name: &str) -> Option<Value> {
    const PREFIX: &str = "REST_FRAMEWORK__";
    let Some(settings) = ix.world.settings else {
        return (name == "DEFAULT_PAGINATION_CLASS").then(Value::input);
    };
    let globals = &ix.heap.get(ix.world.module(settings).globals).attrs;
    let mut own = globals.iter().filter_map(|(n, value)| Some((ix.text(*n).strip_prefix(PREFIX)?, value))).peekable();
    own.peek()?;
    Some(own.find(|(set, _)| *set == name).map_or_else(Value::input, |(_, value)| value.clone()))
}

fn class(ix: &mut Interp<'_>, dotted: &str) -> Value {
    let Some((module, name)) = dotted.rsplit_once('.') else { return Value::input() };
    match (ix.load_dotted(module), ix.name(name)) {
        (module @ Value::Module(_), Some(name)) => ix.attribute(&module, name, Site::nowhere()),
        _ => Value::input(),
    }
}

/// `a.b.c` of a row, as a field's `source` says it: methods are called.
fn source(ix: &mut Interp<'_>, instance: &Value, path: &Value, site: Site) -> Value {
    let Some(path) = path.as_str() else { return Value::scalar(instance.dims()) };
    if path == "*" {
        return instance.clone();
    }
    let mut at = instance.clone();
    for part in path.split('.') {
        let Some(name) = ix.name(part) else { return Value::scalar(at.dims()) };
        at = ix.template_attribute(&at, name, site, Access::Django);
    }
    super::django::managers::implied(at)
}

/// The key of a related row, which its owner has itself.
fn source_key(ix: &mut Interp<'_>, instance: &Value, path: &Value, site: Site) -> Value {
    let either = match instance {
        Value::OneOf(items) => items,
        one => std::slice::from_ref(one),
    };
    let column = |value: &Value| match (value, path.as_str()) {
        (Value::Row(row), Some(name)) => {
            let relation = ix.world.entity(row.entity).relation(name).filter(|r| r.many == Many::ToOne)?;
            Some((row.set, ix.name(relation.local.first()?)))
        }
        _ => None,
    };
    let (keys, others): (Vec<_>, Vec<_>) =
        either.iter().map(|value| (value, column(value))).partition(|(_, key)| key.is_some());
    if keys.is_empty() {
        return source(ix, instance, path, site);
    }
    for (set, key) in keys.into_iter().filter_map(|(_, key)| key) {
        if let Some(key) = key {
            ix.reads.read(set, key, site.place);
        }
    }
    let others: Vec<Value> = others.into_iter().map(|(value, _)| value.clone()).filter(|v| !matches!(v, Value::None)).collect();
    for other in others {
        source(ix, &other, path, site);
    }
    Value::scalar(instance.dims())
}

/// All rows of a manager; a list, query or collection as it is.
fn all(ix: &mut Interp<'_>, value: &Value, site: Site) -> Value {
    let Value::Object(id) = value else { return value.clone() };
    let Some(class) = ix.heap.get(*id).class else { return value.clone() };
    let name = ix.name("all").filter(|n| ix.world.find_member(class, *n).is_some());
    let Some(name) = name else { return value.clone() };
    let method = ix.attribute(value, name, site);
    ix.call(&method, CallArgs::default(), site)
}

/// What each field of a serializer reads of a row, as a dictionary.
fn serialize(ix: &mut Interp<'_>, serializer: &Value, instance: &Value, site: Site) -> Value {
    let dict = ix.new_dict(Vec::new());
    if matches!(instance, Value::Unknown(_) | Value::None) {
        ix.set_item(&dict, &Value::input(), Value::input());
        return dict;
    }
    let Some(class) = ix.class_of(serializer) else { return Value::input() };
    let chosen = chooses(ix, serializer, class, site);
    let at = ix.world.class(class).place;
    let left = rest_fields::left(ix, serializer);
    let chosen = chosen || left.may_be_open;
    if left.open {
        // Names that are not known were taken out: what is left costs nothing that could be told.
        ix.escape(instance);
        ix.lost(at, Cause::Form("fields that a serializer leaves out"));
        ix.set_item(&dict, &Value::input(), Value::input());
    } else if chosen && ix.store.contains_key(CHOOSING) {
        // Whether it is asked for at all is open already, and what it nests chooses, too.
        ix.escape(instance);
        ix.lost(at, Cause::Form("fields that a nested serializer chooses"));
        ix.set_item(&dict, &Value::input(), Value::input());
    } else if chosen {
        ix.escape(instance);
        ix.store.insert(CHOOSING, Value::Bool(true));
        let ((), ops) = ix.apart(|ix| represent(ix, serializer, class, instance, &dict, site));
        ix.store.remove(CHOOSING);
        ix.ops.push(Op::Branch { place: at, sides: vec![ops, Vec::new()], exits: vec![false; 2], likely: None });
        ix.set_item(&dict, &Value::input(), Value::input());
    } else {
        represent(ix, serializer, class, instance, &dict, site);
    }
    dict
}

/// Whether a class that chooses its fields itself may leave any of them out. Of those that its `get_fields` takes out of what it
/// inherits it is known which.
fn chooses(ix: &mut Interp<'_>, serializer: &Value, class: ClassRef, site: Site) -> bool {
    if ["get_field_names", "fields", "_readable_fields"].iter().any(|name| own_member(ix, class, name)) {
        return true;
    }
    own_member(ix, class, "get_fields")
        && ix.name("fields").is_none_or(|name| {
            let fields = ix.attribute(serializer, name, site);
            !rest_fields::is_bound(ix, serializer, &fields)
        })
}

/// Whether a member of a class is the project's.
pub(super) fn own_member(ix: &Interp<'_>, class: ClassRef, name: &str) -> bool {
    ix.name(name).and_then(|n| ix.world.find_member(class, n)).is_some_and(|(c, _)| !ix.world.class(c).is_stub)
}

/// Fills a dictionary with the fields of a row.
fn represent(ix: &mut Interp<'_>, serializer: &Value, class: ClassRef, instance: &Value, dict: &Value, site: Site) {
    let mut declared = rest_fields::of_class(ix, class);
    let left = rest_fields::left(ix, serializer);
    let own = rest_fields::put(ix, serializer);
    declared.retain(|(name, _)| !own.iter().any(|(n, _)| n == name) && !left.gone.contains(name));
    for (name, field) in &own {
        match field {
            Value::Object(id) if ix.heap.get(*id).class.is_some_and(|c| ix.world.derives(c, FIELD)) => {
                declared.push((*name, *id))
            }
            // What stands in the place of the field may read anything.
            _ => ix.escape(instance),
        }
    }
    for (name, field) in &declared {
        if is_write_only(ix, *field) {
            continue;
        }
        let text = Value::Str(ix.world.names.shared(*name));
        let Some(represent) = ix.name("represent") else { continue };
        let method = ix.attribute(&Value::Object(*field), represent, site);
        let args = CallArgs { positional: vec![serializer.clone(), text.clone(), instance.clone()], ..Default::default() };
        let at = ix.heap.get(*field).place.filter(|p| p.file != NO_FILE).unwrap_or(site.place);
        let symbol = format!("{}.{}", ix.world.class(class).qualified, ix.text(*name));
        let value = kept(ix, left.doubtful.contains(name), at, |ix| {
            ix.declared(at, &symbol, CallKind::Field, |ix| ix.call(&method, args, site))
        });
        ix.set_item(dict, &text, value);
    }
    if let (Value::Row(row), None) = (instance, named(ix, class)) {
        ix.reads.whole.insert(row.set);
    }
    let at = meta_place(ix, class).unwrap_or(site.place);
    let depth = depth(ix, class);
    for name in listed(ix, class, instance, depth) {
        let others = declared.iter().map(|(n, _)| n).chain(own.iter().map(|(n, _)| n)).chain(&left.gone);
        if others.into_iter().any(|n| ix.text(*n) == name) {
            continue;
        }
        let symbol = format!("{}.{name}", ix.world.class(class).qualified);
        let doubtful = left.doubtful.iter().any(|n| ix.text(*n) == name);
        let print = |ix: &mut Interp<'_>| match built_field(ix, serializer, class, &name, site) {
            Some(field) => represented(ix, &field, serializer, &name, instance, site),
            None if let Some(path) = path_of_link(ix, class, instance, &name) => source(ix, instance, &Value::str(&path), site),
            None if is_of_outside(ix, class, &name) => {
                ix.escape(instance);
                listed_field(ix, instance, &name, Printed::ByOutside, site)
            }
            None => listed_field(ix, instance, &name, Printed::To(depth), site),
        };
        let value = kept(ix, doubtful, at, |ix| ix.declared(at, &symbol, CallKind::Field, print));
        ix.set_item(dict, &Value::str(&name), value);
    }
}

/// What a field reads; of one that a condition takes out, only where that does not hold.
fn kept(ix: &mut Interp<'_>, doubtful: bool, place: Place, read: impl FnOnce(&mut Interp<'_>) -> Value) -> Value {
    if !doubtful {
        return read(ix);
    }
    let (value, ops) = ix.apart(read);
    if !ops.is_empty() {
        ix.ops.push(Op::Branch { place, sides: vec![ops, Vec::new()], exits: vec![false; 2], likely: None });
    }
    value
}

/// What is only sent to the app is read of no row.
fn is_write_only(ix: &Interp<'_>, field: ObjId) -> bool {
    let told = ix.name("write_only").and_then(|name| ix.heap.get(field).attrs.get(&name));
    matches!(told, Some(Value::Bool(true)))
}

/// What a link to one row is made of, where that is not its key (`extra_kwargs = {"team": {"lookup_field": "slug"}}`): the row is
/// loaded for it.
fn path_of_link(ix: &Interp<'_>, class: ClassRef, instance: &Value, name: &str) -> Option<String> {
    let Value::Row(row) = instance else { return None };
    if !ix.world.derives(class, "rest_framework.serializers.HyperlinkedModelSerializer") {
        return None;
    }
    ix.world.entity(row.entity).relation(name).filter(|relation| relation.many == Many::ToOne)?;
    let given = ix.under(&ix.under(&meta(ix, class, "extra_kwargs")?, name)?, "lookup_field")?;
    given.as_str().filter(|column| *column != "pk").map(|column| format!("{name}.{column}"))
}

/// Whether the serializer declares the field by a class that is outside of the tree.
fn is_of_outside(ix: &Interp<'_>, class: ClassRef, name: &str) -> bool {
    let found = ix.name(name).and_then(|n| ix.world.find_member(class, n));
    found.is_some_and(|(_, value)| matches!(value, Value::Unknown(_) | Value::External(_) | Value::Object(_)))
}

/// Where the fields are listed that have no declaration of their own.
fn meta_place(ix: &Interp<'_>, class: ClassRef) -> Option<Place> {
    match member(ix, class, "Meta") {
        Some(Value::Class(meta)) => Some(ix.world.class(meta).place).filter(|p| p.file != NO_FILE),
        _ => None,
    }
}

/// A member of `class Meta`.
pub(super) fn meta(ix: &Interp<'_>, class: ClassRef, name: &str) -> Option<Value> {
    match member(ix, class, "Meta") {
        Some(Value::Class(meta)) => member(ix, meta, name),
        _ => None,
    }
}

pub(super) fn member(ix: &Interp<'_>, of: ClassRef, name: &str) -> Option<Value> {
    ix.name(name).and_then(|n| ix.world.find_member(of, n)).map(|(_, v)| v.clone())
}

/// Names of `Meta.fields`, where it lists them.
fn named(ix: &Interp<'_>, class: ClassRef) -> Option<Vec<String>> {
    // Which of the model's fields are among the names that a method chooses is not known: what is declared may be.
    let choosing = ix.name("get_field_names").and_then(|name| ix.world.find_member(class, name));
    if choosing.is_some_and(|(owner, _)| !ix.world.class(owner).is_stub) {
        return Some(Vec::new());
    }
    let Some(Value::Class(meta)) = member(ix, class, "Meta") else { return Some(Vec::new()) };
    let names = member(ix, meta, "fields").and_then(|v| ix.known_items(&v))?;
    Some(names.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect())
}

/// `Meta.depth`: steps of relations that are printed as rows in place of keys.
fn depth(ix: &Interp<'_>, class: ClassRef) -> usize {
    let Some(Value::Class(meta)) = member(ix, class, "Meta") else { return 0 };
    match member(ix, meta, "depth") {
        Some(Value::Int(depth)) => usize::try_from(depth).unwrap_or(0).min(MAX_DEPTH),
        _ => 0,
    }
}

/// Names of `Meta.fields`; of `"__all__"` and `exclude`, the relations that cost something: those to many, and with a depth all.
fn listed(ix: &Interp<'_>, class: ClassRef, instance: &Value, depth: usize) -> Vec<String> {
    if let Some(names) = named(ix, class) {
        return names;
    }
    let Some(Value::Class(meta)) = member(ix, class, "Meta") else { return Vec::new() };
    // A list that is made at run time may hold any of the model's fields, and none.
    if member(ix, meta, "fields").is_some_and(|fields| fields.as_str().is_none()) {
        return Vec::new();
    }
    let excluded: Vec<String> = member(ix, meta, "exclude")
        .and_then(|v| ix.known_items(&v))
        .unwrap_or_default()
        .iter()
        .filter_map(|v| v.as_str().map(str::to_owned))
        .collect();
    let Value::Row(row) = instance else { return Vec::new() };
    relations(ix, row.entity, depth > 0).into_iter().filter(|name| !excluded.contains(name)).collect()
}

/// Relations that the class of a model declares: the other side of one is no field of the model.
fn relations(ix: &Interp<'_>, entity: EntityId, all: bool) -> Vec<String> {
    let model = ix.world.entity_class.get(entity.index());
    let is_declared = |name: &str| model.zip(ix.name(name)).is_some_and(|(c, n)| ix.world.find_member(*c, n).is_some());
    let of = ix.world.entity(entity);
    let asked = of.relations.iter().filter(|r| all || r.many == Many::ManyToMany);
    asked.filter(|r| is_declared(&r.name)).map(|r| r.name.clone()).collect()
}

/// The field that the serializer's own `build_relational_field` or `build_field` makes for a name.
fn built_field(ix: &mut Interp<'_>, serializer: &Value, class: ClassRef, name: &str, site: Site) -> Option<Value> {
    let hook = ["build_relational_field", "build_field"].into_iter().find_map(|hook| {
        let name = ix.name(hook)?;
        let (owner, _) = ix.world.find_member(class, name)?;
        (!ix.world.class(owner).is_stub).then_some(name)
    })?;
    let method = ix.attribute(serializer, hook, site);
    let args =
        CallArgs { positional: vec![Value::str(name), Value::input(), Value::input(), Value::input()], ..Default::default() };
    let Value::Tuple(built) = ix.call(&method, args, site) else { return None };
    let [Value::Class(class), options] = &*built else { return None };
    let (ObjKind::Dict { entries, .. }, true) = (options_of(ix, options)?, ix.world.derives(*class, FIELD)) else {
        return None;
    };
    let keywords = entries.iter().filter_map(|(key, value)| match key {
        Key::Str(key) => Some((ix.name(key)?, value.clone())),
        _ => None,
    });
    let args = CallArgs { keywords: keywords.collect(), ..Default::default() };
    Some(ix.instantiate(*class, args, site))
}

fn options_of<'i>(ix: &'i Interp<'_>, options: &Value) -> Option<&'i ObjKind> {
    let Value::Object(id) = options else { return None };
    Some(&ix.heap.get(*id).kind)
}

/// What a field prints of a row.
fn represented(ix: &mut Interp<'_>, field: &Value, serializer: &Value, name: &str, instance: &Value, site: Site) -> Value {
    let Some(represent) = ix.name("represent") else { return Value::input() };
    let method = ix.attribute(field, represent, site);
    let args = CallArgs { positional: vec![serializer.clone(), Value::str(name), instance.clone()], ..Default::default() };
    ix.call(&method, args, site)
}

/// How a field that the model gives is printed.
#[derive(Clone, Copy)]
enum Printed {
    /// With rows down to so many steps, keys behind them.
    To(usize),
    /// By a class from outside, which may read anything of what it is given.
    ByOutside,
}

/// A field that the model gives: a key for a relation to one, the keys of all rows for a relation to many; with a depth, rows.
fn listed_field(ix: &mut Interp<'_>, instance: &Value, name: &str, printed: Printed, site: Site) -> Value {
    let path = Value::str(name);
    let value = match printed {
        Printed::To(1..) => source(ix, instance, &path, site),
        // Whether a class from outside loads the one row that a key leads to is not known.
        Printed::To(0) | Printed::ByOutside => source_key(ix, instance, &path, site),
    };
    let value = all(ix, &value, site);
    match (&value, printed) {
        (Value::Query(_), _) => {
            let semantics = ix.semantics;
            let rows = semantics.iterate(ix, &value, site);
            // What each of many prints of its own relations is not followed.
            if let Some(Value::Row(row)) = rows.filter(|_| !matches!(printed, Printed::To(0))).map(|rows| ix.element_of(&rows))
            {
                ix.reads.escaped.insert(row.set);
            }
        }
        (Value::Row(_), Printed::ByOutside) => ix.escape(&value),
        (Value::Row(_), Printed::To(depth @ 1..)) => nested(ix, &value, depth - 1, site),
        (Value::Row(_), Printed::To(0)) => ix.print_row(&value, site),
        _ => {}
    }
    Value::scalar(value.dims())
}

/// A row that is printed whole, as `Meta.depth` asks.
fn nested(ix: &mut Interp<'_>, value: &Value, depth: usize, site: Site) {
    let Value::Row(row) = value else { return };
    ix.reads.whole.insert(row.set);
    for name in relations(ix, row.entity, depth > 0) {
        listed_field(ix, value, &name, Printed::To(depth), site);
    }
}
