//! How often loops run, and what an operation inside them is multiplied by.

use crate::eval::builtins::GROUPS;
use crate::eval::ops::{ExitScope, LoopInfo, LoopKind, Op, Rounds};
use crate::eval::query::{Bound, Style};
use crate::eval::value::{Cause, Dims, SetId};
use crate::eval::world::{Origin, RowSet};
use crate::flow::cost::{Atom, Cost};
use crate::flow::ledger::Invariant;
use crate::flow::record::{Moment, What};
use crate::flow::statement::{is_of_parent, tables};
use crate::model::entity::Many;

use super::{OpenLoop, Replay};

impl Replay<'_> {
    pub(super) fn looped(&mut self, info: &LoopInfo, body: &[Op]) {
        let atom = self.atom(info);
        let absorbed = self.absorbs(info);
        if let Some(outer) = absorbed {
            self.loops[outer].absorbed_by = Some(info.id);
        }
        let known = matches!(self.rounds(info), Rounds::Known(_) | Rounds::Rows(_));
        let is_page = self.is_page(info);
        let paged = is_page || self.is_of_page(info);
        let of_parent = self.is_of_parent(info);
        let children = of_parent && self.is_relation(info);
        let filled_in = self.filled_in(info);
        self.loops.push(OpenLoop {
            info: info.clone(),
            atom,
            known,
            paged,
            of_parent,
            children,
            depth: self.chain.len(),
            absorbed_by: None,
            filled_in,
        });
        let mark = self.exits.mark();
        let (before, from) = (self.moment.clone(), self.out.occurrences.len());
        // How many rows a page of unknown size has, no formula can say.
        let unsized_page = is_page && self.loops.last().is_some_and(|l| l.atom.as_ref().is_some_and(|a| a.bound.is_none()));
        let paid = self.exits.paid();
        self.all(body);
        if unsized_page && self.exits.paid() > paid {
            self.out.causes.push((info.place, Cause::Form("the size of the page is not known")));
        }
        let left = self.exits.close(mark, ExitScope::Loop);
        self.out.undecided.extend(left);
        self.loops.pop();
        if let Some(outer) = absorbed {
            self.loops[outer].absorbed_by = None;
        }
        self.mark_invariant(info, from, &before);
        self.moment.sides.truncate(before.sides.len());
    }

    /// Queries that ask the same in each round of a loop, whatever the round is about: nothing in the loop writes, and no
    /// condition in it decides whether they run.
    fn mark_invariant(&mut self, info: &LoopInfo, from: usize, before: &Moment) {
        // Nobody takes a query out of a library's loop.
        if !info.place.is_in_tree() {
            return;
        }
        let id = info.id;
        let written = self.written(from);
        let sure = if self.moment.lost == before.lost { Invariant::Sure } else { Invariant::Perhaps };
        let silent = self.moment.writes == before.writes;
        for o in &mut self.out.occurrences[from..] {
            let What::Execute { query, .. } = &o.what else { continue };
            let innermost = o.loops.last().is_some_and(|l| l.info.id == id && l.atom.is_some());
            // What a loop that is over has collected may be another thing in each round of this one.
            let open = |dim: u32| dim != id && self.loops.iter().any(|l| l.info.id == dim);
            let same = query.identity.is_some_and(|identity| identity.dims.iter().all(open));
            if !innermost || !same {
                continue;
            }
            // A session of SQLAlchemy may be that of another database in each round.
            let reads = if query.style == Style::Django { tables(self.world, query) } else { Vec::new() };
            o.alike = !reads.is_empty() && !written.iter().any(|table| reads.contains(table));
            if silent && !o.seldom && o.moment.conditions() == before.conditions() {
                o.invariant = Some(sure);
            }
        }
    }

    /// The tables that occurrences from there on write.
    fn written(&self, from: usize) -> Vec<String> {
        let table = |what: &What| match what {
            What::Write(text, _) | What::Statement(text, _) | What::Assign(text) => {
                text.split_once(' ').map(|(_, t)| t.to_owned())
            }
            _ => None,
        };
        self.out.occurrences[from..].iter().filter_map(|o| table(&o.what)).collect()
    }

    /// The factor that a loop is worth; `None` when it runs at most once.
    pub(super) fn atom(&self, info: &LoopInfo) -> Option<Atom> {
        if info.once {
            return None;
        }
        match self.rounds(info) {
            Rounds::Known(n) => Some(Atom { name: format!("{n}"), place: info.place, bound: Some(*n) }),
            Rounds::Rows(set) => {
                let (name, bound) = self.cardinality(*set);
                if bound == Some(1) {
                    return None;
                }
                let bound = match (bound, info.bound) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                Some(Atom { name: format!("N({name})"), place: info.place, bound })
            }
            Rounds::Loop(_) | Rounds::Unknown(_) => {
                let name = match &info.over {
                    Some(over) => format!("len({over})"),
                    None if info.kind == LoopKind::While => "N(rounds)".into(),
                    None => "N(items)".into(),
                };
                Some(Atom { name, place: info.place, bound: info.bound })
            }
        }
    }

    pub(super) fn is_page(&self, info: &LoopInfo) -> bool {
        let Rounds::Rows(set) = self.rounds(info) else { return false };
        matches!(self.set(*set), Some(RowSet { origin: Origin::Query(query, _), .. }) if query.bound == Bound::Page)
    }

    /// What the rows of a page have, or those of a loop that is bounded.
    fn is_of_page(&self, info: &LoopInfo) -> bool {
        let Rounds::Rows(set) = self.rounds(info) else { return false };
        let Some(RowSet { origin: Origin::Relation { parent, .. }, .. }) = self.set(*set) else { return false };
        let is_bounded = |l: &OpenLoop| l.paged || l.atom.as_ref().is_some_and(|atom| atom.bound.is_some());
        self.loops.iter().any(|l| is_bounded(l) && matches!(self.rounds(&l.info), Rounds::Rows(of) if of == parent))
    }

    /// A relation of one row, or a query for the rows that have the key of one.
    fn is_of_parent(&self, info: &LoopInfo) -> bool {
        let Rounds::Rows(set) = self.rounds(info) else { return false };
        match self.set(*set).map(|set| &set.origin) {
            Some(Origin::Query(query, _)) => is_of_parent(self.world, query),
            Some(Origin::Relation { parent, .. }) => self.cardinality(*parent).1 == Some(1),
            _ => false,
        }
    }

    fn is_relation(&self, info: &LoopInfo) -> bool {
        let Rounds::Rows(set) = self.rounds(info) else { return false };
        match self.set(*set).map(|set| &set.origin) {
            Some(Origin::Query(query, _)) => query.parent,
            Some(Origin::Relation { .. }) => true,
            _ => false,
        }
    }

    /// How often a loop runs; a list that was filled in another loop is as long as that one's.
    pub(super) fn rounds<'r>(&'r self, info: &'r LoopInfo) -> &'r Rounds {
        let mut rounds = &info.rounds;
        for _ in 0..16 {
            let Rounds::Loop(id) = rounds else { break };
            let Some(next) = self.evaluated.rounds.get(*id as usize) else { break };
            rounds = next;
        }
        rounds
    }

    /// The loops, no longer open, that filled what a loop goes through.
    fn filled_in(&self, info: &LoopInfo) -> Vec<u32> {
        let mut out = Vec::new();
        let mut rounds = &info.rounds;
        while let Rounds::Loop(id) = rounds
            && out.len() < 16
        {
            out.push(*id);
            let Some(next) = self.evaluated.rounds.get(*id as usize) else { break };
            rounds = next;
        }
        out.retain(|id| self.loops.iter().all(|open| open.info.id != *id));
        out
    }

    /// Whether what has these dims is met anew in each round. Where a loop over groups and one over a group go through what
    /// one loop has put there, the inner one meets each of them once.
    pub(super) fn counts(&self, open: &OpenLoop, dims: Dims) -> bool {
        let met = |id: u32| {
            let other = |l: &OpenLoop| l.info.id != open.info.id && dims.contains(l.info.id) && l.filled_in.contains(&id);
            self.loops.iter().any(other)
        };
        dims.contains(open.info.id) || open.filled_in.iter().any(|id| dims.contains(*id) && !met(*id))
    }

    fn varies_in(&self, id: u32, dims: Dims) -> bool {
        dims.contains(id) || self.loops.iter().any(|l| l.info.id == id && l.varies(dims))
    }

    /// The table whose rows a set holds, and their literal bound.
    pub(super) fn cardinality(&self, set: SetId) -> (String, Option<u64>) {
        let Some(info) = self.set(set) else { return ("rows".into(), None) };
        let name = info
            .entity
            .map(|e| self.world.entity(e))
            .map(|e| e.table_name.clone().unwrap_or_else(|| e.name.clone()))
            .unwrap_or_else(|| "rows".into());
        match &info.origin {
            Origin::Query(query, _) => {
                let name = match (info.entity, query.main_entity()) {
                    (None, Some(e)) => self.world.entity(e).table_name.clone().unwrap_or(name),
                    (None, None) => query.tables.first().cloned().unwrap_or(name),
                    _ => name,
                };
                let bound = match query.bound {
                    Bound::One => Some(1),
                    Bound::AtMost(n) => Some(n),
                    _ if query.is_aggregate() => Some(1),
                    _ if query.is_key_lookup(&self.world.entities, &self.world.names) => Some(1),
                    _ => query.listed_keys(&self.world.entities, &self.world.names),
                };
                (name, bound)
            }
            Origin::Relation { entity, relation, .. } => {
                let to_one = self
                    .world
                    .entity(*entity)
                    .relation(self.world.names.text(*relation))
                    .is_some_and(|r| r.many == Many::ToOne);
                (name, to_one.then_some(1))
            }
            Origin::Given(_) => (name, Some(1)),
        }
    }

    /// `for c in clients: for p in c.projects:` goes through all projects once: the inner loop counts for both, when the
    /// relation is one-to-many (each child has one parent).
    pub(super) fn absorbs(&self, info: &LoopInfo) -> Option<usize> {
        // A slice of each parent's children: so many for each parent.
        if info.bound.is_some() {
            return None;
        }
        // Groups share out what was put into them: the loop over one group counts for both.
        if let Rounds::Loop(_) = info.rounds {
            let groups = |l: &OpenLoop| matches!(self.rounds(&l.info), Rounds::Unknown(Cause::Form(GROUPS)));
            return self.loops.last().filter(|l| groups(l) && l.absorbed_by.is_none()).map(|_| self.loops.len() - 1);
        }
        let Rounds::Rows(set) = info.rounds else { return None };
        let Origin::Relation { parent, entity, relation } = &self.set(set)?.origin else { return None };
        let relation = self.world.entity(*entity).relation(self.world.names.text(*relation))?;
        if relation.many != Many::OneToMany {
            return None;
        }
        self.loops.iter().rposition(|l| matches!(l.info.rounds, Rounds::Rows(s) if s == *parent) && l.absorbed_by.is_none())
    }

    /// `coef` times the loops around: all of them, or those that `dims` names.
    pub(super) fn multiplied(&self, coef: u64, dims: Option<Dims>) -> Cost {
        let factors = self.factors(dims);
        let mut cost = Cost::default();
        let mut coef = coef;
        let mut atoms = Vec::new();
        for atom in factors {
            match atom.name.parse::<u64>() {
                Ok(n) => coef = coef.saturating_mul(n),
                Err(_) => atoms.push(atom),
            }
        }
        cost.add(coef, atoms);
        cost
    }

    /// The loops of which each round pays for what has these dims.
    pub(super) fn multiplying(&self, dims: Option<Dims>) -> Vec<u32> {
        let pays = |l: &&OpenLoop| l.atom.is_some() && dims.is_none_or(|d| self.counts(l, d));
        self.loops.iter().filter(pays).map(|l| l.info.id).collect()
    }

    pub(super) fn factors(&self, dims: Option<Dims>) -> Vec<Atom> {
        self.loops
            .iter()
            .filter(|l| match dims {
                None => l.absorbed_by.is_none(),
                Some(d) => self.counts(l, d) && l.absorbed_by.is_none_or(|inner| !self.varies_in(inner, d)),
            })
            .filter_map(|l| l.atom.clone())
            .collect()
    }
}
