//! `select_related()` without names: which keys it follows.

use crate::eval::Interp;
use crate::eval::heap::{Key, ObjKind};
use crate::eval::query::Query;
use crate::eval::value::{LoaderOption, Site, Value};
use crate::model::entity::{EntityId, Many};
use crate::names::Name;

use super::eager::option;
use super::queryset::intern;

/// How far `select_related()` follows keys, in steps.
const JOINED_STEPS: usize = 5;
/// Joins of one query that are kept apart; with more, what it loads is not known.
const MOST_JOINED: usize = 200;

/// All keys that are never null, and theirs.
pub fn join_required_keys(ix: &mut Interp<'_>, query: &mut Query) {
    let Some(entity) = query.main_entity() else {
        query.options_open = true;
        return;
    };
    let mut ends: Vec<(EntityId, Vec<Name>)> = vec![(entity, Vec::new())];
    let mut joined = 0;
    while let Some((at, path)) = ends.pop() {
        if path.len() == JOINED_STEPS {
            continue;
        }
        let keys: Vec<(String, EntityId)> = ix
            .world
            .entity(at)
            .relations
            .iter()
            .filter(|r| r.many == Many::ToOne && !r.local.is_empty())
            .map(|r| (r.name.clone(), r.target))
            .collect();
        for (key, target) in keys {
            let required = is_required(ix, at, &key);
            joined += 1;
            let Some(name) = intern(ix, &key).filter(|_| required.is_some() && joined <= MOST_JOINED) else {
                query.options_open = true;
                return;
            };
            if required == Some(true) {
                let whole: Vec<Name> = path.iter().copied().chain([name]).collect();
                query.options.push(option("joinedload", whole.clone(), Site::nowhere().place));
                ends.push((target, whole));
            }
        }
    }
}

/// Joined by a `select_related()` that names nothing.
pub fn is_implied(option: &LoaderOption) -> bool {
    option.kind == "joinedload" && option.place == Site::nowhere().place
}

/// Whether a key is declared without `null=True`; `None` when its declaration cannot be read.
fn is_required(ix: &Interp<'_>, entity: EntityId, key: &str) -> Option<bool> {
    let class = *ix.world.entity_class.get(entity.index())?;
    let (_, declared) = ix.world.find_member(class, ix.name(key)?)?;
    let Value::Object(id) = declared else { return None };
    let Some(Value::Object(keywords)) = super::attribute(ix, *id, "kwargs") else { return None };
    let ObjKind::Dict { entries, rest: None } = &ix.heap.get(keywords).kind else { return None };
    match entries.iter().find(|(k, _)| matches!(k, Key::Str(k) if &**k == "null")) {
        None => Some(true),
        Some((_, Value::Bool(null))) => Some(!null),
        Some(_) => None,
    }
}
