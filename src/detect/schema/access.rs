//! Statements that ask for rows of a table by its columns, and how sure it is that an index would pay.

use std::collections::BTreeMap;

use crate::detect::queries::common::{only_admin, only_commands};
use crate::detect::queries::growth::{Adds, Growth, growth};
use crate::facts::Role;
use crate::finding::{Confidence, FindingBuilder, Severity};
use crate::flow::ledger::{Alternatives, Asked, OpKind, OpRecord, Test};
use crate::model::Place;
use crate::model::schema::{Column, Index, Table};
use crate::rule::{Input, Rule};

use super::prisma;

/// One statement and one of the tables that it asks.
#[derive(Clone, Copy)]
pub struct Access<'a> {
    pub op: &'a OpRecord,
    pub table: &'a Table,
    pub standing: Standing,
}

/// What keeps a statement from being surely worth an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// No entry point is known to reach it, or only pages of the back office.
    pub aside: Option<Aside>,
    /// That the table grows is likely, and not proved.
    pub grows_likely: bool,
    /// A base class that is not in the tree may add columns, and conditions with them.
    pub may_have_more: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    Office,
    Unreached,
}

impl Standing {
    /// Lowers a judgement as far as the best statement leaves doubt.
    #[must_use]
    pub fn lower(self, judged: Judged) -> Judged {
        let mut out = judged;
        if let Some(aside) = self.aside {
            let (severity, why) = match aside {
                Aside::Office => (Severity::Low, "only the back office asks for it"),
                Aside::Unreached => (out.severity.lowered(1), "no entry point is known to reach it"),
            };
            out = Judged { severity: severity.min(out.severity), why: Some(why), confidence: out.confidence };
        }
        if self.aside.is_some() || self.grows_likely || self.may_have_more {
            out.confidence = out.confidence.min(Confidence::Medium);
        }
        out
    }
}

/// How bad, how sure, and why not as the rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    pub severity: Severity,
    pub why: Option<&'static str>,
    pub confidence: Confidence,
}

impl Judged {
    #[must_use]
    pub fn of(rule: &Rule) -> Self {
        Self { severity: rule.severity, why: None, confidence: rule.confidence }
    }

    #[must_use]
    pub fn at_most(self, severity: Severity, why: &'static str, confidence: Confidence) -> Self {
        Self { severity: severity.min(self.severity), why: Some(why), confidence: confidence.min(self.confidence) }
    }

    #[must_use]
    pub fn tell(self, finding: FindingBuilder) -> FindingBuilder {
        let finding = finding.confidence(self.confidence);
        match self.why {
            Some(why) => finding.severity(self.severity, why),
            None => finding,
        }
    }
}

/// The statements of the app with the tables that they ask, as far as these are known and grow.
pub fn accesses<'a>(input: &'a Input<'_>) -> Vec<Access<'a>> {
    let growing = growth(input);
    let of_prisma = prisma::tables(input);
    let mut out = Vec::new();
    for op in input.ledger.ops.iter().filter(|op| is_asked(op, input)) {
        let aside = aside(op, input);
        for name in &op.tables {
            let Some(table) = input.model.schema.table(name).filter(|t| t.knows_own_indexes() && !is_small(t)) else {
                continue;
            };
            if of_prisma.contains(&table.name.to_ascii_lowercase()) {
                continue;
            }
            let may_have_more = table.incomplete.is_some();
            if op.tables.len() > 1 && !narrows(op, table) {
                continue;
            }
            let Some(grows_likely) = grows(table, &growing, aside) else { continue };
            out.push(Access { op, table, standing: Standing { aside, grows_likely, may_have_more } });
        }
    }
    out
}

/// It asks the table something of its own.
fn narrows(op: &OpRecord, table: &Table) -> bool {
    let of_table = |(name, _): &(String, String)| *name == table.name;
    comparisons(op, table).next().is_some()
        || op.searched.iter().chain(&op.sorted).chain(&op.sorted_by_computed).any(of_table)
        || op.hidden.iter().any(|(name, ..)| *name == table.name)
}

fn is_asked(op: &OpRecord, input: &Input<'_>) -> bool {
    let kind = op.kind == OpKind::Execute || (op.kind == OpKind::Write && !op.compared.is_empty());
    // What somebody runs by hand may take its time; a command that never ends is a service.
    let by_hand = only_commands(input, &[op]) && !op.polled;
    let is_judged = match input.model.role(op.place.file) {
        Role::App => true,
        Role::Script => op.polled,
        _ => false,
    };
    kind && is_judged && !by_hand && !op.of_parent && !op.seldom
}

fn aside(op: &OpRecord, input: &Input<'_>) -> Option<Aside> {
    if op.reach.is_empty() {
        return Some(Aside::Unreached);
    }
    only_admin(input, op).then_some(Aside::Office)
}

