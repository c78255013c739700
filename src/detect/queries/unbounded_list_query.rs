//! Requests that load all rows of a table that grows.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Role;
use crate::finding::{Confidence, EvidenceRole, Holds, Verdict};
use crate::flow::ledger::{OpKind, OpRecord, RowsBound};
use crate::model::Place;
use crate::model::entity::Orm;
use crate::rule::{Detector, Input, Rule};

use super::common::{Group, groups, in_request, is_judged, only_admin, only_commands, orm_of, rows_read, serving};
use super::growth::{Adds, Growth, growth};
use super::rows_used::is_wasted;

/// Rows below which a table is small, when the configuration says how many it has.
const SMALL_TABLE: u64 = 1_000;

const PAGE_IN_DJANGO: &str = "Read a page: paginate_by of a list view, the pagination class of a REST view, a Paginator; or a slice with a key to \
                              continue from, or batches in a job.";

/// Parts of the names of columns in which a row keeps when it came.
const OF_COMING: &[&str] =
    &["creat", "added", "posted", "submit", "publish", "received", "ordered", "joined", "inserted", "timestamp", "logged"];

pub struct UnboundedListQuery;

impl Detector for UnboundedListQuery {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let growth = growth(input);
        bounded_lists(rule, input, &growth, out);
        let ops = input.ledger.ops.iter().filter(|op| is_list(op, input) && is_judged(input, place_of(op)));
        let groups = groups(ops, place_of);
        // Where a form is shown again after a mistake, the list is the one that the page itself loads.
        let pages: BTreeSet<(&str, &str)> =
            groups.iter().filter(|(_, g)| g.is_read(input)).map(|(_, g)| named(g, input)).collect();
        let is_paged = |op: &&OpRecord| reads_list(op) && matches!(op.rows, RowsBound::Page | RowsBound::AtMost(_));
        let paged: BTreeSet<Place> = input.ledger.ops.iter().filter(is_paged).map(place_of).collect();
        for (place, group) in &groups {
            let place = *place;
            let op = group.main(input);
            // The list is paged: that a request may ask for all of it is what it asks for.
            if (group.is_conditional() || op.written.is_some()) && paged.contains(&place) {
                continue;
            }
            if group.is_conditional() && !group.is_read(input) && pages.contains(&named(group, input)) {
                continue;
            }
            // What is only counted or searched is another rule's matter.
            if group.ops.iter().all(|op| is_wasted(op)) {
                continue;
            }
            let Some(table) = op.tables.first() else { continue };
            if input.settings.rows.get(table).is_some_and(|n| *n < SMALL_TABLE) {
                continue;
            }
            let reach = group.reach(input);
            let role = input.model.role(place.file);
            if reach.is_empty() || role == Role::Script || op.seldom || only_commands(input, &group.ops) {
                continue;
            }
            // A table that nothing in the app adds rows to is a look-up table as far as the tree says.
            let Some(written) = growth.get(table.as_str()) else { continue };
            let entity = op.entity.map_or(table.clone(), |e| input.model.entities[e.index()].name.clone());
            let mut severity = rule.severity;
            let mut reason = match written.by {
                Adds::Use => format!("{table} grows: rows are added in the app"),
                Adds::Admin => format!("{table} grows: admin pages add rows"),
                Adds::Unreached => format!("{table} may grow: code that no entry is seen to reach adds rows"),
            };
            if written.by == Adds::Unreached {
                severity = severity.lowered(1);
            }
            if !op.whole_table {
                severity = severity.lowered(1);
                reason.push_str("; a condition narrows it by an amount that the tree does not tell");
            } else if !op.known {
                severity = severity.lowered(1);
                reason.push_str("; on some paths a condition narrows it");
            }
            if group.ops.iter().all(|op| only_admin(input, op)) {
                severity = severity.lowered(1);
                reason.push_str("; only admin pages read it");
            }
            let mut sure = confidence(rule, op, input).lowered(u32::from(written.by != Adds::Use));
            if !group.ops.iter().any(|op| in_request(op, input)) {
                severity = severity.lowered(1);
                sure = sure.min(Confidence::Medium);
                reason.push_str("; a job reads it, which mostly has to go through all of it");
            }
            if group.is_conditional() {
                severity = severity.lowered(1);
                reason.push_str("; only under a condition that the tree does not decide");
            }
            let mut finding = rule
                .finding(place, symbol_of(op).to_owned())
                .severity(severity, reason)
                .confidence(sure)
                .group(format!("{}:{table}", rule.id))
                .formula(rows_read(op, table))
                .slot("entity", entity)
                .slot("what", op.what.clone())
                .slot("table", table.clone())
                .reach(reach)
                .evidence(written.place, EvidenceRole::Definition, format!("adds a row to {table}"));
            if orm_of(op, input) == Some(Orm::Django) {
                finding = finding.remedy(PAGE_IN_DJANGO);
            }
            out.push(serving(finding, input, &op.reach).build());
        }
    }
}

