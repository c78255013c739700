//! Models become entities: columns, relations, and the relations that the other side gets from them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::eval::value::Cause;
use crate::eval::world::ClassRef;
use crate::eval::{Interp, Value};
use crate::model::Place;
use crate::model::entity::{Attribute, Entity, EntityId, Loading, Many, Orm, Relation};

use super::super::entities::own_place;
use super::models::{DjangoModel, Field};

/// Which model a name stands for.
pub struct Registry {
    by_label: BTreeMap<(String, String), ClassRef>,
    by_name: BTreeMap<String, Vec<ClassRef>>,
    user: Option<String>,
}

impl Registry {
    #[must_use]
    pub fn new(ix: &mut Interp<'_>, models: &[DjangoModel]) -> Self {
        let mut by_label = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<ClassRef>> = BTreeMap::new();
        let is_outside = |m: &&DjangoModel| super::outside::is_outside(ix, m.class);
        // What stood for a model before its module was loaded gives way to it.
        for model in models.iter().filter(|m| !is_outside(m)).chain(models.iter().filter(is_outside)) {
            let (label, name) = (model.label.to_lowercase(), model.name.to_lowercase());
            if let Entry::Vacant(free) = by_label.entry((label, name.clone())) {
                free.insert(model.class);
                by_name.entry(name).or_default().push(model.class);
            }
        }
        let user = super::start::setting(ix, "AUTH_USER_MODEL").and_then(|v| v.as_str().map(str::to_owned));
        Self { by_label, by_name, user }
    }

    /// The model that a key of `from` points to.
    #[must_use]
    pub fn target(&self, ix: &Interp<'_>, from: &DjangoModel, field: &Field) -> Option<ClassRef> {
        let outside = || super::outside::find(ix, &super::outside::pointed_to(field)?);
        if field.record.is("django.db.models.GenericForeignKey") || field.record.is("django.db.models.TaggableManager") {
            return outside();
        }
        let given = field.record.args.first().or_else(|| field.record.keyword("to"))?;
        match given {
            Value::Class(class) => Some(*class).filter(|c| !ix.world.class(*c).qualified.is_empty()),
            Value::Str(text) if &**text == "self" => Some(from.class),
            Value::Str(text) => self.named(from, text).or_else(outside),
            Value::External(path) if !path.contains("USER") => self.of_path(path).or_else(outside),
            // Half of an import cycle: what the module has in the end.
            Value::Unknown(Cause::Name(dotted)) => imported(ix, dotted),
            // `settings.AUTH_USER_MODEL`, `get_user_model()` where the settings do not say it.
            Value::Unknown(_) | Value::External(_) | Value::OneOf(_) => self.named(from, self.user.as_deref()?),
            _ => None,
        }
    }

    /// The table of the user model.
    #[must_use]
    pub fn user_table(&self, ix: &Interp<'_>, from: &DjangoModel) -> Option<String> {
        let user = self.named(from, self.user.as_deref().unwrap_or("auth.User"))?;
        ix.world.class_entity.get(&user).and_then(|e| ix.world.entities.get(e.index()))?.table_name.clone()
    }

    /// A class that is imported from a path that the tree has under another name.
    fn of_path(&self, path: &str) -> Option<ClassRef> {
        let (module, name) = path.rsplit_once('.')?;
        let label = module.split(".models").next().and_then(|package| package.rsplit('.').next())?;
        self.by_label.get(&(label.to_lowercase(), name.to_lowercase())).copied()
    }

    fn named(&self, from: &DjangoModel, text: &str) -> Option<ClassRef> {
        let lower = text.to_lowercase();
        match lower.rsplit_once('.') {
            Some((label, name)) => {
                let label = label.rsplit('.').next().unwrap_or(label).to_owned();
                self.by_label.get(&(label, name.to_owned())).copied().or_else(|| self.only(name))
            }
            None => self.by_label.get(&(from.label.to_lowercase(), lower.clone())).copied().or_else(|| self.only(&lower)),
        }
    }

