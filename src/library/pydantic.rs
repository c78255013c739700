//! Pydantic: reading an object by the fields of a model, as `model_validate`, a constructor and a response model do.

use rustc_hash::FxHashMap;

use crate::eval::heap::{Key, ObjKind, Object};
use crate::eval::interp::{Flow, Mode, join_values};
use crate::eval::ops::CallKind;
use crate::eval::ops::LoopKind;
use crate::eval::value::Site;
use crate::eval::world::{ClassRef, ModuleId};
use crate::eval::{Interp, ObjId, Value};
use crate::facts::program::ExprId;
use crate::names::Name;

use super::ninja;

/// Models within models, at most.
const MAX_DEPTH: usize = 12;

/// Models within one that a client sends, of which the parts are told apart.
const MAX_SENT: usize = 3;

/// A field: its name, the attributes that lead to it, its type and the module that says it, its default.
struct Field {
    name: Name,
    from: Vec<Name>,
    annotation: ExprId,
    module: ModuleId,
    default: Value,
}

#[must_use]
pub fn is_model(ix: &Interp<'_>, class: ClassRef) -> bool {
    ix.world.derives(class, "pydantic.BaseModel")
}

/// What reading `value` by a type gives. The relations that its models name are read on the way.
pub fn validate(ix: &mut Interp<'_>, value: &Value, kind: &Value, module: ModuleId, site: Site) -> Value {
    let symbol = match kind {
        Value::Class(class) => ix.world.class(*class).qualified.to_string(),
        _ => "response model".into(),
    };
    ix.declared(site.place, &symbol, CallKind::Field, |ix| Reader { site, depth: 0 }.read(ix, value, kind, module))
}

/// `Model(**data)`: known fields as given, the others by their defaults.
pub fn construct(ix: &mut Interp<'_>, object: &Value, given: &Value, site: Site) {
    let Value::Object(id) = object else { return };
    let Some(class) = ix.heap.get(*id).class else { return };
    // A row of a table is not validated.
    if ix.world.class_entity.contains_key(&class) {
        for (name, value) in keywords(ix, given) {
            ix.heap.get_mut(*id).attrs.insert(name, value);
        }
        return;
    }
    let known = keywords(ix, given);
    let open = is_open(ix, given);
    fill(ix, *id, class, &known, open, &mut Reader { site, depth: 0 });
}

