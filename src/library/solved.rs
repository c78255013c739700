//! Dependencies of FastAPI that are solved before a handler runs: many handlers begin with the same ones.

use std::sync::Arc;

use crate::eval::value::{CallValues, Site};
use crate::eval::{CallArgs, Interp, Value};

use super::asgi::{MAX_DEPTH, SOLVED, callable_of, dependency_of, give, is_cached, named, signature, solved_before, stated};

/// What is called for a dependency, with the annotation that it stands at.
pub type Planned = (Value, Value);

/// The dependencies of a handler in the order in which they are solved, as far as that is known before they run.
pub fn plan(ix: &mut Interp<'_>, handler: &Value, beside: &[Value]) -> Vec<Planned> {
    let mut plan = Plan { found: Vec::new(), ends: false };
    for dependency in beside {
        plan.dependency(ix, dependency, &Value::None, 0);
    }
    plan.parameters(ix, handler, 0);
    plan.found
}

struct Plan {
    found: Vec<Planned>,
    /// What comes next is not known, or runs each time.
    ends: bool,
}

impl Plan {
    fn parameters(&mut self, ix: &mut Interp<'_>, callable: &Value, depth: usize) {
        let Some((f, closure, skip)) = signature(ix, callable) else { return };
        let of_class = matches!(callable, Value::Function(..)) && ix.world.function_class.contains_key(&f);
        self.ends |= of_class || depth > MAX_DEPTH || stated(ix, f, closure).is_some();
        let program = Arc::clone(&ix.world.module(f.module).program);
        for param in program.function(f.id).params.iter().skip(skip) {
            if self.ends {
                return;
            }
            let annotation = param.annotation.map_or(Value::None, |expr| ix.eval_at(f.module, closure, expr));
            let annotation = named(ix, f.module, annotation);
            let default = param.default.map_or(Value::None, |expr| ix.eval_at(f.module, closure, expr));
            if let Some(dependency) = dependency_of(ix, &default, &annotation) {
                self.dependency(ix, &dependency, &annotation, depth);
            }
        }
    }

    fn dependency(&mut self, ix: &mut Interp<'_>, dependency: &Value, annotation: &Value, depth: usize) {
        let callable = callable_of(ix, dependency, annotation);
        if !is_cached(ix, dependency) {
            self.ends = true;
        }
        if self.ends || self.found.iter().any(|(known, _)| known.same(&callable)) {
            return;
        }
        self.parameters(ix, &callable, depth + 1);
        if !self.ends {
            self.found.push((callable, annotation.clone()));
        }
    }
}

/// Something that can be called without arguments and solves dependencies, in their order, for the handlers that run after it.
#[must_use]
pub fn solving(planned: &[Planned]) -> Value {
    let pairs: Vec<Value> = planned.iter().map(|(of, at)| Value::Tuple([of.clone(), at.clone()].into())).collect();
    let given = CallValues { positional: vec![Value::Tuple(pairs.into())], keywords: Vec::new(), open: false };
    Value::Partial(Arc::new((Value::Native("__solve__"), given)))
}

/// See [`solving`].
pub fn solve(ix: &mut Interp<'_>, args: &CallArgs, site: Site) -> Value {
    let mut solved = solved_before(ix);
    for pair in args.positional.first().and_then(|planned| ix.known_items(planned)).unwrap_or_default() {
        let Value::Tuple(pair) = pair else { continue };
        let [callable, annotation] = &pair[..] else { continue };
        let site = match signature(ix, callable) {
            Some((f, ..)) => Site { place: ix.world.function_place(f), module: f.module },
            None => site,
        };
        give(ix, callable, true, annotation, &mut solved, site, 0);
    }
    let kept: Vec<Value> = solved.into_iter().map(|(of, value)| Value::Tuple([of, value].into())).collect();
    ix.store.insert(SOLVED, Value::Tuple(kept.into()));
    Value::None
}
