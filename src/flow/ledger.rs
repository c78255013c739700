//! The priced model: what each entry point does, and every operation with its reach. Plain data; the replay fills it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::eval::ops::Outside;
use crate::eval::query::Hides;
use crate::facts::word::{self, Word};
use crate::model::Place;
use crate::model::entity::EntityId;

use super::cost::Cost;

/// Prices and operations of all entry points.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ledger {
    /// One an entry of `Model::routes`, method by method.
    pub entries: Vec<EntryCost>,
    /// Operations, one a site and chain, joined over entry points; sorted by place.
    pub ops: Vec<OpRecord>,
    /// Loader options of queries that were given to something that is not followed.
    pub lent_options: BTreeSet<Place>,
    /// Calls that are no statements, by place.
    pub outside: Vec<OutsideRecord>,
    /// Statements that an entry sends more than once, by the place of the second.
    pub repeats: Vec<Repeat>,
    /// Decorators of handlers, with the entries below them (indexes into `entries`).
    pub decorators: Vec<(Guard, Vec<usize>)>,
    /// Functions that no entry runs and that nothing in the tree names: what stands behind their names.
    pub uncalled: Vec<Place>,
    /// Why values were lost, with the number of routes that each cause blocks.
    pub unknown_causes: Vec<(String, usize)>,
    /// Functions of unknown libraries behind some of these causes, by the text of the cause.
    pub outside_callees: BTreeMap<String, String>,
    /// Evaluations that failed, each with its message.
    #[serde(skip)]
    pub failed: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EntryCost {
    /// Index into `Model::routes`.
    pub route: usize,
    /// `GET`; empty for what is not HTTP.
    pub method: String,
    pub plain: Cost,
    pub worst: Cost,
    /// Everything that the entry reaches was understood.
    pub complete: bool,
    /// Nothing was lost on its dearer sides either.
    pub worst_complete: bool,
    pub unbounded_reads: Vec<Place>,
    /// Calls that leave the process (HTTP, mail, subprocess).
    pub external: Vec<Place>,
    pub unknowns: Vec<String>,
    /// Where that was lost, and why.
    pub lost: Vec<(Place, String)>,
    /// Conditions that nothing decides and whose sides cost differently.
    pub undecided: Vec<Place>,
    /// Templates that it renders.
    pub renders: Vec<String>,
    /// One line per priced operation: place, what, cost.
    pub lines: Vec<LedgerLine>,
}

/// A call that is no statement: it leaves the process, or keeps it busy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OutsideRecord {
    pub place: Place,
    pub kind: Outside,
    /// Qualified name of what is called.
    pub what: String,
    /// Function that it stands in.
    pub symbol: String,
    /// The coroutine of the audited code that it blocks, on the first way through one: place and qualified name.
    pub held_by: Option<(Place, String)>,
    /// Stands in a coroutine itself, and not in a plain function that one calls.
    pub in_coroutine: bool,
    /// Those entries of `reach` whose way leads through a coroutine.
    pub async_reach: Vec<usize>,
    /// Calls on the first such way, outermost first.
    pub async_chain: Vec<Place>,
    /// Its result is awaited where it is called, on every way.
    pub awaited: bool,
    pub in_generator: bool,
    /// Loops that multiply it, outermost first.
    pub loops: Vec<LoopRecord>,
    /// Calls between the entry and it, outermost first, of the first entry that was seen.
    pub chain: Vec<Place>,
    pub guards: Vec<Place>,
    pub seldom: bool,
    /// The first write of a transaction that was sent and is surely open meanwhile, on some way.
    pub dirty: Option<Place>,
    /// Those of `reach` that come on such a way.
    pub dirty_reach: Vec<usize>,
    /// Indexes into `Ledger::entries` that reach it.
    pub reach: Vec<usize>,
}

impl OutsideRecord {
    /// The same with those ways only that lead through a coroutine.
    #[must_use]
    pub fn on_event_loop(&self) -> Self {
        Self { reach: self.async_reach.clone(), chain: self.async_chain.clone(), ..self.clone() }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LedgerLine {
    pub place: Place,
    /// Calls between the entry and the operation, outermost first.
    pub via: Vec<Place>,
    /// Loops that multiply it, outermost first.
    pub loops: Vec<Place>,
    /// Undecided conditions on the way.
    pub guards: Vec<Place>,
    pub what: String,
    pub cost: Cost,
}

/// What an operation is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpKind {
    /// A query runs.
    Execute,
    /// A relation is loaded on access.
    LazyLoad {
        entity: EntityId,
        relation: String,
    },
    /// A deferred or expired column is loaded on access.
    ColumnLoad,
    Write,
    Commit,
}

/// What reads rows without the project's code saying so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Consumer {
    /// A field of a serializer, a schema or a response model.
    Serializer,
    /// A column of a list in Django's admin.
    Changelist,
    /// A column of a table that a view fills with rows.
    Table,
}

