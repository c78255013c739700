//! Foreign keys that no index serves: every look-up and join by them, and every delete of a parent, reads the whole table.

use std::collections::BTreeMap;

use crate::facts::Span;
use crate::finding::{Confidence, Evidence, EvidenceRole, Holds, NotAssessable, Severity, Verdict};
use crate::flow::ledger::{OpKind, OpRecord};
use crate::model::Place;
use crate::model::entity::Many;
use crate::model::schema::{Dialect, ForeignKey, Index, SourceKind, Table};
use crate::rule::{Detector, Input, Rule};

use super::{access, association, prisma, remedy, words};

/// Evidence that is shown of each kind.
const INDEXES_SHOWN: usize = 5;
const QUERIES_SHOWN: usize = 3;

/// Tables that hold as many rows as someone typed in.
const SMALL_BY_NAME: [&str; 16] = [
    "role",
    "roles",
    "permission",
    "permissions",
    "setting",
    "settings",
    "config",
    "configs",
    "country",
    "countries",
    "currency",
    "currencies",
    "language",
    "languages",
    "locale",
    "locales",
];

const NOT_SOUGHT: &str = "no statement that was read looks rows up by it";

pub struct FkNotIndexed;

impl Detector for FkNotIndexed {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let schema = &input.model.schema;
        let keys: usize = schema.tables.iter().map(|t| t.foreign_keys.len()).sum();
        if let Some((dialect, place)) = schema.dialect
            && dialect.indexes_foreign_keys()
        {
            if keys > 0 {
                let why = format!("InnoDB indexes foreign keys itself ({keys} keys)");
                out.push(Verdict::Holds(Holds { rule: rule.id.clone(), subject: "schema".into(), place, why }));
            }
            return;
        }
        let tree = Tree::of(input);
        let of_prisma = prisma::tables(input);
        for table in schema.tables.iter().filter(|table| !of_prisma.contains(&table.name.to_ascii_lowercase())) {
            Check { rule, input, tree: &tree, table }.run(out);
        }
    }
}

/// What is asked of the tree for each table, looked up once.
struct Tree<'a> {
    /// Operations by the tables that they read or load rows of, in lower case; in the order of the ledger.
    ops: BTreeMap<String, Vec<&'a OpRecord>>,
    has_models: bool,
    has_history: bool,
}

impl<'a> Tree<'a> {
    fn of(input: &'a Input<'_>) -> Self {
        let entities = &input.model.entities;
        let mut ops: BTreeMap<String, Vec<&OpRecord>> = BTreeMap::new();
        for op in &input.ledger.ops {
            let child = match &op.kind {
                OpKind::LazyLoad { entity, relation } => entities
                    .get(entity.index())
                    .and_then(|parent| parent.relation(relation))
                    .and_then(|relation| entities.get(relation.target.index())?.table_name.as_ref()),
                _ => None,
            };
            let mut names: Vec<String> = op.tables.iter().chain(child).map(|name| name.to_ascii_lowercase()).collect();
            names.sort_unstable();
            names.dedup();
            names.into_iter().for_each(|name| ops.entry(name).or_default().push(op));
        }
        let tables = &input.model.schema.tables;
        let any = |is: fn(SourceKind) -> bool| tables.iter().any(|t| t.sources.iter().any(|s| is(s.kind)));
        Self { ops, has_models: any(|k| k == SourceKind::Model), has_history: any(|k| k != SourceKind::Model) }
    }

    fn ops(&self, table: &Table) -> &[&'a OpRecord] {
        self.ops.get(&table.name.to_ascii_lowercase()).map_or(&[], Vec::as_slice)
    }
}

struct Check<'a> {
    rule: &'a Rule,
    input: &'a Input<'a>,
    tree: &'a Tree<'a>,
    table: &'a Table,
}

