//! Attributes.

use std::sync::Arc;

use crate::eval::heap::{Key, ObjId, ObjKind};
use crate::eval::ops::Op;
use crate::eval::value::{Cause, Site, Value};
use crate::eval::world::{ClassRef, FuncRef};
use crate::facts::program::Access;
use crate::names::Name;

use super::{Interp, KeptBy, join_values};

impl Interp<'_> {
    /// `receiver.name` in Python.
    pub fn attribute(&mut self, receiver: &Value, name: Name, site: Site) -> Value {
        match receiver {
            Value::Row(row) => {
                let place = self.user_site(site).place;
                if !self.reads_note(*row, name) {
                    self.reads.read(row.set, name, place);
                }
            }
            // A row may have become it. What comes from outside was never one.
            Value::Unknown(cause)
                if !matches!(
                    cause,
                    Cause::Input
                        | Cause::Bound(..)
                        | Cause::Unset(_)
                        | Cause::Address(_)
                        | Cause::External(_)
                        | Cause::Name(_)
                        | Cause::Undefined
                ) =>
            {
                self.reads.loose.insert(name);
            }
            Value::Scalar(scalar) if scalar.column.is_none() => {
                self.reads.loose.insert(name);
            }
            _ => {}
        }
        let semantics = self.semantics;
        if let Some(value) = semantics.attribute(self, receiver, name, site) {
            return value;
        }
        match receiver {
            Value::Module(id) => self.module_attribute(*id, name),
            Value::External(path) => {
                let dotted = format!("{path}.{}", self.text(name));
                // `import a.b.c` binds `a`, of which nothing is known but that `a.b.c` is below it.
                if self.world.by_name.contains_key(dotted.as_str()) {
                    self.load_dotted(&dotted)
                } else {
                    Value::External(dotted.into())
                }
            }
            Value::Unknown(cause) => self.part_of(cause, self.text(name), None),
            Value::Object(id) => self.object_attribute(*id, name, site),
            Value::Class(class) => self.class_attribute(*class, receiver, name, site),
            Value::Super { after, object } => self.super_attribute(*after, object, name, site),
            Value::OneOf(items) => {
                let items = Arc::clone(items);
                items
                    .iter()
                    .filter(|v| !matches!(v, Value::None))
                    .map(|v| self.attribute(v, name, site))
                    .reduce(|a, b| join_values(&a, &b))
                    .unwrap_or(Value::Unknown(Cause::Form("attribute of nothing")))
            }
            Value::Bound(pair) if matches!(pair.0, Value::Function(..)) => {
                let function = pair.0.clone();
                self.function_attribute(&function, name)
            }
            Value::Function(..) => self.function_attribute(receiver, name),
            // `@x.setter`, `@x.expression`: the property stays what it is.
            Value::Property(_) => Value::Method(Arc::new(receiver.clone()), name),
            Value::None => Value::Unknown(Cause::Form("attribute of None")),
            Value::Record(record) => {
                let at = record.names.iter().position(|n| *n == Some(name));
                at.and_then(|i| record.values.get(i).cloned())
                    .unwrap_or_else(|| Value::Method(Arc::new(receiver.clone()), name))
            }
            // `column.isoformat`, `text.upper`, `list.append`: known by name when it is called.
            _ => Value::Method(Arc::new(receiver.clone()), name),
        }
    }

    fn function_attribute(&mut self, function: &Value, name: Name) -> Value {
        match (function, self.text(name)) {
            (Value::Function(f, _), "__name__" | "__qualname__") => {
                let text = self.world.function_name(*f);
                Value::str(text.rsplit('.').next().unwrap_or(""))
            }
            (Value::Function(f, _), "__module__") => Value::Str(Arc::clone(&self.world.module(f.module).name)),
            _ => Value::Method(Arc::new(function.clone()), name),
        }
    }

    fn object_attribute(&mut self, id: crate::eval::ObjId, name: Name, site: Site) -> Value {
        let object = self.heap.get(id);
        if let Some(value) = object.attrs.get(&name) {
            // `service = Service()` with `self.app = None`, filled in when the app starts: a request finds something there.
            // What is made of a library's class (a field, a column) stays as it was declared.
            let of_project =
                object.class.is_some_and(|c| self.world.class(c).mro.iter().all(|c| !self.world.class(*c).is_stub));
            if matches!(value, Value::None) && of_project && !self.linking_mode() && self.heap.is_as_linked(id) {
                return Value::input();
            }
            return value.clone();
        }
        let class = object.class;
        let is_container = matches!(object.kind, ObjKind::List { .. } | ObjKind::Dict { .. });
        if let Some(class) = class {
            if let Some((owner, value)) = self.world.find_member(class, name).map(|(c, v)| (c, v.clone())) {
                return self.bind_member(&value, owner, &Value::Object(id), site);
            }
            if self.text(name) == "__class__" {
                return Value::Class(class);
            }
            if let Some(getattr) = self.name("__getattr__")
                && let Some((_, method)) = self.world.find_member(class, getattr).map(|(c, v)| (c, v.clone()))
            {
                let text = Value::Str(self.world.names.shared(name));
                let args = crate::eval::CallArgs { positional: vec![Value::Object(id), text], ..Default::default() };
                return self.call(&method, args, site);
            }
        }
        if is_container {
            return Value::Method(Arc::new(Value::Object(id)), name);
        }
        if let Some(value) = class.and_then(|c| self.declared_attribute(id, c, name)) {
            return value;
        }
        let open = class.is_none_or(|c| self.world.class(c).open);
        if open {
            self.asked_outside = class;
            Value::Unknown(Cause::External("an outside base class".into()))
        } else {
            Value::Unknown(Cause::Attribute(self.world.names.shared(name)))
        }
    }

    /// `db: Session` in the body of a class, which whoever makes the instance fills in.
    fn declared_attribute(&mut self, id: crate::eval::ObjId, class: ClassRef, name: Name) -> Option<Value> {
        if self.linking_mode() {
            return None;
        }
        let of = |c: &ClassRef| {
            let info = self.world.class(*c);
            let annotation = info.annotations.iter().find(|(n, ..)| *n == name)?.1;
            (!info.is_stub).then_some((info.module, annotation))
        };
        let (module, annotation) = self.world.class(class).mro.iter().find_map(of)?;
        let semantics = self.semantics;
        let value = semantics.given(self, module, annotation)?;
        self.heap.get_mut(id).attrs.insert(name, value.clone());
        Some(value)
    }

    /// A class member as it is seen through an instance.
    pub fn bind_member(&mut self, value: &Value, owner: ClassRef, object: &Value, site: Site) -> Value {
        match value {
            Value::Function(..) | Value::Native(_) => Value::Bound(Arc::new((value.clone(), object.clone()))),
            Value::Property(getter) => {
                let getter = (**getter).clone();
                self.read_property(&getter, owner, object, site)
            }
            Value::Static(inner) => (**inner).clone(),
            Value::ClassMethod(inner) => {
                let class = self.class_of(object).map_or(Value::Class(owner), Value::Class);
                Value::Bound(Arc::new(((**inner).clone(), class)))
            }
            other => other.clone(),
        }
    }

    fn read_property(&mut self, getter: &Value, _owner: ClassRef, object: &Value, site: Site) -> Value {
        let args = crate::eval::CallArgs { positional: vec![object.clone()], ..Default::default() };
        if let Value::Function(f, _) = getter {
            // What an object keeps that outlives the request is made once a process.
            if self.world.kept_properties.contains(f) && self.outlives(object) {
                return self.warm(getter, args, site);
            }
            let key = (*f, self.frames.len().try_into().unwrap_or(u32::MAX));
            let recursive = self.active.iter().filter(|(g, _)| g == f).count() > 2;
            if recursive {
                self.escape(object);
                return Value::Unknown(Cause::Limit("recursion"));
            }
            let kept = self.kept_by(*f, object).map(|by| (*f, by));
            // What was asked for under a condition is there only as long as the condition is.
            if let Some((known, depth)) = kept.and_then(|by| self.kept.get(&by))
                && *depth <= self.undecided
            {
                return known.clone();
            }
            self.active.insert(key);
            let (out, body) = self.apart(|ix| ix.call(getter, args, site));
            self.active.remove(&key);
            match object {
                Value::Row(row) if kept.is_some() && !body.is_empty() => self.ops.push(Op::Kept { dims: row.dims, body }),
                Value::Object(id) if kept.is_some() && !body.is_empty() && self.is_one(*id) => {
                    self.ops.push(Op::Leaving { loops: self.loops.clone(), body });
                }
                _ => self.ops.extend(body),
            }
            if let Some(by) = kept {
                self.kept.insert(by, (out.clone(), self.undecided));
            }
            return out;
        }
        self.call(getter, args, site)
    }

    /// Made in no loop: the same object in each round of those around.
    fn is_one(&self, object: ObjId) -> bool {
        let at = self.made_in_loops.partition_point(|made| made.end <= object);
        !self.loops.is_empty() && !self.made_in_loops.get(at).is_some_and(|made| made.contains(&object))
    }

    /// What keeps the result of a getter, if anything does.
    fn kept_by(&self, getter: FuncRef, object: &Value) -> Option<KeptBy> {
        if self.linking_mode() || !self.world.kept_properties.contains(&getter) {
            return None;
        }
        match object {
            Value::Row(row) => Some(KeptBy::Rows(row.set)),
            Value::Object(id) => Some(KeptBy::Object(*id)),
            _ => None,
        }
    }

    /// The class of an instance or a row.
    #[must_use]
    pub fn class_of(&self, value: &Value) -> Option<ClassRef> {
        match value {
            Value::Object(id) => self.heap.get(*id).class,
            Value::Row(row) => self.world.entity_class.get(row.entity.index()).copied(),
            Value::Class(c) => Some(*c),
            Value::Super { object, .. } => self.class_of(object),
            Value::Query(query) => query.class,
            _ => None,
        }
    }

    fn class_attribute(&mut self, class: ClassRef, receiver: &Value, name: Name, site: Site) -> Value {
        if let Some((_, value)) = self.world.find_member(class, name).map(|(c, v)| (c, v.clone())) {
            return match value {
                Value::ClassMethod(inner) => Value::Bound(Arc::new(((*inner).clone(), receiver.clone()))),
                Value::Static(inner) => (*inner).clone(),
                // An attribute of the class (`declared_attr`).
                Value::Property(getter) if matches!(*getter, Value::ClassMethod(_)) => {
                    let Value::ClassMethod(function) = &*getter else { return Value::Unknown(Cause::Form("property")) };
                    self.call(
                        function,
                        crate::eval::CallArgs { positional: vec![receiver.clone()], ..Default::default() },
                        site,
                    )
                }
                Value::Property(_) if !self.linking_mode() => Value::Unknown(Cause::Form("property of a class")),
                other => other,
            };
        }
        let info = self.world.class(class);
        match self.text(name) {
            "__name__" | "__qualname__" => Value::Str(self.world.names.shared(info.name)),
            "__module__" => Value::Str(Arc::clone(&self.world.module(info.module).name)),
            "__mro__" | "__subclasses__" | "__dict__" => Value::Unknown(Cause::Form("class introspection")),
            _ if info.open => Value::Unknown(Cause::External("an outside base class".into())),
            _ => Value::Unknown(Cause::Attribute(self.world.names.shared(name))),
        }
    }

    fn super_attribute(&mut self, after: ClassRef, object: &Value, name: Name, site: Site) -> Value {
        let Some(class) = self.class_of(object) else { return Value::Unknown(Cause::Form("super")) };
        let mro = self.world.class(class).mro.clone();
        let from = mro.iter().position(|c| *c == after).map_or(0, |i| i + 1);
        for owner in &mro[from.min(mro.len())..] {
            if let Some(value) = self.world.class(*owner).member(name).cloned() {
                return match value {
                    Value::ClassMethod(inner) => Value::Bound(Arc::new(((*inner).clone(), object.clone()))),
                    value => self.bind_member(&value, *owner, object, site),
                };
            }
        }
        // `super().__init__()` of `object` does nothing; of an outside class it is not known.
        Value::External("super".into())
    }

    /// `receiver.name` in a template: attribute, then item (Jinja); item, attribute, call (Django).
    pub fn template_attribute(&mut self, receiver: &Value, name: Name, site: Site, access: Access) -> Value {
        if let Value::Object(id) = receiver
            && let ObjKind::Dict { entries, rest } = &self.heap.get(*id).kind
        {
            let text = self.world.names.shared(name);
            let method = crate::eval::builtins::is_dict_method(&text);
            let item = entries.iter().find(|(k, _)| *k == Key::Str(Arc::clone(&text))).map(|(_, v)| v.clone());
            match item {
                Some(value) if !method || access == Access::Django => return value,
                None if !method => {
                    return rest.as_ref().map_or(Value::Unknown(Cause::Form("missing key")), |r| r.value.clone());
                }
                _ => {}
            }
        }
        let value = self.attribute(receiver, name, site);
        if access == Access::Django && matches!(value, Value::Bound(_) | Value::Method(..) | Value::Function(..)) {
            return self.call(&value, crate::eval::CallArgs::default(), site);
        }
        value
    }

    fn module_attribute(&mut self, id: crate::eval::ModuleId, name: Name) -> Value {
        let globals = self.world.module(id).globals;
        if let Some(value) = self.heap.get(globals).attrs.get(&name) {
            return value.clone();
        }
        let dotted = format!("{}.{}", self.world.module(id).name, self.text(name));
        if self.world.by_name.contains_key(dotted.as_str()) {
            return self.load_dotted(&dotted);
        }
        // Half of an import cycle, or something that the stub does not tell.
        if self.world.module(id).file.is_none() {
            return Value::External(dotted.into());
        }
        if let Some(getattr) = self.name("__getattr__")
            && self.heap.get(globals).attrs.contains_key(&getattr)
        {
            return Value::Unknown(Cause::Form("module __getattr__"));
        }
        Value::Unknown(Cause::Attribute(dotted.into()))
    }
}
