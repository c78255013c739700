//! Mapped classes: which classes have a table, and what their attributes are.

use crate::eval::value::Site;
use crate::eval::world::{Attr, ClassRef};
use crate::eval::{CallArgs, Interp, Value};
use crate::model::Place;
use crate::model::entity::{Attribute, Entity, EntityId, Orm};
use crate::model::schema::{Index, Table};
use crate::names::Name;

use super::records::{Record, record, texts, type_name};
use super::{annotations, relations};

/// A class directly below one of these is the base of mapped classes and has no table.
const BASES: [&str; 2] = ["sqlalchemy.orm.DeclarativeBase", "sqlalchemy.orm.DeclarativeBaseNoMeta"];

/// A member of a mapped class, `declared_attr` evaluated.
#[derive(Clone, Debug)]
pub struct Member {
    pub name: Name,
    pub value: Value,
    pub place: Place,
    pub owner: ClassRef,
}

/// Finds the mapped classes and fills `world.entities`; the tables of those that Django maps.
pub fn build(ix: &mut Interp<'_>) -> Vec<crate::model::schema::Table> {
    let candidates: Vec<ClassRef> = (0..ix.world.classes.len())
        .filter_map(|i| u32::try_from(i).ok())
        .map(ClassRef)
        .filter(|c| is_candidate(ix, *c))
        .collect();
    let mut mapped: Vec<(ClassRef, Vec<Member>)> = Vec::new();
    for class in candidates {
        let members = members(ix, class);
        if has_table(ix, class, &members) {
            mapped.push((class, members));
        }
    }
    for (class, members) in &mapped {
        let id = EntityId(u32::try_from(ix.world.entities.len()).unwrap_or(u32::MAX));
        let entity = entity(ix, *class, members);
        let world = ix.world.to_mut();
        world.entities.push(entity);
        let kept = members.iter().map(|m| (m.name, m.value.clone(), m.place, m.owner)).collect();
        world.class_members.insert(*class, kept);
        world.entity_class.push(*class);
        world.class_entity.insert(*class, id);
    }
    inherit(ix);
    relations::build(ix, &mapped);
    let tables = super::django::build(ix);
    index_attributes(ix);
    tables
}

/// Runs what listens for the mappers being configured: there, classes get the columns that need all other classes.
pub fn run_configured(ix: &mut Interp<'_>) {
    let registrations = ix.world.registrations.to_vec();
    for registration in registrations {
        let [args, listener, ..] = registration.values.as_slice() else { continue };
        let event = ix.known_items(args).and_then(|args| args.get(1).and_then(Value::as_str).map(str::to_owned));
        if &*registration.kind == "listener" && matches!(event.as_deref(), Some("before_configured" | "after_configured")) {
            let site = Site { place: registration.place, module: registration.module };
            ix.call(listener, CallArgs::default(), site);
            ix.ops.clear();
        }
    }
}

/// Entities of the models that a Django project has loaded before anything else: views and serializers make queries of
/// them while they are imported (`queryset = Book.objects.all()` in a class).
pub fn build_loaded_models(ix: &mut Interp<'_>) {
    super::django::build(ix);
    index_attributes(ix);
}

fn is_candidate(ix: &Interp<'_>, class: ClassRef) -> bool {
    let info = ix.world.class(class);
    // A base that a decorator made declarative has no table of its own.
    if info.is_stub || ix.name("__declarative__").is_some_and(|n| info.member(n).is_some()) {
        return false;
    }
    let marked = ix
        .world
        .registrations
        .iter()
        .any(|r| &*r.kind == "declarative" && matches!(r.values.first(), Some(Value::Class(c)) if *c == class));
    let is_base = info.bases.iter().any(|b| matches!(b, Value::Class(c) if BASES.contains(&&*ix.world.class(*c).qualified)));
    let declarative = ix.name("__declarative__").is_some_and(|n| ix.world.find_member(class, n).is_some());
    let abstract_ = ix.name("__abstract__").and_then(|n| info.member(n)).is_some_and(|v| matches!(v, Value::Bool(true)));
    (declarative || marked || is_mapped_outside(ix, class))
        && !abstract_
        && !is_base
        && (!is_sqlmodel(ix, class) || is_sqlmodel_table(ix, class))
}

