//! Early exits: where one side of an undecided condition leaves, what follows may not be paid.

use crate::eval::ops::ExitScope;
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
