//! Exact edits of column declarations, and the SQL that mends a schema.

use crate::facts::{Language, Role, Span};
use crate::finding::{Edit, NewIndex};
use crate::model::Place;
use crate::model::entity::{Entity, Orm};
use crate::model::schema::{Column, Dialect, Index, IndexKind, SourceKind, Table};
use crate::rule::Input;

/// Calls that declare a column and take `index=True`.
const COLUMN_CALLS: [&str; 3] = ["Column", "mapped_column", "Field"];

/// Names that need quotes although they look plain.
const RESERVED: [&str; 14] = [
    "user",
    "order",
    "group",
    "table",
    "index",
    "check",
    "primary",
    "references",
    "select",
    "from",
    "to",
    "grant",
    "default",
    "limit",
];

/// `index=True` added to the declaration at `place`, when that is one call that declares a column.
pub fn add_index(place: Place, input: &Input<'_>) -> Option<Edit> {
    let text = column_call(place, input)?;
    if text.contains("index=") || text.contains("index =") {
        return None;
    }
    let body = text.strip_suffix(')')?;
    let inner = body.trim_end();
    // A comment before the closing bracket would swallow what is added.
    if inner.lines().last().is_some_and(|l| l.contains('#')) {
        return None;
    }
    let insertion = match inner.as_bytes().last()? {
        b',' => " index=True,",
        b'(' => "index=True",
        _ => ", index=True",
    };
    Some(edit(place, inner.len(), inner.len(), insertion))
}

/// `index=True` taken out of the declaration at `place`.
pub fn remove_index(place: Place, input: &Input<'_>) -> Option<Edit> {
    let text = column_call(place, input)?;
    let mut found = text.match_indices("index=True");
    let (at, word) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let before = text[..at].trim_end();
    let start = before.strip_suffix(',')?.len();
    Some(edit(place, start, at + word.len(), ""))
}

fn edit(place: Place, start: usize, end: usize, text: &str) -> Edit {
    let at = |n: usize| place.span.start + u32::try_from(n).unwrap_or(0);
    Edit { place: Place { file: place.file, span: Span::new(at(start), at(end)) }, text: text.to_owned() }
}

/// The text of the place, when it is a Python call that declares a column.
fn column_call(place: Place, input: &Input<'_>) -> Option<String> {
    if input.model.files.get(place.file.index())?.language != Language::Python {
        return None;
    }
    let text = input.texts.get(place.file.index());
    let text = text.slice(place.span);
    let callee = text.split('(').next()?.trim_end();
    let name = callee.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next()?;
    (COLUMN_CALLS.contains(&name) && text.ends_with(')')).then(|| text.to_owned())
}

/// `ix_table_column`, cut to what PostgreSQL keeps of a name.
pub fn index_name(table: &Table, columns: &[String]) -> String {
    format!("ix_{}_{}", table.name, columns.join("_")).chars().take(63).collect()
}

/// The index as data, for a migration.
pub fn new_index(table: &Table, columns: &[String]) -> NewIndex {
    NewIndex { table: table.name.clone(), columns: columns.to_vec(), name: index_name(table, columns) }
}

/// How people write the index where a model of Django declares the table, with the model's own names; else in SQL.
pub fn create_index(table: &Table, columns: &[String], input: &Input<'_>) -> String {
    let dialect = input.model.schema.dialect.map(|(dialect, _)| dialect);
    in_meta(table, columns, input).unwrap_or_else(|| create_index_sql(table, columns, dialect))
}

/// `indexes = [models.Index(fields=["kind", "made"])]`
fn in_meta(table: &Table, columns: &[String], input: &Input<'_>) -> Option<String> {
    let is_its = |entity: &&Entity| {
        entity.orm == Orm::Django && entity.table_name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(&table.name))
    };
    // A proxy has the table of another model.
    let model = input.model.entities.iter().find(|entity| is_its(entity) && !entity.columns.is_empty())?;
    let field = |column: &String| {
        let attribute = model.columns.iter().find(|attribute| attribute.column.eq_ignore_ascii_case(column))?;
        let key = model.relations.iter().find(|relation| relation.local == [attribute.name.clone()]);
        Some(format!("\"{}\"", key.map_or(&attribute.name, |relation| &relation.name)))
    };
    let fields: Vec<String> = columns.iter().map(field).collect::<Option<_>>()?;
    Some(format!(
        "# class Meta of {}, then manage.py makemigrations\nindexes = [models.Index(fields=[{}])]",
        model.name,
        fields.join(", ")
    ))
}

