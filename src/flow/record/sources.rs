//! The queries whose rows an operation reads: several may bring rows to one place.

use std::collections::BTreeMap;

use super::Key;
use crate::flow::ledger::OpRecord;

/// What is loaded of a row that no query brought (it was just made, or given) is one with what is loaded of those that one did.
pub(super) fn of_source(ops: &mut BTreeMap<Key, OpRecord>, key: Key) -> Key {
    let mut without = key.clone();
    without.5 = None;
    without.6.clear();
    if key.5.is_some() {
        if let Some(record) = ops.remove(&without) {
            ops.entry(key.clone()).or_insert(record);
        }
        return key;
    }
    let first = ops.range(without..).next().map(|(other, _)| other).filter(|other| same(other, &key)).cloned();
    first.unwrap_or(key)
}

/// What a serializer reads belongs to the query that the whole answer begins with. A row that was just made has no such query: what
/// is read below it is told, and mended, with the rows that one brings.
pub(super) fn with_whole_answers(ops: BTreeMap<Key, OpRecord>) -> Vec<OpRecord> {
    let mut all = ops.into_iter().peekable();
    let mut out = Vec::with_capacity(all.len());
    while let Some(first) = all.next() {
        let mut alike = vec![first];
        while let Some(next) = all.next_if(|(key, _)| same(key, &alike[0].0)) {
            alike.push(next);
        }
        while let Some((part, whole)) = part_of_another(&alike) {
            let reach = alike[part].1.reach.clone();
            let into = &mut alike[whole].1.reach;
            into.extend(reach);
            into.sort_unstable();
            into.dedup();
            alike.remove(part);
        }
        out.extend(alike.into_iter().map(|(_, record)| record));
    }
    out
}

/// But for the query of the rows, and the way from it.
fn same(a: &Key, b: &Key) -> bool {
    (&a.0, &a.1, &a.2, &a.3, &a.4) == (&b.0, &b.1, &b.2, &b.3, &b.4)
}

/// Two records, of which the first goes the end of the second one's way.
fn part_of_another(alike: &[(Key, OpRecord)]) -> Option<(usize, usize)> {
    let is_part = |a: &OpRecord, b: &OpRecord| {
        a.consumer.is_some() && !a.path.is_empty() && a.path.len() < b.path.len() && b.path.ends_with(&a.path)
    };
    (0..alike.len()).find_map(|part| {
        let whole = (0..alike.len()).find(|whole| is_part(&alike[part].1, &alike[*whole].1))?;
        Some((part, whole))
    })
}
