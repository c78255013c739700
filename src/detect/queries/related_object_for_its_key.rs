//! Related rows that are loaded for their key, which their owner has in a column of its own.

use crate::facts::{Role, Span};
use crate::finding::{Confidence, Edit, EvidenceRole, Verdict};
use crate::flow::ledger::{OpKind, OpRecord};
use crate::model::Place;
use crate::model::entity::{Many, Relation};
use crate::rule::{Detector, Input, Rule};

use super::common::{confidence, evidence, groups, is_judged, multiplying};
use super::growth::growth;
use super::severity::severity;

pub struct RelatedObjectForItsKey;

/// The relation whose key stands in a column, where nothing but that key is read of the row that it leads to.
pub fn key_alone<'a>(op: &OpRecord, input: &'a Input<'_>) -> Option<&'a Relation> {
    let OpKind::LazyLoad { entity, relation } = &op.kind else { return None };
    let relation = input.model.entities[entity.index()].relation(relation)?;
    let holds_key = relation.many == Many::ToOne && relation.by_primary_key && relation.local.len() == 1;
    (holds_key && !op.reads.key_only.is_empty() && is_written_out(op, relation, input)).then_some(relation)
}

/// Code that reads whatever relation it is given the name of (`getattr(row, field)`) can't be changed for one of them.
fn is_written_out(op: &OpRecord, relation: &Relation, input: &Input<'_>) -> bool {
    let text = input.texts.get(op.place.file.index());
    let written = text.slice(op.place.span);
    // A serializer's field names it elsewhere.
    written.contains(&relation.name) || (op.consumer.is_some() && !written.contains("getattr("))
}

/// Where the relation is written: in the field or column that names it, where the code that reads it does not.
fn written_at(op: &OpRecord, input: &Input<'_>) -> Place {
    let OpKind::LazyLoad { relation, .. } = &op.kind else { return op.place };
    let says = |place: Place| input.texts.get(place.file.index()).slice(place.span).contains(relation.as_str());
    let declared = op.consumer.map(|(_, declared)| declared).filter(|declared| is_judged(input, *declared));
    declared.filter(|declared| !says(op.place) && says(*declared)).unwrap_or(op.place)
}

impl Detector for RelatedObjectForItsKey {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let ops = input.ledger.ops.iter().filter(|op| key_alone(op, input).is_some() && is_judged(input, op.place));
        let growing = growth(input);
        for (place, group) in groups(ops, |op| written_at(op, input)) {
            let op = group.main(input);
            let Some(relation) = key_alone(op, input) else { continue };
            let reach = group.reach(input);
            let looped = !multiplying(op).is_empty();
            let (severity, reason) = if looped {
                let (found, reason) = severity(rule, op, &reach, input, &growing);
                (found.lowered(-1), reason)
            } else {
                let steps = if input.model.role(place.file) == Role::Script || reach.is_empty() { 2 } else { 1 };
                (rule.severity.lowered(steps), "one statement, outside of loops".into())
            };
            let column = &relation.local[0];
            let key = op.entity.and_then(|e| input.model.entities[e.index()].primary_key.first()).cloned().unwrap_or_default();
            let mut finding = rule
                .finding(place, op.symbol.clone())
                .severity(severity, reason)
                .confidence(sure(rule, op, input))
                .formula(op.formula.clone())
                .slot("what", op.what.clone())
                .slot("column", column.clone())
                .slot("relation", relation.name.clone())
                .slot("key", key.clone())
                .reach(reach);
            for read in op.reads.key_only.iter().filter(|p| **p != place).take(3) {
                finding = finding.evidence(*read, EvidenceRole::Access, "only the key is read");
            }
            if is_handed_over(op) {
                let text = format!(
                    "Hand over the keys (`.{column}`) in place of the rows: what is called reads nothing but `.{key}` of them."
                );
                finding = finding.remedy(text);
            } else if is_read_elsewhere(op) {
                let text = format!(
                    "Use the key here (`.{column}` in place of `.{}`), and hand it over in place of the row: what is called reads \
                     nothing but `.{key}` of it.",
                    relation.name
                );
                finding = finding.remedy(text);
            } else if op.reads.key_only.iter().all(|read| is_asked(*read, &relation.name, input)) {
                let text = format!("Ask the key: `.{column}` in place of `.{}` says whether there is one.", relation.name);
                finding = finding.remedy(text);
            } else if is_compared(op, &relation.name, &key, input) {
                let text = format!(
                    "Compare the keys: `.{column}` in place of `.{}`, with the `.{key}` of the other side.",
                    relation.name
                );
                finding = finding.remedy(text);
            }
            finding = finding.evidence(relation.place, EvidenceRole::Definition, format!("the key stands in {column}"));
            finding = evidence(finding, &group, input);
            for read in &op.reads.key_only {
                if let Some(edit) = edit(*read, relation, &key, input) {
                    finding = finding.edit(edit.place, edit.text);
                }
            }
            out.push(finding.build());
        }
    }
}

