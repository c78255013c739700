//! What the query rules share: which operations count, how severe they are, and their evidence.

use crate::eval::ops::Outside;
use crate::facts::{Language, Role};
use crate::finding::{Confidence, EvidenceRole, FindingBuilder, Severity};
use crate::flow::ledger::{LoopRecord, OpKind, OpRecord, OutsideRecord, RowsBound};
use crate::model::Place;
use crate::model::entity::Orm;
use crate::model::route::{Audience, EntryKind};
use crate::rule::{Input, Rule, UNREACHED};

/// Routes that are listed with a finding.
const REACH_SHOWN: usize = 50;
/// Places of each kind that are shown as evidence.
const SHOWN: usize = 3;
/// Queries that are named: each of them has to be mended.
const QUERIES_SHOWN: usize = 8;
/// Undecided conditions on the way from which on the path itself is doubtful.
const MANY_CONDITIONS: usize = 4;

/// Operations of one place and kind, whatever loops and routes lead to it.
pub struct Group<'a> {
    pub ops: Vec<&'a OpRecord>,
}

/// Joins operations of one place and text; the order of the ledger is kept.
pub fn groups<'a>(ops: impl Iterator<Item = &'a OpRecord>, place: impl Fn(&OpRecord) -> Place) -> Vec<(Place, Group<'a>)> {
    groups_by(ops, |op| (place(op), op.what.clone()))
}

