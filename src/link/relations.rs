//! Relations between mapped classes, both sides.

use std::collections::BTreeMap;

use crate::eval::value::Site;
use crate::eval::world::ClassRef;
use crate::eval::{CallArgs, Interp, Value};
use crate::facts::program::Expr;
use crate::library::sqlalchemy::columns::copied_for;
use crate::model::Place;
use crate::model::entity::{EntityId, Loading, Many, Relation};

use super::entities::{Member, column_of};
use super::records::{Record, record, texts};

/// One foreign key of a class, by attribute names.
#[derive(Clone, Debug)]
struct Key {
    attribute: String,
    table: String,
    column: String,
}

/// Fills the relations of all entities.
pub fn build(ix: &mut Interp<'_>, mapped: &[(ClassRef, Vec<Member>)]) {
    let names = by_name(ix);
    // By number: models of Django may stand before these.
    let mut keys: Vec<Vec<Key>> = vec![Vec::new(); ix.world.entities.len()];
    for (class, members) in mapped {
        if let Some(id) = ix.world.class_entity.get(class) {
            keys[id.index()] = foreign_keys(ix, members);
        }
    }
    let mut reverse: Vec<(EntityId, Relation)> = Vec::new();
    for (class, members) in mapped {
        let Some(id) = ix.world.class_entity.get(class).copied() else { continue };
        let mut out = Vec::new();
        for member in members {
            let Some(declared) = record(ix, &member.value).filter(|r| r.is("sqlalchemy.orm.Relationship")) else { continue };
            let Some(target) = target_of(ix, *class, member, &declared, &names) else { continue };
            let relation = relation(ix, id, target, member, &declared, &keys);
            if let Some(back) = backref(ix, id, &relation, &declared, member.place, &keys) {
                reverse.push((target, back));
            }
            out.push(relation);
        }
        ix.world.to_mut().entities[id.index()].relations = out;
    }
    add_backrefs(ix, reverse);
    pair_by_key(ix, &keys);
}

/// Relations that declare no other side, where the only key between the two tables tells which it is: what one of them has loaded, the
/// identity map gives the other.
fn pair_by_key(ix: &mut Interp<'_>, keys: &[Vec<Key>]) {
    for at in 0..ix.world.entities.len() {
        let id = EntityId(u32::try_from(at).unwrap_or(u32::MAX));
        let other_side = |relation: &Relation| {
            let [key] = <[Key; 1]>::try_from(keys_to(ix, relation.target, id, keys)).ok()?;
            let back = ix.world.entity(relation.target).relations.iter().find(|back| {
                back.many == Many::ToOne && back.target == id && back.by_primary_key && back.local == [key.attribute.clone()]
            });
            back.map(|back| back.name.clone())
        };
        let lone = |r: &Relation| r.reverse.is_none() && r.secondary.is_none() && r.local.is_empty() && r.target != id;
        let found: Vec<(usize, String)> = (ix.world.entity(id).relations.iter().enumerate())
            .filter_map(|(nth, relation)| Some((nth, lone(relation).then(|| other_side(relation)).flatten()?)))
            .collect();
        for (nth, name) in found {
            ix.world.to_mut().entities[at].relations[nth].reverse = Some(name);
        }
    }
}

/// Classes by their short name.
fn by_name(ix: &Interp<'_>) -> BTreeMap<String, Vec<EntityId>> {
    let mut out: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
    for (at, entity) in ix.world.entities.iter().enumerate() {
        out.entry(entity.name.clone()).or_default().push(EntityId(u32::try_from(at).unwrap_or(u32::MAX)));
    }
    out
}

fn foreign_keys(ix: &Interp<'_>, members: &[Member]) -> Vec<Key> {
    let mut out = Vec::new();
    for member in members {
        let Some((column, _)) = column_of(ix, &member.value) else { continue };
        for (table, target) in super::tables::references(ix, &column) {
            out.push(Key { attribute: ix.text(member.name).to_owned(), table, column: target });
        }
    }
    for column in super::entities::table_columns(ix, members) {
        for (table, target) in super::tables::references(ix, &column) {
            out.push(Key { attribute: super::entities::column_name(&column, ""), table, column: target });
        }
    }
    out
}

