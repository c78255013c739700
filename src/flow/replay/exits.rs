//! Early exits: where one side of an undecided condition leaves, what follows may not be paid.

use crate::eval::ops::ExitScope;
use crate::flow::cost::Cost;
use crate::model::Place;

/// Conditions of open functions and loops that may have left them, and how much was paid when they were met.
#[derive(Default)]
pub struct Exits {
    open: Vec<Exit>,
    paid: usize,
}

struct Exit {
    place: Place,
    scope: ExitScope,
    /// What was paid before it.
    paid: usize,
    /// Calls around it.
    depth: usize,
}

impl Exits {
    pub fn pay(&mut self) {
        self.paid += 1;
    }

    pub fn paid(&self) -> usize {
        self.paid
    }

    pub fn meet(&mut self, place: Place, scope: ExitScope, depth: usize) {
        self.open.push(Exit { place, scope, paid: self.paid, depth });
    }

    /// Conditions that may have left one of the functions that are open, and under how many calls each stands.
    pub fn of_functions(&self) -> Vec<(Place, usize)> {
        self.open.iter().filter(|exit| exit.scope == ExitScope::Function).map(|exit| (exit.place, exit.depth)).collect()
    }

    /// A mark for what is met from here on.
    pub fn mark(&self) -> usize {
        self.open.len()
    }

    /// Ends a function or a loop that began at the mark: the conditions behind which something was paid.
    pub fn close(&mut self, mark: usize, scope: ExitScope) -> Vec<Place> {
        let mut left = Vec::new();
        for exit in self.open.split_off(mark.min(self.open.len())) {
            if scope == ExitScope::Loop && exit.scope == ExitScope::Function {
                self.open.push(exit);
            } else if self.paid > exit.paid {
                left.push(exit.place);
            }
        }
        left
    }
}

/// What is paid where a function is left on one of its ways: of these and the way to its end, the dearest is the price of a call.
#[derive(Default)]
pub struct WaysOut {
    /// Of the running function, before the branches that are open.
    paid: Cost,
    dearest: Option<Cost>,
    /// Loops around the function.
    loops: usize,
}

impl WaysOut {
    #[must_use]
    pub fn of_function(loops: usize) -> Self {
        Self { loops, ..Self::default() }
    }

    #[must_use]
    pub fn are_outside_of_loops(&self, open: usize) -> bool {
        open <= self.loops
    }

    /// Enters a branch before which so much was paid; what was paid before that.
    pub fn enter(&mut self, before: &Cost) -> Cost {
        let paid = self.paid.clone();
        self.paid.add_cost(before);
        paid
    }

    /// A side of the innermost branch leaves the function.
    pub fn leave(&mut self, side: &Cost) {
        let mut all = self.paid.clone();
        all.add_cost(side);
        if self.dearest.as_ref().is_none_or(|known| known.at(40) < all.at(40)) {
            self.dearest = Some(all);
        }
    }

    pub fn back(&mut self, paid: Cost) {
        self.paid = paid;
    }

    /// The price of the call: that of the way to the end, or of a dearer one.
    #[must_use]
    pub fn price(self, to_end: Cost) -> Cost {
        self.dearest.filter(|way| way.at(40) > to_end.at(40)).unwrap_or(to_end)
    }
}
