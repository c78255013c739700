//! The interpreter: follows data through programs and leaves the operations behind that happen on the way.
//!
//! Abstract execution with whole values as arguments: a call is evaluated where it happens. Nothing here depends on what a
//! session has loaded; that is decided when the operations are replayed. Every loop body is evaluated once, with its
//! variable varying over the loop; the replay multiplies an operation by the loops that its row varies over.

mod annotation;
mod arguments;
mod assign;
mod attribute;
mod branch;
mod cache_aside;
mod call;
mod class;
mod collections;
mod context;
mod expr;
mod filled;
mod first_round;
mod frame;
mod function;
mod import;
mod index;
mod iterate;
mod join;
mod loops;
mod memo;
mod operators;
mod outside;
mod returned;
mod stmt;
mod template;
mod template_names;
mod text;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::program::{Block, ExprId, Program, StmtId};
use crate::model::{FileId, Place};
use crate::names::Name;

use super::heap::{Heap, ObjId, ObjKind, Object};
use super::ops::{Op, Rounds};
use super::semantics::Semantics;
use super::value::{Cause, SetId, Site, Value};
use super::world::{ClassRef, FuncRef, ModuleId, Origin, RowSet, World};

pub use arguments::UNNAMED;
pub use assign::{add_rest, key_of};
pub use branch::equal;
pub use collections::key_value;
pub use frame::Frame;
pub use index::sliced;
pub use iterate::Iteration;
pub use join::{Joined, is_constant, join_values};
pub use template::nowhere;
pub use text::{joined as joined_text, text_of};

/// What is assumed about what cannot be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Importing and starting the app.
    Link,
    /// Logged in where guarded, no query parameters, rows exist, caches warm, no exception.
    Plain,
    /// Undecided branches stay undecided.
    Worst,
}

/// Program, symbols and place of the code that runs.
#[derive(Clone)]
pub struct Code {
    pub module: ModuleId,
    pub program: Arc<Program>,
    pub syms: Arc<Vec<Name>>,
    pub file: FileId,
}

/// Who keeps the result of a getter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum KeptBy {
    /// Each row of the set.
    Rows(SetId),
    Object(ObjId),
}

/// How a block ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Next,
    Return,
    Break,
    Continue,
    Raise,
}

/// Evaluation steps for everything that linking runs.
const LINK_BUDGET: u64 = 40_000_000;
const MAX_DEPTH: usize = 48;
/// Activations of one function of the project below another of it, in one evaluation.
const MAX_RECURSIONS: u32 = 16;

/// Blocks inside each other, over all activations: an `elif` stands in the `else` of the one before it.
const MAX_NESTING: u32 = 800;

/// The file of stubs.
pub const NO_FILE: FileId = FileId(u32::MAX);

