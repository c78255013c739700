//! Definitions of functions and classes.

use std::sync::Arc;

use crate::eval::semantics::CallArgs;
use crate::eval::value::{Cause, Value};
use crate::eval::world::{Class, ClassRef, FuncRef};
use crate::facts::program::{ArgKind, ClassId, Expr, ExprId, FunctionId, Stmt, StmtId};
use crate::model::{FileId, Place};
use crate::names::Name;
use crate::names::c3::linearise;

use super::{Code, Interp};

/// Longest order in which the members of a class are looked up: without an end, a chain of n classes would hold n² of them.
const MAX_ORDER: usize = 256;

impl Interp<'_> {
    pub(super) fn exec_def(&mut self, code: &Code, id: FunctionId) {
        let program = Arc::clone(&code.program);
        let function = program.function(id);
        let mut value = Value::Function(crate::eval::FuncRef { module: code.module, id }, self.closure());
        for decorator in function.decorators.iter().rev() {
            value = self.decorate(code, *decorator, value, Some(FuncRef { module: code.module, id }));
        }
        let name = code.syms[function.name.index()];
        let place = Place { file: code.file, span: function.name_span };
        self.bind(name, value, place);
    }

    /// Applies a decorator; one that is not known leaves what it is given as it is. `def`: the function below all decorators.
    fn decorate(&mut self, code: &Code, decorator: crate::facts::program::ExprId, value: Value, def: Option<FuncRef>) -> Value {
        let callee = self.eval(code, decorator);
        let site = self.site(code, decorator);
        // `@name.setter`: the property of that name stays.
        if let Value::Method(receiver, _) = &callee
            && matches!(**receiver, Value::Property(_))
        {
            return (**receiver).clone();
        }
        match &callee {
            Value::Unknown(_) | Value::External(_) => {
                let semantics = self.semantics;
                if let Value::External(path) = &callee {
                    let args = CallArgs { positional: vec![value.clone()], ..Default::default() };
                    if let Some(out) = semantics.external(self, path, &args, site) {
                        return out;
                    }
                }
                return value;
            }
            _ => {}
        }
        let inner = value.clone();
        let out = self.decorated(&callee, value, site);
        if let (Some(def), true) = (def, self.linking_mode()) {
            self.note_decorator(code, decorator, &out, &inner, def);
        }
        out
    }

    /// Remembers which function of the project a decorator put around another.
    fn note_decorator(
        &mut self,
        code: &Code,
        decorator: crate::facts::program::ExprId,
        outer: &Value,
        inner: &Value,
        def: FuncRef,
    ) {
        let Value::Function(outer, _) = outer else { return };
        let inner = if let Value::Function(inner, _) = inner { *inner } else { def };
        if *outer == inner || *outer == def || self.world.module(outer.module).file.is_none() {
            return;
        }
        let Some(name) = code.program.last_name(decorator).map(str::to_owned) else { return };
        let wrapped = [inner, def].map(|f| self.world.function_name(f));
        let known = self.world.to_mut().decorators.entry(*outer).or_default();
        known.name = name;
        known.wrapped.extend(wrapped);
    }

    /// What a decorator makes of a function; the function itself, when that is not known.
    pub fn decorated(&mut self, decorator: &Value, value: Value, site: crate::eval::value::Site) -> Value {
        if matches!(decorator, Value::Unknown(_) | Value::External(_)) {
            return value;
        }
        let out = self.call(decorator, CallArgs { positional: vec![value.clone()], ..Default::default() }, site);
        match out {
            Value::Unknown(_) | Value::None | Value::Scalar(_) | Value::External(_) => value,
            other => other,
        }
    }

    /// `Base: models.Model = from_setting("BASE")`: what the base class is chosen from, its annotation says.
    fn annotated_base(&mut self, code: &Code, base: ExprId) -> Option<Value> {
        let Expr::Name(sym) = code.program.expr(base) else { return None };
        let name = code.syms[sym.index()];
        let annotation =
            self.top().annotations.iter().rev().find(|(n, ..)| *n == name).map(|(_, annotation, _)| *annotation)?;
        Some(self.eval(code, annotation)).filter(|class| matches!(class, Value::Class(_)))
    }

    pub(super) fn exec_class(&mut self, code: &Code, id: ClassId, _stmt: StmtId) {
        let program = Arc::clone(&code.program);
        let class = program.class(id);
        let name = code.syms[class.name.index()];
        let place = Place { file: code.file, span: class.name_span };
        if !self.linking_mode() {
            self.bind(name, Value::Unknown(Cause::Form("class made in a request")), place);
            return;
        }
        let mut bases = Vec::new();
        let mut keywords = Vec::new();
        for arg in program.arguments(class.bases).to_vec() {
            let value = self.eval(code, arg.value);
            match (arg.kind, arg.name) {
                (ArgKind::Plain, None) => {
                    let told = self.annotated_base(code, arg.value).filter(|_| matches!(value, Value::Unknown(_)));
                    bases.push(told.unwrap_or(value));
                }
                (ArgKind::Plain, Some(k)) => keywords.push((code.syms[k.index()], value)),
                (ArgKind::Star, _) => bases.extend(self.known_items(&value).unwrap_or_default()),
                (ArgKind::DoubleStar, _) => {}
            }
        }
        let outer = self.closure();
        let scope = self.new_scope(outer);
        let symbol = self.symbol();
        self.push_frame(scope, symbol);
        self.top().members = Some(Vec::new());
        self.exec_block(code, class.body);
        let Some(frame) = self.frames.pop() else { return };
        let attrs = std::mem::take(&mut self.heap.get_mut(scope).attrs);
        let mut members: Vec<(Name, Value, Place)> = Vec::new();
        for (member, at) in frame.members.unwrap_or_default() {
            if members.iter().any(|(n, ..)| *n == member) {
                continue;
            }
            if let Some(value) = attrs.get(&member) {
                members.push((member, value.clone(), at));
            }
        }
        let made = self.add_class(code, name, id, bases, members, frame.annotations, place, keywords);
        let mut value = Value::Class(made);
        for decorator in class.decorators.iter().rev() {
            value = self.decorate(code, *decorator, value, None);
        }
        let value = if matches!(value, Value::Class(_)) { value } else { Value::Class(made) };
        self.bind(name, value, place);
        self.after_class(made, code);
    }

    /// Where members of a class are looked up, in order; of a hierarchy that only a generator writes, the beginning.
    fn resolution_order(&self, class: ClassRef, bases: &[ClassRef]) -> Vec<ClassRef> {
        let orders: Vec<Vec<ClassRef>> = bases.iter().map(|c| self.world.class(*c).mro.clone()).collect();
        let is_bounded = orders.iter().map(Vec::len).sum::<usize>() <= 2 * MAX_ORDER;
        let exact = if is_bounded { linearise(class, bases, &orders) } else { None };
        let mut order = exact.unwrap_or_else(|| {
            let mut flat = vec![class];
            for base in orders.iter().flatten() {
                if flat.len() < MAX_ORDER && !flat.contains(base) {
                    flat.push(*base);
                }
            }
            flat
        });
        order.truncate(MAX_ORDER);
        order
    }

    #[expect(clippy::too_many_arguments, reason = "one place makes classes")]
    fn add_class(
        &mut self,
        code: &Code,
        name: Name,
        id: ClassId,
        bases: Vec<Value>,
        members: Vec<(Name, Value, Place)>,
        annotations: Vec<(Name, crate::facts::program::ExprId, Place)>,
        place: Place,
        keywords: Vec<(Name, Value)>,
    ) -> ClassRef {
        let class = ClassRef(u32::try_from(self.world.classes.len()).unwrap_or(u32::MAX));
        let mut known = Vec::new();
        let mut open = false;
        for base in &bases {
            match base {
                Value::Class(_) if known.len() == MAX_ORDER => open = true,
                Value::Class(c) => {
                    if !known.contains(c) {
                        known.push(*c);
                    }
                    open |= self.world.class(*c).open;
                }
                Value::Native(_) => {}
                Value::External(path) if is_plain_base(path) => {}
                // A union of bases: the first class stands for it.
                Value::OneOf(items) => {
                    open = true;
                    if let Some(Value::Class(c)) = items.iter().find(|v| matches!(v, Value::Class(_))) {
                        known.push(*c);
                    }
                }
                _ => open = true,
            }
        }
        let mro = self.resolution_order(class, &known);
        open |= mro.len() == MAX_ORDER;
        let module = self.world.module(code.module);
        let qualified: Arc<str> = format!("{}.{}", module.name, self.text(name)).into();
        for (_, value, _) in &members {
            if let Value::Function(f, _) = strip(value) {
                self.world.to_mut().function_class.entry(f).or_insert(class);
            }
        }
        // What a decorator made of a method is the decorator's function; the method itself is of this class all the same.
        for stmt in code.program.block(code.program.class(id).body) {
            if let Stmt::Function(method) = code.program.stmt(*stmt) {
                let f = FuncRef { module: code.module, id: method };
                self.world.to_mut().function_class.entry(f).or_insert(class);
            }
        }
        let is_stub = code.file == FileId(u32::MAX);
        self.world.to_mut().classes.push(Class {
            name,
            qualified,
            module: code.module,
            id,
            bases,
            mro,
            open,
            members,
            annotations,
            place,
            is_stub,
            keywords,
        });
        class
    }

    /// `__init_subclass__` of the bases (a registry pattern).
    fn after_class(&mut self, class: ClassRef, code: &Code) {
        let Some(name) = self.name("__init_subclass__") else { return };
        let found = self.world.class(class).mro.iter().skip(1).find_map(|c| self.world.class(*c).member(name).cloned());
        if let Some(Value::Function(f, closure)) = &found.as_ref().map(strip) {
            let site = crate::eval::value::Site { place: self.world.class(class).place, module: code.module };
            self.call_function(
                *f,
                *closure,
                CallArgs { positional: vec![Value::Class(class)], ..Default::default() },
                Some(Value::Class(class)),
                site,
            );
        }
    }
}

fn strip(value: &Value) -> Value {
    match value {
        Value::ClassMethod(inner) | Value::Static(inner) | Value::Property(inner) => (**inner).clone(),
        other => other.clone(),
    }
}

/// Bases that add no attributes which an analysis could miss.
fn is_plain_base(path: &str) -> bool {
    matches!(
        path.rsplit('.').next().unwrap_or(path),
        "object"
            | "ABC"
            | "Generic"
            | "Protocol"
            | "Enum"
            | "IntEnum"
            | "StrEnum"
            | "Flag"
            | "str"
            | "int"
            | "NamedTuple"
            | "TypedDict"
    )
}
