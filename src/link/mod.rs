//! Load phase: evaluates what an import or a migration run would do, and fills the model.

mod addresses;
pub mod annotations;
pub mod asgi;
mod audience;
mod by_hand;
pub mod database;
pub mod django;
pub mod entities;
pub mod graphql;
pub mod imports;
mod leftover;
mod loaders;
mod makers;
pub mod migrations;
mod naming;
pub mod pages;
pub mod programs;
pub mod records;
pub mod relations;
pub mod replay;
pub mod resources;
pub mod routes;
pub mod serving;
pub mod sqlmodel;
pub mod startup;
pub mod statements;
pub mod tables;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::eval::world::ModuleId;
use crate::eval::{Interp, Semantics, Value, World};
use crate::facts::{FileFacts, Program, Role};
use crate::library::environment;
use crate::model::entity::{EntityId, Receiver};
use crate::model::schema::Dialect;
use crate::model::stack::Dependency;
use crate::model::{FileEntry, Model, ModelNote};
use crate::source::classify;

pub use routes::Handler;

/// A file of the run with its facts. Files are sorted by path; a [`crate::model::FileId`] is a place in that order.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub entry: FileEntry,
    pub facts: FileFacts,
}

/// A module that perfaudit brings along: dotted names and program.
#[derive(Clone, Debug)]
pub struct Stub {
    pub names: Vec<String>,
    pub program: Program,
}

/// The repository as it is after its start.
pub struct Linked {
    pub model: Model,
    pub world: World,
    /// What runs for each of `model.routes`.
    pub handlers: Vec<Handler>,
}

/// Links the files of a run. `stubs` declare the libraries whose calls `semantics` understands.
#[must_use]
pub fn link(mut files: Vec<SourceFile>, stubs: Vec<Stub>, semantics: &dyn Semantics) -> Linked {
    let mut model = Model { files: files.iter().map(|f| f.entry.clone()).collect(), ..Model::default() };
    model.processes = serving::processes(&files);
    model.stack = serving::stack(&files, &model.processes);
    model.proxies = serving::proxies(&files);
    model.settings = serving::settings(&files);
    model.engine_calls = serving::engine_calls(&files);
    model.driver_pools = serving::driver_pools(&files);
    model.growing_caches = serving::growing_caches(&files);
    model.unused_means = serving::unused_means(&files);
    model.imports = imports::imports(&files);
    let left_behind = leftover::left_behind(&files, &model.imports);
    let without_django = serving::without_django(&model, &files);
    let settings_choose = serving::settings_choose(&files);
    model.loaded_relations = loaders::named(&files);
    let resources::Resources { sessions, busy_timeouts, await_runs, fan_outs } = resources::resources(&files);
    (model.opened_sessions, model.busy_timeouts) = (sessions, busy_timeouts);
    (model.await_runs, model.fan_outs) = (await_runs, fan_outs);
    (model.heavy_imports, model.start_acts) = startup::startup(&files);
    (model.outbound_calls, model.clients_made) = serving::outbound_calls(&files);
    (model.ordered_pauses, model.bare_pauses) = serving::pauses(&files);
    model.filled_once = serving::filled_once(&files);
    model.bound_coroutines = serving::bound_coroutines(&files);
    (model.pages, model.assets) = pages::pages(&files);
    model.page_polls = pages::polls(&files);

    let (world, modules) = programs::world(&mut files, stubs);
    let mut ix = Interp::linking(world, semantics);
    ix.world.to_mut().django = model.stack.dependency("django").and_then(Dependency::release);
    if ix.world.settings.is_some_and(|module| are_of_tests(&ix.world, &files, module)) {
        ix.store.insert(environment::PLAIN, Value::Bool(true));
    }
    ix.seal_templates();
    if ix.world.settings.is_some() {
        django::start::load_apps(&mut ix);
        programs::close_cycles(&mut ix);
        entities::build_loaded_models(&mut ix);
        django::start::ready_apps(&mut ix);
        programs::close_cycles(&mut ix);
    }
    programs::run_modules(&mut ix, &modules);
    programs::close_cycles(&mut ix);
    entities::run_configured(&mut ix);
    let of_django = entities::build(&mut ix);
    programs::run_factories(&mut ix, &modules);
    let registered = ix.world.registrations.len();
    database::settings(&ix, &mut model);
    // A server that the settings name is what runs; SQLite there may be only what people develop with.
    let by_settings = django::database::dialects(&mut ix);
    let first = by_settings.first().copied();
    let servers = by_settings.iter().filter(|(d, _)| *d != Dialect::Sqlite).count();
    // Of several servers the one that is deployed.
    let dialect = first.filter(|_| servers == 1).or_else(|| database::dialect(&model, &files)).or(first);
    if let Some((dialect, _)) = dialect {
        ix.store.insert("dialect", Value::str(dialect.name()));
    }
    let histories = migrations::run(&mut ix, &modules);

    let mut replay = replay::Replay::new(dialect.map(|(d, _)| d));
    let names_of_django = of_django.iter().map(|table| table.name.to_ascii_lowercase()).collect();
    for table in tables::declared(&ix, registered).into_iter().chain(of_django) {
        replay.declare(table);
    }
    migrations::replay(&ix, &histories, &mut replay);
    let of_django = ix.world.settings.is_some().then(|| django::migrations::replay(&mut ix, &modules, &mut replay));
    replay.sql_files(&files);
    statements::replay(&ix, &modules, &mut replay);
    let replayed = replay.finish(database::migrations_only(&ix));
    model.schema = replayed.schema;
    if let Some(states) = of_django {
        states.compare(&mut ix, &mut model.schema);
    }
    model.schema.dialect = dialect;
    model.schema.several_servers = django::database::names_several_servers(&ix.world);
    model.notes = replayed.notes;
    makers::note(&mut ix, &mut model, &names_of_django);
    database::engines(&ix, &mut model);
    serving::name_versions(&mut model.processes, &mut model.engines, &model.stack);
    model.database_limit = serving::database_limit(&model, &files, settings_choose);
    model.capacity = serving::table(&model, &without_django);
    model.graphql = graphql::schemas(&ix);
    for schema in &model.graphql {
        let text =
            format!("the resolvers of this {} schema are not followed: each query decides how often they run", schema.library);
        model.notes.push(ModelNote { place: Some(schema.place), text });
    }
    django::signals::keep_pairs(&mut ix, &model);
    let handlers = routes::routes(&mut ix, &mut model, &left_behind);
    let world = finish(ix, &mut model);
    by_hand::mark(&world, &mut model, &handlers);
    audience::mark(&mut model.routes, &handlers, &world);
    Linked { model, world, handlers }
}