/// See the module. A clone goes on from the same state: what several entries do first is evaluated once.
#[derive(Clone)]
pub struct Interp<'w> {
    pub world: Cow<'w, World>,
    pub semantics: &'w dyn Semantics,
    pub heap: Heap,
    pub mode: Mode,
    /// `GET`, while a route is evaluated.
    pub method: &'static str,
    /// Row sets made by this evaluation, after those of the world.
    pub sets: Vec<RowSet>,
    relation_sets: FxHashMap<(SetId, Name), SetId>,
    pub ops: Vec<Op>,
    /// What happens once an entry, before everything else.
    pub prelude: Vec<Op>,
    /// Loops that enclose the current point, outermost first.
    pub loops: Vec<u32>,
    /// The first object that could be made in each of them.
    begun: Vec<(u32, ObjId)>,
    /// What decides how often each loop runs, by its id.
    pub rounds: Vec<Rounds>,
    frames: Vec<Frame>,
    next_frame: u32,
    /// Blocks that enclose the current point, those of callers included.
    nesting: u32,
    /// How often recursion was cut short.
    cut: u32,
    /// How many undecided conditions enclose the current point.
    pub undecided: u32,
    /// Statements around that catch exceptions.
    pub caught: u32,
    /// How many loops stand around the innermost of them.
    pub caught_around: usize,
    /// A call that never returns (`abort`) was made.
    pub diverged: bool,
    /// While linking, too: variables of the environment that have no default are not set.
    pub as_deployed: bool,
    /// A condition rests on such a variable.
    asked_environment: bool,
    /// Entities of rows that were changed since the last commit.
    changed_rows: Vec<crate::model::entity::EntityId>,
    /// Something was committed.
    pub committed: bool,
    pub steps: u64,
    /// How often functions were entered that ran already.
    recursions: FxHashMap<FuncRef, u32>,
    /// Instances of classes that have one.
    singles: FxHashMap<ClassRef, ObjId>,
    pub budget: u64,
    /// Values that the library keeps for the entry (`current_user`, `g`).
    pub store: FxHashMap<&'static str, Value>,
    /// What is read of the rows.
    pub reads: super::reads::Reads,
    /// Attributes of rows that the project sets itself.
    pub row_values: FxHashMap<(SetId, Name), Value>,
    /// Rows that queries keep once they have run, by the query itself.
    pub results: FxHashMap<usize, (Arc<super::query::Query>, Value)>,
    /// Blocks of the templates that are being rendered, outermost override first.
    blocks: FxHashMap<Name, Vec<template::BlockBody>>,
    rendering: Vec<ModuleId>,
    /// Renders under way that may be given names which are not known.
    open_render: u32,
    block_stack: Vec<(Name, usize)>,
    symbols: FxHashMap<FuncRef, Arc<str>>,
    /// The assignment that runs.
    statement: Place,
    /// The loop that runs does nothing but set attributes of its variable.
    only_sets: bool,
    /// The loop of a template that runs, where its rounds are not evaluated one by one.
    page_loop: Option<u32>,
    /// Blocks under `if TYPE_CHECKING`: nothing runs them, but annotations use their names.
    imports_for_types: Vec<(ModuleId, Block)>,
    /// Functions that were run while linking.
    called: FxHashSet<FuncRef>,
    /// The next function that is called is one that the framework asks before a route.
    guarding: bool,
    /// Where project code last called into a stub.
    stub_site: Option<Site>,
    /// The call that is evaluated, and what it calls.
    calling: Option<(Site, ExprId)>,
    /// What getters gave whose results the object keeps, and under how many undecided conditions.
    kept: FxHashMap<(FuncRef, KeptBy), (Value, u32)>,
    /// Objects that stand for one in each round of a loop.
    made_in_loops: Vec<Range<ObjId>>,
    /// What functions gave whose results are kept between requests.
    memoised: FxHashMap<memo::Question, memo::Answer>,
    /// What context processors have added to pages.
    contexts: Vec<context::Added>,
    /// Attributes of the request that they set.
    names_of_processors: FxHashSet<Name>,
    /// What was numbered so far (see `identity`).
    pub(super) next_number: u64,
    /// How often parts of unknown values were set, by their name.
    pub(super) part_epochs: FxHashMap<Arc<str>, u32>,
    /// Collections and objects that a name is bound to.
    pub(super) named_objects: FxHashSet<ObjId>,
    /// Rows of names that a loop assigns anew in each round.
    pub(super) carried_sets: FxHashSet<SetId>,
    /// The class whose instance was asked last for something that only a class outside the tree can have.
    pub(super) asked_outside: Option<ClassRef>,
    /// What conditions tell of how seldom something runs.
    conditions: FxHashMap<(ModuleId, ExprId), Option<cache_aside::Tells>>,
    /// How often operations are kept apart around the current point.
    aparts: u32,
    /// How often a function kept the scope that it was made in.
    closures: u64,
    /// Attributes that are being evaluated, against endless properties.
    active: FxHashSet<(FuncRef, u32)>,
    /// Calls that may nest, at most [`MAX_DEPTH`].
    pub deepest: usize,
}

impl<'w> Interp<'w> {
    /// For linking: owns the world and may add to it.
    #[must_use]
    pub fn linking(world: World, semantics: &'w dyn Semantics) -> Self {
        let heap = Heap::over(Arc::clone(&world.objects));
        Self::new(Cow::Owned(world), semantics, heap, Mode::Link, LINK_BUDGET)
    }

    /// For one entry point, of which at most `budget` steps are evaluated.
    #[must_use]
    pub fn entry(world: &'w World, semantics: &'w dyn Semantics, mode: Mode, method: &'static str, budget: u64) -> Self {
        let heap = Heap::over(Arc::clone(&world.objects));
        let mut ix = Self::new(Cow::Borrowed(world), semantics, heap, mode, budget);
        ix.method = method;
        ix
    }

