//! The loader option that a query lacks, in the words of its mapper.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::interp::NO_FILE;
use crate::flow::ledger::{EagerLoad, OpKind, OpRecord, Usage};
use crate::model::Place;
use crate::model::entity::{EntityId, Many, Orm, Relation};
use crate::rule::Input;

use super::lazy_words::at_queries;

/// Paths that a remedy writes out; an edit holds them all.
const SHOWN: usize = 6;
/// Options that a remedy names where the rows come from several queries.
const OPTIONS: usize = 3;
const UNKNOWN: &str = "an eager loading option";

/// The option that loads what all of these read, with whole paths: they are relations of what one query yields.
#[must_use]
pub fn of(ops: &[&OpRecord], input: &Input<'_>) -> String {
    written(ops, input, usize::MAX)
}

/// The option as a sentence can hold it: of many paths the first ones.
#[must_use]
pub fn shown(ops: &[&OpRecord], input: &Input<'_>) -> String {
    written(ops, input, SHOWN)
}

/// Which option is added to which query: rows of several ones may come to the place by other ways.
#[must_use]
pub fn addition(ops: &[&OpRecord], of_query: &[&OpRecord], serves_others: bool, input: &Input<'_>) -> String {
    let mut queries: BTreeMap<Place, Vec<&OpRecord>> = BTreeMap::new();
    for op in ops.iter().filter(|op| !op.path.is_empty()) {
        queries.entry(op.source_query.unwrap_or(op.place)).or_default().push(op);
    }
    if let Some(said) = behind_relation(ops, input) {
        return said;
    }
    let of_django = |op: &&OpRecord| op.path.first().is_some_and(|(e, _)| input.model.entities[e.index()].orm == Orm::Django);
    let only = queries.keys().next().filter(|_| queries.len() == 1 && ops.iter().any(of_django));
    if let Some(method) = only.and_then(|place| brought_together(*place, input)) {
        let option = shown(of_query, input);
        return format!("{option} to each of the queries that {method}() brings together: behind it, Django takes no option");
    }
    if only.is_some_and(|place| forgets_names(*place, input)) {
        return format!(
            "{} in place of .select_related(), which follows only keys that are never null",
            shown(of_query, input)
        );
    }
    if queries.len() < 2 {
        let elsewhere = if serves_others { ", which serves the other places that read its rows, too" } else { "" };
        return format!("{} to {}{elsewhere}", shown(of_query, input), query_of(ops, input));
    }
    let mut options: Vec<(String, Vec<String>)> = Vec::new();
    for (query, ops) in queries {
        let option = shown(&ops, input);
        let line = input.texts.get(query.file.index()).line_range(query.span).0;
        let at = format!("{}:{line}", input.model.path(query.file));
        match options.iter_mut().find(|(known, _)| *known == option) {
            Some((_, places)) => places.push(at),
            None => options.push((option, vec![at])),
        }
    }
    options.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    let rest = options.len().saturating_sub(OPTIONS);
    let mut said: Vec<String> = options.iter().take(OPTIONS).map(|(option, places)| at_queries(option, places)).collect();
    if rest > 0 {
        said.push(format!("likewise to {rest} more"));
    }
    said.join("; ")
}

/// Relations to many of which only the number is read: the option would load the rows for it.
#[must_use]
pub fn counted(ops: &[&OpRecord], input: &Input<'_>) -> Option<String> {
    let is_counted = |op: &&&OpRecord| {
        let many = |(entity, relation): &(EntityId, String)| {
            let entity = &input.model.entities[entity.index()];
            entity.orm == Orm::Django && entity.relation(relation).is_some_and(|r| r.many != Many::ToOne)
        };
        if !op.place.is_in_tree() {
            return false;
        }
        let text = input.texts.get(op.place.file.index());
        let read = text.slice(op.place.span);
        let is_number = read.ends_with(".count()") || read.ends_with(".count");
        is_number && op.path.last().is_some_and(many)
    };
    let goes_on = |op: &OpRecord| ops.iter().any(|other| other.path.starts_with(&op.path) && !is_counted(&other));
    let paths: BTreeSet<String> = ops.iter().filter(is_counted).filter(|op| !goes_on(op)).map(|op| names(op)).collect();
    // Two joins to many rows multiply one another.
    let distinct = if paths.len() > 1 { ", distinct=True" } else { "" };
    let counts: Vec<String> = paths.iter().map(|path| format!("Count(\"{path}\"{distinct})")).collect();
    (!counts.is_empty())
        .then(|| format!("; where only the number is read, .annotate({}) loads no rows for it", counts.join(", ")))
}

