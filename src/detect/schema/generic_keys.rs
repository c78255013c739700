//! Generic relations of Django: what belongs to one row of any table is looked up by a pair of columns, on access and when
//! that row is deleted. No index is made for the pair.

use std::collections::BTreeMap;

use crate::detect::queries::growth::growth;
use crate::finding::{Confidence, EvidenceRole, Verdict};
use crate::model::entity::{Entity, Many, Orm, Relation};
use crate::model::schema::Table;
use crate::rule::{Input, Rule};

use super::access::Judged;
use super::{remedy, words};

/// Columns of a generic key that names them as Django does.
const PAIR: [&str; 2] = ["content_type_id", "object_id"];
/// Relations that are shown as evidence.
const SHOWN: usize = 3;

/// Tables that generic relations lead to, and whose pair has no index; not those of which a query already tells.
pub fn unserved(rule: &Rule, input: &Input<'_>, is_told: impl Fn((&str, &str)) -> bool, out: &mut Vec<Verdict>) {
    let growing = growth(input);
    let mut leading: BTreeMap<&str, Vec<(&Entity, &Relation)>> = BTreeMap::new();
    for entity in input.model.entities.iter().filter(|e| e.orm == Orm::Django) {
        for relation in entity.relations.iter().filter(|r| is_generic(r)) {
            let target = input.model.entities.get(relation.target.index()).and_then(|t| t.table_name.as_deref());
            if let Some(target) = target.filter(|t| growing.contains_key(t)) {
                leading.entry(target).or_default().push((entity, relation));
            }
        }
    }
    for (name, relations) in leading {
        let table = input.model.schema.table(name).filter(|t| t.knows_own_indexes() && !is_served(t));
        let declared = table.and_then(|t| Some((t, t.column(PAIR[0]).and(t.column(PAIR[1]))?)));
        let Some((table, column)) = declared else { continue };
        if is_told((name, PAIR[1])) || !words::is_judged(input.model, column.place) {
            continue;
        }
        let columns = PAIR.map(str::to_owned);
        let mut finding = rule
            .finding(column.place, format!("{name}.{}", PAIR[1]))
            .slot("table", name)
            .slot("column", columns.join(", "))
            .slot("served", format!("no index of {name} begins with them"))
            .slot("queries", lookers(&relations))
            .index(remedy::new_index(table, &columns))
            .code(remedy::create_index(table, &columns, input));
        for (entity, relation) in relations.iter().take(SHOWN) {
            let note = format!("{}.{} is read, and deleted with its row, by the pair", entity.name, relation.name);
            finding = finding.evidence(relation.place, EvidenceRole::Definition, note);
        }
        let why = "it is paid where a row is asked for what belongs to it, or is deleted";
        let judged = Judged::of(rule).at_most(rule.severity.lowered(1), why, Confidence::Medium);
        out.push(judged.tell(finding).build());
    }
}

/// The side of a generic key that has many rows: no field of the other side names it.
fn is_generic(relation: &Relation) -> bool {
    relation.many == Many::OneToMany && relation.reverse.is_none() && relation.secondary.is_none() && !relation.guessed
}

/// An index begins with both, in either order, or with the key of the row alone.
fn is_served(table: &Table) -> bool {
    table.indexes.iter().any(|index| {
        let leading: Vec<&str> = index.leading().take(2).collect();
        leading.first() == Some(&PAIR[1]) || leading == PAIR
    })
}

fn lookers(relations: &[(&Entity, &Relation)]) -> String {
    match relations {
        [(entity, relation)] => format!("The generic relation {}.{} looks", entity.name, relation.name),
        many => format!("{} generic relations look", many.len()),
    }
}