    fn new(world: Cow<'w, World>, semantics: &'w dyn Semantics, heap: Heap, mode: Mode, budget: u64) -> Self {
        Self {
            world,
            semantics,
            heap,
            mode,
            method: "",
            sets: Vec::new(),
            relation_sets: FxHashMap::default(),
            ops: Vec::new(),
            prelude: Vec::new(),
            loops: Vec::new(),
            begun: Vec::new(),
            rounds: Vec::new(),
            frames: Vec::new(),
            next_frame: 0,
            nesting: 0,
            cut: 0,
            undecided: 0,
            caught: 0,
            caught_around: 0,
            diverged: false,
            as_deployed: false,
            asked_environment: false,
            changed_rows: Vec::new(),
            committed: false,
            recursions: FxHashMap::default(),
            singles: FxHashMap::default(),
            steps: 0,
            budget,
            store: FxHashMap::default(),
            reads: super::reads::Reads::default(),
            row_values: FxHashMap::default(),
            results: FxHashMap::default(),
            blocks: FxHashMap::default(),
            rendering: Vec::new(),
            open_render: 0,
            block_stack: Vec::new(),
            symbols: FxHashMap::default(),
            statement: Place::file(NO_FILE),
            only_sets: false,
            page_loop: None,
            imports_for_types: Vec::new(),
            called: FxHashSet::default(),
            guarding: false,
            asked_outside: None,
            stub_site: None,
            calling: None,
            kept: FxHashMap::default(),
            made_in_loops: Vec::new(),
            memoised: FxHashMap::default(),
            contexts: Vec::new(),
            names_of_processors: FxHashSet::default(),
            next_number: 0,
            part_epochs: FxHashMap::default(),
            named_objects: FxHashSet::default(),
            carried_sets: FxHashSet::default(),
            conditions: FxHashMap::default(),
            aparts: 0,
            closures: 0,
            active: FxHashSet::default(),
            deepest: MAX_DEPTH,
        }
    }

    /// Gives the world back after linking, with its heap frozen.
    #[must_use]
    pub fn into_world(self) -> World {
        let mut world = self.world.into_owned();
        world.objects = self.heap.freeze();
        world.sets.extend(self.sets);
        world.index_members();
        world
    }

    #[must_use]
    pub fn linking_mode(&self) -> bool {
        self.mode == Mode::Link
    }

    /// Charges one step; false when the budget is used up.
    pub fn step(&mut self) -> bool {
        self.steps += 1;
        let goes_on = self.steps < self.budget;
        self.reads.all |= !goes_on;
        goes_on
    }

    #[must_use]
    pub fn code(&self, module: ModuleId) -> Code {
        let m = self.world.module(module);
        Code { module, program: Arc::clone(&m.program), syms: Arc::clone(&m.syms), file: m.file.unwrap_or(FileId(u32::MAX)) }
    }

    #[must_use]
    pub fn frame(&self) -> Option<&Frame> {
        self.frames.last()
    }

    /// Qualified name of the function or template that runs.
    #[must_use]
    pub fn symbol(&self) -> Arc<str> {
        self.frames.last().map_or_else(|| "".into(), |f| Arc::clone(&f.symbol))
    }

    pub fn lost(&mut self, place: Place, cause: Cause) {
        if cause.blocks() && !self.linking_mode() {
            self.cut += u32::from(cause == Cause::Limit("recursion"));
            self.ops.push(Op::Lost { place, cause });
        }
    }

    /// What linking ran is over: it leaves no operations behind, and what it raised ends nothing else.
    pub fn start_over(&mut self) {
        self.ops.clear();
        self.diverged = false;
    }

    /// Every function that was run, sorted.
    #[must_use]
    pub fn functions_run(&self) -> Vec<FuncRef> {
        let mut out: Vec<FuncRef> = self.called.iter().copied().collect();
        out.sort_unstable();
        out
    }

    /// Qualified name of a function, made once.
    fn symbol_of(&mut self, f: FuncRef) -> Arc<str> {
        let world = &self.world;
        Arc::clone(self.symbols.entry(f).or_insert_with(|| world.function_name(f).into()))
    }

    /// Whether linking has run the function.
    #[must_use]
    pub fn was_called(&self, f: FuncRef) -> bool {
        self.called.contains(&f)
    }

    /// What the method that runs was called on.
    #[must_use]
    pub fn receiver(&self) -> Option<&Value> {
        self.frames.last().and_then(|f| f.receiver.as_ref())
    }

    /// The place in the project's own code that a call inside a stub goes back to.
    #[must_use]
    pub fn user_site(&self, site: Site) -> Site {
        if site.place.file == NO_FILE { self.stub_site.unwrap_or(site) } else { site }
    }