/// What runs around many requests, whatever these are about; where it is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Around {
    /// A hook before the request, a middleware.
    Hook(Place),
    /// It adds names to every page.
    Context(Place),
}

/// What is asked before many requests, and may turn them away: a decorator, a check of permissions, a dependency.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Guard {
    /// `login_required`, `IsOwner.has_permission`
    pub name: String,
    /// The function that runs.
    pub place: Place,
}

/// One operation in the program with the loop that multiplies it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpRecord {
    pub kind: OpKind,
    /// Where the operation happens (call or attribute).
    pub place: Place,
    /// Qualified name of the function or template it stands in.
    pub symbol: String,
    /// Short text of what runs (`Project.query.filter_by(status)`, `QueueItem.project`).
    pub what: String,
    /// Tables it reads.
    pub tables: Vec<String>,
    /// SQL text as it was given, when all of it is known.
    #[serde(serialize_with = "word::write_shared", deserialize_with = "word::shared")]
    pub sql: Option<std::sync::Arc<str>>,
    pub entity: Option<EntityId>,
    /// How many rows it may return.
    pub rows: RowsBound,
    /// Loops that multiply it, outermost first; empty when it runs once an entry.
    pub loops: Vec<LoopRecord>,
    /// The query that made the rows of a lazy load, when known.
    pub source_query: Option<Place>,
    /// A library begins that query: who is logged in, the object of a generic view.
    pub by_library: bool,
    /// That query runs as often as the lazy load does: once in each round, for the rows of this round.
    pub with_its_query: bool,
    /// That query runs in a loop itself.
    pub query_in_loop: bool,
    /// Where the query is written that runs, or that made the rows; it may be executed elsewhere.
    pub begun: Option<Place>,
    /// Where that query, or the one that runs, was built up further.
    pub built_at: Vec<Place>,
    /// Calls between the innermost loop (or the entry) and the operation, outermost first.
    pub chain: Vec<Place>,
    /// In another function or template than the loop.
    pub through_call: bool,
    /// What it is run for, and where the project declares that.
    pub consumer: Option<(Consumer, Place)>,
    /// It belongs to what runs around many requests.
    pub around: Option<Around>,
    /// It belongs to a guard of many requests.
    pub guard: Option<Guard>,
    /// Conditions that were undecided on the way, innermost last.
    pub guards: Vec<Place>,
    /// Of what a guard asks: conditions before it after which the answer may have been given already.
    pub answered: Vec<Place>,
    /// Every consulted field was known.
    pub known: bool,
    /// Runs only while a cache is cold or an exception is handled.
    pub seldom: bool,
    /// Runs only while a cache is cold, perhaps in each round of a loop.
    pub cached: bool,
    /// In a loop that never ends, as that of a service.
    pub polled: bool,
    /// Indexes into `Ledger::entries` that reach it.
    pub reach: Vec<usize>,
    /// Coroutines that it blocks, by their places: no other request is served until the database answers.
    pub coroutines: BTreeMap<Place, Coroutine>,
    /// What one entry pays for it, by one way.
    pub formula: String,
    /// By so many ways one entry comes to it in each round.
    pub times: usize,
    /// Rows are not held (`yield_per`).
    pub streamed: bool,
    /// Its rows are ordered by a random number of each.
    pub shuffled: bool,
    /// It, or the query that its row comes from, locks rows until the transaction ends.
    pub locks: bool,
    /// Columns that it compares, as `table.column`.
    pub filtered: Vec<String>,
    /// Comparisons of which each row has to fulfil every one: table, column, operator.
    #[serde(deserialize_with = "word::last_of_each")]
    pub compared: Vec<(String, String, Word)>,
    /// Columns that have to be equal to a text of the code: table, column, text.
    pub texts: Vec<(String, String, String)>,
    /// Columns in which it looks for a text anywhere: table, column.
    pub searched: Vec<(String, String)>,
    /// Conditions that some ways to it add.
    pub optional: Vec<Asked>,
    /// Conditions of which one has to hold.
    pub either: Vec<Alternatives>,
    /// Columns of which it orders by something computed: table, column.
    pub sorted_by_computed: Vec<(String, String)>,
    /// Columns of which it compares something computed: table, column, what.
    pub hidden: Vec<(String, String, Hides)>,
    /// Columns that order it, in their order: table, column.
    pub sorted: Vec<(String, String)>,
    /// Whole rows of one entity come back (not columns, not groups).
    pub whole_rows: bool,
    /// Nothing narrows it on some path: no filter, no join.
    pub whole_table: bool,
    /// On some path the filters that are known are all.
    pub filters_known: bool,
    /// No condition stands in it, whether it is understood or not.
    pub unfiltered: bool,
    /// One statement for many rows: it compares a column with a list of keys, or is one page of many.
    pub batched: bool,
    /// The rows are those of one parent (`lazy="dynamic"`).
    pub of_parent: bool,
    /// Relations from the entity of `source_query` to what is loaded, that included.
    pub path: Vec<(EntityId, String)>,
    /// Where that query names the path, which it does not load by the way it is run (`iterator()`).
    pub ignored: Option<Place>,
    /// How the query is run (`all()`, `get()`).
    #[serde(deserialize_with = "word::one")]
    pub why: Word,
    /// What becomes of what it yields, one for each way that it was seen; `None` where a use is not known.
    pub outcomes: Vec<Outcome>,
    /// Where a query that runs only when it is gone through was written, and in which function.
    pub written: Option<(Place, String)>,
    /// A write that is sent where it stands, not at the next flush.
    pub at_once: bool,
    /// It asks the same in each round of its innermost loop.
    pub invariant: Option<Invariant>,
    /// It compares with the same values in each round, and the loop writes nothing of its tables; of a write: it saves one and
    /// the same row.
    pub alike: bool,
    /// What is read of the rows that it loads.
    pub reads: RowReads,
    /// Rows that were loaded with their parent, which the query reads again.
    pub defeats: Option<Defeat>,
    /// To-many relations that the statement joins side by side, so that their rows multiply; none where fewer than two.
    pub multiplied: Vec<JoinedCollection>,
    /// A write of the same values in each round of the loop.
    pub uniform: bool,
}