/// The class that a relation points to: by name, class, function or annotation.
fn target_of(
    ix: &mut Interp<'_>,
    class: ClassRef,
    member: &Member,
    declared: &Record,
    names: &BTreeMap<String, Vec<EntityId>>,
) -> Option<EntityId> {
    let given = declared.args.first().or_else(|| declared.keyword("argument")).cloned();
    let given = match given {
        Some(function @ (Value::Function(..) | Value::Bound(_))) => {
            let site = Site { place: member.place, module: ix.world.class(class).module };
            Some(ix.call(&function, CallArgs::default(), site))
        }
        other => other,
    };
    match given {
        Some(Value::Class(c)) => ix.world.class_entity.get(&c).copied(),
        Some(Value::Str(name)) => named(ix, class, &name, names),
        Some(_) => None,
        None => {
            let annotation = ix.world.class(member.owner).annotations.iter().find(|(n, ..)| *n == member.name)?.1;
            let code = ix.code(ix.world.class(member.owner).module);
            let word = annotated_class(&code.program, annotation)?;
            named(ix, class, &word, names)
        }
    }
}

/// The innermost class name of `Mapped[List["Child"]]`.
fn annotated_class(program: &crate::facts::Program, id: crate::facts::program::ExprId) -> Option<String> {
    match program.expr(id) {
        Expr::Index { index, .. } => annotated_class(program, index),
        Expr::Name(sym) | Expr::Attr(_, sym) => Some(program.name(sym).to_owned()),
        Expr::Str(sym) => {
            let text = program.name(sym);
            let inner = text.rsplit('[').next().unwrap_or(text).trim_end_matches(']');
            Some(inner.split('|').next().unwrap_or(inner).trim().trim_matches(['"', '\'']).to_owned())
        }
        Expr::Binary { left, .. } => annotated_class(program, left),
        Expr::Collection { items, .. } => program.list(items).first().and_then(|e| annotated_class(program, *e)),
        _ => None,
    }
}

fn named(ix: &Interp<'_>, class: ClassRef, name: &str, names: &BTreeMap<String, Vec<EntityId>>) -> Option<EntityId> {
    let short = name.rsplit('.').next().unwrap_or(name);
    match names.get(short)?.as_slice() {
        [one] => Some(*one),
        many => {
            // The nearest by package.
            let own = &ix.world.class(class).qualified;
            let shared = |id: &&EntityId| {
                let other = &ix.world.entity(**id).qualified;
                own.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count()
            };
            many.iter().max_by_key(shared).copied()
        }
    }
}

fn relation(
    ix: &Interp<'_>,
    id: EntityId,
    target: EntityId,
    member: &Member,
    declared: &Record,
    keys: &[Vec<Key>],
) -> Relation {
    let name = ix.text(member.name).to_owned();
    let secondary = declared.keyword("secondary").and_then(|v| secondary_table(ix, v));
    let (many, local, guessed) = direction(ix, id, target, declared, keys);
    let by_primary_key = many == Many::ToOne && points_to_primary_key(ix, id, target, &local, keys);
    let annotated = annotation_head(ix, member);
    let loading = match annotated.as_deref() {
        Some("DynamicMapped") => Loading::Dynamic,
        Some("WriteOnlyMapped") => Loading::WriteOnly,
        _ => loading(declared.keyword("lazy")),
    };
    let back = declared.keyword("back_populates").or_else(|| declared.keyword("backref"));
    let reverse = back.and_then(|v| match record(ix, v) {
        Some(r) => r.args.first().and_then(Value::as_str).map(str::to_owned),
        None => v.as_str().map(str::to_owned),
    });
    Relation { name, target, many, loading, by_primary_key, local, reverse, secondary, guessed, place: member.place }
}

fn annotation_head(ix: &Interp<'_>, member: &Member) -> Option<String> {
    let info = ix.world.class(member.owner);
    let annotation = info.annotations.iter().find(|(n, ..)| *n == member.name)?.1;
    let program = &ix.world.module(info.module).program;
    match program.expr(annotation) {
        Expr::Index { value, .. } => match program.expr(value) {
            Expr::Name(sym) | Expr::Attr(_, sym) => Some(program.name(sym).to_owned()),
            _ => None,
        },
        _ => None,
    }
}

