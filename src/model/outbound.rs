//! Calls that ask another host and what a process keeps, as they are written.

use serde::{Deserialize, Serialize};

use super::Place;
use crate::facts::word::{self, Word};

/// What a call is given whose function takes a timeout itself.
pub const HANDED_ON: Word = "timeout=timeout";

/// A call, or the making of a client, that decides how long the app waits for another host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboundCall {
    pub place: Place,
    /// Function that it stands in, with its class; empty for the module itself.
    pub symbol: String,
    /// Qualified name of what is called: `requests.get`.
    pub call: String,
    pub wait: Wait,
    /// Its address is written out, and is this machine's own.
    pub to_itself: bool,
    /// What it waits with is seen in the tree; else it is concluded from how it is used.
    pub seen: bool,
    /// Where `timeout=` can be written, and what.
    #[serde(deserialize_with = "word::with_place")]
    pub insert: Option<(Place, Word)>,
}

/// How long a call waits that is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wait {
    /// As long as the other side does: the library has no limit of its own.
    Endless,
    /// The code says that there shall be no limit.
    Unlimited,
    /// As long as a broker, a cache or a mail server of the deployment does.
    Service,
    /// The library's limit, in seconds, which is too long for a request.
    Long {
        seconds: u32,
        /// It tries again when the time is up.
        again: bool,
    },
}

/// A client that keeps connections for its next call, where it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientMade {
    pub place: Place,
    /// A global, an attribute or a cache holds it after the call.
    pub kept: bool,
    pub given: Given,
}

/// What a client is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Given {
    /// The same each time, as far as the call says.
    Fixed,
    /// Names of the function around it: another client for other keys.
    Local,
    /// A dictionary that the call does not show.
    Open,
}

/// A dictionary of the process that is filled under keys made of inputs, and never emptied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrowingCache {
    pub place: Place,
    pub name: String,
    /// The class whose attribute it is; empty for a global.
    pub symbol: String,
}

/// Why a pool, a cache or the like does not do what it was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MeansFault {
    /// Nothing asks it for anything.
    Unused,
    /// An extension that no app is given to.
    NeverSetUp,
    /// Its users ask for its statistics only.
    OnlyMeasured,
    /// A pool that makes a connection only after it has waited for one.
    GrowsLate,
    /// A function that adds loader options, and that nothing calls.
    NoUsers,
    /// A middleware that stands in no list.
    NeverInstalled,
    /// Entries are set and never asked for.
    NeverRead,
    /// Its kind was never chosen, and the default keeps nothing.
    KeepsNothing,
}

/// A pool, a cache or the like that does not do what it was made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnusedMeans {
    pub place: Place,
    pub fault: MeansFault,
    /// Names that hold it.
    pub names: Vec<String>,
    /// Function or class that makes it.
    pub maker: String,
}