fn keywords(ix: &Interp<'_>, dict: &Value) -> Vec<(Name, Value)> {
    let Value::Object(id) = dict else { return Vec::new() };
    match &ix.heap.get(*id).kind {
        ObjKind::Dict { entries, .. } => entries
            .iter()
            .filter_map(|(k, v)| match k {
                Key::Str(text) => Some((ix.name(text)?, v.clone())),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn is_open(ix: &Interp<'_>, dict: &Value) -> bool {
    match dict {
        Value::Object(id) => matches!(&ix.heap.get(*id).kind, ObjKind::Dict { rest: Some(_), .. }),
        _ => true,
    }
}

fn fill(ix: &mut Interp<'_>, id: ObjId, class: ClassRef, known: &[(Name, Value)], open: bool, reader: &mut Reader) {
    // Defaults are read where they are asked for: settings have hundreds.
    if !known.is_empty() || open {
        for field in fields(ix, class) {
            let given = known.iter().find(|(n, _)| *n == field.name || [*n] == *field.from).map(|(_, v)| v.clone());
            let value = match given {
                Some(value) => reader.field(ix, &value, &field),
                None if open => join_values(&field.default, &Value::input()),
                None => continue,
            };
            ix.heap.get_mut(id).attrs.insert(field.name, value);
        }
    }
    // What a model accepts beside its fields.
    for (name, value) in known {
        ix.heap.get_mut(id).attrs.entry(*name).or_insert_with(|| value.clone());
    }
}

/// A model that the client sends, or that is made of something unknown.
pub fn unknown_instance(ix: &mut Interp<'_>, class: ClassRef) -> Value {
    instance_within(ix, class, 0)
}

fn instance_within(ix: &mut Interp<'_>, class: ClassRef, depth: usize) -> Value {
    let mut object = Object::new(ObjKind::Instance);
    object.class = Some(class);
    for field in fields(ix, class) {
        // A field that may be left out is left out in the plain case of a reading request.
        let left_out = ix.mode == Mode::Plain && matches!(ix.method, "GET" | "HEAD") && !field.default.is_unknown();
        let inner = if left_out || depth >= MAX_SENT { None } else { model_of(ix, &field) };
        let value = match inner {
            Some(inner) => {
                let sent = instance_within(ix, inner, depth + 1);
                if matches!(field.default, Value::None) { join_values(&Value::None, &sent) } else { sent }
            }
            None if left_out => field.default,
            None => Value::input(),
        };
        object.attrs.insert(field.name, value);
    }
    Value::Object(ix.heap.add(object))
}

/// The model that a field holds: `filter: Filter`, `filter: Filter | None`.
fn model_of(ix: &mut Interp<'_>, field: &Field) -> Option<ClassRef> {
    let kind = ix.eval_at(field.module, None, field.annotation);
    let one = |ix: &Interp<'_>, kind: &Value| match kind {
        Value::Class(class) if is_model(ix, *class) && !ix.world.class_entity.contains_key(class) => Some(*class),
        _ => None,
    };
    let Value::Tuple(parts) = &kind else { return one(ix, &kind) };
    // `X | None`, `Optional[X]`
    let is_nothing = |part: &&Value| match part {
        Value::External(path) => path.ends_with(".Optional"),
        part => matches!(part, Value::None),
    };
    let mut said = parts.iter().filter(|part| !is_nothing(part));
    said.next().filter(|_| said.next().is_none()).and_then(|only| one(ix, only))
}

/// A field that an instance was not given: its default.
pub fn default_attribute(ix: &Interp<'_>, id: ObjId, name: Name) -> Option<Value> {
    let object = ix.heap.get(id);
    let class = object.class?;
    if object.attrs.contains_key(&name) {
        return None;
    }
    let (_, member) = ix.world.find_member(class, name)?;
    matches!(member, Value::Object(info) if is_field_info(ix, *info)).then(|| default_of(ix, Some(member)))
}

fn default_of(ix: &Interp<'_>, member: Option<&Value>) -> Value {
    match member {
        Some(Value::Object(id)) if is_field_info(ix, *id) => {
            let default = ix.name("default").and_then(|n| ix.heap.get(*id).attrs.get(&n)).cloned();
            default.unwrap_or(Value::input())
        }
        Some(
            value @ (Value::Str(_)
            | Value::Int(_)
            | Value::Bool(_)
            | Value::Float(_)
            | Value::None
            | Value::Tuple(_)
            | Value::Object(_)),
        ) => value.clone(),
        _ => Value::input(),
    }
}

fn is_field_info(ix: &Interp<'_>, id: ObjId) -> bool {
    ix.heap.get(id).class.is_some_and(|c| ix.world.derives(c, "pydantic.FieldInfo"))
}

/// The fields of a model, those of its bases first.
fn fields(ix: &mut Interp<'_>, class: ClassRef) -> Vec<Field> {
    let mut out: Vec<Field> = Vec::new();
    let mut at: FxHashMap<Name, usize> = FxHashMap::default();
    let mut members: FxHashMap<Name, &Value> = FxHashMap::default();
    for owner in ix.world.class(class).mro.iter().rev() {
        let info = ix.world.class(*owner);
        if info.is_stub {
            continue;
        }
        members.extend(info.members.iter().map(|(n, v, _)| (*n, v)));
        let program = &ix.world.module(info.module).program;
        for (name, annotation, _) in &info.annotations {
            let head = match program.expr(*annotation) {
                crate::facts::program::Expr::Index { value, .. } => value,
                _ => *annotation,
            };
            let is_class_variable = match program.expr(head) {
                crate::facts::program::Expr::Name(sym) | crate::facts::program::Expr::Attr(_, sym) => {
                    matches!(program.name(sym), "ClassVar" | "Mapped" | "PrivateAttr")
                }
                _ => false,
            };
            if is_class_variable || ix.text(*name).starts_with('_') {
                continue;
            }
            let member = members.get(name).copied();
            let (from, default) = (alias(ix, member, *name), default_of(ix, member));
            let field = Field { name: *name, from, annotation: *annotation, module: info.module, default };
            match at.get(name) {
                Some(known) => out[*known] = field,
                None => {
                    at.insert(*name, out.len());
                    out.push(field);
                }
            }
        }
    }
    // Large models are paid for as what they are.
    ix.steps += u64::try_from(out.len()).unwrap_or(0);
    out
}

/// `Field(validation_alias=…)`, `Field(alias=…)`: the attribute that the field is read from; Django Ninja follows dots in it.
fn alias(ix: &Interp<'_>, member: Option<&Value>, name: Name) -> Vec<Name> {
    let Some(Value::Object(id)) = member.filter(|v| matches!(v, Value::Object(id) if is_field_info(ix, *id))) else {
        return vec![name];
    };
    let object = ix.heap.get(*id);
    let path = |text: &str| text.split('.').map(|part| ix.name(part)).collect::<Option<Vec<Name>>>();
    ["validation_alias", "alias"]
        .iter()
        .find_map(|key| object.attrs.get(&ix.name(key)?)?.as_str().and_then(path))
        .unwrap_or_else(|| vec![name])
}

/// Reads values by types.
struct Reader {
    site: Site,
    depth: usize,
}

impl Reader {
    fn field(&mut self, ix: &mut Interp<'_>, value: &Value, field: &Field) -> Value {
        if !matches!(
            value,
            Value::Row(_) | Value::Rows(_) | Value::Query(_) | Value::Object(_) | Value::OneOf(_) | Value::Tuple(_)
        ) {
            return value.clone();
        }
        let kind = ix.eval_at(field.module, None, field.annotation);
        self.read(ix, value, &kind, field.module)
    }

    fn read(&mut self, ix: &mut Interp<'_>, value: &Value, kind: &Value, module: ModuleId) -> Value {
        if self.depth > MAX_DEPTH {
            return value.clone();
        }
        self.depth += 1;
        let out = match kind {
            Value::Class(class) if is_model(ix, *class) => self.model(ix, value, *class),
            Value::Tuple(parts) => self.composed(ix, value, parts, module),
            Value::Str(text) => match ix.global(module, text) {
                Some(kind) if !matches!(kind, Value::Str(_)) => self.read(ix, value, &kind, module),
                _ => value.clone(),
            },
            _ => value.clone(),
        };
        self.depth -= 1;
        out
    }

    /// `list[X]`, `X | None`, `Annotated[X, …]`: a tuple of the parts.
    fn composed(&mut self, ix: &mut Interp<'_>, value: &Value, parts: &[Value], module: ModuleId) -> Value {
        match parts {
            [head, element] if is_list(head) => self.each(ix, value, element, module),
            [head, Value::Tuple(pair)] if is_dict(head) => {
                let (Value::Object(id), Some(element)) = (value, pair.get(1)) else { return value.clone() };
                let entries = match &ix.heap.get(*id).kind {
                    ObjKind::Dict { entries, .. } => entries.clone(),
                    _ => return value.clone(),
                };
                for (_, value) in entries {
                    self.read(ix, &value, element, module);
                }
                value.clone()
            }
            parts => {
                let many = self.is_many(ix, value);
                let fits = |part: &&Value| match part {
                    Value::Tuple(_) => mentions_list(part) == many,
                    Value::Class(class) => !many && is_model(ix, *class),
                    Value::Str(_) => true,
                    _ => false,
                };
                match parts.iter().find(fits).cloned() {
                    Some(part) => self.read(ix, value, &part, module),
                    None => value.clone(),
                }
            }
        }
    }

    fn is_many(&self, ix: &Interp<'_>, value: &Value) -> bool {
        match value {
            Value::Rows(_) | Value::Query(_) => true,
            Value::Object(id) => matches!(ix.heap.get(*id).kind, ObjKind::List { .. }),
            _ => false,
        }
    }

    fn each(&mut self, ix: &mut Interp<'_>, value: &Value, element: &Value, module: ModuleId) -> Value {
        if let Value::OneOf(items) = value {
            let read: Vec<Value> = items.iter().map(|item| self.each(ix, item, element, module)).collect();
            return read.into_iter().reduce(|a, b| join_values(&a, &b)).unwrap_or(Value::None);
        }
        if !self.is_many(ix, value) {
            return value.clone();
        }
        let out = ix.new_list(Vec::new());
        let site = self.site;
        let iteration = ix.iteration(value, site);
        ix.run_loop(iteration, site.place, LoopKind::Call, None, &mut |ix, item| {
            let read = self.read(ix, &item, element, module);
            ix.append(&out, read);
            Flow::Next
        });
        out
    }

    fn model(&mut self, ix: &mut Interp<'_>, value: &Value, class: ClassRef) -> Value {
        match value {
            Value::OneOf(items) => {
                let read: Vec<Value> = items.iter().map(|item| self.model(ix, item, class)).collect();
                read.into_iter().reduce(|a, b| join_values(&a, &b)).unwrap_or(Value::None)
            }
            Value::Row(row) => {
                let own = ix.world.entity_class.get(row.entity.index()).copied();
                if own.is_some_and(|own| ix.world.class(own).mro.contains(&class)) {
                    return value.clone();
                }
                self.of_attributes(ix, value, class)
            }
            Value::Record(_) => self.of_attributes(ix, value, class),
            Value::Object(id) => {
                let object = ix.heap.get(*id);
                if object.class.is_some_and(|c| is_model(ix, c)) {
                    return value.clone();
                }
                match &object.kind {
                    ObjKind::Dict { .. } => {
                        let known = keywords(ix, value);
                        let open = is_open(ix, value);
                        let made = empty(ix, class);
                        fill(ix, made, class, &known, open, self);
                        Value::Object(made)
                    }
                    ObjKind::Instance if object.class.is_some() => self.of_attributes(ix, value, class),
                    _ => value.clone(),
                }
            }
            Value::Unknown(_) | Value::Scalar(_) => unknown_instance(ix, class),
            other => other.clone(),
        }
    }

    fn of_attributes(&mut self, ix: &mut Interp<'_>, value: &Value, class: ClassRef) -> Value {
        let made = empty(ix, class);
        for field in fields(ix, class) {
            let read = self.attribute(ix, value, class, &field);
            ix.heap.get_mut(made).attrs.insert(field.name, read);
        }
        for name in ninja::listed_keys(ix, class, value) {
            let rows = ix.attribute(value, name, self.site);
            let rows = ninja::all_of(ix, rows, self.site);
            let keys = self.each(ix, &rows, &Value::None, self.site.module);
            ix.heap.get_mut(made).attrs.entry(name).or_insert(keys);
        }
        Value::Object(made)
    }

    /// What a field is given: the model's own line says what is read.
    fn attribute(&mut self, ix: &mut Interp<'_>, value: &Value, class: ClassRef, field: &Field) -> Value {
        let code = ix.code(field.module);
        let site = ix.site(&code, field.annotation);
        let symbol = ix.world.class(class).qualified.to_string();
        ix.declared(site.place, &symbol, CallKind::Field, |ix| {
            let is_ninja = ninja::is_schema(ix, class);
            let resolved = if is_ninja { ninja::resolved(ix, class, field.name, value, site) } else { None };
            let read = resolved
                .unwrap_or_else(|| field.from.iter().fold(value.clone(), |value, name| ix.attribute(&value, *name, site)));
            let read = if is_ninja { ninja::all_of(ix, read, site) } else { read };
            if matches!(read, Value::Unknown(_) | Value::Method(..)) {
                return Value::scalar(value.dims());
            }
            self.field(ix, &read, field)
        })
    }
}

fn empty(ix: &mut Interp<'_>, class: ClassRef) -> ObjId {
    let mut object = Object::new(ObjKind::Instance);
    object.class = Some(class);
    ix.heap.add(object)
}

fn mentions_list(kind: &Value) -> bool {
    match kind {
        Value::Tuple(parts) => parts.iter().any(mentions_list),
        head => is_list(head),
    }
}

/// Types whose single parameter is the type of their elements.
fn is_list(head: &Value) -> bool {
    let name = match head {
        Value::Native(name) => *name,
        Value::External(path) => path.rsplit('.').next().unwrap_or(path),
        _ => return false,
    };
    matches!(
        name,
        "builtin.list"
            | "builtin.tuple"
            | "List"
            | "Sequence"
            | "Iterable"
            | "Set"
            | "FrozenSet"
            | "Collection"
            | "MutableSequence"
            | "Tuple"
    )
}

fn is_dict(head: &Value) -> bool {
    match head {
        Value::Native(name) => *name == "builtin.dict",
        Value::External(path) => path.ends_with(".Dict") || path.ends_with(".Mapping"),
        _ => false,
    }
}

/// `list[X]`, `Optional[X]`: what a type is composed of, kept for those who read by it.
#[must_use]
pub fn composed(head: &Value, index: &Value) -> Option<Value> {
    let keeps = match head {
        Value::Native(name) => matches!(*name, "builtin.list" | "builtin.tuple" | "builtin.dict" | "builtin.type"),
        Value::External(path) => {
            let (module, name) = path.rsplit_once('.').unwrap_or(("", path));
            matches!(module, "typing" | "typing_extensions" | "collections.abc")
                && (is_list(head) || is_dict(head) || matches!(name, "Optional" | "Union"))
        }
        _ => false,
    };
    keeps.then(|| Value::Tuple(std::sync::Arc::new([head.clone(), index.clone()])))
}

/// `X | None` between types.
#[must_use]
pub fn union(left: &Value, right: &Value) -> Option<Value> {
    let is_type = |v: &Value| matches!(v, Value::Class(_) | Value::Tuple(_) | Value::Native(_) | Value::Str(_));
    let either = |v: &Value| is_type(v) || matches!(v, Value::None | Value::External(_));
    if (is_type(left) && either(right)) || (either(left) && is_type(right)) {
        return Some(Value::Tuple(std::sync::Arc::new([left.clone(), right.clone()])));
    }
    None
}
