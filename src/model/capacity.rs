//! What the processes of the app may ask of their database and of their memory, each number with its origin.

use serde::{Deserialize, Serialize};

use super::Place;
use super::delivery::Factor;

/// One kind of process with one database that it uses.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Capacity {
    /// Index into `Model::processes`.
    pub process: usize,
    /// Index into its `beside`, where the row is for one of those.
    pub beside: Option<usize>,
    /// Index into `Model::engines`; `None` where Django connects, or no database was found.
    pub engine: Option<usize>,
    pub connections: Connections,
    /// All instances together, at most, as the pools are set up.
    pub allowed: Option<u64>,
    /// All instances together, at most, as far as their threads reach: a thread uses one at a time.
    pub reachable: Option<u64>,
    /// How many instances run is said, but cannot be read: both sums are those of one.
    pub at_least: bool,
    /// Requests or jobs that one process works on at once.
    pub at_once: Option<u64>,
}

/// The connections of one process.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Connections {
    /// No database was found.
    None,
    Pool {
        size: Factor,
        overflow: Factor,
    },
    /// Opened when needed, and not kept.
    Unpooled {
        place: Place,
    },
    /// Django keeps one for each thread.
    PerThread {
        place: Option<Place>,
    },
}

/// What the database server allows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DatabaseLimit {
    pub connections: Factor,
    /// A pooler stands between the app and the server: the server's limit is not the app's.
    pub pooler: Option<Place>,
}