/// A relation to many rows that a statement joins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JoinedCollection {
    /// `User.services`
    pub relation: String,
    /// The loader option that joins it; none where the mapping does.
    pub option: Option<Place>,
}

/// Why each round of a loop gets the same answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Invariant {
    /// Nothing in the loop writes.
    Sure,
    /// A call in the loop was not followed.
    Perhaps,
}

/// A statement that one entry sends twice, with the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// Where it is sent first, and again.
    pub first: Place,
    pub again: Place,
    /// Functions that these stand in.
    pub first_symbol: String,
    pub symbol: String,
    pub what: String,
    /// How its rows are asked for: `count()`, then `iterated`.
    #[serde(deserialize_with = "word::two")]
    pub why: (Word, Word),
    pub entity: Option<EntityId>,
    /// Calls between the entry and the second, outermost first.
    pub chain: Vec<Place>,
    pub guards: Vec<Place>,
    /// A call in between was not followed.
    pub doubtful: bool,
    /// Rounds of the loops around both, outermost first: `N(projects)`.
    pub rounds: Vec<String>,
    /// Indexes into `Ledger::entries`.
    pub reach: Vec<usize>,
    /// How often each of them sends it, or sends it in each of those rounds.
    pub times: Vec<usize>,
}

/// A coroutine that waits without awaiting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coroutine {
    /// Its qualified name.
    pub symbol: String,
    /// Indexes into `Ledger::entries` that come this way.
    pub reach: Vec<usize>,
}

impl OpRecord {
    /// Notes that it blocks a coroutine, on the way of an entry.
    pub fn held_by(&mut self, place: Place, symbol: impl FnOnce() -> String, entry: Option<usize>) {
        let known = self.coroutines.entry(place).or_insert_with(|| Coroutine { symbol: symbol(), reach: Vec::new() });
        known.reach.extend(entry.filter(|entry| known.reach.last() != Some(entry)));
    }
}

/// A condition on a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub table: String,
    pub column: String,
    pub test: Test,
    /// The call that adds it to the query.
    pub place: Option<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// `=`, `<`, `IN`, …
    Compare(#[serde(deserialize_with = "word::one")] Word),
    /// A text that may stand anywhere.
    Anywhere,
    Computed(Hides),
}

