//! What linking knows of the programs: modules, functions, classes, entities, and what they registered.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::program::{ClassId, FunctionId, Program, Sym};
use crate::model::entity::{Entity, EntityId, Orm};
use crate::model::{FileId, Place};
use crate::names::{Interner, Name};

use super::heap::{ObjId, Object};
use super::interp::Joined;
use super::registrations::Registrations;
use super::value::{SetId, Value};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassRef(pub u32);

/// A function by its module and place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FuncRef {
    pub module: ModuleId,
    pub id: FunctionId,
}

/// How far the evaluation of a module's body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loaded {
    No,
    Running,
    Yes,
}

/// A Python file, a stub, or a template.
#[derive(Clone, Debug)]
pub struct Module {
    /// Dotted name, or the path of a template.
    pub name: Arc<str>,
    /// `None` for stubs.
    pub file: Option<FileId>,
    pub program: Arc<Program>,
    /// The file's symbols in the run's interner.
    pub syms: Arc<Vec<Name>>,
    /// Its global names.
    pub globals: ObjId,
    pub loaded: Loaded,
    pub is_package: bool,
    pub is_template: bool,
    /// Of a stub: parameters that their function looks at.
    pub used: Arc<FxHashSet<(FunctionId, Sym)>>,
}

/// A class as evaluating its statement made it.
#[derive(Clone, Debug)]
pub struct Class {
    pub name: Name,
    /// `app.models.Project`
    pub qualified: Arc<str>,
    pub module: ModuleId,
    pub id: ClassId,
    pub bases: Vec<Value>,
    /// Itself first. Classes that are not known are left out, and `open` says so.
    pub mro: Vec<ClassRef>,
    /// A base is not known: attributes may come from anywhere.
    pub open: bool,
    /// Body assignments in order, with the place of each.
    pub members: Vec<(Name, Value, Place)>,
    /// Annotations of the body.
    pub annotations: Vec<(Name, crate::facts::program::ExprId, Place)>,
    pub place: Place,
    pub is_stub: bool,
    /// Class keywords (`metaclass=`, `table=True`).
    pub keywords: Vec<(Name, Value)>,
}

impl Class {
    #[must_use]
    pub fn member(&self, name: Name) -> Option<&Value> {
        self.members.iter().rev().find(|(n, ..)| *n == name).map(|(_, v, _)| v)
    }
}

/// A set of rows.
#[derive(Clone, Debug)]
pub struct RowSet {
    pub entity: Option<EntityId>,
    pub origin: Origin,
}

#[derive(Clone, Debug)]
pub enum Origin {
    Query(Arc<super::query::Query>, Place),
    Relation {
        parent: SetId,
        entity: EntityId,
        relation: Name,
    },
    /// The logged-in user, a parameter that is annotated with an entity.
    Given(&'static str),
}

/// What a decorator makes: one function for all that it wraps.
#[derive(Clone, Debug, Default)]
pub struct Decorator {
    /// As it is written above them: `login_required`.
    pub name: String,
    /// Symbols of what it wraps.
    pub wrapped: std::collections::BTreeSet<String>,
}

/// See the module. Filled while linking, then shared by all entries.
#[derive(Clone, Debug, Default)]
pub struct World {
    pub names: Interner,
    pub modules: Vec<Module>,
    /// Dotted name → module.
    pub by_name: FxHashMap<Arc<str>, ModuleId>,
    /// Template name (as `render_template` and `extends` say it) → modules.
    pub templates: BTreeMap<String, Vec<ModuleId>>,
    /// The same by names that only some loaders know: with the package in front, or below an inner folder.
    pub templates_elsewhere: BTreeMap<String, Vec<ModuleId>>,
    pub classes: Vec<Class>,
    /// Where the last member of a name stands in its class; filled when linking is done.
    pub member_index: Vec<FxHashMap<Name, u32>>,
    pub entities: Vec<Entity>,
    pub entity_class: Vec<ClassRef>,
    pub class_entity: FxHashMap<ClassRef, EntityId>,
    /// The class in whose body a function stands; of several (a class made in a function), the first.
    pub function_class: FxHashMap<FuncRef, ClassRef>,
    /// Members of mapped classes with what `declared_attr` gave for them: name, value, place, class that has it.
    pub class_members: FxHashMap<ClassRef, Vec<(Name, Value, Place, ClassRef)>>,
    /// Attribute names of entities in the interner: (entity, name) → what it is.
    pub attributes: FxHashMap<(EntityId, Name), Attr>,
    pub objects: Arc<Vec<Object>>,
    pub sets: Vec<RowSet>,
    pub registrations: Registrations,
    /// What large tuples hold, in one value.
    pub joined: Joined,
    /// Modules with `models` in their name, the shortest first; filled when linking is done.
    pub modules_of_models: Vec<Arc<str>>,
    /// Names of template globals and filters that the app adds (`filter:money`, `has_role`).
    pub template_names: FxHashMap<Name, Value>,
    /// Functions whose dictionaries are added to every template.
    pub context_processors: Vec<Value>,
    /// Functions of the request whose dictionaries are added to every template that is rendered with one.
    pub request_processors: Vec<Value>,
    /// The module that `django.conf.settings` stands for.
    pub settings: Option<ModuleId>,
    /// Functions whose results the process keeps (`lru_cache`).
    pub memoised: rustc_hash::FxHashSet<FuncRef>,
    /// Functions that decorators of the project put around others.
    pub decorators: FxHashMap<FuncRef, Decorator>,
    /// A commit lets the rows of a session expire: nothing in the tree says `expire_on_commit=False`.
    pub rows_expire: bool,
    /// Some module imports the asynchronous sessions of SQLAlchemy.
    pub async_sessions: bool,
    /// Who is logged in is read from a table of sessions (Django's default engine).
    pub session_rows: bool,
    /// Major and minor number of Django, where the tree pins one.
    pub django: Option<(u32, u32)>,
    /// Getters whose results the object keeps (`cached_property`).
    pub kept_properties: rustc_hash::FxHashSet<FuncRef>,
    /// Loads the logged-in user.
    pub user_loader: Option<Value>,
    /// Folders without `__init__.py` from which modules can be imported.
    pub namespaces: std::collections::BTreeSet<String>,
}

/// What an attribute of an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attr {
    /// Index into the entity's columns.
    Column(u32),
    /// Index into the entity's relations.
    Relation(u32),
}

