//! Tables as models declare them: columns, keys and indexes of classes and `Table(…)` objects.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::eval::world::ClassRef;
use crate::eval::{Interp, Value};
use crate::library::sqlalchemy::columns::copied_for;
use crate::model::Place;
use crate::model::entity::Orm;
use crate::model::schema::{Column, ForeignKey, Index, IndexKind, Source, SourceKind, Table, UNKNOWN_BASE};

use super::entities::{Member, column_name, column_of, table_args, table_name, type_of_argument};
use super::naming::Naming;
use super::records::{Record, record};

/// Table and column that a column object became.
type Columns = BTreeMap<u32, (String, String)>;

/// All tables that classes and `Table(…)` declare. Registrations from `until` on belong to migrations.
#[must_use]
pub fn declared(ix: &Interp<'_>, until: usize) -> Vec<Table> {
    let mut tables = Declared::default();
    let mut columns = Columns::new();
    let is_django = |c: &ClassRef| ix.world.class_entity.get(c).is_some_and(|e| ix.world.entity(*e).orm == Orm::Django);
    let classes = ix.world.entity_class.iter().filter(|c| !is_django(c));
    let all: Vec<(ClassRef, Vec<Member>)> = classes.map(|c| (*c, plain_members(ix, *c))).collect();
    for registration in ix.world.registrations[..until].iter().filter(|r| &*r.kind == "table") {
        let Some(r) = registration.values.first().and_then(|v| record(ix, v)) else { continue };
        if let Some(table) = table_object(ix, &r, registration.place, &mut columns) {
            tables.add(table);
        }
    }
    for (class, members) in &all {
        if let Some(table) = class_table(ix, *class, members, &mut columns) {
            tables.add(table);
        }
    }
    let mut tables = tables.all;
    for registration in ix.world.registrations[..until].iter().filter(|r| &*r.kind == "index") {
        let Some(r) = registration.values.first().and_then(|v| record(ix, v)) else { continue };
        standalone_index(ix, &r, registration.place, &columns, &mut tables);
    }
    resolve_targets(ix, &mut tables, &columns);
    tables
}

/// Members were evaluated when the entity was built; here they are read again without running anything.
fn plain_members(ix: &Interp<'_>, class: ClassRef) -> Vec<Member> {
    ix.world.class_members.get(&class).cloned().map_or_else(Vec::new, |m| {
        m.into_iter().map(|(name, value, place, owner)| Member { name, value, place, owner }).collect()
    })
}

/// Tables as they are declared, each once.
#[derive(Default)]
struct Declared {
    all: Vec<Table>,
    /// Where each stands, by its name in lower case and its schema.
    at: FxHashMap<(String, Option<String>), usize>,
}

impl Declared {
    fn add(&mut self, table: Table) {
        let key = (table.name.to_ascii_lowercase(), table.schema.clone());
        match self.at.get(&key) {
            Some(at) => merge(&mut self.all[*at], table),
            None => {
                self.at.insert(key, self.all.len());
                self.all.push(table);
            }
        }
    }
}

/// Single-table inheritance, `extend_existing`: one table, more columns.
fn merge(old: &mut Table, table: Table) {
    for column in table.columns {
        if old.column(&column.name).is_none() {
            old.columns.push(column);
        }
    }
    for key in table.foreign_keys {
        if !old.foreign_keys.iter().any(|k| k.columns == key.columns && k.target_table == key.target_table) {
            old.foreign_keys.push(key);
        }
    }
    for index in table.indexes {
        if index.kind != IndexKind::PrimaryKey
            && !old.indexes.iter().any(|i| i.columns == index.columns && i.unique == index.unique)
        {
            old.indexes.push(index);
        }
    }
}

fn class_table(ix: &Interp<'_>, class: ClassRef, members: &[Member], columns: &mut Columns) -> Option<Table> {
    let name = table_name(ix, class, members)?;
    if members.iter().any(|m| ix.text(m.name) == "__table__") {
        return None;
    }
    let info = ix.world.class(class);
    let (args, schema) = table_args(ix, members);
    let naming = Naming::of_class(ix, class);
    let own: Vec<&Member> = members.iter().filter(|m| belongs(ix, class, m)).collect();
    let mut draft = Draft::new(&name, schema, info.place, naming);
    if info.open {
        draft.table.incomplete = Some(UNKNOWN_BASE.into());
    }
    for member in own {
        let Some((column, _)) = column_of(ix, &member.value) else { continue };
        draft.column(ix, &column, ix.text(member.name), member.place, columns);
    }
    for item in &args {
        draft.item(ix, item, info.place);
    }
    Some(draft.finish())
}