/// Whether rows are added over time: `Some(true)` when only the form of the table says so.
fn grows(table: &Table, growing: &BTreeMap<&str, Growth>, aside: Option<Aside>) -> Option<bool> {
    // What is written down with its time, about rows of a table that grows, is added to.
    let follows =
        || table.foreign_keys.iter().any(|k| growing.get(k.target_table.as_str()).is_some_and(|g| g.by != Adds::Unreached));
    match growing.get(table.name.as_str()) {
        Some(growth) if growth.by != Adds::Unreached => Some(false),
        Some(_) => Some(true),
        // Two guesses are none.
        None => (aside.is_none() && table.columns.iter().any(tells_time) && follows()).then_some(true),
    }
}

/// A column that says when its row was added.
fn tells_time(column: &Column) -> bool {
    const WORDS: [&str; 9] =
        ["created", "timestamp", "inserted", "added", "submitted", "logged", "sent", "received", "recorded"];
    let kind = column.kind.to_ascii_lowercase();
    let is_time = ["date", "time"].iter().any(|word| kind.contains(word));
    is_time && column.name.split('_').any(|word| WORDS.contains(&word))
}

/// Compared columns of the op's own table that an index could serve.
pub fn comparisons<'o>(op: &'o OpRecord, table: &Table) -> impl Iterator<Item = (&'o str, &'static str)> {
    let name = table.name.clone();
    op.compared
        .iter()
        .filter(move |(of, _, op)| *of == name && matches!(*op, "=" | "IN" | "<" | "<=" | ">" | ">="))
        .map(|(_, column, op)| (column.as_str(), *op))
}

/// An index that begins with the column, whole or partial: which rows a partial one leaves out is not compared.
pub fn leads<'t>(table: &'t Table, column: &str) -> Option<&'t Index> {
    table.indexes.iter().find(|index| index.leading().next() == Some(column) || mentions(index, column))
}

/// An expression over the column, or an index of another kind.
pub fn mentions(index: &Index, column: &str) -> bool {
    index.expressions.iter().any(|expression| expression.contains(column))
        || (index.method != "btree" && index.columns.iter().flatten().any(|name| name == column))
}

/// An index narrows what the statement reads of the table, or of another one that leads to it.
pub fn is_bounded(op: &OpRecord, table: &Table, input: &Input<'_>) -> bool {
    let own: Vec<&str> = comparisons(op, table).map(|(column, _)| column).collect();
    let serves = |index: &Index| index.leading().take_while(|c| own.contains(c)).any(|c| !is_of_few(table, c));
    // A key has an index, or it is told that it has none.
    let by_key = || comparisons(op, table).any(|(c, op)| matches!(op, "=" | "IN") && is_key(table, c) && !is_of_few(table, c));
    let mentioned = || own.iter().any(|c| table.indexes.iter().any(|index| mentions(index, c)));
    // A key that is never empty is compared with a value, where the evaluation only knows the one that stands for none.
    let is_never_empty = |c: &str| is_key(table, c) && !is_of_few(table, c) && table.column(c).is_some_and(|c| !c.nullable);
    let by_none = op.compared.iter().any(|(of, c, how)| *of == table.name && *how == "IS" && is_never_empty(c));
    // What names one row narrows more than a row of another table that has many of this one.
    let finds_one = comparisons(op, table).any(|(c, op)| op == "=" && names_one_row(c));
    let elsewhere = |(name, column, op): &(String, String, &'static str)| {
        let unique = |t: &Table| t.indexes.iter().any(|i| i.unique && i.leading().eq([column.as_str()]));
        let narrows = |t: &Table| if finds_one { unique(t) } else { leads(t, column).is_some() };
        // A row of a table of few names many rows of this one.
        *name != table.name
            && !is_small_by_name(name)
            && matches!(*op, "=" | "IN")
            && input.model.schema.table(name).is_none_or(narrows)
    };
    let by_either = || op.either.iter().any(|either| are_keys(either, table));
    table.indexes.iter().any(serves) || by_none || by_key() || by_either() || mentioned() || op.compared.iter().any(elsewhere)
}

/// `Q(user=user) | Q(user=None)`: each of the choices is found by an index.
fn are_keys(either: &Alternatives, table: &Table) -> bool {
    let is_served = |asked: &Asked| {
        let compares = matches!(asked.test, Test::Compare("=" | "IN" | "IS"));
        compares && asked.table == table.name && !is_of_few(table, &asked.column) && leads(table, &asked.column).is_some()
    };
    !either.parts.is_empty() && either.parts.iter().all(|part| part.as_ref().is_some_and(is_served))
}

/// Two values, or a few: an index alone narrows little. Contents of documents are compared in another way.
pub fn is_coarse(column: &Column) -> bool {
    let kind = column.kind.to_ascii_lowercase();
    ["bool", "enum", "bit", "tinyint(1)", "choice", "json"].iter().any(|word| kind.contains(word))
}