fn secondary_table(ix: &Interp<'_>, value: &Value) -> Option<String> {
    match value {
        Value::Str(name) => Some(name.to_string()),
        Value::Object(_) => record(ix, value)?.args.first()?.as_str().map(str::to_owned),
        Value::Class(c) => ix.world.class_entity.get(c).and_then(|e| ix.world.entity(*e).table_name.clone()),
        _ => Some(String::new()),
    }
}

/// How a relation is loaded by its `lazy=`.
#[must_use]
pub fn loading(lazy: Option<&Value>) -> Loading {
    match lazy {
        None | Some(Value::Bool(true)) => Loading::Lazy,
        Some(Value::Bool(false)) => Loading::Joined,
        Some(Value::None) => Loading::None,
        Some(Value::Str(s)) => match &**s {
            "select" | "select_in_default" => Loading::Lazy,
            "joined" => Loading::Joined,
            "selectin" | "immediate" => Loading::SelectIn,
            "subquery" => Loading::Subquery,
            "dynamic" => Loading::Dynamic,
            "write_only" => Loading::WriteOnly,
            "raise" | "raise_on_sql" => Loading::Raise,
            "noload" => Loading::None,
            _ => Loading::Unknown,
        },
        Some(_) => Loading::Unknown,
    }
}

/// Which side holds the key, the local columns of a to-one, and whether that is a guess because no key was found.
fn direction(
    ix: &Interp<'_>,
    id: EntityId,
    target: EntityId,
    declared: &Record,
    keys: &[Vec<Key>],
) -> (Many, Vec<String>, bool) {
    if declared.keyword("secondary").is_some() {
        return (Many::ManyToMany, Vec::new(), false);
    }
    let uselist = declared.flag("uselist");
    let outgoing = keys_to(ix, id, target, keys);
    let incoming = keys_to(ix, target, id, keys);
    if same_table(ix, id, target) {
        let remote = declared.keyword("remote_side").is_some();
        let by_column = chosen(ix, declared, &outgoing);
        return if remote { (Many::ToOne, by_column, false) } else { (Many::OneToMany, Vec::new(), false) };
    }
    if !outgoing.is_empty() && (incoming.is_empty() || has_local_key(ix, declared, &outgoing)) {
        return (Many::ToOne, chosen(ix, declared, &outgoing), false);
    }
    match uselist {
        Some(false) => (Many::ToOne, Vec::new(), false),
        uselist => (Many::OneToMany, Vec::new(), incoming.is_empty() && uselist.is_none()),
    }
}

fn same_table(ix: &Interp<'_>, a: EntityId, b: EntityId) -> bool {
    a == b || (ix.world.entity(a).table_name.is_some() && ix.world.entity(a).table_name == ix.world.entity(b).table_name)
}

/// Attributes of `from` whose key points to the table of `to` or of one of its bases.
fn keys_to(ix: &Interp<'_>, from: EntityId, to: EntityId, keys: &[Vec<Key>]) -> Vec<Key> {
    let mut tables = Vec::new();
    if ix.world.entity(to).table_name.is_none() {
        // A base that is not in the tree names the table after the class.
        let class = ix.world.entity(to).name.to_lowercase();
        let named = |k: &&Key| {
            let table = k.table.replace('_', "").to_lowercase();
            table.strip_prefix(class.as_str()).is_some_and(|rest| matches!(rest, "" | "s" | "es"))
        };
        return keys[from.index()].iter().filter(named).cloned().collect();
    }
    let mut at = Some(to);
    while let Some(id) = at {
        tables.extend(ix.world.entity(id).table_name.clone());
        at = ix.world.entity(id).base.filter(|b| *b != id);
        if tables.len() > 8 {
            break;
        }
    }
    keys[from.index()].iter().filter(|k| tables.iter().any(|t| t.eq_ignore_ascii_case(&k.table))).cloned().collect()
}

fn has_local_key(ix: &Interp<'_>, declared: &Record, outgoing: &[Key]) -> bool {
    declared
        .keyword("foreign_keys")
        .is_some_and(|v| named_keys(ix, v).iter().any(|n| outgoing.iter().any(|k| &k.attribute == n)))
}