/// Who is logged in is loaded by the framework: an option stands where the code goes through what that row leads to.
fn behind_relation(ops: &[&OpRecord], input: &Input<'_>) -> Option<String> {
    let [first, rest @ ..] = ops else { return None };
    let (entity, relation) = first.path.first().filter(|_| first.path.len() > 1)?;
    let same = |op: &&OpRecord| op.by_library && op.path.len() > 1 && op.path[0] == first.path[0];
    let to_many = input.model.entities[entity.index()].relation(relation).is_some_and(|r| r.many != Many::ToOne);
    let in_code = |op: &&OpRecord| !super::common::in_template(input, op.place) && op.consumer.is_none();
    if !to_many || !same(first) || !rest.iter().all(same) || !ops.iter().all(in_code) {
        return None;
    }
    let shorter: Vec<OpRecord> = ops.iter().map(|op| OpRecord { path: op.path[1..].to_vec(), ..(*op).clone() }).collect();
    let option = shown(&shorter.iter().collect::<Vec<_>>(), input);
    Some(format!("{option} behind `.{relation}`, where that is gone through: the framework loads the row that it is of"))
}

/// What a function is handed was loaded by its callers, of which the tree may show none.
fn query_of(ops: &[&OpRecord], input: &Input<'_>) -> String {
    let first = ops.iter().find_map(|op| op.path.first());
    match first.filter(|_| ops.iter().all(|op| op.source_query.is_none())) {
        Some((entity, _)) => {
            format!("the query that loads the {} rows which are handed in here", input.model.entities[entity.index()].name)
        }
        None => "the query".to_owned(),
    }
}

/// The method of Django that makes one query of several, where it stands in this one.
fn brought_together(query: Place, input: &Input<'_>) -> Option<&'static str> {
    let written = statement(query, input);
    ["union", "intersection", "difference"].into_iter().find(|method| written.contains(&format!(").{method}(")))
}

/// A later call without names has Django follow the keys that are never null, and forget those that were named.
#[must_use]
pub fn forgets_names(query: Place, input: &Input<'_>) -> bool {
    statement(query, input).contains(".select_related()")
}

/// The text from the query to the end of its statement.
fn statement(query: Place, input: &Input<'_>) -> String {
    let text = input.texts.get(query.file.index());
    let from = text.text.get(query.span.start as usize..).unwrap_or_default();
    let mut depth = 0_u32;
    let end = from.char_indices().find_map(|(at, c)| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (c == '\n' && depth == 0).then_some(at)
    });
    let own = (query.span.end - query.span.start) as usize;
    from[..end.unwrap_or(from.len()).max(own)].to_owned()
}

fn written(ops: &[&OpRecord], input: &Input<'_>, most: usize) -> String {
    let Some((first, _)) = ops.iter().find_map(|op| op.path.first()) else { return UNKNOWN.into() };
    if input.model.entities[first.index()].orm != Orm::Django {
        let paths = ops.iter().filter(|op| !op.path.is_empty()).map(|op| loaders(op, input)).collect();
        return call("options", &longest(paths, "."), most);
    }
    let named = |joined: bool| {
        let paths = ops.iter().filter(|op| !op.path.is_empty() && is_joined(op, input) == joined).map(|op| names(op));
        longest(paths.collect(), "__").iter().map(|path| format!("\"{path}\"")).collect::<Vec<_>>()
    };
    let calls = [("select_related", named(true)), ("prefetch_related", named(false))];
    calls.iter().filter(|(_, paths)| !paths.is_empty()).map(|(method, paths)| call(method, paths, most)).collect()
}

