//! What the repository is, once linked: plain data and look-ups. Nothing here builds itself; link/ fills it.

pub mod capacity;
pub mod delivery;
pub mod entity;
pub mod outbound;
pub mod page_polls;
pub mod resources;
pub mod route;
pub mod schema;
pub mod stack;
pub mod startup;

use serde::{Deserialize, Serialize};

use self::route::EntryKind;
use crate::facts::asset::AssetKind;
use crate::facts::{Language, Role, Span};

/// A file of the run, by its place in [`Model::files`] (sorted by path).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileId(pub u32);

impl FileId {
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A byte range in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub file: FileId,
    pub span: Span,
}

impl Place {
    /// The whole file, shown as its first line.
    #[must_use]
    pub fn file(file: FileId) -> Self {
        Self { file, span: Span::new(0, 0) }
    }

    /// In a file of the run, and not in what stands for a library.
    #[must_use]
    pub fn is_in_tree(self) -> bool {
        self.file.0 != u32::MAX
    }
}

/// A file of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Relative to the audited path, with `/`.
    pub path: String,
    pub role: Role,
    pub language: Language,
    pub bytes: u64,
}

/// Everything that rules may ask about the repository, but for costs (those are in the ledger).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Model {
    pub files: Vec<FileEntry>,
    pub stack: stack::Stack,
    pub schema: schema::Schema,
    pub entities: Vec<entity::Entity>,
    pub routes: Vec<route::Route>,
    /// Schemas whose resolvers are not followed.
    pub graphql: Vec<route::GraphqlSchema>,
    pub settings: Vec<delivery::Setting>,
    pub processes: Vec<delivery::Process>,
    pub engines: Vec<delivery::Engine>,
    /// Processes with the databases that they use.
    pub capacity: Vec<capacity::Capacity>,
    /// What the database server of production allows, where its software is known.
    pub database_limit: Option<capacity::DatabaseLimit>,
    /// Engines as they are written, whether or not anything that was followed builds them.
    pub engine_calls: Vec<delivery::EngineCall>,
    /// Pools of drivers that the app uses without SQLAlchemy.
    pub driver_pools: Vec<delivery::DriverPool>,
    /// Calls of other hosts that no timeout bounds.
    pub outbound_calls: Vec<outbound::OutboundCall>,
    /// Caches of the process that nothing empties.
    pub growing_caches: Vec<outbound::GrowingCache>,
    /// Pools and caches that are made and never used.
    pub unused_means: Vec<outbound::UnusedMeans>,
    /// Which files import which.
    pub imports: startup::Imports,
    /// Names of relations that some query of the app loads with its rows.
    pub loaded_relations: std::collections::BTreeSet<String>,
    /// Imports of large libraries.
    pub heavy_imports: Vec<startup::HeavyImport>,
    /// What code that runs at the start does.
    pub start_acts: Vec<startup::StartAct>,
    /// Sessions and connections that are left open.
    pub opened_sessions: Vec<resources::OpenedSession>,
    /// Waits for the lock of SQLite that are too short.
    pub busy_timeouts: Vec<resources::ShortBusyTimeout>,
    /// Calls that are awaited one after another.
    pub await_runs: Vec<resources::AwaitRun>,
    /// Coroutines that are started all at once.
    pub fan_outs: Vec<resources::FanOut>,
    /// Clients of other hosts, where they are made.
    pub clients_made: Vec<outbound::ClientMade>,
    /// Pauses whose length the request says.
    pub ordered_pauses: Vec<Place>,
    /// Pauses beside which their function only ends.
    pub bare_pauses: Vec<Place>,
    /// Code that runs until a global is filled: once a process.
    pub filled_once: Vec<Place>,
    /// Coroutines that await something, or that somebody awaits, by their names.
    pub bound_coroutines: Vec<Place>,
    pub pages: Vec<delivery::Page>,
    pub assets: Vec<delivery::Asset>,
    pub proxies: Vec<delivery::ProxyDirective>,
    /// What pages ask the server in intervals.
    pub page_polls: Vec<page_polls::PagePoll>,
    /// Places that declarative rules mark, by file order.
    pub pattern_hits: Vec<PatternPlace>,
    /// What could not be linked, for the coverage.
    pub notes: Vec<ModelNote>,
}

/// A place that a pattern of a declarative rule marks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PatternPlace {
    pub place: Place,
    /// The rule's id.
    pub rule: String,
}

/// Something that linking could not follow.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ModelNote {
    pub place: Option<Place>,
    pub text: String,
}

impl Model {
    /// Requests are known to come in somewhere.
    #[must_use]
    pub fn has_routes(&self) -> bool {
        self.routes.iter().any(|route| route.kind == EntryKind::Route)
    }

    /// Empty for a stub, which is no file of the run.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        self.files.get(file.index()).map_or("", |file| &file.path)
    }

    /// The file of the module that a process serves.
    #[must_use]
    pub fn served_module(&self, process: &delivery::Process) -> Option<FileId> {
        let paths = self.files.iter().map(|file| file.path.as_str());
        delivery::served_module(paths, process.app.as_deref()?, self.path(process.place.file))
    }

    /// What a stub declares is a library's.
    #[must_use]
    pub fn role(&self, file: FileId) -> Role {
        self.files.get(file.index()).map_or(Role::Vendored, |file| file.role)
    }

    #[must_use]
    pub fn file_by_path(&self, path: &str) -> Option<FileId> {
        let at = self.files.binary_search_by(|f| f.path.as_str().cmp(path)).ok()?;
        u32::try_from(at).ok().map(FileId)
    }

    /// Scripts and styles of the tree that a page (its index) loads; what its parents and includes load counts.
    pub fn text_assets_of(&self, page: usize) -> impl Iterator<Item = &delivery::Asset> {
        let is_text = |asset: &&delivery::Asset| matches!(asset.kind, AssetKind::Script | AssetKind::Style);
        self.assets.iter().filter(move |asset| asset.loaded_on.contains(&page)).filter(is_text)
    }

    /// The value of a setting in production, when exactly one is known.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&delivery::Setting> {
        self.settings.iter().find(|s| s.name == name)
    }
}
