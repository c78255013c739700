//! What happens, in order: the tree of operations that an evaluation leaves behind. Replaying it makes the price.

use std::sync::Arc;

use crate::model::Place;
use crate::model::entity::EntityId;
use crate::names::Name;

use super::query::Query;
use super::value::{Cause, Dims, SetId};
use super::world::FuncRef;

/// How often a loop runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Rounds {
    /// A literal collection.
    Known(u64),
    /// The rows of a set.
    Rows(SetId),
    /// As often as another loop (a list that was filled in it).
    Loop(u32),
    Unknown(Cause),
}

/// What kind of loop it is, which decides how it is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopKind {
    For,
    While,
    /// `while True` that nothing leaves.
    Endless,
    Comprehension,
    Template,
    /// `map`, `sorted(key=…)`, `sum`, a filter over a list.
    Call,
}

#[derive(Clone, Debug)]
pub struct LoopInfo {
    pub id: u32,
    pub place: Place,
    pub rounds: Rounds,
    pub kind: LoopKind,
    /// The body always leaves in its first round.
    pub once: bool,
    /// A literal slice or `limit` on what is iterated.
    pub bound: Option<u64>,
    /// What the code calls what it goes through (`ids` of `enumerate(self.ids)`).
    pub over: Option<Arc<str>>,
    /// Symbol of the function or template it stands in.
    pub symbol: Arc<str>,
}

/// Who makes a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    /// The program itself.
    Code,
    /// A template is rendered or included.
    Page,
    /// A serializer reads one of its declared fields from a row.
    Field,
    /// A changelist prints one of its declared columns of a row.
    Column,
    /// A table of rows prints one of its columns of a row.
    Cell,
    /// It runs around every request: a hook, a middleware.
    Hook,
    /// It adds names to every page.
    Context,
    /// A decorator of the project runs around the function that it wraps.
    Decorator(FuncRef),
    /// The framework asks it before a route: a check of permissions, a dependency.
    Guard(FuncRef),
}

#[derive(Clone, Debug)]
pub enum Op {
    /// A query runs and yields `set`.
    Execute {
        query: Arc<Query>,
        set: Option<SetId>,
        place: Place,
        why: &'static str,
        key: Option<KeyLookup>,
        /// The coroutine whose event loop stands still until the answer is there.
        held_by: Option<FuncRef>,
    },
    /// A relation of a row is read. `child` is the set of what it yields.
    Touch {
        parent: SetId,
        child: SetId,
        entity: EntityId,
        relation: Name,
        dims: Dims,
        place: Place,
    },
    /// A column that is not loaded with the row (deferred).
    Column {
        set: SetId,
        entity: EntityId,
        column: Name,
        dims: Dims,
        place: Place,
    },
    /// A named value holds the rows of `set` while frame `frame` lives.
    Hold {
        set: SetId,
        frame: u32,
    },
    Release {
        frame: u32,
    },
    Write {
        place: Place,
        what: Arc<str>,
        /// The rows that it changes, where a condition picks them.
        on: Option<Arc<Query>>,
        /// Loops in which the row that is saved is another one, where it is a row.
        row: Option<Dims>,
    },
    /// A statement that changes rows, sent where it stands and not at the next flush.
    Statement {
        place: Place,
        what: Arc<str>,
        on: Option<Arc<Query>>,
    },
    /// A loop does nothing but give the rows of a query a value which is the same in each round.
    Assign {
        set: SetId,
        place: Place,
        what: Arc<str>,
        dims: Dims,
    },
    Commit {
        place: Place,
    },
    /// A column of a row is read after a commit, which lets rows expire.
    Refresh {
        set: SetId,
        dims: Dims,
        place: Place,
    },
    /// A transaction begins, is sent, or ends in another way than by a commit.
    Transaction(TransactionEvent),
    Loop {
        info: Box<LoopInfo>,
        body: Vec<Op>,
    },
    /// Undecided: one of the sides happens. `exits` tells which sides leave the function; `likely` is the side that is
    /// taken when rows exist: being on it says nothing special.
    Branch {
        place: Place,
        sides: Vec<Vec<Op>>,
        exits: Vec<bool>,
        likely: Option<usize>,
    },
    /// A call of project code, or something that a library does for a declaration of the project.
    Call {
        place: Place,
        symbol: Arc<str>,
        body: Arc<Vec<Op>>,
        kind: CallKind,
    },
    /// What runs only when a cache does not hold the result: once for each value of the arguments, which vary over `dims`.
    Cached {
        place: Place,
        dims: Dims,
        body: Vec<Op>,
    },
    /// What runs once for each value of a row that varies over `dims`, because the row keeps the result.
    Kept {
        dims: Dims,
        body: Vec<Op>,
    },
    /// What runs once at most in those loops: it ends by leaving them, or an object keeps its result.
    Leaving {
        loops: Vec<u32>,
        body: Vec<Op>,
    },
    /// One side of an undecided condition left the function, or the round of the innermost loop: what follows may not run.
    Exit {
        place: Place,
        scope: ExitScope,
    },
    /// What runs only while an exception is handled.
    Handler {
        body: Vec<Op>,
    },
    Render {
        place: Place,
        template: Arc<str>,
    },
    /// No statement, but time: it leaves the process, or keeps it busy.
    Outside {
        place: Place,
        kind: Outside,
        /// Qualified name of what is called.
        what: Arc<str>,
        /// The coroutine of the audited code that it blocks.
        held_by: Option<FuncRef>,
        /// Stands in a coroutine itself, and not in a plain function that one calls.
        in_coroutine: bool,
        /// Its result is awaited where it is called.
        awaited: bool,
        /// Stands in a generator: between two parts of a streamed answer.
        in_generator: bool,
    },
    /// Something that might have run statements could not be followed.
    Lost {
        place: Place,
        cause: Cause,
    },
}

/// What an undecided condition may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitScope {
    Function,
    Loop,
}

/// What moves a transaction besides writes and commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransactionEvent {
    /// A block in which each write is sent at once, and that commits at its end.
    Begin,
    /// What waits is sent.
    Flush,
    /// Rolled back or closed; or whatever ends a `with` block, which is not evaluated.
    End,
}

/// What a call does besides statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Outside {
    /// Asks another host, and waits.
    Http,
    /// Speaks with a mail server.
    Mail,
    /// Starts a program, and waits for it.
    Process,
    Sleep,
    /// Waits for a while, and the event loop goes on.
    Pause,
    /// Reads a whole file into memory and parses it.
    Parse,
    /// Opens a connection to a database.
    Connection,
    /// Makes an engine with a pool of its own; connects to nobody yet.
    Engine,
    /// Makes a client that keeps connections to other hosts; asks nobody yet.
    Client,
    /// Computes for long: hashes a password, changes a picture, lays out a document.
    Compute,
}

impl Outside {
    /// Other hosts and programs take part.
    #[must_use]
    pub fn leaves(self) -> bool {
        matches!(self, Self::Http | Self::Mail | Self::Process | Self::Sleep)
    }
}

/// `session.get` and its kin: served by the identity map when the row is loaded.
#[derive(Clone, Copy, Debug)]
pub struct KeyLookup {
    pub entity: EntityId,
    /// Loops that the key varies over.
    pub dims: Dims,
}