/// `.select_related("owner", "team")`
fn call(method: &str, paths: &[String], most: usize) -> String {
    let rest = paths.len().saturating_sub(most);
    let more = if rest > 0 { format!(", … {rest} more") } else { String::new() };
    format!(".{method}({}{more})", paths[..paths.len() - rest].join(", "))
}

/// Without paths that lie on the way of others.
fn longest(paths: Vec<String>, step: &str) -> Vec<String> {
    let lies_on = |path: &String, other: &String| other.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with(step));
    let mut out: Vec<String> = Vec::new();
    for path in &paths {
        if !out.contains(path) && !paths.iter().any(|other| lies_on(path, other)) {
            out.push(path.clone());
        }
    }
    out
}

/// `joinedload(Task.project).selectinload(Project.files)`
fn loaders(op: &OpRecord, input: &Input<'_>) -> String {
    let step = |(entity, relation): &(EntityId, String)| {
        let entity = &input.model.entities[entity.index()];
        // Where the key was not found, the other side may have many: rows of two joined ones would multiply.
        let to_one = entity.relation(relation).is_none_or(|r| r.many == Many::ToOne && !r.guessed);
        let loader = if to_one && !op.locks { "joinedload" } else { "selectinload" };
        format!("{loader}({}.{relation})", entity.name)
    };
    op.path.iter().map(step).collect::<Vec<_>>().join(".")
}

/// `owner__team`
fn names(op: &OpRecord) -> String {
    op.path.iter().map(|(_, relation)| relation.as_str()).collect::<Vec<_>>().join("__")
}

/// Whether the option joins what it loads: it follows keys, while a step to many rows needs a statement of its own. A query that
/// locks its rows would lock what it joins, too.
#[must_use]
pub fn is_joined(op: &OpRecord, input: &Input<'_>) -> bool {
    !op.locks
        && op.path.iter().all(|(entity, relation)| {
            let entity = &input.model.entities[entity.index()];
            // What a generic key points to stands in any table.
            let has_key = |r: &Relation| entity.orm != Orm::Django || !r.local.is_empty() || r.reverse.is_some();
            entity.relation(relation).is_some_and(|r| r.many == Many::ToOne && has_key(r))
        })
}

/// What a list of the admin loads with its rows.
#[must_use]
pub fn load_in_list(op: &OpRecord, input: &Input<'_>) -> String {
    if is_joined(op, input) {
        let all = longest(joined_unasked(op, input).into_iter().chain([names(op)]).collect(), "__");
        let told =
            if all.len() > 1 { ": Django itself joins keys that are never null only as long as it names none" } else { "" };
        let paths: Vec<String> = all.iter().map(|path| format!("\"{path}\"")).collect();
        format!("Load it together with the rows: name {} in list_select_related of the admin class{told}.", paths.join(", "))
    } else {
        let option = of(&[op], input);
        format!("Load it together with the rows: add {option} to the query in get_queryset() of the admin class.")
    }
}

/// Keys that the list joins because one of them is a column and its class names none, as far as it reads them.
fn joined_unasked(op: &OpRecord, input: &Input<'_>) -> BTreeSet<String> {
    let Some((entity, _)) = op.path.first() else { return BTreeSet::new() };
    let runs = |o: &&OpRecord| o.kind == OpKind::Execute && Some(o.place) == op.source_query && o.entity == Some(*entity);
    let loads = input.ledger.ops.iter().filter(runs).flat_map(|o| &o.reads.eager);
    let is_implied = |load: &&EagerLoad| load.place.file == NO_FILE && load.usage != Usage::Unused;
    loads.filter(is_implied).map(|load| load.path.join("__")).collect()
}

/// How a column comes with its row that the query left out.
#[must_use]
pub fn load_column(op: &OpRecord, input: &Input<'_>) -> String {
    let orm = op.entity.map(|entity| input.model.entities[entity.index()].orm);
    let column = op.what.trim_end_matches(" (deferred)");
    match (orm, column.split_once('.')) {
        (Some(Orm::Django), Some((_, name))) => {
            format!("Load the column with its row: name \"{name}\" in the only() of the query, or take it out of its defer().")
        }
        _ => format!(
            "Load the column with its row: add .options(undefer({column})) to the query, or name it in its load_only()."
        ),
    }
}