/// A class with columns whose base is not in the tree (a package's own model base): no class has columns but a mapped one.
fn is_mapped_outside(ix: &Interp<'_>, class: ClassRef) -> bool {
    let info = ix.world.class(class);
    let declarative = ix.name("__declarative__").is_some_and(|n| ix.world.find_member(class, n).is_some());
    let has_columns = |c: &ClassRef| {
        let own = ix.world.class(*c);
        !own.is_stub && own.members.iter().any(|(_, value, _)| column_of(ix, value).is_some())
    };
    info.open && !declarative && !info.bases.is_empty() && info.mro.iter().any(has_columns)
}

/// A class of SQLModel: a table only where it says so.
#[must_use]
pub fn is_sqlmodel(ix: &Interp<'_>, class: ClassRef) -> bool {
    ix.world.derives(class, "sqlmodel.SQLModel")
}

fn is_sqlmodel_table(ix: &Interp<'_>, class: ClassRef) -> bool {
    let keywords = &ix.world.class(class).keywords;
    is_sqlmodel(ix, class) && keywords.iter().any(|(n, v)| ix.text(*n) == "table" && matches!(v, Value::Bool(true)))
}

/// All members by the order of resolution, the nearest definition of each name; base classes' first.
#[must_use]
pub fn members(ix: &mut Interp<'_>, class: ClassRef) -> Vec<Member> {
    let mro = ix.world.class(class).mro.clone();
    let mut out: Vec<Member> = Vec::new();
    for owner in mro.iter().rev() {
        let info = ix.world.class(*owner);
        if info.is_stub {
            continue;
        }
        let mut own: Vec<(Name, Value, Place)> = info.members.clone();
        annotations::complete(ix, *owner, &mut own);
        for (name, value, place) in own {
            let value = declared(ix, class, value, place);
            match out.iter_mut().find(|m| m.name == name) {
                Some(old) => *old = Member { name, value, place, owner: *owner },
                None => out.push(Member { name, value, place, owner: *owner }),
            }
        }
    }
    out
}

/// `@declared_attr`: what the function gives for this class.
fn declared(ix: &mut Interp<'_>, class: ClassRef, value: Value, place: Place) -> Value {
    let Value::Property(getter) = &value else { return value };
    let Value::ClassMethod(function) = &**getter else { return value };
    let site = Site { place, module: ix.world.class(class).module };
    let out = ix.call(function, CallArgs { positional: vec![Value::Class(class)], ..CallArgs::default() }, site);
    ix.start_over();
    out
}

/// The member's column declaration; `column_property(Column(…))` and `deferred(Column(…))` are looked through.
#[must_use]
pub fn column_of(ix: &Interp<'_>, value: &Value) -> Option<(Record, bool)> {
    let r = record(ix, value)?;
    if r.is("sqlalchemy.Column") {
        let deferred = r.flag("deferred") == Some(true);
        return Some((r, deferred));
    }
    if r.is("sqlalchemy.orm.ColumnProperty") {
        let inner = r.args.first().and_then(|v| record(ix, v)).filter(|i| i.is("sqlalchemy.Column"))?;
        let deferred = r.flag("deferred") == Some(true);
        return Some((inner, deferred));
    }
    None
}

/// `column_property(select(…), deferred=True)`: a value that a query of its own computes when it is read.
fn is_deferred_expression(ix: &Interp<'_>, value: &Value) -> bool {
    record(ix, value).is_some_and(|r| r.is("sqlalchemy.orm.ColumnProperty") && r.flag("deferred") == Some(true))
        && column_of(ix, value).is_none()
}

