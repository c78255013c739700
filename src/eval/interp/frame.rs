//! Activations, and the names that they bind.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::eval::builtins;
use crate::eval::heap::{ObjId, ObjKind};
use crate::eval::ops::{Op, Rounds};
use crate::eval::value::{Cause, Dims, SetId, Value};
use crate::eval::world::{ClassRef, FuncRef};
use crate::facts::program::ExprId;
use crate::model::Place;
use crate::names::Name;

use super::cache_aside::Behind;
use super::returned::Returned;
use super::{Code, Interp};

/// One activation.
#[derive(Clone)]
pub struct Frame {
    pub id: u32,
    pub scope: ObjId,
    pub function: Option<FuncRef>,
    /// The class whose method runs, for `super()`.
    pub class: Option<ClassRef>,
    pub receiver: Option<Value>,
    pub symbol: Arc<str>,
    /// Names that `global` or `nonlocal` redirects.
    pub(super) redirected: FxHashMap<Name, ObjId>,
    /// Loops around the call.
    pub(super) loops_around: usize,
    pub(super) returns: Vec<Value>,
    /// What was yielded, and in which loop of the function.
    pub(super) yields: Vec<(Value, Option<u32>)>,
    /// What ran on the way to redirects that a page was preferred to, with their conditions.
    pub(super) elsewhere: Vec<(Place, Vec<Op>)>,
    /// In a class body: names in order with their places.
    pub(super) members: Option<Vec<(Name, Place)>>,
    pub(super) annotations: Vec<(Name, ExprId, Place)>,
    pub(super) is_template: bool,
    /// Awaited expressions around what is evaluated.
    pub(super) awaited: u32,
    /// Calls around what is evaluated that run it on an event loop of their own, and those that run it beside other coroutines.
    pub(super) own_loop: u32,
    pub(super) together: u32,
    /// Undecided conditions around the call.
    pub(super) undecided_around: u32,
    /// The call that a statement returns, until it is made; those that were made.
    pub(super) returning: Option<ExprId>,
    pub(super) returned: Vec<Returned>,
    /// How often operations were kept apart around the call.
    pub(super) aparts: u32,
    pub(super) behind_cache: Option<Behind>,
}

