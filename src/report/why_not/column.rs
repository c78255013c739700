//! Of a column: which indexes lead with it, and which statements look rows up by it or sort by it.

use std::fmt::Write as _;

use crate::flow::ledger::OpRecord;
use crate::model::schema::{Column, Table};

use super::{Asked, SHOWN};

impl Asked<'_> {
    /// What the model and the ledger know of the columns that are declared at the line.
    pub(super) fn columns(&self, out: &mut String) -> bool {
        let tables = self.input.model.schema.tables.iter();
        let here: Vec<(&Table, &Column)> =
            tables.flat_map(|t| t.columns.iter().map(move |c| (t, c))).filter(|(_, c)| self.is_here(c.place)).collect();
        for (table, column) in here.iter().take(SHOWN) {
            self.column(table, column, out);
        }
        !here.is_empty()
    }

    fn column(&self, table: &Table, column: &Column, out: &mut String) {
        let _ = writeln!(out, "{}.{} is a column of {}", table.name, column.name, column.kind);
        let leads: Vec<_> = table.indexes.iter().filter(|i| i.leading().next() == Some(column.name.as_str())).collect();
        for index in &leads {
            let columns: Vec<&str> = index.leading().collect();
            let _ = writeln!(out, "  an index leads with it: ({})", columns.join(", "));
        }
        if leads.is_empty() {
            out.push_str("  no index leads with it\n");
        }
        let uses: Vec<(&OpRecord, String)> =
            self.input.ledger.ops.iter().filter_map(|op| Some((op, use_of(op, table, column)?))).collect();
        for (op, how) in uses.iter().take(SHOWN) {
            let at = self.locator.at(op.place);
            let _ = writeln!(out, "  {}:{} {how}: {}", at.path, at.line, op.what);
        }
        if uses.len() > SHOWN {
            let _ = writeln!(out, "  and {} more statements use it", uses.len() - SHOWN);
        }
        if uses.is_empty() {
            out.push_str("  no statement that the ledger knows looks rows up by it or sorts by it\n");
        }
    }
}

/// How a statement uses the column, if it does.
fn use_of(op: &OpRecord, table: &Table, column: &Column) -> Option<String> {
    let is = |of: &str, name: &str| of == table.name && name == column.name;
    let compared = op.compared.iter().find(|(of, name, _)| is(of, name));
    if let Some((.., operator)) = compared {
        return Some(format!("compares it ({operator})"));
    }
    let among = |pairs: &[(String, String)]| pairs.iter().any(|(of, name)| is(of, name));
    if among(&op.sorted) {
        return Some("sorts by it".into());
    }
    if among(&op.searched) {
        return Some("looks for a text anywhere in it".into());
    }
    if op.hidden.iter().any(|(of, name, _)| is(of, name)) || among(&op.sorted_by_computed) {
        return Some("compares or sorts by something computed of it".into());
    }
    let asked = op.optional.iter().any(|asked| is(&asked.table, &asked.column));
    asked.then(|| "compares it where the request asks for that".into())
}
