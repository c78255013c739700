//! Indexes that another index of the table makes superfluous: each costs every write and serves no read.

use crate::facts::Language;
use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::model::Place;
use crate::model::schema::{Automatic, Dialect, Index, IndexKind, MADE_ELSEWHERE, Source, SourceKind, Table};
use crate::rule::{Detector, Input, Rule};

use super::inherited::Inherited;
use super::{remedy, words};

/// From so many columns on, an index is too wide to stand in for a narrow one.
const WIDE: usize = 4;

pub struct RedundantIndex;

impl Detector for RedundantIndex {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let inherited = Inherited::new(input);
        let is_own = |table: &&Table| table.incomplete.as_deref() != Some(MADE_ELSEWHERE);
        for table in input.model.schema.tables.iter().filter(is_own) {
            check(rule, input, &inherited, table, out);
        }
    }
}

fn check(rule: &Rule, input: &Input<'_>, inherited: &Inherited<'_>, table: &Table, out: &mut Vec<Verdict>) {
    let before = out.len();
    for at in 0..table.indexes.len() {
        let Some((keeper, why)) = keeper(input, table, at) else { continue };
        if let Some(verdict) = finding(rule, input, inherited, (table, at), keeper, why) {
            out.push(verdict);
        }
    }
    let assessable = table.incomplete.is_none() && table.indexes.len() > 1;
    if out.len() == before && assessable {
        let why = format!("{} indexes, none of which replaces another", table.indexes.len());
        let place = words::declaration(&table.sources);
        out.push(Verdict::Holds(Holds { rule: rule.id.clone(), subject: words::table(table), place, why }));
    }
}

/// How one index replaces another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// The same columns in the same order.
    Duplicate,
    /// The other begins with all of its columns.
    Prefix,
    /// The other already makes fewer of its columns unique.
    Implied,
}

/// The index that replaces the one at `at`: preferably one that nothing replaces.
fn keeper<'a>(input: &Input<'_>, table: &'a Table, at: usize) -> Option<(&'a Index, Why)> {
    let candidates: Vec<(usize, Why)> =
        (0..table.indexes.len()).filter_map(|b| replaces(input, table, at, b).map(|why| (b, why))).collect();
    let stays = |b: usize| !(0..table.indexes.len()).any(|c| replaces(input, table, b, c).is_some());
    let best = candidates.iter().find(|(b, _)| stays(*b)).or_else(|| candidates.first())?;
    Some((&table.indexes[best.0], best.1))
}

/// Whether the index at `b` makes the one at `a` superfluous.
fn replaces(input: &Input<'_>, table: &Table, a: usize, b: usize) -> Option<Why> {
    let (one, other) = (&table.indexes[a], &table.indexes[b]);
    if a == b || one.kind == IndexKind::PrimaryKey || !comparable(one, other) || !coexist(input, one, other) {
        return None;
    }
    if same_parts(one, other) {
        let weaker = (rank(one), std::cmp::Reverse(a)) < (rank(other), std::cmp::Reverse(b));
        return weaker.then_some(Why::Duplicate);
    }
    if !one.expressions.is_empty() || !other.expressions.is_empty() || one.method != "btree" {
        return None;
    }
    if !one.unique && begins_with(other, one) {
        return Some(Why::Prefix);
    }
    let implied = one.unique && is_unique(other) && begins_with(one, other) && !is_referenced(input, table, one);
    implied.then_some(Why::Implied)
}

fn is_unique(index: &Index) -> bool {
    index.unique || index.kind != IndexKind::Index
}

/// What must stay when two structures have the same columns.
fn rank(index: &Index) -> u8 {
    match (index.kind, index.unique) {
        (IndexKind::PrimaryKey, _) => 3,
        (IndexKind::Unique, _) => 2,
        (IndexKind::Index, true) => 1,
        (IndexKind::Index, false) => 0,
    }
}

/// The same method, condition and included columns. A partial or covering index is there for a purpose of its own.
fn comparable(a: &Index, b: &Index) -> bool {
    let method = a.method.eq_ignore_ascii_case(&b.method);
    let predicate = match (&a.predicate, &b.predicate) {
        (None, None) => true,
        (Some(a), Some(b)) => normal(a) == normal(b),
        _ => false,
    };
    let contains = |name: &String| b.include.iter().any(|i| i.eq_ignore_ascii_case(name));
    method && predicate && a.include.iter().all(contains)
}

fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['(', ')']).to_lowercase()
}

/// Both are declared by the models, or by one history, so that one database has them both. An index that a model and a
/// migration name differently is one index in intention: which of the two builds the database is not known.
fn coexist(input: &Input<'_>, a: &Index, b: &Index) -> bool {
    b.kind == IndexKind::PrimaryKey || shared(input, a, b).is_some()
}

/// The first declaration of `a` beside which its source also declares `b`.
fn shared(input: &Input<'_>, a: &Index, b: &Index) -> Option<Place> {
    let beside = |s: &&Source| b.sources.iter().any(|o| s.kind == o.kind && is_one_history(input, s, o));
    a.sources.iter().filter(|s| s.kind == SourceKind::Model).chain(&a.sources).find(beside).map(|s| s.place)
}

/// All models, the migrations or SQL files of one folder, or the statements of one program: files of other folders and
/// other programs may be alternatives.
fn is_one_history(input: &Input<'_>, a: &Source, b: &Source) -> bool {
    let file = |s: &Source| input.model.files.get(s.place.file.index());
    let (Some(one), Some(other)) = (file(a), file(b)) else { return false };
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    match a.kind {
        SourceKind::Model => is_one_mapper(input, a, b),
        SourceKind::Sql if one.language != Language::Sql => one.path == other.path,
        _ => folder(&one.path) == folder(&other.path),
    }
}

/// Classes of two mappers with one table: those of one of them read what those of the other have made.
fn is_one_mapper(input: &Input<'_>, a: &Source, b: &Source) -> bool {
    let mapper = |s: &Source| input.model.entities.iter().find(|e| e.place.file == s.place.file).map(|e| e.orm);
    mapper(a).zip(mapper(b)).is_none_or(|(one, other)| one == other)
}

fn class(index: &Index, at: usize) -> Option<&str> {
    index.classes.get(at).and_then(|c| c.as_deref())
}

fn same_parts(a: &Index, b: &Index) -> bool {
    let expressions = a.expressions.iter().map(|e| normal(e)).eq(b.expressions.iter().map(|e| normal(e)));
    a.columns.len() == b.columns.len() && expressions && begins_with(a, b)
}