impl Interp<'_> {
    pub(super) fn push_frame(&mut self, scope: ObjId, symbol: Arc<str>) -> u32 {
        let id = self.next_frame;
        self.next_frame += 1;
        self.frames.push(Frame {
            id,
            scope,
            function: None,
            class: None,
            receiver: None,
            symbol,
            redirected: FxHashMap::default(),
            loops_around: self.loops.len(),
            returns: Vec::new(),
            yields: Vec::new(),
            elsewhere: Vec::new(),
            members: None,
            annotations: Vec::new(),
            is_template: false,
            awaited: 0,
            own_loop: 0,
            together: 0,
            undecided_around: self.undecided,
            returning: None,
            returned: Vec::new(),
            aparts: self.aparts,
            behind_cache: None,
        });
        id
    }

    pub(super) fn top(&mut self) -> &mut Frame {
        let at = self.frames.len() - 1;
        &mut self.frames[at]
    }

    /// Whether a template is rendered.
    #[must_use]
    pub fn in_template(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.is_template)
    }

    /// Whether the function that runs was called by nothing, and serves no request.
    #[must_use]
    pub fn is_outermost(&self) -> bool {
        self.frames.len() == 1 && self.method.is_empty()
    }

    /// Whether the function that runs, below stubs, is a coroutine.
    #[must_use]
    pub fn in_coroutine(&self) -> bool {
        let own = self.frames.iter().rev().find_map(|f| {
            let function = f.function?;
            let module = self.world.module(function.module);
            module.file.map(|_| module.program.function(function.id).is_async)
        });
        own.unwrap_or(false)
    }

    /// Looks a name up from the innermost scope to the module and the builtins.
    pub fn lookup(&mut self, code: &Code, name: Name) -> Value {
        let mut at = self.frames.last().map(|f| f.scope);
        while let Some(scope) = at {
            let object = self.heap.get(scope);
            if let Some(value) = object.attrs.get(&name) {
                return value.clone();
            }
            at = match object.kind {
                ObjKind::Scope { parent } => parent,
                _ => None,
            };
        }
        let module = self.world.module(code.module);
        if let Some(value) = self.heap.get(module.globals).attrs.get(&name) {
            return value.clone();
        }
        let is_template = module.is_template;
        if is_template {
            let text = self.world.names.shared(name);
            if let Some(value) = self.world.template_names.get(&name) {
                return value.clone();
            }
            let semantics = self.semantics;
            if let Some(value) = semantics.template_name(self, &text) {
                return value;
            }
            if builtins::builtin(&text).is_none() {
                let cause = if self.open_render > 0 { Cause::Name(text) } else { Cause::Undefined };
                return Value::Unknown(cause);
            }
        }
        if let Some(builtin) = builtins::builtin(self.world.names.text(name)) {
            return Value::Native(builtin);
        }
        let text = self.world.names.shared(name);
        if text.starts_with("__") {
            if let Some(native) = self.semantics.native(&text) {
                return Value::Native(native);
            }
            if &*text == "__name__" {
                return Value::Str(Arc::clone(&self.world.module(code.module).name));
            }
            if &*text == "__file__" {
                return Value::scalar(Dims::default());
            }
        }
        Value::Unknown(Cause::Name(text))
    }

    /// Binds a name in the current scope.
    pub fn bind(&mut self, name: Name, value: Value, place: Place) {
        let value = self.numbered(value);
        if let Value::Object(id) = &value {
            self.named_objects.insert(*id);
        }
        self.hold(&value);
        let statement = self.statement;
        let frame = self.top();
        let scope = frame.redirected.get(&name).copied().unwrap_or(frame.scope);
        if let Some(members) = &mut frame.members {
            // A declaration is shown with its whole statement.
            let within = statement.file == place.file
                && statement.span.start <= place.span.start
                && place.span.end <= statement.span.end;
            members.push((name, if within { statement } else { place }));
        }
        self.heap.get_mut(scope).attrs.insert(name, value);
    }

    /// Rows that a name holds stay in the identity map while the activation lives.
    pub(super) fn hold(&mut self, value: &Value) {
        if self.linking_mode() {
            return;
        }
        let Some(frame) = self.frames.last().map(|f| f.id) else { return };
        match value {
            Value::Rows(rows) => self.ops.push(Op::Hold { set: rows.set, frame }),
            // The variable of a loop holds one row at a time, not the rows that the loop goes through.
            Value::Row(row) if row.dims.iter().any(|id| self.goes_through(id, row.set)) => {}
            Value::Row(row) => self.ops.push(Op::Hold { set: row.set, frame }),
            Value::Object(id) => {
                let set = match &self.heap.get(*id).kind {
                    ObjKind::List { rest: Some(rest), .. } | ObjKind::Dict { rest: Some(rest), .. } => match &rest.value {
                        Value::Row(row) => Some(row.set),
                        _ => None,
                    },
                    _ => None,
                };
                if let Some(set) = set {
                    self.ops.push(Op::Hold { set, frame });
                }
            }
            _ => {}
        }
    }

    fn goes_through(&self, id: u32, set: SetId) -> bool {
        matches!(self.rounds.get(id as usize), Some(Rounds::Rows(of)) if *of == set)
    }

    /// A row that a list or a dictionary keeps stays, in each round of a loop.
    pub(super) fn hold_kept(&mut self, value: &Value) {
        match (value, self.frames.last().map(|f| f.id)) {
            (Value::Row(row), Some(frame)) if !self.linking_mode() => self.ops.push(Op::Hold { set: row.set, frame }),
            _ => {}
        }
    }
}