/// Joins operations of one key; the order of the ledger is kept.
pub fn groups_by<'a>(
    ops: impl Iterator<Item = &'a OpRecord>,
    key: impl Fn(&OpRecord) -> (Place, String),
) -> Vec<(Place, Group<'a>)> {
    let mut out: Vec<(Place, Group<'a>)> = Vec::new();
    let mut by_key = std::collections::BTreeMap::new();
    for op in ops {
        let key = key(op);
        let place = key.0;
        let index = *by_key.entry(key).or_insert_with(|| {
            out.push((place, Group { ops: Vec::new() }));
            out.len() - 1
        });
        out[index].1.ops.push(op);
    }
    out
}

impl<'a> Group<'a> {
    /// The operation that says most: reached by more than commands, with known loops, without conditions.
    #[must_use]
    pub fn main(&self, input: &Input<'_>) -> &'a OpRecord {
        let rank = |op: &&&OpRecord| {
            (
                op.seldom,
                op.reach.is_empty(),
                op.loops.iter().any(|l| !l.known),
                only_commands(input, &[op]),
                op.guards.len(),
                op.source_query.is_none(),
                bounded(op).is_some(),
                op.loops.iter().all(|l| l.of_parent),
                std::cmp::Reverse(op.loops.len()),
            )
        };
        self.ops.iter().min_by_key(rank).copied().unwrap_or(self.ops[0])
    }

    /// It runs under conditions only that the tree does not decide.
    #[must_use]
    pub fn is_conditional(&self) -> bool {
        self.ops.iter().all(|op| !op.guards.is_empty())
    }

    /// A page shows it: `GET` reaches it.
    #[must_use]
    pub fn is_read(&self, input: &Input<'_>) -> bool {
        self.ops.iter().flat_map(|op| op.reach.iter()).any(|at| input.ledger.entries[*at].method == "GET")
    }

    /// Other operations that are paid as often and as surely as the main one, one of each place and text.
    #[must_use]
    pub fn alike(&self, input: &Input<'_>) -> Vec<&'a OpRecord> {
        let main = self.main(input);
        let key = |op: &OpRecord| (op.place, op.what.clone());
        let mut seen = std::collections::BTreeSet::from([key(main)]);
        let alike = |op: &&&OpRecord| {
            op.seldom == main.seldom
                && op.guards.len() <= main.guards.len()
                && op.formula == main.formula
                && seen.insert(key(op))
        };
        self.ops.iter().filter(alike).copied().collect()
    }

    /// The routes that pay it, as `GET /x`.
    #[must_use]
    pub fn reach(&self, input: &Input<'_>) -> Vec<String> {
        let mut out: Vec<String> = self.ops.iter().flat_map(|op| op.reach.iter()).map(|at| entry_name(input, *at)).collect();
        out.sort();
        out.dedup();
        out.truncate(REACH_SHOWN);
        out
    }
}

/// `GET /projects/`
#[must_use]
pub fn entry_name(input: &Input<'_>, at: usize) -> String {
    let entry = &input.ledger.entries[at];
    let route = &input.model.routes[entry.route];
    route.named(&entry.method)
}

/// Only commands, which somebody runs by hand, pay it.
#[must_use]
pub fn only_commands(input: &Input<'_>, ops: &[&OpRecord]) -> bool {
    let mut entries = ops.iter().flat_map(|op| op.reach.iter()).peekable();
    entries.peek().is_some() && entries.all(|at| input.model.routes[input.ledger.entries[*at].route].kind == EntryKind::Command)
}

/// A request waits for it, and not only a job or a command.
#[must_use]
pub fn in_request(op: &OpRecord, input: &Input<'_>) -> bool {
    op.reach.iter().any(|at| input.model.routes[input.ledger.entries[*at].route].kind == EntryKind::Route)
}

/// What no request pays is less severe.
pub fn lower_off_routes(input: &Input<'_>, place: Place, ops: &[&OpRecord], severity: &mut Severity, reason: &mut String) {
    if input.model.role(place.file) == Role::Script || only_commands(input, ops) {
        *severity = severity.lowered(2);
        reason.push_str("; paid by a command only");
    } else if ops.iter().all(|op| op.reach.is_empty()) {
        *severity = severity.lowered(1);
        reason.push_str("; ");
        reason.push_str(UNREACHED);
    }
}

/// Only the pages of those who run the app pay it, as far as a path, a module or a guard says so.
#[must_use]
pub fn only_admin(input: &Input<'_>, op: &OpRecord) -> bool {
    let is_admin = |at: &usize| {
        let route = &input.model.routes[input.ledger.entries[*at].route];
        route.audience == Audience::Staff || route.rule.split('/').chain(route.handler.split('.')).any(|part| part == "admin")
    };
    !op.reach.is_empty() && op.reach.iter().all(is_admin)
}

/// Only those pay it who were given a right: fewer than all that use the app.
#[must_use]
pub fn only_holders(input: &Input<'_>, op: &OpRecord) -> bool {
    let audience = |at: &usize| input.model.routes[input.ledger.entries[*at].route].audience;
    !op.reach.is_empty() && op.reach.iter().all(|at| audience(at) >= Audience::Holders)
}

/// `3·N(users)`; a formula with a factor or a sum of its own stays as it is.
#[must_use]
pub fn times(n: usize, formula: &str) -> String {
    let plain = !formula.starts_with(|c: char| c.is_ascii_digit()) && !formula.contains('+');
    if n > 1 && plain { format!("{n}·{formula}") } else { formula.to_owned() }
}

/// The mapper of what it reads.
#[must_use]
pub fn orm_of(op: &OpRecord, input: &Input<'_>) -> Option<Orm> {
    op.entity.map(|entity| input.model.entities[entity.index()].orm)
}

/// `authors` of `row.authors` and `row.authors.all()`.
#[must_use]
pub fn of_manager(written: &str) -> Option<&str> {
    let manager = written.strip_suffix(".all()").unwrap_or(written);
    manager.rsplit_once('.').map(|(_, relation)| relation)
}

/// How many rows a statement reads, in the end.
#[must_use]
pub fn rows_read(op: &OpRecord, table: &str) -> String {
    let of_one = match op.rows {
        _ if op.of_parent => " of one parent",
        RowsBound::KeyFiltered if !op.batched => " of one key",
        RowsBound::Unbounded if !op.whole_table => " that match",
        _ => "",
    };
    format!("O(rows({table}){of_one})")
}

/// Places of which findings may speak.
#[must_use]
pub fn is_judged(input: &Input<'_>, place: Place) -> bool {
    place.file.index() < input.model.files.len() && matches!(input.model.role(place.file), Role::App | Role::Script)
}

#[must_use]
pub fn in_template(input: &Input<'_>, place: Place) -> bool {
    input.model.files.get(place.file.index()).is_some_and(|file| file.language == Language::Template)
}

/// A dynamic relation that the loop itself queries: its rows are those of one parent. In a helper it is a hidden query.
#[must_use]
pub fn is_dynamic(op: &OpRecord, input: &Input<'_>) -> bool {
    let orm = orm_of(op, input);
    op.kind == OpKind::Execute
        && op.of_parent
        && orm == Some(Orm::SqlAlchemy)
        && (!op.through_call || in_template(input, op.place))
}

/// Loops that really multiply: not over literal collections.
#[must_use]
pub fn multiplying(op: &OpRecord) -> Vec<&LoopRecord> {
    op.loops.iter().filter(|l| l.atom != "1" && l.atom.parse::<u64>().is_err()).collect()
}

/// The product of the bounds when every loop has one.
#[must_use]
pub fn bounded(op: &OpRecord) -> Option<u64> {
    op.loops.iter().map(|l| l.bound).try_fold(1_u64, |acc, b| b.map(|b| acc.saturating_mul(b)))
}

/// Calls by which each round of the innermost loop asks or tells somebody outside.
pub fn told_outside<'a>(op: &'a OpRecord, input: &'a Input<'_>) -> impl Iterator<Item = &'a OutsideRecord> {
    let around = op.loops.last().map(|l| l.place);
    let told = input.ledger.outside.iter().filter(|call| matches!(call.kind, Outside::Http | Outside::Mail));
    told.filter(move |call| around.is_some_and(|around| call.loops.iter().any(|l| l.place == around)))
}

/// One step lower for each thing that is not known.
#[must_use]
pub fn confidence(rule: &Rule, op: &OpRecord, input: &Input<'_>) -> Confidence {
    let mut steps = 0;
    if op.loops.iter().any(|l| !l.known) {
        // What a command's caller counts to (seeds, imports), or a script's: it runs seldom, whatever the length of the loop.
        let seldom = input.model.role(op.place.file) == Role::Script || only_commands(input, &[op]);
        steps += 1 + u32::from(seldom);
    }
    // A condition does not make the claim less true, but deep in conditions the path may never be taken.
    if op.guards.len() >= MANY_CONDITIONS {
        steps += 1;
    }
    if !op.known {
        steps += 1;
    }
    // Where routes are known, what none of them reaches may be run by nobody: a fifth of those judged were wrong.
    if op.reach.is_empty() && input.model.has_routes() {
        steps += 1;
    }
    // Where the cache is warm and nothing is raised, nothing runs.
    if op.seldom {
        steps += 2;
    }
    // One round of filling a cache is paid as a whole, by one request of many.
    steps += u32::from(op.cached);
    rule.confidence.lowered(steps.min(2))
}

/// Where the query is written, with what is called on it in the same expression.
fn whole_chain(op: &OpRecord) -> Option<Place> {
    op.begun.map(|begun| with_steps(op, begun))
}

/// The place with the steps of the query that begin there: an option is added at any line of it.
fn with_steps(op: &OpRecord, place: Place) -> Place {
    let same = |step: &&Place| step.file == place.file && step.span.start == place.span.start;
    op.built_at.iter().filter(same).copied().max_by_key(|step| step.span.end).map_or(place, |step| step.max(place))
}

/// How the rows that are read come from the query: by themselves, or by relations of what it yields.
fn origin(op: &OpRecord, input: &Input<'_>) -> String {
    let before = op.path.len().checked_sub(2).and_then(|at| op.path.get(at));
    before.map_or_else(
        || "the rows come from this query".into(),
        |(entity, relation)| {
            format!("the rows are {}.{relation} of what this query loads", input.model.entities[entity.index()].name)
        },
    )
}

/// Loop, query and entry places as evidence; `finding` already has its own place.
#[must_use]
pub fn evidence(mut finding: FindingBuilder, group: &Group<'_>, input: &Input<'_>) -> FindingBuilder {
    let main = group.main(input);
    let line = |place: Place| (place.file, input.texts.get(place.file.index()).line_range(place.span).0);
    // A query that runs brings its own rows.
    let is_itself = |op: &OpRecord, q: Place| q == op.place || (op.kind == OpKind::Execute && line(q) == line(op.place));
    let mut sources: Vec<(Place, &OpRecord)> = (group.ops.iter())
        .filter_map(|op| op.source_query.filter(|q| !is_itself(op, *q)).map(|q| (with_steps(op, q), *op)))
        .collect();
    sources.sort_by_key(|(place, _)| *place);
    sources.dedup_by_key(|(place, _)| *place);
    for (place, op) in sources.iter().take(QUERIES_SHOWN) {
        finding = finding.evidence(*place, EvidenceRole::Query, origin(op, input));
    }
    let queries: Vec<Place> = sources.into_iter().map(|(place, _)| place).collect();
    // Where it is written matters only where that is another line.
    let shown: Vec<_> =
        group.ops.iter().map(|op| op.place).chain(queries.iter().copied()).filter(|p| is_judged(input, *p)).map(line).collect();
    let mut written: Vec<Place> =
        group.ops.iter().filter_map(|op| whole_chain(op).filter(|place| is_judged(input, *place))).collect();
    written.sort_unstable();
    written.retain(|place| !shown.contains(&line(*place)));
    written.dedup_by_key(|place| line(*place));
    for place in written.iter().take(QUERIES_SHOWN) {
        finding = finding.evidence(*place, EvidenceRole::Query, "the query is written here");
    }
    let new = |place: &&Place| !shown.contains(&line(**place)) && !written.iter().any(|other| line(*other) == line(**place));
    for place in main.built_at.iter().filter(|place| is_judged(input, **place)).filter(new).take(SHOWN) {
        finding = finding.evidence(*place, EvidenceRole::Query, "the query is built up here");
    }
    for l in main.loops.iter().filter(|l| l.atom != "1") {
        finding = finding.evidence(
            l.place,
            EvidenceRole::Loop,
            format!("runs {} times", l.bound.map_or(l.atom.clone(), |b| format!("min({b}, {})", l.atom))),
        );
    }
    let mut way = main.chain.clone();
    way.dedup();
    // Of the field that it is run for, the rule itself says where that stands.
    let of_field = main.consumer.map(|(_, field)| line(field));
    way.retain(|place| Some(line(*place)) != of_field);
    for place in way.iter().take(4) {
        finding = finding.evidence(*place, EvidenceRole::Access, "goes into the code that runs it");
    }
    serving(finding, input, &main.reach)
}

/// Names the first route that pays.
#[must_use]
pub fn serving(finding: FindingBuilder, input: &Input<'_>, reach: &[usize]) -> FindingBuilder {
    let Some(at) = witness(input, reach) else { return finding };
    let route = &input.model.routes[input.ledger.entries[at].route];
    finding.evidence(route.place, EvidenceRole::Entry, format!("serves {}", entry_name(input, at)))
}

/// The entry that stands for all: a page that somebody asks for shows most, as a row that a request has just made has no
/// children yet.
#[must_use]
pub fn witness(input: &Input<'_>, reach: &[usize]) -> Option<usize> {
    let reads = |at: &&usize| input.ledger.entries[**at].method == "GET";
    reach.iter().find(reads).or_else(|| reach.first()).copied()
}

/// The function of the innermost loop, where the place stands in its file; else what stands there is known by what it runs: a
/// function of another file may move without the place being touched.
pub fn loop_symbol(op: &OpRecord, place: Place) -> String {
    let within = op.loops.last().map_or((op.place, &op.symbol), |l| (l.place, &l.symbol));
    if within.0.file == place.file { within.1.clone() } else { op.what.clone() }
}

/// What the innermost multiplying loop iterates, in a word.
#[must_use]
pub fn loop_name(op: &OpRecord) -> String {
    let inside =
        |l: &LoopRecord| l.atom.split_once('(').map_or(l.atom.as_str(), |(_, x)| x.strip_suffix(')').unwrap_or(x)).to_owned();
    multiplying(op).last().copied().or(op.loops.last()).map_or_else(|| "rows".into(), inside)
}