/// The statement asks for rows in a state that each of them leaves: however long the table, few are in it.
pub fn is_passing(op: &OpRecord, table: &Table, column: &str) -> bool {
    const STATES: [&str; 20] = [
        "pending",
        "queued",
        "enqueued",
        "waiting",
        "running",
        "processing",
        "in_progress",
        "inprogress",
        "scheduled",
        "retry",
        "retrying",
        "starting",
        "started",
        "stopping",
        "uploading",
        "importing",
        "unprocessed",
        "unsent",
        "requeued",
        "to_send",
    ];
    let is_state = |text: &str| STATES.contains(&text.to_ascii_lowercase().replace([' ', '-'], "_").as_str());
    op.texts.iter().any(|(of, name, text)| *of == table.name && name == column && is_state(text))
}

/// Names of columns that often hold one of a few words.
pub fn may_be_coarse(column: &str) -> bool {
    const FEW: [&str; 25] = [
        "type",
        "status",
        "state",
        "kind",
        "role",
        "format",
        "currency",
        "flag",
        "level",
        "lang",
        "language",
        "locale",
        "mode",
        "category",
        "action",
        "visibility",
        "direction",
        "priority",
        "severity",
        "stage",
        "scope",
        "gender",
        "outcome",
        "environment",
        "country",
    ];
    column.split('_').any(|word| FEW.contains(&word))
}

/// By its name, a column of which hardly two rows have the same value.
fn names_one_row(column: &str) -> bool {
    const WORDS: [&str; 12] =
        ["uuid", "guid", "token", "hash", "checksum", "digest", "md5", "sha1", "sha256", "sha512", "fingerprint", "nonce"];
    column.split('_').any(|word| WORDS.contains(&word))
}

/// A key of a table with a row for each model or site, of which there are few; or the kind of what the column beside it is the
/// key of (`parent_model`, `parent_id`).
pub fn is_of_few(table: &Table, column: &str) -> bool {
    const FEW: [&str; 2] = ["django_content_type", "django_site"];
    const KINDS: [&str; 5] = ["model", "type", "kind", "class", "table"];
    if let Some((stem, kind)) = column.rsplit_once('_')
        && KINDS.contains(&kind)
        && ["id", "pk", "key", "uuid"].iter().any(|key| table.column(&format!("{stem}_{key}")).is_some())
    {
        return true;
    }
    let key = table.foreign_keys.iter().find(|key| matches!(key.columns.as_slice(), [one] if one == column));
    key.is_some_and(|key| FEW.contains(&key.target_table.as_str()))
}

fn is_small(table: &Table) -> bool {
    // What tells that it lives is a process, and there are as many rows as processes.
    is_small_by_name(&table.name) || table.columns.iter().any(|c| c.name.contains("heartbeat"))
}

/// Tables that somebody fills by hand: they stay small although the app writes to them.
fn is_small_by_name(table: &str) -> bool {
    const SMALL: [&str; 8] = ["config", "setting", "role", "permission", "country", "currency", "language", "feature"];
    let last = table.rsplit(['_', '.']).next().unwrap_or(table).to_ascii_lowercase();
    SMALL.iter().any(|word| last == *word || last.strip_suffix('s') == Some(word))
}

pub fn is_key(table: &Table, column: &str) -> bool {
    table.foreign_keys.iter().any(|key| key.columns.iter().any(|name| name == column))
}

/// Accesses by a key, best first; the order of the ledger is kept among equals.
pub fn by_key<'a, K: Ord>(found: impl Iterator<Item = (K, Access<'a>)>) -> BTreeMap<K, Vec<Access<'a>>> {
    let mut out: BTreeMap<K, Vec<Access<'a>>> = BTreeMap::new();
    for (key, access) in found {
        out.entry(key).or_default().push(access);
    }
    out.values_mut().for_each(|accesses| accesses.sort_by_key(|a| a.standing));
    out
}

/// Where a statement is written: SQL text may stand above the call that runs it.
pub fn written(op: &OpRecord, input: &Input<'_>) -> Place {
    let sql = op.sql.as_deref().map(str::trim).filter(|sql| !sql.is_empty());
    let text = sql.map(|_| input.texts.get(op.place.file.index()));
    let found = sql.zip(text.as_ref()).and_then(|(sql, text)| {
        let mut hits = text.text.match_indices(sql);
        let (at, _) = hits.next()?;
        let end = at + sql.len();
        hits.next().is_none().then(|| Some((u32::try_from(at).ok()?, u32::try_from(end).ok()?)))?
    });
    match (found, &op.written) {
        (Some((start, end)), _) => Place { file: op.place.file, span: crate::facts::Span { start, end } },
        (None, Some((place, _))) => *place,
        (None, None) => op.place,
    }
}

/// Something that was read deletes rows of the table.
#[must_use]
pub fn is_deleted(input: &Input<'_>, table: &str) -> bool {
    let deletes = |op: &OpRecord| op.what.strip_prefix("DELETE ") == Some(table);
    input.ledger.ops.iter().any(deletes)
}