/// Conditions of which one has to hold; `None` for one that is on no single column, or not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternatives {
    pub parts: Vec<Option<Asked>>,
    pub place: Option<Place>,
}

/// What is read of the rows that an operation loads, by all entries that reach it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReads {
    /// Columns (attribute names); `None` where the rows go somewhere that is not followed.
    pub columns: Option<BTreeSet<String>>,
    /// Those of `columns` of which only whether they are empty, or how long they are, is asked.
    pub asked: BTreeSet<String>,
    /// Relations that are loaded with the rows.
    pub eager: Vec<EagerLoad>,
    /// Of a related row nothing but its key is read, at these places; empty where more is read, or it is not known.
    pub key_only: Vec<Place>,
    /// All places that read this relation to many of the rows that it is loaded for; empty where some are not known.
    pub collection: Vec<Place>,
}

/// A loader option that a query makes useless.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defeat {
    /// `Author.books`
    pub relation: String,
    pub place: Place,
}

/// A relation that is loaded with the rows of a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EagerLoad {
    /// From the entity of the query on.
    pub path: Vec<String>,
    /// The loader option, or the declaration of a relation that the mapping always loads.
    pub place: Place,
    /// `joinedload`, `selectinload`, …; `mapping`.
    #[serde(deserialize_with = "word::one")]
    pub kind: Word,
    pub many: bool,
    pub usage: Usage,
    /// Steps of the path that are read, from the first on.
    pub read: usize,
}

/// What becomes of a relation that is loaded with its parents; of two, the greater holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Usage {
    /// Nothing reads it.
    Unused,
    /// Only the key of the related row is read.
    KeyOnly,
    Used,
    Unknown,
}

impl RowReads {
    /// Columns whose values are read, not only asked for.
    pub fn whole_columns(&self) -> impl Iterator<Item = &String> {
        self.columns.iter().flatten().filter(|c| !self.asked.contains(*c))
    }

    /// What both read.
    pub fn join(&mut self, other: &Self) {
        let whole = |of: &Self, c: &String| of.columns.as_ref().is_some_and(|all| all.contains(c)) && !of.asked.contains(c);
        let asked = self.asked.iter().chain(&other.asked).filter(|c| !whole(self, c) && !whole(other, c)).cloned().collect();
        self.asked = asked;
        self.columns = match (self.columns.take(), &other.columns) {
            (Some(mut mine), Some(theirs)) => {
                mine.extend(theirs.iter().cloned());
                Some(mine)
            }
            _ => None,
        };
        if other.key_only.is_empty() {
            self.key_only.clear();
        }
        for load in &other.eager {
            match self.eager.iter_mut().find(|l| (l.place, &l.path) == (load.place, &load.path)) {
                Some(mine) => {
                    mine.usage = mine.usage.max(load.usage);
                    mine.read = mine.read.max(load.read);
                }
                None => self.eager.push(load.clone()),
            }
        }
    }
}

/// What becomes of what a query yields, on the way of some entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub uses: Option<Vec<Use>>,
    /// Indexes into `Ledger::entries`.
    pub reach: Vec<usize>,
}

/// One use of the rows of a query, or of their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    pub how: How,
    pub place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum How {
    /// How many there are.
    Length,
    /// Whether there is one.
    Exists,
    /// Columns are added up, or rows with a property counted.
    Aggregate,
    /// Those are picked whose columns have some property.
    Filter,
    /// The first few are taken.
    Slice,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoopRecord {
    pub place: Place,
    /// `N(projects)`
    pub atom: String,
    pub bound: Option<u64>,
    /// What it iterates is known to be rows.
    pub over_rows: bool,
    /// Template loops.
    pub in_template: bool,
    /// The query whose rows it iterates.
    pub query: Option<Place>,
    pub is_while: bool,
    /// How often it runs is known by its form.
    pub known: bool,
    /// Over the rows of one page, of whatever size, or what these have.
    pub paged: bool,
    /// Over the rows of one parent: how many those are, the size of the table does not say.
    pub of_parent: bool,
    /// Over what a relation of one row leads to (`project.members`).
    pub children: bool,
    /// The function or template that it stands in.
    pub symbol: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowsBound {
    One,
    AtMost(u64),
    /// A page or a limit of unknown size.
    Page,
    /// The rows of one parent or of a filtered key.
    KeyFiltered,
    Unbounded,
    Unknown,
}
