//! Functions that no entry is seen to run: what they are called on, and what their parameters stand for.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::interp::Mode;
use crate::eval::value::Site;
use crate::eval::{CallArgs, ClassRef, FuncRef, Interp, ModuleId, ObjId, ObjKind, Object, Semantics, Value};
use crate::facts::Role;
use crate::facts::program::{Expr, FunctionId, Param, ParamKind, Program, Stmt};
use crate::library::given_row;
use crate::link::Linked;
use crate::model::entity::{EntityId, Many};
use crate::names::Name;

use super::failures::Failures;
use super::instance::{Attributes, Methods};
use super::record::Seen;
use super::replay::Replay;

/// Evaluation steps for one function.
const BUDGET: u64 = 20_000;
/// Calls that may nest in it. Only its own statements are judged, and what lies deeper says little of them: more functions end
/// within the budget so.
const DEEPEST: usize = 8;
/// Subclasses that a method of a base class is tried with.
const MOST_RECEIVERS: usize = 4;
/// Members that every row has.
const OF_EVERY_ROW: &[&str] = &["pk", "id", "save", "delete", "refresh_from_db", "full_clean", "clean", "_meta", "__class__"];

/// Objects of classes whose methods are evaluated one after the other, with the state of the interpreter that made them.
#[derive(Default)]
struct Made<'w>(FxHashMap<ClassRef, (Interp<'w>, ObjId)>);

/// What is known of all classes, for functions that are evaluated alone.
pub struct Alone<'w> {
    linked: &'w Linked,
    semantics: &'w dyn Semantics,
    /// `remote_repository` → mapped classes of that name.
    by_name: FxHashMap<String, Vec<EntityId>>,
    /// A relation to many rows → the mapped classes that have it.
    by_relation: FxHashMap<&'w str, Vec<EntityId>>,
    /// Classes of the project that no other class of it derives from, by each class above them.
    leaves: FxHashMap<ClassRef, Vec<ClassRef>>,
    /// The class in whose body a function stands, and the member that it became.
    owners: FxHashMap<FuncRef, (ClassRef, Value)>,
    /// Of each module.
    attributes: Vec<Attributes>,
    /// Modules whose functions ask nothing.
    quiet: Vec<bool>,
    methods: Methods,
}

impl<'w> Alone<'w> {
    #[must_use]
    pub fn new(linked: &'w Linked, semantics: &'w dyn Semantics) -> Self {
        let mut by_name: FxHashMap<String, Vec<EntityId>> = FxHashMap::default();
        let mut by_relation: FxHashMap<&str, Vec<EntityId>> = FxHashMap::default();
        for (at, entity) in (0u32..).zip(&linked.world.entities) {
            if entity.table_name.is_none() {
                continue;
            }
            by_name.entry(snake_case(&entity.name)).or_default().push(EntityId(at));
            for relation in entity.relations.iter().filter(|r| r.many != Many::ToOne) {
                by_relation.entry(&relation.name).or_default().push(EntityId(at));
            }
        }
        let mut alone = Self {
            linked,
            semantics,
            by_name,
            by_relation,
            quiet: Vec::new(),
            leaves: leaves(linked),
            owners: owners(linked),
            attributes: linked.world.modules.par_iter().map(Attributes::of).collect(),
            methods: Methods::new(&linked.world),
        };
        let modules_below = |class| {
            let below = alone.leaves.get(&class).into_iter().flatten();
            below.map(|leaf| linked.world.class(*leaf).module).collect()
        };
        alone.quiet = super::quiet::quiet(&linked.world, modules_below, |module| alone.takes_rows(module));
        alone
    }

    /// The class in whose body a function stands.
    #[must_use]
    pub fn class_of(&self, function: FuncRef) -> Option<ClassRef> {
        self.owners.get(&function).map(|(class, _)| *class)
    }

