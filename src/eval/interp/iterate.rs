//! Loops over values: what there is to iterate, and how often.

use std::borrow::Cow;
use std::sync::Arc;

use crate::eval::Dims;
use crate::eval::bounds;
use crate::eval::heap::{ObjId, ObjKind, Rest};
use crate::eval::ops::{LoopInfo, LoopKind, Rounds};
use crate::eval::query::Right;
use crate::eval::value::{Cause, Rows, Value};
use crate::facts::program::{Arg, Expr, ExprId};
use crate::model::Place;

use super::assign::add_rest;
use super::collections::key_value;
use super::join::join_each;
use super::{Code, Flow, Interp, join_values};

/// Literal collections up to this length are gone through one by one.
const UNROLL_ENTRY: usize = 12;
const UNROLL_LINK: usize = 256;

/// What a loop goes through.
pub enum Iteration {
    /// Every element.
    Known(Vec<Value>),
    /// One element that stands for all.
    Many { element: Value, rounds: Rounds, bound: Option<u64> },
}

/// How many elements `rows[:5]` has at most.
fn slice_length(code: &Code, iter: ExprId) -> Option<u64> {
    let Expr::Index { index, .. } = code.program.expr(iter) else { return None };
    let Expr::Slice { lower, upper: Some(upper) } = code.program.expr(index) else { return None };
    let literal = |at: ExprId| match code.program.expr(at) {
        Expr::Int(i) => u64::try_from(i).ok(),
        _ => None,
    };
    literal(upper)?.checked_sub(lower.map_or(Some(0), literal)?)
}

