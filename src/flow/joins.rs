//! Collections that one statement joins side by side, so that their rows multiply.

use crate::eval::query::Query;
use crate::eval::world::World;
use crate::model::Place;
use crate::model::entity::{EntityId, Loading, Many};
use crate::names::Name;

use super::ledger::JoinedCollection;

/// To-many relations that are joined into one statement, none below another: each row of one meets each of the others.
#[must_use]
pub fn multiplied(world: &World, query: &Query) -> Vec<JoinedCollection> {
    let Some(root) = query.entity().filter(|_| !query.options_open) else { return Vec::new() };
    let joined = |path: &[Name]| query.options.iter().any(|o| o.kind == "joinedload" && !o.open && o.path == path);
    let mut paths: Vec<(Vec<Name>, Option<Place>)> = query
        .options
        .iter()
        .filter(|o| o.kind == "joinedload" && !o.open && o.entity.is_none_or(|e| e == root))
        .filter(|o| (1..o.path.len()).all(|n| joined(&o.path[..n])))
        .map(|o| (o.path.clone(), Some(o.place)))
        .collect();
    for relation in &world.entity(root).relations {
        let Some(name) = world.names.find(&relation.name) else { continue };
        let chosen = query.options.iter().any(|o| o.path.first() == Some(&name));
        if relation.loading == Loading::Joined && !chosen {
            paths.push((vec![name], None));
        }
    }
    paths.sort();
    paths.dedup_by(|a, b| a.0 == b.0);
    paths.retain(|(path, _)| is_many(world, root, path));
    let alone = |path: &Vec<Name>| paths.iter().any(|(other, _)| !other.starts_with(path) && !path.starts_with(other));
    let mut out: Vec<JoinedCollection> = paths
        .iter()
        .filter(|(path, _)| alone(path))
        .map(|(path, option)| JoinedCollection { relation: spelled(world, root, path), option: *option })
        .collect();
    out.sort();
    out
}

/// The last step of the path leads to many rows.
fn is_many(world: &World, root: EntityId, path: &[Name]) -> bool {
    let mut entity = root;
    let mut many = false;
    for name in path {
        let Some(relation) = world.entity(entity).relation(world.names.text(*name)) else { return false };
        many = relation.many != Many::ToOne && !relation.guessed;
        entity = relation.target;
    }
    many
}

/// `User.services`
fn spelled(world: &World, root: EntityId, path: &[Name]) -> String {
    let steps: Vec<&str> = path.iter().map(|n| world.names.text(*n)).collect();
    format!("{}.{}", world.entity(root).name, steps.join("."))
}
