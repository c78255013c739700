//! Early exits: where one side of an undecided condition leaves, what follows may not be paid.

use crate::eval::ops::ExitScope;
use crate::model::Place;

/// Conditions of open functions and loops that may have left them, and how much was paid when they were met.
#[derive(Default)]
pub struct Exits {
    open: Vec<(Place, ExitScope, usize)>,
    paid: usize,
}

impl Exits {
    pub fn pay(&mut self) {
        self.paid += 1;
    }

    pub fn paid(&self) -> usize {
        self.paid
    }

    pub fn meet(&mut self, place: Place, scope: ExitScope) {
        self.open.push((place, scope, self.paid));
    }

    /// A mark for what is met from here on.
    pub fn mark(&self) -> usize {
        self.open.len()
    }

    /// Ends a function or a loop that began at the mark: the conditions behind which something was paid.
    pub fn close(&mut self, mark: usize, scope: ExitScope) -> Vec<Place> {
        let mut left = Vec::new();
        for (place, of, at) in self.open.split_off(mark.min(self.open.len())) {
            if scope == ExitScope::Loop && of == ExitScope::Function {
                self.open.push((place, of, at));
            } else if self.paid > at {
                left.push(place);
            }
        }
        left
    }
}
