//! Which fields an instance of a serializer is left with: some take fields out of what their class declares.

use crate::eval::heap::{Key, ObjId, ObjKind};
use crate::eval::value::Cause;
use crate::eval::{ClassRef, Interp, Value};
use crate::names::Name;

use super::natives::instance;
use super::rest_framework::{FIELD, meta, own_member};

const MODEL_SERIALIZER: &str = "rest_framework.serializers.ModelSerializer";
/// The class of what `serializer.fields` is.
const FIELDS: &str = "rest_framework.serializers.BoundFields";
/// Stands for a field that the class gives, among those of an instance.
const OF_CLASS: &str = "field of the serializer's class";

/// Runs an intrinsic of the stubs.
pub fn call(ix: &mut Interp<'_>, native: &'static str, first: &Value, second: &Value) -> Value {
    match native {
        "__conditions__" => Value::Tuple([Value::Int(ix.undecided.into()), Value::Int(loops(ix))].into()),
        "__bound_fields__" => bound(ix, first),
        _ => {
            leave_out(ix, first, second);
            Value::None
        }
    }
}

/// What an instance took out of the fields of its class.
#[derive(Debug, Default)]
pub struct Left {
    /// Names that are gone.
    pub gone: Vec<Name>,
    /// Names that a condition takes out which is not decided.
    pub doubtful: Vec<Name>,
    /// Names that are not known are gone.
    pub open: bool,
    /// Names that are not known are gone, where a condition holds that is not decided.
    pub may_be_open: bool,
}

/// See [`Left`].
#[must_use]
pub fn left(ix: &Interp<'_>, serializer: &Value) -> Left {
    let Some(fields) = fields_of(ix, serializer) else { return Left::default() };
    let is = |what: &str| matches!(part(ix, fields, what), Some(Value::Bool(true)));
    Left {
        gone: names(ix, fields, "gone"),
        doubtful: names(ix, fields, "doubtful"),
        open: is("is_open"),
        may_be_open: is("may_be_open"),
    }
}

/// What the instance put in the place of a field of its class, or beside them: `self.fields["owner"] = OwnerSerializer()`.
#[must_use]
pub fn put(ix: &Interp<'_>, serializer: &Value) -> Vec<(Name, Value)> {
    let Some(fields) = fields_of(ix, serializer) else { return Vec::new() };
    let ObjKind::Dict { entries, .. } = &ix.heap.get(fields).kind else { return Vec::new() };
    let named = |(key, value): &(Key, Value)| match (key, value) {
        (_, value) if is_of_class(value) => None,
        // Under a condition: what the class gives stands there otherwise.
        (Key::Str(key), Value::OneOf(either)) if either.iter().any(is_of_class) => {
            Some((ix.name(key)?, either.iter().find(|v| !is_of_class(v))?.clone()))
        }
        (Key::Str(key), value) => Some((ix.name(key)?, value.clone())),
        _ => None,
    };
    entries.iter().filter_map(named).collect()
}

/// Whether a value is the fields of an instance, changed or not.
#[must_use]
pub fn is_bound(ix: &Interp<'_>, serializer: &Value, value: &Value) -> bool {
    matches!(value, Value::Object(id) if fields_of(ix, serializer) == Some(*id))
}

fn fields_of(ix: &Interp<'_>, serializer: &Value) -> Option<ObjId> {
    let Value::Object(id) = serializer else { return None };
    match ix.heap.get(*id).attrs.get(&ix.name("_fields")?)? {
        Value::Object(fields) if ix.heap.get(*fields).class.is_some_and(|c| ix.world.derives(c, FIELDS)) => Some(*fields),
        _ => None,
    }
}

fn is_of_class(value: &Value) -> bool {
    matches!(value, Value::Unknown(Cause::External(what)) if &**what == OF_CLASS)
}

fn loops(ix: &Interp<'_>) -> i64 {
    i64::try_from(ix.loops.len()).unwrap_or(i64::MAX)
}