/// All parts of `prefix` lead `index`, with the same operator classes.
fn begins_with(index: &Index, prefix: &Index) -> bool {
    let same = |(at, (a, b)): (usize, (&Option<String>, &Option<String>))| {
        let names = match (a, b) {
            (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
            (None, None) => true,
            _ => false,
        };
        names && class(index, at) == class(prefix, at)
    };
    !prefix.columns.is_empty()
        && prefix.columns.len() <= index.columns.len()
        && index.columns.iter().zip(&prefix.columns).enumerate().all(same)
}

/// A composite key of another table refers to exactly these columns, and needs them unique together.
fn is_referenced(input: &Input<'_>, table: &Table, index: &Index) -> bool {
    let schema = &input.model.schema;
    let declared = schema.tables.iter().flat_map(|t| &t.foreign_keys).map(|k| (&k.target_table, &k.target_columns));
    let mut keys = declared.chain(schema.referenced.iter().map(|k| (&k.table, &k.columns)));
    let columns: Vec<&str> = index.leading().collect();
    let exact = |targets: &[String]| {
        targets.len() == columns.len() && targets.iter().all(|t| columns.iter().any(|c| c.eq_ignore_ascii_case(t)))
    };
    index.unique
        && columns.len() > 1
        && keys.any(|(target, columns)| target.eq_ignore_ascii_case(&table.name) && exact(columns))
}

/// Whether the same declaration gives the table an index that is superfluous there, too.
fn is_superfluous(input: &Input<'_>, table: &str, declared: Place) -> bool {
    let Some(table) = input.model.schema.table(table) else { return false };
    let of_declaration = |at: &usize| table.indexes[*at].sources.iter().any(|s| s.place == declared);
    (0..table.indexes.len()).filter(of_declaration).any(|at| keeper(input, table, at).is_some())
}

fn finding(
    rule: &Rule,
    input: &Input<'_>,
    inherited: &Inherited<'_>,
    (table, at): (&Table, usize),
    keeper: &Index,
    why: Why,
) -> Option<Verdict> {
    let index = &table.indexes[at];
    let declared = shared(input, index, keeper).or_else(|| words::declaration(&index.sources));
    let declared = declared.filter(|p| words::is_judged(input.model, *p))?;
    let own = inherited.own_class(table, declared, |other| is_superfluous(input, other, declared));
    let place = own.map_or(declared, |(place, _)| place);
    let dialect = input.model.schema.dialect.map(|(d, _)| d);
    if remedy::serves_beginnings(table, index, dialect, input) {
        return None;
    }
    let name = words::index(index);
    let symbol = match &index.name {
        Some(name) => format!("{}.{name}", words::table(table)),
        None => format!("{}({})", words::table(table), words::columns(index)),
    };
    let relation = match why {
        Why::Duplicate => "has the same columns",
        Why::Prefix => "begins with the same columns",
        Why::Implied => "already makes fewer of these columns unique",
    };
    let (mut severity, mut reason) = severity(rule, input, table, keeper, why);
    match index.automatic {
        Automatic::No => {}
        Automatic::Key => {
            severity = severity.min(Severity::Low);
            reason.push_str(match dialect {
                // InnoDB indexes a key by itself, and drops that index once another one serves the key: Django adds none.
                Some(Dialect::Mysql) if !input.model.schema.several_servers => return None,
                Some(Dialect::Postgresql | Dialect::Sqlite) if !input.model.schema.several_servers => {
                    "; Django adds it by itself"
                }
                _ => "; Django adds it by itself on PostgreSQL and SQLite, on MySQL it adds none beside the key's own",
            });
        }
        Automatic::Link => return None,
    }
    // A constraint over more columns may be there for an upsert that names exactly these.
    let confidence = match table.incomplete {
        Some(_) => Confidence::Medium,
        None => rule.confidence.lowered(u32::from(why == Why::Implied)),
    };
    let mut finding = rule
        .finding(place, symbol)
        .slot("index", name)
        .slot("described", words::described(index))
        .slot("columns", words::columns(index))
        .slot("table", words::table(table))
        .slot("keeper", words::index(keeper))
        .slot("keeper_described", words::described(keeper))
        .slot("relation", relation)
        .severity(severity, reason)
        .confidence(confidence)
        .evidence(declared, EvidenceRole::Definition, words::described(index));
    if let Some(kept_place) = shared(input, keeper, index).or_else(|| words::declaration(&keeper.sources)) {
        let note = format!("{} {relation}", words::described(keeper));
        finding = finding.evidence(kept_place, EvidenceRole::Schema, note);
    }
    if !index.sources.iter().any(|s| s.kind == SourceKind::Model) {
        let text = format!("Drop {} in a migration; {} serves the same searches.", words::index(index), words::index(keeper));
        finding = finding.remedy(text);
    }
    if index.automatic == Automatic::Key {
        finding = finding
            .remedy("Give the field `db_index=False` (Django indexes every key that does not say so) and make a migration.");
    } else if let Some(text) = remedy::out_of_django(table, index, dialect, input) {
        finding = finding.remedy(text);
    } else if let Some(sql) = remedy::drop_index_sql(table, index, dialect) {
        finding = finding.code(sql);
    }
    if let Some((_, class)) = own {
        finding = finding.remedy(format!(
            "Declare the field anew in {class}, without an index (Django: `db_index=False`), and make a migration: the declaration \
             that it inherits is that of other tables, some of which need the index."
        ));
    }
    if let Some(edit) = (index.columns.len() == 1 && own.is_none()).then(|| remedy::remove_index(place, input)).flatten() {
        finding = finding.edit(edit.place, edit.text);
    }
    Some(finding.build())
}

fn severity(rule: &Rule, input: &Input<'_>, table: &Table, keeper: &Index, why: Why) -> (Severity, String) {
    let is_text = |c: &String| table.column(c).is_some_and(|c| c.kind.to_ascii_uppercase().starts_with("TEXT"));
    let wide = keeper.columns.len() >= WIDE || keeper.leading().map(str::to_owned).any(|c| is_text(&c));
    if why == Why::Prefix && wide {
        return (Severity::Info, "the wider index is much larger, so the narrow one may be worth its writes".to_owned());
    }
    let rows = input.settings.rows.iter().find(|(name, _)| name.eq_ignore_ascii_case(&table.name));
    match rows {
        Some((_, rows)) if *rows < 1_000 => (Severity::Low, format!("{} holds {rows} rows, as configured", table.name)),
        _ => (rule.severity, format!("one more structure for every insert, delete and changed key of {}", table.name)),
    }
}

#[cfg(test)]
mod tests;