impl World {
    #[must_use]
    pub fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0 as usize]
    }

    /// The templates that a page or a view means; where only another name leads to one, that must be single.
    #[must_use]
    pub fn templates_named(&self, name: &str) -> Option<&[ModuleId]> {
        let elsewhere = || self.templates_elsewhere.get(name).filter(|all| all.len() == 1);
        self.templates.get(name).or_else(elsewhere).map(Vec::as_slice)
    }

    #[must_use]
    pub fn class(&self, id: ClassRef) -> &Class {
        &self.classes[id.0 as usize]
    }

    /// Code of the project runs for each row that is loaded, and may read any column of it: an `__init__` of a Django model, a
    /// receiver of `post_init`.
    #[must_use]
    pub fn reads_on_load(&self, id: EntityId) -> bool {
        let Some(class) = self.entity_class.get(id.index()).copied().filter(|_| self.entity(id).orm == Orm::Django) else {
            return false;
        };
        let own = self.names.find("__init__").and_then(|name| self.find_member(class, name));
        own.is_some_and(|(owner, _)| !self.class(owner).is_stub) || self.is_watched(class, "loaded")
    }

    /// A signal of models has a receiver for this one, or for all.
    fn is_watched(&self, class: ClassRef, signal: &str) -> bool {
        let is_meant = |sender: Option<&Value>| match sender {
            Some(Value::Class(sender)) => self.class(class).mro.contains(sender),
            _ => true,
        };
        self.registrations.of(signal).any(|receiver| is_meant(receiver.values.first()))
    }

    #[must_use]
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }

    /// `app.views.index`
    #[must_use]
    pub fn function_name(&self, f: FuncRef) -> String {
        let module = self.module(f.module);
        let function = module.program.function(f.id);
        format!("{}.{}", module.name, module.program.name(function.name))
    }

    /// The name of a function as its `def` gives it.
    #[must_use]
    pub fn plain_name(&self, f: FuncRef) -> &str {
        let program = &self.module(f.module).program;
        program.name(program.function(f.id).name)
    }

    /// Where a function is defined.
    #[must_use]
    pub fn function_place(&self, f: FuncRef) -> Place {
        let module = self.module(f.module);
        let function = module.program.function(f.id);
        Place { file: module.file.unwrap_or(FileId(u32::MAX)), span: function.name_span }
    }

    /// The first member of that name in the order of resolution.
    #[must_use]
    pub fn find_member(&self, class: ClassRef, name: Name) -> Option<(ClassRef, &Value)> {
        let member = |c: ClassRef| match self.member_index.get(c.0 as usize) {
            Some(index) => index.get(&name).map(|at| &self.class(c).members[*at as usize].1),
            None => self.class(c).member(name),
        };
        self.class(class).mro.iter().find_map(|c| member(*c).map(|v| (*c, v)))
    }

    /// Ends linking: from here on classes keep their members.
    pub fn index_members(&mut self) {
        let index = |class: &Class| (0..).zip(&class.members).map(|(at, (name, ..))| (*name, at)).collect();
        self.member_index = self.classes.iter().map(index).collect();
        self.modules_of_models = self.find_modules_of_models();
    }

    /// Modules with `models` in their name, the shortest first.
    #[must_use]
    pub fn find_modules_of_models(&self) -> Vec<Arc<str>> {
        let mut found: Vec<Arc<str>> = self.by_name.keys().filter(|name| name.contains("models")).cloned().collect();
        found.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        found
    }

    /// Whether `class` is or derives from the class of that qualified name.
    #[must_use]
    pub fn derives(&self, class: ClassRef, qualified: &str) -> bool {
        self.class(class).mro.iter().any(|c| &*self.class(*c).qualified == qualified)
    }
}
