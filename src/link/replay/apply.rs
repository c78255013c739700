//! One operation on the tables of a history, as the database would do it.

use compact_str::CompactString;

use crate::facts::ddl::{self, Constraint, ConstraintKind, Name, StatementKind};
use crate::model::ModelNote;
use crate::model::schema::{Dialect, Index, IndexKind, Source, SourceKind};

use super::draft::{Draft, Line, key_of, place, schema_of};
use super::merge::absorb_indexes;

pub struct Step<'a> {
    pub line: &'a mut Line,
    pub source: Source,
    pub dialect: Option<Dialect>,
    pub notes: &'a mut Vec<ModelNote>,
}

impl Step<'_> {
    pub fn apply(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::CreateTable(table) => self.create_table(table),
            StatementKind::DropTable { names } => names.iter().for_each(|n| self.drop_table(n)),
            StatementKind::RenameTable { from, to } => self.rename_table(from, to),
            StatementKind::AddColumn { table, column } => self.line.get_or_loose(table).add_column(column, self.source),
            StatementKind::DropColumn { table, column } => self.drop_column(table, column),
            StatementKind::RenameColumn { table, from, to } => self.rename_column(table, from, to),
            StatementKind::AddConstraint { table, constraint } => {
                add_constraint(self.line.get_or_loose(table), constraint, self.source);
            }
            StatementKind::DropConstraint { table, name } => self.drop_constraint(table, name),
            StatementKind::CreateIndex { index, .. } => self.create_index(index),
            StatementKind::DropIndex { names, table, concurrently } => {
                names.iter().for_each(|n| self.drop_index(n, table.as_ref(), *concurrently));
            }
            StatementKind::RenameIndex { from, to } => self.rename_index(from, to),
            StatementKind::Unread { about: Some(table) } => {
                self.line.unknown(Some(table), "a statement about it was not understood");
            }
            StatementKind::CreateView { name } => {
                // One that keeps its rows may have indexes, and nobody reads it yet.
                if !self.line.get(name).is_some_and(|table| table.view || table.created) {
                    self.line.created_now(name);
                }
                let draft = self.line.get_or_loose(name);
                draft.view = !draft.created;
            }
            StatementKind::Unread { about: None }
            | StatementKind::Pragma { .. }
            | StatementKind::Query(_)
            | StatementKind::Other => {}
        }
    }

    fn note(&mut self, text: String) {
        self.notes.push(ModelNote { place: Some(self.source.place), text });
    }

    fn create_table(&mut self, table: &ddl::CreateTable) {
        let source = Source { place: place(self.source, table.name_span), ..self.source };
        let known = self.line.get(&table.name).is_some_and(|t| t.created);
        if known && table.if_not_exists {
            return;
        }
        self.line.created_now(&table.name);
        let made = table.name.name.as_str().to_lowercase();
        self.line.gone.remove(&made);
        self.line.dropped_of_others.remove(&made);
        let draft = self.line.get_or_loose(&table.name);
        draft.created = true;
        draft.sources.push(source);
        for column in &table.columns {
            draft.add_column(column, self.source);
        }
        // A table that is created twice stands for alternative scripts, or for a dump beside the steps that lead to it: what
        // either of them declares is kept, and what both declare is one.
        let (own, mut before): (Vec<Index>, Vec<Index>) =
            std::mem::take(&mut draft.indexes).into_iter().partition(|i| !known || i.kind == IndexKind::PrimaryKey);
        draft.indexes = own;
        for constraint in &table.constraints {
            add_constraint(draft, constraint, self.source);
        }
        if known {
            absorb_indexes(&mut before, std::mem::take(&mut draft.indexes));
            draft.indexes = before;
        }
        if table.derived || draft.columns.is_empty() {
            draft.mark("its columns come from another table");
        }
    }

    fn drop_table(&mut self, name: &Name) {
        if self.source.kind == SourceKind::Migration {
            self.line.gone.insert(name.name.as_str().to_lowercase());
        }
        let Some(draft) = self.line.find(name).and_then(|key| self.line.tables.remove(&key)) else {
            self.line.anew.insert(name.name.as_str().to_lowercase());
            if self.line.patches {
                self.line.dropped_of_others.insert(name.name.as_str().to_lowercase());
            }
            return;
        };
        // `t` was set aside as this one, and made anew.
        if let Some(anew) = self.line.aside.remove(&draft.name.to_lowercase()) {
            self.line.remember(&anew, draft.indexes, self.source.place);
            let lost = self.line.dropped.remove(&anew.to_lowercase()).unwrap_or_default();
            if let Some(made) = self.line.get(&Name::new(&anew)) {
                made.before = lost;
            }
            return;
        }
        self.line.remember(&draft.name, draft.indexes, self.source.place);
    }

    fn rename_table(&mut self, from: &Name, to: &Name) {
        let made = to.name.as_str().to_lowercase();
        self.line.gone.remove(&made);
        self.line.dropped_of_others.remove(&made);
        let Some(mut draft) = self.line.find(from).and_then(|k| self.line.tables.remove(&k)) else { return };
        match self.line.dropped.remove(&to.name.as_str().to_lowercase()) {
            Some(lost) => draft.before = lost,
            None => {
                self.line.aside.insert(to.name.as_str().to_lowercase(), draft.name.clone());
            }
        }
        if self.line.step.as_ref().is_some_and(|s| s.created.contains(from.name.as_str().to_lowercase().as_str())) {
            self.line.created_now(to);
        }
        draft.name = to.name.to_string();
        draft.schema = schema_of(to).or(draft.schema);
        // SQLite's rebuild pattern relies on references that keep naming the old table.
        if self.dialect != Some(Dialect::Sqlite) {
            for key in self.line.tables.values_mut().flat_map(|t| &mut t.keys) {
                if key.key.target_table.eq_ignore_ascii_case(&from.name) {
                    key.key.target_table = to.name.to_string();
                }
            }
        }
        self.line.tables.insert(key_of(&draft.name, draft.schema.as_deref()), draft);
    }

    fn drop_column(&mut self, table: &Name, column: &str) {
        let mysql = self.dialect == Some(Dialect::Mysql);
        let Some(draft) = self.line.get(table) else { return };
        draft.columns.retain(|c| !c.name.eq_ignore_ascii_case(column));
        draft.keys.retain(|k| !k.key.columns.iter().any(|c| c.eq_ignore_ascii_case(column)));
        let holds = |i: &Index| i.columns.iter().flatten().any(|c| c.eq_ignore_ascii_case(column));
        if mysql {
            // MySQL takes the column out of the index, and drops the index when nothing is left.
            for index in draft.indexes.iter_mut().filter(|i| holds(i)) {
                let keep: Vec<bool> =
                    index.columns.iter().map(|c| !c.as_ref().is_some_and(|c| c.eq_ignore_ascii_case(column))).collect();
                let mut flags = keep.iter();
                index.columns.retain(|_| *flags.next().unwrap_or(&true));
                let mut flags = keep.iter();
                index.classes.retain(|_| *flags.next().unwrap_or(&true));
            }
            draft.indexes.retain(|i| !i.columns.is_empty());
        } else {
            draft.indexes.retain(|i| !holds(i));
        }
    }

    fn rename_column(&mut self, table: &Name, from: &str, to: &str) {
        let rename = |name: &mut String| {
            if name.eq_ignore_ascii_case(from) {
                to.clone_into(name);
            }
        };
        if let Some(draft) = self.line.get(table) {
            draft.columns.iter_mut().for_each(|c| rename(&mut c.name));
            draft.keys.iter_mut().flat_map(|k| &mut k.key.columns).for_each(rename);
            draft.indexes.iter_mut().flat_map(|i| i.columns.iter_mut().flatten().chain(&mut i.include)).for_each(rename);
        }
        for key in self.line.tables.values_mut().flat_map(|t| &mut t.keys) {
            if key.key.target_table.eq_ignore_ascii_case(&table.name) {
                key.key.target_columns.iter_mut().for_each(rename);
            }
        }
    }

    fn create_index(&mut self, index: &ddl::Index) {
        if let Some(name) = &index.name
            && let Some(owner) = self.index_owner(name, &index.table)
        {
            if !owner.eq_ignore_ascii_case(&index.table.name) {
                self.note(format!("index {name} already exists on {owner}: this statement creates nothing"));
            }
            return;
        }
        self.line.note_build(index, self.source.place, self.dialect);
        let draft = self.line.get_or_loose(&index.table);
        let columns_known = draft.created && draft.incomplete.is_none();
        let lacks = index.parts.iter().filter_map(|p| p.column.as_deref()).find(|c| draft.column(c).is_none());
        if let Some(column) = lacks.filter(|_| columns_known) {
            let name = index.name.as_deref().unwrap_or("without a name");
            let text = format!("index {name} names column {column}, which table {} lacks: nothing is created", draft.name);
            draft.pending.push(model_index(index, self.source));
            self.note(text);
            return;
        }
        draft.indexes.push(model_index(index, self.source));
    }

    /// The table on which an index of that name stands, where names are unique: in the schema, or in MySQL per table.
    fn index_owner(&mut self, name: &str, table: &Name) -> Option<String> {
        let has = |t: &Draft| t.has_index(name);
        if let Some(draft) = self.line.get(table)
            && has(draft)
        {
            return Some(table.name.to_string());
        }
        if !matches!(self.dialect, Some(Dialect::Postgresql | Dialect::Sqlite)) {
            return None;
        }
        let schema = schema_of(table);
        self.line.tables.values().find(|t| t.schema == schema && has(t)).map(|t| t.name.clone())
    }

    fn drop_index(&mut self, name: &Name, table: Option<&Name>, concurrently: bool) {
        let owner = match table {
            Some(table) => Some(table.name.to_string()),
            None => self.line.tables.values().find(|t| t.has_index(&name.name)).map(|t| t.name.clone()),
        };
        if let Some(owner) = owner {
            self.line.note_drop(&owner, &name.name, concurrently, self.source.place, self.dialect);
        }
        let named = |i: &Index| i.name.as_deref().is_some_and(|n| n.eq_ignore_ascii_case(&name.name));
        if let Some(table) = table {
            let mysql = self.dialect == Some(Dialect::Mysql);
            let Some(draft) = self.line.get(table) else { return };
            let before = draft.indexes.len();
            draft.indexes.retain(|i| !named(i));
            draft.before.retain(|lost| !named(&lost.index));
            draft.pending.retain(|i| !named(i));
            if mysql && draft.indexes.len() == before {
                // MySQL names an index without a name after its first column.
                let first =
                    |i: &Index| i.name.is_none() && i.leading().next().is_some_and(|c| c.eq_ignore_ascii_case(&name.name));
                draft.indexes.retain(|i| i.kind == IndexKind::PrimaryKey || !first(i));
            }
            return;
        }
        for draft in self.line.tables.values_mut() {
            draft.indexes.retain(|i| !named(i));
            draft.before.retain(|lost| !named(&lost.index));
            draft.pending.retain(|i| !named(i));
        }
    }

    fn rename_index(&mut self, from: &Name, to: &Name) {
        for draft in self.line.tables.values_mut() {
            let names = draft.indexes.iter_mut().map(|i| &mut i.name).chain(draft.keys.iter_mut().map(|k| &mut k.name));
            for name in names {
                if name.as_deref().is_some_and(|n| n.eq_ignore_ascii_case(&from.name)) {
                    *name = Some(to.name.to_string());
                }
            }
        }
    }

    fn drop_constraint(&mut self, table: &Name, name: &str) {
        let Some(draft) = self.line.get(table) else { return };
        if !remove_named(draft, name) && !remove_by_default_name(draft, name) && draft.created {
            let text = format!("constraint {name} of table {} was dropped but never seen", draft.name);
            self.note(text);
        }
    }
}

