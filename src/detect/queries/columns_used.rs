//! Lists that load more columns than anything reads: whole rows for one or two values, long texts that nobody shows.

use std::collections::BTreeSet;

use crate::finding::{EvidenceRole, Verdict};
use crate::flow::ledger::{OpKind, OpRecord, RowsBound};
use crate::model::entity::{Attribute, Entity, Orm};
use crate::rule::{Detector, Input, Rule};

use super::common::{Group, groups, is_judged, lower_off_routes, serving};
use super::rows_used::is_wasted;

/// Columns from which on a row is wide, however short they are.
const MANY: usize = 15;
/// Columns from which on a text among them is worth a word.
const SOME: usize = 8;
/// Columns that a projection would select.
const FEW: usize = 2;
/// Texts and documents from which on any list of such rows is heavy.
const SEVERAL: usize = 3;
/// Columns of a row that is several rows wide: most of them unread are a matter, whatever their kind, when a text is among them.
const VERY_MANY: usize = 30;
/// Columns that are named as evidence.
const SHOWN: usize = 4;
/// Rows up to which their width is no matter.
const SHORT: u64 = 20;

pub struct OverFetchColumns;
pub struct WideColumnInList;

impl Detector for OverFetchColumns {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for (op, group, entity, read) in lists(input) {
            if is_over_fetched(entity, &read) {
                out.push(finding(rule, input, op, &group, entity, &read, &[]));
            }
        }
    }
}

impl Detector for WideColumnInList {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for (op, group, entity, read) in lists(input) {
            let asked: BTreeSet<&String> = group.ops.iter().flat_map(|op| op.reads.whole_columns()).collect();
            let wide = wide_unread(entity, &asked.into_iter().cloned().collect());
            // Where two columns are enough, that is the one matter.
            if !wide.is_empty() && !is_over_fetched(entity, &read) {
                out.push(finding(rule, input, op, &group, entity, &read, &wide));
            }
        }
    }
}

/// Queries for whole rows of one entity, many of them, of which every use is known.
fn lists<'a>(input: &'a Input<'_>) -> Vec<(&'a OpRecord, Group<'a>, &'a Entity, BTreeSet<String>)> {
    let place = |op: &OpRecord| op.written.as_ref().map_or(op.place, |(place, _)| *place);
    let ops = input.ledger.ops.iter().filter(|op| op.kind == OpKind::Execute && op.entity.is_some());
    let mut out = Vec::new();
    for (at, group) in groups(ops, place) {
        let mut read = BTreeSet::new();
        let known = group.ops.iter().all(|op| {
            let columns = op.reads.columns.as_ref();
            read.extend(columns.into_iter().flatten().cloned());
            columns.is_some() && is_list(op)
        });
        let op = group.main(input);
        let Some(entity) = op.entity.map(|e| &input.model.entities[e.index()]) else { continue };
        // A mapped subclass has columns elsewhere.
        let derived = || entity.base.is_some() || input.model.entities.iter().any(|e| e.base == op.entity);
        if known && !read.is_empty() && is_judged(input, at) && !group.ops.iter().all(|op| is_wasted(op)) && !derived() {
            out.push((op, group, entity, read));
        }
    }
    out
}

fn is_list(op: &OpRecord) -> bool {
    !is_named(op)
        && op.whole_rows
        && match op.rows {
            RowsBound::Unbounded | RowsBound::KeyFiltered | RowsBound::Page => true,
            RowsBound::AtMost(n) => n > SHORT,
            RowsBound::One | RowsBound::Unknown => false,
        }
}

/// The code names the rows that it asks for, one by one: they are as few as their names.
fn is_named(op: &OpRecord) -> bool {
    const NAMES: &[&str] = &["name", "slug", "code", "key", "codename", "identifier", "uid", "username", "email"];
    let is_name = |column: &String| NAMES.contains(&column.as_str());
    let one = op.texts.iter().any(|(_, column, _)| is_name(column));
    one || (!op.batched && op.compared.iter().any(|(_, column, how)| *how == "IN" && is_name(column)))
}

fn is_over_fetched(entity: &Entity, read: &BTreeSet<String>) -> bool {
    let beside_key = read.iter().filter(|c| !entity.primary_key.contains(c)).count();
    let unread = || entity.columns.iter().filter(|c| !c.deferred && !read.contains(&c.name));
    let all = entity.columns.len();
    let is_wide = all >= MANY || unread().any(is_heavy) || (all >= SOME && unread().any(|c| weight(c) > 0));
    let is_projection = is_wide && beside_key <= FEW && read.len() <= FEW + 1;
    is_projection || (all >= VERY_MANY && 2 * unread().count() >= all && unread().any(|c| weight(c) > 0))
}

/// Columns of unlimited length that are loaded and not read.
fn wide_unread<'a>(entity: &'a Entity, read: &BTreeSet<String>) -> Vec<&'a Attribute> {
    let mut out: Vec<&Attribute> =
        entity.columns.iter().filter(|c| !c.deferred && !read.contains(&c.name) && is_heavy(c)).collect();
    out.sort_by_key(|c| (std::cmp::Reverse(weight(c)), c.name.clone()));
    out
}