impl Check<'_> {
    fn run(&self, out: &mut Vec<Verdict>) {
        let mut covered = Vec::new();
        let dialect = self.input.model.schema.dialect.map(|(d, _)| d);
        // The second half of an association's pair is a rule of its own.
        let reverse = association::reverse(self.table).map(|(key, _)| key);
        for key in &self.table.foreign_keys {
            if !words::is_judged(self.input.model, key.place) {
                continue;
            }
            match (self.table.cover(&key.columns), &self.table.incomplete) {
                (Some(index), _) => covered.push((key, index)),
                (None, None) if reverse.is_some_and(|r| std::ptr::eq(r, key)) => {}
                (None, Some(cause)) if !self.table.knows_own_indexes() => out.push(self.not_assessable(key, cause)),
                (None, Some(_)) => out.push(self.finding(key, self.confidence(dialect).min(Confidence::Medium))),
                (None, None) => out.push(self.finding(key, self.confidence(dialect))),
            }
        }
        if !covered.is_empty() {
            out.push(self.holds(&covered));
        }
    }

    fn symbol(&self, key: &ForeignKey) -> String {
        format!("{}.{}", words::table(self.table), key.columns.join("+"))
    }

    fn holds(&self, covered: &[(&ForeignKey, &Index)]) -> Verdict {
        let names: Vec<String> =
            covered.iter().map(|(k, i)| format!("{} by {}", words::list(&k.columns), words::index(i))).collect();
        let why =
            format!("{} of {} foreign keys have an index: {}", covered.len(), self.table.foreign_keys.len(), names.join("; "));
        let place = words::declaration(&self.table.sources);
        Verdict::Holds(Holds { rule: self.rule.id.clone(), subject: words::table(self.table), place, why })
    }

    fn not_assessable(&self, key: &ForeignKey, cause: &str) -> Verdict {
        let cause = format!("the indexes of {} are not all known: {cause}", self.table.name);
        Verdict::NotAssessable(NotAssessable { rule: self.rule.id.clone(), subject: self.symbol(key), cause })
    }

    fn finding(&self, key: &ForeignKey, confidence: Confidence) -> Verdict {
        let dialect = self.input.model.schema.dialect.map(|(d, _)| d);
        let columns = words::list(&key.columns);
        let sql = remedy::create_index_sql(self.table, &key.columns, dialect);
        let (severity, reason) = self.severity(key);
        // Nobody would miss the index, as far as was read: a third of those judged were wrong.
        let confidence =
            if severity == Severity::Low && reason == NOT_SOUGHT { confidence.min(Confidence::Medium) } else { confidence };
        let mut finding = self
            .rule
            .finding(key.place, self.symbol(key))
            .group(self.rule.id.clone())
            .slot("table", words::table(self.table))
            .slot("columns", columns.clone())
            .slot("target", key.target_table.clone())
            .slot("index", format!("ix_{}_{}", self.table.name, key.columns.join("_")))
            .slot("model", self.model_advice())
            .slot("plan", self.plan_command(dialect, key))
            .severity(severity, reason)
            .confidence(confidence)
            .index(remedy::new_index(self.table, &key.columns))
            .code(sql);
        if let Some((place, call)) = self.meant(key) {
            let note = format!("{call} gives an index that name and no column: it makes none");
            finding = finding.evidence(place, EvidenceRole::Definition, note).remedy(format!(
                "{call} was meant to be this index, and has a name only: in its place write Index(\"{}\", {}) into __table_args__ (or \
                 index=True at the column), and create it in a migration.",
                remedy::index_name(self.table, &key.columns),
                key.columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", "),
            ));
        }
        for evidence in self.evidence(key) {
            finding = finding.evidence(evidence.place, evidence.role, evidence.note);
        }
        let declared_alone = key.columns.len() == 1;
        if let Some(edit) = declared_alone.then(|| remedy::add_index(key.place, self.input)).flatten() {
            finding = finding.edit(edit.place, edit.text);
        }
        finding.build()
    }

    /// How to see the plan of a look-up by the key.
    fn plan_command(&self, dialect: Option<Dialect>, key: &ForeignKey) -> String {
        let explain = match dialect {
            Some(Dialect::Sqlite) => "EXPLAIN QUERY PLAN",
            _ => "EXPLAIN",
        };
        // A key without a type of its own has that of what it refers to.
        let target = self.input.model.schema.table(&key.target_table);
        let referred = |at: usize| target.and_then(|t| t.column(key.target_columns.get(at)?));
        let kind = |(at, name): (usize, &String)| {
            let own = self.table.column(name).map(|c| c.kind.as_str()).filter(|kind| !kind.is_empty());
            format!("{name} = {}", sample(own.or_else(|| referred(at).map(|c| c.kind.as_str())).unwrap_or_default()))
        };
        let condition: Vec<String> = key.columns.iter().enumerate().map(kind).collect();
        format!("{explain} SELECT * FROM {} WHERE {};", self.table.name, condition.join(" AND "))
    }

    /// `Index("owner_id")` beside the key: the first argument is a name.
    fn meant(&self, key: &ForeignKey) -> Option<(Place, String)> {
        let [column] = key.columns.as_slice() else { return None };
        let text = self.input.texts.get(key.place.file.index());
        ['"', '\''].into_iter().find_map(|quote| {
            let call = format!("Index({quote}{column}{quote})");
            // In the class of the key, behind it.
            let from = key.place.span.end as usize;
            let rest = text.text.get(from..)?.split("\nclass ").next()?;
            let start = u32::try_from(from + rest.find(&call)?).ok()?;
            let span = Span { start, end: start + u32::try_from(call.len()).ok()? };
            Some((Place { file: key.place.file, span }, call))
        })
    }

    fn model_advice(&self) -> &'static str {
        let has_model = self.table.sources.iter().any(|s| s.kind == SourceKind::Model);
        if has_model { ", and declare it in the model (index=True), so that both agree" } else { "" }
    }

    fn severity(&self, key: &ForeignKey) -> (Severity, String) {
        let table = &self.table.name;
        if let Some(rows) = self.rows() {
            return if rows < 1_000 {
                (Severity::Low, format!("{table} holds {rows} rows, as configured"))
            } else {
                (self.rule.severity, format!("{table} holds {rows} rows, as configured"))
            };
        }
        if SMALL_BY_NAME.contains(&table.to_lowercase().as_str()) {
            return (Severity::Medium, format!("{table} stays small, as far as its name tells"));
        }
        if self.is_left_behind() {
            return (Severity::Low, format!("no model maps {table} any more, and nothing in the app reads it"));
        }
        if self.is_association() {
            return (Severity::Medium, format!("{table} is an association table: its rows are narrow"));
        }
        if self.is_partly_covered(key) {
            return (Severity::Medium, "an index on a part of the key narrows the search".to_owned());
        }
        let deletes = match key.on_delete.as_deref() {
            Some("CASCADE") => ", and deletes of the parent cascade into it",
            Some("SET NULL") => ", and deletes of the parent write to it",
            _ => "",
        };
        if deletes.is_empty() && !self.input.ledger.ops.is_empty() && self.queries(key).is_empty() {
            let severity = if access::is_deleted(self.input, &key.target_table) { Severity::Medium } else { Severity::Low };
            return (severity, NOT_SOUGHT.to_owned());
        }
        (self.rule.severity, format!("the cost grows with the rows of {table}{deletes}"))
    }

    fn rows(&self) -> Option<u64> {
        let rows = &self.input.settings.rows;
        rows.iter().find(|(name, _)| name.eq_ignore_ascii_case(&self.table.name)).map(|(_, rows)| *rows)
    }

    /// Migrations made it, other tables have models, and this one has neither a model nor a query.
    fn is_left_behind(&self) -> bool {
        let made_by_migration = self.table.sources.iter().all(|s| s.kind == SourceKind::Migration);
        made_by_migration && self.tree.has_models && !self.tree.ops(self.table).iter().any(|op| self.is_read(&op.tables))
    }

    /// Two keys and next to nothing else.
    fn is_association(&self) -> bool {
        let keys = &self.table.foreign_keys;
        let in_key = |name: &str| keys.iter().any(|k| k.columns.iter().any(|c| c.eq_ignore_ascii_case(name)));
        let own = self.table.columns.iter().filter(|c| !c.primary_key && !in_key(&c.name)).count();
        keys.len() == 2 && own == 0
    }

    fn is_partly_covered(&self, key: &ForeignKey) -> bool {
        key.columns.len() > 1 && key.columns.iter().any(|c| self.table.cover(std::slice::from_ref(c)).is_some())
    }

    /// Certain where the dialect is known and whatever builds other tables also speaks of this one.
    fn confidence(&self, dialect: Option<Dialect>) -> Confidence {
        let has_history = self.table.sources.iter().any(|s| s.kind != SourceKind::Model);
        let unseen = self.tree.has_history && !has_history;
        self.rule.confidence.lowered(u32::from(dialect.is_none() || unseen))
    }

    fn evidence(&self, key: &ForeignKey) -> Vec<Evidence> {
        let note = match &key.on_delete {
            Some(action) => format!("refers to {}, ON DELETE {action}", key.target_table),
            None => format!("refers to {}", key.target_table),
        };
        let mut all = vec![Evidence { place: key.place, role: EvidenceRole::Definition, note }];
        // Whoever reads on looks for the indexes that hold the key.
        let holds = |index: &&Index| index.columns.iter().flatten().any(|c| key.columns.contains(c));
        let (near, far): (Vec<&Index>, Vec<&Index>) = self.table.indexes.iter().partition(holds);
        for index in near.into_iter().chain(far).take(INDEXES_SHOWN) {
            if let Some(place) = words::declaration(&index.sources) {
                let note = format!("{} on ({}) {}", words::index(index), words::columns(index), why_not(index, key));
                all.push(Evidence { place, role: EvidenceRole::Schema, note });
            }
        }
        all.extend(self.queries(key));
        all
    }

    /// Loads of children by their parent, and queries whose text names the column.
    fn queries(&self, key: &ForeignKey) -> Vec<Evidence> {
        let mut seen: Vec<Place> = Vec::new();
        let mut found = Vec::new();
        for op in self.tree.ops(self.table) {
            let by_key = match &op.kind {
                OpKind::LazyLoad { entity, relation } => self.loads_children(*entity, relation, key),
                OpKind::Execute => self.is_read(&op.tables) && key.columns.iter().any(|c| has_word(&op.what, c)),
                _ => false,
            };
            if by_key && !seen.contains(&op.place) && found.len() < QUERIES_SHOWN {
                seen.push(op.place);
                found.push(Evidence {
                    place: op.place,
                    role: EvidenceRole::Query,
                    note: format!("searches by it: {}", op.what),
                });
            }
        }
        found
    }

    fn is_read(&self, tables: &[String]) -> bool {
        tables.iter().any(|t| t.eq_ignore_ascii_case(&self.table.name))
    }

    fn loads_children(&self, parent: crate::model::entity::EntityId, relation: &str, key: &ForeignKey) -> bool {
        let entities = &self.input.model.entities;
        let Some(parent) = entities.get(parent.index()) else { return false };
        let is_target = parent.table_name.as_deref().is_some_and(|t| t.eq_ignore_ascii_case(&key.target_table));
        let Some(relation) = parent.relation(relation).filter(|r| is_target && r.many == Many::OneToMany) else { return false };
        let child = entities.get(relation.target.index()).and_then(|e| e.table_name.as_deref());
        let same_target = self.table.foreign_keys.iter().filter(|k| k.target_table.eq_ignore_ascii_case(&key.target_table));
        child.is_some_and(|c| c.eq_ignore_ascii_case(&self.table.name)) && same_target.count() == 1
    }
}

/// The name stands in the text as a word of its own.
fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|w| w.eq_ignore_ascii_case(word))
}

/// A value that can be compared with a column of the type.
fn sample(kind: &str) -> &'static str {
    let kind = kind.to_ascii_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    if is(&["uuid", "guid"]) {
        "'00000000-0000-0000-0000-000000000000'"
    } else if is(&["char", "text", "str", "unicode"]) {
        "'a'"
    } else {
        "1"
    }
}

/// Why an index does not serve a look-up by the key.
fn why_not(index: &Index, key: &ForeignKey) -> String {
    let leads = index.leading().next().is_some_and(|first| key.columns.iter().any(|c| c.eq_ignore_ascii_case(first)));
    match &index.predicate {
        Some(predicate) if leads => format!("holds only rows where {predicate}"),
        None if leads && !matches!(index.method.as_str(), "btree" | "hash") => format!("is a {} index", index.method),
        _ => "does not lead with it".into(),
    }
}

#[cfg(test)]
mod tests;