/// The key is read in other files only: what reads it is given the row, by others as well.
fn is_handed_over(op: &OpRecord) -> bool {
    op.reads.key_only.iter().all(|read| read.file != op.place.file)
}

/// What is called is given the row, too.
fn is_read_elsewhere(op: &OpRecord) -> bool {
    op.reads.key_only.iter().any(|read| read.file != op.place.file)
}

/// The row itself is compared, which mappers do by its key; nowhere is the key named.
fn is_compared(op: &OpRecord, relation: &str, key: &str, input: &Input<'_>) -> bool {
    op.reads.key_only.iter().all(|read| {
        let text = input.texts.get(read.file.index());
        let written = text.slice(read.span);
        let named = [key, "pk"].iter().any(|key| written.ends_with(&format!(".{relation}.{key}")));
        !named && (written.contains("==") || written.contains("!=") || written.contains(" in ") || written.ends_with(relation))
    })
}

/// Asks whether there is a row: `row.author is None`, `if row.author:`.
fn is_asked(read: Place, relation: &str, input: &Input<'_>) -> bool {
    let text = input.texts.get(read.file.index());
    let written = text.slice(read.span);
    // The place of a comparison is both of its sides.
    let is_access = !written.contains(char::is_whitespace);
    is_access && written.ends_with(&format!(".{relation}")) || written.contains(&format!(".{relation} is "))
}

/// What is called may have to go on taking rows.
fn sure(rule: &Rule, op: &OpRecord, input: &Input<'_>) -> Confidence {
    let sure = confidence(rule, op, input);
    if is_read_elsewhere(op) { sure.min(Confidence::Medium) } else { sure }
}

/// `row.author.id` becomes `row.author_id`, where it is written so; `row.author is None` becomes `row.author_id is None`.
fn edit(read: Place, relation: &Relation, key: &str, input: &Input<'_>) -> Option<Edit> {
    let text = input.texts.get(read.file.index());
    let written = text.slice(read.span);
    if is_asked(read, &relation.name, input) {
        let at = written.find(&format!(".{} is ", relation.name)).or_else(|| written.rfind(&format!(".{}", relation.name)))?;
        let start = read.span.start + u32::try_from(at).ok()? + 1;
        let end = start + u32::try_from(relation.name.len()).ok()?;
        return Some(Edit { place: Place { file: read.file, span: Span::new(start, end) }, text: relation.local[0].clone() });
    }
    for key in [key, "pk"] {
        let tail = format!(".{}.{key}", relation.name);
        if written.ends_with(&tail) && !written.contains('\n') {
            let start = read.span.end - u32::try_from(tail.len()).ok()? + 1;
            let place = Place { file: read.file, span: Span::new(start, read.span.end) };
            return Some(Edit { place, text: relation.local[0].clone() });
        }
    }
    None
}