    /// Functions that stand together in the body of one class, in order.
    pub fn together<'f>(&self, functions: &'f [FuncRef]) -> Vec<&'f [FuncRef]> {
        let class = |function: &FuncRef| self.owners.get(function).map(|(class, _)| *class);
        functions.chunk_by(|a, b| class(a).is_some() && class(a) == class(b)).collect()
    }

    /// Evaluates functions, methods of a base class with each of a few classes below it.
    #[must_use]
    pub fn evaluate(&self, functions: &[FuncRef], failures: &Failures) -> Vec<Seen> {
        let mut made = Made::default();
        let mut out = Vec::new();
        for function in functions.iter().filter(|function| !self.quiet[function.module.0 as usize]) {
            let name = || self.linked.world.function_name(*function);
            let mut with = |receiver| failures.watch(name, || self.with(*function, receiver, &mut made));
            match self.owners.get(function) {
                None => out.extend(with(None)),
                Some((class, member)) => {
                    let receivers = self.receivers(*class, *function);
                    out.extend(receivers.into_iter().filter_map(|receiver| with(Some((receiver, member)))));
                }
            }
        }
        out
    }

    /// Some function of the module has a parameter that is taken for a row, or for a request.
    fn takes_rows(&self, module: ModuleId) -> bool {
        let program = &self.linked.world.module(module).program;
        (0u32..).map(FunctionId).zip(&program.functions).any(|(id, function)| {
            function.params.iter().filter(|param| is_open(program, param)).any(|param| {
                let name = program.name(param.name);
                name == "request" || self.row_of(name, &self.reads_of(FuncRef { module, id }, name)).is_some()
            })
        })
    }

    fn with(&self, function: FuncRef, receiver: Option<(ClassRef, &Value)>, made: &mut Made<'w>) -> Seen {
        let world = &self.linked.world;
        let site = Site { place: world.function_place(function), module: function.module };
        let (mut ix, receiver) = match receiver {
            None | Some((_, Value::Static(_))) => (self.interpreter(), None),
            Some((class, Value::ClassMethod(_))) => (self.interpreter(), Some(Value::Class(class))),
            Some((class, _)) => {
                let (ix, object) = self.instance(class, function, made);
                (ix, Some(object))
            }
        };
        let positional: Vec<Value> = receiver.iter().cloned().collect();
        let keywords = self.arguments(&mut ix, function, positional.len());
        let result = ix.call_function(function, None, CallArgs { positional, keywords, open: true }, receiver, site);
        ix.escape(&result);
        ix.reads.all |= ix.diverged;
        let (evaluated, ran) = super::entry::finish(ix);
        Seen { function, ran, replayed: Replay::run(world, &evaluated, Mode::Worst) }
    }

    /// The class itself, or classes below it where it leaves to them what the method uses.
    fn receivers(&self, class: ClassRef, function: FuncRef) -> Vec<ClassRef> {
        let world = &self.linked.world;
        let program = &world.module(function.module).program;
        let Some(leaves) = self.leaves.get(&class) else { return vec![class] };
        let Some(first) = program.function(function.id).params.first() else { return vec![class] };
        let missing: Vec<Name> = self
            .reads_of(function, program.name(first.name))
            .into_iter()
            .filter_map(|name| world.names.find(name))
            .filter(|name| self.is_left(class, *name))
            .collect();
        if missing.is_empty() {
            return vec![class];
        }
        let own = |leaf: &&ClassRef| missing.iter().any(|name| !self.is_left(**leaf, *name));
        let below: Vec<ClassRef> = leaves.iter().filter(own).take(MOST_RECEIVERS).copied().collect();
        if below.is_empty() { vec![class] } else { below }
    }

    /// Not there, or only to be overridden.
    fn is_left(&self, class: ClassRef, name: Name) -> bool {
        let world = &self.linked.world;
        match world.find_member(class, name) {
            None => true,
            Some((_, Value::Function(f, _))) => is_abstract(&world.module(f.module).program, *f),
            Some((owner, Value::None)) => !world.class(owner).is_stub || world.class(class).open,
            Some(_) => false,
        }
    }

    fn interpreter(&self) -> Interp<'w> {
        let mut ix = Interp::entry(&self.linked.world, self.semantics, Mode::Worst, "", BUDGET);
        ix.deepest = DEEPEST;
        ix
    }

    /// An instance to call a method on: a row of a mapped class; an object of another, as its methods leave it.
    fn instance(&self, class: ClassRef, function: FuncRef, made: &mut Made<'w>) -> (Interp<'w>, Value) {
        if let Some(entity) = self.linked.world.class_entity.get(&class).copied() {
            let mut ix = self.interpreter();
            let row = given_row(&mut ix, entity);
            return (ix, row);
        }
        let (mut ix, id) = made.0.entry(class).or_insert_with(|| self.new_object(class)).clone();
        super::instance::fill(&mut ix, (&self.methods, &self.attributes), class, id, function);
        (ix, Value::Object(id))
    }

    /// An object as `__init__` leaves it.
    fn new_object(&self, class: ClassRef) -> (Interp<'w>, ObjId) {
        let mut ix = self.interpreter();
        let mut object = Object::new(ObjKind::Instance);
        object.class = Some(class);
        let id = ix.heap.add(object);
        let object = Value::Object(id);
        let init = ix.name("__init__").and_then(|name| ix.world.find_member(class, name)).map(|(c, v)| (c, v.clone()));
        if let Some((owner, Value::Function(f, closure))) = init
            && !ix.world.class(owner).is_stub
        {
            let keywords = self.arguments(&mut ix, f, 1);
            let args = CallArgs { positional: vec![object.clone()], keywords, open: true };
            let site = Site { place: ix.world.function_place(f), module: f.module };
            // What it runs is judged where it is evaluated itself.
            ix.apart(|ix| ix.call_function(f, closure, args, Some(object.clone()), site));
            ix.diverged = false;
        }
        (ix, id)
    }

    /// Values of parameters whose name, and what is read of them, says what they are.
    fn arguments(&self, ix: &mut Interp<'_>, function: FuncRef, skip: usize) -> Vec<(Name, Value)> {
        let program = std::sync::Arc::clone(&self.linked.world.module(function.module).program);
        let of = program.function(function.id);
        let mut out = Vec::new();
        for param in of.params.iter().skip(skip) {
            if !is_open(&program, param) {
                continue;
            }
            let text = program.name(param.name);
            let Some(name) = ix.name(text) else { continue };
            if text == "request" && ix.world.settings.is_some() {
                out.extend(crate::link::django::start::request(ix).map(|request| (name, request)));
            } else if let Some(entity) = self.row_of(text, &self.reads_of(function, text)) {
                out.push((name, given_row(ix, entity)));
            }
        }
        out
    }

    /// Names of the attributes that a function reads of one of its parameters.
    fn reads_of(&self, function: FuncRef, param: &str) -> Vec<&'w str> {
        let program = &self.linked.world.module(function.module).program;
        let within = self.attributes[function.module.0 as usize].within(program.function(function.id).span);
        let of_param = within.iter().filter(|u| program.name(u.of) == param);
        let mut out: Vec<&str> = of_param.map(|u| program.name(u.name)).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The one mapped class of that name that has all that is read; else the only one that has a relation that is read.
    fn row_of(&self, name: &str, reads: &[&str]) -> Option<EntityId> {
        let fits = |entity: &&EntityId| reads.iter().all(|read| self.has(**entity, read));
        let distinctive = |read: &&str| !OF_EVERY_ROW.contains(read);
        if !reads.iter().any(&distinctive) {
            return None;
        }
        if let Some(named) = self.by_name.get(name) {
            let mut fitting = named.iter().filter(fits);
            return fitting.next().copied().filter(|_| fitting.next().is_none());
        }
        let with_relation = reads.iter().filter_map(|read| self.by_relation.get(read)).flatten();
        let mut fitting: Vec<EntityId> = with_relation.filter(fits).copied().collect();
        fitting.sort_unstable();
        fitting.dedup();
        match fitting.as_slice() {
            [only] if reads.iter().filter(|r| distinctive(r)).count() > 1 => Some(*only),
            _ => None,
        }
    }

    fn has(&self, entity: EntityId, name: &str) -> bool {
        let world = &self.linked.world;
        if OF_EVERY_ROW.contains(&name) || name.starts_with('_') {
            return true;
        }
        let of = world.entity(entity);
        if of.attribute(name).is_some() || of.relation(name).is_some() {
            return true;
        }
        let local = |key: &str| of.relations.iter().any(|r| r.local.iter().any(|l| l == key));
        let class = world.entity_class.get(entity.index());
        let is_member = class.zip(world.names.find(name)).is_some_and(|(c, n)| world.find_member(*c, n).is_some());
        is_member || local(name)
    }
}

