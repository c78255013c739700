//! Tables as Django creates them for models on PostgreSQL, with the indexes that it adds by itself.

use crate::eval::{Interp, Value};
use crate::link::records::{Record, entries, record, texts};
use crate::model::Place;
use crate::model::schema::{Automatic, Column, ForeignKey, Index, IndexKind, Source, SourceKind, Table, UNKNOWN_BASE};

use super::entities::{Key, Registry, column, keys, kind, through};
use super::history;
use super::models::{DjangoModel, Field, groups};

/// The tables of all models that Django manages, and those of many-to-many relations.
#[must_use]
pub fn declared(ix: &Interp<'_>, models: &[DjangoModel], registry: &Registry) -> Vec<Table> {
    let mut out: Vec<Table> = Vec::new();
    for model in models.iter().filter(|m| !m.proxy && is_managed(m) && !ix.world.class(m.class).is_stub) {
        let made = table(ix, model, registry);
        out.extend(history::table(ix, model, &made, registry));
        out.push(made);
        for field in model.fields.iter().filter(|f| f.record.is("django.db.models.ManyToManyField")) {
            if field.record.keyword("through").is_none() {
                out.extend(link_table(ix, model, field, registry));
            }
        }
    }
    out
}

fn is_managed(model: &DjangoModel) -> bool {
    !model.meta.iter().any(|(name, value)| name == "managed" && matches!(value, Value::Bool(false)))
}

