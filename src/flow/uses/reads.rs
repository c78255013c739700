//! What an entry reads of the rows that it loads: columns, related rows, or nothing but their keys.
//!
//! Taken from the record of the evaluation, which follows rows through calls, templates and serializers. Rows that went
//! anywhere else count as read in full.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::eval::World;
use crate::eval::query::{Query, Style};
use crate::eval::reads::PLACES;
use crate::eval::value::SetId;
use crate::eval::world::{Attr, Origin, RowSet};
use crate::flow::ledger::{EagerLoad, RowReads, Usage};
use crate::flow::replay::Evaluated;
use crate::library::is_eager;
use crate::model::Place;
use crate::model::entity::{EntityId, Many, Orm};
use crate::names::Name;

/// Methods of Django's models that read no related row.
const HARMLESS: &[&str] = &["pk", "save", "delete", "id", "_state", "_meta", "__class__"];

/// See the module.
pub struct RowsRead<'a> {
    world: &'a World,
    evaluated: &'a Evaluated,
    /// Sets of related rows, by what they are related to.
    children: FxHashMap<(SetId, Name), Vec<SetId>>,
}

impl<'a> RowsRead<'a> {
    #[must_use]
    pub fn new(world: &'a World, evaluated: &'a Evaluated) -> Self {
        let mut children: FxHashMap<(SetId, Name), Vec<SetId>> = FxHashMap::default();
        for (at, set) in evaluated.sets.iter().enumerate() {
            let key = match &set.origin {
                Origin::Relation { parent, relation, .. } => Some((*parent, *relation)),
                Origin::Query(query, _) => query.related.map(|r| (r.parent, r.relation)),
                Origin::Given(_) => None,
            };
            if let (Some(key), Ok(at)) = (key, u32::try_from(world.sets.len() + at)) {
                children.entry(key).or_default().push(SetId(at));
            }
        }
        Self { world, evaluated, children }
    }

    /// What is read of the rows of a query.
    #[must_use]
    pub fn of_query(&self, query: &Query, set: SetId) -> RowReads {
        let Some(entity) = query.entity() else { return RowReads::default() };
        // What the query says of its columns it says on purpose.
        let narrowed = !query.only.is_empty()
            || !query.deferred.is_empty()
            || query.options.iter().any(|o| o.open || matches!(o.kind, "load_only" | "defer" | "undefer"));
        let columns = if narrowed || query.options_open { None } else { self.columns(set, entity) };
        let asked = columns.iter().flatten().filter(|c| self.is_only_asked(set, c)).cloned().collect();
        RowReads { columns, asked, eager: self.eager(query, set, entity), ..RowReads::default() }
    }

    /// What is read of the row that a relation leads to.
    #[must_use]
    pub fn of_relation(&self, parent: SetId, relation: Name) -> RowReads {
        let mut out = RowReads::default();
        if let Some([child]) = self.children.get(&(parent, relation)).map(Vec::as_slice) {
            out.key_only = self.key_only(*child).unwrap_or_default();
        }
        out.collection = self.collection(parent, relation).unwrap_or_default();
        out
    }

    /// Places that read a relation to many, where nobody else may read it.
    fn collection(&self, parent: SetId, relation: Name) -> Option<Vec<Place>> {
        let entity = self.set(parent)?.entity?;
        let declared = self.world.entity(entity).relation(self.world.names.text(relation))?;
        let reads = &self.evaluated.reads;
        if declared.many == Many::ToOne || reads.loose.contains(&relation) || !self.names(parent)?.contains(&relation) {
            return None;
        }
        let places = reads.attributes.get(&parent)?.get(&relation)?;
        (places.len() < PLACES).then(|| places.to_vec())
    }