    /// Keeps what a call registers while linking.
    pub fn register(&mut self, kind: &str, values: Vec<Value>, site: Site) {
        if !self.linking_mode() {
            return;
        }
        let site = self.user_site(site);
        let conditional = self.undecided > 0;
        let registration = super::registrations::Registration {
            kind: kind.into(),
            values,
            place: site.place,
            conditional,
            module: site.module,
        };
        self.world.to_mut().registrations.push(registration);
    }

    // Sets of rows.

    pub fn add_set(&mut self, entity: Option<crate::model::entity::EntityId>, origin: Origin) -> SetId {
        let at = self.world.sets.len() + self.sets.len();
        self.sets.push(RowSet { entity, origin });
        SetId(u32::try_from(at).unwrap_or(u32::MAX))
    }

    #[must_use]
    pub fn set(&self, id: SetId) -> Option<&RowSet> {
        let at = id.0 as usize;
        let base = self.world.sets.len();
        if at < base { self.world.sets.get(at) } else { self.sets.get(at - base) }
    }

    /// The set of what a relation of the rows of `parent` yields; the same each time.
    pub fn relation_set(
        &mut self,
        parent: SetId,
        entity: crate::model::entity::EntityId,
        relation: Name,
        target: crate::model::entity::EntityId,
    ) -> SetId {
        if let Some(found) = self.relation_sets.get(&(parent, relation)) {
            return *found;
        }
        let set = self.add_set(Some(target), Origin::Relation { parent, entity, relation });
        self.relation_sets.insert((parent, relation), set);
        set
    }

    // Loops.

    /// Enters a loop; its id is what values vary over.
    pub fn open_loop(&mut self, rounds: Rounds) -> u32 {
        let id = u32::try_from(self.rounds.len()).unwrap_or(u32::MAX);
        self.rounds.push(rounds);
        if self.loops.is_empty() {
            self.made_in_loops.push(self.heap.next()..ObjId(u32::MAX));
        }
        self.loops.push(id);
        self.begun.push((id, self.heap.next()));
        id
    }

    /// The innermost loop, where it goes on with an object from one round to the next: what a round has made, it fills once.
    pub(super) fn loop_outlived_by(&self, object: ObjId) -> Option<u32> {
        let innermost = self.loops.last().copied()?;
        let begun = self.begun.iter().rev().find(|(id, _)| *id == innermost);
        begun.is_none_or(|(_, first)| object < *first).then_some(innermost)
    }

    pub(super) fn close_loop(&mut self) {
        self.loops.pop();
        self.begun.pop();
        if self.loops.is_empty()
            && let Some(made) = self.made_in_loops.pop()
        {
            self.made_in_loops.push(made.start..self.heap.next());
        }
    }

    // Objects.

    pub fn new_list(&mut self, items: Vec<Value>) -> Value {
        Value::Object(self.heap.add(Object::new(ObjKind::List { items, rest: None })))
    }

    pub fn new_dict(&mut self, entries: Vec<(super::heap::Key, Value)>) -> Value {
        Value::Object(self.heap.add(Object::new(ObjKind::Dict { entries, rest: None })))
    }

    pub fn new_scope(&mut self, parent: Option<ObjId>) -> ObjId {
        let mut scope = Object::new(ObjKind::Scope { parent });
        scope.attrs = self.heap.scope_names();
        self.heap.add(scope)
    }

    #[must_use]
    pub fn place(&self, code: &Code, expr: ExprId) -> Place {
        Place { file: code.file, span: code.program.span(expr) }
    }

    #[must_use]
    pub fn stmt_place(&self, code: &Code, stmt: StmtId) -> Place {
        Place { file: code.file, span: code.program.stmt_span(stmt) }
    }

    #[must_use]
    pub fn site(&self, code: &Code, expr: ExprId) -> Site {
        Site { place: self.place(code, expr), module: code.module }
    }

    #[must_use]
    pub fn name(&self, text: &str) -> Option<Name> {
        self.world.names.find(text)
    }

    #[must_use]
    pub fn text(&self, name: Name) -> &str {
        self.world.names.text(name)
    }

    /// The value decided by an operation that is evaluated with the operations kept apart.
    pub fn apart<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> (T, Vec<Op>) {
        let outer = std::mem::take(&mut self.ops);
        self.aparts += 1;
        let out = run(self);
        self.aparts -= 1;
        (out, std::mem::replace(&mut self.ops, outer))
    }
}
