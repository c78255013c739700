//! Tables that get longer while the app is used.

use std::collections::BTreeMap;

use crate::facts::Role;
use crate::flow::ledger::{OpKind, OpRecord};
use crate::model::schema::{Column, Index, Table};
use crate::model::{FileId, Place};
use crate::rule::Input;

use super::common::{only_admin, only_commands};

/// Letters of a unique code up to which it is one of a list that people keep: of countries, currencies, languages.
const SHORT_CODE: u32 = 4;
/// Classes above one another that are followed.
const DEEPEST: usize = 16;

/// What adds rows to a table, from the weakest sign of growth to the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Adds {
    /// Code that nothing is seen to call: it may be the seed of a look-up table.
    Unreached,
    /// Those who run the app, on its admin pages: a few rows a week.
    Admin,
    /// A route or job.
    Use,
}

/// One place that adds rows to a table.
pub struct Growth {
    pub place: Place,
    pub by: Adds,
}

/// Growth by table.
pub type Growing<'a> = BTreeMap<&'a str, Growth>;

/// Tables to which the app adds rows, each with the strongest sign.
pub fn growth<'a>(input: &'a Input<'_>) -> Growing<'a> {
    let mut out = Growing::new();
    let sought = sought(input);
    for op in &input.ledger.ops {
        if op.kind != OpKind::Write || input.model.role(op.place.file) != Role::App || only_commands(input, &[op]) {
            continue;
        }
        let Some(table) = op.what.strip_prefix("INSERT ") else { continue };
        let mut by = adds(input, op);
        let is_listed = |of: &Table| is_list_of_codes(input, of);
        // There are as many as there are codes, and a few of those are in use.
        if by == Adds::Use && input.model.schema.table(table).is_some_and(is_listed) {
            by = Adds::Admin;
        }
        if input.model.schema.table(table).is_some_and(holds_settings) || makes_the_only_row(input, op, table, &sought) {
            continue;
        }
        let place = asked_for(input, op);
        let known = out.entry(table).or_insert(Growth { place, by });
        if by > known.by {
            *known = Growth { place, by };
        }
    }
    add_bases(input, &mut out);
    out
}

/// Where functions ask for a whole table: file, function and table, with the first such place.
fn sought<'a>(input: &'a Input<'_>) -> BTreeMap<(FileId, &'a str, &'a str), Place> {
    let mut out = BTreeMap::new();
    for op in &input.ledger.ops {
        let ([table], true) = (op.tables.as_slice(), op.kind == OpKind::Execute && op.unfiltered && op.sorted.is_empty())
        else {
            continue;
        };
        let known = out.entry((op.place.file, op.symbol.as_str(), table.as_str())).or_insert(op.place);
        *known = op.place.min(*known);
    }
    out
}

/// `settings = Settings.query.first()`, and one is added where that is None: the table has one row.
fn makes_the_only_row(
    input: &Input<'_>,
    insert: &OpRecord,
    table: &str,
    sought: &BTreeMap<(FileId, &str, &str), Place>,
) -> bool {
    let Some(asked) = sought.get(&(insert.place.file, insert.symbol.as_str(), table)) else { return false };
    let text = input.texts.get(insert.place.file.index());
    let before = text.text.get(..asked.span.start as usize).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let Some((name, _)) = line.split_once('=') else { return false };
    let is_of_none = |guard: &Place| {
        let condition = text.slice(guard.span);
        condition.strip_prefix("not ").or_else(|| condition.strip_suffix(" is None")) == Some(name.trim())
    };
    insert.guards.iter().any(|guard| guard.file == asked.file && asked < guard && guard < &insert.place && is_of_none(guard))
}

