//! Columns that an abstract class gives to several tables.

use std::collections::BTreeMap;

use crate::finding::{EvidenceRole, FindingBuilder};
use crate::model::Place;
use crate::model::entity::Entity;
use crate::model::schema::{Column, Table};
use crate::rule::{Input, Rule};

/// Which tables have a column by the same declaration.
pub struct Inherited<'a> {
    entities: BTreeMap<&'a str, &'a Entity>,
    tables: BTreeMap<Place, Vec<&'a str>>,
}

impl<'a> Inherited<'a> {
    pub fn new(input: &'a Input<'_>) -> Self {
        let mut entities: BTreeMap<&str, &Entity> = BTreeMap::new();
        for entity in &input.model.entities {
            let Some(table) = entity.table_name.as_deref() else { continue };
            entities.entry(table).or_insert(entity);
        }
        let mut tables: BTreeMap<Place, Vec<&str>> = BTreeMap::new();
        for table in input.model.schema.tables.iter().filter(|t| entities.contains_key(t.name.as_str())) {
            for column in &table.columns {
                tables.entry(column.place).or_default().push(&table.name);
            }
        }
        Self { entities, tables }
    }

    /// A finding on a missing index, where that index is written: at the column, or in the class of the table where others
    /// have the column too and do not need the index.
    pub fn finding(&self, rule: &Rule, table: &Table, column: &Column, misses: impl Fn(&str) -> bool) -> FindingBuilder {
        let symbol = format!("{}.{}", table.name, column.name);
        match self.own_class(table, column.place, misses) {
            Some((place, _)) => rule.finding(place, symbol).evidence(
                column.place,
                EvidenceRole::Schema,
                format!("{} gets the column here, as other tables do", table.name),
            ),
            None => rule.finding(column.place, symbol),
        }
    }

    /// Where the table itself is declared, and by which class, when the declaration at `column` is that of other tables as well
    /// and what is said of this one does not hold for all of them.
    pub fn own_class(&self, table: &Table, column: Place, holds: impl Fn(&str) -> bool) -> Option<(Place, &'a str)> {
        let tables = self.tables.get(&column).filter(|tables| tables.len() > 1)?;
        if tables.iter().all(|name| holds(name)) {
            return None;
        }
        let class = self.entities.get(table.name.as_str())?;
        Some((class.options.unwrap_or(class.place), &class.name))
    }
}