/// The keys that `foreign_keys=` chooses, or all.
fn chosen(ix: &Interp<'_>, declared: &Record, outgoing: &[Key]) -> Vec<String> {
    let wanted = declared.keyword("foreign_keys").map(|v| named_keys(ix, v)).unwrap_or_default();
    let hit: Vec<String> =
        outgoing.iter().filter(|k| wanted.is_empty() || wanted.contains(&k.attribute)).map(|k| k.attribute.clone()).collect();
    if hit.is_empty() { outgoing.iter().map(|k| k.attribute.clone()).collect() } else { hit }
}

/// Attribute names in `foreign_keys=`: `[Post.author_id]`, `"Post.author_id"`, `author_id`.
fn named_keys(ix: &Interp<'_>, value: &Value) -> Vec<String> {
    if let Some(all) = texts(ix, value) {
        return all
            .iter()
            .flat_map(|t| t.split(','))
            .map(|t| t.rsplit('.').next().unwrap_or(t).trim_matches([' ', ']', '[']).to_owned())
            .collect();
    }
    let items = ix.known_items(value).unwrap_or_else(|| vec![value.clone()]);
    let ids: Vec<crate::eval::ObjId> =
        items.iter().filter_map(|v| if let Value::Object(id) = v { Some(*id) } else { None }).collect();
    let mut out: Vec<String> = ids.iter().filter_map(|id| copied_for(ix, *id)).map(|(_, attribute)| attribute).collect();
    for class in &ix.world.classes {
        for (name, member, _) in &class.members {
            if let Value::Object(id) = member
                && ids.contains(id)
            {
                out.push(ix.text(*name).to_owned());
            }
        }
    }
    out
}

fn points_to_primary_key(ix: &Interp<'_>, id: EntityId, target: EntityId, local: &[String], keys: &[Vec<Key>]) -> bool {
    let entity = ix.world.entity(target);
    let targets: Vec<&str> =
        keys[id.index()].iter().filter(|k| local.contains(&k.attribute)).map(|k| k.column.as_str()).collect();
    let key_columns: Vec<&str> =
        entity.primary_key.iter().map(|n| entity.attribute(n).map_or(n.as_str(), |a| a.column.as_str())).collect();
    !local.is_empty() && key_columns.len() == 1 && targets.iter().all(|t| t.eq_ignore_ascii_case(key_columns[0]))
}

/// The relation that `backref=` adds to the target.
fn backref(
    ix: &Interp<'_>,
    id: EntityId,
    relation: &Relation,
    declared: &Record,
    place: Place,
    keys: &[Vec<Key>],
) -> Option<Relation> {
    let given = declared.keyword("backref")?;
    let (name, lazy, uselist) = match record(ix, given) {
        Some(r) => (r.args.first()?.as_str()?.to_owned(), r.keyword("lazy").cloned(), r.flag("uselist")),
        None => (given.as_str()?.to_owned(), None, None),
    };
    let many = match relation.many {
        Many::ToOne if uselist == Some(false) => Many::ToOne,
        Many::ToOne => Many::OneToMany,
        Many::OneToMany => Many::ToOne,
        Many::ManyToMany => Many::ManyToMany,
    };
    let local = if relation.many == Many::OneToMany {
        keys_to(ix, relation.target, id, keys).iter().map(|k| k.attribute.clone()).collect()
    } else {
        Vec::new()
    };
    let by_primary_key = many == Many::ToOne && points_to_primary_key(ix, relation.target, id, &local, keys);
    Some(Relation {
        name,
        target: id,
        many,
        loading: loading(lazy.as_ref()),
        by_primary_key,
        local,
        reverse: Some(relation.name.clone()),
        secondary: relation.secondary.clone(),
        guessed: relation.guessed,
        place,
    })
}

/// Adds the reverse sides, to subclasses as well.
fn add_backrefs(ix: &mut Interp<'_>, reverse: Vec<(EntityId, Relation)>) {
    for (target, relation) in reverse {
        let class = ix.world.entity_class[target.index()];
        let heirs: Vec<usize> =
            (0..ix.world.entities.len()).filter(|i| ix.world.class(ix.world.entity_class[*i]).mro.contains(&class)).collect();
        for heir in heirs {
            let entity = &mut ix.world.to_mut().entities[heir];
            if entity.relation(&relation.name).is_none() {
                entity.relations.push(relation.clone());
            }
        }
    }
}