/// Of joined inheritance, columns of the parent's table stay there.
fn belongs(ix: &Interp<'_>, class: ClassRef, member: &Member) -> bool {
    if member.owner == class {
        return true;
    }
    let Some(entity) = ix.world.class_entity.get(&class) else { return true };
    let mine = ix.world.entity(*entity).table_name.clone();
    match ix.world.class_entity.get(&member.owner) {
        Some(owner) => ix.world.entity(*owner).table_name == mine,
        // A mixin or abstract base: belongs here unless a mapped parent with another table has it too.
        None => {
            let base = ix.world.entity(*entity).base;
            base.is_none_or(|b| {
                let parent = ix.world.entity(b);
                parent.table_name == mine || !ix.world.class(ix.world.entity_class[b.index()]).mro.contains(&member.owner)
            })
        }
    }
}

fn table_object(ix: &Interp<'_>, r: &Record, place: Place, columns: &mut Columns) -> Option<Table> {
    let name = r.args.first().and_then(Value::as_str).or_else(|| r.keyword("name").and_then(Value::as_str))?;
    let schema = r.keyword("schema").and_then(Value::as_str).map(str::to_owned);
    let mut draft = Draft::new(name, schema, place, Naming::of(ix, r.args.get(1)));
    if !r.args.iter().any(|v| record(ix, v).is_some_and(|c| c.is("sqlalchemy.Column"))) {
        // `Table("x", metadata, autoload=True)`: read from the database.
        return None;
    }
    for value in &r.args[1..] {
        let Some(part) = record(ix, value) else { continue };
        if part.is("sqlalchemy.Column") {
            let at = part.place.unwrap_or(place);
            draft.column(ix, &part, "", at, columns);
        } else {
            draft.item(ix, value, place);
        }
    }
    Some(draft.finish())
}

/// A table in the making.
struct Draft {
    table: Table,
    key: Vec<String>,
    key_place: Place,
    naming: Naming,
}

impl Draft {
    fn new(name: &str, schema: Option<String>, place: Place, naming: Naming) -> Self {
        let schema = schema.or_else(|| naming.schema.clone());
        let table = Table {
            name: name.to_owned(),
            schema,
            sources: vec![Source { kind: SourceKind::Model, place }],
            columns: Vec::new(),
            foreign_keys: Vec::new(),
            indexes: Vec::new(),
            incomplete: None,
        };
        Self { table, key: Vec::new(), key_place: place, naming }
    }

    fn column(&mut self, ix: &Interp<'_>, column: &Record, attribute: &str, place: Place, columns: &mut Columns) {
        let name = column_name(column, attribute);
        columns.insert(column.id.0, (self.table.name.clone(), name.clone()));
        let key = column.flag("primary_key") == Some(true);
        if key {
            self.key.push(name.clone());
            self.key_place = place;
        }
        let unique = column.flag("unique") == Some(true);
        let indexed = column.flag("index") == Some(true);
        self.table.columns.push(Column {
            name: name.clone(),
            kind: column.args.iter().find_map(|v| type_of_argument(ix, v)).unwrap_or_default(),
            nullable: !key && column.flag("nullable") != Some(false),
            primary_key: key,
            place,
        });
        for (table, target) in references(ix, column) {
            let on_delete = column
                .args
                .iter()
                .filter_map(|v| record(ix, v))
                .find(|r| r.is("sqlalchemy.ForeignKey"))
                .and_then(|r| r.keyword("ondelete").and_then(Value::as_str).map(str::to_uppercase));
            self.table.foreign_keys.push(ForeignKey {
                columns: vec![name.clone()],
                target_table: table,
                target_columns: vec![target],
                on_delete,
                place,
            });
        }
        if indexed || unique {
            let named = || self.naming.index(self.table.schema.as_deref(), &self.table.name, &name);
            let given = if indexed { named() } else { None };
            let kind = if indexed { IndexKind::Index } else { IndexKind::Unique };
            self.index(given, kind, unique, vec![Some(name)], place);
        }
    }

    fn index(&mut self, name: Option<String>, kind: IndexKind, unique: bool, columns: Vec<Option<String>>, place: Place) {
        let classes = vec![None; columns.len()];
        self.table.indexes.push(Index {
            name,
            kind,
            unique,
            columns,
            expressions: Vec::new(),
            predicate: None,
            method: "btree".into(),
            classes,
            include: Vec::new(),
            automatic: crate::model::schema::Automatic::No,
            sources: vec![Source { kind: SourceKind::Model, place }],
        });
    }