impl Interp<'_> {
    /// What a loop goes through: `async for` waits for it as for what it yields.
    pub(super) fn eval_iterable(&mut self, code: &Code, iter: ExprId, is_async: bool) -> Value {
        if is_async { self.awaiting(|ix| ix.eval(code, iter)) } else { self.eval(code, iter) }
    }

    /// `async for`: what yields is awaited, what stands in the body is not awaited by that.
    pub(super) fn for_each_awaited(
        &mut self,
        code: &Code,
        value: &Value,
        iter: ExprId,
        place: Place,
        kind: LoopKind,
        body: &mut dyn FnMut(&mut Self, Value) -> Flow,
    ) -> Flow {
        let mut round = |ix: &mut Self, element: Value| ix.not_awaiting(|ix| body(ix, element));
        self.awaiting(|ix| ix.for_each(code, value, iter, place, kind, &mut round))
    }

    /// Runs `body` for what `value` yields; operations of the body stand in one loop.
    pub fn for_each(
        &mut self,
        code: &Code,
        value: &Value,
        iter: ExprId,
        place: Place,
        kind: LoopKind,
        body: &mut dyn FnMut(&mut Self, Value) -> Flow,
    ) -> Flow {
        let site = self.site(code, iter);
        let mut iteration = self.iteration(value, site);
        if let (Iteration::Many { bound, .. }, Some(n)) = (&mut iteration, slice_length(code, iter)) {
            *bound = smaller(*bound, Some(n));
        }
        let over = if place.is_in_tree() { subject(code, iter, 0) } else { None };
        self.run_loop(iteration, place, kind, over.as_deref(), body)
    }

    /// Runs `body` over an iteration; `over` is what the code calls that.
    pub fn run_loop(
        &mut self,
        iteration: Iteration,
        place: Place,
        kind: LoopKind,
        over: Option<&str>,
        body: &mut dyn FnMut(&mut Self, Value) -> Flow,
    ) -> Flow {
        match iteration {
            Iteration::Known(items) => {
                for item in items {
                    match body(self, item) {
                        Flow::Return => return Flow::Return,
                        Flow::Raise => return Flow::Raise,
                        Flow::Break => break,
                        Flow::Next | Flow::Continue => {}
                    }
                }
                Flow::Next
            }
            Iteration::Many { element, rounds, bound } => {
                let id = self.open_loop(rounds);
                let element = element.varying(id);
                let (flow, ops) = self.apart(|ix| body(ix, element));
                self.close_loop();
                if !ops.is_empty() {
                    let info = LoopInfo { over: over.map(Arc::from), bound, ..self.loop_info(id, place, kind) };
                    self.push_loop(info, flow, ops);
                }
                // Zero rounds are possible: what follows the loop goes on, but in the plain case rows exist.
                match flow {
                    Flow::Return if self.mode == super::Mode::Plain => Flow::Return,
                    _ => Flow::Next,
                }
            }
        }
    }

    /// What iterating a value yields; a query runs.
    pub fn iteration(&mut self, value: &Value, site: crate::eval::value::Site) -> Iteration {
        let limit = if self.linking_mode() { UNROLL_LINK } else { UNROLL_ENTRY };
        if let Some(length) = self.known_length(value) {
            if length <= limit {
                return Iteration::Known(self.known_items(value).unwrap_or_default());
            }
            let count = u64::try_from(length).unwrap_or(u64::MAX);
            let element = self.joined_items(value);
            return Iteration::Many { element, rounds: Rounds::Known(count), bound: Some(count) };
        }
        let semantics = self.semantics;
        let value = semantics.iterate(self, value, site).unwrap_or_else(|| value.clone());
        match &value {
            Value::Rows(rows) => {
                let bound = smaller(self.set_bound(rows.set), rows.bound);
                Iteration::Many { element: rows.element.clone(), rounds: Rounds::Rows(rows.set), bound }
            }
            Value::Object(id) => self.object_iteration(*id),
            Value::OneOf(items) => {
                // The dearest alternative stands for all: an empty list or a literal beside rows changes nothing.
                let items = Arc::clone(items);
                let mut best: Option<(Iteration, &Value)> = None;
                for item in items.iter().filter(|v| !matches!(v, Value::None)) {
                    let next = self.iteration(item, site);
                    let rank = |i: &Iteration| match i {
                        Iteration::Many { rounds: Rounds::Rows(_), .. } => 4,
                        Iteration::Many { rounds: Rounds::Loop(_), .. } => 3,
                        Iteration::Many { .. } => 2,
                        Iteration::Known(items) => u8::from(!items.is_empty()),
                    };
                    let other = match &best {
                        Some((known, _)) if rank(&next) <= rank(known) => Some(item),
                        _ => best.replace((next, item)).map(|(_, before)| before),
                    };
                    // What the others yield is not followed.
                    if let Some(other) = other {
                        self.escape(other);
                    }
                }
                best.map_or(Iteration::Known(Vec::new()), |(chosen, _)| chosen)
            }
            Value::Unknown(Cause::Undefined) => Iteration::Known(Vec::new()),
            Value::Unknown(cause) => {
                // Something from outside: its elements vary with the loop. What was lost stays lost.
                let element = if cause.blocks() { value.clone() } else { Value::scalar(Dims::default()) };
                Iteration::Many { element, rounds: Rounds::Unknown(cause.clone()), bound: None }
            }
            other => {
                Iteration::Many { element: Value::scalar(other.dims()), rounds: Rounds::Unknown(Cause::Input), bound: None }
            }
        }
    }

    fn object_iteration(&mut self, id: ObjId) -> Iteration {
        match &self.heap.get(id).kind {
            ObjKind::List { items, rest: Some(rest) } => {
                let element = items.iter().fold(rest.value.clone(), |a, b| join_values(&a, b));
                let rounds = rest.rounds.map_or(Rounds::Unknown(Cause::Joined), Rounds::Loop);
                Iteration::Many { element, rounds, bound: rest.bound }
            }
            ObjKind::Dict { rest: Some(rest), .. } => {
                let element = rest.key.clone().unwrap_or(Value::input());
                let rounds = rest.rounds.map_or(Rounds::Unknown(Cause::Joined), Rounds::Loop);
                Iteration::Many { element, rounds, bound: rest.bound }
            }
            _ => {
                let class = self.heap.get(id).class;
                if let (Some(class), Some(name)) = (class, self.name("__iter__"))
                    && let Some(method) = self.world.find_member(class, name).map(|(_, v)| v.clone())
                {
                    let args = crate::eval::CallArgs { positional: vec![Value::Object(id)], ..Default::default() };
                    let site = crate::eval::value::Site::nowhere();
                    let out = self.call(&method, args, site);
                    if !matches!(&out, Value::Object(o) if *o == id) {
                        return self.iteration(&out, site);
                    }
                }
                Iteration::Many { element: Value::input(), rounds: Rounds::Unknown(Cause::Form("iteration")), bound: None }
            }
        }
    }

    /// All elements, when they are known.
    pub fn known_items(&self, value: &Value) -> Option<Vec<Value>> {
        match value {
            Value::Tuple(items) => Some(items.to_vec()),
            Value::Record(record) => Some(record.values.clone()),
            Value::Object(id) => match &self.heap.get(*id).kind {
                ObjKind::List { items, rest: None } => Some(items.clone()),
                ObjKind::Dict { entries, rest: None } => Some(entries.iter().map(|(k, _)| key_value(k)).collect()),
                _ => None,
            },
            _ => None,
        }
    }

    /// The elements that are known, whatever else a list may be given: each of them once, where there are several lists.
    #[must_use]
    pub fn seen_items(&self, value: &Value) -> Vec<Value> {
        match value {
            Value::OneOf(either) => {
                let mut out: Vec<Value> = Vec::new();
                for item in either.iter().flat_map(|list| self.seen_items(list)) {
                    if !out.iter().any(|known| known.same(&item)) {
                        out.push(item);
                    }
                }
                out
            }
            Value::Object(id) => match &self.heap.get(*id).kind {
                ObjKind::List { items, .. } => items.clone(),
                _ => Vec::new(),
            },
            Value::Tuple(items) => items.to_vec(),
            _ => Vec::new(),
        }
    }

    /// What `IN` compares with. An empty list may be filled where nobody looks.
    #[must_use]
    pub fn listed(&self, value: &Value) -> Right {
        match self.known_items(value).map_or(0, |items| items.len()) {
            0 => Right::Many,
            known => Right::Few(u64::try_from(known).unwrap_or(u64::MAX)),
        }
    }

    /// A list or a tuple, whatever it holds.
    pub(super) fn is_list(&self, value: &Value) -> bool {
        match value {
            Value::Tuple(_) => true,
            Value::Object(id) => matches!(self.heap.get(*id).kind, ObjKind::List { .. }),
            _ => false,
        }
    }

    /// How many elements there are, when they are known.
    fn known_length(&self, value: &Value) -> Option<usize> {
        match value {
            Value::Tuple(items) => Some(items.len()),
            Value::Record(record) => Some(record.values.len()),
            Value::Object(id) => match &self.heap.get(*id).kind {
                ObjKind::List { items, rest: None } => Some(items.len()),
                ObjKind::Dict { entries, rest: None } => Some(entries.len()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Any of the known elements. Tables of constants (countries, airports) have thousands of them, and many readers.
    fn joined_items(&self, value: &Value) -> Value {
        let joined = match value {
            Value::Tuple(items) => self.world.joined.of(items),
            Value::Object(id) => match &self.heap.get(*id).kind {
                ObjKind::List { items, .. } => join_each(items),
                _ => join_each(&self.known_items(value).unwrap_or_default()),
            },
            _ => join_each(&self.known_items(value).unwrap_or_default()),
        };
        joined.unwrap_or(Value::input())
    }

    /// One element that stands for all; nothing is run.
    pub fn element_of(&mut self, value: &Value) -> Value {
        match value {
            Value::Rows(rows) => rows.element.clone(),
            Value::Object(id) => match &self.heap.get(*id).kind {
                ObjKind::List { items, rest } => {
                    let each = join_each(items).into_iter().chain(rest.iter().map(|r| r.value.clone()));
                    each.reduce(|a, b| join_values(&a, &b)).unwrap_or(Value::input())
                }
                ObjKind::Dict { entries, rest } => entries
                    .iter()
                    .map(|(k, _)| key_value(k))
                    .chain(rest.iter().map(|r| r.key.clone().unwrap_or(Value::input())))
                    .reduce(|a, b| join_values(&a, &b))
                    .unwrap_or(Value::input()),
                _ => Value::input(),
            },
            Value::Tuple(items) => self.world.joined.of(items).unwrap_or(Value::input()),
            Value::OneOf(items) => {
                let items = Arc::clone(items);
                items.iter().map(|v| self.element_of(v)).reduce(|a, b| join_values(&a, &b)).unwrap_or(Value::input())
            }
            Value::Unknown(c) => Value::Unknown(c.clone()),
            other => Value::scalar(other.dims()),
        }
    }

    /// Literal upper bound of the rows of a set.
    #[must_use]
    pub fn set_bound(&self, set: crate::eval::value::SetId) -> Option<u64> {
        match &self.set(set)?.origin {
            crate::eval::world::Origin::Query(query, _) => match query.bound {
                crate::eval::Bound::One => Some(1),
                crate::eval::Bound::AtMost(n) => Some(n),
                _ => query.listed_keys(&self.world.entities, &self.world.names),
            },
            _ => None,
        }
    }

    /// Appends to a list; in a loop that the list outlives, the element stands for all that the loop adds.
    pub fn append(&mut self, list: &Value, value: Value) {
        let Value::Object(id) = list else { return };
        self.hold_kept(&value);
        let rounds = self.loop_outlived_by(*id);
        let in_loop = rounds.is_some();
        // What goes through a list goes through it once for each element: inside of loops that soon becomes long.
        let most = if self.loops.is_empty() { bounds::MAX_ITEMS } else { bounds::MAX_ITEMS_IN_LOOP };
        // A list of declarations (URL patterns) keeps each of them, whatever else it may hold.
        let linking = self.linking_mode();
        match &mut self.heap.get_mut(*id).kind {
            ObjKind::List { items, rest } => {
                if in_loop || (rest.is_some() && !linking) || items.len() >= most {
                    add_rest(rest, None, value, rounds);
                } else {
                    items.push(value);
                }
            }
            ObjKind::Dict { .. } => {}
            _ => {}
        }
    }

    /// Appends everything that a value yields.
    pub fn extend(&mut self, list: &Value, more: &Value) {
        if let Some(items) = self.known_items(more) {
            for item in items {
                self.append(list, item);
            }
            return;
        }
        // A list of declarations, one of two after an open condition: it may hold what either holds.
        if let Value::OneOf(either) = more
            && self.linking_mode()
            && either.iter().any(|v| self.is_list(v))
        {
            for one in either.iter() {
                let held = self.known_items(list).unwrap_or_default();
                match self.known_items(one) {
                    Some(items) => {
                        items.into_iter().filter(|v| !held.iter().any(|h| h.same(v))).for_each(|v| self.append(list, v))
                    }
                    None => self.extend(list, one),
                }
            }
            return;
        }
        let site = crate::eval::value::Site::nowhere();
        let Iteration::Many { element, rounds, .. } = self.iteration(more, site) else { return };
        let Value::Object(id) = list else { return };
        let rounds = self.kept_rounds(rounds);
        if let ObjKind::List { rest, .. } = &mut self.heap.get_mut(*id).kind {
            add_rest(rest, None, element, Some(rounds));
        }
    }

    /// A number under which containers say how many they hold.
    pub fn kept_rounds(&mut self, rounds: Rounds) -> u32 {
        match rounds {
            Rounds::Loop(id) => id,
            other => {
                self.rounds.push(other);
                u32::try_from(self.rounds.len() - 1).unwrap_or(u32::MAX)
            }
        }
    }

    /// Whether the innermost loop is a `while`.
    #[must_use]
    pub fn in_while(&self) -> bool {
        let innermost = self.loops.last().and_then(|id| self.rounds.get(*id as usize));
        matches!(innermost, Some(Rounds::Unknown(Cause::Form("while"))))
    }

    /// What is taken out of a container: another one in each round of the innermost loop.
    #[must_use]
    pub fn taken(&self, element: &Value) -> Value {
        self.loops.last().map_or_else(|| element.clone(), |id| element.varying(*id))
    }

    /// The same rows with another element (`enumerate(rows)`, a key function).
    pub fn mapped(&mut self, value: &Value, site: crate::eval::value::Site, map: impl Fn(&mut Self, Value) -> Value) -> Value {
        match self.iteration(value, site) {
            Iteration::Known(items) => {
                let out: Vec<Value> = items.into_iter().map(|v| map(self, v)).collect();
                self.new_list(out)
            }
            Iteration::Many { element, rounds: Rounds::Rows(set), bound } => {
                let dims = match value {
                    Value::Rows(rows) => rows.dims,
                    _ => crate::eval::Dims::default(),
                };
                let element = map(self, element);
                Value::Rows(Arc::new(Rows { element, set, dims, kind: crate::eval::RowsKind::List, bound }))
            }
            Iteration::Many { element, rounds, bound } => {
                let element = map(self, element);
                let list = self.new_list(Vec::new());
                let rounds = self.kept_rounds(rounds);
                if let Value::Object(object) = &list
                    && let ObjKind::List { rest, .. } = &mut self.heap.get_mut(*object).kind
                {
                    *rest = Some(Box::new(Rest { value: element, key: None, rounds: Some(rounds), bound }));
                }
                list
            }
        }
    }
}

/// The smaller of two bounds, where there is one.
fn smaller(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    a.into_iter().chain(b).min()
}

/// Calls that yield what they are given, once each.
const PASSES_ON: [&str; 7] = ["enumerate", "sorted", "list", "tuple", "set", "reversed", "len"];
/// Methods of what is gone through.
const PARTS: [&str; 5] = ["items", "keys", "values", "copy", "all"];

/// What the code calls what a loop goes through: `ids` of `enumerate(self.ids)`, `find_ids` of `find_ids()`.
fn subject(code: &Code, id: ExprId, depth: usize) -> Option<Cow<'_, str>> {
    let p = &*code.program;
    if depth > 6 {
        return None;
    }
    match p.expr(id) {
        Expr::Name(name) | Expr::Attr(_, name) => Some(p.name(name).into()),
        Expr::Await(inner) => subject(code, inner, depth + 1),
        Expr::Index { value, .. } => subject(code, value, depth + 1),
        Expr::Call { func, args } => match (p.expr(func), p.arguments(args).first()) {
            (Expr::Name(name), Some(_)) if matches!(p.name(name), "range" | "xrange") => {
                numbers(code, p.arguments(args), depth)
            }
            (Expr::Name(name), Some(given)) if PASSES_ON.contains(&p.name(name)) => subject(code, given.value, depth + 1),
            (Expr::Attr(object, name), _) if PARTS.contains(&p.name(name)) => subject(code, object, depth + 1),
            (Expr::Name(name) | Expr::Attr(_, name), _) => Some(p.name(name).into()),
            _ => None,
        },
        _ => None,
    }
}

/// `rows` of `range(len(rows))`; other numbers are counted from one to another: `range(first, last)`.
fn numbers<'c>(code: &'c Code, given: &[Arg], depth: usize) -> Option<Cow<'c, str>> {
    let p = &*code.program;
    if let [only] = given
        && let Expr::Call { func, .. } = p.expr(only.value)
        && matches!(p.expr(func), Expr::Name(name) if p.name(name) == "len")
    {
        return subject(code, only.value, depth + 1);
    }
    let written = |arg: &Arg| match p.expr(arg.value) {
        Expr::Name(name) | Expr::Attr(_, name) => p.name(name).to_owned(),
        Expr::Int(number) => number.to_string(),
        _ => "…".to_owned(),
    };
    Some(format!("range({})", given.iter().map(written).collect::<Vec<_>>().join(", ")).into())
}