/// The fields of an instance, as its class gives them.
fn bound(ix: &mut Interp<'_>, serializer: &Value) -> Value {
    let of_class = || Value::Unknown(Cause::External(OF_CLASS.into()));
    let (names, complete) = ix.class_of(serializer).map_or_else(Default::default, |class| declared(ix, class));
    let entries = names.into_iter().map(|name| (Key::Str(name.as_str().into()), of_class())).collect();
    let fields = instance(ix, FIELDS, ObjKind::Dict { entries, rest: None });
    if !complete {
        ix.set_item(&fields, &Value::input(), Value::input());
    }
    if let (Value::Object(of), Value::Object(id)) = (serializer, &fields) {
        if let Some(under) = part(ix, *of, "made_under") {
            set(ix, *id, "made_under", under);
        }
        // Whoever asks first, under whatever condition: they are the fields from here on.
        set(ix, *of, "_fields", fields.clone());
    }
    fields
}

/// The fields that a class declares or inherits. Where the `Meta` of a model's serializer lists its fields, it has no others.
pub(super) fn of_class(ix: &Interp<'_>, class: ClassRef) -> Vec<(Name, ObjId)> {
    let mut declared = super::declared::members(ix, class, FIELD);
    if !ix.world.derives(class, MODEL_SERIALIZER) || own_member(ix, class, "get_field_names") {
        return declared;
    }
    let names = |list: &str| {
        let items = meta(ix, class, list).and_then(|list| ix.known_items(&list))?;
        // A word that names no field (`"*"`) is for a metaclass of the project.
        let is_name = |text: &&str| text.chars().all(|c| c == '_' || c.is_alphanumeric());
        let texts: Option<Vec<&str>> = items.iter().map(|item| item.as_str().filter(is_name)).collect();
        Some(texts?.into_iter().filter_map(|text| ix.name(text)).collect::<Vec<Name>>())
    };
    if let Some(listed) = names("fields") {
        declared.retain(|(name, _)| listed.contains(name));
    } else if let Some(excluded) = names("exclude") {
        declared.retain(|(name, _)| !excluded.contains(name));
    }
    declared
}

/// Names of the fields of a class, and whether these are all.
fn declared(ix: &Interp<'_>, class: ClassRef) -> (Vec<String>, bool) {
    let declared = of_class(ix, class);
    let mut names: Vec<String> = declared.iter().map(|(name, _)| ix.text(*name).to_owned()).collect();
    let listed = meta(ix, class, "fields").and_then(|list| ix.known_items(&list));
    let is_own = ["get_fields", "get_field_names", "fields"].iter().any(|name| own_member(ix, class, name));
    let of_model = ix.world.derives(class, MODEL_SERIALIZER);
    let complete = !is_own && !ix.world.class(class).open && (listed.is_some() || !of_model);
    for name in listed.iter().flatten().filter_map(Value::as_str) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    (names, complete)
}

/// `fields.pop(name)`, `del fields[name]`.
fn leave_out(ix: &mut Interp<'_>, fields: &Value, name: &Value) {
    let Value::Object(id) = fields else { return };
    let made = part(ix, *id, "made_under").and_then(|under| ix.known_items(&under)).unwrap_or_default();
    let made = |at: usize| made.get(at).and_then(Value::as_int).unwrap_or_default();
    let unconditional = i64::from(ix.undecided) <= made(0);
    let Value::Str(text) = name else {
        return set(ix, *id, if unconditional { "is_open" } else { "may_be_open" }, Value::Bool(true));
    };
    // A loop may have no round.
    let certain = unconditional && loops(ix) <= made(1);
    if certain && let ObjKind::Dict { entries, .. } = &mut ix.heap.get_mut(*id).kind {
        entries.retain(|(key, _)| !matches!(key, Key::Str(key) if key == text));
    }
    let to = if certain { "gone" } else { "doubtful" };
    let mut all = part(ix, *id, to).and_then(|names| ix.known_items(&names)).unwrap_or_default();
    all.push(name.clone());
    set(ix, *id, to, Value::Tuple(all.into()));
}

fn part(ix: &Interp<'_>, object: ObjId, name: &str) -> Option<Value> {
    ix.heap.get(object).attrs.get(&ix.name(name)?).cloned()
}

fn names(ix: &Interp<'_>, object: ObjId, of: &str) -> Vec<Name> {
    let names = part(ix, object, of).and_then(|names| ix.known_items(&names)).unwrap_or_default();
    names.iter().filter_map(|name| ix.name(name.as_str()?)).collect()
}

fn set(ix: &mut Interp<'_>, object: ObjId, name: &str, value: Value) {
    if let Some(name) = ix.name(name) {
        ix.heap.get_mut(object).attrs.insert(name, value);
    }
}