    /// A constraint or index of `__table_args__` or of a `Table(…)`.
    fn item(&mut self, ix: &Interp<'_>, value: &Value, fallback: Place) {
        let Some(r) = record(ix, value) else { return };
        let place = r.place.unwrap_or(fallback);
        let names = |args: &[Value]| -> Vec<String> { args.iter().filter_map(|v| self.name_of(ix, v)).collect() };
        if r.is("sqlalchemy.UniqueConstraint") {
            let columns = names(&r.args);
            if columns.len() == r.args.len() && !columns.is_empty() {
                let name = r.keyword("name").and_then(Value::as_str).map(str::to_owned);
                self.index(name, IndexKind::Unique, true, columns.into_iter().map(Some).collect(), place);
            }
        } else if r.is("sqlalchemy.PrimaryKeyConstraint") {
            let columns = names(&r.args);
            for column in &mut self.table.columns {
                if columns.contains(&column.name) {
                    column.primary_key = true;
                }
            }
            if !columns.is_empty() {
                self.key = columns;
                self.key_place = place;
            }
        } else if r.is("sqlalchemy.ForeignKeyConstraint") {
            self.composite_key(ix, &r, place);
        } else if r.is("sqlalchemy.Index")
            && let Some(index) = index_of(ix, &r, place, &|v| self.name_of(ix, v))
        {
            self.table.indexes.push(index);
        }
    }

    fn composite_key(&mut self, ix: &Interp<'_>, r: &Record, place: Place) {
        let argument = |at: usize, name: &str| r.args.get(at).or_else(|| r.keyword(name)).and_then(|v| ix.known_items(v));
        let (Some(columns), Some(targets)) = (argument(0, "columns"), argument(1, "refcolumns")) else { return };
        let columns: Option<Vec<String>> = columns.iter().map(|v| self.name_of(ix, v)).collect();
        let targets: Option<Vec<(String, String)>> = targets.iter().map(|v| target(ix, v)).collect();
        let (Some(columns), Some(targets)) = (columns, targets) else { return };
        let Some((table, _)) = targets.first().cloned() else { return };
        let target_columns = targets.into_iter().map(|(_, c)| c).collect();
        let on_delete = r.keyword("ondelete").and_then(Value::as_str).map(str::to_uppercase);
        self.table.foreign_keys.push(ForeignKey { columns, target_table: table, target_columns, on_delete, place });
    }

    /// The column that an argument of a constraint names.
    fn name_of(&self, ix: &Interp<'_>, value: &Value) -> Option<String> {
        match value {
            Value::Str(s) => Some(s.to_string()),
            Value::Object(_) => {
                let r = record(ix, value)?;
                if !r.is("sqlalchemy.Column") {
                    return None;
                }
                // Inside the class body: find the attribute by identity through the table's own place.
                let given = r.args.first().and_then(Value::as_str).map(str::to_owned);
                given.or_else(|| copy_target(ix, r.id).map(|(_, c)| c)).or_else(|| attribute_of(ix, r.id))
            }
            _ => None,
        }
    }

    fn finish(mut self) -> Table {
        if !self.key.is_empty() {
            let columns: Vec<Option<String>> = std::mem::take(&mut self.key).into_iter().map(Some).collect();
            let place = self.key_place;
            self.index(None, IndexKind::PrimaryKey, true, columns, place);
            self.table.indexes.rotate_right(1);
        }
        self.table
    }
}

/// The name that a column object has as a class member.
fn attribute_of(ix: &Interp<'_>, id: crate::eval::ObjId) -> Option<String> {
    ix.world.classes.iter().find_map(|class| {
        class.members.iter().find(|(_, v, _)| matches!(v, Value::Object(o) if *o == id)).map(|(n, ..)| ix.text(*n).to_owned())
    })
}

fn index_of(ix: &Interp<'_>, r: &Record, place: Place, name_of: &dyn Fn(&Value) -> Option<String>) -> Option<Index> {
    let name = r.args.first().and_then(Value::as_str).map(str::to_owned);
    let mut columns = Vec::new();
    let mut expressions = Vec::new();
    for value in r.args.iter().skip(1) {
        match name_of(value) {
            Some(column) => columns.push(Some(column)),
            None => {
                columns.push(None);
                expressions.push(expression_text(value));
            }
        }
    }
    if columns.is_empty() {
        return None;
    }
    let option = |suffix: &str| r.keywords.iter().find(|(k, _)| k.ends_with(suffix)).map(|(_, v)| v);
    let _ = ix;
    Some(Index {
        name,
        kind: IndexKind::Index,
        unique: r.flag("unique") == Some(true),
        classes: vec![option("_ops").map(|_| "given".to_owned()); columns.len()],
        columns,
        expressions,
        predicate: option("_where").map(|_| "given".to_owned()),
        method: option("_using").and_then(Value::as_str).map_or_else(|| "btree".to_owned(), str::to_lowercase),
        include: Vec::new(),
        automatic: crate::model::schema::Automatic::No,
        sources: vec![Source { kind: SourceKind::Model, place }],
    })
}