fn remove_named(draft: &mut Draft, name: &str) -> bool {
    let is = |n: &Option<String>| n.as_deref().is_some_and(|n| n.eq_ignore_ascii_case(name));
    let before = draft.indexes.len() + draft.keys.len();
    draft.indexes.retain(|i| !is(&i.name));
    draft.keys.retain(|k| !is(&k.name));
    before != draft.indexes.len() + draft.keys.len()
}

/// Constraints without a name get one from the database, or from a naming convention; both hold the column names.
fn remove_by_default_name(draft: &mut Draft, name: &str) -> bool {
    let name = name.to_lowercase();
    let tells = |words: &[&str]| words.iter().any(|w| name.contains(w));
    let table = draft.name.to_lowercase();
    if name == "primary" || name == format!("{table}_pkey") || name.starts_with("pk_") {
        let before = draft.indexes.len();
        draft.indexes.retain(|i| i.kind != IndexKind::PrimaryKey);
        return before != draft.indexes.len();
    }
    // MySQL numbers unnamed keys: t_ibfk_1.
    if let Some(number) = name.strip_prefix(&format!("{table}_ibfk_")).and_then(|n| n.parse::<usize>().ok()) {
        let unnamed: Vec<usize> = (0..draft.keys.len()).filter(|i| draft.keys[*i].name.is_none()).collect();
        return number.checked_sub(1).and_then(|n| unnamed.get(n)).map(|at| draft.keys.remove(*at)).is_some();
    }
    let holds = |columns: Vec<&str>| columns.iter().all(|c| name.contains(&c.to_lowercase()));
    if tells(&["fk", "foreign"]) {
        let at = draft.keys.iter().position(|k| k.name.is_none() && holds(k.key.columns.iter().map(String::as_str).collect()));
        return at.map(|at| draft.keys.remove(at)).is_some();
    }
    if tells(&["uq", "key", "uniq"]) {
        let fits = |i: &Index| i.kind == IndexKind::Unique && i.name.is_none() && holds(i.leading().collect());
        let at = draft.indexes.iter().position(fits);
        return at.map(|at| draft.indexes.remove(at)).is_some();
    }
    false
}

