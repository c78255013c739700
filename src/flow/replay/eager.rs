//! What comes with rows because the mapping says so: `lazy="selectin"`, `lazy="subquery"`, and what these bring themselves.

use crate::eval::value::LoaderOption;
use crate::model::entity::{EntityId, Loading, Relation};

use super::Replay;

/// Entities on one way of eager loads; longer ways are not followed.
const DEPTH: usize = 6;

impl Replay<'_> {
    /// Statements that loading rows of an entity brings along, besides those that the options ask for.
    pub(super) fn mapped_eager(&self, entity: EntityId, options: &[LoaderOption]) -> u64 {
        self.brought(options, &mut Vec::new(), &mut vec![entity])
    }

    fn brought(&self, options: &[LoaderOption], path: &mut Vec<String>, way: &mut Vec<EntityId>) -> u64 {
        let Some(entity) = way.last().copied() else { return 0 };
        let mut statements = 0;
        for relation in &self.world.entity(entity).relations {
            path.push(relation.name.clone());
            let (own, follow) = self.loaded_with(relation, options, path, way);
            statements += own;
            if follow && way.len() < DEPTH {
                way.push(relation.target);
                statements += self.brought(options, path, way);
                way.pop();
            }
            path.pop();
        }
        statements
    }

    /// Statements of its own that a relation costs, and whether its rows are loaded at all.
    fn loaded_with(&self, relation: &Relation, options: &[LoaderOption], path: &[String], way: &[EntityId]) -> (u64, bool) {
        let text =
            |option: &LoaderOption| option.path.iter().map(|n| self.world.names.text(*n)).eq(path.iter().map(String::as_str));
        match options.iter().rev().find(|o| text(o)).map(|o| o.kind) {
            Some("lazyload" | "noload" | "raiseload") => return (0, false),
            Some(kind) if crate::library::is_eager(kind) => return (0, true),
            _ => {}
        }
        // Back to what is being loaded: the mapping's own loads stop there.
        if way.contains(&relation.target) {
            return (0, false);
        }
        match relation.loading {
            Loading::SelectIn | Loading::Subquery => (1, true),
            Loading::Joined => (0, true),
            _ => (0, false),
        }
    }
}
