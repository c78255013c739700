//! One operation as one entry meets it.

use std::sync::Arc;

use crate::eval::query::Query;
use crate::eval::value::SetId;
use crate::eval::world::FuncRef;
use crate::flow::cost::Cost;
use crate::flow::ledger::{Defeat, Invariant, RowReads};
use crate::flow::replay::{Link, OpenLoop};
use crate::model::Place;
use crate::model::entity::EntityId;
use crate::names::Name;

/// What happened, before it is put into words.
#[derive(Clone)]
pub enum What {
    Execute {
        query: Arc<Query>,
        why: &'static str,
    },
    Lazy {
        entity: EntityId,
        relation: Name,
        parent: SetId,
    },
    Column {
        entity: EntityId,
        column: Name,
    },
    /// With the rows that it changes, where a condition picks them.
    Write(String, Option<Arc<Query>>),
    /// A write that is sent where it stands.
    Statement(String, Option<Arc<Query>>),
    /// An attribute of loaded rows gets the same value in each round.
    Assign(String),
    Commit,
}

/// When an operation happens, as far as others may come before it or in its stead.
#[derive(Clone, Debug, Default)]
pub struct Moment {
    /// Branches around, outermost first.
    pub sides: Vec<Side>,
    /// Writes and commits before it.
    pub writes: u32,
    /// Calls before it that could not be followed, and may have written.
    pub lost: u32,
}

/// One side of an undecided branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Which branch of the entry: a function that is called twice has it twice.
    pub branch: u32,
    pub which: u8,
}

impl Side {
    /// In place of a side: behind a condition that may have left the function or the round.
    pub const BEHIND_EXIT: u8 = u8::MAX;
}

impl Moment {
    /// Conditions of which one side was taken to get here.
    #[must_use]
    pub fn conditions(&self) -> usize {
        self.sides.iter().filter(|side| side.which != Side::BEHIND_EXIT).count()
    }
}

/// One operation at one point of one entry.
pub struct Occurrence {
    pub what: What,
    pub place: Place,
    pub cost: Cost,
    pub loops: Vec<OpenLoop>,
    pub chain: Arc<[Link]>,
    pub guards: Arc<[Place]>,
    /// Conditions before it that may have left a function around it, and under how many calls each stands.
    pub answered: Vec<(Place, usize)>,
    pub source: Option<(Place, Arc<Query>)>,
    /// The source runs as often as this does.
    pub with_its_query: bool,
    /// The source runs in a loop.
    pub query_in_loop: bool,
    /// Relations from the source's entity on.
    pub path: Vec<(EntityId, Name)>,
    pub known: bool,
    /// What is read of the rows.
    pub reads: RowReads,
    /// What was loaded with the parent, and is queried again.
    pub defeats: Option<Defeat>,
    /// Only while a cache is cold or an exception is handled.
    pub seldom: bool,
    /// Only where a cache did not hold what it makes.
    pub cached: bool,
    pub moment: Moment,
    /// Asks the same in each round of its innermost loop, in which nothing is written.
    pub invariant: Option<Invariant>,
    /// It compares with the same values in each round of its innermost loop, in which nothing of its tables is written.
    pub alike: bool,
    /// The coroutine whose event loop stands still meanwhile.
    pub held_by: Option<FuncRef>,
    /// In a loop that never ends.
    pub polled: bool,
}
