//! A row that one of several queries has found.

use crate::eval::value::{Row, Site};
use crate::eval::world::Attr;
use crate::eval::{Interp, Value};
use crate::model::entity::Many;
use crate::names::Name;

use super::rows;

/// The manager of a relation to many rows of either row: the relation counts as loaded where one of the queries loads it, for
/// what all of them leave out is not known otherwise.
pub fn attribute(ix: &mut Interp<'_>, items: &[Value], name: Name, site: Site) -> Option<Value> {
    let found: Vec<Row> = items.iter().filter_map(|v| if let Value::Row(row) = v { Some(*row) } else { None }).collect();
    let first = *found.first().filter(|row| super::is_entity(ix, row.entity))?;
    let all_rows = items.iter().all(|v| matches!(v, Value::Row(_) | Value::None));
    let to_many = match ix.world.attributes.get(&(first.entity, name))? {
        Attr::Relation(at) => ix.world.entity(first.entity).relations[*at as usize].many != Many::ToOne,
        Attr::Column(_) => false,
    };
    if !all_rows || !to_many || found.iter().any(|row| row.entity != first.entity) {
        return None;
    }
    let best = (0..found.len()).rev().max_by_key(|at| rows::loaded_by(ix, found[*at].set, name))?;
    let mut out = None;
    for (at, row) in found.iter().enumerate() {
        let value = ix.attribute(&Value::Row(*row), name, site);
        if at == best {
            out = Some(value);
        }
    }
    out
}
