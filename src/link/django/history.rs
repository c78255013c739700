//! Tables of former rows that django-simple-history keeps beside those of models.

use crate::eval::{Interp, Value};
use crate::link::records::texts;
use crate::model::schema::{Column, ForeignKey, IndexKind, Table};

use super::entities::{Registry, column};
use super::models::{DjangoModel, Field};
use super::tables::{empty, index, key_column};

const RECORDS: &str = "simple_history.models.HistoricalRecords";

/// The table of the history of a model: its columns without their keys and promises, and who changed what when.
pub fn table(ix: &Interp<'_>, model: &DjangoModel, of: &Table, registry: &Registry) -> Option<Table> {
    let records = &model.fields.iter().find(|f| f.record.is(RECORDS))?.record;
    let place = records.place.unwrap_or(model.place);
    let text = |option: &str| records.keyword(option).and_then(Value::as_str).map(str::to_owned);
    let label = text("app").unwrap_or_else(|| model.label.clone());
    let name = text("table_name").unwrap_or_else(|| format!("{label}_historical{}", model.name.to_lowercase()));
    let excluded = records.keyword("excluded_fields").and_then(|v| texts(ix, v)).unwrap_or_default();
    let field = |column_name: &str| model.fields.iter().find(|f| column(f) == column_name);
    let is_kept = |c: &&Column| !field(&c.name).is_some_and(|f| excluded.contains(&f.name));

    let mut table = empty(&name, place);
    table.incomplete.clone_from(&of.incomplete);
    for kept in of.columns.iter().filter(is_kept) {
        table.columns.push(Column { primary_key: false, ..kept.clone() });
        if kept.primary_key || field(&kept.name).is_some_and(is_searched) {
            table.indexes.push(index(None, IndexKind::Index, false, &[&kept.name], place));
        }
    }
    table.columns.push(key_column("history_id", "AutoField", place));
    table.indexes.push(index(None, IndexKind::PrimaryKey, true, &["history_id"], place));
    for (name, kind, nullable) in [
        ("history_date", "DateTimeField", false),
        ("history_change_reason", "CharField", true),
        ("history_type", "CharField", false),
        ("history_user_id", "ForeignKey", true),
    ] {
        table.columns.push(Column { name: name.into(), kind: kind.into(), nullable, primary_key: false, place });
    }
    table.indexes.push(index(None, IndexKind::Index, false, &["history_date"], place));
    table.indexes.push(index(None, IndexKind::Index, false, &["history_user_id"], place));
    table.foreign_keys.extend(registry.user_table(ix, model).map(|target_table| ForeignKey {
        columns: vec!["history_user_id".into()],
        target_table,
        target_columns: vec!["id".into()],
        on_delete: Some("SET NULL".into()),
        place,
    }));
    Some(table)
}

/// What is unique or indexed in the model has an index in the history; keys have one, too.
fn is_searched(field: &Field) -> bool {
    let by_kind = ["django.db.models.ForeignKey", "django.db.models.SlugField"].iter().any(|kind| field.record.is(kind));
    field.record.flag("unique") == Some(true) || field.record.flag("db_index").unwrap_or(by_kind)
}
