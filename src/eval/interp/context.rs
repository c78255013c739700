//! What context processors add to a page. Each page of a request asks all of them, and a view has several: its own, those of its
//! refusals, those of its decorators. Of these one is rendered, so a processor is followed once, and what it did stands at each.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::eval::heap::ObjKind;
use crate::eval::ops::{CallKind, Op};
use crate::eval::semantics::CallArgs;
use crate::eval::value::{Site, Value};
use crate::names::Name;

use super::Interp;

/// Values inside each other that are looked through for querysets.
const MAX_DEPTH: usize = 4;

/// A processor that was followed, and what it rests on.
#[derive(Clone)]
pub(super) struct Added {
    processor: Value,
    args: CallArgs,
    /// What the request had then.
    request: Option<FxHashMap<Name, Value>>,
    user: Option<Value>,
    loops: Vec<u32>,
    value: Value,
    ops: Vec<Op>,
}

impl Interp<'_> {
    /// What a processor adds to a page.
    pub fn add_context(&mut self, processor: &Value, args: CallArgs, site: Site) -> Value {
        let known = self.contexts.iter().find(|known| self.is_as_then(known, processor, &args));
        if let Some((value, ops)) = known.map(|known| (known.value.clone(), known.ops.clone())) {
            self.ops.extend(ops);
            return self.asked_anew(&value);
        }
        let (place, symbol) = match processor {
            Value::Function(f, _) => (self.world.function_place(*f), self.world.function_name(*f)),
            _ => (site.place, String::new()),
        };
        let (request, cut_before) = (self.request_of(&args).cloned(), self.cut);
        let run = |ix: &mut Self| ix.declared(place, &symbol, CallKind::Context, |ix| ix.call(processor, args.clone(), site));
        let (value, ops) = self.apart(run);
        self.note_own_names(request.as_ref(), &args);
        self.ops.extend(ops.iter().cloned());
        let was_followed = !self.diverged && self.cut == cut_before && self.steps < self.budget && !self.linking_mode();
        if was_followed && self.can_be_asked_anew(&value) {
            let (user, loops) = (self.store.get("current_user").cloned(), self.loops.clone());
            self.contexts.push(Added { processor: processor.clone(), args, request, user, loops, value: value.clone(), ops });
        }
        value
    }

    fn is_as_then(&self, known: &Added, processor: &Value, args: &CallArgs) -> bool {
        let user = match (&known.user, self.store.get("current_user")) {
            (Some(then), Some(now)) => then.same(now),
            (then, now) => then.is_none() && now.is_none(),
        };
        let request = match (&known.request, self.request_of(args)) {
            (Some(then), Some(now)) => self.differing(then, now).is_empty(),
            (then, now) => then.is_none() && now.is_none(),
        };
        user && request && known.loops == self.loops && known.processor.same(processor) && known.args.same(args)
    }

    /// What a processor leaves at the request it sets anew each time.
    fn note_own_names(&mut self, before: Option<&FxHashMap<Name, Value>>, args: &CallArgs) {
        let Some((before, now)) = before.zip(self.request_of(args)) else { return };
        let own = self.differing(before, now);
        self.names_of_processors.extend(own);
    }

    /// Attributes that are not the same, but for those that processors set.
    fn differing(&self, then: &FxHashMap<Name, Value>, now: &FxHashMap<Name, Value>) -> Vec<Name> {
        let same = |name: &Name| then.get(name).zip(now.get(name)).is_some_and(|(a, b)| a.same(b));
        let all = now.keys().chain(then.keys().filter(|name| !now.contains_key(*name)));
        all.filter(|name| !same(name) && !self.names_of_processors.contains(*name)).copied().collect()
    }

    fn request_of(&self, args: &CallArgs) -> Option<&FxHashMap<Name, Value>> {
        let Some(Value::Object(request)) = args.positional.first() else { return None };
        Some(&self.heap.get(*request).attrs)
    }

    /// A page goes through querysets anew, whatever another page has done: those that it is given have to be others.
    fn asked_anew(&mut self, value: &Value) -> Value {
        let fresh = |value: &Value| match value {
            Value::Query(query) => Value::Query(Arc::new((**query).clone())),
            other => other.clone(),
        };
        let entries = match value {
            Value::Object(id) => match &self.heap.get(*id).kind {
                ObjKind::Dict { entries, .. } => entries.iter().map(|(key, value)| (key.clone(), fresh(value))).collect(),
                _ => return value.clone(),
            },
            _ => return value.clone(),
        };
        self.new_dict(entries)
    }

    /// Querysets stand where `asked_anew` finds them, and nowhere else.
    fn can_be_asked_anew(&self, value: &Value) -> bool {
        let Value::Object(id) = value else { return matches!(value, Value::None) };
        let ObjKind::Dict { entries, rest: None } = &self.heap.get(*id).kind else { return false };
        entries.iter().all(|(_, value)| matches!(value, Value::Query(_)) || !self.may_hold_queries(value, 0))
    }

    fn may_hold_queries(&self, value: &Value, depth: usize) -> bool {
        let inside = |value: &Value| self.may_hold_queries(value, depth + 1);
        match value {
            Value::Query(_) | Value::Rows(_) => true,
            Value::Tuple(items) | Value::OneOf(items) => depth > MAX_DEPTH || items.iter().any(inside),
            Value::Object(id) => {
                let object = self.heap.get(*id);
                let (items, rest): (Vec<&Value>, _) = match &object.kind {
                    ObjKind::List { items, rest } => (items.iter().collect(), rest),
                    ObjKind::Dict { entries, rest } => (entries.iter().map(|(_, value)| value).collect(), rest),
                    ObjKind::Instance | ObjKind::Scope { .. } => (object.attrs.values().collect(), &None),
                };
                depth > MAX_DEPTH || items.into_iter().chain(rest.as_ref().map(|rest| &rest.value)).any(inside)
            }
            _ => false,
        }
    }
}
