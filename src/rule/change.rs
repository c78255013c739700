//! What kind of change the remedy of a rule is: what could break with it, and how to go back.

/// Named by `change` of a rule file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    IndexBuild,
    IndexDrop,
    SchemaRepair,
    EagerLoad,
    QueryRewrite,
    PageOfList,
    BulkWrite,
    Transaction,
    Pool,
    Workers,
    DatabaseSetting,
    SharedResource,
    Timeout,
    Background,
    AsyncCall,
    DataCache,
    HttpCache,
    Compression,
    Asset,
    DeadCode,
    Setting,
    Startup,
}

impl Change {
    /// In the order of the report's areas.
    pub const ALL: [Self; 22] = [
        Self::IndexBuild,
        Self::IndexDrop,
        Self::SchemaRepair,
        Self::EagerLoad,
        Self::QueryRewrite,
        Self::PageOfList,
        Self::BulkWrite,
        Self::Transaction,
        Self::Pool,
        Self::Workers,
        Self::DatabaseSetting,
        Self::SharedResource,
        Self::Timeout,
        Self::Background,
        Self::AsyncCall,
        Self::DataCache,
        Self::HttpCache,
        Self::Compression,
        Self::Asset,
        Self::DeadCode,
        Self::Setting,
        Self::Startup,
    ];

    /// As rule files name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// As the report names it.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.words().1
    }

    /// What could break.
    #[must_use]
    pub fn risk(self) -> &'static str {
        self.words().2
    }

    /// How to go back.
    #[must_use]
    pub fn rollback(self) -> &'static str {
        self.words().3
    }

    /// Name, title, risk, way back.
    fn words(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::IndexBuild => (
                "index-build",
                "build an index",
                "writes to the table wait while the index is built, unless it is built concurrently; each index makes writes dearer",
                "drop the index by its name",
            ),
            Self::IndexDrop => (
                "index-drop",
                "drop an index",
                "a query that is not in this tree (reports, consoles, other services) may use it",
                "build it again as it was declared",
            ),
            Self::SchemaRepair => (
                "schema-repair",
                "change keys or migrations",
                "the statement fails where the data does not fit, and holds a lock on the table while it runs",
                "the downgrade of the migration; a backup where data was changed",
            ),
            Self::EagerLoad => (
                "eager-load",
                "load together with the query",
                "rows are loaded that some pages do not show; a joined collection multiplies the rows of the query",
                "take the option out",
            ),
            Self::QueryRewrite => (
                "query-rewrite",
                "ask the database differently",
                "order, duplicates and missing values may come out differently: compare the answer on the same data",
                "revert the commit",
            ),
            Self::PageOfList => (
                "page-of-list",
                "bound a list",
                "a caller that expects the whole list sees its first page",
                "take the limit out",
            ),
            Self::BulkWrite => (
                "bulk-write",
                "write many rows at once",
                "hooks, signals and defaults that run once per object are left out; one bad row fails them all",
                "revert the commit",
            ),
            Self::Transaction => (
                "transaction",
                "move the bounds of a transaction",
                "what was saved one by one is now saved together or not at all, or the other way round",
                "revert the commit",
            ),
            Self::Pool => (
                "pool",
                "resize a connection pool",
                "connections of all processes add up against the limit of the database server",
                "the earlier numbers",
            ),
            Self::Workers => (
                "workers",
                "change workers or server",
                "more processes need more memory and connections, fewer let requests queue; threads share what was not shared",
                "the earlier start command",
            ),
            Self::DatabaseSetting => (
                "database-setting",
                "change how the database is opened",
                "the setting holds for every connection; another journal mode stays in the database file",
                "the earlier setting; another journal mode is set back by a statement",
            ),
            Self::SharedResource => (
                "shared-resource",
                "make once what was made per call",
                "state of one call can reach the next; the object must stand being used by several threads",
                "revert the commit",
            ),
            Self::Timeout => (
                "timeout",
                "bound the time of a call",
                "a call that was slow but worked now raises: it must be caught where it is made",
                "a longer time",
            ),
            Self::Background => (
                "background",
                "move work out of the request",
                "its result comes later, and a failure is seen by nobody unless the job reports and retries",
                "call it directly again",
            ),
            Self::AsyncCall => (
                "async-call",
                "take blocking work off the event loop",
                "what ran one after the other now interleaves: shared state needs a lock",
                "revert the commit",
            ),
            Self::DataCache => (
                "data-cache",
                "keep data between requests",
                "readers see old data until it expires or is removed on write, in each process separately",
                "take the cache out",
            ),
            Self::HttpCache => (
                "http-cache",
                "let browsers keep files",
                "a browser keeps the old file until its time is up: the address has to change with the content",
                "a shorter time helps new visits only; a new address helps all",
            ),
            Self::Compression => (
                "compression",
                "compress responses",
                "costs processor time per response; pages that mix secrets with what a visitor typed are left out",
                "take the setting out",
            ),
            Self::Asset => (
                "asset",
                "change what a page loads",
                "a script that used a name of the moved or shrunk file may run before it, or without it",
                "the earlier tag",
            ),
            Self::DeadCode => {
                ("dead-code", "remove what has no effect", "something outside of this tree may use it", "revert the commit")
            }
            Self::Setting => (
                "setting",
                "change a setting of production",
                "the setting may differ on the machine: look at what is in force there first",
                "the earlier value",
            ),
            Self::Startup => (
                "startup",
                "move work out of start-up",
                "the first request that needs it pays, or a step of the deployment has to do it",
                "revert the commit",
            ),
        }
    }
}