fn expression_text(value: &Value) -> String {
    match value {
        Value::Aggregate(a) => a.text.to_string(),
        _ => "expression".into(),
    }
}

/// `Index("ix", Model.column)` after the class: it belongs to the table of its columns.
fn standalone_index(ix: &Interp<'_>, r: &Record, place: Place, columns: &Columns, tables: &mut [Table]) {
    let column = |v: &Value| match v {
        Value::Object(id) => copy_target(ix, *id).or_else(|| columns.get(&id.0).cloned()),
        _ => None,
    };
    let Some((owner, _)) = r.args.iter().find_map(column) else { return };
    let name_of = |v: &Value| column(v).map(|(_, name)| name);
    let Some(index) = index_of(ix, r, place, &name_of) else { return };
    if let Some(table) = tables.iter_mut().find(|t| t.name == owner) {
        let known = table.indexes.iter().any(|i| i.name.is_some() && i.name == index.name);
        if !known {
            table.indexes.push(index);
        }
    }
}

/// Table and column of each foreign key of a column; a target given as an object is resolved later.
#[must_use]
pub fn references(ix: &Interp<'_>, column: &Record) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for value in &column.args {
        let Some(r) = record(ix, value).filter(|r| r.is("sqlalchemy.ForeignKey")) else { continue };
        out.extend(r.args.first().or_else(|| r.keyword("column")).and_then(|v| target(ix, v)));
    }
    out
}

/// Table and column that a foreign key names, by text or by the column itself.
fn target(ix: &Interp<'_>, value: &Value) -> Option<(String, String)> {
    match value {
        Value::Str(text) => split_target(text),
        Value::Object(id) => object_target(ix, *id),
        _ => None,
    }
}

/// Table and column of the copy that a class has of a mixin's column.
fn copy_target(ix: &Interp<'_>, id: crate::eval::ObjId) -> Option<(String, String)> {
    let (class, attribute) = copied_for(ix, id)?;
    if let Some(entity) = ix.world.class_entity.get(&class).and_then(|e| ix.world.entities.get(e.index())) {
        let column = entity.attribute(&attribute).map_or_else(|| attribute.to_string(), |a| a.column.clone());
        return Some((entity.table_name.clone()?, column));
    }
    let named = ix.name("__tablename__").and_then(|n| ix.world.find_member(class, n)).and_then(|(_, v)| v.as_str());
    let table = named.map_or_else(|| super::entities::snake_case(ix.text(ix.world.class(class).name)), str::to_owned);
    Some((table, attribute))
}

/// Table and column of a column object of a class.
fn object_target(ix: &Interp<'_>, id: crate::eval::ObjId) -> Option<(String, String)> {
    if let Some(found) = copy_target(ix, id) {
        return Some(found);
    }
    for (at, class) in ix.world.entity_class.iter().enumerate() {
        for (name, value, ..) in ix.world.class_members.get(class)? {
            if matches!(value, Value::Object(o) if *o == id) {
                let entity = &ix.world.entities[at];
                let attribute = ix.text(*name);
                let column = entity.attribute(attribute).map_or(attribute, |a| a.column.as_str());
                return Some((entity.table_name.clone()?, column.to_owned()));
            }
        }
    }
    // Entities may not be built yet: the class that has it names its table itself.
    for class in &ix.world.classes {
        let Some((name, ..)) = class.members.iter().find(|(_, v, _)| matches!(v, Value::Object(o) if *o == id)) else {
            continue;
        };
        let table = ix.name("__tablename__").and_then(|n| class.member(n)).and_then(Value::as_str).map(str::to_owned);
        let table = table.unwrap_or_else(|| super::entities::snake_case(ix.text(class.name)));
        return Some((table, ix.text(*name).to_owned()));
    }
    None
}

/// `schema.table.column` or `table.column`.
fn split_target(text: &str) -> Option<(String, String)> {
    let (table, column) = text.rsplit_once('.')?;
    let table = table.rsplit('.').next().unwrap_or(table);
    Some((table.to_owned(), column.to_owned()))
}

/// A key may name a class attribute whose column is called otherwise.
fn resolve_targets(_ix: &Interp<'_>, tables: &mut [Table], _columns: &Columns) {
    for table in tables {
        table.foreign_keys.sort_by(|a, b| a.columns.cmp(&b.columns));
        table.foreign_keys.dedup_by(|a, b| a.columns == b.columns && a.target_table == b.target_table);
    }
}