/// 3: bytes; 2: documents; 1: texts.
fn weight(column: &Attribute) -> u8 {
    let kind = column.kind.to_ascii_lowercase();
    if ["binary", "blob", "bytea"].iter().any(|k| kind.contains(k)) {
        3
    } else if kind.contains("json") || kind.contains("hstore") {
        2
    } else if kind.contains("text") {
        1
    } else {
        0
    }
}

/// Of texts and documents only those that their names call long: a remark is short, whatever its type.
fn is_heavy(column: &Attribute) -> bool {
    const LONG: &[&str] =
        &["body", "content", "html", "raw", "blob", "markdown", "payload", "transcript", "traceback", "embedding", "diff"];
    // A hash is short, however it is stored.
    const SHORT_BYTES: &[&str] =
        &["password", "hash", "salt", "token", "secret", "key", "digest", "signature", "uuid", "id", "ip"];
    let name = column.name.to_ascii_lowercase();
    let has = |words: &[&str]| name.split('_').any(|part| words.contains(&part));
    match weight(column) {
        3 => !has(SHORT_BYTES),
        0 => false,
        _ => has(LONG),
    }
}

fn finding(
    rule: &Rule,
    input: &Input<'_>,
    op: &OpRecord,
    group: &Group<'_>,
    entity: &Entity,
    read: &BTreeSet<String>,
    wide: &[&Attribute],
) -> Verdict {
    let place = op.written.as_ref().map_or(op.place, |(place, _)| *place);
    let symbol = op.written.as_ref().map_or(&op.symbol, |(_, symbol)| symbol).clone();
    let reach = group.reach(input);
    let mut severity = rule.severity;
    let mut reason = format!("{} of {} columns are read", read.len(), entity.columns.len());
    // What is only asked for is carried as much as what nothing reads.
    let is_idle = |c: &&Attribute| !read.contains(&c.name) || wide.iter().any(|w| w.name == c.name);
    let heaviest = entity.columns.iter().filter(is_idle).map(weight).max().unwrap_or(0);
    if heaviest == 0 {
        severity = severity.lowered(1);
        reason.push_str("; the others are short");
    } else if heaviest == 3 {
        severity = severity.lowered(-1);
        reason.push_str("; bytes are among the others");
    }
    // Many texts or very many columns make each row heavy: a part of the table is heavy then, too.
    let texts = entity.columns.iter().filter(is_idle).filter(|c| !c.deferred && weight(c) > 0).count();
    let is_part = match op.rows {
        RowsBound::KeyFiltered => texts < SEVERAL && entity.columns.len() < VERY_MANY,
        RowsBound::AtMost(_) | RowsBound::Page => true,
        _ => false,
    };
    if is_part {
        severity = severity.lowered(1);
        reason.push_str("; for a part of the table at a time");
    }
    lower_off_routes(input, place, &group.ops, &mut severity, &mut reason);
    let is_asked = wide.iter().any(|c| read.contains(&c.name));
    let read: Vec<&str> = read.iter().map(String::as_str).collect();
    let unread: Vec<&str> = wide.iter().take(SHOWN).map(|c| c.name.as_str()).collect();
    let mut finding = rule
        .finding(place, symbol)
        .severity(severity, reason)
        .confidence(rule.confidence.lowered(u32::from(reach.is_empty())))
        .slot("what", op.what.clone())
        .slot("entity", entity.name.clone())
        .slot("columns", entity.columns.len().to_string())
        .slot("read", read.join(", "))
        .slot("unread", unread.join(", "))
        .slot("use", if is_asked { "only whether it is empty is asked" } else { "nothing reads it" })
        .slot("option", option(entity, &read, &unread))
        .reach(reach);
    let heavy: Vec<&Attribute> = if wide.is_empty() {
        entity.columns.iter().filter(|c| weight(c) > 0 && !read.contains(&c.name.as_str())).collect()
    } else {
        wide.to_vec()
    };
    for column in heavy.iter().take(SHOWN) {
        finding = finding.evidence(
            column.place,
            EvidenceRole::Definition,
            format!("{} is loaded, and its text is not read", column.name),
        );
    }
    serving(finding, input, &op.reach).build()
}

/// What narrows the query to what is read.
fn option(entity: &Entity, read: &[&str], unread: &[&str]) -> String {
    let of_class = |names: &[&str]| names.iter().map(|n| format!("{}.{n}", entity.name)).collect::<Vec<_>>().join(", ");
    let quoted = |names: &[&str]| names.iter().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", ");
    match (entity.orm, unread.is_empty()) {
        (Orm::Django, true) => format!(".only({})", quoted(read)),
        (Orm::Django, false) => format!(".defer({})", quoted(unread)),
        (Orm::SqlAlchemy, true) => format!(".options(load_only({}))", of_class(read)),
        (Orm::SqlAlchemy, false) => {
            let each: Vec<String> = unread.iter().map(|n| format!("defer({}.{n})", entity.name)).collect();
            format!(".options({})", each.join(", "))
        }
    }
}