/// The function, and what it lists.
fn named<'a>(group: &Group<'a>, input: &Input<'_>) -> (&'a str, &'a str) {
    let op = group.main(input);
    (symbol_of(op), &op.what)
}

/// Where the query is written: what it lists is decided there, wherever it is gone through.
fn place_of(op: &OpRecord) -> Place {
    op.written.as_ref().map_or(op.place, |(place, _)| *place)
}

fn symbol_of(op: &OpRecord) -> &str {
    op.written.as_ref().map_or(&op.symbol, |(_, symbol)| symbol)
}

/// Loads rows of an entity without a bound, and not as one round of a loop.
fn is_list(op: &OpRecord, input: &Input<'_>) -> bool {
    let is_long = match op.rows {
        RowsBound::Unbounded => true,
        RowsBound::KeyFiltered => is_chronicle(op, input),
        _ => false,
    };
    is_long && reads_list(op) && !op.streamed && !op.batched && op.loops.is_empty()
}

/// Its rows say when they came, as orders, posts and events do: settings, kinds and templates mostly do not, of which an app
/// has a few however long it runs.
fn is_dated(op: &OpRecord, input: &Input<'_>) -> bool {
    let Some(entity) = op.entity.map(|e| &input.model.entities[e.index()]) else { return false };
    entity.columns.iter().any(|column| {
        let (name, kind) = (column.name.to_ascii_lowercase(), column.kind.to_ascii_lowercase());
        let tells = OF_COMING.iter().any(|word| name.contains(word)) || matches!(&*name, "time" | "date" | "datetime" | "when");
        tells && ["date", "timestamp"].iter().any(|word| kind.contains(word))
    })
}

/// What belongs to one key, in the order of time: it gets longer with every day, whoever it belongs to.
fn is_chronicle(op: &OpRecord, input: &Input<'_>) -> bool {
    let Some(entity) = op.entity.map(|e| &input.model.entities[e.index()]) else { return false };
    let is_time = |column: &str| {
        let of = entity.columns.iter().find(|c| c.column == column);
        of.is_some_and(|c| ["datetime", "timestamp"].iter().any(|kind| c.kind.to_ascii_lowercase().contains(kind)))
    };
    let table = |t: &str| op.tables.first().is_some_and(|own| own == t);
    // A stretch of time bounds it.
    let is_bounded = op.compared.iter().any(|(t, column, operator)| table(t) && is_time(column) && *operator != "=");
    // Two keys leave a few: the copies of one book that one reader has.
    let keys = op.filtered.len() + usize::from(op.of_parent);
    keys == 1 && !is_bounded && op.sorted.first().is_some_and(|(t, column)| table(t) && is_time(column))
}

fn reads_list(op: &OpRecord) -> bool {
    op.kind == OpKind::Execute && op.whole_rows && matches!(op.why, "all()" | "iterated" | "execute()" | "scalars()")
}

/// Lists of tables that grow, and that a limit keeps short.
fn bounded_lists(rule: &Rule, input: &Input<'_>, growth: &BTreeMap<&str, Growth>, out: &mut Vec<Verdict>) {
    let ops = input.ledger.ops.iter().filter(|op| reads_list(op) && op.known && is_judged(input, place_of(op)));
    for (place, group) in groups(ops, place_of) {
        let op = group.main(input);
        let Some(table) = op.tables.first().filter(|t| growth.contains_key(t.as_str())) else { continue };
        let why = match op.rows {
            RowsBound::AtMost(n) => format!("reads at most {n} rows of {table}, which grows"),
            RowsBound::Page => format!("reads one page of {table}, which grows"),
            _ => continue,
        };
        out.push(Verdict::Holds(Holds { rule: rule.id.clone(), subject: symbol_of(op).to_owned(), place: Some(place), why }));
    }
}

/// What the tree does not know may well be the condition that narrows the query: two steps. A known condition narrows
/// by an amount that is not known: one. How many rows there are is surest of those that say when they came.
fn confidence(rule: &Rule, op: &OpRecord, input: &Input<'_>) -> Confidence {
    let sure = rule.confidence.lowered(u32::from(!op.whole_table) + u32::from(!op.filters_known));
    if is_dated(op, input) { sure } else { sure.min(Confidence::Medium) }
}