pub(super) fn empty(name: &str, place: Place) -> Table {
    Table {
        name: name.to_owned(),
        schema: None,
        sources: vec![Source { kind: SourceKind::Model, place }],
        columns: Vec::new(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        incomplete: None,
    }
}

pub(super) fn index(name: Option<String>, kind: IndexKind, unique: bool, columns: &[&str], place: Place) -> Index {
    Index {
        name,
        kind,
        unique,
        classes: vec![None; columns.len()],
        columns: columns.iter().map(|c| Some((*c).to_owned())).collect(),
        expressions: Vec::new(),
        predicate: None,
        method: "btree".into(),
        include: Vec::new(),
        automatic: Automatic::No,
        sources: vec![Source { kind: SourceKind::Model, place }],
    }
}

/// The table of one model.
pub fn table(ix: &Interp<'_>, model: &DjangoModel, registry: &Registry) -> Table {
    let mut table = empty(&model.table, model.place);
    if model.open {
        table.incomplete = Some(UNKNOWN_BASE.into());
    }
    let keys = keys(ix, registry, model);
    primary_key(ix, model, &mut table);
    for field in model.fields.iter().filter(|f| f.record.is("django.db.models.Field")) {
        add_column(field, &mut table);
        let key = keys.iter().find(|k| k.field.name == field.name);
        if let Some(key) = key {
            add_key(ix, key, &mut table);
        }
        add_field_indexes(field, &mut table);
    }
    add_meta(ix, model, &mut table);
    table
}

/// The declared key, the link to the parent, or `id`.
fn primary_key(ix: &Interp<'_>, model: &DjangoModel, table: &mut Table) {
    let declared = model.fields.iter().find(|f| f.record.flag("primary_key") == Some(true));
    let place = declared.map_or(model.place, |f| f.place);
    let name = match (declared, model.parent) {
        (Some(field), _) => column(field),
        (None, Some(parent)) => {
            let link = format!("{}_ptr_id", ix.text(ix.world.class(parent).name).to_lowercase());
            let target = ix.world.class_entity.get(&parent).and_then(|e| ix.world.entities.get(e.index()));
            if let Some(target) = target.and_then(|e| e.table_name.clone()) {
                table.foreign_keys.push(ForeignKey {
                    columns: vec![link.clone()],
                    target_table: target,
                    target_columns: vec!["id".into()],
                    on_delete: Some("CASCADE".into()),
                    place,
                });
            }
            table.columns.push(key_column(&link, "OneToOneField", place));
            link
        }
        (None, None) => {
            table.columns.push(key_column("id", "AutoField", place));
            "id".to_owned()
        }
    };
    table.indexes.push(index(None, IndexKind::PrimaryKey, true, &[&name], place));
}

pub(super) fn key_column(name: &str, kind: &str, place: Place) -> Column {
    Column { name: name.to_owned(), kind: kind.to_owned(), nullable: false, primary_key: true, place }
}

fn add_column(field: &Field, table: &mut Table) {
    let primary_key = field.record.flag("primary_key") == Some(true);
    table.columns.push(Column {
        name: column(field),
        kind: kind(field),
        nullable: !primary_key && field.record.flag("null") == Some(true),
        primary_key,
        place: field.place,
    });
}

fn add_key(ix: &Interp<'_>, key: &Key, table: &mut Table) {
    let entity = ix.world.class_entity.get(&key.target).and_then(|e| ix.world.entities.get(e.index()));
    let Some(entity) = entity else { return };
    let to = key.field.record.keyword("to_field").and_then(Value::as_str).map(str::to_owned);
    let target_column = to.or_else(|| entity.primary_key.first().cloned()).unwrap_or_else(|| "id".into());
    let target_column = entity.attribute(&target_column).map_or(target_column.clone(), |a| a.column.clone());
    let on_delete = key.field.record.args.get(1).or_else(|| key.field.record.keyword("on_delete"));
    table.foreign_keys.push(ForeignKey {
        columns: vec![key.column.clone()],
        target_table: entity.table_name.clone().unwrap_or_default(),
        target_columns: vec![target_column],
        on_delete: on_delete.and_then(Value::as_str).map(str::to_owned),
        place: key.field.place,
    });
}

/// `unique`, `db_index` and the index of every foreign key. The pattern indexes that PostgreSQL gets beside those of
/// texts serve prefixes only, and are left out.
fn add_field_indexes(field: &Field, table: &mut Table) {
    let name = column(field);
    let primary = field.record.flag("primary_key") == Some(true);
    let unique = field.record.flag("unique") == Some(true) || field.record.is("django.db.models.OneToOneField");
    // A key has its index wherever the table stands that it points to.
    let is_key = field.record.is("django.db.models.ForeignKey");
    let by_default = is_key || field.record.is("django.db.models.SlugField");
    let indexed = field.record.flag("db_index").unwrap_or(by_default);
    if unique && !primary {
        table.indexes.push(index(None, IndexKind::Unique, true, &[&name], field.place));
    } else if indexed && !primary {
        let named = Some(format!("{}_{name}", table.name));
        let mut made = index(named, IndexKind::Index, false, &[&name], field.place);
        // Said or not, it is the one of every key.
        if is_key {
            made.automatic = Automatic::Key;
        }
        table.indexes.push(made);
    }
}

/// What `Meta` adds: `unique_together`, `index_together`, `indexes`, `constraints`.
fn add_meta(ix: &Interp<'_>, model: &DjangoModel, table: &mut Table) {
    let column_of = |name: &str| {
        let name = name.trim_start_matches('-');
        model.fields.iter().find(|f| f.name == name).map_or_else(|| name.to_owned(), column)
    };
    let mut together: Vec<(String, Vec<Vec<String>>)> = model.together.clone();
    let mut named: Vec<Value> = model.named.clone();
    for (option, value) in &model.meta {
        match option.as_str() {
            "unique_together" | "index_together" => together.push((option.clone(), groups(ix, value))),
            "indexes" | "constraints" => named.extend(ix.known_items(value).unwrap_or_default()),
            _ => {}
        }
    }
    for (option, group) in together.iter().flat_map(|(option, groups)| groups.iter().map(move |g| (option, g))) {
        let columns: Vec<String> = group.iter().map(|n| column_of(n)).collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let unique = option == "unique_together";
        let kind = if unique { IndexKind::Unique } else { IndexKind::Index };
        table.indexes.push(index(None, kind, unique, &columns, model.place));
    }
    for declared in named.iter().filter_map(|item| record(ix, item)) {
        table.indexes.extend(meta_index(ix, model, &declared, &column_of));
    }
}

fn meta_index(ix: &Interp<'_>, model: &DjangoModel, declared: &Record, column_of: &dyn Fn(&str) -> String) -> Option<Index> {
    let unique = declared.is("django.db.models.UniqueConstraint");
    if !unique && !declared.is("django.db.models.Index") {
        return None;
    }
    let fields = declared.keyword("fields").and_then(|v| texts(ix, v)).unwrap_or_default();
    let columns: Vec<String> = fields.iter().map(|n| column_of(n)).collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let place = declared.place.unwrap_or(model.place);
    let fill = |name: &str| name.replace("%(class)s", &model.name.to_lowercase()).replace("%(app_label)s", &model.label);
    let name = declared.keyword("name").and_then(Value::as_str).map(fill);
    let kind = if unique { IndexKind::Unique } else { IndexKind::Index };
    let mut out = index(name, kind, unique, &columns, place);
    // One column is read either way; among several, the direction is a part of what the index can serve.
    let several = columns.len() > 1;
    for (class, _) in out.classes.iter_mut().zip(&fields).filter(|(_, field)| several && field.starts_with('-')) {
        *class = Some("desc".to_owned());
    }
    for part in &declared.args {
        let (column, class) = index_part(ix, part, column_of);
        if column.is_none() {
            // What it computes is not read: the name keeps it apart from others.
            out.expressions.push(format!("expression of {}", out.name.as_deref().unwrap_or("an index")));
        }
        out.columns.push(column);
        out.classes.push(class);
    }
    if out.columns.is_empty() {
        return None;
    }
    out.predicate = declared.keyword("condition").filter(|v| !matches!(v, Value::None)).map(|v| {
        // What is not read must not look like another condition.
        is_not_null(ix, v, column_of).unwrap_or_else(|| format!("condition {}:{}", place.file.0, place.span.start))
    });
    let classes = declared.keyword("opclasses").and_then(|v| texts(ix, v)).unwrap_or_default();
    for (slot, class) in out.classes.iter_mut().zip(classes) {
        *slot = Some(class);
    }
    if let Some(include) = declared.keyword("include").and_then(|v| texts(ix, v)) {
        out.include = include.iter().map(|n| column_of(n)).collect();
    }
    for (kind, method) in [
        ("GinIndex", "gin"),
        ("GistIndex", "gist"),
        ("BrinIndex", "brin"),
        ("HashIndex", "hash"),
        ("BloomIndex", "bloom"),
        ("SpGistIndex", "spgist"),
    ] {
        if declared.is(&format!("django.db.models.{kind}")) {
            out.method = method.into();
        }
    }
    Some(out)
}

/// The column of a positional part, and its operator class: a text or `F("org")` names a field, and `OpClass` wraps one.
fn index_part(ix: &Interp<'_>, part: &Value, column_of: &dyn Fn(&str) -> String) -> (Option<String>, Option<String>) {
    let class = record(ix, part).filter(|r| r.is("django.db.models.OpClass"));
    let inner = class.as_ref().map_or(Some(part), |r| r.args.first().or_else(|| r.keyword("expression")));
    let operators = class.as_ref().and_then(|r| r.keyword("name").or_else(|| r.args.get(1)).and_then(Value::as_str));
    (inner.and_then(|v| field_named(ix, v)).map(|name| column_of(&name)), operators.map(str::to_owned))
}

/// `"org"`, `F("org")`
fn field_named(ix: &Interp<'_>, value: &Value) -> Option<String> {
    if let Value::Object(id) = value {
        let object = ix.heap.get(*id);
        let is_field = object.class.is_some_and(|c| &*ix.world.class(c).qualified == "django.db.models.query.F");
        let given = object.attrs.get(&ix.name("args")?).filter(|_| is_field)?;
        return ix.known_items(given)?.first()?.as_str().map(str::to_owned);
    }
    value.as_str().map(str::to_owned)
}

/// `Q(owner__isnull=False)`
fn is_not_null(ix: &Interp<'_>, condition: &Value, column_of: &dyn Fn(&str) -> String) -> Option<String> {
    let Value::Object(id) = condition else { return None };
    let attribute = |name: &str| ix.name(name).and_then(|n| ix.heap.get(*id).attrs.get(&n));
    let given = attribute("kwargs").map(|v| entries(ix, v))?;
    let alone = attribute("args").and_then(|v| ix.known_items(v)).is_some_and(|items| items.is_empty());
    match given.as_slice() {
        [(look_up, Value::Bool(false))] if alone => {
            Some(format!("{} is not null", column_of(look_up.strip_suffix("__isnull")?)))
        }
        _ => None,
    }
}

/// The table of a many-to-many without a model of its own.
fn link_table(ix: &Interp<'_>, model: &DjangoModel, field: &Field, registry: &Registry) -> Option<Table> {
    let target = registry.target(ix, model, field).filter(|c| !super::outside::is_outside(ix, *c))?;
    let entity = ix.world.class_entity.get(&target).and_then(|e| ix.world.entities.get(e.index()))?;
    let mut table = empty(&through(ix, model, field, registry), field.place);
    let (from, to) = if target == model.class {
        (format!("from_{}_id", model.name.to_lowercase()), format!("to_{}_id", model.name.to_lowercase()))
    } else {
        (format!("{}_id", model.name.to_lowercase()), format!("{}_id", entity.name.to_lowercase()))
    };
    table.columns.push(key_column("id", "AutoField", field.place));
    table.indexes.push(index(None, IndexKind::PrimaryKey, true, &["id"], field.place));
    let own = ix.world.class_entity.get(&model.class).and_then(|e| ix.world.entities.get(e.index()))?;
    for (name, target) in [(&from, own), (&to, entity)] {
        table.columns.push(Column {
            name: name.clone(),
            kind: "ForeignKey".into(),
            nullable: false,
            primary_key: false,
            place: field.place,
        });
        let key = target.primary_key.first().map_or("id", String::as_str);
        table.foreign_keys.push(ForeignKey {
            columns: vec![name.clone()],
            target_table: target.table_name.clone().unwrap_or_default(),
            target_columns: vec![target.attribute(key).map_or_else(|| key.to_owned(), |a| a.column.clone())],
            on_delete: Some("CASCADE".into()),
            place: field.place,
        });
        let named = Some(format!("{}_{name}", table.name));
        let mut made = index(named, IndexKind::Index, false, &[name], field.place);
        made.automatic = Automatic::Link;
        table.indexes.push(made);
    }
    table.indexes.push(index(None, IndexKind::Unique, true, &[&from, &to], field.place));
    Some(table)
}