    fn only(&self, name: &str) -> Option<ClassRef> {
        match self.by_name.get(name)?.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

/// The class that a dotted name stands for when all modules have run.
fn imported(ix: &Interp<'_>, dotted: &str) -> Option<ClassRef> {
    let (module, name) = dotted.rsplit_once('.')?;
    let globals = ix.world.module(*ix.world.by_name.get(module)?).globals;
    match ix.heap.get(globals).attrs.get(&ix.name(name)?)? {
        Value::Class(class) => Some(*class),
        _ => None,
    }
}

/// A key of a model: the field, its column and where it points.
#[derive(Clone, Debug)]
pub struct Key {
    pub field: Field,
    pub column: String,
    pub target: ClassRef,
}

/// Keys of the model itself; many-to-many fields are no keys of its table.
#[must_use]
pub fn keys(ix: &Interp<'_>, registry: &Registry, model: &DjangoModel) -> Vec<Key> {
    let foreign = model.fields.iter().filter(|f| f.record.is("django.db.models.ForeignKey"));
    foreign
        .filter_map(|field| {
            let target = registry.target(ix, model, field).filter(|c| !super::outside::is_outside(ix, *c))?;
            Some(Key { column: column(field), target, field: field.clone() })
        })
        .collect()
}

/// The column of a field.
#[must_use]
pub fn column(field: &Field) -> String {
    match field.record.keyword("db_column").and_then(Value::as_str) {
        Some(given) => given.trim_matches('"').to_owned(),
        None if field.record.is("django.db.models.ForeignKey") => format!("{}_id", field.name),
        None => field.name.clone(),
    }
}

/// Fills the entities of all models. What was built before keeps its number: queries may have been made of it since.
pub fn build(ix: &mut Interp<'_>, models: &[DjangoModel], registry: &Registry) {
    for model in models {
        let world = ix.world.to_mut();
        if !world.class_entity.contains_key(&model.class) {
            let id = EntityId(u32::try_from(world.entity_class.len()).unwrap_or(u32::MAX));
            world.entity_class.push(model.class);
            world.class_entity.insert(model.class, id);
        }
    }
    let by_class: BTreeMap<ClassRef, &DjangoModel> = models.iter().map(|m| (m.class, m)).collect();
    let entities: Vec<Entity> = models.iter().map(|m| entity(ix, m, &by_class, registry)).collect();
    for (model, entity) in models.iter().zip(entities) {
        let world = ix.world.to_mut();
        let Some(id) = world.class_entity.get(&model.class) else { continue };
        match world.entities.get_mut(id.index()) {
            Some(old) => *old = entity,
            None => world.entities.push(entity),
        }
    }
    for model in models {
        for (target, relation) in reverse(ix, model, registry) {
            add_reverse(ix, target, &relation);
        }
    }
}

/// The model and the models above it that have tables of their own.
fn line<'m>(model: &'m DjangoModel, by_class: &BTreeMap<ClassRef, &'m DjangoModel>) -> Vec<&'m DjangoModel> {
    let mut out = vec![model];
    while let Some(next) = out.last().and_then(|m| m.parent).and_then(|p| by_class.get(&p)) {
        if out.len() > 16 || out.iter().any(|m| m.class == next.class) {
            break;
        }
        out.push(next);
    }
    out
}

fn entity(ix: &Interp<'_>, model: &DjangoModel, by_class: &BTreeMap<ClassRef, &DjangoModel>, registry: &Registry) -> Entity {
    let mut columns: Vec<Attribute> = Vec::new();
    let mut relations: Vec<Relation> = Vec::new();
    let mut primary_key = None;
    let mut set_by_save = Vec::new();
    for part in line(model, by_class).into_iter().rev() {
        for field in &part.fields {
            if field.record.is("django.db.models.Field") {
                let attribute = attribute(field);
                if field.record.flag("primary_key") == Some(true) {
                    primary_key = Some(attribute.name.clone());
                }
                if field.record.flag("auto_now") == Some(true) {
                    set_by_save.push(attribute.name.clone());
                }
                columns.retain(|c| c.name != attribute.name);
                columns.push(attribute);
            }
            relations.extend(relation(ix, part, field, registry));
        }
    }
    let key = primary_key.unwrap_or_else(|| "id".to_owned());
    if !columns.iter().any(|c| c.name == key) {
        columns.insert(0, implicit_key(model.place));
    }
    let table_name = model.parent.filter(|_| model.proxy).and_then(|p| by_class.get(&p)).map_or(&model.table, |p| &p.table);
    Entity {
        orm: Orm::Django,
        name: model.name.clone(),
        qualified: ix.world.class(model.class).qualified.to_string(),
        place: model.place,
        options: own_place(ix, model.class, "Meta"),
        table: None,
        table_name: Some(table_name.clone()),
        base: model.parent.and_then(|p| ix.world.class_entity.get(&p).copied()),
        columns,
        relations,
        primary_key: vec![key],
        save_receivers: Vec::new(),
        set_by_save,
        unique_together: Vec::new(),
        held_keys: Vec::new(),
        ordering: ordering(ix, model),
    }
}

/// Attributes of `Meta.ordering`, up to the first that is not one of the model's own.
fn ordering(ix: &Interp<'_>, model: &DjangoModel) -> Vec<String> {
    let given = model.meta.iter().find(|(name, _)| name == "ordering").and_then(|(_, value)| ix.known_items(value));
    let attribute = |value: &Value| {
        let name = value.as_str()?.trim_start_matches(['-', '+']);
        let field = model.fields.iter().find(|f| f.name == name || format!("{}_id", f.name) == name)?;
        Some(attribute(field).name)
    };
    given.unwrap_or_default().iter().map_while(attribute).collect()
}

fn implicit_key(place: Place) -> Attribute {
    Attribute { name: "id".into(), column: "id".into(), kind: "AutoField".into(), deferred: false, unique: true, place }
}

fn attribute(field: &Field) -> Attribute {
    let name = if field.record.is("django.db.models.ForeignKey") { format!("{}_id", field.name) } else { field.name.clone() };
    let key = field.record.flag("primary_key") == Some(true);
    let one = field.record.is("django.db.models.OneToOneField");
    Attribute {
        column: column(field),
        kind: kind(field),
        deferred: false,
        unique: key || one || field.record.flag("unique") == Some(true),
        place: field.place,
        name,
    }
}

/// The name of Django's own field class that it is or derives from.
#[must_use]
pub fn kind(field: &Field) -> String {
    let own = field.record.kinds.iter().find_map(|k| k.strip_prefix("django.db.models."));
    own.unwrap_or("Field").to_owned()
}

/// The relation that a field is.
fn relation(ix: &Interp<'_>, model: &DjangoModel, field: &Field, registry: &Registry) -> Option<Relation> {
    let is_key = field.record.is("django.db.models.ForeignKey");
    let any = field.record.is("django.db.models.GenericForeignKey");
    let to_one = is_key || any;
    let tags = field.record.is("django.db.models.TaggableManager");
    let to_many = field.record.is("django.db.models.ManyToManyField") || tags;
    let generic = field.record.is("django.db.models.GenericRelation");
    if !(to_one || to_many || generic) {
        return None;
    }
    let target = registry.target(ix, model, field).and_then(|c| ix.world.class_entity.get(&c).copied())?;
    Some(Relation {
        name: field.name.clone(),
        target,
        many: match (to_one, to_many) {
            (true, _) => Many::ToOne,
            (_, true) => Many::ManyToMany,
            _ => Many::OneToMany,
        },
        loading: Loading::Lazy,
        by_primary_key: is_key && field.record.keyword("to_field").is_none(),
        local: if is_key { vec![format!("{}_id", field.name)] } else { Vec::new() },
        reverse: if any || tags { None } else { accessor(model, field) },
        secondary: (to_many && !tags).then(|| through(ix, model, field, registry)),
        guessed: false,
        place: field.place,
    })
}

/// The name under which the target finds the rows that point to it; `None` when it is switched off.
#[must_use]
pub fn accessor(model: &DjangoModel, field: &Field) -> Option<String> {
    if field.record.is("django.db.models.GenericRelation") {
        return None;
    }
    let lower = model.name.to_lowercase();
    let name = match field.record.keyword("related_name").and_then(Value::as_str) {
        Some(given) => given.replace("%(class)s", &lower).replace("%(app_label)s", &model.label.to_lowercase()),
        None if field.record.is("django.db.models.OneToOneField") => lower,
        None => format!("{lower}_set"),
    };
    (!name.ends_with('+')).then_some(name)
}

/// The table of a many-to-many.
#[must_use]
pub fn through(ix: &Interp<'_>, model: &DjangoModel, field: &Field, registry: &Registry) -> String {
    let class = match field.record.keyword("through") {
        Some(Value::Class(class)) => Some(*class),
        Some(Value::Str(text)) => registry.named(model, text),
        _ => None,
    };
    let table = class.and_then(|c| ix.world.class_entity.get(&c)).and_then(|e| ix.world.entities.get(e.index()));
    if let Some(name) = table.and_then(|e| e.table_name.clone()) {
        return name;
    }
    match field.record.keyword("db_table").and_then(Value::as_str) {
        Some(given) => given.to_owned(),
        None => format!("{}_{}", model.table, field.name),
    }
}

/// What the fields of a model add to their targets.
fn reverse(ix: &Interp<'_>, model: &DjangoModel, registry: &Registry) -> Vec<(EntityId, Relation)> {
    let Some(own) = ix.world.class_entity.get(&model.class).copied() else { return Vec::new() };
    let mut out = Vec::new();
    if model.proxy {
        return out;
    }
    for field in &model.fields {
        let to_one = field.record.is("django.db.models.ForeignKey");
        if !to_one && !field.record.is("django.db.models.ManyToManyField") {
            continue;
        }
        let Some(target) = registry.target(ix, model, field).and_then(|c| ix.world.class_entity.get(&c).copied()) else {
            continue;
        };
        let Some(name) = accessor(model, field) else { continue };
        let many = if !to_one {
            Many::ManyToMany
        } else if field.record.is("django.db.models.OneToOneField") {
            Many::ToOne
        } else {
            Many::OneToMany
        };
        // A many-to-many with itself is the same relation seen from the other end.
        if !to_one && target == own && field.record.keyword("related_name").is_none() {
            continue;
        }
        let secondary = (!to_one).then(|| through(ix, model, field, registry));
        let relation = Relation {
            name,
            target: own,
            many,
            loading: Loading::Lazy,
            by_primary_key: false,
            local: Vec::new(),
            reverse: Some(field.name.clone()),
            secondary,
            guessed: false,
            place: field.place,
        };
        out.push((target, relation));
    }
    out
}

/// Adds a reverse relation, to the models below the target as well.
fn add_reverse(ix: &mut Interp<'_>, target: EntityId, relation: &Relation) {
    let class = ix.world.entity_class[target.index()];
    let heirs: Vec<usize> = (0..ix.world.entities.len())
        .filter(|at| *at == target.index() || ix.world.class(ix.world.entity_class[*at]).mro.contains(&class))
        .collect();
    for heir in heirs {
        let entity = &mut ix.world.to_mut().entities[heir];
        if entity.relation(&relation.name).is_none() && entity.attribute(&relation.name).is_none() {
            entity.relations.push(relation.clone());
        }
    }
}

/// Models of the project, and those models of contrib apps that keys of used models point to, which then stand where
/// they are first pointed to.
#[must_use]
pub fn used(ix: &Interp<'_>, models: Vec<DjangoModel>, registry: &Registry) -> Vec<DjangoModel> {
    let mut used: BTreeMap<ClassRef, Place> =
        models.iter().filter(|m| !ix.world.class(m.class).is_stub).map(|m| (m.class, m.place)).collect();
    loop {
        let mut more: Vec<(ClassRef, Place)> = Vec::new();
        for model in models.iter().filter(|m| used.contains_key(&m.class)) {
            let at = used[&model.class];
            let place = |field: &Field| if ix.world.class(field.owner).is_stub { at } else { field.place };
            more.extend(model.parent.map(|p| (p, at)));
            more.extend(model.fields.iter().filter_map(|f| Some((registry.target(ix, model, f)?, place(f)))));
        }
        let before = used.len();
        for (class, place) in more {
            if models.iter().any(|m| m.class == class) {
                used.entry(class).or_insert(place);
            }
        }
        if used.len() == before {
            break;
        }
    }
    let placed = |mut model: DjangoModel| {
        let at = *used.get(&model.class)?;
        model.place = at;
        for field in &mut model.fields {
            if ix.world.class(field.owner).is_stub {
                field.place = at;
            }
        }
        Some(model)
    };
    models.into_iter().filter_map(placed).collect()
}
