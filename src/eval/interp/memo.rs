//! Functions whose results are kept between requests (`lru_cache`, a cache with keys). One that an evaluation has followed
//! is not followed again for the same arguments: whoever calls it then is given what is kept.

use crate::eval::identity::Identity;
use crate::eval::ops::Op;
use crate::eval::semantics::CallArgs;
use crate::eval::value::{Cause, Dims, Site, Value};
use crate::eval::world::FuncRef;

use super::{Interp, Mode};

/// A function and what it is asked, when that can be told.
pub(super) type Question = (FuncRef, Identity);

/// What was kept.
#[derive(Clone)]
pub(super) struct Answer {
    value: Value,
    /// Conditions that were undecided around the call which made it: outside of them it may not have been made.
    undecided: u32,
}

impl Interp<'_> {
    /// Calls what is kept between requests, one result for each value of the arguments: in the plain case, where caches are
    /// warm, nothing runs.
    pub fn warm(&mut self, function: &Value, args: CallArgs, site: Site) -> Value {
        let question = self.question(function, &args);
        if let Some(known) = question.as_ref().and_then(|question| self.memoised.get(question))
            && known.undecided <= self.undecided
        {
            return known.value.clone();
        }
        let given = args.positional.iter().chain(args.keywords.iter().map(|(_, v)| v));
        let dims = given.fold(Dims::default(), |d, v| d.union(v.dims()));
        let cut_before = self.cut;
        let (value, body) = self.apart(|ix| match function {
            Value::Function(f, closure) => ix.call_function(*f, *closure, args, None, site),
            other => ix.call(other, args, site),
        });
        let was_followed = !self.diverged && self.cut == cut_before && self.steps < self.budget;
        if let Some(question) = question.filter(|_| was_followed && self.is_kept_as_is(&value)) {
            self.memoised.insert(question, Answer { value: value.clone(), undecided: self.undecided });
        }
        if self.mode == Mode::Plain {
            self.diverged = false;
        } else if !body.is_empty() {
            let place = self.user_site(site).place;
            self.ops.push(Op::Cached { place, dims, body });
        }
        value
    }

    /// `None` where the arguments may be others the next time.
    fn question(&self, function: &Value, args: &CallArgs) -> Option<Question> {
        let Value::Function(f, None) = function else { return None };
        if args.open {
            return None;
        }
        let mut asked = Identity::of(&args.positional.len());
        for value in &args.positional {
            let single = matches!(value, Value::Object(id) if self.singles.values().any(|single| single == id));
            asked = asked.then(if single { Identity::of(&"the only instance") } else { self.identity(value)? });
        }
        for (name, value) in &args.keywords {
            asked = asked.then(Identity::of(name)).then(self.identity(value)?);
        }
        asked.dims.is_empty().then_some((*f, asked))
    }

    /// Rows of a cache are other rows at each call, and what was made in a loop may be another thing in each of its rounds.
    fn is_kept_as_is(&self, value: &Value) -> bool {
        let varies = |value: &Value| !self.identity(value).is_none_or(|identity| identity.dims.is_empty());
        !self.carries_rows(value)
            && !matches!(value, Value::Unknown(Cause::Limit(_)))
            && value.dims().is_empty()
            && !varies(value)
    }
}
