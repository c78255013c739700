//! Which templates a value names, and what happens where it names several.

use std::sync::Arc;

use crate::eval::ops::Op;
use crate::eval::value::{Site, Value};
use crate::eval::world::ModuleId;

use super::Interp;

/// Cases of one template's name that are rendered each: a page and its fragment, the cards of some kinds of things.
const MAX_CASES: usize = 12;
/// Bytes of a name's known beginning that say what the template is for.
const MIN_BEGIN: usize = 3;

impl Interp<'_> {
    /// The template that a name means: the nearest to the rendering code when several roots have it.
    #[must_use]
    pub fn find_template(&self, name: &str) -> Option<ModuleId> {
        let name = name.trim_start_matches("./").trim_start_matches('/');
        let all = self.world.templates_named(name)?;
        let [first, rest @ ..] = all else { return None };
        if rest.is_empty() {
            return Some(*first);
        }
        // Prefer the one that shares the longest path with what is being rendered.
        let near = self.rendering.last().map(|m| Arc::clone(&self.world.module(*m).name));
        let shared = |m: &ModuleId| {
            let candidate = &self.world.module(*m).name;
            near.as_ref().map_or(0, |n| candidate.bytes().zip(n.bytes()).take_while(|(a, b)| a == b).count())
        };
        all.iter().copied().max_by_key(|m| (shared(m), std::cmp::Reverse(*m)))
    }

    pub(super) fn template_name_of(&mut self, template: &Value) -> Option<String> {
        match template {
            Value::Str(s) => Some(s.to_string()),
            Value::Tuple(items) => {
                items.iter().find_map(|v| v.as_str().filter(|n| self.find_template(n).is_some())).map(str::to_owned)
            }
            Value::Object(_) => {
                let items = self.known_items(template)?;
                items.iter().find_map(|v| v.as_str().filter(|n| self.find_template(n).is_some())).map(str::to_owned)
            }
            // Several candidates: the first that exists names them.
            Value::OneOf(items) => {
                items.iter().find_map(|v| v.as_str().filter(|n| self.find_template(n).is_some())).map(str::to_owned)
            }
            Value::Text(parts) => {
                // A theme folder in front: the known end names the template when it is unique.
                let tail = parts.last()?.as_ref()?.trim_start_matches('/').to_owned();
                self.find_template(&tail).map(|_| tail)
            }
            _ => None,
        }
    }

    /// The templates of the tree that a value may name: one for each of its cases.
    pub(super) fn templates_of(&mut self, template: &Value) -> Vec<ModuleId> {
        match template {
            Value::OneOf(items) => {
                let mut out = Vec::new();
                for item in Arc::clone(items).iter() {
                    let named = self.templates_of(item);
                    out.extend(named.into_iter().filter(|module| !out.contains(module)).collect::<Vec<_>>());
                }
                out.truncate(MAX_CASES);
                out
            }
            _ => match self.template_name_of(template).and_then(|name| self.find_template(&name)) {
                Some(module) => vec![module],
                None => self.templates_like(template),
            },
        }
    }

    /// `"cards/" ~ item.kind ~ ".html"`: the templates whose names begin and end so.
    fn templates_like(&self, template: &Value) -> Vec<ModuleId> {
        let Value::Text(parts) = template else { return Vec::new() };
        let (Some(Some(begin)), Some(Some(end))) = (parts.first(), parts.last()) else { return Vec::new() };
        if begin.len() < MIN_BEGIN || parts.len() < 3 {
            return Vec::new();
        }
        let fits = |name: &str| {
            let between = name.strip_prefix(&**begin).and_then(|rest| rest.strip_suffix(&**end));
            between.is_some_and(|between| !between.is_empty() && !between.contains('/'))
        };
        let from_begin = self.world.templates.range(begin.to_string()..).take_while(|(name, _)| name.starts_with(&**begin));
        let found: Vec<ModuleId> =
            from_begin.filter(|(name, _)| fits(name)).filter_map(|(name, _)| self.find_template(name)).collect();
        if found.len() <= MAX_CASES { found } else { Vec::new() }
    }

    /// Runs the one of several templates that a request asks for; each sees the blocks of the children alone.
    pub(super) fn run_templates(&mut self, modules: &[ModuleId], scope: crate::eval::ObjId, site: Site) {
        if let [module] = modules {
            return self.run_template(*module, scope, site);
        }
        let blocks = self.blocks.clone();
        let mut sides = Vec::new();
        self.undecided += 1;
        for module in modules {
            self.blocks = blocks.clone();
            sides.push(self.apart(|ix| ix.run_template(*module, scope, site)).1);
        }
        self.undecided -= 1;
        if sides.iter().any(|side| !side.is_empty()) {
            let exits = vec![false; sides.len()];
            // A browser asks for the whole page first, and for its fragments when it has that.
            let likely = (0..sides.len()).max_by_key(|at| (weight(&sides[*at]), std::cmp::Reverse(*at)));
            self.ops.push(Op::Branch { place: site.place, sides, exits, likely });
        }
    }
}

/// How much happens in a page.
fn weight(ops: &[Op]) -> usize {
    let below = ops.iter().map(|op| match op {
        Op::Loop { body, .. } => weight(body),
        Op::Call { body, .. } => weight(body),
        Op::Branch { sides, .. } => sides.iter().map(|side| weight(side)).sum(),
        _ => 0,
    });
    ops.len() + below.sum::<usize>()
}