    fn set(&self, id: SetId) -> Option<&'a RowSet> {
        let base = self.world.sets.len();
        let at = id.0 as usize;
        if at < base { self.world.sets.get(at) } else { self.evaluated.sets.get(at - base) }
    }

    /// The rows went where they are not followed.
    fn is_open(&self, set: SetId) -> bool {
        let reads = &self.evaluated.reads;
        reads.all || reads.escaped.contains(&set) || self.set(set).is_none_or(|s| s.entity.is_none())
    }

    /// An attribute that is neither mapped nor the project's own: it may read anything.
    fn is_opaque(&self, set: SetId, entity: EntityId, name: Name) -> bool {
        let text = self.world.names.text(name);
        if self.world.attributes.contains_key(&(entity, name))
            || HARMLESS.contains(&text)
            || (text.starts_with("get_") && text.ends_with("_display"))
        {
            return false;
        }
        if let Some(RowSet { origin: Origin::Query(query, _), .. }) = self.set(set)
            && (query.annotated.contains(&name) || query.extras.iter().any(|(n, _)| *n == name))
        {
            return false;
        }
        let class = self.world.entity_class.get(entity.index());
        match class.and_then(|c| self.world.find_member(*c, name)) {
            Some((owner, _)) => self.world.class(owner).is_stub,
            None => true,
        }
    }

    /// Names that are read of a set; `None` where some of it is not known.
    fn names(&self, set: SetId) -> Option<Vec<Name>> {
        if self.is_open(set) {
            return None;
        }
        let entity = self.set(set)?.entity?;
        let names: Vec<Name> =
            self.evaluated.reads.attributes.get(&set).map(|r| r.keys().copied().collect()).unwrap_or_default();
        let opaque = names.iter().any(|n| self.is_opaque(set, entity, *n));
        (!opaque).then_some(names)
    }

    fn columns(&self, set: SetId, entity: EntityId) -> Option<BTreeSet<String>> {
        if self.evaluated.reads.whole.contains(&set) || self.world.reads_on_load(entity) {
            return None;
        }
        let of = self.world.entity(entity);
        let mut out = BTreeSet::new();
        let own = self.names(set)?;
        let loose = self.evaluated.reads.loose.iter().filter(|n| self.world.attributes.contains_key(&(entity, **n)));
        // Of rows of which nothing else is read, it is not known that anything is.
        if own.is_empty() && loose.clone().next().is_some() {
            return None;
        }
        for name in own.iter().chain(loose) {
            let text = self.world.names.text(*name);
            match self.world.attributes.get(&(entity, *name)) {
                Some(Attr::Column(_)) => {
                    out.insert(text.to_owned());
                }
                Some(Attr::Relation(at)) => out.extend(of.relations[*at as usize].local.iter().cloned()),
                // A choice is printed by its column; saving writes all of them.
                None => match text.strip_prefix("get_").and_then(|t| t.strip_suffix("_display")) {
                    Some(column) => {
                        out.insert(column.to_owned());
                    }
                    None if matches!(text, "save" | "delete") => return None,
                    None => {}
                },
            }
        }
        // Rows of which something else is read as well are asked for with their key.
        if !out.is_empty() && own.iter().any(|name| self.world.names.text(*name) == "pk") {
            out.extend(of.primary_key.iter().cloned());
        }
        Some(out)
    }

    /// Every place that reads the column is known, and asks only whether it is empty or how long it is.
    fn is_only_asked(&self, set: SetId, column: &str) -> bool {
        let reads = &self.evaluated.reads;
        let name = self.world.names.find(column);
        let places = name.and_then(|name| reads.attributes.get(&set)?.get(&name));
        let is_loose = name.is_some_and(|name| reads.loose.contains(&name));
        !is_loose && places.is_some_and(|p| p.len() < PLACES && p.iter().all(|place| reads.asked.contains(place)))
    }

    /// Places that read the key, where nothing else is read.
    fn key_only(&self, set: SetId) -> Option<Vec<Place>> {
        let names = self.names(set)?;
        let entity = self.set(set)?.entity?;
        let of = self.world.entity(entity);
        let is_key = |n: &Name| {
            let text = self.world.names.text(*n);
            text == "pk" || of.primary_key.iter().any(|k| k == text)
        };
        if names.is_empty() || !names.iter().all(is_key) || of.primary_key.len() != 1 {
            return None;
        }
        let reads = &self.evaluated.reads;
        let lost = reads.loose.iter().any(|n| !is_key(n) && self.world.attributes.contains_key(&(entity, *n)));
        if lost {
            return None;
        }
        let mut places: Vec<Place> =
            reads.attributes.get(&set).into_iter().flat_map(|r| r.values()).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        Some(places)
    }

    fn eager(&self, query: &Query, set: SetId, entity: EntityId) -> Vec<EagerLoad> {
        let mut out = Vec::new();
        for option in query.options.iter().filter(|o| is_eager(o.kind) && o.kind != "contains_eager" && !o.open) {
            if option.path.is_empty() || option.entity.is_some_and(|e| e != entity) {
                continue;
            }
            let lent = self.evaluated.reads.lent.contains(&option.place);
            let Some(many) = self.is_many(entity, &option.path) else { continue };
            let (usage, read) = if lent { (Usage::Unknown, 0) } else { self.usage(set, entity, &option.path) };
            out.push(EagerLoad { path: self.texts(&option.path), place: option.place, kind: option.kind, many, usage, read });
        }
        if query.style == Style::Django || query.options_open {
            return out;
        }
        for relation in self.world.entity(entity).relations.iter().filter(|r| r.loading.is_eager()) {
            let Some(name) = self.world.names.find(&relation.name) else { continue };
            if query.options.iter().any(|o| o.open || o.path.first().is_none_or(|first| *first == name)) {
                continue;
            }
            let many = relation.many != Many::ToOne;
            let (usage, read) = self.usage(set, entity, &[name]);
            out.push(EagerLoad {
                path: vec![relation.name.clone()],
                place: relation.place,
                kind: "mapping",
                many,
                usage,
                read,
            });
        }
        out
    }

    fn texts(&self, path: &[Name]) -> Vec<String> {
        path.iter().map(|n| self.world.names.text(*n).to_owned()).collect()
    }

    /// Whether the last step leads to many rows; `None` where a step is no relation.
    fn is_many(&self, entity: EntityId, path: &[Name]) -> Option<bool> {
        let mut at = entity;
        let mut many = false;
        for step in path {
            let relation = self.world.entity(at).relation(self.world.names.text(*step))?;
            many = relation.many != Many::ToOne;
            at = relation.target;
        }
        Some(many)
    }

    /// Loaded rows stay in the session: other rows of the entry may find theirs among them.
    fn serves_others(&self, entity: EntityId, path: &[Name]) -> bool {
        let target = path
            .iter()
            .try_fold(entity, |at, step| self.world.entity(at).relation(self.world.names.text(*step)).map(|r| r.target));
        let Some(target) = target else { return true };
        let by_session = self.world.entity(entity).orm != Orm::Django;
        by_session && self.evaluated.sets.iter().any(|s| s.entity == Some(target))
    }

    /// What becomes of a path, and how many of its steps are read.
    fn usage(&self, set: SetId, entity: EntityId, path: &[Name]) -> (Usage, usize) {
        // Rows of which nothing at all is read are loaded for another end.
        if !self.evaluated.reads.attributes.contains_key(&set) || self.serves_others(entity, path) {
            return (Usage::Unknown, 0);
        }
        let mut at = vec![set];
        for (depth, step) in path.iter().enumerate() {
            if at.is_empty() || at.iter().any(|s| self.names(*s).is_none()) {
                return (Usage::Unknown, depth);
            }
            if !at.iter().any(|s| self.evaluated.reads.has(*s, *step)) {
                let lost = self.evaluated.reads.loose.contains(step);
                return (if lost { Usage::Unknown } else { Usage::Unused }, depth);
            }
            let next: Vec<SetId> = at.iter().filter_map(|s| self.children.get(&(*s, *step))).flatten().copied().collect();
            if depth + 1 == path.len() {
                let key_only = !next.is_empty() && next.iter().all(|s| self.key_only(*s).is_some());
                return (if key_only { Usage::KeyOnly } else { Usage::Used }, depth + 1);
            }
            at = next;
        }
        (Usage::Unknown, 0)
    }
}