/// Functions of the app that no entry ran, in path order.
#[must_use]
pub fn unreached(linked: &Linked, ran: &FxHashSet<FuncRef>) -> Vec<FuncRef> {
    let mut out = Vec::new();
    for (at, module) in (0u32..).zip(&linked.world.modules) {
        let Some(file) = module.file else { continue };
        if module.is_template || !matches!(linked.model.role(file), Role::App | Role::Script) {
            continue;
        }
        let id = crate::eval::ModuleId(at);
        let program = &module.program;
        for stmt in program.block(program.body) {
            match program.stmt(*stmt) {
                Stmt::Function(f) => out.push(FuncRef { module: id, id: f }),
                Stmt::Class(c) => {
                    out.extend(program.block(program.class(c).body).iter().filter_map(|s| match program.stmt(*s) {
                        Stmt::Function(f) => Some(FuncRef { module: id, id: f }),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
    }
    out.retain(|f| !ran.contains(f));
    out
}

/// Of functions in the bodies of classes: the first class that has it as a member, else the one in whose body it stands (a
/// decorator may have put another function in its place).
fn owners(linked: &Linked) -> FxHashMap<FuncRef, (ClassRef, Value)> {
    let mut out: FxHashMap<FuncRef, (ClassRef, Value)> = FxHashMap::default();
    let own = || (0u32..).zip(&linked.world.classes).filter(|(_, class)| !class.is_stub);
    for (at, class) in own() {
        for (_, member, _) in &class.members {
            let (Value::Property(inner) | Value::Static(inner) | Value::ClassMethod(inner)) = member else {
                if let Value::Function(f, _) = member
                    && f.module == class.module
                {
                    out.entry(*f).or_insert_with(|| (ClassRef(at), member.clone()));
                }
                continue;
            };
            if let Value::Function(f, _) = **inner
                && f.module == class.module
            {
                out.entry(f).or_insert_with(|| (ClassRef(at), member.clone()));
            }
        }
    }
    for (at, class) in own() {
        let program = &linked.world.module(class.module).program;
        for stmt in program.block(program.class(class.id).body) {
            if let Stmt::Function(id) = program.stmt(*stmt) {
                let function = FuncRef { module: class.module, id };
                out.entry(function).or_insert_with(|| (ClassRef(at), Value::Function(function, None)));
            }
        }
    }
    out
}

fn leaves(linked: &Linked) -> FxHashMap<ClassRef, Vec<ClassRef>> {
    let classes = &linked.world.classes;
    let above = |at: u32| {
        let class = &classes[at as usize];
        class.mro.iter().skip(1).copied().filter(|c| !linked.world.class(*c).is_stub)
    };
    let own = || (0u32..).zip(classes).filter(|(_, c)| !c.is_stub).map(|(at, _)| at);
    let bases: FxHashSet<ClassRef> = own().flat_map(above).collect();
    let mut out: FxHashMap<ClassRef, Vec<ClassRef>> = FxHashMap::default();
    for at in own().filter(|at| !bases.contains(&ClassRef(*at))) {
        for base in above(at) {
            out.entry(base).or_default().push(ClassRef(at));
        }
    }
    out
}

/// Nothing but its name says what a parameter is.
fn is_open(program: &Program, param: &Param) -> bool {
    let is_one = !matches!(param.kind, ParamKind::Star | ParamKind::DoubleStar);
    let has_no_value = param.default.is_none_or(|d| matches!(program.expr(d), Expr::None));
    is_one && has_no_value && param.annotation.is_none()
}

/// Marked as abstract, or nothing but `raise NotImplementedError`.
fn is_abstract(program: &Program, f: FuncRef) -> bool {
    let function = program.function(f.id);
    let marked = function.decorators.iter().any(|d| match program.expr(*d) {
        Expr::Name(sym) | Expr::Attr(_, sym) => program.name(sym).starts_with("abstract"),
        _ => false,
    });
    let raises = |stmt: Stmt| match stmt {
        Stmt::Raise(Some(raised)) => {
            let named = match program.expr(raised) {
                Expr::Call { func, .. } => func,
                _ => raised,
            };
            matches!(program.expr(named), Expr::Name(sym) if program.name(sym) == "NotImplementedError")
        }
        _ => false,
    };
    marked || program.block(function.body).iter().any(|stmt| raises(program.stmt(*stmt)))
}

/// `RemoteRepository` → `remote_repository`
fn snake_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before = '_';
    for c in name.chars() {
        if c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) {
            out.push('_');
        }
        out.extend(c.to_lowercase());
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_parameters_are_those_of_classes() {
        assert_eq!(super::snake_case("RemoteRepository"), "remote_repository");
        assert_eq!(super::snake_case("Project"), "project");
        assert_eq!(super::snake_case("HTTPExchange"), "httpexchange");
    }
}