/// Whether settings lie where tests do: a package of an app has no others, and they were taken in place of a project's.
fn are_of_tests(world: &World, files: &[SourceFile], settings: ModuleId) -> bool {
    let file = world.module(settings).file.and_then(|file| files.get(file.index()));
    file.is_some_and(|f| classify::role(&f.entry.path, f.entry.language, &[]) == Role::Test)
}

/// Hands the entities to the model and freezes the world.
fn finish(ix: Interp<'_>, model: &mut Model) -> World {
    if ix.steps >= ix.budget {
        model.notes.push(ModelNote { place: None, text: "linking was cut short: too many steps".into() });
    }
    let mut world = ix.into_world();
    let mut tables: FxHashMap<String, usize> = FxHashMap::default();
    for (at, table) in model.schema.tables.iter().enumerate() {
        tables.entry(table.name.to_ascii_lowercase()).or_insert(at);
    }
    let entities = (0u32..).take(world.entities.len()).map(EntityId);
    let receivers: Vec<Vec<Receiver>> = entities.map(|id| django::signals::receivers(&world, id)).collect();
    for (entity, receivers) in world.entities.iter_mut().zip(receivers) {
        entity.save_receivers = receivers;
        entity.table = entity.table_name.as_ref().and_then(|name| tables.get(&name.to_ascii_lowercase()).copied());
        if let Some(table) = entity.table.and_then(|at| model.schema.tables.get(at)) {
            entity.unique_together = entities::unique_together(entity, table);
            entity.held_keys = entities::held_keys(entity, table);
        }
    }
    model.entities = world.entities.clone();
    model.notes.sort();
    model.notes.dedup();
    world
}

/// A shared program; the facts no longer need it.
pub(crate) fn take_program(file: &mut SourceFile) -> Option<Arc<Program>> {
    file.facts.program.take().map(Arc::new)
}