/// How an index goes that a model of Django declares: the names of its indexes are Django's affair, so no SQL by hand.
pub fn out_of_django(table: &Table, index: &Index, dialect: Option<Dialect>, input: &Input<'_>) -> Option<String> {
    let is_its =
        |e: &Entity| e.orm == Orm::Django && e.table_name.as_ref().is_some_and(|n| n.eq_ignore_ascii_case(&table.name));
    let declared = index.sources.iter().find(|s| s.kind == SourceKind::Model)?.place;
    if !input.model.entities.iter().any(is_its) || declared.file.index() >= input.model.files.len() {
        return None;
    }
    let text = input.texts.get(declared.file.index());
    let written = text.slice(declared.span);
    let what = match (written.contains("db_index=True"), written.contains("SlugField("), written.contains("unique=True")) {
        (true, ..) => "Take `db_index=True` out of the field",
        (_, true, false) => "Give the field `db_index=False` (a SlugField is indexed unless it says so)",
        _ => "Take its declaration out of the model",
    };
    // Searches for a beginning use an index of their own there.
    let patterns = if what.contains("db_index") && has_patterns(table, index, dialect) {
        " On PostgreSQL the index for patterns (…_like) that Django keeps beside it goes, too: keep both where anything searches the \
         beginning of the text."
    } else {
        ""
    };
    Some(format!("{what}, and make a migration (manage.py makemigrations).{patterns}"))
}

/// On PostgreSQL an indexed text has an index for patterns beside the one that is named.
fn has_patterns(table: &Table, index: &Index, dialect: Option<Dialect>) -> bool {
    let is_one = index.columns.len() == 1 && index.leading().all(|c| table.column(c).is_some_and(is_text));
    is_one && matches!(dialect, None | Some(Dialect::Postgresql))
}

/// Some look-up of Django searches the beginning of the text: the index for patterns goes with the declaration, and no other serves it.
pub fn serves_beginnings(table: &Table, index: &Index, dialect: Option<Dialect>, input: &Input<'_>) -> bool {
    let Some(column) = index.leading().next().filter(|_| has_patterns(table, index, dialect)) else { return false };
    let is_its =
        |e: &Entity| e.orm == Orm::Django && e.table_name.as_ref().is_some_and(|n| n.eq_ignore_ascii_case(&table.name));
    if !input.model.entities.iter().any(is_its) {
        return false;
    }
    // `siret__startswith`, `company__siret__startswith`, `"^siret"` among the fields that the admin searches.
    let lookup = format!("{column}__startswith");
    let searched = format!("\"^{column}\"");
    let files = input.model.files.iter().enumerate();
    files.filter(|(_, file)| file.language == Language::Python && file.role != Role::Test).any(|(at, _)| {
        let text = &input.texts.get(at).text;
        let is_whole = |at: usize| {
            let before = &text[..at];
            before.ends_with("__") || !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
        };
        text.contains(&searched) || text.match_indices(&lookup).any(|(at, _)| is_whole(at))
    })
}

fn is_text(column: &Column) -> bool {
    ["CHAR", "TEXT", "SLUG", "EMAIL", "URL"].iter().any(|kind| column.kind.to_ascii_uppercase().contains(kind))
}

/// `CREATE INDEX ix_table_column ON table (column);` with the dialect's way not to lock out writers.
pub fn create_index_sql(table: &Table, columns: &[String], dialect: Option<Dialect>) -> String {
    create_named_sql(table, &index_name(table, columns), columns, dialect)
}

/// The same for an index that has its name already.
pub fn create_named_sql(table: &Table, name: &str, columns: &[String], dialect: Option<Dialect>) -> String {
    let online = if dialect == Some(Dialect::Postgresql) { "CONCURRENTLY " } else { "" };
    let columns: Vec<String> = columns.iter().map(|c| quoted(c, dialect)).collect();
    format!("CREATE INDEX {online}{} ON {} ({});", quoted(name, dialect), qualified(table, dialect), columns.join(", "))
}

/// The statement that removes an index; `None` when its name is not known, or SQLite would have to rebuild the table.
pub fn drop_index_sql(table: &Table, index: &Index, dialect: Option<Dialect>) -> Option<String> {
    let name = quoted(index.name.as_deref()?, dialect);
    let on = qualified(table, dialect);
    let schema = table.schema.as_ref().map_or_else(String::new, |schema| format!("{}.", quoted(schema, dialect)));
    match (index.kind, dialect) {
        (IndexKind::PrimaryKey, _) | (IndexKind::Unique, Some(Dialect::Sqlite)) => None,
        (_, Some(Dialect::Mysql)) => Some(format!("DROP INDEX {name} ON {on};")),
        (IndexKind::Unique, _) => Some(format!("ALTER TABLE {on} DROP CONSTRAINT {name};")),
        // An index stands in the schema of its table.
        (IndexKind::Index, Some(Dialect::Postgresql)) => Some(format!("DROP INDEX CONCURRENTLY {schema}{name};")),
        (IndexKind::Index, _) => Some(format!("DROP INDEX {schema}{name};")),
    }
}

fn qualified(table: &Table, dialect: Option<Dialect>) -> String {
    let name = quoted(&table.name, dialect);
    table.schema.as_ref().map_or_else(|| name.clone(), |s| format!("{}.{name}", quoted(s, dialect)))
}

fn quoted(name: &str, dialect: Option<Dialect>) -> String {
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !RESERVED.contains(&name);
    let mark = if dialect == Some(Dialect::Mysql) { '`' } else { '"' };
    if plain { name.to_owned() } else { format!("{mark}{name}{mark}") }
}
