//! Association tables that are indexed in one direction only.

use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::flow::ledger::OpRecord;
use crate::model::entity::{Entity, Many, Relation};
use crate::model::schema::{Dialect, ForeignKey, Index, SourceKind, Table};
use crate::rule::{Detector, Input, Rule};

use super::{access, remedy, words};

pub struct M2mReverseUnindexed;

impl Detector for M2mReverseUnindexed {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let dialect = input.model.schema.dialect.map(|(d, _)| d);
        if dialect.is_some_and(Dialect::indexes_foreign_keys) {
            return;
        }
        for table in input.model.schema.tables.iter().filter(|t| t.incomplete.is_none()) {
            let Some((key, pair)) = reverse(table) else { continue };
            if !words::is_judged(input.model, key.place) {
                continue;
            }
            let columns = words::list(&key.columns);
            let (severity, reason) = severity(rule, input, table, key);
            let mut finding = rule
                .finding(key.place, format!("{}.{columns}", words::table(table)))
                .slot("table", words::table(table))
                .slot("columns", columns.clone())
                .slot("target", key.target_table.clone())
                .slot("pair", words::described(pair))
                .slot("index", format!("ix_{}_{}", table.name, key.columns.join("_")))
                .severity(severity, reason)
                .index(remedy::new_index(table, &key.columns))
                .code(remedy::create_index_sql(table, &key.columns, dialect))
                .evidence(key.place, EvidenceRole::Definition, format!("refers to {}", key.target_table));
            if !is_asked(table, input) || !is_sought(table, key, input) {
                finding = finding.confidence(Confidence::Medium);
            }
            if let Some(place) = words::declaration(&pair.sources) {
                finding =
                    finding.evidence(place, EvidenceRole::Schema, format!("{} leads with the other", words::described(pair)));
            }
            if let Some(edit) = remedy::add_index(key.place, input) {
                finding = finding.edit(edit.place, edit.text);
            }
            out.push(finding.build());
        }
    }
}

/// The key of an association table that only stands second in the unique pair, and that pair.
pub fn reverse(table: &Table) -> Option<(&ForeignKey, &Index)> {
    let [one, other] = table.foreign_keys.as_slice() else { return None };
    let ([a], [b]) = (one.columns.as_slice(), other.columns.as_slice()) else { return None };
    let is = |name: &str, column: &String| name.eq_ignore_ascii_case(column);
    let pairs = |i: &&Index| {
        let lead: Vec<&str> = i.leading().collect();
        i.unique
            && i.is_full_table()
            && lead.len() == 2
            && i.columns.len() == 2
            && (is(lead[0], a) && is(lead[1], b) || is(lead[0], b) && is(lead[1], a))
    };
    let pair = table.indexes.iter().find(pairs)?;
    let second = if pair.leading().next().is_some_and(|lead| is(lead, a)) { other } else { one };
    table.cover(&second.columns).is_none().then_some((second, pair))
}

fn severity(rule: &Rule, input: &Input<'_>, table: &Table, key: &ForeignKey) -> (Severity, String) {
    let rows = input.settings.rows.iter().find(|(name, _)| name.eq_ignore_ascii_case(&table.name));
    match rows {
        Some((_, rows)) if *rows < 1_000 => (Severity::Low, format!("{} holds {rows} rows, as configured", table.name)),
        None if !is_asked(table, input) => (Severity::Low, format!("no statement that was read asks {}", table.name)),
        None if !is_sought(table, key, input) => {
            (Severity::Low, format!("no statement that was read looks rows of {} up by it alone", table.name))
        }
        _ => (rule.severity, format!("from {} the whole of {} is read", key.target_table, table.name)),
    }
}

/// Something may go through it: a relation of the models, or a statement that names it. Where no statements were read, anything may.
fn is_asked(table: &Table, input: &Input<'_>) -> bool {
    let is_it = |name: &str| name.eq_ignore_ascii_case(&table.name);
    let of_models = table.sources.iter().any(|source| source.kind == SourceKind::Model);
    let ops = &input.ledger.ops;
    of_models || ops.is_empty() || ops.iter().any(|op| op.tables.iter().any(|name| is_it(name)))
}

/// Rows may be looked up by the key alone: a relation leads through the table or to it, a statement asks for the key, or rows of
/// the target are deleted. Where no statements were read, they may.
fn is_sought(table: &Table, key: &ForeignKey, input: &Input<'_>) -> bool {
    let ops = &input.ledger.ops;
    let is = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    let entities = &input.model.entities;
    let maps = |entity: &Entity, name: &str| entity.table_name.as_deref().is_some_and(|t| is(t, name));
    let mut relations = entities.iter().flat_map(|entity| entity.relations.iter().map(move |relation| (entity, relation)));
    let leads = |(of, relation): (&Entity, &Relation)| {
        let through = relation.secondary.as_deref().is_some_and(|secondary| is(secondary, &table.name));
        let down = relation.many == Many::OneToMany
            && maps(of, &key.target_table)
            && entities.get(relation.target.index()).is_some_and(|target| maps(target, &table.name));
        through || down
    };
    let lone = |op: &OpRecord| {
        let compares = |column: &str| op.compared.iter().any(|(t, c, _)| is(t, &table.name) && is(c, column));
        let other = table.foreign_keys.iter().filter(|k| k.columns != key.columns).flat_map(|k| &k.columns);
        key.columns.iter().any(|column| compares(column)) && !other.into_iter().any(|column| compares(column))
    };
    let is_plain = !entities.iter().any(|entity| maps(entity, &table.name));
    let mut is_asked = || relations.any(leads) || ops.iter().any(lone) || access::is_deleted(input, &key.target_table);
    ops.is_empty() || is_plain || is_asked()
}
