//! Columns in place of instances: `values`, `values_list`.

use std::sync::Arc;

use crate::eval::query::{Query, Selected, Shape};
use crate::eval::{CallArgs, Interp, Value};

use super::lookups;
use super::queryset::{changed, differ, intern};

/// `values("id", "author__name")`, `values_list("id", flat=True)`.
pub(super) fn values(ix: &mut Interp<'_>, query: &Arc<Query>, list: bool, args: &CallArgs) -> Value {
    let flat = list && keyword(ix, args, "flat").is_some_and(|v| !matches!(v, Value::Bool(false)));
    changed(ix, query, |ix, q| {
        let entity = q.main_entity();
        let mut selected = Vec::new();
        for value in &args.positional {
            let text = value.as_str();
            let column = entity.zip(text).and_then(|(e, t)| lookups::column(ix, e, t));
            selected.push(match column {
                Some((of, column)) if Some(of) == entity => Selected::Column(of, column),
                _ => Selected::Aggregate { text: "value".into(), aggregate: false, label: text.and_then(|t| intern(ix, t)) },
            });
        }
        for (name, _) in args.keywords.iter().filter(|(n, _)| !matches!(ix.text(*n), "flat" | "named")) {
            selected.push(Selected::Aggregate { text: "value".into(), aggregate: false, label: Some(*name) });
        }
        if args.positional.is_empty() {
            let columns = entity.map(|e| ix.world.entity(e).columns.clone()).unwrap_or_default();
            let names = columns.iter().filter_map(|c| ix.name(&c.name));
            selected.extend(entity.into_iter().flat_map(|e| names.clone().map(move |n| Selected::Column(e, n))));
        }
        if selected.is_empty() || args.open {
            selected.push(Selected::Unknown);
        }
        // An entity that is not selected says which table is read.
        q.tables = entity.and_then(|e| ix.world.entity(e).table_name.clone()).into_iter().collect();
        q.selected = selected;
        q.shape = if flat { Shape::Rows } else { Shape::Records };
        q.options.clear();
        q.options_open = false;
        differ(q);
    })
}

fn keyword(ix: &Interp<'_>, args: &CallArgs, name: &str) -> Option<Value> {
    let name = ix.name(name)?;
    args.keywords.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone())
}