/// All that adds rows to the table looks for one before: `get_or_create(name=…)`, or a function that is called so.
#[must_use]
pub fn is_entered_once(input: &Input<'_>, table: &str) -> bool {
    const SAID: [&str; 4] = ["get_or_", "_or_create", "_or_insert", "find_or_"];
    let says = |text: &str| SAID.iter().any(|word| text.contains(word));
    let is_said = |place: &Place| {
        let is_own = place.file.index() < input.model.files.len();
        is_own && says(input.texts.get(place.file.index()).slice(place.span))
    };
    let adds = |op: &&OpRecord| {
        let is_insert = op.kind == OpKind::Write && op.what.strip_prefix("INSERT ") == Some(table);
        is_insert && input.model.role(op.place.file) == Role::App
    };
    let mut all = input.ledger.ops.iter().filter(adds).peekable();
    all.peek().is_some() && all.all(|op| says(&op.symbol) || is_said(&op.place) || op.chain.iter().any(is_said))
}

/// A model's own `save()` hands over to that of its base: what adds the row is whoever calls it, or the route whose framework
/// does.
fn asked_for(input: &Input<'_>, op: &OpRecord) -> Place {
    let hands_over = |place: &Place| {
        let is_written = place.file.index() < input.model.files.len();
        is_written && input.texts.get(place.file.index()).slice(place.span).starts_with("super(")
    };
    if !hands_over(&op.place) {
        return op.place;
    }
    let of_entry = || op.reach.first().map(|at| input.model.routes[input.ledger.entries[*at].route].place);
    op.chain.iter().rev().find(|place| !hands_over(place)).copied().or_else(of_entry).unwrap_or(op.place)
}

/// A row of a class that has a table beside that of its base is a row of both.
fn add_bases<'a>(input: &'a Input<'_>, growing: &mut Growing<'a>) {
    let entities = &input.model.entities;
    for entity in entities {
        let Some(Growth { place, by }) = entity.table_name.as_deref().and_then(|t| growing.get(t)) else { continue };
        let (place, by) = (*place, *by);
        let mut above = entity.base;
        for _ in 0..DEEPEST {
            let Some(base) = above.and_then(|at| entities.get(at.index())) else { break };
            above = base.base;
            let Some(table) = base.table_name.as_deref() else { continue };
            let known = growing.entry(table).or_insert(Growth { place, by });
            if by > known.by {
                *known = Growth { place, by };
            }
        }
    }
}

fn adds(input: &Input<'_>, op: &OpRecord) -> Adds {
    if op.reach.is_empty() {
        Adds::Unreached
    } else if only_admin(input, op) {
        Adds::Admin
    } else {
        Adds::Use
    }
}

/// Each row has a code of a few letters of its own: a country, a currency, a language.
fn is_list_of_codes(input: &Input<'_>, table: &Table) -> bool {
    let is_short = |column: &Column| {
        let kind = column.kind.to_ascii_lowercase();
        let length = |text: &str, before: &str| {
            let (_, rest) = text.split_once(before)?;
            let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u32>().ok()
        };
        let of_kind = || ["char(", "string("].into_iter().find_map(|before| length(&kind, before));
        let declared = || {
            let text = column.place.is_in_tree().then(|| input.texts.get(column.place.file.index()))?;
            length(text.slice(column.place.span), "max_length=")
        };
        declared().or_else(of_kind).is_some_and(|length| (1..=SHORT_CODE).contains(&length))
    };
    let alone = |column: &Column| {
        let is_it = |index: &&Index| index.unique && index.is_full_table() && index.columns.len() == 1;
        table.indexes.iter().filter(is_it).any(|index| index.leading().any(|name| name == column.name))
    };
    table.columns.iter().any(|column| alone(column) && is_short(column))
}

/// Rows that are a name and its value, of nobody: there are as many as the code asks for.
fn holds_settings(table: &Table) -> bool {
    let has = |names: &[&str]| table.columns.iter().any(|c| names.contains(&c.name.as_str()));
    has(&["value"]) && has(&["key", "name", "option", "setting"]) && table.foreign_keys.is_empty()
}