fn add_constraint(draft: &mut Draft, constraint: &Constraint, source: Source) {
    let name = constraint.name.as_deref();
    let at = Source { place: place(source, constraint.span), ..source };
    match &constraint.kind {
        ConstraintKind::PrimaryKey { columns } => {
            set_primary_key(draft, columns);
            draft.add_index(name, IndexKind::PrimaryKey, columns, at);
        }
        ConstraintKind::Unique { columns } => draft.add_index(name, IndexKind::Unique, columns, at),
        ConstraintKind::Index { columns } => draft.add_index(name, IndexKind::Index, columns, at),
        ConstraintKind::ForeignKey { columns, reference } => {
            // In a migration the column says more about a key of its own than the constraint does; SQL spells the key out.
            let column = match columns.as_slice() {
                [one] if source.kind != SourceKind::Sql => draft.column(one).map(|c| c.place),
                _ => None,
            };
            draft.add_key(name, columns, reference, column.unwrap_or(at.place));
        }
        ConstraintKind::Check => {}
    }
}

fn set_primary_key(draft: &mut Draft, columns: &[CompactString]) {
    for column in &mut draft.columns {
        if columns.iter().any(|c| c.eq_ignore_ascii_case(&column.name)) {
            column.primary_key = true;
            column.nullable = false;
        }
    }
}

fn model_index(index: &ddl::Index, source: Source) -> Index {
    let several = index.parts.len() > 1;
    let class = |part: &ddl::IndexPart| {
        // Direction matters only among several columns: one column is read either way.
        let direction = (part.descending && several).then_some("desc");
        let words: Vec<&str> = part.class.as_deref().into_iter().chain(direction).collect();
        (!words.is_empty()).then(|| words.join(" "))
    };
    Index {
        name: index.name.as_ref().map(ToString::to_string),
        kind: IndexKind::Index,
        unique: index.unique,
        columns: index.parts.iter().map(|p| p.column.as_ref().map(ToString::to_string)).collect(),
        expressions: index.parts.iter().filter_map(|p| p.expression.as_ref().map(ToString::to_string)).collect(),
        predicate: index.predicate.as_ref().map(ToString::to_string),
        method: index.method.as_ref().map_or_else(|| "btree".to_owned(), |m| m.to_ascii_lowercase().into()),
        classes: index.parts.iter().map(class).collect(),
        include: index.include.iter().map(ToString::to_string).collect(),
        automatic: crate::model::schema::Automatic::No,
        sources: vec![source],
    }
}