fn has_table(ix: &Interp<'_>, class: ClassRef, members: &[Member]) -> bool {
    if explicit_table(ix, members).is_some() || is_sqlmodel_table(ix, class) || is_mapped_outside(ix, class) {
        return true;
    }
    let own_key = members.iter().any(|m| column_of(ix, &m.value).is_some_and(|(c, _)| c.flag("primary_key") == Some(true)))
        || !key_of_arguments(ix, members).is_empty();
    let mapped_base = ix.world.class(class).mro.iter().skip(1).any(|c| is_candidate(ix, *c) && !ix.world.class(*c).is_stub);
    own_key && (mapped_base || is_flask_model(ix, class) || computes_its_name(ix, members))
}

/// `__tablename__` is worked out of the class name, in a way that is not followed (a regular expression, a package).
fn computes_its_name(ix: &Interp<'_>, members: &[Member]) -> bool {
    let unknown = |v: &Value| matches!(v, Value::Unknown(_) | Value::Scalar(_));
    members.iter().any(|m| ix.text(m.name) == "__tablename__" && unknown(&m.value))
}

/// The columns that `__table_args__ = (PrimaryKeyConstraint("order_id", "line"),)` makes the key.
fn key_of_arguments(ix: &Interp<'_>, members: &[Member]) -> Vec<String> {
    let arguments = members.iter().find(|m| ix.text(m.name) == "__table_args__").and_then(|m| ix.known_items(&m.value));
    let key = arguments.into_iter().flatten().filter_map(|v| record(ix, &v)).find(|r| r.is("sqlalchemy.PrimaryKeyConstraint"));
    key.iter().flat_map(|r| &r.args).filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

fn is_flask_model(ix: &Interp<'_>, class: ClassRef) -> bool {
    ix.name("__fsa__").is_some_and(|n| ix.world.find_member(class, n).is_some())
}

/// `__tablename__` or the name of `__table__`.
fn explicit_table(ix: &Interp<'_>, members: &[Member]) -> Option<(String, ClassRef)> {
    for member in members {
        match ix.text(member.name) {
            "__tablename__" => {
                if let Some(name) = member.value.as_str() {
                    return Some((name.to_owned(), member.owner));
                }
            }
            "__table__" => {
                if let Some(name) =
                    record(ix, &member.value).and_then(|r| r.args.first().and_then(Value::as_str).map(str::to_owned))
                {
                    return Some((name, member.owner));
                }
            }
            _ => {}
        }
    }
    None
}

/// The table of a class: given, or made of the class name as Flask-SQLAlchemy does (and nearly all that work it out themselves).
#[must_use]
pub fn table_name(ix: &Interp<'_>, class: ClassRef, members: &[Member]) -> Option<String> {
    let own = explicit_table(ix, members);
    if let Some((name, owner)) = &own {
        let from_mapped_base = *owner != class && is_candidate(ix, *owner);
        if !from_mapped_base {
            return Some(name.clone());
        }
    }
    let own_key = members
        .iter()
        .any(|m| m.owner == class && column_of(ix, &m.value).is_some_and(|(c, _)| c.flag("primary_key") == Some(true)));
    let mixin_key = own.is_none()
        && members.iter().any(|m| {
            !is_candidate(ix, m.owner) && column_of(ix, &m.value).is_some_and(|(c, _)| c.flag("primary_key") == Some(true))
        });
    if is_sqlmodel_table(ix, class) && own.is_none() {
        return Some(ix.text(ix.world.class(class).name).to_lowercase());
    }
    let named_by_class = is_flask_model(ix, class) || computes_its_name(ix, members);
    if named_by_class && (own_key || mixin_key || !key_of_arguments(ix, members).is_empty()) {
        return Some(snake_case(ix.text(ix.world.class(class).name)));
    }
    // Single-table inheritance: the table of the nearest mapped class above.
    own.map(|(name, _)| name).or_else(|| {
        let above = ix.world.class(class).mro.iter().skip(1).find_map(|c| ix.world.class_entity.get(c));
        above.and_then(|e| ix.world.entity(*e).table_name.clone())
    })
}

/// `UserRole` → `user_role`, as Flask-SQLAlchemy names tables.
#[must_use]
pub fn snake_case(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, c) in chars.iter().enumerate() {
        if c.is_uppercase() && at > 0 {
            let before = chars[at - 1];
            let after_lower = chars.get(at + 1).is_some_and(|n| n.is_lowercase());
            if before.is_lowercase() || before.is_ascii_digit() || (before.is_uppercase() && after_lower) {
                out.push('_');
            }
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Where the class itself gives a member.
pub fn own_place(ix: &Interp<'_>, class: ClassRef, member: &str) -> Option<Place> {
    let name = ix.name(member)?;
    ix.world.class(class).members.iter().rev().find(|(n, ..)| *n == name).map(|(.., place)| *place)
}

fn entity(ix: &Interp<'_>, class: ClassRef, members: &[Member]) -> Entity {
    let info = ix.world.class(class);
    let mut columns = Vec::new();
    let mut primary_key = Vec::new();
    for member in members {
        let name = ix.text(member.name).to_owned();
        if is_deferred_expression(ix, &member.value) {
            let (column, kind) = (String::new(), String::new());
            columns.push(Attribute { column, kind, deferred: true, unique: false, place: member.place, name });
            continue;
        }
        let Some((column, deferred)) = column_of(ix, &member.value) else { continue };
        let key = column.flag("primary_key") == Some(true);
        if key {
            primary_key.push(name.clone());
        }
        columns.push(Attribute {
            column: column_name(&column, &name),
            kind: column.args.iter().find_map(|v| type_of_argument(ix, v)).unwrap_or_default(),
            deferred,
            unique: column.flag("unique") == Some(true),
            place: member.place,
            name,
        });
    }
    // `__table__ = Table(…)` maps its columns by their names.
    for column in table_columns(ix, members) {
        let name = column_name(&column, "");
        if column.flag("primary_key") == Some(true) {
            primary_key.push(name.clone());
        }
        columns.push(Attribute {
            column: name.clone(),
            kind: column.args.iter().find_map(|v| type_of_argument(ix, v)).unwrap_or_default(),
            deferred: false,
            unique: column.flag("unique") == Some(true),
            place: column.place.unwrap_or(info.place),
            name,
        });
    }
    if primary_key.is_empty() {
        let named = key_of_arguments(ix, members);
        primary_key = columns.iter().filter(|c| named.contains(&c.column)).map(|c| c.name.clone()).collect();
    }
    // The base that is not in the tree declares the key.
    if primary_key.is_empty() && is_mapped_outside(ix, class) {
        primary_key.push("id".into());
    }
    Entity {
        orm: Orm::SqlAlchemy,
        name: ix.text(info.name).to_owned(),
        qualified: info.qualified.to_string(),
        place: info.place,
        options: own_place(ix, class, "__table_args__"),
        table: None,
        table_name: table_name(ix, class, members),
        base: None,
        columns,
        relations: Vec::new(),
        primary_key,
        save_receivers: Vec::new(),
        set_by_save: Vec::new(),
        unique_together: Vec::new(),
        held_keys: Vec::new(),
        ordering: Vec::new(),
    }
}

/// Columns of `__table__ = Table(…)`.
#[must_use]
pub fn table_columns(ix: &Interp<'_>, members: &[Member]) -> Vec<Record> {
    let table = members.iter().find(|m| ix.text(m.name) == "__table__").and_then(|m| record(ix, &m.value));
    let arguments = table.iter().flat_map(|table| table.args.iter());
    arguments.filter_map(|value| record(ix, value)).filter(|r| r.is("sqlalchemy.Column")).collect()
}

/// The column's name: its first text argument, or the attribute's.
#[must_use]
pub fn column_name(column: &Record, attribute: &str) -> String {
    let given = column.args.first().and_then(Value::as_str).or_else(|| column.keyword("name").and_then(Value::as_str));
    given.unwrap_or(attribute).to_owned()
}

/// The type among a column's arguments.
#[must_use]
pub fn type_of_argument(ix: &Interp<'_>, value: &Value) -> Option<String> {
    match value {
        Value::Object(_) => {
            let is_item = record(ix, value).is_some_and(|r| {
                [
                    "sqlalchemy.ForeignKey",
                    "sqlalchemy.CheckConstraint",
                    "sqlalchemy.Sequence",
                    "sqlalchemy.Identity",
                    "sqlalchemy.Computed",
                ]
                .iter()
                .any(|k| r.is(k))
            });
            if is_item { None } else { type_name(ix, value) }
        }
        Value::Class(_) | Value::External(_) => type_name(ix, value),
        _ => None,
    }
}

/// Nearest mapped base of each entity.
fn inherit(ix: &mut Interp<'_>) {
    for at in 0..ix.world.entities.len() {
        let class = ix.world.entity_class[at];
        let base = ix.world.class(class).mro.iter().skip(1).find_map(|c| ix.world.class_entity.get(c).copied());
        ix.world.to_mut().entities[at].base = base;
    }
}

fn index_attributes(ix: &mut Interp<'_>) {
    for at in 0..ix.world.entities.len() {
        let id = EntityId(u32::try_from(at).unwrap_or(u32::MAX));
        let columns: Vec<String> = ix.world.entities[at].columns.iter().map(|c| c.name.clone()).collect();
        let relations: Vec<String> = ix.world.entities[at].relations.iter().map(|r| r.name.clone()).collect();
        let world = ix.world.to_mut();
        for (i, name) in columns.iter().enumerate() {
            let name = world.names.intern(name);
            world.attributes.insert((id, name), Attr::Column(u32::try_from(i).unwrap_or(u32::MAX)));
        }
        for (i, name) in relations.iter().enumerate() {
            let name = world.names.intern(name);
            world.attributes.insert((id, name), Attr::Relation(u32::try_from(i).unwrap_or(u32::MAX)));
        }
        let entity_name = world.entities[at].name.clone();
        world.names.intern(&entity_name);
    }
}

/// `__table_args__` of a class as single items.
#[must_use]
pub fn table_args(ix: &Interp<'_>, members: &[Member]) -> (Vec<Value>, Option<String>) {
    let Some(member) = members.iter().find(|m| ix.text(m.name) == "__table_args__") else { return (Vec::new(), None) };
    let mut schema = None;
    let mut items = Vec::new();
    let all = match &member.value {
        Value::Tuple(t) => t.to_vec(),
        value => match ix.known_items(value) {
            Some(list) if super::records::entries(ix, value).is_empty() => list,
            _ => vec![value.clone()],
        },
    };
    for item in all {
        let options = super::records::entries(ix, &item);
        if let Some((_, value)) = options.iter().find(|(k, _)| k == "schema") {
            schema = texts(ix, value).and_then(|t| t.into_iter().next());
        }
        items.push(item);
    }
    (items, schema)
}

/// Attributes of foreign keys and UUIDs that the schema does not let be empty: whoever asks finds them true.
#[must_use]
pub fn held_keys(entity: &Entity, table: &Table) -> Vec<String> {
    let is_held = |column: &str| {
        let is_key = table.foreign_keys.iter().any(|key| matches!(key.columns.as_slice(), [only] if only == column));
        let is_uuid = |kind: &str| ["uuid", "guid"].iter().any(|word| kind.to_ascii_lowercase().contains(word));
        table.column(column).is_some_and(|column| !column.nullable && (is_key || is_uuid(&column.kind)))
    };
    entity.columns.iter().filter(|a| is_held(&a.column)).map(|a| a.name.clone()).collect()
}

/// Attributes of unique indexes of several columns that hold every row.
#[must_use]
pub fn unique_together(entity: &Entity, table: &Table) -> Vec<Vec<String>> {
    let attribute = |column: &String| entity.columns.iter().find(|a| a.column == *column).map(|a| a.name.clone());
    let whole =
        |index: &&Index| index.unique && index.predicate.is_none() && index.expressions.is_empty() && index.columns.len() > 1;
    let named = |index: &Index| index.columns.iter().map(|c| attribute(c.as_ref()?)).collect::<Option<Vec<String>>>();
    table.indexes.iter().filter(whole).filter_map(named).collect()
}
