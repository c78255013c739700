//! Methods of querysets and managers that change rows.

use std::sync::Arc;

use crate::eval::interp::{Mode, join_values};
use crate::eval::query::Query;
use crate::eval::value::Site;
use crate::eval::{CallArgs, Dims, Interp, Op, Value};

use super::lookups;
use super::queryset::differ;
use super::running::one;

fn table(ix: &Interp<'_>, query: &Query) -> String {
    query.main_entity().and_then(|e| ix.world.entity(e).table_name.clone()).unwrap_or_default()
}

pub(super) fn written(ix: &mut Interp<'_>, query: &Query, site: Site, verb: &str) -> Value {
    if !ix.linking_mode() {
        let what = format!("{verb} {}", table(ix, query));
        let on = (verb != "INSERT").then(|| Arc::new(query.clone()));
        ix.ops.push(Op::Write { place: site.place, what: what.trim().into(), on, row: None });
    }
    Value::scalar(Dims::default())
}

/// `create(…)`: a new instance, saved by its own `save()`.
pub(super) fn create(ix: &mut Interp<'_>, query: &Query, args: &CallArgs, site: Site) -> Value {
    let class = query.main_entity().and_then(|e| ix.world.entity_class.get(e.index()).copied());
    let (Some(class), Some(save)) = (class, ix.name("save")) else {
        written(ix, query, site, "INSERT");
        return Value::input();
    };
    if ix.linking_mode() {
        return Value::input();
    }
    let instance = ix.instantiate(class, args.clone(), site);
    let method = ix.attribute(&instance, save, site);
    ix.call(&method, CallArgs::default(), site);
    ix.diverged = false;
    instance
}

/// `get_or_create(…)`: reads a row, and adds it where there is none.
pub(super) fn get_or_create(ix: &mut Interp<'_>, query: &Arc<Query>, args: &CallArgs, update: bool, site: Site) -> Value {
    let mut found = (**query).clone();
    let keywords = args.keywords.iter().filter(|(n, _)| !matches!(ix.text(*n), "defaults" | "create_defaults")).cloned();
    let given = CallArgs { positional: Vec::new(), keywords: keywords.collect(), open: args.open };
    lookups::add(ix, &mut found, &given, true, site.place);
    differ(&mut found);
    let row = one(ix, &Arc::new(found), site, false, "get()");
    if update {
        written(ix, query, site, "INSERT");
    } else if ix.mode == Mode::Plain {
        // Rows exist.
        return Value::Tuple(Arc::new([row, Value::Bool(false)]));
    } else {
        let ((), ops) = ix.apart(|ix| {
            written(ix, query, site, "INSERT");
        });
        ix.ops.push(Op::Branch { place: site.place, sides: vec![ops, Vec::new()], exits: vec![false; 2], likely: Some(1) });
    }
    Value::Tuple(Arc::new([row, Value::scalar(Dims::default())]))
}

/// The table that holds the pairs of a relation from many to many.
fn link_table(ix: &Interp<'_>, query: &Query) -> Option<String> {
    let related = query.related?;
    ix.world.entity(related.entity).relation(ix.text(related.relation))?.secondary.clone()
}

/// `author.books.add(…)`: methods of a relation's manager that change it.
pub(super) fn relation_method(
    ix: &mut Interp<'_>,
    query: &Arc<Query>,
    text: &str,
    args: &CallArgs,
    site: Site,
) -> Option<Value> {
    if !query.manager || !query.parent {
        return None;
    }
    match text {
        "add" | "set" | "remove" | "clear" => {
            match link_table(ix, query) {
                Some(table) if !ix.linking_mode() => {
                    let verb = if matches!(text, "add" | "set") { "INSERT" } else { "DELETE" };
                    ix.ops.push(Op::Write { place: site.place, what: format!("{verb} {table}").into(), on: None, row: None });
                }
                Some(_) => {}
                None => drop(written(ix, query, site, "UPDATE")),
            }
            Some(Value::None)
        }
        "create" => {
            let created = create(ix, query, args, site);
            Some(join_values(&created, &created))
        }
        _ => None,
    }
}
